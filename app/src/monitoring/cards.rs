//! The figures of the whole, each with how it is counted and how it was before.

use domain::{
    measure::{Median, Share},
    money::Fen,
    monitoring::{Cell, ClaimFigure, Figures, Statistics},
};
use leptos::prelude::*;

use super::{rows::Rows, told, words};
use crate::{
    text::{fill, time},
    ui::visit::t,
};

/// One figure as it is shown.
struct Card {
    name: &'static str,
    number: AnyView,
    compared: String,
    how: String,
}

impl Card {
    fn view(self) -> AnyView {
        view! {
            <div class="figure">
                <dt>{self.name}</dt>
                <dd>
                    <b>{self.number}</b>
                    <p class="small">{self.compared}</p>
                    <p class="hint">{self.how}</p>
                </dd>
            </div>
        }
        .into_any()
    }
}

/// How a number stands to the one before: an arrow and words, or only what it was if one of them is not told.
fn compared(days: u32, now: Option<i64>, before: Option<i64>, was: &str, say: impl Fn(i64) -> String) -> String {
    let (words, days) = (words(), days.to_string());
    match (now, before) {
        (Some(now), Some(before)) if now == before => fill(words.same, &[&days]),
        (Some(now), Some(before)) => {
            let template = if now > before { words.more } else { words.fewer };
            fill(template, &[&say((now - before).abs()), &days, was])
        }
        _ => fill(words.was, &[&days, was]),
    }
}

/// All figures.
pub fn cards(statistics: &Statistics, rows: &Rows) -> AnyView {
    let words = words();
    let mut market = market(statistics, rows);
    market.push(to_fill(statistics, rows));
    let market: Vec<AnyView> = market.into_iter().map(Card::view).collect();
    let people: Vec<AnyView> = people(statistics, rows).into_iter().map(Card::view).collect();
    let outcomes: Vec<AnyView> = outcomes(statistics).into_iter().map(Card::view).collect();
    view! {
        <section class="stack">
            <h2>{words.market}</h2>
            <dl class="figures">{market}</dl>
        </section>
        <section class="stack">
            <h2>{words.people}</h2>
            <p class="hint">{words.people_hint}</p>
            <dl class="figures">{people}</dl>
        </section>
        <section class="stack">
            <h2>{words.outcomes}</h2>
            <p class="hint">{words.outcomes_hint}</p>
            <dl class="figures">{outcomes}</dl>
        </section>
    }
    .into_any()
}

fn market(statistics: &Statistics, rows: &Rows) -> Vec<Card> {
    let words = words();
    let (now, before) = (&statistics.whole.counts, &statistics.before.counts);
    let count = |name, how: String, (n, was): (u32, u32), table: &str| Card {
        name,
        number: rows.number(n, table, ""),
        compared: plain(statistics, i64::from(n), i64::from(was)),
        how,
    };
    let cancelled = fill(words.shifts_how, &[&now.cancelled.to_string()]);
    let percent = |share: Share| share.percent().map(i64::from);
    let said = |share: Share| share.percent().map_or_else(|| "—".to_owned(), |percent| format!("{percent}%"));
    let points = |n: i64| fill(words.points, &[&n.to_string()]);
    let rate = compared(statistics.period.days, percent(now.seats), percent(before.seats), &said(before.seats), points);
    vec![
        count(words.postings, words.postings_how.to_owned(), (now.postings, before.postings), "postings"),
        count(words.shifts, cancelled, (now.shifts, before.shifts), "shifts"),
        count(words.seats, words.seats_how.to_owned(), (now.seats.whole, before.seats.whole), "shifts"),
        count(words.taken, words.taken_how.to_owned(), (now.seats.part, before.seats.part), "shifts"),
        Card {
            name: words.rate,
            number: rows.linked(said(now.seats), now.seats.whole > 0, "shifts", ""),
            compared: rate,
            how: words.rate_how.to_owned(),
        },
        Card {
            name: words.filled,
            // The tables tell full shifts apart only until they begin.
            number: now.filled.to_string().into_any(),
            compared: plain(statistics, i64::from(now.filled), i64::from(before.filled)),
            how: words.filled_how.to_owned(),
        },
    ]
}

fn plain(statistics: &Statistics, now: i64, before: i64) -> String {
    compared(statistics.period.days, Some(now), Some(before), &before.to_string(), |n| n.to_string())
}

fn to_fill(statistics: &Statistics, rows: &Rows) -> Card {
    let words = words();
    let (now, before) = (statistics.whole.counts.to_fill, statistics.before.counts.to_fill);
    let length = |minutes: i64| time::length(t(), minutes);
    let minutes = |median: Option<Median>| median.map(|median| median.minutes);
    let said = |median: Option<Median>| median.map_or_else(|| words.too_few.to_owned(), |m| length(m.minutes));
    let how = match now {
        Some(median) => fill(words.to_fill_how, &[&median.of.to_string()]),
        None => words.to_fill_none.to_owned(),
    };
    Card {
        name: words.to_fill,
        number: rows.linked(now.map_or_else(|| "—".to_owned(), |m| length(m.minutes)), now.is_some(), "shifts", ""),
        compared: compared(statistics.period.days, minutes(now), minutes(before), &said(before), length),
        how,
    }
}

fn people(statistics: &Statistics, rows: &Rows) -> Vec<Card> {
    let words = words();
    let (now, before) = (&statistics.whole, &statistics.before);
    let exact = |cell: Cell| if let Cell::Exact(n) = cell { Some(i64::from(n)) } else { None };
    let cell = |name, how: String, (n, was): (Cell, Cell), state: &str| Card {
        name,
        number: rows.linked(told(n), exact(n).is_some_and(|n| n > 0), "claims", state),
        compared: compared(statistics.period.days, exact(n), exact(was), &told(was), |n| n.to_string()),
        how,
    };
    let figure = |figure: ClaimFigure, name, how: String| {
        let state = if figure == ClaimFigure::Made { "" } else { figure.word() };
        cell(name, how, (now.claims(figure), before.claims(figure)), state)
    };
    let rate = |share: Option<Share>, how: &str| match share.and_then(Share::percent) {
        Some(percent) => format!("{how} {}", fill(words.of_recorded, &[&percent.to_string()])),
        None => format!("{how} {}", words.no_rate),
    };
    let workers = |figures: &Figures| figures.workers.unwrap_or(Cell::Withheld);
    vec![
        figure(ClaimFigure::Made, words.claims, words.claims_how.to_owned()),
        cell(words.workers, words.workers_how.to_owned(), (workers(now), workers(before)), ""),
        figure(ClaimFigure::ByWorker, words.by_worker, words.by_worker_how.to_owned()),
        figure(ClaimFigure::ByEmployer, words.by_employer, words.by_employer_how.to_owned()),
        figure(ClaimFigure::NoShow, words.no_show, rate(now.no_shows, words.no_show_how)),
        figure(
            ClaimFigure::EmployerNoShow,
            words.employer_no_show,
            rate(now.employer_no_shows, words.employer_no_show_how),
        ),
    ]
}

fn outcomes(statistics: &Statistics) -> Vec<Card> {
    let words = words();
    let (now, before) = (&statistics.outcomes, &statistics.outcomes_before);
    let days = statistics.period.days;
    let exact = |cell: Cell| if let Cell::Exact(n) = cell { Some(i64::from(n)) } else { None };
    let cell = |name, how: &str, (n, was): (Cell, Cell)| Card {
        name,
        number: told(n).into_any(),
        compared: compared(days, exact(n), exact(was), &told(was), |n| n.to_string()),
        how: how.to_owned(),
    };
    let or_few = |said: Option<String>| said.unwrap_or_else(|| words.too_few_persons.to_owned());
    let hours = |hours: Option<i64>| or_few(hours.map(|hours| hours.to_string()));
    let wages = |wages: Option<(Fen, Fen)>| or_few(wages.map(|(paid, _)| paid.to_string()));
    let percent = |share: Option<Share>| share.and_then(Share::percent).map(i64::from);
    let said = |share: Option<Share>| or_few(percent(share).map(|percent| format!("{percent}%")));
    let owed = now.wages.map(|(_, owed)| fill(words.paid_of, &[&owed.to_string()]));
    let card = |name, number: String, compared, how: String| Card { name, number: number.into_any(), compared, how };
    vec![
        cell(words.worked, words.worked_how, (now.worked, before.worked)),
        cell(words.placed, words.placed_how, (now.workers, before.workers)),
        card(
            words.hours,
            hours(now.hours),
            compared(days, now.hours, before.hours, &hours(before.hours), |n| n.to_string()),
            words.hours_how.to_owned(),
        ),
        card(
            words.paid,
            wages(now.wages),
            fill(words.was, &[&days.to_string(), &wages(before.wages)]),
            owed.unwrap_or_default(),
        ),
        card(
            words.in_time,
            said(now.in_time),
            compared(days, percent(now.in_time), percent(before.in_time), &said(before.in_time), |n| {
                fill(words.points, &[&n.to_string()])
            }),
            words.in_time_how.to_owned(),
        ),
    ]
}
