//! SQL of one's own data, one function per statement.

use domain::{
    id::AccountId,
    identity::{ConsentTopic, privacy::Consent},
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

#[derive(FromRow)]
struct ConsentRow {
    topic: String,
    version: String,
    given_at: i64,
    withdrawn_at: Option<i64>,
}

/// What somebody has agreed to, the newest first.
pub async fn consents(db: &mut Db, account: AccountId) -> Result<Vec<Consent>, Error> {
    const SQL: &str = "SELECT topic, version, given_at, withdrawn_at FROM consent WHERE account_id = $1 \
                       ORDER BY given_at DESC, id DESC LIMIT 100";
    let rows: Vec<ConsentRow> = on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_all(c).await?);
    let consent = |row: ConsentRow| {
        Some(Consent {
            topic: ConsentTopic::parse(&row.topic)?,
            version: row.version,
            given: Moment(row.given_at),
            withdrawn: row.withdrawn_at.map(Moment),
        })
    };
    Ok(rows.into_iter().filter_map(consent).collect())
}

/// Whether somebody has not taken back what they agreed to last on a topic; also if they were never asked.
pub async fn agrees(db: &mut Db, account: AccountId, topic: ConsentTopic) -> Result<bool, Error> {
    const SQL: &str = "SELECT withdrawn_at FROM consent WHERE account_id = $1 AND topic = $2 \
                       ORDER BY given_at DESC, id DESC LIMIT 1";
    let last: Option<Option<i64>> = on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(Key::from(account)).bind(topic.word()).fetch_optional(c).await?
    });
    Ok(last.flatten().is_none())
}

/// Writes down that somebody agrees, unless they agree to this version already.
pub async fn record_consent(
    db: &mut Db,
    id: Uuid,
    account: AccountId,
    (topic, version): (ConsentTopic, &str),
    at: Moment,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO consent (id, account_id, topic, version, given_at) \
                       SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT id FROM consent WHERE account_id = $2 \
                       AND topic = $3 AND version = $4 AND withdrawn_at IS NULL)";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id)).bind(Key::from(account)).bind(topic.word());
        query.bind(version.to_owned()).bind(at.0).execute(c).await.map(drop)
    })
}

/// Writes down that somebody agrees no more, also if they never said they did.
pub async fn withdraw_consent(
    db: &mut Db,
    id: Uuid,
    account: AccountId,
    (topic, version): (ConsentTopic, &str),
    at: Moment,
) -> Result<(), Error> {
    const END: &str =
        "UPDATE consent SET withdrawn_at = $3 WHERE account_id = $1 AND topic = $2 AND withdrawn_at IS NULL";
    const NEVER: &str = "INSERT INTO consent (id, account_id, topic, version, given_at, withdrawn_at) \
                         VALUES ($1, $2, $3, $4, $5, $5)";
    let ended = on_engine!(db, c => {
        sqlx::query(END).bind(Key::from(account)).bind(topic.word()).bind(at.0).execute(c).await?.rows_affected()
    });
    if ended > 0 {
        return Ok(());
    }
    on_engine!(db, c => {
        let query = sqlx::query(NEVER).bind(Key(id)).bind(Key::from(account)).bind(topic.word());
        query.bind(version.to_owned()).bind(at.0).execute(c).await.map(drop)
    })
}

/// How many seats and places somebody holds in shifts that have not begun.
pub async fn coming_claims(db: &mut Db, account: AccountId, now: Moment) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM claim WHERE account_id = $1 AND active AND starts_at > $2";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).bind(now.0).fetch_one(c).await)
}

/// Takes somebody out of their organisations; false if one of them would be left without an owner.
pub async fn leave_organisations(db: &mut Db, account: AccountId) -> Result<bool, Error> {
    const OWNED: &str = "SELECT COUNT(*) FROM member WHERE account_id = $1 AND role = 'owner'";
    const OTHERS: &str = "UPDATE organisation SET owners = owners - 1 WHERE owners > 1 AND id IN \
                          (SELECT organisation_id FROM member WHERE account_id = $1 AND role = 'owner')";
    const LEAVE: &str = "DELETE FROM member WHERE account_id = $1";
    let key = Key::from(account);
    let owned: i64 = on_engine!(db, c => sqlx::query_scalar(OWNED).bind(key).fetch_one(c).await?);
    let left = on_engine!(db, c => sqlx::query(OTHERS).bind(key).execute(c).await?.rows_affected());
    on_engine!(db, c => sqlx::query(LEAVE).bind(key).execute(c).await.map(drop)?);
    Ok(i64::try_from(left).is_ok_and(|left| left == owned))
}

/// Takes everything out of an account that says whose it was; false if that was done before. What the account did stays
/// counted.
pub async fn erase(db: &mut Db, account: AccountId, nobody: Uuid, at: Moment) -> Result<bool, Error> {
    const ACCOUNT: &str =
        "UPDATE account SET phone = $2, phone_index = $3, closed_at = $4 WHERE id = $1 AND closed_at IS NULL";
    const WORKER: &str = "UPDATE worker SET name = NULL, birth = NULL, home = NULL, trades = '', availability = 0, \
                          feed = NULL WHERE account_id = $1";
    const SESSIONS: &str = "DELETE FROM session WHERE account_id = $1 OR acting_for = $1";
    const ANSWERS: &str = "DELETE FROM answer WHERE account_id = $1";
    const DELIVERIES: &str = "DELETE FROM delivery WHERE message_id IN (SELECT id FROM message WHERE account_id = $1)";
    const MESSAGES: &str = "DELETE FROM message WHERE account_id = $1";
    const NAME: &str = "DELETE FROM real_name WHERE account_id = $1";
    const WORK: &str = "DELETE FROM work_item WHERE subject = $1";
    const CREW: &str = "DELETE FROM crew_seat WHERE account_id = $1";
    const SAID: &str = "UPDATE turned_down SET words = NULL WHERE account_id = $1";
    const PREFERENCES: &str = "UPDATE employer_preference SET reason = NULL WHERE account_id = $1";
    const FILES: &str = "DELETE FROM attachment WHERE owner = $1";
    const CHOICE: &str = "DELETE FROM message_choice WHERE account_id = $1";
    const SEARCHES: &str = "DELETE FROM saved_search WHERE account_id = $1";
    const POSTINGS: &str = "DELETE FROM saved_posting WHERE account_id = $1";
    const WAITING: &str = "DELETE FROM work_item WHERE kind = 'mark' AND subject IN \
                           (SELECT id FROM mark_appeal WHERE account_id = $1)";
    const AGAINST: &str = "DELETE FROM mark_appeal WHERE account_id = $1";
    const TOLD: &str = "DELETE FROM alert_told WHERE account_id = $1";
    let phone = db.keys().seal(Column::PHONE, account.0, "")?;
    // What nobody's phone is found by.
    let index = db.keys().blind_index(Column::PHONE, &nobody.to_string());
    let key = Key::from(account);
    let erased = on_engine!(db, c => {
        sqlx::query(ACCOUNT).bind(key).bind(phone).bind(index).bind(at.0).execute(c).await?.rows_affected()
    });
    let own = [WORKER, SESSIONS, ANSWERS, DELIVERIES, MESSAGES, CHOICE, NAME, WORK, FILES];
    let of_gig = [SEARCHES, POSTINGS, TOLD, CREW, SAID, PREFERENCES, WAITING, AGAINST];
    for sql in own.into_iter().chain(of_gig) {
        on_engine!(db, c => sqlx::query(sql).bind(key).execute(c).await.map(drop)?);
    }
    Ok(erased == 1)
}
