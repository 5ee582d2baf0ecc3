//! The states of a claim and the moves between them.

use crate::word::words;

words! {
    /// Where a claim stands.
    ClaimState {
        /// Waits for the employer's choice (review mode).
        Applied = "applied",
        /// Waits for a seat of a full shift.
        Waitlisted = "waitlisted",
        /// A seat is held for the person until a deadline.
        Offered = "offered",
        /// The seat is the person's.
        Confirmed = "confirmed",
        /// At work.
        CheckedIn = "checked_in",
        /// Work is done.
        CheckedOut = "checked_out",
        /// Paid.
        Settled = "settled",
        /// The employer or the person said no.
        Declined = "declined",
        /// Nobody answered in time.
        Expired = "expired",
        /// The worker left.
        CancelledByWorker = "cancelled_by_worker",
        /// The employer cancelled.
        CancelledByEmployer = "cancelled_by_employer",
        /// The worker did not come.
        NoShow = "no_show",
        /// The employer did not come.
        EmployerNoShow = "employer_no_show",
    }
}

words! {
    /// Why a worker leaves a shift.
    LeaveReason {
        /// Plans changed.
        Plans = "plans",
        /// Ill, or somebody in the family is.
        Illness = "illness",
        /// The weather makes it unsafe.
        Weather = "weather",
        /// No way to get there.
        Transport = "transport",
    }
}

impl LeaveReason {
    /// Reasons that are nobody's fault: good after the cut-off, and never a mark.
    pub const fn grace(self) -> bool {
        !matches!(self, Self::Plans)
    }
}

/// What happens to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimMove {
    /// A freed seat is offered.
    Offer,
    /// The employer chooses somebody who has applied.
    Choose,
    /// The employer does not choose them.
    TurnDown,
    /// The person takes the offer.
    Accept,
    /// The person does not want the offer.
    Decline,
    /// The deadline of an offer, or the start of the shift, went by.
    Expire,
    /// The worker leaves.
    Leave,
    /// The employer or the staff close the shift.
    Cancel,
    /// The person is at work.
    CheckIn,
    /// The work is done.
    CheckOut,
    /// All that is owed is paid.
    Settle,
    /// A payment was corrected, and something is owed again.
    Reopen,
    /// The person did not come.
    MissWorker,
    /// The employer did not come.
    MissEmployer,
    /// It was a mistake that somebody did not come.
    Retract,
}

impl ClaimState {
    /// The state after `what`; `None` if that cannot happen from here.
    pub const fn after(self, what: ClaimMove) -> Option<Self> {
        match (self, what) {
            (Self::Waitlisted, ClaimMove::Offer) => Some(Self::Offered),
            (Self::Applied, ClaimMove::Choose)
            | (Self::Offered, ClaimMove::Accept)
            | (Self::NoShow | Self::EmployerNoShow, ClaimMove::Retract) => Some(Self::Confirmed),
            (Self::Applied, ClaimMove::TurnDown) | (Self::Offered, ClaimMove::Decline) => Some(Self::Declined),
            (Self::Offered | Self::Waitlisted | Self::Applied, ClaimMove::Expire) => Some(Self::Expired),
            (Self::Applied | Self::Waitlisted | Self::Offered | Self::Confirmed, ClaimMove::Leave) => {
                Some(Self::CancelledByWorker)
            }
            (Self::Applied | Self::Waitlisted | Self::Offered | Self::Confirmed, ClaimMove::Cancel) => {
                Some(Self::CancelledByEmployer)
            }
            (Self::Confirmed, ClaimMove::CheckIn) => Some(Self::CheckedIn),
            (Self::CheckedIn, ClaimMove::CheckOut) | (Self::Settled, ClaimMove::Reopen) => Some(Self::CheckedOut),
            (Self::CheckedOut, ClaimMove::Settle) => Some(Self::Settled),
            (Self::Confirmed, ClaimMove::MissWorker) => Some(Self::NoShow),
            (Self::Confirmed, ClaimMove::MissEmployer) => Some(Self::EmployerNoShow),
            _ => None,
        }
    }

    /// Whether one seat of the shift is counted for this claim.
    pub const fn holds_seat(self) -> bool {
        matches!(self, Self::Offered | Self::Confirmed | Self::CheckedIn | Self::CheckedOut | Self::Settled)
    }

    /// Whether the person is still in the shift or its queue; at most one such claim for each person and shift.
    pub const fn active(self) -> bool {
        self.holds_seat() || matches!(self, Self::Applied | Self::Waitlisted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MOVES: [ClaimMove; 15] = [
        ClaimMove::Offer,
        ClaimMove::Choose,
        ClaimMove::TurnDown,
        ClaimMove::Accept,
        ClaimMove::Decline,
        ClaimMove::Expire,
        ClaimMove::Leave,
        ClaimMove::Cancel,
        ClaimMove::CheckIn,
        ClaimMove::CheckOut,
        ClaimMove::Settle,
        ClaimMove::Reopen,
        ClaimMove::MissWorker,
        ClaimMove::MissEmployer,
        ClaimMove::Retract,
    ];

    #[test]
    fn the_table_of_claims_knows_every_state() {
        let words: Vec<&str> = ClaimState::ALL.iter().map(|state| state.word()).collect();
        assert_eq!(crate::table::TableKind::Claims.states(), words);
    }

    #[test]
    fn nothing_moves_out_of_an_end_but_a_mistake_about_who_came() {
        for state in ClaimState::ALL.iter().filter(|state| !state.active()) {
            let absent = matches!(state, ClaimState::NoShow | ClaimState::EmployerNoShow);
            for what in MOVES {
                let out = absent && what == ClaimMove::Retract;
                assert_eq!(state.after(what).is_some(), out, "{state:?} {what:?}");
            }
        }
    }

    #[test]
    fn a_move_that_ends_a_claim_is_no_step_of_the_work() {
        let ends = [ClaimMove::TurnDown, ClaimMove::Decline, ClaimMove::Expire, ClaimMove::Leave, ClaimMove::Cancel];
        let absent = [ClaimMove::MissWorker, ClaimMove::MissEmployer];
        for state in ClaimState::ALL {
            for what in MOVES {
                let stays = state.after(what).is_some_and(ClaimState::active);
                assert!(!stays || !(ends.contains(&what) || absent.contains(&what)), "{state:?} {what:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn whoever_is_paid_was_there_first(first in 0_usize..3, moves in proptest::collection::vec(0_usize..15, 0..40)) {
            let first = [ClaimState::Applied, ClaimState::Waitlisted, ClaimState::Offered][first];
            let (mut state, mut came, mut went) = (first, false, false);
            for what in moves.into_iter().map(|at| MOVES[at]) {
                let Some(next) = state.after(what) else { continue };
                came |= next == ClaimState::CheckedIn;
                went |= next == ClaimState::CheckedOut;
                prop_assert!(next != ClaimState::CheckedOut || came);
                prop_assert!(next != ClaimState::Settled || came && went);
                // Who was at work has no way back to not having come.
                prop_assert!(!came || next.holds_seat(), "{:?} {:?}", state, what);
                state = next;
            }
        }
    }

    proptest! {
        #[test]
        fn nobody_who_applied_has_a_seat_before_the_employer_chose_them(moves in proptest::collection::vec(0_usize..15, 0..40)) {
            let (mut state, mut chosen) = (ClaimState::Applied, false);
            for what in moves.into_iter().map(|at| MOVES[at]) {
                let Some(next) = state.after(what) else { continue };
                chosen |= what == ClaimMove::Choose;
                prop_assert!(chosen || !next.holds_seat(), "{:?} {:?}", state, what);
                state = next;
            }
        }

        #[test]
        fn only_applications_are_chosen_or_turned_down(at in 0_usize..13) {
            let state = ClaimState::ALL[at];
            for what in [ClaimMove::Choose, ClaimMove::TurnDown] {
                prop_assert_eq!(state.after(what).is_some(), state == ClaimState::Applied);
            }
        }
    }

    #[test]
    fn words_are_read_back() {
        for state in ClaimState::ALL {
            assert_eq!(ClaimState::parse(state.word()), Some(*state));
        }
    }
}
