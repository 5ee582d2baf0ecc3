//! The frame of the pages that staff work on: where they are, the ways to everything, the page beside.

use domain::identity::Right;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    context::Desk,
    text::admin::Admin,
    ui::{
        page::{self, head},
        url,
        visit::{here, t, visit},
    },
};

/// Where a way of the side bar leads, what it is called, and which right opens it.
type Way = (&'static str, fn(&Admin) -> &'static str, Right);

const WAYS: &[Way] = &[
    ("/console", |words| words.queue, Right::Look),
    ("/console/people", |words| words.people, Right::Look),
    ("/console/tables/postings", |words| words.tables, Right::Look),
    ("/console/policies", |words| words.policies, Right::Look),
    ("/console/market", |words| words.market, Right::Look),
    ("/console/statistics", |words| words.statistics, Right::Look),
    ("/board", |words| words.board, Right::Look),
    ("/console/staff", |words| words.staff, Right::Administer),
    ("/console/trail", |words| words.trail, Right::Audit),
    ("/console/settings", |words| words.settings, Right::Look),
    // Either right opens it, and nobody has both.
    ("/console/imports", |words| words.imports, Right::Edit),
    ("/console/imports", |words| words.imports, Right::Administer),
    ("/console/arrears", |words| words.arrears, Right::Look),
];

/// The words of the console, in the language of the visit.
pub fn words() -> &'static Admin {
    Admin::of(visit().language)
}

/// Who of the staff works here; nobody where somebody else has opened a page of theirs.
#[cfg(feature = "ssr")]
pub fn desk() -> Option<Desk> {
    use_context::<crate::context::RequestContext>().and_then(|request| request.desk)
}

/// Who of the staff works here; nobody where somebody else has opened a page of theirs.
#[cfg(not(feature = "ssr"))]
pub fn desk() -> Option<Desk> {
    serde_json::from_str(&document().document_element()?.get_attribute("data-desk")?).ok()
}

/// A page of the console.
pub fn console(title: &str, content: AnyView) -> AnyView {
    let (words, desk) = (words(), desk());
    let who = desk.as_ref().map(|desk| {
        let (place, role) = (desk.place.clone(), words.role(desk.role));
        view! { <p class="who"><b>{place}</b><span class="soft">{role}</span></p> }.into_any()
    });
    let ways: Vec<AnyView> = WAYS
        .iter()
        .filter(|(_, _, right)| desk.as_ref().is_some_and(|desk| desk.role.has(*right)))
        .map(|(href, name, _)| way(href, name(words)))
        .collect();
    view! {
        {head(title.to_owned())}
        <div class="console">
            <nav class="side" aria-label=words.console>
                <a class="brand" href="/gigs">{t().frame.name}</a>
                {who}
                {ways}
                {desk.map(|_| way("/console/account", words.account))}
            </nav>
            <div class="page">{content}</div>
        </div>
    }
    .into_any()
}

fn way(href: &'static str, name: &'static str) -> AnyView {
    let location = use_location();
    let current = move || {
        let at = location.pathname.get();
        let room = href.strip_suffix("/postings").unwrap_or(href);
        let inside = href != "/console" && at.starts_with(room);
        (at == href || inside).then_some("page")
    };
    // A wall screen turns by itself, which only a document of its own does.
    let rel = (href == "/board").then_some("external");
    view! { <a href=href rel=rel aria-current=current>{name}</a> }.into_any()
}

/// What is shown to somebody who is not on the staff, or not signed in as such.
pub fn signed_out() -> AnyView {
    let words = words();
    let href = url::with_query("/console/sign-in", &[("next", &here())]);
    let next = view! {
        <a class="btn btn-primary" href=href>{t().frame.sign_in}</a><a class="btn" href="/gigs">{t().frame.to_list}</a>
    };
    page::message(words.staff_only, words.staff_only_body.to_owned(), next.into_any())
}
