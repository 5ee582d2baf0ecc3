//! The gig market as people see it.

pub mod api;
mod calendar;
mod card;
mod filters;
mod hold;
mod list;
mod live;
mod mine;
mod place;
pub mod routes;
mod search;
mod shift;
mod shift_facts;
