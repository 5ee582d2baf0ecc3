//! Which value is in force where and when, and who may set one.

use std::collections::BTreeSet;

use super::{Setting, SettingKind, Spell, Standing, Value};
use crate::{
    identity::{Right, Staff},
    region::{RegionCode, RegionLevel},
    when::date_of,
    workday::Workdays,
};

/// The value in force on a day (days since 1970-01-01) for those in `region`: that of the narrowest region that covers
/// it, there the one that began last, and of two for the same day the one that was written last.
pub fn in_force<'a>(
    rows: impl IntoIterator<Item = &'a Setting>,
    (kind, about): (SettingKind, &str),
    region: &RegionCode,
    day: i64,
) -> Option<&'a Setting> {
    let applies = |row: &&Setting| {
        row.kind == kind && row.about == about && !row.withdrawn && row.from <= day && row.region.covers(region)
    };
    rows.into_iter().filter(applies).max_by_key(|row| (row.region.level(), row.from, row.number))
}

/// The days off and the weekend days worked on, of every year of which something is known on this day.
pub fn workdays(rows: &[Setting], region: &RegionCode, day: i64) -> Workdays {
    let years: BTreeSet<&str> =
        rows.iter().filter(|row| row.kind == SettingKind::Holidays).map(|row| row.about.as_str()).collect();
    let mut workdays = Workdays::default();
    for year in years {
        let row = in_force(rows, (SettingKind::Holidays, year), region, day);
        if let Some(Value::Holidays(days)) = row.map(|row| &row.value) {
            workdays.off.extend(days.off.iter().copied().map(date_of));
            workdays.on.extend(days.on.iter().copied().map(date_of));
        }
    }
    workdays
}

/// From when until when a value is the one at its own place; nothing if it never is.
pub fn spell(rows: &[Setting], row: &Setting) -> Option<Spell> {
    let beside = |other: &&Setting| {
        other.kind == row.kind && other.about == row.about && other.region == row.region && !other.withdrawn
    };
    let corrected = rows.iter().filter(beside).any(|other| other.from == row.from && other.number > row.number);
    if row.withdrawn || corrected {
        return None;
    }
    let next = rows.iter().filter(beside).map(|other| other.from).filter(|from| *from > row.from).min();
    Some(Spell { first: row.from, last: next.map(|next| next - 1) })
}

/// Where a value stands on a day.
pub fn standing(row: &Setting, spell: Option<Spell>, today: i64) -> Standing {
    match spell {
        _ if row.withdrawn => Standing::Withdrawn,
        None => Standing::Corrected,
        Some(spell) if today < spell.first => Standing::Coming,
        Some(Spell { last: Some(last), .. }) if last < today => Standing::Past,
        Some(_) => Standing::InForce,
    }
}

/// Whether somebody of the staff may set this for a region: the city's administrator all of it, for the city and where
/// counties differ for each; a county's administrator what may differ, for that county.
pub fn may_set(staff: &Staff, kind: SettingKind, region: &RegionCode) -> bool {
    let right_level = match region.level() {
        RegionLevel::City => true,
        RegionLevel::County => kind.by_county(),
        RegionLevel::Township | RegionLevel::Village => false,
    };
    right_level && staff.role.has(Right::Administer) && staff.region.covers(region)
}

/// Whether what is set for `region` concerns the staff of `own`: it lies over or under theirs.
pub fn may_see(own: &RegionCode, region: &RegionCode) -> bool {
    own.covers(region) || region.covers(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::AccountId,
        identity::StaffRole,
        money::Fen,
        setting::Holidays,
        when::{Moment, day_number},
    };
    use jiff::civil::{Date, date};
    use proptest::prelude::*;
    use uuid::Uuid;

    const PLACES: [&str; 3] = ["510600", "510603", "510681"];
    const WAGE: (SettingKind, &str) = (SettingKind::HourlyWage, "");

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap_or_else(|| unreachable!("{text}"))
    }

    fn wage(region: &str, from: i64, number: i64, yuan: i64, withdrawn: bool) -> Setting {
        Setting {
            id: Uuid::nil(),
            kind: SettingKind::HourlyWage,
            about: String::new(),
            region: code(region),
            from,
            number,
            value: Value::Wage(Fen::yuan(yuan)),
            source: String::new(),
            link: String::new(),
            written: Moment(0),
            withdrawn,
        }
    }

    fn on(day: Date) -> i64 {
        day_number(day)
    }

    fn yuan(rows: &[Setting], region: &str, day: Date) -> Option<Value> {
        in_force(rows, WAGE, &code(region), on(day)).map(|row| row.value.clone())
    }

    #[test]
    fn the_shift_of_last_year_is_paid_by_the_minimum_of_last_year() {
        let rows = [
            wage("510600", on(date(2022, 4, 1)), 1, 20, false),
            wage("510603", on(date(2025, 1, 1)), 1, 23, false),
            wage("510603", on(date(2026, 1, 1)), 1, 24, false),
        ];
        let paid = |region, day| yuan(&rows, region, day);
        let (twenty, last, this) = (Fen::yuan(20), Fen::yuan(23), Fen::yuan(24));
        assert_eq!(paid("510603", date(2025, 12, 31)), Some(Value::Wage(last)));
        assert_eq!(paid("510603001", date(2026, 1, 1)), Some(Value::Wage(this)), "and its townships");
        assert_eq!(paid("510603", date(2024, 6, 1)), Some(Value::Wage(twenty)), "the city's, before it had its own");
        assert_eq!(paid("510681", date(2026, 6, 1)), Some(Value::Wage(twenty)));
        assert_eq!(paid("510603", date(2022, 3, 31)), None);
    }

    #[test]
    fn a_change_comes_at_the_local_midnight() {
        let rows =
            [wage("510600", on(date(2025, 1, 1)), 1, 20, false), wage("510600", on(date(2026, 1, 1)), 1, 22, false)];
        let at = |moment: Moment| in_force(&rows, WAGE, &code("510603"), moment.day_number()).map(|row| row.from);
        let midnight = Moment::start_of(date(2026, 1, 1));
        assert_eq!(midnight.rfc3339(), "2026-01-01T00:00:00+08:00");
        assert_eq!(at(Moment(midnight.0 - 1)), Some(on(date(2025, 1, 1))));
        assert_eq!(at(midnight), Some(on(date(2026, 1, 1))));
    }

    #[test]
    fn a_later_list_of_a_year_takes_the_place_of_the_first_from_its_day_on() {
        let list = |from, number, off: &[Date]| Setting {
            kind: SettingKind::Holidays,
            about: "2026".to_owned(),
            value: Value::Holidays(Holidays { off: off.iter().copied().map(on).collect(), on: Vec::new() }),
            ..wage("510600", from, number, 0, false)
        };
        let (first, second) = (date(2026, 1, 30), date(2026, 2, 2));
        let rows = [list(on(date(2025, 11, 4)), 1, &[first]), list(on(date(2026, 1, 26)), 1, &[first, second])];
        let off = |day| workdays(&rows, &code("510603"), on(day)).off;
        assert_eq!(off(date(2025, 11, 3)), BTreeSet::new());
        assert_eq!(off(date(2026, 1, 25)), [first].into());
        assert_eq!(off(date(2026, 1, 26)), [first, second].into());
    }

    #[test]
    fn counties_set_only_what_may_differ_there() {
        let staff = |role, region| Staff { account: AccountId(Uuid::nil()), role, region: code(region) };
        let city = staff(StaffRole::Administrator, "510600");
        let county = staff(StaffRole::Administrator, "510603");
        for kind in SettingKind::ALL.iter().copied() {
            assert!(may_set(&city, kind, &code("510600")), "{kind:?}");
            assert_eq!(may_set(&city, kind, &code("510681")), kind.by_county(), "{kind:?}");
            assert_eq!(may_set(&county, kind, &code("510603")), kind.by_county(), "{kind:?}");
            for other in ["510600", "510681", "510603001"] {
                assert!(!may_set(&county, kind, &code(other)), "{kind:?} for {other}");
            }
            for role in StaffRole::ALL.iter().filter(|role| **role != StaffRole::Administrator) {
                assert!(!may_set(&staff(*role, "510600"), kind, &code("510600")), "{role:?}");
            }
        }
        assert!(may_see(&code("510603001"), &code("510600")) && may_see(&code("510600"), &code("510603")));
        assert!(!may_see(&code("510603"), &code("510681")));
    }

    prop_compose! {
        fn rows()(rows in proptest::collection::vec((0_usize..3, 0_i64..8, 0_i64..50, any::<bool>()), 0..16)) -> Vec<Setting> {
            let mut all: Vec<Setting> = Vec::new();
            for (at, from, yuan, withdrawn) in rows {
                let region = PLACES[at];
                let before = all.iter().filter(|row| row.region.as_str() == region && row.from == from).count();
                all.push(wage(region, from, i64::try_from(before).unwrap_or_default() + 1, yuan, withdrawn));
            }
            all
        }
    }

    proptest! {
        #[test]
        fn the_narrowest_place_then_the_latest_day_then_the_last_word_wins(rows in rows(), at in 0_usize..3, day in 0_i64..10) {
            let place = code(PLACES[at]);
            let found = in_force(&rows, WAGE, &place, day);
            let fit = |row: &&Setting| !row.withdrawn && row.from <= day && row.region.covers(&place);
            prop_assert_eq!(found.is_some(), rows.iter().any(|row| fit(&row)));
            if let Some(found) = found {
                prop_assert!(fit(&found));
                for other in rows.iter().filter(fit) {
                    prop_assert!(found.region == other.region || other.region.covers(&found.region), "a narrower one");
                    if other.region == found.region {
                        prop_assert!((other.from, other.number) <= (found.from, found.number), "a later one");
                    }
                }
            }
        }

        #[test]
        fn what_comes_later_changes_nothing_before(rows in rows(), at in 0_usize..3, day in 0_i64..8, from in 1_i64..10) {
            let place = code(PLACES[at]);
            let mut more = rows.clone();
            more.push(wage("510600", day + from, 99, 1, false));
            prop_assert_eq!(in_force(&rows, WAGE, &place, day), in_force(&more, WAGE, &place, day));
        }

        #[test]
        fn what_is_withdrawn_is_as_if_it_had_never_been(rows in rows(), at in 0_usize..3, day in 0_i64..10) {
            let place = code(PLACES[at]);
            let kept: Vec<Setting> = rows.iter().filter(|row| !row.withdrawn).cloned().collect();
            prop_assert_eq!(in_force(&rows, WAGE, &place, day), in_force(&kept, WAGE, &place, day));
        }

        #[test]
        fn the_history_says_what_the_rules_say(rows in rows(), at in 0_usize..3, day in 0_i64..10) {
            // The city has nothing under it that could win there; a county only if it has a value of its own.
            let place = code(PLACES[at]);
            let own = in_force(&rows, WAGE, &place, day).filter(|row| row.region == place);
            let told: Vec<&Setting> = rows
                .iter()
                .filter(|row| row.region == place && standing(row, spell(&rows, row), day) == Standing::InForce)
                .collect();
            prop_assert_eq!(told, own.into_iter().collect::<Vec<_>>());
            for row in &rows {
                let spell = spell(&rows, row);
                prop_assert_eq!(spell.is_some(), !matches!(standing(row, spell, day), Standing::Withdrawn | Standing::Corrected));
                prop_assert!(spell.is_none_or(|spell| spell.last.is_none_or(|last| last >= spell.first)));
            }
        }
    }
}
