//! The figures, and how they are told.

use serde::{Deserialize, Serialize};

use super::{Period, StatisticsQuery, suppress};
use crate::{
    error::FieldError,
    measure::{FEW, Median, Share},
    money::Fen,
    region::{RegionChoice, RegionCode},
    when::Moment,
    word::words,
};

words! {
    /// By what the figures are told apart.
    Breakdown {
        /// By day, or by seven days where the days are many.
        Day = "day",
        /// By the regions right under the one that is looked at.
        Region = "region",
        /// By the level-2 group of the occupation.
        Trade = "trade",
    }
}

words! {
    /// A figure of what people did. Its word is that of the claim's state where it is about one state.
    ClaimFigure {
        /// Claims that were made, whatever became of them.
        Made = "made",
        /// Claims that the worker cancelled.
        ByWorker = "cancelled_by_worker",
        /// Claims that the employer cancelled.
        ByEmployer = "cancelled_by_employer",
        /// Claims whose worker did not come.
        NoShow = "no_show",
        /// Claims whose employer did not come.
        EmployerNoShow = "employer_no_show",
    }
}

/// A count of what persons did, as it may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// So many.
    Exact(u32),
    /// One to four.
    Few,
    /// Not told, so that a hidden one cannot be worked out.
    Withheld,
}

/// Figures of postings, shifts and seats, which are about no person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Postings published in the time.
    pub postings: u32,
    /// Shifts that start in the time.
    pub shifts: u32,
    /// Of them, cancelled ones.
    pub cancelled: u32,
    /// Seats of those that are not cancelled, and how many are taken.
    pub seats: Share,
    /// Shifts that are not cancelled and have every seat taken.
    pub filled: u32,
    /// How long it took to fill those, from when one could sign up to the last free seat taken.
    pub to_fill: Option<Median>,
}

/// What a part of the whole adds up to, before it is decided what of it may be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Postings, shifts and seats.
    pub counts: Counts,
    /// Claims, in the order of [`ClaimFigure::ALL`].
    pub claims: [u32; 5],
    /// Claims whose worker came to work.
    pub worked: u32,
}

impl Sums {
    /// Both together. How long shifts took to fill is not the sum of anything and is left out.
    fn plus(mut self, other: &Self) -> Self {
        let (counts, more) = (&mut self.counts, &other.counts);
        counts.postings += more.postings;
        counts.shifts += more.shifts;
        counts.cancelled += more.cancelled;
        counts.seats = Share::new(counts.seats.part + more.seats.part, counts.seats.whole + more.seats.whole);
        counts.filled += more.filled;
        counts.to_fill = None;
        self.worked += other.worked;
        for (sum, more) in self.claims.iter_mut().zip(other.claims) {
            *sum += more;
        }
        self
    }
}

/// Figures as they may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Postings, shifts and seats.
    pub counts: Counts,
    /// Claims, in the order of [`ClaimFigure::ALL`].
    pub claims: [Cell; 5],
    /// Different persons with a claim; only told of the whole.
    pub workers: Option<Cell>,
    /// Of claims whose day came and was recorded, those whose worker did not come; only told of the whole.
    pub no_shows: Option<Share>,
    /// The same of employers.
    pub employer_no_shows: Option<Share>,
}

impl Figures {
    /// How a figure of claims is told.
    pub const fn claims(&self, figure: ClaimFigure) -> Cell {
        self.claims[figure as usize]
    }

    fn of(sums: &Sums, claims: [Cell; 5]) -> Self {
        Self { counts: sums.counts, claims, workers: None, no_shows: None, employer_no_shows: None }
    }

    /// The whole, with what is only told of it.
    fn whole(sums: &Sums, claims: [Cell; 5], workers: u32) -> Self {
        let mut figures = Self::of(sums, claims);
        // A share would give away a count that is not told, and of few it says too much.
        let share = |figure: ClaimFigure| match figures.claims(figure) {
            Cell::Exact(n) if n + sums.worked >= FEW => Some(Share::new(n, n + sums.worked)),
            _ => None,
        };
        let (no_shows, employer_no_shows) = (share(ClaimFigure::NoShow), share(ClaimFigure::EmployerNoShow));
        figures.workers = Some(suppress::alone(workers));
        (figures.no_shows, figures.employer_no_shows) = (no_shows, employer_no_shows);
        figures
    }

    /// What stands by itself, without parts.
    pub fn alone(sums: &Sums, workers: u32) -> Self {
        Self::whole(sums, sums.claims.map(suppress::alone), workers)
    }
}

/// What a part is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Narrowed {
    /// These days.
    Days(Period),
    /// This region.
    Region(RegionCode),
    /// This group of occupations: `4-02`.
    Trade(String),
}

/// A part of the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is about.
    pub of: Narrowed,
    /// Its name; empty for days.
    pub name: String,
    /// Its figures.
    pub figures: Figures,
}

/// The parts and the whole as they may be told together. `to_fill` and `workers` are those of the whole.
pub fn shown_parts(
    parts: Vec<(Narrowed, String, Sums)>,
    to_fill: Option<Median>,
    workers: u32,
) -> (Vec<Part>, Figures) {
    let mut whole = parts.iter().fold(Sums::default(), |sum, (_, _, sums)| sum.plus(sums));
    whole.counts.to_fill = to_fill;
    let mut cells = vec![[Cell::Exact(0); 5]; parts.len()];
    let mut totals = [Cell::Exact(0); 5];
    for figure in 0..totals.len() {
        let counts: Vec<u32> = parts.iter().map(|(_, _, sums)| sums.claims[figure]).collect();
        let (column, total) = suppress::column(&counts);
        totals[figure] = total;
        for (row, cell) in cells.iter_mut().zip(column) {
            row[figure] = cell;
        }
    }
    let part = |((of, name, sums), claims): ((Narrowed, String, Sums), [Cell; 5])| Part {
        of,
        name,
        figures: Figures::of(&sums, claims),
    };
    let shown = parts.into_iter().zip(cells).map(part).collect();
    (shown, Figures::whole(&whole, totals, workers))
}

/// What came of the claims whose hours are known, before it is decided what of it may be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutcomeSums {
    /// Claims that were worked.
    pub worked: u32,
    /// Different persons who did.
    pub workers: u32,
    /// Minutes worked.
    pub minutes: i64,
    /// What is owed for it.
    pub owed: Fen,
    /// What was paid of that.
    pub paid: Fen,
    /// Claims whose wages are not whole beyond their day.
    pub late: u32,
}

/// What came of the claims whose hours are known: work, and wages. Of few persons nothing is told but that they are few.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// Claims that were worked.
    pub worked: Cell,
    /// Different persons who did.
    pub workers: Cell,
    /// Hours worked, whole ones.
    pub hours: Option<i64>,
    /// What was paid, and what is owed in all.
    pub wages: Option<(Fen, Fen)>,
    /// Claims whose wages are whole or not yet due, of all.
    pub in_time: Option<Share>,
}

impl Outcomes {
    /// As they may be told.
    pub fn of(sums: &OutcomeSums) -> Self {
        let (worked, workers) = (suppress::alone(sums.worked), suppress::alone(sums.workers));
        // Sums of few persons say what each of them earns.
        let many = sums.workers >= FEW;
        let in_time = sums.worked.saturating_sub(sums.late);
        let told = |n| !matches!(suppress::alone(n), Cell::Few);
        Self {
            worked,
            workers,
            hours: many.then_some(sums.minutes / 60),
            wages: many.then_some((sums.paid, sums.owed)),
            in_time: (many && told(sums.late) && told(in_time)).then(|| Share::new(in_time, sums.worked)),
        }
    }
}

/// A level-2 group of occupations as it is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TradeChoice {
    /// `4-02`.
    pub group: String,
    /// Its official name.
    pub name: String,
}

/// The figures of a region and a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// Now.
    pub now: Moment,
    /// What was asked, as it was typed.
    pub query: StatisticsQuery,
    /// What of it could not be read and was left out.
    pub problems: Vec<FieldError>,
    /// The region the figures are about.
    pub region: RegionChoice,
    /// The group of occupations they are about; none for all.
    pub trade: Option<TradeChoice>,
    /// The days they are about.
    pub period: Period,
    /// By what they are told apart.
    pub by: Breakdown,
    /// The regions that can be chosen from here: one's own, those under it, and those under the chosen county.
    pub regions: Vec<RegionChoice>,
    /// The groups that can be chosen.
    pub trades: Vec<TradeChoice>,
    /// The whole.
    pub whole: Figures,
    /// The whole of as many days before.
    pub before: Figures,
    /// What came of the work.
    pub outcomes: Outcomes,
    /// The same of as many days before.
    pub outcomes_before: Outcomes,
    /// The parts.
    pub parts: Vec<Part>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(shifts: u32, claims: [u32; 5], worked: u32) -> (Narrowed, String, Sums) {
        let counts = Counts { shifts, seats: Share::new(shifts, shifts * 2), ..Counts::default() };
        (Narrowed::Trade("4-02".to_owned()), String::new(), Sums { counts, claims, worked })
    }

    #[test]
    fn the_whole_is_the_sum_of_the_parts() {
        let median = Some(Median { of: 9, minutes: 41 });
        let (parts, whole) = shown_parts(vec![part(3, [20, 6, 0, 5, 0], 9), part(4, [7, 0, 0, 8, 0], 0)], median, 21);
        assert_eq!((whole.counts.shifts, whole.counts.seats), (7, Share::new(7, 14)));
        assert_eq!(whole.claims, [27, 6, 0, 13, 0].map(Cell::Exact));
        assert_eq!((whole.workers, whole.counts.to_fill), (Some(Cell::Exact(21)), median));
        assert_eq!((whole.no_shows, whole.employer_no_shows), (Some(Share::new(13, 22)), Some(Share::new(0, 9))));
        assert_eq!(parts[1].figures.workers, None);
    }

    #[test]
    fn a_share_does_not_give_away_what_is_hidden() {
        let shown = |no_shows: u32, worked: u32| {
            let sums = part(9, [no_shows + worked, 0, 0, no_shows, 0], worked).2;
            Figures::alone(&sums, 3)
        };
        assert_eq!(shown(3, 50).no_shows, None);
        assert_eq!((shown(0, 4).no_shows, shown(0, 5).no_shows), (None, Some(Share::new(0, 5))));
        assert_eq!(shown(5, 0).no_shows, Some(Share::new(5, 5)));
        assert_eq!(shown(5, 0).workers, Some(Cell::Few));
    }

    proptest! {
        #[test]
        fn nothing_is_told_of_what_few_earned(worked in 0_u32..12, workers in 0_u32..12, late in 0_u32..12, owed in 0_i64..9_999) {
            let late = late.min(worked);
            let sums = OutcomeSums { worked, workers, late, owed: Fen(owed), ..OutcomeSums::default() };
            let told = Outcomes::of(&sums);
            prop_assert!(workers >= FEW || told.hours.is_none() && told.wages.is_none() && told.in_time.is_none());
            let hidden = told.in_time.map(|share| share.whole - share.part);
            prop_assert!(hidden.is_none_or(|late| late == 0 || late >= FEW), "how many wait for wages");
        }

        #[test]
        fn no_count_of_few_persons_is_sent(counts in proptest::collection::vec(proptest::array::uniform5(0_u32..9), 0..8), workers in 0_u32..9) {
            let parts = counts.iter().map(|claims| part(1, *claims, 0)).collect();
            let (parts, whole) = shown_parts(parts, None, workers);
            let cells = parts.iter().flat_map(|part| part.figures.claims).chain(whole.claims).chain(whole.workers);
            for cell in cells {
                prop_assert!(!matches!(cell, Cell::Exact(1..5)));
            }
            for share in [whole.no_shows, whole.employer_no_shows].into_iter().flatten() {
                prop_assert!(share.part == 0 || share.part >= 5);
            }
        }
    }
}
