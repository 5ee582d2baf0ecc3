//! The gig market on the server.

mod cards;
mod claiming;
mod find;
mod json_ld;
mod listing;
pub mod queries;
mod refine;
mod rows;
mod service;
mod sql;

pub use claiming::{Doing, Keyed, claim, close, expire};
pub use listing::{Listing, Listings};
pub use service::Service;
