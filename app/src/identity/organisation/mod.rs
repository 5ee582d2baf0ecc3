//! Organisations and real names: the pages of persons, and those of the staff who verify.

pub mod api;
pub mod cases;
pub mod mine;
pub mod one;
pub mod parts;
pub mod real_name;
pub mod routes;
