//! Work that nobody asks for: offers that run out, shifts that begin, numbers of the list, what may be forgotten.
//!
//! Every instance runs all of it; each step is a conditional change, so doing it twice does no harm.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{gig::GigError, identity::Actor, message::rules::KEPT, when::Moment};

use crate::{
    attachment::{self, Files},
    clock::Clock,
    gig::{self, Doing, Listings, queries},
    identity, message,
    reference::Reference,
    setting::Settings,
    store::{Fault, Store},
    trail,
};

/// How often is looked for what is due.
const TICK: Duration = Duration::from_secs(1);
/// How long answers to idempotency keys are kept, milliseconds.
const ANSWERS: i64 = 3 * Moment::DAY;
/// How long changes of seats are kept, milliseconds.
const CHANGES: i64 = Moment::HOUR;

/// The background jobs of one instance.
pub struct Jobs {
    /// The database.
    pub store: Store,
    /// Time and ids.
    pub clock: Clock,
    /// Numbers of the list.
    pub listings: Listings,
    /// Where files lie.
    pub files: Files,
    /// Regions and occupations, which other instances may change.
    pub reference: Arc<Reference>,
    /// Settings with a date.
    pub settings: Settings,
}

type Done = Result<(), Fault<GigError>>;

impl Jobs {
    /// Runs until the process ends.
    pub async fn run(self) {
        let mut last = Last::default();
        loop {
            tokio::time::sleep(TICK).await;
            if let Err(error) = self.tick(&mut last).await {
                tracing::error!(%error, "a background job failed");
            }
        }
    }

    async fn tick(&self, last: &mut Last) -> Done {
        self.settings.follow(&mut self.store.read().await?).await?;
        self.expire_due().await?;
        let now = self.clock.now();
        trail::seal(&self.store, now).await?;
        if now.0 - last.minute.0 >= Moment::MINUTE {
            last.minute = now;
            self.unlist_begun().await?;
            if let Err(error) = gig::arrears::climb(&self.store, &self.clock, &self.settings).await {
                tracing::error!(%error, "employers with arrears could not be warned");
            }
            // Another process may have made a fresh key; the ones that are held serve on if the file cannot be read.
            if let Err(error) = self.store.keys().reload() {
                tracing::error!(%error, "the keys of personal data could not be read again");
            }
        }
        if now.0 - last.hour.0 >= Moment::HOUR {
            last.hour = now;
            self.forget().await?;
            if let Err(error) = attachment::sweep(&self.store, &self.files, now).await {
                tracing::error!(%error, "files that nobody needs could not be swept away");
            }
        }
        self.count_list(last).await
    }

    /// Ends offers and places in queues whose time is over.
    pub async fn expire_due(&self) -> Done {
        let due = queries::due_claims(&mut self.store.read().await?, self.clock.now()).await?;
        for claim in due {
            let doing = Doing { actor: Actor::System, clock: self.clock.clone() };
            let expire = self.store.write(move |db| {
                let doing = doing.clone();
                Box::pin(async move { gig::expire(db, &doing, claim.into()).await })
            });
            expire.await?;
        }
        Ok(())
    }

    /// Takes what has begun off the list.
    async fn unlist_begun(&self) -> Done {
        let now = self.clock.now();
        let unlist = self.store.write::<_, GigError, _>(move |db| {
            Box::pin(async move {
                if queries::unlist_begun(db, now).await? > 0 {
                    queries::note_list_change(db, now).await?;
                }
                Ok(())
            })
        });
        unlist.await
    }

    /// Counts the list again when it has changed; on a long list not so often that counting becomes a burden.
    async fn count_list(&self, last: &mut Last) -> Done {
        let mut db = self.store.read().await?;
        self.reference.reload(&mut db).await?;
        let changed = queries::list_changed(&mut db).await?;
        let rested = last.counted.is_none_or(|at| at.elapsed() >= last.took * 20);
        if changed != last.change && rested {
            let began = Instant::now();
            self.listings.refresh(&mut db).await?;
            *last = Last { change: changed, counted: Some(Instant::now()), took: began.elapsed(), ..*last };
        }
        Ok(())
    }

    /// Deletes what nobody needs any more.
    async fn forget(&self) -> Done {
        let now = self.clock.now();
        let forget = self.store.write::<_, GigError, _>(move |db| {
            Box::pin(async move {
                queries::forget_answers(db, Moment(now.0 - ANSWERS)).await?;
                queries::forget_changes(db, Moment(now.0 - CHANGES)).await?;
                message::queries::forget(db, Moment(now.0 - KEPT)).await?;
                identity::organisation::forget_invitations(db, now).await?;
                gig::settlement::forget(db, now).await?;
                gig::saved::forget(db, now).await?;
                Ok(identity::queries::sweep(db, now).await?)
            })
        });
        forget.await
    }
}

/// When each job last ran.
#[derive(Default)]
struct Last {
    minute: Moment,
    hour: Moment,
    change: Option<String>,
    counted: Option<Instant>,
    took: Duration,
}
