//! What people are told: messages in their inbox, and which of them go out by SMS, when and how often.

mod draft;
mod model;
pub mod rules;
mod service;

pub use draft::{InboxQuery, OpenDraft, ReadDraft, SmsDraft};
pub use model::{
    AboutPosting, AboutShift, CaseNews, ChangeNews, Content, CrewNews, DeliveryState, Inbox, InboxRow, OverdueNews,
    ReportNews, SmsChoice, Why, WorkNews,
};
pub use service::MessageService;
