//! Readers report a posting, the staff of its place answer, and everybody concerned is told.

use domain::{
    gig::posting::{REPORTS_A_DAY, ReportOutcome},
    identity::StaffRole,
    when::Moment,
};
use support::{
    Answer, Engine, TestService, Worker,
    rows::{self, Wanted},
};

use crate::postings;

crate::on_both!(
    a_report_that_is_right_ends_the_posting,
    a_report_in_part_right_is_a_warning_and_costs_trust,
    a_report_is_made_once_and_is_nobody_elses_business,
    a_posting_that_came_with_a_file_is_ended_too,
);

async fn report(service: &TestService, whom: &Worker, shift: &str, (reason, words): (&str, &str)) -> Answer {
    let fields = [("draft[shift]", shift), ("draft[reason]", reason), ("draft[words]", words)];
    service.call("/api/report_posting", &fields, &whom.cookie).await
}

async fn answer(service: &TestService, staff: &Worker, posting: &str, outcome: ReportOutcome, words: &str) -> Answer {
    let fields = [("draft[posting]", posting), ("draft[outcome]", outcome.word()), ("draft[words]", words)];
    service.call("/api/answer_reports", &fields, &staff.cookie).await
}

/// A posting that somebody has reported.
pub async fn reported(service: &TestService) -> String {
    let [owner, reader] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let (_, posting, shift) = postings::published(service, &owner).await;
    assert_eq!(report(service, &reader, &shift, ("money", "")).await.status, 200);
    posting
}

async fn a_report_that_is_right_ends_the_posting(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, worker, reader, other] = <[Worker; 4]>::try_from(service.workers(4).await).ok().expect("four");
    let (organisation, posting, shift) = postings::published(&service, &owner).await;
    assert_eq!(service.claim(&worker, &shift, "take-a-seat", false).await.status, 200);
    let page = service.get(&format!("/gigs/{shift}"), &reader.cookie).await.body;
    assert!(page.contains(&format!("href=\"/gigs/{shift}/report\"")), "no way to report it");
    for whom in [&reader, &other] {
        assert_eq!(report(&service, whom, &shift, ("money", "要先交两百押金")).await.status, 200);
    }
    let waits = service.get(&format!("/gigs/{shift}/report"), &reader.cookie).await.body;
    assert!(waits.contains("正在查看") && !waits.contains("report_posting"), "it can be reported once more");
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let queue = service.get("/console?kind=report", &approver.cookie).await.body;
    assert_eq!(queue.matches(&format!("/console/report/{posting}")).count(), 1, "one item for both: {queue}");
    let case = service.get(&format!("/console/report/{posting}"), &approver.cookie).await.body;
    assert!(case.matches("<p class=\"prose\">要先交两百押金").count() == 2 && case.contains("班次里有 1 人"), "{case}");
    let unsaid = answer(&service, &approver, &posting, ReportOutcome::Removed, " ").await;
    assert!(unsaid.status == 422 && unsaid.body.contains("\"words\""), "{}", unsaid.body);
    let answered = answer(&service, &approver, &posting, ReportOutcome::Removed, "查实收押金").await;
    assert_eq!(answered.status, 200, "{}", answered.body);
    let twice = answer(&service, &approver, &posting, ReportOutcome::Dismissed, "").await;
    assert_eq!(twice.status, 409, "answered already");
    assert!(!service.get("/console", &approver.cookie).await.body.contains(&posting), "it still waits");
    let own = postings::page(&service, &owner, &organisation, &posting).await;
    assert!(own.contains("data-state=\"closed\"") && own.contains("查实收押金"), "the employer reads why");
    let told = |body: String, words: &str| assert!(body.contains(words), "{words} in {body}");
    told(service.get("/me/messages", &owner.cookie).await.body, "用工信息下架了");
    told(service.get("/me/messages", &worker.cookie).await.body, "取消");
    for whom in [&reader, &other] {
        let body = service.get("/me/messages", &whom.cookie).await.body;
        assert!(body.contains("查实有问题") && !body.contains("查实收押金"), "{body}");
    }
    assert_eq!(service.claim(&reader, &shift, "take-another", false).await.status, 409, "it is over");
}

async fn a_report_in_part_right_is_a_warning_and_costs_trust(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, reader] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let (organisation, posting, shift) = postings::published(&service, &owner).await;
    for (n, at) in ["09:00", "10:00"].into_iter().enumerate() {
        let (id, title) = (postings::fresh(), format!("搬运 {}", ["甲", "乙"][n]));
        let change = [("sheet[posting][title]", title.as_str()), ("sheet[shifts][0][start]", at)];
        postings::save(&service, &owner.cookie, (&organisation, &id, "0", "submit"), &change).await;
        assert_eq!(postings::judge(&service, &approver, &id, "2", ["publish", ""]).await.status, 200);
    }
    let trusted = |title: &'static str| {
        let (service, owner, organisation) = (&service, &owner, &organisation);
        async move {
            let id = postings::fresh();
            let id = format!("{}11", &id[..id.len() - 2]);
            let change = [("sheet[posting][title]", title)];
            let sent = postings::save(service, &owner.cookie, (organisation, &id, "0", "submit"), &change).await;
            assert_eq!(sent.status, 200, "{}", sent.body);
            sent.body.contains("Published")
        }
    };
    assert!(trusted("理货 丙").await, "three were published and nothing is known against them");
    assert_eq!(report(&service, &reader, &shift, ("untrue", "")).await.status, 200);
    assert_eq!(answer(&service, &approver, &posting, ReportOutcome::Dismissed, "").await.status, 200);
    assert!(service.get("/me/messages", &reader.cookie).await.body.contains("没有发现问题"));
    assert!(trusted("理货 丁").await, "a report that was wrong costs nothing");
    assert_eq!(report(&service, &reader, &shift, ("untrue", "实际是 20 元")).await.status, 200);
    assert_eq!(answer(&service, &approver, &posting, ReportOutcome::Warned, "把工钱写对").await.status, 200);
    let own = postings::page(&service, &owner, &organisation, &posting).await;
    assert!(own.contains("data-state=\"published\"") && own.contains("把工钱写对"));
    assert!(service.get("/me/messages", &owner.cookie).await.body.contains("用工信息要改正"));
    assert!(!trusted("理货 戊").await, "the next one is looked at first");
    let case = service.get(&format!("/console/report/{posting}"), &approver.cookie).await.body;
    assert!(case.contains("半年内举报属实 1 条") && !case.contains("draft[outcome]"), "{case}");
}

async fn a_report_is_made_once_and_is_nobody_elses_business(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, reader] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let (organisation, posting, shift) = postings::published(&service, &owner).await;
    for (reason, words, field) in [("", "x", "\"reason\""), ("other", " ", "\"words\""), ("bias?", "x", "\"reason\"")] {
        let refused = report(&service, &reader, &shift, (reason, words)).await;
        assert!(refused.status == 422 && refused.body.contains(field), "{reason}: {}", refused.body);
    }
    assert_eq!(report(&service, &reader, &postings::fresh(), ("money", "")).await.status, 404);
    let sends = (0..5).map(|_| report(&service, &reader, &shift, ("bias", "<b>只要本地人</b>")));
    for sent in futures::future::join_all(sends).await {
        assert_eq!(sent.status, 200, "{}", sent.body);
    }
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let case = service.get(&format!("/console/report/{posting}"), &approver.cookie).await.body;
    assert_eq!(
        case.matches("<p class=\"prose\">&lt;b&gt;只要本地人").count(),
        1,
        "one report, shown as it was typed: {case}"
    );
    let own = postings::page(&service, &owner, &organisation, &posting).await;
    let messages = service.get("/me/messages", &owner.cookie).await.body;
    assert!(!own.contains("只要本地人") && !messages.contains("举报"), "the employer knows");
    let elsewhere = service.staff(StaffRole::Approver, "510683").await;
    assert_eq!(service.get(&format!("/console/report/{posting}"), &elsewhere.cookie).await.status, 404);
    assert_eq!(answer(&service, &elsewhere, &posting, ReportOutcome::Dismissed, "").await.status, 404);
    // A day has its limit; what waits already does not count.
    for n in 1..=REPORTS_A_DAY {
        let wanted = Wanted::at(Moment(service.now().0 + Moment::DAY));
        let another = rows::shift(&service.store, wanted).await.to_string();
        let sent = report(&service, &reader, &another, ("money", "")).await;
        let expected = if n < REPORTS_A_DAY { 200 } else { 429 };
        assert_eq!(sent.status, expected, "{n}: {}", sent.body);
    }
}

async fn a_posting_that_came_with_a_file_is_ended_too(engine: Engine) {
    let service = TestService::start(engine).await;
    let [worker, reader] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let wanted = Wanted { town: "510681001".to_owned(), ..Wanted::at(Moment(service.now().0 + Moment::DAY)) };
    let shift = rows::shift(&service.store, wanted).await.to_string();
    assert_eq!(service.claim(&worker, &shift, "take-a-seat", false).await.status, 200);
    assert_eq!(report(&service, &reader, &shift, ("unlawful", "")).await.status, 200);
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let queue = service.get("/console?kind=report", &approver.cookie).await.body;
    let posting = crate::access::between(&queue, "/console/report/", "\"");
    let answered = answer(&service, &approver, &posting, ReportOutcome::Removed, "查实").await;
    assert_eq!(answered.status, 200, "{}", answered.body);
    assert_eq!(service.claim(&reader, &shift, "take-another", false).await.status, 409, "it is over");
    assert!(service.get("/me/messages", &worker.cookie).await.body.contains("取消"));
}
