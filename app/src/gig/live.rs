//! Seats as they change, pushed by the server. Without it the page stays as it was loaded.

use domain::{
    gig::{SeatsNow, ShiftCard},
    id::ShiftId,
};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

/// The seats that changed since the page was loaded.
#[derive(Clone, Copy)]
pub struct LiveSeats(RwSignal<Vec<SeatsNow>>);

impl LiveSeats {
    /// Listens for the shifts of these cards for as long as the page is shown.
    pub fn of<'a>(cards: impl Iterator<Item = &'a ShiftCard>) -> Self {
        let seats = Self(RwSignal::new(Vec::new()));
        let ids: Vec<String> = cards.map(|card| card.id.to_string()).collect();
        if !ids.is_empty() {
            let address = format!("/live/seats?shifts={}", ids.join(","));
            Effect::new(move || seats.listen(&address));
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

    fn listen(self, address: &str) {
        let Ok(source) = EventSource::new(address) else { return };
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            let now = message.data().as_string().and_then(|json| serde_json::from_str(&json).ok());
            if let Some(now) = now {
                self.told(now);
            }
        });
        let _ = source.add_event_listener_with_callback("seats", heard.as_ref().unchecked_ref());
        // Kept until the page is left; a page that is gone must not hold a connection.
        let kept = StoredValue::new_local((source, heard));
        on_cleanup(move || kept.with_value(|(source, _)| source.close()));
    }
}
