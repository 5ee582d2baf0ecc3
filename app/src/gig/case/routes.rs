//! What the pages about cases load.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api::{BeginCase, ListCases, ListEmployerCases, ShowCase, ShowCaseDesk, ShowEmployerCase};
use crate::{
    parts::route,
    ui::page::{self, Data},
};

fn param(name: &'static str) -> impl Fn() -> String + Send + Sync + 'static {
    let params = use_params_map();
    move || params.with(|params| params.get(name)).unwrap_or_default()
}

fn new() -> Data {
    let claim = param("claim");
    page::data(move || BeginCase { claim: claim() })
}

fn one() -> Data {
    let case = param("case");
    page::data(move || ShowCase { case: case() })
}

fn of_employer() -> Data {
    let organisation = param("organisation");
    page::data(move || ListEmployerCases { organisation: organisation() })
}

fn for_employer() -> Data {
    let (organisation, case) = (param("organisation"), param("case"));
    page::data(move || ShowEmployerCase { organisation: organisation(), case: case() })
}

fn desk() -> Data {
    let case = param("case");
    page::data(move || ShowCaseDesk { case: case() })
}

route! {
    /// Filing a case.
    NewCaseRoute: new(), person NewCase
}
route! {
    /// One's own cases.
    CasesRoute: page::data(|| ListCases {}), person Cases
}
route! {
    /// One of them.
    OwnCaseRoute: one(), person Case
}
route! {
    /// The cases that an organisation knows of.
    EmployerCasesRoute: of_employer(), person EmployerCases
}
route! {
    /// One of them.
    EmployerCaseRoute: for_employer(), person Case
}
route! {
    /// A case, for the staff.
    CaseDeskRoute: desk(), desk Case
}
