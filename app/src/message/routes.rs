//! The page of messages: what it loads, at once.

use domain::message::InboxQuery;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api;
use crate::{
    parts::route,
    ui::page::{self, Data},
};

fn inbox() -> Data {
    let query = use_query_map();
    page::data(move || {
        let after = query.get().get("after").unwrap_or_default();
        api::ShowInbox { query: InboxQuery { after } }
    })
}

route! {
    /// One's own messages.
    InboxRoute: inbox(), person Inbox
}
