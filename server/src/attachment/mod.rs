//! Files that belong to something: looked at, sealed and kept outside the database, with a row in it for each.
//!
//! The sealed bytes are written first and under a name that no other file has, then the row with everything else in
//! one transaction; what has no row an hour later is swept away.

mod files;
mod office;
mod queries;
mod sniff;

use domain::{
    attachment::{AttachmentOwner, FileContent, FileKind, Upload, clean_name},
    error::{Problem, Refused},
    id::{AccountId, AttachmentId},
    when::Moment,
};
use uuid::Uuid;

pub use files::{FileError, Files, choose_cryptography};
pub use queries::{count, delete, insert, list, owner_of, same};
pub use sniff::sniff;

use crate::store::{Column, Store, sealed_by, unreachable};

/// A file that is kept, and of which the database does not know yet.
#[derive(Clone)]
pub struct Kept {
    /// Its id.
    pub id: AttachmentId,
    /// Its name, cleaned.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How large it is, bytes.
    pub size: i64,
    /// A keyed hash of what is in it.
    pub digest: Vec<u8>,
    /// The key it is sealed with.
    pub sealed_by: u32,
}

/// To what a file belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// What it is.
    pub kind: AttachmentOwner,
    /// Which one.
    pub id: Uuid,
}

fn lost(error: &FileError) -> Refused {
    tracing::error!(%error, "a file could not be read or written");
    Refused::Busy
}

/// Looks at evidence and keeps it, sealed. `field` is the field of the form that it came in.
pub async fn keep(store: &Store, files: &Files, id: Uuid, upload: Upload, field: &str) -> Result<Kept, Refused> {
    let kind = sniff(&upload.bytes).filter(|kind| kind.is_evidence());
    store_sealed(store, files, id, (upload, field), kind.ok_or(Problem::NotAPicture)).await
}

/// The same with a file that goes with a text.
pub async fn keep_document(
    store: &Store,
    files: &Files,
    id: Uuid,
    upload: Upload,
    field: &str,
) -> Result<Kept, Refused> {
    let kind = sniff(&upload.bytes).ok_or(Problem::NotADocument);
    store_sealed(store, files, id, (upload, field), kind).await
}

async fn store_sealed(
    store: &Store,
    files: &Files,
    id: Uuid,
    (upload, field): (Upload, &str),
    kind: Result<FileKind, Problem>,
) -> Result<Kept, Refused> {
    if upload.bytes.is_empty() {
        return Err(Refused::field(field, Problem::Empty));
    }
    let kind = kind.map_err(|problem| Refused::field(field, problem))?;
    keep_as(store, files, id, upload, kind).await
}

/// Keeps a file, sealed, that whoever calls has looked at and knows to be of this kind.
pub async fn keep_as(store: &Store, files: &Files, id: Uuid, upload: Upload, kind: FileKind) -> Result<Kept, Refused> {
    let keys = store.keys();
    let sealed = keys.seal_bytes(Column::FILE, id, &upload.bytes).map_err(|error| unreachable(&error.into()))?;
    let key = sealed_by(&sealed).unwrap_or_default();
    files.put(id, key, sealed).await.map_err(|error| lost(&error))?;
    Ok(Kept {
        id: AttachmentId(id),
        name: clean_name(&upload.name, kind),
        kind,
        size: i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX),
        digest: keys.mark(&[b"attachment", &upload.bytes]),
        sealed_by: key,
    })
}

/// A file with what is in it. While keys are rotated it may lie elsewhere a moment later; then it is looked up again.
pub async fn read(store: &Store, files: &Files, id: AttachmentId) -> Result<FileContent, Refused> {
    for _ in 0..3 {
        let found = async { queries::file(&mut store.read().await?, id).await };
        let row = found.await.map_err(|error| unreachable(&error))?.ok_or(Refused::Missing)?;
        match files.get(id.0, row.sealed_by).await {
            Ok(sealed) => {
                let opened = store.keys().open_bytes(Column::FILE, id.0, &sealed);
                let bytes = opened.map_err(|error| unreachable(&error.into()))?;
                return Ok(FileContent { name: row.name, kind: row.kind, bytes });
            }
            Err(FileError::Store(object_store::Error::NotFound { .. })) => {}
            Err(error) => return Err(lost(&error)),
        }
    }
    tracing::error!(%id, "a file is missing from the storage");
    Err(Refused::Busy)
}

/// Seals every file that has an older key with the current one. The new bytes lie beside the old until the row says
/// which are meant, so a stop at any moment loses nothing.
pub async fn reseal(store: &Store, files: &Files) -> Result<u64, FileError> {
    let current = store.keys().current();
    let (mut after, mut done) = (Uuid::nil(), 0);
    loop {
        let rows = queries::of_other_keys(&mut store.read().await?, current, after).await?;
        let Some((last, _)) = rows.last() else { return Ok(done) };
        after = last.0;
        for (id, old) in rows {
            let bytes = store.keys().open_bytes(Column::FILE, id.0, &files.get(id.0, old).await?)?;
            let sealed = store.keys().seal_bytes(Column::FILE, id.0, &bytes)?;
            let key = sealed_by(&sealed).unwrap_or_default();
            files.put(id.0, key, sealed).await?;
            let moved =
                store.write::<_, (), _>(move |db| Box::pin(async move { Ok(queries::moved(db, id, old, key).await?) }));
            let moved = moved.await.map_err(FileError::written)?;
            // Whichever is not meant goes.
            files.delete(id.0, if moved { old } else { key }).await?;
            done += u64::from(moved);
        }
    }
}

/// Deletes files that have had no row for an hour: whatever wrote them was refused or stopped, or the row was deleted.
pub async fn sweep(store: &Store, files: &Files, now: Moment) -> Result<u64, FileError> {
    let mut done = 0;
    for (id, key) in files.older_than(Moment(now.0 - Moment::HOUR)).await? {
        if !queries::is_kept(&mut store.read().await?, id, key).await? {
            files.delete(id, key).await?;
            done += 1;
        }
    }
    Ok(done)
}

/// A file that is kept, as a row: to whom it belongs, who sent it and when.
#[derive(Clone)]
pub struct Row {
    /// The file.
    pub kept: Kept,
    /// To what it belongs.
    pub owner: Owner,
    /// Who sent it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}
