//! The queue of the staff: areas file what has to be done with their own writes, and settle it with the decision.

use domain::{
    region::RegionCode,
    when::Moment,
    work::{WorkItem, WorkKind},
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Db, Key, on_engine};

/// Files an item; one that waits already for the same subject is renewed.
pub async fn file(db: &mut Db, id: Uuid, item: &WorkItem) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO work_item (id, kind, subject, label, region, filed_at, due_at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, subject) DO UPDATE \
                       SET label = excluded.label, region = excluded.region, filed_at = excluded.filed_at, \
                       due_at = excluded.due_at";
    let (label, region) = (item.label.clone(), item.region.as_str().to_owned());
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id)).bind(item.kind.word()).bind(Key(item.subject)).bind(label);
        query.bind(region).bind(item.filed.0).bind(item.due.0).execute(c).await.map(drop)
    })
}

/// Takes an item off the queue.
pub async fn settle(db: &mut Db, kind: WorkKind, subject: Uuid) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM work_item WHERE kind = $1 AND subject = $2";
    on_engine!(db, c => sqlx::query(SQL).bind(kind.word()).bind(Key(subject)).execute(c).await.map(drop))
}

/// Takes an item off the queue; false if it was not there any more.
pub async fn settle_once(db: &mut Db, kind: WorkKind, subject: Uuid) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM work_item WHERE kind = $1 AND subject = $2";
    on_engine!(db, c => {
        Ok(sqlx::query(SQL).bind(kind.word()).bind(Key(subject)).execute(c).await?.rows_affected() == 1)
    })
}

/// Whether something waits for the staff.
pub async fn waits(db: &mut Db, kind: WorkKind, subject: Uuid) -> Result<bool, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM work_item WHERE kind = $1 AND subject = $2";
    let n: i64 = on_engine!(db, c => sqlx::query_scalar(SQL).bind(kind.word()).bind(Key(subject)).fetch_one(c).await?);
    Ok(n > 0)
}

/// A row of the queue.
#[derive(FromRow)]
pub struct WorkRow {
    /// Its id.
    pub id: Key,
    kind: String,
    subject: Key,
    label: String,
    region: String,
    filed_at: i64,
    /// By when it is to be done.
    pub due_at: i64,
}

impl WorkRow {
    /// The item, if this program knows its kind.
    pub fn item(self) -> Option<WorkItem> {
        Some(WorkItem {
            kind: WorkKind::parse(&self.kind)?,
            subject: self.subject.0,
            label: self.label,
            region: RegionCode::parse(&self.region)?,
            filed: Moment(self.filed_at),
            due: Moment(self.due_at),
        })
    }
}

/// Which items are asked for: those of one kind, or of all, within a region, after a deadline and an id.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The kind.
    pub kind: Option<WorkKind>,
    /// The region.
    pub region: RegionCode,
    /// Deadline and id of the last one that was seen.
    pub after: (i64, Uuid),
    /// The most that are given.
    pub most: i64,
}

/// Items that wait, the earliest deadline first.
pub async fn waiting(db: &mut Db, wanted: &Wanted) -> Result<Vec<WorkRow>, Error> {
    const SQL: &str = "SELECT id, kind, subject, label, region, filed_at, due_at FROM work_item \
                       WHERE region >= $1 AND region < $2 AND ($3 = '' OR kind = $3) AND (due_at, id) > ($4, $5) \
                       ORDER BY due_at, id LIMIT $6";
    let ((first, end), kind) = (wanted.region.span(), wanted.kind.map_or("", WorkKind::word));
    let (due, id) = wanted.after;
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(first).bind(end).bind(kind).bind(due).bind(Key(id));
        query.bind(wanted.most).fetch_all(c).await
    })
}

/// How many wait of each kind within a region; each count stops at `most`.
pub async fn count(db: &mut Db, region: &RegionCode, most: i64) -> Result<Vec<(String, i64)>, Error> {
    const SQL: &str = "SELECT kind, COUNT(*) FROM (SELECT kind FROM work_item WHERE region >= $1 AND region < $2 \
                       LIMIT $3) w GROUP BY kind ORDER BY kind";
    let (first, end) = region.span();
    on_engine!(db, c => sqlx::query_as(SQL).bind(first).bind(end).bind(most).fetch_all(c).await)
}
