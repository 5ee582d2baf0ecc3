//! Messages: everybody's own inbox.

pub mod api;
mod inbox;
pub mod routes;
