//! Filling seats on the server: what employers see of those who have applied, and whom they take.

mod choosing;
mod look;
mod queries;

pub(super) use queries::was_turned_down;

use async_trait::async_trait;
use domain::{
    error::Refused,
    gig::filling::{ApplicantSort, ApplicantsPage, ChooseDraft, FillingService, Outcome, Remark},
    id::{ClaimId, OrganisationId, ShiftId},
    identity::Actor,
};

use super::attendance::Service as Base;
use crate::{store::Db, web::Live};

/// Filling seats over a store.
#[derive(Clone)]
pub struct Service {
    /// What it has in common with attendance.
    pub base: Base,
    /// Told after every change, so that pages hear of it at once.
    pub live: Live,
}

/// What a person is told about how a claim of theirs came about, or did not.
pub async fn remark(db: &mut Db, claim: ClaimId) -> Result<Option<Remark>, sqlx::Error> {
    Ok(queries::turned_down(db, claim).await?.map(|(reason, words)| Remark::TurnedDown(reason, words)))
}

#[async_trait]
impl FillingService for Service {
    async fn applicants(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        shift: ShiftId,
        sort: &str,
    ) -> Result<ApplicantsPage, Refused> {
        let sort = ApplicantSort::parse(sort).unwrap_or(ApplicantSort::Time);
        look::applicants(self, actor, (organisation, shift), sort).await
    }

    async fn choose(&self, actor: &Actor, draft: ChooseDraft) -> Result<Vec<(ClaimId, Outcome)>, Refused> {
        choosing::choose(self, actor, draft).await
    }
}
