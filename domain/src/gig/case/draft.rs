//! What is typed about a case, and how it is read.

use serde::{Deserialize, Serialize};

use super::{CaseCategory, CaseSide, CaseStep};
use crate::{
    error::{FieldError, Problem},
    fields::{Reader, line},
};

/// The most characters of an account: what a browser without scripts can be given back if something is wrong. More can
/// be said afterwards.
const ACCOUNT: u32 = 600;
/// The most characters of what the staff say.
const NOTE: u32 = 400;

/// "This happened to me".
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseDraft {
    /// The claim that it is about.
    pub claim: String,
    /// Names the form that was filled in: the same case sent again has no second effect.
    pub key: String,
    /// Word of a [`CaseCategory`].
    pub category: String,
    /// What happened.
    pub account: String,
}

/// Nothing of it belongs into a log.
impl std::fmt::Debug for CaseDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CaseDraft(…)")
    }
}

/// A case that was read.
#[derive(Clone, PartialEq, Eq)]
pub struct Complaint {
    /// What it is about.
    pub category: CaseCategory,
    /// What happened, in the worker's words.
    pub account: String,
}

impl CaseDraft {
    /// The case.
    pub fn parse(&self) -> Result<Complaint, Vec<FieldError>> {
        let mut reader = Reader::default();
        let category = |word: &str| CaseCategory::parse(word).ok_or(Problem::UnknownWord);
        let category = reader.need("category", &self.category, category);
        let account = reader.need("account", &self.account, |text| line(text, ACCOUNT));
        match (category, account) {
            (Some(category), Some(account)) => Ok(Complaint { category, account }),
            _ => Err(reader.problems),
        }
    }
}

/// What one of both sides says in a case, or that the worker takes it back.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseWordsDraft {
    /// The case.
    pub case: String,
    /// Names the form that was filled in.
    pub key: String,
    /// What is said.
    pub words: String,
}

/// Nothing of it belongs into a log.
impl std::fmt::Debug for CaseWordsDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CaseWordsDraft(…)")
    }
}

impl CaseWordsDraft {
    /// The words, which are needed.
    pub fn words(&self) -> Result<String, Vec<FieldError>> {
        let mut reader = Reader::default();
        let words = reader.need("words", &self.words, |text| line(text, ACCOUNT));
        words.ok_or(reader.problems)
    }

    /// Why a case is taken back; may be empty.
    pub fn why(&self) -> Result<String, Vec<FieldError>> {
        let mut reader = Reader::default();
        let words = reader.read("words", &self.words, |text| line(text, ACCOUNT)).unwrap_or_default();
        if reader.problems.is_empty() { Ok(words) } else { Err(reader.problems) }
    }
}

/// A step of the staff, with what both sides are told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseStepDraft {
    /// The case.
    pub case: String,
    /// The version of it that was looked at.
    pub version: String,
    /// Word of a [`CaseStep`] of the staff.
    pub step: String,
    /// What both sides are told.
    pub note: String,
}

impl CaseStepDraft {
    /// The step, the version it is about, and the note.
    pub fn parse(&self) -> Result<(CaseStep, i64, String), Vec<FieldError>> {
        let mut reader = Reader::default();
        let step = |word: &str| CaseStep::parse(word).filter(|step| step.side() == CaseSide::Staff);
        let step = reader.need("step", &self.step, |word| step(word).ok_or(Problem::UnknownWord));
        let version = reader.need("version", &self.version, |text| text.parse().map_err(|_| Problem::UnknownWord));
        let note = reader.need("note", &self.note, |text| line(text, NOTE));
        match (step, version, note) {
            (Some(step), Some(version), Some(note)) => Ok((step, version, note)),
            _ => Err(reader.problems),
        }
    }
}
