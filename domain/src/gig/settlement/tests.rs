//! Tests of what is owed and when.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn rule(unit: PayUnit, amount: i64) -> PayRule {
    PayRule { unit, amount: Fen(amount), pieces: 40 }
}

/// 2026 as the State Council has it (国办发明电〔2025〕7号).
fn workdays() -> Workdays {
    let run = |month: i8, first: i8, last: i8| (first..=last).map(move |day| date(2026, month, day));
    let off = run(1, 1, 3)
        .chain(run(2, 15, 23))
        .chain(run(4, 4, 6))
        .chain(run(5, 1, 5))
        .chain(run(6, 19, 21))
        .chain(run(9, 25, 27))
        .chain(run(10, 1, 7));
    let on = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)].map(|(month, day)| date(2026, month, day));
    Workdays { off: off.collect(), on: on.into() }
}

#[test]
fn what_is_owed_by_each_rule_is_exact_to_the_fen() {
    // Unit, fen, minutes, planned, pieces, owed: worked out by hand.
    let table = [
        (PayUnit::Hour, 2_200, 480, 480, 0, 17_600),
        (PayUnit::Hour, 2_233, 450, 480, 0, 16_748), // 22.33 × 7.5 = 167.475
        (PayUnit::Hour, 2_205, 1, 480, 0, 37),       // 22.05 / 60 = 0.3675
        (PayUnit::Hour, 2_200, 0, 480, 0, 0),
        (PayUnit::Day, 20_000, 480, 480, 0, 20_000),
        (PayUnit::Day, 20_000, 500, 480, 0, 20_000),
        (PayUnit::Day, 20_000, 470, 480, 0, 19_583), // 200 × 470 / 480 = 195.8333
        (PayUnit::Day, 10_001, 240, 480, 0, 5_001),  // 50.005, half a fen up
        (PayUnit::Day, 20_000, 0, 480, 0, 0),
        (PayUnit::Piece, 35, 480, 480, 1_234, 43_190),
        (PayUnit::Piece, 35, 480, 480, 0, 0),
        (PayUnit::Task, 60_000, 10, 480, 0, 60_000),
    ];
    for (unit, amount, minutes, planned, pieces, sum) in table {
        assert_eq!(owed(rule(unit, amount), minutes, planned, pieces), Fen(sum), "{unit:?} {amount} {minutes}");
    }
}

#[test]
fn pay_is_due_on_the_day_the_law_says() {
    use SettlementTerm::{Fortnightly, NextDay, SameDay, Weekly};
    // Term, the day the work ended, the day it is due: looked up in a calendar of 2026.
    let table = [
        (SameDay, date(2026, 3, 10), date(2026, 3, 10)),
        (NextDay, date(2026, 3, 10), date(2026, 3, 11)),
        (Weekly, date(2026, 3, 10), date(2026, 3, 17)),
        (Fortnightly, date(2026, 3, 10), date(2026, 3, 25)),
        // Over the end of a month.
        (Weekly, date(2026, 3, 27), date(2026, 4, 3)),
        // A Saturday is a day of rest, so it is the Friday before.
        (Weekly, date(2026, 3, 14), date(2026, 3, 20)),
        // The National Day: due within it, so on the last day before.
        (Fortnightly, date(2026, 9, 16), date(2026, 9, 30)),
        (Fortnightly, date(2026, 9, 22), date(2026, 9, 30)),
        // A Saturday that is worked on in exchange is as good as any day.
        (Weekly, date(2026, 10, 3), date(2026, 10, 10)),
        (NextDay, date(2026, 9, 19), date(2026, 9, 20)),
        // The Spring Festival: nine days off, the Saturday before worked on.
        (Weekly, date(2026, 2, 12), date(2026, 2, 14)),
        (Fortnightly, date(2026, 2, 10), date(2026, 2, 25)),
        // Who works within the holiday is not paid before the work is done.
        (SameDay, date(2026, 10, 2), date(2026, 10, 2)),
        (NextDay, date(2026, 10, 2), date(2026, 10, 2)),
        (NextDay, date(2026, 3, 13), date(2026, 3, 13)),
    ];
    for (term, worked, due) in table {
        assert_eq!(due_day(term, worked, &workdays()), due, "{term:?} after {worked}");
    }
    let leap = Workdays::default();
    assert_eq!(due_day(Fortnightly, date(2028, 2, 14), &leap), date(2028, 2, 29));
    assert_eq!(due_day(NextDay, date(2028, 2, 28), &leap), date(2028, 2, 29));
}

#[test]
fn a_shift_over_midnight_is_due_on_the_day_it_ends() {
    let due = |ended: Moment| due_at(SettlementTerm::SameDay, ended, &Workdays::default());
    let day = |day: i8| Moment::start_of(date(2026, 3, day));
    assert_eq!(due(day(11).plus_minutes(360)), day(12), "from the evening to six in the morning");
    assert_eq!(due(day(11)), day(11), "it ends at midnight: on the day that is over then");
    assert_eq!(due(day(11).plus_minutes(-1)), day(11));
}

#[test]
fn where_it_stands_follows_from_payments_the_day_and_what_the_worker_says() {
    let (due, before) = (Moment(1_000), Moment(999));
    let stands = |paid: i64, receipt, now| standing(Balance::of(Fen(100), [Fen(paid)]), due, receipt, now);
    assert_eq!((stands(0, None, before), stands(99, None, before)), (Standing::Due, Standing::Due));
    assert_eq!((stands(99, None, due), stands(100, None, due)), (Standing::Overdue, Standing::Paid));
    assert_eq!(stands(100, Some(Receipt::Received), due), Standing::Received);
    assert_eq!(stands(50, Some(Receipt::Received), due), Standing::Overdue, "received what was paid");
    assert_eq!(stands(100, Some(Receipt::Missing), before), Standing::Disputed);
}

prop_compose! {
    /// What somebody worked, and what was paid for it in parts and corrected.
    fn work()(
        unit in 0_usize..4, amount in 0_i64..200_000, begun in 0_i64..300, length in 0_i64..900, planned in 1_i64..900,
        pieces in 0_i64..2_000, parts in proptest::collection::vec((1_i64..100, any::<bool>()), 0..6),
    ) -> (PayRule, i64, i64, i64, Vec<(i64, bool)>) {
        (rule(PayUnit::ALL[unit], amount), (length - begun).max(0), planned, pieces, parts)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn every_ledger_balances_to_the_fen((rule, minutes, planned, pieces, parts) in work()) {
        let sum = owed(rule, minutes, planned, pieces);
        prop_assert!(sum.0 >= 0);
        let mut payments: Vec<Fen> = Vec::new();
        for (percent, corrected) in parts {
            let part = Fen(sum.0 * percent / 100);
            payments.push(part);
            if corrected {
                payments.push(Fen(-part.0));
            }
        }
        let balance = Balance::of(sum, payments.clone());
        let by_hand: i64 = payments.iter().map(|payment| payment.0).sum();
        prop_assert_eq!(balance.paid.0, by_hand);
        prop_assert_eq!(balance.owed.0 + balance.over.0, balance.paid.0 + balance.open.0);
        prop_assert!(balance.open.0 == 0 || balance.over.0 == 0);
        prop_assert_eq!(Balance::of(sum, [Fen(balance.paid.0 + balance.open.0)]).open, Fen(0), "what is open settles it");
    }

    #[test]
    fn more_work_is_never_owed_less((rule, minutes, planned, pieces, _) in work(), more in 0_i64..600) {
        prop_assert!(owed(rule, minutes + more, planned, pieces + more) >= owed(rule, minutes, planned, pieces));
    }

    #[test]
    fn pay_is_never_due_before_the_work_nor_later_than_agreed(term in 0_usize..4, day in 20_400_i64..21_000) {
        let (term, worked) = (SettlementTerm::ALL[term], date_of(day));
        let due = day_number(due_day(term, worked, &workdays()));
        let longest = [0, 1, 7, 15][SettlementTerm::ALL.iter().position(|one| *one == term).unwrap_or_default()];
        prop_assert!(due >= day && due <= day + longest && longest <= LONGEST);
        prop_assert!(due == day || workdays().is_worked(date_of(due)), "a day of rest");
        let nothing_between = (due + 1..=day + longest).all(|later| !workdays().is_worked(date_of(later)));
        prop_assert!(nothing_between, "earlier than the law asks for");
    }
}
