//! The fortnight that has gone by: shifts that were worked, those that stayed empty or were cancelled, and who did not
//! come.

use std::sync::Arc;

use domain::{
    gig::ClaimState,
    when::{DayPart, Moment},
};
use rand::RngExt;
use sqlx::Error;

use super::{
    BATCH,
    claims::{self, Claim, Crew},
    compose::{Composer, DAYS, Employer},
    write,
};
use crate::{
    gig::publish::{NewPosting, NewShift},
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
/// For a hundred seats taken, so many were given up before and taken by somebody else.
const LEFT: u32 = 9;

/// Writes as many shifts of the past as `composer` is for; gives how many claims.
pub async fn fill(
    store: &Store,
    composer: &mut Composer<'_>,
    crew: &mut Crew,
    employers: &[Employer],
) -> Result<u32, Error> {
    let (mut left, mut made) = (composer.shifts(), 0);
    while left > 0 {
        let (mut batch, mut claims) = (Vec::with_capacity(BATCH), Vec::new());
        while batch.len() < BATCH && left > 0 {
            let mut posting = composer.posting(employers, left);
            left -= u32::try_from(posting.shifts.len()).unwrap_or(left).min(left);
            move_back(composer, &mut posting);
            let published = posting.published;
            for shift in &mut posting.shifts {
                claims.extend(work(composer, crew, published, shift));
            }
            batch.push(posting);
        }
        write::postings(store, Arc::new(batch)).await?;
        made += claims::write(store, claims).await?;
    }
    Ok(made)
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
    let first = posting.shifts.iter().map(|shift| shift.plan.starts.0).min().unwrap_or(composer.now.0);
    let before = composer.chance.random_range(6 * Moment::HOUR..60 * Moment::HOUR);
    posting.published = Moment(first - before);
}

/// The claims on a shift of the past, from its publication on.
fn work(composer: &mut Composer, crew: &mut Crew, published: Moment, shift: &mut NewShift) -> Vec<Claim> {
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
            attended(composer, claim, shift, no_employer)
        });
    }
    shift.closed = cancelled.then_some(closing);
    shift.taken = i64::try_from(claims.iter().filter(|claim| claim.state().holds_seat()).count()).unwrap_or_default();
    claims
}

const fn half_way(from: Moment, to: Moment) -> Moment {
    Moment(from.0 + (to.0 - from.0) / 2)
}

/// What became of a claim on the day, as far as it has come.
fn attended(composer: &mut Composer, claim: Claim, shift: &NewShift, no_employer: bool) -> Claim {
    let now = composer.now;
    let absent = if no_employer {
        Some(ClaimState::EmployerNoShow)
    } else {
        composer.percent(NO_SHOW).then_some(ClaimState::NoShow)
    };
    if let Some(absent) = absent {
        let noticed = shift.plan.starts.plus_minutes(30);
        return if noticed <= now { claim.then(composer, absent, noticed) } else { claim };
    }
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
                let claims = work(&mut composer, &mut crew, published, shift);
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
