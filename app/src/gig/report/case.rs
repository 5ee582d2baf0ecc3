//! What was reported of a posting, for the staff.

use domain::gig::posting::{Report, ReportCase};
use leptos::prelude::*;

use super::words;
use crate::{
    layout::console::console,
    text::{fill, posting::Posting, time},
    ui::{
        field, form,
        notice::{self, Tone, notice},
        visit::{flash, t, visit},
    },
};

/// The page.
pub fn page(case: &ReportCase) -> AnyView {
    let words = words();
    let told = flash().and_then(|flash| match flash.outcome {
        Err(_) => notice::errors(case.now, ().into_any()),
        Ok(note) => note.map(|_| {
            let next = view! { <a class="btn btn-primary" href="/console">{words.to_queue}</a> };
            notice(Tone::Good, words.decided.to_owned(), next.into_any())
        }),
    });
    let reports: Vec<AnyView> = case.reports.iter().map(|report| line(report, case)).collect();
    let content = view! {
        {told}
        <p class="crumb"><a href="/console?kind=report">"‹ "{words.to_queue}</a></p>
        <h1>{words.case_title}"："{case.title.clone()}</h1>
        <section class="sheet"><h2>{words.reports}</h2><ul class="stack">{reports}</ul></section>
        {posting(case)}
        {case.may_decide.then(|| decide(case))}
    };
    console(words.case_title, content.into_any())
}

fn line(report: &Report, case: &ReportCase) -> AnyView {
    let words = words();
    let said = if report.words.is_empty() { words.no_words.to_owned() } else { report.words.clone() };
    let class = if report.outcome.is_none() { "tag warn" } else { "tag plain" };
    view! {
        <li>
            <p><b>{words.reason_of(report.reason)}</b>" "<span class=class>{words.outcome(report.outcome)}</span>" "
                <span class="soft">{time::moment(t(), report.at, case.now)}</span></p>
            <p class="prose">{said}</p>
        </li>
    }
    .into_any()
}

fn posting(case: &ReportCase) -> AnyView {
    let (words, posting) = (words(), Posting::of(visit().language));
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any())
    };
    let pay = format!("{} {}", case.pay.amount, super::super::posting::unit_of(posting, case.pay.unit));
    let history = [case.history.published, case.history.rejected, case.history.upheld].map(|n| n.to_string());
    let history = fill(words.history, &[&history[0], &history[1], &history[2]]);
    let own = case.state.map(|state| {
        let name = format!("{}：{}", words.to_posting, posting.state(state));
        view! { <p><a class="link" href=format!("/console/posting/{}", case.id)>{name}</a></p> }.into_any()
    });
    view! {
        <section class="sheet">
            <h2>{case.title.clone()}</h2>
            <dl class="facts-list">
                {fact(words.duties, case.duties.clone())}
                {fact(words.requirements, case.requirements.clone())}
                {fact(words.pay, pay)}
                {fact(words.place, case.place.clone())}
            </dl>
            <p><a class="link" href=format!("/console/employer/{}", case.organisation)>{case.employer.clone()}</a></p>
            <p class="soft">{history}</p>
            <p class="soft">{fill(words.seats, &[&case.seats.to_string()])}</p>
            {own}
        </section>
    }
    .into_any()
}

fn decide(case: &ReportCase) -> AnyView {
    let words = words();
    let answer = field::answer("answer_reports").filter(|answer| answer.outcome.is_err());
    let fields = view! {
        {form::hidden("draft[posting]", case.id.to_string())}
        {field::area("words", (words.decide_words, words.decide_hint), "", answer.as_ref(), (4, 500))}
        <div class="actions" id="outcome">
            <button class="btn btn-primary" name="draft[outcome]" value="removed">{words.remove}</button>
            <button class="btn" name="draft[outcome]" value="warned">{words.warn}</button>
            <button class="btn" name="draft[outcome]" value="dismissed">{words.dismiss}</button>
        </div>
    };
    let form = form::post("answer_reports", "stack", fields);
    view! { <section class="sheet"><h2>{words.decide}</h2>{form}</section> }.into_any()
}
