//! The pages of the gig market: what each loads, at once, and how it looks, when its part of the program is there.

use domain::gig::{GigList, GigQuery, MyShifts, ShiftPage};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
};

use super::{api, list, mine, shift};
use crate::ui::page::{self, Data};

/// The list of shifts.
pub struct ListRoute(Data<GigList>);

#[lazy_route]
impl LazyRoute for ListRoute {
    fn data() -> Self {
        let query = use_query_map();
        let read = move || {
            let map = query.get();
            let get = |name: &str| map.get(name).unwrap_or_default();
            GigQuery {
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
            }
        };
        Self(page::data(read, api::list_gigs))
    }

    fn view(this: Self) -> AnyView {
        page::show(this.0, list::page, page::failed)
    }
}

/// A page of the part of the program that comes with the first shift looked at. One part for several pages: each
/// part more multiplies the pieces that parts have in common, and every piece is a request.
enum Later {
    Shift(Data<ShiftPage>),
    Mine(Data<MyShifts>),
}

#[lazy]
fn show_later(page: Later) -> AnyView {
    match page {
        Later::Shift(data) => page::show(data, shift::page, page::failed),
        Later::Mine(data) => page::show(data, mine::page, mine::failed),
    }
}

/// Fetches that part while the data is loading. On the server there is nothing to fetch.
async fn preload_later() {
    #[cfg(target_arch = "wasm32")]
    __preload_show_later().await;
}

/// One shift.
pub struct ShiftRoute(Data<ShiftPage>);

impl LazyRoute for ShiftRoute {
    fn data() -> Self {
        let params = use_params_map();
        Self(page::data(move || params.read().get("shift").unwrap_or_default(), api::show_shift))
    }

    async fn view(this: Self) -> AnyView {
        show_later(Later::Shift(this.0)).await
    }

    async fn preload() {
        preload_later().await;
    }
}

/// One's own shifts.
pub struct MineRoute(Data<MyShifts>);

impl LazyRoute for MineRoute {
    fn data() -> Self {
        Self(page::data(|| (), |()| api::list_my_shifts()))
    }

    async fn view(this: Self) -> AnyView {
        show_later(Later::Mine(this.0)).await
    }

    async fn preload() {
        preload_later().await;
    }
}
