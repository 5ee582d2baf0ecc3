//! What changes while pages show it: seats with their numbers, anything else by its id alone.
//!
//! Every change of seats leaves a row in the outbox with its own transaction, and every deed one in the trail; this reads
//! both again and again, so it hears of changes made by other instances on the same database as well. A nudge after a
//! local commit saves the wait.

use std::{
    collections::{BTreeSet, HashMap},
    convert::Infallible,
    sync::Arc,
    time::Duration,
};

use axum::{
    Extension,
    extract::{Query, State},
    http::StatusCode,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{
    error::ErrorKind,
    gig::{SeatsNow, WATCHED},
    id::ShiftId,
    identity::Actor,
};
use futures::{Stream, StreamExt, stream};
use serde::Deserialize;
use tokio::sync::{Notify, broadcast};

use super::{AppState, Visitor, status};
use crate::{
    clock::Clock,
    gig::queries,
    store::{Key, Store},
};

/// How often the outbox is looked at.
const POLL: Duration = Duration::from_secs(1);
/// How far back each look goes, milliseconds: rows become visible at their commit, a little after their time.
const OVERLAP: i64 = 10_000;
/// How long before its commit a row may have its time, milliseconds.
const COMMIT: i64 = 2_000;
/// A page that was loaded so long ago is loaded again when it comes back, whatever happened, milliseconds: to look up what
/// did would cost more.
const LONG_AGO: i64 = 60_000;

/// Something was done with a thing.
#[derive(Clone, Copy)]
struct Change {
    /// The row that says so.
    row: Key,
    /// With which.
    of: Key,
}

/// Hands changes to the pages that watch.
#[derive(Clone)]
pub struct Live {
    store: Store,
    clock: Clock,
    seats: broadcast::Sender<SeatsNow>,
    changes: broadcast::Sender<Change>,
    nudge: Arc<Notify>,
}

impl Live {
    /// Starts watching.
    pub fn start(store: Store, clock: Clock) -> Self {
        let live = Self::idle(store, clock);
        tokio::spawn(live.clone().watch());
        live
    }

    /// One that does not watch, for what is written before anybody is served.
    pub fn idle(store: Store, clock: Clock) -> Self {
        let (seats, changes) = (broadcast::Sender::new(1_024), broadcast::Sender::new(1_024));
        Self { store, clock, seats, changes, nudge: Arc::default() }
    }

    /// Looks now.
    pub fn nudge(&self) {
        self.nudge.notify_one();
    }

    async fn watch(self) {
        let (mut seats, mut changes) = (HashMap::new(), HashMap::new());
        let began = self.clock.now().0;
        // Since when somebody listens to each: what was before is nothing new to them.
        let (mut since, mut seats_from, mut changes_from) = (began, began, began);
        loop {
            let _ = tokio::time::timeout(POLL, self.nudge.notified()).await;
            let from = since - OVERLAP;
            let seen = async {
                if self.seats.receiver_count() > 0 {
                    self.look_at_seats(from.max(seats_from), &mut seats).await?;
                } else {
                    seats_from = since - COMMIT;
                }
                if self.changes.receiver_count() > 0 {
                    self.look_at_deeds(from.max(changes_from), &mut changes).await?;
                } else {
                    changes_from = since - COMMIT;
                }
                Ok::<_, sqlx::Error>(())
            };
            let now = self.clock.now().0;
            if let Err(error) = seen.await {
                tracing::warn!(%error, "what changed cannot be read");
            }
            since = now;
        }
    }

    async fn look_at_seats(&self, from: i64, seen: &mut HashMap<Key, i64>) -> Result<(), sqlx::Error> {
        let mut db = self.store.read().await?;
        let rows = queries::seat_changes(&mut db, from).await?;
        let changed: BTreeSet<Key> = unseen(rows, from, seen).into_iter().map(|change| change.of).collect();
        for shift in changed {
            if let Some(seats) = queries::seats_now(&mut db, shift).await? {
                // Nobody listening any more is no error.
                let _ = self.seats.send(seats);
            }
        }
        Ok(())
    }

    async fn look_at_deeds(&self, from: i64, seen: &mut HashMap<Key, i64>) -> Result<(), sqlx::Error> {
        let rows = queries::deeds_since(&mut self.store.read().await?, from).await?;
        for change in unseen(rows, from, seen) {
            let _ = self.changes.send(change);
        }
        Ok(())
    }

    /// The last of what was done with these things since a moment, or a little before.
    async fn missed(&self, things: &BTreeSet<Key>, since: i64) -> Result<Option<String>, sqlx::Error> {
        let now = self.clock.now().0;
        if now - since > LONG_AGO {
            return Ok(Some(now.to_string()));
        }
        let rows = queries::deeds_since(&mut self.store.read().await?, since - COMMIT).await?;
        Ok(rows.into_iter().filter(|(_, of, _)| things.contains(of)).map(|(row, ..)| row.0.to_string()).max())
    }
}

/// The rows, of row, thing and time, that were not seen before; those before `from` are forgotten.
fn unseen(rows: Vec<(Key, Key, i64)>, from: i64, seen: &mut HashMap<Key, i64>) -> Vec<Change> {
    seen.retain(|_, at| *at >= from);
    let fresh = rows.into_iter().filter(|(row, _, at)| seen.insert(*row, *at).is_none());
    fresh.map(|(row, of, _)| Change { row, of }).collect()
}

/// What comes through a channel, from now on.
fn heard<T: Clone>(channel: &broadcast::Sender<T>) -> impl Stream<Item = T> + use<T> {
    stream::unfold(channel.subscribe(), |mut channel| async move {
        loop {
            match channel.recv().await {
                Ok(told) => return Some((told, channel)),
                // Whoever is slow misses the oldest; the next change of the same thing tells the newest.
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    })
}

fn events(events: impl Stream<Item = Event> + Send + 'static) -> Response {
    let keep = KeepAlive::new().interval(Duration::from_secs(20));
    Sse::new(events.map(Ok::<_, Infallible>)).keep_alive(keep).into_response()
}

/// Which shifts a page shows: ids with commas between.
#[derive(Deserialize)]
pub struct Watch {
    #[serde(default)]
    shifts: String,
}

/// The stream of changes of the shifts asked for.
pub async fn seats(State(state): State<AppState>, Query(watch): Query<Watch>) -> Response {
    let shifts: BTreeSet<ShiftId> = watch.shifts.split(',').take(WATCHED).filter_map(|id| id.parse().ok()).collect();
    if shifts.is_empty() {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    }
    let told = heard(&state.live.seats).filter_map(move |seats| {
        let event = shifts.contains(&seats.shift).then(|| Event::default().event("seats").json_data(seats).ok());
        async move { event.flatten() }
    });
    events(told)
}

/// What a page shows.
#[derive(Deserialize)]
pub struct Follow {
    /// Ids with commas between.
    #[serde(default)]
    of: String,
    /// When the page was made, milliseconds since 1970.
    #[serde(default)]
    since: i64,
}

/// The stream of what is done with the things asked for, from `since` on. It says that something was done, by the name of
/// the row that tells, and neither what nor by whom: whoever knows the id of a thing learns no more from it.
pub async fn changes(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Query(follow): Query<Follow>,
) -> Response {
    if visitor.actor == Actor::Guest {
        return status::plain(ErrorKind::SignedOut);
    }
    let ids = follow.of.split(',').take(WATCHED).filter_map(|id| id.parse().ok().map(Key));
    let things: BTreeSet<Key> = ids.collect();
    if things.is_empty() {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    }
    // First listen, then look what was done before: so nothing falls in between.
    let told = heard(&state.live.changes);
    let Ok(missed) = state.live.missed(&things, follow.since).await else { return status::plain(ErrorKind::Busy) };
    let told = told.filter_map(move |change| {
        let row = things.contains(&change.of).then(|| change.row.0.to_string());
        async move { row }
    });
    events(stream::iter(missed).chain(told).map(|row| Event::default().event("changed").data(row)))
}
