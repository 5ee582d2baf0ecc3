//! People as the staff sees them: masked, until somebody says why they must see more.

use serde::{Deserialize, Serialize};

use crate::{id::AccountId, when::Moment};

/// Which people are asked for, as the URL has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PeopleQuery {
    /// Only whoever has this phone, whole.
    pub phone: String,
    /// Only this region and below, within one's own; empty for all of it.
    pub region: String,
    /// The mark after which the page begins.
    pub after: String,
}

/// A person in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Their account.
    pub account: AccountId,
    /// Their name, masked.
    pub name: String,
    /// Their phone, masked.
    pub phone: String,
    /// Where they live, in words; empty if they have not said.
    pub place: String,
    /// Since when they have an account.
    pub since: Moment,
}

/// A page of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// What was asked. The phone is not said again.
    pub query: PeopleQuery,
    /// Now.
    pub now: Moment,
    /// A page of them.
    pub rows: Vec<PersonRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// One person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPage {
    /// Now.
    pub now: Moment,
    /// What the list says of them.
    pub person: PersonRow,
    /// How many shifts they hold, wait for or have worked.
    pub claims: u32,
    /// Whether whoever asks may see name and phone whole.
    pub may_reveal: bool,
    /// Whether whoever asks may act for them.
    pub may_act: bool,
}

/// What was masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealed {
    /// The name.
    pub name: String,
    /// The phone.
    pub phone: String,
}
