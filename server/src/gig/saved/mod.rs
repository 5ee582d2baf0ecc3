//! What people keep of the list, and what they are told: at once of what is new, each morning of the day's shifts.

mod columns;
mod digest;
mod instant;
pub mod news;
pub mod queries;
mod service;

use std::{convert::Infallible, sync::Arc, time::Duration};

use domain::{
    gig::{
        GigQuery,
        matching::{Facts, Match},
        saved::digest_day,
    },
    when::Moment,
};
use sqlx::Error;

pub use digest::Digested;
pub use service::Service;

use super::refine;
use crate::{
    clock::Clock,
    reference::Reference,
    search,
    store::{Fault, Store, Words},
};

/// How often is looked for what is new.
const TICK: Duration = Duration::from_secs(1);
/// How long is remembered of what somebody was told, milliseconds: longer than a shift is on the list.
const TOLD: i64 = 120 * Moment::DAY;

/// Tells people what is new. Any number of instances may do it, and any of them may die at any moment: what is told is
/// noted in the same transaction.
#[derive(Clone)]
pub struct Alerts {
    /// The database.
    pub store: Store,
    /// Time and ids.
    pub clock: Clock,
    /// What words and codes mean.
    pub reference: Arc<Reference>,
}

impl Alerts {
    /// Runs until the process ends.
    pub async fn run(self) {
        let mut digested = None;
        loop {
            tokio::time::sleep(TICK).await;
            if let Err(error) = self.at_once().await {
                tracing::error!(%error, "what is new could not be told");
            }
            let day = digest_day(self.clock.now());
            if day.is_none() || day == digested {
                continue;
            }
            match self.digest().await {
                Ok(_) => digested = day,
                Err(error) => tracing::error!(%error, "the morning's digest could not be written to its end"),
            }
        }
    }
}

/// Forgets of what people were told long ago.
pub async fn forget(db: &mut crate::store::Db, now: Moment) -> Result<(), Error> {
    news::forget_told(db, Moment(now.0 - TOLD)).await
}

/// What a kept search asks for, understood as the list would.
struct Asked {
    facts: Match,
    words: Option<Words>,
}

impl Asked {
    /// Nothing if a part of it means nothing any more: the list says so on its page, and here nobody would see it.
    fn of(reference: &Reference, query: &GigQuery, now: Moment) -> Option<Self> {
        let (mut filter, mut problems) = query.parse(now);
        refine::check(reference, &mut filter, &mut problems);
        let words = search::understand(reference, &filter.words).map(|understood| understood.words);
        problems.is_empty().then(|| Self { facts: Match::by(&filter), words })
    }

    /// Whether it finds a shift of a posting with these tokens.
    fn met_by(&self, facts: &Facts, tokens: &str) -> bool {
        self.facts.met_by(facts) && self.words.as_ref().is_none_or(|words| words.hold_in(tokens))
    }
}

/// A write that refuses nothing.
type Written<T> = Result<T, Fault<Infallible>>;
