//! Drawings: the city's counties with the place of a shift, and QR codes. SVG without anything from elsewhere; light or
//! dark as the phone is.

use std::fmt::Write;

use domain::place::{Bounds, Point};
use fast_qr::{
    ECL, QRBuilder,
    convert::{Builder, Shape, svg::SvgBuilder},
};

use crate::reference::{Outline, Reference};

/// Width of the drawing.
const WIDTH: i64 = 640;
/// Height of the drawing.
const HEIGHT: i64 = 400;
/// Free space around, in the drawing's units.
const MARGIN: i64 = 24;
/// A degree of longitude is this much shorter than one of latitude, percent, at the latitude of the drawing's middle.
fn shortening(lat: i32) -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "a cosine in percent")]
    let percent = ((f64::from(lat) / 1e6).to_radians().cos() * 100.0).round() as i64;
    percent.max(1)
}

const STYLE: &str = "<style>.c{fill:#e4f1ea;stroke:#9fb8ab;stroke-width:1.5}.h{fill:#c9e4d6;stroke:#0e6b4e;stroke-width:2.5}\
text{font:15px system-ui,sans-serif;fill:#5b6660;text-anchor:middle}.s{font-size:13px;text-anchor:end}\
.p{fill:#b93815;stroke:#fff;stroke-width:2.5}.r{fill:#b93815;fill-opacity:.15;stroke:#b93815;stroke-dasharray:6 5}\
@media (prefers-color-scheme:dark){.c{fill:#17332a;stroke:#47655a}.h{fill:#1f4a3b;stroke:#3fbf8f}text{fill:#a9b4ad}\
.p{fill:#ff9a76;stroke:#111613}.r{fill:#ff9a76;stroke:#ff9a76}}</style>";

/// From positions to the drawing's units.
struct Frame {
    low: Point,
    top: i32,
    shortening: i64,
    /// Micro-degrees of latitude in one unit.
    scale: i64,
    left: i64,
    up: i64,
}

impl Frame {
    fn around(bounds: Bounds) -> Self {
        let [low, high] = bounds.corners();
        let shortening = shortening(low.lat.midpoint(high.lat));
        let wide = (i64::from(high.lng) - i64::from(low.lng)) * shortening / 100;
        let tall = i64::from(high.lat) - i64::from(low.lat);
        let scale = (wide / (WIDTH - 2 * MARGIN)).max(tall / (HEIGHT - 2 * MARGIN)).max(1);
        let (left, up) = ((WIDTH - wide / scale) / 2, (HEIGHT - tall / scale) / 2);
        Self { low, top: high.lat, shortening, scale, left, up }
    }

    fn place(&self, point: Point) -> (i64, i64) {
        let x = (i64::from(point.lng) - i64::from(self.low.lng)) * self.shortening / 100 / self.scale + self.left;
        let y = (i64::from(self.top) - i64::from(point.lat)) / self.scale + self.up;
        (x, y)
    }
}

/// The counties as a schematic with a point in it: a pin, or a circle where only the county is known.
pub fn map_svg(reference: &Reference, point: Point, pinned: bool) -> String {
    let here = reference.outlines().iter().find(|outline| outline.holds(point));
    let whole = reference.outlines().iter().filter_map(Outline::bounds).flat_map(Bounds::corners);
    // The county fills the drawing; where it is not known, the city does.
    let bounds = here.and_then(Outline::bounds).or_else(|| Bounds::of(whole)).or_else(|| Bounds::of([point]));
    let Some(frame) = bounds.map(Frame::around) else { return String::new() };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\">{STYLE}"
    );
    for outline in reference.outlines() {
        draw_outline(&mut svg, &frame, outline, here.is_some_and(|here| here.county == outline.county));
    }
    for county in reference.counties().iter() {
        if let Some(label) = county.point {
            let (x, y) = frame.place(label);
            let _ = write!(svg, "<text x=\"{x}\" y=\"{}\">{}</text>", y - 14, escape(&county.short_name));
        }
    }
    let (x, y) = frame.place(point);
    let _ = if pinned {
        write!(svg, "<path class=\"p\" d=\"M{x} {y}c-4-9-13-15-13-24a13 13 0 0 1 26 0c0 9-9 15-13 24z\"/>")
    } else {
        write!(svg, "<circle class=\"r\" cx=\"{x}\" cy=\"{y}\" r=\"60\"/>")
    };
    let _ = write!(svg, "<text class=\"s\" x=\"{}\" y=\"{}\">示意图</text></svg>", WIDTH - 12, HEIGHT - 12);
    svg
}

fn draw_outline(svg: &mut String, frame: &Frame, outline: &Outline, here: bool) {
    let mut path = String::new();
    for ring in &outline.rings {
        for (at, point) in ring.iter().enumerate() {
            let (x, y) = frame.place(*point);
            let _ = write!(path, "{}{x} {y}", if at == 0 { 'M' } else { 'L' });
        }
        path.push('Z');
    }
    let _ = write!(svg, "<path class=\"{}\" fill-rule=\"evenodd\" d=\"{path}\"/>", if here { "h" } else { "c" });
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A text as a QR code that a phone reads from a wall: a quarter of it may be dirt.
pub fn qr_svg(text: &str) -> String {
    // Our addresses are far shorter than what fits; if one ever is not, there is no picture.
    let Ok(code) = QRBuilder::new(text).ecl(ECL::Q).build() else { return String::new() };
    SvgBuilder::default().shape(Shape::Square).margin(2).to_str(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_shows_the_county_and_the_pin() {
        let reference = Reference::builtin();
        let svg = map_svg(&reference, Point { lat: 31_142_633, lng: 104_416_966 }, true);
        assert!(svg.contains("class=\"h\"") && svg.contains("class=\"p\"") && svg.contains("示意图"));
        assert!(svg.len() < 12_000, "{} bytes", svg.len());
        let rough = map_svg(&reference, Point { lat: 31_142_633, lng: 104_416_966 }, false);
        assert!(rough.contains("class=\"r\"") && !rough.contains("class=\"p\""));
        assert!(map_svg(&reference, Point { lat: 1, lng: 1 }, true).contains("</svg>"), "a point far away");
    }

    #[test]
    fn an_address_becomes_a_code() {
        assert!(qr_svg("https://example.org/gigs/0190").contains("<svg"));
        assert!(qr_svg(&"x".repeat(10_000)).is_empty());
    }
}
