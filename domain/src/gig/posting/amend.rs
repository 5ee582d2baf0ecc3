//! Changing a posting that is on the list. Who has taken a seat relied on what it said: their time stays, their pay goes
//! up only, and whatever else of weight is changed they are told of and may leave for without a mark.

use super::{Posting, ShiftPlan, shift_field};
use crate::{
    error::{FieldError, Problem},
    gig::SettlementTerm,
    id::ShiftId,
    word::words,
};

/// A shift to come of a posting on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The shift.
    pub id: ShiftId,
    /// When, how long and for how many.
    pub plan: ShiftPlan,
    /// Seats that claims hold.
    pub taken: i64,
    /// Somebody holds a seat of it, waits for one, or has asked for one.
    pub claimed: bool,
}

/// A row of the sheet, with the shift that it changes; a new one has none.
pub type Row = (usize, Option<ShiftId>, ShiftPlan);

words! {
    /// What was changed of a shift that somebody relied on.
    Change {
        /// What is paid, and when.
        Pay = "pay",
        /// Where it is.
        Place = "place",
        /// What is to be done, or is asked for.
        Work = "work",
    }
}

/// What an amendment comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amendment {
    /// Shifts that stay, as they will be.
    pub kept: Vec<(ShiftId, ShiftPlan)>,
    /// Shifts that are new.
    pub added: Vec<ShiftPlan>,
    /// Shifts that nobody is in and that are taken away.
    pub dropped: Vec<ShiftId>,
    /// What those who are in one are told.
    pub changes: Vec<Change>,
}

/// How late a term pays.
const fn lateness(term: SettlementTerm) -> u8 {
    match term {
        SettlementTerm::SameDay => 0,
        SettlementTerm::NextDay => 1,
        SettlementTerm::Weekly => 2,
        SettlementTerm::Fortnightly => 3,
    }
}

/// What changing `before` with its `standing` shifts into `after` with `rows` comes to. Errors: fields that cannot be
/// changed that way once somebody has taken a seat.
pub fn amend(
    before: &Posting,
    standing: &[Standing],
    after: &Posting,
    rows: &[Row],
) -> Result<Amendment, Vec<FieldError>> {
    let mut amendment = Amendment::default();
    let mut errors: Vec<FieldError> = Vec::new();
    let mut wrong = |field: &str| {
        if !errors.iter().any(|known| known.field == field) {
            errors.push(FieldError::new(field, Problem::NotChangeable));
        }
    };
    for shift in standing {
        let Some((at, _, plan)) = rows.iter().find(|(_, of, _)| *of == Some(shift.id)) else {
            if shift.claimed {
                wrong("shifts");
            }
            amendment.dropped.push(shift.id);
            continue;
        };
        let moved = (plan.starts, plan.ends, plan.break_minutes)
            != (shift.plan.starts, shift.plan.ends, shift.plan.break_minutes);
        if shift.claimed && moved {
            wrong(&shift_field(*at, "date"));
        }
        if plan.seats < shift.taken {
            wrong(&shift_field(*at, "seats"));
        }
        let paid = |posting: &Posting| (posting.pay.for_shift(shift.plan.minutes()), posting.pay.unit);
        let ((old, unit), (new, other)) = (paid(before), paid(after));
        if shift.claimed && (new < old || unit != other) {
            wrong("pay_amount");
        }
        amendment.kept.push((shift.id, *plan));
    }
    if standing.iter().any(|shift| shift.claimed) {
        if lateness(after.settlement) > lateness(before.settlement) {
            wrong("settlement");
        }
        if after.fills != before.fills {
            wrong("fills");
        }
        if after.least_age > before.least_age {
            wrong("least_age");
        }
        if !before.benefits.iter().all(|benefit| after.benefits.has(benefit)) {
            wrong("benefits");
        }
    }
    let known = |of: &Option<ShiftId>| of.is_some_and(|of| standing.iter().any(|shift| shift.id == of));
    amendment.added = rows.iter().filter(|(_, of, _)| !known(of)).map(|(.., plan)| *plan).collect();
    amendment.changes = changes(before, after);
    if errors.is_empty() { Ok(amendment) } else { Err(errors) }
}

fn changes(before: &Posting, after: &Posting) -> Vec<Change> {
    let mut changes = Vec::new();
    if (before.pay, before.settlement) != (after.pay, after.settlement) {
        changes.push(Change::Pay);
    }
    if (&before.region, &before.address, before.pin) != (&after.region, &after.address, after.pin) {
        changes.push(Change::Place);
    }
    let work = |posting: &Posting| {
        (posting.occupation.clone(), posting.duties.clone(), posting.requirements.clone(), posting.least_age)
    };
    if work(before) != work(after) {
        changes.push(Change::Work);
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gig::{Benefit, PayUnit, posting::PostingDraft},
        money::Fen,
        when::Moment,
    };
    use proptest::prelude::*;

    fn posting() -> Posting {
        let text = str::to_owned;
        let draft = PostingDraft {
            title: text("仓库搬运"),
            occupation: text("4-02-05-04"),
            duties: text("卸货、码垛"),
            pay_unit: text("hour"),
            pay_amount: text("22"),
            settlement: text("next-day"),
            benefits: text("meal"),
            region: text("510603001"),
            address: text("物流园 3 号门"),
            contact_name: text("王"),
            contact_phone: text("13800000000"),
            ..PostingDraft::default()
        };
        draft.parse().unwrap_or_else(|errors| unreachable!("{errors:?}"))
    }

    fn plan(starts: i64, seats: i64) -> ShiftPlan {
        let starts = Moment(starts * Moment::HOUR);
        ShiftPlan { starts, ends: starts.plus_minutes(480), break_minutes: 60, seats }
    }

    fn id(n: u128) -> ShiftId {
        ShiftId(uuid::Uuid::from_u128(n))
    }

    fn standing(claimed: bool) -> [Standing; 1] {
        [Standing { id: id(1), plan: plan(30, 5), taken: i64::from(claimed) * 2, claimed }]
    }

    fn fields(amended: Result<Amendment, Vec<FieldError>>) -> Vec<String> {
        amended.err().into_iter().flatten().map(|error| error.field).collect()
    }

    #[test]
    fn what_nobody_relies_on_may_be_anything() {
        let mut after = posting();
        after.pay.amount = Fen::yuan(20);
        after.settlement = SettlementTerm::Weekly;
        let amended =
            amend(&posting(), &standing(false), &after, &[(0, Some(id(1)), plan(40, 1)), (1, None, plan(60, 3))]);
        let amended = amended.unwrap_or_else(|errors| unreachable!("{errors:?}"));
        assert_eq!((amended.kept, amended.added), (vec![(id(1), plan(40, 1))], vec![plan(60, 3)]));
        assert_eq!(amended.changes, [Change::Pay]);
        let dropped = amend(&posting(), &standing(false), &posting(), &[(0, None, plan(60, 3))]).map(|it| it.dropped);
        assert_eq!(dropped, Ok(vec![id(1)]));
    }

    #[test]
    fn who_has_a_seat_keeps_time_and_pay() {
        let same = [(0, Some(id(1)), plan(30, 5))];
        let change = |change: fn(&mut Posting)| {
            let mut after = posting();
            change(&mut after);
            fields(amend(&posting(), &standing(true), &after, &same))
        };
        assert_eq!(change(|it| it.pay.amount = Fen::yuan(21)), ["pay_amount"]);
        assert_eq!(change(|it| it.pay.unit = PayUnit::Day), ["pay_amount"]);
        assert_eq!(change(|it| it.settlement = SettlementTerm::Weekly), ["settlement"]);
        assert_eq!(change(|it| it.least_age = 45), ["least_age"]);
        assert_eq!(change(|it| it.fills = crate::gig::Filling::Review), ["fills"]);
        assert_eq!(change(|it| it.benefits = crate::gig::Benefits::default()), ["benefits"]);
        assert!(change(|it| it.pay.amount = Fen::yuan(23)).is_empty(), "more is welcome");
        assert!(change(|it| it.settlement = SettlementTerm::SameDay).is_empty(), "and so is sooner");
        assert!(change(|it| it.benefits = it.benefits.with(Benefit::Transport)).is_empty());
        assert!(change(|it| "别处".clone_into(&mut it.address)).is_empty(), "they are told, and may leave");
        let rows = |rows: &[Row]| fields(amend(&posting(), &standing(true), &posting(), rows));
        assert_eq!(rows(&[(3, Some(id(1)), plan(31, 5))]), ["shift3-date"]);
        assert_eq!(rows(&[(0, Some(id(1)), plan(30, 1))]), ["shift0-seats"]);
        assert_eq!(rows(&[(0, None, plan(60, 5))]), ["shifts"]);
        assert!(rows(&[(0, Some(id(1)), plan(30, 2))]).is_empty());
    }

    #[test]
    fn what_is_told_is_what_changed() {
        let told = |change: fn(&mut Posting)| {
            let mut after = posting();
            change(&mut after);
            amend(&posting(), &[], &after, &[]).map(|it| it.changes)
        };
        assert_eq!(told(|_| ()), Ok(vec![]));
        assert_eq!(told(|it| "新标题".clone_into(&mut it.title)), Ok(vec![]));
        assert_eq!(told(|it| it.contact_name.push('五')), Ok(vec![]));
        assert_eq!(told(|it| it.pin = crate::place::Point::parse("31.1,104.4")), Ok(vec![Change::Place]));
        assert_eq!(told(|it| it.duties.push_str("，夜里")), Ok(vec![Change::Work]));
    }

    proptest! {
        #[test]
        fn nobody_loses_their_seat_or_gets_less(
            taken in proptest::collection::vec(0_i64..4, 1..5), seats in proptest::collection::vec(0_i64..6, 5),
            moved in proptest::collection::vec(any::<bool>(), 5), amount in 1_i64..60, kept in proptest::collection::vec(any::<bool>(), 5)
        ) {
            let standing: Vec<Standing> = (0_u32..).zip(&taken).map(|(n, taken)| Standing {
                id: id(u128::from(n)), plan: plan(30 + 24 * i64::from(n), 5), taken: *taken, claimed: *taken > 0,
            }).collect();
            let rows: Vec<Row> = standing.iter().enumerate().filter(|(n, _)| kept[*n]).map(|(n, shift)| {
                let starts = if moved[n] { shift.plan.starts.plus_minutes(60) } else { shift.plan.starts };
                (n, Some(shift.id), ShiftPlan { starts, ends: starts.plus_minutes(480), seats: seats[n].max(1), ..shift.plan })
            }).collect();
            let mut after = posting();
            after.pay.amount = Fen::yuan(amount);
            if let Ok(amended) = amend(&posting(), &standing, &after, &rows) {
                for shift in standing.iter().filter(|shift| shift.claimed) {
                    let now = amended.kept.iter().find(|(id, _)| *id == shift.id).map(|(_, plan)| *plan);
                    let now = now.unwrap_or_else(|| unreachable!("taken away"));
                    prop_assert_eq!((now.starts, now.ends), (shift.plan.starts, shift.plan.ends));
                    prop_assert!(now.seats >= shift.taken && amount >= 22);
                }
            }
        }
    }
}
