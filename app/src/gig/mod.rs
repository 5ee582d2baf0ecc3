//! The gig market as people see it.

pub mod api;
pub mod arrears;
pub mod board;
mod calendar;
mod card;
pub mod day;
pub mod filling;
mod filters;
mod hold;
mod list;
mod live;
pub mod mine;
pub mod pay;
mod place;
pub mod posting;
pub mod routes;
mod search;
pub mod shift;
mod shift_facts;
