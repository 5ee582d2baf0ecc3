//! Everything one may ask about imports.

use async_trait::async_trait;

use super::{ImportKind, ImportList, ImportPage, ImportQuery, NewImport};
use crate::{attachment::Upload, error::Refused, id::ImportId, identity::Actor};

/// Links that an import made, as a table to save: CSV with a header.
#[derive(Clone, PartialEq, Eq)]
pub struct ImportedLinks(pub String);

/// The service of imports. Whoever may not bring rows of a kind in, or has another region, does not know of imports of
/// that kind.
#[async_trait]
pub trait ImportService: Send + Sync {
    /// The imports of one's region, the newest first. Errors: signed out, denied.
    async fn list(&self, actor: &Actor, after: &str) -> Result<ImportList, Refused>;
    /// What one may bring in. Errors: signed out, denied.
    async fn begin(&self, actor: &Actor) -> Result<NewImport, Refused>;
    /// The header of a file of this kind, as CSV. Errors: signed out, denied.
    fn template(&self, actor: &Actor, kind: ImportKind) -> Result<String, Refused>;
    /// Takes a file in, to be checked. Errors: signed out, denied, fields, busy.
    async fn upload(&self, actor: &Actor, kind: &str, upload: Option<Upload>) -> Result<ImportId, Refused>;
    /// One import with a page of its report. Errors: signed out, denied, missing.
    async fn import(&self, actor: &Actor, id: &str, query: ImportQuery) -> Result<ImportPage, Refused>;
    /// Says that the good rows are wanted; `counts` is how many there were to be, as the form had it. Errors: signed
    /// out, denied (somebody else's), missing, conflict.
    async fn confirm(&self, actor: &Actor, id: &str, good: &str) -> Result<ImportId, Refused>;
    /// Stops it. Errors: signed out, denied (somebody else's), missing, conflict (it is in effect already).
    async fn cancel(&self, actor: &Actor, id: &str) -> Result<ImportId, Refused>;
    /// The links that it made, to whoever sent it and once; the trail tells of it. Errors: signed out, denied, missing,
    /// conflict (they were fetched before).
    async fn links(&self, actor: &Actor, id: &str) -> Result<ImportedLinks, Refused>;
}
