//! Organisations that the staff bring in: found again by code, id or name, registered without an owner, and invited
//! to be taken over by theirs.
//!
//! What is brought in is never more than registered: whoever is invited adds the evidence and files it, and the staff
//! decide as on any other.

use domain::{
    id::{AccountId, InvitationId, OrganisationId},
    identity::{
        CreditCode, Phone,
        organisation::{MemberRole, OrganisationKind, Registration, public_name},
    },
    region::RegionCode,
    when::Moment,
};
use sqlx::{AssertSqlSafe, Error};

use super::{
    member_queries::{self, NewInvitation},
    members, queries,
    rows::{OrganisationRow, Sight},
};
use crate::{
    clock::Clock,
    identity::token_hash,
    reference::Reference,
    store::{Cell, Column, Db, Key, KeyError, insert_many, on_engine},
};

/// An organisation that is there.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its id.
    pub id: OrganisationId,
    /// What is registered of it, as it is typed.
    pub kind: OrganisationKind,
    /// Its whole name.
    pub name: String,
    /// What others see of the name.
    pub public_name: String,
    /// Its credit code, or nothing.
    pub credit_code: String,
    /// Where it is.
    pub region: RegionCode,
    /// Whom to ask for.
    pub contact_name: String,
    /// Their phone.
    pub contact_phone: String,
    /// It waits for nobody and is not verified, so it may be changed.
    pub open: bool,
    /// Its verification is in force.
    pub verified: bool,
    /// Grows with every change.
    pub version: i64,
}

impl Known {
    /// Whether just this is registered.
    pub fn is(&self, given: &Registration) -> bool {
        let code = given.credit_code.as_ref().map(CreditCode::as_str).unwrap_or_default();
        (self.kind, self.name.as_str(), self.credit_code.as_str()) == (given.kind, given.name.as_str(), code)
            && self.region == given.region
            && self.contact_name == given.contact_name
            && self.contact_phone == given.contact_phone.as_str()
    }
}

fn read(db: &Db, reference: &Reference, row: &OrganisationRow, now: Moment) -> Result<Option<Known>, Error> {
    let state = row.state(now);
    let Some(region) = row.region() else { return Ok(None) };
    let one = row.read(db.keys(), reference, Sight::Whole, now)?;
    Ok(Some(Known {
        id: one.id,
        kind: one.kind,
        name: one.name,
        public_name: row.name.clone(),
        credit_code: one.credit_code,
        region,
        contact_name: one.contact_name,
        contact_phone: one.contact_phone,
        open: state.open(),
        verified: state == domain::identity::VerificationState::Verified,
        version: one.version,
    }))
}

/// Marks for so many values, from `$first` on.
fn marks(first: usize, n: usize) -> String {
    let marks: Vec<String> = (first..first + n).map(|at| format!("${at}")).collect();
    marks.join(", ")
}

async fn find(
    db: &mut Db,
    reference: &Reference,
    (sql, values): (&str, &[String]),
    now: Moment,
) -> Result<Vec<Known>, Error> {
    let mut found = Vec::new();
    for values in values.chunks(200) {
        let sql = format!("{sql}{})", marks(1, values.len()));
        let rows: Vec<OrganisationRow> = on_engine!(db, c => {
            let query = values.iter().fold(sqlx::query_as(AssertSqlSafe(sql)), |query, value| query.bind(value.clone()));
            query.fetch_all(c).await?
        });
        for row in &rows {
            found.extend(read(db, reference, row, now)?);
        }
    }
    Ok(found)
}

/// Those with one of these credit codes.
pub async fn with_codes(
    db: &mut Db,
    reference: &Reference,
    codes: &[String],
    now: Moment,
) -> Result<Vec<Known>, Error> {
    const SQL: &str = "SELECT id, kind, name, full_name, credit_code, region, contact_name, contact_phone, state, \
                       verified_until, filed_at, filed_by, reason, version, sample FROM organisation \
                       WHERE credit_code IN (";
    find(db, reference, (SQL, codes), now).await
}

/// Those without a credit code whose public name is one of these.
pub async fn with_names(
    db: &mut Db,
    reference: &Reference,
    names: &[String],
    now: Moment,
) -> Result<Vec<Known>, Error> {
    const SQL: &str = "SELECT id, kind, name, full_name, credit_code, region, contact_name, contact_phone, state, \
                       verified_until, filed_at, filed_by, reason, version, sample FROM organisation \
                       WHERE credit_code IS NULL AND name IN (";
    find(db, reference, (SQL, names), now).await
}

/// The one with this id.
pub async fn with_id(
    db: &mut Db,
    reference: &Reference,
    id: OrganisationId,
    now: Moment,
) -> Result<Option<Known>, Error> {
    match queries::organisation(db, id).await? {
        Some(row) => read(db, reference, &row, now),
        None => Ok(None),
    }
}

/// What others see of a name.
pub fn seen_as(given: &Registration) -> String {
    public_name(given.kind, &given.name)
}

/// Registers new ones without an owner.
pub async fn register(db: &mut Db, new: &[(OrganisationId, Registration)], at: Moment) -> Result<(), Error> {
    const INTO: &str = "organisation (id, kind, name, full_name, credit_code, region, contact_name, contact_phone, sample, \
                        created_at, owners, state, version)";
    let cells = |(id, given): &(OrganisationId, Registration)| {
        let seal = |column, value: &str| db.keys().seal(column, id.0, value);
        let household = given.kind == OrganisationKind::Household;
        let code = given.credit_code.as_ref().map(|code| code.as_str().to_owned());
        Ok(vec![
            Cell::Id(id.0),
            Cell::Text(given.kind.word().to_owned()),
            Cell::Text(seen_as(given)),
            Cell::MaybeBytes(household.then(|| seal(Column::FULL_NAME, &given.name)).transpose()?),
            Cell::MaybeText(code),
            Cell::Text(given.region.to_string()),
            Cell::Bytes(seal(Column::ORGANISATION_CONTACT, &given.contact_name)?),
            Cell::Bytes(seal(Column::ORGANISATION_PHONE, given.contact_phone.as_str())?),
            Cell::Flag(false),
            Cell::Number(at.0),
            Cell::Number(0),
            Cell::Text("draft".to_owned()),
            Cell::Number(0),
        ])
    };
    let rows: Vec<Vec<Cell>> = new.iter().map(cells).collect::<Result<_, KeyError>>()?;
    insert_many(db, INTO, &rows).await
}

/// Changes one that is at this version and may be changed; `false` if it is not any more.
pub async fn change(db: &mut Db, id: OrganisationId, given: &Registration, version: i64) -> Result<bool, Error> {
    queries::update(db, id, given, version).await
}

/// Invites whoever has this phone to own it; gives the secret of the link.
pub async fn invite_owner(
    db: &mut Db,
    clock: &Clock,
    (id, phone): (OrganisationId, Phone),
    by: AccountId,
) -> Result<String, Error> {
    let secret = clock.secret();
    let new = NewInvitation {
        id: InvitationId(clock.id()),
        organisation: id,
        token_hash: token_hash(&secret),
        role: MemberRole::Owner,
        phone: Some(phone),
        by,
        expires: Moment(clock.now().0 + members::GOOD),
    };
    member_queries::invite(db, new).await?;
    Ok(secret)
}

/// Whether one has an owner, or somebody who is invited to be one.
pub async fn is_looked_after(db: &mut Db, id: OrganisationId, now: Moment) -> Result<bool, Error> {
    const SQL: &str = "SELECT (SELECT COUNT(*) FROM member m WHERE m.organisation_id = $1 AND m.role = 'owner') + \
                       (SELECT COUNT(*) FROM member_invitation i WHERE i.organisation_id = $1 AND i.role = 'owner' \
                       AND i.used_at IS NULL AND i.expires_at > $2)";
    let n: i64 = on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(id)).bind(now.0).fetch_one(c).await?);
    Ok(n > 0)
}
