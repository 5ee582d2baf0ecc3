//! A shift as schema.org `JobPosting`, so that search engines can show it.

use domain::{
    gig::{PayUnit, ShiftPage},
    place::Point,
    region::RegionCode,
};
use serde_json::{Value, json};

use crate::reference::Reference;

/// The posting as JSON for a script element: `<` is written as an escape, so nothing in it can end the element.
pub fn job_posting(page: &ShiftPage, reference: &Reference, region: &str) -> String {
    let card = &page.card;
    let posting = json!({
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": card.title,
        "description": page.duties,
        "identifier": { "@type": "PropertyValue", "name": "gongyi", "value": card.id.to_string() },
        "datePosted": page.published.date().to_string(),
        "validThrough": card.starts.rfc3339(),
        "jobStartDate": card.starts.rfc3339(),
        "employmentType": "PER_DIEM",
        "hiringOrganization": { "@type": "Organization", "name": page.employer.name },
        "jobLocation": {
            "@type": "Place",
            "address": address(page, reference, region),
            "geo": geo(page.point),
        },
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "CNY",
            "value": salary(page),
        },
        "totalJobOpenings": card.seats,
        "occupationalCategory": page.occupation,
        "url": page.url,
        "directApply": true,
    });
    posting.to_string().replace('<', "\\u003c")
}

fn address(page: &ShiftPage, reference: &Reference, region: &str) -> Value {
    let code = RegionCode::parse(region);
    let name = |code: Option<RegionCode>| code.map(|code| reference.short_name(&code));
    let county = code.as_ref().and_then(|code| RegionCode::parse(code.county()?));
    json!({
        "@type": "PostalAddress",
        "addressCountry": "CN",
        "addressRegion": reference.city().name,
        "addressLocality": name(county),
        "streetAddress": page.address,
    })
}

/// Degrees as the numbers of the GCJ-02 point; floating point only on the way out.
fn geo(point: Point) -> Value {
    let degrees = |micro: i32| f64::from(micro) / 1e6;
    json!({ "@type": "GeoCoordinates", "latitude": degrees(point.lat), "longitude": degrees(point.lng) })
}

fn salary(page: &ShiftPage) -> Value {
    let (fen, unit) = match page.pay.unit {
        PayUnit::Hour => (page.pay.amount, "HOUR"),
        PayUnit::Day | PayUnit::Piece | PayUnit::Task => (page.card.total, "DAY"),
    };
    #[allow(clippy::cast_precision_loss, reason = "a day's pay is far under 2^53 fen")]
    let yuan = fen.0 as f64 / 100.0;
    json!({ "@type": "QuantitativeValue", "value": yuan, "unitText": unit })
}
