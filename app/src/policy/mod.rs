//! Laws, policies and notices: the public list and text, and the staff's desk.

pub mod api;
pub mod desk;
mod files;
mod form;
pub mod list;
pub mod routes;
mod steps;
pub mod text;
pub mod work;

use crate::{text::policy::Policy, ui::visit::visit};

/// The words of the area, in the language of the visit.
fn words() -> &'static Policy {
    Policy::of(visit().language)
}
