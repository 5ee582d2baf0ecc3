//! Everything one may ask about organisations, real names and their evidence.

use async_trait::async_trait;

use super::{
    DecisionDraft, InviteDraft, Invited, MemberDraft, MyOrganisations, OrganisationCase, OrganisationDraft,
    OrganisationPage, RealNameCase, RealNameDraft, RealNamePage, RevealDraft,
};
use crate::{
    attachment::{FileContent, Upload},
    error::Refused,
    id::{AttachmentId, InvitationId, OrganisationId},
    identity::Actor,
};

/// The service of organisations. What somebody does not belong to, or what lies outside the region of the staff, is
/// missing for them.
#[async_trait]
pub trait OrganisationService: Send + Sync {
    /// The organisations that one belongs to. Errors: signed out.
    async fn mine(&self, actor: &Actor) -> Result<MyOrganisations, Refused>;
    /// Registers a new organisation, or changes one that waits for nobody. Errors: signed out, fields, missing,
    /// denied (members), conflict.
    async fn save(&self, actor: &Actor, draft: OrganisationDraft) -> Result<OrganisationId, Refused>;
    /// An organisation, for its members. Errors: signed out, missing.
    async fn organisation(&self, actor: &Actor, id: OrganisationId) -> Result<OrganisationPage, Refused>;
    /// Adds evidence. Errors: signed out, missing, denied (members), fields, conflict.
    async fn attach(&self, actor: &Actor, id: OrganisationId, upload: Upload) -> Result<(), Refused>;
    /// Takes evidence away; gives whose it was. Errors: signed out, missing, denied (members), conflict.
    async fn detach(&self, actor: &Actor, id: AttachmentId) -> Result<OrganisationId, Refused>;
    /// Files it for verification. Errors: signed out, missing, denied (members), fields, conflict.
    async fn file(&self, actor: &Actor, id: OrganisationId) -> Result<(), Refused>;

    /// Makes an invitation and gives its link, once. Errors: signed out, missing, denied (members), fields.
    async fn invite(&self, actor: &Actor, draft: InviteDraft) -> Result<(OrganisationId, String), Refused>;
    /// Takes an invitation back; gives whose it was. Errors: signed out, missing, denied (members).
    async fn uninvite(&self, actor: &Actor, id: InvitationId) -> Result<OrganisationId, Refused>;
    /// What a secret invites to, while it is good and for this person. Errors: signed out, missing.
    async fn invitation(&self, actor: &Actor, secret: &str) -> Result<Invited, Refused>;
    /// Joins. Errors: signed out, missing.
    async fn join(&self, actor: &Actor, secret: &str) -> Result<OrganisationId, Refused>;
    /// Takes a member off; true if it was oneself. Errors: signed out, missing, denied (members), conflict (the last
    /// owner).
    async fn remove(&self, actor: &Actor, draft: MemberDraft) -> Result<bool, Refused>;

    /// One's own real name. Errors: signed out.
    async fn real_name(&self, actor: &Actor) -> Result<RealNamePage, Refused>;
    /// Files one's real name with the picture of the card. Errors: signed out, fields, conflict.
    async fn file_real_name(&self, actor: &Actor, draft: RealNameDraft, card: Option<Upload>) -> Result<(), Refused>;

    /// Evidence, to its owner or to staff of its region who may see personal data; the trail tells of the latter.
    /// Errors: missing, busy.
    async fn open_file(&self, actor: &Actor, id: AttachmentId) -> Result<FileContent, Refused>;

    /// An organisation, for staff. Errors: signed out, denied, missing.
    async fn case(&self, actor: &Actor, id: OrganisationId) -> Result<OrganisationCase, Refused>;
    /// Decides on one. Errors: signed out, denied, missing, fields, conflict.
    async fn decide(&self, actor: &Actor, draft: DecisionDraft) -> Result<(), Refused>;
    /// Shows its contact for a while; the trail tells of it. Errors: signed out, denied, missing, fields.
    async fn reveal(&self, actor: &Actor, draft: RevealDraft) -> Result<(), Refused>;
    /// A real name, for staff. Errors: signed out, denied, missing.
    async fn real_name_case(&self, actor: &Actor, account: &str) -> Result<RealNameCase, Refused>;
    /// Decides on one. Errors: signed out, denied, missing, fields, conflict.
    async fn decide_real_name(&self, actor: &Actor, draft: DecisionDraft) -> Result<(), Refused>;
    /// Shows it whole for a while; the trail tells of it. Errors: signed out, denied, missing, fields.
    async fn reveal_real_name(&self, actor: &Actor, draft: RevealDraft) -> Result<(), Refused>;
}
