//! What the pages of the gig market show.

use serde::{Deserialize, Serialize};

use super::{
    Benefits, ClaimState, EmployerKind, Filling, GigQuery, PayRule, SettlementTerm, ShiftState, fit::Reason,
    rating::Summary, reliability::Standing,
};
use crate::{
    error::FieldError,
    id::{ClaimId, PostingId, ShiftId},
    identity::Origin,
    money::Fen,
    page::Count,
    place::{Distance, Point},
    region::{RegionChoice, RegionCode},
    when::{DayPart, Moment},
};

/// One shift in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftCard {
    /// The shift.
    pub id: ShiftId,
    /// The posting it belongs to.
    pub posting: PostingId,
    /// What the work is, in the employer's words.
    pub title: String,
    /// Who gives the work.
    pub employer: String,
    /// Staff have checked who that is.
    pub verified: bool,
    /// County and township in words: `旌阳区 · 城南街道`.
    pub region: String,
    /// How far from where distances are measured.
    pub distance: Distance,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// What this shift comes to.
    pub total: Fen,
    /// What an hour of it comes to.
    pub hourly: Fen,
    /// When it is paid.
    pub settlement: SettlementTerm,
    /// What comes with it.
    pub benefits: Benefits,
    /// How its seats are filled.
    pub fills: Filling,
    /// Seats in all.
    pub seats: u32,
    /// Seats taken.
    pub taken: u32,
    /// People in the waitlist.
    pub waiting: u32,
    /// What can be done with it now.
    pub state: ShiftState,
    /// The claim of the person who looks.
    pub mine: Option<MyClaim>,
    /// Why it may suit that person, most telling first.
    pub reasons: Vec<Reason>,
    /// Made up for the demonstration.
    pub sample: bool,
}

impl ShiftCard {
    /// Seats still free.
    pub const fn free(&self) -> u32 {
        self.seats.saturating_sub(self.taken)
    }
}

/// A person's own claim, as that person sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyClaim {
    /// The claim.
    pub id: ClaimId,
    /// Where it stands.
    pub state: ClaimState,
    /// The place in the waitlist, from 1, while waiting.
    pub place: Option<u32>,
    /// Until when an offer stands.
    pub offered_until: Option<Moment>,
    /// The posting has changed since, so that it may be left without a mark.
    pub changed: bool,
}

/// The list of shifts that can be found with a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GigList {
    /// The query as it was sent, so that the form shows it.
    pub query: GigQuery,
    /// What in the query cannot be read; it was left out.
    pub problems: Vec<FieldError>,
    /// The shifts of this page.
    pub items: Vec<ShiftCard>,
    /// How many there are in all.
    pub total: Count,
    /// `after` of the next page.
    pub next: Option<String>,
    /// From where distances are measured.
    pub origin: Origin,
    /// Counts for each choice of each filter, the other filters as they are.
    pub facets: Facets,
    /// What finding nothing could be widened to, most promising first.
    pub widenings: Vec<Widening>,
    /// The official trades that the words were understood as.
    pub understood: Vec<String>,
    /// Fresh part of the idempotency keys of this page's forms.
    pub key: String,
    /// When the answer was made; times are told relative to it.
    pub now: Moment,
    /// Somebody is signed in.
    pub signed_in: bool,
}

/// What a wall screen shows: shifts of a region, soonest first, one screen after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// The region.
    pub region: RegionCode,
    /// Its short name.
    pub place: String,
    /// The shifts of this screen.
    pub items: Vec<ShiftCard>,
    /// How many there are in all.
    pub total: Count,
    /// `after` of the next screen.
    pub next: Option<String>,
    /// The regions in it that have screens of their own.
    pub regions: Vec<RegionChoice>,
    /// When the answer was made.
    pub now: Moment,
}

/// Choices of the filters with their counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// Today, tomorrow, weekend.
    pub dates: Vec<(DateWord, Count)>,
    /// Parts of the day.
    pub parts: Vec<(DayPart, Count)>,
    /// The counties of the city, and the townships of the chosen county after them.
    pub regions: Vec<RegionFacet>,
    /// Groups of occupations, the most frequent first.
    pub occupations: Vec<OccupationFacet>,
    /// Paid the same day.
    pub same_day: Count,
}

/// A region to filter by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionFacet {
    /// The region.
    pub region: RegionChoice,
    /// Shifts in it; `None` where that was not counted (townships).
    pub count: Option<Count>,
}

/// A group of occupations to filter by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccupationFacet {
    /// The group's code as in the URL: `4-10`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Shifts in it.
    pub count: Count,
}

crate::word::words! {
    /// The words for days that people use.
    DateWord {
        /// The rest of today.
        Today = "today",
        /// Tomorrow.
        Tomorrow = "tomorrow",
        /// The coming (or running) Saturday and Sunday.
        Weekend = "weekend",
    }
}

/// One way to find more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Widening {
    /// What is given up.
    pub kind: WideningKind,
    /// The query without it.
    pub query: GigQuery,
    /// How many that finds.
    pub count: Count,
}

/// What a widening gives up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WideningKind {
    /// The words.
    AnyWords,
    /// The days.
    AnyDay,
    /// The part of the day.
    AnyPart,
    /// The township, keeping its county.
    WholeCounty,
    /// The county and township.
    WholeCity,
    /// The occupation.
    AnyOccupation,
    /// The least pay.
    AnyPay,
    /// Being paid the same day.
    AnySettlement,
    /// Every filter.
    Everything,
}

/// A completion of what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The words to search for.
    pub words: String,
    /// The official trade behind them, if it is called otherwise.
    pub trade: Option<String>,
}

/// Whom to ask about the work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The person's name.
    pub name: String,
    /// The phone.
    pub phone: String,
}

/// The employer as the public sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerView {
    /// The name.
    pub name: String,
    /// What kind it is.
    pub kind: EmployerKind,
    /// Staff have checked who that is.
    pub verified: bool,
    /// Shifts that began in the last thirty days.
    pub recent: u32,
    /// What people say who worked there, if many do.
    pub ratings: Option<Summary>,
    /// How it keeps to what was agreed; nothing where that would say something about few workers.
    pub standing: Option<Standing>,
}

/// The page of one shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is a form or a line that is shown or not")]
pub struct ShiftPage {
    /// What the list shows of it.
    pub card: ShiftCard,
    /// What to do.
    pub duties: String,
    /// The official trade.
    pub occupation: String,
    /// Least age, years.
    pub least_age: i32,
    /// What else is asked for; may be empty.
    pub requirements: String,
    /// The pay rule.
    pub pay: PayRule,
    /// Minutes that are paid.
    pub paid_minutes: i64,
    /// Minutes of break that are not.
    pub break_minutes: i64,
    /// Street or landmark.
    pub address: String,
    /// Where it is, GCJ-02; the county's point if `card.distance.rough` and no pin was placed.
    pub point: Point,
    /// The employer or the staff placed a pin; otherwise `point` is the county's.
    pub pinned: bool,
    /// Who gives the work.
    pub employer: EmployerView,
    /// Whom to call: only for somebody whose seat is confirmed.
    pub contact: Option<Contact>,
    /// Sign-up opens then, if that is still to come.
    pub opens: Option<Moment>,
    /// Until when one may leave without a reason.
    pub leave_until: Moment,
    /// When the posting was published.
    pub published: Moment,
    /// From where distances are measured.
    pub origin: Origin,
    /// Whoever looks keeps the posting.
    pub kept: bool,
    /// Shifts like this one.
    pub similar: Vec<ShiftCard>,
    /// The posting as schema.org `JobPosting`, JSON.
    pub json_ld: String,
    /// The page's full address, for sharing.
    pub url: String,
    /// Fresh part of the idempotency keys of this page's forms.
    pub key: String,
    /// When the answer was made.
    pub now: Moment,
    /// Somebody is signed in.
    pub signed_in: bool,
    /// Whoever looks may claim a seat for somebody else.
    pub for_others: bool,
    /// So many seats are held until then for people with few recent shifts.
    pub held: Option<(u32, Moment)>,
}

/// One of my shifts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyShift {
    /// The shift; its `mine` is set.
    pub card: ShiftCard,
    /// Street or landmark.
    pub address: String,
    /// Whom to call, once confirmed.
    pub contact: Option<Contact>,
    /// Until when one may leave without a reason.
    pub leave_until: Moment,
}

/// The page of my shifts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyShifts {
    /// Held, offered or waited for, soonest first.
    pub coming: Vec<MyShift>,
    /// Over, left or expired, latest first; at most fifty.
    pub past: Vec<MyShift>,
    /// The calendar's address, if one was made.
    pub feed: Option<String>,
    /// Fresh part of the idempotency keys of this page's forms.
    pub key: String,
    /// When the answer was made.
    pub now: Moment,
}

/// The most shifts, or other things, whose changes are pushed to one page.
pub const WATCHED: usize = 60;

/// The seats of a shift at this moment, as pushed to pages that show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatsNow {
    /// The shift.
    pub shift: ShiftId,
    /// Seats in all.
    pub seats: u32,
    /// Seats taken.
    pub taken: u32,
    /// People in the waitlist.
    pub waiting: u32,
}
