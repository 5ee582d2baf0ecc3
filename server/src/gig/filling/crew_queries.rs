//! SQL of crews, one function per statement.

use domain::{
    gig::ClaimState,
    id::{AccountId, ClaimId, ShiftId},
    identity::mask_name,
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

/// Keeps that somebody claimed seats for others.
pub async fn insert_crew(
    db: &mut Db,
    id: Uuid,
    (shift, leader): (ShiftId, AccountId),
    until: Moment,
    at: Moment,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO crew (id, shift_id, account_id, until_at, made_at) VALUES ($1, $2, $3, $4, $5)";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id)).bind(Key::from(shift)).bind(Key::from(leader));
        query.bind(until.0).bind(at.0).execute(c).await.map(drop)
    })
}

/// Keeps who was named for one of the seats.
pub async fn insert_seat(
    db: &mut Db,
    crew: Uuid,
    (claim, account): (ClaimId, AccountId),
    name: &str,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO crew_seat (claim_id, crew_id, account_id, name) VALUES ($1, $2, $3, $4)";
    let name = db.keys().seal(Column::CREW_NAME, claim.0, name)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(claim)).bind(Key(crew)).bind(Key::from(account)).bind(name);
        query.execute(c).await.map(drop)
    })
}

/// Who named the person of a claim, masked; empty if they have given no name.
pub async fn named_by(db: &mut Db, claim: ClaimId) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT w.account_id, w.name FROM crew_seat s JOIN crew c ON c.id = s.crew_id \
                       JOIN worker w ON w.account_id = c.account_id WHERE s.claim_id = $1";
    let row: Option<(Key, Option<Vec<u8>>)> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).fetch_optional(c).await?);
    let Some((account, name)) = row else { return Ok(None) };
    let name = name.map(|name| db.keys().open(Column::NAME, account.0, &name)).transpose()?;
    Ok(Some(mask_name(&name.unwrap_or_default())))
}

/// A crew with its shift.
#[derive(FromRow)]
pub struct CrewRow {
    pub id: Key,
    pub shift_id: Key,
    pub title: String,
    pub starts_at: i64,
    pub ends_at: i64,
    pub until_at: i64,
}

/// The crews for which somebody claimed seats, the last first.
pub async fn crews(db: &mut Db, leader: AccountId) -> Result<Vec<CrewRow>, Error> {
    const SQL: &str = "SELECT c.id, c.shift_id, p.title, s.starts_at, s.ends_at, c.until_at FROM crew c \
                       JOIN shift s ON s.id = c.shift_id JOIN posting p ON p.id = s.posting_id \
                       WHERE c.account_id = $1 ORDER BY c.made_at DESC, c.id LIMIT 20";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(leader)).fetch_all(c).await)
}

/// Somebody who was named, and what became of it.
#[derive(FromRow)]
pub struct SeatRow {
    claim_id: Key,
    account_id: Key,
    name: Vec<u8>,
    phone: Vec<u8>,
    state: String,
}

impl SeatRow {
    /// Name, phone and state.
    pub fn open(&self, db: &Db) -> Result<(String, String, ClaimState), Error> {
        let name = db.keys().open(Column::CREW_NAME, self.claim_id.0, &self.name)?;
        let phone = db.keys().open(Column::PHONE, self.account_id.0, &self.phone)?;
        Ok((name, phone, ClaimState::parse(&self.state).unwrap_or(ClaimState::Expired)))
    }
}

/// The seats of a crew.
pub async fn seats(db: &mut Db, crew: Uuid) -> Result<Vec<SeatRow>, Error> {
    const SQL: &str = "SELECT s.claim_id, s.account_id, s.name, a.phone, c.state FROM crew_seat s \
                       JOIN claim c ON c.id = s.claim_id JOIN account a ON a.id = s.account_id \
                       WHERE s.crew_id = $1 ORDER BY s.claim_id LIMIT 20";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key(crew)).fetch_all(c).await)
}
