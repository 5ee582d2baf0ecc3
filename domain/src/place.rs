//! Positions, distances and the grid by which nearby things are found.
//!
//! All positions are in the GCJ-02 datum, the one of mainland maps; a phone's WGS-84 position is turned into it once,
//! on the way in.

use serde::{Deserialize, Serialize};

/// A position in micro-degrees, GCJ-02.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Point {
    /// Latitude, micro-degrees north.
    pub lat: i32,
    /// Longitude, micro-degrees east.
    pub lng: i32,
}

/// How far away something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distance {
    /// Metres along the great circle.
    pub metres: u32,
    /// One of the two ends is only known by its county or township, so the figure is rough.
    pub rough: bool,
}

/// A rectangle of positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The lower left corner.
    pub south_west: Point,
    /// The upper right corner.
    pub north_east: Point,
}

impl Bounds {
    /// The smallest rectangle that holds all `points`; `None` if there are none.
    pub fn of(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        points.into_iter().fold(None, |bounds: Option<Self>, point| {
            let one = bounds.unwrap_or(Self { south_west: point, north_east: point });
            let (low, high) = (one.south_west, one.north_east);
            Some(Self {
                south_west: Point { lat: low.lat.min(point.lat), lng: low.lng.min(point.lng) },
                north_east: Point { lat: high.lat.max(point.lat), lng: high.lng.max(point.lng) },
            })
        })
    }

    /// Two opposite corners.
    pub const fn corners(self) -> [Point; 2] {
        [self.south_west, self.north_east]
    }

    /// The nearest and the farthest that a point of the rectangle can be from `centre`, metres; never too narrow.
    pub fn reach(self, centre: Point) -> (u32, u32) {
        let (near, far) = reach(centre, self.sides());
        (whole(near.floor()), whole(far.ceil()))
    }

    fn sides(self) -> [i64; 4] {
        [self.south_west.lng, self.north_east.lng, self.south_west.lat, self.north_east.lat].map(i64::from)
    }
}

/// Mean radius of the Earth, metres (IUGG R1).
const EARTH: f64 = 6_371_008.8;
const MICRO: f64 = 1e6;
/// The grid divides a square of 64° that holds all of China (3–54° N, 73–136° E) 18 times in half: cells of about 27 m.
const BITS: u32 = 18;
const WEST: i32 = 73_000_000;
const SOUTH: i32 = 0;
const SPAN: i64 = 64_000_000;
const GRID: i64 = 1 << BITS;

impl Point {
    /// Reads `31.12686,104.39789` (degrees, latitude first). `None` unless both are numbers and lie in the box of
    /// China's mainland and islands (3–54° N, 73–136° E).
    pub fn parse(text: &str) -> Option<Self> {
        let (lat, lng) = text.split_once(',')?;
        let point = Self { lat: micro_degrees(lat)?, lng: micro_degrees(lng)? };
        let inside = (3_000_000..54_000_000).contains(&point.lat) && (WEST..136_000_000).contains(&point.lng);
        inside.then_some(point)
    }

    /// Metres to `other` along the great circle (haversine).
    pub fn metres_to(self, other: Self) -> u32 {
        let rad = |micro: i32| (f64::from(micro) / MICRO).to_radians();
        let (a, b) = (rad(self.lat), rad(other.lat));
        let (half_lat, half_lng) = ((b - a) / 2.0, (rad(other.lng) - rad(self.lng)) / 2.0);
        let h = half_lat.sin().powi(2) + a.cos() * b.cos() * half_lng.sin().powi(2);
        whole(2.0 * EARTH * h.sqrt().min(1.0).asin())
    }

    /// The cell of the grid, as a Morton code: nearby points mostly have nearby codes.
    pub fn cell(self) -> i64 {
        let (x, y) = self.column_row();
        interleave(x) | interleave(y) << 1
    }

    /// The cell where the point only stands for its county, since no pin was placed. By the thousands they lie on one
    /// spot, so these cells are apart from all others: below zero.
    pub fn unpinned_cell(self) -> i64 {
        -1 - self.cell()
    }

    fn column_row(self) -> (i64, i64) {
        let at = |micro: i32, origin: i32| ((i64::from(micro) - i64::from(origin)) * GRID / SPAN).clamp(0, GRID - 1);
        (at(self.lng, WEST), at(self.lat, SOUTH))
    }
}

/// `104.39789,31.12686` is for maps; this is latitude first, as in URLs, to six digits.
impl std::fmt::Display for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let part = |micro: i32| format!("{}.{:06}", micro / 1_000_000, micro % 1_000_000);
        write!(f, "{},{}", part(self.lat), part(self.lng))
    }
}

/// Reads degrees as micro-degrees without floating point, so that the browser needs none.
fn micro_degrees(text: &str) -> Option<i32> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let six: String = fraction.chars().chain("000000".chars()).take(6).collect();
    Some(whole.parse::<i32>().ok()? * 1_000_000 + six.parse::<i32>().ok()?)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "metres on Earth fit, and are not negative")]
fn whole(metres: f64) -> u32 {
    metres.round() as u32
}

/// Distances from one point, worked out in integers, so that SQL comes to exactly the same. Within a thousandth of the
/// great circle for 300 km around, within a twentieth in all of China.
#[derive(Clone, Copy, Debug)]
pub struct Plane {
    /// The point.
    pub centre: Point,
    /// Width of a micro-degree of longitude there, in thousandths of a millimetre.
    pub width: i64,
    /// By how much that is less half a degree farther north: the width is taken in the middle of the way.
    pub narrowing: i64,
}

impl Plane {
    /// Height of a micro-degree of latitude, in thousandths of a millimetre.
    pub const HEIGHT: i64 = 111_195;

    /// The plane that touches the Earth there.
    pub fn at(centre: Point) -> Self {
        let lat = (f64::from(centre.lat) / MICRO).to_radians();
        let share = |of: f64| i64::from(whole(of * f64::from(111_195)));
        Self { centre, width: share(lat.cos()), narrowing: share(lat.sin() * 0.5_f64.to_radians()) }
    }

    /// The square of the distance to `point`, in square centimetres.
    pub fn square_to(&self, point: Point) -> i64 {
        let (lat, lng) = (i64::from(point.lat - self.centre.lat), i64::from(point.lng - self.centre.lng));
        let north = lat * Self::HEIGHT / 10_000;
        let east = lng * (self.width - lat * self.narrowing / 1_000_000) / 10_000;
        north * north + east * east
    }

    /// Metres to `point`, rounded down.
    pub fn metres_to(&self, point: Point) -> u32 {
        u32::try_from(self.square_to(point).isqrt() / 100).unwrap_or(u32::MAX)
    }

    /// The least square for which [`Plane::metres_to`] is `metres`.
    pub const fn square_of(metres: u32) -> i64 {
        let centimetres = metres as i64 * 100;
        centimetres * centimetres
    }
}

/// The ranges of cells (both ends included, ascending, apart) that hold every point within `bounds` from `inner` to
/// `outer` metres away from `centre`, and some more: callers measure the exact distance, on the plane
/// or the sphere. Some dozen ranges, for a thin ring far away some hundred.
pub fn ring(centre: Point, inner: u32, outer: u32, bounds: Bounds) -> Vec<(i64, i64)> {
    let [least_x, most_x, least_y, most_y] = bounds.sides();
    let finest = cell_steps(outer - inner.min(outer)).max(cell_steps(outer) / 12);
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    let mut squares = vec![(0_i64, 0_i64, GRID)];
    while let Some((x, y, size)) = squares.pop() {
        let sides = [x, x + size, y, y + size].map(|cells| cells * SPAN / GRID);
        let [west, east, south, north] = [
            sides[0] + i64::from(WEST),
            sides[1] + i64::from(WEST),
            sides[2] + i64::from(SOUTH),
            sides[3] + i64::from(SOUTH),
        ];
        if west > most_x || east < least_x || south > most_y || north < least_y {
            continue;
        }
        let (near, far) = reach(centre, [west, east, south, north]);
        if near > f64::from(outer) || far < f64::from(inner) {
            continue;
        }
        let inside = near >= f64::from(inner) && far <= f64::from(outer);
        if inside || size <= finest {
            let first = interleave(x) | interleave(y) << 1;
            let last = first + size * size - 1;
            match ranges.last_mut() {
                Some(range) if range.1 + 1 == first => range.1 = last,
                _ => ranges.push((first, last)),
            }
            continue;
        }
        let half = size / 2;
        // Pushed from last to first, so that they are popped in the order of their codes.
        squares.extend([(x + half, y + half, half), (x, y + half, half), (x + half, y, half), (x, y, half)]);
    }
    ranges
}

/// The size of a square, in cells, that is about a third of `metres` wide; a power of two.
fn cell_steps(metres: u32) -> i64 {
    let cells = (i64::from(metres) / 27 / 3).max(1);
    1 << (63 - cells.leading_zeros())
}

/// The nearest and the farthest, in metres, that a point between these sides can be from `centre`: never too narrow.
fn reach(centre: Point, [west, east, south, north]: [i64; 4]) -> (f64, f64) {
    /// Metres in a micro-degree of latitude.
    const METRES: f64 = 0.111_195;
    /// Room for the Earth's curve within a few degrees.
    const SLACK: f64 = 0.02;
    let (lng, lat) = (i64::from(centre.lng), i64::from(centre.lat));
    let wide = |lat: i64| (micro(lat.clamp(-89_000_000, 89_000_000)) / MICRO).to_radians().cos() * METRES;
    let (least, most) = {
        let (a, b) = (wide(south.min(lat)), wide(north.max(lat)));
        (a.min(b), a.max(b))
    };
    let (gap_x, gap_y) = ((west - lng).max(lng - east).max(0), (south - lat).max(lat - north).max(0));
    let (far_x, far_y) = ((lng - west).abs().max((east - lng).abs()), (lat - south).abs().max((north - lat).abs()));
    let near = (micro(gap_x) * least).hypot(micro(gap_y) * METRES) * (1.0 - SLACK);
    let far = (micro(far_x) * most).hypot(micro(far_y) * METRES) * (1.0 + SLACK);
    (near, far)
}

#[allow(clippy::cast_precision_loss, reason = "micro-degrees are under 2^53")]
fn micro(n: i64) -> f64 {
    n as f64
}

/// Spreads the low 18 bits of `n` to the even places.
fn interleave(n: i64) -> i64 {
    (0..BITS).fold(0, |code, bit| code | (n >> bit & 1) << (2 * bit))
}

/// Turns a phone's WGS-84 position into GCJ-02. The shift is the published approximation used by every open map
/// library (error under 2 m); it does not apply outside the mainland, where the point is returned unchanged.
pub fn from_wgs84(point: Point) -> Point {
    use std::f64::consts::PI;
    const AXIS: f64 = 6_378_245.0;
    const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;
    let (lat, lng) = (f64::from(point.lat) / MICRO, f64::from(point.lng) / MICRO);
    if !(0.8293..=55.8271).contains(&lat) || !(72.004..=137.8347).contains(&lng) {
        return point;
    }
    let (x, y) = (lng - 105.0, lat - 35.0);
    let wave = |size: f64, turns: f64| size * (turns * PI).sin() * 2.0 / 3.0;
    let ripple = wave(20.0, 6.0 * x) + wave(20.0, 2.0 * x);
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + ripple
        + wave(20.0, y)
        + wave(40.0, y / 3.0)
        + wave(160.0, y / 12.0)
        + wave(320.0, y / 30.0);
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + ripple
        + wave(20.0, x)
        + wave(40.0, x / 3.0)
        + wave(150.0, x / 12.0)
        + wave(300.0, x / 30.0);
    let rad = lat.to_radians();
    let magic = 1.0 - ECCENTRICITY * rad.sin().powi(2);
    let d_lat = north * 180.0 / (AXIS * (1.0 - ECCENTRICITY) / (magic * magic.sqrt()) * PI);
    let d_lng = east * 180.0 / (AXIS / magic.sqrt() * rad.cos() * PI);
    Point { lat: shift(point.lat, d_lat), lng: shift(point.lng, d_lng) }
}

#[allow(clippy::cast_possible_truncation, reason = "a shift is far under a degree")]
fn shift(micro: i32, degrees: f64) -> i32 {
    micro + (degrees * MICRO).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CITY: Point = Point { lat: 31_126_855, lng: 104_397_894 };

    #[test]
    fn a_known_distance() {
        // 旌阳区 to 绵竹市 by their county points: 28.8 km on the map.
        let mianzhu = Point { lat: 31_338_077, lng: 104_220_750 };
        let metres = CITY.metres_to(mianzhu);
        assert!((28_700..29_000).contains(&metres), "{metres}");
    }

    #[test]
    fn the_datum_shift_of_tiananmen_is_the_published_one() {
        // WGS-84 39.90734, 116.39089 is GCJ-02 39.90874, 116.39713 in the tables of open map libraries.
        let point = from_wgs84(Point { lat: 39_907_340, lng: 116_390_890 });
        assert!(point.metres_to(Point { lat: 39_908_740, lng: 116_397_130 }) < 5, "{point}");
    }

    fn point() -> impl Strategy<Value = Point> {
        (30_000_000..33_000_000, 103_000_000..106_000_000).prop_map(|(lat, lng)| Point { lat, lng })
    }

    fn far_point() -> impl Strategy<Value = Point> {
        (18_000_000..53_500_000, 73_500_000..135_000_000).prop_map(|(lat, lng)| Point { lat, lng })
    }

    proptest! {
        #[test]
        fn a_ring_holds_every_point_of_its_distances(a in point(), b in point(), slack in 0_u32..20_000) {
            let metres = a.metres_to(b);
            let bounds = Bounds::of([b, Point { lat: 31_000_000, lng: 104_000_000 }]).unwrap_or_else(|| unreachable!());
            let ranges = ring(a, metres.saturating_sub(slack), metres + slack / 2 + 1, bounds);
            let cell = b.cell();
            prop_assert!(ranges.iter().any(|(first, last)| (*first..=*last).contains(&cell)));
            prop_assert!(ranges.is_sorted() && ranges.len() < 800, "{} ranges", ranges.len());
        }

        #[test]
        fn a_plane_agrees_with_the_sphere(a in point(), b in point()) {
            let (plane, sphere) = (Plane::at(a).metres_to(b), a.metres_to(b));
            prop_assert!(plane.abs_diff(sphere) <= sphere / 1_000 + 1, "{plane} on the plane, {sphere} on the sphere");
        }

        #[test]
        fn a_plane_is_good_enough_for_all_of_china(a in far_point()) {
            let (plane, sphere) = (Plane::at(a).metres_to(CITY), a.metres_to(CITY));
            prop_assert!(plane.abs_diff(sphere) <= sphere / 20 + 1, "{plane} on the plane, {sphere} on the sphere");
        }

        #[test]
        fn metres_are_told_apart_by_their_squares(a in point(), b in point()) {
            let plane = Plane::at(a);
            let (metres, square) = (plane.metres_to(b), plane.square_to(b));
            prop_assert!(Plane::square_of(metres) <= square && square < Plane::square_of(metres + 1));
        }

        #[test]
        fn a_ring_holds_every_point_of_its_distances_on_the_plane(
            near in point(), far in far_point(), is_far: bool, b in point(), slack in 0_u32..20_000,
        ) {
            let a = if is_far { far } else { near };
            let metres = Plane::at(a).metres_to(b);
            let bounds = Bounds::of([b, CITY]).unwrap_or_else(|| unreachable!());
            let (least, most) = bounds.reach(a);
            prop_assert!((least..=most).contains(&metres));
            let ranges = ring(a, metres.saturating_sub(slack), metres + slack / 2 + 1, bounds);
            prop_assert!(ranges.iter().any(|(first, last)| (*first..=*last).contains(&b.cell())));
        }

        #[test]
        fn bounds_know_how_near_and_far_their_points_are(a in point(), b in point(), c in point()) {
            let bounds = Bounds::of([b, c]).unwrap_or_else(|| unreachable!());
            let (near, far) = bounds.reach(a);
            prop_assert!((near..=far).contains(&a.metres_to(b)) && (near..=far).contains(&a.metres_to(c)));
        }

        #[test]
        fn a_position_is_read_back_as_written(a in point()) {
            prop_assert_eq!(Point::parse(&a.to_string()), Some(a));
        }

        #[test]
        fn anything_may_be_parsed(text in ".{0,30}", numbers in "[-0-9.]{0,9},[-0-9.]{0,9}") {
            let _ = (Point::parse(&text), Point::parse(&numbers));
        }

        #[test]
        fn the_datum_shift_is_some_hundred_metres(a in point()) {
            prop_assert!((100..1_000).contains(&a.metres_to(from_wgs84(a))));
        }
    }
}
