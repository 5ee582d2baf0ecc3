//! What the pages of postings in the making ask of the server.

use domain::gig::posting::{
    CallOffDraft, CopyDraft, DiscardDraft, JudgeDraft, OwnPostings, PostingCase, PostingPage, Sheet, StepDraft,
};
use leptos::{
    prelude::*,
    server_fn::codec::{Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{context::request, flash::Note};
use crate::{error::AppError, flash::Done};
#[cfg(feature = "ssr")]
use domain::gig::posting::SaveDraft;

#[cfg(feature = "ssr")]
fn page(organisation: &str, posting: impl std::fmt::Display) -> String {
    format!("/me/organisations/{organisation}/postings/{posting}")
}

/// An organisation's postings.
#[server(prefix = "/api", endpoint = "list_own_postings", input = Json)]
pub async fn list_own_postings(organisation: String) -> Result<OwnPostings, AppError> {
    let ctx = request();
    Ok(ctx.services.postings.own(&ctx.actor, &organisation).await?)
}

/// One of them, or a blank one.
#[server(prefix = "/api", endpoint = "open_posting", input = Json)]
pub async fn open_posting(organisation: String, posting: String) -> Result<PostingPage, AppError> {
    let ctx = request();
    Ok(ctx.services.postings.open(&ctx.actor, &organisation, &posting).await?)
}

/// Keeps what was typed, and hands it in if that is asked.
#[server(prefix = "/api", endpoint = "save_posting", input = PostUrl)]
pub async fn save_posting(
    organisation: String,
    posting: String,
    version: String,
    #[server(default)] what: String,
    #[server(default)] sheet: Sheet,
) -> Result<Done, AppError> {
    let ctx = request();
    let go = organisation.clone();
    let draft = SaveDraft { organisation, posting, version, what, sheet };
    let (posting, saved) = ctx.services.postings.save(&ctx.actor, draft).await?;
    Ok(Done::go(page(&go, posting)).saying(Note::PostingSaved(saved)))
}

/// Takes a step.
#[server(prefix = "/api", endpoint = "step_posting", input = PostUrl)]
pub async fn step_posting(draft: StepDraft) -> Result<Done, AppError> {
    let ctx = request();
    let go = page(&draft.organisation, &draft.posting);
    ctx.services.postings.step(&ctx.actor, draft).await?;
    Ok(Done::go(go).saying(Note::Done))
}

/// Makes a copy to work on.
#[server(prefix = "/api", endpoint = "copy_posting", input = PostUrl)]
pub async fn copy_posting(draft: CopyDraft) -> Result<Done, AppError> {
    let ctx = request();
    let organisation = draft.organisation.clone();
    let posting = ctx.services.postings.copy(&ctx.actor, draft).await?;
    Ok(Done::go(page(&organisation, posting)))
}

/// Begins to change one that is on the list.
#[server(prefix = "/api", endpoint = "amend_posting", input = PostUrl)]
pub async fn amend_posting(draft: CopyDraft) -> Result<Done, AppError> {
    let ctx = request();
    let organisation = draft.organisation.clone();
    let posting = ctx.services.postings.amend(&ctx.actor, draft).await?;
    Ok(Done::go(page(&organisation, posting)))
}

/// Throws a draft away.
#[server(prefix = "/api", endpoint = "discard_posting", input = PostUrl)]
pub async fn discard_posting(draft: DiscardDraft) -> Result<Done, AppError> {
    let ctx = request();
    let go = format!("/me/organisations/{}/postings", draft.organisation);
    ctx.services.postings.discard(&ctx.actor, draft).await?;
    Ok(Done::go(go).saying(Note::Done))
}

/// Calls off one shift.
#[server(prefix = "/api", endpoint = "call_off_shift", input = PostUrl)]
pub async fn call_off_shift(draft: CallOffDraft) -> Result<Done, AppError> {
    let ctx = request();
    let go = page(&draft.organisation, &draft.posting);
    ctx.services.postings.call_off(&ctx.actor, draft).await?;
    Ok(Done::go(go).saying(Note::Done))
}

/// A posting as the staff judge it.
#[server(prefix = "/api", endpoint = "show_posting_case", input = Json)]
pub async fn show_posting_case(posting: String) -> Result<PostingCase, AppError> {
    let ctx = request();
    Ok(ctx.services.postings.case(&ctx.actor, &posting).await?)
}

/// Decides on a posting.
#[server(prefix = "/api", endpoint = "judge_posting", input = PostUrl)]
pub async fn judge_posting(draft: JudgeDraft) -> Result<Done, AppError> {
    let ctx = request();
    let go = format!("/console/posting/{}", draft.posting);
    ctx.services.postings.judge(&ctx.actor, draft).await?;
    Ok(Done::go(go).saying(Note::Decided))
}
