//! The console's own pages.

pub mod api;
mod people;
mod person;
mod queue;
pub mod routes;
mod staff;
mod trail;
