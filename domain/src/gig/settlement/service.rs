//! Everything one may ask about wages.

use async_trait::async_trait;

use super::{AnswerDraft, Ledger, LedgerQuery, PaySlip, PaymentDraft};
use crate::{
    attachment::{FileContent, Upload},
    error::Refused,
    id::{AttachmentId, ClaimId, OrganisationId},
    identity::Actor,
};

/// The service of settlements. What is not one's own or of one's organisation is missing.
#[async_trait]
pub trait SettlementService: Send + Sync {
    /// The ledger of an organisation, for its members. Errors: signed out, missing.
    async fn ledger(&self, actor: &Actor, organisation: OrganisationId, query: LedgerQuery) -> Result<Ledger, Refused>;
    /// The same whole, with names, numbers and phones, to be taken along by owners; the trail tells of it.
    /// Errors: signed out, missing, denied (members).
    async fn export(&self, actor: &Actor, organisation: OrganisationId, query: LedgerQuery) -> Result<Ledger, Refused>;
    /// Writes down what was paid, with what proves it; gives whose ledger it is in.
    /// Errors: signed out, missing, fields, conflict.
    async fn pay(&self, actor: &Actor, draft: PaymentDraft, proof: Option<Upload>) -> Result<OrganisationId, Refused>;
    /// The worker says whether it came. Errors: signed out, missing, fields, conflict.
    async fn answer(&self, actor: &Actor, draft: AnswerDraft) -> Result<ClaimId, Refused>;
    /// What proves a payment, for either side. Errors: signed out, missing.
    async fn proof(&self, actor: &Actor, file: AttachmentId) -> Result<FileContent, Refused>;
    /// One's own pay slip. Errors: signed out, missing.
    async fn slip(&self, actor: &Actor, claim: &str) -> Result<PaySlip, Refused>;
}
