//! SQL of filling seats, one function per statement.

use domain::{
    gig::{
        ClaimState,
        filling::{ConsentWay, TurnDownReason},
    },
    id::{AccountId, ClaimId, OrganisationId, ShiftId},
    region::RegionCode,
    when::Moment,
};
use sqlx::{Error, FromRow};

use crate::store::{Column, Db, Key, on_engine};

/// Somebody who has applied, with what their profile says.
#[derive(FromRow)]
pub struct ApplicantRow {
    pub id: Key,
    pub account_id: Key,
    state: String,
    pub made_at: i64,
    name: Option<Vec<u8>>,
    home: Option<String>,
    pub trades: String,
    pub verified: bool,
    reason: Option<String>,
}

impl ApplicantRow {
    /// Where the claim stands.
    pub fn state(&self) -> Option<ClaimState> {
        ClaimState::parse(&self.state)
    }

    /// What they are called.
    pub fn name(&self, db: &Db) -> Result<String, Error> {
        let name = self.name.as_ref().map(|name| db.keys().open(Column::NAME, self.account_id.0, name));
        Ok(name.transpose()?.unwrap_or_default())
    }

    /// Where they live, if they say.
    pub fn home(&self) -> Option<RegionCode> {
        self.home.as_deref().and_then(RegionCode::parse)
    }

    /// Why they were turned down.
    pub fn reason(&self) -> Option<TurnDownReason> {
        self.reason.as_deref().and_then(TurnDownReason::parse)
    }
}

/// Whoever has applied for a shift, those who wait first. Who left by themselves is not shown any more.
pub async fn applicants(db: &mut Db, shift: ShiftId, most: i64) -> Result<Vec<ApplicantRow>, Error> {
    const SQL: &str = "SELECT c.id, c.account_id, c.state, c.made_at, w.name, w.home, w.trades, \
                       EXISTS (SELECT 1 FROM real_name r WHERE r.account_id = c.account_id AND r.state = 'verified') \
                       AS verified, t.reason FROM claim c JOIN worker w ON w.account_id = c.account_id \
                       LEFT JOIN turned_down t ON t.claim_id = c.id WHERE c.shift_id = $1 \
                       AND (c.state IN ('applied', 'confirmed', 'checked_in', 'checked_out', 'settled') \
                       OR t.claim_id IS NOT NULL) \
                       ORDER BY CASE WHEN c.state = 'applied' THEN 0 ELSE 1 END, c.made_at, c.id LIMIT $2";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(shift)).bind(most).fetch_all(c).await)
}

/// What somebody has behind them: whose, how many shifts they worked, how many of them for this employer, and to how many
/// they did not come.
pub type Past = (Key, i64, i64, i64);

/// The past of all who have applied for a shift: worked since `worked`, missed since `missed`. A shift about which they have
/// appealed is not counted as missed while nobody has decided.
pub async fn past(
    db: &mut Db,
    (shift, employer): (ShiftId, OrganisationId),
    (worked, missed): (Moment, Moment),
) -> Result<Vec<Past>, Error> {
    const SQL: &str = "SELECT x.account_id, \
                       COUNT(CASE WHEN x.state <> 'no_show' AND x.starts_at >= $3 THEN 1 END), \
                       COUNT(CASE WHEN x.state <> 'no_show' AND x.starts_at >= $3 AND p.employer_id = $2 THEN 1 END), \
                       COUNT(CASE WHEN x.state = 'no_show' AND x.starts_at >= $4 AND NOT EXISTS \
                       (SELECT 1 FROM absence a WHERE a.claim_id = x.id AND a.ended_at IS NULL \
                       AND a.appealed_at IS NOT NULL AND a.decided_at IS NULL) THEN 1 END) \
                       FROM claim x JOIN shift s ON s.id = x.shift_id JOIN posting p ON p.id = s.posting_id \
                       WHERE x.account_id IN (SELECT c.account_id FROM claim c WHERE c.shift_id = $1) \
                       AND x.state IN ('checked_out', 'settled', 'no_show') GROUP BY x.account_id";
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(Key::from(shift)).bind(Key::from(employer));
        query.bind(worked.0).bind(missed.0).fetch_all(c).await
    })
}

/// Keeps what an employer said to somebody whom it did not choose.
pub async fn insert_turned_down(
    db: &mut Db,
    (claim, account): (ClaimId, AccountId),
    (reason, words): (TurnDownReason, &str),
    by: AccountId,
    at: Moment,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO turned_down (claim_id, account_id, reason, words, written_by, written_at) \
                       VALUES ($1, $2, $3, $4, $5, $6)";
    let sealed = (!words.is_empty()).then(|| db.keys().seal(Column::TURNED_DOWN, claim.0, words)).transpose()?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(claim)).bind(Key::from(account)).bind(reason.word()).bind(sealed);
        query.bind(Key::from(by)).bind(at.0).execute(c).await.map(drop)
    })
}

/// What was said to the person of a claim that was not chosen.
pub async fn turned_down(db: &mut Db, claim: ClaimId) -> Result<Option<(TurnDownReason, String)>, Error> {
    const SQL: &str = "SELECT reason, words FROM turned_down WHERE claim_id = $1";
    let row: Option<(String, Option<Vec<u8>>)> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).fetch_optional(c).await?);
    let Some((reason, words)) = row else { return Ok(None) };
    let words = words.map(|words| db.keys().open(Column::TURNED_DOWN, claim.0, &words)).transpose()?;
    Ok(TurnDownReason::parse(&reason).map(|reason| (reason, words.unwrap_or_default())))
}

/// Whether somebody was turned down for a shift before: they do not apply again until somebody gives in.
pub async fn was_turned_down(db: &mut Db, shift: ShiftId, account: AccountId) -> Result<bool, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM claim c JOIN turned_down t ON t.claim_id = c.id \
                       WHERE c.shift_id = $1 AND c.account_id = $2";
    let n: i64 = on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(Key::from(shift)).bind(Key::from(account)).fetch_one(c).await?
    });
    Ok(n > 0)
}

/// Keeps how a person agreed to a claim; false if that was kept before.
pub async fn insert_consent(
    db: &mut Db,
    (claim, account): (ClaimId, AccountId),
    way: ConsentWay,
    by: AccountId,
    at: Moment,
) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO claim_consent (claim_id, account_id, way, written_by, written_at) \
                       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(claim)).bind(Key::from(account)).bind(way.word());
        Ok(query.bind(Key::from(by)).bind(at.0).execute(c).await?.rows_affected() == 1)
    })
}

/// How the person of a claim agreed to it, if the staff claimed it for them.
pub async fn consent(db: &mut Db, claim: ClaimId) -> Result<Option<ConsentWay>, Error> {
    const SQL: &str = "SELECT way FROM claim_consent WHERE claim_id = $1";
    let way: Option<String> =
        on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(claim)).fetch_optional(c).await?);
    Ok(way.as_deref().and_then(ConsentWay::parse))
}
