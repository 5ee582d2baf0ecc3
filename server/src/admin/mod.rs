//! The console's own matters on the server.

mod service;

pub use service::Service;
