//! Signing in and the person's own pages.

pub mod api;
mod me;
mod profile;
pub mod routes;
mod sign_in;
