//! The console's own pages.

pub mod api;
mod glance;
pub mod people;
pub mod person;
pub mod queue;
pub mod routes;
pub mod staff;
pub mod trail;
