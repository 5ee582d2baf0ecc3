//! The pages of imports: what each loads, at once.

use domain::import::ImportQuery;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api;
use crate::{
    parts::route,
    ui::page::{self, Data},
};

fn imports() -> Data {
    let query = use_query_map();
    page::data(move || api::ListImports { after: query.read().get("after").unwrap_or_default() })
}

fn new_import() -> Data {
    page::data(|| api::BeginImport {})
}

fn import() -> Data {
    let (params, query) = (use_params_map(), use_query_map());
    page::data(move || {
        let map = query.get();
        let get = |name: &str| map.get(name).unwrap_or_default();
        api::ShowImport {
            import: params.read().get("import").unwrap_or_default(),
            query: ImportQuery { outcome: get("outcome"), after: get("after") },
        }
    })
}

route! {
    /// The list.
    ImportsRoute: imports(), desk Imports
}
route! {
    /// Bringing a file in.
    NewImportRoute: new_import(), desk NewImport
}
route! {
    /// One import.
    ImportRoute: import(), desk Import
}
