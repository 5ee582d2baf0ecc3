//! Working time: what stands between a worker and one shift more.

use jiff::civil::Date;

use super::{
    Refusal,
    rules::{HeldShift, ShiftFacts},
};
use crate::{
    setting::WorkingTime,
    when::{Moment, age_on},
};

/// The Monday at or before a day, and the one after it: the week that hours are added up over.
pub fn week(of: Moment) -> (Moment, Moment) {
    // 1970-01-01 was a Thursday.
    let since_monday = (of.day_number() + 3).rem_euclid(7);
    let start = Moment(Moment::start_of(of.date()).0 - since_monday * Moment::DAY);
    (start, Moment(start.0 + 7 * Moment::DAY))
}

/// Minutes for the same employer that the worker holds already in the week in which the shift begins.
pub fn in_week(shift: &ShiftFacts, held: &[HeldShift]) -> i64 {
    let (from, to) = week(shift.starts);
    let counted = held.iter().filter(|held| held.id != shift.id && held.employer == shift.employer);
    counted.filter(|held| held.starts >= from && held.starts < to).map(|held| held.minutes).sum()
}

/// Whether some of the time from `starts` to `ends` lies in the night from minute `from` of a day to minute `to`.
pub fn at_night(starts: Moment, ends: Moment, (from, to): (u32, u32)) -> bool {
    let (from, to) = (i64::from(from), i64::from(to));
    let length = if to > from { to - from } else { to + 24 * 60 - from };
    let midnight = Moment::start_of(starts.date());
    // A shift may reach into the night that began the day before, and into any after it.
    (-1..=ends.day_number() - starts.day_number()).any(|day| {
        let night = Moment(midnight.0 + day * Moment::DAY).plus_minutes(from);
        starts < night.plus_minutes(length) && night < ends
    })
}

/// Whether `shift` may come on top of what the worker holds, within the limits that apply to it: hours of a week for one
/// employer in part-time work (劳动合同法 art. 68; the four hours a day are an average, which 24 hours a week do not
/// exceed), rest between two shifts, and the least age at night.
pub fn allows(
    limits: &WorkingTime,
    shift: &ShiftFacts,
    birth: Option<Date>,
    held: &[HeldShift],
) -> Result<(), Refusal> {
    let (has, most) = (in_week(shift, held), i64::from(limits.week));
    if has + shift.minutes > most {
        return Err(Refusal::OverHours { most, has, more: shift.minutes });
    }
    if let Some(rest) = limits.rest.map(i64::from) {
        let near = |held: &&HeldShift| {
            held.id != shift.id
                && shift.starts < held.ends.plus_minutes(rest)
                && held.starts < shift.ends.plus_minutes(rest)
        };
        if let Some(other) = held.iter().find(near) {
            return Err(Refusal::TooLittleRest {
                rest,
                shift: other.id,
                title: other.title.clone(),
                starts: other.starts,
                ends: other.ends,
            });
        }
    }
    match (limits.night, limits.night_age.map(|age| i32::try_from(age).unwrap_or(i32::MAX)), birth) {
        (Some(night), Some(least), Some(birth))
            if age_on(birth, shift.starts.date()) < least && at_night(shift.starts, shift.ends, night) =>
        {
            Err(Refusal::UnderAge { least })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gig::ClaimState,
        id::{OrganisationId, ShiftId},
        place::Point,
    };
    use jiff::civil::{Weekday, date};
    use proptest::prelude::*;

    const PART_TIME: WorkingTime = WorkingTime { day: 240, week: 1_440, rest: None, night: None, night_age: None };

    fn employer(n: u128) -> OrganisationId {
        OrganisationId(uuid::Uuid::from_u128(n))
    }

    fn facts(starts: Moment, minutes: i64) -> ShiftFacts {
        ShiftFacts {
            id: ShiftId(uuid::Uuid::from_u128(1)),
            employer: employer(1),
            title: "搬运".to_owned(),
            starts,
            ends: starts.plus_minutes(minutes),
            minutes,
            point: Point { lat: 31_126_855, lng: 104_397_894 },
            seats: 5,
            taken: 0,
            closed: false,
            opens: Moment(0),
            least_age: 16,
        }
    }

    fn held(id: u128, by: u128, starts: Moment, minutes: i64) -> HeldShift {
        let facts = facts(starts, minutes);
        HeldShift {
            id: ShiftId(uuid::Uuid::from_u128(id)),
            employer: employer(by),
            title: "保洁".to_owned(),
            starts,
            ends: facts.ends,
            minutes,
            point: facts.point,
            state: ClaimState::Confirmed,
        }
    }

    fn at(day: i8, hour: i64) -> Moment {
        Moment::start_of(date(2026, 11, day)).plus_minutes(hour * 60)
    }

    #[test]
    fn a_fourth_day_for_one_employer_is_over_the_week() {
        // Monday to Wednesday; the Sunday before and another employer do not count.
        let mine: Vec<HeldShift> = [(2, 1, 23), (3, 1, 24), (4, 1, 25), (5, 1, 22), (6, 2, 26)]
            .map(|(id, by, day)| held(id, by, at(day, 8), 480))
            .to_vec();
        let thursday = facts(at(27, 8), 480);
        let refusal = Refusal::OverHours { most: 1_440, has: 1_440, more: 480 };
        assert_eq!(allows(&PART_TIME, &thursday, None, &mine), Err(refusal));
        assert_eq!(allows(&PART_TIME, &facts(at(30, 8), 480), None, &mine), Ok(()), "the next Monday");
        assert_eq!(allows(&PART_TIME, &thursday, None, &mine[1..]), Ok(()), "just the hours there are");
    }

    #[test]
    fn rest_counts_before_and_after_and_for_every_employer() {
        let limits = WorkingTime { rest: Some(480), ..PART_TIME };
        let evening = [held(2, 2, at(24, 18), 240)];
        let told = |starts| allows(&limits, &facts(starts, 240), None, &evening);
        assert!(matches!(told(at(25, 5)), Err(Refusal::TooLittleRest { rest: 480, .. })));
        assert!(matches!(told(at(24, 8)), Err(Refusal::TooLittleRest { .. })));
        assert_eq!((told(at(25, 6)), told(at(24, 6))), (Ok(()), Ok(())));
    }

    #[test]
    fn the_young_do_not_work_at_night() {
        let limits = WorkingTime { night: Some((1_320, 360)), night_age: Some(18), ..PART_TIME };
        let told = |hour, birth| allows(&limits, &facts(at(24, hour), 240), Some(birth), &[]);
        let (young, grown) = (date(2009, 11, 24), date(2008, 11, 24));
        for (hour, allowed) in [(3, false), (5, false), (6, true), (17, true), (18, true), (19, false), (23, false)] {
            assert_eq!(told(hour, young).is_ok(), allowed, "{hour}");
            assert_eq!(told(hour, grown), Ok(()), "{hour}");
        }
    }

    proptest! {
        #[test]
        fn a_week_begins_on_monday_and_holds_its_day(at in 1_000_000_000_i64..4_000_000_000_000) {
            let (from, to) = week(Moment(at));
            prop_assert_eq!(from.date().weekday(), Weekday::Monday);
            prop_assert!(from.0 <= at && at < to.0);
        }

        #[test]
        fn nobody_comes_to_more_than_the_week_allows(days in proptest::collection::vec((0_i64..21, 1_i64..25), 1..40)) {
            let mut mine: Vec<HeldShift> = Vec::new();
            for (id, (day, quarters)) in (2..).zip(days) {
                let wanted = facts(at(2, 0).plus_minutes(day * 24 * 60), quarters * 60);
                if allows(&PART_TIME, &wanted, None, &mine).is_ok() {
                    mine.push(held(id, 1, wanted.starts, wanted.minutes));
                }
            }
            for one in &mine {
                let (from, to) = week(one.starts);
                let sum: i64 = mine.iter().filter(|o| o.starts >= from && o.starts < to).map(|o| o.minutes).sum();
                prop_assert!(sum <= 1_440);
            }
        }

        #[test]
        fn the_night_is_found_as_by_looking_at_every_minute(start in 0_i64..1_440, minutes in 1_i64..2_000, from in 0_u32..1_440, to in 0_u32..1_440) {
            prop_assume!(from != to);
            let starts = at(24, 0).plus_minutes(start);
            let slow = (start..start + minutes).any(|minute| {
                let minute = u32::try_from(minute % 1_440).unwrap_or_default();
                if from < to { minute >= from && minute < to } else { minute >= from || minute < to }
            });
            prop_assert_eq!(at_night(starts, starts.plus_minutes(minutes), (from, to)), slow);
        }
    }
}
