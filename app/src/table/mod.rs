//! The console's tables: one page for all of them, and the way from many rows to one thing done to each.

pub mod api;
pub mod bulk;
mod filters;
pub mod page;
pub mod routes;

use domain::table::{TableKind, TableQuery};

use crate::{
    text::tables::Tables,
    ui::{url, visit::visit},
};

/// The words of the tables, in the language of the visit.
fn words() -> &'static Tables {
    Tables::of(visit().language)
}

/// The address of a table when this is asked of it.
pub fn address(kind: TableKind, query: &TableQuery) -> String {
    url::with_query(&format!("/console/tables/{}", kind.word()), &query.pairs())
}
