//! Everything one may ask about cases.

use async_trait::async_trait;

use super::{CaseDraft, CaseStepDraft, CaseView, CaseWordsDraft, EmployerCases, MyCases, NewCase};
use crate::{
    attachment::{FileContent, Upload},
    error::Refused,
    id::{AttachmentId, CaseId, OrganisationId},
    identity::Actor,
};

/// The service of cases. What is not one's own, of one's organisation or in one's region is missing; so is, for an
/// employer, a case that the staff have not shown it. Whoever a case concerns does not look at it as one of the staff.
#[async_trait]
pub trait CaseService: Send + Sync {
    /// What is needed to file a case about a claim of one's own. Errors: signed out, missing.
    async fn begin(&self, actor: &Actor, claim: &str) -> Result<NewCase, Refused>;
    /// Files one, with a file if there is one. Sent again, it is there already; so is one about the same claim and of
    /// the same category that is still open. Errors: signed out, missing, fields, conflict.
    async fn file(&self, actor: &Actor, draft: CaseDraft, file: Option<Upload>) -> Result<CaseId, Refused>;
    /// One's own cases, the newest first. Errors: signed out.
    async fn mine(&self, actor: &Actor) -> Result<MyCases, Refused>;
    /// One of them. Errors: signed out, missing.
    async fn own(&self, actor: &Actor, case: CaseId) -> Result<CaseView, Refused>;
    /// Says more. Errors: signed out, missing, fields, conflict.
    async fn say(&self, actor: &Actor, draft: CaseWordsDraft) -> Result<CaseId, Refused>;
    /// Adds a file. Errors: signed out, missing, fields, conflict.
    async fn attach(&self, actor: &Actor, case: CaseId, file: Upload) -> Result<(), Refused>;
    /// Takes it back. Errors: signed out, missing, fields, conflict.
    async fn withdraw(&self, actor: &Actor, draft: CaseWordsDraft) -> Result<CaseId, Refused>;

    /// The cases about work of an organisation that it knows of, for its members. Errors: signed out, missing.
    async fn of_employer(&self, actor: &Actor, organisation: OrganisationId) -> Result<EmployerCases, Refused>;
    /// One of them. Errors: signed out, missing.
    async fn for_employer(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        case: CaseId,
    ) -> Result<CaseView, Refused>;
    /// Answers it; gives whose it is. Errors: signed out, missing, fields, conflict.
    async fn answer(&self, actor: &Actor, draft: CaseWordsDraft) -> Result<(OrganisationId, CaseId), Refused>;

    /// A case for the staff of its region. Errors: signed out, denied, missing.
    async fn for_staff(&self, actor: &Actor, case: CaseId) -> Result<CaseView, Refused>;
    /// Takes a step. Errors: signed out, denied, missing, fields, conflict (it was changed meanwhile).
    async fn step(&self, actor: &Actor, draft: CaseStepDraft) -> Result<(), Refused>;
    /// A file of a case, for the worker and for the staff who may see personal data. Errors: signed out, missing.
    async fn open_file(&self, actor: &Actor, file: AttachmentId) -> Result<FileContent, Refused>;
}
