//! What the pages of signing in as staff show.

use serde::{Deserialize, Serialize};

use super::StaffRole;
use crate::when::Moment;

/// An invitation to the staff, for whoever holds its link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// What they will be there for.
    pub role: StaffRole,
    /// The name of the region.
    pub place: String,
    /// The phone it is for, masked; empty if it is for any.
    pub phone: String,
    /// What colleagues call them, as whoever invited them wrote it.
    pub name: String,
    /// The secret of the one-time codes, to type.
    pub secret: String,
    /// The same as a picture to scan, SVG.
    pub picture: String,
    /// Until when the link is good.
    pub expires: Moment,
}

/// The fresh session of somebody who has joined the staff, and the codes for the day their phone is lost.
#[derive(Clone, PartialEq, Eq)]
pub struct Joined {
    /// The secret for the session cookie.
    pub token: String,
    /// Each good once.
    pub recovery_codes: Vec<String>,
}

/// One of somebody's sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Its name.
    pub id: uuid::Uuid,
    /// What the browser says it is.
    pub device: String,
    /// It began with password and one-time code.
    pub staff: bool,
    /// It is the one that asks.
    pub current: bool,
    /// When it began.
    pub began: Moment,
    /// When it was last used, to five minutes.
    pub seen: Moment,
}

/// Where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sessions {
    /// Now.
    pub now: Moment,
    /// Their sessions, the last used first.
    pub sessions: Vec<SessionView>,
    /// How many recovery codes are left; nothing for somebody who is not on the staff.
    pub recovery_codes: Option<u32>,
}
