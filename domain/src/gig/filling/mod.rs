//! How seats are filled otherwise than by whoever comes first: the employer chooses among those who have applied, and the
//! staff of a place claim a seat for somebody who has agreed to it, and one person claims seats for a crew of others.

mod draft;
pub mod fair;
mod preference;
mod service;
mod view;

pub use draft::{BehalfDraft, CHOSEN_LIMIT, CREW_LIMIT, ChooseDraft, CrewDraft, Decision, MemberDraft, member_field};
pub use preference::{KeptPreference, LiftDraft, PreferenceDraft, PreferenceKind, PreferencesPage};
pub use service::FillingService;
pub use view::{
    Applicant, ApplicantSort, ApplicantsPage, BehalfPage, CrewForm, CrewSeat, NamedCrew, NamedCrews, Outcome, Remark,
};

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

words! {
    /// How a person agreed that the staff claim a seat for them.
    ConsentWay {
        /// They said so to somebody's face.
        InPerson = "in-person",
        /// They said so on the phone.
        ByPhone = "by-phone",
    }
}
