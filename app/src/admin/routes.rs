//! The console's own pages: what each loads, at once, and how they look, when their part of the program is there.

use domain::admin::{PeopleQuery, QueueQuery, StaffQuery, TrailQuery};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
};

use super::{api, people, person, queue, staff, trail};
use crate::{
    layout::console,
    ui::page::{self, Data, Show},
};

/// What waits.
pub struct QueueRoute(Data);

impl LazyRoute for QueueRoute {
    fn data() -> Self {
        let query = use_query_map();
        Self(page::data(move || {
            let map = query.get();
            let get = |name: &str| map.get(name).unwrap_or_default();
            let query = QueueQuery { kind: get("kind"), region: get("region"), after: get("after") };
            api::ShowQueue { query }
        }))
    }

    async fn view(this: Self) -> AnyView {
        console_page(Page::Queue(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_console_page().await;
    }
}

/// The staff.
pub struct StaffRoute(Data);

impl LazyRoute for StaffRoute {
    fn data() -> Self {
        let query = use_query_map();
        Self(page::data(move || {
            let map = query.get();
            let get = |name: &str| map.get(name).unwrap_or_default();
            let query = StaffQuery { region: get("region"), role: get("role"), after: get("after") };
            api::ListStaff { query }
        }))
    }

    async fn view(this: Self) -> AnyView {
        console_page(Page::Staff(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_console_page().await;
    }
}

/// People.
pub struct PeopleRoute(Data);

impl LazyRoute for PeopleRoute {
    fn data() -> Self {
        let query = use_query_map();
        Self(page::data(move || {
            let map = query.get();
            let get = |name: &str| map.get(name).unwrap_or_default();
            let query = PeopleQuery { phone: String::new(), region: get("region"), after: get("after") };
            api::ListPeople { query }
        }))
    }

    async fn view(this: Self) -> AnyView {
        console_page(Page::People(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_console_page().await;
    }
}

/// One person.
pub struct PersonRoute(Data);

impl LazyRoute for PersonRoute {
    fn data() -> Self {
        let params = use_params_map();
        Self(page::data(move || api::ShowPerson { account: params.read().get("account").unwrap_or_default() }))
    }

    async fn view(this: Self) -> AnyView {
        console_page(Page::Person(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_console_page().await;
    }
}

/// The audit trail.
pub struct TrailRoute(Data);

impl LazyRoute for TrailRoute {
    fn data() -> Self {
        let query = use_query_map();
        Self(page::data(move || {
            let map = query.get();
            let get = |name: &str| map.get(name).unwrap_or_default();
            let query = TrailQuery {
                who: get("who"),
                subject: get("subject"),
                action: get("action"),
                from: get("from"),
                to: get("to"),
                after: get("after"),
            };
            api::SearchTrail { query }
        }))
    }

    async fn view(this: Self) -> AnyView {
        console_page(Page::Trail(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_console_page().await;
    }
}

/// A page of the console, which comes as one part of the program.
enum Page {
    Queue(Data),
    Staff(Data),
    People(Data),
    Person(Data),
    Trail(Data),
}

#[lazy]
fn console_page(page: Page, show: Show) -> AnyView {
    let (data, look): (Data, page::Page) = match page {
        Page::Queue(data) => (data, |json| Ok(queue::page(&page::read(json)?))),
        Page::Staff(data) => (data, |json| Ok(staff::page(&page::read(json)?))),
        Page::People(data) => (data, |json| Ok(people::page(&page::read(json)?))),
        Page::Person(data) => (data, |json| Ok(person::page(&page::read(json)?))),
        Page::Trail(data) => (data, |json| Ok(trail::page(&page::read(json)?))),
    };
    show(data, look, Some(console::signed_out))
}
