//! The process killed under claims: what was acknowledged is there, what was not is whole or absent.

use std::time::Duration;

use domain::when::Moment;
use futures::StreamExt as _;
use server::store::{Engine as On, Key, Store};
use support::{
    Database, Engine, Process, Worker,
    rows::{self, Wanted},
};
use tokio::sync::watch;

crate::on_both!(no_acknowledged_claim_is_lost);

/// How often it is killed.
const ROUNDS: usize = 20;
/// Workers who claim in each round, and how many of them at once.
const WORKERS: usize = 60;
const AT_ONCE: usize = 8;

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

async fn claim_until_killed(url: &str, workers: &[Worker], shift: &str, acknowledged: watch::Sender<usize>) -> usize {
    let client = reqwest::Client::new();
    let told = &acknowledged;
    let claims = workers.iter().map(|worker| {
        let fields = [("draft[shift]", shift), ("draft[key]", "killed-key")];
        let request = client.post(format!("{url}/api/claim")).form(&fields).header("cookie", &worker.cookie);
        async move {
            let answer = request.header("accept", "application/json").send().await;
            if answer.is_ok_and(|answer| answer.status() == 200) {
                told.send_modify(|count| *count += 1);
            }
        }
    });
    // Not all at once: one commit would acknowledge them together, and leave no middle to be killed in.
    futures::stream::iter(claims).buffer_unordered(AT_ONCE).collect::<()>().await;
    *acknowledged.borrow()
}

async fn no_acknowledged_claim_is_lost(engine: Engine) {
    let database = Database::create(engine).await;
    let store = Store::open(&database.url, support::keys()).await.expect("the storage");
    store.migrate().await.expect("the schema");
    let mut in_the_middle = 0;
    for round in 0..ROUNDS {
        let now = server::clock::Clock::system().now();
        let workers: Vec<Worker> = rows::workers(&store, WORKERS, now)
            .await
            .into_iter()
            .map(|(account, token)| Worker { account, cookie: format!("session={token}") })
            .collect();
        let wanted = Wanted { seats: 100, ..Wanted::at(Moment(now.0 + Moment::DAY)) };
        let id = rows::shift(&store, wanted).await;
        let mut running = Process::start(&database.url).await;
        let (acknowledged, mut told) = watch::channel(0);
        let url = running.url.clone();
        let kill = async {
            // Counted and not timed, so that a slow machine is killed in the middle as well; the pause after it falls
            // on another point of the next commit each time.
            told.wait_for(|count| *count >= round).await.expect("enough claims are acknowledged");
            tokio::time::sleep(Duration::from_micros(150 * round as u64)).await;
            running.kill();
        };
        let shift = id.to_string();
        let (acknowledged, ()) = tokio::join!(claim_until_killed(&url, &workers, &shift, acknowledged), kill);
        let (taken, active, events, told) = look(&store, id.into()).await;
        assert_eq!((taken, taken, taken), (active, events, told), "round {round}: something is half written");
        in_the_middle += usize::from(acknowledged > 0 && acknowledged < WORKERS);
        let acknowledged = i64::try_from(acknowledged).expect("small");
        assert!(acknowledged <= taken, "round {round}: {acknowledged} were acknowledged, {taken} are there");
    }
    assert!(in_the_middle >= ROUNDS / 2, "killed in the middle in {in_the_middle} rounds of {ROUNDS} only");
}
