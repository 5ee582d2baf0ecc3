//! Tests of the moves of a case and of its deadlines.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::when::date_of;

/// The whole table of moves, as a second pair of eyes has written it down: state, step, next.
#[test]
fn a_case_moves_as_the_table_says() {
    let table = [
        ("filed", "accept", "accepted"),
        ("filed", "transfer", "transferred"),
        ("filed", "withdraw", "withdrawn"),
        ("filed", "say", "filed"),
        ("filed", "answer", "filed"),
        ("accepted", "mediate", "mediating"),
        ("accepted", "release", "accepted"),
        ("accepted", "resolve", "resolved"),
        ("accepted", "transfer", "transferred"),
        ("accepted", "withdraw", "withdrawn"),
        ("accepted", "say", "accepted"),
        ("accepted", "answer", "accepted"),
        ("mediating", "resolve", "resolved"),
        ("mediating", "transfer", "transferred"),
        ("mediating", "withdraw", "withdrawn"),
        ("mediating", "say", "mediating"),
        ("mediating", "answer", "mediating"),
    ];
    for state in CaseState::ALL {
        for step in CaseStep::ALL {
            let meant = table.iter().find(|(from, by, _)| *from == state.word() && *by == step.word());
            let next = state.after(*step).map(CaseState::word);
            assert_eq!(next, meant.map(|(_, _, next)| *next), "{state:?} {step:?}");
        }
    }
}

#[test]
fn an_employer_is_not_told_of_harassment_before_the_staff_show_it() {
    use CaseStep::{Answer, Mediate, Release, Resolve, Transfer};
    let facts = |category, state, released| CaseFacts { category, state, released };
    let kept = facts(CaseCategory::Harassment, CaseState::Accepted, false);
    assert!(!kept.shown_to_employer());
    assert_eq!(kept.steps(CaseSide::Employer), []);
    assert_eq!(kept.steps(CaseSide::Staff), [Release, Resolve, Transfer]);
    let shown = CaseFacts { released: true, ..kept };
    assert_eq!(shown.steps(CaseSide::Employer), [Answer]);
    assert_eq!(shown.steps(CaseSide::Staff), [Mediate, Resolve, Transfer]);
    let pay = facts(CaseCategory::Pay, CaseState::Accepted, false);
    assert!(pay.shown_to_employer() && pay.after(Release).is_none() && pay.after(Mediate).is_some());
}

/// 2026 as the State Council has it (国办发明电〔2025〕7号): the National Day and the Spring Festival.
fn workdays() -> Workdays {
    let run = |month: i8, first: i8, last: i8| (first..=last).map(move |day| date(2026, month, day));
    let on = [(2, 14), (2, 28), (9, 20), (10, 10)].map(|(month, day)| date(2026, month, day));
    Workdays { off: run(2, 15, 23).chain(run(9, 25, 27)).chain(run(10, 1, 7)).collect(), on: on.into() }
}

#[test]
fn each_state_has_its_deadline_over_weekends_and_holidays() {
    use CaseState::{Accepted, Filed, Mediating};
    // State, since, the last day: looked up in a calendar of 2026.
    let table = [
        // An ordinary week: from Monday to Monday.
        (Filed, date(2026, 3, 9), date(2026, 3, 16)),
        (Accepted, date(2026, 3, 13), date(2026, 3, 20)),
        // On a Saturday: five days of the next week.
        (Filed, date(2026, 3, 14), date(2026, 3, 20)),
        // Over the National Day; Saturday the 10th is worked on.
        (Filed, date(2026, 9, 30), date(2026, 10, 13)),
        (Accepted, date(2026, 9, 28), date(2026, 10, 10)),
        // Over the Spring Festival; the 14th and the 28th are worked on.
        (Filed, date(2026, 2, 13), date(2026, 2, 27)),
        // A fortnight of mediation is ten working days,
        (Mediating, date(2026, 3, 9), date(2026, 3, 23)),
        (Mediating, date(2026, 3, 13), date(2026, 3, 27)),
        // and over a holiday not more than fifteen days, as the law has it.
        (Mediating, date(2026, 9, 24), date(2026, 10, 9)),
        (Mediating, date(2026, 2, 13), date(2026, 2, 28)),
    ];
    let at = |day: Date| Moment::start_of(day).plus_minutes(15 * 60);
    for (state, since, last) in table {
        let expected = Moment(Moment::start_of(last).0 + Moment::DAY);
        assert_eq!(due(state, at(since), &workdays()), Some(expected), "{state:?} since {since}");
    }
    for state in [CaseState::Resolved, CaseState::Transferred, CaseState::Withdrawn] {
        assert_eq!(due(state, at(date(2026, 3, 9)), &workdays()), None);
    }
    // Five and sixty working days from Monday the 9th of March without a holiday between: thirteen weeks.
    let inspected = inspected_by(at(date(2026, 3, 9)), &workdays());
    assert_eq!(inspected, Moment(Moment::start_of(date(2026, 6, 8)).0 + Moment::DAY));
}

#[test]
fn cases_are_filed_by_whoever_had_a_seat_within_two_years() {
    let ends = Moment::start_of(date(2026, 3, 9));
    let last = Moment(ends.0 + FILED_FOR_DAYS * Moment::DAY);
    assert!(may_file(ClaimState::Settled, ends, Moment(last.0 - 1)) && !may_file(ClaimState::Settled, ends, last));
    for state in [ClaimState::Waitlisted, ClaimState::Offered, ClaimState::Expired, ClaimState::Declined] {
        assert!(!may_file(state, ends, ends), "{state:?}");
    }
}

proptest! {
    #[test]
    fn a_case_that_has_ended_stays_as_it_is(category in 0_usize..5, steps in proptest::collection::vec(0_usize..9, 0..20)) {
        let category = CaseCategory::ALL[category];
        let mut facts = CaseFacts { category, state: CaseState::Filed, released: false };
        let mut mediated_unseen = false;
        for step in steps.into_iter().map(|at| CaseStep::ALL[at]) {
            let before = facts;
            if let Some(state) = facts.after(step) {
                mediated_unseen |= state == CaseState::Mediating && !before.shown_to_employer();
                facts = CaseFacts { state, released: before.released || step == CaseStep::Release, ..before };
            }
            prop_assert!(before.state.open() || facts == before);
            prop_assert!(CaseSide::ALL.iter().all(|side| before.state.open() || before.steps(*side).is_empty()));
        }
        prop_assert!(!mediated_unseen);
    }

    #[test]
    fn mediation_never_takes_longer_than_the_law_allows(day in 20_400_i64..20_900, minute in 0_i64..1_440) {
        let since = Moment::start_of(date_of(day)).plus_minutes(minute);
        let until = due(CaseState::Mediating, since, &workdays()).unwrap_or_default();
        prop_assert!(until > since && until.day_number() - 1 - since.day_number() <= MEDIATED_DAYS);
    }

    #[test]
    fn anything_may_be_typed(texts in proptest::collection::vec(".{0,30}", 8)) {
        let [a, b, c, d, e, f, g, h] = <[String; 8]>::try_from(texts).unwrap_or_default();
        let _ = CaseDraft { claim: a, key: b, category: c, account: d.clone() }.parse();
        let words = CaseWordsDraft { case: e.clone(), key: f.clone(), words: d };
        let _ = (words.words(), words.why());
        let _ = CaseStepDraft { case: e, version: f, step: g, note: h }.parse();
    }
}
