//! How the market stands now, part by part, for those who supervise it.

use serde::{Deserialize, Serialize};

use crate::{
    id::ShiftId,
    money::Fen,
    region::RegionChoice,
    when::{self, Moment},
    work::WorkKind,
};

/// How far ahead shifts are looked at, milliseconds.
pub const AHEAD: i64 = when::Moment::DAY;

/// A shift that is soon and not full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortShift {
    /// The shift.
    pub id: ShiftId,
    /// What the work is.
    pub title: String,
    /// Whose it is.
    pub employer: String,
    /// Where.
    pub place: String,
    /// Start.
    pub starts: Moment,
    /// Free seats.
    pub free: u32,
    /// Seats in all.
    pub seats: u32,
}

/// What waits for the staff.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// In all.
    pub all: u32,
    /// Of it, what is beyond its deadline.
    pub late: u32,
}

/// A part of the region: a county of a city, or a township of a county.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketPart {
    /// Which.
    pub region: RegionChoice,
    /// Shifts that start within a day.
    pub shifts: u32,
    /// Of them, those with a free seat.
    pub short: u32,
    /// Their free seats.
    pub free: u32,
    /// Employers with wages beyond their day.
    pub owing: u32,
    /// How much that is.
    pub overdue: Fen,
    /// What waits for the staff, by kind, in the order of [`WorkKind::ALL`].
    pub waiting: Vec<Waiting>,
}

impl MarketPart {
    /// A part of which nothing is known yet.
    pub fn empty(region: RegionChoice) -> Self {
        let waiting = vec![Waiting::default(); WorkKind::ALL.len()];
        Self { region, shifts: 0, short: 0, free: 0, owing: 0, overdue: Fen(0), waiting }
    }

    /// What of a kind waits.
    pub fn waits(&self, kind: WorkKind) -> Waiting {
        self.waiting.get(kind as usize).copied().unwrap_or_default()
    }

    /// Adds what stands in another part. Who owes in several parts is counted in each.
    pub fn add(&mut self, other: &Self) {
        self.shifts += other.shifts;
        self.short += other.short;
        self.free += other.free;
        self.owing += other.owing;
        self.overdue = Fen(self.overdue.0 + other.overdue.0);
        for (sum, more) in self.waiting.iter_mut().zip(&other.waiting) {
            sum.all += more.all;
            sum.late += more.late;
        }
    }
}

/// How the market stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketBoard {
    /// Now.
    pub now: Moment,
    /// The whole: the region of whoever asks.
    pub whole: MarketPart,
    /// Its parts, as they are told in lists of regions.
    pub parts: Vec<MarketPart>,
    /// The soonest shifts that are not full.
    pub short: Vec<ShortShift>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::RegionCode;
    use proptest::prelude::*;

    fn part(n: u32, late: u32) -> MarketPart {
        let code = RegionCode::parse("510681").unwrap_or_else(|| unreachable!("a code"));
        let mut part = MarketPart::empty(RegionChoice { code, name: String::new() });
        (part.shifts, part.short, part.free, part.owing, part.overdue) = (n, n / 2, n, n, Fen(i64::from(n)));
        part.waiting[WorkKind::Report as usize] = Waiting { all: n + late, late };
        part
    }

    proptest! {
        #[test]
        fn the_whole_is_what_its_parts_add_up_to(parts in proptest::collection::vec((0_u32..999, 0_u32..9), 1..9)) {
            let mut whole = part(0, 0);
            for (n, late) in &parts {
                whole.add(&part(*n, *late));
            }
            let n: u32 = parts.iter().map(|(n, _)| n).sum();
            let late: u32 = parts.iter().map(|(_, late)| late).sum();
            prop_assert_eq!((whole.shifts, whole.free, whole.overdue), (n, n, Fen(i64::from(n))));
            prop_assert_eq!(whole.waits(WorkKind::Report), Waiting { all: n + late, late });
            prop_assert_eq!(whole.waits(WorkKind::Posting), Waiting::default());
        }
    }
}
