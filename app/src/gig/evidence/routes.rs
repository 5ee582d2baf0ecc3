//! What the pages about evidence packs load.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{CheckEvidence, ListPacks, ShowPack, ShowPackDesk};
use crate::{
    parts::route,
    ui::page::{self, Data},
};

fn list() -> Data {
    let params = use_params_map();
    page::data(move || ListPacks { claim: params.read().get("claim").unwrap_or_default() })
}

fn pack() -> Data {
    let params = use_params_map();
    page::data(move || ShowPack { pack: params.read().get("pack").unwrap_or_default() })
}

fn desk() -> Data {
    let params = use_params_map();
    page::data(move || ShowPackDesk { pack: params.read().get("pack").unwrap_or_default() })
}

fn check() -> Data {
    let query = use_query_map();
    page::data(move || CheckEvidence { hash: query.read().get("hash").unwrap_or_default() })
}

route! {
    /// The packs of a claim.
    PacksRoute: list(), person Packs
}
route! {
    /// One of them.
    PackRoute: pack(), person Pack
}
route! {
    /// Whether a file is unchanged, for anybody.
    CheckRoute: check(), person CheckEvidence
}
route! {
    /// A pack, for the staff.
    PackDeskRoute: desk(), desk Pack
}
