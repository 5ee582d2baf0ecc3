//! What changes elsewhere while a page is shown, pushed by the server. Without it the page stays as it was loaded.

use std::fmt::Display;

use domain::{
    gig::{SeatsNow, ShiftCard, WATCHED},
    id::ShiftId,
    when::Moment,
};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use crate::ui::visit::visit;

/// The seats that changed since the page was loaded.
#[derive(Clone, Copy)]
pub struct LiveSeats(RwSignal<Vec<SeatsNow>>);

impl LiveSeats {
    /// Listens for the shifts of these cards for as long as the page is shown.
    pub fn of<'a>(cards: impl Iterator<Item = &'a ShiftCard>) -> Self {
        let seats = Self(RwSignal::new(Vec::new()));
        let ids: Vec<String> = cards.take(WATCHED).map(|card| card.id.to_string()).collect();
        if !ids.is_empty() {
            let address = format!("/live/seats?shifts={}", ids.join(","));
            Effect::new(move || {
                listen(&address, "seats", move |json| {
                    if let Ok(now) = serde_json::from_str(json) {
                        seats.told(now);
                    }
                });
            });
        }
        seats
    }

    /// What is known of this shift since the page was loaded.
    pub fn get(self, shift: ShiftId) -> Option<SeatsNow> {
        self.0.with(|seats| seats.iter().find(|now| now.shift == shift).copied())
    }

    fn told(self, now: SeatsNow) {
        self.0.update(|seats| {
            seats.retain(|known| known.shift != now.shift);
            seats.push(now);
        });
    }
}

/// Loads the page again whenever something is done with one of these, the ids of what it shows, since `now`, when its
/// data was made; of more than are pushed to one page, the first. Where somebody types, it stays as it is and says that
/// there is something new: what they are about to touch must not move.
pub fn follow(now: Moment, ids: impl IntoIterator<Item = impl Display>) -> AnyView {
    let ids: Vec<String> = ids.into_iter().take(WATCHED).map(|id| id.to_string()).collect();
    let (visit, typing, stale) = (visit(), StoredValue::new(false), RwSignal::new(false));
    if !ids.is_empty() {
        let address = format!("/live/changes?of={}&since={}", ids.join(","), now.0);
        Effect::new(move || {
            let typed = window_event_listener_untyped("input", move |_| typing.set_value(true));
            on_cleanup(move || typed.remove());
            listen(&address, "changed", move |change| {
                if visit.heard.with_value(|heard| heard == change) {
                    return;
                }
                visit.heard.set_value(change.to_owned());
                if typing.get_value() {
                    stale.set(true);
                } else {
                    visit.version.update(|version| *version += 1);
                }
            });
        });
    }
    view! { <div class="stale" role="status">{move || stale.get().then(|| renewed(stale))}</div> }.into_any()
}

/// That there is something new, and the way to see it.
fn renewed(stale: RwSignal<bool>) -> AnyView {
    let (visit, words) = (visit(), super::day::words());
    let show = move |_| {
        stale.set(false);
        visit.version.update(|version| *version += 1);
    };
    view! {
        <div class="acting">
            <p>{words.renewed}</p>
            <button class="btn" type="button" on:click=show>{words.show_it}</button>
        </div>
    }
    .into_any()
}

/// Hears the events of this name for as long as the page, or this state of it, is shown.
fn listen(address: &str, event: &str, heard: impl Fn(&str) + 'static) {
    let Ok(source) = EventSource::new(address) else { return };
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        if let Some(data) = message.data().as_string() {
            heard(&data);
        }
    });
    let _ = source.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
    // Kept until the page is left; a page that is gone must not hold a connection.
    let kept = StoredValue::new_local((source, heard));
    on_cleanup(move || kept.with_value(|(source, _)| source.close()));
}
