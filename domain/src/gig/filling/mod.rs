//! How seats are filled otherwise than by whoever comes first: the employer chooses among those who have applied.

mod draft;
mod service;
mod view;

pub use draft::{CHOSEN_LIMIT, ChooseDraft, Decision};
pub use service::FillingService;
pub use view::{Applicant, ApplicantSort, ApplicantsPage, Outcome, Remark};

use crate::word::words;

words! {
    /// Why an employer does not choose somebody. Nothing that the law forbids to choose by is among them.
    TurnDownReason {
        /// The seats are given to others.
        Filled = "filled",
        /// The work asks for more experience.
        Experience = "experience",
        /// A certificate that the work asks for is missing.
        Certificate = "certificate",
        /// It is too far for them to be there in time.
        Distance = "distance",
        /// They did not come to a shift lately.
        Missed = "missed",
        /// Another reason, in words.
        Other = "other",
    }
}

impl TurnDownReason {
    /// Whether it says nothing without words.
    pub const fn needs_words(self) -> bool {
        matches!(self, Self::Other)
    }
}
