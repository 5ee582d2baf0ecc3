//! SQL of the staff, one function per statement.

use domain::{
    id::AccountId,
    identity::{Phone, StaffRole},
    region::RegionCode,
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::{
    identity::queries::phone_index,
    store::{Column, Db, Key, on_engine},
};

/// What is needed to let somebody in.
#[derive(Clone, FromRow)]
pub struct Credentials {
    /// Their account.
    pub account_id: Key,
    /// The hash of their password.
    pub password: String,
    /// The secret of their one-time codes, sealed.
    pub totp: Vec<u8>,
    /// Over which region.
    pub region: String,
}

/// The credentials of a phone's owner, if they are on the staff now.
pub async fn credentials(db: &mut Db, phone: &Phone) -> Result<Option<Credentials>, Error> {
    const SQL: &str = "SELECT f.account_id, f.password, f.totp, f.region FROM account a JOIN staff f \
                       ON f.account_id = a.id WHERE a.phone_index = $1 AND f.suspended_at IS NULL";
    let index = phone_index(db, phone);
    on_engine!(db, c => sqlx::query_as(SQL).bind(index).fetch_optional(c).await)
}

/// Uses up the half minute of a one-time code; false if it or a later one was used before, or if the password has
/// changed since it was compared.
pub async fn use_step(db: &mut Db, who: &Credentials, step: i64) -> Result<bool, Error> {
    const SQL: &str = "UPDATE staff SET totp_step = $2 WHERE account_id = $1 AND totp_step < $2 AND password = $3 \
                       AND suspended_at IS NULL";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(who.account_id).bind(step).bind(who.password.clone());
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Uses up a recovery code; false if there is no such code left.
pub async fn use_recovery_code(db: &mut Db, who: &Credentials, code: &[u8], at: Moment) -> Result<bool, Error> {
    const SQL: &str =
        "UPDATE recovery_code SET used_at = $3 WHERE code_hash = $1 AND account_id = $2 AND used_at IS NULL";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(code.to_vec()).bind(who.account_id).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Forgets all recovery codes of somebody.
pub async fn delete_recovery_codes(db: &mut Db, account: AccountId) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM recovery_code WHERE account_id = $1";
    on_engine!(db, c => sqlx::query(SQL).bind(Key::from(account)).execute(c).await.map(drop))
}

/// Keeps a recovery code, hashed.
pub async fn insert_recovery_code(db: &mut Db, account: AccountId, code: &[u8]) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO recovery_code (code_hash, account_id) VALUES ($1, $2)";
    on_engine!(db, c => sqlx::query(SQL).bind(code.to_vec()).bind(Key::from(account)).execute(c).await.map(drop))
}

/// How many recovery codes somebody has left; nothing for somebody who is not on the staff.
pub async fn recovery_codes_left(db: &mut Db, account: AccountId) -> Result<Option<i64>, Error> {
    const SQL: &str = "SELECT (SELECT COUNT(*) FROM recovery_code c WHERE c.account_id = f.account_id \
                       AND c.used_at IS NULL) FROM staff f WHERE f.account_id = $1 AND f.suspended_at IS NULL";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).fetch_optional(c).await)
}

/// An invitation as it is made.
#[derive(Clone)]
pub struct NewInvitation {
    /// Its id.
    pub id: Uuid,
    /// SHA-256 of the link's secret.
    pub token: Vec<u8>,
    /// Whom it is for; nobody for whoever sets the service up.
    pub whom: Option<(Phone, String)>,
    /// The role.
    pub role: StaffRole,
    /// The region.
    pub region: RegionCode,
    /// The secret of the one-time codes.
    pub totp: String,
    /// Who invites.
    pub by: Option<AccountId>,
    /// Until when it is good.
    pub expires: Moment,
}

/// Keeps an invitation.
pub async fn insert_invitation(db: &mut Db, new: &NewInvitation) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO invitation (id, token_hash, phone, phone_index, name, role, region, totp, \
                       invited_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let seal = |column, value: &str| db.keys().seal(column, new.id, value);
    let totp = seal(Column::INVITED_TOTP, &new.totp)?;
    let (phone, index, name) = match &new.whom {
        Some((phone, name)) => {
            let sealed = (seal(Column::INVITED_PHONE, phone.as_str())?, seal(Column::INVITED_NAME, name)?);
            (Some(sealed.0), Some(phone_index(db, phone)), Some(sealed.1))
        }
        None => (None, None, None),
    };
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(new.id)).bind(new.token.clone()).bind(phone).bind(index).bind(name);
        let query = query.bind(new.role.word()).bind(new.region.as_str()).bind(totp);
        query.bind(new.by.map(Key::from)).bind(new.expires.0).execute(c).await.map(drop)
    })
}

/// Takes back the invitations of whoever sets the service up, and those of this phone: the newest link is the one.
pub async fn delete_invitations(db: &mut Db, phone: Option<&Phone>) -> Result<(), Error> {
    const FOR_PHONE: &str = "DELETE FROM invitation WHERE phone_index = $1 AND used_at IS NULL";
    const FOR_ANYBODY: &str = "DELETE FROM invitation WHERE phone_index IS NULL AND used_at IS NULL";
    match phone.map(|phone| phone_index(db, phone)) {
        Some(index) => on_engine!(db, c => sqlx::query(FOR_PHONE).bind(index).execute(c).await.map(drop)),
        None => on_engine!(db, c => sqlx::query(FOR_ANYBODY).execute(c).await.map(drop)),
    }
}

/// An invitation as it is found.
#[derive(Clone, FromRow)]
pub struct InvitationRow {
    /// Its id.
    pub id: Key,
    /// The phone it is for, sealed.
    pub phone: Option<Vec<u8>>,
    /// What that phone is found by.
    pub phone_index: Option<Vec<u8>>,
    /// What they are called, sealed.
    pub name: Option<Vec<u8>>,
    /// The role.
    pub role: String,
    /// The region.
    pub region: String,
    /// The secret of the one-time codes, sealed.
    pub totp: Vec<u8>,
    /// Until when it is good.
    pub expires_at: i64,
}

/// The invitation of a link that is still good.
pub async fn invitation(db: &mut Db, token: &[u8], now: Moment) -> Result<Option<InvitationRow>, Error> {
    const SQL: &str = "SELECT id, phone, phone_index, name, role, region, totp, expires_at FROM invitation \
                       WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
    on_engine!(db, c => sqlx::query_as(SQL).bind(token.to_vec()).bind(now.0).fetch_optional(c).await)
}

/// Uses up an invitation; false if somebody was quicker.
pub async fn use_invitation(db: &mut Db, id: Key, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE invitation SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $2";
    on_engine!(db, c => Ok(sqlx::query(SQL).bind(id).bind(at.0).execute(c).await?.rows_affected() == 1))
}

/// Somebody of the staff as they are written down.
pub struct NewStaff {
    /// Their account.
    pub account: AccountId,
    /// What colleagues call them.
    pub name: String,
    /// The role.
    pub role: String,
    /// The region.
    pub region: String,
    /// The hash of their password.
    pub password: String,
    /// The secret of the one-time codes.
    pub totp: String,
    /// The half minute of the code by which they joined.
    pub step: i64,
}

/// Puts somebody on the staff, or gives somebody who is on it everything anew.
pub async fn save_staff(db: &mut Db, new: NewStaff, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO staff (account_id, name, role, region, password, totp, totp_step, since) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (account_id) DO UPDATE \
                       SET name = excluded.name, role = excluded.role, region = excluded.region, \
                       password = excluded.password, totp = excluded.totp, totp_step = excluded.totp_step, \
                       suspended_at = NULL";
    let name = db.keys().seal(Column::STAFF_NAME, new.account.0, &new.name)?;
    let totp = db.keys().seal(Column::TOTP, new.account.0, &new.totp)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(new.account)).bind(name).bind(new.role).bind(new.region);
        query.bind(new.password).bind(totp).bind(new.step).bind(at.0).execute(c).await.map(drop)
    })
}

/// Whether somebody is an administrator over this region, the city.
pub async fn has_administrator(db: &mut Db, region: &RegionCode) -> Result<bool, Error> {
    const SQL: &str =
        "SELECT COUNT(*) FROM staff WHERE role = 'administrator' AND region = $1 AND suspended_at IS NULL";
    let n: i64 = on_engine!(db, c => sqlx::query_scalar(SQL).bind(region.as_str()).fetch_one(c).await?);
    Ok(n > 0)
}

/// The post of whoever has this phone: account, role, region, and whether it has ended.
#[derive(Clone, FromRow)]
pub struct PostRow {
    /// The account.
    pub account_id: Key,
    /// The word of the role.
    pub role: String,
    /// The code of the region.
    pub region: String,
    /// When it ended.
    pub suspended_at: Option<i64>,
}

/// The post of whoever has this phone, if they have or had one.
pub async fn post_of_phone(db: &mut Db, phone: &Phone) -> Result<Option<PostRow>, Error> {
    const SQL: &str = "SELECT f.account_id, f.role, f.region, f.suspended_at FROM account a \
                       JOIN staff f ON f.account_id = a.id WHERE a.phone_index = $1";
    let index = phone_index(db, phone);
    on_engine!(db, c => sqlx::query_as(SQL).bind(index).fetch_optional(c).await)
}

/// The post of an account, if it has one now: role and region.
pub async fn post_of(db: &mut Db, account: AccountId) -> Result<Option<(String, String)>, Error> {
    const SQL: &str = "SELECT role, region FROM staff WHERE account_id = $1 AND suspended_at IS NULL";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_optional(c).await)
}
