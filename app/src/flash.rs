//! What a form that was just sent has to say on the page that follows: errors beside its fields, or a note.
//!
//! With WebAssembly it is kept in memory; without, the server carries it over the redirect in a short-lived cookie.

use domain::{
    admin::Revealed,
    gig::{filling::Outcome, posting::SavedAs},
    id::ClaimId,
    identity::CodeSent,
    table::BulkDone,
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The answer of a form that worked: where to go, and what to say there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// A path of ours.
    pub go: String,
    /// What the next page should say.
    pub note: Option<Note>,
}

impl Done {
    /// Goes to `path` and says nothing.
    pub fn go(path: impl Into<String>) -> Self {
        Self { go: path.into(), note: None }
    }

    /// Says `note` there.
    #[must_use]
    pub fn saying(self, note: Note) -> Self {
        Self { note: Some(note), ..self }
    }
}

/// What went well, for the page that follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// A code is on its way.
    CodeSent(CodeSent),
    /// The seat or the place in the queue is held; the page says the rest.
    Claimed,
    /// The seat was given up.
    Left,
    /// The offer was answered.
    Answered,
    /// The profile was saved.
    ProfileSaved,
    /// What was typed or decided is kept.
    Saved,
    /// A new calendar address was made.
    FeedRenewed,
    /// Recovery codes, shown this once.
    RecoveryCodes(Vec<String>),
    /// The path of a link to hand on, shown this once.
    Link(String),
    /// A person's name and phone, shown this once.
    Revealed(Revealed),
    /// What was asked for is done.
    Done,
    /// All messages are marked as read.
    MessagesRead,
    /// The choice about SMS was saved.
    SmsChosen,
    /// It waits for the staff now.
    Filed,
    /// The decision is written down.
    Decided,
    /// Something was done to many rows.
    Bulk(BulkDone),
    /// What became of each of several applicants.
    Chosen(Vec<(ClaimId, Outcome)>),
    /// What came of saving a posting.
    PostingSaved(SavedAs),
}

/// What a form that was just sent has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// The form: the last part of its address.
    pub form: String,
    /// What was typed, by the names of the fields; without secrets.
    pub values: Vec<(String, String)>,
    /// The note, or what went wrong.
    pub outcome: Result<Option<Note>, AppError>,
}
