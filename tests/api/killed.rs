//! The process killed under claims: what was acknowledged is there, what was not is whole or absent.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use domain::when::Moment;
use futures::future::join_all;
use server::store::{Engine as On, Key, Store};
use support::{
    Database, Engine, Process, Worker,
    rows::{self, Wanted},
};

crate::on_both!(no_acknowledged_claim_is_lost);

/// How often it is killed.
const ROUNDS: u64 = 20;

/// Claims of this shift that are whole, and whether anything is half there.
async fn look(store: &Store, shift: Key) -> (i64, i64, i64, i64) {
    const SQL: &str = "SELECT s.taken, (SELECT COUNT(*) FROM claim c WHERE c.shift_id = s.id AND c.active), \
                       (SELECT COUNT(*) FROM claim_event e JOIN claim c ON c.id = e.claim_id WHERE c.shift_id = s.id), \
                       (SELECT COUNT(*) FROM outbox o WHERE o.subject = s.id) FROM shift s WHERE s.id = $1";
    let mut db = store.read().await.expect("a connection");
    match db.engine() {
        On::Sqlite(c) => sqlx::query_as(SQL).bind(shift).fetch_one(c).await.expect("the shift"),
        On::Postgres(c) => sqlx::query_as(SQL).bind(shift).fetch_one(c).await.expect("the shift"),
    }
}

async fn claim_until_killed(url: &str, workers: &[Worker], shift: &str, acknowledged: &Arc<AtomicUsize>) {
    let client = reqwest::Client::new();
    let claims = workers.iter().map(|worker| {
        let fields = [("draft[shift]", shift), ("draft[key]", "killed-key")];
        let request = client.post(format!("{url}/api/claim")).form(&fields).header("cookie", &worker.cookie);
        let acknowledged = acknowledged.clone();
        async move {
            let answer = request.header("accept", "application/json").send().await;
            if answer.is_ok_and(|answer| answer.status() == 200) {
                acknowledged.fetch_add(1, Ordering::SeqCst);
            }
        }
    });
    join_all(claims).await;
}

async fn no_acknowledged_claim_is_lost(engine: Engine) {
    let database = Database::create(engine).await;
    let store = Store::open(&database.url).await.expect("the storage");
    store.migrate().await.expect("the schema");
    let mut some = 0;
    for round in 0..ROUNDS {
        let now = server::clock::Clock::system().now();
        let workers: Vec<Worker> = rows::workers(&store, 40, now)
            .await
            .into_iter()
            .map(|(account, token)| Worker { account, cookie: format!("session={token}") })
            .collect();
        let wanted = Wanted { seats: 100, ..Wanted::at(Moment(now.0 + Moment::DAY)) };
        let shift = rows::shift(&store, wanted).await;
        let mut running = Process::start(&database.url).await;
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let (url, id, told) = (running.url.clone(), shift.to_string(), acknowledged.clone());
        let claims = tokio::spawn(async move { claim_until_killed(&url, &workers, &id, &told).await });
        tokio::time::sleep(Duration::from_millis(5 + round * 4)).await;
        running.kill();
        claims.await.expect("the claims");
        let (taken, active, events, told) = look(&store, shift.into()).await;
        assert_eq!((taken, taken, taken), (active, events, told), "round {round}: something is half written");
        let acknowledged = i64::try_from(acknowledged.load(Ordering::SeqCst)).expect("small");
        assert!(acknowledged <= taken, "round {round}: {acknowledged} were acknowledged, {taken} are there");
        some += i64::from(acknowledged > 0 && acknowledged < 40);
    }
    assert!(some > 0, "never killed in the middle; the pauses no longer fit");
}
