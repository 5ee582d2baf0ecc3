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
}

impl ClaimState {
    /// The state after `what`; `None` if that cannot happen from here.
    pub const fn after(self, what: ClaimMove) -> Option<Self> {
        match (self, what) {
            (Self::Waitlisted, ClaimMove::Offer) => Some(Self::Offered),
            (Self::Offered, ClaimMove::Accept) => Some(Self::Confirmed),
            (Self::Offered, ClaimMove::Decline) => Some(Self::Declined),
            (Self::Offered | Self::Waitlisted | Self::Applied, ClaimMove::Expire) => Some(Self::Expired),
            (Self::Applied | Self::Waitlisted | Self::Offered | Self::Confirmed, ClaimMove::Leave) => {
                Some(Self::CancelledByWorker)
            }
            (Self::Applied | Self::Waitlisted | Self::Offered | Self::Confirmed, ClaimMove::Cancel) => {
                Some(Self::CancelledByEmployer)
            }
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

    const MOVES: [ClaimMove; 6] = [
        ClaimMove::Offer,
        ClaimMove::Accept,
        ClaimMove::Decline,
        ClaimMove::Expire,
        ClaimMove::Leave,
        ClaimMove::Cancel,
    ];

    #[test]
    fn the_table_of_claims_knows_every_state() {
        let words: Vec<&str> = ClaimState::ALL.iter().map(|state| state.word()).collect();
        assert_eq!(crate::table::TableKind::Claims.states(), words);
    }

    #[test]
    fn nothing_moves_out_of_an_end() {
        for state in ClaimState::ALL.iter().filter(|state| !state.active()) {
            assert!(MOVES.iter().all(|what| state.after(*what).is_none()), "{state:?}");
        }
    }

    #[test]
    fn only_offer_and_accept_keep_a_claim_active() {
        for state in ClaimState::ALL {
            for what in MOVES {
                let stays = state.after(what).is_some_and(ClaimState::active);
                assert!(!stays || matches!(what, ClaimMove::Offer | ClaimMove::Accept), "{state:?} {what:?}");
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
