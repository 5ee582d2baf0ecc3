//! Everything one may ask about ratings.

use async_trait::async_trait;

use super::{JudgeRatingDraft, RatingCase, RatingDraft, RatingPage};
use crate::{
    error::Refused,
    id::{ClaimId, OrganisationId, RatingId},
    identity::Actor,
};

/// The service of ratings. What is not one's own or of one's organisation is missing.
#[async_trait]
pub trait RatingService: Send + Sync {
    /// The ratings of a claim of one's own. Errors: signed out, missing.
    async fn of_worker(&self, actor: &Actor, claim: &str) -> Result<RatingPage, Refused>;
    /// The same for members of the employer. Errors: signed out, missing.
    async fn of_employer(&self, actor: &Actor, claim: ClaimId) -> Result<RatingPage, Refused>;
    /// The worker rates the employer, or changes it while nothing is shown. Errors: signed out, missing, fields, conflict.
    async fn rate_employer(&self, actor: &Actor, draft: RatingDraft) -> Result<ClaimId, Refused>;
    /// The employer rates the worker; gives whose it is. Errors: signed out, missing, fields, conflict.
    async fn rate_worker(&self, actor: &Actor, draft: RatingDraft) -> Result<(OrganisationId, ClaimId), Refused>;
    /// Has the staff look at the words of the other side, which nobody reads until then; the page to go back to.
    /// Errors: signed out, missing, conflict (they have decided on them).
    async fn report(&self, actor: &Actor, rating: RatingId) -> Result<String, Refused>;
    /// Words that wait, for the staff of the region. Errors: signed out, denied, missing.
    async fn case(&self, actor: &Actor, rating: RatingId) -> Result<RatingCase, Refused>;
    /// Decides on them. Errors: signed out, denied, missing, fields, conflict.
    async fn judge(&self, actor: &Actor, draft: JudgeRatingDraft) -> Result<(), Refused>;
}
