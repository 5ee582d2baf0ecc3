//! Where a posting stands, what may be done with it, and who may publish without being looked at first.

use super::EmployerHistory;
use crate::{id::PostingId, when::Moment, word::words};

words! {
    /// Where a posting stands.
    PostingState {
        /// It is being filled in.
        Draft = "draft",
        /// It waits for the staff.
        Submitted = "submitted",
        /// The staff ask for something to be changed.
        ChangesRequested = "changes-requested",
        /// The staff said no.
        Rejected = "rejected",
        /// Workers find it.
        Published = "published",
        /// Taken off the list for a while; who holds a seat keeps it.
        Paused = "paused",
        /// Over.
        Closed = "closed",
    }
}

words! {
    /// What is done with a posting.
    PostingStep {
        /// The employer hands it in.
        Submit = "submit",
        /// The employer takes it back before anybody has decided.
        Withdraw = "withdraw",
        /// The staff, or the rules for a trusted employer, publish it.
        Publish = "publish",
        /// The staff ask for something to be changed.
        RequestChanges = "request-changes",
        /// The staff say no.
        Reject = "reject",
        /// It is taken off the list.
        Pause = "pause",
        /// It is put back.
        Resume = "resume",
        /// It is ended: nobody takes a seat any more, and whoever holds one is told.
        Close = "close",
    }
}

impl PostingState {
    /// What it is after `step`; nothing if the step is not possible from here.
    pub const fn after(self, step: PostingStep) -> Option<Self> {
        match (self, step) {
            (Self::Draft | Self::ChangesRequested, PostingStep::Submit) => Some(Self::Submitted),
            (Self::Submitted, PostingStep::Withdraw) => Some(Self::Draft),
            (Self::Submitted, PostingStep::Publish) | (Self::Paused, PostingStep::Resume) => Some(Self::Published),
            (Self::Submitted, PostingStep::RequestChanges) => Some(Self::ChangesRequested),
            (Self::Submitted, PostingStep::Reject) => Some(Self::Rejected),
            (Self::Published, PostingStep::Pause) => Some(Self::Paused),
            (Self::Published | Self::Paused, PostingStep::Close) => Some(Self::Closed),
            _ => None,
        }
    }

    /// Whether the employer may write on it freely: nobody has seen it, or is to see it next.
    pub const fn open(self) -> bool {
        matches!(self, Self::Draft | Self::ChangesRequested)
    }

    /// Whether the employer may throw it away: a draft that was never handed in.
    pub const fn may_discard(self, filed: bool) -> bool {
        matches!(self, Self::Draft) && !filed
    }

    /// Whether workers have or had it before them.
    pub const fn seen(self) -> bool {
        matches!(self, Self::Published | Self::Paused | Self::Closed)
    }
}

impl PostingStep {
    /// Whether it is the employer's to take.
    pub const fn of_employer(self) -> bool {
        matches!(self, Self::Submit | Self::Withdraw | Self::Pause | Self::Resume | Self::Close)
    }

    /// Whether the staff have to say why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::RequestChanges | Self::Reject)
    }

    /// Where it leads, from wherever it can be taken.
    pub const fn leads_to(self) -> PostingState {
        match self {
            Self::Submit => PostingState::Submitted,
            Self::Withdraw => PostingState::Draft,
            Self::Publish | Self::Resume => PostingState::Published,
            Self::RequestChanges => PostingState::ChangesRequested,
            Self::Reject => PostingState::Rejected,
            Self::Pause => PostingState::Paused,
            Self::Close => PostingState::Closed,
        }
    }
}

/// How many postings an employer has published before the next ones come out at once.
const EARLIER: i64 = 3;
/// One of so many that came out at once is looked at afterwards.
const SAMPLED: u8 = 8;

/// For so long an upheld report takes the trust away, milliseconds.
pub const DISTRUST: i64 = 180 * Moment::DAY;

/// Whether an employer publishes without being looked at first: verified now, with a few postings behind them, and
/// none of late that readers reported rightly.
pub const fn trusted(verified: bool, history: &EmployerHistory) -> bool {
    verified && history.published >= EARLIER && history.upheld == 0
}

/// Whether a posting that came out at once is looked at afterwards; nobody can choose its id so that it is not.
pub const fn sampled(posting: PostingId) -> bool {
    posting.0.as_bytes()[15].is_multiple_of(SAMPLED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_is_published_that_was_not_submitted(steps in proptest::collection::vec(0_usize..8, 0..40)) {
            let mut state = PostingState::Draft;
            let (mut submitted, mut published) = (0, 0);
            for step in steps {
                let step = PostingStep::ALL[step];
                let Some(after) = state.after(step) else { continue };
                prop_assert_eq!(after, step.leads_to());
                submitted += i32::from(step == PostingStep::Submit);
                published += i32::from(step == PostingStep::Publish);
                prop_assert!(published <= submitted && published <= 1, "once, and never unasked");
                prop_assert_eq!(after.seen(), published > 0);
                prop_assert!(!(after.open() && after.seen()), "what people see is not written on freely");
                state = after;
            }
        }

        #[test]
        fn what_has_ended_stays_so(step in 0_usize..8) {
            for state in [PostingState::Closed, PostingState::Rejected] {
                prop_assert_eq!(state.after(PostingStep::ALL[step]), None);
            }
        }

        #[test]
        fn a_step_is_possible_once(state in 0_usize..7, step in 0_usize..8) {
            let (state, step) = (PostingState::ALL[state], PostingStep::ALL[step]);
            let twice = state.after(step).and_then(|after| after.after(step));
            prop_assert_eq!(twice, None);
        }

        #[test]
        fn trust_is_earned_and_lost(published in 0_i64..9, upheld in 0_i64..3) {
            let history = EmployerHistory { published, upheld, ..EmployerHistory::default() };
            prop_assert_eq!(trusted(true, &history), published >= 3 && upheld == 0);
            prop_assert!(!trusted(false, &history));
        }

        #[test]
        fn about_one_in_eight_is_looked_at(seed: u64) {
            let of = |n: u64| PostingId(uuid::Uuid::from_u64_pair(seed, seed.wrapping_add(n)));
            let n = (0..256).filter(|n| sampled(of(*n))).count();
            prop_assert_eq!(n, 32);
        }
    }
}
