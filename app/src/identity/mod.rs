//! Signing in and the person's own pages.

pub mod api;
