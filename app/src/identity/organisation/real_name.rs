//! My real name: name, number and the picture of the card.

use domain::identity::{VerificationState, organisation::RealNamePage};
use leptos::prelude::*;

use super::parts::{self, words};
use crate::ui::{field, page::head, visit::t};

/// The page.
pub fn page(data: &RealNamePage) -> AnyView {
    let words = words();
    let next = match data.state {
        VerificationState::Draft => words.real_name_body,
        VerificationState::Filed => words.next_filed_person,
        VerificationState::Verified => words.next_verified_person,
        _ => words.next_again,
    };
    let filled = data.filed.map(|filed| {
        view! {
            <section class="sheet">
                {parts::fact(words.person_name, data.name.clone())}
                {parts::fact(words.number, data.number.clone())}
                {parts::fact(words.filed_at, parts::day(filed, data.now))}
                {parts::fact(words.reason, data.reason.clone())}
                {parts::files(&data.files, true, false)}
            </section>
        }
        .into_any()
    });
    view! {
        {head(words.real_name)}
        <div class="page narrow">
            <p class="crumb"><a href="/me">"‹ "{t().frame.me}</a></p>
            {parts::told(data.now)}
            <h1>{words.real_name}</h1>
            <p>{parts::state(data.state)}" "{next}</p>
            {filled}
            {data.state.open().then(form)}
        </div>
    }
    .into_any()
}

fn form() -> AnyView {
    let words = words();
    let answer = field::answer("file_real_name").filter(|flash| flash.outcome.is_err());
    let answer = answer.as_ref();
    let fields = view! {
        {parts::text(("name", words.person_name, words.person_name_hint), "", answer, "text")}
        {parts::text(("number", words.number, words.number_hint), "", answer, "text")}
        {parts::file_field(words.card, words.card_hint, answer)}
        <button class="btn btn-primary wide">{words.file_it}</button>
    };
    parts::upload("/upload/real-name".to_owned(), fields.into_any())
}
