//! Cases: a worker's complaint about work of theirs, which the staff of the region accept, mediate, and end or hand on to
//! the labour inspection. A case goes on by steps of three sides; each step is a row that is never changed.

mod draft;
mod service;
mod view;

pub use draft::{CaseDraft, CaseStepDraft, CaseWordsDraft, Complaint};
pub use service::CaseService;
pub use view::{CaseEntry, CaseLine, CaseView, EmployerCases, MyCases, NewCase};

use super::ClaimState;
use crate::{when::Moment, word::words, workday::Workdays};

/// Within so many working days a complaint is accepted (关于实施《劳动保障监察条例》若干规定 art. 18).
pub const ACCEPTED_WITHIN: u32 = 5;
/// Within so many working days after that the other side is heard and mediation begins. No law says so: the house does.
pub const HEARD_WITHIN: u32 = 5;
/// Mediation takes so many working days at the most, which an ordinary fortnight has,
pub const MEDIATED_WITHIN: u32 = 10;
/// and never more than so many days: then both sides may ask for arbitration (劳动争议调解仲裁法 art. 14).
pub const MEDIATED_DAYS: i64 = 15;
/// The labour inspection has so many working days from its own filing (劳动保障监察条例 art. 17), which follows within
/// [`ACCEPTED_WITHIN`].
pub const INSPECTED_WITHIN: u32 = 60;
/// What happened longer ago is not looked into any more, days: two years (劳动保障监察条例 art. 20).
pub const FILED_FOR_DAYS: i64 = 2 * 365;

words! {
    /// What a case is about.
    CaseCategory {
        /// Wages.
        Pay = "pay",
        /// Danger at work.
        Safety = "safety",
        /// Somebody was hurt.
        Injury = "injury",
        /// Somebody was harassed.
        Harassment = "harassment",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// Where a case stands.
    CaseState {
        /// It waits for the staff.
        Filed = "filed",
        /// The staff have taken it up, and hear the other side.
        Accepted = "accepted",
        /// The staff speak with both sides.
        Mediating = "mediating",
        /// It is settled.
        Resolved = "resolved",
        /// The labour inspection has it.
        Transferred = "transferred",
        /// The worker has taken it back.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Whoever takes a step.
    CaseSide {
        /// The worker whose case it is.
        Worker = "worker",
        /// Somebody of the employer.
        Employer = "employer",
        /// The staff of the region.
        Staff = "staff",
    }
}

words! {
    /// What was done in a case.
    CaseStep {
        /// The worker files it.
        File = "file",
        /// The worker says more.
        Say = "say",
        /// The employer answers.
        Answer = "answer",
        /// The staff take it up.
        Accept = "accept",
        /// The staff show the employer a case that was kept from it.
        Release = "release",
        /// The staff begin to mediate.
        Mediate = "mediate",
        /// It is settled.
        Resolve = "resolve",
        /// The staff hand it on to the labour inspection.
        Transfer = "transfer",
        /// The worker takes it back.
        Withdraw = "withdraw",
    }
}

impl CaseStep {
    /// Whose step it is.
    pub const fn side(self) -> CaseSide {
        match self {
            Self::File | Self::Say | Self::Withdraw => CaseSide::Worker,
            Self::Answer => CaseSide::Employer,
            Self::Accept | Self::Release | Self::Mediate | Self::Resolve | Self::Transfer => CaseSide::Staff,
        }
    }
}

impl CaseState {
    /// Where it stands after a step; nothing if the step cannot be taken.
    pub const fn after(self, step: CaseStep) -> Option<Self> {
        match (self, step) {
            (Self::Filed, CaseStep::Accept) => Some(Self::Accepted),
            (Self::Accepted, CaseStep::Mediate) => Some(Self::Mediating),
            (Self::Accepted | Self::Mediating, CaseStep::Resolve) => Some(Self::Resolved),
            (Self::Filed | Self::Accepted | Self::Mediating, CaseStep::Transfer) => Some(Self::Transferred),
            (Self::Filed | Self::Accepted | Self::Mediating, CaseStep::Withdraw) => Some(Self::Withdrawn),
            (Self::Accepted, CaseStep::Release)
            | (Self::Filed | Self::Accepted | Self::Mediating, CaseStep::Say | CaseStep::Answer) => Some(self),
            _ => None,
        }
    }

    /// Whether anything can still be done.
    pub const fn open(self) -> bool {
        matches!(self, Self::Filed | Self::Accepted | Self::Mediating)
    }
}

/// What the rules ask of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseFacts {
    /// What it is about.
    pub category: CaseCategory,
    /// Where it stands.
    pub state: CaseState,
    /// The staff have shown it to the employer.
    pub released: bool,
}

impl CaseFacts {
    /// Whether the employer knows of the case. One about harassment is not there for it until the staff show it: that it
    /// was filed would say who filed it, to somebody who may be its cause. Shown, it is shown whole.
    pub fn shown_to_employer(self) -> bool {
        self.category != CaseCategory::Harassment || self.released
    }

    /// Where the case stands after a step. Nobody is mediated with who does not know of the case, nor answers it, and what
    /// was never kept back is not released.
    pub fn after(self, step: CaseStep) -> Option<CaseState> {
        let shown = self.shown_to_employer();
        match step {
            CaseStep::Mediate | CaseStep::Answer if !shown => None,
            CaseStep::Release if shown => None,
            _ => self.state.after(step),
        }
    }

    /// What a side may do now.
    pub fn steps(self, side: CaseSide) -> Vec<CaseStep> {
        let all = CaseStep::ALL.iter().copied();
        all.filter(|step| step.side() == side && self.after(*step).is_some()).collect()
    }
}

/// By when a case that came into this state then has to go on; nothing where the staff have nothing to do any more.
pub fn due(state: CaseState, since: Moment, workdays: &Workdays) -> Option<Moment> {
    match state {
        CaseState::Filed => Some(workdays.due(since, ACCEPTED_WITHIN)),
        CaseState::Accepted => Some(workdays.due(since, HEARD_WITHIN)),
        CaseState::Mediating => {
            let last_day = crate::when::date_of(since.day_number() + MEDIATED_DAYS);
            let longest = Moment(Moment::start_of(last_day).0 + Moment::DAY);
            Some(workdays.due(since, MEDIATED_WITHIN).min(longest))
        }
        CaseState::Resolved | CaseState::Transferred | CaseState::Withdrawn => None,
    }
}

/// By when the labour inspection has to be done with a case that was handed on to it then.
pub fn inspected_by(transferred: Moment, workdays: &Workdays) -> Moment {
    workdays.due(transferred, ACCEPTED_WITHIN + INSPECTED_WITHIN)
}

/// Whether a case can be filed at `now` about work that ended then: by whoever has or had a seat of it.
pub fn may_file(state: ClaimState, ends: Moment, now: Moment) -> bool {
    let had_a_seat = matches!(
        state,
        ClaimState::Confirmed
            | ClaimState::CheckedIn
            | ClaimState::CheckedOut
            | ClaimState::Settled
            | ClaimState::NoShow
            | ClaimState::EmployerNoShow
            | ClaimState::CancelledByEmployer
            | ClaimState::CancelledByWorker
    );
    had_a_seat && now.0 < ends.0 + FILED_FOR_DAYS * Moment::DAY
}

#[cfg(test)]
mod tests;
