//! The file of an employer, for the staff.

use domain::{
    gig::{
        attendance::Side,
        employer::{EmployerEvent, EmployerFile},
    },
    when::Moment,
};
use leptos::prelude::*;

use super::{arrears, rating, reliability};
use crate::{
    layout::console::console,
    text::{arrears::Arrears, case::Cases, employer::Employer, fill, time},
    ui::visit::{t, visit},
};

pub mod api;

/// The words, in the language of the visit.
fn words() -> &'static Employer {
    Employer::of(visit().language)
}

/// The page.
pub fn page(file: &EmployerFile) -> AnyView {
    let words = words();
    let verified = if file.verified { words.verified } else { words.unverified };
    let since = fill(words.since, &[&time::date(t(), file.since)]);
    let step = file.arrears.map(|step| {
        let href = format!("/console/arrears/{}", file.organisation);
        view! { <p><a class="link" href=href>{words.arrears}</a>" "{arrears::tag(step)}</p> }.into_any()
    });
    let ratings = match &file.ratings {
        Some(summary) => rating::summary(summary, Side::Worker),
        None => view! { <p class="soft">{words.ratings_few}</p> }.into_any(),
    };
    let events: Vec<AnyView> = file.events.iter().map(|(at, event)| happened(*at, event, file.now)).collect();
    let events = if events.is_empty() {
        view! { <p class="soft">{words.events_none}</p> }.into_any()
    } else {
        view! { <ul class="stack">{events}</ul> }.into_any()
    };
    let content = view! {
        <p class="crumb"><a href="/console/tables/organisations">"‹ "{words.organisations}</a></p>
        <h1>{file.name.clone()}</h1>
        <p><span class="tag plain">{verified}</span>" "<span class="soft">{file.place.clone()}" · "{since}</span></p>
        <p><a class="link" href=format!("/console/organisation/{}", file.organisation)>{words.to_verification}</a></p>
        {step}
        <section class="sheet"><h2>{words.work}</h2><p class="hint">{words.work_hint}</p>{figures(file)}</section>
        <section class="sheet"><h2>{words.reliability}</h2>{reliability::of_side(&file.reliability)}</section>
        <section class="sheet"><h2>{words.ratings}</h2>{ratings}</section>
        <section class="sheet"><h2>{words.events}</h2>{events}</section>
    };
    console(&file.name, content.into_any())
}

fn figures(file: &EmployerFile) -> AnyView {
    let (words, work, postings) = (words(), &file.work, &file.postings);
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
    let percent = |share: domain::measure::Share| match share.percent() {
        Some(percent) => format!("{} / {}（{percent}%）", share.part, share.whole),
        None => "—".to_owned(),
    };
    let told = [postings.published, postings.rejected, postings.upheld].map(|n| n.to_string());
    view! {
        <dl class="facts-list">
            {fact(words.postings, fill(words.postings_of, &[&told[0], &told[1], &told[2]]))}
            {fact(words.shifts, fill(words.shifts_of, &[&work.shifts.to_string(), &work.cancelled.to_string()]))}
            {fact(words.seats, percent(work.seats))}
            {fact(words.worked, work.worked.to_string())}
            {fact(words.no_shows, fill(words.no_shows_of, &[&work.no_shows.to_string(), &work.employer_no_shows.to_string()]))}
            {fact(words.in_time, percent(work.in_time))}
            {fact(words.wages, fill(words.wages_of, &[&work.paid.to_string(), &work.owed.to_string()]))}
        </dl>
    }
    .into_any()
}

fn happened(at: Moment, event: &EmployerEvent, now: Moment) -> AnyView {
    let words = words();
    let link = |href: String, words: String| view! { <a class="link" href=href>{words}</a> }.into_any();
    let what = match event {
        EmployerEvent::Published(id, title) => {
            link(format!("/console/posting/{id}"), format!("{}：{title}", words.e_published))
        }
        EmployerEvent::Reported(id, title) => {
            link(format!("/console/report/{id}"), format!("{}：{title}", words.e_reported))
        }
        EmployerEvent::Case(id, state) => {
            let state = Cases::of(visit().language).state(*state);
            link(format!("/console/case/{id}"), format!("{}：{state}", words.e_case))
        }
        EmployerEvent::Arrears(step) => {
            view! { {words.e_arrears}"："{Arrears::of(visit().language).step_of(*step)} }.into_any()
        }
    };
    view! { <li><span class="soft">{time::moment(t(), at, now)}</span>" "{what}</li> }.into_any()
}
