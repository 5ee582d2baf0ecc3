//! What the console shows.

use serde::{Deserialize, Serialize};

use crate::{
    measure::Glance,
    page::{Count, Cursor},
    when::Moment,
    work::{WorkItem, WorkKind},
};

/// Which part of the queue is asked for, as the URL has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueQuery {
    /// Only this kind of work; empty for all.
    pub kind: String,
    /// Only this region and below, within one's own; empty for all of it.
    pub region: String,
    /// Where the page before ended.
    pub after: String,
}

impl QueueQuery {
    /// The kind; what is no kind is none.
    pub fn kind(&self) -> Option<WorkKind> {
        WorkKind::parse(&self.kind)
    }

    /// Where the page before ended; what cannot be read is the first page.
    pub fn after(&self) -> Option<Cursor> {
        Cursor::parse(&self.after)
    }
}

/// A row of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    /// What waits.
    pub item: WorkItem,
    /// Where it lies, in words.
    pub place: String,
}

/// What waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// Now, from which deadlines are told.
    pub now: Moment,
    /// How many wait in all, with the filter of kind and region.
    pub total: Count,
    /// How many wait of each kind, in this region.
    pub kinds: Vec<(WorkKind, Count)>,
    /// A page of them, the earliest deadline first.
    pub rows: Vec<QueueRow>,
    /// What was asked.
    pub query: QueueQuery,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// How the market stands, on the first page.
    pub glance: Option<Glance>,
}
