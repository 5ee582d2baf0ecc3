//! What the pages of organisations and real names ask of the server. Forms with files go to `/upload/…` instead.

use domain::identity::organisation::{
    DecisionDraft, InviteDraft, Invited, MemberDraft, MyOrganisations, OrganisationCase, OrganisationDraft,
    OrganisationPage, RealNameCase, RealNamePage, RevealDraft,
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
use domain::id::OrganisationId;

#[cfg(feature = "ssr")]
fn page(id: OrganisationId) -> String {
    format!("/me/organisations/{id}")
}

/// The organisations that one belongs to.
#[server(prefix = "/api", endpoint = "my_organisations", input = Json)]
pub async fn list_my_organisations() -> Result<MyOrganisations, AppError> {
    let ctx = request();
    Ok(ctx.services.organisations.mine(&ctx.actor).await?)
}

/// An organisation, for its members.
#[server(prefix = "/api", endpoint = "show_organisation", input = Json)]
pub async fn show_organisation(organisation: String) -> Result<OrganisationPage, AppError> {
    let ctx = request();
    Ok(ctx.services.organisations.organisation(&ctx.actor, id(&organisation)?).await?)
}

/// Registers or changes an organisation.
#[server(prefix = "/api", endpoint = "save_organisation", input = PostUrl)]
pub async fn save_organisation(draft: OrganisationDraft) -> Result<Done, AppError> {
    let ctx = request();
    Ok(Done::go(page(ctx.services.organisations.save(&ctx.actor, draft).await?)).saying(Note::ProfileSaved))
}

/// Files an organisation for verification.
#[server(prefix = "/api", endpoint = "file_organisation", input = PostUrl)]
pub async fn file_organisation(organisation: String) -> Result<Done, AppError> {
    let (ctx, organisation) = (request(), id(&organisation)?);
    ctx.services.organisations.file(&ctx.actor, organisation).await?;
    Ok(Done::go(page(organisation)).saying(Note::Filed))
}

/// Takes evidence of an organisation away.
#[server(prefix = "/api", endpoint = "remove_evidence", input = PostUrl)]
pub async fn remove_evidence(file: String) -> Result<Done, AppError> {
    let ctx = request();
    Ok(Done::go(page(ctx.services.organisations.detach(&ctx.actor, id(&file)?).await?)))
}

/// Makes an invitation; its link is said once.
#[server(prefix = "/api", endpoint = "invite_member", input = PostUrl)]
pub async fn invite_member(draft: InviteDraft) -> Result<Done, AppError> {
    let ctx = request();
    let (organisation, link) = ctx.services.organisations.invite(&ctx.actor, draft).await?;
    Ok(Done::go(page(organisation)).saying(Note::Link(link)))
}

/// Takes an invitation back.
#[server(prefix = "/api", endpoint = "uninvite_member", input = PostUrl)]
pub async fn uninvite_member(invitation: String) -> Result<Done, AppError> {
    let ctx = request();
    Ok(Done::go(page(ctx.services.organisations.uninvite(&ctx.actor, id(&invitation)?).await?)))
}

/// Takes a member off, or leaves.
#[server(prefix = "/api", endpoint = "remove_member", input = PostUrl)]
pub async fn remove_member(draft: MemberDraft) -> Result<Done, AppError> {
    let ctx = request();
    let organisation = draft.organisation.clone();
    let left = ctx.services.organisations.remove(&ctx.actor, draft).await?;
    Ok(Done::go(if left { "/me/organisations".to_owned() } else { format!("/me/organisations/{organisation}") }))
}

/// What a link invites to.
#[server(prefix = "/api", endpoint = "show_member_invitation", input = Json)]
pub async fn show_member_invitation(secret: String) -> Result<Invited, AppError> {
    let ctx = request();
    Ok(ctx.services.organisations.invitation(&ctx.actor, &secret).await?)
}

/// Joins by a link.
#[server(prefix = "/api", endpoint = "join_organisation", input = PostUrl)]
pub async fn join_organisation(secret: String) -> Result<Done, AppError> {
    let ctx = request();
    Ok(Done::go(page(ctx.services.organisations.join(&ctx.actor, &secret).await?)))
}

/// One's own real name.
#[server(prefix = "/api", endpoint = "show_real_name", input = Json)]
pub async fn show_real_name() -> Result<RealNamePage, AppError> {
    let ctx = request();
    Ok(ctx.services.organisations.real_name(&ctx.actor).await?)
}

/// An organisation, for staff.
#[server(prefix = "/api", endpoint = "show_organisation_case", input = Json)]
pub async fn show_organisation_case(organisation: String) -> Result<OrganisationCase, AppError> {
    let ctx = request();
    Ok(ctx.services.organisations.case(&ctx.actor, id(&organisation)?).await?)
}

/// Decides on an organisation.
#[server(prefix = "/api", endpoint = "decide_organisation", input = PostUrl)]
pub async fn decide_organisation(draft: DecisionDraft) -> Result<Done, AppError> {
    let ctx = request();
    let page = format!("/console/organisation/{}", draft.subject);
    ctx.services.organisations.decide(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::Decided))
}

/// Shows an organisation's contact for a while.
#[server(prefix = "/api", endpoint = "reveal_organisation", input = PostUrl)]
pub async fn reveal_organisation(draft: RevealDraft) -> Result<Done, AppError> {
    let ctx = request();
    let page = format!("/console/organisation/{}", draft.subject);
    ctx.services.organisations.reveal(&ctx.actor, draft).await?;
    Ok(Done::go(page))
}

/// A real name, for staff.
#[server(prefix = "/api", endpoint = "show_real_name_case", input = Json)]
pub async fn show_real_name_case(account: String) -> Result<RealNameCase, AppError> {
    let ctx = request();
    Ok(ctx.services.organisations.real_name_case(&ctx.actor, &account).await?)
}

/// Decides on a real name.
#[server(prefix = "/api", endpoint = "decide_real_name", input = PostUrl)]
pub async fn decide_real_name(draft: DecisionDraft) -> Result<Done, AppError> {
    let ctx = request();
    let page = format!("/console/real-name/{}", draft.subject);
    ctx.services.organisations.decide_real_name(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::Decided))
}

/// Shows a real name whole for a while.
#[server(prefix = "/api", endpoint = "reveal_real_name", input = PostUrl)]
pub async fn reveal_real_name(draft: RevealDraft) -> Result<Done, AppError> {
    let ctx = request();
    let page = format!("/console/real-name/{}", draft.subject);
    ctx.services.organisations.reveal_real_name(&ctx.actor, draft).await?;
    Ok(Done::go(page))
}
