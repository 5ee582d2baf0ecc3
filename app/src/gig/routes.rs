//! The pages of the gig market: what each loads, at once, and how it looks, when its part of the program is there.

use domain::gig::GigQuery;
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
};

use super::{api, list, mine, shift};
use crate::ui::page::{self, Data};

/// The list of shifts.
pub struct ListRoute(Data);

#[lazy_route]
impl LazyRoute for ListRoute {
    fn data() -> Self {
        let query = use_query_map();
        let read = move || {
            let map = query.get();
            let get = |name: &str| map.get(name).unwrap_or_default();
            let query = GigQuery {
                q: get("q"),
                county: get("county"),
                town: get("town"),
                near: get("near"),
                date: get("date"),
                part: get("part"),
                occupation: get("occupation"),
                min_hourly: get("min_hourly"),
                paid: get("paid"),
                sort: get("sort"),
                after: get("after"),
            };
            api::ListGigs { query }
        };
        Self(page::data(read))
    }

    fn view(this: Self) -> AnyView {
        page::show(this.0, |json| Ok(list::page(page::read(json)?)), page::failed)
    }
}

/// A page of the part of the program that comes with the first shift looked at. One part for several pages: each
/// part more multiplies the pieces that parts have in common, and every piece is a request.
enum Later {
    Shift(Data),
    Mine(Data),
}

#[lazy]
fn show_later(page: Later) -> AnyView {
    match page {
        Later::Shift(data) => page::show(data, |json| Ok(shift::page(&page::read(json)?)), page::failed),
        Later::Mine(data) => page::show(data, |json| Ok(mine::page(page::read(json)?)), mine::failed),
    }
}

/// Fetches that part while the data is loading.
#[cfg(target_arch = "wasm32")]
async fn preload_later() {
    __preload_show_later().await;
}

/// On the server there is nothing to fetch.
#[cfg(not(target_arch = "wasm32"))]
fn preload_later() -> std::future::Ready<()> {
    std::future::ready(())
}

/// One shift.
pub struct ShiftRoute(Data);

impl LazyRoute for ShiftRoute {
    fn data() -> Self {
        let params = use_params_map();
        Self(page::data(move || api::ShowShift { shift: params.read().get("shift").unwrap_or_default() }))
    }

    async fn view(this: Self) -> AnyView {
        show_later(Later::Shift(this.0)).await
    }

    async fn preload() {
        preload_later().await;
    }
}

/// One's own shifts.
pub struct MineRoute(Data);

impl LazyRoute for MineRoute {
    fn data() -> Self {
        Self(page::data(|| api::ListMyShifts {}))
    }

    async fn view(this: Self) -> AnyView {
        show_later(Later::Mine(this.0)).await
    }

    async fn preload() {
        preload_later().await;
    }
}
