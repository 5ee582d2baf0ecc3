//! The day of a shift: the employer's list with the code, the worker's own page, and appeals for the staff.

pub mod api;
pub mod appeal;
pub mod code;
pub mod crew;
pub mod hours;
mod offline;
pub mod shifts;
pub mod work;

use domain::when::Moment;
use leptos::prelude::*;

use crate::{
    flash::Flash,
    text::attendance::Attendance,
    ui::{
        field, form,
        notice::{self, Tone, notice},
        visit::{flash, visit},
    },
};

/// The words, in the language of the visit.
pub fn words() -> &'static Attendance {
    Attendance::of(visit().language)
}

/// What the last form has to say on this page.
fn told(now: Moment) -> Option<AnyView> {
    match flash()?.outcome {
        Err(_) => notice::errors(now, ().into_any()),
        Ok(note) => note.map(|_| notice(Tone::Good, words().saved.to_owned(), ().into_any())),
    }
}

/// What a form that came back says, if it was the one about this claim.
pub fn came_back(endpoint: &str, claim: &str) -> Option<Flash> {
    let answer = field::answer(endpoint).filter(|answer| answer.outcome.is_err())?;
    (field::typed(Some(&answer), "claim").as_deref() == Some(claim)).then_some(answer)
}

/// A field of one of several like forms on a page. The one that came back bears its plain name, which the summary of what
/// is wrong links to.
pub fn input(
    (claim, name): (&str, &'static str),
    (label, hint): (&'static str, &'static str),
    value: String,
    answer: Option<&Flash>,
    inputmode: &'static str,
) -> AnyView {
    let problem = field::problem(answer, name);
    let id = if answer.is_some() { name.to_owned() } else { format!("{name}-{claim}") };
    let value = field::typed(answer, name).unwrap_or(value);
    let described = format!("{id}-hint");
    let wrong = problem.is_some().then_some("true");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="hint" id=described.clone()>{hint}</p>
            {problem.map(|problem| field::error_line(&id, problem))}
            <input class="input" id=id name=format!("draft[{name}]") value=value inputmode=inputmode maxlength="200"
                autocomplete="off" aria-describedby=described aria-invalid=wrong/>
        </div>
    }
    .into_any()
}

/// A form about one claim that asks for a reason and nothing else.
fn reasoned(
    endpoint: &'static str,
    claim: &str,
    (open, label, hint, send): (&'static str, &'static str, &'static str, &'static str),
) -> AnyView {
    let answer = came_back(endpoint, claim);
    let shown = answer.is_some();
    let fields = view! {
        {form::hidden("draft[claim]", claim.to_owned())}
        {input((&format!("{endpoint}-{claim}"), "reason"), (label, hint), String::new(), answer.as_ref(), "text")}
        <button class="btn">{send}</button>
    };
    view! { <details open=shown><summary>{open}</summary>{form::post(endpoint, "stack", fields)}</details> }.into_any()
}
