//! The shifts of an organisation around today.

use domain::{
    gig::attendance::{DayShift, OrganisationShifts},
    when::Moment,
};
use leptos::prelude::*;

use super::{told, words};
use crate::{
    gig::{filling, live::follow},
    text::{fill, time},
    ui::{page::head, visit::t},
};

/// The page.
pub fn page(data: &OrganisationShifts) -> AnyView {
    let (words, here) = (words(), format!("/me/organisations/{}", data.organisation));
    let live = follow(data.now, data.shifts.iter().map(|shift| shift.id));
    let today = Moment::start_of(data.now.date());
    let (coming, mut past): (Vec<&DayShift>, Vec<&DayShift>) = data.shifts.iter().partition(|shift| shift.ends > today);
    past.reverse();
    let none = coming.is_empty().then(|| {
        view! { <div class="empty"><h2>{words.shifts_none}</h2><p class="soft">{words.shifts_none_next}</p></div> }
            .into_any()
    });
    let coming = by_day(&coming, data.now, &here);
    let past = (!past.is_empty()).then(|| {
        let past = by_day(&past, data.now, &here);
        view! { <details class="past"><summary>{t().gig.past}</summary>{past}</details> }.into_any()
    });
    view! {
        {head(words.shifts_title)}
        <div class="page">
            {live}
            <p class="crumb"><a href=here.clone()>"‹ "{data.name.clone()}</a></p>
            {told(data.now)}
            <h1>{words.shifts_title}</h1>
            {none}
            {coming}
            {past}
            <p><a class="link" href=format!("{here}/workers")>{filling::words().preferences}</a></p>
        </div>
    }
    .into_any()
}

/// Each day with its shifts.
fn by_day(shifts: &[&DayShift], now: Moment, here: &str) -> Vec<AnyView> {
    let days = shifts.chunk_by(|one, next| one.starts.day_number() == next.starts.day_number());
    days.filter_map(|group| {
        let title = time::day(t(), group.first()?.starts, now);
        let items: Vec<AnyView> = group.iter().map(|shift| item(shift, here)).collect();
        Some(view! { <section><h2 class="sub">{title}</h2><ul class="cards">{items}</ul></section> }.into_any())
    })
    .collect()
}

fn item(shift: &DayShift, here: &str) -> AnyView {
    view! {
        <li class="card" data-shift=shift.id.to_string()>
            <h3><a href=format!("{here}/shifts/{}", shift.id)>{shift.title.clone()}</a></h3>
            <p class="facts"><b>{time::clocks(t(), shift.starts, shift.ends)}</b></p>
            {counts(shift)}
        </li>
    }
    .into_any()
}

/// How many are expected, at work, done, and absent.
pub fn counts(shift: &DayShift) -> AnyView {
    let words = words();
    if shift.closed {
        return view! { <p><span class="tag warn">{words.closed}</span></p> }.into_any();
    }
    let tag = |template: &'static str, n: u32, class: &'static str| {
        (n > 0).then(|| view! { <span class=class>{fill(template, &[&n.to_string()])}</span>" " }.into_any())
    };
    view! {
        <p>
            {tag(words.applied, shift.applied, "tag warn")}
            {tag(words.expected, shift.expected, "tag plain")}
            {tag(words.here, shift.here, "tag")}
            {tag(words.done, shift.done, "tag")}
            {tag(words.absent, shift.absent, "tag warn")}
        </p>
    }
    .into_any()
}

/// `今天 08:00–17:00`.
pub fn when(starts: Moment, ends: Moment, now: Moment) -> String {
    time::span(t(), starts, ends, now)
}
