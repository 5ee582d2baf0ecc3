//! SQL of what people are told, one function per statement.

use std::collections::HashSet;

use domain::{
    gig::{facet::Tally, matching::Facts},
    id::{AccountId, SavedSearchId, ShiftId},
    money::Fen,
    when::Moment,
};
use sqlx::{AssertSqlSafe, Error, FromRow};
use uuid::Uuid;

use super::queries::{KeptSearch, opened};
use crate::store::{Db, Key, on_engine};

/// Searches that are marked in one statement.
pub const MARKED: usize = 250;

/// Searches whose owners are to be told at once and that ask for this county and group, or for any, after one of them.
pub async fn searches_at_once(
    db: &mut Db,
    (county, group): (i64, i64),
    after: SavedSearchId,
    most: i64,
) -> Result<Vec<KeptSearch>, Error> {
    const SQL: &str = "SELECT id, account_id, query, alert FROM saved_search WHERE alert = 'once' \
                       AND county IN (0, $1) AND trade_group IN (0, $2) AND id > $3 ORDER BY id LIMIT $4";
    let rows = on_engine!(db, c => {
        sqlx::query_as(SQL).bind(county).bind(group).bind(Key::from(after)).bind(most).fetch_all(c).await?
    });
    opened(db, rows)
}

/// Searches whose digest of a day is not written yet, after one of them.
pub async fn searches_for_digest(
    db: &mut Db,
    day: i64,
    after: SavedSearchId,
    most: i64,
) -> Result<Vec<KeptSearch>, Error> {
    const SQL: &str = "SELECT id, account_id, query, alert FROM saved_search WHERE alert = 'daily' AND told_day < $1 \
                       AND id > $2 ORDER BY id LIMIT $3";
    let rows = on_engine!(db, c => sqlx::query_as(SQL).bind(day).bind(Key::from(after)).bind(most).fetch_all(c).await?);
    opened(db, rows)
}

/// Notes that the digest of a day is written for these searches, at most [`MARKED`]; gives those for which it was not.
pub async fn mark_digested(db: &mut Db, day: i64, searches: &[Key]) -> Result<Vec<Key>, Error> {
    const SQL: &str = "UPDATE saved_search SET told_day = $1 WHERE told_day < $1 AND alert = 'daily' AND id IN (";
    let Some(last) = searches.last() else { return Ok(Vec::new()) };
    // One length, so that one statement is prepared.
    let marks: Vec<String> = (2..2 + MARKED).map(|n| format!("${n}")).collect();
    let text = format!("{SQL}{}) RETURNING id", marks.join(", "));
    let ids = searches.iter().chain(std::iter::repeat(last)).take(MARKED);
    on_engine!(db, c => {
        let query = sqlx::query_scalar(AssertSqlSafe(text)).bind(day);
        ids.fold(query, |query, id| query.bind(*id)).fetch_all(c).await
    })
}

/// Who keeps a posting, after one of them.
pub async fn keepers(db: &mut Db, posting: Key, after: AccountId, most: i64) -> Result<Vec<Key>, Error> {
    const SQL: &str = "SELECT account_id FROM saved_posting WHERE posting_id = $1 AND account_id > $2 \
                       ORDER BY account_id LIMIT $3";
    on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(posting).bind(Key::from(after)).bind(most).fetch_all(c).await
    })
}

/// Notes that a posting came onto the list, in the transaction of the work that put it there.
pub async fn note_listed(db: &mut Db, posting: Uuid, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO alert_due (subject, kind, due_at, noted_at) VALUES ($1, 'listed', $2, $2) \
                       ON CONFLICT (subject, kind) DO UPDATE SET due_at = excluded.due_at, noted_at = excluded.noted_at";
    on_engine!(db, c => sqlx::query(SQL).bind(Key(posting)).bind(at.0).execute(c).await.map(drop))
}

/// Notes that a shift of a posting that somebody keeps has its first free seat, or the first that is not held for people
/// with few recent shifts, in the transaction that freed it and under the lock of the shift's row.
pub async fn note_freed(db: &mut Db, shift: ShiftId, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO alert_due (subject, kind, due_at, noted_at) SELECT s.id, 'freed', $2, $2 \
                       FROM shift s WHERE s.id = $1 AND s.listed AND s.starts_at > $2 AND (s.taken = s.seats - 1 \
                       OR s.held > 0 AND s.held_until > $2 AND s.seats - s.held - 1 = (SELECT COUNT(*) FROM claim c \
                       WHERE c.shift_id = s.id AND c.active AND NOT c.fair \
                       AND c.state NOT IN ('applied', 'waitlisted'))) \
                       AND EXISTS (SELECT v.account_id FROM saved_posting v WHERE v.posting_id = s.posting_id) \
                       ON CONFLICT (subject, kind) DO UPDATE SET due_at = excluded.due_at, noted_at = excluded.noted_at";
    on_engine!(db, c => sqlx::query(SQL).bind(Key::from(shift)).bind(at.0).execute(c).await.map(drop))
}

/// Something new.
#[derive(Clone, FromRow)]
pub struct Due {
    /// The posting, or the shift.
    pub subject: Key,
    /// `listed` or `freed`.
    pub kind: String,
    /// Which of several changes it is.
    pub noted_at: i64,
}

/// What is new and due, what has waited longest first.
pub async fn due(db: &mut Db, now: Moment, most: i64) -> Result<Vec<Due>, Error> {
    const SQL: &str =
        "SELECT subject, kind, noted_at FROM alert_due WHERE due_at <= $1 ORDER BY due_at, subject LIMIT $2";
    on_engine!(db, c => sqlx::query_as(SQL).bind(now.0).bind(most).fetch_all(c).await)
}

/// Lets it wait until then, unless it has changed meanwhile.
pub async fn wait(db: &mut Db, due: &Due, until: Moment) -> Result<(), Error> {
    const SQL: &str = "UPDATE alert_due SET due_at = $4 WHERE subject = $1 AND kind = $2 AND noted_at = $3";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(due.subject).bind(&due.kind).bind(due.noted_at).bind(until.0);
        query.execute(c).await.map(drop)
    })
}

/// All of it is told, unless it has changed meanwhile.
pub async fn done(db: &mut Db, due: &Due) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM alert_due WHERE subject = $1 AND kind = $2 AND noted_at = $3";
    on_engine!(db, c => {
        sqlx::query(SQL).bind(due.subject).bind(&due.kind).bind(due.noted_at).execute(c).await.map(drop)
    })
}

/// The title and the tokens of a posting.
pub async fn named(db: &mut Db, posting: Key) -> Result<Option<(String, String)>, Error> {
    const SQL: &str = "SELECT title, words FROM posting WHERE id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(posting).fetch_optional(c).await)
}

/// A shift that people are told of.
#[derive(FromRow)]
pub struct NewsRow {
    /// Which.
    pub id: Key,
    /// Start.
    pub starts_at: i64,
    tally: i64,
    town: i64,
    trade: i64,
    hourly: i64,
    held_back: i64,
}

impl NewsRow {
    /// Until when its free seats are held for people with few recent shifts; nothing if anybody may have one.
    pub fn held_back(&self) -> Option<Moment> {
        (self.held_back > 0).then_some(Moment(self.held_back))
    }

    /// What a filter looks at.
    pub fn facts(&self) -> Facts {
        let (tally, hourly) = (Tally::of_code(self.tally), Fen(self.hourly));
        Facts { tally, town: self.town, trade: self.trade, hourly }
    }
}

/// The shifts of a posting that are on the list, to come, and have a free seat, the soonest first.
pub async fn free_shifts(db: &mut Db, posting: Key, now: Moment) -> Result<Vec<NewsRow>, Error> {
    const SQL: &str = "SELECT s.id, s.starts_at, s.tally, s.town, s.trade, s.hourly, \
                       CASE WHEN s.held > 0 AND s.held_until > $2 AND s.seats - s.held <= (SELECT COUNT(*) \
                       FROM claim c WHERE c.shift_id = s.id AND c.active AND NOT c.fair \
                       AND c.state NOT IN ('applied', 'waitlisted')) THEN s.held_until ELSE 0 END AS held_back \
                       FROM shift s WHERE s.posting_id = $1 AND s.listed AND s.starts_at > $2 AND s.taken < s.seats \
                       ORDER BY s.starts_at, s.id LIMIT 200";
    on_engine!(db, c => sqlx::query_as(SQL).bind(posting).bind(now.0).fetch_all(c).await)
}

/// Who is in the coming shifts of a posting: account and shift.
pub async fn in_shifts(db: &mut Db, posting: Key, now: Moment) -> Result<Vec<(Key, Key)>, Error> {
    const SQL: &str = "SELECT c.account_id, c.shift_id FROM shift s JOIN claim c ON c.shift_id = s.id \
                       WHERE s.posting_id = $1 AND s.starts_at > $2 AND c.active";
    on_engine!(db, c => sqlx::query_as(SQL).bind(posting).bind(now.0).fetch_all(c).await)
}

/// Which of at most [`MARKED`] people have more than a `few` shifts since a moment, and to come: no held seat is theirs.
pub async fn with_many(db: &mut Db, people: &[Key], (since, few): (Moment, i64)) -> Result<HashSet<Key>, Error> {
    const SQL: &str = "SELECT account_id FROM claim WHERE starts_at >= $1 \
                       AND state IN ('offered', 'confirmed', 'checked_in', 'checked_out', 'settled') \
                       AND account_id IN (";
    let Some(last) = people.last() else { return Ok(HashSet::new()) };
    let marks: Vec<String> = (3..3 + MARKED).map(|n| format!("${n}")).collect();
    let text = format!("{SQL}{}) GROUP BY account_id HAVING COUNT(*) > $2", marks.join(", "));
    let ids = people.iter().chain(std::iter::repeat(last)).take(MARKED);
    let found: Vec<Key> = on_engine!(db, c => {
        let query = sqlx::query_scalar(AssertSqlSafe(text)).bind(since.0).bind(few);
        ids.fold(query, |query, id| query.bind(*id)).fetch_all(c).await?
    });
    Ok(found.into_iter().collect())
}

/// Notes that somebody is told of a shift; false if they were before.
pub async fn note_told(db: &mut Db, account: Key, shift: Key, why: &str, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO alert_told (account_id, shift_id, why, told_at) VALUES ($1, $2, $3, $4) \
                       ON CONFLICT DO NOTHING";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(account).bind(shift).bind(why).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Forgets of what people were told before a moment.
pub async fn forget_told(db: &mut Db, before: Moment) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM alert_told WHERE told_at < $1";
    on_engine!(db, c => sqlx::query(SQL).bind(before.0).execute(c).await.map(drop))
}

/// A shift of the day as the digest reads it.
#[derive(Clone, Debug, FromRow)]
pub struct DayRow {
    /// Which.
    pub id: Key,
    /// Start.
    pub starts_at: i64,
    /// What it is counted by.
    pub tally: i64,
    /// Its township.
    pub town: i64,
    /// Its trade.
    pub trade: i64,
    /// What an hour comes to, fen.
    pub hourly: i64,
    /// Whose it is.
    pub employer_id: Key,
    /// What the work is.
    pub title: String,
    /// Its tokens.
    pub words: String,
    /// Until when its free seats are held for people with few recent shifts; zero if anybody may have one.
    pub held_back: i64,
}

/// Shifts on the list with a free seat that begin between a shift and a moment, in order, as they stand `now`.
pub async fn of_day(
    db: &mut Db,
    (after, id): (i64, Key),
    (now, until): (Moment, Moment),
    most: i64,
) -> Result<Vec<DayRow>, Error> {
    const SQL: &str = "SELECT s.id, s.starts_at, s.tally, s.town, s.trade, s.hourly, p.employer_id, p.title, p.words, \
                       CASE WHEN s.held > 0 AND s.held_until > $5 AND s.seats - s.held <= (SELECT COUNT(*) \
                       FROM claim c WHERE c.shift_id = s.id AND c.active AND NOT c.fair \
                       AND c.state NOT IN ('applied', 'waitlisted')) THEN s.held_until ELSE 0 END AS held_back FROM shift s JOIN posting p ON p.id = s.posting_id WHERE s.listed AND (s.starts_at, s.id) > ($1, $2) \
                       AND s.starts_at < $3 AND s.taken < s.seats ORDER BY s.starts_at, s.id LIMIT $4";
    on_engine!(db, c => sqlx::query_as(SQL).bind(after).bind(id).bind(until.0).bind(most).bind(now.0).fetch_all(c).await)
}
