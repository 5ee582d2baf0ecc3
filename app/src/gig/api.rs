//! What the pages of the gig market ask of the server.

use domain::gig::{Board, ClaimDraft, GigList, GigQuery, LeaveDraft, MyShifts, OfferDraft, ShiftPage, Suggestion};
use leptos::{
    prelude::*,
    server_fn::codec::{Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{context::request, flash::Note};
use crate::{error::AppError, flash::Done};
#[cfg(feature = "ssr")]
use domain::{gig::GigError, id::ShiftId};

/// The list of shifts.
#[server(prefix = "/api", endpoint = "list_gigs", input = Json)]
pub async fn list_gigs(query: GigQuery) -> Result<GigList, AppError> {
    let ctx = request();
    Ok(ctx.services.gig.list(&ctx.actor, &ctx.place, query).await?)
}

/// A screen of a region's wall.
#[server(prefix = "/api", endpoint = "show_board", input = Json)]
pub async fn show_board(region: String, after: String) -> Result<Board, AppError> {
    let ctx = request();
    Ok(ctx.services.gig.board(&ctx.actor, &region, &after).await?)
}

/// Makes this browser a screen that many use and that forgets each of them, or ends that.
#[server(prefix = "/api", endpoint = "share_screen", input = PostUrl)]
pub async fn share_screen(region: String, on: String) -> Result<Done, AppError> {
    let ctx = request();
    let board = ctx.services.gig.board(&ctx.actor, &region, "").await?;
    ctx.services.identity.sign_out(&ctx.actor, &ctx.session).await?;
    ctx.reply.end_session();
    ctx.reply.remember_board(if on == "yes" { board.region.as_str() } else { "" });
    Ok(Done::go(format!("/board/{}", board.region)))
}

/// Completions of what was typed.
#[server(prefix = "/api", endpoint = "suggest", input = Json)]
pub async fn suggest(typed: String) -> Result<Vec<Suggestion>, AppError> {
    let ctx = request();
    Ok(ctx.services.gig.suggest(&ctx.actor, &typed).await?)
}

/// One shift.
#[server(prefix = "/api", endpoint = "show_shift", input = Json)]
pub async fn show_shift(shift: String) -> Result<ShiftPage, AppError> {
    let ctx = request();
    let shift: ShiftId = shift.parse().map_err(|_| GigError::Missing)?;
    Ok(ctx.services.gig.shift(&ctx.actor, &ctx.place, shift).await?)
}

/// One's own shifts.
#[server(prefix = "/api", endpoint = "my_shifts", input = Json)]
pub async fn list_my_shifts() -> Result<MyShifts, AppError> {
    let ctx = request();
    Ok(ctx.services.gig.my_shifts(&ctx.actor, &ctx.place).await?)
}

/// Takes a seat or queues for one.
#[server(prefix = "/api", endpoint = "claim", input = PostUrl)]
pub async fn claim(draft: ClaimDraft) -> Result<Done, AppError> {
    let ctx = request();
    let page = format!("/gigs/{}", draft.shift);
    ctx.services.gig.claim(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::Claimed))
}

/// Gives up a seat or a place in the queue.
#[server(prefix = "/api", endpoint = "leave", input = PostUrl)]
pub async fn leave(draft: LeaveDraft) -> Result<Done, AppError> {
    let ctx = request();
    ctx.services.gig.leave(&ctx.actor, draft).await?;
    Ok(Done::go("/me/shifts").saying(Note::Left))
}

/// Takes or declines an offered seat.
#[server(prefix = "/api", endpoint = "answer_offer", input = PostUrl)]
pub async fn answer_offer(draft: OfferDraft) -> Result<Done, AppError> {
    let ctx = request();
    let shift = ctx.services.gig.answer_offer(&ctx.actor, draft).await?;
    Ok(Done::go(format!("/gigs/{shift}")).saying(Note::Answered))
}

/// Makes a new calendar address.
#[server(prefix = "/api", endpoint = "renew_feed", input = PostUrl)]
pub async fn renew_feed() -> Result<Done, AppError> {
    let ctx = request();
    ctx.services.gig.renew_feed(&ctx.actor).await?;
    Ok(Done::go("/me/shifts").saying(Note::FeedRenewed))
}
