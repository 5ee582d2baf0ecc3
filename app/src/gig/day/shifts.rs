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
    let mut groups: Vec<AnyView> = Vec::new();
    let mut rest = data.shifts.as_slice();
    while let Some(first) = rest.first() {
        let day = first.starts.day_number();
        let same = rest.iter().take_while(|shift| shift.starts.day_number() == day).count();
        let (group, others) = rest.split_at(same);
        rest = others;
        let items: Vec<AnyView> = group.iter().map(|shift| item(shift, &here)).collect();
        let title = time::day(t(), first.starts, data.now);
        groups.push(view! { <section><h2 class="sub">{title}</h2><ul class="cards">{items}</ul></section> }.into_any());
    }
    let none = groups.is_empty().then(|| {
        view! { <div class="empty"><h2>{words.shifts_none}</h2><p class="soft">{words.shifts_none_next}</p></div> }
            .into_any()
    });
    view! {
        {head(words.shifts_title)}
        <div class="page">
            {live}
            <p class="crumb"><a href=here.clone()>"‹ "{data.name.clone()}</a></p>
            {told(data.now)}
            <h1>{words.shifts_title}</h1>
            {none}
            {groups}
            <p><a class="link" href=format!("{here}/workers")>{filling::words().preferences}</a></p>
        </div>
    }
    .into_any()
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
