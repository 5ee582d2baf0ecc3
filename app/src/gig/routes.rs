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

/// One shift.
pub struct ShiftRoute(Data<ShiftPage>);

#[lazy_route]
impl LazyRoute for ShiftRoute {
    fn data() -> Self {
        let params = use_params_map();
        Self(page::data(move || params.read().get("shift").unwrap_or_default(), api::show_shift))
    }

    fn view(this: Self) -> AnyView {
        page::show(this.0, shift::page, page::failed)
    }
}

/// One's own shifts.
pub struct MineRoute(Data<MyShifts>);

#[lazy_route]
impl LazyRoute for MineRoute {
    fn data() -> Self {
        Self(page::data(|| (), |()| api::list_my_shifts()))
    }

    fn view(this: Self) -> AnyView {
        page::show(this.0, mine::page, mine::failed)
    }
}
