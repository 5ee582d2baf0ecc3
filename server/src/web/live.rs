//! Seats as they change, for pages that show them.
//!
//! Every change leaves a row in the outbox with its own transaction; this polls the outbox, so it hears of changes made
//! by other instances on the same database as well. A nudge after a local commit saves the wait.

use std::{
    collections::{BTreeSet, HashMap},
    convert::Infallible,
    sync::Arc,
    time::Duration,
};

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{gig::SeatsNow, id::ShiftId};
use futures::{StreamExt, stream};
use serde::Deserialize;
use tokio::sync::{Notify, broadcast};

use super::AppState;
use crate::{
    clock::Clock,
    gig::queries,
    store::{Key, Store},
};

/// How often the outbox is looked at.
const POLL: Duration = Duration::from_secs(1);
/// How far back each look goes, milliseconds: rows become visible at their commit, a little after their time.
const OVERLAP: i64 = 10_000;
/// The most shifts that one page may watch.
const WATCHED: usize = 60;

/// Hands changes of seats to the pages that watch.
#[derive(Clone)]
pub struct Live {
    changes: broadcast::Sender<SeatsNow>,
    nudge: Arc<Notify>,
}

impl Live {
    /// Starts watching the outbox.
    pub fn start(store: Store, clock: Clock) -> Self {
        let live = Self { changes: broadcast::Sender::new(1_024), nudge: Arc::default() };
        tokio::spawn(live.clone().watch(store, clock));
        live
    }

    /// Looks at the outbox now.
    pub fn nudge(&self) {
        self.nudge.notify_one();
    }

    async fn watch(self, store: Store, clock: Clock) {
        let mut seen: HashMap<Key, i64> = HashMap::new();
        let mut since = clock.now().0;
        loop {
            let _ = tokio::time::timeout(POLL, self.nudge.notified()).await;
            let from = since - OVERLAP;
            since = clock.now().0;
            if self.changes.receiver_count() == 0 {
                continue;
            }
            seen.retain(|_, at| *at >= from);
            if let Err(error) = self.look(&store, from, &mut seen).await {
                tracing::warn!(%error, "the outbox cannot be read");
            }
        }
    }

    async fn look(&self, store: &Store, from: i64, seen: &mut HashMap<Key, i64>) -> Result<(), sqlx::Error> {
        let mut db = store.read().await?;
        let mut changed = BTreeSet::new();
        for (id, shift, at) in queries::seat_changes(&mut db, from).await? {
            if seen.insert(id, at).is_none() {
                changed.insert(shift);
            }
        }
        for shift in changed {
            if let Some(seats) = queries::seats_now(&mut db, shift).await? {
                // Nobody listening any more is no error.
                let _ = self.changes.send(seats);
            }
        }
        Ok(())
    }
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
    let changes = stream::unfold(state.live.changes.subscribe(), |mut changes| async move {
        loop {
            match changes.recv().await {
                Ok(seats) => return Some((seats, changes)),
                // Whoever is slow misses the oldest; the next change of the same shift tells the newest numbers.
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    });
    let events = changes.filter_map(move |seats| {
        let event = shifts.contains(&seats.shift).then(|| Event::default().event("seats").json_data(seats).ok());
        async move { event.flatten().map(Ok::<_, Infallible>) }
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response()
}
