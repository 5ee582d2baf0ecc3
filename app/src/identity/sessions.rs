//! Where somebody is signed in, and signing out there; for staff also their recovery codes.

use domain::{
    identity::staff::{SessionView, Sessions},
    when::Moment,
};
use leptos::prelude::*;

use crate::{
    flash::Note,
    layout::console::console,
    text::{fill, staff::Staff, time},
    ui::{
        form,
        notice::{self, Tone, notice},
        page::head,
        visit::{flash, t, visit},
    },
};

fn words() -> &'static Staff {
    Staff::of(visit().language)
}

/// The page of a person.
pub fn page(sessions: &Sessions) -> AnyView {
    let words = words();
    view! {
        {head(words.sessions)}
        <div class="page narrow">
            <p class="crumb"><a href="/me">"‹ "{t().me.title}</a></p>
            {said()}
            {notice::errors(Moment(0), ().into_any())}
            <h1>{words.sessions}</h1>
            <p class="soft">{words.sessions_hint}</p>
            {list(sessions, "/me/sessions")}
        </div>
    }
    .into_any()
}

/// The page of somebody of the staff.
pub fn staff_page(sessions: &Sessions) -> AnyView {
    let words = words();
    let codes = sessions.recovery_codes.map(|left| {
        let renew = view! { <button class="btn">{words.codes_renew}</button> };
        view! {
            <section class="sheet">
                <p>{fill(words.codes_left, &[&left.to_string()])}" "<span class="soft">{words.codes_renew_hint}</span></p>
                {form::whole("renew_recovery_codes", "", "/console/account".to_owned(), renew.into_any())}
            </section>
        }
        .into_any()
    });
    let sign_out = view! { <button class="btn">{words.sign_out}</button> };
    let content = view! {
        {said()}
        {notice::errors(Moment(0), ().into_any())}
        <h1>{words.account}</h1>
        {codes}
        <h2>{words.sessions}</h2>
        {list(sessions, "/console/account")}
        {form::whole("sign_out", "", "/console/account".to_owned(), sign_out.into_any())}
    };
    console(words.account, content.into_any())
}

/// What was done: a device signed out, or recovery codes, which are shown this once.
fn said() -> Option<AnyView> {
    let words = words();
    match flash()?.outcome.ok()?? {
        Note::RecoveryCodes(codes) => {
            let codes: Vec<AnyView> =
                codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }.into_any()).collect();
            let body = view! { <p>{words.codes_body}</p><ul class="codes" data-codes="">{codes}</ul> };
            Some(notice(Tone::Good, words.codes_title.to_owned(), body.into_any()))
        }
        Note::Done => Some(notice(Tone::Good, words.ended.to_owned(), ().into_any())),
        _ => None,
    }
}

fn list(sessions: &Sessions, next: &'static str) -> AnyView {
    let rows: Vec<AnyView> = sessions.sessions.iter().map(|session| line(session, sessions.now, next)).collect();
    view! { <ul class="cards">{rows}</ul> }.into_any()
}

fn line(session: &SessionView, now: Moment, next: &'static str) -> AnyView {
    let (t, words) = (t(), words());
    let device = if session.device.is_empty() { words.unknown_device.to_owned() } else { session.device.clone() };
    let times = format!(
        "{} · {}",
        fill(words.began, &[&time::moment(t, session.began, now)]),
        fill(words.seen, &[&time::moment(t, session.seen, now)])
    );
    let staff = session.staff.then(|| view! { <span class="tag plain">{words.staff_session}</span> }.into_any());
    let action = if session.current {
        view! { <span class="tag">{words.this_one}</span> }.into_any()
    } else {
        let name = format!("{} {device}", words.end);
        let fields = view! {
            {form::hidden("session", session.id.to_string())}
            {form::hidden("next", next.to_owned())}
            <button class="btn" aria-label=name>{words.end}</button>
        };
        form::post_back("end_session", "", next.to_owned(), fields.into_any())
    };
    view! {
        <li class="sheet">
            <div class="between"><b>{device}" "{staff}</b>{action}</div>
            <p class="soft small">{times}</p>
        </li>
    }
    .into_any()
}
