//! My shifts: what is held, offered or waited for, and what was.

use domain::{
    gig::{ClaimState, MyClaim, MyShift, MyShifts},
    when::Moment,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{calendar, day, hold, live::follow};
use crate::{
    flash::Note,
    text::{say, time},
    ui::{
        form,
        notice::{self, Tone, notice},
        page::{self, head},
        url,
        visit::{flash, t, visit},
    },
};

/// The page.
pub fn page(data: MyShifts) -> AnyView {
    let t = t();
    let claims = data.coming.iter().filter_map(|shift| shift.card.mine.as_ref());
    let live = follow(data.now, claims.map(|mine| mine.id));
    let query = use_query_map();
    let get = |name: &str| query.with_untracked(|query| query.get(name)).unwrap_or_default();
    let calendar = get("view") == "calendar";
    let (list_now, calendar_now) = ((!calendar).then_some("page"), calendar.then_some("page"));
    let told = told(data.now);
    let feed = (!visit().acting).then(|| feed(&data));
    let shown = if calendar { calendar::month(&data, &get("month")) } else { list(data) };
    view! {
        {head(t.gig.my_title)}
        <div class="page">
            {live}
            {told}
            <div class="between head-row">
                <h1>{t.gig.my_title}</h1>
                <nav class="sorts" aria-label=t.gig.views>
                    <a href="/me/shifts" aria-current=list_now>{t.gig.as_list}</a>
                    <a href="/me/shifts?view=calendar" aria-current=calendar_now>{t.gig.as_calendar}</a>
                </nav>
            </div>
            {shown}
            <p><a class="link" href="/me/crews">{super::filling::words().crews}</a></p>
            {feed}
        </div>
    }
    .into_any()
}

/// Signed out is nothing wrong: say what is here and how to get in.
pub fn signed_out() -> AnyView {
    let t = t();
    let href = url::with_query("/sign-in", &[("next", "/me/shifts")]);
    let next = view! {
        <a class="btn btn-primary" href=href>{t.frame.sign_in}</a><a class="btn" href="/gigs">{t.frame.to_list}</a>
    };
    page::message(t.gig.nobody_title, t.gig.nobody_body.to_owned(), next.into_any())
}

fn told(now: Moment) -> Option<AnyView> {
    let t = t();
    let note = match flash()?.outcome {
        Err(_) => return notice::errors(now, ().into_any()),
        Ok(note) => note?,
    };
    let words = match note {
        Note::Left => t.gig.n_left,
        Note::Answered => t.gig.n_answered,
        Note::FeedRenewed => t.gig.n_feed,
        _ => t.frame.done,
    };
    Some(notice(Tone::Good, words.to_owned(), ().into_any()))
}

fn list(data: MyShifts) -> AnyView {
    let t = t();
    let (now, key) = (data.now, data.key);
    let none = data.coming.is_empty().then(|| {
        view! { <div class="empty"><p>{t.gig.no_coming}</p><a class="btn btn-primary" href="/gigs">{t.frame.to_list}</a></div> }
            .into_any()
    });
    let past: Vec<AnyView> = data.past.into_iter().map(|shift| item(&shift, now, &key)).collect();
    let past = (!past.is_empty()).then(|| {
        view! { <details class="past"><summary>{t.gig.past}</summary><ul class="cards">{past}</ul></details> }
            .into_any()
    });
    let coming: Vec<AnyView> = data.coming.iter().map(|shift| item(shift, now, &key)).collect();
    view! { <section><h2 class="sub">{t.gig.coming}</h2>{none}<ul class="cards">{coming}</ul></section>{past} }
        .into_any()
}

fn item(shift: &MyShift, now: Moment, key: &str) -> AnyView {
    let (t, card) = (t(), &shift.card);
    let Some(mine) = &card.mine else { return ().into_any() };
    let class = if mine.state.active() { "state on" } else { "state" };
    let next = hold::next(mine, card, shift.leave_until, now);
    view! {
        <li class="card" data-shift=card.id.to_string() data-state=mine.state.word()>
            <div class="between">
                <h3><a href=format!("/gigs/{}", card.id)>{super::card::title(t, card)}</a></h3>
                <p class="pay">{card.total.to_string()}<small>{t.gig.yuan}</small></p>
            </div>
            <p class=class>{say::my_claim(t, mine)}</p>
            <p class="facts"><b>{time::span(t, card.starts, card.ends, now)}</b><span>{shift.address.clone()}</span></p>
            {(!next.is_empty()).then(|| view! { <p class="soft">{next}</p> }.into_any())}
            {shift.contact.as_ref().map(hold::contact)}
            {hold::answers(mine, card, shift.leave_until, now, key)}
            {worked(mine)}
        </li>
    }
    .into_any()
}

/// The way to the day itself: checking in, hours and wages.
fn worked(mine: &MyClaim) -> Option<AnyView> {
    let there = matches!(
        mine.state,
        ClaimState::Confirmed
            | ClaimState::CheckedIn
            | ClaimState::CheckedOut
            | ClaimState::Settled
            | ClaimState::NoShow
            | ClaimState::EmployerNoShow
    );
    let href = format!("/me/shifts/{}", mine.id);
    there.then(|| view! { <p><a class="btn" href=href>{day::words().to_work}</a></p> }.into_any())
}

/// The calendar's address, or the way to make one.
fn feed(data: &MyShifts) -> AnyView {
    let t = t();
    let (link, make) = match &data.feed {
        Some(feed) => {
            let field = view! {
                <div class="field">
                    <label for="feed">{t.gig.share_link}</label>
                    <input class="input" id="feed" readonly value=feed.clone()/>
                </div>
                <a class="btn" href=feed.clone() rel="external">{t.gig.feed_open}</a>
            };
            (Some(field.into_any()), t.gig.feed_renew)
        }
        None => (None, t.gig.feed_make),
    };
    let button = view! { <button class="btn">{make}</button> };
    view! {
        <section class="sheet feed">
            <h2>{t.gig.feed_title}</h2>
            <p class="soft">{t.gig.feed_body}</p>
            {link}
            {form::post("renew_feed", "", button)}
        </section>
    }
    .into_any()
}
