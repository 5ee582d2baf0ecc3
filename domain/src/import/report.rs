//! What the pages of imports show: the list, one import with its report, and what a file must hold.

use serde::{Deserialize, Serialize};

use super::{ImportKind, ImportState};
use crate::{
    error::FieldError,
    id::{AccountId, ImportId},
    page::Cursor,
    when::Moment,
    word::words,
};

/// The most bytes of a file.
pub const SIZE_LIMIT: usize = 16 * 1024 * 1024;
/// The same in megabytes, as people are told.
pub const SIZE_LIMIT_MB: u32 = 16;
/// The most bytes that the parts of a workbook come to when they are unpacked.
pub const UNPACKED_LIMIT: u64 = 160 * 1024 * 1024;
/// The same in megabytes.
pub const UNPACKED_LIMIT_MB: u32 = 160;
/// The most rows, the header not counted.
pub const ROWS_LIMIT: u32 = 100_000;
/// The most columns.
pub const COLUMNS_LIMIT: u32 = 60;

words! {
    /// What becomes of a row.
    Outcome {
        /// It is new.
        Created = "created",
        /// It changes something that is there.
        Changed = "changed",
        /// It says what is there already.
        Unchanged = "unchanged",
        /// It is left out, for reasons that are given.
        Rejected = "rejected",
    }
}

impl Outcome {
    /// Whether the row has an effect.
    pub const fn acts(self) -> bool {
        matches!(self, Self::Created | Self::Changed)
    }
}

/// How many rows come to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// New ones.
    pub created: u32,
    /// Changed ones.
    pub changed: u32,
    /// Those that change nothing.
    pub unchanged: u32,
    /// Those that are left out.
    pub rejected: u32,
}

impl Counts {
    /// The rows of one outcome.
    pub const fn of(&self, outcome: Outcome) -> u32 {
        match outcome {
            Outcome::Created => self.created,
            Outcome::Changed => self.changed,
            Outcome::Unchanged => self.unchanged,
            Outcome::Rejected => self.rejected,
        }
    }

    /// One row more of an outcome.
    pub const fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Created => self.created += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Rejected => self.rejected += 1,
        }
    }

    /// The rows that have an effect.
    pub const fn good(&self) -> u32 {
        self.created + self.changed
    }
}

/// An import as its list and its page show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    /// Its id.
    pub id: ImportId,
    /// What its file holds.
    pub kind: ImportKind,
    /// Where it stands.
    pub state: ImportState,
    /// The name of the file; empty once that is gone.
    pub file: String,
    /// The account of whoever sent it.
    pub by: AccountId,
    /// What colleagues call them.
    pub by_name: String,
    /// Whoever looks has sent it.
    pub mine: bool,
    /// The region within which its rows may lie, in words.
    pub place: String,
    /// When it was sent.
    pub created: Moment,
    /// When it came to its end.
    pub ended: Option<Moment>,
    /// Rows in the file.
    pub rows: u32,
    /// Rows that this step of it is through with.
    pub done: u32,
    /// What its rows came to.
    pub counts: Counts,
}

impl ImportView {
    /// How far this step of it is, in whole percent.
    pub fn percent(&self) -> u32 {
        let all = match self.state {
            ImportState::Settling => self.counts.good(),
            _ => self.rows,
        };
        if all == 0 { 0 } else { u32::try_from(u64::from(self.done) * 100 / u64::from(all)).unwrap_or(100).min(100) }
    }
}

/// A row of the list.
pub type ImportRow = ImportView;

/// A page of one's region's imports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportList {
    /// Now.
    pub now: Moment,
    /// The newest first.
    pub rows: Vec<ImportRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// What may be brought in by whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewImport {
    /// Now.
    pub now: Moment,
    /// The kinds of rows.
    pub kinds: Vec<ImportKind>,
    /// The region within which rows may lie, in words.
    pub place: String,
}

/// What became of one row of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReport {
    /// Its line in the file, from 1, the header counted.
    pub line: u32,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was left out, or what should be looked at. Without what was typed.
    pub problems: Vec<FieldError>,
    /// The page of what it made or changed, once that is in effect.
    pub link: String,
}

/// Which part of the report is asked for, as the URL has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportQuery {
    /// Only rows of this outcome; empty for all.
    pub outcome: String,
    /// The line after which the page begins.
    pub after: String,
}

impl ImportQuery {
    /// The outcome; what is none is all.
    pub fn outcome(&self) -> Option<Outcome> {
        Outcome::parse(&self.outcome)
    }

    /// The line after which the page begins; what cannot be read is the first page.
    pub fn after(&self) -> u32 {
        self.after.parse().unwrap_or_default()
    }

    /// Where a page of the list of imports ended.
    pub fn cursor(after: &str) -> Option<Cursor> {
        Cursor::parse(after)
    }
}

/// The page of one import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPage {
    /// Now.
    pub now: Moment,
    /// The import.
    pub import: ImportView,
    /// Columns of the file that no row was read from.
    pub unknown: Vec<String>,
    /// What was asked.
    pub query: ImportQuery,
    /// A page of the report, in the order of the file.
    pub report: Vec<RowReport>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// How many links are there to be fetched, by whoever sent the file and once.
    pub links: u32,
    /// It was sent back to be checked again, since what it rests on had changed.
    pub changed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_part_of_a_report_may_be_asked_for(outcome in ".{0,12}", after in ".{0,12}") {
            let query = ImportQuery { outcome, after: after.clone() };
            let _ = (query.outcome(), query.after(), ImportQuery::cursor(&after));
        }

        #[test]
        fn counts_add_up(outcomes in proptest::collection::vec(0_usize..4, 0..50)) {
            let mut counts = Counts::default();
            for at in &outcomes {
                counts.add(Outcome::ALL[*at]);
            }
            let sum: u32 = Outcome::ALL.iter().map(|outcome| counts.of(*outcome)).sum();
            prop_assert_eq!(sum as usize, outcomes.len());
            prop_assert!(counts.good() <= sum);
        }
    }
}
