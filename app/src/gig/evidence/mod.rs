//! Evidence packs: making one, a pack as a page that can be printed, and the public page that knows hashes.

pub mod api;
pub mod check;
pub mod list;
pub mod pack;
pub mod routes;

use crate::{text::evidence::Evidence, ui::visit::visit};

/// The words, in the language of the visit.
pub fn words() -> &'static Evidence {
    Evidence::of(visit().language)
}

/// A hash in groups of eight, so that two can be compared by eye.
fn grouped(hash: &str) -> String {
    let characters: Vec<char> = hash.chars().collect();
    let groups: Vec<String> = characters.chunks(8).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}
