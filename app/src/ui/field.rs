//! Fields of forms: a label, a hint, the error in words, and the control itself.

use leptos::prelude::*;

use super::visit::{flash, t};
use crate::{flash::Flash, text::error};

/// What the last form has to say to the form `endpoint`.
pub fn answer(endpoint: &str) -> Option<Flash> {
    flash().filter(|flash| flash.form == endpoint)
}

/// What was typed into `name` (without `draft[…]`) before the form came back.
pub fn typed(answer: Option<&Flash>, name: &str) -> Option<String> {
    let name = format!("draft[{name}]");
    answer?.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
}

/// Whether the form came back, and what was ticked under `name`, a field that may be sent several times.
pub fn ticked(answer: Option<&Flash>, name: &str) -> Option<Vec<String>> {
    let name = format!("draft[{name}]");
    let values = answer?.values.iter();
    Some(values.filter(|(known, _)| known.starts_with(&name)).map(|(_, value)| value.clone()).collect())
}

/// What is wrong with a field, as the form came back.
pub fn problem(answer: Option<&Flash>, name: &str) -> Option<String> {
    let wrong = answer?.outcome.as_ref().err()?;
    let field = error::fields(wrong).iter().find(|field| field.field == name)?;
    Some(error::problem(t(), field.problem))
}

/// A text field.
pub struct Text {
    /// Its name in the draft; also its id.
    pub name: &'static str,
    /// The label.
    pub label: &'static str,
    /// What to type, said below the label.
    pub hint: &'static str,
    /// What stands in it.
    pub value: String,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// For the browser: which value this is, so that it can fill it in.
    pub autocomplete: &'static str,
    /// For the keyboard: `numeric`, `tel`, `text`.
    pub inputmode: &'static str,
    /// The most characters that make sense.
    pub maxlength: &'static str,
}

impl Text {
    /// The field with its label, hint and error.
    pub fn view(self) -> AnyView {
        let (name, wrong) = (self.name, self.problem.is_some());
        let described = if wrong { format!("{name}-hint {name}-error") } else { format!("{name}-hint") };
        view! {
            <div class="field">
                <label for=name>{self.label}</label>
                <p class="hint" id=format!("{name}-hint")>{self.hint}</p>
                {self.problem.map(|problem| error_line(name, problem))}
                <input
                    class="input"
                    id=name
                    name=format!("draft[{name}]")
                    value=self.value
                    autocomplete=self.autocomplete
                    inputmode=self.inputmode
                    enterkeyhint="go"
                    maxlength=self.maxlength
                    aria-describedby=described
                    aria-invalid=wrong.then_some("true")
                />
            </div>
        }
        .into_any()
    }
}

/// A field for a password, which no page ever fills.
pub fn password(
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    problem: Option<String>,
    autocomplete: &'static str,
) -> AnyView {
    let wrong = problem.is_some();
    let described = if wrong { format!("{name}-hint {name}-error") } else { format!("{name}-hint") };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
            {problem.map(|problem| error_line(name, problem))}
            <input
                class="input"
                type="password"
                id=name
                name=format!("draft[{name}]")
                autocomplete=autocomplete
                maxlength="200"
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
        </div>
    }
    .into_any()
}

/// What is put into a `<textarea>`. On the server Leptos writes the text of that element into the document as it is, so
/// one that ends the element must not be able to; and the first line end in it is not part of the text.
pub fn area_text(text: String) -> String {
    if cfg!(feature = "ssr") {
        let line = if text.starts_with('\n') { "\n" } else { "" };
        format!("{line}{}", text.replace('&', "&amp;").replace('<', "&lt;"))
    } else {
        text
    }
}

/// A field for a text of some lines, with what was typed before the form came back, or else with `value`. `size` is how many
/// lines it shows and how many characters it takes at most.
pub fn area(
    name: &'static str,
    (label, hint): (&'static str, &'static str),
    value: &str,
    answer: Option<&Flash>,
    (rows, most): (u8, u16),
) -> AnyView {
    let problem = problem(answer, name);
    let wrong = problem.is_some();
    let described = if wrong { format!("{name}-hint {name}-error") } else { format!("{name}-hint") };
    let text = area_text(typed(answer, name).unwrap_or_else(|| value.to_owned()));
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
            {problem.map(|problem| error_line(name, problem))}
            <textarea class="input lines" id=name name=format!("draft[{name}]") rows=rows.to_string()
                maxlength=most.to_string() aria-describedby=described aria-invalid=wrong.then_some("true")>{text}</textarea>
        </div>
    }
    .into_any()
}

/// The error beside a field.
pub fn error_line(name: &str, problem: String) -> AnyView {
    view! { <p class="error" id=format!("{name}-error")>{problem}</p> }.into_any()
}

/// A choice of one, from value and words.
pub fn select(
    id: impl Into<String>,
    name: &'static str,
    label: &'static str,
    chosen: &str,
    options: Vec<(String, String)>,
) -> AnyView {
    let options: Vec<AnyView> = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }.into_any()
        })
        .collect();
    let id = id.into();
    let label_for = id.clone();
    view! {
        <div class="field">
            <label for=label_for>{label}</label>
            <select class="select" id=id name=name>{options}</select>
        </div>
    }
    .into_any()
}

/// One box or button of a group to tick.
pub fn tick(kind: &'static str, name: String, value: String, words: String, checked: bool) -> AnyView {
    let class = if kind == "radio" { "radio" } else { "checkbox" };
    view! {
        <label class="tick">
            <input type=kind class=class name=name value=value checked=checked/>
            <span>{words}</span>
        </label>
    }
    .into_any()
}
