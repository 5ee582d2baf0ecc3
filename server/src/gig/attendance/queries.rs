//! SQL of attendance, one function per statement.

use domain::{
    gig::{
        ClaimState, Filling, PayRule, PayUnit, SettlementTerm,
        attendance::{Entry, Hours, PastReport, Report, Side, Way},
    },
    id::{AccountId, ClaimId, OrganisationId, ShiftId},
    money::Fen,
    place::Point,
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::{
    gig::rows::{count, point},
    store::{Column, Db, Key, on_engine},
};

/// A shift with what its posting says of it.
#[derive(Clone, FromRow)]
pub struct SiteRow {
    pub id: Key,
    pub starts_at: i64,
    pub ends_at: i64,
    break_minutes: i64,
    lat: i64,
    lng: i64,
    pub seats: i64,
    pub closed_at: Option<i64>,
    pub title: String,
    pub address: String,
    pub pinned: bool,
    pub region: String,
    pub employer_id: Key,
    pay_unit: String,
    pay_amount: i64,
    pay_pieces: i64,
    settlement: String,
    fills: String,
    pub occupation: String,
    pub employer: String,
}

impl SiteRow {
    /// What the rules of attendance need.
    pub const fn hours(&self) -> Hours {
        Hours { starts: Moment(self.starts_at), ends: Moment(self.ends_at), break_minutes: self.break_minutes }
    }

    /// Where it is.
    pub fn point(&self) -> Point {
        point(self.lat, self.lng)
    }

    /// How pay is worked out.
    pub fn rule(&self) -> PayRule {
        PayRule { unit: self.unit(), amount: Fen(self.pay_amount), pieces: self.pay_pieces }
    }

    /// When it is paid.
    pub fn term(&self) -> SettlementTerm {
        SettlementTerm::parse(&self.settlement).unwrap_or(SettlementTerm::Fortnightly)
    }

    /// How its seats are filled.
    pub fn fills(&self) -> Filling {
        Filling::parse(&self.fills).unwrap_or(Filling::Instant)
    }

    /// What is paid for.
    pub fn unit(&self) -> PayUnit {
        PayUnit::parse(&self.pay_unit).unwrap_or(PayUnit::Hour)
    }
}

/// A shift.
pub async fn site(db: &mut Db, shift: ShiftId) -> Result<Option<SiteRow>, Error> {
    const SQL: &str = "SELECT s.id, s.starts_at, s.ends_at, s.break_minutes, s.lat, s.lng, s.seats, s.closed_at, \
                       p.title, p.address, p.pinned, p.region, p.employer_id, p.pay_unit, p.pay_amount, \
                       p.pay_pieces, p.settlement, p.fills, p.occupation, e.name AS employer \
                       FROM shift s JOIN posting p ON p.id = s.posting_id JOIN organisation e ON e.id = p.employer_id \
                       WHERE s.id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(shift)).fetch_optional(c).await)
}

/// The shifts of an employer that start between two moments.
pub async fn sites(
    db: &mut Db,
    organisation: OrganisationId,
    from: Moment,
    until: Moment,
) -> Result<Vec<SiteRow>, Error> {
    const SQL: &str = "SELECT s.id, s.starts_at, s.ends_at, s.break_minutes, s.lat, s.lng, s.seats, s.closed_at, \
                       p.title, p.address, p.pinned, p.region, p.employer_id, p.pay_unit, p.pay_amount, \
                       p.pay_pieces, p.settlement, p.fills, p.occupation, e.name AS employer \
                       FROM shift s JOIN posting p ON p.id = s.posting_id JOIN organisation e ON e.id = p.employer_id \
                       WHERE p.employer_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3 \
                       ORDER BY s.starts_at, s.id LIMIT 300";
    on_engine!(db, c => {
        sqlx::query_as(SQL).bind(Key::from(organisation)).bind(from.0).bind(until.0).fetch_all(c).await
    })
}

/// How many claims of an employer's shifts stand where: shift, state, number.
pub async fn counts(
    db: &mut Db,
    organisation: OrganisationId,
    from: Moment,
    until: Moment,
) -> Result<Vec<(Key, String, i64)>, Error> {
    const SQL: &str = "SELECT c.shift_id, c.state, COUNT(*) FROM posting p JOIN shift s ON s.posting_id = p.id \
                       JOIN claim c ON c.shift_id = s.id \
                       WHERE p.employer_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3 GROUP BY c.shift_id, c.state";
    on_engine!(db, c => {
        sqlx::query_as(SQL).bind(Key::from(organisation)).bind(from.0).bind(until.0).fetch_all(c).await
    })
}

/// Somebody who works in a shift.
#[derive(FromRow)]
pub struct CrewRow {
    pub id: Key,
    pub account_id: Key,
    state: String,
    name: Option<Vec<u8>>,
    phone: Vec<u8>,
}

impl CrewRow {
    /// Where the claim stands.
    pub fn state(&self) -> Option<ClaimState> {
        ClaimState::parse(&self.state)
    }

    /// Whose it is.
    pub const fn account(&self) -> Key {
        self.account_id
    }

    /// Name and phone, opened.
    pub fn open(&self, db: &Db) -> Result<(String, String), Error> {
        let name = self.name.as_ref().map(|name| db.keys().open(Column::NAME, self.account_id.0, name));
        let phone = db.keys().open(Column::PHONE, self.account_id.0, &self.phone)?;
        Ok((name.transpose()?.unwrap_or_default(), phone))
    }
}

/// Whoever has or had a seat of a shift when it began, in the order in which they came.
pub async fn crew(db: &mut Db, shift: ShiftId) -> Result<Vec<CrewRow>, Error> {
    const SQL: &str = "SELECT c.id, c.account_id, c.state, w.name, a.phone FROM claim c \
                       JOIN worker w ON w.account_id = c.account_id JOIN account a ON a.id = c.account_id \
                       WHERE c.shift_id = $1 AND c.state IN ('confirmed', 'checked_in', 'checked_out', 'settled', \
                       'no_show', 'employer_no_show') ORDER BY c.made_at, c.id LIMIT 500";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(shift)).fetch_all(c).await)
}

/// One's own claim by its id, or the last one on a shift of this id.
pub async fn own_claim(db: &mut Db, account: AccountId, id: Uuid) -> Result<Option<Key>, Error> {
    const SQL: &str = "SELECT id FROM claim WHERE account_id = $1 AND (id = $2 OR shift_id = $2) \
                       ORDER BY active DESC, made_at DESC, id DESC LIMIT 1";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).bind(Key(id)).fetch_optional(c).await)
}

#[derive(FromRow)]
struct ReportRow {
    id: Key,
    claim_id: Key,
    entry: String,
    value: i64,
    way: String,
    side: String,
    metres: Option<i64>,
    reason: Option<Vec<u8>>,
    written_at: i64,
}

impl ReportRow {
    fn read(self, db: &Db) -> Result<Option<(Key, PastReport)>, Error> {
        let words = (Entry::parse(&self.entry), Way::parse(&self.way), Side::parse(&self.side));
        let (Some(entry), Some(way), Some(side)) = words else { return Ok(None) };
        let reason = self.reason.map(|reason| db.keys().open(Column::ATTENDANCE_REASON, self.id.0, &reason));
        let past = PastReport {
            report: Report { entry, value: self.value, way, side },
            metres: self.metres.map(count),
            reason: reason.transpose()?.unwrap_or_default(),
            written: Moment(self.written_at),
        };
        Ok(Some((self.claim_id, past)))
    }
}

fn read(db: &Db, rows: Vec<ReportRow>) -> Result<Vec<(Key, PastReport)>, Error> {
    rows.into_iter().filter_map(|row| row.read(db).transpose()).collect()
}

/// All that was said of the hours of a claim, the oldest first.
pub async fn reports(db: &mut Db, claim: ClaimId) -> Result<Vec<PastReport>, Error> {
    const SQL: &str = "SELECT id, claim_id, entry, value, way, side, metres, reason, written_at FROM attendance \
                       WHERE claim_id = $1 ORDER BY written_at, id LIMIT 500";
    let rows = on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).fetch_all(c).await?);
    Ok(read(db, rows)?.into_iter().map(|(_, past)| past).collect())
}

/// All that was said of the hours of everybody in a shift, the oldest first, with the claim.
pub async fn reports_of_shift(db: &mut Db, shift: ShiftId) -> Result<Vec<(Key, PastReport)>, Error> {
    const SQL: &str = "SELECT a.id, a.claim_id, a.entry, a.value, a.way, a.side, a.metres, a.reason, a.written_at \
                       FROM claim c JOIN attendance a ON a.claim_id = c.id \
                       WHERE c.shift_id = $1 ORDER BY a.written_at, a.id LIMIT 5000";
    let rows = on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(shift)).fetch_all(c).await?);
    read(db, rows)
}

/// A report on its way into the table.
#[derive(Clone, Debug)]
pub struct NewReport {
    pub id: Uuid,
    pub claim: ClaimId,
    /// Whose hours they are.
    pub account: AccountId,
    pub report: Report,
    pub by: AccountId,
    pub metres: Option<u32>,
    pub reason: String,
    pub at: Moment,
}

/// Keeps a report.
pub async fn insert_report(db: &mut Db, new: &NewReport) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO attendance (id, claim_id, account_id, entry, value, way, side, written_by, metres, \
                       reason, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let Report { entry, value, way, side } = new.report;
    let sealed = (!new.reason.is_empty()).then(|| db.keys().seal(Column::ATTENDANCE_REASON, new.id, &new.reason));
    let sealed = sealed.transpose()?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(new.id)).bind(Key::from(new.claim)).bind(Key::from(new.account));
        let query = query.bind(entry.word()).bind(value).bind(way.word()).bind(side.word()).bind(Key::from(new.by));
        query.bind(new.metres.map(i64::from)).bind(sealed).bind(new.at.0).execute(c).await.map(drop)
    })
}
