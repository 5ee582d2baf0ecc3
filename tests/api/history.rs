//! A random history of claims, leaves, answers, expiries and closes, looked at while it runs.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use domain::{id::ShiftId, identity::Actor, when::Moment};
use futures::future::join_all;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use server::{
    gig::Doing,
    store::{Engine as On, Key},
};
use support::{
    Engine, TestService, Worker,
    rows::{self, Wanted},
};

crate::on_both!(seats_are_never_given_twice_nor_left_empty_while_somebody_waits);

/// How many shifts the history is about; few, so that many meet.
const SHIFTS: usize = 8;
/// How many steps it has.
const STEPS: usize = 5_000;
/// How many run at once.
const AT_ONCE: usize = 25;

/// Every shift that breaks a promise: counters that differ from the claims, more taken than there are, or a free seat
/// while somebody waits.
const BROKEN: &str = "SELECT COUNT(*) FROM (SELECT s.seats, s.taken, s.waiting, s.closed_at, \
    (SELECT COUNT(*) FROM claim c WHERE c.shift_id = s.id AND c.state IN ('offered', 'confirmed')) AS holding, \
    (SELECT COUNT(*) FROM claim c WHERE c.shift_id = s.id AND c.state = 'waitlisted') AS queued FROM shift s) x \
    WHERE taken <> holding OR waiting <> queued OR taken > seats OR (waiting > 0 AND taken < seats)";

async fn broken(service: &TestService) -> i64 {
    let mut db = service.store.read().await.expect("a connection");
    match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(BROKEN).fetch_one(c).await.expect("a count"),
        On::Postgres(c) => sqlx::query_scalar(BROKEN).fetch_one(c).await.expect("a count"),
    }
}

/// A random claim of this worker.
async fn some_claim(service: &TestService, worker: &Worker, state: &str) -> Option<String> {
    const SQL: &str = "SELECT id FROM claim WHERE account_id = $1 AND state = $2 ORDER BY id DESC LIMIT 1";
    let account = Key::from(worker.account);
    let mut db = service.store.read().await.expect("a connection");
    let id: Option<Key> = match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(SQL).bind(account).bind(state).fetch_optional(c).await.expect("claims"),
        On::Postgres(c) => sqlx::query_scalar(SQL).bind(account).bind(state).fetch_optional(c).await.expect("claims"),
    };
    id.map(|id| id.0.to_string())
}

async fn step(service: &TestService, workers: &[Worker], shifts: &[ShiftId], number: usize) -> u16 {
    let mut chance = StdRng::seed_from_u64(number as u64);
    let worker = &workers[chance.random_range(0..workers.len())];
    let shift = shifts[chance.random_range(0..shifts.len())];
    let key = format!("step-{number:05}");
    match chance.random_range(0..100) {
        0..55 => service.claim(worker, shift, &key, chance.random_bool(0.7)).await.status,
        55..85 => {
            let state = if chance.random_bool(0.7) { "confirmed" } else { "waitlisted" };
            let Some(claim) = some_claim(service, worker, state).await else { return 0 };
            let fields = [("draft[claim]", claim.as_str()), ("draft[key]", &key), ("draft[reason]", "illness")];
            service.call("/api/leave", &fields, &worker.cookie).await.status
        }
        85..97 => {
            let Some(claim) = some_claim(service, worker, "offered").await else { return 0 };
            let answer = if chance.random_bool(0.6) { "yes" } else { "no" };
            let fields = [("draft[claim]", claim.as_str()), ("draft[key]", &key), ("draft[answer]", answer)];
            service.call("/api/answer_offer", &fields, &worker.cookie).await.status
        }
        97 | 98 => {
            service.pass(5 * Moment::MINUTE);
            service.expire_due().await;
            0
        }
        // Most shifts must live through the history.
        _ if number.is_multiple_of(10) && shift == shifts[0] => {
            let doing = Doing { actor: Actor::System, clock: service.clock.clone() };
            let close = service.store.write(move |db| {
                let doing = doing.clone();
                Box::pin(async move { server::gig::close(db, &doing, shift).await })
            });
            close.await.expect("closed");
            0
        }
        _ => 0,
    }
}

async fn seats_are_never_given_twice_nor_left_empty_while_somebody_waits(engine: Engine) {
    let service = Arc::new(TestService::start(engine).await);
    let workers = service.workers(60).await;
    let mut shifts = Vec::new();
    for day in 0..SHIFTS {
        let starts = Moment(service.now().0 + (20 + i64::try_from(day).expect("small")) * Moment::DAY);
        shifts.push(rows::shift(&service.store, Wanted { seats: 3, ..Wanted::at(starts) }).await);
    }
    let (done, looks) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let watcher = tokio::spawn({
        let (service, done, looks) = (service.clone(), done.clone(), looks.clone());
        async move {
            while !done.load(Ordering::Relaxed) {
                assert_eq!(broken(&service).await, 0);
                looks.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    for first in (0..STEPS).step_by(AT_ONCE) {
        let steps = (first..first + AT_ONCE).map(|number| step(&service, &workers, &shifts, number));
        let statuses = join_all(steps).await;
        assert!(statuses.iter().all(|status| matches!(status, 0 | 200 | 404 | 409)), "{statuses:?}");
    }
    done.store(true, Ordering::Relaxed);
    watcher.await.expect("no promise was broken");
    assert_eq!(broken(&service).await, 0);
    assert!(looks.load(Ordering::Relaxed) > 20, "hardly looked at: {looks:?}");
}
