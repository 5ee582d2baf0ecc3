//! Laws, policies and notices: the public list and text, and the staff's desk.

pub mod api;
mod desk;
mod form;
mod list;
pub mod routes;
mod steps;
mod text;
mod work;

use crate::{text::policy::Policy, ui::visit::visit};

/// The words of the area, in the language of the visit.
fn words() -> &'static Policy {
    Policy::of(visit().language)
}
