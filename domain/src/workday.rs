//! Working days: which days are worked on, and when so many of them have passed.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};

use crate::when::{self, Moment, date_of};

/// The days that differ from an ordinary week: public holidays, and the Saturdays and Sundays that are worked on in
/// exchange (the State Council's yearly notice on holidays under 全国年节及纪念日放假办法).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workdays {
    /// Days off.
    pub off: BTreeSet<Date>,
    /// Days worked on.
    pub on: BTreeSet<Date>,
}

impl Workdays {
    /// Whether `date` is worked on.
    pub fn is_worked(&self, date: Date) -> bool {
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.on.contains(&date) || !weekend && !self.off.contains(&date)
    }

    /// The end (midnight) of the `days`th working day after the day on which something was filed: that day does not
    /// count (民法典 art. 201).
    pub fn due(&self, filed: Moment, days: u32) -> Moment {
        let (mut day, mut left) = (filed.day_number(), days);
        // A year without a working day is a mistake in the table; then ordinary weeks are counted.
        for _ in 0..366 {
            if left == 0 {
                break;
            }
            day += 1;
            left -= u32::from(self.is_worked(date_of(day)));
        }
        if left > 0 {
            return Self::default().due(filed, days);
        }
        Moment(Moment::start_of(date_of(day)).0 + Moment::DAY)
    }
}

/// A list of dates as it is typed, one a line or with blanks and commas between; `2026-10-01..2026-10-07` is a run of
/// at most a month. What cannot be read is named by its place in the list, from 1.
pub fn parse_dates(text: &str) -> Result<BTreeSet<Date>, u32> {
    let mut dates = BTreeSet::new();
    let words = text.split(|c: char| c.is_whitespace() || c == ',' || c == '，').filter(|word| !word.is_empty());
    for (place, word) in (1..).zip(words) {
        let (first, last) = word.split_once("..").unwrap_or((word, word));
        let (Some(first), Some(last)) = (when::parse_date(first), when::parse_date(last)) else { return Err(place) };
        let (first, last) = (when::day_number(first), when::day_number(last));
        // Dates before 1970 are no use, and not all of them can be worked with.
        if first < 0 || !(0..31).contains(&(last - first)) {
            return Err(place);
        }
        dates.extend((first..=last).map(date_of));
    }
    Ok(dates)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn holidays_and_the_days_worked_for_them_count_as_the_notice_says() {
        // National Day 2025: 1 to 8 October off, 28 September and 11 October worked (国办发明电〔2024〕12号).
        let off = (1..=8).map(|day| date(2025, 10, day)).collect();
        let workdays = Workdays { off, on: [date(2025, 9, 28), date(2025, 10, 11)].into() };
        let due = |filed: Date, days| workdays.due(Moment::start_of(filed).plus_minutes(600), days);
        assert_eq!(due(date(2025, 9, 26), 1), Moment::start_of(date(2025, 9, 29)), "a Sunday that is worked on");
        assert_eq!(due(date(2025, 9, 30), 1), Moment::start_of(date(2025, 10, 10)), "over the holidays");
        assert_eq!(due(date(2025, 9, 30), 3), Moment::start_of(date(2025, 10, 12)), "a Saturday that is worked on");
        assert_eq!(due(date(2025, 9, 30), 0), Moment::start_of(date(2025, 10, 1)), "the same day");
    }

    #[test]
    fn dates_are_read_as_they_are_typed() {
        let dates = parse_dates("2026-01-01, 2026-01-02\n2026-01-03").unwrap_or_default();
        assert_eq!(dates.len(), 3);
        assert_eq!(parse_dates("2026-10-01..2026-10-07，2026-10-10").map(|dates| dates.len()), Ok(8));
        assert_eq!(parse_dates("2026-01-01 2026-02-30"), Err(2));
        assert_eq!(parse_dates("2026-10-07..2026-10-01"), Err(1));
        assert_eq!(parse_dates(" "), Ok(BTreeSet::new()));
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(text in ".{0,60}", dates in "[0-9]{4}-[0-9]{2}-[0-9]{2}[.][.][0-9]{4}-[0-9]{2}-[0-9]{2}") {
            let _ = parse_dates(&text);
            let _ = parse_dates(&dates);
        }

        #[test]
        fn so_many_days_are_worked_until_then(filed in 0_i64..60_000, days in 0_u32..40, off in proptest::collection::btree_set(0_i64..90, 0..20), on in proptest::collection::btree_set(0_i64..90, 0..5)) {
            let dates = |days: BTreeSet<i64>| days.into_iter().map(|day| date_of(filed + day)).collect();
            let workdays = Workdays { off: dates(off), on: dates(on) };
            let due = workdays.due(Moment(filed * Moment::DAY), days);
            let last = due.day_number() - 1;
            let worked = (filed + 1..=last).filter(|day| workdays.is_worked(date_of(*day))).count();
            prop_assert_eq!(worked, usize::try_from(days).unwrap_or_default());
            prop_assert!(days == 0 || workdays.is_worked(date_of(last)), "it ends on a working day");
        }
    }
}
