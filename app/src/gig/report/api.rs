//! What the pages about reports ask of the server.

use domain::gig::posting::{AnswerReportsDraft, ReportCase, ReportDraft, ReportPage};
use leptos::{
    prelude::*,
    server_fn::codec::{Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{context::request, flash::Note};
use crate::{error::AppError, flash::Done};

/// What is to be reported.
#[server(prefix = "/api", endpoint = "show_report", input = Json)]
pub async fn show_report(shift: String) -> Result<ReportPage, AppError> {
    let ctx = request();
    Ok(ctx.services.postings.report_page(&ctx.actor, &shift).await?)
}

/// Reports a posting.
#[server(prefix = "/api", endpoint = "report_posting", input = PostUrl)]
pub async fn report_posting(draft: ReportDraft) -> Result<Done, AppError> {
    let ctx = request();
    let shift = ctx.services.postings.report(&ctx.actor, draft).await?;
    Ok(Done::go(format!("/gigs/{shift}/report")))
}

/// What was reported of a posting.
#[server(prefix = "/api", endpoint = "show_reports", input = Json)]
pub async fn show_reports(posting: String) -> Result<ReportCase, AppError> {
    let ctx = request();
    Ok(ctx.services.postings.reports(&ctx.actor, &posting).await?)
}

/// Answers what was reported.
#[server(prefix = "/api", endpoint = "answer_reports", input = PostUrl)]
pub async fn answer_reports(draft: AnswerReportsDraft) -> Result<Done, AppError> {
    let ctx = request();
    let go = format!("/console/report/{}", draft.posting);
    ctx.services.postings.answer_reports(&ctx.actor, draft).await?;
    Ok(Done::go(go).saying(Note::Decided))
}
