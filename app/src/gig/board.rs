//! The wall screen of a station or county: what begins soonest, large, with a code to scan; on a screen that many touch,
//! the page that everybody begins and ends with.

use domain::gig::{Board, ShiftCard};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    card::{seats, tags, title, with_live},
    live::LiveSeats,
};
use crate::{
    text::{Text, board::Board as Words, fill, say, time},
    ui::{
        form,
        page::head,
        url,
        visit::{t, visit},
    },
};

fn words() -> &'static Words {
    Words::of(visit().language)
}

/// The page.
pub fn page(board: &Board) -> AnyView {
    let (words, query) = (words(), use_query_map());
    let asked = |name: &str| query.with_untracked(|query| query.get(name).is_some());
    let (held, settings) = (asked("hold"), asked("screen"));
    if !held && !settings {
        turn(board);
    }
    let live = LiveSeats::of(board.items.iter());
    let heading = fill(words.title, &[&board.place]);
    let items: Vec<AnyView> = board.items.iter().map(|card| shift(board, card, live)).collect();
    let list = if items.is_empty() {
        view! { <div class="empty"><h2>{words.none}</h2><p>{words.none_body}</p></div> }.into_any()
    } else {
        view! { <ul class="wall">{items}</ul> }.into_any()
    };
    view! {
        {head(heading.clone())}
        <div class="page board" data-board-of=board.region.to_string()>
            <header class="between">
                <h1>{heading}<span class="soft">{fill(words.total, &[&board.total.to_string()])}</span></h1>
                <p class="soft">{fill(words.as_of, &[&time::moment(t(), board.now, board.now)])}</p>
            </header>
            {list}
            {ways(board, held)}
            {sharing(board, settings)}
        </div>
    }
    .into_any()
}

/// The address of a screen of this board.
fn address(board: &Board, pairs: &[(&'static str, &str)]) -> String {
    url::with_query(&format!("/board/{}", board.region), pairs)
}

/// Has the browser go on to the next screen by itself, and begin anew after the last. Without scripts as well, and on a
/// screen that runs for weeks it fetches a new version of the program with it.
#[cfg(feature = "ssr")]
fn turn(board: &Board) {
    const SECONDS: u32 = 30;
    if let Some(request) = use_context::<crate::context::RequestContext>() {
        let next: Vec<_> = board.next.iter().map(|after| ("after", after.as_str())).collect();
        request.reply.refresh(SECONDS, &address(board, &next));
    }
}

#[cfg(not(feature = "ssr"))]
const fn turn(_board: &Board) {}

fn shift(board: &Board, card: &ShiftCard, live: LiveSeats) -> AnyView {
    let t: &'static Text = t();
    let (id, href, qr) = (card.id.to_string(), format!("/gigs/{}", card.id), format!("/gigs/{}/qr.svg", card.id));
    let span = time::span(t, card.starts, card.ends, board.now);
    let free = {
        let card = card.clone();
        move || seats(t, &with_live(&card, live))
    };
    view! {
        <li class="card" data-shift=id>
            <div class="between">
                <h2><a href=href rel="external">{title(t, card)}</a></h2>
                <p class="pay">{card.total.to_string()}<small>{t.gig.yuan}</small></p>
            </div>
            <p class="facts"><b>{span}</b><span>{say::per_hour(t, card.hourly)}</span></p>
            <p class="facts"><span>{card.region.clone()}</span><span>{card.employer.clone()}</span></p>
            <div class="between">
                <div class="stack">{tags(t, card)}<p data-seats=""><b>{free}</b></p></div>
                <figure>
                    <img class="qr" src=qr width="120" height="120" alt=t.gig.qr_alt/>
                    <figcaption class="soft small">{words().scan}</figcaption>
                </figure>
            </div>
        </li>
    }
    .into_any()
}

/// The next screen, stopping it, and the screens of other places. Every link begins a new document, for what a document
/// was told to do by itself would go on in the next page.
fn ways(board: &Board, held: bool) -> AnyView {
    let words = words();
    let link = |class: &'static str, href: String, name: String| {
        view! { <a class=class href=href rel="external">{name}</a> }.into_any()
    };
    let next = board.next.as_deref().map(|after| {
        let held: &[_] = if held { &[("after", after), ("hold", "yes")] } else { &[("after", after)] };
        link("btn", address(board, held), words.next.to_owned())
    });
    let (held, pairs) = if held { (words.turn, &[][..]) } else { (words.hold, &[("hold", "yes")][..]) };
    let places: Vec<AnyView> = board
        .regions
        .iter()
        .map(|region| link("pill", format!("/board/{}", region.code), region.name.clone()))
        .collect();
    let shared = !visit().board.with_value(String::is_empty);
    let places = (!places.is_empty() && !shared)
        .then(|| view! { <nav class="chips wrap" aria-label=words.places>{places}</nav> }.into_any());
    view! { <p class="actions">{next}{link("btn", address(board, pairs), held.to_owned())}</p>{places} }.into_any()
}

/// Making this browser a shared screen. Who uses one is not offered to end that: it is at `?screen=yes`.
fn sharing(board: &Board, asked: bool) -> Option<AnyView> {
    let (words, shared) = (words(), !visit().board.with_value(String::is_empty));
    (asked || !shared).then(|| {
        let (on, name) = if shared { ("", words.unshare) } else { ("yes", words.share) };
        let fields = view! {
            <p class="soft">{words.share_body}</p>
            {form::hidden("region", board.region.to_string())}
            {form::hidden("on", on.to_owned())}
            <button class="btn">{name}</button>
        };
        let form = form::whole("share_screen", "stack", address(board, &[]), fields.into_any());
        view! { <details class="sheet" open=asked><summary>{words.screen}</summary>{form}</details> }.into_any()
    })
}
