//! Reports of readers about postings: the form, and the page on which the staff answer.

pub mod api;
mod case;
mod form;

pub use case::page as case;
pub use form::page as form;

use leptos::prelude::*;

use crate::{
    text::report::Reporting,
    ui::{field, visit::visit},
};

/// The words, in the language of the visit.
fn words() -> &'static Reporting {
    Reporting::of(visit().language)
}

/// A field for several lines.
fn lines(label: &'static str, hint: &'static str, answer: Option<&crate::flash::Flash>) -> AnyView {
    let text = field::area_text(field::typed(answer, "words").unwrap_or_default());
    let problem = field::problem(answer, "words");
    let wrong = problem.is_some().then_some("true");
    let described = if problem.is_some() { "words-hint words-error" } else { "words-hint" };
    let problem = problem.map(|problem| field::error_line("words", problem));
    view! {
        <div class="field">
            <label for="words">{label}</label>
            <p class="hint" id="words-hint">{hint}</p>
            {problem}
            <textarea class="input lines" id="words" name="draft[words]" rows="4" maxlength="500"
                aria-describedby=described aria-invalid=wrong>{text}</textarea>
        </div>
    }
    .into_any()
}
