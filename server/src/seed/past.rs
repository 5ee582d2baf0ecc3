//! The fortnight that has gone by: shifts that were worked, those that stayed empty or were cancelled, and who did not
//! come.

use std::sync::Arc;

use domain::{
    gig::{ClaimState, SettlementTerm, ShiftPlan},
    when::{DayPart, Moment},
};
use rand::RngExt;
use sqlx::Error;

use super::{
    BATCH,
    books::{self, Written},
    claims::{self, Claim, Crew},
    compose::{Composer, DAYS, Employer},
    people,
    work::{self, Book},
    write,
};
use crate::{
    gig::publish::{NewPosting, NewShift},
    setting::Settings,
    store::Store,
};

/// Of a hundred shifts, so many were cancelled.
const CANCELLED: u32 = 4;
/// So many were full.
const FULL: u32 = 60;
/// Of a hundred shifts, for so many nobody was there to give work.
const NO_EMPLOYER: u32 = 1;
/// Of a hundred workers, so many did not come.
const NO_SHOW: u32 = 4;
/// The same where one is to see some.
const OFTEN_ABSENT: u32 = 10;
/// For a hundred seats taken, so many were given up before and taken by somebody else.
const LEFT: u32 = 9;

/// Writes as many shifts of the past as `composer` is for; gives how many claims. Of the days of employers for whom
/// somebody acts, hours and money are written too.
pub async fn fill(
    store: &Store,
    composer: &mut Composer<'_>,
    crew: &mut Crew,
    (employers, settings): (&[Employer], &Settings),
) -> Result<u32, Error> {
    let (mut left, mut made) = (composer.shifts(), 0);
    while left > 0 {
        let (mut batch, mut claims, mut written) = (Vec::with_capacity(BATCH), Vec::new(), Written::default());
        while batch.len() < BATCH && left > 0 {
            let mut posting = composer.posting(employers, left);
            left -= u32::try_from(posting.shifts.len()).unwrap_or(left).min(left);
            move_back(composer, &mut posting);
            let book = Book::of(settings, employers, &posting, composer.now);
            claims.extend(days(composer, crew, &mut posting, (book.as_ref(), &mut written)));
            batch.push(posting);
        }
        write::postings(store, Arc::new(batch)).await?;
        made += claims::write(store, claims).await?;
        books::write(store, written).await?;
    }
    Ok(made)
}

/// The claims on all shifts of a posting of the past.
fn days(
    composer: &mut Composer,
    crew: &mut Crew,
    posting: &mut NewPosting,
    (book, written): (Option<&Book>, &mut Written),
) -> Vec<Claim> {
    let published = posting.published;
    let shifts = posting.shifts.iter_mut();
    shifts.flat_map(|shift| claims_on(composer, crew, (published, shift), (book, &mut *written))).collect()
}

/// Moves a posting a fortnight back and publishes it shortly before its first shift.
fn move_back(composer: &mut Composer, posting: &mut NewPosting) {
    for shift in &mut posting.shifts {
        for moment in [&mut shift.plan.starts, &mut shift.plan.ends] {
            moment.0 -= DAYS * Moment::DAY;
        }
        shift.tally.day = shift.plan.starts.day_number();
        shift.tally.part = DayPart::of(shift.plan.starts);
        shift.listed = shift.plan.starts > composer.now;
    }
    published_before(composer, posting);
}

/// Publishes a posting shortly before its first shift.
fn published_before(composer: &mut Composer, posting: &mut NewPosting) {
    let first = posting.shifts.iter().map(|shift| shift.plan.starts.0).min().unwrap_or(composer.now.0);
    let before = composer.chance.random_range(6 * Moment::HOUR..60 * Moment::HOUR);
    posting.published = Moment(first - before);
}

/// The claims on a shift of the past, from its publication on.
fn claims_on(
    composer: &mut Composer,
    crew: &mut Crew,
    (published, shift): (Moment, &mut NewShift),
    (book, written): (Option<&Book>, &mut Written),
) -> Vec<Claim> {
    let full = composer.percent(FULL);
    let wanted = if full { shift.plan.seats } else { composer.chance.random_range(0..shift.plan.seats.max(2)) };
    // Most is taken soon or, where pay is low, not long before it begins.
    let room = (shift.plan.starts.0 - published.0) / Moment::MINUTE;
    let length = composer.chance.random_range(10..=room.clamp(11, 720));
    let cancelled = composer.percent(CANCELLED);
    let closing = half_way(published.plus_minutes(length), shift.plan.starts);
    let no_employer = composer.percent(NO_EMPLOYER);
    let mut claims = Vec::new();
    for number in 1..=wanted {
        let made = published.plus_minutes(length * number / wanted);
        if composer.percent(LEFT)
            && let Some(account) = crew.somebody(shift.plan.starts)
        {
            let before = published.plus_minutes(length * (number - 1) / wanted);
            let left = Claim::new(composer, shift, account, before);
            claims.push(left.then(composer, ClaimState::CancelledByWorker, made));
        }
        let Some(account) = crew.somebody(shift.plan.starts) else { break };
        let claim = Claim::new(composer, shift, account, made);
        claims.push(if cancelled {
            claim.then(composer, ClaimState::CancelledByEmployer, closing)
        } else {
            let absent = absent(composer, no_employer);
            went(composer, crew, claim, (shift, absent), (book, &mut *written))
        });
    }
    shift.closed = cancelled.then_some(closing);
    shift.taken = i64::try_from(claims.iter().filter(|claim| claim.state().holds_seat()).count()).unwrap_or_default();
    claims
}

const fn half_way(from: Moment, to: Moment) -> Moment {
    Moment(from.0 + (to.0 - from.0) / 2)
}

/// What became of a claim on its day.
fn went(
    composer: &mut Composer,
    crew: &Crew,
    claim: Claim,
    (shift, absent): (&NewShift, Option<ClaimState>),
    (book, written): (Option<&Book>, &mut Written),
) -> Claim {
    match (absent, book) {
        (Some(absent), _) => missed(composer, claim, (shift, absent), (book, written)),
        (None, Some(book)) => {
            let called = people::called(crew.number(claim.worker()));
            work::lived(composer, book, &shift.plan, claim, &called, written)
        }
        (None, None) => attended(composer, claim, shift),
    }
}

/// Moves the shifts of a posting to days so many ago, and pays them by this term.
pub fn move_to(composer: &mut Composer, posting: &mut NewPosting, ago: &[i64], term: SettlementTerm) {
    posting.settlement = term;
    let today = Moment::start_of(composer.now.date());
    let Some(first) = posting.shifts.first().cloned() else { return };
    let (at, length) =
        (first.plan.starts.0 - Moment::start_of(first.plan.starts.date()).0, first.plan.ends.0 - first.plan.starts.0);
    posting.shifts = ago
        .iter()
        .map(|ago| {
            let starts = Moment(today.0 - ago * Moment::DAY + at);
            let seats = first.plan.seats.clamp(2, 3);
            let plan = ShiftPlan { starts, ends: Moment(starts.0 + length), seats, ..first.plan };
            let shift = NewShift::of(composer.id(), plan, &posting.code, &posting.town, posting.pay, term);
            NewShift { listed: false, ..shift }
        })
        .collect();
    published_before(composer, posting);
}

/// The claims on shifts of the past whose seats were all taken; a few people did not come.
pub fn all_worked(
    composer: &mut Composer,
    crew: &mut Crew,
    posting: &mut NewPosting,
    (book, written): (&Book, &mut Written),
) -> Vec<Claim> {
    let mut claims = Vec::new();
    for shift in &mut posting.shifts {
        let first = claims.len();
        for _ in 0..shift.plan.seats {
            let Some(account) = crew.somebody(shift.plan.starts) else { break };
            let made = Moment(composer.chance.random_range(posting.published.0..shift.plan.starts.0 - Moment::HOUR));
            let claim = Claim::new(composer, shift, account, made);
            // Never the first: what is owed for the oldest day is what the employer is reminded of.
            let absent = (claims.len() > first && composer.percent(OFTEN_ABSENT)).then_some(ClaimState::NoShow);
            claims.push(went(composer, crew, claim, (shift, absent), (Some(book), &mut *written)));
        }
        let held = claims[first..].iter().filter(|claim| claim.state().holds_seat()).count();
        shift.taken = i64::try_from(held).unwrap_or_default();
    }
    claims
}

/// Who was absent, if somebody was.
fn absent(composer: &mut Composer, no_employer: bool) -> Option<ClaimState> {
    if no_employer { Some(ClaimState::EmployerNoShow) } else { composer.percent(NO_SHOW).then_some(ClaimState::NoShow) }
}

/// Somebody was absent, and is said to have been once it was noticed.
fn missed(
    composer: &mut Composer,
    claim: Claim,
    (shift, absent): (&NewShift, ClaimState),
    (book, written): (Option<&Book>, &mut Written),
) -> Claim {
    let noticed = shift.plan.starts.plus_minutes(30);
    match book {
        _ if noticed > composer.now => claim,
        Some(book) => work::missed(composer, book, noticed, claim, absent, written),
        None => claim.then(composer, absent, noticed),
    }
}

/// What became of a claim on the day, as far as it has come.
fn attended(composer: &mut Composer, claim: Claim, shift: &NewShift) -> Claim {
    let now = composer.now;
    let paid = shift.plan.ends.plus_minutes(composer.chance.random_range(20..1_200));
    let steps = [
        (ClaimState::CheckedIn, shift.plan.starts.plus_minutes(-composer.chance.random_range(0..15))),
        (ClaimState::CheckedOut, shift.plan.ends),
        (ClaimState::Settled, paid),
    ];
    let done = steps.into_iter().take_while(|(_, at)| *at <= now);
    done.fold(claim, |claim, (state, at)| claim.then(composer, state, at))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rand::{SeedableRng, rngs::StdRng};

    use super::*;
    use crate::reference::Reference;

    #[test]
    fn what_has_gone_by_is_plausible() {
        let reference = Reference::builtin();
        let now = Moment(1_795_500_000_000);
        let mut composer = Composer::new(&reference, StdRng::seed_from_u64(3), now, 300);
        let mut crew = Crew::new(&mut composer, 300);
        let employers = composer.employers();
        let (mut states, mut shifts, mut full) = (HashSet::new(), 0, 0);
        for _ in 0..150 {
            let mut posting = composer.posting(&employers, 300);
            move_back(&mut composer, &mut posting);
            let published = posting.published;
            for shift in &mut posting.shifts {
                let claims = claims_on(&mut composer, &mut crew, (published, shift), (None, &mut Written::default()));
                let held = claims.iter().filter(|claim| claim.state().holds_seat()).count();
                assert_eq!(shift.taken, i64::try_from(held).unwrap());
                assert!(shift.taken <= shift.plan.seats && (shift.closed.is_none() || shift.taken == 0));
                assert!(published < shift.plan.starts && shift.closed.is_none_or(|at| at < shift.plan.starts));
                let mut people: Vec<_> = claims.iter().map(Claim::worker).collect();
                people.sort_unstable();
                people.dedup();
                assert_eq!(people.len(), claims.len(), "nobody is twice in one shift");
                assert!(claims.iter().all(|claim| claim.is_told_in_order(now, published)));
                states.extend(claims.iter().map(Claim::state));
                full += usize::from(shift.taken == shift.plan.seats);
                shifts += 1;
            }
        }
        assert!(full * 4 > shifts && full < shifts, "{full} of {shifts} are full");
        for state in
            [ClaimState::Settled, ClaimState::NoShow, ClaimState::CancelledByWorker, ClaimState::CancelledByEmployer]
        {
            assert!(states.contains(&state), "{state:?}");
        }
    }
}
