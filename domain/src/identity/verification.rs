//! Verification of what somebody says they are: filed with evidence, decided on by the staff, good for a while.

use serde::{Deserialize, Serialize};

use crate::{when::Moment, word::words};

words! {
    /// Where the verification of an organisation or of a person's name stands.
    VerificationState {
        /// It is being filled in.
        Draft = "draft",
        /// It waits for the staff.
        Filed = "filed",
        /// The staff ask for something to be changed.
        Returned = "returned",
        /// The staff said no.
        Refused = "refused",
        /// It is right.
        Verified = "verified",
        /// It was right for a while that is over.
        Expired = "expired",
        /// The staff took it back.
        Revoked = "revoked",
    }
}

/// What is done to a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VerificationStep {
    /// Whoever it is about files it.
    File,
    /// The staff find it right.
    Verify,
    /// The staff ask for something to be changed.
    Return,
    /// The staff say no.
    Refuse,
    /// The staff take it back.
    Revoke,
}

impl VerificationStep {
    /// The decision that `word` names: what only the staff do.
    pub fn decision(word: &str) -> Option<Self> {
        Some(match word {
            "verify" => Self::Verify,
            "return" => Self::Return,
            "refuse" => Self::Refuse,
            "revoke" => Self::Revoke,
            _ => return None,
        })
    }

    /// Whether the staff have to say why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Return | Self::Refuse | Self::Revoke)
    }
}

impl VerificationState {
    /// What it is after `step`; nothing if the step is not possible from here.
    pub const fn after(self, step: VerificationStep) -> Option<Self> {
        match (self, step) {
            (state, VerificationStep::File) if state.open() => Some(Self::Filed),
            (Self::Filed, VerificationStep::Verify) => Some(Self::Verified),
            (Self::Filed, VerificationStep::Return) => Some(Self::Returned),
            (Self::Filed, VerificationStep::Refuse) => Some(Self::Refused),
            (Self::Verified, VerificationStep::Revoke) => Some(Self::Revoked),
            _ => None,
        }
    }

    /// Whether what is to be verified may be changed and filed: the staff must find what they saw.
    pub const fn open(self) -> bool {
        !matches!(self, Self::Filed | Self::Verified)
    }

    /// What is true at `now` of a state that was stored with the end of its verification.
    #[must_use]
    pub fn at(self, until: Option<Moment>, now: Moment) -> Self {
        if self == Self::Verified && until.is_some_and(|until| until <= now) { Self::Expired } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STEPS: [VerificationStep; 5] = [
        VerificationStep::File,
        VerificationStep::Verify,
        VerificationStep::Return,
        VerificationStep::Refuse,
        VerificationStep::Revoke,
    ];

    #[test]
    fn it_ends_at_its_moment_and_not_before() {
        let until = Some(Moment(10));
        assert_eq!(VerificationState::Verified.at(until, Moment(9)), VerificationState::Verified);
        assert_eq!(VerificationState::Verified.at(until, Moment(10)), VerificationState::Expired);
        assert_eq!(VerificationState::Verified.at(None, Moment(i64::MAX)), VerificationState::Verified);
    }

    proptest! {
        #[test]
        fn nothing_is_verified_that_was_not_filed_just_before(steps in proptest::collection::vec(0_usize..5, 0..40), end in 0_usize..40) {
            let mut state = VerificationState::Draft;
            for (at, step) in steps.into_iter().enumerate() {
                if at == end {
                    // Its time is over, if it was verified.
                    state = state.at(Some(Moment(0)), Moment(0));
                }
                let before = state;
                let Some(after) = before.after(STEPS[step]) else { continue };
                prop_assert!(after != VerificationState::Verified || before == VerificationState::Filed);
                prop_assert!(after != VerificationState::Filed || before.open());
                prop_assert!(after != VerificationState::Expired && after != VerificationState::Draft);
                state = after;
            }
        }

        #[test]
        fn whatever_is_not_in_force_or_waiting_may_be_filed_again(state in 0_usize..7) {
            let state = VerificationState::ALL[state];
            prop_assert_eq!(state.after(VerificationStep::File).is_some(), state.open());
            prop_assert_eq!(state.after(VerificationStep::Revoke).is_some(), state == VerificationState::Verified);
        }
    }
}
