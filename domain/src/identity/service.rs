//! Everything one may ask of identity.

use async_trait::async_trait;

use uuid::Uuid;

use super::privacy::{DeleteDraft, PrivacyPage};
use super::staff::{ActForDraft, Invitation, JoinDraft, Joined, Sessions, StaffSignInDraft};
use super::{Actor, CodeDraft, CodeSent, IdentityError, PlaceDraft, Profile, ProfileDraft, SignInDraft, SignedIn};
use crate::identity::Origin;

/// The service of identity. `place` is what the place cookie says: a position or a region's code, or empty.
#[async_trait]
pub trait IdentityService: Send + Sync {
    /// Sends a code to a phone. Errors: fields, too many.
    async fn request_code(&self, actor: &Actor, draft: CodeDraft) -> Result<CodeSent, IdentityError>;
    /// Trades the right code for a session at `device`, which its owner knows it by; at a screen that is `shared` it ends
    /// soon. Makes the account at the first sign-in. Errors: fields, too many.
    async fn sign_in(
        &self,
        actor: &Actor,
        draft: SignInDraft,
        device: &str,
        shared: bool,
    ) -> Result<SignedIn, IdentityError>;
    /// Ends the session of this token, wherever it is used.
    async fn sign_out(&self, actor: &Actor, token: &str) -> Result<(), IdentityError>;
    /// Who a session token belongs to; `Guest` if it holds no more.
    async fn actor_of(&self, token: &str) -> Result<Actor, IdentityError>;
    /// Trades phone, password and one-time code for a session of the staff; `known` is what the browser was given when
    /// somebody signed in there before. Errors: fields, too many.
    async fn staff_sign_in(
        &self,
        actor: &Actor,
        draft: StaffSignInDraft,
        device: &str,
        known: &str,
    ) -> Result<SignedIn, IdentityError>;
    /// The invitation of this secret. Errors: missing, also when it was used or has run out.
    async fn invitation(&self, actor: &Actor, token: &str) -> Result<Invitation, IdentityError>;
    /// Joins the staff by an invitation; who is on it already gets role, password and codes anew. Errors: fields,
    /// missing.
    async fn join(&self, actor: &Actor, draft: JoinDraft, device: &str) -> Result<Joined, IdentityError>;
    /// Where one is signed in; `token` is the session that asks. Errors: signed out.
    async fn sessions(&self, actor: &Actor, token: &str) -> Result<Sessions, IdentityError>;
    /// Ends one of one's own sessions. Errors: signed out, missing.
    async fn end_session(&self, actor: &Actor, session: Uuid) -> Result<(), IdentityError>;
    /// Makes recovery codes anew, which ends the old ones. Errors: signed out.
    async fn renew_recovery_codes(&self, actor: &Actor) -> Result<Vec<String>, IdentityError>;
    /// Begins to act for a person; the session gets a new secret. Errors: signed out, denied, fields.
    async fn act_for(&self, actor: &Actor, token: &str, draft: ActForDraft) -> Result<String, IdentityError>;
    /// Goes back to one's own work; the session gets a new secret. Errors: signed out.
    async fn stop_acting(&self, actor: &Actor, token: &str) -> Result<String, IdentityError>;
    /// One's own profile. Errors: signed out.
    async fn profile(&self, actor: &Actor) -> Result<Profile, IdentityError>;
    /// Saves one's own profile. Errors: signed out, fields.
    async fn save_profile(&self, actor: &Actor, draft: ProfileDraft) -> Result<(), IdentityError>;
    /// What one has agreed to. Errors: signed out.
    async fn privacy(&self, actor: &Actor) -> Result<PrivacyPage, IdentityError>;
    /// Lets staff act for one, or not. Errors: signed out.
    async fn set_staff_help(&self, actor: &Actor, allowed: bool) -> Result<(), IdentityError>;
    /// A copy of everything that is kept of one, as JSON; the trail says that it was made. Errors: signed out.
    async fn own_data(&self, actor: &Actor) -> Result<String, IdentityError>;
    /// Deletes one's account: what says whose it was goes, what was counted stays counted. Errors: signed out, fields.
    async fn delete_account(&self, actor: &Actor, draft: DeleteDraft) -> Result<(), IdentityError>;
    /// What the place cookie should say for this draft. Errors: fields.
    async fn remember_place(&self, actor: &Actor, draft: PlaceDraft) -> Result<String, IdentityError>;
    /// From where distances are measured for this person.
    async fn origin(&self, actor: &Actor, place: &str) -> Result<Origin, IdentityError>;
}
