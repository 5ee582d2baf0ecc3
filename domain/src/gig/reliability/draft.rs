//! What is typed about what counts against somebody, and how it is read.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::MarkKind;
use crate::{
    error::{FieldError, Problem, Refused},
    fields::{Reader, line},
    id::OrganisationId,
};

/// The most characters of what is said.
const SAID: u32 = 200;

/// "That does not count against me": to the staff.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MarkAppealDraft {
    /// The organisation against which it counts; empty for one's own.
    pub organisation: String,
    /// Word of a [`MarkKind`].
    pub kind: String,
    /// The claim, or the shift that was called off.
    pub subject: String,
    /// What really happened.
    pub reason: String,
}

impl MarkAppealDraft {
    /// Against whom, what, of which claim or shift, and what is said. Those who did not come appeal where that is said.
    pub fn parse(&self) -> Result<(Option<OrganisationId>, MarkKind, Uuid, String), Refused> {
        let missing = |_| Refused::Missing;
        let organisation =
            if self.organisation.is_empty() { None } else { Some(self.organisation.parse().map_err(missing)?) };
        let own = |kind: &MarkKind| {
            !matches!(kind, MarkKind::NoShow | MarkKind::EmployerNoShow) && kind.of_worker() == organisation.is_none()
        };
        let kind = MarkKind::parse(&self.kind).filter(own).ok_or(Refused::Missing)?;
        let subject = self.subject.parse().map_err(missing)?;
        Ok((organisation, kind, subject, said(&self.reason).map_err(Refused::Fields)?))
    }
}

fn said(text: &str) -> Result<String, Vec<FieldError>> {
    let mut reader = Reader::default();
    let said = reader.need("reason", text, |text| line(text, SAID));
    said.ok_or(reader.problems)
}

/// What the staff decide on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MarkDecisionDraft {
    /// The appeal.
    pub mark: String,
    /// `keep` or `lift`.
    pub decision: String,
    /// Why; whoever appealed reads it.
    pub reason: String,
}

impl MarkDecisionDraft {
    /// The appeal, whether the mark is lifted, and why.
    pub fn parse(&self) -> Result<(Uuid, bool, String), Refused> {
        let mark = self.mark.parse().map_err(|_| Refused::Missing)?;
        let lift = match self.decision.as_str() {
            "lift" => true,
            "keep" => false,
            _ => return Err(Refused::field("decision", Problem::UnknownWord)),
        };
        Ok((mark, lift, said(&self.reason).map_err(Refused::Fields)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nobody_appeals_against_what_is_not_theirs(kind in proptest::sample::select(MarkKind::ALL), of_organisation: bool, reason in ".{0,250}") {
            let id = Uuid::from_u128(7).to_string();
            let organisation = if of_organisation { id.clone() } else { String::new() };
            let draft = MarkAppealDraft { organisation, kind: kind.word().to_owned(), subject: id, reason: reason.clone() };
            let fine = !reason.trim().is_empty() && reason.trim().chars().count() <= 200;
            let own = matches!((kind, of_organisation), (MarkKind::LateLeave, false) | (MarkKind::LateCancel | MarkKind::LateWages, true));
            prop_assert_eq!(draft.parse().is_ok(), own && fine);
        }
    }
}
