//! The name and number on somebody's ID card, as their page and the staff see them.

use serde::{Deserialize, Serialize};

use super::model::Warning;
use crate::{attachment::Attachment, id::AccountId, identity::VerificationState, when::Moment};

/// The page of one's own real name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RealNamePage {
    /// Where it stands.
    pub state: VerificationState,
    /// The name, masked; empty until filed.
    pub name: String,
    /// The number, masked; empty until filed.
    pub number: String,
    /// When it was filed last.
    pub filed: Option<Moment>,
    /// What the staff said with their last decision.
    pub reason: String,
    /// The evidence.
    pub files: Vec<Attachment>,
    /// Now.
    pub now: Moment,
}

/// A real name for the staff to decide on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RealNameCase {
    /// Now.
    pub now: Moment,
    /// Whose it is.
    pub account: AccountId,
    /// The name, masked until it is revealed.
    pub name: String,
    /// The number, masked until it is revealed.
    pub number: String,
    /// The phone of the account, masked.
    pub phone: String,
    /// Where the person lives, in words.
    pub place: String,
    /// Where it stands.
    pub state: VerificationState,
    /// When it was filed last.
    pub filed: Moment,
    /// What the staff said with their last decision.
    pub reason: String,
    /// Grows with every change: a decision is about what was seen.
    pub version: i64,
    /// What to look at.
    pub warnings: Vec<Warning>,
    /// The evidence.
    pub files: Vec<Attachment>,
    /// Whoever looks may decide on it now.
    pub may_decide: bool,
    /// Whoever looks may have it shown whole, and open the evidence.
    pub may_reveal: bool,
    /// It is shown whole, since that was asked for a moment ago.
    pub revealed: bool,
}

/// A name of which only the first character is seen.
pub fn masked_name(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(String::from).unwrap_or_default();
    first + &"*".repeat(characters.count().min(3))
}
