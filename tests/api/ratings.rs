//! Ratings both ways: seen together, changed before and not after, summed up from five on, and words that wait for the staff.

use domain::{id::ShiftId, identity::StaffRole, when::Moment};
use support::{
    Answer, Engine, TestService, Worker,
    rows::{self, Wanted},
};

use crate::{access::between, attendance::Day};

crate::on_both!(
    both_see_what_was_said_once_both_have_said_it,
    after_the_window_it_is_shown_and_nothing_can_be_said,
    words_that_are_found_or_reported_wait_for_the_staff,
    few_ratings_are_not_summed_up,
    nobody_else_rates_or_reads,
);

/// A day that was worked.
async fn worked(engine: Engine) -> Day {
    let day = Day::with(TestService::start(engine).await, |wanted| wanted).await;
    day.service.pass(9 * Moment::HOUR);
    let (start, end) = (day.clock(0).await, day.clock(480).await);
    assert_eq!(day.record(&[("draft[begun]", &start), ("draft[ended]", &end)]).await.status, 200);
    day
}

async fn rate(service: &TestService, what: &str, who: &Worker, claim: &str, mark: &str, words: &str) -> Answer {
    let fields = [
        ("draft[claim]", claim),
        ("draft[first]", mark),
        ("draft[second]", mark),
        ("draft[third]", "so-so"),
        ("draft[fourth]", mark),
        ("draft[fifth]", mark),
        ("draft[words]", words),
    ];
    service.call(&format!("/api/{what}"), &fields, &who.cookie).await
}

impl Day {
    async fn rate_employer(&self, mark: &str, words: &str) -> u16 {
        rate(&self.service, "rate_employer", &self.worker, &self.claim, mark, words).await.status
    }

    async fn rate_worker(&self, mark: &str, words: &str) -> u16 {
        rate(&self.service, "rate_worker", &self.owner, &self.claim, mark, words).await.status
    }

    async fn own_ratings(&self) -> String {
        let page = self.service.get(&format!("/me/shifts/{}/rating", self.claim), &self.worker.cookie).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.body
    }

    async fn their_ratings(&self) -> String {
        let path = format!("/me/organisations/{}/ratings/{}", self.organisation, self.claim);
        let page = self.service.get(&path, &self.owner.cookie).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.body
    }
}

async fn both_see_what_was_said_once_both_have_said_it(engine: Engine) {
    let day = worked(engine).await;
    assert!(day.mine().await.contains(&format!("/me/shifts/{}/rating", day.claim)));
    let half = [("draft[claim]", day.claim.as_str()), ("draft[first]", "yes")];
    let refused = day.service.call("/api/rate_employer", &half, &day.worker.cookie).await;
    assert!(refused.status == 422 && refused.body.contains("\"fifth\""), "{}", refused.body);
    for _ in 0..3 {
        assert_eq!(day.rate_employer("yes", "示例老板人好").await, 200);
    }
    assert_eq!(day.told(&day.owner).await.matches("<h2>有人评价了您单位").count(), 1);
    let theirs = day.their_ratings().await;
    assert!(!theirs.contains("示例老板人好") && !theirs.contains("data-mark"), "shown too early: {theirs}");
    let copy = day.service.get("/me/data.json", &day.owner.cookie).await.body;
    assert!(!copy.contains("示例老板人好"), "{copy}");
    // Another opinion, while nothing is shown.
    assert_eq!(day.rate_employer("no", "示例工钱少给了").await, 200);
    let own = day.own_ratings().await;
    assert!(own.contains("示例工钱少给了") && !own.contains("示例老板人好"), "{own}");
    // The other side at once and twice: one answer, and then all is shown.
    let (one, two) = tokio::join!(day.rate_worker("yes", "示例手脚快"), day.rate_worker("yes", "示例手脚快"));
    assert_eq!((one, two), (200, 200));
    assert_eq!(day.told(&day.worker).await.matches("<h2>单位评价了您").count(), 1);
    let (own, theirs) = (day.own_ratings().await, day.their_ratings().await);
    assert!(own.contains("示例手脚快") && theirs.contains("示例工钱少给了"), "{own}{theirs}");
    assert_eq!(own.matches("data-mark=\"no\"").count(), 4, "{own}");
    // Now it stays.
    assert_eq!((day.rate_employer("yes", "").await, day.rate_worker("no", "").await), (409, 409));
    assert_eq!(day.rate_employer("no", "示例工钱少给了").await, 200, "the same again is there already");
    assert!(day.their_ratings().await.contains("示例工钱少给了"));
}

async fn after_the_window_it_is_shown_and_nothing_can_be_said(engine: Engine) {
    let day = worked(engine).await;
    assert_eq!(day.rate_worker("no", "示例来晚了").await, 200);
    assert!(!day.own_ratings().await.contains("示例来晚了"));
    day.service.pass(7 * Moment::DAY);
    let own = day.own_ratings().await;
    assert!(own.contains("示例来晚了") && !own.contains("action=\"/api/rate_employer\""), "{own}");
    assert_eq!((day.rate_employer("yes", "").await, day.rate_worker("yes", "").await), (409, 409));
    // Nor before the work is over.
    let early = Day::begin(engine).await;
    assert_eq!(early.rate_employer("yes", "").await, 409);
}

async fn words_that_are_found_or_reported_wait_for_the_staff(engine: Engine) {
    let day = worked(engine).await;
    let service = &day.service;
    assert_eq!(day.rate_employer("yes", "示例好活，加微信介绍").await, 200);
    assert_eq!(day.rate_worker("no", "示例骂人的话").await, 200);
    let theirs = day.their_ratings().await;
    assert!(theirs.contains("data-mark=\"yes\"") && !theirs.contains("加微信介绍"), "{theirs}");
    let own = day.own_ratings().await;
    assert!(own.contains("示例骂人的话") && own.contains("data-words=\"held\""), "{own}");
    let rating = between(&own, "name=\"rating\" value=\"", "\"");
    let report = [("rating", rating.as_str())];
    assert_eq!(service.call("/api/report_rating", &report, &day.owner.cookie).await.status, 404, "one's own words");
    for _ in 0..2 {
        assert_eq!(service.call("/api/report_rating", &report, &day.worker.cookie).await.status, 200);
    }
    assert!(!day.own_ratings().await.contains("示例骂人的话"), "it waits");
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let queue = service.get("/console?kind=rating", &approver.cookie).await.body;
    assert_eq!(queue.matches("href=\"/console/rating/").count(), 2, "{queue}");
    let desk = format!("/console/rating/{rating}");
    assert!(service.get(&desk, &approver.cookie).await.body.contains("示例骂人的话"));
    let auditor = service.staff(StaffRole::Auditor, "510681").await;
    let seen = service.get(&desk, &auditor.cookie).await;
    assert!(seen.status == 200 && !seen.body.contains("示例骂人的话"), "{}", seen.body);
    let elsewhere = service.staff(StaffRole::Approver, "510683").await;
    let operator = service.staff(StaffRole::Operator, "510681").await;
    let insider = service.staff(StaffRole::Approver, "510681").await;
    rows::employ(&service.store, day.shift, insider.account).await;
    let hide = [("draft[rating]", rating.as_str()), ("draft[decision]", "hide"), ("draft[reason]", "辱骂")];
    for (who, status) in [(&elsewhere, 404), (&operator, 403), (&insider, 403), (&day.worker, 401)] {
        assert_eq!(service.call("/api/judge_rating", &hide, &who.cookie).await.status, status);
    }
    assert_eq!(service.call("/api/judge_rating", &hide[..2], &approver.cookie).await.status, 422);
    let (one, two) = tokio::join!(
        service.call("/api/judge_rating", &hide, &approver.cookie),
        service.call("/api/judge_rating", &hide, &approver.cookie)
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert!(
        !day.own_ratings().await.contains("示例骂人的话") && day.own_ratings().await.contains("附言被工作人员去掉了")
    );
    assert_eq!(service.call("/api/report_rating", &report, &day.worker.cookie).await.status, 409, "it is decided");
    // The other one is fine after all.
    let other =
        between(&service.get("/console?kind=rating", &approver.cookie).await.body, "href=\"/console/rating/", "\"");
    let show = [("draft[rating]", other.as_str()), ("draft[decision]", "show"), ("draft[reason]", "没有问题")];
    assert_eq!(service.call("/api/judge_rating", &show, &approver.cookie).await.status, 200);
    assert!(day.their_ratings().await.contains("加微信介绍"));
    assert!(!service.get("/console?kind=rating", &approver.cookie).await.body.contains("/console/rating/"));
}

/// Takes a seat, or applies for one; gives the claim.
async fn take(service: &TestService, worker: &Worker, shift: ShiftId) -> String {
    let taken = service.claim(worker, shift, &format!("key-{shift}"), false).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    // By the shift: they may hold an earlier one.
    let work = service.ask("/api/show_work", &format!("{{\"claim\":\"{shift}\"}}"), &worker.cookie).await;
    between(&work.body, "\"claim\":\"", "\"")
}

/// Somebody who has worked in another shift of the employer of a day, and says this of it.
async fn another_rating(day: &Day, worker: &Worker, mark: &str) {
    let service = &day.service;
    let starts = Moment(service.now().0 + 2 * Moment::DAY);
    let starts = Moment(starts.0 - starts.0.rem_euclid(Moment::MINUTE));
    // An hour each: more is not allowed for one employer in a week.
    let wanted = Wanted { town: "510681001".to_owned(), minutes: 60, ..Wanted::at(starts) };
    let shift = rows::shift(&service.store, wanted).await;
    rows::same_employer(&service.store, shift, day.shift).await;
    let claim = take(service, worker, shift).await;
    rows::move_shift(&service.store, shift, -3 * Moment::DAY).await;
    let json = format!("{{\"claim\":\"{claim}\"}}");
    let shown = service.ask("/api/show_work", &json, &worker.cookie).await.body;
    let starts: i64 = between(&shown, "\"starts\":", ",").parse().expect("a time");
    let [begun, ended] = [0, 60].map(|minutes| Moment(starts).plus_minutes(minutes).clock());
    let done = [("draft[claim]", claim.as_str()), ("draft[begun]", &begun), ("draft[ended]", &ended)];
    let written = service.call("/api/record_hours", &done, &day.owner.cookie).await;
    assert_eq!(written.status, 200, "{begun} {ended}: {}", written.body);
    assert_eq!(rate(service, "rate_employer", worker, &claim, mark, "").await.status, 200);
    assert_eq!(rate(service, "rate_worker", &day.owner, &claim, "yes", "").await.status, 200);
}

async fn few_ratings_are_not_summed_up(engine: Engine) {
    let day = worked(engine).await;
    let service = &day.service;
    let gig = format!("/gigs/{}", day.shift);
    let workers = service.workers(4).await;
    assert_eq!((day.rate_employer("yes", "").await, day.rate_worker("yes", "").await), (200, 200));
    for worker in &workers[..3] {
        another_rating(&day, worker, "yes").await;
    }
    // The same person again is no fifth one.
    another_rating(&day, &workers[0], "yes").await;
    let page = service.get(&gig, "").await.body;
    assert!(!page.contains("data-ratings"), "of four people: {page}");
    another_rating(&day, &workers[3], "no").await;
    let page = service.get(&gig, "").await.body;
    assert!(page.contains("data-ratings=\"6\""), "{page}");
    assert_eq!(
        (page.matches("data-band=\"most\"").count(), page.matches("data-band=\"half\"").count()),
        (4, 1),
        "{page}"
    );
    // A worker who was rated five times, before the employer who has them in the list.
    for _ in 0..2 {
        another_rating(&day, &workers[0], "yes").await;
    }
    assert!(!day.theirs().await.contains("data-ratings"), "the worker of this day has one");
    let soon = Wanted { town: "510681001".to_owned(), minutes: 60, ..Wanted::at(service.now().plus_minutes(30)) };
    let soon = rows::shift(&service.store, soon).await;
    rows::same_employer(&service.store, soon, day.shift).await;
    let crew = format!("/me/organisations/{}/shifts/{soon}", day.organisation);
    take(service, &workers[0], soon).await;
    assert!(!service.get(&crew, &day.owner.cookie).await.body.contains("data-ratings"), "four times");
    another_rating(&day, &workers[0], "yes").await;
    assert!(service.get(&crew, &day.owner.cookie).await.body.contains("data-ratings=\"5\""));
    // And where the employer chooses whom to take.
    let later = Moment(service.now().0 + 3 * Moment::DAY);
    let choosing =
        Wanted { town: "510681001".to_owned(), minutes: 60, fills: "review".to_owned(), ..Wanted::at(later) };
    let choosing = rows::shift(&service.store, choosing).await;
    rows::same_employer(&service.store, choosing, day.shift).await;
    take(service, &workers[0], choosing).await;
    let applicants = format!("/me/organisations/{}/shifts/{choosing}/applicants", day.organisation);
    assert!(service.get(&applicants, &day.owner.cookie).await.body.contains("data-ratings=\"5\""));
}

async fn nobody_else_rates_or_reads(engine: Engine) {
    let day = worked(engine).await;
    let service = &day.service;
    let stranger = service.workers(1).await.remove(0);
    for (what, who) in [
        ("rate_employer", &stranger),
        ("rate_worker", &stranger),
        ("rate_employer", &day.owner),
        ("rate_worker", &day.worker),
    ] {
        assert_eq!(rate(service, what, who, &day.claim, "yes", "").await.status, 404, "{what}");
    }
    let pages = [
        format!("/me/shifts/{}/rating", day.claim),
        format!("/me/organisations/{}/ratings/{}", day.organisation, day.claim),
    ];
    for page in &pages {
        assert_eq!(service.get(page, &stranger.cookie).await.status, 404, "{page}");
        assert_eq!(service.get(page, "").await.status, 401, "{page}");
    }
    assert_eq!(service.get(&pages[0], &day.owner.cookie).await.status, 404);
    assert_eq!(service.get(&pages[1], &day.worker.cookie).await.status, 404);
    assert!(!day.own_ratings().await.contains("data-mark"));
}
