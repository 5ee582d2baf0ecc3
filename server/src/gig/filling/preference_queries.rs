//! SQL of favourites and bans, one function per statement.

use domain::{
    gig::filling::PreferenceKind,
    id::{AccountId, OrganisationId, ShiftId},
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

/// Whether an employer takes somebody on no more.
pub async fn banned(db: &mut Db, organisation: OrganisationId, account: AccountId) -> Result<bool, Error> {
    Ok(of_worker(db, organisation, account).await?.is_some_and(|(_, kind)| kind == PreferenceKind::Ban))
}

/// What an employer keeps of somebody now.
pub async fn of_worker(
    db: &mut Db,
    organisation: OrganisationId,
    account: AccountId,
) -> Result<Option<(Uuid, PreferenceKind)>, Error> {
    const SQL: &str = "SELECT id, kind FROM employer_preference \
                       WHERE organisation_id = $1 AND account_id = $2 AND lifted_at IS NULL";
    let row: Option<(Key, String)> = on_engine!(db, c => {
        sqlx::query_as(SQL).bind(Key::from(organisation)).bind(Key::from(account)).fetch_optional(c).await?
    });
    Ok(row.and_then(|(id, kind)| Some((id.0, PreferenceKind::parse(&kind)?))))
}

/// What an employer keeps of those who work in a shift of theirs, by claim.
pub async fn of_members(db: &mut Db, shift: ShiftId) -> Result<Vec<(Key, String)>, Error> {
    const SQL: &str = "SELECT c.id, f.kind FROM claim c JOIN shift s ON s.id = c.shift_id \
                       JOIN posting p ON p.id = s.posting_id JOIN employer_preference f \
                       ON f.organisation_id = p.employer_id AND f.account_id = c.account_id AND f.lifted_at IS NULL \
                       WHERE c.shift_id = $1 LIMIT 500";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(shift)).fetch_all(c).await)
}

/// A preference on its way into the table.
pub struct NewPreference<'a> {
    pub id: Uuid,
    pub organisation: OrganisationId,
    pub account: AccountId,
    pub kind: PreferenceKind,
    pub reason: &'a str,
    pub by: AccountId,
    pub at: Moment,
}

/// Keeps a preference.
pub async fn insert(db: &mut Db, new: &NewPreference<'_>) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO employer_preference (id, organisation_id, account_id, kind, reason, written_by, written_at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let reason = (!new.reason.is_empty()).then(|| db.keys().seal(Column::PREFERENCE_REASON, new.id, new.reason));
    let reason = reason.transpose()?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(new.id)).bind(Key::from(new.organisation)).bind(Key::from(new.account));
        let query = query.bind(new.kind.word()).bind(reason).bind(Key::from(new.by)).bind(new.at.0);
        query.execute(c).await.map(drop)
    })
}

/// Ends a preference of an organisation; false if it was ended before, or there is none.
pub async fn lift(db: &mut Db, organisation: OrganisationId, id: Uuid, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE employer_preference SET lifted_at = $3 \
                       WHERE id = $1 AND organisation_id = $2 AND lifted_at IS NULL";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id)).bind(Key::from(organisation)).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Whether there is or was such a preference of an organisation.
pub async fn there(db: &mut Db, organisation: OrganisationId, id: Uuid) -> Result<bool, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM employer_preference WHERE id = $1 AND organisation_id = $2";
    let n: i64 = on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(Key(id)).bind(Key::from(organisation)).fetch_one(c).await?
    });
    Ok(n > 0)
}

/// A preference with whom it is of.
#[derive(FromRow)]
pub struct PreferenceRow {
    pub id: Key,
    account_id: Key,
    kind: String,
    reason: Option<Vec<u8>>,
    pub written_at: i64,
    name: Option<Vec<u8>>,
    phone: Vec<u8>,
}

impl PreferenceRow {
    /// What it is.
    pub fn kind(&self) -> Option<PreferenceKind> {
        PreferenceKind::parse(&self.kind)
    }

    /// Name, phone and reason, opened.
    pub fn open(&self, db: &Db) -> Result<[String; 3], Error> {
        let open = |column, row: Uuid, sealed: &Option<Vec<u8>>| {
            sealed.as_ref().map(|sealed| db.keys().open(column, row, sealed)).transpose()
        };
        let name = open(Column::NAME, self.account_id.0, &self.name)?.unwrap_or_default();
        let reason = open(Column::PREFERENCE_REASON, self.id.0, &self.reason)?.unwrap_or_default();
        Ok([name, db.keys().open(Column::PHONE, self.account_id.0, &self.phone)?, reason])
    }
}

/// What an employer keeps, the last first.
pub async fn all(db: &mut Db, organisation: OrganisationId) -> Result<Vec<PreferenceRow>, Error> {
    const SQL: &str = "SELECT f.id, f.account_id, f.kind, f.reason, f.written_at, w.name, a.phone \
                       FROM employer_preference f JOIN worker w ON w.account_id = f.account_id \
                       JOIN account a ON a.id = f.account_id WHERE f.organisation_id = $1 AND f.lifted_at IS NULL \
                       AND a.closed_at IS NULL ORDER BY f.written_at DESC, f.id LIMIT 300";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(organisation)).fetch_all(c).await)
}

/// Whom an employer likes to have again, the last first.
pub async fn favourites(db: &mut Db, organisation: OrganisationId, most: i64) -> Result<Vec<Key>, Error> {
    const SQL: &str = "SELECT f.account_id FROM employer_preference f JOIN account a ON a.id = f.account_id \
                       WHERE f.organisation_id = $1 AND f.kind = 'favourite' AND f.lifted_at IS NULL \
                       AND a.closed_at IS NULL ORDER BY f.written_at DESC, f.id LIMIT $2";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(organisation)).bind(most).fetch_all(c).await)
}
