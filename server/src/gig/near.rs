//! Searching by distance: ring by ring around a point, each read by the cells of a grid, until a page is full.

use domain::{
    gig::facet::{Tally, Wanted},
    page::Cursor,
    place::{Bounds, Plane, Point, ring},
};
use sqlx::Error;

use super::{
    find::{Driver, Search, near_key, split_near_key},
    rows::{Hit, point},
    sql::{Conditions, Statement, Value, columns},
    walk::SORTED,
};
use crate::{
    search,
    store::{Db, Key, Words, on_engine},
};

/// One shift in so many is taken to meet words that are not rare, to guess how far the nearest are.
const COMMON_SHARE: i64 = 50;
/// A ring is not made narrower than this, metres.
const SPOT: u32 = 40;
/// The most postings read of one ring when words are searched.
const RING_POSTINGS: usize = 150;
/// The most postings looked at for one ring when words are searched.
const COVER_POSTINGS: i64 = 3_000;

impl Search<'_> {
    /// The `n` nearest shifts or more, after the cursor: ring by ring, each as wide as should hold what is missing.
    pub(super) async fn nearest(&self, db: &mut Db, n: usize, after: Option<Cursor>) -> Result<Vec<Hit>, Error> {
        let region = self.filter.region.as_ref().map(domain::region::RegionCode::as_str);
        let Some(bounds) = self.listing.bounds(region) else { return Ok(Vec::new()) };
        let (nearest, farthest) = bounds.reach(self.origin.centre);
        let mut found = Vec::new();
        let mut inner = nearest;
        if let Some(after) = after {
            let (metres, starts) = split_near_key(after.key);
            let tied = if let Some(words) = self.words {
                self.ring_of_words(db, words, (metres, metres + 1), bounds, (starts, n)).await?.0
            } else {
                let mut tied = self.unpinned(db, (metres, metres + 1), (starts, n)).await?;
                tied.extend(self.just_so_far(db, metres, bounds, (starts, n)).await?);
                tied
            };
            found.extend(
                tied.into_iter().filter(|hit| near_key(self.origin, hit) >= after.key && self.metres(hit) == metres),
            );
            inner = nearest.max(metres + 1);
        }
        let mut width = self.first_width(inner, bounds, n);
        while found.len() < n && inner <= farthest {
            let ring = (inner, inner + width);
            let (hits, reached) = match self.words {
                Some(words) => self.ring_of_words(db, words, ring, bounds, (0, n)).await?,
                None => self.ring(db, ring, bounds, n).await?,
            };
            // The full-text index knows them as well.
            if self.words.is_none() {
                found.extend(self.unpinned(db, (inner, reached), (0, n)).await?);
            }
            found.extend(hits.into_iter().filter(|hit| (inner..reached).contains(&self.metres(hit))));
            width = if reached == ring.1 { width * 3 / 2 } else { width };
            inner = reached;
        }
        Ok(found)
    }

    fn metres(&self, hit: &Hit) -> u32 {
        self.origin.metres_to(point(hit.lat, hit.lng))
    }

    /// How wide the first ring should be to hold about three times `n`, were everything spread evenly.
    fn first_width(&self, inner: u32, bounds: Bounds, n: usize) -> u32 {
        let (_, among) = self.listing.ranges(self.filter);
        let conditions = self.conditions();
        let town = conditions.town().map_or(among, |town| self.listing.in_town(town));
        let trade = conditions.trades().map_or(among, |(first, last)| self.listing.of_trades(first, last));
        let paying = self.filter.min_hourly.map_or(among, |least| self.listing.paying(least));
        let share = if self.words.is_some() { COMMON_SHARE } else { 1 };
        let among = (among.min(town).min(trade).min(paying) / share).max(1);
        let [low, high] = bounds.corners();
        let corner = |lat, lng| Point { lat, lng };
        let wide = u64::from(low.metres_to(corner(low.lat, high.lng))).max(100);
        let tall = u64::from(low.metres_to(corner(high.lat, low.lng))).max(100);
        let share = u64::try_from(2 * n).unwrap_or_default() * wide * tall / u64::try_from(among).unwrap_or(1);
        let inner = u64::from(inner);
        let outer = (inner * inner + share / 3).isqrt();
        u32::try_from(outer - inner).unwrap_or(u32::MAX / 4).clamp(100, 100_000)
    }

    /// The nearest shifts with a pin of a ring, some more than `n` at most, and up to which distance these are all there are.
    async fn ring(
        &self,
        db: &mut Db,
        (inner, outer): (u32, u32),
        bounds: Bounds,
        n: usize,
    ) -> Result<(Vec<Hit>, u32), Error> {
        let most = n + 32;
        let Some(ring) = self.within(db, (inner, outer), bounds) else { return Ok((Vec::new(), outer)) };
        let ring = ring.text(" ORDER BY away").numbers(" LIMIT ?", &[i64::try_from(most).unwrap_or(i64::MAX)]);
        let mut hits = ring.hits(db).await?;
        let last = hits.last().map_or(inner, |hit| self.metres(hit));
        if hits.len() < most {
            return Ok((hits, outer));
        }
        // Of the last metre only a part was read.
        hits.retain(|hit| self.metres(hit) < last);
        if hits.len() < n {
            hits.extend(self.just_so_far(db, last, bounds, (0, n)).await?);
            return Ok((hits, last + 1));
        }
        Ok((hits, last))
    }

    /// The `n` soonest shifts, from `from` on, with a pin that are exactly so far.
    async fn just_so_far(
        &self,
        db: &mut Db,
        metres: u32,
        bounds: Bounds,
        (from, n): (i64, usize),
    ) -> Result<Vec<Hit>, Error> {
        let Some(ring) = self.within(db, (metres, metres + 1), bounds) else { return Ok(Vec::new()) };
        let ring = ring.numbers(" AND starts_at >= ? ORDER BY starts_at, id", &[from]);
        ring.numbers(" LIMIT ?", &[i64::try_from(n).unwrap_or(i64::MAX)]).hits(db).await
    }

    /// The `n` soonest shifts, from `from` on, of each point in a ring that stands for its county.
    async fn unpinned(
        &self,
        db: &mut Db,
        (inner, outer): (u32, u32),
        (from, n): (i64, usize),
    ) -> Result<Vec<Hit>, Error> {
        let mut hits = Vec::new();
        let most = i64::try_from(n).unwrap_or(i64::MAX);
        for point in &self.listing.unpinned {
            if !(inner..outer).contains(&self.origin.metres_to(*point)) {
                continue;
            }
            let spot = Statement::new("SELECT ").text(columns(self.filter.sort)).text(" FROM shift s WHERE ");
            let spot = spot.numbers("s.cell = ? AND s.starts_at >= ? AND ", &[point.unpinned_cell(), from]);
            let spot = self.all_conditions(spot).text(" ORDER BY s.starts_at, s.id");
            hits.extend(spot.numbers(" LIMIT ?", &[most]).hits(db).await?);
        }
        Ok(hits)
    }

    /// All shifts with a pin of a ring, `away` from its centre; more conditions may follow. Nothing if nothing can lie there.
    fn within(&self, db: &Db, (inner, outer): (u32, u32), bounds: Bounds) -> Option<Statement> {
        let ranges = ring(self.origin.centre, inner, outer, bounds);
        if ranges.is_empty() {
            return None;
        }
        let [before, from, end] = db.dialect().by_ranges("s.cell");
        let statement = Statement::new("WITH r (a, b) AS (VALUES ")
            .pairs(&ranges)
            .text(") SELECT * FROM (")
            .text(&before)
            .text(columns(self.filter.sort))
            .text(", ")
            .square(&self.origin)
            .text(" AS away")
            .text(&from);
        let statement = self.all_conditions(statement).text(&end);
        Some(statement.numbers(") s WHERE away >= ? AND away < ?", &[inner, outer].map(Plane::square_of)))
    }

    /// The same when words are searched: the full-text index knows the places as well. The shifts begin at `from` or
    /// later.
    async fn ring_of_words(
        &self,
        db: &mut Db,
        words: &Words,
        (inner, mut outer): (u32, u32),
        bounds: Bounds,
        (from, n): (i64, usize),
    ) -> Result<(Vec<Hit>, u32), Error> {
        let mut found = loop {
            let cover = search::place_cover(&ring(self.origin.centre, inner, outer, bounds));
            let here = Words::Any(cover.into_iter().map(Words::Token).collect());
            let found = matching_places(db, &Words::All(vec![words.clone(), here]), COVER_POSTINGS).await?;
            if i64::try_from(found.len()).is_ok_and(|n| n < COVER_POSTINGS) || outer - inner <= SPOT {
                break found;
            }
            outer = inner + (outer - inner) / 4;
        };
        let metres = |(_, lat, lng): &(Key, i64, i64)| self.origin.metres_to(point(*lat, *lng));
        found.retain(|posting| (inner..outer).contains(&metres(posting)));
        found.sort_by_key(metres);
        let wanted = Wanted::by(self.filter);
        let mut hits = Vec::new();
        let mut rest = found.as_slice();
        while let Some(nearest) = rest.first() {
            // As many as may do, and never a part of those that are as far as the first.
            let next = rest.get(n.clamp(RING_POSTINGS / 8, RING_POSTINGS)).map_or(outer, metres);
            let next = next.max(metres(nearest) + 1);
            let (these, beyond) = rest.split_at(rest.partition_point(|posting| metres(posting) < next));
            let ids: Vec<Key> = these.iter().map(|(id, ..)| *id).collect();
            if ids.len() > RING_POSTINGS {
                hits.extend(self.soonest_of(db, &ids, from, n).await?);
            } else {
                let read = self.read(db, &Driver::Postings(ids), SORTED).await?;
                hits.extend(read.into_iter().filter(|hit| wanted.met_by(&Tally::of_code(hit.tally))));
            }
            if hits.len() >= n {
                return Ok((hits, next));
            }
            rest = beyond;
        }
        Ok((hits, outer))
    }

    /// The `n` soonest shifts of some postings, from `from` on: more postings lie on a spot than can be read.
    async fn soonest_of(&self, db: &mut Db, postings: &[Key], from: i64, n: usize) -> Result<Vec<Hit>, Error> {
        let ids: Vec<Value> = postings.iter().map(|id| Value::Id(*id)).collect();
        let select = Statement::new("SELECT ").text(columns(self.filter.sort)).text(" FROM shift s WHERE ");
        let statement = select.text("s.posting_id IN (").list(&ids).numbers(") AND s.starts_at >= ? AND ", &[from]);
        let conditions = Conditions::new(self.filter, None, self.now);
        let statement = conditions.within_tallies(conditions.base(statement, true, false));
        let statement = conditions.beyond_tallies(statement).text(" ORDER BY s.starts_at, s.id");
        statement.numbers(" LIMIT ?", &[i64::try_from(n).unwrap_or(i64::MAX)]).hits(db).await
    }
}

/// The same with the place of each.
async fn matching_places(db: &mut Db, words: &Words, most: i64) -> Result<Vec<(Key, i64, i64)>, Error> {
    let (sql, text) = (db.dialect().match_places(), db.dialect().match_text(words));
    on_engine!(db, c => sqlx::query_as(sql).bind(text).bind(most).fetch_all(c).await)
}
