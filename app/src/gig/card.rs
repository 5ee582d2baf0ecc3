//! One shift in a list.

use domain::gig::{Benefit, ClaimState, Filling, SettlementTerm, ShiftCard, ShiftState};
use domain::when::Moment;
use leptos::prelude::*;

use super::live::LiveSeats;
use crate::{
    text::{Text, fill, say, time},
    ui::{form, url, visit::t},
};

/// What the cards of one page share.
#[derive(Clone, Copy)]
pub struct Cards {
    /// When the page was made.
    pub now: Moment,
    /// Fresh part of the idempotency keys.
    pub key: StoredValue<String>,
    /// Somebody is signed in.
    pub signed_in: bool,
    /// Seats as they change.
    pub live: LiveSeats,
}

/// Shifts of one posting that follow each other in the list: one card, and under it the other times.
pub fn posting(cards: Cards, shifts: Vec<ShiftCard>) -> AnyView {
    let mut shifts = shifts.into_iter();
    let first = shifts.next().map(|first| card(cards, first));
    let others: Vec<AnyView> = shifts.map(|shift| other_time(cards, shift)).collect();
    let label = t().gig.other_times;
    let others = (!others.is_empty()).then(|| view! { <ul class="others" aria-label=label>{others}</ul> }.into_any());
    view! { <li class="card">{first}{others}</li> }.into_any()
}

/// The time of a shift whose posting stands above it, and its one action.
fn other_time(cards: Cards, card: ShiftCard) -> AnyView {
    let t = t();
    let (id, href) = (card.id.to_string(), format!("/gigs/{}", card.id));
    let span = time::span(t, card.starts, card.ends, cards.now);
    let seats = move || {
        let card = with_live(&card, cards.live);
        let action = action(t, &card, cards.signed_in, &cards.key.read_value(), t.gig.take);
        view! { <p data-seats="">{seats(t, &card)}</p>{action} }.into_any()
    };
    view! { <li data-shift=id><a href=href>{span}</a>{seats}</li> }.into_any()
}

/// The main facts of a shift and one action.
fn card(cards: Cards, card: ShiftCard) -> AnyView {
    let t = t();
    let (id, href) = (card.id.to_string(), format!("/gigs/{}", card.id));
    let why = say::reasons(t, &card.reasons);
    let why = (!why.is_empty()).then(|| view! { <p class="why">{t.gig.why}{why}</p> }.into_any());
    view! {
        <div class="main" data-shift=id>
            <div class="between">
                <h2><a href=href>{title(t, &card)}</a></h2>
                <p class="pay">{card.total.to_string()}<small>{t.gig.yuan}</small></p>
            </div>
            <p class="facts">
                <b>{say::distance(t, card.distance)}</b>
                <b>{time::span(t, card.starts, card.ends, cards.now)}</b>
                <span>{say::per_hour(t, card.hourly)}</span>
                <span>{card.region.clone()}</span>
            </p>
            {tags(t, &card)}
            {move || foot(cards, &card)}
            {why}
        </div>
    }
    .into_any()
}

/// The title, marked if the shift is made up.
pub fn title(t: &Text, card: &ShiftCard) -> String {
    if card.sample { format!("{}（{}）", card.title, t.gig.sample) } else { card.title.clone() }
}

/// Short facts that are good to know.
pub fn tags(t: &'static Text, card: &ShiftCard) -> AnyView {
    let paid = if card.settlement == SettlementTerm::SameDay { "tag" } else { "tag plain" };
    let benefits: Vec<AnyView> =
        card.benefits.iter().map(|one: Benefit| tag("tag", say::benefit(t, one).to_owned())).collect();
    let verified = card.verified.then(|| tag("tag", t.gig.verified.to_owned()));
    let chosen = (card.fills == Filling::Review).then(|| tag("tag plain", t.gig.by_choice.to_owned()));
    let last = (card.state == ShiftState::Open && card.seats > 1 && card.free() == 1)
        .then(|| tag("tag warn", fill(t.gig.only_left, &["1"])));
    view! { <p class="tags">{tag(paid, say::settlement(t, card.settlement).to_owned())}{benefits}{verified}{chosen}{last}</p> }
        .into_any()
}

fn tag(class: &'static str, words: String) -> AnyView {
    view! { <span class=class>{words}</span> }.into_any()
}

/// The card with the seats as they are now.
pub fn with_live(card: &ShiftCard, live: LiveSeats) -> ShiftCard {
    let Some(now) = live.get(card.id) else { return card.clone() };
    let state = match card.state {
        ShiftState::Open | ShiftState::Full if now.taken >= now.seats => ShiftState::Full,
        ShiftState::Open | ShiftState::Full => ShiftState::Open,
        other => other,
    };
    ShiftCard { seats: now.seats, taken: now.taken, waiting: now.waiting, state, ..card.clone() }
}

/// Seats and the action; changes as seats change.
fn foot(cards: Cards, card: &ShiftCard) -> AnyView {
    let t = t();
    let card = with_live(card, cards.live);
    let key = cards.key.read_value();
    view! {
        <div class="foot">
            <div class="seats">{bar(&card)}<p data-seats="">{seats(t, &card)}</p></div>
            {action(t, &card, cards.signed_in, &key, t.gig.take)}
        </div>
    }
    .into_any()
}

/// The seats as a bar; the words beside it say the same.
pub fn bar(card: &ShiftCard) -> AnyView {
    view! { <progress max=card.seats.to_string() value=card.taken.to_string() aria-hidden="true"></progress> }
        .into_any()
}

/// The seats in words.
pub fn seats(t: &Text, card: &ShiftCard) -> String {
    match (card.free(), card.waiting) {
        (0, 0) => t.gig.full.to_owned(),
        (0, waiting) => fill(t.gig.full_waiting, &[&waiting.to_string()]),
        (free, _) => fill(t.gig.seats_left, &[&card.seats.to_string(), &free.to_string()]),
    }
}

/// The one thing to do with a shift: take a seat, queue, or see how one's own claim stands.
pub fn action(t: &'static Text, card: &ShiftCard, signed_in: bool, key: &str, take: &'static str) -> AnyView {
    let page = format!("/gigs/{}", card.id);
    if let Some(mine) = card.mine.as_ref().filter(|mine| mine.state.active()) {
        let words = match mine.state {
            ClaimState::Confirmed => t.gig.held.to_owned(),
            _ => say::my_claim(t, mine),
        };
        return view! { <a class="btn held" href=page>{words}</a> }.into_any();
    }
    let applies = card.fills == Filling::Review;
    let (words, class) = match card.state {
        ShiftState::Open | ShiftState::Full if applies => (t.gig.apply_for.to_owned(), "btn btn-primary"),
        ShiftState::Open => (take.to_owned(), "btn btn-primary"),
        ShiftState::Full => (t.gig.queue.to_owned(), "btn"),
        ShiftState::Started => return closed(t.gig.s_started),
        ShiftState::Ended => return closed(t.gig.s_ended),
        ShiftState::Closed => return closed(t.gig.s_closed),
    };
    let label = format!("{words}：{}", card.title);
    if !signed_in {
        let href = url::with_query("/sign-in", &[("next", &page)]);
        return view! { <a class=class href=href aria-label=label>{words}</a> }.into_any();
    }
    let queue = if card.state == ShiftState::Full && !applies { "yes" } else { "" };
    claim(card, key, queue, view! { <button class=class aria-label=label>{words}</button> }.into_any())
}

fn closed(words: &'static str) -> AnyView {
    view! { <p class="soft">{words}</p> }.into_any()
}

/// The form that takes a seat, or a place in the queue if `queue` is not empty. Refusals are told on the shift's page.
pub fn claim(card: &ShiftCard, key: &str, queue: &'static str, button: AnyView) -> AnyView {
    let what = if queue.is_empty() { "c" } else { "q" };
    let fields = view! {
        {form::hidden("draft[shift]", card.id.to_string())}
        {form::hidden("draft[key]", form::key(key, what, &card.id))}
        {form::hidden("draft[queue]", queue.to_owned())}
        {button}
    };
    form::post_back("claim", "action", format!("/gigs/{}", card.id), fields.into_any())
}
