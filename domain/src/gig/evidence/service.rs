//! Everything one may ask about evidence packs.

use async_trait::async_trait;

use super::{HashCheck, PackDraft, PackPage, Packs};
use crate::{
    error::Refused,
    id::{CaseId, PackId},
    identity::Actor,
};

/// The service of evidence packs. What is not one's own or in one's region is missing.
#[async_trait]
pub trait EvidenceService: Send + Sync {
    /// The packs of a claim of one's own. Errors: signed out, missing.
    async fn packs(&self, actor: &Actor, claim: &str) -> Result<Packs, Refused>;
    /// Makes one of it. Sent again, it is there already. Errors: signed out, missing.
    async fn make(&self, actor: &Actor, draft: PackDraft) -> Result<PackId, Refused>;
    /// Makes one of a case, as one of the staff of its region who may see personal data and whom it does not concern.
    /// Errors: signed out, denied, missing.
    async fn make_of_case(&self, actor: &Actor, draft: PackDraft) -> Result<(CaseId, PackId), Refused>;
    /// One of one's own. Errors: signed out, missing.
    async fn pack(&self, actor: &Actor, pack: PackId) -> Result<PackPage, Refused>;
    /// One of one's region, for the staff who may see personal data, which the trail tells of.
    /// Errors: signed out, denied, missing.
    async fn pack_for_staff(&self, actor: &Actor, pack: PackId) -> Result<PackPage, Refused>;
    /// The file, byte for byte as its hash was written down, and that hash; for both. Errors: signed out, missing.
    async fn file(&self, actor: &Actor, pack: PackId) -> Result<(Vec<u8>, String), Refused>;
    /// What is known of a hash, for anybody. Errors: none of its own.
    async fn check(&self, actor: &Actor, hash: &str) -> Result<HashCheck, Refused>;
}
