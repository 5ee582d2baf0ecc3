//! Taking over the forms once WebAssembly runs: the same body is sent by `fetch`, and the same page follows.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{call::post, page::read, visit::Visit};

/// How to go to an address inside the app.
pub type Go = std::sync::Arc<dyn Fn(&str) + Send + Sync>;

/// Forms after which the whole document changes, or what its frame shows.
const WHOLE_PAGE: [&str; 5] = ["sign_in", "sign_out", "choose_language", "choose_elder", "open_message"];

/// Handles a form that was submitted anywhere in the page.
pub fn submitted(event: &SubmitEvent, visit: Visit, go: Go) {
    use wasm_bindgen::JsCast;
    let Some(form) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlFormElement>().ok()) else {
        return;
    };
    // After some forms the whole document is another one; the browser posts those by itself.
    if form.has_attribute("data-whole") {
        return;
    }
    let action = form.get_attribute("action").unwrap_or_default();
    let fields = browser::fields(&form, event);
    if form.get_attribute("method").as_deref() != Some("post") {
        event.prevent_default();
        let filled: Vec<_> = fields.iter().filter(|(_, value)| !value.is_empty()).collect();
        go(&format!("{action}?{}", browser::encode(filled.into_iter())));
        return;
    }
    // A form with files goes to `/upload/…`, and the browser sends it by itself.
    let Some(endpoint) = action.strip_prefix("/api/").map(str::to_owned) else { return };
    event.prevent_default();
    // A second tap while the first is under way is ignored; the button stays enabled so that it keeps its focus.
    if form.has_attribute("aria-busy") {
        return;
    }
    let _ = form.set_attribute("aria-busy", "true");
    leptos::task::spawn_local(async move {
        let sent = post(&action, "application/x-www-form-urlencoded", browser::encode(fields.iter())).await;
        let answer = sent.and_then(|text| read(&text));
        let _ = form.remove_attribute("aria-busy");
        answered(visit, &go, endpoint, fields, answer);
    });
}

fn answered(
    visit: Visit,
    go: &Go,
    form: String,
    fields: Vec<(String, String)>,
    answer: Result<crate::flash::Done, crate::error::AppError>,
) {
    use crate::flash::Flash;
    let back = fields.iter().find(|(name, _)| name == "back").map(|(_, value)| value.clone()).unwrap_or_default();
    let (to, outcome) = match answer {
        Ok(done) if WHOLE_PAGE.contains(&form.as_str()) => {
            let _ = window().location().assign(&done.go);
            return;
        }
        Ok(done) => (done.go, Ok(done.note)),
        Err(error) => (back, Err(error)),
    };
    let values = fields.into_iter().filter(|(name, _)| !name.contains("code") && name != "back").collect();
    visit.say(&to, Flash { form, values, outcome });
    if browser::is_here(&to) {
        visit.version.update(|version| *version += 1);
    } else {
        go(&to);
    }
}

mod browser {
    use leptos::{ev::SubmitEvent, prelude::window};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{FormData, HtmlFormElement};

    use crate::ui::url;

    /// The names and values of the form, with those of the button that was pressed.
    pub fn fields(form: &HtmlFormElement, event: &SubmitEvent) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        let data = FormData::new_with_form(form).map(JsValue::from).unwrap_or_default();
        for entry in js_sys::try_iter(&data).ok().flatten().into_iter().flatten().flatten() {
            let entry = js_sys::Array::from(&entry);
            fields.push((entry.get(0).as_string().unwrap_or_default(), entry.get(1).as_string().unwrap_or_default()));
        }
        let button = event.submitter().and_then(|button| button.dyn_into::<web_sys::Element>().ok());
        let pressed = button.and_then(|button| Some((button.get_attribute("name")?, button.get_attribute("value")?)));
        fields.extend(pressed);
        fields
    }

    /// The fields as the body of a form or as a query.
    pub fn encode<'a>(fields: impl Iterator<Item = &'a (String, String)>) -> String {
        let pairs: Vec<String> =
            fields.map(|(name, value)| format!("{}={}", url::encode(name), url::encode(value))).collect();
        pairs.join("&")
    }

    /// Whether the page shown has this address.
    pub fn is_here(address: &str) -> bool {
        let location = window().location();
        let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        here == address
    }
}
