//! Everything one may ask of identity.

use async_trait::async_trait;

use super::{Actor, CodeDraft, CodeSent, IdentityError, PlaceDraft, Profile, ProfileDraft, SignInDraft, SignedIn};
use crate::identity::Origin;

/// The service of identity. `place` is what the place cookie says: a position or a region's code, or empty.
#[async_trait]
pub trait IdentityService: Send + Sync {
    /// Sends a code to a phone. Errors: fields, too many.
    async fn request_code(&self, actor: &Actor, draft: CodeDraft) -> Result<CodeSent, IdentityError>;
    /// Trades the right code for a session at `device`, which its owner knows it by; makes the account at the first
    /// sign-in. Errors: fields, too many.
    async fn sign_in(&self, actor: &Actor, draft: SignInDraft, device: &str) -> Result<SignedIn, IdentityError>;
    /// Ends the session of this token, wherever it is used.
    async fn sign_out(&self, actor: &Actor, token: &str) -> Result<(), IdentityError>;
    /// Who a session token belongs to; `Guest` if it holds no more.
    async fn actor_of(&self, token: &str) -> Result<Actor, IdentityError>;
    /// One's own profile. Errors: signed out.
    async fn profile(&self, actor: &Actor) -> Result<Profile, IdentityError>;
    /// Saves one's own profile. Errors: signed out, fields.
    async fn save_profile(&self, actor: &Actor, draft: ProfileDraft) -> Result<(), IdentityError>;
    /// What the place cookie should say for this draft. Errors: fields.
    async fn remember_place(&self, actor: &Actor, draft: PlaceDraft) -> Result<String, IdentityError>;
    /// From where distances are measured for this person.
    async fn origin(&self, actor: &Actor, place: &str) -> Result<Origin, IdentityError>;
}
