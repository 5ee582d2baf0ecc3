//! Reports of readers about postings: the form, and the page on which the staff answer.

pub mod api;
mod case;
mod form;

pub use case::page as case;
pub use form::page as form;

use crate::{text::report::Reporting, ui::visit::visit};

/// The words, in the language of the visit.
fn words() -> &'static Reporting {
    Reporting::of(visit().language)
}
