//! The console's own matters: what waits for the staff, their accounts, settings, the audit trail.

mod model;
mod service;

pub use model::{Queue, QueueQuery, QueueRow};
pub use service::AdminService;
