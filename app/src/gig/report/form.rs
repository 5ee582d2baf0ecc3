//! Telling the staff that something is wrong with a posting.

use domain::gig::posting::{ReportPage, ReportReason};
use leptos::prelude::*;

use super::words;
use crate::ui::{
    field::{self, tick},
    form, notice,
    notice::{Tone, notice},
    page::head,
    visit::flash,
};

/// The page.
pub fn page(page: &ReportPage) -> AnyView {
    let words = words();
    let back = format!("/gigs/{}", page.shift);
    let body = if page.waits.is_some() {
        let next = view! { <a class="btn btn-primary" href=back.clone()>{words.back}</a> };
        notice(Tone::Good, words.waits.to_owned(), next.into_any())
    } else {
        let told = flash().and_then(|flash| flash.outcome.err()).and_then(|_| notice::errors(page.now, ().into_any()));
        view! { {told}<p>{words.about}</p>{write(page)} }.into_any()
    };
    view! {
        {head(words.title.to_owned())}
        <div class="page narrow">
            <p class="crumb"><a href=back>"‹ "{page.title.clone()}</a></p>
            <h1>{words.title}</h1>
            <p class="soft">{page.title.clone()}" · "{page.employer.clone()}</p>
            {body}
        </div>
    }
    .into_any()
}

fn write(page: &ReportPage) -> AnyView {
    let words = words();
    let answer = field::answer("report_posting").filter(|answer| answer.outcome.is_err());
    let answer = answer.as_ref();
    let chosen = field::typed(answer, "reason").unwrap_or_default();
    let reasons: Vec<AnyView> = ReportReason::ALL
        .iter()
        .map(|reason| {
            let (word, name) = (reason.word(), words.reason_of(*reason).to_owned());
            tick("radio", "draft[reason]".to_owned(), word.to_owned(), name, chosen == word)
        })
        .collect();
    let problem = field::problem(answer, "reason").map(|problem| field::error_line("reason", problem));
    let fields = view! {
        {form::hidden("draft[shift]", page.shift.to_string())}
        <fieldset class="field" id="reason"><legend>{words.reason}</legend>{problem}<div class="stack">{reasons}</div></fieldset>
        {field::area("words", (words.words, words.words_hint), "", answer, (4, 500))}
        <button class="btn btn-primary">{words.send}</button>
    };
    form::post("report_posting", "sheet stack", fields)
}
