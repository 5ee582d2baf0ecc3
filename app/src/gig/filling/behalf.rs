//! A seat that the staff claim for a person of theirs who has agreed.

use domain::gig::{
    Filling,
    filling::{BehalfPage, ConsentWay},
};
use leptos::prelude::*;

use super::words;
use crate::{
    flash::Note,
    layout::console::console,
    text::{fill, time},
    ui::{
        field::{self, Text, tick},
        form,
        notice::{self, Tone, notice},
        visit::{flash, t},
    },
};

/// The page.
pub fn page(data: &BehalfPage) -> AnyView {
    let words = words();
    let seats = fill(words.seats, &[&data.seats.to_string(), &data.taken.to_string()]);
    let shown = if data.open { claim(data) } else { view! { <p class="soft">{words.behalf_over}</p> }.into_any() };
    let content = view! {
        {told(data)}
        <h1>{words.behalf}</h1>
        <section class="sheet" data-shift=data.shift.to_string()>
            <h2>{data.title.clone()}</h2>
            <p class="facts">
                <b>{time::span(t(), data.starts, data.ends, data.now)}</b>
                <span>{data.employer.clone()}</span><span>{data.address.clone()}</span><span>{seats}</span>
            </p>
            <a class="link" href=format!("/gigs/{}", data.shift)>{words.to_shift}</a>
        </section>
        {shown}
    };
    console(words.behalf, content.into_any())
}

fn told(data: &BehalfPage) -> Option<AnyView> {
    match flash()?.outcome {
        Err(_) => notice::errors(data.now, ().into_any()),
        Ok(Some(Note::Claimed)) => Some(notice(Tone::Good, words().behalf_done.to_owned(), ().into_any())),
        Ok(_) => None,
    }
}

fn claim(data: &BehalfPage) -> AnyView {
    let words = words();
    let answer = field::answer("claim_for").filter(|answer| answer.outcome.is_err());
    let answer = answer.as_ref();
    let phone = Text {
        name: "phone",
        label: words.phone,
        hint: words.phone_hint,
        value: field::typed(answer, "phone").unwrap_or_default(),
        problem: field::problem(answer, "phone"),
        autocomplete: "off",
        inputmode: "tel",
        maxlength: "20",
    };
    let chosen = field::typed(answer, "way");
    let ways: Vec<AnyView> = ConsentWay::ALL
        .iter()
        .map(|way| {
            let checked = chosen.as_deref() == Some(way.word());
            let (word, name) = (way.word().to_owned(), words.way_of(*way).to_owned());
            tick("radio", "draft[way]".to_owned(), word, name, checked)
        })
        .collect();
    let wrong = field::problem(answer, "way").map(|problem| field::error_line("way", problem));
    let queue = (data.fills == Filling::Instant).then(|| {
        let on = field::typed(answer, "queue").is_some();
        tick("checkbox", "draft[queue]".to_owned(), "yes".to_owned(), words.queue.to_owned(), on)
    });
    let fields = view! {
        {form::hidden("draft[shift]", data.shift.to_string())}
        {form::hidden("draft[key]", form::key(&data.key, "f", &data.shift))}
        {phone.view()}
        <fieldset class="field" id="way"><legend>{words.way}</legend>{wrong}{ways}</fieldset>
        {queue}
        <button class="btn btn-primary">{words.behalf_go}</button>
    };
    view! { <section class="sheet"><p class="soft">{words.behalf_how}</p>{form::post("claim_for", "stack", fields)}</section> }
        .into_any()
}
