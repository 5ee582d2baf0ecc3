//! How the market stands, on top of the queue.

use domain::{
    measure::{Glance, Median},
    when::Moment,
};
use leptos::prelude::*;

use crate::{
    layout::console::words,
    text::{fill, time},
    ui::{url, visit::t},
};

/// A few numbers, each with where its rows are.
pub fn cards(glance: &Glance, now: Moment) -> AnyView {
    let words = words();
    let today = now.date().to_string();
    let pairs = [("from", today.as_str()), ("to", today.as_str())];
    let shifts = url::with_query("/console/tables/shifts", &pairs);
    let short = url::with_query("/console/tables/shifts", &[pairs[0], pairs[1], ("state", "open")]);
    let seats = match glance.seats.percent() {
        Some(percent) => fill(words.glance_seats, &[&percent.to_string()]),
        None => words.glance_no_seats.to_owned(),
    };
    let urgent = if glance.short > 0 { "urgent" } else { "" };
    let length = |median: Median| time::length(t(), median.minutes);
    let before = glance.to_fill_before.map(|median| fill(words.glance_before, &[&length(median)]));
    let (to_fill, note) = match glance.to_fill {
        Some(median) => (length(median), before.unwrap_or_else(|| words.glance_seven.to_owned())),
        None => ("—".to_owned(), words.glance_to_fill_too_few.to_owned()),
    };
    view! {
        <dl class="figures" aria-label=words.glance>
            {card(words.glance_shifts, "", link(shifts, glance.shifts), seats)}
            {card(words.glance_short, urgent, link(short, glance.short), words.glance_soon.to_owned())}
            {card(words.glance_to_fill, "", view! { <a href="/console/statistics">{to_fill}</a> }.into_any(), note)}
        </dl>
    }
    .into_any()
}

fn link(href: String, n: u32) -> AnyView {
    view! { <a href=href>{n.to_string()}</a> }.into_any()
}

fn card(name: &'static str, class: &'static str, number: AnyView, note: String) -> AnyView {
    view! {
        <div class="figure">
            <dt>{name}</dt>
            <dd><b class=class>{number}</b><p class="soft small">{note}</p></dd>
        </div>
    }
    .into_any()
}
