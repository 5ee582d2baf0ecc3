//! Where an import stands, and what moves it on.
//!
//! Until an import is settling it may be cancelled at any moment, for nothing of it is in effect; from then on it only
//! goes on to its end. So it ends with all of it in effect, or with nothing.

use crate::word::words;

words! {
    /// Where an import stands.
    ImportState {
        /// The file is there and waits to be checked.
        Uploaded = "uploaded",
        /// Its rows are being checked; nothing else is written.
        Checking = "checking",
        /// Every row has been judged, and whoever sent the file decides.
        Checked = "checked",
        /// It waits to be applied.
        Confirmed = "confirmed",
        /// Its rows are compared once more with what is there; still without effect.
        Applying = "applying",
        /// Its rows come into effect, one batch after the other; this is not stopped any more.
        Settling = "settling",
        /// All of it is in effect.
        Done = "done",
        /// It was stopped, and nothing of it is in effect.
        Cancelled = "cancelled",
        /// It could not be done, and nothing of it is in effect.
        Failed = "failed",
    }
}

/// What happens to an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportStep {
    /// Somebody begins, or takes up, the work that waits.
    Take,
    /// Every row was judged.
    Judge,
    /// Whoever sent the file wants the good rows.
    Confirm,
    /// What the judgement rests on has changed: it has to be checked again.
    Change,
    /// Every row is as it was judged: from here on there is no way back.
    Commit,
    /// The last row came into effect.
    Settle,
    /// Whoever sent the file does not want it any more, or never said so.
    Cancel,
    /// It cannot be done.
    Fail,
}

impl ImportStep {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Take, Self::Judge, Self::Confirm, Self::Change, Self::Commit, Self::Settle, Self::Cancel, Self::Fail];
}

impl ImportState {
    /// What it is after `step`; nothing if the step is not possible from here.
    pub const fn after(self, step: ImportStep) -> Option<Self> {
        Some(match (self, step) {
            (Self::Uploaded | Self::Checking, ImportStep::Take) => Self::Checking,
            (Self::Confirmed | Self::Applying, ImportStep::Take) => Self::Applying,
            (Self::Checking, ImportStep::Judge) => Self::Checked,
            (Self::Checked, ImportStep::Confirm) => Self::Confirmed,
            (Self::Applying, ImportStep::Change) => Self::Uploaded,
            (Self::Settling, ImportStep::Take) | (Self::Applying, ImportStep::Commit) => Self::Settling,
            (Self::Settling, ImportStep::Settle) => Self::Done,
            (state, ImportStep::Cancel) if state.can_stop() => Self::Cancelled,
            (state, ImportStep::Fail) if state.can_stop() => Self::Failed,
            _ => return None,
        })
    }

    /// Whether it may still be stopped without a trace.
    pub const fn can_stop(self) -> bool {
        matches!(self, Self::Uploaded | Self::Checking | Self::Checked | Self::Confirmed | Self::Applying)
    }

    /// Whether the service is at work on it, or will be in a moment.
    pub const fn runs(self) -> bool {
        matches!(self, Self::Uploaded | Self::Checking | Self::Confirmed | Self::Applying | Self::Settling)
    }

    /// Whether it has come to an end.
    pub const fn over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_in_effect_was_confirmed_compared_and_never_stopped(steps in proptest::collection::vec(0_usize..8, 0..60)) {
            let mut state = ImportState::Uploaded;
            let (mut confirmed, mut settled) = (false, false);
            for step in steps.into_iter().map(|at| ImportStep::ALL[at]) {
                let before = state;
                let Some(after) = before.after(step) else { continue };
                state = after;
                match after {
                    ImportState::Confirmed => confirmed = true,
                    ImportState::Uploaded => confirmed = false,
                    ImportState::Settling => {
                        prop_assert!(confirmed && matches!(before, ImportState::Applying | ImportState::Settling));
                        settled = true;
                    }
                    ImportState::Done => prop_assert_eq!(before, ImportState::Settling),
                    ImportState::Cancelled | ImportState::Failed => prop_assert!(!settled, "stopped half way"),
                    _ => {}
                }
                prop_assert!(!settled || matches!(after, ImportState::Settling | ImportState::Done));
            }
        }

        #[test]
        fn nothing_happens_after_the_end(state in 0_usize..9, step in 0_usize..8) {
            let (state, step) = (ImportState::ALL[state], ImportStep::ALL[step]);
            prop_assert!(!state.over() || state.after(step).is_none());
            prop_assert_eq!(state.can_stop(), state.after(ImportStep::Cancel).is_some());
            prop_assert_eq!(state.runs(), state.after(ImportStep::Take).is_some(), "what runs can be taken up");
            prop_assert!(!state.over() || !state.can_stop() && !state.runs());
        }
    }
}
