//! How the market stands now, for those who supervise it.

use domain::{
    monitoring::{MarketBoard, MarketPart, ShortShift, Waiting},
    when::Moment,
    work::WorkKind,
};
use leptos::prelude::*;

use super::words;
use crate::{
    layout::console::{self, console},
    text::{fill, time},
    ui::{url, visit::t},
};

/// The page.
pub fn page(board: &MarketBoard) -> AnyView {
    let words = words();
    let parts: Vec<AnyView> = board.parts.iter().map(|part| row(part, board.now, false)).collect();
    let heads = [words.region, words.short, words.free, words.overdue, words.waits];
    let heads: Vec<AnyView> = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }.into_any()).collect();
    let short: Vec<AnyView> = board.short.iter().map(|shift| soon(shift, board.now)).collect();
    let short = if short.is_empty() {
        view! { <p class="soft">{words.short_none}</p> }.into_any()
    } else {
        view! { <ul class="stack">{short}</ul> }.into_any()
    };
    let content = view! {
        <h1>{words.board_title}<span class="soft">{board.whole.region.name.clone()}" · "{time::moment(t(), board.now, board.now)}</span></h1>
        <p class="hint">{words.board_about}</p>
        <table class="rows"><thead><tr>{heads}</tr></thead><tbody>{row(&board.whole, board.now, true)}{parts}</tbody></table>
        <section class="sheet"><h2>{words.short_title}</h2>{short}</section>
    };
    console(words.board_title, content.into_any())
}

fn row(part: &MarketPart, now: Moment, whole: bool) -> AnyView {
    let words = words();
    let region = part.region.code.to_string();
    let name = if whole { words.whole.to_owned() } else { part.region.name.clone() };
    let (from, to) = (now.date().to_string(), Moment(now.0 + Moment::DAY).date().to_string());
    let pairs = [("region", region.as_str()), ("from", &from), ("to", &to), ("state", "open")];
    let shifts = url::with_query("/console/tables/shifts", &pairs);
    let short = fill(words.short_of, &[&part.short.to_string(), &part.shifts.to_string()]);
    let short = if part.short > 0 { view! { <a href=shifts>{short}</a> }.into_any() } else { short.into_any() };
    let owed = fill(words.overdue_of, &[&part.overdue.to_string(), &part.owing.to_string()]);
    let county = if region.len() == 6 && !whole { region.as_str() } else { "" };
    let pairs: &[(&str, &str)] = if county.is_empty() { &[] } else { &[("county", county)] };
    let arrears = url::with_query("/console/arrears", pairs);
    let owed = if part.overdue.0 > 0 { view! { <a href=arrears>{owed}</a> }.into_any() } else { "—".into_any() };
    let waiting: Vec<AnyView> = WorkKind::ALL
        .iter()
        .filter(|kind| part.waits(**kind).all > 0)
        .map(|kind| waits(*kind, part.waits(*kind), if whole { "" } else { &region }))
        .collect();
    let waiting = if waiting.is_empty() { "—".into_any() } else { view! { <ul>{waiting}</ul> }.into_any() };
    let urgent = if part.short > 0 { "urgent" } else { "" };
    view! {
        <tr>
            <td data-label=words.region><b>{name}</b></td>
            <td data-label=words.short class=urgent>{short}</td>
            <td data-label=words.free>{part.free.to_string()}</td>
            <td data-label=words.overdue>{owed}</td>
            <td data-label=words.waits>{waiting}</td>
        </tr>
    }
    .into_any()
}

fn waits(kind: WorkKind, waiting: Waiting, region: &str) -> AnyView {
    let given = [("kind", kind.word()), ("region", region)];
    let pairs: Vec<_> = given.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let name = format!("{} {}", console::words().work(kind), waiting.all);
    let late = (waiting.late > 0).then(|| {
        let late = fill(words().late, &[&waiting.late.to_string()]);
        view! { " "<span class="tag warn">{late}</span> }.into_any()
    });
    view! { <li><a href=url::with_query("/console", &pairs)>{name}</a>{late}</li> }.into_any()
}

fn soon(shift: &ShortShift, now: Moment) -> AnyView {
    let free = fill(words().free_of, &[&shift.free.to_string(), &shift.seats.to_string()]);
    let about = format!("{} · {} · {}", time::moment(t(), shift.starts, now), shift.place, shift.employer);
    view! {
        <li class="between">
            <span><a class="link" href=format!("/gigs/{}", shift.id)>{shift.title.clone()}</a><br/><span class="soft">{about}</span></span>
            <b class="urgent">{free}</b>
        </li>
    }
    .into_any()
}
