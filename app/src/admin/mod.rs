//! The console's own pages.

pub mod api;
mod queue;
pub mod routes;
