//! One person, masked; with a reason, whole; and acting for them.

use domain::admin::PersonPage;
use leptos::prelude::*;

use super::staff::reason;
use crate::{
    flash::Note,
    layout::console::{console, words},
    text::time,
    ui::{
        field::{self, Text},
        form,
        notice::{self, Tone, notice},
        visit::{flash, here, t},
    },
};

/// The page.
pub fn page(page: &PersonPage) -> AnyView {
    let (t, words) = (t(), words());
    let person = &page.person;
    let name = if person.name.is_empty() { words.unnamed.to_owned() } else { person.name.clone() };
    let place = if person.place.is_empty() { words.nowhere.to_owned() } else { person.place.clone() };
    let fact = |label: &'static str, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }.into_any();
    let content = view! {
        <p class="crumb"><a href="/console/people">"‹ "{words.people}</a></p>
        {shown()}
        {notice::errors(page.now, ().into_any())}
        <h1>{name.clone()}</h1>
        <section class="sheet">
            <dl class="facts-list">
                {fact(words.phone, person.phone.clone())}
                {fact(words.place, place)}
                {fact(words.since, time::date(t, person.since))}
                {fact(words.claims, page.claims.to_string())}
            </dl>
        </section>
        {page.may_reveal.then(|| reveal(page))}
        {page.may_act.then(act_for)}
    };
    console(&name, content.into_any())
}

/// What was masked, if it was just asked for.
fn shown() -> Option<AnyView> {
    let words = words();
    let Note::Revealed(revealed) = flash()?.outcome.ok()?? else { return None };
    let body = view! { <p data-revealed="">{revealed.name}" "<b>{revealed.phone}</b></p> };
    Some(notice(Tone::Good, words.revealed.to_owned(), body.into_any()))
}

fn reveal(page: &PersonPage) -> AnyView {
    let words = words();
    let answer = field::answer("reveal_person").filter(|flash| flash.outcome.is_err());
    let fields = view! {
        {form::hidden("draft[account]", page.person.account.to_string())}
        {reason("reveal-reason".to_owned(), answer.as_ref())}
        <button class="btn">{words.show}</button>
    };
    view! {
        <section class="sheet">
            <h2>{words.reveal}</h2>
            <p class="hint">{words.reveal_hint}</p>
            {form::post("reveal_person", "stack", fields)}
        </section>
    }
    .into_any()
}

/// Acting for the person. Their phone is typed whole: whoever acts for somebody knows it, or sees them.
fn act_for() -> AnyView {
    let words = words();
    let answer = field::answer("act_for").filter(|flash| flash.outcome.is_err());
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
    let fields = view! {
        {phone.view()}
        {reason("act-reason".to_owned(), answer)}
        <button class="btn">{words.begin}</button>
    };
    view! {
        <section class="sheet">
            <h2>{words.act_for}</h2>
            <p class="hint">{words.act_for_hint}</p>
            {form::whole("act_for", "stack", here(), fields.into_any())}
        </section>
    }
    .into_any()
}
