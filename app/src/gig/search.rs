//! The search box: a plain field that becomes an ARIA combobox when WebAssembly runs.

use domain::gig::{GigQuery, Suggestion};
use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::api::Suggest;
use crate::ui::{call::load, form::hidden, icon, page::read, visit::t};

/// Wait this long after the last key before asking for suggestions.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(150);

/// What the box suggests, and which suggestion is chosen.
#[derive(Clone, Copy)]
struct Box {
    field: NodeRef<html::Input>,
    found: RwSignal<Vec<Suggestion>>,
    chosen: RwSignal<Option<usize>>,
    /// Counts the keys, so that only the answer to the last one is shown.
    turn: StoredValue<u32>,
}

/// The form, which keeps the other filters.
pub fn form(query: &GigQuery) -> AnyView {
    let t = t();
    let state = Box {
        field: NodeRef::new(),
        found: RwSignal::new(Vec::new()),
        chosen: RwSignal::new(None),
        turn: StoredValue::new(0),
    };
    let kept: Vec<AnyView> = query
        .pairs()
        .into_iter()
        .filter(|(name, _)| !["q", "after"].contains(name))
        .map(|(name, value)| hidden(name, value.to_owned()))
        .collect();
    view! {
        <form method="get" action="/gigs" role="search" class="search">
            {kept}
            <label class="sr-only" for="q">{t.gig.search}</label>
            {icon::icon(icon::SEARCH)}
            <input
                node_ref=state.field id="q" name="q" value=query.q.clone() placeholder=t.gig.search_hint maxlength="60"
                autocomplete="off" enterkeyhint="search" role="combobox" aria-autocomplete="list"
                aria-controls="suggestions"
                aria-expanded=move || if state.found.with(Vec::is_empty) { "false" } else { "true" }
                aria-activedescendant=move || state.chosen.get().map(|at| format!("suggestion-{at}"))
                on:input=move |_| state.typed()
                on:keydown=move |event| state.key(&event)
                on:blur=move |_| state.close()
            />
            <button class="btn btn-primary">{t.gig.go}</button>
            <ul id="suggestions" role="listbox" aria-label=t.gig.suggestions>{move || state.options()}</ul>
        </form>
    }
    .into_any()
}

impl Box {
    fn close(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.found.update(Vec::clear);
        self.chosen.set(None);
    }

    /// Asks for suggestions once the typing pauses.
    fn typed(self) {
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        set_timeout(
            move || {
                let Some(field) = self.field.get_untracked().filter(|_| self.turn.get_value() == turn) else { return };
                leptos::task::spawn_local(async move {
                    let body = serde_json::to_string(&Suggest { typed: field.value() }).unwrap_or_default();
                    let found = load::<Suggest>(body).await.and_then(|json| read(&json)).unwrap_or_default();
                    if self.turn.try_get_value() == Some(turn) {
                        self.chosen.set(None);
                        self.found.set(found);
                    }
                });
            },
            PAUSE,
        );
    }

    fn key(self, event: &KeyboardEvent) {
        let count = self.found.with_untracked(Vec::len);
        let at = self.chosen.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => self.chosen.set(Some(at.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" if count > 0 => self.chosen.set(Some(at.map_or(count - 1, |at| (at + count - 1) % count))),
            "Enter" if at.is_some() => self.take(at.unwrap_or_default()),
            "Escape" if count > 0 => self.close(),
            _ => return,
        }
        event.prevent_default();
    }

    /// Searches for a suggestion.
    fn take(self, at: usize) {
        let words = self.found.with_untracked(|found| found.get(at).map(|one| one.words.clone()));
        let (Some(words), Some(field)) = (words, self.field.get_untracked()) else { return };
        field.set_value(&words);
        self.close();
        if let Some(form) = field.form() {
            let _ = form.request_submit();
        }
    }

    fn options(self) -> Vec<AnyView> {
        let chosen = self.chosen.get();
        let found = self.found.get();
        let option = |(at, one): (usize, Suggestion)| {
            let (id, picked) = (format!("suggestion-{at}"), chosen == Some(at));
            // Before the field loses the focus, which would close the list.
            let take = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                self.take(at);
            };
            view! {
                <li id=id role="option" aria-selected=if picked { "true" } else { "false" } on:mousedown=take>
                    {one.words}<small>{one.trade}</small>
                </li>
            }
            .into_any()
        };
        found.into_iter().enumerate().map(option).collect()
    }
}
