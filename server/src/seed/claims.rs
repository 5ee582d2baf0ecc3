//! Made-up workers and their claims, written as they stand at the end: rows of claims with their history, no audit.

use std::{collections::HashMap, convert::Infallible, sync::Arc};

use domain::{
    gig::{ClaimState, LeaveReason},
    id::AccountId,
    when::Moment,
};
use rand::RngExt;
use sqlx::Error;
use uuid::Uuid;

use super::{compose::Composer, people};
use crate::{
    gig::publish::{NewPosting, NewShift},
    store::{Cell, Fault, Store, insert_many},
};

/// Workers with a history; `people` numbers its own from 0.
const FIRST_NUMBER: usize = 1_000;
/// Coming shifts that start within so many days have claims.
const TAKEN_DAYS: i64 = 2;
/// Shifts with fewer seats are left to `people`.
const LEAST_SEATS: i64 = 5;

/// A claim with its history.
#[derive(Clone)]
pub struct Claim {
    id: Uuid,
    shift: Uuid,
    account: Uuid,
    starts: Moment,
    /// What became of it, in order; the first is how it was made, the last how it stands.
    events: Vec<Event>,
}

/// A move of a claim.
#[derive(Clone)]
struct Event {
    id: Uuid,
    state: ClaimState,
    reason: Option<&'static str>,
    /// Whoever did it; the worker or the service where nobody is named.
    by: Option<Uuid>,
    at: Moment,
}

impl Claim {
    /// A claim that took a seat at once.
    pub fn new(composer: &mut Composer, shift: &NewShift, account: Uuid, made: Moment) -> Self {
        let claim = Self { id: composer.id(), shift: shift.id, account, starts: shift.plan.starts, events: Vec::new() };
        claim.then(composer, ClaimState::Confirmed, made)
    }

    /// The same after one more move.
    pub fn then(mut self, composer: &mut Composer, state: ClaimState, at: Moment) -> Self {
        let reason = (state == ClaimState::CancelledByWorker).then(|| LeaveReason::Plans.word());
        self.events.push(Event { id: composer.id(), state, reason, by: None, at });
        self
    }

    /// The same with the last move made by somebody.
    pub fn by(mut self, account: Uuid) -> Self {
        if let Some(event) = self.events.last_mut() {
            event.by = Some(account);
        }
        self
    }

    /// Its id.
    pub const fn id(&self) -> Uuid {
        self.id
    }

    /// Whose it is.
    pub const fn worker(&self) -> Uuid {
        self.account
    }

    /// Since when it stands so.
    pub fn since(&self) -> Moment {
        self.events.last().map_or(self.starts, |event| event.at)
    }

    /// How it stands.
    pub fn state(&self) -> ClaimState {
        self.events.last().map_or(ClaimState::Expired, |event| event.state)
    }

    fn row(&self) -> Option<Vec<Cell>> {
        let (first, last) = (self.events.first()?, self.events.last()?);
        Some(vec![
            Cell::Id(self.id),
            Cell::Id(self.shift),
            Cell::Id(self.account),
            Cell::Text(last.state.word().to_owned()),
            Cell::Flag(last.state.active()),
            Cell::Number(self.starts.0),
            Cell::Number(first.at.0),
            Cell::Number(last.at.0),
        ])
    }

    fn event_rows(&self) -> impl Iterator<Item = Vec<Cell>> {
        self.events.iter().map(|event| {
            let by_worker = matches!(event.state, ClaimState::Confirmed | ClaimState::CancelledByWorker);
            let by = event.by.or(by_worker.then_some(self.account));
            let actor = by.map_or_else(|| "system".to_owned(), |account| format!("person:{account}"));
            vec![
                Cell::Id(event.id),
                Cell::Id(self.id),
                Cell::Text(event.state.word().to_owned()),
                Cell::Text(actor),
                Cell::MaybeText(event.reason.map(str::to_owned)),
                Cell::Number(event.at.0),
            ]
        })
    }
}

/// The workers, who are each in at most one shift a day.
pub struct Crew {
    accounts: Vec<Uuid>,
    /// How many of them have a shift on a day.
    busy: HashMap<i64, usize>,
    claims: Vec<Claim>,
}

impl Crew {
    /// As many as so many shifts need.
    pub fn new(composer: &mut Composer, shifts: u32) -> Self {
        let accounts = (0..(shifts * 3 / 2).clamp(40, 700)).map(|_| composer.id()).collect();
        Self { accounts, busy: HashMap::new(), claims: Vec::new() }
    }

    /// Somebody who is free on the day of `starts`. Each day begins with somebody else, so that nobody comes from a night
    /// shift to a morning one.
    pub fn somebody(&mut self, starts: Moment) -> Option<Uuid> {
        let day = starts.day_number();
        let busy = self.busy.entry(day).or_default();
        let first = usize::try_from(day).unwrap_or_default() % 2 * self.accounts.len() / 2;
        let at = (first + *busy) % self.accounts.len();
        // Half of them rest each day.
        (*busy < self.accounts.len() / 2).then(|| {
            *busy += 1;
            self.accounts[at]
        })
    }

    /// The number of one of them.
    pub fn number(&self, account: Uuid) -> usize {
        FIRST_NUMBER + self.accounts.iter().position(|known| *known == account).unwrap_or_default()
    }

    /// Lets some people take seats of a posting's shifts that start soon.
    pub fn take_some(&mut self, composer: &mut Composer, posting: &mut NewPosting) {
        let now = composer.now;
        let soon = |shift: &&mut NewShift| {
            shift.plan.starts.0 < now.0 + TAKEN_DAYS * Moment::DAY && shift.plan.seats >= LEAST_SEATS
        };
        for shift in posting.shifts.iter_mut().filter(soon) {
            for _ in 0..composer.chance.random_range(1..shift.plan.seats) {
                let Some(account) = self.somebody(shift.plan.starts) else { return };
                let made = Moment(composer.chance.random_range(posting.published.0..=now.0));
                self.claims.push(Claim::new(composer, shift, account, made));
                shift.taken += 1;
            }
        }
    }

    /// The claims that were made so far.
    pub fn claims(&mut self) -> Vec<Claim> {
        std::mem::take(&mut self.claims)
    }
}

/// Writes the workers.
pub async fn workers(store: &Store, crew: &Crew, now: Moment) -> Result<(), Error> {
    let accounts = Arc::new(crew.accounts.clone());
    let written = store.write::<_, Infallible, _>(move |db| {
        let accounts = accounts.clone();
        Box::pin(async move {
            for (number, account) in accounts.iter().enumerate() {
                people::worker(db, AccountId(*account), FIRST_NUMBER + number, now).await?;
            }
            Ok(())
        })
    });
    written.await.map_err(Fault::stored)
}

/// Writes claims with their history; gives how many.
pub async fn write(store: &Store, claims: Vec<Claim>) -> Result<u32, Error> {
    const CLAIM: &str = "claim (id, shift_id, account_id, state, active, starts_at, made_at, state_at)";
    const EVENT: &str = "claim_event (id, claim_id, state, actor, reason, at)";
    let (n, claims) = (u32::try_from(claims.len()).unwrap_or_default(), Arc::new(claims));
    let written = store.write::<_, Infallible, _>(move |db| {
        let claims = claims.clone();
        Box::pin(async move {
            let rows: Vec<Vec<Cell>> = claims.iter().filter_map(Claim::row).collect();
            insert_many(db, CLAIM, &rows).await?;
            let rows: Vec<Vec<Cell>> = claims.iter().flat_map(Claim::event_rows).collect();
            Ok(insert_many(db, EVENT, &rows).await?)
        })
    });
    written.await.map_err(Fault::stored)?;
    Ok(n)
}

#[cfg(test)]
impl Claim {
    /// Whether nothing of it happens before the posting or after `now`, or before what it follows.
    pub fn is_told_in_order(&self, now: Moment, published: Moment) -> bool {
        let times: Vec<Moment> = self.events.iter().map(|event| event.at).collect();
        times.is_sorted()
            && times.first().is_some_and(|at| *at >= published)
            && times.last().is_some_and(|at| *at <= now)
    }
}
