//! What the console's pages ask of the server.

use domain::admin::{Queue, QueueQuery};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::request;
use crate::error::AppError;

/// What waits for this person of the staff.
#[server(prefix = "/api", endpoint = "show_queue", input = Json)]
pub async fn show_queue(query: QueueQuery) -> Result<Queue, AppError> {
    let ctx = request();
    Ok(ctx.services.admin.queue(&ctx.actor, query).await?)
}
