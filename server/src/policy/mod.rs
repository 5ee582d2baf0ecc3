//! Laws, policies and notices: kept in revisions, found by their words, read as pages and as a feed.

mod change;
mod desk;
mod file_queries;
mod files;
mod json_ld;
pub mod library;
mod markdown;
pub mod queries;
mod read;
mod rows;
mod service;
mod snippet;

pub use service::Service;
