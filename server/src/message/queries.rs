//! SQL of messages, one function per statement.

use domain::{
    id::{AccountId, MessageId},
    message::{Content, DeliveryState, InboxRow, SmsChoice, Why},
    page::Cursor,
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

/// The one channel beside the inbox.
const SMS: &str = "sms";

/// Writes a message into somebody's inbox.
pub async fn insert_message(
    db: &mut Db,
    id: MessageId,
    to: AccountId,
    content: &Content,
    at: Moment,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO message (id, account_id, body, at) VALUES ($1, $2, $3, $4)";
    let body = serde_json::to_string(content).map_err(|error| Error::Encode(error.into()))?;
    on_engine!(db, c => {
        sqlx::query(SQL).bind(Key::from(id)).bind(Key::from(to)).bind(body).bind(at.0).execute(c).await.map(drop)
    })
}

/// Queues a message for sending, once.
pub async fn insert_delivery(db: &mut Db, id: Uuid, message: MessageId, due: Moment, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO delivery (id, message_id, channel, state, tries, due_at, state_at) \
                       VALUES ($1, $2, $3, $4, 0, $5, $6)";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id)).bind(Key::from(message)).bind(SMS);
        query.bind(DeliveryState::Queued.word()).bind(due.0).bind(at.0).execute(c).await.map(drop)
    })
}

#[derive(FromRow)]
struct MessageRow {
    id: Key,
    body: String,
    at: i64,
    read_at: Option<i64>,
}

/// A page of somebody's messages, the newest first: where each stands in the list, and what it says. What another
/// version of this program wrote and this one does not know says nothing here.
pub async fn messages(
    db: &mut Db,
    account: AccountId,
    after: Option<Cursor>,
    most: i64,
) -> Result<Vec<(Cursor, Option<InboxRow>)>, Error> {
    const SQL: &str = "SELECT id, body, at, read_at FROM message WHERE account_id = $1 AND (at, id) < ($2, $3) \
                       ORDER BY at DESC, id DESC LIMIT $4";
    let after = after.unwrap_or(Cursor { key: i64::MAX, id: Uuid::max() });
    let rows: Vec<MessageRow> = on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(Key::from(account)).bind(after.key).bind(Key(after.id)).bind(most);
        query.fetch_all(c).await?
    });
    let read = |row: MessageRow| {
        let content = serde_json::from_str(&row.body).ok();
        let (id, at, read) = (row.id.into(), Moment(row.at), row.read_at.is_some());
        (Cursor { key: row.at, id: row.id.0 }, content.map(|content| InboxRow { id, content, at, read }))
    };
    Ok(rows.into_iter().map(read).collect())
}

/// How many messages somebody has not read; counting stops at `most`.
pub async fn unread(db: &mut Db, account: AccountId, most: i64) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM \
                       (SELECT id FROM message WHERE account_id = $1 AND read_at IS NULL LIMIT $2) u";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).bind(most).fetch_one(c).await)
}

/// Marks a message of this person as read and gives what it says; `None` if they have no such message.
pub async fn open(db: &mut Db, account: AccountId, id: MessageId, at: Moment) -> Result<Option<Content>, Error> {
    const SQL: &str = "UPDATE message SET read_at = COALESCE(read_at, $3) WHERE id = $1 AND account_id = $2 \
                       RETURNING body";
    let body: Option<String> = on_engine!(db, c => {
        let query = sqlx::query_scalar(SQL).bind(Key::from(id)).bind(Key::from(account)).bind(at.0);
        query.fetch_optional(c).await?
    });
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
}

/// Marks all messages of this person as read, up to one of them.
pub async fn read_all(db: &mut Db, account: AccountId, upto: Cursor, at: Moment) -> Result<(), Error> {
    const SQL: &str = "UPDATE message SET read_at = $4 \
                       WHERE account_id = $1 AND read_at IS NULL AND (at, id) <= ($2, $3)";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(account)).bind(upto.key).bind(Key(upto.id)).bind(at.0);
        query.execute(c).await.map(drop)
    })
}

/// What somebody has chosen.
pub async fn choice(db: &mut Db, account: AccountId) -> Result<SmsChoice, Error> {
    const SQL: &str = "SELECT sms FROM message_choice WHERE account_id = $1";
    let word: Option<String> =
        on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).fetch_optional(c).await?);
    Ok(chosen(word.as_deref()))
}

fn chosen(word: Option<&str>) -> SmsChoice {
    word.and_then(SmsChoice::parse).unwrap_or(SmsChoice::Chinese)
}

/// Keeps what somebody has chosen.
pub async fn choose(db: &mut Db, account: AccountId, choice: SmsChoice, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO message_choice (account_id, sms, chosen_at) VALUES ($1, $2, $3) \
                       ON CONFLICT (account_id) DO UPDATE SET sms = excluded.sms, chosen_at = excluded.chosen_at";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(account)).bind(choice.word()).bind(at.0);
        query.execute(c).await.map(drop)
    })
}

/// A delivery that somebody has to look at, with all that is needed to decide about it.
pub struct Due {
    /// The delivery.
    pub id: Key,
    /// It may have gone out: its lease ran out while it was being sent, or nobody could say what became of it.
    pub uncertain: bool,
    /// How often it was tried.
    pub tries: i64,
    /// To whom.
    pub account: AccountId,
    /// What it says, if this program knows that.
    pub content: Option<Content>,
    /// Their number.
    pub phone: String,
    /// What they have chosen.
    pub choice: SmsChoice,
}

#[derive(FromRow)]
struct DueRow {
    id: Key,
    state: String,
    why: Option<String>,
    tries: i64,
    account_id: Key,
    body: String,
    phone: Vec<u8>,
    sms: Option<String>,
}

/// Deliveries that are due, those that have waited longest first.
pub async fn due(db: &mut Db, now: Moment, most: i64) -> Result<Vec<Due>, Error> {
    const SQL: &str = "SELECT d.id, d.state, d.why, d.tries, m.account_id, m.body, a.phone, s.sms FROM delivery d \
                       JOIN message m ON m.id = d.message_id JOIN account a ON a.id = m.account_id \
                       LEFT JOIN message_choice s ON s.account_id = m.account_id \
                       WHERE d.due_at <= $1 ORDER BY d.due_at, d.id LIMIT $2";
    let rows: Vec<DueRow> = on_engine!(db, c => sqlx::query_as(SQL).bind(now.0).bind(most).fetch_all(c).await?);
    let read = |row: DueRow| {
        Ok(Due {
            id: row.id,
            uncertain: DeliveryState::parse(&row.state) == Some(DeliveryState::Sending)
                || row.why.as_deref().and_then(Why::parse) == Some(Why::Unknown),
            tries: row.tries,
            account: row.account_id.into(),
            content: serde_json::from_str(&row.body).ok(),
            phone: db.keys().open(Column::PHONE, row.account_id.0, &row.phone)?,
            choice: chosen(row.sms.as_deref()),
        })
    };
    rows.into_iter().map(read).collect()
}

/// Takes on a delivery that was tried so often and is still due: nobody else sends it until the lease ends. False if
/// somebody else was quicker.
pub async fn lease(db: &mut Db, id: Key, tries: i64, until: Moment, now: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE delivery SET state = $3, tries = tries + 1, due_at = $4, state_at = $5 \
                       WHERE id = $1 AND tries = $2 AND due_at <= $5";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(id).bind(tries).bind(DeliveryState::Sending.word()).bind(until.0);
        Ok(query.bind(now.0).execute(c).await?.rows_affected() == 1)
    })
}

/// How a delivery goes on or ends.
#[derive(Clone, Copy, Debug)]
pub struct Settled {
    /// Where it stands from now on.
    pub state: DeliveryState,
    /// Why it is not accepted, if something is known of that.
    pub why: Option<Why>,
    /// When somebody has to look at it again.
    pub due: Option<Moment>,
}

/// Says how a delivery that was tried so often goes on; does nothing if somebody else has taken it on meanwhile.
pub async fn settle(db: &mut Db, id: Key, tries: i64, settled: Settled, now: Moment) -> Result<(), Error> {
    const SQL: &str = "UPDATE delivery SET state = $3, why = $4, due_at = $5, state_at = $6 \
                       WHERE id = $1 AND tries = $2 AND due_at IS NOT NULL";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(id).bind(tries).bind(settled.state.word()).bind(settled.why.map(Why::word));
        query.bind(settled.due.map(|due| due.0)).bind(now.0).execute(c).await.map(drop)
    })
}

/// Deletes messages that were written before a moment.
pub async fn forget(db: &mut Db, before: Moment) -> Result<(), Error> {
    const DELIVERIES: &str = "DELETE FROM delivery WHERE message_id IN (SELECT id FROM message WHERE at < $1)";
    const MESSAGES: &str = "DELETE FROM message WHERE at < $1";
    on_engine!(db, c => sqlx::query(DELIVERIES).bind(before.0).execute(c).await.map(drop)?);
    on_engine!(db, c => sqlx::query(MESSAGES).bind(before.0).execute(c).await.map(drop))
}
