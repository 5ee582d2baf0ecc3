//! The figures of the staff: counted by day from narrow indexes, and told as `domain::monitoring` allows.

mod glance;
mod market;
mod queries;
mod service;
mod statistics;

pub use service::Service;
