//! SQL of members and invitations, one function per statement.

use domain::{
    id::{AccountId, InvitationId, OrganisationId},
    identity::{Phone, organisation::MemberRole},
    when::Moment,
};
use sqlx::{Error, FromRow};

use crate::{
    identity::queries::phone_index,
    store::{Column, Db, Key, on_engine},
};

/// As what somebody belongs to an organisation.
pub async fn role(db: &mut Db, id: OrganisationId, account: AccountId) -> Result<Option<MemberRole>, Error> {
    const SQL: &str = "SELECT role FROM member WHERE organisation_id = $1 AND account_id = $2";
    let word: Option<String> = on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(Key::from(id)).bind(Key::from(account)).fetch_optional(c).await?
    });
    Ok(word.as_deref().and_then(MemberRole::parse))
}

/// The organisations somebody belongs to, and as what.
pub async fn of_account(db: &mut Db, account: AccountId) -> Result<Vec<(Key, String)>, Error> {
    const SQL: &str = "SELECT organisation_id, role FROM member WHERE account_id = $1 ORDER BY since, organisation_id \
                       LIMIT 100";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_all(c).await)
}

/// A member.
#[derive(FromRow)]
pub struct MemberRow {
    pub account_id: Key,
    pub role: String,
    pub since: i64,
}

/// The members of an organisation, in the order in which they came.
pub async fn members(db: &mut Db, id: OrganisationId) -> Result<Vec<MemberRow>, Error> {
    const SQL: &str = "SELECT account_id, role, since FROM member WHERE organisation_id = $1 \
                       ORDER BY since, account_id LIMIT 200";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_all(c).await)
}

/// Adds a member; false if they belong to it already.
pub async fn add(
    db: &mut Db,
    id: OrganisationId,
    account: AccountId,
    role: MemberRole,
    at: Moment,
) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO member (organisation_id, account_id, role, since) VALUES ($1, $2, $3, $4) \
                       ON CONFLICT DO NOTHING";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(id)).bind(Key::from(account)).bind(role.word()).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Takes a member off and gives what they were.
pub async fn remove(db: &mut Db, id: OrganisationId, account: AccountId) -> Result<Option<String>, Error> {
    const SQL: &str = "DELETE FROM member WHERE organisation_id = $1 AND account_id = $2 RETURNING role";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(id)).bind(Key::from(account)).fetch_optional(c).await)
}

/// One owner more.
pub async fn owner_came(db: &mut Db, id: OrganisationId) -> Result<(), Error> {
    const SQL: &str = "UPDATE organisation SET owners = owners + 1 WHERE id = $1";
    on_engine!(db, c => sqlx::query(SQL).bind(Key::from(id)).execute(c).await.map(drop))
}

/// One owner less; false if that was the last.
pub async fn owner_left(db: &mut Db, id: OrganisationId) -> Result<bool, Error> {
    const SQL: &str = "UPDATE organisation SET owners = owners - 1 WHERE id = $1 AND owners > 1";
    on_engine!(db, c => Ok(sqlx::query(SQL).bind(Key::from(id)).execute(c).await?.rows_affected() == 1))
}

/// An invitation that is made.
#[derive(Clone)]
pub struct NewInvitation {
    pub id: InvitationId,
    pub organisation: OrganisationId,
    pub token_hash: Vec<u8>,
    pub role: MemberRole,
    pub phone: Option<Phone>,
    pub by: AccountId,
    pub expires: Moment,
}

/// Keeps an invitation.
pub async fn invite(db: &mut Db, new: NewInvitation) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO member_invitation (id, organisation_id, token_hash, role, phone, phone_index, \
                       invited_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let seal = |phone: &Phone| db.keys().seal(Column::MEMBER_PHONE, new.id.0, phone.as_str());
    let (phone, index) =
        (new.phone.as_ref().map(seal).transpose()?, new.phone.as_ref().map(|phone| phone_index(db, phone)));
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(new.id)).bind(Key::from(new.organisation)).bind(new.token_hash);
        let query = query.bind(new.role.word()).bind(phone).bind(index).bind(Key::from(new.by));
        query.bind(new.expires.0).execute(c).await.map(drop)
    })
}

/// An invitation that was not answered.
#[derive(FromRow)]
pub struct InvitationRow {
    pub id: Key,
    pub phone: Option<Vec<u8>>,
    pub role: String,
    pub expires_at: i64,
}

/// The invitations that are good.
pub async fn invitations(db: &mut Db, id: OrganisationId, now: Moment) -> Result<Vec<InvitationRow>, Error> {
    const SQL: &str = "SELECT id, phone, role, expires_at FROM member_invitation \
                       WHERE organisation_id = $1 AND used_at IS NULL AND expires_at > $2 ORDER BY id LIMIT 100";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).bind(now.0).fetch_all(c).await)
}

/// Whose invitation it is.
pub async fn invitation_of(db: &mut Db, id: InvitationId) -> Result<Option<Key>, Error> {
    const SQL: &str = "SELECT organisation_id FROM member_invitation WHERE id = $1 AND used_at IS NULL";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(id)).fetch_optional(c).await)
}

/// Takes an invitation back.
pub async fn uninvite(db: &mut Db, id: InvitationId) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM member_invitation WHERE id = $1 AND used_at IS NULL";
    on_engine!(db, c => Ok(sqlx::query(SQL).bind(Key::from(id)).execute(c).await?.rows_affected() == 1))
}

/// What a secret invites to, while it is good and for this person.
#[derive(FromRow)]
pub struct GoodRow {
    pub organisation_id: Key,
    pub role: String,
    pub expires_at: i64,
}

/// What a secret invites to, while it is good and for this person.
pub async fn good(db: &mut Db, token: &[u8], account: AccountId, now: Moment) -> Result<Option<GoodRow>, Error> {
    const SQL: &str = "SELECT organisation_id, role, expires_at FROM member_invitation WHERE token_hash = $1 \
                       AND used_at IS NULL AND expires_at > $2 AND (phone_index IS NULL \
                       OR phone_index = (SELECT a.phone_index FROM account a WHERE a.id = $3))";
    on_engine!(db, c => {
        sqlx::query_as(SQL).bind(token.to_vec()).bind(now.0).bind(Key::from(account)).fetch_optional(c).await
    })
}

/// Uses a secret up; nothing if it is not good any more, or for somebody else.
pub async fn accept(db: &mut Db, token: &[u8], account: AccountId, now: Moment) -> Result<Option<GoodRow>, Error> {
    const SQL: &str = "UPDATE member_invitation SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL \
                       AND expires_at > $2 AND (phone_index IS NULL \
                       OR phone_index = (SELECT a.phone_index FROM account a WHERE a.id = $3)) \
                       RETURNING organisation_id, role, expires_at";
    on_engine!(db, c => {
        sqlx::query_as(SQL).bind(token.to_vec()).bind(now.0).bind(Key::from(account)).fetch_optional(c).await
    })
}

/// Forgets invitations that have run out.
pub async fn forget(db: &mut Db, before: Moment) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM member_invitation WHERE expires_at < $1";
    on_engine!(db, c => sqlx::query(SQL).bind(before.0).execute(c).await.map(drop))
}
