//! What the pages about evidence packs ask of the server.

use domain::gig::evidence::{HashCheck, PackDraft, PackPage, Packs};
use leptos::{
    prelude::*,
    server_fn::codec::{Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::context::{id, request};
use crate::{error::AppError, flash::Done};

/// The packs of a claim of one's own.
#[server(prefix = "/api", endpoint = "list_packs", input = Json)]
pub async fn list_packs(claim: String) -> Result<Packs, AppError> {
    let ctx = request();
    Ok(ctx.services.evidence.packs(&ctx.actor, &claim).await?)
}

/// Makes one of it.
#[server(prefix = "/api", endpoint = "make_pack", input = PostUrl)]
pub async fn make_pack(draft: PackDraft) -> Result<Done, AppError> {
    let ctx = request();
    let pack = ctx.services.evidence.make(&ctx.actor, draft).await?;
    Ok(Done::go(format!("/me/evidence/{pack}")))
}

/// Makes one of a case, as one of the staff.
#[server(prefix = "/api", endpoint = "make_case_pack", input = PostUrl)]
pub async fn make_case_pack(draft: PackDraft) -> Result<Done, AppError> {
    let ctx = request();
    let (_, pack) = ctx.services.evidence.make_of_case(&ctx.actor, draft).await?;
    Ok(Done::go(format!("/console/evidence/{pack}")))
}

/// A pack.
#[server(prefix = "/api", endpoint = "show_pack", input = Json)]
pub async fn show_pack(pack: String) -> Result<PackPage, AppError> {
    let ctx = request();
    Ok(ctx.services.evidence.pack(&ctx.actor, id(&pack)?).await?)
}

/// A pack, for the staff.
#[server(prefix = "/api", endpoint = "show_pack_desk", input = Json)]
pub async fn show_pack_desk(pack: String) -> Result<PackPage, AppError> {
    let ctx = request();
    Ok(ctx.services.evidence.pack_for_staff(&ctx.actor, id(&pack)?).await?)
}

/// What is known of a hash.
#[server(prefix = "/api", endpoint = "check_evidence", input = Json)]
pub async fn check_evidence(hash: String) -> Result<HashCheck, AppError> {
    let ctx = request();
    Ok(ctx.services.evidence.check(&ctx.actor, &hash).await?)
}
