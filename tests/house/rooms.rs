//! How large a room may be, and that a word stands at its door.

use crate::files::{none, rust};

/// The longest file, its tests not counted.
const LONGEST: usize = 500;
/// Nine of ten files are shorter.
const MOST_UNDER: usize = 300;
/// Half of the files are shorter.
const MEDIAN_UNDER: usize = 150;

/// The lengths of all files without their tests, shortest first.
fn lengths() -> Vec<(usize, String)> {
    let mut lengths: Vec<_> =
        rust().iter().map(|file| (file.product().lines().count(), file.path.clone())).filter(|(n, _)| *n > 0).collect();
    lengths.sort();
    lengths
}

#[test]
fn no_file_is_over_five_hundred_lines() {
    let long: Vec<_> = lengths().iter().filter(|(n, _)| *n > LONGEST).map(|(n, path)| format!("{n} {path}")).collect();
    none("A long file has a second room in it", &long);
}

#[test]
fn most_files_are_short() {
    let lengths = lengths();
    let (median, _) = lengths[lengths.len() / 2];
    let (p90, _) = lengths[lengths.len() * 9 / 10];
    assert!(median <= MEDIAN_UNDER, "half of the files are over {median} lines");
    let longest: Vec<_> = lengths.iter().rev().take(lengths.len() / 10 + 1).map(|(n, p)| format!("{n} {p}")).collect();
    assert!(p90 < MOST_UNDER, "a tenth of the files are {p90} lines or longer:\n  {}", longest.join("\n  "));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<_> =
        rust().iter().filter(|file| !file.text.starts_with("//! ")).map(|file| file.path.clone()).collect();
    none("Files without a `//!` head", &silent);
}
