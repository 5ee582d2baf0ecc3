//! The console's own pages: what each loads, at once, and how they look, when their part of the program is there.

use domain::admin::QueueQuery;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map};

use super::{api, queue};
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

/// A page of the console, which comes as one part of the program.
enum Page {
    Queue(Data),
}

#[lazy]
fn console_page(page: Page, show: Show) -> AnyView {
    match page {
        Page::Queue(data) => show(data, |json| Ok(queue::page(&page::read(json)?)), Some(console::signed_out)),
    }
}
