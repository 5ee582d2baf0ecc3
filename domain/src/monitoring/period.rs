//! Runs of local days that are counted, and the run before.

use serde::{Deserialize, Serialize};

use crate::when::{Days, Moment, day_number};

/// A run of whole local days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The midnight that its first day begins with.
    pub first: Moment,
    /// How many days, at least one.
    pub days: u32,
}

impl Period {
    /// The most days that are counted at once: a leap year.
    pub const MOST: u32 = 366;
    /// Up to so many days each is told by itself, of more each seven together: a bar must stay wide enough to be seen.
    const SINGLE: u32 = 62;

    /// These days; a run that ends before it begins is its first day.
    pub fn of(days: Days) -> Self {
        let n = day_number(days.last) - day_number(days.first) + 1;
        Self { first: Moment::start_of(days.first), days: u32::try_from(n).unwrap_or_default().max(1) }
    }

    /// The last `days` days that end with the one of `now`.
    pub fn until(now: Moment, days: u32) -> Self {
        let today = Moment::start_of(now.date());
        Self { first: Moment(today.0 - (i64::from(days) - 1) * Moment::DAY), days }
    }

    /// From the first moment on and before the second.
    pub fn window(self) -> (Moment, Moment) {
        (self.first, Moment(self.first.0 + i64::from(self.days) * Moment::DAY))
    }

    /// The midnight that its last day begins with.
    pub fn last(self) -> Moment {
        Moment(self.window().1.0 - Moment::DAY)
    }

    /// As many days right before.
    #[must_use]
    pub fn before(self) -> Self {
        Self { first: Moment(self.first.0 - i64::from(self.days) * Moment::DAY), ..self }
    }

    /// How many days each part of it has when it is told day by day: one, or seven.
    pub const fn step(self) -> u32 {
        if self.days <= Self::SINGLE { 1 } else { 7 }
    }

    /// Its parts when it is told day by day, the last one perhaps shorter.
    pub fn parts(self) -> Vec<Self> {
        let step = self.step();
        let part = |at: u32| Self {
            first: Moment(self.first.0 + i64::from(at) * Moment::DAY),
            days: step.min(self.days - at),
        };
        (0..self.days).step_by(usize::try_from(step).unwrap_or(1)).map(part).collect()
    }

    /// First and last day as an address has them.
    pub fn dates(self) -> (String, String) {
        (self.first.date().to_string(), self.last().date().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::when::parse_date;
    use proptest::prelude::*;

    fn period(first: &str, last: &str) -> Period {
        let date = |text| parse_date(text).unwrap_or_else(|| unreachable!("{text}"));
        Period::of(Days { first: date(first), last: date(last) })
    }

    #[test]
    fn the_period_before_ends_the_day_before_whatever_the_months_are_long() {
        let before = |first, last| period(first, last).before().dates();
        let days = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(before("2026-03-01", "2026-03-31"), days("2026-01-29", "2026-02-28"));
        assert_eq!(before("2028-03-01", "2028-03-01"), days("2028-02-29", "2028-02-29"));
        assert_eq!(before("2027-01-01", "2027-01-07"), days("2026-12-25", "2026-12-31"));
        assert_eq!(period("2028-01-01", "2028-12-31").days, Period::MOST);
    }

    #[test]
    fn seven_days_end_today() {
        let today = parse_date("2026-03-02").map(|date| Moment::start_of(date).plus_minutes(1_439));
        let week = Period::until(today.unwrap_or_default(), 7);
        assert_eq!(week.dates(), ("2026-02-24".to_owned(), "2026-03-02".to_owned()));
    }

    proptest! {
        #[test]
        fn a_period_and_the_one_before_touch_and_are_of_one_length(day in 0_i64..60_000, days in 1_u32..=366) {
            let period = Period { first: Moment::start_of(Moment(day * Moment::DAY).date()), days };
            let before = period.before();
            prop_assert_eq!(before.window().1, period.window().0);
            prop_assert_eq!(before.days, period.days);
            let (first, last) = period.dates();
            let again = super::tests::period(&first, &last);
            prop_assert_eq!(again, period);
        }

        #[test]
        fn the_parts_are_the_whole(day in 400_i64..60_000, days in 1_u32..=366) {
            let period = Period { first: Moment::start_of(Moment(day * Moment::DAY).date()), days };
            let parts = period.parts();
            prop_assert!(parts.len() <= 62 && parts.iter().map(|part| part.days).sum::<u32>() == days);
            prop_assert_eq!(parts[0].first, period.first);
            for pair in parts.windows(2) {
                prop_assert_eq!(pair[0].window().1, pair[1].first);
            }
        }
    }
}
