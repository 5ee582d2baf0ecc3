//! Ratings on the server: written under the lock of the shift's row, shown by a rule that is asked where they are read, and
//! summed up by the database. Words in which something is found, or that somebody reports, wait for the staff.

mod desk;
mod giving;
pub mod queries;

use async_trait::async_trait;
use domain::{
    error::Refused,
    gig::rating::{JudgeRatingDraft, RatingCase, RatingDraft, RatingPage, RatingService},
    id::{ClaimId, OrganisationId, RatingId},
    identity::Actor,
    region::RegionCode,
    work::{WorkItem, WorkKind},
};

use super::{
    Doing,
    attendance::{Held, Refusal, no, note, of_employer, own, person, staff, tell_employer, tell_worker},
};
use crate::{setting::Settings, store::Db, work};

pub use super::attendance::Service as Base;

/// Ratings over a store.
#[derive(Clone)]
pub struct Service {
    /// What it has in common with attendance.
    pub base: Base,
}

/// Puts the words of a rating into the queue.
async fn queue(db: &mut Db, (doing, settings): (&Doing, &Settings), held: &Held, id: RatingId) -> Result<(), Refusal> {
    let now = doing.clock.now();
    let Some(region) = RegionCode::parse(&held.site.region) else { return no(Refused::Conflict) };
    let (kind, label) = (WorkKind::Rating, held.site.title.clone());
    let due = settings.due(kind, &region, now);
    let item = WorkItem { kind, subject: id.0, label, region, filed: now, due };
    Ok(work::file(db, doing.clock.id(), &item).await?)
}

#[async_trait]
impl RatingService for Service {
    async fn of_worker(&self, actor: &Actor, claim: &str) -> Result<RatingPage, Refused> {
        giving::of_worker(self, actor, claim).await
    }

    async fn of_employer(&self, actor: &Actor, claim: ClaimId) -> Result<RatingPage, Refused> {
        giving::of_crew(self, actor, claim).await
    }

    async fn rate_employer(&self, actor: &Actor, draft: RatingDraft) -> Result<ClaimId, Refused> {
        giving::rate(self, actor, draft, domain::gig::attendance::Side::Worker).await.map(|(_, claim)| claim)
    }

    async fn rate_worker(&self, actor: &Actor, draft: RatingDraft) -> Result<(OrganisationId, ClaimId), Refused> {
        giving::rate(self, actor, draft, domain::gig::attendance::Side::Employer).await
    }

    async fn report(&self, actor: &Actor, rating: RatingId) -> Result<String, Refused> {
        giving::report(self, actor, rating).await
    }

    async fn case(&self, actor: &Actor, rating: RatingId) -> Result<RatingCase, Refused> {
        desk::case(self, actor, rating).await
    }

    async fn judge(&self, actor: &Actor, draft: JudgeRatingDraft) -> Result<(), Refused> {
        desk::judge(self, actor, draft).await
    }
}
