//! SQL of organisations, one function per statement.

use domain::{
    id::{AccountId, OrganisationId},
    identity::{
        VerificationState,
        organisation::{OrganisationKind, Registration, public_name},
    },
    when::Moment,
};
use sqlx::Error;
use uuid::Uuid;

use super::rows::OrganisationRow;
use crate::store::{Column, Db, Key, on_engine};

/// An organisation.
pub async fn organisation(db: &mut Db, id: OrganisationId) -> Result<Option<OrganisationRow>, Error> {
    const SQL: &str = "SELECT id, kind, name, full_name, credit_code, region, contact_name, contact_phone, state, \
                       verified_until, filed_at, filed_by, reason, version, sample FROM organisation WHERE id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_optional(c).await)
}

/// What is stored of a registration, sealed where it is personal.
struct Sealed {
    name: String,
    full_name: Option<Vec<u8>>,
    contact_name: Vec<u8>,
    contact_phone: Vec<u8>,
    credit_code: Option<String>,
}

fn seal(db: &Db, id: OrganisationId, given: &Registration) -> Result<Sealed, Error> {
    let seal = |column, value: &str| db.keys().seal(column, id.0, value);
    let household = given.kind == OrganisationKind::Household;
    Ok(Sealed {
        name: public_name(given.kind, &given.name),
        full_name: household.then(|| seal(Column::FULL_NAME, &given.name)).transpose()?,
        contact_name: seal(Column::ORGANISATION_CONTACT, &given.contact_name)?,
        contact_phone: seal(Column::ORGANISATION_PHONE, given.contact_phone.as_str())?,
        credit_code: given.credit_code.as_ref().map(|code| code.as_str().to_owned()),
    })
}

/// Registers an organisation with one owner.
pub async fn insert(db: &mut Db, id: OrganisationId, given: &Registration, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO organisation (id, kind, name, full_name, credit_code, region, contact_name, \
                       contact_phone, sample, created_at, owners, state, version) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE, $9, 1, 'draft', 0)";
    let sealed = seal(db, id, given)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(id)).bind(given.kind.word()).bind(sealed.name);
        let query = query.bind(sealed.full_name).bind(sealed.credit_code).bind(given.region.as_str());
        let query = query.bind(sealed.contact_name).bind(sealed.contact_phone).bind(at.0);
        query.execute(c).await.map(drop)
    })
}

/// Changes what was registered; false if it is not at this version any more.
pub async fn update(db: &mut Db, id: OrganisationId, given: &Registration, version: i64) -> Result<bool, Error> {
    const SQL: &str = "UPDATE organisation SET kind = $2, name = $3, full_name = $4, credit_code = $5, region = $6, \
                       contact_name = $7, contact_phone = $8, version = version + 1 WHERE id = $1 AND version = $9";
    let sealed = seal(db, id, given)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(id)).bind(given.kind.word()).bind(sealed.name);
        let query = query.bind(sealed.full_name).bind(sealed.credit_code).bind(given.region.as_str());
        let query = query.bind(sealed.contact_name).bind(sealed.contact_phone).bind(version);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Says that something about it changed; false if it is not at this version any more.
pub async fn touch(db: &mut Db, id: OrganisationId, version: i64) -> Result<bool, Error> {
    const SQL: &str = "UPDATE organisation SET version = version + 1 WHERE id = $1 AND version = $2";
    on_engine!(db, c => {
        Ok(sqlx::query(SQL).bind(Key::from(id)).bind(version).execute(c).await?.rows_affected() == 1)
    })
}

/// Files it; false if it is not at this version any more.
pub async fn file(db: &mut Db, id: OrganisationId, version: i64, by: AccountId, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE organisation SET state = 'filed', verified_until = NULL, filed_at = $3, filed_by = $4, \
                       reason = NULL, version = version + 1 WHERE id = $1 AND version = $2";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(id)).bind(version).bind(at.0).bind(Key::from(by));
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Writes a decision; false if it is not at this version any more.
pub async fn decide(
    db: &mut Db,
    id: OrganisationId,
    version: i64,
    (state, until, reason): (VerificationState, Option<Moment>, &str),
) -> Result<bool, Error> {
    const SQL: &str = "UPDATE organisation SET state = $3, verified_until = $4, reason = $5, version = version + 1 \
                       WHERE id = $1 AND version = $2";
    let reason = db.keys().seal(Column::ORGANISATION_REASON, id.0, reason)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(id)).bind(version).bind(state.word());
        Ok(query.bind(until.map(|until| until.0)).bind(reason).execute(c).await?.rows_affected() == 1)
    })
}

/// How many others are registered with this credit code.
pub async fn same_code(db: &mut Db, id: OrganisationId, code: &str) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM organisation WHERE credit_code = $1 AND id <> $2";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(code).bind(Key::from(id)).fetch_one(c).await)
}

/// Whether this deed was done to this subject by this actor since then.
pub async fn done_since(db: &mut Db, actor: &str, action: &str, subject: Uuid, since: Moment) -> Result<bool, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM audit WHERE subject = $1 AND actor = $2 AND action = $3 AND at > $4";
    let n: i64 = on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(Key(subject)).bind(actor).bind(action).bind(since.0).fetch_one(c).await?
    });
    Ok(n > 0)
}

/// What an organisation is called where everybody may read it.
pub async fn name_of(db: &mut Db, id: OrganisationId) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT name FROM organisation WHERE id = $1";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(id)).fetch_optional(c).await)
}
