//! Staff on the server: signing in with password and one-time code, joining by invitation, acting for a person.

mod acting;
mod joining;
mod known;
pub mod queries;
pub mod secrets;
mod sessions;
mod sign_in;

pub use acting::person_in;
pub use joining::{administrator, first_invitation, invite};
