//! The gig market as people see it.

pub mod api;
