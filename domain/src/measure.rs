//! Numbers that are made of many rows: shares, middles, and the few that stand on top of the queue.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Fewer rows than this say more about each of them than about all.
pub const FEW: u32 = 5;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The part.
    pub part: u32,
    /// The whole.
    pub whole: u32,
}

impl Share {
    /// `part` of `whole`.
    pub const fn new(part: u32, whole: u32) -> Self {
        Self { part, whole }
    }

    /// Whole percent, a half rounded up; `None` of nothing. All is only said of all, and none of none.
    pub fn percent(self) -> Option<u32> {
        let (part, whole) = (u64::from(self.part), u64::from(self.whole));
        if whole == 0 {
            return None;
        }
        let rounded = (part * 200 + whole) / (whole * 2);
        let (least, most) = (u64::from(part > 0), if part < whole { 99 } else { u64::MAX });
        u32::try_from(rounded.max(least).min(most)).ok()
    }
}

/// The length of time that as many stay under as over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Median {
    /// Of how many.
    pub of: u32,
    /// Whole minutes.
    pub minutes: i64,
}

impl Median {
    /// Of lengths in minutes, and how often there was each; between the two in the middle if their number is even, a half
    /// rounded up. `None` of fewer than [`FEW`].
    pub fn of(lengths: &BTreeMap<i64, u32>) -> Option<Self> {
        let of: u32 = lengths.values().sum();
        if of < FEW {
            return None;
        }
        let at = |place: u32| {
            let mut seen = 0;
            let found = lengths.iter().find(|(_, n)| {
                seen += **n;
                seen > place
            });
            found.map(|(minutes, _)| *minutes)
        };
        let (low, high) = (at((of - 1) / 2)?, at(of / 2)?);
        Some(Self { of, minutes: low + (high - low + 1) / 2 })
    }
}

/// How the market stands now, in the region of whoever of the staff looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glance {
    /// Shifts that start today.
    pub shifts: u32,
    /// Their seats, and how many are taken; cancelled shifts have none.
    pub seats: Share,
    /// Shifts that start within two hours and have a free seat.
    pub short: u32,
    /// How long it took to fill shifts of the last seven days, today's among them.
    pub to_fill: Option<Median>,
    /// The same for the seven days before.
    pub to_fill_before: Option<Median>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_share_is_rounded_but_never_to_all_or_nothing() {
        let percent = |part, whole| Share::new(part, whole).percent();
        assert_eq!(percent(1, 0), None);
        assert_eq!((percent(0, 7), percent(7, 7)), (Some(0), Some(100)));
        assert_eq!((percent(1, 8), percent(1, 3)), (Some(13), Some(33)));
        assert_eq!((percent(1, 1_000), percent(999, 1_000)), (Some(1), Some(99)));
    }

    proptest! {
        #[test]
        fn a_share_lies_within_half_a_percent(part in 0_u32..=u32::MAX, whole in 1_u32..) {
            let part = part.min(whole);
            let percent = u64::from(Share::new(part, whole).percent().unwrap_or(u32::MAX));
            let (exact, whole) = (u64::from(part) * 100, u64::from(whole));
            prop_assert!(percent <= 100 && (percent * whole).abs_diff(exact) <= whole, "{percent}");
            prop_assert_eq!(percent == 100, u64::from(part) == whole);
        }

        #[test]
        fn as_many_stay_under_the_median_as_over(mut minutes in proptest::collection::vec(prop_oneof![0_i64..9, 0_i64..10_000], 1..60)) {
            minutes.sort_unstable();
            let (low, high) = (minutes[(minutes.len() - 1) / 2], minutes[minutes.len() / 2]);
            let mut lengths = BTreeMap::new();
            for length in &minutes {
                *lengths.entry(*length).or_default() += 1;
            }
            let median = Median::of(&lengths);
            prop_assert_eq!(median.map(|median| median.of as usize), Some(minutes.len()).filter(|n| *n >= 5));
            if let Some(Median { minutes: middle, .. }) = median {
                let (under, over) = (minutes.iter().filter(|m| **m < middle).count(), minutes.iter().filter(|m| **m > middle).count());
                prop_assert!(under * 2 <= minutes.len() && over * 2 <= minutes.len());
                prop_assert!((low..=high).contains(&middle));
            }
        }
    }
}
