//! Claims over HTTP, many at once, against the same rows written straight through the group commit without any rule.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    id::{AccountId, ClaimId, ShiftId},
    identity::Actor,
    when::Moment,
};
use futures::future::join_all;
use server::{
    clock::Clock,
    gig::queries,
    store::{Db, Fault, Key, Store},
    trail,
};
use support::{
    Engine, TestService, Worker,
    rows::{self, Wanted},
};

use crate::{
    client::{Client, post},
    table::Table,
};

/// Claims at once.
const PARALLEL: usize = 200;
/// Claims of each in one round.
const EACH: usize = 5;
/// Rounds, claims and raw rows in turn.
const ROUNDS: usize = 4;
/// Shifts among which the claims are spread.
const SHIFTS: usize = 40;

/// Measures both in turn.
pub async fn measure(engine: Engine, table: &mut Table) {
    let service = TestService::start(engine).await;
    let starts = Moment(service.now().0 + Moment::DAY);
    let mut shifts = Vec::new();
    for _ in 0..SHIFTS {
        shifts.push(rows::shift(&service.store, Wanted { seats: 100_000, ..Wanted::at(starts) }).await);
    }
    let mut clients = join_all((0..PARALLEL).map(|_| Client::connect(&service.url))).await;
    let (mut claimed, mut raw) = (Duration::ZERO, Duration::ZERO);
    // The first round warms up.
    for round in 0..=ROUNDS {
        let people = service.workers(PARALLEL * EACH).await;
        let took = claim(&mut clients, &people, &shifts).await;
        let people = service.workers(PARALLEL * EACH).await;
        let bare = write_rows(&service, &people, &shifts, starts).await;
        if round > 0 {
            claimed += took;
            raw += bare;
        }
    }
    let n = u32::try_from(PARALLEL * EACH * ROUNDS).expect("a small number");
    let (claimed, raw) = (f64::from(n) / claimed.as_secs_f64(), f64::from(n) / raw.as_secs_f64());
    table.row(format!("{engine:?}: claims a second, {PARALLEL} at once"), format!("{claimed:.0}"));
    table.row(format!("{engine:?}: the same rows by raw group commit"), format!("{raw:.0}"));
    table.at_least(format!("{engine:?}: claims to raw rows"), claimed / raw, 0.6);
}

async fn claim(clients: &mut [Client], people: &[Worker], shifts: &[ShiftId]) -> Duration {
    let began = Instant::now();
    let done = clients.iter_mut().zip(people.chunks(EACH)).enumerate().map(|(at, (client, people))| async move {
        for (n, worker) in people.iter().enumerate() {
            let shift = shifts[(at * EACH + n) % shifts.len()];
            let form = format!("draft%5Bshift%5D={shift}&draft%5Bkey%5D=bench-key&draft%5Bqueue%5D=");
            let status = client.send(&post("/api/claim", &form, &worker.cookie)).await;
            assert_eq!(status, 200, "{}", String::from_utf8_lossy(&client.answer));
        }
    });
    join_all(done).await;
    began.elapsed()
}

async fn write_rows(service: &TestService, people: &[Worker], shifts: &[ShiftId], starts: Moment) -> Duration {
    let began = Instant::now();
    let done = people.chunks(EACH).enumerate().map(|(at, people)| {
        let accounts: Vec<AccountId> = people.iter().map(|worker| worker.account).collect();
        let (store, clock) = (service.store.clone(), service.clock.clone());
        let shifts = shifts.to_vec();
        tokio::spawn(async move {
            for (n, account) in accounts.into_iter().enumerate() {
                let row = Row { account, shift: shifts[(at * EACH + n) % shifts.len()], starts, clock: clock.clone() };
                write_row(&store, row).await.expect("written");
            }
        })
    });
    for done in join_all(done).await {
        done.expect("written");
    }
    began.elapsed()
}

/// What a claim writes.
struct Row {
    account: AccountId,
    shift: ShiftId,
    starts: Moment,
    clock: Clock,
}

async fn write_row(store: &Store, row: Row) -> Result<(), Fault<()>> {
    let row = Arc::new(row);
    let written = store.write(move |db| {
        let row = row.clone();
        Box::pin(async move { Ok(insert(db, &row).await?) })
    });
    written.await
}

async fn insert(db: &mut Db, row: &Row) -> Result<(), sqlx::Error> {
    let (now, id) = (row.clock.now(), ClaimId(row.clock.id()));
    let actor = trail::actor_word(&Actor::Person(row.account));
    let state = domain::gig::ClaimState::Confirmed;
    queries::lock_worker(db, row.account).await?;
    queries::take_seats(db, row.shift, (1, false), now).await?;
    queries::insert_claim(db, id, (row.shift, row.starts), row.account, state, now).await?;
    queries::insert_event(db, row.clock.id(), id, state, (&actor, None), now).await?;
    trail::audit(db, row.clock.id(), &actor, state.word(), id.into(), now).await?;
    trail::tell(db, row.clock.id(), "seats", Key::from(row.shift), now).await?;
    queries::keep_answer(db, row.account, "bench-key", &id.to_string(), now).await
}
