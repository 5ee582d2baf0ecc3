//! Who people are: phone and code, sessions, the worker's profile, and the numbers they are known by.

mod draft;
mod error;
mod identifier;
mod model;
mod name;
pub mod organisation;
pub mod privacy;
pub mod rules;
mod service;
pub mod staff;
mod verification;

pub use draft::{CodeDraft, PlaceDraft, ProfileDraft, SignInDraft};
pub use error::IdentityError;
pub use identifier::{BankCard, Check, CreditCode, Phone, ResidentId};
pub use model::{Actor, Availability, CodeSent, Origin, OriginKind, Profile, SignedIn, WorkerProfile};
pub use name::mask_name;
pub use privacy::ConsentTopic;
pub use service::IdentityService;
pub use staff::{Right, Staff, StaffRole};
pub use verification::{VerificationState, VerificationStep};
