//! The staff's pages: the table of organisations, and what waits for a decision.

use domain::identity::{
    VerificationState,
    organisation::{
        DecisionDraft, OrganisationCase, OrganisationList, OrganisationQuery, OrganisationRow, RealNameCase,
    },
};
use leptos::prelude::*;

use super::parts::{self, words};
use crate::{
    layout::console::console,
    ui::{field, url},
};

/// The table.
pub fn list(data: &OrganisationList) -> AnyView {
    let words = words();
    let rows: Vec<AnyView> = data.rows.iter().map(row).collect();
    let table = if rows.is_empty() {
        view! { <div class="empty"><h2>{words.table_empty}</h2><p class="soft">{words.table_empty_next}</p></div> }
            .into_any()
    } else {
        view! {
            <table class="rows">
                <thead>
                    <tr>
                        <th scope="col">{words.name}</th>
                        <th scope="col">{words.kind}</th>
                        <th scope="col">{words.place}</th>
                        <th scope="col">{words.state}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let next = data.next.clone().map(|after| {
        let OrganisationQuery { q, state, region, .. } = &data.query;
        let given = [("q", q.as_str()), ("state", state), ("region", region), ("after", &after)];
        let pairs: Vec<_> = given.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let href = url::with_query("/console/organisations", &pairs);
        view! { <a class="btn next" href=href rel="next">{words.next_page}</a> }.into_any()
    });
    let content = view! { <h1>{words.table_title}</h1>{filters(data)}{table}{next} };
    console(words.table_title, content.into_any())
}

fn filters(data: &OrganisationList) -> AnyView {
    let words = words();
    let all = || (String::new(), words.all.to_owned());
    let states = VerificationState::ALL.iter().map(|one| (one.word().to_owned(), words.state_of(*one).to_owned()));
    let regions = data.regions.iter().map(|one| (one.code.to_string(), one.name.clone()));
    let states = std::iter::once(all()).chain(states).collect();
    let regions = std::iter::once(all()).chain(regions).collect();
    view! {
        <form method="get" action="/console/organisations" class="actions" role="search">
            <div class="field">
                <label for="q">{words.search}</label>
                <input class="input" id="q" name="q" maxlength="80" value=data.query.q.clone()/>
            </div>
            {field::select("state", "state", words.state, &data.query.state, states)}
            {field::select("region", "region", words.place, &data.query.region, regions)}
            <button class="btn">{words.find}</button>
        </form>
    }
    .into_any()
}

fn row(one: &OrganisationRow) -> AnyView {
    let words = words();
    view! {
        <tr>
            <td data-label=words.name><a class="link" href=format!("/console/organisation/{}", one.id)>{one.name.clone()}</a></td>
            <td data-label=words.kind>{words.kind_of(one.kind)}</td>
            <td data-label=words.place>{one.place.clone()}</td>
            <td data-label=words.state>{parts::state(one.state)}</td>
        </tr>
    }
    .into_any()
}

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
        <p class="crumb"><a href="/console/organisations">"‹ "{words.table_title}</a></p>
        <h1>{one.name.clone()}</h1>
        <p>{parts::state(one.state)}</p>
        {parts::warnings(&data.warnings)}
        <section class="sheet">
            {parts::fact(words.kind, words.kind_of(one.kind).to_owned())}
            {parts::fact(words.code, one.credit_code.clone())}
            {parts::fact(words.region, one.place.clone())}
            {parts::fact(words.contact_name, one.contact_name.clone())}
            {parts::fact(words.contact_phone, one.contact_phone.clone())}
            {one.filed.and_then(|filed| parts::fact(words.filed_at, parts::day(filed, data.now)))}
            {one.until.and_then(|until| parts::fact(words.until, parts::day(until, data.now)))}
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
