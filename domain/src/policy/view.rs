//! What the pages of policies show.

use serde::{Deserialize, Serialize};

use super::{Audience, PolicyDraft, PolicyKind, PolicyQuery, Standing, Step, draft::DeskQuery};
use crate::{
    attachment::{Attachment, Upload},
    error::FieldError,
    id::{AttachmentId, PolicyId},
    page::Count,
    region::RegionChoice,
    when::Moment,
};

/// What is to become of the files of a revision while it is written in.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FileChange {
    /// A file that is added.
    pub add: Option<Upload>,
    /// One that is taken away.
    pub remove: Option<AttachmentId>,
}

/// One text in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyCard {
    /// The policy.
    pub id: PolicyId,
    /// What it is.
    pub kind: PolicyKind,
    /// Its title.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// Its document number, or nothing.
    pub number: String,
    /// The date of issue: `2026-11-23`.
    pub issued: String,
    /// Where it applies, in words; nothing for the whole country.
    pub place: Option<String>,
    /// Whom it concerns; nobody for everybody.
    pub audiences: Vec<Audience>,
    /// A piece of the text, where the words were found.
    pub snippet: String,
}

/// The texts that can be found with a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyList {
    /// The query as it was sent.
    pub query: PolicyQuery,
    /// What in it cannot be read; it was left out.
    pub problems: Vec<FieldError>,
    /// The texts of this page.
    pub items: Vec<PolicyCard>,
    /// How many there are in all.
    pub total: Count,
    /// `after` of the next page.
    pub next: Option<String>,
    /// The city, its counties and their townships.
    pub regions: Vec<RegionChoice>,
}

/// A heading of a text, to go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// The name of the place in the page.
    pub anchor: String,
    /// What it says.
    pub words: String,
}

/// A revision of a text that readers have seen or see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Its number, from 1.
    pub number: i64,
    /// Its date of issue.
    pub issued: String,
    /// Since when it was to be read here.
    pub from: Moment,
}

/// One text as it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyPage {
    /// What the list says of it.
    pub card: PolicyCard,
    /// From when it applies, or nothing.
    pub effective: String,
    /// The last day on which it applies, or nothing.
    pub expires: String,
    /// It no longer applies.
    pub expired: bool,
    /// Where it was published, or nothing.
    pub source: String,
    /// What it says: HTML that is safe to show as it is.
    pub html: String,
    /// Its headings.
    pub contents: Vec<Heading>,
    /// The files that go with it.
    pub files: Vec<Attachment>,
    /// The number of this revision, from 1.
    pub number: i64,
    /// The revisions that readers have seen, this one first.
    pub revisions: Vec<Revision>,
    /// The whole address of the page.
    pub url: String,
    /// The text for programs, ready for a script element.
    pub json_ld: String,
}

/// The newest texts, for programs that follow them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// The newest first.
    pub entries: Vec<FeedEntry>,
    /// The name of the city whose service this is.
    pub city: String,
}

/// One text of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// What the list says of it.
    pub card: PolicyCard,
    /// Since when this revision is read.
    pub updated: Moment,
}

/// A row of the staff's list: the newest revision of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskRow {
    /// The policy.
    pub id: PolicyId,
    /// The title as it is typed.
    pub title: String,
    /// Where it applies, in words; nothing for the whole country.
    pub place: Option<String>,
    /// Where the newest revision stands.
    pub standing: Standing,
    /// Its number.
    pub number: i64,
    /// When it was changed last.
    pub edited: Moment,
}

/// The staff's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// What was asked.
    pub query: DeskQuery,
    /// A page of it, what was changed last first.
    pub rows: Vec<DeskRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// Now, from which times are told.
    pub now: Moment,
    /// Whoever asks may write.
    pub may_write: bool,
}

/// Something that was done with a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// Who did it; nobody for the service itself.
    pub who: Option<String>,
    /// What: `saved`, or word of a [`Step`].
    pub what: String,
    /// Why, or nothing.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// An older revision that readers see while the newest is worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadNow {
    /// Its number.
    pub number: i64,
    /// Its version, which a step must name.
    pub version: i64,
    /// This person may take it away from the readers.
    pub may_withdraw: bool,
}

/// A policy as the staff works on it: its newest revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskPage {
    /// The policy.
    pub id: PolicyId,
    /// The number of the revision.
    pub number: i64,
    /// Its version, which a change must name.
    pub version: i64,
    /// Where it stands.
    pub standing: Standing,
    /// The form's fields as they were saved, or as this person typed them if somebody else saved first.
    pub draft: PolicyDraft,
    /// Somebody else saved meanwhile: what they saved, if the form holds something else.
    pub theirs: Option<PolicyDraft>,
    /// What keeps the text from being filed.
    pub problems: Vec<FieldError>,
    /// The text as readers will see it.
    pub html: String,
    /// The files that go with it.
    pub files: Vec<Attachment>,
    /// When readers see it, once that is decided.
    pub from: Option<Moment>,
    /// The revision that readers see now, if it is another one.
    pub read: Option<ReadNow>,
    /// This person may write in it now.
    pub may_write: bool,
    /// What this person may do with it now.
    pub steps: Vec<Step>,
    /// This person filed or wrote it, so that somebody else must decide.
    pub own: bool,
    /// Where it may apply: the regions of this person; with the city, the whole country too.
    pub regions: Vec<RegionChoice>,
    /// What was done with it, the newest first.
    pub deeds: Vec<Deed>,
    /// Now, from which times are told.
    pub now: Moment,
}
