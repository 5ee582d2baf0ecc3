//! The arrears of one employer, for the staff.

use domain::gig::arrears::{ArrearsCase, OverdueClaim};
use leptos::prelude::*;

use super::{day, tag, words};
use crate::{
    layout::console::console,
    text::{employer::Employer, fill, time},
    ui::{
        field::{self, Text},
        form,
        notice::{self, Tone, notice},
        visit::{flash, t, visit},
    },
};

/// The page.
pub fn page(case: &ArrearsCase) -> AnyView {
    let words = words();
    let told = flash().and_then(|flash| match flash.outcome {
        Err(_) => notice::errors(case.now, ().into_any()),
        Ok(note) => note.map(|_| notice(Tone::Good, words.closed.to_owned(), ().into_any())),
    });
    let rows: Vec<AnyView> = case.claims.iter().map(line).collect();
    let claims = if rows.is_empty() {
        view! { <p class="soft">{words.none}</p> }.into_any()
    } else {
        let heads = [words.worker, words.work, words.due, words.owed, words.paid];
        let heads: Vec<AnyView> =
            heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }.into_any()).collect();
        view! { <table class="rows"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table> }.into_any()
    };
    let taken: Vec<AnyView> = case
        .taken
        .iter()
        .map(|(step, at)| {
            view! { <li>{tag(*step)}" "<span class="soft">{time::moment(t(), *at, case.now)}</span></li> }.into_any()
        })
        .collect();
    let taken = (!taken.is_empty()).then(|| {
        view! { <section class="sheet"><h2>{words.taken}</h2><ul class="stack">{taken}</ul></section> }.into_any()
    });
    let open = case.overdue.map(|overdue| {
        view! { <p data-open=overdue.open.0.to_string()><b>{fill(words.total, &[&overdue.open.to_string()])}</b></p> }
            .into_any()
    });
    let content = view! {
        <p class="crumb"><a href="/console/arrears">"‹ "{words.title}</a></p>
        {told}
        <h1>{case.name.clone()}</h1>
        <p><a class="link" href=format!("/console/employer/{}", case.organisation)>{Employer::of(visit().language).file}</a></p>
        <p><span class="soft">{case.place.clone()}" "</span>{case.step.map(tag)}</p>
        {open}
        {claims}
        {taken}
        {(case.waits && case.may_close).then(|| close(case))}
    };
    console(&case.name, content.into_any())
}

fn line(claim: &OverdueClaim) -> AnyView {
    let words = words();
    let yuan = |sum: domain::money::Fen| fill(words.yuan, &[&sum.to_string()]);
    let work = format!("{} {}", claim.title, time::date(t(), claim.starts));
    view! {
        <tr>
            <td data-label=words.worker>{claim.worker.clone()}</td>
            <td data-label=words.work>{work}</td>
            <td data-label=words.due>{day(claim.due)}</td>
            <td data-label=words.owed>{yuan(claim.owed)}</td>
            <td data-label=words.paid>{yuan(claim.paid)}</td>
        </tr>
    }
    .into_any()
}

fn close(case: &ArrearsCase) -> AnyView {
    let words = words();
    let answer = field::answer("close_arrears").filter(|answer| answer.outcome.is_err());
    let answer = answer.as_ref();
    let why = Text {
        name: "reason",
        label: words.close_why,
        hint: words.close_hint,
        value: field::typed(answer, "reason").unwrap_or_default(),
        problem: field::problem(answer, "reason"),
        autocomplete: "off",
        inputmode: "text",
        maxlength: "200",
    };
    let fields = view! {
        {form::hidden("draft[organisation]", case.organisation.to_string())}
        {why.view()}
        <button class="btn btn-primary">{words.close}</button>
    };
    view! { <section class="sheet"><h2>{words.close}</h2>{form::post("close_arrears", "stack", fields)}</section> }
        .into_any()
}
