//! What may not be said, since it would say something about few persons.
//!
//! A count from one to four is not told. Nor is anything told from which it could be worked out: of a column with its sum,
//! as much more is withheld as leaves every hidden count open between one and four, for somebody who knows the sum, the
//! other counts, and that what is withheld to protect others is five or more.

use super::Cell;
use crate::measure::FEW;

const SMALL_MOST: u64 = FEW as u64 - 1;

/// One count by itself.
pub const fn alone(n: u32) -> Cell {
    if n > 0 && n < FEW { Cell::Few } else { Cell::Exact(n) }
}

/// A column of counts, and their sum, as both may be told together. The sum is told as if it stood alone; where the counts
/// would give a hidden one away whatever else is withheld, none of them is told.
pub fn column(counts: &[u32]) -> (Vec<Cell>, Cell) {
    let primary: Vec<Cell> = counts.iter().map(|n| alone(*n)).collect();
    let total = alone(counts.iter().sum());
    let few = primary.iter().filter(|cell| **cell == Cell::Few).count();
    let cells = match (few, total) {
        // Nothing to hide, or the only count there is.
        (0, _) | (1, Cell::Few) => Some(primary),
        // Each of several is at least one, so that a small sum would say too much.
        (_, Cell::Few) => None,
        _ => protected(counts, &primary),
    };
    (cells.unwrap_or_else(|| vec![Cell::Withheld; counts.len()]), total)
}

/// The cells with as many more withheld as it takes, the smallest first; `None` if all of them are not enough.
fn protected(counts: &[u32], primary: &[Cell]) -> Option<Vec<Cell>> {
    let mut cells = primary.to_vec();
    let mut order: Vec<usize> = (0..counts.len()).filter(|at| counts[*at] >= FEW).collect();
    order.sort_by_key(|at| counts[*at]);
    let mut order = order.into_iter();
    while !is_open(counts, &cells) {
        cells[order.next()?] = Cell::Withheld;
    }
    Some(cells)
}

/// Whether every hidden count could still be anything from one to four for somebody who knows the sum.
fn is_open(counts: &[u32], cells: &[Cell]) -> bool {
    let (mut few, mut withheld, mut hidden) = (0_u64, 0_u64, 0_u64);
    for (n, cell) in counts.iter().zip(cells) {
        match cell {
            Cell::Exact(_) => continue,
            Cell::Few => few += 1,
            Cell::Withheld => withheld += 1,
        }
        hidden += u64::from(*n);
    }
    let others = few.saturating_sub(1);
    // One is four and all others as small as they can be; one is one and all others as large.
    let four = hidden >= SMALL_MOST + others + withheld * u64::from(FEW);
    let one = withheld > 0 || hidden <= 1 + others * SMALL_MOST;
    four && one
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether the cells can be filled so that they come to `left`: every way is tried.
    fn can_be(cells: &[Cell], left: i64) -> bool {
        let Some((first, rest)) = cells.split_first() else { return left == 0 };
        let values = match first {
            Cell::Exact(n) => i64::from(*n)..=i64::from(*n),
            Cell::Few => 1..=4,
            Cell::Withheld => 5..=left.max(5),
        };
        values.into_iter().any(|value| value <= left && can_be(rest, left - value))
    }

    /// The values that the cell at `at` could have for somebody who sees the rest.
    fn open_values(cells: &[Cell], total: Cell, at: usize) -> Vec<u32> {
        let could = |value: u32| {
            let mut cells = cells.to_vec();
            cells[at] = Cell::Exact(value);
            match total {
                Cell::Exact(total) => can_be(&cells, i64::from(total)),
                Cell::Few => (1..5).any(|total| can_be(&cells, total)),
                Cell::Withheld => true,
            }
        };
        (1..5).filter(|value| could(*value)).collect()
    }

    #[test]
    fn the_smallest_other_count_goes_as_well() {
        use Cell::{Exact, Few, Withheld};
        assert_eq!(column(&[3, 20, 9]), (vec![Few, Exact(20), Withheld], Exact(32)));
        assert_eq!(column(&[0, 20, 9]), (vec![Exact(0), Exact(20), Exact(9)], Exact(29)));
        // Five more than five would leave one for the hidden one.
        assert_eq!(column(&[1, 5, 40]), (vec![Few, Withheld, Withheld], Exact(46)));
        assert_eq!(column(&[1, 5, 0]), (vec![Withheld; 3], Exact(6)));
        assert_eq!(column(&[0, 2]), (vec![Exact(0), Few], Few));
        // Four that are not nothing and come to four.
        assert_eq!(column(&[1, 1, 1, 1]), (vec![Withheld; 4], Few));
        // Enough of them to hide among each other.
        assert_eq!(column(&[2, 3, 2, 3]), (vec![Few; 4], Exact(10)));
        assert_eq!(column(&[]), (vec![], Exact(0)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_hidden_count_cannot_be_worked_out(counts in proptest::collection::vec(prop_oneof![3 => 0_u32..6, 1 => 5_u32..14], 0..6)) {
            let (cells, total) = column(&counts);
            prop_assert_eq!(total, alone(counts.iter().sum()));
            // Where none is told, the sum of several says of none of them what it is.
            if cells.iter().all(|cell| *cell == Cell::Withheld) {
                prop_assert!(cells.len() != 1);
                return Ok(());
            }
            for (at, cell) in cells.iter().enumerate() {
                match cell {
                    Cell::Exact(n) => prop_assert!(*n == counts[at] && !(1..5).contains(n)),
                    Cell::Few => prop_assert_eq!(open_values(&cells, total, at), vec![1, 2, 3, 4], "{:?} {:?}", &cells, total),
                    Cell::Withheld => prop_assert!(counts[at] >= 5),
                }
            }
        }

        #[test]
        fn nothing_is_hidden_without_need(counts in proptest::collection::vec(prop_oneof![Just(0_u32), 5_u32..1_000], 0..40)) {
            let (cells, total) = column(&counts);
            prop_assert!(cells.iter().zip(&counts).all(|(cell, n)| *cell == Cell::Exact(*n)));
            prop_assert_eq!(total, Cell::Exact(counts.iter().sum()));
        }
    }
}
