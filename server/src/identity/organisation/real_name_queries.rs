//! SQL of real names, one function per statement.

use domain::{
    id::AccountId,
    identity::{ResidentId, VerificationState},
    region::RegionCode,
    when::Moment,
};
use sqlx::Error;

use super::rows::RealNameRow;
use crate::store::{Column, Db, Key, on_engine};

/// The real name of an account.
pub async fn real_name(db: &mut Db, account: AccountId) -> Result<Option<RealNameRow>, Error> {
    const SQL: &str = "SELECT account_id, name, number, number_index, region, state, filed_at, reason, version \
                       FROM real_name WHERE account_id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_optional(c).await)
}

/// A real name that is filed.
#[derive(Clone)]
pub struct Filing {
    /// The name.
    pub name: String,
    /// The number.
    pub number: ResidentId,
    /// Whose staff decide.
    pub region: RegionCode,
    /// The version that it replaces; 0 if there is none.
    pub version: i64,
}

/// Files it; false if what it replaces is not at its version any more.
pub async fn file(db: &mut Db, account: AccountId, filing: &Filing, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO real_name (account_id, name, number, number_index, region, state, filed_at, version) \
                       VALUES ($1, $2, $3, $4, $5, 'filed', $6, 1) ON CONFLICT (account_id) DO UPDATE \
                       SET name = excluded.name, number = excluded.number, number_index = excluded.number_index, \
                       region = excluded.region, state = 'filed', filed_at = excluded.filed_at, reason = NULL, \
                       version = real_name.version + 1 WHERE real_name.version = $7";
    let seal = |column, value: &str| db.keys().seal(column, account.0, value);
    let (name, number) = (seal(Column::REAL_NAME, &filing.name)?, seal(Column::RESIDENT_ID, filing.number.as_str())?);
    let index = db.keys().blind_index(Column::RESIDENT_ID, filing.number.as_str());
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(account)).bind(name).bind(number).bind(index);
        let query = query.bind(filing.region.as_str()).bind(at.0).bind(filing.version);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Writes a decision; false if it is not at this version any more.
pub async fn decide(
    db: &mut Db,
    account: AccountId,
    version: i64,
    (state, reason): (VerificationState, &str),
) -> Result<bool, Error> {
    const SQL: &str = "UPDATE real_name SET state = $3, reason = $4, version = version + 1 \
                       WHERE account_id = $1 AND version = $2";
    let reason = db.keys().seal(Column::REAL_NAME_REASON, account.0, reason)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(account)).bind(version).bind(state.word()).bind(reason);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// The states of the same number at other accounts.
pub async fn elsewhere(db: &mut Db, account: AccountId, index: &[u8]) -> Result<Vec<String>, Error> {
    const SQL: &str = "SELECT state FROM real_name WHERE number_index = $1 AND account_id <> $2 LIMIT 20";
    on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(index.to_vec()).bind(Key::from(account)).fetch_all(c).await
    })
}

/// Sets the date of birth to what the verified number says.
pub async fn set_birth(db: &mut Db, account: AccountId, birth: jiff::civil::Date, at: Moment) -> Result<(), Error> {
    const SQL: &str = "UPDATE worker SET birth = $2, updated_at = $3, version = version + 1 WHERE account_id = $1";
    let birth = db.keys().seal(Column::BIRTH, account.0, &birth.to_string())?;
    on_engine!(db, c => sqlx::query(SQL).bind(Key::from(account)).bind(birth).bind(at.0).execute(c).await.map(drop))
}
