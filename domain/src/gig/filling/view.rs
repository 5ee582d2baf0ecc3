//! What the pages about filling seats show.

use serde::{Deserialize, Serialize};

use super::{ConsentWay, TurnDownReason};
use crate::{
    gig::{ClaimState, Filling, rating::Summary},
    id::{ClaimId, OrganisationId, ShiftId},
    when::Moment,
    word::words,
};

words! {
    /// The order in which applicants are shown.
    ApplicantSort {
        /// Who applied first comes first.
        Time = "time",
        /// Who has worked most shifts.
        Done = "done",
        /// Who lives nearest.
        Near = "near",
    }
}

words! {
    /// What became of an applicant for whom something was decided.
    Outcome {
        /// It is done, now or by the same form before.
        Done = "done",
        /// Every seat was taken.
        Full = "full",
        /// They cannot work at that time: another shift, the hours of the week, or their age. Which is theirs to know.
        Unable = "unable",
        /// They have left, or somebody decided otherwise.
        Gone = "gone",
        /// The shift has begun or was called off.
        Over = "over",
        /// The employer owes wages for too long.
        Stopped = "stopped",
    }
}

/// Somebody who has applied, as the employer sees them: what they can do and have done, and nothing of what they are. Age,
/// sex, origin and health are not here, so nobody can choose by them (就业促进法 art. 3, arts. 26 to 31).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Their claim.
    pub claim: ClaimId,
    /// Their name, masked.
    pub name: String,
    /// Where the claim stands.
    pub state: ClaimState,
    /// When they applied.
    pub applied: Moment,
    /// Shifts that they worked within a year.
    pub done: u32,
    /// How many of them for this employer.
    pub done_here: u32,
    /// Shifts within half a year to which they did not come, without those about which they have appealed.
    pub missed: u32,
    /// Their trades, by name.
    pub trades: Vec<String>,
    /// One of them is that of the posting.
    pub same_trade: bool,
    /// About how far they live from the site, metres, if they say where: between the middles of townships.
    pub metres: Option<u32>,
    /// Their name and number were verified.
    pub verified: bool,
    /// Why they were turned down, if they were.
    pub reason: Option<TurnDownReason>,
    /// What employers say of them, if many do.
    pub ratings: Option<Summary>,
}

impl ApplicantSort {
    /// Brings applicants into this order; whoever applied first comes first among equals. Those without a home are far.
    pub fn arrange(self, applicants: &mut [Applicant]) {
        applicants.sort_by_key(|one| {
            let key = match self {
                Self::Time => (0, 0),
                Self::Done => (0, u32::MAX - one.done),
                Self::Near => (i32::from(one.metres.is_none()), one.metres.unwrap_or_default()),
            };
            (one.state != ClaimState::Applied, key, one.applied, one.claim)
        });
    }
}

/// Those who have applied for a shift, for its employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicantsPage {
    /// Now.
    pub now: Moment,
    /// Whose the shift is.
    pub organisation: OrganisationId,
    /// The shift.
    pub shift: ShiftId,
    /// What the work is.
    pub title: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// How its seats are filled.
    pub fills: Filling,
    /// Seats in all.
    pub seats: u32,
    /// Seats taken.
    pub taken: u32,
    /// The employer may still choose.
    pub open: bool,
    /// Their order.
    pub sort: ApplicantSort,
    /// Who has applied; those who were answered come last.
    pub applicants: Vec<Applicant>,
    /// There are more than are shown.
    pub more: bool,
}

/// What a person is told about how their claim came about, or did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// The employer did not choose them: the reason, and what the employer says.
    TurnedDown(TurnDownReason, String),
    /// The staff claimed it for them; so they agreed, it is said. They may give it up without a mark.
    OnBehalf {
        /// How they agreed.
        way: ConsentWay,
        /// They may still give it up.
        may_veto: bool,
    },
    /// Somebody named them for a crew.
    Named {
        /// Who, masked.
        by: String,
        /// Until when they may confirm, if they still may.
        until: Option<Moment>,
        /// Fresh part of the idempotency keys of the answer.
        key: String,
    },
}

/// A shift for which somebody claims seats for a crew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrewForm {
    /// Now.
    pub now: Moment,
    /// The shift.
    pub shift: ShiftId,
    /// What the work is.
    pub title: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Seats that are free.
    pub free: u32,
    /// Seats may be claimed for others: the employer does not choose, and it has not begun.
    pub open: bool,
    /// Until when those who are named now may confirm.
    pub until: Moment,
    /// Fresh part of the idempotency key.
    pub key: String,
}

/// Somebody who was named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrewSeat {
    /// As whoever named them wrote it.
    pub name: String,
    /// Their phone, masked.
    pub phone: String,
    /// Where their claim stands.
    pub state: ClaimState,
}

/// A crew for which somebody claimed seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedCrew {
    /// The shift.
    pub shift: ShiftId,
    /// What the work is.
    pub title: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Until when they could confirm.
    pub until: Moment,
    /// Who was named.
    pub seats: Vec<CrewSeat>,
}

/// The crews for which somebody claimed seats, the last first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedCrews {
    /// Now.
    pub now: Moment,
    /// The crews.
    pub crews: Vec<NamedCrew>,
}

/// A shift for which the staff claim a seat for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehalfPage {
    /// Now.
    pub now: Moment,
    /// The shift.
    pub shift: ShiftId,
    /// What the work is.
    pub title: String,
    /// Who gives it.
    pub employer: String,
    /// Street or landmark.
    pub address: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// How its seats are filled.
    pub fills: Filling,
    /// Seats in all.
    pub seats: u32,
    /// Seats taken.
    pub taken: u32,
    /// A seat may still be claimed.
    pub open: bool,
    /// Fresh part of the idempotency key.
    pub key: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn applicant(n: u128, (applied, done, metres, answered): (i64, u32, Option<u32>, bool)) -> Applicant {
        Applicant {
            claim: ClaimId(Uuid::from_u128(n)),
            name: "王*".to_owned(),
            state: if answered { ClaimState::Confirmed } else { ClaimState::Applied },
            applied: Moment(applied),
            done,
            done_here: 0,
            missed: 0,
            trades: Vec::new(),
            same_trade: false,
            metres,
            verified: false,
            ratings: None,
            reason: None,
        }
    }

    proptest! {
        #[test]
        fn an_order_keeps_everybody_and_puts_who_waits_first(
            facts in proptest::collection::vec((0_i64..9, 0_u32..9, proptest::option::of(0_u32..9), any::<bool>()), 0..12),
            sort in 0_usize..3,
        ) {
            let mut all: Vec<Applicant> = (0_u128..).zip(facts).map(|(n, facts)| applicant(n, facts)).collect();
            let (before, sort) = (all.len(), ApplicantSort::ALL[sort]);
            sort.arrange(&mut all);
            prop_assert_eq!(all.len(), before);
            for pair in all.windows(2) {
                let [a, b] = pair else { continue };
                let waits = |one: &Applicant| one.state == ClaimState::Applied;
                prop_assert!(waits(a) || !waits(b));
                if waits(a) != waits(b) {
                    continue;
                }
                match sort {
                    ApplicantSort::Time => prop_assert!(a.applied <= b.applied),
                    ApplicantSort::Done => prop_assert!(a.done >= b.done),
                    ApplicantSort::Near => prop_assert!(b.metres.is_none() || a.metres <= b.metres && a.metres.is_some()),
                }
            }
        }
    }
}
