//! The gig market as people see it.

pub mod api;
pub mod arrears;
pub mod board;
mod calendar;
mod card;
pub mod case;
pub mod day;
pub mod employer;
pub mod evidence;
pub mod filling;
mod filters;
mod hold;
pub mod list;
mod live;
pub mod mine;
pub mod pay;
mod place;
pub mod posting;
pub mod rating;
pub mod reliability;
pub mod report;
pub mod routes;
pub mod saved;
mod search;
pub mod shift;
mod shift_facts;
