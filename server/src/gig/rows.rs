//! Rows of the gig market and the way into the domain.

use domain::{
    gig::{
        Benefits, ClaimState, EmployerKind, Filling, PayRule, PayUnit, SettlementTerm, arrears,
        rules::{HeldShift, ShiftFacts},
    },
    money::Fen,
    place::Point,
    region::RegionCode,
    when::Moment,
};
use sqlx::FromRow;

use crate::store::Key;

/// A count as the domain has it; the schema keeps it from being negative.
pub fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or_default()
}

/// Micro-degrees as the domain has them; the schema's columns are wider.
pub fn point(lat: i64, lng: i64) -> Point {
    Point { lat: i32::try_from(lat).unwrap_or_default(), lng: i32::try_from(lng).unwrap_or_default() }
}

/// What the rules need of a shift.
#[derive(FromRow)]
pub struct FactsRow {
    id: Key,
    employer_id: Key,
    region: String,
    title: String,
    starts_at: i64,
    ends_at: i64,
    break_minutes: i64,
    lat: i64,
    lng: i64,
    seats: i64,
    taken: i64,
    pub waiting: i64,
    pub closed_at: Option<i64>,
    pub listed: bool,
    opens_at: i64,
    least_age: i64,
    fills: String,
    pub held: i64,
    pub held_until: i64,
    /// Since when its employer owes wages, or when the first of them are due.
    owed_since: Option<i64>,
}

impl FactsRow {
    /// Whether its employer has gone so far with arrears that nobody may take its seats.
    pub fn stopped(&self, now: Moment) -> bool {
        self.owed_since.is_some_and(|since| arrears::stops(Moment(since), now))
    }

    /// Whether seats are held at `now` for people with few recent shifts.
    pub const fn holds_back(&self, now: Moment) -> bool {
        self.held > 0 && now.0 < self.held_until
    }

    /// The facts for the rules.
    pub fn facts(&self) -> ShiftFacts {
        ShiftFacts {
            id: self.id.into(),
            employer: self.employer_id.into(),
            title: self.title.clone(),
            starts: Moment(self.starts_at),
            ends: Moment(self.ends_at),
            minutes: worked(self.starts_at, self.ends_at, self.break_minutes),
            point: point(self.lat, self.lng),
            seats: self.seats,
            taken: self.taken,
            closed: self.closed_at.is_some(),
            opens: Moment(self.opens_at),
            least_age: i32::try_from(self.least_age).unwrap_or(i32::MAX),
        }
    }

    /// How its seats are filled.
    pub fn fills(&self) -> Filling {
        Filling::parse(&self.fills).unwrap_or(Filling::Instant)
    }

    /// Where the work is.
    pub fn region(&self) -> Option<RegionCode> {
        RegionCode::parse(&self.region)
    }
}

/// Minutes of work in a shift, breaks not counted.
const fn worked(starts: i64, ends: i64, breaks: i64) -> i64 {
    (ends - starts) / Moment::MINUTE - breaks
}

/// A shift that a worker holds or waits for.
#[derive(FromRow)]
pub struct HeldRow {
    id: Key,
    employer_id: Key,
    title: String,
    starts_at: i64,
    ends_at: i64,
    break_minutes: i64,
    lat: i64,
    lng: i64,
    state: String,
}

impl HeldRow {
    /// The shift for the rules; `None` for a state that this program does not know.
    pub fn held(self) -> Option<HeldShift> {
        Some(HeldShift {
            id: self.id.into(),
            employer: self.employer_id.into(),
            state: ClaimState::parse(&self.state)?,
            title: self.title,
            starts: Moment(self.starts_at),
            ends: Moment(self.ends_at),
            minutes: worked(self.starts_at, self.ends_at, self.break_minutes),
            point: point(self.lat, self.lng),
        })
    }
}

/// A claim as it stands.
#[derive(Clone, FromRow)]
pub struct ClaimRow {
    pub id: Key,
    pub shift_id: Key,
    pub account_id: Key,
    state: String,
    pub starts_at: i64,
    pub made_at: i64,
    pub offered_until: Option<i64>,
}

impl ClaimRow {
    /// Where it stands; a state that this program does not know counts as ended.
    pub fn state(&self) -> ClaimState {
        ClaimState::parse(&self.state).unwrap_or(ClaimState::Expired)
    }
}

/// One's own claim on one of the shifts of a page.
#[derive(FromRow)]
pub struct MineRow {
    pub id: Key,
    pub shift_id: Key,
    pub state: String,
    pub offered_until: Option<i64>,
    pub changed: i64,
    pub ahead: i64,
}

/// All of a shift that a card shows.
#[derive(FromRow)]
pub struct CardRow {
    pub id: Key,
    pub posting_id: Key,
    pub title: String,
    pub employer: String,
    pub verified_until: Option<i64>,
    pub region: String,
    pub occupation: String,
    pub lat: i64,
    pub lng: i64,
    pub pinned: bool,
    pub starts_at: i64,
    pub ends_at: i64,
    pub break_minutes: i64,
    pub pay_unit: String,
    pub pay_amount: i64,
    pub pay_pieces: i64,
    pub settlement: String,
    pub benefits: i64,
    fills: String,
    pub seats: i64,
    pub taken: i64,
    pub waiting: i64,
    pub closed_at: Option<i64>,
    pub sample: bool,
}

impl CardRow {
    /// Whether the employer's verification is in force.
    pub fn verified(&self, now: Moment) -> bool {
        self.verified_until.is_some_and(|until| until > now.0)
    }

    /// The pay rule.
    pub fn pay(&self) -> PayRule {
        PayRule {
            unit: PayUnit::parse(&self.pay_unit).unwrap_or(PayUnit::Hour),
            amount: Fen(self.pay_amount),
            pieces: self.pay_pieces,
        }
    }

    /// Minutes of work that are paid.
    pub const fn paid_minutes(&self) -> i64 {
        (self.ends_at - self.starts_at) / Moment::MINUTE - self.break_minutes
    }

    /// When it is paid.
    pub fn settlement(&self) -> SettlementTerm {
        SettlementTerm::parse(&self.settlement).unwrap_or(SettlementTerm::Fortnightly)
    }

    /// How its seats are filled.
    pub fn fills(&self) -> Filling {
        Filling::parse(&self.fills).unwrap_or(Filling::Instant)
    }

    /// What comes with it.
    pub fn benefits(&self) -> Benefits {
        Benefits(u8::try_from(self.benefits).unwrap_or_default())
    }
}

/// What the page of a shift shows beyond its card.
#[derive(FromRow)]
pub struct DetailRow {
    pub duties: String,
    pub requirements: String,
    pub least_age: i64,
    pub address: String,
    pub posting_id: Key,
    pub contact_name: Vec<u8>,
    pub contact_phone: Vec<u8>,
    pub opens_at: i64,
    pub published_at: i64,
    pub held: i64,
    pub held_until: i64,
    kind: String,
    pub employer_id: Key,
    pub recent: i64,
}

impl DetailRow {
    /// The employer's kind.
    pub fn kind(&self) -> EmployerKind {
        EmployerKind::parse(&self.kind).unwrap_or(EmployerKind::Firm)
    }
}

/// A shift found: what ordering, filtering and counting need.
#[derive(Clone, Copy, FromRow)]
pub struct Hit {
    pub id: Key,
    pub starts_at: i64,
    pub tally: i64,
    pub trade: i64,
    pub hourly: i64,
    pub lat: i64,
    pub lng: i64,
    /// Only read where the list is ordered by it.
    pub published_at: i64,
}
