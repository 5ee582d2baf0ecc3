//! What is on the list, in numbers: how many shifts there are of each kind and where they lie.
//!
//! Counting a million rows for every page would be slow, and rows that are alike need not be told apart to be counted.
//! So the rows are grouped once in a while, and the groups answer three questions in microseconds: what the facets and
//! the total are, which way of searching is cheap for a query, and within which bounds a region's shifts lie.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use domain::{
    gig::{
        Filter,
        facet::{Tally, Wanted},
    },
    money::Fen,
    place::{Bounds, Point},
};
use sqlx::{Error, FromRow};

use super::rows::{count, point};
use crate::store::{Db, on_engine};

/// The numbers as of one moment.
#[derive(Default)]
pub struct Listing {
    /// Alike shifts and how many there are, in the order of their codes.
    pub tallies: Vec<(Tally, u32)>,
    towns: BTreeMap<i64, (i64, Bounds)>,
    trades: BTreeMap<i64, i64>,
    hourlies: BTreeMap<i64, i64>,
    usual: BTreeMap<(i64, i64), i64>,
    /// The points that stand for their county, where shifts without a pin lie.
    pub unpinned: Vec<Point>,
    /// All shifts on the list.
    pub total: i64,
}

/// The newest numbers, shared by all requests.
#[derive(Clone, Default)]
pub struct Listings(Arc<RwLock<Arc<Listing>>>);

impl Listings {
    /// The newest numbers.
    pub fn get(&self) -> Arc<Listing> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Counts again.
    pub async fn refresh(&self, db: &mut Db) -> Result<(), Error> {
        let fresh = Arc::new(Listing::read(db).await?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }
}

#[derive(FromRow)]
struct TownRow {
    town: i64,
    n: i64,
    south: i64,
    north: i64,
    west: i64,
    east: i64,
}

impl Listing {
    async fn read(db: &mut Db) -> Result<Self, Error> {
        const TALLIES: &str = "SELECT tally, COUNT(*) FROM shift WHERE listed GROUP BY tally ORDER BY tally";
        const TOWNS: &str = "SELECT town, COUNT(*) AS n, MIN(lat) AS south, MAX(lat) AS north, MIN(lng) AS west, \
                             MAX(lng) AS east FROM shift WHERE listed GROUP BY town";
        const TRADES: &str = "SELECT trade, COUNT(*) FROM shift WHERE listed GROUP BY trade";
        const HOURLIES: &str = "SELECT hourly, COUNT(*) FROM shift WHERE listed GROUP BY hourly";
        const UNPINNED: &str = "SELECT DISTINCT lat, lng FROM shift WHERE listed AND cell < 0";
        const USUAL: &str = "SELECT county, trade_group, hourly FROM usual_pay";
        let tallies: Vec<(i64, i64)> = on_engine!(db, c => sqlx::query_as(TALLIES).fetch_all(c).await?);
        let towns: Vec<TownRow> = on_engine!(db, c => sqlx::query_as(TOWNS).fetch_all(c).await?);
        let trades: Vec<(i64, i64)> = on_engine!(db, c => sqlx::query_as(TRADES).fetch_all(c).await?);
        let hourlies: Vec<(i64, i64)> = on_engine!(db, c => sqlx::query_as(HOURLIES).fetch_all(c).await?);
        let unpinned: Vec<(i64, i64)> = on_engine!(db, c => sqlx::query_as(UNPINNED).fetch_all(c).await?);
        let usual: Vec<(i64, i64, i64)> = on_engine!(db, c => sqlx::query_as(USUAL).fetch_all(c).await?);
        let tallies: Vec<(Tally, u32)> =
            tallies.into_iter().map(|(code, n)| (Tally::of_code(code), count(n))).collect();
        let bounds = |row: &TownRow| Bounds::of([point(row.south, row.west), point(row.north, row.east)]);
        Ok(Self {
            total: tallies.iter().map(|(_, n)| i64::from(*n)).sum(),
            tallies,
            towns: towns.iter().filter_map(|row| Some((row.town, (row.n, bounds(row)?)))).collect(),
            trades: trades.into_iter().collect(),
            hourlies: hourlies.into_iter().collect(),
            unpinned: unpinned.into_iter().map(|(lat, lng)| point(lat, lng)).collect(),
            usual: usual.into_iter().map(|(county, group, hourly)| ((county, group), hourly)).collect(),
        })
    }

    /// What an hour usually comes to for a group of occupations in a county.
    pub fn usual(&self, county: i64, group: i64) -> Option<Fen> {
        self.usual.get(&(county, group)).copied().map(Fen)
    }

    /// At most how many shifts lie in this township.
    pub fn in_town(&self, town: i64) -> i64 {
        self.towns.get(&town).map_or(0, |(n, _)| *n)
    }

    /// At most how many shifts are of a trade in this range.
    pub fn of_trades(&self, first: i64, last: i64) -> i64 {
        self.trades.range(first..=last).map(|(_, n)| n).sum()
    }

    /// At most how many shifts pay so much.
    pub fn paying(&self, least: Fen) -> i64 {
        self.hourlies.range(least.0..).map(|(_, n)| n).sum()
    }

    /// The bounds of everything on the list within a region; `None` if there is nothing.
    pub fn bounds(&self, region: Option<&str>) -> Option<Bounds> {
        let inside = |town: &i64| region.is_none_or(|code| town.to_string().starts_with(code));
        let corners = self.towns.iter().filter(|(town, _)| inside(town)).flat_map(|(_, (_, b))| b.corners());
        Bounds::of(corners)
    }

    /// Ranges of tally codes that hold exactly the shifts that meet `filter` in what tallies know, and how many there
    /// are. Neighbouring codes are one range when nothing lies between them.
    pub fn ranges(&self, filter: &Filter) -> (Vec<(i64, i64)>, i64) {
        let wanted = Wanted::by(filter);
        let mut ranges: Vec<(i64, i64)> = Vec::new();
        let mut sum = 0;
        let mut joins = false;
        for (tally, n) in &self.tallies {
            if !wanted.met_by(tally) {
                joins = false;
                continue;
            }
            sum += i64::from(*n);
            let code = tally.code();
            match ranges.last_mut() {
                Some(range) if joins => range.1 = code,
                _ => ranges.push((code, code)),
            }
            joins = true;
        }
        (ranges, sum)
    }
}
