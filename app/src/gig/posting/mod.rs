//! An employer's postings, and what the staff decide on them.

pub mod api;
pub mod case;
mod form;
pub mod list;
mod live;
pub mod one;
mod parts;
pub mod routes;

pub use parts::unit_of;
