//! SQL of the figures, one function per statement.
//!
//! Each counts what lies within days, region and trade, told apart by a number that stands for the part: the last two
//! values say by what, and for days how long each part is. Seats taken are counted by the claims that hold one, which is
//! what `shift.taken` is; the indexes of `0010_monitoring` answer all of it but the time to fill.

use domain::{money::Fen, monitoring::OutcomeSums, when::Moment};
use sqlx::{Error, FromRow};

use crate::store::{Db, on_engine};

/// By what the figures are told apart, as the statements have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// Not at all: every part is 0.
    Whole = 0,
    /// By so many days from the first one on: 0, 1, 2 ….
    Days = 1,
    /// By county: its code.
    Counties = 2,
    /// By township: its code.
    Towns = 3,
    /// By group of trades: `4-02` is 402.
    Trades = 4,
}

/// What is counted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// From this moment on.
    pub from: Moment,
    /// Before this moment.
    pub to: Moment,
    /// The codes that postings of the region begin with: from the first text on and before the second.
    pub region: (String, String),
    /// The codes of its townships, first and last.
    pub towns: (i64, i64),
    /// The group of trades, `4-02`; empty for all.
    pub group: String,
    /// The numbers of its trades, first and last.
    pub trades: (i64, i64),
    /// There is nothing beyond this region and these trades.
    pub all: bool,
    /// Told apart by this.
    pub apart: Apart,
    /// How long a part is that is so many days, milliseconds.
    pub step: i64,
}

/// Postings of each part.
pub async fn postings(db: &mut Db, wanted: &Wanted) -> Result<Vec<(i64, i64)>, Error> {
    const SQL: &str = "SELECT CASE CAST($6 AS BIGINT) WHEN 1 THEN (p.published_at - $1) / $7 \
                       WHEN 2 THEN CAST(substr(p.region, 1, 6) AS BIGINT) \
                       WHEN 3 THEN CAST(substr(p.region, 1, 9) AS BIGINT) \
                       WHEN 4 THEN CAST(substr(p.occupation, 1, 1) || substr(p.occupation, 3, 2) AS BIGINT) \
                       ELSE 0 END AS part, COUNT(*) FROM posting p \
                       WHERE p.published_at >= $1 AND p.published_at < $2 AND p.region >= $3 AND p.region < $4 \
                       AND ($5 = '' OR substr(p.occupation, 1, 4) = $5) GROUP BY 1";
    let ((first, end), group) = (wanted.region.clone(), wanted.group.clone());
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(wanted.from.0).bind(wanted.to.0).bind(first).bind(end).bind(group);
        query.bind(wanted.apart as i64).bind(wanted.step).fetch_all(c).await
    })
}

/// Shifts of a part.
#[derive(FromRow)]
pub struct ShiftSums {
    /// Which part.
    pub part: i64,
    /// Shifts.
    pub shifts: i64,
    /// Of them, cancelled ones.
    pub cancelled: i64,
    /// Seats of the others.
    pub seats: i64,
}

/// Shifts of each part.
pub async fn shifts(db: &mut Db, wanted: &Wanted) -> Result<Vec<ShiftSums>, Error> {
    // In the order of the index there is nothing to sort: alike starts first, then the days that are made of them.
    const BY_START: &str = "SELECT CASE CAST($7 AS BIGINT) WHEN 1 THEN (g.starts_at - $1) / $8 ELSE 0 END AS part, \
                       CAST(SUM(g.shifts) AS BIGINT) AS shifts, CAST(SUM(g.cancelled) AS BIGINT) AS cancelled, \
                       CAST(SUM(g.seats) AS BIGINT) AS seats FROM (SELECT s.starts_at, COUNT(*) AS shifts, \
                       COUNT(s.closed_at) AS cancelled, \
                       SUM(CASE WHEN s.closed_at IS NULL THEN s.seats ELSE 0 END) AS seats FROM shift s \
                       WHERE s.starts_at >= $1 AND s.starts_at < $2 AND s.town >= $3 AND s.town <= $4 \
                       AND s.trade >= $5 AND s.trade <= $6 GROUP BY s.starts_at) g GROUP BY 1";
    const BY_PLACE: &str = "SELECT CASE CAST($7 AS BIGINT) WHEN 1 THEN (s.starts_at - $1) / $8 \
                       WHEN 2 THEN s.town / 1000 WHEN 3 THEN s.town WHEN 4 THEN s.trade / 10000 ELSE 0 END AS part, \
                       COUNT(*) AS shifts, \
                       COUNT(s.closed_at) AS cancelled, \
                       CAST(SUM(CASE WHEN s.closed_at IS NULL THEN s.seats ELSE 0 END) AS BIGINT) AS seats \
                       FROM shift s WHERE s.starts_at >= $1 AND s.starts_at < $2 AND s.town >= $3 AND s.town <= $4 \
                       AND s.trade >= $5 AND s.trade <= $6 GROUP BY 1";
    let sql = if matches!(wanted.apart, Apart::Whole | Apart::Days) { BY_START } else { BY_PLACE };
    on_engine!(db, c => {
        let query = sqlx::query_as(sql).bind(wanted.from.0).bind(wanted.to.0).bind(wanted.towns.0).bind(wanted.towns.1);
        let query = query.bind(wanted.trades.0).bind(wanted.trades.1).bind(wanted.apart as i64).bind(wanted.step);
        query.fetch_all(c).await
    })
}

/// Claims of each part and state: part, the state's word, how many.
pub async fn claims(db: &mut Db, wanted: &Wanted) -> Result<Vec<(i64, String, i64)>, Error> {
    const SQL: &str = "SELECT CASE CAST($7 AS BIGINT) WHEN 1 THEN (s.starts_at - $1) / $8 \
                       WHEN 2 THEN s.town / 1000 WHEN 3 THEN s.town WHEN 4 THEN s.trade / 10000 ELSE 0 END AS part, \
                       c.state, CAST(SUM(c.n) AS BIGINT) \
                       FROM (SELECT starts_at, shift_id, state, COUNT(*) AS n FROM claim WHERE starts_at >= $1 \
                       AND starts_at < $2 GROUP BY starts_at, shift_id, state) c \
                       CROSS JOIN shift s WHERE s.starts_at = c.starts_at AND s.id = c.shift_id \
                       AND s.town >= $3 AND s.town <= $4 AND s.trade >= $5 AND s.trade <= $6 GROUP BY 1, 2";
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(wanted.from.0).bind(wanted.to.0).bind(wanted.towns.0).bind(wanted.towns.1);
        let query = query.bind(wanted.trades.0).bind(wanted.trades.1).bind(wanted.apart as i64).bind(wanted.step);
        query.fetch_all(c).await
    })
}

/// Different persons with a claim.
pub async fn workers(db: &mut Db, wanted: &Wanted) -> Result<i64, Error> {
    const ALL: &str = "SELECT COUNT(DISTINCT account_id) FROM claim WHERE starts_at >= $1 AND starts_at < $2";
    const NARROWED: &str = "SELECT COUNT(DISTINCT c.account_id) FROM claim c CROSS JOIN shift s \
                       WHERE c.starts_at >= $1 AND c.starts_at < $2 AND s.starts_at = c.starts_at \
                       AND s.id = c.shift_id AND s.town >= $3 AND s.town <= $4 AND s.trade >= $5 AND s.trade <= $6";
    on_engine!(db, c => {
        let query = sqlx::query_scalar(if wanted.all { ALL } else { NARROWED }).bind(wanted.from.0).bind(wanted.to.0);
        if wanted.all {
            return query.fetch_one(c).await;
        }
        let query = query.bind(wanted.towns.0).bind(wanted.towns.1).bind(wanted.trades.0).bind(wanted.trades.1);
        query.fetch_one(c).await
    })
}

/// Full shifts of each part by how long they took to fill: part, minutes, how many. It is from when one could sign up to
/// when somebody took the last free seat; whoever waited and got a seat that was given up took none that was free.
pub async fn fill_times(db: &mut Db, wanted: &Wanted) -> Result<Vec<(i64, i64, i64)>, Error> {
    const SQL: &str = "WITH held AS (SELECT starts_at, shift_id, COUNT(*) AS n FROM claim \
                       WHERE starts_at >= $1 AND starts_at < $2 \
                       AND state IN ('offered', 'confirmed', 'checked_in', 'checked_out', 'settled') \
                       GROUP BY starts_at, shift_id), \
                       filled AS (SELECT CASE CAST($7 AS BIGINT) WHEN 1 THEN (s.starts_at - $1) / $8 \
                       WHEN 2 THEN s.town / 1000 WHEN 3 THEN s.town WHEN 4 THEN s.trade / 10000 ELSE 0 END AS part, \
                       CASE WHEN p.opens_at > p.published_at THEN p.opens_at ELSE p.published_at END AS opened, \
                       (SELECT MAX(c.made_at) FROM claim c WHERE c.starts_at = s.starts_at AND c.shift_id = s.id \
                       AND NOT EXISTS (SELECT 1 FROM claim_event e WHERE e.claim_id = c.id \
                       AND e.state = 'waitlisted')) AS taken_at FROM held CROSS JOIN shift s CROSS JOIN posting p \
                       WHERE s.starts_at = held.starts_at AND s.id = held.shift_id AND held.n >= s.seats \
                       AND s.closed_at IS NULL AND s.town >= $3 AND s.town <= $4 AND s.trade >= $5 AND s.trade <= $6 \
                       AND p.id = s.posting_id) \
                       SELECT part, CASE WHEN taken_at > opened THEN (taken_at - opened) / 60000 ELSE 0 END, COUNT(*) \
                       FROM filled GROUP BY 1, 2";
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(wanted.from.0).bind(wanted.to.0).bind(wanted.towns.0).bind(wanted.towns.1);
        let query = query.bind(wanted.trades.0).bind(wanted.trades.1).bind(wanted.apart as i64).bind(wanted.step);
        query.fetch_all(c).await
    })
}

#[derive(FromRow)]
struct OutcomesRow {
    worked: i64,
    workers: i64,
    minutes: i64,
    owed: i64,
    paid: i64,
    late: i64,
}

/// What came of the claims whose hours are known.
pub async fn outcomes(db: &mut Db, wanted: &Wanted, now: Moment) -> Result<OutcomeSums, Error> {
    const SQL: &str = "SELECT COUNT(*) AS worked, COUNT(DISTINCT t.account_id) AS workers, \
                       CAST(COALESCE(SUM(t.minutes), 0) AS BIGINT) AS minutes, \
                       CAST(COALESCE(SUM(t.owed), 0) AS BIGINT) AS owed, \
                       CAST(COALESCE(SUM(t.paid), 0) AS BIGINT) AS paid, \
                       COUNT(CASE WHEN t.paid < t.owed AND t.due_at <= $7 THEN 1 END) AS late \
                       FROM settlement t JOIN claim c ON c.id = t.claim_id JOIN shift s ON s.id = c.shift_id \
                       WHERE t.starts_at >= $1 AND t.starts_at < $2 AND s.town >= $3 AND s.town <= $4 \
                       AND s.trade >= $5 AND s.trade <= $6";
    let row: OutcomesRow = on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(wanted.from.0).bind(wanted.to.0).bind(wanted.towns.0).bind(wanted.towns.1);
        query.bind(wanted.trades.0).bind(wanted.trades.1).bind(now.0).fetch_one(c).await?
    });
    let count = |n: i64| u32::try_from(n).unwrap_or_default();
    Ok(OutcomeSums {
        worked: count(row.worked),
        workers: count(row.workers),
        minutes: row.minutes,
        owed: Fen(row.owed),
        paid: Fen(row.paid),
        late: count(row.late),
    })
}

/// Shifts after one moment, up to another, that have a free seat, in these townships.
pub async fn short(db: &mut Db, from: Moment, to: Moment, towns: (i64, i64)) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM shift WHERE starts_at > $1 AND starts_at <= $2 AND town >= $3 \
                       AND town <= $4 AND closed_at IS NULL AND taken < seats";
    on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(from.0).bind(to.0).bind(towns.0).bind(towns.1).fetch_one(c).await
    })
}
