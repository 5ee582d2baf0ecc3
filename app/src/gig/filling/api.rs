//! What the pages about filling seats ask of the server.

use domain::gig::filling::{
    ApplicantsPage, BehalfDraft, BehalfPage, ChooseDraft, CrewDraft, CrewForm, LiftDraft, NamedCrews, PreferenceDraft,
    PreferencesPage,
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

/// Those who have applied for a shift.
#[server(prefix = "/api", endpoint = "show_applicants", input = Json)]
pub async fn show_applicants(organisation: String, shift: String, sort: String) -> Result<ApplicantsPage, AppError> {
    let ctx = request();
    Ok(ctx.services.filling.applicants(&ctx.actor, id(&organisation)?, id(&shift)?, &sort).await?)
}

/// Takes or turns down applicants.
#[server(prefix = "/api", endpoint = "choose_applicants", input = PostUrl)]
pub async fn choose_applicants(draft: ChooseDraft) -> Result<Done, AppError> {
    let ctx = request();
    let page = format!("/me/organisations/{}/shifts/{}/applicants", draft.organisation, draft.shift);
    let came = ctx.services.filling.choose(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::Chosen(came)))
}

/// A shift for which the staff claim a seat for somebody.
#[server(prefix = "/api", endpoint = "show_claim_for", input = Json)]
pub async fn show_claim_for(shift: String) -> Result<BehalfPage, AppError> {
    let ctx = request();
    Ok(ctx.services.filling.behalf(&ctx.actor, id(&shift)?).await?)
}

/// Claims a seat for a person who has agreed.
#[server(prefix = "/api", endpoint = "claim_for", input = PostUrl)]
pub async fn claim_for(draft: BehalfDraft) -> Result<Done, AppError> {
    let (ctx, page) = (request(), format!("/console/gigs/{}", draft.shift));
    ctx.services.filling.claim_for(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::Claimed))
}

/// Gives up what the staff claimed.
#[server(prefix = "/api", endpoint = "veto_claim", input = PostUrl)]
pub async fn veto_claim(claim: String) -> Result<Done, AppError> {
    let ctx = request();
    ctx.services.filling.veto(&ctx.actor, id(&claim)?).await?;
    Ok(Done::go("/me/shifts").saying(Note::Left))
}

/// A shift for which one claims seats for others.
#[server(prefix = "/api", endpoint = "show_crew_form", input = Json)]
pub async fn show_crew_form(shift: String) -> Result<CrewForm, AppError> {
    let ctx = request();
    Ok(ctx.services.filling.crew_form(&ctx.actor, id(&shift)?).await?)
}

/// Claims seats for others.
#[server(prefix = "/api", endpoint = "claim_crew", input = PostUrl)]
pub async fn claim_crew(draft: CrewDraft) -> Result<Done, AppError> {
    let ctx = request();
    ctx.services.filling.claim_crew(&ctx.actor, draft).await?;
    Ok(Done::go("/me/crews").saying(Note::Claimed))
}

/// The crews for which one has claimed seats.
#[server(prefix = "/api", endpoint = "list_crews", input = Json)]
pub async fn list_crews() -> Result<NamedCrews, AppError> {
    let ctx = request();
    Ok(ctx.services.filling.crews(&ctx.actor).await?)
}

/// Whom an organisation likes to have again, and whom no more.
#[server(prefix = "/api", endpoint = "show_preferences", input = Json)]
pub async fn show_preferences(organisation: String) -> Result<PreferencesPage, AppError> {
    let ctx = request();
    Ok(ctx.services.filling.preferences(&ctx.actor, id(&organisation)?).await?)
}

/// Keeps that of somebody.
#[server(prefix = "/api", endpoint = "set_preference", input = PostUrl)]
pub async fn set_preference(draft: PreferenceDraft) -> Result<Done, AppError> {
    let ctx = request();
    let (organisation, shift) = ctx.services.filling.set_preference(&ctx.actor, draft).await?;
    Ok(Done::go(format!("/me/organisations/{organisation}/shifts/{shift}")).saying(Note::Saved))
}

/// Ends it.
#[server(prefix = "/api", endpoint = "lift_preference", input = PostUrl)]
pub async fn lift_preference(draft: LiftDraft) -> Result<Done, AppError> {
    let ctx = request();
    let organisation = ctx.services.filling.lift(&ctx.actor, draft).await?;
    Ok(Done::go(format!("/me/organisations/{organisation}/workers")).saying(Note::Saved))
}
