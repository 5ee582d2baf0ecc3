//! What the pages of identity ask of the server.

use domain::identity::{
    CodeDraft, PlaceDraft, Profile, ProfileDraft, SignInDraft,
    privacy::{DeleteDraft, PrivacyPage},
    staff::{ActForDraft, Invitation, JoinDraft, Sessions, StaffSignInDraft},
};
use leptos::{
    prelude::*,
    server_fn::codec::{Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{context::request, flash::Note, text::Language};
use crate::{error::AppError, flash::Done};
#[cfg(feature = "ssr")]
use domain::identity::{IdentityError, rules::safe_path};

/// Sends a code to a phone.
#[server(prefix = "/api", endpoint = "request_code", input = PostUrl)]
pub async fn request_code(draft: CodeDraft) -> Result<Done, AppError> {
    let ctx = request();
    let page = sign_in_page(&draft.next);
    let sent = ctx.services.identity.request_code(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::CodeSent(sent)))
}

/// Signs in with the code.
#[server(prefix = "/api", endpoint = "sign_in", input = PostUrl)]
pub async fn sign_in(draft: SignInDraft) -> Result<Done, AppError> {
    let ctx = request();
    let next = safe_path(&draft.next, "/gigs").to_owned();
    let signed_in = ctx.services.identity.sign_in(&ctx.actor, draft, &ctx.device, !ctx.board.is_empty()).await?;
    // Whatever session this browser had before is over.
    ctx.services.identity.sign_out(&ctx.actor, &ctx.session).await?;
    ctx.reply.start_session(&signed_in.token);
    Ok(Done::go(if signed_in.new { profile_page(&next) } else { next }))
}

/// Signs out in this browser.
#[server(prefix = "/api", endpoint = "sign_out", input = PostUrl)]
pub async fn sign_out() -> Result<Done, AppError> {
    let ctx = request();
    ctx.services.identity.sign_out(&ctx.actor, &ctx.session).await?;
    ctx.reply.end_session();
    Ok(Done::go("/gigs"))
}

/// Signs in as staff.
#[server(prefix = "/api", endpoint = "staff_sign_in", input = PostUrl)]
pub async fn staff_sign_in(draft: StaffSignInDraft) -> Result<Done, AppError> {
    let ctx = request();
    let next = safe_path(&draft.next, "/console").to_owned();
    let signed_in = ctx.services.identity.staff_sign_in(&ctx.actor, draft, &ctx.device, &ctx.known).await?;
    ctx.services.identity.sign_out(&ctx.actor, &ctx.session).await?;
    ctx.reply.start_session(&signed_in.token);
    ctx.reply.know_browser(&signed_in.known);
    Ok(Done::go(next))
}

/// The invitation to the staff that a link is for; nothing if the link is good no more.
#[server(prefix = "/api", endpoint = "show_invitation", input = Json)]
pub async fn show_invitation(token: String) -> Result<Option<Invitation>, AppError> {
    let ctx = request();
    match ctx.services.identity.invitation(&ctx.actor, &token).await {
        Err(IdentityError::Missing) => Ok(None),
        found => Ok(Some(found?)),
    }
}

/// Joins the staff.
#[server(prefix = "/api", endpoint = "join_staff", input = PostUrl)]
pub async fn join_staff(draft: JoinDraft) -> Result<Done, AppError> {
    let ctx = request();
    let joined = ctx.services.identity.join(&ctx.actor, draft, &ctx.device).await?;
    ctx.services.identity.sign_out(&ctx.actor, &ctx.session).await?;
    ctx.reply.start_session(&joined.token);
    Ok(Done::go("/console/account").saying(Note::RecoveryCodes(joined.recovery_codes)))
}

/// Where one is signed in.
#[server(prefix = "/api", endpoint = "list_sessions", input = Json)]
pub async fn list_sessions() -> Result<Sessions, AppError> {
    let ctx = request();
    Ok(ctx.services.identity.sessions(&ctx.actor, &ctx.session).await?)
}

/// Signs out somewhere else.
#[server(prefix = "/api", endpoint = "end_session", input = PostUrl)]
pub async fn end_session(session: String, next: String) -> Result<Done, AppError> {
    let ctx = request();
    let session = session.parse().map_err(|_| IdentityError::Missing)?;
    ctx.services.identity.end_session(&ctx.actor, session).await?;
    Ok(Done::go(safe_path(&next, "/me/sessions")).saying(Note::Done))
}

/// Makes recovery codes anew.
#[server(prefix = "/api", endpoint = "renew_recovery_codes", input = PostUrl)]
pub async fn renew_recovery_codes() -> Result<Done, AppError> {
    let ctx = request();
    let codes = ctx.services.identity.renew_recovery_codes(&ctx.actor).await?;
    Ok(Done::go("/console/account").saying(Note::RecoveryCodes(codes)))
}

/// Begins to act for a person.
#[server(prefix = "/api", endpoint = "act_for", input = PostUrl)]
pub async fn act_for(draft: ActForDraft) -> Result<Done, AppError> {
    let ctx = request();
    let token = ctx.services.identity.act_for(&ctx.actor, &ctx.session, draft).await?;
    ctx.reply.start_session(&token);
    Ok(Done::go("/me"))
}

/// Goes back to one's own work.
#[server(prefix = "/api", endpoint = "stop_acting", input = PostUrl)]
pub async fn stop_acting() -> Result<Done, AppError> {
    let ctx = request();
    let token = ctx.services.identity.stop_acting(&ctx.actor, &ctx.session).await?;
    ctx.reply.start_session(&token);
    Ok(Done::go("/console/people"))
}

/// One's own profile.
#[server(prefix = "/api", endpoint = "show_profile", input = Json)]
pub async fn show_profile() -> Result<Profile, AppError> {
    let ctx = request();
    Ok(ctx.services.identity.profile(&ctx.actor).await?)
}

/// Saves one's own profile.
#[server(prefix = "/api", endpoint = "save_profile", input = PostUrl)]
pub async fn save_profile(draft: ProfileDraft) -> Result<Done, AppError> {
    let ctx = request();
    let next = safe_path(&draft.next, "/me").to_owned();
    ctx.services.identity.save_profile(&ctx.actor, draft).await?;
    Ok(Done::go(next).saying(Note::ProfileSaved))
}

/// What one has agreed to.
#[server(prefix = "/api", endpoint = "show_privacy", input = Json)]
pub async fn show_privacy() -> Result<PrivacyPage, AppError> {
    let ctx = request();
    Ok(ctx.services.identity.privacy(&ctx.actor).await?)
}

/// Lets staff act for one, `yes`, or not.
#[server(prefix = "/api", endpoint = "set_staff_help", input = PostUrl)]
pub async fn set_staff_help(allowed: String) -> Result<Done, AppError> {
    let ctx = request();
    ctx.services.identity.set_staff_help(&ctx.actor, allowed == "yes").await?;
    Ok(Done::go("/me/privacy").saying(Note::Done))
}

/// Deletes one's account.
#[server(prefix = "/api", endpoint = "delete_account", input = PostUrl)]
pub async fn delete_account(draft: DeleteDraft) -> Result<Done, AppError> {
    let ctx = request();
    ctx.services.identity.delete_account(&ctx.actor, draft).await?;
    ctx.reply.end_session();
    Ok(Done::go("/gigs"))
}

/// Remembers from where distances are measured.
#[server(prefix = "/api", endpoint = "remember_place", input = PostUrl)]
pub async fn remember_place(draft: PlaceDraft) -> Result<Done, AppError> {
    let ctx = request();
    let next = safe_path(&draft.next, "/gigs").to_owned();
    let place = ctx.services.identity.remember_place(&ctx.actor, draft).await?;
    ctx.reply.remember_place(&place);
    Ok(Done::go(next))
}

/// Chooses the language; a word nobody knows is the first language.
#[allow(clippy::unused_async, reason = "server functions are async")]
#[server(prefix = "/api", endpoint = "choose_language", input = PostUrl)]
pub async fn choose_language(language: String, next: String) -> Result<Done, AppError> {
    request().reply.remember_language(Language::parse(&language).unwrap_or_default());
    Ok(Done::go(safe_path(&next, "/gigs")))
}

/// Turns elder mode `on` or `off`.
#[allow(clippy::unused_async, reason = "server functions are async")]
#[server(prefix = "/api", endpoint = "choose_elder", input = PostUrl)]
pub async fn choose_elder(elder: String, next: String) -> Result<Done, AppError> {
    request().reply.remember_elder(elder == "on");
    Ok(Done::go(safe_path(&next, "/gigs")))
}

#[cfg(feature = "ssr")]
fn sign_in_page(next: &str) -> String {
    with_next("/sign-in", next)
}

#[cfg(feature = "ssr")]
fn profile_page(next: &str) -> String {
    with_next("/me/profile", next)
}

#[cfg(feature = "ssr")]
fn with_next(page: &str, next: &str) -> String {
    match safe_path(next, "") {
        "" => page.to_owned(),
        next => format!("{page}?next={}", crate::ui::url::encode(next)),
    }
}
