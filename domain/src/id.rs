//! Typed identifiers: a `ShiftId` cannot be passed where a `ClaimId` is meant.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

id! {
    /// A person's account.
    AccountId,
    /// A firm, farm, household, training institution or base.
    OrganisationId,
    /// A link by which somebody joins an organisation.
    InvitationId,
    /// A file that belongs to something.
    AttachmentId,
    /// One job at one place by one employer.
    PostingId,
    /// A dated time window of a posting with a number of seats.
    ShiftId,
    /// Something one person is told.
    MessageId,
    /// One worker's hold on one seat of one shift, or a place in its waitlist.
    ClaimId,
    /// A worker's complaint about work of theirs.
    CaseId,
    /// A file with all that is known of a claim, and its hash.
    PackId,
    /// What one side says of the other after the work.
    RatingId,
    /// A law, policy or notice with all its revisions.
    PolicyId,
    /// A file of rows that staff bring in.
    ImportId,
    /// A search of the list that one person keeps.
    SavedSearchId,
}
