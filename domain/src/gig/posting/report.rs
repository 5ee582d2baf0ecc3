//! Reports of readers about a posting, and what the staff answer.

use serde::{Deserialize, Serialize};

use super::{EmployerHistory, PostingState};
use crate::{
    error::{FieldError, Problem},
    gig::PayRule,
    id::{OrganisationId, PostingId, ShiftId},
    when::Moment,
    word::words,
};

words! {
    /// What a report is about.
    ReportReason {
        /// It asks for money or papers.
        Money = "money",
        /// Pay, place or work are not as it says.
        Untrue = "untrue",
        /// It leaves people out.
        Bias = "bias",
        /// The work is dangerous or against the law.
        Unlawful = "unlawful",
        /// Nobody is there, or nobody answers.
        Unreachable = "unreachable",
        /// Something else, in words.
        Other = "other",
    }
}

words! {
    /// What the staff make of the reports about a posting.
    ReportOutcome {
        /// They are right: the posting is ended.
        Removed = "removed",
        /// They are right in part: the employer is told what to mend.
        Warned = "warned",
        /// Nothing wrong was found.
        Dismissed = "dismissed",
    }
}

impl ReportOutcome {
    /// Whether whoever reported was right.
    pub const fn upheld(self) -> bool {
        !matches!(self, Self::Dismissed)
    }
}

/// So many reports a person may make in a day.
pub const REPORTS_A_DAY: i64 = 5;
/// The most characters of a report, and of what the staff say.
pub const REPORT_LIMIT: u32 = 500;

/// What the page for a report shows of the posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportPage {
    /// Now.
    pub now: Moment,
    /// The shift it was found by.
    pub shift: ShiftId,
    /// The posting's title.
    pub title: String,
    /// Whose it is.
    pub employer: String,
    /// Whoever asks has reported it, and no answer is there yet: since when.
    pub waits: Option<Moment>,
}

/// A report as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportDraft {
    /// The shift it was found by.
    pub shift: String,
    /// The word of a [`ReportReason`].
    pub reason: String,
    /// What is wrong, in words; needed where the reason says nothing by itself.
    pub words: String,
}

impl ReportDraft {
    /// The reason and the words. Errors: an unknown reason, nothing said, too long.
    pub fn parse(&self) -> Result<(ReportReason, String), Vec<FieldError>> {
        let reason = ReportReason::parse(&self.reason);
        let said = kept(&self.words);
        let mut errors = Vec::new();
        if reason.is_none() {
            errors.push(FieldError::new("reason", Problem::Empty));
        }
        if said.is_empty() && reason == Some(ReportReason::Other) {
            errors.push(FieldError::new("words", Problem::Empty));
        }
        errors.extend(too_long(&said));
        match reason {
            Some(reason) if errors.is_empty() => Ok((reason, said)),
            _ => Err(errors),
        }
    }
}

/// A report as the staff read it; who made it is nobody's business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What it is about.
    pub reason: ReportReason,
    /// In the words of whoever made it; may be empty.
    pub words: String,
    /// When.
    pub at: Moment,
    /// What was answered; nothing while it waits.
    pub outcome: Option<ReportOutcome>,
}

/// A posting that was reported, for the staff of its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCase {
    /// Now.
    pub now: Moment,
    /// The posting.
    pub id: PostingId,
    /// Its title.
    pub title: String,
    /// What is to be done.
    pub duties: String,
    /// What is asked for.
    pub requirements: String,
    /// How pay is worked out.
    pub pay: PayRule,
    /// Where it is.
    pub place: String,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Its public name.
    pub employer: String,
    /// Where the posting stands; nothing for one that came with a file.
    pub state: Option<PostingState>,
    /// People who hold a seat of its shifts to come.
    pub seats: u32,
    /// What is known of the employer.
    pub history: EmployerHistory,
    /// The reports, those that wait first.
    pub reports: Vec<Report>,
    /// Whoever asks may answer.
    pub may_decide: bool,
}

/// What the staff answer to all reports that wait.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerReportsDraft {
    /// About which posting.
    pub posting: String,
    /// The word of a [`ReportOutcome`].
    pub outcome: String,
    /// Why; the employer reads it where the reports are upheld.
    pub words: String,
}

impl AnswerReportsDraft {
    /// The answer. Errors: an unknown word, nothing said where the reports are upheld, too long.
    pub fn parse(&self) -> Result<(ReportOutcome, String), Vec<FieldError>> {
        let unknown = || vec![FieldError::new("outcome", Problem::UnknownWord)];
        let outcome = ReportOutcome::parse(&self.outcome).ok_or_else(unknown)?;
        let said = kept(&self.words);
        if said.is_empty() && outcome.upheld() {
            return Err(vec![FieldError::new("words", Problem::Empty)]);
        }
        match too_long(&said) {
            Some(error) => Err(vec![error]),
            None => Ok((outcome, said)),
        }
    }
}

fn kept(typed: &str) -> String {
    typed.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

fn too_long(said: &str) -> Option<FieldError> {
    let long = said.chars().count() > REPORT_LIMIT as usize;
    long.then(|| FieldError::new("words", Problem::TooLong(REPORT_LIMIT)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrong(errors: Result<impl Sized, Vec<FieldError>>) -> Vec<(String, Problem)> {
        let errors = errors.err().into_iter().flatten();
        errors.map(|error| (error.field, error.problem)).collect()
    }

    #[test]
    fn a_report_says_what_is_wrong() {
        let report = |reason: &str, words: &str| ReportDraft {
            reason: reason.to_owned(),
            words: words.to_owned(),
            ..ReportDraft::default()
        };
        assert_eq!(report("money", "").parse(), Ok((ReportReason::Money, String::new())));
        assert_eq!(wrong(report("other", " \n").parse()), [("words".to_owned(), Problem::Empty)]);
        assert_eq!(wrong(report("", "押金").parse()), [("reason".to_owned(), Problem::Empty)]);
        let long = "长".repeat(501);
        assert_eq!(wrong(report("money", &long).parse()), [("words".to_owned(), Problem::TooLong(500))]);
    }

    #[test]
    fn whoever_is_blamed_reads_why() {
        let answer = |outcome: &str, words: &str| AnswerReportsDraft {
            outcome: outcome.to_owned(),
            words: words.to_owned(),
            ..AnswerReportsDraft::default()
        };
        assert_eq!(answer("dismissed", "").parse(), Ok((ReportOutcome::Dismissed, String::new())));
        for outcome in ["removed", "warned"] {
            assert_eq!(wrong(answer(outcome, " ").parse()), [("words".to_owned(), Problem::Empty)]);
        }
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(reason in ".{0,8}", words in ".{0,600}") {
            let draft = ReportDraft { reason, words, ..ReportDraft::default() };
            if let Ok((_, said)) = draft.parse() {
                prop_assert!(said.chars().count() <= REPORT_LIMIT as usize);
            }
        }
    }
}
