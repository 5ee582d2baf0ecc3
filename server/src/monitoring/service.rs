//! The service of the figures.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    error::Refused,
    identity::{Actor, Right},
    measure::Glance,
    monitoring::{MarketBoard, MonitoringService, Statistics, StatisticsQuery},
    region::{RegionCode, RegionLevel},
};

use super::glance::Glances;
use crate::{clock::Clock, reference::Reference, store::Store};

/// Figures over a store.
pub struct Service {
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) reference: Arc<Reference>,
    /// What was counted for the queue a moment ago.
    pub(super) glances: Glances,
}

impl Service {
    /// Over this store; nothing is remembered yet.
    pub fn new(store: Store, clock: Clock, reference: Arc<Reference>) -> Self {
        Self { store, clock, reference, glances: Glances::default() }
    }
}

/// The region within which whoever of the staff asks may see figures.
fn scope(actor: &Actor) -> Result<&RegionCode, Refused> {
    if actor.staff().is_none() {
        return Err(Refused::SignedOut);
    }
    actor.scope(Right::Look).ok_or(Refused::Denied)
}

/// The codes of a region's townships, first and last. Shifts are told apart down to the township: a village has none.
pub fn towns(region: &RegionCode) -> (i64, i64) {
    let number = |digits: &str| digits.parse::<i64>().unwrap_or_default();
    let code = region.as_str();
    match region.level() {
        RegionLevel::City => (number(&code[..4]) * 100_000, number(&code[..4]) * 100_000 + 99_999),
        RegionLevel::County => (number(code) * 1_000, number(code) * 1_000 + 999),
        RegionLevel::Township => (number(code), number(code)),
        RegionLevel::Village => (1, 0),
    }
}

#[async_trait]
impl MonitoringService for Service {
    async fn statistics(&self, actor: &Actor, query: StatisticsQuery) -> Result<Statistics, Refused> {
        self.count(scope(actor)?, query).await
    }

    async fn market(&self, actor: &Actor) -> Result<MarketBoard, Refused> {
        self.stand(scope(actor)?).await
    }

    async fn glance(&self, actor: &Actor) -> Result<Glance, Refused> {
        self.look(scope(actor)?).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_townships_of_a_region_are_a_range() {
        let of = |code: &str| towns(&RegionCode::parse(code).expect("a code"));
        assert_eq!(of("510600"), (510_600_000, 510_699_999));
        assert_eq!(of("510681"), (510_681_000, 510_681_999));
        assert_eq!(of("510681001"), (510_681_001, 510_681_001));
        let (first, last) = of("510681001010");
        assert!(first > last);
    }
}
