//! SQL of what people keep, one function per statement.

use domain::{
    gig::{
        GigQuery,
        saved::{Alert, PostingShift},
    },
    id::{AccountId, PostingId, SavedSearchId, ShiftId},
    when::Moment,
};
use sqlx::{Error, FromRow};

use crate::{
    gig::rows::count,
    store::{Column, Db, Key, on_engine},
};

/// A search on its way into the table.
#[derive(Clone)]
pub struct NewSearch {
    /// Its id.
    pub id: SavedSearchId,
    /// Whose.
    pub account: AccountId,
    /// What it asks for, in the one way in which that is written.
    pub query: String,
    /// The county it asks for, 0 for any.
    pub county: i64,
    /// The group of occupations, 0 for any.
    pub group: i64,
    /// When.
    pub at: Moment,
}

/// Keeps a search; false if it is kept already.
pub async fn insert_search(db: &mut Db, new: &NewSearch) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO saved_search (id, account_id, query, query_index, county, trade_group, alert, \
                       told_day, saved_at) VALUES ($1, $2, $3, $4, $5, $6, 'off', 0, $7) ON CONFLICT DO NOTHING";
    let sealed = db.keys().seal(Column::SAVED_SEARCH, new.id.0, &new.query)?;
    let index = db.keys().blind_index(Column::SAVED_SEARCH, &new.query);
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(new.id)).bind(Key::from(new.account)).bind(sealed).bind(index);
        let query = query.bind(new.county).bind(new.group).bind(new.at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// How many searches somebody keeps.
pub async fn count_searches(db: &mut Db, account: AccountId) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM saved_search WHERE account_id = $1";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).fetch_one(c).await)
}

/// A search as it is kept.
pub struct KeptSearch {
    /// Which.
    pub id: SavedSearchId,
    /// Whose.
    pub account: AccountId,
    /// What it asks for.
    pub query: GigQuery,
    /// The same as it is written.
    pub text: String,
    /// How its owner hears of what it finds.
    pub alert: Alert,
}

/// A search as it is stored.
#[derive(FromRow)]
pub struct SearchRow {
    id: Key,
    account_id: Key,
    query: Vec<u8>,
    alert: String,
}

/// Rows of searches, opened.
pub fn opened(db: &Db, rows: Vec<SearchRow>) -> Result<Vec<KeptSearch>, Error> {
    let read = |row: SearchRow| {
        let text = db.keys().open(Column::SAVED_SEARCH, row.id.0, &row.query)?;
        Ok(KeptSearch {
            id: row.id.into(),
            account: row.account_id.into(),
            query: serde_json::from_str(&text).map_err(|error| Error::Decode(error.into()))?,
            text,
            alert: Alert::parse(&row.alert).unwrap_or(Alert::Off),
        })
    };
    rows.into_iter().map(read).collect()
}

/// The searches that somebody keeps, the last kept first.
pub async fn searches_of(db: &mut Db, account: AccountId) -> Result<Vec<KeptSearch>, Error> {
    const SQL: &str = "SELECT id, account_id, query, alert FROM saved_search WHERE account_id = $1 \
                       ORDER BY saved_at DESC, id DESC";
    let rows = on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_all(c).await?);
    opened(db, rows)
}

/// Chooses how somebody hears of what a search of theirs finds; false if they have no such search. `told_day` is the last
/// day of which they are not to get a digest, if they got none so far.
pub async fn set_alert(
    db: &mut Db,
    account: AccountId,
    (search, alert): (SavedSearchId, Alert),
    told_day: i64,
) -> Result<bool, Error> {
    const SQL: &str = "UPDATE saved_search SET alert = $3, \
                       told_day = CASE WHEN alert = 'daily' OR told_day > $4 THEN told_day ELSE $4 END \
                       WHERE id = $1 AND account_id = $2";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(search)).bind(Key::from(account)).bind(alert.word()).bind(told_day);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Forgets a search; false if they have no such search.
pub async fn delete_search(db: &mut Db, account: AccountId, search: SavedSearchId) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM saved_search WHERE id = $1 AND account_id = $2";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(search)).bind(Key::from(account));
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// The posting of a shift.
pub async fn posting_of(db: &mut Db, shift: ShiftId) -> Result<Option<Key>, Error> {
    const SQL: &str = "SELECT posting_id FROM shift WHERE id = $1";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(shift)).fetch_optional(c).await)
}

/// Keeps a posting; false if it is kept already, or is none.
pub async fn insert_posting(db: &mut Db, account: AccountId, posting: Key, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO saved_posting (account_id, posting_id, saved_at) \
                       SELECT $1, id, $3 FROM posting WHERE id = $2 ON CONFLICT DO NOTHING";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(account)).bind(posting).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Keeps a posting no more; false if it was not kept.
pub async fn delete_posting(db: &mut Db, account: AccountId, posting: Key) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM saved_posting WHERE account_id = $1 AND posting_id = $2";
    on_engine!(db, c => {
        Ok(sqlx::query(SQL).bind(Key::from(account)).bind(posting).execute(c).await?.rows_affected() == 1)
    })
}

/// How many postings somebody keeps.
pub async fn count_postings(db: &mut Db, account: AccountId) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM saved_posting WHERE account_id = $1";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).fetch_one(c).await)
}

/// Whether somebody keeps a posting.
pub async fn keeps(db: &mut Db, account: AccountId, posting: PostingId) -> Result<bool, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM saved_posting WHERE account_id = $1 AND posting_id = $2";
    let n: i64 = on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(Key::from(account)).bind(Key::from(posting)).fetch_one(c).await?
    });
    Ok(n > 0)
}

/// A posting that somebody keeps.
#[derive(FromRow)]
pub struct KeptPosting {
    /// Which.
    pub posting_id: Key,
    /// What the work is.
    pub title: String,
    /// Who gives it.
    pub employer: String,
    /// Where.
    pub region: String,
}

/// The postings that somebody keeps, the last kept first.
pub async fn postings_of(db: &mut Db, account: AccountId) -> Result<Vec<KeptPosting>, Error> {
    const SQL: &str = "SELECT v.posting_id, p.title, e.name AS employer, p.region FROM saved_posting v \
                       JOIN posting p ON p.id = v.posting_id JOIN organisation e ON e.id = p.employer_id \
                       WHERE v.account_id = $1 ORDER BY v.saved_at DESC, v.posting_id DESC";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_all(c).await)
}

#[derive(FromRow)]
struct ShiftRow {
    posting_id: Key,
    id: Key,
    starts_at: i64,
    ends_at: i64,
    seats: i64,
    taken: i64,
    listed: bool,
    closed_at: Option<i64>,
}

/// The shifts of the postings that somebody keeps.
pub async fn shifts_of_kept(db: &mut Db, account: AccountId) -> Result<Vec<(Key, PostingShift)>, Error> {
    const SQL: &str = "SELECT s.posting_id, s.id, s.starts_at, s.ends_at, s.seats, s.taken, s.listed, s.closed_at \
                       FROM saved_posting v JOIN shift s ON s.posting_id = v.posting_id WHERE v.account_id = $1 \
                       ORDER BY s.starts_at DESC LIMIT 10000";
    let rows: Vec<ShiftRow> = on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_all(c).await?);
    let shift = |row: ShiftRow| {
        let shift = PostingShift {
            id: row.id.into(),
            starts: Moment(row.starts_at),
            ends: Moment(row.ends_at),
            free: count(row.seats - row.taken),
            listed: row.listed,
            closed: row.closed_at.is_some(),
        };
        (row.posting_id, shift)
    };
    Ok(rows.into_iter().map(shift).collect())
}
