//! What is decided about the rows of a file, and what each does when it comes into effect. One file beside this for each
//! kind of rows.

use std::{collections::HashMap, sync::Arc};

use csv::StringRecord;
use domain::{
    error::{FieldError, Problem},
    identity::Staff,
    import::{Header, ImportKind, Outcome},
    region::RegionCode,
    when::Moment,
};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::Error;
use uuid::Uuid;

use super::{employers, places, postings, staff};
use crate::{clock::Clock, reference::Reference, store::Db};

/// Where and for whom rows are judged.
pub struct Setting {
    /// Time and ids.
    pub clock: Clock,
    /// Regions and occupations.
    pub reference: Arc<Reference>,
    /// The import.
    pub import: Uuid,
    /// Who brings the rows in, and over which region.
    pub by: Staff,
    /// Now; the same for a whole batch.
    pub now: Moment,
}

impl Setting {
    /// Whether a region is one that rows may be of, and what is wrong if not.
    pub fn region(&self, region: &RegionCode) -> Result<(), Problem> {
        if !self.by.region.covers(region) {
            return Err(Problem::OutsideRegion);
        }
        if self.reference.offers(region) { Ok(()) } else { Err(Problem::UnknownRegion) }
    }
}

/// A line of the file.
pub struct Line<'a> {
    /// Its number.
    pub number: u32,
    /// What stands where.
    pub header: &'a Header,
    /// Its cells.
    pub cells: &'a StringRecord,
}

impl Line<'_> {
    /// What stands in a field.
    pub fn get(&self, field: &str) -> String {
        self.header.cell(field, &|at| self.cells.get(at)).to_owned()
    }
}

/// What was decided about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The line.
    pub line: u32,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Why it is left out.
    pub problems: Vec<FieldError>,
    /// What it makes or changes.
    pub subject: Option<Uuid>,
    /// The version of what it changes.
    pub version: Option<i64>,
    /// What it says, for when it comes into effect.
    pub data: Option<String>,
}

impl Verdict {
    /// Left out.
    pub const fn rejected(line: u32, problems: Vec<FieldError>) -> Self {
        Self { line, outcome: Outcome::Rejected, problems, subject: None, version: None, data: None }
    }

    /// Left out for one reason.
    pub fn no(line: u32, field: &str, problem: Problem) -> Self {
        Self::rejected(line, vec![FieldError::new(field, problem)])
    }

    /// What is there already.
    pub const fn unchanged(line: u32, subject: Option<Uuid>) -> Self {
        Self { line, outcome: Outcome::Unchanged, problems: Vec::new(), subject, version: None, data: None }
    }

    /// Has an effect.
    pub fn acts(
        line: u32,
        outcome: Outcome,
        (subject, version): (Option<Uuid>, Option<i64>),
        data: &impl Serialize,
    ) -> Self {
        let data = serde_json::to_string(data).ok();
        Self { line, outcome, problems: Vec::new(), subject, version, data }
    }

    /// Whether this is what was decided before: a new thing has a new id each time.
    pub fn stands(&self, outcome: &str, subject: Option<Uuid>, version: Option<i64>) -> bool {
        let same = self.outcome.word() == outcome && self.version == version;
        same && (self.outcome == Outcome::Created || self.subject == subject)
    }
}

/// Which keys were seen on which lines of the file before.
#[derive(Default)]
pub struct Seen(HashMap<String, u32>);

impl Seen {
    /// Notes the keys of a line; gives the earlier line that one of them stands on.
    pub fn note(&mut self, line: u32, keys: Vec<String>) -> Option<u32> {
        let before = keys.iter().find_map(|key| self.0.get(key).copied());
        if before.is_none() {
            self.0.extend(keys.into_iter().map(|key| (key, line)));
        }
        before
    }
}

/// Judges the lines of a file one after the other.
pub enum Judge {
    /// Organisations.
    Employers(employers::Judge),
    /// Postings.
    Postings(postings::Judge),
    /// Colleagues.
    Staff(staff::Judge),
    /// Regions.
    Regions(places::Regions),
    /// Occupations.
    Occupations(places::Occupations),
}

impl Judge {
    /// For a file of this kind.
    pub fn of(kind: ImportKind) -> Self {
        match kind {
            ImportKind::Employers => Self::Employers(employers::Judge::default()),
            ImportKind::Postings => Self::Postings(postings::Judge::default()),
            ImportKind::Staff => Self::Staff(staff::Judge::default()),
            ImportKind::Regions => Self::Regions(places::Regions::default()),
            ImportKind::Occupations => Self::Occupations(places::Occupations::default()),
        }
    }

    /// Judges the next lines; reads only.
    pub async fn judge(&mut self, db: &mut Db, at: &Setting, lines: &[Line<'_>]) -> Result<Vec<Verdict>, Error> {
        match self {
            Self::Employers(judge) => judge.judge(db, at, lines).await,
            Self::Postings(judge) => judge.judge(db, at, lines).await,
            Self::Staff(judge) => judge.judge(db, at, lines).await,
            Self::Regions(judge) => judge.judge(db, at, lines).await,
            Self::Occupations(judge) => judge.judge(db, at, lines).await,
        }
    }
}

/// A row that is to come into effect.
#[derive(Clone, Debug)]
pub struct Staged {
    /// The row.
    pub id: Uuid,
    /// Its line.
    pub line: i64,
    /// What it is to do.
    pub outcome: Outcome,
    /// To what.
    pub subject: Option<Uuid>,
    /// The version of that.
    pub version: Option<i64>,
    /// What it says.
    pub data: String,
}

impl Staged {
    /// What it says, read back.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_str(&self.data).map_err(|error| Error::Decode(Box::new(error)))
    }
}

/// What came of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It is in effect; with the secret of a link that it made.
    Done(Option<String>),
    /// It is left out after all.
    Skipped(FieldError),
}

impl Settled {
    /// Somebody else was there first.
    pub fn overtaken(field: &str) -> Self {
        Self::Skipped(FieldError::new(field, Problem::ChangedMeanwhile))
    }
}

/// Lets rows come into effect; gives what came of each.
pub async fn settle(kind: ImportKind, db: &mut Db, at: &Setting, rows: &[Staged]) -> Result<Vec<Settled>, Error> {
    if kind == ImportKind::Employers {
        return employers::settle(db, at, rows).await;
    }
    let mut settled = Vec::with_capacity(rows.len());
    for row in rows {
        settled.push(match kind {
            ImportKind::Postings | ImportKind::Employers => postings::settle(db, at, row).await?,
            ImportKind::Staff => staff::settle(db, at, row).await?,
            ImportKind::Regions => places::settle_region(db, at, row).await?,
            ImportKind::Occupations => places::settle_occupation(db, at, row).await?,
        });
    }
    Ok(settled)
}
