//! What a wall screen shows.

use std::sync::Arc;

use domain::{
    gig::{Board, GigError, GigQuery, Sort},
    identity::Actor,
    region::{RegionChoice, RegionCode, RegionLevel},
};

use super::service::Service;

impl Service {
    /// The shifts of a region, soonest first; of the township where it is a village, for that is where shifts lie.
    pub(super) async fn wall(&self, region: &str, after: &str) -> Result<Board, GigError> {
        let city = self.reference.city();
        let region = match region {
            "" => city.code.clone(),
            code => RegionCode::parse(code).filter(|code| self.reference.offers(code)).ok_or(GigError::Missing)?,
        };
        let level = region.level();
        let county = if level == RegionLevel::County { region.as_str() } else { "" };
        let query = GigQuery {
            county: county.to_owned(),
            town: region.town().unwrap_or_default().to_owned(),
            sort: Sort::Soon.word().to_owned(),
            after: after.to_owned(),
            ..GigQuery::default()
        };
        // Whoever passes by sees it: what it shows is nobody's own.
        let list = self.listed(&Actor::Guest, "", query).await?;
        let inside = match level {
            RegionLevel::City => self.reference.counties(),
            RegionLevel::County => self.reference.towns_of(&region),
            _ => Arc::default(),
        };
        let choice = |code: &RegionCode| RegionChoice { code: code.clone(), name: self.reference.short_name(code) };
        Ok(Board {
            place: self.reference.short_name(&region),
            items: list.items,
            total: list.total,
            next: list.next,
            regions: inside.iter().map(|region| choice(&region.code)).collect(),
            now: list.now,
            region,
        })
    }
}
