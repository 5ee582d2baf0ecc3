//! Signing in as staff, and joining the staff by an invitation.

use domain::{identity::staff::Invitation, when::Moment};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    flash::Flash,
    layout::console,
    text::{fill, staff::Staff},
    ui::{
        field::{self, Text},
        form, notice,
        page::{self, head},
        visit::{here, t, visit},
    },
};

fn words() -> &'static Staff {
    Staff::of(visit().language)
}

/// A short field of these forms.
fn short(
    answer: Option<&Flash>,
    name: &'static str,
    (label, hint): (&'static str, &'static str),
    (autocomplete, inputmode): (&'static str, &'static str),
    value: String,
) -> AnyView {
    let value = field::typed(answer, name).unwrap_or(value);
    let problem = field::problem(answer, name);
    Text { name, label, hint, value, problem, autocomplete, inputmode, maxlength: "40" }.view()
}

/// Signing in.
pub fn sign_in() -> AnyView {
    let words = words();
    let answer = field::answer("staff_sign_in").filter(|flash| flash.outcome.is_err());
    let answer = answer.as_ref();
    let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    let fields = view! {
        {short(answer, "phone", (words.phone, words.phone_hint), ("username", "tel"), String::new())}
        {field::password("password", words.password, words.password_hint, field::problem(answer, "password"), "current-password")}
        {short(answer, "code", (words.code, words.code_hint), ("one-time-code", "text"), String::new())}
        {form::hidden("draft[next]", next)}
        <button class="btn btn-primary wide">{t().frame.sign_in}</button>
    };
    view! {
        {head(words.in_title)}
        <div class="page narrow">
            {notice::errors(Moment(0), ().into_any())}
            <h1>{words.in_title}</h1>
            <p class="soft">{words.in_body}</p>
            {form::whole("staff_sign_in", "stack", here(), fields.into_any())}
            <p class="soft">{words.lost}</p>
        </div>
    }
    .into_any()
}

/// Joining, if the link is good.
pub fn join(invitation: Option<Invitation>) -> AnyView {
    let words = words();
    let Some(invitation) = invitation else { return join_gone() };
    let role = console::words().role(invitation.role);
    let title = fill(words.join_title, &[t().frame.name]);
    let answer = field::answer("join_staff").filter(|flash| flash.outcome.is_err());
    let answer = answer.as_ref();
    let for_phone = (!invitation.phone.is_empty())
        .then(|| view! { <p>{fill(words.for_phone, &[&invitation.phone])}</p> }.into_any());
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let fields = view! {
        {form::hidden("draft[token]", token)}
        {for_phone}
        {short(answer, "phone", (words.phone, words.phone_hint), ("username", "tel"), String::new())}
        {short(answer, "name", (words.name, words.name_hint), ("name", "text"), invitation.name.clone())}
        {field::password("password", words.password, words.new_password_hint, field::problem(answer, "password"), "new-password")}
        {field::password("again", words.again, words.again_hint, field::problem(answer, "again"), "new-password")}
        {short(answer, "code", (words.code, words.join_code_hint), ("one-time-code", "numeric"), String::new())}
        <button class="btn btn-primary wide">{words.join}</button>
    };
    view! {
        {head(title.clone())}
        <div class="page narrow">
            {notice::errors(Moment(0), ().into_any())}
            <h1>{title}</h1>
            <p>{fill(words.join_body, &[role, &invitation.place])}</p>
            <section class="sheet">
                <h2>{words.scan}</h2>
                <p>{words.scan_body}</p>
                <div class="qr" role="img" aria-label=words.scan_alt inner_html=invitation.picture.clone()></div>
                <p>{words.type_secret}<code data-secret="">{invitation.secret.clone()}</code></p>
            </section>
            <h2>{words.fill}</h2>
            {form::whole("join_staff", "stack", here(), fields.into_any())}
        </div>
    }
    .into_any()
}

/// A link that is good no more.
fn join_gone() -> AnyView {
    let words = words();
    let next = view! { <a class="btn" href="/gigs">{t().frame.to_list}</a> };
    page::message(words.join_gone, words.join_gone_body.to_owned(), next.into_any())
}
