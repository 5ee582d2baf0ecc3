//! Tests of the rules of attendance.

use super::*;
use crate::when::parse_date;
use proptest::prelude::*;

fn at(hour: i64, minute: i64) -> Moment {
    let day = parse_date("2026-11-24").unwrap_or_else(|| unreachable!());
    Moment::start_of(day).plus_minutes(hour * 60 + minute)
}

fn hours() -> Hours {
    Hours { starts: at(8, 0), ends: at(17, 0), break_minutes: 60 }
}

fn report(entry: Entry, value: i64, way: Way, side: Side) -> Report {
    Report { entry, value, way, side }
}

fn seen(entry: Entry, at: Moment) -> Report {
    report(entry, at.0, Way::Code, Side::Worker)
}

fn written(side: Side, at: Moment) -> Report {
    report(Entry::In, at.0, Way::Typed, side)
}

fn paid(reports: &[Report]) -> i64 {
    let stands = |entry| standing(reports, entry).unwrap_or_else(|| unreachable!());
    hours().paid(&stands(Entry::In), &stands(Entry::Out))
}

#[test]
fn early_and_late_by_code_is_the_shift_and_what_the_employer_writes_counts_as_it_stands() {
    let (begun, ended) = (seen(Entry::In, at(7, 40)), seen(Entry::Out, at(17, 20)));
    assert_eq!((paid(&[begun, ended]), hours().planned()), (480, 480));
    let late = seen(Entry::In, Moment(at(8, 10).0 + 59_000));
    assert_eq!(paid(&[late, ended]), 470, "seconds do not count");
    let overtime = report(Entry::Out, at(18, 30).0, Way::Typed, Side::Employer);
    assert_eq!(paid(&[begun, ended, overtime]), 570);
    assert_eq!(paid(&[seen(Entry::In, at(16, 30)), ended]), 0, "the break is longer than the work");
}

#[test]
fn both_sides_are_kept_and_who_said_what_last_is_known() {
    let (eight, half) = (at(8, 0), at(8, 30));
    let stands = |reports: &[Report]| {
        let standing = standing(reports, Entry::In).unwrap_or_else(|| unreachable!());
        (standing.value, standing.differs, standing.agreement)
    };
    let (worker, employer) = (written(Side::Worker, eight), written(Side::Employer, half));
    assert_eq!(standing(&[], Entry::In), None);
    assert_eq!(stands(&[worker]), (eight.0, None, Agreement::Claimed));
    assert_eq!(stands(&[employer]), (half.0, None, Agreement::Unanswered));
    assert_eq!(stands(&[employer, worker]), (half.0, Some(eight.0), Agreement::Contested));
    assert_eq!(stands(&[employer, written(Side::Worker, half)]), (half.0, None, Agreement::Confirmed));
    assert_eq!(stands(&[seen(Entry::In, eight)]), (eight.0, None, Agreement::Witnessed));
    assert_eq!(stands(&[seen(Entry::In, eight), employer]), (half.0, Some(eight.0), Agreement::Unanswered));
    let given_in = [employer, worker, written(Side::Employer, eight)];
    assert_eq!(stands(&given_in), (eight.0, None, Agreement::Unanswered), "what the worker said before");
}

#[test]
fn one_checks_in_within_the_window() {
    let may = |entry, at| hours().may_check(entry, at);
    assert_eq!(may(Entry::In, at(6, 59)), Err(Problem::NotBefore(at(7, 0))));
    assert_eq!((may(Entry::In, at(7, 0)), may(Entry::In, at(17, 0))), (Ok(()), Ok(())));
    assert_eq!(may(Entry::In, at(17, 1)), Err(Problem::CheckOver));
    assert_eq!((may(Entry::Out, at(21, 0)), may(Entry::Out, at(21, 1))), (Ok(()), Err(Problem::CheckOver)));
    assert_eq!(hours().may_be_absent(at(8, 14)), Err(Problem::NotBefore(at(8, 15))));
    assert_eq!(hours().may_be_absent(at(8, 15)), Ok(()));
}

#[test]
fn a_code_typed_without_network_is_judged_by_its_own_time() {
    let now = at(12, 0);
    let ago = |ms: i64| Some(Moment(now.0 - ms));
    assert_eq!(typed_at(now, None), Ok((now, Way::Code)));
    assert_eq!(typed_at(now, ago(SKEW)), Ok((now, Way::Code)));
    assert_eq!(typed_at(now, ago(-5 * Moment::MINUTE)), Ok((now, Way::Code)), "a clock that is ahead");
    assert_eq!(typed_at(now, ago(Moment::HOUR)), Ok((at(11, 0), Way::LateCode)));
    assert_eq!(typed_at(now, ago(12 * Moment::HOUR)), Ok((at(0, 0), Way::LateCode)));
    assert_eq!(typed_at(now, ago(12 * Moment::HOUR + 1)), Err(Problem::SentTooLate(12)));
}

#[test]
fn distance_counts_where_the_site_is_known() {
    assert_eq!((near_enough(0, true), near_enough(300, true)), (Ok(()), Ok(())));
    assert_eq!(near_enough(301, true), Err(Problem::TooFarAway(301)));
    assert_eq!(near_enough(0, false), Err(Problem::SiteUnknown));
}

#[test]
fn digits_are_those_of_the_standard() {
    // RFC 4226 appendix D, count 0: its intermediate hash and its code.
    let hash: Vec<u8> = (0..20)
        .filter_map(|at| u8::from_str_radix(&"cc93cf18508d94934c64b65d8ba7667fb7cde4b0"[at * 2..at * 2 + 2], 16).ok())
        .collect();
    assert_eq!(digits(&hash), "755224");
    assert_eq!(digits(&[]), "000000");
}

proptest! {
    #[test]
    fn a_code_is_good_for_a_while_and_not_for_ever(shown in 0_i64..4_000_000_000_000, later in -200_000_i64..200_000) {
        let good = steps(Moment(shown + later)).contains(&step_of(Moment(shown)));
        prop_assert!(good || later.abs() > SKEW, "within the skew");
        prop_assert!(!good || later.abs() < SKEW + STEP, "long after");
    }

    #[test]
    fn every_code_has_six_digits(hash in proptest::collection::vec(any::<u8>(), 0..40)) {
        let code = digits(&hash);
        prop_assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()));
    }

    #[test]
    fn what_the_worker_types_never_changes_what_counts(
        before in proptest::collection::vec((0_i64..5, any::<bool>(), 0_usize..4), 1..8), said in 0_i64..5,
    ) {
        let mut reports: Vec<Report> = before
            .iter()
            .map(|(value, worker, way)| {
                let side = if *worker { Side::Worker } else { Side::Employer };
                report(Entry::In, *value, Way::ALL[*way], side)
            })
            .collect();
        let first = standing(&reports, Entry::In).unwrap_or_else(|| unreachable!());
        reports.push(report(Entry::In, said, Way::Typed, Side::Worker));
        let then = standing(&reports, Entry::In).unwrap_or_else(|| unreachable!());
        if first.agreement != Agreement::Claimed {
            prop_assert_eq!(then.value, first.value);
            prop_assert_eq!(then.agreement == Agreement::Contested, said != first.value);
        }
        prop_assert_eq!(then.differs, (said != then.value).then_some(said));
    }

    #[test]
    fn nobody_is_paid_for_less_than_nothing_or_twice(from in -300_i64..1_000, to in -300_i64..1_000, employer: bool) {
        let side = if employer { Side::Employer } else { Side::Worker };
        let of = |entry, minute| report(entry, at(8, 0).plus_minutes(minute).0, Way::Typed, side);
        let reports = [of(Entry::In, from), of(Entry::Out, to)];
        let minutes = paid(&reports);
        prop_assert!(minutes >= 0 && minutes <= (to - from).max(0));
        prop_assert!(employer || minutes <= hours().planned());
    }
}
