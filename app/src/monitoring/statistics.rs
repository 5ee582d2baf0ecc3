//! The page of figures.

use domain::monitoring::Statistics;
use leptos::prelude::*;

use super::{breakdown, cards, filters, rows::Rows, words};
use crate::{
    layout::console::console,
    text::{error, fill},
    ui::visit::t,
};

/// The page.
pub fn page(statistics: &Statistics) -> AnyView {
    let (words, rows) = (words(), Rows::all(statistics));
    let (from, to) = statistics.period.dates();
    let days = fill(words.days, &[&from, &to, &statistics.period.days.to_string()]);
    let trade = statistics.trade.as_ref().map(|trade| format!(" · {}", trade.name));
    let counts = &statistics.whole.counts;
    let content = if counts.postings == 0 && counts.shifts == 0 {
        empty()
    } else {
        view! { {cards::cards(statistics, &rows)}{breakdown::breakdown(statistics, &rows)} }.into_any()
    };
    let content = view! {
        {problems(statistics)}
        <h1>{words.title}<span class="soft">{statistics.region.name.clone()}{trade}" · "{days}</span></h1>
        {filters::presets(statistics)}
        {filters::form(statistics)}
        {content}
    };
    console(words.title, content.into_any())
}

/// What of the address could not be read.
fn problems(statistics: &Statistics) -> Option<AnyView> {
    if statistics.problems.is_empty() {
        return None;
    }
    let item = |field: &domain::error::FieldError| {
        let words = error::problem(t(), field.problem);
        view! { <li><a href=format!("#{}", field.field) rel="external">{words}</a></li> }.into_any()
    };
    let items: Vec<AnyView> = statistics.problems.iter().map(item).collect();
    Some(view! { <div class="notice bad" role="alert"><h2>{words().problems}</h2><ul>{items}</ul></div> }.into_any())
}

fn empty() -> AnyView {
    let words = words();
    view! {
        <div class="empty">
            <h2>{words.none}</h2>
            <p class="soft">{words.none_next}</p>
            <div class="actions">
                <a class="btn" href="/console/statistics">{words.start_again}</a>
            </div>
        </div>
    }
    .into_any()
}
