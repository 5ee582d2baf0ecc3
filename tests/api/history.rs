//! A random history of claims, applications and choices, crews, claims on behalf, leaves, answers, expiries and closes,
//! looked at while it runs.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use domain::{
    id::{OrganisationId, ShiftId},
    identity::{Actor, StaffRole},
    when::Moment,
};
use futures::future::join_all;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use server::{
    gig::Doing,
    store::{Column, Engine as On, Key},
};
use support::{
    Engine, TestService, Worker,
    rows::{self, Wanted},
};

crate::on_both!(seats_are_never_given_twice_nor_left_empty_while_somebody_waits);

/// How many shifts most of the history is about; few, so that many meet.
const SHIFTS: usize = 8;
/// How many more there are that seldom fill up, so that a crew finds its seats.
const QUIET: usize = 4;
/// The first so many of them are filled by whoever comes first; of the others the employer chooses.
const INSTANT: usize = 5;
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

/// Every claim that has a seat of a shift without the way that leads there: chosen by the employer where it chooses, and by
/// nobody where it does not.
const ASTRAY: &str = "SELECT COUNT(*) FROM claim c JOIN shift s ON s.id = c.shift_id JOIN posting p ON p.id = s.posting_id \
    WHERE (p.fills = 'review' AND (c.state IN ('offered', 'waitlisted') OR c.state = 'confirmed' AND NOT EXISTS \
    (SELECT 1 FROM claim_event e WHERE e.claim_id = c.id AND e.state = 'applied'))) \
    OR (p.fills = 'instant' AND c.state IN ('applied', 'declined') AND NOT EXISTS \
    (SELECT 1 FROM claim_event e WHERE e.claim_id = c.id AND e.state = 'offered'))";

async fn count(service: &TestService, sql: &'static str) -> i64 {
    let mut db = service.store.read().await.expect("a connection");
    match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(sql).fetch_one(c).await.expect("a count"),
        On::Postgres(c) => sqlx::query_scalar(sql).fetch_one(c).await.expect("a count"),
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

/// Some of those who have applied for a shift.
async fn some_applicants(service: &TestService, shift: ShiftId) -> Vec<String> {
    const SQL: &str = "SELECT id FROM claim WHERE shift_id = $1 AND state = 'applied' ORDER BY id LIMIT 3";
    let shift = Key::from(shift);
    let mut db = service.store.read().await.expect("a connection");
    let ids: Vec<Key> = match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(SQL).bind(shift).fetch_all(c).await.expect("claims"),
        On::Postgres(c) => sqlx::query_scalar(SQL).bind(shift).fetch_all(c).await.expect("claims"),
    };
    ids.iter().map(|id| id.0.to_string()).collect()
}

async fn phone_of(service: &TestService, worker: &Worker) -> String {
    const SQL: &str = "SELECT phone FROM account WHERE id = $1";
    let mut db = service.store.read().await.expect("a connection");
    let sealed: Vec<u8> = match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(SQL).bind(Key::from(worker.account)).fetch_one(c).await.expect("a row"),
        On::Postgres(c) => sqlx::query_scalar(SQL).bind(Key::from(worker.account)).fetch_one(c).await.expect("a row"),
    };
    db.keys().open(Column::PHONE, worker.account.0, &sealed).expect("their phone")
}

/// Everybody and everything that the history is about.
struct World {
    service: TestService,
    workers: Vec<Worker>,
    phones: Vec<String>,
    owner: Worker,
    clerk: Worker,
    shifts: Vec<ShiftId>,
    employers: Vec<OrganisationId>,
}

impl World {
    async fn begin(engine: Engine) -> Self {
        let service = TestService::start(engine).await;
        let workers = service.workers(60).await;
        let mut phones = Vec::new();
        for worker in &workers {
            phones.push(phone_of(&service, worker).await);
        }
        let owner = service.workers(1).await.remove(0);
        let clerk = service.staff(StaffRole::Operator, "510600").await;
        let (mut shifts, mut employers) = (Vec::new(), Vec::new());
        for day in 0..SHIFTS + QUIET {
            let starts = Moment(service.now().0 + (20 + i64::try_from(day).expect("small")) * Moment::DAY);
            let fills = if (INSTANT..SHIFTS).contains(&day) { "review" } else { "instant" }.to_owned();
            let seats = if day < SHIFTS { 3 } else { 12 };
            let shift = rows::shift(&service.store, Wanted { seats, fills, ..Wanted::at(starts) }).await;
            employers.push(rows::employ(&service.store, shift, owner.account).await);
            shifts.push(shift);
        }
        Self { service, workers, phones, owner, clerk, shifts, employers }
    }

    async fn step(&self, number: usize) -> u16 {
        let mut chance = StdRng::seed_from_u64(number as u64);
        let (service, key) = (&self.service, format!("step-{number:05}"));
        let worker = &self.workers[chance.random_range(0..self.workers.len())];
        let among = if chance.random_bool(0.9) { SHIFTS } else { self.shifts.len() };
        let at = chance.random_range(0..among);
        let shift = self.shifts[at];
        match chance.random_range(0..100) {
            0..45 => service.claim(worker, shift, &key, chance.random_bool(0.7)).await.status,
            45..68 => {
                let state = ["confirmed", "confirmed", "waitlisted", "applied"][chance.random_range(0..4)];
                let Some(claim) = some_claim(service, worker, state).await else { return 0 };
                let fields = [("draft[claim]", claim.as_str()), ("draft[key]", &key), ("draft[reason]", "illness")];
                service.call("/api/leave", &fields, &worker.cookie).await.status
            }
            68..78 => {
                let Some(claim) = some_claim(service, worker, "offered").await else { return 0 };
                let answer = if chance.random_bool(0.6) { "yes" } else { "no" };
                let fields = [("draft[claim]", claim.as_str()), ("draft[key]", &key), ("draft[answer]", answer)];
                service.call("/api/answer_offer", &fields, &worker.cookie).await.status
            }
            78..83 => {
                let quiet = self.shifts[SHIFTS + chance.random_range(0..QUIET)];
                let shift = if chance.random_bool(0.7) { quiet } else { shift };
                self.crew(worker, shift, &key, &mut chance).await
            }
            83..87 => self.behalf(shift, &key, &mut chance).await,
            87..95 => self.choose(at, &mut chance).await,
            95 | 96 => {
                let Some(claim) = some_claim(service, worker, "confirmed").await else { return 0 };
                service.call("/api/veto_claim", &[("claim", &claim)], &worker.cookie).await.status
            }
            97 | 98 => {
                service.pass(5 * Moment::MINUTE);
                service.expire_due().await;
                0
            }
            // Most shifts must live through the history.
            _ if number.is_multiple_of(10) && at == 0 => {
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

    /// Claims seats for two or three others.
    async fn crew(&self, leader: &Worker, shift: ShiftId, key: &str, chance: &mut StdRng) -> u16 {
        let shift = shift.to_string();
        let mut fields = vec![("draft[shift]".to_owned(), shift), ("draft[key]".to_owned(), key.to_owned())];
        let first = chance.random_range(0..self.phones.len() - 3);
        for (line, phone) in self.phones[first..first + chance.random_range(2..=3)].iter().enumerate() {
            fields.push((format!("draft[members][{line}][name]"), "示例".to_owned()));
            fields.push((format!("draft[members][{line}][phone]"), phone.clone()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.service.call("/api/claim_crew", &fields, &leader.cookie).await.status
    }

    /// The staff claim a seat for somebody.
    async fn behalf(&self, shift: ShiftId, key: &str, chance: &mut StdRng) -> u16 {
        let (shift, phone) = (shift.to_string(), &self.phones[chance.random_range(0..self.phones.len())]);
        let queue = if chance.random_bool(0.5) { "yes" } else { "" };
        let fields = [
            ("draft[shift]", shift.as_str()),
            ("draft[key]", key),
            ("draft[phone]", phone),
            ("draft[way]", "by-phone"),
            ("draft[queue]", queue),
        ];
        self.service.call("/api/claim_for", &fields, &self.clerk.cookie).await.status
    }

    /// The employer answers some of those who have applied.
    async fn choose(&self, at: usize, chance: &mut StdRng) -> u16 {
        let claims = some_applicants(&self.service, self.shifts[at]).await;
        if claims.is_empty() {
            return 0;
        }
        let decision = if chance.random_bool(0.7) { "confirm" } else { "decline" };
        let (organisation, shift) = (self.employers[at].to_string(), self.shifts[at].to_string());
        let mut fields = vec![
            ("draft[organisation]", organisation.as_str()),
            ("draft[shift]", &shift),
            ("draft[decision]", decision),
            ("draft[reason]", "filled"),
        ];
        fields.extend(claims.iter().map(|claim| ("draft[claims][]", claim.as_str())));
        self.service.call("/api/choose_applicants", &fields, &self.owner.cookie).await.status
    }
}

async fn seats_are_never_given_twice_nor_left_empty_while_somebody_waits(engine: Engine) {
    let world = Arc::new(World::begin(engine).await);
    let (done, looks) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let watcher = tokio::spawn({
        let (world, done, looks) = (world.clone(), done.clone(), looks.clone());
        async move {
            while !done.load(Ordering::Relaxed) {
                assert_eq!(count(&world.service, BROKEN).await, 0);
                looks.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    for first in (0..STEPS).step_by(AT_ONCE) {
        let statuses = join_all((first..first + AT_ONCE).map(|number| world.step(number))).await;
        // Whoever names the same number too often is refused; nothing else may go wrong.
        assert!(statuses.iter().all(|status| matches!(status, 0 | 200 | 404 | 409 | 422 | 429)), "{statuses:?}");
    }
    done.store(true, Ordering::Relaxed);
    watcher.await.expect("no promise was broken");
    assert_eq!(count(&world.service, BROKEN).await, 0);
    assert_eq!(count(&world.service, ASTRAY).await, 0);
    for (sql, least) in [
        ("SELECT COUNT(*) FROM crew_seat", 20),
        ("SELECT COUNT(*) FROM claim_consent", 10),
        ("SELECT COUNT(*) FROM turned_down", 10),
    ] {
        let n = count(&world.service, sql).await;
        assert!(n >= least, "{sql}: only {n}, so the history tells little");
    }
    assert!(looks.load(Ordering::Relaxed) > 20, "hardly looked at: {looks:?}");
}
