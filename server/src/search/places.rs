//! Places as tokens, so that the full-text index finds words near a person: a posting's cell at three coarse levels of
//! the grid, and the tokens of the cells that a ring covers.

use domain::place::Point;

/// Halvings of the grid's finest cells (27 m): cells of 0.9, 3.5 and 14 km, each with its letter.
const LEVELS: [(u32, char); 3] = [(5, 'a'), (7, 'b'), (9, 'c')];
/// The most tokens of one cover, unless even the coarsest cells are more.
const MOST: usize = 80;

fn token(level: (u32, char), cell: i64) -> String {
    format!("g{}{:x}", level.1, cell)
}

/// The tokens of a posting's place.
pub fn place_tokens(point: Point) -> [String; 3] {
    LEVELS.map(|level| token(level, point.cell() >> (2 * level.0)))
}

/// Tokens of which every posting within these ranges of cells has one; of the finest level that needs few.
pub fn place_cover(ranges: &[(i64, i64)]) -> Vec<String> {
    let cover = |level: (u32, char)| {
        let up = 2 * level.0;
        let mut cells: Vec<i64> =
            ranges.iter().flat_map(|(first, last)| (first >> up..=last >> up).take(MOST + 1)).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.into_iter().map(|cell| token(level, cell)).collect::<Vec<_>>()
    };
    let whole = |level: (u32, char)| {
        let up = 2 * level.0;
        ranges.iter().map(|(first, last)| (last >> up) - (first >> up) + 1).sum::<i64>()
    };
    let few = |level: &(u32, char)| usize::try_from(whole(*level)).is_ok_and(|n| n <= MOST);
    cover(LEVELS.into_iter().find(few).unwrap_or(LEVELS[2]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::place::{Bounds, ring};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cover_has_a_token_of_every_place_in_the_ring(
            lat in 30_800_000..31_600_000, lng in 103_900_000..105_000_000, slack in 0_u32..4_000,
        ) {
            let (centre, place) = (Point { lat: 31_126_855, lng: 104_397_894 }, Point { lat, lng });
            let city = [Point { lat: 30_700_000, lng: 103_800_000 }, Point { lat: 31_700_000, lng: 105_100_000 }];
            let bounds = Bounds::of(city).expect("bounds");
            let metres = centre.metres_to(place);
            let cover = place_cover(&ring(centre, metres.saturating_sub(slack), metres + slack + 1, bounds));
            prop_assert!(place_tokens(place).iter().any(|token| cover.contains(token)));
            prop_assert!(cover.len() <= 200, "{} tokens", cover.len());
        }
    }
}
