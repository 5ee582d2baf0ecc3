//! SQL of files, one function per statement.

use domain::{
    attachment::{Attachment, AttachmentOwner, FileKind},
    id::AttachmentId,
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use super::{Owner, Row};
use crate::store::{Column, Db, Key, on_engine};

/// Files that are sealed anew between two looks.
const BATCH: i64 = 50;

/// Makes a kept file known; false if the same bytes belong to the same thing already.
pub async fn insert(db: &mut Db, row: &Row) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO attachment (id, owner_kind, owner, name, kind, size, digest, sealed_by, created_by, \
                       created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    let Row { kept, owner, by, at } = row.clone();
    let name = db.keys().seal(Column::FILE_NAME, kept.id.0, &kept.name)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(kept.id)).bind(owner.kind.word()).bind(Key(owner.id)).bind(name);
        let query = query.bind(kept.kind.word()).bind(kept.size).bind(kept.digest).bind(i64::from(kept.sealed_by));
        Ok(query.bind(Key::from(by)).bind(at.0).execute(c).await?.rows_affected() == 1)
    })
}

/// The file of these bytes that something has already.
pub async fn same(db: &mut Db, owner: Owner, digest: &[u8]) -> Result<Option<AttachmentId>, Error> {
    const SQL: &str = "SELECT id FROM attachment WHERE owner_kind = $1 AND owner = $2 AND digest = $3";
    let id: Option<Key> = on_engine!(db, c => {
        let query = sqlx::query_scalar(SQL).bind(owner.kind.word()).bind(Key(owner.id)).bind(digest.to_vec());
        query.fetch_optional(c).await?
    });
    Ok(id.map(Into::into))
}

/// Forgets a file; its bytes are swept away later.
pub async fn delete(db: &mut Db, id: AttachmentId) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM attachment WHERE id = $1";
    on_engine!(db, c => Ok(sqlx::query(SQL).bind(Key::from(id)).execute(c).await?.rows_affected() == 1))
}

/// How many files something has.
pub async fn count(db: &mut Db, owner: Owner) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM attachment WHERE owner_kind = $1 AND owner = $2";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(owner.kind.word()).bind(Key(owner.id)).fetch_one(c).await)
}

/// To what a file belongs.
pub async fn owner_of(db: &mut Db, id: AttachmentId) -> Result<Option<Owner>, Error> {
    const SQL: &str = "SELECT owner_kind, owner FROM attachment WHERE id = $1";
    let row: Option<(String, Key)> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_optional(c).await?);
    Ok(row.and_then(|(kind, owner)| Some(Owner { kind: AttachmentOwner::parse(&kind)?, id: owner.0 })))
}

#[derive(FromRow)]
struct ListedRow {
    id: Key,
    name: Vec<u8>,
    kind: String,
    size: i64,
    created_at: i64,
}

/// The files of something, the oldest first.
pub async fn list(db: &mut Db, owner: Owner) -> Result<Vec<Attachment>, Error> {
    const SQL: &str = "SELECT id, name, kind, size, created_at FROM attachment WHERE owner_kind = $1 AND owner = $2 \
                       ORDER BY created_at, id";
    let rows: Vec<ListedRow> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(owner.kind.word()).bind(Key(owner.id)).fetch_all(c).await?);
    let read = |row: ListedRow| {
        Ok(Attachment {
            id: row.id.into(),
            name: db.keys().open(Column::FILE_NAME, row.id.0, &row.name)?,
            kind: FileKind::parse(&row.kind).unwrap_or(FileKind::Pdf),
            size: u32::try_from(row.size).unwrap_or_default(),
            created: Moment(row.created_at),
        })
    };
    rows.into_iter().map(read).collect()
}

/// Where a file lies and what it is.
pub struct FileRow {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// The key it is sealed with.
    pub sealed_by: u32,
}

/// Where a file lies and what it is.
pub async fn file(db: &mut Db, id: AttachmentId) -> Result<Option<FileRow>, Error> {
    const SQL: &str = "SELECT name, kind, sealed_by FROM attachment WHERE id = $1";
    let row: Option<(Vec<u8>, String, i64)> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_optional(c).await?);
    let Some((name, kind, key)) = row else { return Ok(None) };
    let name = db.keys().open(Column::FILE_NAME, id.0, &name)?;
    let kind = FileKind::parse(&kind).unwrap_or(FileKind::Pdf);
    Ok(Some(FileRow { name, kind, sealed_by: u32::try_from(key).unwrap_or_default() }))
}

/// Files that are not sealed with this key, with the key they have.
pub async fn of_other_keys(db: &mut Db, current: u32, after: Uuid) -> Result<Vec<(Key, u32)>, Error> {
    const SQL: &str = "SELECT id, sealed_by FROM attachment WHERE sealed_by <> $1 AND id > $2 ORDER BY id LIMIT $3";
    let rows: Vec<(Key, i64)> = on_engine!(db, c => {
        sqlx::query_as(SQL).bind(i64::from(current)).bind(Key(after)).bind(BATCH).fetch_all(c).await?
    });
    Ok(rows.into_iter().map(|(id, key)| (id, u32::try_from(key).unwrap_or_default())).collect())
}

/// Says that a file has a new key; false if another process said so first, or the file is gone.
pub async fn moved(db: &mut Db, id: Key, old: u32, new: u32) -> Result<bool, Error> {
    const SQL: &str = "UPDATE attachment SET sealed_by = $3 WHERE id = $1 AND sealed_by = $2";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(id).bind(i64::from(old)).bind(i64::from(new));
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Whether a file under this id and key is one that is meant.
pub async fn is_kept(db: &mut Db, id: Uuid, key: u32) -> Result<bool, Error> {
    const SQL: &str = "SELECT size FROM attachment WHERE id = $1 AND sealed_by = $2";
    let found: Option<i64> =
        on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key(id)).bind(i64::from(key)).fetch_optional(c).await?);
    Ok(found.is_some())
}
