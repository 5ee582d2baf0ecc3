//! Why something in the gig market cannot be done, so that it can be said in one plain sentence.

use serde::{Deserialize, Serialize};

use super::ClaimState;
use crate::{
    error::{ErrorKind, FieldError, Refused},
    id::ShiftId,
    when::Moment,
};

/// Why a request to the gig market was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum GigError {
    /// Something that was sent cannot be read.
    #[error("fields cannot be accepted")]
    Fields(Vec<FieldError>),
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// This person may not do this.
    #[error("not allowed")]
    Denied,
    /// There is no such shift or claim for this person.
    #[error("no such thing")]
    Missing,
    /// The rules or the moment say no.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// Too many tries; wait this many seconds.
    #[error("too many tries")]
    TooMany {
        /// Seconds to wait.
        wait: u32,
    },
    /// The service cannot answer now.
    #[error("busy")]
    Busy,
}

/// One reason why a claim, a leave or an answer to an offer is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Every seat is taken; whoever queues now gets this place (from 1).
    Full {
        /// The place in the waitlist.
        place: u32,
    },
    /// The worker already holds or waits for it.
    AlreadyYours {
        /// Where that claim stands.
        state: ClaimState,
    },
    /// Another shift of the worker leaves no time for it.
    Collides(Collision),
    /// Sign-up has not begun.
    NotOpenUntil {
        /// When it does.
        opens: Moment,
    },
    /// The shift has begun.
    Started,
    /// The shift is over.
    Ended,
    /// The employer or the staff closed it.
    Closed,
    /// Its posting is taken off the list for a while.
    Paused,
    /// Younger than the work allows on that day.
    UnderAge {
        /// The least age, years.
        least: i32,
    },
    /// The profile says no date of birth, so the age rule cannot be checked.
    BirthUnknown,
    /// More work for one employer than the week allows (劳动合同法 art. 68); all in minutes.
    OverHours {
        /// Most in a week.
        most: i64,
        /// What the worker holds already.
        has: i64,
        /// What this shift would add.
        more: i64,
    },
    /// Another shift of the worker leaves too little time to rest.
    TooLittleRest {
        /// The least rest, minutes.
        rest: i64,
        /// That shift.
        shift: ShiftId,
        /// Its title.
        title: String,
        /// Its start.
        starts: Moment,
        /// Its end.
        ends: Moment,
    },
    /// Too late to leave without a grace reason.
    LeaveTooLate {
        /// Until when it was free.
        cutoff: Moment,
    },
    /// The offer ran out.
    OfferExpired,
    /// This claim cannot be changed any more.
    NotYours,
    /// The employer has owed wages for too long.
    EmployerStopped,
    /// The employer has not chosen this person for the shift.
    TurnedDown,
    /// The seats that are left are held until then for people with few recent shifts.
    HeldBack {
        /// When they come free.
        until: Moment,
    },
    /// The employer takes this person no more.
    Banned,
    /// The employer chooses among those who apply by themselves.
    ByChoice,
    /// Fewer seats are free than were asked for.
    TooFew {
        /// Seats that are free.
        free: u32,
    },
}

/// The shift that is in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collision {
    /// That shift.
    pub shift: ShiftId,
    /// Its title.
    pub title: String,
    /// Its start.
    pub starts: Moment,
    /// Its end.
    pub ends: Moment,
    /// Minutes of travel between the two sites that were counted.
    pub travel: i64,
}

impl GigError {
    /// What kind of refusal this is.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Fields(_) => ErrorKind::Invalid,
            Self::SignedOut => ErrorKind::SignedOut,
            Self::Denied => ErrorKind::Denied,
            Self::Missing => ErrorKind::Missing,
            Self::Refused(_) => ErrorKind::Conflict,
            Self::TooMany { .. } => ErrorKind::TooMany,
            Self::Busy => ErrorKind::Busy,
        }
    }
}

impl From<Refusal> for GigError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What an area that knows no more of the market is told.
impl From<GigError> for Refused {
    fn from(error: GigError) -> Self {
        match error {
            GigError::Fields(fields) => Self::Fields(fields),
            GigError::SignedOut => Self::SignedOut,
            GigError::Denied => Self::Denied,
            GigError::Missing => Self::Missing,
            GigError::Refused(_) => Self::Conflict,
            GigError::TooMany { wait } => Self::TooMany { wait },
            GigError::Busy => Self::Busy,
        }
    }
}
