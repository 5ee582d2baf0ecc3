//! Everything one may ask about what one keeps.

use async_trait::async_trait;

use super::{AlertDraft, KeepDraft, SavedPage};
use crate::{error::Refused, gig::GigQuery, id::SavedSearchId, identity::Actor};

/// The service of kept searches and postings. What is not one's own is missing; every write may be sent again.
#[async_trait]
pub trait SavedService: Send + Sync {
    /// One's own. Errors: signed out.
    async fn page(&self, actor: &Actor) -> Result<SavedPage, Refused>;
    /// Keeps a search as the list reads it; one that is kept already stays as it is. Errors: signed out, fields.
    async fn keep_search(&self, actor: &Actor, query: GigQuery) -> Result<(), Refused>;
    /// Chooses how one hears of what a search finds. Errors: signed out, missing, fields.
    async fn set_alert(&self, actor: &Actor, draft: AlertDraft) -> Result<(), Refused>;
    /// Forgets a search. Errors: signed out, missing.
    async fn forget_search(&self, actor: &Actor, search: SavedSearchId) -> Result<(), Refused>;
    /// Keeps a posting, or keeps it no more. Errors: signed out, missing, fields.
    async fn keep_posting(&self, actor: &Actor, draft: KeepDraft) -> Result<(), Refused>;
}
