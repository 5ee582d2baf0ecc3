//! The pages of policies: what each loads, at once, and how they look, when their part of the program is there.

use domain::policy::{DeskQuery, PolicyQuery};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
};

use super::{api, desk, list, text, work};
use crate::{
    layout::console,
    ui::page::{self, Data, Show},
};

/// The list for everybody.
pub struct PoliciesRoute(Data);

impl LazyRoute for PoliciesRoute {
    fn data() -> Self {
        let query = use_query_map();
        Self(page::data(move || {
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
        }))
    }

    async fn view(this: Self) -> AnyView {
        policy_page(Page::List(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_policy_page().await;
    }
}

/// One text for everybody.
pub struct PolicyRoute(Data);

impl LazyRoute for PolicyRoute {
    fn data() -> Self {
        let params = use_params_map();
        Self(page::data(move || api::ShowPolicy { policy: params.read().get("policy").unwrap_or_default() }))
    }

    async fn view(this: Self) -> AnyView {
        policy_page(Page::Text(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_policy_page().await;
    }
}

/// The staff's list.
pub struct PolicyDeskRoute(Data);

impl LazyRoute for PolicyDeskRoute {
    fn data() -> Self {
        let query = use_query_map();
        Self(page::data(move || {
            let map = query.get();
            let get = |name: &str| map.get(name).unwrap_or_default();
            let query =
                DeskQuery { q: get("q"), standing: get("standing"), region: get("region"), after: get("after") };
            api::ShowPolicyDesk { query }
        }))
    }

    async fn view(this: Self) -> AnyView {
        policy_page(Page::Desk(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_policy_page().await;
    }
}

/// One to work on.
pub struct DeskPolicyRoute(Data);

impl LazyRoute for DeskPolicyRoute {
    fn data() -> Self {
        let params = use_params_map();
        Self(page::data(move || api::OpenPolicy { policy: params.read().get("policy").unwrap_or_default() }))
    }

    async fn view(this: Self) -> AnyView {
        policy_page(Page::Work(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_policy_page().await;
    }
}

/// A page of the area, which comes as one part of the program.
enum Page {
    List(Data),
    Text(Data),
    Desk(Data),
    Work(Data),
}

#[lazy]
fn policy_page(page: Page, show: Show) -> AnyView {
    match page {
        Page::List(data) => show(data, |json| Ok(list::page(&page::read(json)?)), None),
        Page::Text(data) => show(data, |json| Ok(text::page(page::read(json)?)), None),
        Page::Desk(data) => show(data, |json| Ok(desk::page(&page::read(json)?)), Some(console::signed_out)),
        Page::Work(data) => show(data, |json| Ok(work::page(&page::read(json)?)), Some(console::signed_out)),
    }
}
