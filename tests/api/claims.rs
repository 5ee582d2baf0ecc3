//! Claiming: who gets a seat, who waits, and what is said to the rest.

use domain::{id::ShiftId, when::Moment};
use futures::future::join_all;
use support::{
    Answer, Engine, Process, TestService, Worker,
    rows::{self, Wanted},
};

crate::on_both!(
    five_hundred_claims_on_five_seats_have_five_winners,
    two_processes_share_one_truth,
    a_freed_seat_goes_to_the_first_who_waits,
    an_offer_that_runs_out_goes_on_to_the_next,
    every_refusal_says_why,
    shifts_that_collide_are_refused,
    after_the_cutoff_a_reason_is_needed,
    somebody_elses_claim_is_out_of_reach,
    closing_a_shift_ends_every_claim,
);

async fn tomorrow_shift(service: &TestService, seats: i64) -> ShiftId {
    let starts = Moment(service.now().0 + Moment::DAY);
    rows::shift(&service.store, Wanted { seats, ..Wanted::at(starts) }).await
}

fn winners(answers: &[Answer]) -> usize {
    answers.iter().filter(|answer| answer.status == 200).count()
}

/// Seats and waiters as the storage counts them, and as its claims say.
async fn counts(service: &TestService, shift: ShiftId) -> (i64, i64, i64, i64) {
    const SQL: &str = "SELECT taken, waiting, \
                       (SELECT COUNT(*) FROM claim c WHERE c.shift_id = s.id \
                        AND c.state IN ('offered', 'confirmed')) AS holding, \
                       (SELECT COUNT(*) FROM claim c WHERE c.shift_id = s.id AND c.state = 'waitlisted') AS queued \
                       FROM shift s WHERE id = $1";
    let key = server::store::Key::from(shift);
    let mut db = service.store.read().await.expect("a connection");
    match db.engine() {
        server::store::Engine::Sqlite(c) => sqlx::query_as(SQL).bind(key).fetch_one(c).await.expect("the shift"),
        server::store::Engine::Postgres(c) => sqlx::query_as(SQL).bind(key).fetch_one(c).await.expect("the shift"),
    }
}

/// The newest claim of a worker on a shift.
pub async fn claim_of(service: &TestService, worker: &Worker, shift: ShiftId) -> String {
    const SQL: &str = "SELECT id FROM claim WHERE account_id = $1 AND shift_id = $2 ORDER BY made_at DESC LIMIT 1";
    let (account, shift) = (server::store::Key::from(worker.account), server::store::Key::from(shift));
    let mut db = service.store.read().await.expect("a connection");
    let id: server::store::Key = match db.engine() {
        server::store::Engine::Sqlite(c) => {
            sqlx::query_scalar(SQL).bind(account).bind(shift).fetch_one(c).await.expect("a claim")
        }
        server::store::Engine::Postgres(c) => {
            sqlx::query_scalar(SQL).bind(account).bind(shift).fetch_one(c).await.expect("a claim")
        }
    };
    id.0.to_string()
}

async fn leave(service: &TestService, worker: &Worker, claim: &str, reason: &str) -> Answer {
    let fields = [("draft[claim]", claim), ("draft[key]", "leave-key"), ("draft[reason]", reason)];
    service.call("/api/leave", &fields, &worker.cookie).await
}

async fn five_hundred_claims_on_five_seats_have_five_winners(engine: Engine) {
    let service = TestService::start(engine).await;
    let workers = service.workers(500).await;
    for round in 0..20 {
        // Days apart, so that no round collides with another.
        let starts = Moment(service.now().0 + (1 + round) * Moment::DAY);
        let shift = rows::shift(&service.store, Wanted::at(starts)).await;
        let key = format!("round-{round:03}");
        let answers = join_all(workers.iter().map(|worker| service.claim(worker, shift, &key, false))).await;
        assert_eq!(winners(&answers), 5);
        assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 409)), "round {round}");
        assert_eq!(counts(&service, shift).await, (5, 0, 5, 0));
    }
}

async fn two_processes_share_one_truth(engine: Engine) {
    if engine == Engine::Sqlite {
        // A SQLite file has one writer and so one instance: the second must not get in the way of the first.
        return one_file_two_instances().await;
    }
    let first = TestService::start(engine).await;
    let second = Process::start(first.database_url()).await;
    let workers = first.workers(200).await;
    for round in 0..5 {
        let starts = Moment(first.now().0 + (1 + round) * Moment::DAY);
        let shift = rows::shift(&first.store, Wanted::at(starts)).await;
        let claims = workers.iter().enumerate().map(|(at, worker)| {
            let url = if at % 2 == 0 { &first.url } else { &second.url };
            let (first, queue) = (&first, at % 3 == 0);
            async move { first.claim_at(url, worker, shift, "two-instances", queue).await }
        });
        let answers = join_all(claims).await;
        assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 409)));
        let (taken, waiting, holding, queued) = counts(&first, shift).await;
        assert_eq!((taken, holding), (5, 5));
        assert_eq!((waiting, winners(&answers)), (queued, 5 + usize::try_from(queued).expect("small")));
        // The key of this round is used up; the next round needs claims of its own.
        for worker in &workers {
            forget_answers(&first, worker).await;
        }
    }
}

async fn one_file_two_instances() {
    let first = TestService::start(Engine::Sqlite).await;
    let second = TestService::on(first.database_url()).await;
    let shift = tomorrow_shift(&first, 5).await;
    let workers = first.workers(20).await;
    let claims = workers.iter().enumerate().map(|(at, worker)| {
        let service = if at % 2 == 0 { &first } else { &second };
        async move { service.claim(worker, shift, "two-instances", false).await }
    });
    let answers = join_all(claims).await;
    assert_eq!(winners(&answers), 5);
    assert_eq!(counts(&first, shift).await, (5, 0, 5, 0));
}

async fn forget_answers(service: &TestService, worker: &Worker) {
    let account = server::store::Key::from(worker.account);
    let written = service.store.write::<_, (), _>(move |db| {
        Box::pin(async move {
            const SQL: &str = "DELETE FROM answer WHERE account_id = $1";
            match db.engine() {
                server::store::Engine::Sqlite(c) => sqlx::query(SQL).bind(account).execute(c).await.map(drop)?,
                server::store::Engine::Postgres(c) => sqlx::query(SQL).bind(account).execute(c).await.map(drop)?,
            }
            Ok(())
        })
    });
    written.await.expect("forgotten");
}

async fn a_freed_seat_goes_to_the_first_who_waits(engine: Engine) {
    let service = TestService::start(engine).await;
    let shift = tomorrow_shift(&service, 1).await;
    let workers = service.workers(3).await;
    assert_eq!(service.claim(&workers[0], shift, "first-key", false).await.status, 200);
    let refused = service.claim(&workers[1], shift, "second-key", false).await;
    assert_eq!((refused.status, refused.body.contains(r#""Full":{"place":1}"#)), (409, true), "{}", refused.body);
    assert_eq!(service.claim(&workers[1], shift, "second-queue", true).await.status, 200);
    assert_eq!(service.claim(&workers[2], shift, "third-queue", true).await.status, 200);
    assert_eq!(counts(&service, shift).await, (1, 2, 1, 2));
    let claim = claim_of(&service, &workers[0], shift).await;
    assert_eq!(leave(&service, &workers[0], &claim, "plans").await.status, 200);
    assert_eq!(counts(&service, shift).await, (1, 1, 1, 1));
    let offered = claim_of(&service, &workers[1], shift).await;
    let fields = [("draft[claim]", offered.as_str()), ("draft[key]", "offer-key"), ("draft[answer]", "yes")];
    assert_eq!(service.call("/api/answer_offer", &fields, &workers[1].cookie).await.status, 200);
    assert_eq!(counts(&service, shift).await, (1, 1, 1, 1));
    let mine = service.get("/me/shifts", &workers[1].cookie).await;
    assert_eq!(mine.status, 200);
    assert!(mine.body.contains("仓库搬运"));
}

async fn an_offer_that_runs_out_goes_on_to_the_next(engine: Engine) {
    let service = TestService::start(engine).await;
    let shift = tomorrow_shift(&service, 1).await;
    let workers = service.workers(3).await;
    assert_eq!(service.claim(&workers[0], shift, "first-key", true).await.status, 200);
    assert_eq!(service.claim(&workers[1], shift, "second-key", true).await.status, 200);
    assert_eq!(service.claim(&workers[2], shift, "third-key", true).await.status, 200);
    let claim = claim_of(&service, &workers[0], shift).await;
    leave(&service, &workers[0], &claim, "plans").await;
    let late = claim_of(&service, &workers[1], shift).await;
    service.pass(3 * Moment::HOUR);
    let fields = [("draft[claim]", late.as_str()), ("draft[key]", "offer-key"), ("draft[answer]", "yes")];
    let answer = service.call("/api/answer_offer", &fields, &workers[1].cookie).await;
    assert_eq!((answer.status, answer.body.contains("OfferExpired")), (409, true), "{}", answer.body);
    service.expire_due().await;
    assert_eq!(counts(&service, shift).await, (1, 0, 1, 0));
    let next = claim_of(&service, &workers[2], shift).await;
    let fields = [("draft[claim]", next.as_str()), ("draft[key]", "offer-key"), ("draft[answer]", "no")];
    assert_eq!(service.call("/api/answer_offer", &fields, &workers[2].cookie).await.status, 200);
    assert_eq!(counts(&service, shift).await, (0, 0, 0, 0));
}

async fn every_refusal_says_why(engine: Engine) {
    let service = TestService::start(engine).await;
    let workers = service.workers(2).await;
    let hour = Moment::HOUR;
    let now = service.now();
    let make = |wanted: Wanted| rows::shift(&service.store, wanted);
    let open = make(Wanted::at(Moment(now.0 + 48 * hour))).await;
    let begun = make(Wanted::at(Moment(now.0 - hour))).await;
    let over = make(Wanted::at(Moment(now.0 - 20 * hour))).await;
    let old = make(Wanted { least_age: 90, ..Wanted::at(Moment(now.0 + 72 * hour)) }).await;
    let later = make(Wanted { opens: Moment(now.0 + hour), ..Wanted::at(Moment(now.0 + 96 * hour)) }).await;
    assert_eq!(service.claim(&workers[0], open, "open-key-1", false).await.status, 200);
    let expected = [
        (open, "AlreadyYours"),
        (begun, "Started"),
        (over, "Ended"),
        (old, r#""UnderAge":{"least":90}"#),
        (later, "NotOpenUntil"),
    ];
    for (shift, word) in expected {
        let answer = service.claim(&workers[0], shift, &format!("key-{shift}"), true).await;
        assert_eq!(answer.status, 409);
        assert!(answer.body.contains(word), "{word}: {}", answer.body);
    }
    let nobody = Worker { account: workers[0].account, cookie: String::new() };
    assert_eq!(service.claim(&nobody, open, "nobody-key", false).await.status, 401);
    let none = domain::id::ShiftId(domain_uuid());
    assert_eq!(service.claim(&workers[0], none, "missing-key", false).await.status, 404);
    assert_eq!(service.claim(&workers[0], "' OR 1=1", "missing-key", false).await.status, 404);
}

fn domain_uuid() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}

async fn shifts_that_collide_are_refused(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    let start = service.now().0 + 2 * Moment::DAY;
    let first = rows::shift(&service.store, Wanted::at(Moment(start))).await;
    let mut away = Wanted::at(Moment(start).plus_minutes(490));
    away.point.lat += 100_000;
    let far = rows::shift(&service.store, away.clone()).await;
    let near = rows::shift(&service.store, Wanted::at(away.starts)).await;
    assert_eq!(service.claim(&worker, first, "first-key", false).await.status, 200);
    let refused = service.claim(&worker, far, "far-key-1", false).await;
    assert_eq!((refused.status, refused.body.contains("Collides")), (409, true), "{}", refused.body);
    assert_eq!(service.claim(&worker, near, "near-key", false).await.status, 200);
    // Both at once: the lock on the worker lets only one through.
    let other = service.workers(1).await.remove(0);
    let twice = join_all([first, far].map(|shift| {
        let (service, other) = (&service, &other);
        async move { service.claim(other, shift, &format!("at-once-{shift}"), false).await }
    }));
    assert_eq!(winners(&twice.await), 1);
}

async fn after_the_cutoff_a_reason_is_needed(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    let shift = rows::shift(&service.store, Wanted::at(Moment(service.now().0 + 3 * Moment::HOUR))).await;
    assert_eq!(service.claim(&worker, shift, "claim-key", false).await.status, 200);
    let claim = claim_of(&service, &worker, shift).await;
    service.pass(2 * Moment::HOUR);
    let refused = leave(&service, &worker, &claim, "plans").await;
    assert_eq!((refused.status, refused.body.contains("LeaveTooLate")), (409, true), "{}", refused.body);
    assert_eq!(leave(&service, &worker, &claim, "illness").await.status, 200);
    assert_eq!(counts(&service, shift).await, (0, 0, 0, 0));
}

async fn somebody_elses_claim_is_out_of_reach(engine: Engine) {
    let service = TestService::start(engine).await;
    let shift = tomorrow_shift(&service, 2).await;
    let workers = service.workers(2).await;
    service.claim(&workers[0], shift, "claim-key", false).await;
    let claim = claim_of(&service, &workers[0], shift).await;
    assert_eq!(leave(&service, &workers[1], &claim, "plans").await.status, 404);
    assert_eq!(counts(&service, shift).await, (1, 0, 1, 0));
}

async fn closing_a_shift_ends_every_claim(engine: Engine) {
    let service = TestService::start(engine).await;
    let shift = tomorrow_shift(&service, 1).await;
    let workers = service.workers(2).await;
    service.claim(&workers[0], shift, "claim-key", false).await;
    service.claim(&workers[1], shift, "queue-key", true).await;
    let doing = server::gig::Doing { actor: domain::identity::Actor::System, clock: service.clock.clone() };
    let closed = service.store.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move { server::gig::close(db, &doing, shift).await })
    });
    closed.await.expect("closed");
    assert_eq!(counts(&service, shift).await, (0, 0, 0, 0));
    let refused = service.claim(&workers[1], shift, "again-key", true).await;
    assert!(refused.body.contains("Closed"), "{}", refused.body);
}
