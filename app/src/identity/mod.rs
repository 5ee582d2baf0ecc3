//! Signing in and the person's own pages.

pub mod api;
mod me;
pub mod organisation;
mod profile;
pub mod routes;
mod sign_in;
