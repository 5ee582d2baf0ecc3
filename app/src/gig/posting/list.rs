//! An organisation's postings: drafts, what waits, what is on the list, what has ended.

use domain::{
    gig::posting::{OwnPosting, OwnPostings, PostingState},
    when::Moment,
};
use leptos::prelude::*;

use super::parts::{self, words};
use crate::{
    text::time,
    ui::{form, page::head, visit::t},
};

/// Shifts shown of each.
const SHIFTS: usize = 4;

/// The page.
pub fn page(data: &OwnPostings) -> AnyView {
    let (words, home) = (words(), format!("/me/organisations/{}", data.organisation));
    let now = data.now;
    let group = |name: &'static str, keep: &dyn Fn(&OwnPosting) -> bool| {
        let cards: Vec<AnyView> = data.postings.iter().filter(|one| keep(one)).map(|one| card(one, data)).collect();
        (!cards.is_empty()).then(|| view! { <h2>{name}</h2><ul class="cards">{cards}</ul> }.into_any())
    };
    let empty = data.postings.is_empty().then(|| view! { <div class="empty"><p>{words.empty}</p></div> }.into_any());
    let verify = (!data.verified).then(|| {
        view! { <div class="notice bad"><p>{words.not_verified}</p><a class="btn" href=home.clone()>{words.to_verify}</a></div> }
            .into_any()
    });
    view! {
        {head(words.title)}
        <div class="page narrow">
            <p class="crumb"><a href=home.clone()>"‹ "{data.name.clone()}</a></p>
            {parts::told(now)}
            <h1>{words.title}</h1>
            {verify}
            <a class="btn btn-primary wide" href=format!("{home}/postings/new")>{words.new}</a>
            {empty}
            {group(words.drafts, &|one| one.state.open())}
            {group(words.waiting, &|one| one.state == PostingState::Submitted)}
            {group(words.out, &|one| one.state.seen() && !one.ended(now))}
            {group(words.ended, &|one| one.ended(now))}
        </div>
    }
    .into_any()
}

fn card(one: &OwnPosting, data: &OwnPostings) -> AnyView {
    let words = words();
    let href = format!("/me/organisations/{}/postings/{}", data.organisation, one.id);
    let title = if one.title.trim().is_empty() { words.untitled.to_owned() } else { one.title.clone() };
    let to_come = one.shifts.iter().filter(|shift| shift.ends > data.now && !shift.closed);
    let shifts: Vec<AnyView> =
        to_come.take(SHIFTS).map(|shift| view! { <li>{parts::shift(shift, data.now)}</li> }.into_any()).collect();
    let shifts = (!shifts.is_empty()).then(|| view! { <ul class="stack">{shifts}</ul> }.into_any());
    let amends = one.amends.then(|| view! { <span class="tag plain">{words.amending}</span> }.into_any());
    let discard = one.may_discard.then(|| parts::discard(data.organisation, one.id));
    let again = one.state.seen().then(|| copy(one, data));
    view! {
        <li class="card">
            <h3><a href=href>{title}</a></h3>
            <p class="facts">{parts::state(one.state)}{amends}<span>{changed(one.changed, data.now)}</span></p>
            {shifts}
            {again}
            {discard}
        </li>
    }
    .into_any()
}

fn changed(at: Moment, now: Moment) -> String {
    time::moment(t(), at, now)
}

/// Each posting of the page has an id of its own for its copy, so that two copies are two, and one sent twice is one.
fn copy(one: &OwnPosting, data: &OwnPostings) -> AnyView {
    let fresh = data.fresh.0.as_u128() ^ (one.id.0.as_u128() & u128::from(u64::MAX));
    let fields = view! {
        {form::hidden("draft[organisation]", data.organisation.to_string())}
        {form::hidden("draft[posting]", one.id.to_string())}
        {form::hidden("draft[fresh]", uuid(fresh))}
        <button class="btn small">{words().again}</button>
    };
    form::post("copy_posting", "", fields)
}

fn uuid(bits: u128) -> String {
    let hex = format!("{bits:032x}");
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}
