//! Wages: the employer's ledger, the worker's answer, and the pay slip.

pub mod api;
pub mod ledger;
pub mod slip;
pub mod wages;

use crate::{text::settlement::Settlement, ui::visit::visit};

/// The words, in the language of the visit.
pub fn words() -> &'static Settlement {
    Settlement::of(visit().language)
}
