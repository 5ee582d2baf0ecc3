//! What the pages about reliability show.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{MarkKind, Reliability};
use crate::{id::OrganisationId, when::Moment};

/// Whether something counts against somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkState {
    /// It does.
    Counts,
    /// They have appealed, and the staff have not decided: it does not.
    Waits,
    /// The staff have left it as it is.
    Kept,
    /// The staff have lifted it: it does not.
    Lifted,
}

impl MarkState {
    /// From when somebody appealed and what was decided.
    pub const fn of(appealed: bool, lifted: Option<bool>) -> Self {
        match (appealed, lifted) {
            (_, Some(true)) => Self::Lifted,
            (_, Some(false)) => Self::Kept,
            (true, None) => Self::Waits,
            (false, None) => Self::Counts,
        }
    }

    /// Whether it counts.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Counts | Self::Kept)
    }
}

/// Something that counts against somebody, or did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkView {
    /// What.
    pub kind: MarkKind,
    /// The claim, or the shift that was called off.
    pub subject: Uuid,
    /// The shift.
    pub shift: Uuid,
    /// What the work was.
    pub title: String,
    /// When it began.
    pub starts: Moment,
    /// Whether it counts.
    pub state: MarkState,
    /// What the staff said about an appeal; empty while they have not.
    pub decision: String,
}

/// What counts for and against oneself, or an organisation of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReliabilityPage {
    /// Now.
    pub now: Moment,
    /// The organisation and its name; nothing for oneself.
    pub organisation: Option<(OrganisationId, String)>,
    /// What it comes to.
    pub reliability: Reliability,
    /// What counts against them, the last first.
    pub marks: Vec<MarkView>,
}

/// An appeal, for the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkCase {
    /// Now.
    pub now: Moment,
    /// The appeal.
    pub id: Uuid,
    /// What counts against them.
    pub kind: MarkKind,
    /// What the work was.
    pub title: String,
    /// Who gave it.
    pub employer: String,
    /// Where.
    pub place: String,
    /// When it began.
    pub starts: Moment,
    /// The worker, masked; nobody where it is about the employer.
    pub worker: String,
    /// What they say, and when they said so.
    pub appeal: (String, Moment),
    /// Whether the staff have lifted it, and why.
    pub decision: Option<(bool, String)>,
    /// Whoever looks may decide.
    pub may_decide: bool,
}
