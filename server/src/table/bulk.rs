//! Doing the same to many rows. Each row is a transaction of its own, so a long list keeps nobody waiting, and one that
//! has changed since it was looked at is left as it is.

use domain::{
    error::Refused,
    gig::{GigError, ShiftState, rules::hinders_closing},
    id::{OrganisationId, PostingId, ShiftId},
    identity::{Actor, Staff},
    region::RegionCode,
    table::{BulkAction, BulkDone, BulkOrder, BulkPreview, BulkRow, Hindrance},
    when::Moment,
};
use uuid::Uuid;

use super::{Service, queries, staff};
use crate::{
    gig::{self, Doing},
    identity::organisation,
    store::{Db, Fault, Key, refused, unreachable},
    trail::{self, Deed, actor_word},
};

/// Whether something lies within the region of whoever asks.
fn within(staff: &Staff, region: &str) -> bool {
    RegionCode::parse(region).is_some_and(|region| staff.region.covers(&region))
}

fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or_default()
}

fn hindered(row: &queries::ShiftRow, now: Moment) -> Option<Hindrance> {
    let (starts, ends) = (Moment(row.starts_at), Moment(row.ends_at));
    hinders_closing(ShiftState::of(now, starts, ends, row.seats, row.taken, row.closed_at.is_some()))
}

/// What the gig market refuses, as the tables say it.
fn told(fault: Fault<GigError>) -> Fault<Refused> {
    match fault {
        Fault::Store(error) => Fault::Store(error),
        Fault::Refused(GigError::Missing) => Fault::Refused(Refused::Missing),
        Fault::Refused(_) => Fault::Refused(Refused::Conflict),
    }
}

impl Service {
    /// What would come of it, row by row. Nothing is said of what is not there for whoever asks.
    pub(super) async fn foresee(&self, staff: &Staff, order: BulkOrder) -> Result<BulkPreview, Refused> {
        let read = async {
            let mut db = self.store.read().await?;
            let mut rows = Vec::with_capacity(order.ids.len());
            for id in &order.ids {
                rows.extend(self.foreseen(&mut db, staff, order.action, *id).await?);
            }
            Ok(rows)
        };
        let rows = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        Ok(BulkPreview { action: order.action, rows, problem: None })
    }

    async fn foreseen(
        &self,
        db: &mut Db,
        staff: &Staff,
        action: BulkAction,
        id: Uuid,
    ) -> Result<Option<BulkRow>, sqlx::Error> {
        let now = self.clock.now();
        let row = |name: String, region: &str, touched: u32, hindrance| {
            let place = RegionCode::parse(region).map(|code| self.reference.place_name(&code)).unwrap_or_default();
            within(staff, region).then_some(BulkRow { id, name, place, touched, hindrance })
        };
        Ok(match action {
            BulkAction::CloseShifts => queries::shift(db, ShiftId(id)).await?.and_then(|shift| {
                let hindrance = hindered(&shift, now);
                let day = Moment(shift.starts_at);
                let name = format!("{} {} {}", shift.title, day.date(), day.clock());
                row(name, &shift.region, count(shift.taken + shift.waiting), hindrance)
            }),
            BulkAction::WithdrawPostings => match queries::posting(db, PostingId(id)).await? {
                None => None,
                Some((title, region)) => {
                    let shifts = queries::shifts_to_come(db, PostingId(id), now).await?.len();
                    let hindrance = (shifts == 0).then_some(Hindrance::Already);
                    row(title, &region, u32::try_from(shifts).unwrap_or(u32::MAX), hindrance)
                }
            },
            BulkAction::RevokeOrganisations => {
                let found = organisation::revocable(db, OrganisationId(id), staff, now).await?;
                found.and_then(|found| row(found.name, &found.region, 1, found.hindrance))
            }
        })
    }

    /// Does it, row by row.
    pub(super) async fn carry_out(&self, actor: &Actor, order: BulkOrder, reason: String) -> Result<BulkDone, Refused> {
        let staff = staff(actor, order.action.right())?;
        let mut came = BulkDone::default();
        for id in order.ids {
            let doing = Doing { actor: actor.clone(), clock: self.clock.clone() };
            let (staff, reason) = (staff.clone(), reason.clone());
            let written = self.store.write(move |db| {
                let (doing, staff, reason) = (doing.clone(), staff.clone(), reason.clone());
                Box::pin(async move {
                    match order.action {
                        BulkAction::CloseShifts => close(db, &doing, &staff, ShiftId(id), &reason).await,
                        BulkAction::WithdrawPostings => withdraw(db, &doing, &staff, PostingId(id), &reason).await,
                        BulkAction::RevokeOrganisations => {
                            organisation::revoke(db, &doing.clock, &staff, OrganisationId(id), &reason).await
                        }
                    }
                })
            });
            match written.await.map_err(refused) {
                Ok(()) => came.done += 1,
                // It changed since it was looked at, or was never there for whoever asks.
                Err(Refused::Conflict | Refused::Missing | Refused::Denied) => came.left += 1,
                Err(other) => return Err(other),
            }
        }
        self.live.nudge();
        Ok(came)
    }
}

async fn close(db: &mut Db, doing: &Doing, staff: &Staff, id: ShiftId, reason: &str) -> Result<(), Fault<Refused>> {
    gig::queries::lock_shift(db, id).await?;
    let shift = queries::shift(db, id).await?.filter(|shift| within(staff, &shift.region));
    let shift = shift.ok_or(Fault::Refused(Refused::Missing))?;
    if hindered(&shift, doing.clock.now()).is_some() {
        return Err(Fault::Refused(Refused::Conflict));
    }
    gig::close(db, doing, id).await.map_err(told)?;
    note(db, doing, "shift.closed", id.into(), (&shift.region, reason)).await
}

async fn withdraw(
    db: &mut Db,
    doing: &Doing,
    staff: &Staff,
    id: PostingId,
    reason: &str,
) -> Result<(), Fault<Refused>> {
    let (_, region) = queries::posting(db, id)
        .await?
        .filter(|(_, region)| within(staff, region))
        .ok_or(Fault::Refused(Refused::Missing))?;
    let shifts = queries::shifts_to_come(db, id, doing.clock.now()).await?;
    if shifts.is_empty() {
        return Err(Fault::Refused(Refused::Conflict));
    }
    for shift in shifts {
        gig::close(db, doing, shift.into()).await.map_err(told)?;
        note(db, doing, "shift.closed", shift, (&region, reason)).await?;
    }
    note(db, doing, "posting.withdrawn", id.into(), (&region, reason)).await
}

async fn note(
    db: &mut Db,
    doing: &Doing,
    action: &str,
    subject: Key,
    (region, reason): (&str, &str),
) -> Result<(), Fault<Refused>> {
    let actor = actor_word(&doing.actor);
    let deed = Deed { actor: &actor, action, subject, region, reason };
    Ok(trail::write(db, doing.clock.id(), &deed, doing.clock.now()).await?)
}
