//! The public page: whether a file was made here and is unchanged. It says nothing of anybody.

use domain::gig::evidence::{HashCheck, Known};
use leptos::prelude::*;

use super::{grouped, words};
use crate::{
    identity::organisation::parts::upload,
    text::fill,
    ui::{
        field,
        notice::{self, Tone, notice},
        page::head,
    },
};

/// The page.
pub fn page(data: &HashCheck) -> AnyView {
    let words = words();
    let answer = field::answer("evidence").filter(|answer| answer.outcome.is_err());
    let problem = field::problem(answer.as_ref(), "file");
    let wrong = (data.known == Known::NotAHash).then(|| field::error_line("hash", words.not_a_hash.to_owned()));
    let invalid = (data.known == Known::NotAHash).then_some("true");
    let file = view! {
        <div class="field">
            <label for="file">{words.file}</label>
            <p class="hint" id="file-hint">{words.file_hint}</p>
            {problem.map(|problem| field::error_line("file", problem))}
            <input class="input" type="file" id="file" name="file" accept="application/json,.json"
                aria-describedby="file-hint"/>
        </div>
        <button class="btn btn-primary">{words.check_file}</button>
    };
    view! {
        {head(words.check_title)}
        <div class="page narrow">
            {notice::errors(domain::when::Moment(0), ().into_any())}
            {known(data)}
            <h1>{words.check_title}</h1>
            <p class="soft">{words.check_about}</p>
            <section class="sheet">{upload("/upload/evidence".to_owned(), file.into_any())}</section>
            <section class="sheet">
                <form method="get" action="/evidence" class="stack">
                    <div class="field">
                        <label for="hash">{words.hash}</label>
                        <p class="hint" id="hash-hint">{words.hash_hint}</p>
                        {wrong}
                        <input class="input" id="hash" name="hash" value=data.asked.clone() autocomplete="off"
                            maxlength="100" aria-describedby="hash-hint" aria-invalid=invalid/>
                    </div>
                    <button class="btn">{words.check_hash}</button>
                </form>
            </section>
        </div>
    }
    .into_any()
}

fn known(data: &HashCheck) -> Option<AnyView> {
    let words = words();
    let (tone, title, body, word) = match data.known {
        Known::NotAsked | Known::NotAHash => return None,
        Known::Unknown => (Tone::Bad, words.is_unknown, words.is_unknown_body.to_owned(), "unknown"),
        Known::Made(day) => (Tone::Good, words.is_made, fill(words.is_made_body, &[&day.date().to_string()]), "made"),
    };
    let asked = grouped(&data.asked);
    let body = view! {
        <p data-known=word>{body}</p>
        <p class="soft">{words.asked}" "<code>{asked}</code></p>
    };
    Some(notice(tone, title.to_owned(), body.into_any()))
}
