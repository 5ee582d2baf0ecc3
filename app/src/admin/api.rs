//! What the console's pages ask of the server.

use domain::{
    admin::{
        People, PeopleQuery, PersonPage, PostDraft, Queue, QueueQuery, RevealDraft, SettingMark, SettingPage, Settings,
        StaffList, StaffQuery, Trail, TrailQuery, WithdrawDraft,
    },
    identity::staff::InviteDraft,
    setting::SettingDraft,
};
use leptos::{
    prelude::*,
    server_fn::codec::{Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{context::request, flash::Note};
use crate::{error::AppError, flash::Done};
#[cfg(feature = "ssr")]
use domain::error::{Problem, Refused};

/// What waits for this person of the staff.
#[server(prefix = "/api", endpoint = "show_queue", input = Json)]
pub async fn show_queue(query: QueueQuery) -> Result<Queue, AppError> {
    let ctx = request();
    let first = query.after.is_empty();
    let queue = ctx.services.admin.queue(&ctx.actor, query).await?;
    // The work is there to be done without the numbers.
    let glance = if first { ctx.services.monitoring.glance(&ctx.actor).await.ok() } else { None };
    Ok(Queue { glance, ..queue })
}

/// The staff of one's region.
#[server(prefix = "/api", endpoint = "list_staff", input = Json)]
pub async fn list_staff(query: StaffQuery) -> Result<StaffList, AppError> {
    let ctx = request();
    Ok(ctx.services.admin.staff(&ctx.actor, query).await?)
}

/// Invites somebody to the staff.
#[server(prefix = "/api", endpoint = "invite_staff", input = PostUrl)]
pub async fn invite_staff(draft: InviteDraft) -> Result<Done, AppError> {
    let ctx = request();
    let path = ctx.services.admin.invite(&ctx.actor, draft).await?;
    Ok(Done::go("/console/staff").saying(Note::Link(path)))
}

/// Gives somebody of the staff another post, or none.
#[server(prefix = "/api", endpoint = "change_post", input = PostUrl)]
pub async fn change_post(draft: PostDraft) -> Result<Done, AppError> {
    let ctx = request();
    ctx.services.admin.change_post(&ctx.actor, draft).await?;
    Ok(Done::go("/console/staff").saying(Note::Done))
}

/// The people of one's region.
#[server(prefix = "/api", endpoint = "list_people", input = Json)]
pub async fn list_people(query: PeopleQuery) -> Result<People, AppError> {
    let ctx = request();
    Ok(ctx.services.admin.people(&ctx.actor, query).await?)
}

/// One person.
#[server(prefix = "/api", endpoint = "show_person", input = Json)]
pub async fn show_person(account: String) -> Result<PersonPage, AppError> {
    let ctx = request();
    Ok(ctx.services.admin.person(&ctx.actor, &account).await?)
}

/// Looks for a person by phone. A form that is posted: a phone in an address would be in every log on the way.
#[server(prefix = "/api", endpoint = "find_person", input = PostUrl)]
pub async fn find_person(phone: String) -> Result<Done, AppError> {
    let ctx = request();
    let found = ctx.services.admin.people(&ctx.actor, PeopleQuery { phone, ..PeopleQuery::default() }).await?;
    let nobody = || Refused::field("phone", Problem::NobodyHere);
    let person = found.rows.first().ok_or_else(nobody)?;
    Ok(Done::go(format!("/console/people/{}", person.account)))
}

/// A person's name and phone, whole.
#[server(prefix = "/api", endpoint = "reveal_person", input = PostUrl)]
pub async fn reveal_person(draft: RevealDraft) -> Result<Done, AppError> {
    let ctx = request();
    let page = format!("/console/people/{}", draft.account);
    let revealed = ctx.services.admin.reveal(&ctx.actor, draft).await?;
    Ok(Done::go(page).saying(Note::Revealed(revealed)))
}

/// Looks for something in the audit trail. A form that is posted, for a phone may be typed into it.
#[server(prefix = "/api", endpoint = "find_in_trail", input = PostUrl)]
pub async fn find_in_trail(draft: TrailQuery) -> Result<Done, AppError> {
    let ctx = request();
    let named = ctx.services.admin.name_in_trail(&ctx.actor, TrailQuery { after: String::new(), ..draft }).await?;
    Ok(Done::go(super::trail::address(&named)))
}

/// The audit trail.
#[server(prefix = "/api", endpoint = "search_trail", input = Json)]
pub async fn search_trail(query: TrailQuery) -> Result<Trail, AppError> {
    let ctx = request();
    Ok(ctx.services.admin.trail(&ctx.actor, query).await?)
}

/// The settings that apply in a region.
#[server(prefix = "/api", endpoint = "show_settings", input = Json)]
pub async fn show_settings(region: String) -> Result<Settings, AppError> {
    let ctx = request();
    Ok(ctx.services.admin.settings(&ctx.actor, &region).await?)
}

/// The history of one kind of setting, and with `check` what a draft would change.
#[server(prefix = "/api", endpoint = "show_setting", input = Json)]
pub async fn show_setting(draft: SettingDraft, check: bool) -> Result<SettingPage, AppError> {
    let ctx = request();
    Ok(ctx.services.admin.setting(&ctx.actor, draft, check).await?)
}

/// Writes a value of a setting.
#[server(prefix = "/api", endpoint = "save_setting", input = PostUrl)]
pub async fn save_setting(mark: SettingMark, draft: SettingDraft) -> Result<Done, AppError> {
    let ctx = request();
    Ok(kept(&ctx.services.admin.save_setting(&ctx.actor, mark, draft).await?))
}

/// Withdraws a value that was a mistake.
#[server(prefix = "/api", endpoint = "withdraw_setting", input = PostUrl)]
pub async fn withdraw_setting(draft: WithdrawDraft) -> Result<Done, AppError> {
    let ctx = request();
    Ok(kept(&ctx.services.admin.withdraw_setting(&ctx.actor, draft).await?))
}

/// The page of what was written.
#[cfg(feature = "ssr")]
fn kept(about: &SettingDraft) -> Done {
    let path = format!("/console/settings/{}", about.kind);
    Done::go(crate::ui::url::with_query(&path, &about.pairs())).saying(Note::Saved)
}
