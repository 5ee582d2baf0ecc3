//! What the pages of imports ask of the server. The form with the file goes to `/upload/import` instead, and the links
//! come from `/api/import_links` as a file.

use domain::import::{ImportList, ImportPage, ImportQuery, NewImport};
use leptos::{
    prelude::*,
    server_fn::codec::{Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{context::request, flash::Note};
use crate::{error::AppError, flash::Done};

/// The imports of one's region.
#[server(prefix = "/api", endpoint = "list_imports", input = Json)]
pub async fn list_imports(after: String) -> Result<ImportList, AppError> {
    let ctx = request();
    Ok(ctx.services.import.list(&ctx.actor, &after).await?)
}

/// What one may bring in.
#[server(prefix = "/api", endpoint = "begin_import", input = Json)]
pub async fn begin_import() -> Result<NewImport, AppError> {
    let ctx = request();
    Ok(ctx.services.import.begin(&ctx.actor).await?)
}

/// One import.
#[server(prefix = "/api", endpoint = "show_import", input = Json)]
pub async fn show_import(import: String, query: ImportQuery) -> Result<ImportPage, AppError> {
    let ctx = request();
    Ok(ctx.services.import.import(&ctx.actor, &import, query).await?)
}

/// Says that the good rows are wanted.
#[server(prefix = "/api", endpoint = "confirm_import", input = PostUrl)]
pub async fn confirm_import(import: String, good: String) -> Result<Done, AppError> {
    let ctx = request();
    let id = ctx.services.import.confirm(&ctx.actor, &import, &good).await?;
    Ok(Done::go(format!("/console/imports/{id}")))
}

/// Stops an import.
#[server(prefix = "/api", endpoint = "cancel_import", input = PostUrl)]
pub async fn cancel_import(import: String) -> Result<Done, AppError> {
    let ctx = request();
    let id = ctx.services.import.cancel(&ctx.actor, &import).await?;
    Ok(Done::go(format!("/console/imports/{id}")).saying(Note::Done))
}
