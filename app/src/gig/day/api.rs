//! What the pages about the day of a shift ask of the server.

use domain::gig::attendance::{
    AbsenceDraft, AppealCase, AppealDecisionDraft, CheckDraft, CrewPage, OrganisationShifts, RecordDraft, ReportDraft,
    ShiftCode, WorkPage,
};
use leptos::{
    prelude::*,
    server_fn::codec::{Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{
    context::{id, request},
    flash::Note,
};
use crate::{error::AppError, flash::Done};
#[cfg(feature = "ssr")]
use domain::gig::attendance::Made;

#[cfg(feature = "ssr")]
fn at((organisation, shift): Made) -> Done {
    Done::go(format!("/me/organisations/{organisation}/shifts/{shift}")).saying(Note::Saved)
}

#[cfg(feature = "ssr")]
fn mine(claim: impl std::fmt::Display) -> Done {
    Done::go(format!("/me/shifts/{claim}")).saying(Note::Saved)
}

/// The shifts of an organisation around today.
#[server(prefix = "/api", endpoint = "show_organisation_shifts", input = Json)]
pub async fn show_organisation_shifts(organisation: String) -> Result<OrganisationShifts, AppError> {
    let ctx = request();
    Ok(ctx.services.attendance.shifts(&ctx.actor, id(&organisation)?).await?)
}

/// Who comes to a shift.
#[server(prefix = "/api", endpoint = "show_crew", input = Json)]
pub async fn show_crew(organisation: String, shift: String) -> Result<CrewPage, AppError> {
    let ctx = request();
    Ok(ctx.services.attendance.crew(&ctx.actor, id(&organisation)?, id(&shift)?).await?)
}

/// The code of a shift now.
#[server(prefix = "/api", endpoint = "show_shift_code", input = Json)]
pub async fn show_shift_code(organisation: String, shift: String) -> Result<ShiftCode, AppError> {
    let ctx = request();
    Ok(ctx.services.attendance.code(&ctx.actor, id(&organisation)?, id(&shift)?).await?)
}

/// Writes down hours or pieces.
#[server(prefix = "/api", endpoint = "record_hours", input = PostUrl)]
pub async fn record_hours(draft: RecordDraft) -> Result<Done, AppError> {
    let ctx = request();
    Ok(at(ctx.services.attendance.record(&ctx.actor, draft).await?))
}

/// Says that a worker did not come.
#[server(prefix = "/api", endpoint = "miss_worker", input = PostUrl)]
pub async fn miss_worker(draft: AbsenceDraft) -> Result<Done, AppError> {
    let ctx = request();
    Ok(at(ctx.services.attendance.miss_worker(&ctx.actor, draft).await?))
}

/// One's own claim on the day and after.
#[server(prefix = "/api", endpoint = "show_work", input = Json)]
pub async fn show_work(claim: String) -> Result<WorkPage, AppError> {
    let ctx = request();
    Ok(ctx.services.attendance.work(&ctx.actor, &claim).await?)
}

/// Checks in or out.
#[server(prefix = "/api", endpoint = "check_in", input = PostUrl)]
pub async fn check_in(draft: CheckDraft) -> Result<Done, AppError> {
    let ctx = request();
    Ok(mine(ctx.services.attendance.check(&ctx.actor, draft).await?))
}

/// Says what the hours were.
#[server(prefix = "/api", endpoint = "report_hours", input = PostUrl)]
pub async fn report_hours(draft: ReportDraft) -> Result<Done, AppError> {
    let ctx = request();
    Ok(mine(ctx.services.attendance.report(&ctx.actor, draft).await?))
}

/// Says that the employer did not come.
#[server(prefix = "/api", endpoint = "miss_employer", input = PostUrl)]
pub async fn miss_employer(draft: AbsenceDraft) -> Result<Done, AppError> {
    let ctx = request();
    Ok(mine(ctx.services.attendance.miss_employer(&ctx.actor, draft).await?))
}

/// Takes back that the other side did not come.
#[server(prefix = "/api", endpoint = "retract_absence", input = PostUrl)]
pub async fn retract_absence(claim: String) -> Result<Done, AppError> {
    let ctx = request();
    Ok(ctx.services.attendance.retract(&ctx.actor, id(&claim)?).await?.map_or_else(|| mine(&claim), at))
}

/// Asks the staff to look at it.
#[server(prefix = "/api", endpoint = "appeal_absence", input = PostUrl)]
pub async fn appeal_absence(draft: AbsenceDraft) -> Result<Done, AppError> {
    let (ctx, claim) = (request(), draft.claim.clone());
    Ok(ctx.services.attendance.appeal(&ctx.actor, draft).await?.map_or_else(|| mine(&claim), at))
}

/// An appeal, for the staff.
#[server(prefix = "/api", endpoint = "show_appeal", input = Json)]
pub async fn show_appeal(claim: String) -> Result<AppealCase, AppError> {
    let ctx = request();
    Ok(ctx.services.attendance.appeal_case(&ctx.actor, id(&claim)?).await?)
}

/// Decides on it.
#[server(prefix = "/api", endpoint = "decide_appeal", input = PostUrl)]
pub async fn decide_appeal(draft: AppealDecisionDraft) -> Result<Done, AppError> {
    let (ctx, page) = (request(), format!("/console/appeal/{}", draft.claim));
    ctx.services.attendance.decide_appeal(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::Decided))
}
