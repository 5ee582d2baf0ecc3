//! Moments, days and parts of a day. Stored in UTC, lived and shown at +08:00, which has no summer time.

use jiff::{
    Timestamp,
    civil::{Date, Time, Weekday},
    tz::Offset,
};
use serde::{Deserialize, Serialize};

/// Milliseconds since the Unix epoch, UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

/// China's offset from UTC, in milliseconds.
const OFFSET: i64 = 8 * Moment::HOUR;
/// The last millisecond that a calendar date is worked out for: 9999-12-30.
const LATEST: i64 = 253_402_128_000_000;

impl Moment {
    /// Milliseconds in a second.
    pub const SECOND: i64 = 1_000;
    /// Milliseconds in a minute.
    pub const MINUTE: i64 = 60 * Self::SECOND;
    /// Milliseconds in an hour.
    pub const HOUR: i64 = 60 * Self::MINUTE;
    /// Milliseconds in a day.
    pub const DAY: i64 = 24 * Self::HOUR;

    /// The moment `minutes` later (earlier if negative).
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0 + minutes * Self::MINUTE)
    }

    /// Whole minutes from `earlier` to `self`, rounded down.
    pub const fn minutes_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).div_euclid(Self::MINUTE)
    }

    /// Days since 1970-01-01 of the local day this moment lies in.
    pub const fn day_number(self) -> i64 {
        (self.0 + OFFSET).div_euclid(Self::DAY)
    }

    /// Minutes since the local midnight.
    pub const fn minute_of_day(self) -> i64 {
        (self.0 + OFFSET).rem_euclid(Self::DAY) / Self::MINUTE
    }

    /// The local calendar date.
    pub fn date(self) -> Date {
        // Without a span: one that overflows panics with every message of jiff, a sixth of the browser's program.
        let moment = Timestamp::from_millisecond(self.0.clamp(0, LATEST)).unwrap_or(Timestamp::UNIX_EPOCH);
        Offset::constant(8).to_datetime(moment).date()
    }

    /// The local time of day as `05:30`.
    pub fn clock(self) -> String {
        let minute = self.minute_of_day();
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }

    /// The moment of `time` on the local `date`.
    pub fn at(date: Date, time: Time) -> Self {
        let minute = i64::from(time.hour()) * 60 + i64::from(time.minute());
        Self(day_number(date) * Self::DAY - OFFSET).plus_minutes(minute)
    }

    /// The local midnight that `date` begins with.
    pub fn start_of(date: Date) -> Self {
        Self(day_number(date) * Self::DAY - OFFSET)
    }

    /// RFC 3339 with the local offset: `2026-11-23T05:30:00+08:00`.
    pub fn rfc3339(self) -> String {
        let second = (self.0 + OFFSET).rem_euclid(Self::MINUTE) / Self::SECOND;
        format!("{}T{}:{second:02}+08:00", self.date(), self.clock())
    }
}

/// Days from 1970-01-01 to `date`.
pub fn day_number(date: Date) -> i64 {
    let year = i64::from(date.year());
    let before = year - 1;
    let days_before_year = before * 365 + before / 4 - before / 100 + before / 400;
    days_before_year + i64::from(date.day_of_year()) - 719_163
}

/// The date so many days after 1970-01-01; days outside 1970 to 9999 are the nearest of these.
pub fn date_of(day: i64) -> Date {
    Moment(day.saturating_mul(Moment::DAY)).date()
}

/// `YYYY-MM-DD`, an existing day; `None` otherwise.
pub fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let mut next = |length: usize| parts.next().filter(|p| p.len() == length && p.bytes().all(|b| b.is_ascii_digit()));
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    if parts.next().is_some() {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Whole years from `birth` to `on`; somebody born on 29 February has the birthday on 1 March in common years
/// (reckoning by full years: Civil Code art. 1259 in its everyday reading).
pub fn age_on(birth: Date, on: Date) -> i32 {
    let had_birthday = (on.month(), on.day()) >= (birth.month(), birth.day());
    i32::from(on.year()) - i32::from(birth.year()) - i32::from(!had_birthday)
}

/// A part of the day, by the hour a shift starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayPart {
    /// 05:00–11:59.
    Morning,
    /// 12:00–16:59.
    Afternoon,
    /// 17:00–20:59.
    Evening,
    /// 21:00–04:59.
    Night,
}

impl DayPart {
    /// All parts in the order of the day.
    pub const ALL: [Self; 4] = [Self::Morning, Self::Afternoon, Self::Evening, Self::Night];

    /// The part in which `moment` lies.
    pub const fn of(moment: Moment) -> Self {
        match moment.minute_of_day() / 60 {
            5..=11 => Self::Morning,
            12..=16 => Self::Afternoon,
            17..=20 => Self::Evening,
            _ => Self::Night,
        }
    }

    /// The word used in URLs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
            Self::Night => "night",
        }
    }

    /// The part that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }
}

/// A run of local days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day, not before `first`.
    pub last: Date,
}

impl Days {
    /// From the first midnight to the midnight after the last day.
    pub fn window(self) -> (Moment, Moment) {
        (Moment::start_of(self.first), Moment(Moment::start_of(self.last).0 + Moment::DAY))
    }
}

/// The Saturday and Sunday of the week of `today`; on a Sunday that day alone.
pub fn weekend(today: Date) -> Days {
    let sunday = if today.weekday() == Weekday::Sunday {
        today
    } else {
        let to_sunday = 6 - i64::from(today.weekday().to_monday_zero_offset());
        Moment(Moment::start_of(today).0 + to_sunday * Moment::DAY).date()
    };
    let first = if today.weekday() == Weekday::Sunday { today } else { sunday.yesterday().unwrap_or(sunday) };
    Days { first, last: sunday }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_moment_is_shown_in_local_time() {
        let moment = Moment::at(date(2026, 11, 23), Time::constant(5, 30, 0, 0));
        assert_eq!(moment.0, 1_795_383_000_000);
        assert_eq!(moment.rfc3339(), "2026-11-23T05:30:00+08:00");
        assert_eq!(DayPart::of(moment), DayPart::Morning);
    }

    #[test]
    fn the_weekend_of_any_day() {
        let shown = [date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 29)].map(|d| {
            let days = weekend(d);
            format!("{}..{}", days.first, days.last)
        });
        assert_eq!(shown, ["2026-11-28..2026-11-29", "2026-11-28..2026-11-29", "2026-11-29..2026-11-29"]);
    }

    #[test]
    fn a_leap_day_child_grows_older_on_the_first_of_march() {
        let birth = date(2008, 2, 29);
        assert_eq!(age_on(birth, date(2026, 2, 28)), 17);
        assert_eq!(age_on(birth, date(2026, 3, 1)), 18);
        assert_eq!(age_on(birth, date(2024, 2, 29)), 16);
    }

    proptest! {
        #[test]
        fn dates_and_moments_agree(day in 0_i64..2_900_000, minute in 0_i64..1_440) {
            let moment = Moment(day * Moment::DAY - OFFSET + minute * Moment::MINUTE);
            prop_assume!(moment.0 >= 0);
            prop_assert_eq!(day_number(moment.date()), day);
            prop_assert_eq!(Moment::start_of(moment.date()).plus_minutes(minute), moment);
            prop_assert_eq!(parse_date(&moment.date().to_string()), Some(moment.date()));
        }

        #[test]
        fn anything_may_be_parsed(text in ".{0,16}", digits in "[0-9]{4}-[0-9]{2}-[0-9]{2}") {
            let _ = parse_date(&text);
            if let Some(date) = parse_date(&digits) {
                prop_assert_eq!(date.to_string(), digits);
            }
        }

        #[test]
        fn the_weekend_is_never_past_and_within_a_week(day in 0_i64..60_000) {
            let today = Moment(day * Moment::DAY).date();
            let days = weekend(today);
            prop_assert!(days.last >= today && days.first <= days.last);
            prop_assert!(day_number(days.last) - day_number(today) < 7);
        }

        #[test]
        fn one_grows_a_year_older_each_year(day in 0_i64..20_000, later in 0_i64..40_000) {
            let (birth, on) = (Moment(day * Moment::DAY).date(), Moment((day + later) * Moment::DAY).date());
            let age = i64::from(age_on(birth, on));
            prop_assert!(age * 365 <= later && later < (age + 1) * 366 + 1);
        }
    }
}
