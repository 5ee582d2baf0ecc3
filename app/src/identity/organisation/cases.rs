//! The staff's pages: the table of organisations, and what waits for a decision.

use domain::identity::organisation::{DecisionDraft, OrganisationCase, RealNameCase};
use leptos::prelude::*;

use super::parts::{self, words};
use crate::layout::console::console;

/// What an organisation has filed.
pub fn organisation(data: &OrganisationCase) -> AnyView {
    let (words, one) = (words(), &data.organisation);
    let (id, version) = (one.id.to_string(), one.version.to_string());
    let decide = data.may_decide.then(|| {
        let until = one.kind.suggested_end(data.now.date()).to_string();
        let draft = DecisionDraft { subject: id.clone(), version, until, ..DecisionDraft::default() };
        parts::decide("decide_organisation", draft, one.state, true)
    });
    let reveal = data.may_reveal.then(|| parts::reveal("reveal_organisation", id, data.revealed));
    let content = view! {
        {parts::told(data.now)}
        <p class="crumb"><a href="/console/tables/organisations">"‹ "{words.table_title}</a></p>
        <h1>{one.name.clone()}</h1>
        <p>{parts::state(one.state)}" "<a class="link" href=format!("/console/employer/{}", one.id)>{words.employer_file}</a></p>
        {parts::warnings(&data.warnings)}
        <section class="sheet">
            {parts::fact(words.kind, words.kind_of(one.kind).to_owned())}
            {parts::fact(words.code, one.credit_code.clone())}
            {parts::fact(words.region, one.place.clone())}
            {parts::fact(words.contact_name, one.contact_name.clone())}
            {parts::fact(words.contact_phone, one.contact_phone.clone())}
            {one.filed.and_then(|filed| parts::fact(words.filed_at, parts::day(filed, data.now)))}
            {one.until.and_then(|until| parts::fact(words.until, parts::last_day(until, data.now)))}
            {parts::fact(words.reason, one.reason.clone())}
            {reveal}
        </section>
        <section class="sheet"><h2>{words.evidence}</h2>{parts::files(&data.files, data.may_reveal, false)}</section>
        {decide}
    };
    console(&one.name, content.into_any())
}

/// What a person has filed.
pub fn real_name(data: &RealNameCase) -> AnyView {
    let words = words();
    let (id, version) = (data.account.to_string(), data.version.to_string());
    let decide = data.may_decide.then(|| {
        let draft = DecisionDraft { subject: id.clone(), version, ..DecisionDraft::default() };
        parts::decide("decide_real_name", draft, data.state, false)
    });
    let reveal = data.may_reveal.then(|| parts::reveal("reveal_real_name", id, data.revealed));
    let content = view! {
        {parts::told(data.now)}
        <p class="crumb"><a href="/console?kind=real-name">"‹ "{words.real_name}</a></p>
        <h1>{words.real_name}</h1>
        <p>{parts::state(data.state)}</p>
        {parts::warnings(&data.warnings)}
        <section class="sheet">
            {parts::fact(words.person_name, data.name.clone())}
            {parts::fact(words.number, data.number.clone())}
            {parts::fact(words.phone, data.phone.clone())}
            {parts::fact(words.region, data.place.clone())}
            {parts::fact(words.filed_at, parts::day(data.filed, data.now))}
            {parts::fact(words.reason, data.reason.clone())}
            {reveal}
        </section>
        <section class="sheet"><h2>{words.evidence}</h2>{parts::files(&data.files, data.may_reveal, false)}</section>
        {decide}
    };
    console(words.real_name, content.into_any())
}
