//! The figures of a region and a time: in words, as a drawing, and as a table.

pub mod api;
mod breakdown;
mod cards;
mod chart;
mod filters;
pub mod market;
pub mod routes;
mod rows;
pub mod statistics;

use domain::monitoring::{Breakdown, Cell};

use crate::{text::monitoring::Monitoring, ui::visit::visit};

/// The words of the area, in the language of the visit.
fn words() -> &'static Monitoring {
    Monitoring::of(visit().language)
}

/// A count of what persons did, as it is told.
fn told(cell: Cell) -> String {
    match cell {
        Cell::Exact(n) => n.to_string(),
        Cell::Few => "<5".to_owned(),
        Cell::Withheld => words().withheld.to_owned(),
    }
}

/// By what figures are told apart.
fn apart(by: Breakdown) -> &'static str {
    match by {
        Breakdown::Day => words().by_day,
        Breakdown::Region => words().by_region,
        Breakdown::Trade => words().by_trade,
    }
}
