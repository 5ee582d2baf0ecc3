//! One's own data: taking it along, and having it deleted.

mod owned;
mod queries;
mod service;

pub use owned::{NOT_OWNED, OWNED};
pub use queries::{agrees, record_consent};
