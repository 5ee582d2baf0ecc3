//! What the inbox asks of the server.

use domain::message::{Inbox, InboxQuery, OpenDraft, ReadDraft, SmsDraft};
use leptos::{
    prelude::*,
    server_fn::codec::{Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{context::request, flash::Note};
use crate::{error::AppError, flash::Done};

/// One's own inbox.
#[server(prefix = "/api", endpoint = "show_inbox", input = Json)]
pub async fn show_inbox(query: InboxQuery) -> Result<Inbox, AppError> {
    let ctx = request();
    Ok(ctx.services.message.inbox(&ctx.actor, query).await?)
}

/// Opens a message: it is read, and the page of what it is about follows.
#[server(prefix = "/api", endpoint = "open_message", input = PostUrl)]
pub async fn open_message(draft: OpenDraft) -> Result<Done, AppError> {
    let ctx = request();
    Ok(Done::go(ctx.services.message.open(&ctx.actor, draft).await?))
}

/// Marks all messages as read, up to the newest that was shown.
#[server(prefix = "/api", endpoint = "read_messages", input = PostUrl)]
pub async fn read_messages(draft: ReadDraft) -> Result<Done, AppError> {
    let ctx = request();
    ctx.services.message.read_all(&ctx.actor, draft).await?;
    Ok(Done::go("/me/messages").saying(Note::MessagesRead))
}

/// Chooses whether messages come by SMS as well.
#[server(prefix = "/api", endpoint = "choose_sms", input = PostUrl)]
pub async fn choose_sms(draft: SmsDraft) -> Result<Done, AppError> {
    let ctx = request();
    ctx.services.message.choose_sms(&ctx.actor, draft).await?;
    Ok(Done::go("/me/messages").saying(Note::SmsChosen))
}
