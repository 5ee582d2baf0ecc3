//! What the pages about ratings show.

use serde::{Deserialize, Serialize};

use super::{Marks, WordsState};
use crate::{
    gig::attendance::Side,
    id::{ClaimId, OrganisationId, RatingId, ShiftId},
    when::Moment,
};

/// What one side said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenRating {
    /// The rating.
    pub id: RatingId,
    /// The answers.
    pub marks: Marks,
    /// The words; nothing where there are none, or whoever looks may not read them.
    pub words: Option<String>,
    /// What becomes of them.
    pub state: WordsState,
    /// When it was last said.
    pub at: Moment,
}

/// The ratings of one claim, as one of both sides sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingPage {
    /// Now.
    pub now: Moment,
    /// Who looks.
    pub side: Side,
    /// The claim.
    pub claim: ClaimId,
    /// Whose work it was.
    pub organisation: OrganisationId,
    /// The shift.
    pub shift: ShiftId,
    /// What the work was.
    pub title: String,
    /// The other side: the employer's name, or what the worker is called.
    pub other: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Whoever looks may answer now, or change what they said.
    pub may_rate: bool,
    /// Then the time is over.
    pub closes: Moment,
    /// What whoever looks has said.
    pub mine: Option<GivenRating>,
    /// What the other side said, once it is shown.
    pub theirs: Option<GivenRating>,
    /// Both see what the other said.
    pub revealed: bool,
}

/// Words that wait for the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingCase {
    /// Now.
    pub now: Moment,
    /// The rating.
    pub rating: RatingId,
    /// Who wrote it.
    pub side: Side,
    /// What the work was.
    pub title: String,
    /// Who gave it.
    pub employer: String,
    /// When it began.
    pub starts: Moment,
    /// The words; nothing for those who may not read them.
    pub words: Option<String>,
    /// What becomes of them.
    pub state: WordsState,
    /// Whoever looks may decide.
    pub may_decide: bool,
}
