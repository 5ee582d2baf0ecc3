//! Everything one may ask about the day of a shift.

use async_trait::async_trait;

use super::{
    AbsenceDraft, AppealCase, AppealDecisionDraft, CheckDraft, CrewPage, OrganisationShifts, RecordDraft, ReportDraft,
    ShiftCode, WorkPage,
};
use crate::{
    error::Refused,
    id::{ClaimId, OrganisationId, ShiftId},
    identity::Actor,
};

/// Where a write of an employer was made: whose page shows it.
pub type Made = (OrganisationId, ShiftId);

/// The service of attendance. What is not one's own, of one's organisation or in one's region is missing. Every write may
/// be sent again: it is then there already, and has no second effect.
#[async_trait]
pub trait AttendanceService: Send + Sync {
    /// The shifts of an organisation around today, for its members. Errors: signed out, missing.
    async fn shifts(&self, actor: &Actor, organisation: OrganisationId) -> Result<OrganisationShifts, Refused>;
    /// Who comes to a shift, for members of its employer. Errors: signed out, missing.
    async fn crew(&self, actor: &Actor, organisation: OrganisationId, shift: ShiftId) -> Result<CrewPage, Refused>;
    /// The code of a shift now. Errors: signed out, missing, conflict (none is shown at this time).
    async fn code(&self, actor: &Actor, organisation: OrganisationId, shift: ShiftId) -> Result<ShiftCode, Refused>;
    /// Writes down who began or ended when, or what they made. Errors: signed out, missing, fields, conflict.
    async fn record(&self, actor: &Actor, draft: RecordDraft) -> Result<Made, Refused>;
    /// Says that a worker did not come. Errors: signed out, missing, fields, conflict.
    async fn miss_worker(&self, actor: &Actor, draft: AbsenceDraft) -> Result<Made, Refused>;

    /// One's own claim, by its id or by its shift's. Errors: signed out, missing.
    async fn work(&self, actor: &Actor, claim: &str) -> Result<WorkPage, Refused>;
    /// Checks in or out. Errors: signed out, missing, fields, conflict, too many.
    async fn check(&self, actor: &Actor, draft: CheckDraft) -> Result<ClaimId, Refused>;
    /// Says what the hours were: as the employer says, or otherwise. Errors: signed out, missing, fields, conflict.
    async fn report(&self, actor: &Actor, draft: ReportDraft) -> Result<ClaimId, Refused>;
    /// Says that the employer did not come. Errors: signed out, missing, fields, conflict.
    async fn miss_employer(&self, actor: &Actor, draft: AbsenceDraft) -> Result<ClaimId, Refused>;

    /// Takes back that the other side did not come; the organisation and shift where an employer did.
    /// Errors: signed out, missing, conflict.
    async fn retract(&self, actor: &Actor, claim: ClaimId) -> Result<Option<Made>, Refused>;
    /// Asks the staff to look at it; the organisation and shift where an employer did.
    /// Errors: signed out, missing, fields, conflict.
    async fn appeal(&self, actor: &Actor, draft: AbsenceDraft) -> Result<Option<Made>, Refused>;
    /// An appeal, for the staff of the region. Errors: signed out, denied, missing.
    async fn appeal_case(&self, actor: &Actor, claim: ClaimId) -> Result<AppealCase, Refused>;
    /// Decides on it. Errors: signed out, denied, missing, fields, conflict.
    async fn decide_appeal(&self, actor: &Actor, draft: AppealDecisionDraft) -> Result<(), Refused>;
}
