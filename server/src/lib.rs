//! The server of Gongyi: the only crate that knows HTTP, SQL and the clock.

pub mod clock;
pub mod store;
