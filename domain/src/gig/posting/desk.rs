//! What the pages of an employer's postings and of the staff who judge them show, and the forms on them.

use serde::{Deserialize, Serialize};

use super::{Circumstances, Finding, PostingState, PostingStep, Sheet};
use crate::{
    error::{FieldError, Problem},
    id::{OrganisationId, PostingId, ShiftId},
    occupation::OccupationChoice,
    region::RegionChoice,
    when::Moment,
};

/// The most characters in what the staff say.
const WORDS_LIMIT: u32 = 500;

/// A shift of an employer's own posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnShift {
    /// The shift.
    pub id: ShiftId,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Minutes of break.
    pub break_minutes: u32,
    /// Seats in all.
    pub seats: u32,
    /// Seats taken.
    pub taken: u32,
    /// People in the waitlist.
    pub waiting: u32,
    /// It was called off.
    pub closed: bool,
}

/// A posting in an employer's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPosting {
    /// The posting.
    pub id: PostingId,
    /// The title; empty while none is written.
    pub title: String,
    /// Where it stands.
    pub state: PostingState,
    /// It changes one that is on the list.
    pub amends: bool,
    /// It may be thrown away.
    pub may_discard: bool,
    /// When it was last changed.
    pub changed: Moment,
    /// Its shifts, the first one first; only of what was published.
    pub shifts: Vec<OwnShift>,
    /// Grows with every change.
    pub version: i64,
}

impl OwnPosting {
    /// Whether nothing of it is to come any more.
    pub fn ended(&self, now: Moment) -> bool {
        let over = |shift: &OwnShift| shift.closed || shift.ends <= now;
        matches!(self.state, PostingState::Closed | PostingState::Rejected)
            || self.state.seen() && self.shifts.iter().all(over)
    }
}

/// An employer's postings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPostings {
    /// Now.
    pub now: Moment,
    /// Whose they are.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// It may publish: its verification is in force.
    pub verified: bool,
    /// The postings, the last changed first.
    pub postings: Vec<OwnPosting>,
    /// There are more than are shown.
    pub more: bool,
    /// A fresh id for what is copied from here.
    pub fresh: PostingId,
}

/// What the staff said to the employer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffNote {
    /// The fields it is about.
    pub fields: Vec<String>,
    /// What is to be done.
    pub words: String,
}

/// What can be chosen on a sheet, and what it is judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetChoices {
    /// Occupations, those of the market.
    pub occupations: Vec<OccupationChoice>,
    /// The counties.
    pub counties: Vec<RegionChoice>,
    /// The townships.
    pub towns: Vec<RegionChoice>,
    /// What it is judged by; without what only the staff should know.
    pub around: Circumstances,
}

/// One posting of an employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingPage {
    /// Now.
    pub now: Moment,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// It may publish.
    pub verified: bool,
    /// The posting.
    pub id: PostingId,
    /// Grows with every change; zero for one that is not kept yet.
    pub version: i64,
    /// Where it stands.
    pub state: PostingState,
    /// What was typed.
    pub sheet: Sheet,
    /// What the staff said last.
    pub note: Option<StaffNote>,
    /// Its shifts, once it was published.
    pub shifts: Vec<OwnShift>,
    /// Somebody holds a seat or waits for one.
    pub claimed: bool,
    /// The posting on the list that it changes.
    pub amends: Option<PostingId>,
    /// It may be thrown away.
    pub may_discard: bool,
    /// The names of occupation and place, where it can only be looked at.
    pub names: (String, String),
    /// What can be chosen.
    pub choices: SheetChoices,
    /// A fresh id for what is copied from here.
    pub fresh: PostingId,
}

/// A sheet that is saved, and what is to be done with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveDraft {
    /// Whose.
    pub organisation: String,
    /// Which; made with the page, so that the same form sent twice is one posting.
    pub posting: String,
    /// The version that was looked at; zero for a new one.
    pub version: String,
    /// `save`, `add`, `drop-2` or `submit`.
    pub what: String,
    /// What was typed.
    pub sheet: Sheet,
}

/// What came of saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SavedAs {
    /// It is kept.
    Draft,
    /// It waits for the staff.
    Submitted,
    /// It is on the list.
    Published,
    /// Somebody else had changed it meanwhile: what was typed is kept as a new one.
    Apart,
}

/// A step of the employer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepDraft {
    /// Whose.
    pub organisation: String,
    /// Which.
    pub posting: String,
    /// The word of a [`PostingStep`].
    pub step: String,
}

/// "Throw the draft away".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DiscardDraft {
    /// Whose.
    pub organisation: String,
    /// Which.
    pub posting: String,
}

/// "Post it again": a copy to work on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CopyDraft {
    /// Whose.
    pub organisation: String,
    /// Of which.
    pub posting: String,
    /// The id of the copy, made with the page.
    pub fresh: String,
}

/// One shift is called off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CallOffDraft {
    /// Whose.
    pub organisation: String,
    /// Of which posting.
    pub posting: String,
    /// Which.
    pub shift: String,
}

/// What the staff see of a posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingCase {
    /// Now.
    pub now: Moment,
    /// The posting.
    pub id: PostingId,
    /// The version that is looked at.
    pub version: i64,
    /// Where it stands.
    pub state: PostingState,
    /// What was handed in, the contact masked.
    pub sheet: Sheet,
    /// What is on the list now, where it changes that, the contact masked; with the names of occupation and place.
    pub before: Option<(Sheet, (String, String))>,
    /// The names of occupation and place.
    pub names: (String, String),
    /// What the rules find, with what only the staff should know.
    pub findings: Vec<Finding>,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Its name.
    pub employer: String,
    /// Its verification is in force.
    pub verified: bool,
    /// What is known of the employer: published, refused.
    pub history: EmployerHistory,
    /// When it was handed in.
    pub filed: Option<Moment>,
    /// What the staff said last.
    pub note: Option<StaffNote>,
    /// It came out at once and waits for a look.
    pub sampled: bool,
    /// Whoever asks may decide.
    pub may_decide: bool,
}

/// What an employer's postings came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerHistory {
    /// Published.
    pub published: i64,
    /// Refused by the staff.
    pub rejected: i64,
    /// Reported by readers, and rightly so, within the last half year.
    pub upheld: i64,
}

/// A decision of the staff on what was handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JudgeDraft {
    /// On which.
    pub posting: String,
    /// The version that was looked at.
    pub version: String,
    /// `publish`, `request-changes` or `reject`; `keep` where one that came out at once is right.
    pub decision: String,
    /// The fields that changes are asked for in.
    pub fields: Vec<String>,
    /// Why.
    pub words: String,
}

/// A decision, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What is done; nothing where one that came out at once stays as it is.
    pub step: Option<PostingStep>,
    /// The version that was looked at.
    pub version: i64,
    /// What the employer reads.
    pub note: StaffNote,
}

/// The fields of a sheet that the staff may ask to be changed.
pub const FIELDS: [&str; 9] =
    ["title", "occupation", "duties", "requirements", "least_age", "pay_amount", "shifts", "address", "contact_name"];

/// A text of the staff: one that is needed, or may be empty.
fn words(field: &str, typed: &str, needed: bool) -> Result<String, FieldError> {
    let kept: String = typed.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect();
    match kept.chars().count() {
        0 if needed => Err(FieldError::new(field, Problem::Empty)),
        n if n > WORDS_LIMIT as usize => Err(FieldError::new(field, Problem::TooLong(WORDS_LIMIT))),
        _ => Ok(kept),
    }
}

impl JudgeDraft {
    /// The decision.
    pub fn parse(&self) -> Result<Judgement, Vec<FieldError>> {
        let unknown = || vec![FieldError::new("decision", Problem::UnknownWord)];
        let version = self.version.parse().map_err(|_| unknown())?;
        let step = match PostingStep::parse(&self.decision) {
            Some(
                step @ (PostingStep::Publish | PostingStep::RequestChanges | PostingStep::Reject | PostingStep::Close),
            ) => Some(step),
            None if self.decision == "keep" => None,
            _ => return Err(unknown()),
        };
        let needed = step.is_some_and(|step| step.needs_reason() || step == PostingStep::Close);
        let words = words("words", &self.words, needed).map_err(|error| vec![error])?;
        let known = |field: &&String| FIELDS.contains(&field.as_str());
        let fields = self.fields.iter().filter(known).cloned().collect();
        Ok(Judgement { step, version, note: StaffNote { fields, words } })
    }
}
