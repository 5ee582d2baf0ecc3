//! What the pages about reliability ask of the server.

use domain::gig::reliability::{MarkAppealDraft, MarkCase, MarkDecisionDraft, ReliabilityPage};
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

/// One's own.
#[server(prefix = "/api", endpoint = "show_reliability", input = Json)]
pub async fn show_reliability() -> Result<ReliabilityPage, AppError> {
    let ctx = request();
    Ok(ctx.services.reliability.own(&ctx.actor).await?)
}

/// That of an organisation.
#[server(prefix = "/api", endpoint = "show_organisation_reliability", input = Json)]
pub async fn show_organisation_reliability(organisation: String) -> Result<ReliabilityPage, AppError> {
    let ctx = request();
    let organisation = id(&organisation)?;
    Ok(ctx.services.reliability.of_organisation(&ctx.actor, organisation).await?)
}

/// Asks the staff to look at something that counts against one.
#[server(prefix = "/api", endpoint = "appeal_mark", input = PostUrl)]
pub async fn appeal_mark(draft: MarkAppealDraft) -> Result<Done, AppError> {
    let ctx = request();
    let page = match ctx.services.reliability.appeal(&ctx.actor, draft).await? {
        Some(organisation) => format!("/me/organisations/{organisation}/reliability"),
        None => "/me/reliability".to_owned(),
    };
    Ok(Done::go(page).saying(Note::Filed))
}

/// An appeal, for the staff.
#[server(prefix = "/api", endpoint = "show_mark", input = Json)]
pub async fn show_mark(mark: String) -> Result<MarkCase, AppError> {
    let ctx = request();
    let mark = id(&mark)?;
    Ok(ctx.services.reliability.case(&ctx.actor, mark).await?)
}

/// Decides on it.
#[server(prefix = "/api", endpoint = "decide_mark", input = PostUrl)]
pub async fn decide_mark(draft: MarkDecisionDraft) -> Result<Done, AppError> {
    let (ctx, page) = (request(), format!("/console/mark/{}", draft.mark));
    ctx.services.reliability.decide(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::Decided))
}
