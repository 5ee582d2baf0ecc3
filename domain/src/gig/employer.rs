//! The file of an employer: what the staff of a region know of somebody who gives work there.

use serde::{Deserialize, Serialize};

use super::{
    arrears::ArrearsStep, case::CaseState, posting::EmployerHistory, rating::Summary, reliability::Reliability,
};
use crate::{
    id::{CaseId, OrganisationId, PostingId},
    measure::Share,
    money::Fen,
    when::Moment,
};

/// How far back the figures of a file go, milliseconds.
pub const LOOKED_BACK: i64 = 90 * Moment::DAY;

/// What an employer's work came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkGiven {
    /// Shifts.
    pub shifts: u32,
    /// Of them, those that were called off.
    pub cancelled: u32,
    /// Seats of the rest that were taken.
    pub seats: Share,
    /// Claims that were worked.
    pub worked: u32,
    /// Claims whose worker did not come.
    pub no_shows: u32,
    /// Claims whose employer did not come.
    pub employer_no_shows: u32,
    /// Claims whose hours are known, of which those whose wages are whole or not due yet.
    pub in_time: Share,
    /// What is owed for them.
    pub owed: Fen,
    /// What was paid of that.
    pub paid: Fen,
}

/// Something that happened with an employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EmployerEvent {
    /// A posting came onto the list.
    Published(PostingId, String),
    /// Reports about a posting were upheld.
    Reported(PostingId, String),
    /// A step of the ladder of warnings was taken.
    Arrears(ArrearsStep),
    /// A worker's case stands so.
    Case(CaseId, CaseState),
}

/// The file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerFile {
    /// Now.
    pub now: Moment,
    /// Whose.
    pub organisation: OrganisationId,
    /// Its public name.
    pub name: String,
    /// Where it is.
    pub place: String,
    /// Its verification is in force.
    pub verified: bool,
    /// Since when it is known here.
    pub since: Moment,
    /// What its postings came to.
    pub postings: EmployerHistory,
    /// What its work of the last [`LOOKED_BACK`] came to.
    pub work: WorkGiven,
    /// How far it has gone on the ladder of warnings.
    pub arrears: Option<ArrearsStep>,
    /// How it keeps to what was agreed.
    pub reliability: Reliability,
    /// What workers say of it.
    pub ratings: Option<Summary>,
    /// What happened, the last first.
    pub events: Vec<(Moment, EmployerEvent)>,
}

/// The last so many events of several kinds, the last first.
pub fn latest(mut events: Vec<(Moment, EmployerEvent)>, most: usize) -> Vec<(Moment, EmployerEvent)> {
    events.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    events.truncate(most);
    events
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_last_events_come_first(times in proptest::collection::vec(0_i64..99, 0..20), most in 0_usize..9) {
            let events = times.iter().map(|at| (Moment(*at), EmployerEvent::Arrears(ArrearsStep::Notice))).collect();
            let shown = latest(events, most);
            prop_assert_eq!(shown.len(), most.min(times.len()));
            prop_assert!(shown.is_sorted_by_key(|(at, _)| std::cmp::Reverse(*at)));
            let last = times.iter().max().filter(|_| most > 0);
            prop_assert_eq!(shown.first().map(|(at, _)| at.0), last.copied());
        }
    }
}
