//! Shared inside the pages of organisations: words, states, files, warnings, and forms that carry files.

use domain::{
    attachment::Attachment,
    identity::{
        VerificationState,
        organisation::{DecisionDraft, RevealDraft, Warning},
    },
    when::Moment,
};
use leptos::prelude::*;

use crate::{
    flash::{Flash, Note},
    text::{organisation::Organisation, time},
    ui::{
        field::{self, Text},
        form,
        notice::{self, Tone, notice},
        visit::{flash, here, t, visit},
    },
};

/// The words, in the language of the visit.
pub fn words() -> &'static Organisation {
    Organisation::of(visit().language)
}

/// What the last form has to say on this page.
pub fn told(now: Moment) -> Option<AnyView> {
    let words = words();
    let note = match flash()?.outcome {
        Err(_) => return notice::errors(now, ().into_any()),
        Ok(note) => note?,
    };
    let (said, more) = match note {
        Note::Filed => (words.done_filed, ().into_any()),
        Note::Decided => {
            // The notice has the focus, so this is the next thing that a keyboard comes to.
            let next = view! { <a class="btn btn-primary" href="/console">{words.to_queue}</a> };
            (words.done_decided, next.into_any())
        }
        Note::Link(link) => {
            let shown = link.clone();
            (words.link_made, view! { <p><code data-link=link>{shown}</code></p> }.into_any())
        }
        _ => (words.done_saved, ().into_any()),
    };
    Some(notice(Tone::Good, said.to_owned(), more))
}

/// A state as a tag.
pub fn state(state: VerificationState) -> AnyView {
    let class = match state {
        VerificationState::Verified => "tag",
        VerificationState::Draft | VerificationState::Filed => "tag plain",
        _ => "tag warn",
    };
    view! { <span class=class data-state=state.word()>{words().state_of(state)}</span> }.into_any()
}

/// Name and value beside each other; nothing for an empty value.
pub fn fact(name: &'static str, value: String) -> Option<AnyView> {
    (!value.is_empty()).then(|| view! { <p><span class="soft">{name}" "</span><b>{value}</b></p> }.into_any())
}

/// What should be looked at.
pub fn warnings(warnings: &[Warning]) -> Option<AnyView> {
    let words = words();
    let lines: Vec<AnyView> =
        warnings.iter().map(|warning| view! { <li>{words.warning(*warning)}</li> }.into_any()).collect();
    (!lines.is_empty())
        .then(|| view! { <div class="notice bad"><h2>{words.warnings}</h2><ul>{lines}</ul></div> }.into_any())
}

/// Files as a list of links, if they may be opened; `remove` adds a button to each.
pub fn files(files: &[Attachment], open: bool, remove: bool) -> AnyView {
    let words = words();
    if files.is_empty() {
        return view! { <p class="soft">{words.evidence_none}</p> }.into_any();
    }
    let lines: Vec<AnyView> = files
        .iter()
        .map(|file| {
            let (href, name) = (format!("/files/{}", file.id), file.name.clone());
            let size = format!("{} KB", file.size.div_ceil(1024));
            let name = if open {
                view! { <a class="link" href=href rel="external" download>{name}</a> }.into_any()
            } else {
                view! { <b>{name}</b> }.into_any()
            };
            let button = remove.then(|| {
                let fields = view! {
                    {form::hidden("file", file.id.to_string())}
                    <button class="btn small">{words.remove}</button>
                };
                form::post("remove_evidence", "", fields)
            });
            view! { <li class="between">{name}<span class="soft">{size}</span>{button}</li> }.into_any()
        })
        .collect();
    view! { <ul class="stack">{lines}</ul> }.into_any()
}

/// A form with a file, which the browser sends by itself, with scripts or without.
pub fn upload(action: String, fields: AnyView) -> AnyView {
    view! {
        <form method="post" action=action class="stack" enctype="multipart/form-data">
            <input type="hidden" name="back" value=here()/>
            {fields}
        </form>
    }
    .into_any()
}

/// The field for a file; it is chosen anew each time, for no page can fill it in.
pub fn file_field(label: &'static str, hint: &'static str, answer: Option<&Flash>) -> AnyView {
    let problem = field::problem(answer, "file");
    let wrong = problem.is_some().then_some("true");
    view! {
        <div class="field">
            <label for="file">{label}</label>
            <p class="hint" id="file-hint">{hint}</p>
            {problem.map(|problem| field::error_line("file", problem))}
            <input class="input" type="file" id="file" name="file" accept="image/jpeg,image/png,image/webp,application/pdf"
                aria-describedby="file-hint" aria-invalid=wrong/>
        </div>
    }
    .into_any()
}

/// A text field of a draft.
pub fn text(
    (name, label, hint): (&'static str, &'static str, &'static str),
    value: &str,
    answer: Option<&Flash>,
    inputmode: &'static str,
) -> AnyView {
    Text {
        name,
        label,
        hint,
        value: field::typed(answer, name).unwrap_or_else(|| value.to_owned()),
        problem: field::problem(answer, name),
        autocomplete: "off",
        inputmode,
        maxlength: "300",
    }
    .view()
}

/// The form by which staff have what is personal shown.
pub fn reveal(endpoint: &'static str, subject: String, revealed: bool) -> AnyView {
    let (words, draft) = (words(), RevealDraft { subject, why: String::new() });
    if revealed {
        return view! { <p class="soft" data-revealed="">{words.shown}</p> }.into_any();
    }
    let answer = field::answer(endpoint);
    let fields = view! {
        {form::hidden("draft[subject]", draft.subject)}
        {text(("why", words.show_reason, words.show_reason_hint), "", answer.as_ref(), "text")}
        <button class="btn">{words.show}</button>
    };
    view! { <details><summary>{words.show}</summary>{form::post(endpoint, "stack", fields)}</details> }.into_any()
}

/// The form by which staff decide; `ends` asks for the last day of a verification.
pub fn decide(endpoint: &'static str, draft: DecisionDraft, state: VerificationState, ends: bool) -> AnyView {
    let words = words();
    let answer = field::answer(endpoint).filter(|answer| answer.outcome.is_err());
    let answer = answer.as_ref();
    let filed = state == VerificationState::Filed;
    let choices: &[(&'static str, &'static str)] = if filed {
        &[("verify", words.d_verify), ("return", words.d_return), ("refuse", words.d_refuse)]
    } else {
        &[("revoke", words.d_revoke)]
    };
    let buttons: Vec<AnyView> = choices
        .iter()
        .map(|(value, name)| {
            let class = if *value == "verify" { "btn btn-primary" } else { "btn" };
            view! { <button class=class name="draft[decision]" value=*value>{*name}</button> }.into_any()
        })
        .collect();
    let until = (filed && ends).then(|| text(("until", words.until, words.until_hint), &draft.until, answer, "text"));
    let fields = view! {
        {form::hidden("draft[subject]", draft.subject)}
        {form::hidden("draft[version]", draft.version)}
        {until}
        {text(("reason", words.reason, words.reason_hint), "", answer, "text")}
        <div class="actions" id="decision">{buttons}</div>
    };
    view! { <section class="sheet"><h2>{words.decide}</h2>{form::post(endpoint, "stack", fields)}</section> }.into_any()
}

/// The last day of what ends at the midnight after it, in words.
pub fn last_day(ends: Moment, now: Moment) -> String {
    time::day(t(), Moment(ends.0 - 1), now)
}

/// A day, in words.
pub fn day(moment: Moment, now: Moment) -> String {
    time::moment(t(), moment, now)
}
