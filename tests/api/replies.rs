//! Every write sent again: one effect, one answer.

use domain::when::Moment;
use futures::future::join_all;
use support::{
    Engine, TestService, Worker,
    rows::{self, Wanted},
};

crate::on_both!(a_write_sent_again_has_one_effect_and_one_answer, a_dropped_reply_loses_nothing);

async fn history(service: &TestService) -> Vec<(String, i64)> {
    const SQL: &str = "SELECT state, COUNT(*) FROM claim_event GROUP BY state ORDER BY state";
    let mut db = service.store.read().await.expect("a connection");
    match db.engine() {
        server::store::Engine::Sqlite(c) => sqlx::query_as(SQL).fetch_all(c).await.expect("history"),
        server::store::Engine::Postgres(c) => sqlx::query_as(SQL).fetch_all(c).await.expect("history"),
    }
}

async fn my_claim(service: &TestService, worker: &Worker) -> String {
    const SQL: &str = "SELECT id FROM claim WHERE account_id = $1";
    let account = server::store::Key::from(worker.account);
    let mut db = service.store.read().await.expect("a connection");
    let id: server::store::Key = match db.engine() {
        server::store::Engine::Sqlite(c) => sqlx::query_scalar(SQL).bind(account).fetch_one(c).await.expect("a claim"),
        server::store::Engine::Postgres(c) => {
            sqlx::query_scalar(SQL).bind(account).fetch_one(c).await.expect("a claim")
        }
    };
    id.0.to_string()
}

async fn a_write_sent_again_has_one_effect_and_one_answer(engine: Engine) {
    let service = TestService::start(engine).await;
    let workers = service.workers(5).await;
    let shift = rows::shift(&service.store, Wanted::at(Moment(service.now().0 + Moment::DAY))).await;
    for (times, worker) in workers.iter().enumerate() {
        let claims = (0..=times).map(|_| service.claim(worker, shift, "same-key", false));
        let answers = join_all(claims).await;
        assert!(answers.iter().all(|answer| answer.status == 200 && answer.body == answers[0].body), "{answers:?}");
    }
    assert_eq!(history(&service).await, [("confirmed".to_owned(), 5)]);
    let claim = my_claim(&service, &workers[0]).await;
    let fields = [("draft[claim]", claim.as_str()), ("draft[key]", "leave-key"), ("draft[reason]", "plans")];
    let answers = join_all((0..5).map(|_| service.call("/api/leave", &fields, &workers[0].cookie))).await;
    assert!(answers.iter().all(|answer| answer.status == 200 && answer.body == answers[0].body), "{answers:?}");
    assert_eq!(history(&service).await, [("cancelled_by_worker".to_owned(), 1), ("confirmed".to_owned(), 5)]);
}

async fn a_dropped_reply_loses_nothing(engine: Engine) {
    let service = TestService::start(engine).await;
    let workers = service.workers(12).await;
    let starts = Moment(service.now().0 + Moment::DAY);
    let shift = rows::shift(&service.store, Wanted { seats: 12, ..Wanted::at(starts) }).await;
    let shift = shift.to_string();
    for (at, worker) in workers.iter().enumerate() {
        let fields = [("draft[shift]", shift.as_str()), ("draft[key]", "dropped-key")];
        let sent = service.send("/api/claim", &fields, &worker.cookie, "application/json");
        // The line breaks after some microseconds: before, during or after the work.
        let patience = std::time::Duration::from_micros(300 * u64::try_from(at).expect("small"));
        let _ = tokio::time::timeout(patience, sent).await;
        assert_eq!(service.claim(worker, &shift, "dropped-key", false).await.status, 200);
    }
    assert_eq!(history(&service).await, [("confirmed".to_owned(), 12)]);
}
