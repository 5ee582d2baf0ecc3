//! What the pages about arrears ask of the server.

use domain::gig::arrears::{ArrearsBoard, ArrearsCase, CloseDraft};
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

/// Employers with arrears.
#[server(prefix = "/api", endpoint = "show_arrears", input = Json)]
pub async fn show_arrears(county: String) -> Result<ArrearsBoard, AppError> {
    let ctx = request();
    Ok(ctx.services.arrears.board(&ctx.actor, &county).await?)
}

/// The arrears of one employer.
#[server(prefix = "/api", endpoint = "show_arrears_case", input = Json)]
pub async fn show_arrears_case(organisation: String) -> Result<ArrearsCase, AppError> {
    let ctx = request();
    let organisation = id(&organisation)?;
    Ok(ctx.services.arrears.case(&ctx.actor, organisation).await?)
}

/// Takes a case off the queue.
#[server(prefix = "/api", endpoint = "close_arrears", input = PostUrl)]
pub async fn close_arrears(draft: CloseDraft) -> Result<Done, AppError> {
    let (ctx, page) = (request(), format!("/console/arrears/{}", draft.organisation));
    ctx.services.arrears.close(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::Decided))
}
