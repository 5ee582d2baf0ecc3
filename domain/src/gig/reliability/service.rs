//! Everything one may ask about reliability.

use async_trait::async_trait;
use uuid::Uuid;

use super::{MarkAppealDraft, MarkCase, MarkDecisionDraft, ReliabilityPage};
use crate::{error::Refused, id::OrganisationId, identity::Actor};

/// The service of reliability. What is not one's own, of one's organisation or in one's region is missing.
#[async_trait]
pub trait ReliabilityService: Send + Sync {
    /// One's own. Errors: signed out.
    async fn own(&self, actor: &Actor) -> Result<ReliabilityPage, Refused>;
    /// That of an organisation, for its members. Errors: signed out, missing.
    async fn of_organisation(&self, actor: &Actor, organisation: OrganisationId) -> Result<ReliabilityPage, Refused>;
    /// Asks the staff to look at something that counts against one; sent again, it waits already.
    /// Errors: signed out, missing, fields.
    async fn appeal(&self, actor: &Actor, draft: MarkAppealDraft) -> Result<Option<OrganisationId>, Refused>;
    /// An appeal, for the staff of the region. Errors: signed out, denied, missing.
    async fn case(&self, actor: &Actor, appeal: Uuid) -> Result<MarkCase, Refused>;
    /// Decides on it. Errors: signed out, denied, missing, fields, conflict.
    async fn decide(&self, actor: &Actor, draft: MarkDecisionDraft) -> Result<(), Refused>;
}
