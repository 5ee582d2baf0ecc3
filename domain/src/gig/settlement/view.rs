//! What the pages about wages show.

use serde::{Deserialize, Serialize};

use super::{Balance, LedgerQuery, PayMethod, Receipt, Standing};
use crate::{
    error::FieldError,
    gig::{PayRule, SettlementTerm, arrears::Overdue},
    id::{AttachmentId, ClaimId, OrganisationId, ShiftId},
    money::Fen,
    when::Moment,
};

/// One payment, or the correction of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentView {
    /// What was paid; below nothing where it takes back.
    pub amount: Fen,
    /// How.
    pub method: PayMethod,
    /// The local midnight that the day of it began with.
    pub day: Moment,
    /// A note; may be empty.
    pub note: String,
    /// When it was written down.
    pub written: Moment,
    /// What proves it, if a file was added.
    pub proof: Option<AttachmentId>,
}

/// The wages of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wages {
    /// Minutes that are paid.
    pub minutes: i64,
    /// Pieces that are paid.
    pub pieces: i64,
    /// How they are worked out.
    pub rule: PayRule,
    /// How often it is paid.
    pub term: SettlementTerm,
    /// What is owed, paid and open.
    pub balance: Balance,
    /// By when it is to be paid.
    pub due: Moment,
    /// Where it stands.
    pub standing: Standing,
    /// What the worker says, and since when.
    pub receipt: Option<(Receipt, Moment)>,
    /// What was paid, the first first.
    pub payments: Vec<PaymentView>,
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// The claim.
    pub claim: ClaimId,
    /// Its shift.
    pub shift: ShiftId,
    /// What the work was.
    pub title: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Who is paid, as they were called when the work was done.
    pub name: String,
    /// Their number as on the ID card; masked on pages, empty where it was never verified.
    pub number: String,
    /// Their phone; masked on pages.
    pub phone: String,
    /// The wages.
    pub wages: Wages,
}

/// The ledger of an employer for some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Now.
    pub now: Moment,
    /// Whose.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// As it was asked for.
    pub query: LedgerQuery,
    /// What of that could not be read.
    pub problems: Vec<FieldError>,
    /// The first day, `2026-11-01`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// The lines, the oldest first.
    pub rows: Vec<LedgerRow>,
    /// All of them together.
    pub sums: Balance,
    /// There are more lines than are shown.
    pub more: bool,
    /// Whoever looks may take it along as a file.
    pub owner: bool,
    /// Fresh part of the keys of this page's forms.
    pub key: String,
    /// What is overdue, of any days.
    pub overdue: Option<Overdue>,
}

/// A pay slip, for the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaySlip {
    /// Now.
    pub now: Moment,
    /// The claim.
    pub claim: ClaimId,
    /// Who pays.
    pub employer: String,
    /// What the work was.
    pub title: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Who is paid.
    pub name: String,
    /// The wages.
    pub wages: Wages,
}
