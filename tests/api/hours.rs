//! Working time: what a week for one employer may come to, however it is asked for.

use domain::{id::ShiftId, when::Moment};
use server::setting::library;
use support::{
    Answer, Engine, TestService, Worker,
    rows::{self, Wanted},
};
use uuid::Uuid;

use crate::claims::claim_of;

crate::on_both!(
    a_week_for_one_employer_comes_to_an_end,
    of_two_at_once_one_is_over_the_week,
    an_offer_is_not_taken_over_the_week,
);

/// A service with the limits that ship with the program: 24 hours a week for one employer.
async fn limited(engine: Engine) -> TestService {
    let service = TestService::start(engine).await;
    let shipped = library::read(std::path::Path::new(""), &service.state.reference).expect("the settings");
    library::fill(&service.store, shipped, service.now()).await.expect("filled");
    let mut db = service.store.read().await.expect("a connection");
    service.settings.refresh(&mut db).await.expect("read");
    drop(db);
    service
}

/// The start of the day `n` days after the next Monday, by the service's clock.
fn day(service: &TestService, n: i64) -> Moment {
    let (_, monday) = domain::gig::hours::week(service.now());
    Moment(monday.0 + n * Moment::DAY)
}

/// A shift of eight hours for this employer, from eight on.
async fn shift(service: &TestService, employer: Uuid, n: i64, seats: i64) -> ShiftId {
    let starts = day(service, n).plus_minutes(8 * 60);
    rows::shift(&service.store, Wanted { employer, seats, ..Wanted::at(starts) }).await
}

async fn take(service: &TestService, worker: &Worker, shift: ShiftId) -> Answer {
    service.claim(worker, shift, &format!("take-{shift}"), true).await
}

async fn a_week_for_one_employer_comes_to_an_end(engine: Engine) {
    let service = limited(engine).await;
    let worker = service.workers(1).await.remove(0);
    let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
    for n in 0..3 {
        let monday_to_wednesday = shift(&service, one, n, 5).await;
        assert_eq!(take(&service, &worker, monday_to_wednesday).await.status, 200);
    }
    let thursday = shift(&service, one, 3, 5).await;
    let refused = take(&service, &worker, thursday).await;
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains(r#"{"OverHours":{"most":1440,"has":1440,"more":480}}"#), "{}", refused.body);
    let form = [("draft[shift]", thursday.to_string()), ("draft[key]", "by-form-key".to_owned())];
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let told = service.call("/api/claim", &form, &worker.cookie).await;
    assert_eq!(told.status, 409, "{}", told.body);
    for (employer, n, what) in [(other, 4, "another employer"), (one, 7, "the next week")] {
        let allowed = shift(&service, employer, n, 5).await;
        assert_eq!(take(&service, &worker, allowed).await.status, 200, "{what}");
    }
}

async fn of_two_at_once_one_is_over_the_week(engine: Engine) {
    let service = limited(engine).await;
    let second = TestService::on(service.database_url()).await;
    let worker = service.workers(1).await.remove(0);
    let employer = Uuid::now_v7();
    for n in 0..2 {
        let held = shift(&service, employer, n, 5).await;
        assert_eq!(take(&service, &worker, held).await.status, 200);
    }
    let (third, fourth) = (shift(&service, employer, 2, 5).await, shift(&service, employer, 3, 5).await);
    let (a, b) = tokio::join!(take(&service, &worker, third), take(&second, &worker, fourth));
    assert!([(200, 409), (409, 200)].contains(&(a.status, b.status)), "{} {}", a.body, b.body);
}

async fn an_offer_is_not_taken_over_the_week(engine: Engine) {
    let service = limited(engine).await;
    let workers = service.workers(2).await;
    let employer = Uuid::now_v7();
    let full = shift(&service, employer, 3, 1).await;
    assert_eq!(take(&service, &workers[0], full).await.status, 200);
    assert_eq!(take(&service, &workers[1], full).await.status, 200, "a place in the queue");
    for n in 0..3 {
        let held = shift(&service, employer, n, 5).await;
        assert_eq!(take(&service, &workers[1], held).await.status, 200, "a place in a queue is no work");
    }
    let first = claim_of(&service, &workers[0], full).await;
    let fields = [("draft[claim]", first.as_str()), ("draft[key]", "leave-key"), ("draft[reason]", "plans")];
    assert_eq!(service.call("/api/leave", &fields, &workers[0].cookie).await.status, 200);
    let offered = claim_of(&service, &workers[1], full).await;
    let fields = [("draft[claim]", offered.as_str()), ("draft[key]", "offer-key"), ("draft[answer]", "yes")];
    let answer = service.call("/api/answer_offer", &fields, &workers[1].cookie).await;
    assert_eq!((answer.status, answer.body.contains("OverHours")), (409, true), "{}", answer.body);
    let fields = [("draft[claim]", offered.as_str()), ("draft[key]", "no-key-1"), ("draft[answer]", "no")];
    assert_eq!(
        service.call("/api/answer_offer", &fields, &workers[1].cookie).await.status,
        200,
        "declining still works"
    );
}
