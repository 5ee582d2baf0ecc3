//! The console's own matters on the server.

mod people;
mod queries;
mod queue;
mod search_trail;
mod service;
mod set;
mod settings;
mod staff;

pub use service::Service;
