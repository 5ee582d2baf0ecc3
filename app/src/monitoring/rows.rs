//! Where the rows behind a number are.

use domain::monitoring::{Narrowed, Period, Statistics, StatisticsQuery};
use leptos::prelude::*;

use crate::ui::url;

/// What the rows have in common.
#[derive(Clone)]
pub struct Rows {
    region: String,
    trade: String,
    period: Period,
}

impl Rows {
    /// All rows that the page is about.
    pub fn all(statistics: &Statistics) -> Self {
        Self {
            region: statistics.region.code.to_string(),
            trade: statistics.trade.as_ref().map(|trade| trade.group.clone()).unwrap_or_default(),
            period: statistics.period,
        }
    }

    /// Those of a part.
    pub fn of(&self, part: &Narrowed) -> Self {
        let mut rows = self.clone();
        match part {
            Narrowed::Days(period) => rows.period = *period,
            Narrowed::Region(region) => rows.region = region.to_string(),
            Narrowed::Trade(group) => rows.trade.clone_from(group),
        }
        rows
    }

    /// A table of the console with these rows; of one state, if `state` is not empty.
    pub fn table(&self, table: &str, state: &str) -> String {
        let (from, to) = self.period.dates();
        let pairs =
            [("region", self.region.as_str()), ("trade", &self.trade), ("from", &from), ("to", &to), ("state", state)];
        let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        url::with_query(&format!("/console/tables/{table}"), &pairs)
    }

    /// The same page about these rows alone.
    pub fn page(&self, by: &str) -> String {
        let (from, to) = self.period.dates();
        let (region, trade, by) = (self.region.clone(), self.trade.clone(), by.to_owned());
        address(&StatisticsQuery { region, trade, from, to, by })
    }

    /// A number with the way to its rows; nothing has none.
    pub fn number(&self, n: u32, table: &str, state: &str) -> AnyView {
        self.linked(n.to_string(), n > 0, table, state)
    }

    /// Words with the way to the rows, if there are any.
    pub fn linked(&self, words: String, any: bool, table: &str, state: &str) -> AnyView {
        if any { view! { <a href=self.table(table, state)>{words}</a> }.into_any() } else { words.into_any() }
    }
}

/// Where these figures are shown.
pub fn address(query: &StatisticsQuery) -> String {
    let given = [
        ("region", query.region.as_str()),
        ("trade", &query.trade),
        ("from", &query.from),
        ("to", &query.to),
        ("by", &query.by),
    ];
    let pairs: Vec<_> = given.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    url::with_query("/console/statistics", &pairs)
}
