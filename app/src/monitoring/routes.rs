//! The page of figures: what it loads.

use domain::monitoring::StatisticsQuery;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api;
use crate::{
    parts::route,
    ui::page::{self, Data},
};

fn statistics() -> Data {
    let query = use_query_map();
    page::data(move || {
        let map = query.get();
        let get = |name: &str| map.get(name).unwrap_or_default();
        let query = StatisticsQuery {
            region: get("region"),
            trade: get("trade"),
            from: get("from"),
            to: get("to"),
            by: get("by"),
        };
        api::ShowStatistics { query }
    })
}

route! {
    /// Figures.
    StatisticsRoute: statistics(), desk Statistics
}
route! {
    /// How the market stands now.
    MarketRoute: page::data(|| api::ShowMarket {}), desk Market
}
