//! Numbers that people are known by, and how they are read as typed.
//!
//! A person's numbers are secrets: they print masked, and only `as_str` gives them whole.

mod phone;

pub use phone::Phone;

use super::draft::narrow;

/// What was typed, without the blanks and hyphens that group it, in plain characters.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(narrow).collect()
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}
