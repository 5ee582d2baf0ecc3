//! SQL of identity, one function per statement.

use domain::{
    id::AccountId,
    identity::{Availability, Phone, WorkerProfile, rules},
    occupation::OccupationCode,
    region::RegionCode,
    when::{self, Moment},
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

#[derive(FromRow)]
struct ProfileRow {
    name: Option<Vec<u8>>,
    birth: Option<Vec<u8>>,
    home: Option<String>,
    trades: String,
    availability: i64,
}

/// A worker's profile.
pub async fn profile(db: &mut Db, account: AccountId) -> Result<Option<WorkerProfile>, Error> {
    const SQL: &str = "SELECT name, birth, home, trades, availability FROM worker WHERE account_id = $1";
    let row: Option<ProfileRow> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_optional(c).await?);
    let Some(row) = row else { return Ok(None) };
    let open = |column, sealed: Option<Vec<u8>>| sealed.map(|sealed| db.keys().open(column, account.0, &sealed));
    let (name, birth) = (open(Column::NAME, row.name).transpose()?, open(Column::BIRTH, row.birth).transpose()?);
    Ok(Some(WorkerProfile {
        name: name.unwrap_or_default(),
        birth: birth.as_deref().and_then(when::parse_date),
        home: row.home.as_deref().and_then(RegionCode::parse),
        trades: row.trades.split_whitespace().filter_map(OccupationCode::parse).collect(),
        availability: Availability(u32::try_from(row.availability).unwrap_or_default()),
    }))
}

/// Saves a worker's profile. The date of birth of a verified person is that of their number and stays.
pub async fn save_profile(db: &mut Db, account: AccountId, profile: &WorkerProfile, at: Moment) -> Result<(), Error> {
    const SQL: &str = "UPDATE worker SET name = $2, birth = CASE WHEN EXISTS (SELECT 1 FROM real_name r \
                       WHERE r.account_id = $1 AND r.state = 'verified') THEN birth ELSE $3 END, home = $4, trades = $5, availability = $6, \
                       updated_at = $7, version = version + 1 WHERE account_id = $1";
    let trades: Vec<&str> = profile.trades.iter().map(OccupationCode::as_str).collect();
    let name = db.keys().seal(Column::NAME, account.0, &profile.name)?;
    let birth = profile.birth.map(|date| db.keys().seal(Column::BIRTH, account.0, &date.to_string())).transpose()?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(account)).bind(name).bind(birth);
        let query = query.bind(profile.home.as_ref().map(RegionCode::as_str)).bind(trades.join(" "));
        query.bind(i64::from(profile.availability.0)).bind(at.0).execute(c).await.map(drop)
    })
}

/// The phone of an account.
pub async fn phone(db: &mut Db, account: AccountId) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT phone FROM account WHERE id = $1";
    let sealed: Option<Vec<u8>> =
        on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).fetch_optional(c).await?);
    Ok(sealed.map(|sealed| db.keys().open(Column::PHONE, account.0, &sealed)).transpose()?)
}

/// The account of a phone; makes it with its worker if there is none.
pub async fn account_of(db: &mut Db, fresh: AccountId, phone: &Phone, at: Moment) -> Result<AccountId, Error> {
    const ACCOUNT: &str = "INSERT INTO account (id, phone, phone_index, created_at) VALUES ($1, $2, $3, $4) \
                           ON CONFLICT DO NOTHING";
    const WORKER: &str = "INSERT INTO worker (account_id, trades, availability, version, updated_at) \
                          VALUES ($1, '', 0, 0, $2) ON CONFLICT DO NOTHING";
    const FIND: &str = "SELECT id FROM account WHERE phone_index = $1";
    let sealed = db.keys().seal(Column::PHONE, fresh.0, phone.as_str())?;
    let index = phone_index(db, phone);
    let insert = on_engine!(db, c => {
        let query = sqlx::query(ACCOUNT).bind(Key::from(fresh)).bind(sealed).bind(index.clone()).bind(at.0);
        query.execute(c).await?.rows_affected()
    });
    if insert == 1 {
        on_engine!(db, c => sqlx::query(WORKER).bind(Key::from(fresh)).bind(at.0).execute(c).await.map(drop)?);
        return Ok(fresh);
    }
    let found: Key = on_engine!(db, c => sqlx::query_scalar(FIND).bind(index).fetch_one(c).await?);
    Ok(found.into())
}

/// What a phone is found by.
pub fn phone_index(db: &Db, phone: &Phone) -> Vec<u8> {
    db.keys().blind_index(Column::PHONE, phone.as_str())
}

/// A code that was sent.
#[derive(FromRow)]
pub struct CodeRow {
    /// What the phone it was sent to is found by.
    pub phone_index: Vec<u8>,
    /// SHA-256 of ticket and code.
    pub code_hash: Vec<u8>,
    /// Until when it is good.
    pub expires_at: i64,
    /// Tries that are left.
    pub tries_left: i64,
    /// When it was used.
    pub used_at: Option<i64>,
}

/// Keeps a code that is sent, hashed.
pub async fn insert_code(
    db: &mut Db,
    (ticket, code): (&[u8], &[u8]),
    phone: &Phone,
    expires: Moment,
    tries: u32,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO sign_in_code (ticket, phone_index, code_hash, expires_at, tries_left) \
                       VALUES ($1, $2, $3, $4, $5)";
    let index = phone_index(db, phone);
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(ticket.to_vec()).bind(index).bind(code.to_vec());
        query.bind(expires.0).bind(i64::from(tries)).execute(c).await.map(drop)
    })
}

/// Takes one try of a code and gives the code; `None` if there is no such request.
pub async fn try_code(db: &mut Db, ticket: &[u8]) -> Result<Option<CodeRow>, Error> {
    const SQL: &str = "UPDATE sign_in_code SET tries_left = tries_left - 1 WHERE ticket = $1 AND tries_left > 0 \
                       RETURNING phone_index, code_hash, expires_at, tries_left, used_at";
    on_engine!(db, c => sqlx::query_as(SQL).bind(ticket.to_vec()).fetch_optional(c).await)
}

/// Marks a code as used; false if it was before.
pub async fn use_code(db: &mut Db, ticket: &[u8], at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE sign_in_code SET used_at = $2 WHERE ticket = $1 AND used_at IS NULL";
    on_engine!(db, c => Ok(sqlx::query(SQL).bind(ticket.to_vec()).bind(at.0).execute(c).await?.rows_affected() == 1))
}

/// Counts one more in a window and gives the count.
pub async fn count_up(db: &mut Db, name: &str, window: Moment) -> Result<i64, Error> {
    const SQL: &str = "INSERT INTO rate_counter (name, window_start, n) VALUES ($1, $2, 1) \
                       ON CONFLICT (name, window_start) DO UPDATE SET n = rate_counter.n + 1 RETURNING n";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(name).bind(window.0).fetch_one(c).await)
}

/// A session that begins.
#[derive(Clone)]
pub struct NewSession {
    /// SHA-256 of the cookie's secret.
    pub token: Vec<u8>,
    /// Names the session to its owner.
    pub id: Uuid,
    /// Whose it is.
    pub account: AccountId,
    /// It began with password and one-time code.
    pub staff: bool,
    /// Whom it acts for.
    pub acting_for: Option<AccountId>,
    /// What the browser says it is.
    pub device: String,
    /// It began at a screen that others use after them.
    pub shared: bool,
}

/// Starts a session.
pub async fn insert_session(db: &mut Db, session: NewSession, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO session (token_hash, id, account_id, staff, acting_for, device, shared, created_at, seen_at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(session.token).bind(Key(session.id)).bind(Key::from(session.account));
        let query = query.bind(session.staff).bind(session.acting_for.map(Key::from)).bind(session.device);
        query.bind(session.shared).bind(at.0).execute(c).await.map(drop)
    })
}

/// A session with the post of whoever it belongs to.
#[derive(FromRow)]
pub struct SessionRow {
    /// Whose it is.
    pub account_id: Key,
    /// It began with password and one-time code.
    pub staff: bool,
    /// Whom it acts for.
    pub acting_for: Option<Key>,
    /// It began at a screen that others use.
    pub shared: bool,
    /// When it began.
    pub created_at: i64,
    /// When it was last used.
    pub seen_at: i64,
    /// The role of its owner, if they are on the staff now.
    pub role: Option<String>,
    /// The region of that role.
    pub region: Option<String>,
}

/// The session of a token.
pub async fn session(db: &mut Db, token: &[u8]) -> Result<Option<SessionRow>, Error> {
    const SQL: &str = "SELECT s.account_id, s.staff, s.acting_for, s.shared, s.created_at, s.seen_at, f.role, f.region \
                       FROM session s LEFT JOIN staff f \
                       ON f.account_id = s.account_id AND s.staff AND f.suspended_at IS NULL WHERE s.token_hash = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(token.to_vec()).fetch_optional(c).await)
}

/// Notes that a session is in use.
pub async fn touch_session(db: &mut Db, token: &[u8], at: Moment) -> Result<(), Error> {
    const SQL: &str = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
    on_engine!(db, c => sqlx::query(SQL).bind(token.to_vec()).bind(at.0).execute(c).await.map(drop))
}

/// Gives a session of the staff a new secret, and says whom it acts for from now on; false if there is no such session.
pub async fn turn_session(db: &mut Db, old: &[u8], new: &[u8], acting_for: Option<AccountId>) -> Result<bool, Error> {
    const SQL: &str = "UPDATE session SET token_hash = $2, acting_for = $3 WHERE token_hash = $1 AND staff";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(old.to_vec()).bind(new.to_vec()).bind(acting_for.map(Key::from));
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// A session as its owner sees it.
#[derive(FromRow)]
pub struct OwnSession {
    /// Its name.
    pub id: Key,
    /// What it is found by.
    pub token_hash: Vec<u8>,
    /// It began with password and one-time code.
    pub staff: bool,
    /// What the browser said it was.
    pub device: String,
    /// It began at a screen that others use.
    pub shared: bool,
    /// When it began.
    pub created_at: i64,
    /// When it was last used.
    pub seen_at: i64,
}

/// Somebody's sessions, the last used first.
pub async fn sessions_of(db: &mut Db, account: AccountId) -> Result<Vec<OwnSession>, Error> {
    const SQL: &str = "SELECT id, token_hash, staff, device, shared, created_at, seen_at FROM session WHERE account_id = $1 \
                       ORDER BY seen_at DESC, id LIMIT 100";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_all(c).await)
}

/// Ends one of somebody's sessions; false if it is not theirs.
pub async fn delete_session_of(db: &mut Db, account: AccountId, session: Uuid) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM session WHERE id = $1 AND account_id = $2";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(session)).bind(Key::from(account));
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Ends all sessions of somebody that began with password and one-time code.
pub async fn delete_staff_sessions(db: &mut Db, account: AccountId) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM session WHERE account_id = $1 AND staff";
    on_engine!(db, c => sqlx::query(SQL).bind(Key::from(account)).execute(c).await.map(drop))
}

/// The account of a phone, if there is one.
pub async fn account_by_phone(db: &mut Db, phone: &Phone) -> Result<Option<AccountId>, Error> {
    const SQL: &str = "SELECT id FROM account WHERE phone_index = $1";
    let index = phone_index(db, phone);
    let found: Option<Key> = on_engine!(db, c => sqlx::query_scalar(SQL).bind(index).fetch_optional(c).await?);
    Ok(found.map(AccountId::from))
}

/// Ends a session.
pub async fn delete_session(db: &mut Db, token: &[u8]) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM session WHERE token_hash = $1";
    on_engine!(db, c => sqlx::query(SQL).bind(token.to_vec()).execute(c).await.map(drop))
}

/// Deletes sessions, codes and counters whose time is over. One of the staff or at a shared screen ends sooner; what is left of it here
/// opens nothing.
pub async fn sweep(db: &mut Db, now: Moment) -> Result<(), Error> {
    const SESSIONS: &str = "DELETE FROM session WHERE seen_at < $1 OR created_at < $2";
    const CODES: &str = "DELETE FROM sign_in_code WHERE expires_at < $1";
    const COUNTERS: &str = "DELETE FROM rate_counter WHERE window_start < $1";
    let (idle, created) = (now.0 - rules::PERSON.idle, now.0 - rules::PERSON.life);
    on_engine!(db, c => sqlx::query(SESSIONS).bind(idle).bind(created).execute(c).await.map(drop)?);
    on_engine!(db, c => sqlx::query(CODES).bind(now.0 - Moment::HOUR).execute(c).await.map(drop)?);
    on_engine!(db, c => sqlx::query(COUNTERS).bind(now.0 - 2 * Moment::DAY).execute(c).await.map(drop))
}

/// The secret of a worker's calendar.
pub async fn feed(db: &mut Db, account: AccountId) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT feed FROM worker WHERE account_id = $1";
    let feed: Option<Option<String>> =
        on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).fetch_optional(c).await?);
    Ok(feed.flatten())
}

/// Sets the secret of a worker's calendar.
pub async fn set_feed(db: &mut Db, account: AccountId, secret: &str) -> Result<(), Error> {
    const SQL: &str = "UPDATE worker SET feed = $2 WHERE account_id = $1";
    on_engine!(db, c => sqlx::query(SQL).bind(Key::from(account)).bind(secret).execute(c).await.map(drop))
}

/// Whose calendar has this secret.
pub async fn feed_owner(db: &mut Db, secret: &str) -> Result<Option<AccountId>, Error> {
    const SQL: &str = "SELECT account_id FROM worker WHERE feed = $1";
    let found: Option<Key> = on_engine!(db, c => sqlx::query_scalar(SQL).bind(secret).fetch_optional(c).await?);
    Ok(found.map(AccountId::from))
}

/// The trades of the most shifts on the list, as numbers.
pub async fn common_trades(db: &mut Db, most: i64) -> Result<Vec<i64>, Error> {
    const SQL: &str = "SELECT trade FROM shift WHERE listed GROUP BY trade ORDER BY COUNT(*) DESC, trade LIMIT $1";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(most).fetch_all(c).await)
}
