//! Words of a rating that wait for the staff.

use domain::gig::{
    attendance::Side,
    rating::{RatingCase, WordsState},
};
use leptos::prelude::*;

use super::words;
use crate::{
    gig::day::input,
    layout::console::console,
    text::time,
    ui::{
        field, form,
        notice::{self, Tone, notice},
        visit::{flash, t},
    },
};

/// The page.
pub fn page(case: &RatingCase) -> AnyView {
    let words = words();
    let told = flash().and_then(|flash| match flash.outcome {
        Err(_) => notice::errors(case.now, ().into_any()),
        Ok(note) => note.map(|_| notice(Tone::Good, words.decided.to_owned(), ().into_any())),
    });
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
    let by = if case.side == Side::Worker { words.by_worker } else { words.by_employer };
    let said = case.words.clone().unwrap_or_else(|| words.not_yours.to_owned());
    let decided = match case.state {
        WordsState::Shown => Some(words.decided_show),
        WordsState::Hidden => Some(words.decided_hide),
        WordsState::Clear | WordsState::Held => None,
    };
    let content = view! {
        <p class="crumb"><a href="/console?kind=rating">"‹ "{words.case_title}</a></p>
        {told}
        <h1>{words.case_title}</h1>
        <section class="sheet" data-words=case.state.word()>
            <dl class="facts-list">
                {fact(words.by, by.to_owned())}
                {fact(words.work, case.title.clone())}
                {fact(words.employer, case.employer.clone())}
                {fact(words.when, time::moment(t(), case.starts, case.now))}
            </dl>
            <h2>{words.said}</h2>
            <p class="prose">{said}</p>
            {decided.map(|decided| view! { <p><b>{decided}</b></p> }.into_any())}
        </section>
        {case.may_decide.then(|| decide(case))}
    };
    console(words.case_title, content.into_any())
}

fn decide(case: &RatingCase) -> AnyView {
    let words = words();
    let answer = field::answer("judge_rating").filter(|answer| answer.outcome.is_err());
    let id = case.rating.to_string();
    let fields = view! {
        {form::hidden("draft[rating]", id.clone())}
        {input((&id, "reason"), (words.reason, words.reason_hint), String::new(), answer.as_ref(), "text")}
        <div class="actions" id="decision">
            <button class="btn btn-primary" name="draft[decision]" value="show">{words.show}</button>
            <button class="btn" name="draft[decision]" value="hide">{words.hide}</button>
        </div>
    };
    view! { <section class="sheet"><h2>{words.decide}</h2>{form::post("judge_rating", "stack", fields)}</section> }
        .into_any()
}
