//! The page of messages: what it loads, at once, and how it looks, when its part of the program is there.

use domain::message::InboxQuery;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map};

use super::{api, inbox};
use crate::ui::page::{self, Data, Show};

/// One's own messages.
pub struct InboxRoute(Data);

impl LazyRoute for InboxRoute {
    fn data() -> Self {
        let query = use_query_map();
        Self(page::data(move || {
            let after = query.get().get("after").unwrap_or_default();
            api::ShowInbox { query: InboxQuery { after } }
        }))
    }

    async fn view(this: Self) -> AnyView {
        message_page(this.0, page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_message_page().await;
    }
}

#[lazy]
fn message_page(data: Data, show: Show) -> AnyView {
    show(data, |json| Ok(inbox::page(&page::read(json)?)), Some(inbox::signed_out))
}
