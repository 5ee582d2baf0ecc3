//! Organisations and real names: the pages of persons, and those of the staff who verify.

pub mod api;
mod cases;
mod mine;
mod one;
mod parts;
mod real_name;
pub mod routes;
