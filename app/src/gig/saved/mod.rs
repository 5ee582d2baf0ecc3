//! Kept searches and postings: the page of one's own, and the buttons by which they are kept.

pub mod api;
pub mod keep;
pub mod page;
