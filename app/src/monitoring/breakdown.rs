//! The figures told apart by day, region or trade: a drawing, and the table with the same numbers and more.

use domain::monitoring::{Breakdown, Cell, ClaimFigure, Figures, Narrowed, Part, Statistics};
use leptos::prelude::*;

use super::{apart, chart, rows::Rows, told, words};
use crate::{
    text::{Language, fill, time},
    ui::visit::{t, visit},
};

/// The section.
pub fn breakdown(statistics: &Statistics, rows: &Rows) -> AnyView {
    let words = words();
    let title = match statistics.by {
        Breakdown::Day if statistics.period.step() > 1 => words.by_week,
        by => apart(by),
    };
    if statistics.parts.is_empty() {
        return ().into_any();
    }
    let hides = |part: &Part| part.figures.claims.iter().any(|cell| !matches!(cell, Cell::Exact(_)));
    let note = statistics.parts.iter().any(hides).then(|| view! { <p class="hint">{words.hidden_note}</p> }.into_any());
    view! {
        <section class="stack">
            <h2>{title}</h2>
            {chart::chart(statistics)}
            {table(statistics, rows, title)}
            {note}
        </section>
    }
    .into_any()
}

/// What a part is called.
pub fn name_of(part: &Part, statistics: &Statistics) -> String {
    match &part.of {
        Narrowed::Days(period) if statistics.period.step() > 1 => {
            let (from, to) = period.dates();
            format!("{from}\u{a0}–\u{a0}{}", to.get(5..).unwrap_or_default())
        }
        // A day stays on one line.
        Narrowed::Days(period) => time::date(t(), period.first).replace(' ', "\u{a0}"),
        Narrowed::Region(_) | Narrowed::Trade(_) => part.name.clone(),
    }
}

/// The heads of the columns after the first, with what they are short for where they are short.
fn heads() -> [&'static str; 11] {
    let words = words();
    [
        words.h_postings,
        words.h_shifts,
        words.h_seats,
        words.h_rate,
        words.h_filled,
        words.h_to_fill,
        words.h_claims,
        words.h_by_worker,
        words.h_by_employer,
        words.h_no_show,
        words.h_employer_no_show,
    ]
}

fn table(statistics: &Statistics, rows: &Rows, title: &'static str) -> AnyView {
    let words = words();
    let heads: Vec<AnyView> =
        heads().into_iter().map(|head| view! { <th scope="col">{head}</th> }.into_any()).collect();
    let body: Vec<AnyView> = statistics.parts.iter().map(|part| line(part, statistics, rows)).collect();
    let first = match statistics.by {
        Breakdown::Day => words.day,
        Breakdown::Region => words.region,
        Breakdown::Trade => words.trade,
    };
    let whole = cells(&statistics.whole, rows);
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=title>
            <table class="rows numbers">
                <caption class="sr-only">{title}</caption>
                <thead><tr><th scope="col">{first}</th>{heads}</tr></thead>
                <tbody>{body}</tbody>
                <tfoot><tr><th scope="row">{words.whole}</th>{whole}</tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn line(part: &Part, statistics: &Statistics, rows: &Rows) -> AnyView {
    let rows = rows.of(&part.of);
    let name = name_of(part, statistics);
    // A part is looked at by itself, told apart by what is of use then.
    let by = match part.of {
        Narrowed::Days(_) => Breakdown::Trade,
        Narrowed::Region(_) | Narrowed::Trade(_) => Breakdown::Day,
    };
    view! { <tr><th scope="row"><a href=rows.page(by.word())>{name}</a></th>{cells(&part.figures, &rows)}</tr> }
        .into_any()
}

fn cells(figures: &Figures, rows: &Rows) -> Vec<AnyView> {
    let counts = &figures.counts;
    let dash = || "—".to_owned();
    let taken = format!("{}/{}", counts.seats.part, counts.seats.whole);
    let mut cells = vec![
        rows.number(counts.postings, "postings", ""),
        rows.number(counts.shifts, "shifts", ""),
        rows.linked(taken, counts.seats.whole > 0, "shifts", ""),
        counts.seats.percent().map_or_else(dash, |percent| format!("{percent}%")).into_any(),
        counts.filled.to_string().into_any(),
        counts.to_fill.map_or_else(dash, |median| short_length(median.minutes)).into_any(),
    ];
    cells.extend(ClaimFigure::ALL.iter().map(|figure| {
        let (cell, state) = (figures.claims(*figure), if *figure == ClaimFigure::Made { "" } else { figure.word() });
        rows.linked(told(cell), matches!(cell, Cell::Exact(1..)), "claims", state)
    }));
    let labelled = |(head, cell)| view! { <td data-label=head>{cell}</td> }.into_any();
    heads().into_iter().zip(cells).map(labelled).collect()
}

/// A length of time that fits a column.
fn short_length(minutes: i64) -> String {
    let words = words();
    match minutes {
        0..60 => fill(words.m, &[&minutes.to_string()]),
        60..2_880 => fill(words.h_m, &[&(minutes / 60).to_string(), &format!("{:02}", minutes % 60)]),
        _ if visit().language == Language::Zh => format!("{} 天", minutes / 1_440),
        _ => format!("{} d", minutes / 1_440),
    }
}
