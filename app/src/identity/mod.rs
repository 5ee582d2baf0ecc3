//! Signing in and the person's own pages.

pub mod api;
mod me;
mod profile;
pub mod routes;
mod sessions;
mod sign_in;
mod staff;
