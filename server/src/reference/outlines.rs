//! Outlines of counties.

use domain::{
    place::{Bounds, Point},
    region::RegionCode,
};
use serde::Deserialize;

use super::ReferenceError;

/// The outline of one county: rings of points, the first around it, others around holes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The county.
    pub county: RegionCode,
    /// Its rings.
    pub rings: Vec<Vec<Point>>,
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    id: String,
    geometry: Geometry,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<(f64, f64)>>),
    MultiPolygon(Vec<Vec<Vec<(f64, f64)>>>),
}

/// Reads a GeoJSON feature collection whose features have a county's code as id.
pub fn read(text: &str) -> Result<Vec<Outline>, ReferenceError> {
    const FILE: &str = "county_outlines.geojson";
    let collection: Collection = serde_json::from_str(text).map_err(|error| ReferenceError::Line {
        file: FILE,
        line: u64::try_from(error.line()).unwrap_or_default(),
        what: error.to_string(),
    })?;
    let outline = |feature: Feature| {
        let county = RegionCode::parse(&feature.id)
            .ok_or(ReferenceError::Whole { file: FILE, what: "an outline without a county's code" })?;
        let rings = match feature.geometry {
            Geometry::Polygon(rings) => rings,
            Geometry::MultiPolygon(polygons) => polygons.into_iter().flatten().collect(),
        };
        let rings = rings.into_iter().map(|ring| ring.into_iter().map(point).collect()).collect();
        Ok(Outline { county, rings })
    };
    collection.features.into_iter().map(outline).collect()
}

#[allow(clippy::cast_possible_truncation, reason = "degrees on Earth fit as micro-degrees")]
fn point((lng, lat): (f64, f64)) -> Point {
    let micro = |degrees: f64| (degrees * 1e6).round() as i32;
    Point { lat: micro(lat), lng: micro(lng) }
}

impl Outline {
    /// Whether a point lies inside: a line from it crosses the rings an odd number of times.
    pub fn holds(&self, point: Point) -> bool {
        let crossings = self.rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
        crossings.filter(|(a, b)| crosses(point, **a, **b)).count() % 2 == 1
    }

    /// The smallest rectangle around it.
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::of(self.rings.iter().flatten().copied())
    }
}

/// Whether the line from `point` to the east crosses the edge from `a` to `b`.
fn crosses(point: Point, a: Point, b: Point) -> bool {
    if (a.lat > point.lat) == (b.lat > point.lat) {
        return false;
    }
    let (run, rise) = (i64::from(b.lng) - i64::from(a.lng), i64::from(b.lat) - i64::from(a.lat));
    let (dx, dy) = (i64::from(point.lng) - i64::from(a.lng), i64::from(point.lat) - i64::from(a.lat));
    // point.lng < a.lng + run * dy / rise, without dividing.
    if rise > 0 { dx * rise < run * dy } else { dx * rise > run * dy }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_with_a_hole() {
        let square = |low: i32, high: i32| {
            [(low, low), (high, low), (high, high), (low, high)].map(|(lat, lng)| Point { lat, lng }).to_vec()
        };
        let county = RegionCode::parse("510603").expect("a code");
        let outline = Outline { county, rings: vec![square(0, 90), square(30, 60)] };
        let held =
            [(10, 10), (45, 45), (95, 10), (80, 45), (-1, 5)].map(|(lat, lng)| outline.holds(Point { lat, lng }));
        assert_eq!(held, [true, false, false, true, false]);
    }
}
