//! The pages of the gig market: what each loads, at once, and how it looks, when its part of the program is there.

use domain::gig::{GigQuery, settlement::LedgerQuery};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api,
    arrears::api::{ShowArrears, ShowArrearsCase},
    day::api::{ShowAppeal, ShowCrew, ShowOrganisationShifts, ShowWork},
    employer::api::ShowEmployer,
    filling::api::{ListCrews, ShowApplicants, ShowClaimFor, ShowCrewForm, ShowPreferences},
    pay::api::{ShowLedger, ShowSlip},
    reliability::api::{ShowMark, ShowOrganisationReliability, ShowReliability},
    report::api::{ShowReport, ShowReports},
    saved::api::ShowSaved,
};
use crate::{
    parts::route,
    ui::page::{self, Data},
};

fn found() -> Data {
    let query = use_query_map();
    let read = move || {
        let map = query.get();
        let get = |name: &str| map.get(name).unwrap_or_default();
        let query = GigQuery {
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
        };
        api::ListGigs { query }
    };
    page::data(read)
}

route! {
    /// The list of shifts.
    ListRoute: found(), list
}

fn one_shift() -> Data {
    let params = use_params_map();
    page::data(move || api::ShowShift { shift: params.read().get("shift").unwrap_or_default() })
}

fn one_board() -> Data {
    let (params, query) = (use_params_map(), use_query_map());
    page::data(move || api::ShowBoard {
        region: params.read().get("region").unwrap_or_default(),
        after: query.read().get("after").unwrap_or_default(),
    })
}

route! {
    /// A wall screen.
    BoardRoute: one_board(), person Board
}
route! {
    /// One shift.
    ShiftRoute: one_shift(), person Shift
}
route! {
    /// One's own shifts.
    MineRoute: page::data(|| api::ListMyShifts {}), person Mine
}

route! {
    /// One's own kept searches and postings.
    SavedRoute: page::data(|| ShowSaved {}), person Saved
}

fn param(name: &'static str) -> impl Fn() -> String + Send + Sync + 'static {
    let params = use_params_map();
    move || params.with(|params| params.get(name)).unwrap_or_default()
}

fn shifts() -> Data {
    let organisation = param("organisation");
    page::data(move || ShowOrganisationShifts { organisation: organisation() })
}

fn crew() -> Data {
    let (organisation, shift) = (param("organisation"), param("shift"));
    page::data(move || ShowCrew { organisation: organisation(), shift: shift() })
}

fn work() -> Data {
    let claim = param("claim");
    page::data(move || ShowWork { claim: claim() })
}

fn appeal() -> Data {
    let claim = param("claim");
    page::data(move || ShowAppeal { claim: claim() })
}

route! {
    /// The shifts of an organisation.
    OrganisationShiftsRoute: shifts(), person OrganisationShifts
}
route! {
    /// Who comes to one of them.
    CrewRoute: crew(), person Crew
}
fn applicants() -> Data {
    let (organisation, shift, query) = (param("organisation"), param("shift"), use_query_map());
    page::data(move || ShowApplicants {
        organisation: organisation(),
        shift: shift(),
        sort: query.read().get("sort").unwrap_or_default(),
    })
}

route! {
    /// Who has applied for one of them.
    ApplicantsRoute: applicants(), person Applicants
}
fn behalf() -> Data {
    let shift = param("shift");
    page::data(move || ShowClaimFor { shift: shift() })
}

route! {
    /// A shift for which the staff claim a seat for somebody.
    BehalfRoute: behalf(), desk Behalf
}
fn crew_form() -> Data {
    let shift = param("shift");
    page::data(move || ShowCrewForm { shift: shift() })
}

fn preferences() -> Data {
    let organisation = param("organisation");
    page::data(move || ShowPreferences { organisation: organisation() })
}

route! {
    /// Whom an organisation likes to have again, and whom no more.
    PreferencesRoute: preferences(), person Preferences
}
route! {
    /// Claiming seats for others.
    CrewFormRoute: crew_form(), person CrewForm
}
route! {
    /// The crews for which one has claimed seats.
    CrewsRoute: page::data(|| ListCrews {}), person Crews
}
route! {
    /// One's own claim on the day.
    WorkRoute: work(), person Work
}
route! {
    /// An appeal, for the staff.
    AppealRoute: appeal(), desk Appeal
}

fn ledger() -> Data {
    let (organisation, query) = (param("organisation"), use_query_map());
    page::data(move || {
        let get = |name: &str| query.read().get(name).unwrap_or_default();
        ShowLedger { organisation: organisation(), query: LedgerQuery { from: get("from"), to: get("to") } }
    })
}

fn slip() -> Data {
    let claim = param("claim");
    page::data(move || ShowSlip { claim: claim() })
}

route! {
    /// The ledger of an organisation.
    LedgerRoute: ledger(), person Ledger
}
route! {
    /// One's own pay slip.
    SlipRoute: slip(), person Slip
}

fn arrears() -> Data {
    let query = use_query_map();
    page::data(move || ShowArrears { county: query.read().get("county").unwrap_or_default() })
}

fn arrears_case() -> Data {
    let organisation = param("organisation");
    page::data(move || ShowArrearsCase { organisation: organisation() })
}

route! {
    /// Employers with arrears, for the staff.
    ArrearsRoute: arrears(), desk Arrears
}
route! {
    /// One of them.
    ArrearsCaseRoute: arrears_case(), desk ArrearsCase
}

fn report() -> Data {
    let shift = param("shift");
    page::data(move || ShowReport { shift: shift() })
}

fn reports() -> Data {
    let posting = param("posting");
    page::data(move || ShowReports { posting: posting() })
}

route! {
    /// Reporting the posting of a shift.
    ReportRoute: report(), person Report
}
route! {
    /// What was reported of a posting, for the staff.
    ReportsRoute: reports(), desk Reports
}

fn employer() -> Data {
    let organisation = param("organisation");
    page::data(move || ShowEmployer { organisation: organisation() })
}

route! {
    /// The file of an employer, for the staff.
    EmployerRoute: employer(), desk Employer
}

fn organisation_reliability() -> Data {
    let organisation = param("organisation");
    page::data(move || ShowOrganisationReliability { organisation: organisation() })
}

fn mark() -> Data {
    let mark = param("mark");
    page::data(move || ShowMark { mark: mark() })
}

route! {
    /// How one keeps to what was agreed.
    ReliabilityRoute: page::data(|| ShowReliability {}), person Reliability
}
route! {
    /// How an organisation does.
    OrganisationReliabilityRoute: organisation_reliability(), person Reliability
}
route! {
    /// An appeal against something that counts against somebody, for the staff.
    MarkRoute: mark(), desk Mark
}
