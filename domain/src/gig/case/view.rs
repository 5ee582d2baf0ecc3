//! What the pages about cases show.

use serde::{Deserialize, Serialize};

use super::{CaseCategory, CaseSide, CaseState, CaseStep};
use crate::{
    attachment::Attachment,
    id::{CaseId, ClaimId, OrganisationId, ShiftId},
    when::Moment,
};

/// What is needed to file a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCase {
    /// Now.
    pub now: Moment,
    /// The claim that it is about.
    pub claim: ClaimId,
    /// What the work is.
    pub title: String,
    /// Who gives it.
    pub employer: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// One can be filed now.
    pub may_file: bool,
    /// Cases about this work that are open already: one of each category.
    pub open: Vec<CaseLine>,
    /// Fresh part of the keys of this page's forms.
    pub key: String,
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLine {
    /// The case.
    pub case: CaseId,
    /// What it is about.
    pub category: CaseCategory,
    /// Where it stands.
    pub state: CaseState,
    /// What the work was.
    pub title: String,
    /// Who gave it.
    pub employer: String,
    /// When it began.
    pub starts: Moment,
    /// When it was filed.
    pub filed: Moment,
    /// By when the staff go on.
    pub due: Option<Moment>,
}

/// One's own cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyCases {
    /// Now.
    pub now: Moment,
    /// The newest first.
    pub cases: Vec<CaseLine>,
}

/// The cases that an organisation knows of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerCases {
    /// Now.
    pub now: Moment,
    /// Whose.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// The newest first.
    pub cases: Vec<CaseLine>,
}

/// Something that was done in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEntry {
    /// What.
    pub step: CaseStep,
    /// What was said with it; nothing where whoever looks may not read it.
    pub words: Option<String>,
    /// When.
    pub at: Moment,
}

/// A case, as one of the three sides sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    /// Now.
    pub now: Moment,
    /// The case.
    pub case: CaseId,
    /// Who looks.
    pub side: CaseSide,
    /// What it is about.
    pub category: CaseCategory,
    /// Where it stands.
    pub state: CaseState,
    /// Raised by every change.
    pub version: i64,
    /// The employer knows of it.
    pub shown: bool,
    /// The claim that it is about.
    pub claim: ClaimId,
    /// Its shift.
    pub shift: ShiftId,
    /// What the work was.
    pub title: String,
    /// Whose work it was.
    pub organisation: OrganisationId,
    /// Its name.
    pub employer: String,
    /// Whose case it is; masked for the staff, and empty for the worker.
    pub worker: String,
    /// Where the work was.
    pub place: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// When it was filed.
    pub filed: Moment,
    /// By when the staff go on; of one that was handed on, until when the labour inspection has.
    pub due: Option<Moment>,
    /// All that was done, the oldest first.
    pub entries: Vec<CaseEntry>,
    /// What the worker has added, for the worker and the staff.
    pub files: Vec<Attachment>,
    /// Whoever looks may open them.
    pub opens_files: bool,
    /// What whoever looks may do.
    pub steps: Vec<CaseStep>,
    /// Fresh part of the keys of this page's forms.
    pub key: String,
}
