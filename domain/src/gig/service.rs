//! Everything one may ask of the gig market.

use async_trait::async_trait;

use super::{
    Board, ClaimDraft, GigError, GigList, GigQuery, LeaveDraft, MyShift, MyShifts, OfferDraft, ShiftPage, Suggestion,
};
use crate::{
    id::{ClaimId, ShiftId},
    identity::Actor,
};

/// The service of the gig market. `place` is what the place cookie says: from where distances are measured.
///
/// Every write takes an idempotency key of the caller: the same key again does nothing and gives the same answer.
#[async_trait]
pub trait GigService: Send + Sync {
    /// Shifts that can be found with `query`. What cannot be read in it is named in the answer and left out of the search.
    async fn list(&self, actor: &Actor, place: &str, query: GigQuery) -> Result<GigList, GigError>;
    /// What a wall screen of `region` shows, of the whole city if nothing is said: what begins soonest, from where the
    /// screen before ended. Errors: missing.
    async fn board(&self, actor: &Actor, region: &str, after: &str) -> Result<Board, GigError>;
    /// Words that begin what was typed: trades, market titles, regions.
    async fn suggest(&self, actor: &Actor, typed: &str) -> Result<Vec<Suggestion>, GigError>;
    /// One shift with everything about it. Errors: missing.
    async fn shift(&self, actor: &Actor, place: &str, shift: ShiftId) -> Result<ShiftPage, GigError>;
    /// Takes a seat, or a place in the waitlist if the draft asks for that and no seat is free.
    /// Errors: signed out, missing, refused.
    async fn claim(&self, actor: &Actor, draft: ClaimDraft) -> Result<ClaimId, GigError>;
    /// Gives up a seat or a place in the waitlist; the first who waits is offered the seat.
    /// Gives the shift. Errors: signed out, missing, refused.
    async fn leave(&self, actor: &Actor, draft: LeaveDraft) -> Result<ShiftId, GigError>;
    /// Takes or declines an offered seat. Gives the shift. Errors: signed out, missing, refused.
    async fn answer_offer(&self, actor: &Actor, draft: OfferDraft) -> Result<ShiftId, GigError>;
    /// One's own shifts. Errors: signed out.
    async fn my_shifts(&self, actor: &Actor, place: &str) -> Result<MyShifts, GigError>;
    /// Makes a new secret address for one's calendar; the old one ends. Errors: signed out.
    async fn renew_feed(&self, actor: &Actor) -> Result<String, GigError>;
    /// The shifts behind a calendar's secret, for the feed. Errors: missing.
    async fn feed(&self, secret: &str) -> Result<Vec<MyShift>, GigError>;
    /// The staff or the employer close a shift: everybody in it is told. Only the service itself may ask as yet.
    /// Errors: missing.
    async fn close_shift(&self, actor: &Actor, shift: ShiftId) -> Result<(), GigError>;
}
