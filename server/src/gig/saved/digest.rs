//! The morning's digest: the day's shifts are read once, equal searches are answered once, and what people are told is
//! written in batches. A search is marked with the day in the transaction that writes its message, so that it gets one
//! whoever writes it, and a run that was cut off goes on where it was.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use domain::{
    gig::{
        filling::fair,
        saved::{DIGEST_BEST, digest_day, for_digest},
    },
    id::{AccountId, SavedSearchId},
    message::{AboutShift, Content},
    when::{Moment, date_of},
};
use sqlx::Error;
use uuid::Uuid;

use super::{
    Alerts,
    columns::Columns,
    news::{self, MARKED},
    queries::KeptSearch,
};
use crate::{
    gig::{arrears, refine},
    message,
    reference::Reference,
    search,
    store::{Fault, Key},
};

/// Searches that are read at once.
const PAGE: i64 = 5_000;
/// Shifts that are read at once.
const SHIFTS: i64 = 10_000;

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digested {
    /// Searches that were looked at.
    pub searches: usize,
    /// Messages that were written.
    pub messages: usize,
    /// Shifts of the day.
    pub shifts: usize,
}

/// What equal searches are answered: how many shifts, and the best of them.
type Answer = Arc<(u32, Vec<AboutShift>)>;

impl Alerts {
    /// Writes the digest of this day, if it is the hour for it, for all searches that have none yet.
    pub async fn digest(&self) -> Result<Digested, Error> {
        match digest_day(self.clock.now()) {
            Some(day) => self.digest_of(day).await,
            None => Ok(Digested::default()),
        }
    }

    /// The same whatever the hour.
    pub async fn digest_of(&self, day: i64) -> Result<Digested, Error> {
        let (mut done, mut after) = (Digested::default(), SavedSearchId(Uuid::nil()));
        let mut columns = None;
        // One for those whom held seats are for, and one for the others.
        let mut answers: HashMap<(String, bool), Answer> = HashMap::new();
        let rule = fair::rule_on(date_of(day));
        let many = (rule.since(Moment::start_of(date_of(day))), rule.few);
        loop {
            let searches = news::searches_for_digest(&mut self.store.read().await?, day, after, PAGE).await?;
            let Some(last) = searches.last() else { return Ok(done) };
            after = last.id;
            // A morning without any search reads no shifts.
            let day_columns = match columns.take() {
                Some(columns) => columns,
                None => Arc::new(self.columns(day).await?),
            };
            columns = Some(day_columns.clone());
            done.shifts = day_columns.len();
            done.searches += searches.len();
            for batch in searches.chunks(MARKED) {
                let busy = if day_columns.holds_back() {
                    let people: Vec<Key> = batch.iter().map(|search| search.account.into()).collect();
                    news::with_many(&mut self.store.read().await?, &people, many).await?
                } else {
                    HashSet::new()
                };
                let told: Vec<(KeptKey, Answer)> = batch
                    .iter()
                    .map(|search| {
                        let few = !busy.contains(&search.account.into());
                        let answer = answers.entry((search.text.clone(), few));
                        let answer = answer.or_insert_with(|| {
                            Arc::new(answer_of(&self.reference, &day_columns, (search, few), self.clock.now()))
                        });
                        (KeptKey { search: search.id.into(), account: search.account }, answer.clone())
                    })
                    .collect();
                done.messages += self.write_digest(day, told).await?;
            }
        }
    }

    /// The day's shifts that are still to come and have a free seat.
    async fn columns(&self, day: i64) -> Result<Columns, Error> {
        let now = self.clock.now();
        let until = Moment(Moment::start_of(date_of(day)).0 + Moment::DAY);
        let mut db = self.store.read().await?;
        let (mut rows, mut after) = (Vec::new(), (now.0, Key(Uuid::max())));
        loop {
            let page = news::of_day(&mut db, after, (now, until), SHIFTS).await?;
            let Some(last) = page.last() else { break };
            after = (last.starts_at, last.id);
            rows.extend(page);
        }
        let stopped = arrears::stopped(&mut db, now).await?;
        drop(db);
        // Many rows: not on a thread that answers requests.
        let made = tokio::task::spawn_blocking(move || Columns::of(day, rows, &stopped)).await;
        made.map_err(|_| Error::WorkerCrashed)
    }

    /// Writes messages for those of at most [`MARKED`] searches that have none of this day; gives how many.
    async fn write_digest(&self, day: i64, told: Vec<(KeptKey, Answer)>) -> Result<usize, Error> {
        let (clock, told) = (self.clock.clone(), Arc::new(told));
        let written = self.store.write(move |db| {
            let (clock, told) = (clock.clone(), told.clone());
            Box::pin(async move {
                let keys: Vec<Key> = told.iter().map(|(kept, _)| kept.search).collect();
                let fresh = news::mark_digested(db, day, &keys).await?;
                let fresh: HashSet<Key> = fresh.into_iter().collect();
                let content = |(kept, answer): &(KeptKey, Answer)| {
                    let (found, best) = answer.as_ref();
                    let told = *found > 0 && fresh.contains(&kept.search);
                    told.then(|| {
                        let search = kept.search.into();
                        (kept.account, Content::DayDigest { search, found: *found, best: best.clone() })
                    })
                };
                let messages: Vec<(AccountId, Content)> = told.iter().filter_map(content).collect();
                message::post_many(db, &clock, &messages).await?;
                Ok(messages.len())
            })
        });
        written.await.map_err(Fault::<std::convert::Infallible>::stored)
    }
}

/// A search and whose it is.
#[derive(Clone, Copy)]
struct KeptKey {
    search: Key,
    account: AccountId,
}

/// What a search finds on the day for people with `few` recent shifts, or for others; nothing if a part of it means
/// nothing any more.
fn answer_of(
    reference: &Reference,
    columns: &Columns,
    (search, few): (&KeptSearch, bool),
    now: Moment,
) -> (u32, Vec<AboutShift>) {
    let (mut filter, mut problems) = for_digest(&search.query).parse(now);
    refine::check(reference, &mut filter, &mut problems);
    if !problems.is_empty() {
        return (0, Vec::new());
    }
    let words = search::understand(reference, &filter.words).map(|understood| understood.words);
    columns.find(&filter, words.as_ref(), (DIGEST_BEST, few))
}
