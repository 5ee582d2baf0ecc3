//! SQL of claiming, one function per statement.

use domain::{
    gig::{ClaimState, PayRule, PayUnit, SeatsNow, ShiftPlan},
    id::{AccountId, ClaimId, ShiftId},
    money::Fen,
    place::Point,
    when::Moment,
};
use sqlx::Error;
use uuid::Uuid;

use super::rows::{ClaimRow, FactsRow, HeldRow, count, point};
use crate::store::{Column, Db, Key, on_engine};

/// Locks the worker's row until the end of the transaction and gives the date of birth, `1990-01-31`; `None` if the account
/// has no worker.
pub async fn lock_worker(db: &mut Db, account: AccountId) -> Result<Option<Option<String>>, Error> {
    const SQL: &str = "UPDATE worker SET version = version + 1 WHERE account_id = $1 RETURNING birth";
    let sealed: Option<Option<Vec<u8>>> =
        on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).fetch_optional(c).await?);
    let open = |sealed: Vec<u8>| db.keys().open(Column::BIRTH, account.0, &sealed);
    Ok(sealed.map(|birth| birth.map(open).transpose()).transpose()?)
}

/// The answer that was given to this key before.
pub async fn answer(db: &mut Db, account: AccountId, key: &str) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT body FROM answer WHERE account_id = $1 AND key = $2";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).bind(key).fetch_optional(c).await)
}

/// Keeps the answer to this key.
pub async fn keep_answer(db: &mut Db, account: AccountId, key: &str, body: &str, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO answer (account_id, key, body, at) VALUES ($1, $2, $3, $4)";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(account)).bind(key).bind(body).bind(at.0);
        query.execute(c).await.map(drop)
    })
}

/// Forgets answers given before `before`.
pub async fn forget_answers(db: &mut Db, before: Moment) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM answer WHERE at < $1";
    on_engine!(db, c => sqlx::query(SQL).bind(before.0).execute(c).await.map(drop))
}

/// What the rules need of a shift.
pub async fn facts(db: &mut Db, shift: ShiftId) -> Result<Option<FactsRow>, Error> {
    const SQL: &str = "SELECT s.id, p.employer_id, p.region, p.title, s.starts_at, s.ends_at, s.break_minutes, s.lat, s.lng, \
                       s.seats, s.taken, s.waiting, s.closed_at, s.listed, p.opens_at, p.least_age, p.fills, s.held, s.held_until, \
                       (SELECT MIN(t.due_at) FROM settlement t WHERE t.organisation_id = p.employer_id AND t.paid < t.owed) \
                       AS owed_since \
                       FROM shift s JOIN posting p ON p.id = s.posting_id WHERE s.id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(shift)).fetch_optional(c).await)
}

/// The worker's active claims whose shift starts between two moments.
pub async fn held(db: &mut Db, account: AccountId, from: Moment, to: Moment) -> Result<Vec<HeldRow>, Error> {
    const SQL: &str = "SELECT s.id, p.employer_id, p.title, s.starts_at, s.ends_at, s.break_minutes, s.lat, s.lng, c.state \
                       FROM claim c JOIN shift s ON s.id = c.shift_id JOIN posting p ON p.id = s.posting_id \
                       WHERE c.account_id = $1 AND c.active AND c.starts_at >= $2 AND c.starts_at <= $3";
    on_engine!(db, c => {
        sqlx::query_as(SQL).bind(Key::from(account)).bind(from.0).bind(to.0).fetch_all(c).await
    })
}

/// Takes so many seats at once, if all of them are free and the shift is still to come. What is held back is only for who
/// is `fair`: the others have what is left when it is taken off. Where seats are held, the shift's row has to be locked
/// before, so that the claims that are counted here stay as they are.
pub async fn take_seats(db: &mut Db, shift: ShiftId, (n, fair): (i64, bool), now: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE shift SET taken = taken + $3 \
                       WHERE id = $1 AND taken + $3 <= seats AND closed_at IS NULL AND listed AND starts_at > $2 \
                       AND ($4 OR held = 0 OR held_until <= $2 OR $3 + (SELECT COUNT(*) FROM claim c \
                       WHERE c.shift_id = shift.id AND c.active AND NOT c.fair \
                       AND c.state NOT IN ('applied', 'waitlisted')) <= seats - held)";
    on_engine!(db, c => {
        let done = sqlx::query(SQL).bind(Key::from(shift)).bind(now.0).bind(n).bind(fair).execute(c).await?;
        Ok(done.rows_affected() == 1)
    })
}

/// How many shifts somebody has had since a moment, and has to come.
pub async fn recent(db: &mut Db, account: AccountId, since: Moment) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM claim WHERE account_id = $1 AND starts_at >= $2 \
                       AND state IN ('offered', 'confirmed', 'checked_in', 'checked_out', 'settled')";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).bind(since.0).fetch_one(c).await)
}

/// Notes that a claim is that of somebody with few recent shifts.
pub async fn set_fair(db: &mut Db, claim: ClaimId) -> Result<(), Error> {
    const SQL: &str = "UPDATE claim SET fair = TRUE WHERE id = $1";
    on_engine!(db, c => sqlx::query(SQL).bind(Key::from(claim)).execute(c).await.map(drop))
}

/// Queues if no seat is free and the shift is still to come.
pub async fn join_queue(db: &mut Db, shift: ShiftId, now: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE shift SET waiting = waiting + 1 \
                       WHERE id = $1 AND taken >= seats AND closed_at IS NULL AND listed AND starts_at > $2";
    on_engine!(db, c => {
        let done = sqlx::query(SQL).bind(Key::from(shift)).bind(now.0).execute(c).await?;
        Ok(done.rows_affected() == 1)
    })
}

/// Whether one may apply for a shift: it is on the list and still to come. Its row is locked, as for every change of its
/// claims.
pub async fn join_applicants(db: &mut Db, shift: ShiftId, now: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE shift SET waiting = waiting \
                       WHERE id = $1 AND closed_at IS NULL AND listed AND starts_at > $2";
    on_engine!(db, c => {
        let done = sqlx::query(SQL).bind(Key::from(shift)).bind(now.0).execute(c).await?;
        Ok(done.rows_affected() == 1)
    })
}

/// Takes a seat for somebody whom the employer has chosen: also where the posting is off the list for a while.
pub async fn take_seat_chosen(db: &mut Db, shift: ShiftId, now: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE shift SET taken = taken + 1 \
                       WHERE id = $1 AND taken < seats AND closed_at IS NULL AND starts_at > $2";
    on_engine!(db, c => {
        let done = sqlx::query(SQL).bind(Key::from(shift)).bind(now.0).execute(c).await?;
        Ok(done.rows_affected() == 1)
    })
}

/// How many have applied for a shift and wait for the employer.
pub async fn applied(db: &mut Db, shift: ShiftId) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM claim WHERE shift_id = $1 AND state = 'applied'";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(shift)).fetch_one(c).await)
}

/// Locks the shift's row until the end of the transaction: every change of a claim of the shift is made under this
/// lock, so what is read after it stays true. An update, because SQLite has no other row lock in its language.
pub async fn lock_shift(db: &mut Db, shift: ShiftId) -> Result<(), Error> {
    const SQL: &str = "UPDATE shift SET waiting = waiting WHERE id = $1";
    on_engine!(db, c => sqlx::query(SQL).bind(Key::from(shift)).execute(c).await.map(drop))
}

/// Changes the counters of a shift.
pub async fn count_seats(db: &mut Db, shift: ShiftId, taken: i64, waiting: i64) -> Result<(), Error> {
    const SQL: &str = "UPDATE shift SET taken = taken + $2, waiting = waiting + $3 WHERE id = $1";
    on_engine!(db, c => {
        sqlx::query(SQL).bind(Key::from(shift)).bind(taken).bind(waiting).execute(c).await.map(drop)
    })
}

/// Closes a shift and takes it off the list.
pub async fn close_shift(db: &mut Db, shift: ShiftId, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE shift SET closed_at = $2, listed = FALSE, taken = 0, waiting = 0 \
                       WHERE id = $1 AND closed_at IS NULL";
    on_engine!(db, c => {
        let done = sqlx::query(SQL).bind(Key::from(shift)).bind(at.0).execute(c).await?;
        Ok(done.rows_affected() == 1)
    })
}

/// Writes a new claim.
pub async fn insert_claim(
    db: &mut Db,
    id: ClaimId,
    (shift, starts): (ShiftId, Moment),
    account: AccountId,
    state: ClaimState,
    at: Moment,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO claim (id, shift_id, account_id, state, active, starts_at, made_at, state_at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $7)";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(id)).bind(Key::from(shift)).bind(Key::from(account));
        let query = query.bind(state.word()).bind(state.active()).bind(starts.0).bind(at.0);
        query.execute(c).await.map(drop)
    })
}

/// Moves a claim to another state.
pub async fn set_claim(
    db: &mut Db,
    id: ClaimId,
    state: ClaimState,
    offered_until: Option<Moment>,
    at: Moment,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE claim SET state = $2, active = $3, offered_until = $4, state_at = $5 WHERE id = $1";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(id)).bind(state.word()).bind(state.active());
        query.bind(offered_until.map(|until| until.0)).bind(at.0).execute(c).await.map(drop)
    })
}

/// One claim.
pub async fn claim(db: &mut Db, id: ClaimId) -> Result<Option<ClaimRow>, Error> {
    const SQL: &str =
        "SELECT id, shift_id, account_id, state, starts_at, made_at, offered_until FROM claim WHERE id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_optional(c).await)
}

/// Whether the posting of a claim has changed since it was made.
pub async fn changed_since(db: &mut Db, claim: ClaimId) -> Result<bool, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM claim c JOIN shift s ON s.id = c.shift_id \
                       WHERE c.id = $1 AND s.changed_at > c.made_at";
    let n: i64 = on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(claim)).fetch_one(c).await?);
    Ok(n > 0)
}

/// Who waits first for a seat of this shift.
pub async fn first_waiting(db: &mut Db, shift: ShiftId) -> Result<Option<ClaimRow>, Error> {
    const SQL: &str = "SELECT id, shift_id, account_id, state, starts_at, made_at, offered_until FROM claim \
                       WHERE shift_id = $1 AND state = 'waitlisted' ORDER BY made_at, id LIMIT 1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(shift)).fetch_optional(c).await)
}

/// Every active claim of a shift.
pub async fn active_claims(db: &mut Db, shift: ShiftId) -> Result<Vec<ClaimRow>, Error> {
    const SQL: &str = "SELECT id, shift_id, account_id, state, starts_at, made_at, offered_until FROM claim \
                       WHERE shift_id = $1 AND active ORDER BY made_at, id";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(shift)).fetch_all(c).await)
}

/// Offers whose deadline has gone by, and places in the queues and applications of shifts that have begun; at most a
/// hundred.
pub async fn due_claims(db: &mut Db, now: Moment) -> Result<Vec<Key>, Error> {
    const SQL: &str = "SELECT id FROM claim WHERE state = 'offered' AND offered_until <= $1 \
                       UNION ALL SELECT id FROM claim WHERE state = 'waitlisted' AND starts_at <= $1 \
                       UNION ALL SELECT id FROM claim WHERE state = 'applied' AND starts_at <= $1 LIMIT 100";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(now.0).fetch_all(c).await)
}

/// Takes what has begun off the list; gives how many.
pub async fn unlist_begun(db: &mut Db, now: Moment) -> Result<u64, Error> {
    const SQL: &str = "UPDATE shift SET listed = FALSE WHERE listed AND starts_at <= $1";
    on_engine!(db, c => Ok(sqlx::query(SQL).bind(now.0).execute(c).await?.rows_affected()))
}

/// One row of a claim's history.
pub async fn insert_event(
    db: &mut Db,
    id: Uuid,
    claim: ClaimId,
    state: ClaimState,
    (actor, reason): (&str, Option<&str>),
    at: Moment,
) -> Result<(), Error> {
    const SQL: &str =
        "INSERT INTO claim_event (id, claim_id, state, actor, reason, at) VALUES ($1, $2, $3, $4, $5, $6)";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id)).bind(Key::from(claim)).bind(state.word()).bind(actor);
        query.bind(reason).bind(at.0).execute(c).await.map(drop)
    })
}

/// Changes of seats since a moment: outbox row, shift, time.
pub async fn seat_changes(db: &mut Db, since: i64) -> Result<Vec<(Key, Key, i64)>, Error> {
    const SQL: &str = "SELECT id, subject, at FROM outbox WHERE at >= $1 AND topic = 'seats'";
    on_engine!(db, c => sqlx::query_as(SQL).bind(since).fetch_all(c).await)
}

/// Deeds and changes of seats since a moment, whoever they concern: row, thing, time.
pub async fn deeds_since(db: &mut Db, since: i64) -> Result<Vec<(Key, Key, i64)>, Error> {
    const SQL: &str = "SELECT id, subject, at FROM audit WHERE at >= $1 \
                       UNION ALL SELECT id, subject, at FROM outbox WHERE at >= $1 AND topic = 'seats'";
    on_engine!(db, c => sqlx::query_as(SQL).bind(since).fetch_all(c).await)
}

/// The seats of a shift now.
pub async fn seats_now(db: &mut Db, shift: Key) -> Result<Option<SeatsNow>, Error> {
    const SQL: &str = "SELECT seats, taken, waiting FROM shift WHERE id = $1";
    let row: Option<(i64, i64, i64)> = on_engine!(db, c => sqlx::query_as(SQL).bind(shift).fetch_optional(c).await?);
    Ok(row.map(|(seats, taken, waiting)| SeatsNow {
        shift: shift.into(),
        seats: count(seats),
        taken: count(taken),
        waiting: count(waiting),
    }))
}

/// Forgets changes of seats before a moment: they are of no use once every page has heard of them.
pub async fn forget_changes(db: &mut Db, before: Moment) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM outbox WHERE at < $1 AND topic = 'seats'";
    on_engine!(db, c => sqlx::query(SQL).bind(before.0).execute(c).await.map(drop))
}

/// When the list last changed in what is on it, as any instance wrote it.
pub async fn list_changed(db: &mut Db) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT value FROM fact WHERE name = 'list_changed'";
    on_engine!(db, c => sqlx::query_scalar(SQL).fetch_optional(c).await)
}

/// Notes that the list has changed in what is on it.
pub async fn note_list_change(db: &mut Db, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO fact (name, value) VALUES ('list_changed', $1) \
                       ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    on_engine!(db, c => sqlx::query(SQL).bind(at.0.to_string()).execute(c).await.map(drop))
}

/// A posting as it is stored, its contact opened.
pub struct Listed {
    /// The title.
    pub title: String,
    /// The occupation's code.
    pub occupation: String,
    /// What is to be done.
    pub duties: String,
    /// What is asked for.
    pub requirements: String,
    /// The least age.
    pub least_age: i64,
    /// How pay is worked out.
    pub pay: PayRule,
    /// The word of the settlement term.
    pub settlement: String,
    /// The bits of the benefits.
    pub benefits: i64,
    /// The code of its region.
    pub region: String,
    /// The address.
    pub address: String,
    /// Where it is.
    pub point: Point,
    /// A pin was placed.
    pub pinned: bool,
    /// Whom to ask for.
    pub contact_name: String,
    /// Their phone.
    pub contact_phone: String,
    /// From when seats may be taken.
    pub opens_at: i64,
    /// The word of how its seats are filled.
    pub fills: String,
}

#[derive(sqlx::FromRow)]
struct ListedRow {
    title: String,
    occupation: String,
    duties: String,
    requirements: String,
    least_age: i64,
    pay_unit: String,
    pay_amount: i64,
    pay_pieces: i64,
    settlement: String,
    benefits: i64,
    region: String,
    address: String,
    lat: i64,
    lng: i64,
    pinned: bool,
    contact_name: Vec<u8>,
    contact_phone: Vec<u8>,
    opens_at: i64,
    fills: String,
}

/// A posting.
pub async fn posting(db: &mut Db, id: Uuid) -> Result<Option<Listed>, Error> {
    const SQL: &str = "SELECT title, occupation, duties, requirements, least_age, pay_unit, pay_amount, pay_pieces, \
                       settlement, benefits, region, address, lat, lng, pinned, contact_name, contact_phone, opens_at, fills \
                       FROM posting WHERE id = $1";
    let row: Option<ListedRow> = on_engine!(db, c => sqlx::query_as(SQL).bind(Key(id)).fetch_optional(c).await?);
    let Some(row) = row else { return Ok(None) };
    let pay = PayRule {
        unit: PayUnit::parse(&row.pay_unit).unwrap_or(PayUnit::Hour),
        amount: Fen(row.pay_amount),
        pieces: row.pay_pieces,
    };
    Ok(Some(Listed {
        contact_name: db.keys().open(Column::CONTACT_NAME, id, &row.contact_name)?,
        contact_phone: db.keys().open(Column::CONTACT_PHONE, id, &row.contact_phone)?,
        title: row.title,
        occupation: row.occupation,
        duties: row.duties,
        requirements: row.requirements,
        least_age: row.least_age,
        pay,
        settlement: row.settlement,
        benefits: row.benefits,
        region: row.region,
        address: row.address,
        point: point(row.lat, row.lng),
        pinned: row.pinned,
        opens_at: row.opens_at,
        fills: row.fills,
    }))
}

/// When the shifts of a posting are, and for how many.
pub async fn shifts_of(db: &mut Db, posting: Uuid) -> Result<Vec<ShiftPlan>, Error> {
    const SQL: &str = "SELECT starts_at, ends_at, break_minutes, seats FROM shift WHERE posting_id = $1 \
                       ORDER BY starts_at";
    let rows: Vec<(i64, i64, i64, i64)> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(Key(posting)).fetch_all(c).await?);
    let plan = |(starts, ends, break_minutes, seats)| ShiftPlan {
        starts: Moment(starts),
        ends: Moment(ends),
        break_minutes,
        seats,
    };
    Ok(rows.into_iter().map(plan).collect())
}
