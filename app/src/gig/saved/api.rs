//! What the pages about kept searches and postings ask of the server.

use domain::gig::{
    GigQuery,
    saved::{AlertDraft, KeepDraft, SavedPage},
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

/// One's own kept searches and postings.
#[server(prefix = "/api", endpoint = "show_saved", input = Json)]
pub async fn show_saved() -> Result<SavedPage, AppError> {
    let ctx = request();
    Ok(ctx.services.saved.page(&ctx.actor).await?)
}

/// Keeps a search.
#[server(prefix = "/api", endpoint = "keep_search", input = PostUrl)]
pub async fn keep_search(draft: GigQuery) -> Result<Done, AppError> {
    let ctx = request();
    ctx.services.saved.keep_search(&ctx.actor, draft).await?;
    Ok(Done::go("/me/saved").saying(Note::Saved))
}

/// Chooses how one hears of what a search finds.
#[server(prefix = "/api", endpoint = "set_alert", input = PostUrl)]
pub async fn set_alert(draft: AlertDraft) -> Result<Done, AppError> {
    let ctx = request();
    ctx.services.saved.set_alert(&ctx.actor, draft).await?;
    Ok(Done::go("/me/saved").saying(Note::Saved))
}

/// Forgets a search.
#[server(prefix = "/api", endpoint = "forget_search", input = PostUrl)]
pub async fn forget_search(search: String) -> Result<Done, AppError> {
    let ctx = request();
    let search = id(&search)?;
    ctx.services.saved.forget_search(&ctx.actor, search).await?;
    Ok(Done::go("/me/saved").saying(Note::Done))
}

/// Keeps a posting, or keeps it no more.
#[server(prefix = "/api", endpoint = "keep_posting", input = PostUrl)]
pub async fn keep_posting(draft: KeepDraft) -> Result<Done, AppError> {
    let ctx = request();
    let page = if draft.shift.is_empty() { "/me/saved".to_owned() } else { format!("/gigs/{}", draft.shift) };
    ctx.services.saved.keep_posting(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::Done))
}
