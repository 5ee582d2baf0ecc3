//! The console's own matters: what waits for the staff, their accounts, the people they help, the audit trail.

mod draft;
mod model;
mod people;
mod service;
mod settings;
mod staff;
mod trail;

pub use draft::{PostChange, PostDraft, RevealDraft};
pub use model::{Queue, QueueQuery, QueueRow};
pub use people::{People, PeopleQuery, PersonPage, PersonRow, Revealed};
pub use service::AdminService;
pub use settings::{
    Preview, SettingChange, SettingDeed, SettingLine, SettingMark, SettingPage, SettingRow, Settings, WithdrawDraft,
};
pub use staff::{StaffList, StaffQuery, StaffRow};
pub use trail::{Named, Trail, TrailFilter, TrailQuery, TrailRow};
