//! Everything one may ask of postings in the making.

use async_trait::async_trait;

use super::{
    CallOffDraft, CopyDraft, JudgeDraft, OwnPostings, PostingCase, PostingPage, SaveDraft, SavedAs, StepDraft,
};
use crate::{error::Refused, id::PostingId, identity::Actor};

/// The service of postings in the making. Members of an organisation ask about its own, the staff about those within
/// their region; for anybody else they are not there. Whatever is sent twice has one effect and the same answer.
#[async_trait]
pub trait PostingService: Send + Sync {
    /// An organisation's postings. Errors: signed out, missing.
    async fn own(&self, actor: &Actor, organisation: &str) -> Result<OwnPostings, Refused>;
    /// One of them, or a blank one for `new`. Errors: signed out, missing.
    async fn open(&self, actor: &Actor, organisation: &str, posting: &str) -> Result<PostingPage, Refused>;
    /// Keeps what was typed, whatever it is, and hands it in if that is asked. What keeps it from being handed in is
    /// answered as fields, and it is kept all the same. Errors: signed out, missing, fields, denied, conflict.
    async fn save(&self, actor: &Actor, draft: SaveDraft) -> Result<(PostingId, SavedAs), Refused>;
    /// Takes a step that is the employer's. Errors: signed out, missing, conflict.
    async fn step(&self, actor: &Actor, draft: StepDraft) -> Result<(), Refused>;
    /// Makes a copy to work on. Errors: signed out, missing.
    async fn copy(&self, actor: &Actor, draft: CopyDraft) -> Result<PostingId, Refused>;
    /// Calls off one shift; whoever is in it is told. Errors: signed out, missing, conflict.
    async fn call_off(&self, actor: &Actor, draft: CallOffDraft) -> Result<(), Refused>;
    /// A posting as the staff judge it. Errors: signed out, denied, missing.
    async fn case(&self, actor: &Actor, posting: &str) -> Result<PostingCase, Refused>;
    /// Decides on what was handed in. Errors: signed out, denied, missing, fields, conflict.
    async fn judge(&self, actor: &Actor, draft: JudgeDraft) -> Result<(), Refused>;
}
