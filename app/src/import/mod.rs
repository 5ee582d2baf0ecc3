//! The pages on which staff bring files of rows in.

pub mod api;
pub mod list;
pub mod new;
pub mod one;
pub mod report;
pub mod routes;

use crate::{text::import::Import, ui::visit::visit};

/// The words, in the language of the visit.
pub fn words() -> &'static Import {
    Import::of(visit().language)
}
