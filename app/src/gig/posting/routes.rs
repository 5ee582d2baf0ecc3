//! The pages of postings in the making: what each loads, at once.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api;
use crate::{
    parts::route,
    ui::page::{self, Data},
};

fn param(name: &'static str) -> impl Fn() -> String + Send + Sync + 'static {
    let params = use_params_map();
    move || params.with(|params| params.get(name)).unwrap_or_default()
}

fn own() -> Data {
    let organisation = param("organisation");
    page::data(move || api::ListOwnPostings { organisation: organisation() })
}

fn blank() -> Data {
    let organisation = param("organisation");
    page::data(move || api::OpenPosting { organisation: organisation(), posting: "new".to_owned() })
}

fn one() -> Data {
    let (organisation, posting) = (param("organisation"), param("posting"));
    page::data(move || api::OpenPosting { organisation: organisation(), posting: posting() })
}

fn case() -> Data {
    let posting = param("posting");
    page::data(move || api::ShowPostingCase { posting: posting() })
}

route! {
    /// An organisation's postings.
    PostingsRoute: own(), person Postings
}
route! {
    /// A blank one.
    NewPostingRoute: blank(), person Posting
}
route! {
    /// One of them.
    PostingRoute: one(), person Posting
}
route! {
    /// One of them, for the staff.
    PostingCaseRoute: case(), desk Posting
}
