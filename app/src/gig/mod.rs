//! The gig market as people see it.

pub mod api;
mod calendar;
mod card;
mod filters;
mod hold;
mod list;
mod live;
pub mod mine;
mod place;
pub mod posting;
pub mod routes;
mod search;
pub mod shift;
mod shift_facts;
