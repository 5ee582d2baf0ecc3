//! What the pages about wages ask of the server. A payment goes to `/upload/payment`, for it may bring a file.

use domain::gig::settlement::{AnswerDraft, Ledger, LedgerQuery, PaySlip};
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

/// The ledger of an organisation.
#[server(prefix = "/api", endpoint = "show_ledger", input = Json)]
pub async fn show_ledger(organisation: String, query: LedgerQuery) -> Result<Ledger, AppError> {
    let ctx = request();
    let organisation = id(&organisation)?;
    Ok(ctx.services.settlements.ledger(&ctx.actor, organisation, query).await?)
}

/// Says whether wages came.
#[server(prefix = "/api", endpoint = "answer_wages", input = PostUrl)]
pub async fn answer_wages(draft: AnswerDraft) -> Result<Done, AppError> {
    let ctx = request();
    let claim = ctx.services.settlements.answer(&ctx.actor, draft).await?;
    Ok(Done::go(format!("/me/shifts/{claim}")).saying(Note::Saved))
}

/// One's own pay slip.
#[server(prefix = "/api", endpoint = "show_slip", input = Json)]
pub async fn show_slip(claim: String) -> Result<PaySlip, AppError> {
    let ctx = request();
    Ok(ctx.services.settlements.slip(&ctx.actor, &claim).await?)
}
