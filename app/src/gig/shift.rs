//! One shift: everything one has to know before saying yes, and the one thing to do.

use domain::{
    gig::{ClaimState, Filling, GigError, Refusal, ShiftCard, ShiftPage, ShiftState},
    identity::IdentityError,
};
use leptos::prelude::*;

use super::{
    card::{self, Cards, action, bar, seats, title, with_live},
    hold,
    live::{LiveSeats, follow},
    saved::keep,
    shift_facts as facts,
};
use crate::{
    error::AppError,
    flash::Note,
    text::{fill, say, time},
    ui::{
        notice::{self, Tone, notice},
        page::head,
        url,
        visit::{flash, t},
    },
};

/// The page.
pub fn page(page: &ShiftPage) -> AnyView {
    let t = t();
    let live = LiveSeats::of(std::iter::once(&page.card).chain(&page.similar));
    let mine = page.card.mine.as_ref().filter(|mine| mine.state.active());
    let renewed = follow(page.now, mine.map(|mine| mine.id));
    let held = mine.map(|mine| hold::mine(mine, &page.card, page.leave_until, page.now, &page.key));
    let json_ld = page.json_ld.clone();
    view! {
        {head(page.card.title.clone())}
        <article class="page shift-page" data-shift=page.card.id.to_string()>
            {renewed}
            <p class="crumb"><a href="/gigs">"‹ "{t.frame.find}</a></p>
            {told(page)}
            {hero(page)}
            {keep::posting(page)}
            {held}
            {for_others(page)}
            {for_crew(page)}
            {held_back(page)}
            <div class="blocks">
                {facts::when_where(page)}
                {facts::duties(page)}
                {facts::money(page)}
                {facts::employer(page)}
                {facts::cannot_come(page)}
                {facts::share(page)}
                <p class="soft"><a class="link" href=format!("/gigs/{}/report", page.card.id)>{t.gig.report}</a></p>
            </div>
            {similar(page, live)}
        </article>
        {dock(page, live)}
        <script type="application/ld+json" inner_html=json_ld></script>
    }
    .into_any()
}

/// The way to claim a seat for somebody, for the staff.
fn for_others(page: &ShiftPage) -> Option<AnyView> {
    let (href, words) = (format!("/console/gigs/{}", page.card.id), super::filling::words().behalf);
    page.for_others.then(|| view! { <p><a class="btn" href=href>{words}</a></p> }.into_any())
}

/// The way to claim seats for a crew, while more than one is free.
fn for_crew(page: &ShiftPage) -> Option<AnyView> {
    let (card, words) = (&page.card, super::filling::words().crew);
    let open = card.state == ShiftState::Open && card.fills == Filling::Instant && card.free() > 1;
    let href = format!("/gigs/{}/crew", card.id);
    (open && page.signed_in && page.opens.is_none())
        .then(|| view! { <p><a class="link" href=href>{words}</a></p> }.into_any())
}

/// That seats are held for people with few recent shifts.
fn held_back(page: &ShiftPage) -> Option<AnyView> {
    let (n, until) = page.held?;
    let words = super::filling::words().held;
    let said = fill(words, &[&n.to_string(), &time::moment(t(), until, page.now)]);
    Some(view! { <p class="soft">{said}</p> }.into_any())
}

fn hero(page: &ShiftPage) -> AnyView {
    let t = t();
    view! {
        <header class="hero">
            <h1>{title(t, &page.card)}</h1>
            <p class="pay">{page.card.total.to_string()}<small>{t.gig.this_shift}</small></p>
            <p class="soft">{say::pay_sum(t, page)}</p>
            {card::tags(t, &page.card)}
        </header>
    }
    .into_any()
}

/// What the last form has to say: that it worked, or why not and what helps.
fn told(page: &ShiftPage) -> Option<AnyView> {
    let flash = flash()?;
    let error = match flash.outcome {
        Ok(note) => return Some(worked(page, &note?)),
        Err(error) => error,
    };
    notice::errors(page.now, helps(page, &error))
}

fn worked(page: &ShiftPage, note: &Note) -> AnyView {
    let t = t();
    let applied = page.card.mine.as_ref().is_some_and(|mine| mine.state == ClaimState::Applied);
    let place = page.card.mine.as_ref().filter(|mine| mine.state == ClaimState::Waitlisted).and_then(|mine| mine.place);
    let words = match (note, place) {
        (Note::Claimed, Some(place)) => fill(t.gig.n_queued, &[&place.to_string()]),
        (Note::Claimed, None) if applied => t.gig.n_applied.to_owned(),
        (Note::Claimed, None) => t.gig.n_claimed.to_owned(),
        (Note::Left, _) => t.gig.n_left.to_owned(),
        (Note::Answered, _) => t.gig.n_answered.to_owned(),
        (Note::ProfileSaved, _) => t.me.saved.to_owned(),
        _ => t.frame.done.to_owned(),
    };
    notice(Tone::Good, words, ().into_any())
}

/// The next step after a refusal.
fn helps(page: &ShiftPage, error: &AppError) -> AnyView {
    let (t, here) = (t(), format!("/gigs/{}", page.card.id));
    let link =
        |href: String, words: &'static str| view! { <a class="btn btn-primary" href=href>{words}</a> }.into_any();
    match error {
        AppError::Gig(GigError::SignedOut) | AppError::Identity(IdentityError::SignedOut) => {
            link(url::with_query("/sign-in", &[("next", &here)]), t.frame.sign_in)
        }
        AppError::Gig(GigError::Refused(refusal)) => match refusal {
            Refusal::Full { place } => {
                let words = fill(t.gig.queue_at, &[&place.to_string()]);
                let button = view! { <button class="btn btn-primary">{words}</button> }.into_any();
                card::claim(&page.card, &page.key, "yes", button)
            }
            Refusal::BirthUnknown => link(url::with_query("/me/profile", &[("next", &here)]), t.gig.x_birth_go),
            Refusal::Collides(other) => link(format!("/gigs/{}", other.shift), t.gig.x_see_other),
            _ => ().into_any(),
        },
        _ => ().into_any(),
    }
}

/// What stays in sight: seats, until when one may leave, and the action.
fn dock(page: &ShiftPage, live: LiveSeats) -> AnyView {
    let (t, card, signed_in) = (t(), page.card.clone(), page.signed_in);
    let (key, now, leave_until, opens) = (page.key.clone(), page.now, page.leave_until, page.opens);
    let inside = move || {
        let card = with_live(&card, live);
        let until = match opens {
            Some(opens) => fill(t.gig.opens, &[&time::moment(t, opens, now)]),
            None if now < leave_until => fill(t.gig.free_until, &[&time::moment(t, leave_until, now)]),
            None => String::new(),
        };
        let action = match opens {
            Some(_) => ().into_any(),
            None => dock_action(&card, signed_in, &key),
        };
        view! { <div class="seats"><b>{seats(t, &card)}</b>{bar(&card)}<small class="soft">{until}</small></div>{action} }
            .into_any()
    };
    view! { <div class="dock"><div class="dock-in">{inside}</div></div> }.into_any()
}

fn dock_action(card: &ShiftCard, signed_in: bool, key: &str) -> AnyView {
    let t = t();
    match card.mine.as_ref().filter(|mine| mine.state.active()) {
        Some(mine) => view! { <a class="btn held" href="#mine" rel="external">{say::my_claim(t, mine)}</a> }.into_any(),
        None => action(t, card, signed_in, key, t.gig.take_one),
    }
}

fn similar(page: &ShiftPage, live: LiveSeats) -> Option<AnyView> {
    let key = StoredValue::new(page.key.clone());
    let cards = Cards { now: page.now, key, signed_in: page.signed_in, live };
    let open = page.similar.iter().filter(|card| matches!(card.state, ShiftState::Open | ShiftState::Full));
    let items: Vec<AnyView> = open.map(|item| card::posting(cards, vec![item.clone()])).collect();
    (!items.is_empty()).then(|| {
        view! { <section class="similar"><h2>{t().gig.similar}</h2><ul class="cards">{items}</ul></section> }.into_any()
    })
}
