//! The console's own pages: what each loads, at once.

use domain::{
    admin::{PeopleQuery, QueueQuery, StaffQuery, TrailQuery},
    setting::SettingDraft,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api;
use crate::{
    parts::route,
    ui::page::{self, Data},
};

fn queue() -> Data {
    let query = use_query_map();
    page::data(move || {
        let map = query.get();
        let get = |name: &str| map.get(name).unwrap_or_default();
        api::ShowQueue { query: QueueQuery { kind: get("kind"), region: get("region"), after: get("after") } }
    })
}

fn staff() -> Data {
    let query = use_query_map();
    page::data(move || {
        let map = query.get();
        let get = |name: &str| map.get(name).unwrap_or_default();
        api::ListStaff { query: StaffQuery { region: get("region"), role: get("role"), after: get("after") } }
    })
}

fn people() -> Data {
    let query = use_query_map();
    page::data(move || {
        let map = query.get();
        let get = |name: &str| map.get(name).unwrap_or_default();
        api::ListPeople { query: PeopleQuery { phone: String::new(), region: get("region"), after: get("after") } }
    })
}

fn person() -> Data {
    let params = use_params_map();
    page::data(move || api::ShowPerson { account: params.read().get("account").unwrap_or_default() })
}

fn trail() -> Data {
    let query = use_query_map();
    page::data(move || {
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
    })
}

fn settings() -> Data {
    let query = use_query_map();
    page::data(move || api::ShowSettings { region: query.get().get("region").unwrap_or_default() })
}

fn setting() -> Data {
    let (params, query) = (use_params_map(), use_query_map());
    page::data(move || {
        let map = query.get();
        let get = |name: &str| map.get(name).unwrap_or_default();
        let draft = SettingDraft {
            kind: params.read().get("kind").unwrap_or_default(),
            about: get("about"),
            region: get("region"),
            from: get("from"),
            sum: get("sum"),
            day: get("day"),
            week: get("week"),
            rest: get("rest"),
            night_from: get("night_from"),
            night_until: get("night_until"),
            night_age: get("night_age"),
            off: get("off"),
            on: get("on"),
            text: get("text"),
            source: get("source"),
            link: get("link"),
            reason: String::new(),
        };
        api::ShowSetting { draft, check: !get("check").is_empty() }
    })
}

route! {
    /// What waits.
    QueueRoute: queue(), desk Queue
}
route! {
    /// The staff.
    StaffRoute: staff(), desk Staff
}
route! {
    /// People.
    PeopleRoute: people(), desk People
}
route! {
    /// One person.
    PersonRoute: person(), desk Person
}
route! {
    /// The audit trail.
    TrailRoute: trail(), desk Trail
}
route! {
    /// Settings with a date.
    SettingsRoute: settings(), desk Settings
}
route! {
    /// The history of one kind of them.
    SettingRoute: setting(), desk Setting
}
