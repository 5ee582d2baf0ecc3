//! Cases: filed with evidence, answered, decided on by the staff, and kept from an employer where they are about harassment.

use domain::{identity::StaffRole, when::Moment};
use support::{Answer, Engine, TestService, Worker, rows};

use crate::{
    access::between,
    attachment::{JPEG, PNG, upload},
    attendance::Day,
    sealed::{holds, raw},
};

crate::on_both!(
    a_case_goes_its_way_and_both_sides_are_told,
    of_harassment_the_employer_learns_nothing_before_the_staff_show_it,
    whatever_is_sent_twice_or_at_once_counts_once,
    nobody_else_sees_or_moves_a_case,
    evidence_is_for_the_worker_and_the_staff,
    an_old_or_empty_complaint_is_refused_in_words,
);

const ACCOUNT: &str = "干了八小时，示例老板只给了一半工钱";

/// A shift in progress.
pub async fn begun(engine: Engine) -> Day {
    let day = Day::with(TestService::start(engine).await, |wanted| wanted).await;
    rows::move_shift(&day.service.store, day.shift, -2 * Moment::HOUR).await;
    day
}

/// Files a case about the claim of a day.
async fn send(day: &Day, who: &Worker, key: &str, category: &str, file: &[u8]) -> Answer {
    let fields = [
        ("draft[claim]", day.claim.as_str()),
        ("draft[key]", key),
        ("draft[category]", category),
        ("draft[account]", ACCOUNT),
    ];
    let name = if file.is_empty() { "" } else { "证.png" };
    upload(&day.service, "/upload/case", &who.cookie, &fields, name, file).await
}

/// The same, and its id.
pub async fn file(day: &Day, category: &str, evidence: &[u8]) -> String {
    let sent = send(day, &day.worker, &format!("case-of-{category}"), category, evidence).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    between(&sent.body, "/me/cases/", "\"")
}

async fn version(service: &TestService, staff: &Worker, case: &str) -> String {
    let page = service.get(&format!("/console/case/{case}"), &staff.cookie).await;
    assert_eq!(page.status, 200, "{}", page.body);
    between(&page.body, "name=\"draft[version]\" value=\"", "\"")
}

/// A step of the staff, about the case as it is now.
pub async fn step(service: &TestService, staff: &Worker, case: &str, step: &str) -> Answer {
    let version = version(service, staff, case).await;
    let fields =
        [("draft[case]", case), ("draft[version]", &version), ("draft[step]", step), ("draft[note]", "示例说明")];
    service.call("/api/step_case", &fields, &staff.cookie).await
}

async fn speak(service: &TestService, what: &str, who: &Worker, case: &str, key: &str, words: &str) -> Answer {
    let fields = [("draft[case]", case), ("draft[key]", key), ("draft[words]", words)];
    service.call(&format!("/api/{what}"), &fields, &who.cookie).await
}

impl Day {
    /// The case on the worker's page.
    async fn own_case(&self, case: &str) -> String {
        let page = self.service.get(&format!("/me/cases/{case}"), &self.worker.cookie).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.body
    }

    /// The case on the employer's page, and its status.
    async fn their_case(&self, case: &str) -> Answer {
        self.service.get(&format!("/me/organisations/{}/cases/{case}", self.organisation), &self.owner.cookie).await
    }
}

async fn a_case_goes_its_way_and_both_sides_are_told(engine: Engine) {
    let day = begun(engine).await;
    let service = &day.service;
    assert!(day.mine().await.contains(&format!("/me/shifts/{}/case", day.claim)));
    let form = service.get(&format!("/me/shifts/{}/case", day.claim), &day.worker.cookie).await;
    assert!(form.status == 200 && form.body.contains("action=\"/upload/case\""), "{}", form.body);
    assert!(service.get("/me/cases", &day.worker.cookie).await.body.contains("您没有提过维权"));
    let case = file(&day, "pay", PNG).await;
    let region = domain::region::RegionCode::parse("510681001").expect("a region");
    let due = service.settings.workdays(&region, service.now()).due(service.now(), 5);
    let last = Moment(due.0 - 1).date();
    let (page, last) = (day.own_case(&case).await, format!("{}月{}日", last.month(), last.day()));
    let said = [ACCOUNT, "data-case-state=\"filed\"", &last, "证.png"];
    assert!(said.iter().all(|said| page.contains(said)), "{page}");
    assert!(day.told(&day.owner).await.contains("有人就您单位的用工提了维权"));
    let desk = format!("/console/case/{case}");
    let approver = service.staff(StaffRole::Approver, "510681").await;
    assert!(service.get("/console", &approver.cookie).await.body.contains(&desk));
    // Whoever has not read the answer does not decide.
    let before = version(service, &approver, &case).await;
    let answered = speak(service, "answer_case", &day.owner, &case, "answer-key-1", "示例答复：会补发").await;
    assert_eq!(answered.status, 200, "{}", answered.body);
    assert!(day.told(&day.worker).await.contains("单位回复了您的维权"));
    let stale = [
        ("draft[case]", case.as_str()),
        ("draft[version]", &before),
        ("draft[step]", "accept"),
        ("draft[note]", "受理"),
    ];
    assert_eq!(service.call("/api/step_case", &stale, &approver.cookie).await.status, 409);
    assert_eq!(step(service, &approver, &case, "mediate").await.status, 409, "not before it is taken up");
    let bare = [("draft[case]", case.as_str()), ("draft[version]", &before), ("draft[step]", "accept")];
    let refused = service.call("/api/step_case", &bare, &approver.cookie).await;
    assert!(refused.status == 422 && refused.body.contains("\"note\""), "{}", refused.body);
    for (what, state, worker, employer) in [
        ("accept", "accepted", "维权受理了", "维权受理了"),
        ("mediate", "mediating", "维权进入调解", "维权进入调解"),
        ("resolve", "resolved", "维权办结了", "维权办结了"),
    ] {
        assert_eq!(step(service, &approver, &case, what).await.status, 200, "{what}");
        let page = day.own_case(&case).await;
        assert!(page.contains(&format!("data-case-state=\"{state}\"")) && page.contains("示例说明"), "{page}");
        assert!(day.told(&day.worker).await.contains(worker) && day.told(&day.owner).await.contains(employer));
        let waits = service.get("/console", &approver.cookie).await.body.contains(&desk);
        assert_eq!(waits, state != "resolved", "{what}");
    }
    let page = day.their_case(&case).await.body;
    assert!(page.contains(ACCOUNT) && page.contains("示例答复：会补发") && !page.contains("证.png"), "{page}");
    assert_eq!(speak(service, "say_in_case", &day.worker, &case, "say-key-01", "还有").await.status, 409, "it is over");
    assert_eq!(speak(service, "withdraw_case", &day.worker, &case, "", "").await.status, 409);
    assert!(service.get("/me/cases", &day.worker.cookie).await.body.contains("data-case-state=\"resolved\""));
    // What was said lies sealed.
    let all = raw(service).await;
    assert!(holds(&all, "case.resolved") && [ACCOUNT, "示例答复", "示例说明"].iter().all(|said| !holds(&all, said)));
}

async fn of_harassment_the_employer_learns_nothing_before_the_staff_show_it(engine: Engine) {
    let day = begun(engine).await;
    let service = &day.service;
    let case = file(&day, "harassment", &[]).await;
    assert!(day.own_case(&case).await.contains("单位现在看不到这件事"));
    let list = format!("/me/organisations/{}/cases", day.organisation);
    let hidden = async || {
        assert_eq!(day.their_case(&case).await.status, 404);
        assert!(!service.get(&list, &day.owner.cookie).await.body.contains(&case));
        assert!(!day.told(&day.owner).await.contains("维权"), "the employer was told");
        assert_eq!(speak(service, "answer_case", &day.owner, &case, "answer-key-1", "不是").await.status, 404);
    };
    hidden().await;
    let approver = service.staff(StaffRole::Approver, "510681").await;
    assert_eq!(step(service, &approver, &case, "release").await.status, 409, "not before it is taken up");
    assert_eq!(step(service, &approver, &case, "accept").await.status, 200);
    assert_eq!(speak(service, "say_in_case", &day.worker, &case, "say-key-01", "他还打电话").await.status, 200);
    hidden().await;
    assert_eq!(step(service, &approver, &case, "mediate").await.status, 409, "with somebody who knows nothing");
    // Nobody of the staff who belongs to the employer looks at it either.
    let insider = service.staff(StaffRole::Approver, "510681").await;
    rows::employ(&service.store, day.shift, insider.account).await;
    assert_eq!(service.get(&format!("/console/case/{case}"), &insider.cookie).await.status, 403);
    // And of the others, those read what was said who work on it.
    for (role, reads) in [
        (StaffRole::Operator, true),
        (StaffRole::Approver, true),
        (StaffRole::Auditor, false),
        (StaffRole::Administrator, false),
    ] {
        let staff = service.staff(role, "510681").await;
        let page = service.get(&format!("/console/case/{case}"), &staff.cookie).await;
        assert_eq!((page.status, page.body.contains(ACCOUNT)), (200, reads), "{role:?}");
    }
    assert_eq!(step(service, &approver, &case, "release").await.status, 200);
    assert_eq!(step(service, &approver, &case, "release").await.status, 409, "once");
    let page = day.their_case(&case).await;
    assert!(page.status == 200 && page.body.contains(ACCOUNT), "{}", page.body);
    assert!(day.told(&day.worker).await.contains("您的维权已告知单位"));
    assert!(day.told(&day.owner).await.contains("有人就您单位的用工提了维权"));
    assert_eq!(speak(service, "answer_case", &day.owner, &case, "answer-key-1", "会处理").await.status, 200);
    assert_eq!(step(service, &approver, &case, "mediate").await.status, 200);
    assert_eq!(step(service, &approver, &case, "transfer").await.status, 200);
    let page = day.own_case(&case).await;
    assert!(page.contains("data-case-state=\"transferred\"") && page.contains("劳动保障监察一般在"), "{page}");
}

async fn whatever_is_sent_twice_or_at_once_counts_once(engine: Engine) {
    let day = begun(engine).await;
    let service = &day.service;
    let sent = futures::future::join_all((0..5).map(|_| send(&day, &day.worker, "case-key-1", "pay", PNG))).await;
    let cases: Vec<String> = sent.iter().map(|answer| between(&answer.body, "/me/cases/", "\"")).collect();
    assert!(sent.iter().all(|answer| answer.status == 200) && cases.iter().all(|case| *case == cases[0]), "{sent:?}");
    let case = &cases[0];
    let other = send(&day, &day.worker, "case-key-2", "pay", &[]).await;
    assert_eq!(between(&other.body, "/me/cases/", "\""), *case, "an open one of the same category");
    assert_ne!(file(&day, "safety", &[]).await, *case);
    assert_eq!(day.told(&day.owner).await.matches("<h2>有人就您单位的用工提了维权").count(), 2);
    let said = (0..5).map(|_| speak(service, "say_in_case", &day.worker, case, "say-key-01", "示例补充"));
    assert!(futures::future::join_all(said).await.iter().all(|answer| answer.status == 200));
    let page = day.own_case(case).await;
    assert_eq!((page.matches(">示例补充<").count(), page.matches("data-step=\"file\"").count()), (1, 1), "{page}");
    let (one, two) =
        (service.staff(StaffRole::Approver, "510681").await, service.staff(StaffRole::Approver, "510600").await);
    let (one, two) = tokio::join!(step(service, &one, case, "accept"), step(service, &two, case, "accept"));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let back = (0..3).map(|_| speak(service, "withdraw_case", &day.worker, case, "", "谈好了"));
    assert!(futures::future::join_all(back).await.iter().all(|answer| answer.status == 200));
    let page = day.own_case(case).await;
    assert!(page.contains("data-case-state=\"withdrawn\"") && page.contains("谈好了"), "{page}");
    assert_eq!(page.matches("data-step=\"withdraw\"").count(), 1);
    assert_eq!(day.told(&day.owner).await.matches("<h2>维权撤回了").count(), 1);
    let again = send(&day, &day.worker, "case-key-3", "pay", &[]).await;
    assert_ne!(between(&again.body, "/me/cases/", "\""), *case, "a new one after it was taken back");
}

async fn nobody_else_sees_or_moves_a_case(engine: Engine) {
    let day = begun(engine).await;
    let service = &day.service;
    let case = file(&day, "pay", &[]).await;
    let stranger = service.workers(1).await.remove(0);
    let elsewhere = rows::shift(&service.store, rows::Wanted::at(service.now().plus_minutes(90))).await;
    let theirs = rows::employ(&service.store, elsewhere, stranger.account).await;
    let pages = [
        format!("/me/cases/{case}"),
        format!("/me/organisations/{}/cases/{case}", day.organisation),
        format!("/me/organisations/{theirs}/cases/{case}"),
        format!("/me/organisations/{}/cases", day.organisation),
        format!("/me/shifts/{}/case", day.claim),
    ];
    for page in &pages {
        assert_eq!(service.get(page, &stranger.cookie).await.status, 404, "{page}");
        assert_eq!(service.get(page, "").await.status, 401, "{page}");
    }
    assert_eq!(service.get(&pages[0], &day.owner.cookie).await.status, 404, "the employer has a page of its own");
    assert_eq!(send(&day, &stranger, "case-key-9", "pay", PNG).await.status, 404);
    assert_eq!(send(&day, &day.owner, "case-key-9", "pay", PNG).await.status, 404);
    for (what, who) in [
        ("say_in_case", &day.owner),
        ("withdraw_case", &day.owner),
        ("answer_case", &day.worker),
        ("answer_case", &stranger),
    ] {
        assert_eq!(speak(service, what, who, &case, "some-key-1", "话").await.status, 404, "{what}");
    }
    let desk = format!("/console/case/{case}");
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let version = version(service, &approver, &case).await;
    let fields = [
        ("draft[case]", case.as_str()),
        ("draft[version]", &version),
        ("draft[step]", "accept"),
        ("draft[note]", "受理"),
    ];
    for (role, region, looks, decides) in [
        (StaffRole::Approver, "510683", 404, 404),
        (StaffRole::Operator, "510681", 200, 403),
        (StaffRole::Auditor, "510681", 200, 403),
        (StaffRole::Reviewer, "510681", 403, 403),
    ] {
        let staff = service.staff(role, region).await;
        assert_eq!(service.get(&desk, &staff.cookie).await.status, looks, "{role:?}");
        assert_eq!(service.call("/api/step_case", &fields, &staff.cookie).await.status, decides, "{role:?}");
    }
    // A step of a side is none of another.
    for what in ["withdraw", "answer", "say", "file"] {
        let other = [fields[0], fields[1], ("draft[step]", what), fields[3]];
        assert_eq!(service.call("/api/step_case", &other, &approver.cookie).await.status, 422, "{what}");
    }
    assert!(day.own_case(&case).await.contains("data-case-state=\"filed\""));
}

async fn evidence_is_for_the_worker_and_the_staff(engine: Engine) {
    let day = begun(engine).await;
    let service = &day.service;
    let case = file(&day, "injury", PNG).await;
    let to = format!("/upload/case/{case}");
    for _ in 0..2 {
        assert_eq!(upload(service, &to, &day.worker.cookie, &[], "伤.jpg", JPEG).await.status, 200);
    }
    let page = day.own_case(&case).await;
    let files: Vec<&str> =
        page.split("href=\"/case-files/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(files.len(), 2, "{page}");
    let path = format!("/case-files/{}", files[0]);
    assert_eq!(service.get_bytes(&path, &day.worker.cookie).await, (200, PNG.to_vec()));
    let operator = service.staff(StaffRole::Operator, "510681").await;
    assert_eq!(service.get_bytes(&path, &operator.cookie).await, (200, PNG.to_vec()));
    let auditor = service.staff(StaffRole::Auditor, "510681").await;
    let trail = service.get("/console/trail?action=evidence.revealed", &auditor.cookie).await.body;
    assert!(trail.contains("查看证明材料"), "{trail}");
    let elsewhere = service.staff(StaffRole::Operator, "510683").await;
    for (cookie, status) in
        [(day.owner.cookie.as_str(), 404), (elsewhere.cookie.as_str(), 404), (auditor.cookie.as_str(), 404), ("", 401)]
    {
        assert_eq!(service.get(&path, cookie).await.status, status);
    }
    // Nor is it there under the addresses of other files.
    assert_eq!(service.get(&format!("/files/{}", files[0]), &day.worker.cookie).await.status, 404);
    assert_eq!(upload(service, &to, &day.owner.cookie, &[], "他.jpg", JPEG).await.status, 404);
    for n in 0..4_u8 {
        let mut more = PNG.to_vec();
        more.push(n);
        assert_eq!(upload(service, &to, &day.worker.cookie, &[], "更.png", &more).await.status, 200);
    }
    let mut seventh = PNG.to_vec();
    seventh.push(9);
    let refused = upload(service, &to, &day.worker.cookie, &[], "多.png", &seventh).await;
    assert!(refused.status == 422 && refused.body.contains("TooManyFiles"), "{}", refused.body);
    let none = upload(service, &to, &day.worker.cookie, &[], "字.txt", b"words").await;
    assert!(none.status == 422 && none.body.contains("NotAPicture"), "{}", none.body);
}

async fn an_old_or_empty_complaint_is_refused_in_words(engine: Engine) {
    let day = begun(engine).await;
    let service = &day.service;
    let back = format!("/me/shifts/{}/case", day.claim);
    let fields = [
        ("back", back.as_str()),
        ("draft[claim]", day.claim.as_str()),
        ("draft[key]", "case-key-1"),
        ("draft[account]", ACCOUNT),
    ];
    // Without scripts: the page comes back with what was typed and what is missing.
    let body = crate::attachment::body(&fields, "", &[]);
    let sent = crate::attachment::send(service, "/upload/case", &day.worker.cookie, "text/html", body).await;
    assert_eq!((sent.status, sent.location.as_str()), (303, back.as_str()));
    let flash = sent.cookies.iter().find(|cookie| cookie.starts_with("flash=")).expect("what is to be said");
    let cookie = format!("{}; {}", day.worker.cookie, flash.split(';').next().expect("a value"));
    let page = service.get(&back, &cookie).await.body;
    assert!(page.contains(ACCOUNT) && page.contains("id=\"category-error\""), "{page}");
    let long = "字".repeat(601);
    let too_long = [fields[1], fields[2], ("draft[category]", "pay"), ("draft[account]", &long)];
    let refused = upload(service, "/upload/case", &day.worker.cookie, &too_long, "", &[]).await;
    assert!(refused.status == 422 && refused.body.contains("TooLong"), "{}", refused.body);
    assert!(service.get("/me/cases", &day.worker.cookie).await.body.contains("您没有提过维权"));
    rows::move_shift(&service.store, day.shift, -731 * Moment::DAY).await;
    assert_eq!(send(&day, &day.worker, "case-key-2", "pay", &[]).await.status, 409);
    assert!(service.get(&back, &day.worker.cookie).await.body.contains("过去两年多了"));
}
