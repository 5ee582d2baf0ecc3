//! Messages: everybody's own inbox.

pub mod api;
pub mod inbox;
pub mod routes;
