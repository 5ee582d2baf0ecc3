//! SQL of those who did not come, one function per statement.

use domain::{
    gig::attendance::{Absence, Side},
    id::{AccountId, ClaimId, ShiftId},
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

/// That somebody did not come.
#[derive(FromRow)]
pub struct AbsenceRow {
    pub id: Key,
    pub claim_id: Key,
    side: String,
    reason: Vec<u8>,
    written_at: i64,
    appeal: Option<Vec<u8>>,
    appealed_at: Option<i64>,
    lifted: Option<bool>,
    decision: Option<Vec<u8>>,
}

impl AbsenceRow {
    /// Who says so.
    pub fn side(&self) -> Side {
        Side::parse(&self.side).unwrap_or(Side::Employer)
    }

    /// The same with its texts opened.
    pub fn open(&self, db: &Db) -> Result<Absence, Error> {
        let open = |column, sealed: &[u8]| db.keys().open(column, self.id.0, sealed);
        let appeal = self.appeal.as_ref().map(|appeal| open(Column::APPEAL, appeal)).transpose()?;
        let decision = self.decision.as_ref().map(|text| open(Column::APPEAL_DECISION, text)).transpose()?;
        Ok(Absence {
            by: self.side(),
            reason: open(Column::ABSENCE_REASON, &self.reason)?,
            at: Moment(self.written_at),
            appeal: appeal.zip(self.appealed_at.map(Moment)),
            decision: self.lifted.zip(decision),
        })
    }
}

/// What stands of a claim.
pub async fn of_claim(db: &mut Db, claim: ClaimId) -> Result<Option<AbsenceRow>, Error> {
    const SQL: &str = "SELECT id, claim_id, side, reason, written_at, appeal, appealed_at, lifted, decision \
                       FROM absence WHERE claim_id = $1 AND ended_at IS NULL";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).fetch_optional(c).await)
}

/// What was last said of a claim, also if it was lifted.
pub async fn last_of_claim(db: &mut Db, claim: ClaimId) -> Result<Option<AbsenceRow>, Error> {
    const SQL: &str = "SELECT id, claim_id, side, reason, written_at, appeal, appealed_at, lifted, decision \
                       FROM absence WHERE claim_id = $1 ORDER BY written_at DESC, id DESC LIMIT 1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).fetch_optional(c).await)
}

/// All that was said of a claim, also what was lifted, the oldest first.
pub async fn all_of_claim(db: &mut Db, claim: ClaimId) -> Result<Vec<AbsenceRow>, Error> {
    const SQL: &str = "SELECT id, claim_id, side, reason, written_at, appeal, appealed_at, lifted, decision \
                       FROM absence WHERE claim_id = $1 ORDER BY written_at, id LIMIT 100";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).fetch_all(c).await)
}

/// What stands of everybody in a shift.
pub async fn of_shift(db: &mut Db, shift: ShiftId) -> Result<Vec<AbsenceRow>, Error> {
    const SQL: &str = "SELECT a.id, a.claim_id, a.side, a.reason, a.written_at, a.appeal, a.appealed_at, a.lifted, \
                       a.decision FROM claim c JOIN absence a ON a.claim_id = c.id \
                       WHERE c.shift_id = $1 AND a.ended_at IS NULL LIMIT 500";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(shift)).fetch_all(c).await)
}

/// An absence on its way into the table.
pub struct NewAbsence<'a> {
    pub id: Uuid,
    pub claim: ClaimId,
    /// Whose claim it is.
    pub account: AccountId,
    pub side: Side,
    pub by: AccountId,
    pub reason: &'a str,
    pub at: Moment,
}

/// Keeps an absence.
pub async fn insert(db: &mut Db, new: &NewAbsence<'_>) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO absence (id, claim_id, account_id, side, written_by, reason, written_at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let reason = db.keys().seal(Column::ABSENCE_REASON, new.id, new.reason)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(new.id)).bind(Key::from(new.claim)).bind(Key::from(new.account));
        let query = query.bind(new.side.word()).bind(Key::from(new.by)).bind(reason).bind(new.at.0);
        query.execute(c).await.map(drop)
    })
}

/// It stands no more; false if it did not before.
pub async fn end(db: &mut Db, id: Uuid, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE absence SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    on_engine!(db, c => Ok(sqlx::query(SQL).bind(Key(id)).bind(at.0).execute(c).await?.rows_affected() == 1))
}

/// Keeps an appeal; false if there was one, or it stands no more.
pub async fn appeal(db: &mut Db, id: Uuid, text: &str, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE absence SET appeal = $2, appealed_at = $3 \
                       WHERE id = $1 AND ended_at IS NULL AND appealed_at IS NULL";
    let text = db.keys().seal(Column::APPEAL, id, text)?;
    on_engine!(db, c => {
        Ok(sqlx::query(SQL).bind(Key(id)).bind(text).bind(at.0).execute(c).await?.rows_affected() == 1)
    })
}

/// Keeps what was decided on an appeal; false if that was done, or there is none.
pub async fn decide(
    db: &mut Db,
    id: Uuid,
    (lifted, text): (bool, &str),
    by: AccountId,
    at: Moment,
) -> Result<bool, Error> {
    const SQL: &str = "UPDATE absence SET lifted = $2, decision = $3, decided_by = $4, decided_at = $5, \
                       ended_at = CASE WHEN $2 THEN $5 ELSE ended_at END \
                       WHERE id = $1 AND ended_at IS NULL AND appealed_at IS NOT NULL AND decided_at IS NULL";
    let text = db.keys().seal(Column::APPEAL_DECISION, id, text)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id)).bind(lifted).bind(text).bind(Key::from(by)).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}
