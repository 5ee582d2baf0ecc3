//! The words of a posting, valid by construction.

use serde::{Deserialize, Serialize};

use crate::{money::Fen, when::Moment, word::words};

words! {
    /// What an amount is paid for.
    PayUnit {
        /// Each hour worked, breaks not counted.
        Hour = "hour",
        /// The whole shift.
        Day = "day",
        /// Each piece made.
        Piece = "piece",
        /// The whole task.
        Task = "task",
    }
}

words! {
    /// When wages are paid.
    SettlementTerm {
        /// On the day of the shift.
        SameDay = "same-day",
        /// On the day after.
        NextDay = "next-day",
        /// Once a week.
        Weekly = "weekly",
        /// Every fifteen days, the longest that part-time work allows (劳动合同法 art. 72).
        Fortnightly = "fortnightly",
    }
}

words! {
    /// How the seats of a posting are filled.
    Filling {
        /// Whoever comes first has the seat at once (抢单).
        Instant = "instant",
        /// People apply, and the employer chooses among them (择优).
        Review = "review",
    }
}

words! {
    /// What kind of employer it is.
    EmployerKind {
        /// A registered firm or other organisation.
        Firm = "firm",
        /// A farm or farming household.
        Farm = "farm",
        /// A private household.
        Household = "household",
    }
}

words! {
    /// A thing that comes with the work or is not asked for.
    Benefit {
        /// A meal.
        Meal = "meal",
        /// Lodging.
        Lodging = "lodging",
        /// A ride to the site.
        Transport = "transport",
        /// Accident insurance bought by the employer.
        Insurance = "insurance",
        /// No experience is asked for.
        NoExperience = "no-experience",
    }
}

/// A set of benefits: bit `n` is the n-th of [`Benefit::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Benefits(pub u8);

impl Benefits {
    /// Whether it is in the set.
    pub const fn has(self, benefit: Benefit) -> bool {
        self.0 & 1 << benefit as u8 != 0
    }

    /// The set with it.
    #[must_use]
    pub const fn with(self, benefit: Benefit) -> Self {
        Self(self.0 | 1 << benefit as u8)
    }

    /// Those in the set, in order.
    pub fn iter(self) -> impl Iterator<Item = Benefit> {
        Benefit::ALL.iter().copied().filter(move |benefit| self.has(*benefit))
    }
}

/// How pay is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayRule {
    /// What `amount` is paid for.
    pub unit: PayUnit,
    /// Fen per unit.
    pub amount: Fen,
    /// Pieces usually made in one shift; only counts for [`PayUnit::Piece`].
    pub pieces: i64,
}

impl PayRule {
    /// What one shift of `minutes` of work (without breaks) comes to; for piece work, at the usual number of pieces.
    pub const fn for_shift(self, minutes: i64) -> Fen {
        match self.unit {
            PayUnit::Hour => self.amount.per_hour_for(minutes),
            PayUnit::Day | PayUnit::Task => self.amount,
            PayUnit::Piece => Fen(self.amount.0 * self.pieces),
        }
    }

    /// What an hour comes to in such a shift: the figure by which shifts are compared.
    pub const fn hourly(self, minutes: i64) -> Fen {
        match self.unit {
            PayUnit::Hour => self.amount,
            _ => self.for_shift(minutes).spread_over(minutes),
        }
    }
}

/// What may be done with a shift now. Worked out from time and seats, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShiftState {
    /// There is a free seat.
    Open,
    /// Every seat is taken.
    Full,
    /// It has begun.
    Started,
    /// It is over.
    Ended,
    /// The employer or the staff closed it.
    Closed,
}

impl ShiftState {
    /// The state of a shift from `starts` to `ends` with `taken` of `seats`.
    pub fn of(now: Moment, starts: Moment, ends: Moment, seats: i64, taken: i64, closed: bool) -> Self {
        match () {
            () if closed => Self::Closed,
            () if now >= ends => Self::Ended,
            () if now >= starts => Self::Started,
            () if taken >= seats => Self::Full,
            () => Self::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pay_of_a_shift_by_each_rule() {
        let rule = |unit, amount| PayRule { unit, amount: Fen::yuan(amount), pieces: 40 };
        assert_eq!(rule(PayUnit::Hour, 22).for_shift(480), Fen::yuan(176));
        assert_eq!(rule(PayUnit::Day, 200).for_shift(480), Fen::yuan(200));
        assert_eq!(rule(PayUnit::Day, 200).hourly(480), Fen::yuan(25));
        assert_eq!(rule(PayUnit::Piece, 3).for_shift(480), Fen::yuan(120));
    }

    proptest! {
        #[test]
        fn benefits_are_a_set(bits in 0_u8..32) {
            let set = Benefits(bits).iter().fold(Benefits::default(), Benefits::with);
            prop_assert_eq!(set, Benefits(bits));
        }

        #[test]
        fn time_moves_a_shift_on_and_never_back(start in 0_i64..100, length in 1_i64..100, a in 0_i64..300, b in 0_i64..300) {
            let rank = |now| match ShiftState::of(Moment(now), Moment(start), Moment(start + length), 1, 0, false) {
                ShiftState::Open | ShiftState::Full => 0,
                ShiftState::Started => 1,
                ShiftState::Ended | ShiftState::Closed => 2,
            };
            prop_assert!(rank(a.min(b)) <= rank(a.max(b)));
        }
    }
}
