//! Lists of cases: one's own, and those that an employer knows of.

use domain::{
    gig::case::{CaseLine, EmployerCases, MyCases},
    when::Moment,
};
use leptos::prelude::*;

use super::{deadline, tags, told, words};
use crate::{
    text::{fill, time},
    ui::{page::head, visit::t},
};

/// One's own cases.
pub fn mine(data: &MyCases) -> AnyView {
    let words = words();
    let items: Vec<AnyView> =
        data.cases.iter().map(|case| item(case, format!("/me/cases/{}", case.case), data.now)).collect();
    let none = items.is_empty().then(|| {
        view! {
            <div class="empty"><h2>{words.none}</h2><p class="soft">{words.none_next}</p>
                <a class="btn btn-primary" href="/me/shifts">{words.to_shifts}</a></div>
        }
        .into_any()
    });
    view! {
        {head(words.title)}
        <div class="page">
            <p class="crumb"><a href="/me">"‹ "{t().me.title}</a></p>
            {told(data.now)}
            <h1>{words.title}</h1>
            {none}
            <ul class="cards">{items}</ul>
        </div>
    }
    .into_any()
}

/// The cases that an organisation knows of.
pub fn of_employer(data: &EmployerCases) -> AnyView {
    let (words, at) = (words(), format!("/me/organisations/{}", data.organisation));
    let items: Vec<AnyView> =
        data.cases.iter().map(|case| item(case, format!("{at}/cases/{}", case.case), data.now)).collect();
    let none = items.is_empty().then(|| {
        view! { <div class="empty"><h2>{words.employer_none}</h2><p class="soft">{words.employer_none_next}</p></div> }
            .into_any()
    });
    view! {
        {head(words.employer_title)}
        <div class="page">
            <p class="crumb"><a href=at.clone()>"‹ "{data.name.clone()}</a></p>
            {told(data.now)}
            <h1>{words.employer_title}</h1>
            {none}
            <ul class="cards">{items}</ul>
        </div>
    }
    .into_any()
}

/// A case in a list.
pub fn item(case: &CaseLine, href: String, now: Moment) -> AnyView {
    let when = time::moment(t(), case.starts, now);
    let filed = fill(words().filed_at, &[&time::moment(t(), case.filed, now)]);
    view! {
        <li class="card" data-case=case.case.to_string()>
            <div class="between"><h3><a href=href>{case.title.clone()}</a></h3>{tags(case.category, case.state)}</div>
            <p class="facts"><b>{when}</b><span>{case.employer.clone()}</span></p>
            <p class="soft">{filed}</p>
            {deadline(case.state, case.due)}
        </li>
    }
    .into_any()
}
