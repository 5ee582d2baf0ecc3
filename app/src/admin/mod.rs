//! The console's own pages.

pub mod api;
mod glance;
pub mod people;
pub mod person;
pub mod queue;
pub mod routes;
pub mod setting;
mod setting_form;
mod setting_value;
pub mod settings;
pub mod staff;
pub mod trail;
