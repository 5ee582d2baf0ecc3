//! Laws, policies and notices: what they say, whom and where they concern, and their life from draft to expired.

mod draft;
mod model;
pub mod rules;
mod service;
mod view;

pub use draft::{BODY_LIMIT, DeskQuery, EditMark, Filter, PolicyDraft, PolicyQuery, StepDraft};
pub use model::{Audience, Audiences, Life, NEVER, PolicyKind, PolicyText, Reach, Sort, Stage, Standing, Step};
pub use service::PolicyService;
pub use view::{
    Deed, Desk, DeskPage, DeskRow, Feed, FeedEntry, FileChange, Heading, PolicyCard, PolicyList, PolicyPage, ReadNow,
    Revision,
};
