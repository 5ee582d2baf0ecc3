//! The pages of policies: what each loads, at once.

use domain::policy::{DeskQuery, PolicyQuery};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api;
use crate::{
    parts::route,
    ui::page::{self, Data},
};

fn list() -> Data {
    let query = use_query_map();
    page::data(move || {
        let map = query.get();
        let get = |name: &str| map.get(name).unwrap_or_default();
        let query = PolicyQuery {
            q: get("q"),
            kind: get("kind"),
            audience: get("audience"),
            region: get("region"),
            sort: get("sort"),
            after: get("after"),
        };
        api::ListPolicies { query }
    })
}

fn text() -> Data {
    let params = use_params_map();
    page::data(move || api::ShowPolicy { policy: params.read().get("policy").unwrap_or_default() })
}

fn desk() -> Data {
    let query = use_query_map();
    page::data(move || {
        let map = query.get();
        let get = |name: &str| map.get(name).unwrap_or_default();
        let query = DeskQuery { q: get("q"), standing: get("standing"), region: get("region"), after: get("after") };
        api::ShowPolicyDesk { query }
    })
}

fn work() -> Data {
    let params = use_params_map();
    page::data(move || api::OpenPolicy { policy: params.read().get("policy").unwrap_or_default() })
}

route! {
    /// The list for everybody.
    PoliciesRoute: list(), person Policies
}
route! {
    /// One text for everybody.
    PolicyRoute: text(), person Policy
}
route! {
    /// The staff's list.
    PolicyDeskRoute: desk(), desk Policies
}
route! {
    /// One to work on.
    DeskPolicyRoute: work(), desk Policy
}
