//! What a person may know and decide about their own data (个人信息保护法 arts. 15, 44 to 47).

use serde::{Deserialize, Serialize};

use super::identifier::Phone;
use crate::{
    error::{FieldError, Problem},
    when::Moment,
    word::words,
};

/// The version of the notice that the pages show, by the day it was written.
pub const NOTICE_VERSION: &str = "2026-11-23";

words! {
    /// What somebody has agreed to, or been told.
    ConsentTopic {
        /// What is kept of them and why; said when they first give their name.
        Notice = "notice",
        /// Staff act for them.
        StaffHelp = "staff-help",
    }
}

impl ConsentTopic {
    /// Whether it can be taken back. What is needed for the service itself ends with the account.
    pub const fn can_be_withdrawn(self) -> bool {
        matches!(self, Self::StaffHelp)
    }
}

/// What somebody has agreed to, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// To what.
    pub topic: ConsentTopic,
    /// Which version of the text.
    pub version: String,
    /// When.
    pub given: Moment,
    /// When it was taken back; nothing as long as it holds.
    pub withdrawn: Option<Moment>,
}

/// The page about one's own data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivacyPage {
    /// Now.
    pub now: Moment,
    /// What one has agreed to, the newest first.
    pub consents: Vec<Consent>,
    /// Whether staff may act for one.
    pub staff_help: bool,
}

/// "Delete my account".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteDraft {
    /// One's own phone as typed, so that nobody deletes by a slip.
    pub phone: String,
}

impl DeleteDraft {
    /// Whether the phone typed is `own`.
    pub fn check(&self, own: &str) -> Result<(), FieldError> {
        match Phone::parse(&self.phone) {
            Ok(phone) if phone.as_str() == own => Ok(()),
            Ok(_) => Err(FieldError::new("phone", Problem::NotYourPhone)),
            Err(problem) => Err(FieldError::new("phone", problem)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ones_own_phone_deletes() {
        let check = |typed: &str| DeleteDraft { phone: typed.to_owned() }.check("13812341234").map_err(|e| e.problem);
        assert_eq!(check("138 1234 1234"), Ok(()));
        assert_eq!(check("13912341234"), Err(Problem::NotYourPhone));
        assert_eq!(check("yes"), Err(Problem::NotAPhone));
        assert_eq!(check(""), Err(Problem::Empty));
    }
}
