//! The words of messages.

use serde::{Deserialize, Serialize};

use crate::{
    id::{ClaimId, MessageId, OrganisationId, PostingId, ShiftId},
    identity::VerificationState,
    page::Count,
    setting::TextKind,
    when::Moment,
    word::words,
};

/// What a message says: its kind, with what is needed to say it in any language. It is stored so, and put into words
/// where it is read; nothing in it says who anybody is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A seat came free, and is held until then for the person who waited for it.
    SeatOffered {
        /// Of which shift.
        shift: AboutShift,
        /// Until when it is held.
        until: Moment,
    },
    /// Somebody who waited has a seat.
    SeatConfirmed {
        /// Of which shift.
        shift: AboutShift,
    },
    /// An offered seat was not taken in time.
    OfferExpired {
        /// Of which shift.
        shift: AboutShift,
    },
    /// The shift began before a seat came free.
    QueueEnded {
        /// Which shift.
        shift: AboutShift,
    },
    /// The employer or the staff closed the shift.
    ShiftCancelled {
        /// Which shift.
        shift: AboutShift,
    },
    /// The staff decided on an organisation that is theirs.
    OrganisationDecided {
        /// Which; its name may be a person's, and stays where it is sealed.
        organisation: OrganisationId,
        /// What it is now.
        decision: VerificationState,
    },
    /// The staff decided on their name and number.
    RealNameDecided {
        /// What it is now.
        decision: VerificationState,
    },
    /// Something about their own work in a shift.
    AboutWork {
        /// Which shift.
        shift: AboutShift,
        /// Their claim.
        claim: ClaimId,
        /// What.
        news: WorkNews,
    },
    /// Something about somebody who works for them.
    AboutCrew {
        /// Which shift.
        shift: AboutShift,
        /// Whose it is.
        organisation: OrganisationId,
        /// What.
        news: CrewNews,
    },
    /// Wages that they owe are overdue.
    WagesOverdue {
        /// Who owes them.
        organisation: OrganisationId,
        /// What follows.
        step: OverdueNews,
        /// Since when the oldest of them are due.
        since: Moment,
    },
    /// The staff have put a posting of their organisation on the list.
    PostingPublished {
        /// Which.
        posting: AboutPosting,
    },
    /// The staff ask for something to be changed in it.
    PostingReturned {
        /// Which.
        posting: AboutPosting,
    },
    /// The staff said no to it.
    PostingRejected {
        /// Which.
        posting: AboutPosting,
    },
    /// The staff have taken it off the list.
    PostingStopped {
        /// Which.
        posting: AboutPosting,
    },
}

words! {
    /// What an employer is told about wages that are overdue.
    OverdueNews {
        /// To pay them.
        Reminder = "reminder",
        /// What will follow.
        Notice = "notice",
        /// That no work can be posted.
        Stopped = "stopped",
        /// That the staff have taken it up.
        Case = "case",
    }
}

words! {
    /// What a worker is told about their work.
    WorkNews {
        /// The employer has written their hours down.
        HoursWritten = "hours-written",
        /// The employer says that they did not come.
        Missed = "missed",
        /// Nobody says any more that they, or the employer, did not come.
        Lifted = "lifted",
        /// The staff leave it at that.
        Kept = "kept",
        /// The employer has written down that wages were paid.
        Paid = "paid",
        /// The employer has chosen them: the seat is theirs.
        Chosen = "chosen",
        /// The employer has not chosen them.
        TurnedDown = "turned-down",
        /// The shift began before the employer chose them.
        NotChosen = "not-chosen",
    }
}

words! {
    /// What an employer is told about a worker.
    CrewNews {
        /// Their hours were other ones, they say.
        Contested = "contested",
        /// The employer did not come, they say.
        Missed = "missed",
        /// Nobody says any more that somebody did not come.
        Lifted = "lifted",
        /// The staff leave it at that.
        Kept = "kept",
        /// Their wages came.
        Received = "received",
        /// Their wages did not come, or not all of them, they say.
        NotReceived = "not-received",
        /// Somebody has applied, the first whom nobody has answered yet.
        Applied = "applied",
    }
}

/// A posting as a message names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutPosting {
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The posting.
    pub posting: PostingId,
    /// What the work is, in the employer's words.
    pub title: String,
}

/// A shift as a message names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutShift {
    /// The shift.
    pub id: ShiftId,
    /// What the work is, in the employer's words.
    pub title: String,
    /// Start.
    pub starts: Moment,
}

impl Content {
    /// Which text of the city says it by SMS; none where there is never an SMS.
    pub const fn text(&self) -> Option<TextKind> {
        match self {
            Self::SeatOffered { .. } => Some(TextKind::SeatOffered),
            Self::ShiftCancelled { .. } => Some(TextKind::ShiftCancelled),
            Self::OrganisationDecided { .. } => Some(TextKind::OrganisationDecided),
            Self::RealNameDecided { .. } => Some(TextKind::RealNameDecided),
            Self::SeatConfirmed { .. }
            | Self::OfferExpired { .. }
            | Self::QueueEnded { .. }
            | Self::AboutWork { .. }
            | Self::AboutCrew { .. }
            | Self::WagesOverdue { .. }
            | Self::PostingPublished { .. }
            | Self::PostingReturned { .. }
            | Self::PostingRejected { .. }
            | Self::PostingStopped { .. } => None,
        }
    }

    /// The page of what it is about.
    pub fn path(&self) -> String {
        match self {
            Self::SeatOffered { shift, .. }
            | Self::SeatConfirmed { shift }
            | Self::OfferExpired { shift }
            | Self::QueueEnded { shift }
            | Self::ShiftCancelled { shift } => format!("/gigs/{}", shift.id),
            Self::OrganisationDecided { organisation, .. } => format!("/me/organisations/{organisation}"),
            Self::RealNameDecided { .. } => "/me/real-name".to_owned(),
            Self::AboutWork { claim, .. } => format!("/me/shifts/{claim}"),
            Self::WagesOverdue { organisation, .. } => format!("/me/organisations/{organisation}/ledger"),
            Self::AboutCrew { organisation, news: CrewNews::Received | CrewNews::NotReceived, .. } => {
                format!("/me/organisations/{organisation}/ledger")
            }
            Self::AboutCrew { shift, organisation, news: CrewNews::Applied } => {
                format!("/me/organisations/{organisation}/shifts/{}/applicants", shift.id)
            }
            Self::AboutCrew { shift, organisation, .. } => {
                format!("/me/organisations/{organisation}/shifts/{}", shift.id)
            }
            Self::PostingPublished { posting }
            | Self::PostingReturned { posting }
            | Self::PostingRejected { posting }
            | Self::PostingStopped { posting } => {
                format!("/me/organisations/{}/postings/{}", posting.organisation, posting.posting)
            }
        }
    }
}

words! {
    /// Whether somebody wants messages by SMS, and in which language.
    SmsChoice {
        /// In Chinese.
        Chinese = "zh-CN",
        /// In English.
        English = "en",
        /// Not at all; sign-in codes come anyway.
        Off = "off",
    }
}

words! {
    /// Where a delivery stands. The inbox needs none: there a message is as soon as it is written.
    DeliveryState {
        /// Waits for its time.
        Queued = "queued",
        /// On its way to the gateway.
        Sending = "sending",
        /// The gateway has taken it.
        Accepted = "accepted",
        /// Given up.
        Failed = "failed",
        /// Not to be sent.
        Dropped = "dropped",
    }
}

words! {
    /// Why a delivery failed or was dropped.
    Why {
        /// The person has had as many as a day allows.
        Budget = "budget",
        /// The person wants none.
        Off = "off",
        /// What it is about is over.
        Late = "late",
        /// There is no number to send it to, or nothing this program can say.
        Unsayable = "unsayable",
        /// The gateway will never take it.
        Rejected = "rejected",
        /// It was tried as often as it may be.
        Tries = "tries",
        /// It may have been taken; a gateway that cannot tell a repetition is not asked again.
        Unknown = "unknown",
    }
}

/// A message in somebody's inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxRow {
    /// The message.
    pub id: MessageId,
    /// What it says.
    pub content: Content,
    /// When it was written.
    pub at: Moment,
    /// It was opened, or marked as read.
    pub read: bool,
}

/// A page of somebody's inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// Now, from which times are told.
    pub now: Moment,
    /// How many are unread in all.
    pub unread: Count,
    /// A page of them, the newest first.
    pub rows: Vec<InboxRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// The newest message of the page: all up to it can be marked as read, and what came later cannot.
    pub newest: String,
    /// Whether they come by SMS as well.
    pub sms: SmsChoice,
}
