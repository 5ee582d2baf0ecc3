//! The pages of organisations and real names: what each loads, at once.

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

fn mine() -> Data {
    page::data(|| api::ListMyOrganisations {})
}

fn one() -> Data {
    let organisation = param("organisation");
    page::data(move || api::ShowOrganisation { organisation: organisation() })
}

fn invited() -> Data {
    let secret = param("secret");
    page::data(move || api::ShowMemberInvitation { secret: secret() })
}

fn case() -> Data {
    let organisation = param("organisation");
    page::data(move || api::ShowOrganisationCase { organisation: organisation() })
}

fn real_name_case() -> Data {
    let account = param("account");
    page::data(move || api::ShowRealNameCase { account: account() })
}

route! {
    /// My organisations.
    OrganisationsRoute: mine(), person Organisations
}
route! {
    /// Registering one.
    RegisterRoute: mine(), person Register
}
route! {
    /// One of mine.
    OrganisationRoute: one(), person Organisation
}
route! {
    /// What a link invites to.
    InvitedRoute: invited(), person Invited
}
route! {
    /// My real name.
    RealNameRoute: page::data(|| api::ShowRealName {}), person RealName
}
route! {
    /// An organisation, for the staff.
    CaseRoute: case(), desk Organisation
}
route! {
    /// A real name, for the staff.
    RealNameCaseRoute: real_name_case(), desk RealName
}
