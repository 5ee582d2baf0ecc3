//! The pages of tables: what each loads, at once.

use domain::table::{BulkQuery, TableQuery};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api;
use crate::{
    parts::route,
    ui::page::{self, Data},
};

fn table() -> Data {
    let (params, query) = (use_params_map(), use_query_map());
    page::data(move || {
        let map = query.get();
        let table = params.with(|params| params.get("table")).unwrap_or_default();
        api::ShowTable { table, query: TableQuery::read(|name| map.get(name).unwrap_or_default()) }
    })
}

fn bulk() -> Data {
    let (params, query) = (use_params_map(), use_query_map());
    page::data(move || {
        let map = query.get();
        let table = params.with(|params| params.get("table")).unwrap_or_default();
        let action = map.get("action").unwrap_or_default();
        api::PreviewBulk { query: BulkQuery { table, action, ids: map.get_all("ids").unwrap_or_default() } }
    })
}

route! {
    /// A table.
    TableRoute: table(), desk Table
}
route! {
    /// What would come of doing something to many rows.
    BulkRoute: bulk(), desk Bulk
}
