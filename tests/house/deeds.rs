//! Whatever the server writes into the trail has a plain name for those who read it.

use std::collections::BTreeSet;

use domain::{gig::ClaimState, policy::Step, table::TableKind};

use crate::files::{none, read, sources};

/// How names of files end, which are written like deeds.
const ENDINGS: [&str; 9] = ["csv", "jsonl", "toml", "txt", "geojson", "db", "bin", "ics", "example"];

/// Whether a text is written like a deed: `staff.joined`.
fn is_deed(text: &str) -> bool {
    let word = |part: &str| part.len() > 2 && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-');
    text.split_once('.').is_some_and(|(area, what)| word(area) && word(what) && !ENDINGS.contains(&what))
}

/// Every deed that the server writes: the words in its sources, and those that are put together of an area and a step.
fn deeds() -> BTreeSet<String> {
    let files = sources(&["server/src"], &["rs"]);
    let texts = files.iter().flat_map(|file| file.product().split('"'));
    let mut deeds: BTreeSet<String> = texts.filter(|text| is_deed(text)).map(str::to_owned).collect();
    deeds.extend(Step::ALL.iter().map(|step| format!("policy.{}", step.word())));
    for area in ["organisation", "real_name"] {
        deeds.extend(["filed", "verified", "returned", "refused", "revoked"].map(|step| format!("{area}.{step}")));
    }
    deeds.extend(TableKind::ALL.iter().map(|table| format!("exported.{}", table.word())));
    deeds.extend(ClaimState::ALL.iter().map(|state| state.word().to_owned()));
    deeds.extend(["policy.saved", "policy.file_added", "policy.file_removed", "signed_in"].map(str::to_owned));
    deeds
}

#[test]
fn every_deed_of_the_trail_has_a_name() {
    let (names, deeds) = (read("app/src/text/deed.rs"), deeds());
    assert!(deeds.len() > 50 && deeds.contains("staff.joined"), "the deeds are not found any more: {deeds:?}");
    let without: Vec<_> = deeds.into_iter().filter(|deed| !names.contains(&format!("    (\"{deed}\", "))).collect();
    none("Deeds without a name in app/src/text/deed.rs", &without);
}

#[test]
fn deeds_are_told_from_names_of_files_and_columns() {
    assert!(is_deed("staff.joined") && is_deed("policy.request-changes"));
    for other in ["regions.csv", "s.starts_at", "staff.", "policy", "a.example", "Staff.joined"] {
        assert!(!is_deed(other), "{other}");
    }
}
