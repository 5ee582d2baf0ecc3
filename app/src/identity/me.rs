//! Who I am, and the ways on from here.

use domain::{identity::Profile, when::Moment};
use leptos::prelude::*;

use crate::{
    layout::switch,
    text::{Language, case::Cases, fill, policy::Policy, reliability, saved::Saved, staff::Staff},
    ui::{
        form,
        notice::{self, Tone, notice},
        page::{self, head},
        url,
        visit::{flash, t, visit},
    },
};

/// The page.
pub fn page(profile: Profile) -> AnyView {
    let t = t();
    let (privacy, staff) = (super::privacy::words(), Staff::of(visit().language));
    let cases = Cases::of(visit().language);
    let (kept, reliable) = (Saved::of(visit().language), reliability::Words::of(visit().language));
    let name = if profile.draft.name.is_empty() { t.me.unnamed.to_owned() } else { profile.draft.name };
    view! {
        {head(t.me.title)}
        <div class="page narrow">
            {saved()}
            {notice::errors(Moment(0), ().into_any())}
            <h1>{name}<small class="soft">{profile.phone}</small></h1>
            <nav class="menu" aria-label=t.me.title>
                {entry("/me/shifts", t.me.shifts, t.me.shifts_hint)}
                {entry("/me/saved", kept.title, kept.hint)}
                {entry("/me/reliability", reliable.title, reliable.hint)}
                {entry("/me/messages", t.me.messages, &messages_hint())}
                {entry("/me/cases", cases.title, cases.hint)}
                {entry("/me/profile", t.me.profile, t.me.profile_hint)}
                {entry("/me/privacy", privacy.title, privacy.hint)}
                {entry("/me/sessions", staff.sessions, privacy.sessions_hint)}
                {policies()}
                {entry("/me/real-name", t.me.real_name, t.me.real_name_hint)}
                {entry("/me/organisations", t.me.organisations, t.me.organisations_hint)}
            </nav>
            {settings()}
            {form::post("sign_out", "", view! { <button class="btn wide">{t.me.sign_out}</button> })}
        </div>
    }
    .into_any()
}

/// Signed out is nothing wrong: say so, and how to get in.
pub fn signed_out() -> AnyView {
    let t = t();
    let href = url::with_query("/sign-in", &[("next", &crate::ui::visit::here())]);
    let next = view! {
        <a class="btn btn-primary" href=href>{t.frame.sign_in}</a><a class="btn" href="/gigs">{t.frame.to_list}</a>
        <nav class="menu" aria-label=t.me.title>{policies()}</nav>
        {settings()}
    };
    page::message(t.me.nobody_title, t.me.nobody_body.to_owned(), next.into_any())
}

/// That the profile was saved, if the last form did that.
pub fn saved() -> Option<AnyView> {
    let flash = flash()?;
    matches!(flash.outcome, Ok(Some(_))).then(|| notice(Tone::Good, t().me.saved.to_owned(), ().into_any()))
}

/// The way to laws and notices, which is for everybody.
fn policies() -> AnyView {
    let words = Policy::of(visit().language);
    entry("/policies", words.title, words.menu_hint)
}

fn entry(href: &'static str, title: &'static str, hint: &str) -> AnyView {
    let hint = hint.to_owned();
    view! { <a href=href><b>{title}</b><span class="soft">{hint}</span></a> }.into_any()
}

/// How many are unread, or what comes there.
fn messages_hint() -> String {
    match visit().unread.get_untracked() {
        unread if unread.is_empty() => t().me.messages_hint.to_owned(),
        unread => fill(t().me.messages_unread, &[&unread]),
    }
}

/// Language and elder mode.
fn settings() -> AnyView {
    let (visit, t) = (visit(), t());
    let other = if visit.language == Language::Zh { Language::En } else { Language::Zh };
    let (elder, elder_words) = if visit.elder { ("off", t.frame.elder_off) } else { ("on", t.frame.elder_on) };
    view! {
        <section class="sheet">
            <h2>{t.me.settings}</h2>
            <div class="actions">
                {switch("choose_language", "language", other.word(), t.frame.other_language)}
                {switch("choose_elder", "elder", elder, elder_words)}
            </div>
        </section>
    }
    .into_any()
}
