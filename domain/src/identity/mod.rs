//! Who people are: phone and code, sessions, the worker's profile.

mod draft;
mod error;
mod model;
pub mod rules;
mod service;

pub use draft::{CodeDraft, Phone, PlaceDraft, ProfileDraft, SignInDraft};
pub use error::IdentityError;
pub use model::{Actor, Availability, CodeSent, Origin, OriginKind, Profile, SignedIn, WorkerProfile};
pub use service::IdentityService;
