//! The rules of the house as tests: which crate may know which, which area may know which, and how large a room may be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops on what it does not expect")]

mod areas;
mod arrows;
mod deeds;
mod documents;
mod files;
mod migrations;
mod rooms;
mod switched_off;
