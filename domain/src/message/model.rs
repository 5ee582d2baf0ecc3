//! The words of messages.

use serde::{Deserialize, Serialize};

use crate::{
    id::{CaseId, ClaimId, MessageId, OrganisationId, PostingId, SavedSearchId, ShiftId},
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
    /// Somebody named them for a crew; a seat is held until then for them to confirm.
    CrewNamed {
        /// Of which shift.
        shift: AboutShift,
        /// Their claim.
        claim: ClaimId,
        /// Until when it is held.
        until: Moment,
    },
    /// An employer whom they have worked for, and who likes to have them again, has posted new work.
    WorkFirst {
        /// Its first shift.
        shift: AboutShift,
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
    /// The employer changed something that those who are in the shift rely on.
    ShiftChanged {
        /// Which shift.
        shift: AboutShift,
        /// What.
        what: Vec<ChangeNews>,
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
    /// Something about a case of theirs, or about work of their organisation.
    AboutCase {
        /// Which shift it is about.
        shift: AboutShift,
        /// The case.
        case: CaseId,
        /// The organisation, where it is told and not the worker.
        organisation: Option<OrganisationId>,
        /// What.
        news: CaseNews,
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
    /// Readers reported it, and the staff say what is to be mended.
    PostingWarned {
        /// Which.
        posting: AboutPosting,
    },
    /// The staff have answered their report.
    ReportAnswered {
        /// The shift by which they found the posting.
        shift: ShiftId,
        /// The posting's title.
        title: String,
        /// The answer.
        news: ReportNews,
    },
    /// The staff decided on their appeal against something that counts against them.
    MarkDecided {
        /// The organisation against which it counts; nothing for themselves.
        organisation: Option<OrganisationId>,
        /// It counts no more.
        lifted: bool,
    },
    /// There is work that one of their kept searches finds.
    WorkFound {
        /// Its first shift.
        shift: AboutShift,
        /// How many more shifts of it are found.
        more: u32,
    },
    /// A posting that they keep has a free seat again.
    SeatFree {
        /// Of which shift.
        shift: AboutShift,
    },
    /// What one of their kept searches finds on a day.
    DayDigest {
        /// Which; what it asks for stays where it is sealed.
        search: SavedSearchId,
        /// How many shifts.
        found: u32,
        /// The best of them.
        best: Vec<AboutShift>,
    },
}

words! {
    /// What was changed of a shift.
    ChangeNews {
        /// What is paid, and when.
        Pay = "pay",
        /// Where it is.
        Place = "place",
        /// What is to be done, or is asked for.
        Work = "work",
    }
}

words! {
    /// What both sides are told about a case.
    CaseNews {
        /// There is one, about their work; to the employer.
        Filed = "filed",
        /// The worker has said more; to the employer.
        Said = "said",
        /// The employer has answered; to the worker.
        Answered = "answered",
        /// The staff have taken it up.
        Accepted = "accepted",
        /// The staff have shown it to the employer; to the worker.
        Released = "released",
        /// The staff mediate.
        Mediating = "mediating",
        /// It is settled.
        Resolved = "resolved",
        /// The labour inspection has it.
        Transferred = "transferred",
        /// The worker has taken it back.
        Withdrawn = "withdrawn",
    }
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
        /// The employer has rated them.
        Rated = "rated",
        /// The staff have claimed a seat for them.
        ClaimedFor = "claimed-for",
    }
}

words! {
    /// What whoever reported a posting is told.
    ReportNews {
        /// They were right, and it was taken off the list.
        Removed = "removed",
        /// They were right in part, and the employer is to mend it.
        Warned = "warned",
        /// Nothing wrong was found.
        Dismissed = "dismissed",
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
        /// A worker has rated them.
        Rated = "rated",
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
            Self::CrewNamed { .. }
            | Self::WorkFirst { .. }
            | Self::SeatConfirmed { .. }
            | Self::OfferExpired { .. }
            | Self::QueueEnded { .. }
            | Self::ShiftChanged { .. }
            | Self::AboutWork { .. }
            | Self::AboutCrew { .. }
            | Self::AboutCase { .. }
            | Self::WagesOverdue { .. }
            | Self::PostingPublished { .. }
            | Self::PostingReturned { .. }
            | Self::PostingRejected { .. }
            | Self::PostingStopped { .. }
            | Self::PostingWarned { .. }
            | Self::ReportAnswered { .. }
            | Self::MarkDecided { .. }
            | Self::WorkFound { .. }
            | Self::SeatFree { .. }
            | Self::DayDigest { .. } => None,
        }
    }

    /// The page of what it is about.
    pub fn path(&self) -> String {
        match self {
            Self::SeatOffered { shift, .. }
            | Self::WorkFirst { shift }
            | Self::SeatConfirmed { shift }
            | Self::OfferExpired { shift }
            | Self::QueueEnded { shift }
            | Self::ShiftChanged { shift, .. }
            | Self::ShiftCancelled { shift }
            | Self::WorkFound { shift, .. }
            | Self::SeatFree { shift } => format!("/gigs/{}", shift.id),
            Self::ReportAnswered { shift, .. } => format!("/gigs/{shift}"),
            Self::MarkDecided { organisation: None, .. } => "/me/reliability".to_owned(),
            Self::MarkDecided { organisation: Some(organisation), .. } => {
                format!("/me/organisations/{organisation}/reliability")
            }
            Self::DayDigest { search, .. } => format!("/me/saved#search-{search}"),
            Self::OrganisationDecided { organisation, .. } => format!("/me/organisations/{organisation}"),
            Self::RealNameDecided { .. } => "/me/real-name".to_owned(),
            Self::AboutWork { claim, .. } | Self::CrewNamed { claim, .. } => format!("/me/shifts/{claim}"),
            Self::AboutCase { case, organisation: None, .. } => format!("/me/cases/{case}"),
            Self::AboutCase { case, organisation: Some(organisation), .. } => {
                format!("/me/organisations/{organisation}/cases/{case}")
            }
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
            | Self::PostingStopped { posting }
            | Self::PostingWarned { posting } => {
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
