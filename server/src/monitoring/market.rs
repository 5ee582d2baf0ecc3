//! How the market stands now, for those who supervise it.

use std::collections::BTreeMap;

use domain::{
    error::Refused,
    money::Fen,
    monitoring::{MARKET_AHEAD, MarketBoard, MarketPart, ShortShift, Waiting},
    region::{RegionChoice, RegionCode, RegionLevel},
    when::Moment,
    work::WorkKind,
};
use sqlx::{Error, FromRow};

use super::{
    service::{Service, towns},
    statistics::count,
};
use crate::store::{Db, Key, on_engine, unreachable};

/// Shifts in the list of those that are not full.
const SHORT: i64 = 30;

impl Service {
    pub(super) async fn stand(&self, scope: &RegionCode) -> Result<MarketBoard, Refused> {
        let now = self.clock.now();
        let read = async {
            let mut db = self.store.read().await?;
            let mut parts = self.blank(scope);
            // A county is told by its townships, the city by its counties.
            let digits = if scope.level() == RegionLevel::City { 6 } else { 9 };
            let window = (now, Moment(now.0 + MARKET_AHEAD));
            for row in shifts(&mut db, window, towns(scope), digits).await? {
                if let Some(part) = parts.get_mut(&row.part.to_string()) {
                    (part.shifts, part.short, part.free) = (count(row.shifts), count(row.short), count(row.free));
                }
            }
            for (region, owing, open) in overdue(&mut db, scope, now, digits).await? {
                if let Some(part) = parts.get_mut(&region) {
                    (part.owing, part.overdue) = (count(owing), Fen(open));
                }
            }
            let mut above = MarketPart::empty(self.choice(scope));
            for (region, kind, all, late) in waiting(&mut db, scope, now, digits).await? {
                let Some(kind) = WorkKind::parse(&kind) else { continue };
                // What lies in no part, as a notice for the whole city does, belongs to the whole alone.
                let part = parts.get_mut(&region).unwrap_or(&mut above);
                part.waiting[kind as usize] = Waiting { all: count(all), late: count(late) };
            }
            let mut whole = above;
            for part in parts.values() {
                whole.add(part);
            }
            let rows = short(&mut db, window, towns(scope)).await?;
            let short = rows.into_iter().map(|row| self.short_shift(row)).collect();
            Ok(MarketBoard { now, whole, parts: parts.into_values().collect(), short })
        };
        read.await.map_err(|error: Error| unreachable(&error))
    }

    fn choice(&self, code: &RegionCode) -> RegionChoice {
        RegionChoice { code: code.clone(), name: self.reference.short_name(code) }
    }

    /// The parts of a region, by their codes. A township has no parts but itself.
    fn blank(&self, scope: &RegionCode) -> BTreeMap<String, MarketPart> {
        let under: Vec<RegionCode> = match scope.level() {
            RegionLevel::City => self.reference.counties().iter().map(|county| county.code.clone()).collect(),
            RegionLevel::County => self.reference.towns_of(scope).iter().map(|town| town.code.clone()).collect(),
            RegionLevel::Township | RegionLevel::Village => vec![scope.clone()],
        };
        let inside = under.into_iter().filter(|code| scope.covers(code));
        inside.map(|code| (code.to_string(), MarketPart::empty(self.choice(&code)))).collect()
    }

    fn short_shift(&self, row: ShortRow) -> ShortShift {
        let place = RegionCode::parse(&row.region).map(|code| self.reference.place_name(&code));
        ShortShift {
            id: row.id.into(),
            title: row.title,
            employer: row.employer,
            place: place.unwrap_or_default(),
            starts: Moment(row.starts_at),
            free: count(row.seats - row.taken),
            seats: count(row.seats),
        }
    }
}

#[derive(FromRow)]
struct ShiftsRow {
    part: i64,
    shifts: i64,
    short: i64,
    free: i64,
}

/// Shifts within a window by part, and those of them with a free seat.
async fn shifts(
    db: &mut Db,
    (from, to): (Moment, Moment),
    (first, last): (i64, i64),
    digits: usize,
) -> Result<Vec<ShiftsRow>, Error> {
    const SQL: &str = "SELECT town / $5 AS part, COUNT(*) AS shifts, COUNT(CASE WHEN taken < seats THEN 1 END) AS short, \
                       CAST(SUM(seats - taken) AS BIGINT) AS free FROM shift WHERE starts_at > $1 AND starts_at <= $2 \
                       AND town >= $3 AND town <= $4 AND closed_at IS NULL GROUP BY town / $5";
    let by: i64 = if digits == 6 { 1_000 } else { 1 };
    on_engine!(db, c => {
        sqlx::query_as(SQL).bind(from.0).bind(to.0).bind(first).bind(last).bind(by).fetch_all(c).await
    })
}

/// Employers with wages beyond their day, and how much that is, by part.
async fn overdue(
    db: &mut Db,
    scope: &RegionCode,
    now: Moment,
    digits: usize,
) -> Result<Vec<(String, i64, i64)>, Error> {
    const SQL: &str = "SELECT SUBSTR(region, 1, $4), COUNT(DISTINCT organisation_id), \
                       CAST(SUM(owed - paid) AS BIGINT) FROM settlement WHERE paid < owed AND due_at <= $1 \
                       AND region >= $2 AND region < $3 GROUP BY SUBSTR(region, 1, $4)";
    let ((first, end), digits) = (scope.span(), i32::try_from(digits).unwrap_or(6));
    on_engine!(db, c => sqlx::query_as(SQL).bind(now.0).bind(first).bind(end).bind(digits).fetch_all(c).await)
}

/// What waits for the staff, and what of it is late, by part and kind.
async fn waiting(
    db: &mut Db,
    scope: &RegionCode,
    now: Moment,
    digits: usize,
) -> Result<Vec<(String, String, i64, i64)>, Error> {
    const SQL: &str = "SELECT SUBSTR(region, 1, $4), kind, COUNT(*), COUNT(CASE WHEN due_at <= $1 THEN 1 END) \
                       FROM work_item WHERE region >= $2 AND region < $3 GROUP BY SUBSTR(region, 1, $4), kind";
    let ((first, end), digits) = (scope.span(), i32::try_from(digits).unwrap_or(6));
    on_engine!(db, c => sqlx::query_as(SQL).bind(now.0).bind(first).bind(end).bind(digits).fetch_all(c).await)
}

#[derive(FromRow)]
struct ShortRow {
    id: Key,
    title: String,
    employer: String,
    region: String,
    starts_at: i64,
    seats: i64,
    taken: i64,
}

/// The soonest shifts with a free seat.
async fn short(db: &mut Db, (from, to): (Moment, Moment), (first, last): (i64, i64)) -> Result<Vec<ShortRow>, Error> {
    const SQL: &str = "SELECT s.id, p.title, e.name AS employer, p.region, s.starts_at, s.seats, s.taken FROM shift s \
                       JOIN posting p ON p.id = s.posting_id JOIN organisation e ON e.id = p.employer_id \
                       WHERE s.starts_at > $1 AND s.starts_at <= $2 AND s.town >= $3 AND s.town <= $4 \
                       AND s.closed_at IS NULL AND s.taken < s.seats ORDER BY s.starts_at, s.id LIMIT $5";
    on_engine!(db, c => {
        sqlx::query_as(SQL).bind(from.0).bind(to.0).bind(first).bind(last).bind(SHORT).fetch_all(c).await
    })
}
