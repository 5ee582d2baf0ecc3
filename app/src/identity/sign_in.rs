//! Signing in: the phone first, then the code, at the same address.

use domain::{identity::CodeSent, when::Moment};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    flash::{Flash, Note},
    text::fill,
    ui::{
        field::{self, Text},
        form, notice,
        page::head,
        url,
        visit::{flash, t, visit},
    },
};

/// The page; shown again when a form comes back.
pub fn page() -> AnyView {
    let version = visit().version;
    let query = use_query_map();
    view! {
        {head(t().me.in_title)}
        <div class="page narrow">
            {move || {
                version.track();
                step(&query.with(|query| query.get("next")).unwrap_or_default())
            }}
        </div>
    }
    .into_any()
}

/// The step that the last form leads to.
fn step(next: &str) -> AnyView {
    let answer = flash();
    let errors = notice::errors(Moment(0), ().into_any());
    let step = match answer.as_ref().and_then(second_step) {
        Some((phone, sent)) => code_step(&phone, &sent, next, answer.as_ref()),
        None => phone_step(next, answer.as_ref()),
    };
    view! { {errors}{step} }.into_any()
}

/// Phone and code request, if a code was sent or the code form came back.
fn second_step(flash: &Flash) -> Option<(String, CodeSent)> {
    let phone = field::typed(Some(flash), "phone")?;
    match &flash.outcome {
        Ok(Some(Note::CodeSent(sent))) => Some((phone, sent.clone())),
        Err(_) if flash.form == "sign_in" => {
            let ticket = field::typed(Some(flash), "ticket")?;
            Some((phone, CodeSent { ticket, shown: None }))
        }
        _ => None,
    }
}

fn phone_step(next: &str, answer: Option<&Flash>) -> AnyView {
    let t = t();
    let fields = view! {
        {Text {
            name: "phone",
            label: t.me.phone,
            hint: t.me.phone_hint,
            value: field::typed(answer, "phone").unwrap_or_default(),
            problem: field::problem(answer, "phone"),
            // What one person typed is not offered to the next.
            autocomplete: if visit().board.with_value(String::is_empty) { "tel-national" } else { "off" },
            inputmode: "tel",
            maxlength: "20",
        }.view()}
        {form::hidden("draft[next]", next.to_owned())}
        <button class="btn btn-primary wide">{t.me.send}</button>
    };
    view! { <h1>{t.me.in_title}</h1><p class="soft">{t.me.in_body}</p>{form::post("request_code", "stack", fields)} }
        .into_any()
}

fn code_step(phone: &str, sent: &CodeSent, next: &str, answer: Option<&Flash>) -> AnyView {
    let t = t();
    let shown = sent.shown.as_ref().map(|code| {
        view! { <p class="notice good" data-code=code.clone()>{fill(t.me.code_shown, &[code])}</p> }.into_any()
    });
    let fields = view! {
        {Text {
            name: "code",
            label: t.me.code,
            hint: t.me.code_hint,
            value: String::new(),
            problem: field::problem(answer, "code"),
            autocomplete: "one-time-code",
            inputmode: "numeric",
            maxlength: "12",
        }.view()}
        {form::hidden("draft[phone]", phone.to_owned())}
        {form::hidden("draft[ticket]", sent.ticket.clone())}
        {form::hidden("draft[next]", next.to_owned())}
        <button class="btn btn-primary wide">{t.frame.sign_in}</button>
    };
    let href = if next.is_empty() { "/sign-in".to_owned() } else { url::with_query("/sign-in", &[("next", next)]) };
    let again = view! {
        {form::hidden("draft[phone]", phone.to_owned())}
        {form::hidden("draft[next]", next.to_owned())}
        <button class="btn">{t.me.again}</button>
    };
    view! {
        <h1>{t.me.code_title}</h1>
        <p>{fill(t.me.code_sent, &[phone])}</p>
        {shown}
        {form::post("sign_in", "stack", fields)}
        <div class="actions">
            {form::post("request_code", "", again)}
            <a class="btn" rel="external" href=href>{t.me.other_phone}</a>
        </div>
    }
    .into_any()
}
