//! Pieces of every page; no word of an area is known here.

pub mod call;
#[cfg(feature = "hydrate")]
pub mod failure;
pub mod field;
pub mod form;
pub mod icon;
pub mod notice;
pub mod page;
pub mod send;
pub mod url;
pub mod visit;
