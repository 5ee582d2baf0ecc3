//! The staff as their administrators see it.

use serde::{Deserialize, Serialize};

use crate::{
    id::AccountId,
    identity::StaffRole,
    region::{RegionChoice, RegionCode},
    when::Moment,
};

/// Which part of the staff is asked for, as the URL has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StaffQuery {
    /// Only this region and below, within one's own; empty for all of it.
    pub region: String,
    /// Only this role; empty for all.
    pub role: String,
    /// The account after which the page begins.
    pub after: String,
}

/// Somebody of the staff in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRow {
    /// Their account.
    pub account: AccountId,
    /// What colleagues call them.
    pub name: String,
    /// Their phone, masked.
    pub phone: String,
    /// What they are there for.
    pub role: StaffRole,
    /// Over which region.
    pub region: RegionCode,
    /// Its name.
    pub place: String,
    /// Since when.
    pub since: Moment,
    /// Their work here has ended.
    pub suspended: bool,
    /// It is oneself, whom one cannot change.
    pub own: bool,
}

/// A page of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffList {
    /// What was asked.
    pub query: StaffQuery,
    /// Now.
    pub now: Moment,
    /// A page of them, in the order of their regions.
    pub rows: Vec<StaffRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// The regions for which one may appoint: one's own and those below, to the township.
    pub regions: Vec<RegionChoice>,
}
