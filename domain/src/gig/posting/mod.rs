//! Postings in the making: how they are typed and read, what is found wrong with them, and where they stand.

mod check;
mod draft;
mod phrases;

pub use check::{Circumstances, Finding, Found, Severity, check, in_text, refused};
pub use draft::{Posting, PostingDraft, ShiftDraft, ShiftPlan};
