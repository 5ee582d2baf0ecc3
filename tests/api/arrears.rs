//! Arrears of wages: the ladder of warnings, what it stops, and the board of the staff.

use domain::{identity::StaffRole, when::Moment};
use support::{
    Engine, TestService, Worker,
    rows::{self, Wanted},
};

use crate::{
    attachment::upload,
    attendance::{Day, seat},
};

crate::on_both!(
    each_step_is_taken_once_and_paying_ends_it,
    who_owes_for_long_gets_no_new_workers,
    the_staff_see_what_is_owed_in_their_region,
);

const STEPS: [&str; 4] = ["有工钱到期了，请尽快付清", "工钱逾期 3 天", "工钱逾期 7 天", "工钱逾期 15 天"];

/// A day that was worked, and whose wages of 200 yuan have been due for so long.
async fn late(engine: Engine, days: i64) -> Day {
    let day = Day::with(TestService::start(engine).await, |wanted| wanted).await;
    rows::move_shift(&day.service.store, day.shift, -(days + 2) * Moment::DAY).await;
    let (start, end) = (day.clock(0).await, day.clock(480).await);
    assert_eq!(day.record(&[("draft[begun]", &start), ("draft[ended]", &end)]).await.status, 200);
    day
}

async fn climb(service: &TestService) {
    let done = server::gig::arrears::climb(&service.store, &service.clock, &service.settings).await;
    done.expect("the ladder");
}

async fn told(day: &Day, whom: &Worker) -> Vec<usize> {
    let inbox = day.told(whom).await;
    STEPS.iter().map(|step| inbox.matches(&format!("<h2>{step}")).count()).collect()
}

async fn each_step_is_taken_once_and_paying_ends_it(engine: Engine) {
    let day = late(engine, 0).await;
    let due = Moment(due_of(&day).await);
    let service = &day.service;
    service.stand_still(Moment(due.0 - 1));
    climb(service).await;
    assert_eq!(told(&day, &day.owner).await, [0, 0, 0, 0], "it is not overdue yet");
    for (days, expected) in [(0, [1, 0, 0, 0]), (3, [1, 1, 0, 0]), (7, [1, 1, 1, 0]), (15, [1, 1, 1, 1])] {
        service.stand_still(Moment(due.0 + days * Moment::DAY));
        // Several instances at once, and again.
        tokio::join!(climb(service), climb(service), climb(service));
        climb(service).await;
        assert_eq!(told(&day, &day.owner).await, expected, "after {days} days");
    }
    assert_eq!(told(&day, &day.worker).await, [0, 0, 0, 0], "only the employer");
    let case = format!("/console/arrears/{}", day.organisation);
    let approver = service.staff(StaffRole::Approver, "510681").await;
    assert!(service.get("/console", &approver.cookie).await.body.contains(&case));
    let ledger = format!("/me/organisations/{}/ledger", day.organisation);
    let own = service.get(&ledger, &day.owner.cookie).await.body;
    assert!(own.contains("data-overdue=\"20000\"") && own.contains("现在不能发布用工信息"), "{own}");
    // A part is not enough, the rest is: the case goes by itself.
    assert_eq!(pay(&day, "payment-1", "199.99").await, 200);
    climb(service).await;
    assert!(service.get("/console", &approver.cookie).await.body.contains(&case), "a fen is missing");
    assert_eq!(pay(&day, "payment-2", "0.01").await, 200);
    climb(service).await;
    assert!(!service.get("/console", &approver.cookie).await.body.contains(&case));
    assert!(!service.get(&ledger, &day.owner.cookie).await.body.contains("data-overdue"));
}

async fn due_of(day: &Day) -> i64 {
    let json = format!("{{\"claim\":\"{}\"}}", day.claim);
    let shown = day.service.ask("/api/show_work", &json, &day.worker.cookie).await;
    crate::access::between(&shown.body, "\"due\":", ",").parse().expect("a time")
}

async fn pay(day: &Day, key: &str, sum: &str) -> u16 {
    let fields =
        [("draft[claim]", day.claim.as_str()), ("draft[key]", key), ("draft[method]", "bank"), ("draft[sum]", sum)];
    upload(&day.service, "/upload/payment", &day.owner.cookie, &fields, "", &[]).await.status
}

async fn who_owes_for_long_gets_no_new_workers(engine: Engine) {
    let day = late(engine, 5).await;
    let service = &day.service;
    let coming = Wanted { town: "510681001".to_owned(), ..Wanted::at(Moment(service.now().0 + 4 * Moment::DAY)) };
    let coming = rows::shift(&service.store, coming).await;
    rows::same_employer(&service.store, coming, day.shift).await;
    let workers = service.workers(2).await;
    seat(service, &workers[0], coming).await;
    let due = due_of(&day).await;
    service.stand_still(Moment(due + 7 * Moment::DAY - 1));
    let still = service.now();
    let later = Moment(due + 7 * Moment::DAY);
    assert!(still < later);
    service.stand_still(later);
    let refused = service.claim(&workers[1], coming, "claim-key-2", false).await;
    assert!(refused.status == 409 && refused.body.contains("EmployerStopped"), "{}", refused.body);
    assert_eq!(pay(&day, "payment-1", "200").await, 200);
    assert_eq!(service.claim(&workers[1], coming, "claim-key-2", false).await.status, 200, "it ends by itself");
}

async fn the_staff_see_what_is_owed_in_their_region(engine: Engine) {
    let day = late(engine, 20).await;
    let service = &day.service;
    climb(service).await;
    let [here, city, elsewhere] = ["510681", "510600", "510683"].map(|region| (StaffRole::Approver, region));
    let here = service.staff(here.0, here.1).await;
    let city = service.staff(city.0, city.1).await;
    let elsewhere = service.staff(elsewhere.0, elsewhere.1).await;
    let case = format!("/console/arrears/{}", day.organisation);
    for (who, sees) in [(&here, true), (&city, true), (&elsewhere, false)] {
        let board = service.get("/console/arrears", &who.cookie).await;
        assert_eq!(board.status, 200);
        assert_eq!(board.body.contains(&case), sees, "{}", board.body);
        assert_eq!(board.body.contains("data-open=\"20000\""), sees);
        assert_eq!(service.get(&case, &who.cookie).await.status, if sees { 200 } else { 404 });
    }
    let other = service.get("/console/arrears?county=510683", &city.cookie).await.body;
    assert!(!other.contains(&case) && other.contains("没有到期未付的工钱"), "{other}");
    let outside = service.get("/console/arrears?county=510681", &elsewhere.cookie).await.body;
    assert!(!outside.contains(&case), "a county that is not one's own");
    let seen = service.get(&case, &here.cookie).await.body;
    assert!(seen.contains("data-step=\"case\"") && seen.contains("示*") && !seen.contains(">示例<"), "{seen}");
    let id = day.organisation.to_string();
    let close = [("draft[organisation]", id.as_str()), ("draft[reason]", "已约谈，三天内付清")];
    let operator = service.staff(StaffRole::Operator, "510681").await;
    for (who, status) in [(&operator, 403), (&elsewhere, 404), (&day.owner, 401)] {
        assert_eq!(service.call("/api/close_arrears", &close, &who.cookie).await.status, status);
    }
    assert_eq!(service.call("/api/close_arrears", &close[..1], &here.cookie).await.status, 422);
    let (one, two) = tokio::join!(
        service.call("/api/close_arrears", &close, &here.cookie),
        service.call("/api/close_arrears", &close, &city.cookie)
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    climb(service).await;
    assert!(!service.get("/console", &here.cookie).await.body.contains(&case), "the same case comes back");
}
