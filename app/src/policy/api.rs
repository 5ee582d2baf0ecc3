//! What the pages of policies ask of the server.

use domain::policy::{
    Desk, DeskPage, DeskQuery, EditMark, PolicyDraft, PolicyList, PolicyPage, PolicyQuery, StepDraft,
};
use leptos::{
    prelude::*,
    server_fn::codec::{Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{context::request, flash::Note};
use crate::{error::AppError, flash::Done};
#[cfg(feature = "ssr")]
use domain::id::PolicyId;

/// The texts that a query finds.
#[server(prefix = "/api", endpoint = "list_policies", input = Json)]
pub async fn list_policies(query: PolicyQuery) -> Result<PolicyList, AppError> {
    let ctx = request();
    Ok(ctx.services.policy.list(&ctx.actor, query).await?)
}

/// One text.
#[server(prefix = "/api", endpoint = "show_policy", input = Json)]
pub async fn show_policy(policy: String) -> Result<PolicyPage, AppError> {
    let ctx = request();
    Ok(ctx.services.policy.page(&ctx.actor, &policy).await?)
}

/// The staff's list.
#[server(prefix = "/api", endpoint = "show_policy_desk", input = Json)]
pub async fn show_policy_desk(query: DeskQuery) -> Result<Desk, AppError> {
    let ctx = request();
    Ok(ctx.services.policy.desk(&ctx.actor, query).await?)
}

/// One to work on.
#[server(prefix = "/api", endpoint = "open_policy", input = Json)]
pub async fn open_policy(policy: String) -> Result<DeskPage, AppError> {
    let ctx = request();
    Ok(ctx.services.policy.open(&ctx.actor, &policy).await?)
}

/// Saves what was typed.
#[server(prefix = "/api", endpoint = "save_policy", input = PostUrl)]
pub async fn save_policy(mark: EditMark, draft: PolicyDraft) -> Result<Done, AppError> {
    let ctx = request();
    Ok(done(ctx.services.policy.save(&ctx.actor, mark, draft).await?))
}

/// Drops what was put aside because somebody else had saved first.
#[server(prefix = "/api", endpoint = "drop_typed_policy", input = PostUrl)]
pub async fn drop_typed_policy(mark: EditMark) -> Result<Done, AppError> {
    let ctx = request();
    Ok(done(ctx.services.policy.drop_typed(&ctx.actor, mark).await?))
}

/// Takes a step.
#[server(prefix = "/api", endpoint = "take_policy_step", input = PostUrl)]
pub async fn take_policy_step(mark: EditMark, draft: StepDraft) -> Result<Done, AppError> {
    let ctx = request();
    Ok(done(ctx.services.policy.take_step(&ctx.actor, mark, draft).await?))
}

#[cfg(feature = "ssr")]
fn done(policy: PolicyId) -> Done {
    Done::go(format!("/console/policy/{policy}")).saying(Note::Saved)
}
