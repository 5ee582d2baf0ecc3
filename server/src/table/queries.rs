//! SQL of the views that somebody keeps, and of what is done to many rows, one function per statement.

use domain::{
    id::{AccountId, PostingId, ShiftId},
    table::TableKind,
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Db, Key, on_engine};

/// A kept view.
#[derive(FromRow)]
pub struct ViewRow {
    /// Its id.
    pub id: Key,
    /// What it is called.
    pub name: String,
    /// What it asks for, as JSON.
    pub query: String,
}

/// The views that somebody has kept of a table, in the order of their names.
pub async fn views(db: &mut Db, account: AccountId, kind: TableKind) -> Result<Vec<ViewRow>, Error> {
    const SQL: &str = "SELECT id, name, query FROM saved_view WHERE account_id = $1 AND table_name = $2 \
                       ORDER BY name, id";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).bind(kind.word()).fetch_all(c).await)
}

/// Keeps a view; one of the same name is replaced.
pub async fn keep_view(
    db: &mut Db,
    id: Uuid,
    (account, kind): (AccountId, TableKind),
    (name, query): (&str, &str),
    at: Moment,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO saved_view (id, account_id, table_name, name, query, saved_at) \
                       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, table_name, name) DO UPDATE \
                       SET query = excluded.query, saved_at = excluded.saved_at";
    let (name, query) = (name.to_owned(), query.to_owned());
    on_engine!(db, c => {
        let statement = sqlx::query(SQL).bind(Key(id)).bind(Key::from(account)).bind(kind.word()).bind(name);
        statement.bind(query).bind(at.0).execute(c).await.map(drop)
    })
}

/// Forgets a view of somebody's own; gives its table.
pub async fn forget_view(db: &mut Db, account: AccountId, view: Uuid) -> Result<Option<String>, Error> {
    const SQL: &str = "DELETE FROM saved_view WHERE id = $1 AND account_id = $2 RETURNING table_name";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key(view)).bind(Key::from(account)).fetch_optional(c).await)
}

/// What is needed to close a shift, or to say why not.
#[derive(FromRow)]
pub struct ShiftRow {
    /// The title of its posting.
    pub title: String,
    /// Where it lies.
    pub region: String,
    /// Start, milliseconds.
    pub starts_at: i64,
    /// End, milliseconds.
    pub ends_at: i64,
    /// Seats.
    pub seats: i64,
    /// Those taken.
    pub taken: i64,
    /// How many wait.
    pub waiting: i64,
    /// When it was closed.
    pub closed_at: Option<i64>,
}

/// A shift.
pub async fn shift(db: &mut Db, id: ShiftId) -> Result<Option<ShiftRow>, Error> {
    const SQL: &str = "SELECT p.title, p.region, s.starts_at, s.ends_at, s.seats, s.taken, s.waiting, s.closed_at \
                       FROM shift s JOIN posting p ON p.id = s.posting_id WHERE s.id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_optional(c).await)
}

/// The title of a posting and where it lies.
pub async fn posting(db: &mut Db, id: PostingId) -> Result<Option<(String, String)>, Error> {
    const SQL: &str = "SELECT title, region FROM posting WHERE id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_optional(c).await)
}

/// The shifts of a posting that can still be closed.
pub async fn shifts_to_come(db: &mut Db, posting: PostingId, now: Moment) -> Result<Vec<Key>, Error> {
    const SQL: &str = "SELECT id FROM shift WHERE posting_id = $1 AND starts_at > $2 AND closed_at IS NULL \
                       ORDER BY starts_at, id";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(posting)).bind(now.0).fetch_all(c).await)
}
