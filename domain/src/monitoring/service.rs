//! Everything one may ask of the numbers.

use async_trait::async_trait;

use super::{MarketBoard, Statistics, StatisticsQuery};
use crate::{error::Refused, identity::Actor, measure::Glance};

/// The service of the numbers. They are those of the region of whoever asks, and of nothing beside or above it.
#[async_trait]
pub trait MonitoringService: Send + Sync {
    /// The figures of a region and a time. Errors: signed out, denied.
    async fn statistics(&self, actor: &Actor, query: StatisticsQuery) -> Result<Statistics, Refused>;
    /// How the market stands now, part by part, and what waits for the staff. Errors: signed out, denied.
    async fn market(&self, actor: &Actor) -> Result<MarketBoard, Refused>;
    /// How the market stands now. Errors: signed out, denied.
    async fn glance(&self, actor: &Actor) -> Result<Glance, Refused>;
}
