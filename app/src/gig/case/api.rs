//! What the pages about cases ask of the server.

use domain::gig::case::{CaseStepDraft, CaseView, CaseWordsDraft, EmployerCases, MyCases, NewCase};
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

/// What is needed to file a case about a claim of one's own.
#[server(prefix = "/api", endpoint = "begin_case", input = Json)]
pub async fn begin_case(claim: String) -> Result<NewCase, AppError> {
    let ctx = request();
    Ok(ctx.services.cases.begin(&ctx.actor, &claim).await?)
}

/// One's own cases.
#[server(prefix = "/api", endpoint = "list_cases", input = Json)]
pub async fn list_cases() -> Result<MyCases, AppError> {
    let ctx = request();
    Ok(ctx.services.cases.mine(&ctx.actor).await?)
}

/// One of them.
#[server(prefix = "/api", endpoint = "show_case", input = Json)]
pub async fn show_case(case: String) -> Result<CaseView, AppError> {
    let ctx = request();
    Ok(ctx.services.cases.own(&ctx.actor, id(&case)?).await?)
}

/// Says more in one.
#[server(prefix = "/api", endpoint = "say_in_case", input = PostUrl)]
pub async fn say_in_case(draft: CaseWordsDraft) -> Result<Done, AppError> {
    let ctx = request();
    let case = ctx.services.cases.say(&ctx.actor, draft).await?;
    Ok(Done::go(format!("/me/cases/{case}")).saying(Note::Saved))
}

/// Takes one back.
#[server(prefix = "/api", endpoint = "withdraw_case", input = PostUrl)]
pub async fn withdraw_case(draft: CaseWordsDraft) -> Result<Done, AppError> {
    let ctx = request();
    let case = ctx.services.cases.withdraw(&ctx.actor, draft).await?;
    Ok(Done::go(format!("/me/cases/{case}")).saying(Note::Saved))
}

/// The cases that an organisation knows of.
#[server(prefix = "/api", endpoint = "list_employer_cases", input = Json)]
pub async fn list_employer_cases(organisation: String) -> Result<EmployerCases, AppError> {
    let ctx = request();
    Ok(ctx.services.cases.of_employer(&ctx.actor, id(&organisation)?).await?)
}

/// One of them.
#[server(prefix = "/api", endpoint = "show_employer_case", input = Json)]
pub async fn show_employer_case(organisation: String, case: String) -> Result<CaseView, AppError> {
    let ctx = request();
    Ok(ctx.services.cases.for_employer(&ctx.actor, id(&organisation)?, id(&case)?).await?)
}

/// The employer answers one.
#[server(prefix = "/api", endpoint = "answer_case", input = PostUrl)]
pub async fn answer_case(draft: CaseWordsDraft) -> Result<Done, AppError> {
    let ctx = request();
    let (organisation, case) = ctx.services.cases.answer(&ctx.actor, draft).await?;
    Ok(Done::go(format!("/me/organisations/{organisation}/cases/{case}")).saying(Note::Saved))
}

/// One for the staff.
#[server(prefix = "/api", endpoint = "show_case_desk", input = Json)]
pub async fn show_case_desk(case: String) -> Result<CaseView, AppError> {
    let ctx = request();
    Ok(ctx.services.cases.for_staff(&ctx.actor, id(&case)?).await?)
}

/// The staff take a step.
#[server(prefix = "/api", endpoint = "step_case", input = PostUrl)]
pub async fn step_case(draft: CaseStepDraft) -> Result<Done, AppError> {
    let (ctx, page) = (request(), format!("/console/case/{}", draft.case));
    ctx.services.cases.step(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::Decided))
}
