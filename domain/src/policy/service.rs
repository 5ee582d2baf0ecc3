//! Everything one may ask of policies.

use async_trait::async_trait;

use super::{
    Desk, DeskPage, DeskQuery, EditMark, Feed, FileChange, PolicyDraft, PolicyList, PolicyPage, PolicyQuery, StepDraft,
};
use crate::{
    attachment::FileContent,
    error::Refused,
    id::{AttachmentId, PolicyId},
    identity::Actor,
};

/// The service of policies.
#[async_trait]
pub trait PolicyService: Send + Sync {
    /// The texts that a query finds, for everybody.
    async fn list(&self, actor: &Actor, query: PolicyQuery) -> Result<PolicyList, Refused>;
    /// The text of a policy, for everybody. Errors: missing.
    async fn page(&self, actor: &Actor, policy: &str) -> Result<PolicyPage, Refused>;
    /// The texts that were published last, for everybody.
    async fn feed(&self, actor: &Actor, query: PolicyQuery) -> Result<Feed, Refused>;
    /// The policies of this person's region, for the staff. Errors: signed out, denied.
    async fn desk(&self, actor: &Actor, query: DeskQuery) -> Result<Desk, Refused>;
    /// A policy to work on, or a blank one for `new`. Errors: signed out, denied, missing.
    async fn open(&self, actor: &Actor, policy: &str) -> Result<DeskPage, Refused>;
    /// Saves what was typed. What was typed over a version that somebody else has changed meanwhile is put aside for
    /// this person, and the answer is a conflict. Errors: signed out, denied, missing, conflict, fields.
    async fn save(&self, actor: &Actor, mark: EditMark, draft: PolicyDraft) -> Result<PolicyId, Refused>;
    /// Drops what was put aside for this person. Errors: signed out, denied, missing.
    async fn drop_typed(&self, actor: &Actor, mark: EditMark) -> Result<PolicyId, Refused>;
    /// Saves what was typed, then changes the files of the revision. What is wrong with a file is a field error; what was
    /// typed is saved all the same. Errors: signed out, denied, missing, conflict, fields.
    async fn save_with_files(
        &self,
        actor: &Actor,
        mark: EditMark,
        draft: PolicyDraft,
        change: FileChange,
    ) -> Result<PolicyId, Refused>;
    /// A file of a policy: for everybody while a revision that names it is read, for the staff of its region always.
    /// Errors: missing.
    async fn file(&self, actor: &Actor, policy: &str, file: AttachmentId) -> Result<FileContent, Refused>;
    /// Takes a step. Errors: signed out, denied, missing, conflict, fields.
    async fn take_step(&self, actor: &Actor, mark: EditMark, draft: StepDraft) -> Result<PolicyId, Refused>;
}
