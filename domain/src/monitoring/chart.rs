//! Bars from whole numbers: how long each is and where it stands, in the units of a drawing.

/// One bar among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Where it begins, along the row of bars.
    pub at: u32,
    /// How wide it is.
    pub width: u32,
    /// How long it is.
    pub length: u32,
    /// How much of its length is filled.
    pub filled: u32,
}

/// The number that the longest bar is measured by: the next of 5, 10, 20, 30, 50, 100, 200 ….
pub fn top(largest: u32) -> u32 {
    let mut unit = 1_u32;
    loop {
        for step in [1, 2, 3, 5] {
            match unit.checked_mul(step) {
                Some(top) if top >= largest.max(5) => return top,
                Some(_) => {}
                None => return u32::MAX,
            }
        }
        unit = unit.saturating_mul(10);
    }
}

/// How long a number is if `top` is `size` long; what is not nothing can be seen.
pub fn length(n: u32, top: u32, size: u32) -> u32 {
    let long = u64::from(n.min(top)) * u64::from(size) / u64::from(top.max(1));
    u32::try_from(long).unwrap_or(size).max(u32::from(n > 0 && size > 0))
}

/// Bars side by side over `width`, the whole of each and the part of it that is filled, measured by `top` being `height`.
pub fn columns(values: &[(u32, u32)], top: u32, (width, height): (u32, u32)) -> Vec<Bar> {
    let n = u32::try_from(values.len()).unwrap_or(u32::MAX).max(1);
    let edge = |at: u32| u32::try_from(u64::from(at) * u64::from(width) / u64::from(n)).unwrap_or(width);
    let bar = |(at, (whole, part)): (u32, &(u32, u32))| {
        let (from, to) = (edge(at), edge(at + 1));
        // A quarter of the room is left between two.
        let gap = (to - from) / 4;
        let long = length(*whole, top, height);
        Bar {
            at: from + gap / 2,
            width: (to - from - gap).max(1),
            length: long,
            filled: length(*part, top, height).min(long),
        }
    };
    (0..n).zip(values).map(bar).collect()
}

/// The outlines of bars that stand on the lower edge of `height`, as the paths of a drawing: the whole of each, and what is
/// filled of it.
pub fn standing(bars: &[Bar], height: u32) -> (String, String) {
    let outline = |bar: &Bar, length: u32| match length {
        0 => String::new(),
        _ => format!("M{} {height}v-{length}h{}v{length}z", bar.at, bar.width),
    };
    (
        bars.iter().map(|bar| outline(bar, bar.length)).collect(),
        bars.iter().map(|bar| outline(bar, bar.filled)).collect(),
    )
}

/// The outlines of bars that lie one below the other, each at the foot of a row: the whole of each, and the part of it
/// that is filled. `top` is `width` long.
pub fn lying(values: &[(u32, u32)], top: u32, width: u32, (row, thick): (u32, u32)) -> (String, String) {
    let outline = |at: u32, n: u32| match length(n, top, width) {
        0 => String::new(),
        long => format!("M0 {}h{long}v-{thick}h-{long}z", (at + 1) * row),
    };
    let each = |pick: fn(&(u32, u32)) -> u32| (0..).zip(values).map(|(at, value)| outline(at, pick(value))).collect();
    (each(|(whole, _)| *whole), each(|(whole, part)| *part.min(whole)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bars_are_drawn_as_outlines() {
        let (whole, filled) = standing(&columns(&[(10, 5), (0, 0)], 10, (200, 100)), 100);
        assert_eq!((whole.as_str(), filled.as_str()), ("M12 100v-100h75v100z", "M12 100v-50h75v50z"));
        let (whole, filled) = lying(&[(10, 0), (5, 9)], 10, 300, (40, 12));
        assert_eq!(
            (whole.as_str(), filled.as_str()),
            ("M0 40h300v-12h-300zM0 80h150v-12h-150z", "M0 80h150v-12h-150z")
        );
    }

    #[test]
    fn a_scale_ends_at_a_round_number() {
        assert_eq!([0, 5, 6, 11, 21, 50, 51, 999].map(top), [5, 5, 10, 20, 30, 50, 100, 1_000]);
        assert_eq!(top(u32::MAX), u32::MAX);
    }

    #[test]
    fn a_bar_is_as_long_as_its_number() {
        let bars = columns(&[(10, 5), (0, 0), (1, 1)], 10, (300, 200));
        let shape = |bar: &Bar| (bar.at, bar.width, bar.length, bar.filled);
        assert_eq!(
            bars.iter().map(shape).collect::<Vec<_>>(),
            [(12, 75, 200, 100), (112, 75, 0, 0), (212, 75, 20, 20)]
        );
    }

    proptest! {
        #[test]
        fn bars_stay_inside_and_beside_each_other(values in proptest::collection::vec((0_u32..100_000, 0_u32..100_000), 1..70)) {
            let largest = values.iter().map(|(whole, _)| *whole).max().unwrap_or_default();
            let (top, size) = (top(largest), (640, 160));
            let bars = columns(&values, top, size);
            prop_assert_eq!(bars.len(), values.len());
            for (bar, (whole, part)) in bars.iter().zip(&values) {
                prop_assert!(bar.at + bar.width <= size.0 && bar.length <= size.1 && bar.filled <= bar.length);
                prop_assert_eq!(bar.length > 0, *whole > 0);
                prop_assert!(bar.filled > 0 || *part == 0 || *whole == 0);
            }
            for pair in bars.windows(2) {
                prop_assert!(pair[0].at + pair[0].width <= pair[1].at);
            }
        }

        #[test]
        fn a_larger_number_is_never_the_shorter_bar(a in 0_u32.., b in 0_u32.., largest in 0_u32..) {
            let top = top(largest);
            prop_assert!(top >= largest);
            prop_assert!(length(a.min(b), top, 500) <= length(a.max(b), top, 500));
        }
    }
}
