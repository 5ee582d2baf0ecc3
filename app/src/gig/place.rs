//! From where distances are measured, and the ways to change it.

use domain::{gig::GigList, identity::OriginKind};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use crate::{
    text::fill,
    ui::{
        field, form, icon,
        visit::{here, t},
    },
};

/// The row that names the place; opens to change it.
pub fn row(list: &GigList) -> AnyView {
    let (t, origin) = (t(), &list.origin);
    let (name, note) = match origin.kind {
        OriginKind::Here => (t.gig.here.to_owned(), t.gig.from_here.to_owned()),
        _ => (origin.name.clone(), fill(t.gig.from_region, &[&origin.name])),
    };
    view! {
        <details class="place">
            <summary>
                {icon::icon(icon::PIN)}<b>{name}</b><span class="change">{t.gig.change_place}</span>
                <small class="soft">{note}</small>
            </summary>
            <div class="panel">{locate()}{choose(list)}</div>
        </details>
    }
    .into_any()
}

/// The phone's own position; only with WebAssembly.
fn locate() -> AnyView {
    let t = t();
    let denied = RwSignal::new(false);
    let fields = view! {
        <input type="hidden" name="draft[wgs84]" value=""/>
        {form::hidden("draft[next]", here())}
        <button class="btn btn-primary" type="button" on:click=move |event| ask(&event, "draft[wgs84]", denied)>{t.gig.use_here}</button>
        <p class="error" role="status">{move || denied.get().then_some(t.gig.here_denied)}</p>
    };
    form::post("remember_place", "live-only", fields)
}

/// Asks the browser for the position, puts it into a field of the button's form and sends that.
pub fn ask(event: &leptos::ev::MouseEvent, name: &'static str, denied: RwSignal<bool>) {
    let form = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|button| button.closest("form").ok().flatten())
        .and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok());
    let (Some(form), Ok(geolocation)) = (form, window().navigator().geolocation()) else { return };
    let found = Closure::once_into_js(move |position: web_sys::Position| {
        let at = position.coords();
        let digits =
            |degrees: f64| js_sys::Number::from(degrees).to_fixed(6).map_or_else(|_| String::new(), String::from);
        let field = form.query_selector(&format!("[name='{name}']")).ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            field.set_value(&format!("{},{}", digits(at.latitude()), digits(at.longitude())));
            let _ = form.request_submit();
        }
    });
    let failed = Closure::once_into_js(move |_: JsValue| denied.set(true));
    let asked =
        geolocation.get_current_position_with_error_callback(found.unchecked_ref(), Some(failed.unchecked_ref()));
    denied.set(asked.is_err());
}

/// A county or township instead; works everywhere.
fn choose(list: &GigList) -> AnyView {
    let t = t();
    let mut options = vec![(String::new(), t.gig.forget_place.to_owned())];
    let regions = list.facets.regions.iter().map(|facet| &facet.region);
    options.extend(regions.map(|region| (region.code.as_str().to_owned(), region.name.clone())));
    let chosen = options.iter().find(|(_, name)| *name == list.origin.name).map(|(code, _)| code.clone());
    let chosen = chosen.unwrap_or_default();
    let fields = view! {
        {form::hidden("draft[next]", here())}
        {field::select("measure", "draft[region]", t.gig.measure_from, &chosen, options)}
        <button class="btn">{t.gig.use_place}</button>
    };
    form::post("remember_place", "choose", fields)
}
