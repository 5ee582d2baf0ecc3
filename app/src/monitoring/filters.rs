//! Choosing region, trade and days: chips for what is asked for most, a form for everything.

use domain::{
    monitoring::{Breakdown, Period, Statistics, StatisticsQuery, has_parts},
    region::RegionChoice,
    when::Moment,
};
use leptos::prelude::*;

use super::{apart, rows::address, words};
use crate::{
    text::error,
    ui::{field, visit::t},
};

/// Days that are asked for most.
pub fn presets(statistics: &Statistics) -> AnyView {
    let (words, now) = (words(), statistics.now);
    let today = Period::until(now, 1);
    let coming = Period { days: 7, ..today };
    let presets = [
        (words.today, today),
        (words.seven_days, Period::until(now, 7)),
        (words.thirty_days, Period::until(now, 30)),
        (words.coming, coming),
    ];
    let chip = |(name, period): (&'static str, Period)| {
        let (from, to) = period.dates();
        let href = address(&StatisticsQuery { from, to, ..asked(statistics) });
        let current = (period == statistics.period).then_some("true");
        view! { <a class="pill" href=href aria-current=current>{name}</a> }.into_any()
    };
    let chips: Vec<AnyView> = presets.into_iter().map(chip).collect();
    view! { <nav class="chips" aria-label=words.quick>{chips}</nav> }.into_any()
}

/// What the page is about, without what could not be read.
fn asked(statistics: &Statistics) -> StatisticsQuery {
    let (from, to) = statistics.period.dates();
    StatisticsQuery {
        region: statistics.region.code.to_string(),
        trade: statistics.trade.as_ref().map(|trade| trade.group.clone()).unwrap_or_default(),
        from,
        to,
        by: statistics.by.word().to_owned(),
    }
}

/// The form with every filter.
pub fn form(statistics: &Statistics) -> AnyView {
    let words = words();
    let now = asked(statistics);
    let indented = |region: &RegionChoice| {
        let town = region.code.town().is_some() && statistics.regions.first() != Some(region);
        let name = if town { format!("　{}", region.name) } else { region.name.clone() };
        (region.code.to_string(), name)
    };
    let regions = statistics.regions.iter().map(indented).collect();
    let mut trades = vec![(String::new(), words.all_trades.to_owned())];
    trades.extend(statistics.trades.iter().map(|trade| (trade.group.clone(), trade.name.clone())));
    let bys = Breakdown::ALL.iter().filter(|by| **by != Breakdown::Region || has_parts(&statistics.region.code));
    let bys = bys.map(|by| (by.word().to_owned(), apart(*by).to_owned())).collect();
    view! {
        <form method="get" action="/console/statistics" class="sheet filter-row" role="search">
            {field::select("region", "region", words.region, &now.region, regions)}
            {field::select("trade", "trade", words.trade, &now.trade, trades)}
            {date(statistics, "from", words.from, &statistics.query.from, statistics.period.first)}
            {date(statistics, "to", words.to, &statistics.query.to, statistics.period.last())}
            {field::select("by", "by", words.told_apart, &now.by, bys)}
            <button class="btn btn-primary">{words.show}</button>
        </form>
    }
    .into_any()
}

/// A day, as it was typed, else as it is counted.
fn date(statistics: &Statistics, name: &'static str, label: &'static str, typed: &str, counted: Moment) -> AnyView {
    let wrong = statistics.problems.iter().find(|problem| problem.field == name);
    let wrong = wrong.map(|wrong| error::problem(t(), wrong.problem));
    let value = if typed.is_empty() { counted.date().to_string() } else { typed.to_owned() };
    let invalid = wrong.is_some().then_some("true");
    let hint = format!("{name}-hint");
    let described = if wrong.is_some() { format!("{hint} {name}-error") } else { hint.clone() };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <p class="hint" id=hint>{words().date_hint}</p>
            {wrong.map(|wrong| field::error_line(name, wrong))}
            <input class="input" id=name name=name value=value inputmode="numeric" autocomplete="off" maxlength="10"
                aria-describedby=described aria-invalid=invalid/>
        </div>
    }
    .into_any()
}
