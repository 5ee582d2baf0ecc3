//! The frame of every page: the bar on top of wide screens or at the bottom of phones, and the main part.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

use crate::ui::{
    form, icon, page, send,
    visit::{self, address, t, visit},
};

/// The frame around a page. Every form of every page passes through its one `submit` handler.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let visit = visit();
    visit::forget_on_leaving(visit);
    Effect::new(|| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-live", "");
        }
    });
    let navigate = use_navigate();
    let go: send::Go = Arc::new(move |address| navigate(address, leptos_router::NavigateOptions::default()));
    let t = t();
    let location = use_location();
    let class =
        move || if location.pathname.with(|path| path.starts_with("/console")) { "frame desk" } else { "frame" };
    view! {
        {visit.acting.then(acting)}
        {shared(visit.board.get_value())}
        <div class=class on:submit=move |event| send::submitted(&event, visit, go.clone())>
            <a class="skip" href="#main" rel="external">{t.frame.skip}</a>
            <header class="top">
                <a class="brand" href="/gigs">{t.frame.name}<small>{t.frame.tagline}</small></a>
                {settings()}
            </header>
            {tabs()}
            <p class="offline" role="status">{t.frame.offline}</p>
            <main id="main" tabindex="-1">{children()}</main>
        </div>
    }
}

/// That whoever reads this acts for somebody else, on every page until they stop.
fn acting() -> AnyView {
    let t = t();
    let stop = form::whole(
        "stop_acting",
        "",
        "/me".to_owned(),
        view! { <button class="btn">{t.frame.stop_acting}</button> }.into_any(),
    );
    view! { <div class="acting" role="status"><p>{t.frame.acting}</p>{stop}</div> }.into_any()
}

/// That others use this screen afterwards, and the way back to the board, which forgets who was here.
fn shared(board: String) -> Option<AnyView> {
    let t = t();
    let done = !board.is_empty();
    done.then(|| {
        view! {
            <div class="acting" role="status">
                <p>{t.frame.shared}</p>
                <a class="btn" href=board rel="external">{t.frame.shared_done}</a>
            </div>
        }
        .into_any()
    })
}

/// The switches for elder mode and language; whole-page forms, so that they work everywhere.
fn settings() -> AnyView {
    let (visit, t) = (visit(), t());
    let (elder, elder_words) = if visit.elder { ("off", t.frame.elder_off) } else { ("on", t.frame.elder_on) };
    view! { <div class="switches">{switch("choose_elder", "elder", elder, elder_words)}</div> }.into_any()
}

/// A form with one button that chooses a setting and comes back to the same page.
pub fn switch(endpoint: &'static str, name: &'static str, value: &'static str, words: &'static str) -> AnyView {
    let location = use_location();
    let next = move || address(&location.pathname.get(), &location.search.get());
    let fields = view! {
        <input type="hidden" name="next" value=next/>
        <button class="pill" name=name value=value>{words}</button>
    };
    form::post_back(endpoint, "", "/me".to_owned(), fields.into_any())
}

/// The areas: at the bottom on phones, on top on wide screens.
fn tabs() -> AnyView {
    let t = t();
    view! {
        <nav class="tabs" aria-label=t.frame.menu>
            {tab("/gigs", icon::CASE, t.frame.find, ().into_any())}
            {tab("/me/shifts", icon::CALENDAR, t.frame.mine, ().into_any())}
            {tab("/me/messages", icon::LETTER, t.frame.messages, unread())}
            {tab("/me", icon::PERSON, t.frame.me, ().into_any())}
        </nav>
    }
    .into_any()
}

/// How many messages are unread, on their tab.
fn unread() -> AnyView {
    let (unread, t) = (visit().unread, t());
    let badge = move || {
        let n = unread.get();
        (!n.is_empty()).then(|| view! { <b class="badge">{n}<span class="sr-only">{t.frame.unread}</span></b> })
    };
    badge.into_any()
}

fn tab(href: &'static str, path: &'static str, words: &'static str, badge: AnyView) -> AnyView {
    let location = use_location();
    let current = move || location.pathname.with(|at| area(at) == href).then_some("page");
    view! { <a href=href aria-current=current>{icon::icon(path)}<span>{words}</span>{badge}</a> }.into_any()
}

/// The tab that a path belongs to.
fn area(path: &str) -> &'static str {
    match path {
        "/me/shifts" => "/me/shifts",
        "/me/messages" => "/me/messages",
        path if path.starts_with("/me") || path == "/sign-in" => "/me",
        _ => "/gigs",
    }
}

/// The page for an address that leads nowhere.
pub fn missing() -> AnyView {
    #[cfg(feature = "ssr")]
    if let Some(request) = use_context::<crate::context::RequestContext>() {
        request.reply.not_found();
    }
    let t = t();
    let next = view! { <a class="btn btn-primary" href="/gigs">{t.frame.to_list}</a> };
    page::message(t.frame.missing_title, t.frame.missing_body.to_owned(), next.into_any())
}
