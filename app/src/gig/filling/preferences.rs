//! Whom an employer likes to have again, and whom no more.

use domain::gig::{
    attendance::CrewMember,
    filling::{KeptPreference, PreferenceKind, PreferencesPage},
};
use leptos::prelude::*;

use super::words;
use crate::{
    gig::day::{came_back, input},
    text::{fill, time},
    ui::{
        form,
        notice::{self, Tone, notice},
        page::head,
        visit::{flash, t},
    },
};

/// The page.
pub fn page(data: &PreferencesPage) -> AnyView {
    let words = words();
    let shifts = format!("/me/organisations/{}/shifts", data.organisation);
    let none = data
        .preferences
        .is_empty()
        .then(|| view! { <div class="empty"><p>{words.preferences_none}</p></div> }.into_any());
    view! {
        {head(words.preferences)}
        <div class="page narrow">
            <p class="crumb"><a href=shifts>"‹ "{data.name.clone()}</a></p>
            {told(data)}
            <h1>{words.preferences}</h1>
            {none}
            {group(data, PreferenceKind::Favourite, (words.favourites, words.favourites_how))}
            {group(data, PreferenceKind::Ban, (words.bans, words.bans_how))}
        </div>
    }
    .into_any()
}

fn told(data: &PreferencesPage) -> Option<AnyView> {
    match flash()?.outcome {
        Err(_) => notice::errors(data.now, ().into_any()),
        Ok(_) => Some(notice(Tone::Good, words().lifted.to_owned(), ().into_any())),
    }
}

fn group(data: &PreferencesPage, kind: PreferenceKind, (title, how): (&'static str, &'static str)) -> Option<AnyView> {
    let items: Vec<AnyView> =
        data.preferences.iter().filter(|one| one.kind == kind).map(|one| item(one, data)).collect();
    (!items.is_empty()).then(|| {
        view! { <section><h2 class="sub">{title}</h2><p class="soft">{how}</p><ul class="cards">{items}</ul></section> }
            .into_any()
    })
}

fn item(one: &KeptPreference, data: &PreferencesPage) -> AnyView {
    let words = words();
    let since = fill(words.since, &[&time::moment(t(), one.since, data.now)]);
    let reason = (!one.reason.is_empty()).then(|| view! { <p>{one.reason.clone()}</p> }.into_any());
    let label = format!("{} {}", words.lift, one.name);
    let fields = view! {
        {form::hidden("draft[organisation]", data.organisation.to_string())}
        {form::hidden("draft[preference]", one.id.to_string())}
        <button class="btn small" aria-label=label>{words.lift}</button>
    };
    view! {
        <li class="card" data-preference=one.kind.word()>
            <div class="between"><h3>{one.name.clone()}</h3><span class="soft">{one.phone.clone()}</span></div>
            {reason}
            <p class="soft small">{since}</p>
            {form::post("lift_preference", "", fields)}
        </li>
    }
    .into_any()
}

/// What an employer keeps of somebody in a shift, and what it may keep.
pub fn of_member(member: &CrewMember) -> Option<AnyView> {
    let (words, claim) = (words(), member.claim.to_string());
    let tag = member.preference.map(|kind| match kind {
        PreferenceKind::Favourite => view! { <p><span class="tag">{words.is_favourite}</span></p> }.into_any(),
        PreferenceKind::Ban => view! { <p><span class="tag warn">{words.is_banned}</span></p> }.into_any(),
    });
    let favour = (member.preference != Some(PreferenceKind::Favourite) && PreferenceKind::Favourite.fits(member.state))
        .then(|| {
            let fields = view! {
                {form::hidden("draft[claim]", claim.clone())}
                {form::hidden("draft[kind]", PreferenceKind::Favourite.word().to_owned())}
                <button class="btn small">{words.favour}</button>
            };
            form::post("set_preference", "", fields)
        });
    let ban = (member.preference != Some(PreferenceKind::Ban) && PreferenceKind::Ban.fits(member.state)).then(|| {
        let answer = came_back("set_preference", &claim);
        let open = answer.is_some();
        let id = format!("ban-{claim}");
        let fields = view! {
            {form::hidden("draft[claim]", claim.clone())}
            {form::hidden("draft[kind]", PreferenceKind::Ban.word().to_owned())}
            {input((&id, "reason"), (words.ban_why, words.ban_hint), String::new(), answer.as_ref(), "text")}
            <button class="btn">{words.ban_go}</button>
        };
        let form = form::post("set_preference", "stack", fields);
        view! { <details open=open><summary>{words.ban}</summary>{form}</details> }.into_any()
    });
    (tag.is_some() || favour.is_some() || ban.is_some()).then(|| view! { {tag}{favour}{ban} }.into_any())
}
