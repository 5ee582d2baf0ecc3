//! Forms about what is kept, as they were sent, and how they are read.

use serde::{Deserialize, Serialize};

use super::Alert;
use crate::{
    error::{Problem, Refused},
    id::{PostingId, SavedSearchId, ShiftId},
};

/// "Tell me so of what this search finds", "tell me no more", "forget it".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AlertDraft {
    /// The search.
    pub search: String,
    /// Word of an [`Alert`].
    pub alert: String,
}

impl AlertDraft {
    /// The search and how. What is no id is nobody's search.
    pub fn parse(&self) -> Result<(SavedSearchId, Alert), Refused> {
        let search = self.search.parse().map_err(|_| Refused::Missing)?;
        let alert = Alert::parse(&self.alert).ok_or_else(|| Refused::field("alert", Problem::UnknownWord))?;
        Ok((search, alert))
    }
}

/// "Keep the posting of this shift", "keep it no more".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeepDraft {
    /// One of its shifts, on whose page the form stood; empty where the posting is named.
    pub shift: String,
    /// The posting; empty where a shift is named.
    pub posting: String,
    /// `yes` or `no`.
    pub keep: String,
}

/// Which posting is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// That of this shift.
    OfShift(ShiftId),
    /// This one.
    Posting(PostingId),
}

impl KeepDraft {
    /// Which posting, and whether it is to be kept.
    pub fn parse(&self) -> Result<(Kept, bool), Refused> {
        let keep = match self.keep.as_str() {
            "yes" => true,
            "no" => false,
            _ => return Err(Refused::field("keep", Problem::UnknownWord)),
        };
        let missing = |_| Refused::Missing;
        let kept = if self.posting.is_empty() {
            Kept::OfShift(self.shift.parse().map_err(missing)?)
        } else {
            Kept::Posting(self.posting.parse().map_err(missing)?)
        };
        Ok((kept, keep))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn anything_may_be_sent(one in ".{0,40}", other in ".{0,40}", word in ".{0,8}") {
            let alert = AlertDraft { search: one.clone(), alert: word.clone() }.parse();
            prop_assert!(alert.is_err() || Alert::parse(&word).is_some());
            let keep = KeepDraft { shift: one, posting: other, keep: word.clone() }.parse();
            prop_assert!(keep.is_err() || word == "yes" || word == "no");
        }
    }
}
