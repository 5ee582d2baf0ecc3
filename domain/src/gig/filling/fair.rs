//! Fair release: an employer may hold a share of the seats until some hours before the start for people with few recent
//! shifts, so that not the quickest have everything. Off unless the posting says otherwise.

use jiff::civil::{Date, date};

use crate::{error::Problem, when::Moment};

/// The largest share that is held, percent: the rest is for whoever comes first.
pub const MOST_PERCENT: u32 = 50;
/// The longest time before the start at which held seats come free, hours.
pub const MOST_HOURS: u32 = 72;

/// Who has few recent shifts, from a day on. What applied on any day stays known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FairRule {
    /// The first day on which it applies.
    pub from: Date,
    /// So many days back count, and every shift to come.
    pub days: i64,
    /// At most so many shifts are few.
    pub few: i64,
}

/// The rules, the oldest first. Set by the service itself; no statute asks for them.
pub const RULES: [FairRule; 1] = [FairRule { from: date(2026, 11, 1), days: 30, few: 2 }];

/// The rule of a day; the first one before there was any.
pub fn rule_on(day: Date) -> FairRule {
    RULES.iter().rev().find(|rule| rule.from <= day).copied().unwrap_or(RULES[0])
}

impl FairRule {
    /// From when on shifts are counted at `now`.
    pub const fn since(self, now: Moment) -> Moment {
        Moment(now.0 - self.days * Moment::DAY)
    }

    /// Whether somebody with so many recent shifts may have a seat that is held.
    pub const fn first(self, recent: i64) -> bool {
        recent <= self.few
    }
}

/// What of a posting's seats is held, and until when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The share, percent; zero for nothing.
    pub percent: u32,
    /// How long before the start it comes free, hours.
    pub hours: u32,
}

impl Held {
    /// What was typed: nothing if no share is said.
    pub fn parse(percent: &str, hours: &str) -> Result<Self, (&'static str, Problem)> {
        let read = |field, typed: &str, (least, most): (u32, u32)| {
            let digits = typed.bytes().all(|b| b.is_ascii_digit());
            let n = digits.then(|| typed.parse().ok()).flatten().filter(|n| (least..=most).contains(n));
            n.ok_or((field, Problem::NotBetween(least, most)))
        };
        let (percent, hours) = (percent.trim(), hours.trim());
        if percent.is_empty() || percent == "0" {
            return Ok(Self::default());
        }
        let percent = read("held_percent", percent, (0, MOST_PERCENT))?;
        Ok(Self { percent, hours: read("held_hours", hours, (1, MOST_HOURS))? })
    }

    /// How many of so many seats are held: the share, rounded up, and never all of them.
    pub fn seats(self, seats: i64) -> i64 {
        let share = (seats * i64::from(self.percent) + 99) / 100;
        share.clamp(0, (seats - 1).max(0))
    }

    /// Until when, for a shift that starts then.
    pub fn until(self, starts: Moment) -> Moment {
        starts.plus_minutes(-60 * i64::from(self.hours))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rules_have_days_that_follow_each_other() {
        assert!(RULES.windows(2).all(|pair| pair[0].from < pair[1].from));
        assert_eq!(rule_on(date(2020, 1, 1)), RULES[0]);
        assert_eq!(rule_on(date(2027, 1, 1)), RULES[RULES.len() - 1]);
        let rule = RULES[0];
        assert!(rule.first(0) && rule.first(2) && !rule.first(3));
    }

    #[test]
    fn a_share_is_read_with_its_hours_or_not_at_all() {
        assert_eq!(Held::parse("", "5"), Ok(Held::default()));
        assert_eq!(Held::parse("30", "12"), Ok(Held { percent: 30, hours: 12 }));
        assert_eq!(Held::parse("60", "12").map_err(|(field, _)| field), Err("held_percent"));
        assert_eq!(Held::parse("30", "").map_err(|(field, _)| field), Err("held_hours"));
        assert_eq!(Held::parse("30", "73").map_err(|(field, _)| field), Err("held_hours"));
        assert_eq!(Held { percent: 30, hours: 1 }.seats(5), 2);
        assert_eq!(Held { percent: 50, hours: 1 }.seats(1), 0);
        assert_eq!(Held::default().seats(100), 0);
    }

    proptest! {
        #[test]
        fn somebody_else_always_finds_a_seat(percent in 0_u32..=50, seats in 1_i64..500) {
            let held = Held { percent, hours: 6 }.seats(seats);
            prop_assert!((0..seats).contains(&held));
            prop_assert!(held * 100 >= (seats.min(2) - 1) * i64::from(percent.min(1)) || percent == 0);
        }

        #[test]
        fn more_shifts_never_bring_somebody_forward(recent in 0_i64..50, more in 0_i64..50) {
            let rule = RULES[0];
            prop_assert!(rule.first(recent) || !rule.first(recent + more));
        }
    }
}
