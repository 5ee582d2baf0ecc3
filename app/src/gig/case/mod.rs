//! Cases: filing one, one's own, those that an employer knows of, and one as each side sees it.

pub mod api;
pub mod desk;
pub mod list;
pub mod new;
pub mod one;
pub mod routes;

use domain::{
    gig::case::{CaseCategory, CaseEntry, CaseState},
    when::Moment,
};
use leptos::prelude::*;

use crate::{
    flash::Note,
    text::{case::Cases, fill, time},
    ui::{
        notice::{self, Tone, notice},
        visit::{flash, t, visit},
    },
};

/// The words, in the language of the visit.
pub fn words() -> &'static Cases {
    Cases::of(visit().language)
}

/// What the last form has to say on this page.
fn told(now: Moment) -> Option<AnyView> {
    let words = words();
    let said = match flash()?.outcome {
        Err(_) => return notice::errors(now, ().into_any()),
        Ok(Some(Note::Filed)) => words.filed,
        Ok(Some(Note::Decided)) => words.decided,
        Ok(note) => note.map(|_| words.saved)?,
    };
    Some(notice(Tone::Good, said.to_owned(), ().into_any()))
}

/// What a case is about and where it stands, as tags.
pub fn tags(category: CaseCategory, state: CaseState) -> AnyView {
    let words = words();
    let class = if state.open() { "tag" } else { "tag plain" };
    view! {
        <p class="tags">
            <span class="tag plain" data-category=category.word()>{words.category_of(category)}</span>
            <span class=class data-case-state=state.word()>{words.state(state)}</span>
        </p>
    }
    .into_any()
}

/// What happens by the deadline, told by its last day.
fn deadline(state: CaseState, due: Option<Moment>) -> Option<AnyView> {
    let day = time::date(t(), Moment(due?.0 - 1));
    Some(view! { <p class="soft">{fill(words().deadline(state), &[&day])}</p> }.into_any())
}

/// All that was done, the oldest first.
fn history(entries: &[CaseEntry], now: Moment) -> AnyView {
    view! { <section class="sheet"><h2>{words().history}</h2>{steps(entries, now)}</section> }.into_any()
}

/// The same without its frame.
pub fn steps(entries: &[CaseEntry], now: Moment) -> AnyView {
    let words = words();
    let lines: Vec<AnyView> = entries
        .iter()
        .map(|entry| {
            let said = entry.words.clone().map(|said| view! { <p class="prose">{said}</p> }.into_any());
            let at = time::moment(t(), entry.at, now);
            view! { <li data-step=entry.step.word()><b>{words.step(entry.step)}</b>" "<span class="soft">{at}</span>{said}</li> }
                .into_any()
        })
        .collect();
    view! { <ol class="stack">{lines}</ol> }.into_any()
}

/// A fact with its name.
fn fact(name: &'static str, value: String) -> Option<AnyView> {
    (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any())
}
