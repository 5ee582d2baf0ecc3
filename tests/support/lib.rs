//! What the tests and the benchmark share: a service of one's own on a database of one's own, and rows to work on.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test stops on what it does not expect")]

pub mod database;
mod process;
pub mod rows;
pub mod service;

pub use database::{Database, Engine, keys, keys_file};
pub use process::{Process, program};
pub use service::{Answer, TestService, Worker};
