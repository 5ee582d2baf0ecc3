//! Signing in and the person's own pages.

pub mod api;
pub mod me;
pub mod organisation;
pub mod privacy;
pub mod profile;
pub mod routes;
pub mod sessions;
pub mod sign_in;
pub mod staff;
