//! Filling seats on the server: what employers see of those who have applied, whom they take, whom the staff claim a
//! seat for, and seats that one person claims for others.

mod behalf;
mod choosing;
mod crew;
mod crew_queries;
mod look;
mod preference_queries;
mod preferring;
mod queries;

pub(super) use preference_queries::{banned, of_members};
pub(super) use preferring::tell_favourites;
pub(super) use queries::was_turned_down;

use async_trait::async_trait;
use domain::{
    error::Refused,
    gig::{
        ClaimState, GigError,
        filling::{
            ApplicantSort, ApplicantsPage, BehalfDraft, BehalfPage, ChooseDraft, CrewDraft, CrewForm, FillingService,
            LiftDraft, NamedCrews, Outcome, PreferenceDraft, PreferencesPage, Remark,
        },
    },
    id::{ClaimId, OrganisationId, ShiftId},
    identity::Actor,
    when::Moment,
};

use super::{attendance::Service as Base, rows::ClaimRow};
use crate::{clock::Clock, store::Db, web::Live};

/// Filling seats over a store.
#[derive(Clone)]
pub struct Service {
    /// What it has in common with attendance.
    pub base: Base,
    /// Told after every change, so that pages hear of it at once.
    pub live: Live,
}

/// What a person is told about how a claim of theirs came about, or did not.
pub async fn remark(db: &mut Db, claim: &ClaimRow, clock: &Clock) -> Result<Option<Remark>, sqlx::Error> {
    let id = claim.id.into();
    if let Some((reason, words)) = queries::turned_down(db, id).await? {
        return Ok(Some(Remark::TurnedDown(reason, words)));
    }
    if let Some(by) = crew_queries::named_by(db, id).await? {
        let until = claim.offered_until.map(Moment).filter(|_| claim.state() == ClaimState::Offered);
        return Ok(Some(Remark::Named { by, until, key: clock.id().simple().to_string() }));
    }
    let may_veto = behalf::may_veto(claim, clock.now());
    Ok(queries::consent(db, id).await?.map(|way| Remark::OnBehalf { way, may_veto }))
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

    async fn behalf(&self, actor: &Actor, shift: ShiftId) -> Result<BehalfPage, Refused> {
        behalf::page(self, actor, shift).await
    }

    async fn claim_for(&self, actor: &Actor, draft: BehalfDraft) -> Result<ClaimId, GigError> {
        behalf::claim_for(self, actor, draft).await
    }

    async fn veto(&self, actor: &Actor, claim: ClaimId) -> Result<ShiftId, Refused> {
        behalf::veto(self, actor, claim).await
    }

    async fn crew_form(&self, actor: &Actor, shift: ShiftId) -> Result<CrewForm, Refused> {
        crew::form(self, actor, shift).await
    }

    async fn claim_crew(&self, actor: &Actor, draft: CrewDraft) -> Result<(), GigError> {
        crew::claim(self, actor, draft).await
    }

    async fn crews(&self, actor: &Actor) -> Result<NamedCrews, Refused> {
        crew::list(self, actor).await
    }

    async fn preferences(&self, actor: &Actor, organisation: OrganisationId) -> Result<PreferencesPage, Refused> {
        preferring::list(self, actor, organisation).await
    }

    async fn set_preference(
        &self,
        actor: &Actor,
        draft: PreferenceDraft,
    ) -> Result<(OrganisationId, ShiftId), Refused> {
        preferring::set(self, actor, draft).await
    }

    async fn lift(&self, actor: &Actor, draft: LiftDraft) -> Result<OrganisationId, Refused> {
        preferring::lift(self, actor, draft).await
    }
}
