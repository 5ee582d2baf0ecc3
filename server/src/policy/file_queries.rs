//! SQL of the files that go with a text, one function per statement.

use domain::{
    attachment::{Attachment, FileKind},
    id::{AttachmentId, PolicyId},
    policy::{Life, Stage},
    region::RegionCode,
    when::Moment,
};
use sqlx::{Error, FromRow};

use crate::store::{Db, Key, on_engine};

#[derive(FromRow)]
struct ListedRow {
    id: Key,
    name: String,
    kind: String,
    size: i64,
    added_at: i64,
}

/// The files of a revision, the oldest first.
pub async fn list(db: &mut Db, revision: Key) -> Result<Vec<Attachment>, Error> {
    const SQL: &str = "SELECT a.id, f.name, a.kind, a.size, f.added_at FROM policy_file f \
                       JOIN attachment a ON a.id = f.attachment_id WHERE f.revision_id = $1 \
                       ORDER BY f.added_at, a.id";
    let rows: Vec<ListedRow> = on_engine!(db, c => sqlx::query_as(SQL).bind(revision).fetch_all(c).await?);
    let read = |row: ListedRow| Attachment {
        id: row.id.into(),
        name: row.name,
        kind: FileKind::parse(&row.kind).unwrap_or(FileKind::Pdf),
        size: u32::try_from(row.size).unwrap_or_default(),
        created: Moment(row.added_at),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// How many files a revision has.
pub async fn count(db: &mut Db, revision: Key) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM policy_file WHERE revision_id = $1";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(revision).fetch_one(c).await)
}

/// Has a revision name a file; false if it does already.
pub async fn link(db: &mut Db, revision: Key, file: AttachmentId, name: &str, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO policy_file (revision_id, attachment_id, name, added_at) VALUES ($1, $2, $3, $4) \
                       ON CONFLICT DO NOTHING";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(revision).bind(Key::from(file)).bind(name.to_owned()).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Has a revision name a file no more; its name, if it did.
pub async fn unlink(db: &mut Db, revision: Key, file: AttachmentId) -> Result<Option<String>, Error> {
    const SQL: &str = "DELETE FROM policy_file WHERE revision_id = $1 AND attachment_id = $2 RETURNING name";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(revision).bind(Key::from(file)).fetch_optional(c).await)
}

/// Forgets a file that no revision names any more.
pub async fn forget(db: &mut Db, file: AttachmentId) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM attachment WHERE id = $1 AND owner_kind = 'policy' \
                       AND NOT EXISTS (SELECT 1 FROM policy_file WHERE attachment_id = $1)";
    on_engine!(db, c => sqlx::query(SQL).bind(Key::from(file)).execute(c).await.map(drop))
}

/// Has a new revision name what the one before it names.
pub async fn carry_over(db: &mut Db, from: Key, to: Key) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO policy_file (revision_id, attachment_id, name, added_at) \
                       SELECT $2, attachment_id, name, added_at FROM policy_file WHERE revision_id = $1";
    on_engine!(db, c => sqlx::query(SQL).bind(from).bind(to).execute(c).await.map(drop))
}

/// A revision that names a file.
#[derive(FromRow)]
pub struct Link {
    /// The name it gives it.
    pub name: String,
    region: String,
    stage: String,
    from_at: i64,
    until_at: i64,
}

impl Link {
    /// Where the revision lies.
    pub fn region(&self) -> Option<RegionCode> {
        RegionCode::parse(&self.region)
    }

    /// Whether everybody reads the revision now, as long as it is the one that is read.
    pub fn is_read(&self, now: Moment) -> bool {
        let stage = Stage::parse(&self.stage).unwrap_or(Stage::Withdrawn);
        let (from, until) = (Moment(self.from_at), Moment(self.until_at));
        // A text that no longer applies is still read by whoever has its address.
        let life = Life { stage, from, until, expires: domain::policy::NEVER };
        life.standing(now) == domain::policy::Standing::Published
    }
}

/// The revisions of a policy that name a file, the newest first.
pub async fn named_by(db: &mut Db, policy: PolicyId, file: AttachmentId) -> Result<Vec<Link>, Error> {
    const SQL: &str = "SELECT f.name, r.region, r.stage, r.from_at, r.until_at FROM policy_file f \
                       JOIN policy_revision r ON r.id = f.revision_id \
                       WHERE f.attachment_id = $1 AND r.policy_id = $2 ORDER BY r.number DESC";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(file)).bind(Key::from(policy)).fetch_all(c).await)
}
