//! Everything one may ask of postings in the making.

use async_trait::async_trait;

use super::{
    AnswerReportsDraft, CallOffDraft, CopyDraft, DiscardDraft, JudgeDraft, OwnPostings, PostingCase, PostingPage,
    ReportCase, ReportDraft, ReportPage, SaveDraft, SavedAs, StepDraft,
};
use crate::{
    error::Refused,
    gig::employer::EmployerFile,
    id::{PostingId, ShiftId},
    identity::Actor,
};

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
    /// Begins to change one that is on the list, or goes on with what was begun. Errors: signed out, missing, conflict.
    async fn amend(&self, actor: &Actor, draft: CopyDraft) -> Result<PostingId, Refused>;
    /// Throws a draft away that was never handed in. Errors: signed out, missing, conflict for one that was.
    async fn discard(&self, actor: &Actor, draft: DiscardDraft) -> Result<(), Refused>;
    /// Calls off one shift; whoever is in it is told. Errors: signed out, missing, conflict.
    async fn call_off(&self, actor: &Actor, draft: CallOffDraft) -> Result<(), Refused>;
    /// A posting as the staff judge it. Errors: signed out, denied, missing.
    async fn case(&self, actor: &Actor, posting: &str) -> Result<PostingCase, Refused>;
    /// Decides on what was handed in. Errors: signed out, denied, missing, fields, conflict.
    async fn judge(&self, actor: &Actor, draft: JudgeDraft) -> Result<(), Refused>;
    /// The file of an employer, as far as its work lies within the region of the staff. Errors: signed out, denied,
    /// missing.
    async fn employer(&self, actor: &Actor, organisation: &str) -> Result<EmployerFile, Refused>;
    /// What is to be reported, found by one of its shifts. Errors: signed out, missing.
    async fn report_page(&self, actor: &Actor, shift: &str) -> Result<ReportPage, Refused>;
    /// Reports it to the staff of its place. One that waits already is not made again. Errors: signed out, missing,
    /// fields, too many.
    async fn report(&self, actor: &Actor, draft: ReportDraft) -> Result<ShiftId, Refused>;
    /// What was reported of a posting. Errors: signed out, denied, missing.
    async fn reports(&self, actor: &Actor, posting: &str) -> Result<ReportCase, Refused>;
    /// Answers all reports that wait; whoever made one is told. Errors: signed out, denied, missing, fields, conflict.
    async fn answer_reports(&self, actor: &Actor, draft: AnswerReportsDraft) -> Result<(), Refused>;
}
