//! Ratings both ways: five questions to each side about work that is done, seen by the other once both have answered or
//! the time for it is over. Nobody's sex, age, origin or health is asked for or counted.

mod draft;
mod service;
mod view;

pub use draft::{FIELDS, JudgeRatingDraft, RatingDraft};
pub use service::RatingService;
pub use view::{GivenRating, RatingCase, RatingPage};

use serde::{Deserialize, Serialize};

use super::{ClaimState, posting::in_text};
use crate::{measure::FEW, when::Moment, word::words};

/// For so many days after the work both sides may answer, or change what they said.
pub const WINDOW_DAYS: i64 = 7;
/// How many questions there are.
pub const QUESTIONS: usize = 5;

words! {
    /// An answer to one question.
    Mark {
        /// No.
        No = "no",
        /// So-so.
        SoSo = "so-so",
        /// Yes.
        Yes = "yes",
    }
}

impl Mark {
    /// What it counts.
    pub const fn points(self) -> i64 {
        match self {
            Self::No => 0,
            Self::SoSo => 1,
            Self::Yes => 2,
        }
    }

    /// The answer that counts so much.
    pub fn of_points(points: i64) -> Self {
        Self::ALL.iter().copied().find(|mark| mark.points() == points).unwrap_or(Self::SoSo)
    }
}

/// The answers to all questions, in their order. About an employer: paid as posted, the work as described, safe,
/// respectful, would go again. About a worker: on time, did the work, kept to the rules of safety, got on with others,
/// would be taken again.
pub type Marks = [Mark; QUESTIONS];

words! {
    /// What becomes of the words beside the answers.
    WordsState {
        /// Nothing was found wrong with them.
        Clear = "clear",
        /// They wait for the staff, and nobody else reads them.
        Held = "held",
        /// The staff let them stand.
        Shown = "shown",
        /// The staff took them away.
        Hidden = "hidden",
    }
}

impl WordsState {
    /// Whether the other side may read them.
    pub const fn readable(self) -> bool {
        matches!(self, Self::Clear | Self::Shown)
    }

    /// What words are before anybody has read them: those in which the rules of postings find something wait for the staff.
    pub fn of(words: &str) -> Self {
        if in_text("words", words).is_empty() { Self::Clear } else { Self::Held }
    }
}

/// When the time to answer is over, and what was said is shown.
pub const fn closes(ends: Moment) -> Moment {
    Moment(ends.0 + WINDOW_DAYS * Moment::DAY)
}

/// Whether each side sees what the other said: both have, or the time for it is over.
pub fn revealed(both: bool, ends: Moment, now: Moment) -> bool {
    both || now >= closes(ends)
}

/// Whether one may answer, or change what one said: the work was done and is over, and nothing is shown yet.
pub fn may_rate(state: ClaimState, both: bool, ends: Moment, now: Moment) -> bool {
    let worked = matches!(state, ClaimState::CheckedIn | ClaimState::CheckedOut | ClaimState::Settled);
    worked && now >= ends && !revealed(both, ends, now)
}

words! {
    /// How answers to one question come out, so roughly that no single one can be worked out.
    Band {
        /// Mostly no.
        Few = "few",
        /// Some yes, some no.
        Half = "half",
        /// Mostly yes.
        Most = "most",
    }
}

/// What ratings come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// How many there are.
    pub ratings: u32,
    /// How the answers come out, question by question.
    pub bands: [Band; QUESTIONS],
}

/// What so many ratings by so many raters come to that have these points in all; nothing while there are few of either:
/// what a few said could be worked out.
pub fn summary(ratings: u32, raters: u32, points: [i64; QUESTIONS]) -> Option<Summary> {
    if ratings < FEW || raters < FEW {
        return None;
    }
    let most = i64::from(ratings) * Mark::Yes.points();
    let band = |points: i64| match points * 100 / most {
        80.. => Band::Most,
        50..80 => Band::Half,
        _ => Band::Few,
    };
    Some(Summary { ratings, bands: points.map(band) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENDS: Moment = Moment(1_795_363_200_000);

    #[test]
    fn few_ratings_or_raters_are_not_told() {
        let all = [20; QUESTIONS];
        assert_eq!((summary(4, 4, [8; QUESTIONS]), summary(10, 4, all)), (None, None));
        assert_eq!(summary(10, 5, all).map(|summary| summary.bands), Some([Band::Most; QUESTIONS]));
        let mixed = summary(5, 5, [10, 8, 7, 5, 4]).map(|summary| summary.bands);
        assert_eq!(mixed, Some([Band::Most, Band::Most, Band::Half, Band::Half, Band::Few]));
    }

    #[test]
    fn words_that_advertise_or_lead_elsewhere_wait_for_the_staff() {
        for (words, state) in [
            ("老板人好，活不重", WordsState::Clear),
            ("", WordsState::Clear),
            ("想干活加微信", WordsState::Held),
            ("电话13800001111", WordsState::Held),
            ("只要女的，男的别来", WordsState::Held),
        ] {
            assert_eq!(WordsState::of(words), state, "{words}");
        }
    }

    #[test]
    fn only_work_that_was_done_is_rated() {
        for state in ClaimState::ALL {
            let worked = [ClaimState::CheckedIn, ClaimState::CheckedOut, ClaimState::Settled].contains(state);
            assert_eq!(may_rate(*state, false, ENDS, ENDS), worked, "{state:?}");
        }
        let state = ClaimState::Settled;
        assert!(!may_rate(state, false, ENDS, Moment(ENDS.0 - 1)), "before the end");
        assert!(
            may_rate(state, false, ENDS, Moment(closes(ENDS).0 - 1)) && !may_rate(state, false, ENDS, closes(ENDS))
        );
    }

    proptest! {
        #[test]
        fn what_is_shown_is_never_changed_and_never_hidden_again(
            moves in proptest::collection::vec((0_i64..3 * Moment::DAY, any::<bool>()), 0..12),
        ) {
            // Both sides answer, or try to, at some times; what each sees of the other is looked at after each.
            let (mut now, mut said, mut shown) = (ENDS, [None::<i64>, None], None);
            for (later, worker) in moves {
                now = Moment(now.0 + later);
                let both = said.iter().all(Option::is_some);
                if may_rate(ClaimState::Settled, both, ENDS, now) {
                    said[usize::from(worker)] = Some(now.0);
                }
                let both = said.iter().all(Option::is_some);
                let sees = revealed(both, ENDS, now);
                prop_assert!(sees == (both || now >= closes(ENDS)));
                prop_assert!(shown.is_none() || sees, "hidden again");
                if let Some(before) = shown {
                    prop_assert_eq!(before, said, "changed after it was shown");
                }
                if sees {
                    shown = Some(said);
                }
                prop_assert!(!sees || !may_rate(ClaimState::Settled, both, ENDS, now));
            }
        }

        #[test]
        fn better_answers_never_come_out_worse(ratings in 5_u32..60, points in 0_i64..120, more in 0_i64..20) {
            let most = i64::from(ratings) * 2;
            let band = |points: i64| summary(ratings, ratings, [points.min(most); QUESTIONS]).map(|all| all.bands[0]);
            prop_assert!(band(points) <= band(points + more));
        }
    }
}
