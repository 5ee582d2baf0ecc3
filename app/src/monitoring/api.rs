//! What the page of figures asks of the server.

use domain::monitoring::{MarketBoard, Statistics, StatisticsQuery};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::request;
use crate::error::AppError;

/// The figures of a region and a time.
#[server(prefix = "/api", endpoint = "show_statistics", input = Json)]
pub async fn show_statistics(query: StatisticsQuery) -> Result<Statistics, AppError> {
    let ctx = request();
    Ok(ctx.services.monitoring.statistics(&ctx.actor, query).await?)
}

/// How the market stands now.
#[server(prefix = "/api", endpoint = "show_market", input = Json)]
pub async fn show_market() -> Result<MarketBoard, AppError> {
    let ctx = request();
    Ok(ctx.services.monitoring.market(&ctx.actor).await?)
}
