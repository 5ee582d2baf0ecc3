//! Seats and seats taken as bars. The table below has the same numbers.

use domain::monitoring::{Breakdown, Part, Statistics, chart};
use leptos::prelude::*;

use super::{breakdown::name_of, words};
use crate::text::fill;

/// Standing bars: the drawing is stretched to the width there is.
const WIDE: (u32, u32) = (640, 160);
/// Lying bars: width of the drawing, height of a row with its name, and of its bar.
const LYING: (u32, u32, u32) = (320, 44, 14);
/// The most letters of a name that fit beside the numbers; the table has it whole.
const LETTERS: usize = 17;

/// The drawing.
pub fn chart(statistics: &Statistics) -> AnyView {
    let seats = |part: &&Part| (part.figures.counts.seats.whole, part.figures.counts.seats.part);
    // There are many trades, and of some only a posting.
    let drawn = |part: &&Part| statistics.by != Breakdown::Trade || seats(part).0 > 0;
    let parts: Vec<&Part> = statistics.parts.iter().filter(drawn).collect();
    let values: Vec<(u32, u32)> = parts.iter().map(seats).collect();
    let top = chart::top(values.iter().map(|(seats, _)| *seats).max().unwrap_or_default());
    let drawing = match statistics.by {
        Breakdown::Day => standing(statistics, &values, top),
        Breakdown::Region | Breakdown::Trade => lying(statistics, &parts, &values, top),
    };
    let words = words();
    view! {
        <figure class="sheet chart">
            <figcaption class="between">
                <span>{words.chart_title}</span>
                <span class="legend small"><i class="bar-part"></i>{words.taken}<i class="bar-all"></i>{words.seats}</span>
            </figcaption>
            {drawing}
        </figure>
    }
    .into_any()
}

fn standing(statistics: &Statistics, values: &[(u32, u32)], top: u32) -> AnyView {
    let words = words();
    let (whole, taken) = chart::standing(&chart::columns(values, top, WIDE), WIDE.1);
    let box_ = format!("0 0 {} {}", WIDE.0, WIDE.1);
    let (from, to) = statistics.period.dates();
    let grid = format!("M0 0H{0}M0 {1}H{0}M0 {2}H{0}", WIDE.0, WIDE.1 / 2, WIDE.1);
    view! {
        <p class="small soft" aria-hidden="true">{fill(words.chart_top, &[&top.to_string()])}</p>
        <svg class="bars" viewBox=box_ preserveAspectRatio="none" role="img" aria-labelledby="chart-title chart-desc">
            <title id="chart-title">{words.chart_title}</title>
            <desc id="chart-desc">{words.chart_desc}</desc>
            <path class="bar-grid" d=grid></path>
            <path class="bar-all" d=whole></path>
            <path class="bar-part" d=taken></path>
        </svg>
        <p class="between small soft" aria-hidden="true"><span>{from}</span><span>{to}</span></p>
    }
    .into_any()
}

fn lying(statistics: &Statistics, parts: &[&Part], values: &[(u32, u32)], top: u32) -> AnyView {
    let words = words();
    let (width, row, thick) = LYING;
    let (whole, taken) = chart::lying(values, top, width, (row, thick));
    let height = u32::try_from(values.len()).unwrap_or_default() * row;
    let box_ = format!("0 0 {width} {}", height + 2);
    let label = |(at, (part, (seats, taken))): (u32, (&&Part, &(u32, u32)))| {
        let y = ((at + 1) * row - thick - 7).to_string();
        let numbers = format!("{taken}/{seats}");
        view! {
            <text x="0" y=y.clone()>{shortened(&name_of(part, statistics))}</text>
            <text x=width.to_string() y=y text-anchor="end">{numbers}</text>
        }
        .into_any()
    };
    let labels: Vec<AnyView> = (0..).zip(parts.iter().zip(values)).map(label).collect();
    view! {
        <svg class="lying" viewBox=box_ role="img" aria-labelledby="chart-title chart-desc">
            <title id="chart-title">{words.chart_title}</title>
            <desc id="chart-desc">{words.chart_desc}</desc>
            <path class="bar-all" d=whole></path>
            <path class="bar-part" d=taken></path>
            {labels}
        </svg>
    }
    .into_any()
}

fn shortened(name: &str) -> String {
    match name.char_indices().nth(LETTERS) {
        Some((end, _)) if name.chars().count() > LETTERS + 1 => format!("{}…", name.get(..end).unwrap_or_default()),
        _ => name.to_owned(),
    }
}
