//! SQL of reliability, one function per statement. What counts follows from rows that are there already.

use domain::{
    gig::{
        reliability::{CANCEL_NOTICE, Event, MarkKind, MarkState},
        rules::LEAVE_CUTOFF,
    },
    id::{AccountId, OrganisationId, ShiftId},
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

/// The most that is looked at of somebody.
const MOST: i64 = 2_000;

const fn kept(at: i64) -> Event {
    Event { at: Moment(at), mark: None }
}

/// The shifts that a worker kept since a moment.
pub async fn kept_by(db: &mut Db, account: AccountId, since: Moment) -> Result<Vec<Event>, Error> {
    const SQL: &str = "SELECT starts_at FROM claim WHERE account_id = $1 AND starts_at >= $2 \
                       AND state IN ('checked_out', 'settled') ORDER BY starts_at DESC LIMIT $3";
    let rows: Vec<i64> = on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).bind(since.0).bind(MOST).fetch_all(c).await?);
    Ok(rows.into_iter().map(kept).collect())
}

/// Something that counts against somebody, as it is found.
#[derive(Clone, FromRow)]
pub struct MarkRow {
    kind: String,
    /// The claim, or the shift that was called off.
    pub subject: Key,
    /// The shift.
    pub shift_id: Key,
    /// Start.
    pub starts_at: i64,
    /// What the work was.
    pub title: String,
    /// Where.
    pub region: String,
    appeal_id: Option<Key>,
    appealed_at: Option<i64>,
    lifted: Option<bool>,
    decision: Option<Vec<u8>>,
}

impl MarkRow {
    /// What it is.
    pub fn kind(&self) -> Option<MarkKind> {
        MarkKind::parse(&self.kind)
    }

    /// Whether it counts.
    pub fn state(&self) -> MarkState {
        MarkState::of(self.appealed_at.is_some(), self.lifted)
    }

    /// What it is for the rules; nothing if it does not count.
    pub fn event(&self) -> Option<Event> {
        let mark = self.kind().filter(|_| self.state().counts())?;
        Some(Event { at: Moment(self.starts_at), mark: Some(mark) })
    }

    /// What the staff said about an appeal.
    pub fn decision(&self, db: &Db) -> Result<String, Error> {
        let (Some(id), Some(sealed)) = (self.appeal_id, &self.decision) else { return Ok(String::new()) };
        let column = match self.kind() {
            Some(MarkKind::NoShow | MarkKind::EmployerNoShow) => Column::APPEAL_DECISION,
            _ => Column::MARK_DECISION,
        };
        Ok(db.keys().open(column, id.0, sealed)?)
    }
}

/// What counts against a worker since a moment, the last first. Whoever gave up a place in a queue, or an offer, took
/// nothing from anybody: only who had the seat.
pub async fn marks_of_worker(db: &mut Db, account: AccountId, since: Moment) -> Result<Vec<MarkRow>, Error> {
    const SQL: &str = "SELECT k.kind, k.subject, s.id AS shift_id, s.starts_at, p.title, p.region, k.appeal_id, \
                       k.appealed_at, k.lifted, k.decision FROM (\
                       SELECT 'no-show' AS kind, c.id AS subject, c.shift_id, a.id AS appeal_id, a.appealed_at, a.lifted, \
                       a.decision FROM claim c JOIN absence a ON a.claim_id = c.id \
                       WHERE c.account_id = $1 AND c.starts_at >= $2 AND c.state = 'no_show' AND a.ended_at IS NULL \
                       UNION ALL SELECT 'late-leave', c.id, c.shift_id, m.id, m.said_at, m.lifted, m.decision \
                       FROM claim c JOIN claim_event v ON v.claim_id = c.id LEFT JOIN mark_appeal m \
                       ON m.kind = 'late-leave' AND m.subject = c.id WHERE c.account_id = $1 AND c.starts_at >= $2 \
                       AND c.state = 'cancelled_by_worker' AND v.state = 'cancelled_by_worker' AND v.reason = 'plans' \
                       AND v.at > c.starts_at - $3 AND EXISTS (SELECT w.id FROM claim_event w WHERE w.claim_id = c.id \
                       AND w.state = 'confirmed')) k \
                       JOIN shift s ON s.id = k.shift_id JOIN posting p ON p.id = s.posting_id \
                       ORDER BY s.starts_at DESC, k.subject LIMIT 200";
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(Key::from(account)).bind(since.0).bind(LEAVE_CUTOFF * Moment::MINUTE);
        query.fetch_all(c).await
    })
}

/// The same of everybody in a shift, with whose it is, for its employer: kept shifts and what counts.
pub async fn of_crew(db: &mut Db, shift: ShiftId, since: Moment) -> Result<Vec<(Key, Event)>, Error> {
    const SQL: &str = "SELECT c.account_id, c.starts_at, CASE c.state WHEN 'no_show' THEN 'no-show' \
                       WHEN 'cancelled_by_worker' THEN 'late-leave' ELSE '' END FROM claim c \
                       LEFT JOIN absence a ON a.claim_id = c.id AND a.ended_at IS NULL \
                       LEFT JOIN mark_appeal m ON m.kind = 'late-leave' AND m.subject = c.id \
                       WHERE c.account_id IN (SELECT o.account_id FROM claim o WHERE o.shift_id = $1) AND c.starts_at >= $2 AND ( \
                       c.state IN ('checked_out', 'settled') \
                       OR c.state = 'no_show' AND a.id IS NOT NULL AND (a.appealed_at IS NULL OR a.decided_at IS NOT NULL) \
                       OR c.state = 'cancelled_by_worker' AND (m.id IS NULL OR m.decided_at IS NOT NULL AND NOT m.lifted) \
                       AND EXISTS (SELECT v.id FROM claim_event v WHERE v.claim_id = c.id \
                       AND v.state = 'cancelled_by_worker' AND v.reason = 'plans' AND v.at > c.starts_at - $3) \
                       AND EXISTS (SELECT w.id FROM claim_event w WHERE w.claim_id = c.id AND w.state = 'confirmed')) \
                       LIMIT 20000";
    let rows: Vec<(Key, i64, String)> = on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(Key::from(shift)).bind(since.0).bind(LEAVE_CUTOFF * Moment::MINUTE);
        query.fetch_all(c).await?
    });
    let event =
        |(account, at, word): (Key, i64, String)| (account, Event { at: Moment(at), mark: MarkKind::parse(&word) });
    Ok(rows.into_iter().map(event).collect())
}

/// The claims that an employer kept to since a moment: worked, and paid in time as far as that is due.
pub async fn kept_by_employer(
    db: &mut Db,
    organisation: OrganisationId,
    (since, now): (Moment, Moment),
) -> Result<Vec<Event>, Error> {
    const SQL: &str = "SELECT c.starts_at FROM posting p JOIN shift s ON s.posting_id = p.id \
                       JOIN claim c ON c.shift_id = s.id LEFT JOIN settlement t ON t.claim_id = c.id \
                       WHERE p.employer_id = $1 AND s.starts_at >= $2 AND c.state IN ('checked_out', 'settled') \
                       AND (t.claim_id IS NULL OR t.paid >= t.owed OR t.due_at > $3) \
                       AND NOT EXISTS (SELECT y.id FROM payment y WHERE y.claim_id = c.id AND y.amount > 0 \
                       AND y.day * 86400000 - 28800000 >= t.due_at) ORDER BY c.starts_at DESC LIMIT $4";
    let rows: Vec<i64> = on_engine!(db, c => {
        let query = sqlx::query_scalar(SQL).bind(Key::from(organisation)).bind(since.0).bind(now.0).bind(MOST);
        query.fetch_all(c).await?
    });
    Ok(rows.into_iter().map(kept).collect())
}

/// What counts against an employer since a moment, the last first. A shift that the staff called off is none of its doing.
pub async fn marks_of_employer(
    db: &mut Db,
    organisation: OrganisationId,
    (since, now): (Moment, Moment),
) -> Result<Vec<MarkRow>, Error> {
    const SQL: &str = "SELECT k.kind, k.subject, s.id AS shift_id, s.starts_at, p.title, p.region, k.appeal_id, \
                       k.appealed_at, k.lifted, k.decision FROM posting p JOIN shift s ON s.posting_id = p.id JOIN (\
                       SELECT 'employer-no-show' AS kind, c.id AS subject, c.shift_id, a.id AS appeal_id, a.appealed_at, \
                       a.lifted, a.decision FROM claim c JOIN absence a ON a.claim_id = c.id \
                       WHERE c.starts_at >= $2 AND c.state = 'employer_no_show' AND a.ended_at IS NULL \
                       UNION ALL SELECT 'late-wages', c.id, c.shift_id, m.id, m.said_at, m.lifted, m.decision \
                       FROM settlement t JOIN claim c ON c.id = t.claim_id LEFT JOIN mark_appeal m \
                       ON m.kind = 'late-wages' AND m.subject = c.id WHERE t.organisation_id = $1 AND t.starts_at >= $2 \
                       AND (t.paid < t.owed AND t.due_at <= $3 OR EXISTS (SELECT y.id FROM payment y \
                       WHERE y.claim_id = c.id AND y.amount > 0 AND y.day * 86400000 - 28800000 >= t.due_at)) \
                       UNION ALL SELECT 'late-cancel', x.id, x.id, m.id, m.said_at, m.lifted, m.decision \
                       FROM shift x LEFT JOIN mark_appeal m ON m.kind = 'late-cancel' AND m.subject = x.id \
                       WHERE x.starts_at >= $2 AND x.closed_at > x.starts_at - $4 AND x.closed_at < x.starts_at \
                       AND EXISTS (SELECT c.id FROM claim c JOIN claim_event v ON v.claim_id = c.id \
                       JOIN claim_event w ON w.claim_id = c.id WHERE c.shift_id = x.id \
                       AND v.state = 'cancelled_by_employer' AND v.actor LIKE 'person:%' AND w.state = 'confirmed')) k \
                       ON k.shift_id = s.id WHERE p.employer_id = $1 AND s.starts_at >= $2 \
                       ORDER BY s.starts_at DESC, k.subject LIMIT 500";
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(Key::from(organisation)).bind(since.0).bind(now.0);
        query.bind(CANCEL_NOTICE * Moment::MINUTE).fetch_all(c).await
    })
}

/// An appeal on its way into the table.
#[derive(Clone)]
pub struct NewAppeal {
    pub id: Uuid,
    pub kind: MarkKind,
    pub subject: Key,
    pub account: Option<AccountId>,
    pub organisation: Option<OrganisationId>,
    pub region: String,
    pub said: String,
    pub by: AccountId,
    pub at: Moment,
}

/// Keeps an appeal; false if there is one already.
pub async fn insert(db: &mut Db, new: &NewAppeal) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO mark_appeal (id, kind, subject, account_id, organisation_id, region, said, said_by, \
                       said_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (kind, subject) DO NOTHING";
    let said = db.keys().seal(Column::MARK_SAID, new.id, &new.said)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(new.id)).bind(new.kind.word()).bind(new.subject);
        let query = query.bind(new.account.map(Key::from)).bind(new.organisation.map(Key::from)).bind(&new.region);
        let query = query.bind(said).bind(Key::from(new.by)).bind(new.at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// An appeal with what it is about.
#[derive(FromRow)]
pub struct CaseRow {
    pub id: Key,
    kind: String,
    pub account_id: Option<Key>,
    pub organisation_id: Option<Key>,
    pub region: String,
    said: Vec<u8>,
    pub said_by: Key,
    pub said_at: i64,
    lifted: Option<bool>,
    decision: Option<Vec<u8>>,
    pub title: String,
    pub employer: String,
    pub starts_at: i64,
}

impl CaseRow {
    /// What it is about.
    pub fn kind(&self) -> Option<MarkKind> {
        MarkKind::parse(&self.kind)
    }

    /// What is said.
    pub fn said(&self, db: &Db) -> Result<String, Error> {
        Ok(db.keys().open(Column::MARK_SAID, self.id.0, &self.said)?)
    }

    /// What was decided.
    pub fn decision(&self, db: &Db) -> Result<Option<(bool, String)>, Error> {
        let open = |sealed: &Vec<u8>| db.keys().open(Column::MARK_DECISION, self.id.0, sealed);
        Ok(self.lifted.zip(self.decision.as_ref().map(open).transpose()?))
    }
}

/// An appeal.
pub async fn case(db: &mut Db, id: Uuid) -> Result<Option<CaseRow>, Error> {
    const SQL: &str = "SELECT m.id, m.kind, m.account_id, m.organisation_id, m.region, m.said, m.said_by, m.said_at, \
                       m.lifted, m.decision, p.title, e.name AS employer, s.starts_at FROM mark_appeal m \
                       LEFT JOIN claim c ON c.id = m.subject JOIN shift s ON s.id = COALESCE(c.shift_id, m.subject) \
                       JOIN posting p ON p.id = s.posting_id JOIN organisation e ON e.id = p.employer_id WHERE m.id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key(id)).fetch_optional(c).await)
}

/// Keeps what was decided; false if that was done.
pub async fn decide(
    db: &mut Db,
    id: Uuid,
    (lifted, text): (bool, &str),
    by: AccountId,
    at: Moment,
) -> Result<bool, Error> {
    const SQL: &str = "UPDATE mark_appeal SET lifted = $2, decision = $3, decided_by = $4, decided_at = $5 \
                       WHERE id = $1 AND decided_at IS NULL";
    let text = db.keys().seal(Column::MARK_DECISION, id, text)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id)).bind(lifted).bind(text).bind(Key::from(by)).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}
