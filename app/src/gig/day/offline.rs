//! Checking in without a network: what was typed and when stays in this browser until it could be sent. And checking in
//! by the phone's position, which is asked for once.

use domain::gig::attendance::Entry;
use leptos::{ev::SubmitEvent, prelude::*};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlFormElement, HtmlInputElement, Storage};

/// Under which name the browser keeps it.
const KEPT: &str = "check-in";
/// On a form that is sent with what was kept.
const SENT_LATE: &str = "data-kept";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn field(form: &HtmlFormElement, name: &str) -> Option<HtmlInputElement> {
    form.query_selector(&format!("[name='draft[{name}]']")).ok().flatten()?.dyn_into().ok()
}

/// What is kept: the claim and entry it is for, when it was typed, the code.
fn kept(claim: &str, entry: Entry) -> Option<(String, String)> {
    let text = storage()?.get_item(KEPT).ok().flatten()?;
    let mut parts = text.split(' ');
    let fits = parts.next() == Some(claim) && parts.next() == Some(entry.word());
    fits.then(|| Some((parts.next()?.to_owned(), parts.next()?.to_owned())))?
}

/// As the form is sent: notes when the code was typed, and keeps both until the page says that it arrived. Without a
/// network nothing is sent now.
pub fn keep(event: &SubmitEvent, claim: &str, entry: Entry, queued: RwSignal<bool>) {
    let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
    let (Some(code), Some(typed)) = (field(&form, "code"), field(&form, "typed")) else { return };
    if code.value().trim().is_empty() {
        return;
    }
    // What was kept was typed before; anything else just now, also when it is tried a second time.
    if form.has_attribute(SENT_LATE) {
        let _ = form.remove_attribute(SENT_LATE);
    } else {
        let now = js_sys::Number::from(js_sys::Date::now()).to_fixed(0);
        typed.set_value(&now.map_or_else(|_| String::new(), String::from));
    }
    let code: String = code.value().chars().filter(|c| !c.is_whitespace()).collect();
    if !window().navigator().on_line() {
        if let Some(storage) = storage() {
            let _ = storage.set_item(KEPT, &format!("{claim} {} {} {code}", entry.word(), typed.value()));
        }
        queued.set(true);
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Sends what is kept for this claim, now or when the network is back.
pub fn send_kept(claim: &str, entry: Entry) {
    let claim = claim.to_owned();
    Effect::new(move || {
        let claim = claim.clone();
        let send = move || {
            let Some((typed, code)) = kept(&claim, entry).filter(|_| window().navigator().on_line()) else { return };
            let form = document().query_selector("#check form").ok().flatten();
            let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
            for (name, value) in [("typed", &typed), ("code", &code)] {
                if let Some(field) = field(&form, name) {
                    field.set_value(value);
                }
            }
            if let Some(storage) = storage() {
                let _ = storage.remove_item(KEPT);
            }
            let _ = form.set_attribute(SENT_LATE, "");
            let _ = form.request_submit();
        };
        let back = window_event_listener_untyped("online", {
            let send = send.clone();
            move |_| send()
        });
        on_cleanup(move || back.remove());
        request_animation_frame(send);
    });
}

/// Asks the browser for the position and sends the form with it.
pub fn locate(event: &leptos::ev::MouseEvent, denied: RwSignal<bool>) {
    let form = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|button| button.closest("form").ok().flatten())
        .and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    let (Some(form), Ok(geolocation)) = (form, window().navigator().geolocation()) else { return };
    let found = Closure::once_into_js(move |position: web_sys::Position| {
        let at = position.coords();
        let digits =
            |degrees: f64| js_sys::Number::from(degrees).to_fixed(6).map_or_else(|_| String::new(), String::from);
        if let (Some(place), Some(code)) = (field(&form, "wgs84"), field(&form, "code")) {
            place.set_value(&format!("{},{}", digits(at.latitude()), digits(at.longitude())));
            code.set_value("");
            let _ = form.request_submit();
        }
    });
    let failed = Closure::once_into_js(move |_: JsValue| denied.set(true));
    let asked =
        geolocation.get_current_position_with_error_callback(found.unchecked_ref(), Some(failed.unchecked_ref()));
    denied.set(asked.is_err());
}
