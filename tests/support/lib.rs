//! What the tests and the benchmark share: a service of one's own on a database of one's own, and rows to work on.

pub mod database;
mod process;
pub mod rows;
pub mod service;

pub use database::{Database, Engine};
pub use process::Process;
pub use service::{Answer, TestService, Worker};
