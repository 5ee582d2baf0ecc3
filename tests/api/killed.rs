//! The process killed under claims: what was acknowledged is there, what was not is whole or absent.

use std::time::Duration;

use domain::{gig::ClaimState, when::Moment};
use futures::StreamExt as _;
use server::store::{Engine as On, Key, Store};
use support::{
    Database, Engine, Process, TestService, Worker,
    rows::{self, Claimed, Wanted},
};
use tokio::sync::watch;

use crate::{
    access::between,
    amend,
    attachment::{EDGE, PNG, body},
    postings,
};

crate::on_both!(no_acknowledged_claim_is_lost, what_is_written_is_whole_and_once);

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

/// How often it is killed in the middle of writes of several kinds.
const KILLS: usize = 8;
/// What is paid, fen.
const PAID: i64 = 5_000;

/// A form on its way: to where, of whom, and what is in it.
struct Form {
    path: &'static str,
    cookie: String,
    body: Body,
}

enum Body {
    Fields(Vec<(String, String)>),
    /// With a file.
    Parts(Vec<u8>),
}

impl Form {
    fn plain(path: &'static str, whom: &Worker, fields: Vec<(String, String)>) -> Self {
        Self { path, cookie: whom.cookie.clone(), body: Body::Fields(fields) }
    }

    fn with_file(path: &'static str, whom: &Worker, fields: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> Self {
        Self { path, cookie: whom.cookie.clone(), body: Body::Parts(body(fields, name, bytes)) }
    }

    /// The status of the answer; none if the program was gone before.
    async fn send(&self, client: &reqwest::Client, url: &str) -> Option<u16> {
        let request = client.post(format!("{url}{}", self.path)).header("cookie", &self.cookie);
        let request = match &self.body {
            Body::Fields(fields) => request.form(fields),
            Body::Parts(bytes) => {
                let kind = format!("multipart/form-data; boundary={EDGE}");
                request.header("content-type", kind).body(bytes.clone())
            }
        };
        Some(request.header("accept", "application/json").send().await.ok()?.status().as_u16())
    }
}

/// What a write has left behind, counted so that all numbers are the same if it is whole: none, or `once`.
struct Effect {
    form: Form,
    sql: &'static str,
    key: Key,
    once: i64,
}

impl Effect {
    async fn look(&self, store: &Store) -> i64 {
        let mut db = store.read().await.expect("a connection");
        let found: (i64, i64, i64, i64) = match db.engine() {
            On::Sqlite(c) => sqlx::query_as(self.sql).bind(self.key).fetch_one(c).await.expect("a row"),
            On::Postgres(c) => sqlx::query_as(self.sql).bind(self.key).fetch_one(c).await.expect("a row"),
        };
        let (one, path) = (found.0, self.form.path);
        assert_eq!(found, (one, one, one, one), "half of {path} is there");
        assert!(one == 0 || one == self.once, "{path} was done {one} for {}", self.once);
        one
    }
}

const CREW: &str = "SELECT s.taken, (SELECT COUNT(*) FROM claim c WHERE c.shift_id = s.id AND c.active), \
                    (SELECT COUNT(*) FROM crew_seat k JOIN crew w ON w.id = k.crew_id WHERE w.shift_id = s.id), \
                    (SELECT 3 * COUNT(*) FROM crew w WHERE w.shift_id = s.id) FROM shift s WHERE s.id = $1";
const PAYMENT: &str = "SELECT t.paid, \
                       (SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM payment p WHERE p.claim_id = t.claim_id), \
                       (SELECT 5000 * COUNT(*) FROM message m WHERE m.account_id = t.account_id AND m.body LIKE '%paid%'), \
                       (SELECT 5000 * COUNT(*) FROM audit a WHERE a.subject = t.claim_id AND a.action = 'wages.paid') \
                       FROM settlement t WHERE t.claim_id = $1";
const CHANGE: &str = "SELECT CAST(CASE WHEN p.address LIKE '%9%' THEN 1 ELSE 0 END AS BIGINT), \
                      (SELECT COUNT(*) FROM posting_revision r WHERE r.posting_id = p.id), \
                      (SELECT COUNT(*) FROM shift s JOIN claim c ON c.shift_id = s.id \
                      JOIN message m ON m.account_id = c.account_id WHERE s.posting_id = p.id \
                      AND m.body LIKE '%shift_changed%'), \
                      (SELECT COUNT(*) FROM audit a WHERE a.subject = p.id AND a.action = 'posting.changed') \
                      FROM posting p WHERE p.id = $1";
const CASE: &str = "SELECT COUNT(*), (SELECT COUNT(*) FROM rights_case_entry e JOIN rights_case r ON r.id = e.case_id \
                    WHERE r.claim_id = $1), (SELECT COUNT(*) FROM work_item w JOIN rights_case r ON r.id = w.subject \
                    WHERE r.claim_id = $1 AND w.kind = 'case'), (SELECT COUNT(*) FROM audit a JOIN rights_case r \
                    ON r.id = a.subject WHERE r.claim_id = $1 AND a.action = 'case.filed') FROM rights_case \
                    WHERE claim_id = $1";

/// An employer that publishes at once.
struct Trusted {
    owner: Worker,
    organisation: String,
}

/// The four writes that are under way when the program is killed, about things that are new in each round.
async fn writes(service: &TestService, trusted: &Trusted, round: usize) -> [Effect; 4] {
    let [leader, worker, other] = <[Worker; 3]>::try_from(service.workers(3).await).ok().expect("three");
    let Trusted { owner, organisation } = trusted;
    let now = service.now();
    let shift = rows::shift(&service.store, Wanted::at(Moment(now.0 + Moment::DAY))).await;
    let mut fields =
        vec![("draft[shift]".to_owned(), shift.to_string()), ("draft[key]".to_owned(), "crew-key-1".to_owned())];
    for n in 0..3 {
        fields.push((format!("draft[members][{n}][name]"), "示例工友".to_owned()));
        fields.push((format!("draft[members][{n}][phone]"), format!("137{:08}", 40_000 + 10 * round + n)));
    }
    let crew = Effect { form: Form::plain("/api/claim_crew", &leader, fields), sql: CREW, key: shift.into(), once: 3 };
    let (claim, payer) = worked(service, &worker).await;
    let (id, key) = (claim.0.to_string(), claim);
    let fields =
        [("draft[claim]", id.as_str()), ("draft[key]", "payment-1"), ("draft[sum]", "50"), ("draft[method]", "cash")];
    let form = Form::with_file("/upload/payment", &payer, &fields, ("", &[]));
    let payment = Effect { form, sql: PAYMENT, key, once: PAID };
    let fields = [
        ("draft[claim]", id.as_str()),
        ("draft[key]", "case-key-1"),
        ("draft[category]", "safety"),
        ("draft[account]", "示例没有发安全帽"),
    ];
    let form = Form::with_file("/upload/case", &worker, &fields, ("证.png", PNG));
    let case = Effect { form, sql: CASE, key, once: 1 };
    let (posting, title) = (postings::fresh(), format!("搬运第 {round} 回"));
    let change = [("sheet[posting][title]", title.as_str())];
    let sent = postings::save(service, &owner.cookie, (organisation, &posting, "0", "submit"), &change).await;
    assert!(sent.status == 200 && sent.body.contains("Published"), "{}", sent.body);
    let page = postings::page(service, owner, organisation, &posting).await;
    let shift = between(&page, "href=\"/gigs/", "\"");
    assert_eq!(service.claim(&other, &shift, "take-a-seat", false).await.status, 200);
    let begun = amend::begun(service, owner, organisation, &posting).await;
    let change = [
        ("sheet[posting][title]", title.as_str()),
        ("sheet[posting][address]", "物流园 9 号门"),
        ("sheet[shifts][0][shift]", &shift),
    ];
    let fields = postings::filled_in(service, (organisation, &begun, "1", "submit"), &change);
    let form = Form::plain("/api/save_posting", owner, fields);
    let change = Effect { form, sql: CHANGE, key: Key(posting.parse().expect("an id")), once: 1 };
    [crew, payment, change, case]
}

/// A claim of somebody who has worked and is owed wages, and whoever is to pay.
async fn worked(service: &TestService, worker: &Worker) -> (Key, Worker) {
    const SQL: &str = "SELECT id FROM claim WHERE shift_id = $1";
    let payer = service.workers(1).await.remove(0);
    let began = service.now().plus_minutes(-9 * 60);
    let began = Moment(began.0 - began.0.rem_euclid(Moment::MINUTE));
    let shift = rows::shift(&service.store, Wanted { town: "510681001".to_owned(), ..Wanted::at(began) }).await;
    rows::employ(&service.store, shift, payer.account).await;
    let state = ClaimState::Confirmed;
    let made = Moment(began.0 - Moment::HOUR);
    rows::claim(&service.store, Claimed { shift, account: worker.account, state, made, waited: false }).await;
    let mut db = service.store.read().await.expect("a connection");
    let key = Key::from(shift);
    let claim: Key = match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(SQL).bind(key).fetch_one(c).await.expect("a claim"),
        On::Postgres(c) => sqlx::query_scalar(SQL).bind(key).fetch_one(c).await.expect("a claim"),
    };
    drop(db);
    let (id, end) = (claim.0.to_string(), began.plus_minutes(8 * 60));
    let [first, last] = [began, end].map(Moment::clock);
    let fields = [("draft[claim]", id.as_str()), ("draft[begun]", &first), ("draft[ended]", &last)];
    let recorded = service.call("/api/record_hours", &fields, &payer.cookie).await;
    assert_eq!(recorded.status, 200, "{}", recorded.body);
    (claim, payer)
}

async fn what_is_written_is_whole_and_once(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let (organisation, ..) = amend::trusted(&service, &owner).await;
    let trusted = Trusted { owner, organisation };
    let client = reqwest::Client::new();
    let mut running = Process::start(service.database_url()).await;
    let mut in_the_middle = 0;
    for round in 0..KILLS {
        let writes = writes(&service, &trusted, round).await;
        let (acknowledged, mut told) = watch::channel(0);
        let url = running.url.clone();
        let sends = writes.iter().map(|write| {
            let (client, url, acknowledged) = (&client, &url, &acknowledged);
            async move {
                let done = write.form.send(client, url).await == Some(200);
                acknowledged.send_modify(|n| *n += usize::from(done));
                done
            }
        });
        let kill = async {
            told.wait_for(|n| *n >= round % writes.len()).await.expect("enough is acknowledged");
            tokio::time::sleep(Duration::from_micros(700 * round as u64)).await;
            running.kill();
        };
        let (done, ()) = tokio::join!(futures::future::join_all(sends), kill);
        let mut there = Vec::new();
        for (write, done) in writes.iter().zip(&done) {
            let found = write.look(&service.store).await;
            assert!(!done || found > 0, "round {round}: {} was acknowledged and is gone", write.form.path);
            there.push(found > 0);
        }
        in_the_middle += usize::from(there.contains(&false) && (round == 0 || there.contains(&true)));
        running = Process::start(service.database_url()).await;
        for write in &writes {
            for _ in 0..2 {
                assert_eq!(write.form.send(&client, &running.url).await, Some(200), "{} again", write.form.path);
            }
            assert_eq!(write.look(&service.store).await, write.once, "round {round}: {} again", write.form.path);
        }
    }
    assert!(in_the_middle >= 2, "killed in the middle in {in_the_middle} rounds of {KILLS} only");
}
