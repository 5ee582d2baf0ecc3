//! What the pages about ratings ask of the server.

use domain::gig::rating::{JudgeRatingDraft, RatingCase, RatingDraft, RatingPage};
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

/// The ratings of a claim of one's own.
#[server(prefix = "/api", endpoint = "show_rating", input = Json)]
pub async fn show_rating(claim: String) -> Result<RatingPage, AppError> {
    let ctx = request();
    Ok(ctx.services.ratings.of_worker(&ctx.actor, &claim).await?)
}

/// The same for the employer.
#[server(prefix = "/api", endpoint = "show_crew_rating", input = Json)]
pub async fn show_crew_rating(claim: String) -> Result<RatingPage, AppError> {
    let ctx = request();
    Ok(ctx.services.ratings.of_employer(&ctx.actor, id(&claim)?).await?)
}

/// The worker rates the employer.
#[server(prefix = "/api", endpoint = "rate_employer", input = PostUrl)]
pub async fn rate_employer(draft: RatingDraft) -> Result<Done, AppError> {
    let ctx = request();
    let claim = ctx.services.ratings.rate_employer(&ctx.actor, draft).await?;
    Ok(Done::go(format!("/me/shifts/{claim}/rating")).saying(Note::Saved))
}

/// The employer rates the worker.
#[server(prefix = "/api", endpoint = "rate_worker", input = PostUrl)]
pub async fn rate_worker(draft: RatingDraft) -> Result<Done, AppError> {
    let ctx = request();
    let (organisation, claim) = ctx.services.ratings.rate_worker(&ctx.actor, draft).await?;
    Ok(Done::go(format!("/me/organisations/{organisation}/ratings/{claim}")).saying(Note::Saved))
}

/// Has the staff look at words.
#[server(prefix = "/api", endpoint = "report_rating", input = PostUrl)]
pub async fn report_rating(rating: String) -> Result<Done, AppError> {
    let ctx = request();
    let page = ctx.services.ratings.report(&ctx.actor, id(&rating)?).await?;
    Ok(Done::go(page).saying(Note::Saved))
}

/// Words that wait for the staff.
#[server(prefix = "/api", endpoint = "show_rating_desk", input = Json)]
pub async fn show_rating_desk(rating: String) -> Result<RatingCase, AppError> {
    let ctx = request();
    Ok(ctx.services.ratings.case(&ctx.actor, id(&rating)?).await?)
}

/// Decides on them.
#[server(prefix = "/api", endpoint = "judge_rating", input = PostUrl)]
pub async fn judge_rating(draft: JudgeRatingDraft) -> Result<Done, AppError> {
    let (ctx, page) = (request(), format!("/console/rating/{}", draft.rating));
    ctx.services.ratings.judge(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::Decided))
}
