//! Everything one may ask about filling seats.

use async_trait::async_trait;

use super::{
    ApplicantsPage, BehalfDraft, BehalfPage, ChooseDraft, CrewDraft, CrewForm, LiftDraft, NamedCrews, Outcome,
    PreferenceDraft, PreferencesPage,
};
use crate::{
    error::Refused,
    gig::GigError,
    id::{ClaimId, OrganisationId, ShiftId},
    identity::Actor,
};

/// The service of filling seats. What is not one's own or of one's organisation is missing. Every write may be sent again:
/// it is then done already, and has no second effect.
#[async_trait]
pub trait FillingService: Send + Sync {
    /// Those who have applied for a shift, for members of its employer; `sort` is the word of an order.
    /// Errors: signed out, missing.
    async fn applicants(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        shift: ShiftId,
        sort: &str,
    ) -> Result<ApplicantsPage, Refused>;
    /// Takes or turns down applicants, each in a write of its own; gives what became of each.
    /// Errors: signed out, missing, fields.
    async fn choose(&self, actor: &Actor, draft: ChooseDraft) -> Result<Vec<(ClaimId, Outcome)>, Refused>;

    /// A shift, for the staff who claim a seat for somebody. Errors: signed out, denied, missing.
    async fn behalf(&self, actor: &Actor, shift: ShiftId) -> Result<BehalfPage, Refused>;
    /// Claims a seat for a person of the region who has agreed; they are told. A person of another region is not there.
    /// Errors: signed out, denied, missing, fields, refused.
    async fn claim_for(&self, actor: &Actor, draft: BehalfDraft) -> Result<ClaimId, GigError>;
    /// The person gives up what the staff claimed for them, without a mark; gives the shift.
    /// Errors: signed out, missing, conflict.
    async fn veto(&self, actor: &Actor, claim: ClaimId) -> Result<ShiftId, Refused>;

    /// A shift, for somebody who claims seats for a crew. Errors: signed out, missing.
    async fn crew_form(&self, actor: &Actor, shift: ShiftId) -> Result<CrewForm, Refused>;
    /// Claims a seat for everybody who is named, or none at all; each confirms by their own phone.
    /// Errors: signed out, missing, fields, refused, too many.
    async fn claim_crew(&self, actor: &Actor, draft: CrewDraft) -> Result<(), GigError>;
    /// The crews for which one has claimed seats. Errors: signed out.
    async fn crews(&self, actor: &Actor) -> Result<NamedCrews, Refused>;

    /// Whom an organisation likes to have again and whom no more, for its members. Errors: signed out, missing.
    async fn preferences(&self, actor: &Actor, organisation: OrganisationId) -> Result<PreferencesPage, Refused>;
    /// Keeps that of somebody who had a seat; gives the organisation and the shift.
    /// Errors: signed out, missing, fields, conflict.
    async fn set_preference(&self, actor: &Actor, draft: PreferenceDraft)
    -> Result<(OrganisationId, ShiftId), Refused>;
    /// Ends it. Errors: signed out, missing.
    async fn lift(&self, actor: &Actor, draft: LiftDraft) -> Result<OrganisationId, Refused>;
}
