//! What the pages of tables ask of the server.

use domain::table::{BulkDraft, BulkPreview, BulkQuery, SaveViewDraft, TablePage, TableQuery};
use leptos::{
    prelude::*,
    server_fn::codec::{Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{context::request, flash::Note};
use crate::{error::AppError, flash::Done};
#[cfg(feature = "ssr")]
use domain::{error::Refused, table::TableKind};

/// A page of a table.
#[server(prefix = "/api", endpoint = "show_table", input = Json)]
pub async fn show_table(table: String, query: TableQuery) -> Result<TablePage, AppError> {
    let ctx = request();
    let kind = TableKind::parse(&table).ok_or(Refused::Missing)?;
    Ok(ctx.services.tables.page(&ctx.actor, kind, query).await?)
}

/// Keeps a view under a name.
#[server(prefix = "/api", endpoint = "save_view", input = PostUrl)]
pub async fn save_view(draft: SaveViewDraft) -> Result<Done, AppError> {
    let ctx = request();
    let go = super::address(TableKind::parse(&draft.table).ok_or(Refused::Missing)?, &draft.query);
    ctx.services.tables.save_view(&ctx.actor, draft).await?;
    Ok(Done::go(go).saying(Note::Saved))
}

/// Forgets a view.
#[server(prefix = "/api", endpoint = "forget_view", input = PostUrl)]
pub async fn forget_view(view: String) -> Result<Done, AppError> {
    let ctx = request();
    let view = view.parse().map_err(|_| Refused::Missing)?;
    let kind = ctx.services.tables.forget_view(&ctx.actor, view).await?;
    Ok(Done::go(super::address(kind, &TableQuery::default())).saying(Note::Done))
}

/// What would come of doing something to many rows.
#[server(prefix = "/api", endpoint = "preview_bulk", input = Json)]
pub async fn preview_bulk(query: BulkQuery) -> Result<BulkPreview, AppError> {
    let ctx = request();
    Ok(ctx.services.tables.preview(&ctx.actor, query).await?)
}

/// Does something to many rows.
#[server(prefix = "/api", endpoint = "apply_bulk", input = PostUrl)]
pub async fn apply_bulk(draft: BulkDraft) -> Result<Done, AppError> {
    let ctx = request();
    let go = super::address(TableKind::parse(&draft.table).ok_or(Refused::Missing)?, &TableQuery::default());
    let came = ctx.services.tables.apply(&ctx.actor, draft).await?;
    Ok(Done::go(go).saying(Note::Bulk(came)))
}
