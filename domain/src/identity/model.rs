//! The people and what we know of them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::staff::{Right, Staff};
use crate::{
    id::AccountId,
    occupation::OccupationChoice,
    place::Point,
    region::{RegionChoice, RegionCode},
    when::{DayPart, Moment},
};

/// Who asks. Every call of every service begins with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody is signed in.
    Guest,
    /// A person signed in by phone.
    Person(AccountId),
    /// Somebody of the staff, signed in with password and one-time code.
    Staff(Staff),
    /// Somebody of the staff who acts for a person, with that person's rights and no more.
    ActingFor {
        /// Who acts.
        staff: Staff,
        /// For whom.
        account: AccountId,
    },
    /// The service itself, in its background jobs.
    System,
}

impl Actor {
    /// The account of the person who asks or for whom is asked. Staff have no person's pages while they work.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Person(account) | Self::ActingFor { account, .. } => Some(*account),
            Self::Guest | Self::Staff(_) | Self::System => None,
        }
    }

    /// The account of whoever asks in their own name, as a person or as staff: what concerns the account itself is for
    /// nobody else.
    pub const fn owner(&self) -> Option<AccountId> {
        match self {
            Self::Person(account) => Some(*account),
            Self::Staff(staff) => Some(staff.account),
            Self::ActingFor { .. } | Self::Guest | Self::System => None,
        }
    }

    /// Whoever of the staff asks in their own name.
    pub const fn staff(&self) -> Option<&Staff> {
        match self {
            Self::Staff(staff) => Some(staff),
            Self::Guest | Self::Person(_) | Self::ActingFor { .. } | Self::System => None,
        }
    }

    /// The region within which this right is held: that of the staff who asks, if their role has the right.
    pub fn scope(&self, right: Right) -> Option<&RegionCode> {
        self.staff().filter(|staff| staff.role.has(right)).map(|staff| &staff.region)
    }

    /// Whether this right is held over what lies in `region`.
    pub fn may(&self, right: Right, region: &RegionCode) -> bool {
        self.scope(right).is_some_and(|scope| scope.covers(region))
    }
}

/// When somebody can work in an ordinary week: one bit for each weekday and part of the day,
/// bit `4 * weekday + part` with Monday as 0. Nothing set means "not said".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Availability(pub u32);

impl Availability {
    const fn bit(weekday: u8, part: DayPart) -> u32 {
        1 << (4 * weekday as u32 + part as u32)
    }

    /// Whether the person said they can work then; `weekday` counts from Monday as 0.
    pub const fn has(self, weekday: u8, part: DayPart) -> bool {
        self.0 & Self::bit(weekday, part) != 0
    }

    /// With that part of that day added.
    #[must_use]
    pub const fn with(self, weekday: u8, part: DayPart) -> Self {
        Self(self.0 | Self::bit(weekday, part))
    }

    /// Whether a shift that starts at `start` suits; `None` if the person has said nothing.
    pub fn suits(self, start: Moment) -> Option<bool> {
        let weekday = start.date().weekday().to_monday_zero_offset().unsigned_abs();
        (self.0 != 0).then(|| self.has(weekday, DayPart::of(start)))
    }
}

/// What a worker told about themselves, valid by construction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkerProfile {
    /// What employers call them; empty until given.
    pub name: String,
    /// Date of birth; some shifts have a least age.
    pub birth: Option<Date>,
    /// Where they live.
    pub home: Option<RegionCode>,
    /// Codes of the occupations they have done or want.
    pub trades: Vec<crate::occupation::OccupationCode>,
    /// When they can work.
    pub availability: Availability,
}

/// The page of one's own profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The phone, masked: `138****1234`.
    pub phone: String,
    /// The profile as the form shows it.
    pub draft: ProfileDraftFilled,
    /// The trades chosen, with their names.
    pub trades: Vec<OccupationChoice>,
    /// Trades offered as boxes to tick: those of the most shifts here.
    pub common_trades: Vec<OccupationChoice>,
    /// The counties of this city.
    pub counties: Vec<RegionChoice>,
    /// The townships of every county, in the order of their codes.
    pub towns: Vec<RegionChoice>,
}

/// A profile as its form shows it.
pub type ProfileDraftFilled = super::ProfileDraft;

/// What the page says after a code was sent. The same for known and unknown phones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeSent {
    /// Names this request; the code is only good together with it.
    pub ticket: String,
    /// The code itself, only from the console provider outside production.
    pub shown: Option<String>,
}

/// The fresh session after a right code.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The secret for the session cookie; stored hashed only.
    pub token: String,
    /// Whose session it is.
    pub account: AccountId,
    /// The profile has no name or date of birth yet.
    pub new: bool,
    /// By what the browser shows at the next sign-in as staff that it is known; empty for persons.
    pub known: String,
}

/// From where distances are measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The point, GCJ-02.
    pub point: Point,
    /// What the point is.
    pub kind: OriginKind,
    /// The place in words (`旌阳区 · 城南街道`); empty for one's own position.
    pub name: String,
}

/// What the point is that distances are measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OriginKind {
    /// The position the phone or the URL gave.
    Here,
    /// A region that was chosen on the list, by its county's point.
    Chosen,
    /// The home region of the profile, by its county's point.
    Home,
    /// Nothing is known: the city's own point.
    City,
}

impl OriginKind {
    /// Whether distances from it are rough.
    pub const fn rough(self) -> bool {
        !matches!(self, Self::Here)
    }
}
