//! Pieces of every page; no word of an area is known here.

pub mod url;
#[cfg(feature = "hydrate")]
pub mod failure;
