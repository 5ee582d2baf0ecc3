//! Words and rules of Gongyi: what the things are called, which values they may take and who may do what.
//!
//! Pure Rust: no storage, no HTTP, no interface. The same code runs on the server and in the browser, so a rule is
//! written once and says the same in both. Time and chance are always parameters.
//!
//! Units used everywhere: money in integer fen, moments in milliseconds since the Unix epoch (UTC), durations in
//! minutes, distances in metres, positions in micro-degrees of the GCJ-02 datum.

#![deny(missing_docs)]

pub mod admin;
pub mod attachment;
pub mod error;
mod fields;
pub mod finding;
pub mod gig;
pub mod id;
pub mod identity;
pub mod import;
pub mod measure;
pub mod message;
pub mod money;
pub mod monitoring;
pub mod occupation;
pub mod page;
pub mod place;
pub mod policy;
pub mod region;
pub mod setting;
pub mod table;
pub mod when;
mod word;
pub mod work;
pub mod workday;
