//! What the page of kept searches and postings shows.

use serde::{Deserialize, Serialize};

use super::Alert;
use crate::{
    gig::GigQuery,
    id::{PostingId, SavedSearchId, ShiftId},
    page::Count,
    when::Moment,
    word::words,
};

/// What can become of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchState {
    /// It may find something.
    Current,
    /// Its days have gone by.
    Over,
    /// It names a place or a trade that is there no more; nobody is told of what the rest of it finds.
    Unclear,
}

/// A search that somebody keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    /// Which.
    pub id: SavedSearchId,
    /// What it asks for.
    pub query: GigQuery,
    /// The name of its county or township; empty for the whole city.
    pub place: String,
    /// The name of its occupation or group; empty for all.
    pub occupation: String,
    /// How its owner hears of what it finds.
    pub alert: Alert,
    /// How it stands.
    pub state: SearchState,
    /// How many shifts it finds now.
    pub finds: Count,
}

words! {
    /// How a posting that somebody keeps stands.
    PostingStanding {
        /// There is a free seat.
        Open = "open",
        /// Every seat to come is taken.
        Full = "full",
        /// Taken off the list for a while.
        Paused = "paused",
        /// Nothing of it is to come.
        Ended = "ended",
    }
}

/// A shift of a posting that somebody keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingShift {
    /// Which.
    pub id: ShiftId,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Free seats.
    pub free: u32,
    /// It is on the list.
    pub listed: bool,
    /// It was called off.
    pub closed: bool,
}

/// A posting that somebody keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedPosting {
    /// Which.
    pub posting: PostingId,
    /// What the work is.
    pub title: String,
    /// Who gives it.
    pub employer: String,
    /// Where.
    pub place: String,
    /// How it stands.
    pub standing: PostingStanding,
    /// The shift that says so: the next one, or the last.
    pub shift: Option<PostingShift>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedPage {
    /// Now.
    pub now: Moment,
    /// Searches, the last kept first.
    pub searches: Vec<SavedSearch>,
    /// Postings, the last kept first.
    pub postings: Vec<SavedPosting>,
}
