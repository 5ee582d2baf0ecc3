//! Whom an employer likes to have again, and whom no more.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    error::{FieldError, Problem},
    fields::line,
    gig::ClaimState,
    id::OrganisationId,
    when::Moment,
    word::words,
};

/// The most characters of a reason.
const REASON: u32 = 200;

words! {
    /// What an employer keeps of somebody.
    PreferenceKind {
        /// They are told first of new work.
        Favourite = "favourite",
        /// They are not taken on any more, for a reason.
        Ban = "ban",
    }
}

impl PreferenceKind {
    /// Whether an employer may keep this of somebody whose claim on a shift of theirs stands so: a favourite has worked for
    /// them; whoever is banned had a seat at least.
    pub const fn fits(self, claim: ClaimState) -> bool {
        match self {
            Self::Favourite => matches!(claim, ClaimState::CheckedOut | ClaimState::Settled),
            Self::Ban => matches!(
                claim,
                ClaimState::CheckedIn | ClaimState::CheckedOut | ClaimState::Settled | ClaimState::NoShow
            ),
        }
    }
}

/// "I like to have them again", "not any more".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreferenceDraft {
    /// Their claim on a shift of the organisation.
    pub claim: String,
    /// Word of a [`PreferenceKind`].
    pub kind: String,
    /// Why; needed for a ban.
    pub reason: String,
}

impl PreferenceDraft {
    /// What is kept, and why.
    pub fn parse(&self) -> Result<(PreferenceKind, String), Vec<FieldError>> {
        let wrong = |field, problem| vec![FieldError::new(field, problem)];
        let kind = PreferenceKind::parse(&self.kind).ok_or_else(|| wrong("kind", Problem::UnknownWord))?;
        let reason = line(self.reason.trim(), REASON).map_err(|problem| wrong("reason", problem))?;
        if kind == PreferenceKind::Ban && reason.is_empty() {
            return Err(wrong("reason", Problem::Empty));
        }
        Ok((kind, reason))
    }
}

/// "It does not hold any more".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LiftDraft {
    /// The organisation.
    pub organisation: String,
    /// What is kept.
    pub preference: String,
}

/// What an employer keeps of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPreference {
    /// Its id.
    pub id: Uuid,
    /// What.
    pub kind: PreferenceKind,
    /// Their name, masked.
    pub name: String,
    /// Their phone, masked.
    pub phone: String,
    /// Why; may be empty for a favourite.
    pub reason: String,
    /// Since when.
    pub since: Moment,
}

/// All that an employer keeps of workers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferencesPage {
    /// Now.
    pub now: Moment,
    /// Whose page it is.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// What it keeps, the last first.
    pub preferences: Vec<KeptPreference>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ban_needs_a_reason_and_a_favourite_has_worked() {
        let read = |kind: &str, reason: &str| {
            let [kind, reason] = [kind, reason].map(str::to_owned);
            PreferenceDraft { kind, reason, ..PreferenceDraft::default() }.parse().map_err(|errors| errors[0].problem)
        };
        assert_eq!(read("favourite", ""), Ok((PreferenceKind::Favourite, String::new())));
        assert_eq!(read("ban", " "), Err(Problem::Empty));
        assert_eq!(read("ban", "偷料"), Ok((PreferenceKind::Ban, "偷料".to_owned())));
        assert_eq!(read("", ""), Err(Problem::UnknownWord));
        for state in ClaimState::ALL {
            let worked = matches!(state, ClaimState::CheckedOut | ClaimState::Settled);
            assert_eq!(PreferenceKind::Favourite.fits(*state), worked);
            assert!(!PreferenceKind::Ban.fits(*state) || state.holds_seat() || *state == ClaimState::NoShow);
        }
    }
}
