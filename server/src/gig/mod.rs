//! The gig market on the server.

pub mod arrears;
pub mod attendance;
mod board;
mod cards;
pub mod case;
mod claiming;
pub mod evidence;
pub mod filling;
mod find;
mod json_ld;
mod listing;
mod near;
pub mod posting;
pub mod publish;
pub mod queries;
pub mod rating;
mod refine;
pub mod reliability;
mod rows;
pub mod saved;
mod service;
pub mod settlement;
mod sql;
mod standing;
mod walk;

pub use claiming::{Doing, Keyed, claim, close, expire, few_recent, offer_added};
pub use listing::{Listing, Listings};
pub use service::Service;
pub use standing::Standings;
