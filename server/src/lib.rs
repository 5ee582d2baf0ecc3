//! The server of Gongyi: the only crate that knows HTTP, SQL and the clock.

pub mod admin;
pub mod attachment;
pub mod clock;
pub mod config;
pub mod doctor;
pub mod gig;
pub mod identity;
pub mod import;
pub mod jobs;
pub mod message;
pub mod monitoring;
pub mod policy;
pub mod reference;
pub mod search;
pub mod seed;
pub mod serve;
pub mod setting;
pub mod sms;
pub mod store;
pub mod table;
pub mod trail;
pub mod web;
pub mod work;

/// Pages are made of very many small pieces; this hands memory out and takes it back quicker than the system does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
