//! The pages of the gig market: what each loads, at once, and how it looks, when its part of the program is there.

use domain::gig::GigQuery;
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
};

use super::{api, list, mine, shift};
use crate::ui::page::{self, Data, Show};

/// The list of shifts.
pub struct ListRoute(Data);

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

    async fn view(this: Self) -> AnyView {
        list_page(this.0, page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_list_page().await;
    }
}

#[lazy]
fn list_page(data: Data, show: Show) -> AnyView {
    show(data, |json| Ok(list::page(page::read(json)?)), None)
}

/// One shift.
pub struct ShiftRoute(Data);

impl LazyRoute for ShiftRoute {
    fn data() -> Self {
        let params = use_params_map();
        Self(page::data(move || api::ShowShift { shift: params.read().get("shift").unwrap_or_default() }))
    }

    async fn view(this: Self) -> AnyView {
        later_page(Later::Shift(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_later_page().await;
    }
}

/// One's own shifts.
pub struct MineRoute(Data);

impl LazyRoute for MineRoute {
    fn data() -> Self {
        Self(page::data(|| api::ListMyShifts {}))
    }

    async fn view(this: Self) -> AnyView {
        later_page(Later::Mine(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_later_page().await;
    }
}

/// A page of the part of the program that comes with the first shift looked at. One part for several pages: each
/// part more multiplies the pieces that parts have in common, and every piece is a request.
enum Later {
    Shift(Data),
    Mine(Data),
}

#[lazy]
fn later_page(page: Later, show: Show) -> AnyView {
    match page {
        Later::Shift(data) => show(data, |json| Ok(shift::page(&page::read(json)?)), None),
        Later::Mine(data) => show(data, |json| Ok(mine::page(page::read(json)?)), Some(mine::signed_out)),
    }
}
