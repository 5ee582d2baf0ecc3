//! SQL of favourites and bans, one function per statement.

use domain::{
    gig::filling::MarkKind,
    id::{AccountId, OrganisationId, ShiftId},
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

/// Whether an employer takes somebody on no more.
pub async fn banned(db: &mut Db, organisation: OrganisationId, account: AccountId) -> Result<bool, Error> {
    Ok(of_worker(db, organisation, account).await?.is_some_and(|(_, kind)| kind == MarkKind::Ban))
}

/// What an employer keeps of somebody now.
pub async fn of_worker(
    db: &mut Db,
    organisation: OrganisationId,
    account: AccountId,
) -> Result<Option<(Uuid, MarkKind)>, Error> {
    const SQL: &str = "SELECT id, kind FROM employer_mark \
                       WHERE organisation_id = $1 AND account_id = $2 AND lifted_at IS NULL";
    let row: Option<(Key, String)> = on_engine!(db, c => {
        sqlx::query_as(SQL).bind(Key::from(organisation)).bind(Key::from(account)).fetch_optional(c).await?
    });
    Ok(row.and_then(|(id, kind)| Some((id.0, MarkKind::parse(&kind)?))))
}

/// What an employer keeps of those who work in a shift of theirs, by claim.
pub async fn of_members(db: &mut Db, shift: ShiftId) -> Result<Vec<(Key, String)>, Error> {
    const SQL: &str = "SELECT c.id, m.kind FROM claim c JOIN shift s ON s.id = c.shift_id \
                       JOIN posting p ON p.id = s.posting_id JOIN employer_mark m \
                       ON m.organisation_id = p.employer_id AND m.account_id = c.account_id AND m.lifted_at IS NULL \
                       WHERE c.shift_id = $1 LIMIT 500";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(shift)).fetch_all(c).await)
}

/// A mark on its way into the table.
pub struct NewMark<'a> {
    pub id: Uuid,
    pub organisation: OrganisationId,
    pub account: AccountId,
    pub kind: MarkKind,
    pub reason: &'a str,
    pub by: AccountId,
    pub at: Moment,
}

/// Keeps a mark.
pub async fn insert(db: &mut Db, new: &NewMark<'_>) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO employer_mark (id, organisation_id, account_id, kind, reason, written_by, written_at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let reason = (!new.reason.is_empty()).then(|| db.keys().seal(Column::MARK_REASON, new.id, new.reason));
    let reason = reason.transpose()?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(new.id)).bind(Key::from(new.organisation)).bind(Key::from(new.account));
        let query = query.bind(new.kind.word()).bind(reason).bind(Key::from(new.by)).bind(new.at.0);
        query.execute(c).await.map(drop)
    })
}

/// Ends a mark of an organisation; false if it was ended before, or there is none.
pub async fn lift(db: &mut Db, organisation: OrganisationId, id: Uuid, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE employer_mark SET lifted_at = $3 \
                       WHERE id = $1 AND organisation_id = $2 AND lifted_at IS NULL";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id)).bind(Key::from(organisation)).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Whether there is or was such a mark of an organisation.
pub async fn there(db: &mut Db, organisation: OrganisationId, id: Uuid) -> Result<bool, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM employer_mark WHERE id = $1 AND organisation_id = $2";
    let n: i64 = on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(Key(id)).bind(Key::from(organisation)).fetch_one(c).await?
    });
    Ok(n > 0)
}

/// A mark with whom it is of.
#[derive(FromRow)]
pub struct MarkRow {
    pub id: Key,
    account_id: Key,
    kind: String,
    reason: Option<Vec<u8>>,
    pub written_at: i64,
    name: Option<Vec<u8>>,
    phone: Vec<u8>,
}

impl MarkRow {
    /// What it is.
    pub fn kind(&self) -> Option<MarkKind> {
        MarkKind::parse(&self.kind)
    }

    /// Name, phone and reason, opened.
    pub fn open(&self, db: &Db) -> Result<[String; 3], Error> {
        let open = |column, row: Uuid, sealed: &Option<Vec<u8>>| {
            sealed.as_ref().map(|sealed| db.keys().open(column, row, sealed)).transpose()
        };
        let name = open(Column::NAME, self.account_id.0, &self.name)?.unwrap_or_default();
        let reason = open(Column::MARK_REASON, self.id.0, &self.reason)?.unwrap_or_default();
        Ok([name, db.keys().open(Column::PHONE, self.account_id.0, &self.phone)?, reason])
    }
}

/// What an employer keeps, the last first.
pub async fn all(db: &mut Db, organisation: OrganisationId) -> Result<Vec<MarkRow>, Error> {
    const SQL: &str = "SELECT m.id, m.account_id, m.kind, m.reason, m.written_at, w.name, a.phone \
                       FROM employer_mark m JOIN worker w ON w.account_id = m.account_id \
                       JOIN account a ON a.id = m.account_id WHERE m.organisation_id = $1 AND m.lifted_at IS NULL \
                       AND a.closed_at IS NULL ORDER BY m.written_at DESC, m.id LIMIT 300";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(organisation)).fetch_all(c).await)
}

/// Whom an employer likes to have again, the last first.
pub async fn favourites(db: &mut Db, organisation: OrganisationId, most: i64) -> Result<Vec<Key>, Error> {
    const SQL: &str = "SELECT m.account_id FROM employer_mark m JOIN account a ON a.id = m.account_id \
                       WHERE m.organisation_id = $1 AND m.kind = 'favourite' AND m.lifted_at IS NULL \
                       AND a.closed_at IS NULL ORDER BY m.written_at DESC, m.id LIMIT $2";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(organisation)).bind(most).fetch_all(c).await)
}
