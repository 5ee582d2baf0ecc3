//! What people keep of the list: searches, with how they want to hear of what is new, and postings.

mod draft;
mod rules;
mod service;
mod view;

pub use draft::{AlertDraft, KeepDraft, Kept};
pub use rules::{
    ALERTS_A_DAY, DIGEST_BEST, DIGEST_FROM, DIGEST_UNTIL, POSTINGS, SEARCHES, canonical, digest_day, for_digest, over,
    standing, told_at, written,
};
pub use service::SavedService;
pub use view::{PostingShift, PostingStanding, SavedPage, SavedPosting, SavedSearch, SearchState};

use crate::word::words;

words! {
    /// How somebody wants to hear of what a search finds.
    Alert {
        /// Not at all.
        Off = "off",
        /// As soon as it is on the list.
        Once = "once",
        /// Each morning, of that day.
        Daily = "daily",
    }
}
