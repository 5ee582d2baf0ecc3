//! Everything one may ask of the console's tables.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{BulkDone, BulkDraft, BulkPreview, BulkQuery, SaveViewDraft, TableKind, TablePage, TableQuery};
use crate::{error::Refused, identity::Actor, word::words};

/// The most rows in a file.
pub const EXPORT_LIMIT: usize = 50_000;
/// The most views that somebody keeps of one table.
pub const VIEWS_LIMIT: usize = 20;

words! {
    /// As what a table is taken away.
    ExportFormat {
        /// Comma-separated values in UTF-8 with a byte order mark, by which spreadsheets know it.
        Csv = "csv",
        /// A workbook of Office Open XML.
        Xlsx = "xlsx",
    }
}

/// "Give me these rows as a file".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportDraft {
    /// The word of the table.
    pub table: String,
    /// The word of the format.
    pub format: String,
    /// Which rows and columns, in which order.
    pub query: TableQuery,
}

/// A file with rows.
#[derive(Clone, PartialEq, Eq)]
pub struct Export {
    /// Its name.
    pub name: String,
    /// What it is.
    pub format: ExportFormat,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The service of the console's tables. What lies outside the region of whoever asks is not in them.
#[async_trait]
pub trait TableService: Send + Sync {
    /// A page of a table. Errors: signed out, denied.
    async fn page(&self, actor: &Actor, kind: TableKind, query: TableQuery) -> Result<TablePage, Refused>;
    /// Rows as a file, in the language with this tag; the trail tells of it. Errors: signed out, denied, fields (too
    /// many rows).
    async fn export(&self, actor: &Actor, draft: ExportDraft, language: &str) -> Result<Export, Refused>;
    /// Keeps a view under a name. Errors: signed out, denied, fields.
    async fn save_view(&self, actor: &Actor, draft: SaveViewDraft) -> Result<(), Refused>;
    /// Forgets a view; gives its table. Errors: signed out, missing.
    async fn forget_view(&self, actor: &Actor, view: Uuid) -> Result<TableKind, Refused>;
    /// What would come of doing something to many rows. Errors: signed out, denied, fields.
    async fn preview(&self, actor: &Actor, query: BulkQuery) -> Result<BulkPreview, Refused>;
    /// Does something to many rows, each by itself. Errors: signed out, denied, fields.
    async fn apply(&self, actor: &Actor, draft: BulkDraft) -> Result<BulkDone, Refused>;
}
