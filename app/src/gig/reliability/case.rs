//! An appeal against something that counts against somebody, for the staff.

use domain::gig::reliability::MarkCase;
use leptos::prelude::*;

use super::words;
use crate::{
    gig::day::input,
    layout::console::console,
    text::time,
    ui::{
        field, form,
        notice::{self, Tone, notice},
        visit::{flash, t},
    },
};

/// The page.
pub fn page(case: &MarkCase) -> AnyView {
    let words = words();
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
    let told = match flash().map(|flash| flash.outcome) {
        Some(Ok(Some(_))) => Some(notice(Tone::Good, words.decided.to_owned(), ().into_any())),
        _ => notice::errors(case.now, ().into_any()),
    };
    let worker = (!case.worker.is_empty()).then(|| fact(words.worker, case.worker.clone()));
    let (said, at) = &case.appeal;
    let decision = case.decision.as_ref().map(|(lifted, why)| {
        let what = if *lifted { words.lifted } else { words.kept };
        view! { <p><b>{what}</b>" "{why.clone()}</p> }.into_any()
    });
    let content = view! {
        {told}
        <h1>{words.case_title}</h1>
        <section class="sheet">
            <h2>{words.kind(case.kind)}</h2>
            <dl class="facts-list">
                {fact(words.work, case.title.clone())}
                {fact(words.employer, case.employer.clone())}
                {worker}
                {fact(words.place, case.place.clone())}
                {fact(words.when, time::moment(t(), case.starts, case.now))}
                {fact(words.said, format!("{said} · {}", time::moment(t(), *at, case.now)))}
            </dl>
            {decision}
        </section>
        {case.may_decide.then(|| decide(case))}
    };
    console(words.case_title, content.into_any())
}

fn decide(case: &MarkCase) -> AnyView {
    let (words, id) = (words(), case.id.to_string());
    let answer = field::answer("decide_mark").filter(|answer| answer.outcome.is_err());
    let fields = view! {
        {form::hidden("draft[mark]", id.clone())}
        {input((&id, "reason"), (words.reason, words.reason_hint), String::new(), answer.as_ref(), "text")}
        <div class="actions" id="decision">
            <button class="btn btn-primary" name="draft[decision]" value="lift">{words.lift}</button>
            <button class="btn" name="draft[decision]" value="keep">{words.keep}</button>
        </div>
    };
    let form = form::post("decide_mark", "stack", fields);
    view! { <section class="sheet"><h2>{words.decide}</h2>{form}</section> }.into_any()
}
