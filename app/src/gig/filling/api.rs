//! What the pages about filling seats ask of the server.

use domain::gig::filling::{ApplicantsPage, ChooseDraft};
use leptos::{
    prelude::*,
    server_fn::codec::{Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{context::request, flash::Note};
use crate::{error::AppError, flash::Done};
#[cfg(feature = "ssr")]
use domain::error::Refused;

#[cfg(feature = "ssr")]
fn id<T: std::str::FromStr>(text: &str) -> Result<T, Refused> {
    text.parse().map_err(|_| Refused::Missing)
}

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
