//! Arrears of wages: how far an employer has gone up the ladder of warnings, worked out from what is owed and since when.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::{
    error::{FieldError, Refused},
    fields::{Reader, line},
    id::OrganisationId,
    identity::Actor,
    money::Fen,
    region::{RegionChoice, RegionCode},
    when::Moment,
    word::words,
};

words! {
    /// What follows from wages that are overdue, the milder first.
    ArrearsStep {
        /// The employer is reminded.
        Reminder = "reminder",
        /// The employer is told what will follow.
        Notice = "notice",
        /// The employer may post no work, and nobody can take its seats.
        Stopped = "stopped",
        /// The staff take it up.
        Case = "case",
    }
}

impl ArrearsStep {
    /// So long after the day on which wages were due, whole days.
    pub const fn after_days(self) -> i64 {
        match self {
            Self::Reminder => 0,
            Self::Notice => 3,
            Self::Stopped => 7,
            Self::Case => 15,
        }
    }

    /// Whether an employer this far may post work.
    pub const fn may_post(self) -> bool {
        matches!(self, Self::Reminder | Self::Notice)
    }
}

/// What an employer owes beyond its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overdue {
    /// Since when the oldest of it is due.
    pub since: Moment,
    /// Of how many claims.
    pub claims: i64,
    /// How much is open.
    pub open: Fen,
}

/// What is owed for one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owing {
    /// By when it was or is to be paid.
    pub due: Moment,
    /// What is owed.
    pub owed: Fen,
    /// What was paid of it.
    pub paid: Fen,
}

/// What of all that an employer owes is beyond its day at `now`; a part that was paid does not stop the days from counting.
pub fn overdue(all: &[Owing], now: Moment) -> Option<Overdue> {
    let late: Vec<&Owing> = all.iter().filter(|one| one.paid < one.owed && one.due <= now).collect();
    Some(Overdue {
        since: late.iter().map(|one| one.due).min()?,
        claims: i64::try_from(late.len()).unwrap_or(i64::MAX),
        open: Fen(late.iter().map(|one| one.owed.0 - one.paid.0).sum()),
    })
}

/// How far up the ladder wages lead that are overdue since then.
pub fn step(since: Moment, now: Moment) -> Option<ArrearsStep> {
    let days = (now.0 - since.0).div_euclid(Moment::DAY);
    ArrearsStep::ALL.iter().copied().rfind(|step| days >= step.after_days())
}

/// When the next step follows if nothing is paid.
pub fn next(since: Moment, now: Moment) -> Option<(ArrearsStep, Moment)> {
    let at = |step: ArrearsStep| Moment(since.0 + step.after_days() * Moment::DAY);
    ArrearsStep::ALL.iter().copied().map(|step| (step, at(step))).find(|(_, at)| *at > now)
}

/// Why an employer may not post work now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingStop {
    /// What is owed.
    pub overdue: Overdue,
    /// How far it has come.
    pub step: ArrearsStep,
}

/// Whether an employer that owes wages since then may neither post work nor have its seats taken at `now`.
pub fn stops(since: Moment, now: Moment) -> bool {
    step(since, now).is_some_and(|step| !step.may_post())
}

/// Whether an employer with so much overdue may post work at `now`.
pub fn may_post(overdue: Option<Overdue>, now: Moment) -> Result<(), PostingStop> {
    let Some(overdue) = overdue else { return Ok(()) };
    match step(overdue.since, now) {
        Some(step) if !step.may_post() => Err(PostingStop { overdue, step }),
        _ => Ok(()),
    }
}

/// An employer on the board of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrearsRow {
    /// Which.
    pub organisation: OrganisationId,
    /// Its name; of a household what is public.
    pub name: String,
    /// In which county.
    pub place: String,
    /// What is overdue in the region that is looked at.
    pub overdue: Overdue,
    /// How far it has come.
    pub step: ArrearsStep,
}

/// The board of arrears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrearsBoard {
    /// Now.
    pub now: Moment,
    /// Which county is looked at; empty for all of one's region.
    pub county: String,
    /// The counties of one's region.
    pub counties: Vec<RegionChoice>,
    /// How much each county has open, the most first: code, name, sum.
    pub by_county: Vec<(RegionCode, String, Fen)>,
    /// Employers, the longest overdue first.
    pub rows: Vec<ArrearsRow>,
    /// All of them together.
    pub open: Fen,
    /// There are more than are shown.
    pub more: bool,
}

/// An overdue claim as the staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverdueClaim {
    /// What the work was.
    pub title: String,
    /// When.
    pub starts: Moment,
    /// Who is to be paid, masked.
    pub worker: String,
    /// By when it was to be paid.
    pub due: Moment,
    /// What is owed.
    pub owed: Fen,
    /// What was paid.
    pub paid: Fen,
}

/// The arrears of one employer, for the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrearsCase {
    /// Now.
    pub now: Moment,
    /// Which employer.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Where it is registered.
    pub place: String,
    /// What is overdue, if anything is.
    pub overdue: Option<Overdue>,
    /// How far it has come.
    pub step: Option<ArrearsStep>,
    /// Which steps were taken, and when.
    pub taken: Vec<(ArrearsStep, Moment)>,
    /// The claims.
    pub claims: Vec<OverdueClaim>,
    /// It waits for the staff.
    pub waits: bool,
    /// Whoever looks may take it off the queue.
    pub may_close: bool,
}

/// "This is dealt with", from the staff.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloseDraft {
    /// Which employer.
    pub organisation: String,
    /// What was done.
    pub reason: String,
}

impl CloseDraft {
    /// What was done, which is needed.
    pub fn reason(&self) -> Result<String, Vec<FieldError>> {
        let mut reader = Reader::default();
        let reason = reader.need("reason", &self.reason, |text| line(text, 200));
        reason.ok_or(reader.problems)
    }
}

/// The service of arrears, for the staff of a region.
#[async_trait]
pub trait ArrearsService: Send + Sync {
    /// Employers with arrears in one's region, or one county of it. Errors: signed out, denied.
    async fn board(&self, actor: &Actor, county: &str) -> Result<ArrearsBoard, Refused>;
    /// The arrears of one employer. Errors: signed out, denied, missing.
    async fn case(&self, actor: &Actor, organisation: OrganisationId) -> Result<ArrearsCase, Refused>;
    /// Takes the case off the queue, with what was done; it comes back if wages that are due later stay open as long.
    /// Errors: signed out, denied, missing, fields, conflict.
    async fn close(&self, actor: &Actor, draft: CloseDraft) -> Result<(), Refused>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DUE: Moment = Moment(1_795_363_200_000);

    fn after(days: i64, more: i64) -> Moment {
        Moment(DUE.0 + days * Moment::DAY + more)
    }

    #[test]
    fn the_ladder_goes_up_with_the_days() {
        let steps = [
            (after(0, -1), None, ArrearsStep::Reminder),
            (after(0, 0), Some(ArrearsStep::Reminder), ArrearsStep::Notice),
            (after(3, -1), Some(ArrearsStep::Reminder), ArrearsStep::Notice),
            (after(3, 0), Some(ArrearsStep::Notice), ArrearsStep::Stopped),
            (after(7, 0), Some(ArrearsStep::Stopped), ArrearsStep::Case),
            (after(15, -1), Some(ArrearsStep::Stopped), ArrearsStep::Case),
        ];
        for (now, reached, coming) in steps {
            assert_eq!(step(DUE, now), reached, "{now:?}");
            assert_eq!(stops(DUE, now), now >= after(7, 0), "{now:?}");
            assert_eq!(next(DUE, now).map(|(step, _)| step), Some(coming), "{now:?}");
        }
        assert_eq!((step(DUE, after(15, 0)), next(DUE, after(15, 0))), (Some(ArrearsStep::Case), None));
    }

    #[test]
    fn whoever_has_paid_in_full_or_is_not_due_may_post() {
        let owing = |paid: i64, due| Owing { due, owed: Fen(100), paid: Fen(paid) };
        let now = after(8, 0);
        let may = |all: &[Owing]| may_post(overdue(all, now), now);
        assert_eq!(may(&[]), Ok(()));
        assert_eq!(may(&[owing(100, DUE), owing(0, after(9, 0)), owing(0, after(6, 0))]), Ok(()));
        let late = Overdue { since: DUE, claims: 2, open: Fen(101) };
        let stop = PostingStop { overdue: late, step: ArrearsStep::Stopped };
        assert_eq!(may(&[owing(99, DUE), owing(0, after(6, 0))]), Err(stop), "a fen is missing since eight days");
    }

    proptest! {
        #[test]
        fn time_leads_up_and_paying_leads_down(
            dues in proptest::collection::vec((0_i64..40, 0_i64..3), 1..8), at in 0_usize..8, days in 0_i64..60, more in 0_i64..20,
        ) {
            let all: Vec<Owing> = dues
                .iter()
                .map(|(day, paid)| Owing { due: after(*day, 0), owed: Fen(2), paid: Fen(*paid) })
                .collect();
            let reached = |all: &[Owing], now| overdue(all, now).and_then(|overdue| step(overdue.since, now));
            let now = after(days, 0);
            prop_assert!(reached(&all, now) <= reached(&all, after(days + more, 0)));
            let mut paid = all.clone();
            if let Some(one) = paid.get_mut(at) {
                one.paid = one.owed;
            }
            prop_assert!(reached(&paid, now) <= reached(&all, now));
            let settled: Vec<Owing> = all.iter().map(|one| Owing { paid: one.owed, ..*one }).collect();
            prop_assert_eq!(overdue(&settled, now), None);
        }
    }
}
