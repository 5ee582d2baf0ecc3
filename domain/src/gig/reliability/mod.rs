//! Reliability: how often somebody kept to what was agreed, worker or employer alike, worked out from what happened in
//! the last half year and from nothing else. Sex, age, origin or health are not in it, and cannot be: it sees dates alone.
//!
//! What is recent counts more. Whatever counts against somebody is named with its day, and can be appealed against; while
//! an appeal waits it does not count, and once it is upheld it is gone.

mod draft;
mod service;
mod view;

pub use draft::{MarkAppealDraft, MarkDecisionDraft};
pub use service::ReliabilityService;
pub use view::{MarkCase, MarkState, MarkView, ReliabilityPage};

use serde::{Deserialize, Serialize};

use crate::{when::Moment, word::words};

/// Only so many days back are looked at.
pub const RECENT_DAYS: i64 = 180;
/// After so many days something counts half.
pub const HALF_LIFE_DAYS: i64 = 60;
/// An employer who calls a shift off so long before its start leaves people time to find another, minutes.
pub const CANCEL_NOTICE: i64 = 24 * 60;
/// Fewer shifts than these say nothing: whoever has not more is new.
pub const TOLD_FROM: u32 = 3;
/// Fewer shifts of an employer than these are told to nobody, since they would say something about few workers.
pub const SHOWN_FROM: u32 = 5;
/// What counts for something of today.
const WHOLE: i64 = 1 << 20;

words! {
    /// What counts against somebody.
    MarkKind {
        /// The worker did not come.
        NoShow = "no-show",
        /// The worker gave up the seat after the time to leave freely, for no reason of illness, weather or transport.
        LateLeave = "late-leave",
        /// The employer was not there.
        EmployerNoShow = "employer-no-show",
        /// The employer called the shift off within a day of its start, and people had seats.
        LateCancel = "late-cancel",
        /// Wages were paid late, or are overdue.
        LateWages = "late-wages",
    }
}

impl MarkKind {
    /// So many kept shifts of the same day stand against it.
    pub const fn weight(self) -> i64 {
        match self {
            Self::LateLeave | Self::LateCancel => 1,
            Self::LateWages => 2,
            Self::NoShow | Self::EmployerNoShow => 3,
        }
    }

    /// Whether it is a worker's; the others are an employer's.
    pub const fn of_worker(self) -> bool {
        matches!(self, Self::NoShow | Self::LateLeave)
    }
}

/// What became of a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When the shift began.
    pub at: Moment,
    /// What counts against whoever it is about; nothing if it was kept.
    pub mark: Option<MarkKind>,
}

words! {
    /// How reliable somebody is, in a word.
    Standing {
        /// There is not enough to say anything: not good, not bad.
        New = "new",
        /// Nearly always.
        High = "high",
        /// Mostly.
        Fair = "fair",
        /// Often not.
        Low = "low",
    }
}

/// What the last half year comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reliability {
    /// Shifts that were kept.
    pub kept: u32,
    /// All that are counted.
    pub all: u32,
    /// Of a thousand; nothing for somebody new.
    pub score: Option<u32>,
    /// The same in a word.
    pub standing: Standing,
}

/// How much something of `at` counts at `now`: half after [`HALF_LIFE_DAYS`], evenly between, nothing once it is older than
/// [`RECENT_DAYS`] or still to come.
fn share(at: Moment, now: Moment) -> i64 {
    let (age, half) = (now.0 - at.0, HALF_LIFE_DAYS * Moment::DAY);
    if !(0..RECENT_DAYS * Moment::DAY).contains(&age) {
        return 0;
    }
    let whole = WHOLE >> (age / half);
    whole - whole / 2 * (age % half / Moment::MINUTE) / (half / Moment::MINUTE)
}

/// What these events come to at `now`. A kept shift more never lowers it, and what counts against somebody weighs the more
/// the more recent it is.
pub fn reliability(events: &[Event], now: Moment) -> Reliability {
    let (mut kept, mut all, mut good, mut bad) = (0, 0, 0, 0);
    for event in events {
        let share = share(event.at, now);
        if share == 0 {
            continue;
        }
        all += 1;
        match event.mark {
            None => (kept, good) = (kept + 1, good + share),
            Some(mark) => bad += share * mark.weight(),
        }
    }
    let score = (all >= TOLD_FROM).then(|| u32::try_from(good * 1_000 / (good + bad)).unwrap_or_default());
    let standing = match score {
        None => Standing::New,
        Some(900..) => Standing::High,
        Some(600..) => Standing::Fair,
        // Once is not often, however recent.
        Some(_) if all - kept < 2 => Standing::Fair,
        Some(_) => Standing::Low,
    };
    Reliability { kept, all, score, standing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Moment = Moment(1_795_383_000_000);

    fn ago(hours: i64) -> Moment {
        Moment(NOW.0 - hours * Moment::HOUR)
    }

    fn event() -> impl Strategy<Value = Event> {
        let mark = proptest::option::of(proptest::sample::select(MarkKind::ALL));
        (0_i64..200 * 24, mark).prop_map(|(hours, mark)| Event { at: ago(hours), mark })
    }

    fn events() -> impl Strategy<Value = Vec<Event>> {
        proptest::collection::vec(event(), 0..40)
    }

    fn score(events: &[Event]) -> Option<u32> {
        reliability(events, NOW).score
    }

    proptest! {
        #[test]
        fn the_score_stays_within_its_bounds(events in events()) {
            let all = reliability(&events, NOW);
            prop_assert!(all.kept <= all.all && all.score.is_none_or(|score| score <= 1_000));
            prop_assert_eq!(all.score.is_none(), all.all < TOLD_FROM);
            prop_assert_eq!(all.score.is_none(), all.standing == Standing::New);
            prop_assert!(all.kept < all.all || all.score.is_none_or(|score| score == 1_000));
        }

        #[test]
        fn a_kept_shift_more_never_lowers_it(events in events(), hours in 0_i64..200 * 24) {
            let mut more = events.clone();
            more.push(Event { at: ago(hours), mark: None });
            prop_assert!(score(&events).is_none() || score(&more) >= score(&events));
        }

        #[test]
        fn what_is_more_recent_weighs_more(events in events(), mark in proptest::sample::select(MarkKind::ALL), older in 0_i64..179 * 24, younger in 0_i64..179 * 24) {
            let (younger, older) = (younger.min(older), younger.max(older));
            let with = |hours| {
                let mut events = events.clone();
                events.push(Event { at: ago(hours), mark: Some(mark) });
                reliability(&events, NOW)
            };
            prop_assert!(with(younger).score <= with(older).score);
            prop_assert!(share(ago(younger), NOW) >= share(ago(older), NOW));
        }

        #[test]
        fn an_appeal_that_is_upheld_never_lowers_it(events in events(), at in 0_usize..40) {
            let mut without = events.clone();
            if events.get(at).is_some_and(|event| event.mark.is_some()) {
                without.remove(at);
                prop_assert!(score(&without).is_none() || score(&without) >= score(&events));
            }
        }

        #[test]
        fn what_is_old_or_to_come_says_nothing(events in events(), hours in RECENT_DAYS * 24..10_000, ahead: bool) {
            let at = if ahead { Moment(NOW.0 + hours) } else { ago(hours) };
            let mut more = events.clone();
            more.push(Event { at, mark: Some(MarkKind::NoShow) });
            prop_assert_eq!(reliability(&more, NOW), reliability(&events, NOW));
        }
    }

    #[test]
    fn words_come_before_numbers() {
        let kept = |n: i64| (1..=n).map(|days| Event { at: ago(24 * days), mark: None }).collect::<Vec<_>>();
        let standing = |events: &[Event]| reliability(events, NOW).standing;
        assert_eq!(standing(&[]), Standing::New, "no history is new, not bad");
        assert_eq!(standing(&[Event { at: ago(1), mark: Some(MarkKind::NoShow) }]), Standing::New);
        assert_eq!(standing(&kept(12)), Standing::High);
        let missed = |n: usize| [kept(2), vec![Event { at: ago(1), mark: Some(MarkKind::NoShow) }; n]].concat();
        assert_eq!([standing(&missed(1)), standing(&missed(2))], [Standing::Fair, Standing::Low], "once is not often");
        let mut all = kept(12);
        all.push(Event { at: ago(2), mark: Some(MarkKind::NoShow) });
        assert_eq!(standing(&all), Standing::Fair);
        all.extend([Event { at: ago(3), mark: Some(MarkKind::NoShow) }; 3]);
        assert_eq!(standing(&all), Standing::Low);
        assert_eq!((reliability(&all, NOW).kept, reliability(&all, NOW).all), (12, 16));
    }

    #[test]
    fn half_counts_after_its_days() {
        let days = |days: i64| share(ago(24 * days), NOW);
        assert_eq!([days(0), days(60), days(120)], [WHOLE, WHOLE / 2, WHOLE / 4]);
        assert_eq!((days(30), days(180)), (WHOLE * 3 / 4, 0));
    }
}
