//! Employers post shifts: written, judged by the rules, looked at by the staff, published, paused, closed.

use domain::{identity::StaffRole, when::Moment};
use support::{Answer, Engine, TestService, Worker};

use crate::{access::between, organisation};

crate::on_both!(
    a_posting_is_written_handed_in_and_published,
    what_breaks_the_rules_is_named_at_its_field_and_kept,
    sent_twice_or_by_two_it_is_one,
    what_was_typed_over_a_change_is_kept_apart,
    an_employer_who_is_trusted_publishes_at_once,
    only_members_and_the_staff_of_the_place_find_it,
    a_posting_is_paused_put_back_and_closed,
    changes_are_asked_for_in_fields,
    a_draft_is_thrown_away_unless_it_was_handed_in,
);

const TOWN: &str = "510681001";

/// A fresh id, as pages make one.
pub fn fresh() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// A day so many days ahead.
pub fn day(service: &TestService, ahead: i64) -> String {
    Moment(service.now().0 + ahead * Moment::DAY).date().to_string()
}

/// The form of a posting that breaks no rule, with what is to be changed in it.
pub async fn save(
    service: &TestService,
    cookie: &str,
    at: (&str, &str, &str, &str),
    change: &[(&str, &str)],
) -> Answer {
    let fields = filled_in(service, at, change);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    service.call("/api/save_posting", &fields, cookie).await
}

/// Its fields.
pub fn filled_in(
    service: &TestService,
    (organisation, posting, version, what): (&str, &str, &str, &str),
    change: &[(&str, &str)],
) -> Vec<(String, String)> {
    let date = day(service, 2);
    let mut fields = vec![
        ("organisation", organisation),
        ("posting", posting),
        ("version", version),
        ("what", what),
        ("sheet[posting][title]", "仓库搬运"),
        ("sheet[posting][occupation]", "4-02-05-04"),
        ("sheet[posting][duties]", "卸货、码垛，一件二十公斤"),
        ("sheet[posting][pay_unit]", "hour"),
        ("sheet[posting][pay_amount]", "25"),
        ("sheet[posting][settlement]", "same-day"),
        ("sheet[posting][region]", TOWN),
        ("sheet[posting][address]", "物流园 3 号门"),
        ("sheet[posting][contact_name]", "示例联系人"),
        ("sheet[posting][contact_phone]", "13800000000"),
        ("sheet[benefits][]", "meal"),
        ("sheet[shifts][0][date]", &date),
        ("sheet[shifts][0][start]", "08:00"),
        ("sheet[shifts][0][end]", "17:00"),
        ("sheet[shifts][0][break_minutes]", "60"),
        ("sheet[shifts][0][seats]", "3"),
    ];
    for (name, value) in change {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// A draft of this organisation; gives its id.
pub async fn draft(service: &TestService, owner: &Worker, organisation: &str) -> String {
    let posting = fresh();
    let saved = save(service, &owner.cookie, (organisation, &posting, "0", "save"), &[]).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    posting
}

/// A posting that waits for the staff; gives it with its organisation and version.
pub async fn submitted(service: &TestService, owner: &Worker) -> (String, String, String) {
    let organisation = organisation::verified(service, owner).await;
    let posting = fresh();
    let saved = save(service, &owner.cookie, (&organisation, &posting, "0", "submit"), &[]).await;
    assert_eq!((saved.status, saved.body.contains("Submitted")), (200, true), "{}", saved.body);
    (organisation, posting, "2".to_owned())
}

pub async fn judge(service: &TestService, staff: &Worker, posting: &str, version: &str, what: [&str; 2]) -> Answer {
    let fields = [
        ("draft[posting]", posting),
        ("draft[version]", version),
        ("draft[decision]", what[0]),
        ("draft[words]", what[1]),
        ("draft[fields][]", "pay_amount"),
    ];
    service.call("/api/judge_posting", &fields, &staff.cookie).await
}

/// The staff put a posting on the list that was handed in, whatever its version is.
pub async fn publish(service: &TestService, staff: &Worker, posting: &str) -> Answer {
    let case = service.ask("/api/show_posting_case", &format!("{{\"posting\":\"{posting}\"}}"), &staff.cookie).await;
    let version = between(&case.body, "\"version\":", ",");
    judge(service, staff, posting, &version, ["publish", ""]).await
}

/// Puts the `n`-th posting of an organisation on the list.
pub async fn publish_nth(service: &TestService, owner: &Worker, organisation: &str, n: usize) {
    let (posting, title, start) = (fresh(), format!("搬运第 {n} 批"), format!("{:02}:00", 8 + n));
    let change = [
        ("sheet[posting][title]", title.as_str()),
        ("sheet[shifts][0][start]", &start),
        ("sheet[shifts][0][end]", "20:00"),
    ];
    let sent = save(service, &owner.cookie, (organisation, &posting, "0", "submit"), &change).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    if sent.body.contains("Submitted") {
        let approver = service.staff(StaffRole::Approver, "510681").await;
        let judged = judge(service, &approver, &posting, "2", ["publish", ""]).await;
        assert_eq!(judged.status, 200, "{}", judged.body);
    }
}

pub async fn step(service: &TestService, whom: &Worker, organisation: &str, posting: &str, step: &str) -> Answer {
    let fields = [("draft[organisation]", organisation), ("draft[posting]", posting), ("draft[step]", step)];
    service.call("/api/step_posting", &fields, &whom.cookie).await
}

pub async fn page(service: &TestService, whom: &Worker, organisation: &str, posting: &str) -> String {
    let page = service.get(&format!("/me/organisations/{organisation}/postings/{posting}"), &whom.cookie).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page.body
}

/// The first shift of a posting that is on the list.
pub fn shift_of(page: &str) -> String {
    between(page, "href=\"/gigs/", "\"")
}

/// Publishes one and gives organisation, posting and its shift.
pub async fn published(service: &TestService, owner: &Worker) -> (String, String, String) {
    let (organisation, posting, version) = submitted(service, owner).await;
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let decided = judge(service, &approver, &posting, &version, ["publish", ""]).await;
    assert_eq!(decided.status, 200, "{}", decided.body);
    let shift = shift_of(&page(service, owner, &organisation, &posting).await);
    (organisation, posting, shift)
}

async fn a_posting_is_written_handed_in_and_published(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, worker] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let new = organisation::register(&service, &owner).await;
    let blank = page(&service, &owner, &new, "new").await;
    assert!(
        blank.contains("赵联系") && blank.contains("name=\"sheet[shifts][0][date]\""),
        "what is known is filled in"
    );
    let posting = draft(&service, &owner, &new).await;
    // Not verified: it is kept, and not handed in.
    let early = save(&service, &owner.cookie, (&new, &posting, "1", "submit"), &[]).await;
    assert_eq!((early.status, early.body.contains("NotVerified")), (422, true), "{}", early.body);
    let (organisation, posting, version) = submitted(&service, &owner).await;
    let waiting = page(&service, &owner, &organisation, &posting).await;
    assert!(waiting.contains("data-state=\"submitted\"") && !waiting.contains("name=\"sheet[posting][title]\""));
    let queue = service.get("/console?kind=posting", &approver.cookie).await.body;
    assert!(queue.contains(&format!("/console/posting/{posting}")), "{queue}");
    let case = service.get(&format!("/console/posting/{posting}"), &approver.cookie).await.body;
    assert!(case.contains("138****0000") && !case.contains("13800000000") && !case.contains("示例联系人"));
    assert!(case.contains("规则没有发现问题") && case.contains("name=\"draft[decision]\""));
    let stale = judge(&service, &approver, &posting, "1", ["publish", ""]).await;
    assert_eq!(stale.status, 409, "another version");
    assert_eq!(judge(&service, &approver, &posting, &version, ["publish", ""]).await.status, 200);
    assert_eq!(judge(&service, &approver, &posting, &version, ["publish", ""]).await.status, 409, "decided already");
    assert!(!service.get("/console?kind=posting", &approver.cookie).await.body.contains(&posting), "it still waits");
    // Workers find it, and take a seat.
    let own = page(&service, &owner, &organisation, &posting).await;
    assert!(own.contains("data-state=\"published\""));
    let shift = shift_of(&own);
    let seen = service.get(&format!("/gigs/{shift}"), &worker.cookie).await;
    assert!(seen.status == 200 && seen.body.contains("仓库搬运") && seen.body.contains("200"), "{}", seen.body);
    assert_eq!(service.claim(&worker, &shift, "take-a-seat", false).await.status, 200);
    assert!(page(&service, &owner, &organisation, &posting).await.contains("1/3"));
    let told = service.get("/me/messages", &owner.cookie).await.body;
    assert!(told.contains("用工信息发布了") && told.contains(&posting));
}

async fn what_breaks_the_rules_is_named_at_its_field_and_kept(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let organisation = organisation::verified(&service, &owner).await;
    // 12.34 yuan.
    crate::setting::wage_of(&service, "510681").await;
    for (name, value, field, found) in [
        ("sheet[posting][pay_amount]", "12", "pay_amount", "pay_below"),
        ("sheet[posting][duties]", "搬货，押金二百", "duties", "deposit"),
        ("sheet[posting][requirements]", "限女，加微信 abc", "requirements", "sex"),
        ("sheet[posting][title]", "搬运 13812345678", "title", "contact"),
        ("sheet[posting][region]", "510681", "region", "UnknownRegion"),
        ("sheet[posting][occupation]", "9-99-99-99", "occupation", "UnknownOccupation"),
        ("sheet[shifts][0][date]", "2020-01-01", "shift0-date", "NotToCome"),
        ("sheet[shifts][0][seats]", "", "shift0-seats", "Empty"),
    ] {
        let posting = fresh();
        let refused = save(&service, &owner.cookie, (&organisation, &posting, "0", "submit"), &[(name, value)]).await;
        let said = refused.body.contains(&format!("\"field\":\"{field}\"")) && refused.body.contains(found);
        assert_eq!((refused.status, said), (422, true), "{name}: {}", refused.body);
        let kept = page(&service, &owner, &organisation, &posting).await;
        assert!(kept.contains("data-state=\"draft\"") && kept.contains("物流园 3 号门"), "{name}");
    }
    // A page without scripts comes back to the sheet with everything on it, however long it is.
    let (posting, long) = (fresh(), "搬货。".repeat(600));
    let fields = [
        ("organisation", organisation.as_str()),
        ("posting", &posting),
        ("version", "0"),
        ("what", "submit"),
        ("sheet[posting][duties]", &long),
        ("sheet[posting][pay_unit]", "hour"),
        ("sheet[posting][pay_amount]", "12"),
        ("sheet[posting][region]", TOWN),
        ("back", &format!("/me/organisations/{organisation}/postings/{posting}")),
    ];
    let sent = service.post("/api/save_posting", &fields, &owner.cookie).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let kept = page(&service, &owner, &organisation, &posting).await;
    assert!(kept.contains(&long) && kept.contains("低于当地"), "what was typed, and what the rules say of it");
}

async fn sent_twice_or_by_two_it_is_one(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, other] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let organisation = organisation::verified(&service, &owner).await;
    let secret = organisation::invite(&service, &owner, &organisation, "", "member").await;
    assert_eq!(service.call("/api/join_organisation", &[("secret", &secret)], &other.cookie).await.status, 200);
    let posting = fresh();
    let sends = (0..6).map(|n| {
        let cookie = if n % 2 == 0 { &owner.cookie } else { &other.cookie };
        save(&service, cookie, (&organisation, &posting, "0", "submit"), &[])
    });
    for sent in futures::future::join_all(sends).await {
        assert_eq!((sent.status, sent.body.contains("Submitted")), (200, true), "{}", sent.body);
    }
    let list = service.get(&format!("/me/organisations/{organisation}/postings"), &other.cookie).await.body;
    assert_eq!(list.matches("data-state=\"submitted\"").count(), 1, "one posting");
    assert!(!list.contains("data-state=\"draft\""), "and nothing beside it");
    // Of several who decide, one does.
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let decisions = (0..4).map(|_| judge(&service, &approver, &posting, "2", ["publish", ""]));
    let mut statuses: Vec<u16> =
        futures::future::join_all(decisions).await.into_iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409]);
    // A copy that is asked for twice is one.
    let copy = fresh();
    let fields =
        [("draft[organisation]", organisation.as_str()), ("draft[posting]", &posting), ("draft[fresh]", &copy)];
    for answer in [(); 3].map(|()| service.call("/api/copy_posting", &fields, &owner.cookie)) {
        assert_eq!(answer.await.status, 200);
    }
    let list = service.get(&format!("/me/organisations/{organisation}/postings"), &owner.cookie).await.body;
    assert_eq!(list.matches("data-state=\"draft\"").count(), 1);
    assert!(page(&service, &owner, &organisation, &copy).await.contains("value=\"08:00\""), "with its hours");
}

async fn what_was_typed_over_a_change_is_kept_apart(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let organisation = organisation::register(&service, &owner).await;
    let posting = draft(&service, &owner, &organisation).await;
    let first = [("sheet[posting][title]", "先改的")];
    assert_eq!(save(&service, &owner.cookie, (&organisation, &posting, "1", "save"), &first).await.status, 200);
    let second = [("sheet[posting][title]", "后改的")];
    for _ in 0..2 {
        let late = save(&service, &owner.cookie, (&organisation, &posting, "1", "save"), &second).await;
        assert_eq!((late.status, late.body.contains("Apart")), (200, true), "{}", late.body);
        let beside = organisation::id_after(&late.body, "/postings/").to_owned();
        assert!(page(&service, &owner, &organisation, &beside).await.contains("后改的"));
    }
    assert!(page(&service, &owner, &organisation, &posting).await.contains("先改的"));
    let list = service.get(&format!("/me/organisations/{organisation}/postings"), &owner.cookie).await.body;
    assert_eq!(list.matches("data-state=\"draft\"").count(), 2, "the same typed twice is kept once");
    // Another shift below, one taken away, four weeks of it.
    let add = save(&service, &owner.cookie, (&organisation, &posting, "2", "add"), &[("sheet[weeks]", "4")]).await;
    assert_eq!(add.status, 200, "{}", add.body);
    let rows = page(&service, &owner, &organisation, &posting).await;
    assert!(rows.contains("sheet[shifts][4][date]") && !rows.contains("sheet[shifts][5][date]"));
}

async fn an_employer_who_is_trusted_publishes_at_once(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let (organisation, first, version) = submitted(&service, &owner).await;
    assert_eq!(judge(&service, &approver, &first, &version, ["publish", ""]).await.status, 200);
    for (n, at) in ["09:00", "10:00"].into_iter().enumerate() {
        let (posting, title) = (fresh(), format!("搬运 {}", ["甲", "乙"][n]));
        let change = [("sheet[posting][title]", title.as_str()), ("sheet[shifts][0][start]", at)];
        let sent = save(&service, &owner.cookie, (&organisation, &posting, "0", "submit"), &change).await;
        assert!(sent.body.contains("Submitted"), "{}", sent.body);
        assert_eq!(judge(&service, &approver, &posting, "2", ["publish", ""]).await.status, 200);
    }
    // One whose id has it looked at afterwards, and one whose id does not.
    for (end, looked_at) in [("10", true), ("11", false)] {
        let id = fresh();
        let posting = format!("{}{end}", &id[..id.len() - 2]);
        let title = format!("理货 {}", if looked_at { "丙" } else { "丁" });
        let change = [("sheet[posting][title]", title.as_str())];
        let sent = save(&service, &owner.cookie, (&organisation, &posting, "0", "submit"), &change).await;
        assert!(sent.status == 200 && sent.body.contains("Published"), "{}", sent.body);
        let again = save(&service, &owner.cookie, (&organisation, &posting, "0", "submit"), &change).await;
        assert!(again.status == 200 && again.body.contains("Published"), "{}", again.body);
        assert!(page(&service, &owner, &organisation, &posting).await.contains("data-state=\"published\""));
        let queue = service.get("/console?kind=posting", &approver.cookie).await.body;
        assert_eq!(queue.contains(&posting), looked_at);
        if looked_at {
            assert_eq!(judge(&service, &approver, &posting, "3", ["keep", ""]).await.status, 200);
            assert!(!service.get("/console?kind=posting", &approver.cookie).await.body.contains(&posting));
            assert!(page(&service, &owner, &organisation, &posting).await.contains("data-state=\"published\""));
        }
    }
    // The same once more for the same time is looked at first, and so is what may be bait.
    for change in [("sheet[posting][title]", "理货 丁"), ("sheet[posting][title]", "日入过千 搬运")] {
        let sent = save(&service, &owner.cookie, (&organisation, &fresh(), "0", "submit"), &[change]).await;
        assert!(sent.status == 200 && sent.body.contains("Submitted"), "{}", sent.body);
    }
    let later = day(&service, 9);
    let change = [("sheet[posting][title]", "理货 丁"), ("sheet[shifts][0][date]", later.as_str())];
    let weekly = save(&service, &owner.cookie, (&organisation, &fresh(), "0", "submit"), &change).await;
    assert!(weekly.body.contains("Published"), "the same a week later is none: {}", weekly.body);
}

async fn only_members_and_the_staff_of_the_place_find_it(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, stranger] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let (organisation, posting, version) = submitted(&service, &owner).await;
    let elsewhere = service.staff(StaffRole::Approver, "510683").await;
    let operator = service.staff(StaffRole::Operator, "510681").await;
    assert_eq!(service.get(&format!("/console/posting/{posting}"), &elsewhere.cookie).await.status, 404);
    assert_eq!(judge(&service, &elsewhere, &posting, &version, ["publish", ""]).await.status, 404);
    assert_eq!(judge(&service, &operator, &posting, &version, ["publish", ""]).await.status, 403);
    assert!(!service.get("/console", &elsewhere.cookie).await.body.contains(&posting));
    let own = service.get(&format!("/me/organisations/{organisation}/postings/{posting}"), &stranger.cookie).await;
    assert_eq!(own.status, 404);
    assert_eq!(step(&service, &stranger, &organisation, &posting, "withdraw").await.status, 404);
    // Somebody else's posting under one's own organisation is not there either, and cannot be written over.
    let theirs = organisation::register(&service, &stranger).await;
    assert_eq!(step(&service, &stranger, &theirs, &posting, "withdraw").await.status, 404);
    let over = save(&service, &stranger.cookie, (&theirs, &posting, "2", "save"), &[]).await;
    assert_eq!(over.status, 404, "{}", over.body);
    assert_eq!(step(&service, &owner, &organisation, &posting, "publish").await.status, 422, "not the employer's");
    assert_eq!(step(&service, &owner, &organisation, &posting, "withdraw").await.status, 200);
    assert_eq!(judge(&service, &operator, &posting, "3", ["publish", ""]).await.status, 403);
    let approver = service.staff(StaffRole::Approver, "510681").await;
    assert_eq!(judge(&service, &approver, &posting, "3", ["publish", ""]).await.status, 409, "taken back");
}

async fn a_posting_is_paused_put_back_and_closed(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, first, second] = <[Worker; 3]>::try_from(service.workers(3).await).ok().expect("three");
    let (organisation, posting, shift) = published(&service, &owner).await;
    assert_eq!(service.claim(&first, &shift, "first-claim", false).await.status, 200);
    for _ in 0..2 {
        assert_eq!(step(&service, &owner, &organisation, &posting, "pause").await.status, 200, "once more is done too");
    }
    let late = service.claim(&second, &shift, "second-claim", true).await;
    assert_eq!((late.status, late.body.contains("Paused")), (409, true), "{}", late.body);
    service.count_list().await;
    let listed = |body: &str| body.contains(&format!("/gigs/{shift}"));
    assert!(!listed(&service.get("/gigs?sort=new", "").await.body));
    assert!(service.get("/me/shifts", &first.cookie).await.body.contains(&shift), "the seat is kept");
    assert_eq!(step(&service, &owner, &organisation, &posting, "resume").await.status, 200);
    service.count_list().await;
    assert!(listed(&service.get("/gigs?sort=new", "").await.body));
    assert_eq!(service.claim(&second, &shift, "third-claim", false).await.status, 200);
    for _ in 0..2 {
        assert_eq!(step(&service, &owner, &organisation, &posting, "close").await.status, 200);
    }
    for worker in [&first, &second] {
        let told = service.get("/me/messages", &worker.cookie).await.body;
        assert!(told.contains("这个班取消了") && told.matches("data-message=").count() == 1, "told once");
    }
    assert_eq!(step(&service, &owner, &organisation, &posting, "resume").await.status, 409, "it is over");
    let list = service.get(&format!("/me/organisations/{organisation}/postings"), &owner.cookie).await.body;
    assert!(list.contains("data-state=\"closed\""));
}

async fn changes_are_asked_for_in_fields(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let (organisation, posting, version) = submitted(&service, &owner).await;
    let silent = judge(&service, &approver, &posting, &version, ["request-changes", " "]).await;
    assert_eq!((silent.status, silent.body.contains("\"words\"")), (422, true), "{}", silent.body);
    assert_eq!(judge(&service, &approver, &posting, &version, ["request-changes", "请写清按什么算"]).await.status, 200);
    let own = page(&service, &owner, &organisation, &posting).await;
    assert!(
        own.contains("data-state=\"changes-requested\"")
            && own.contains("请写清按什么算")
            && own.contains("请改这些：工钱")
    );
    let told = service.get("/me/messages", &owner.cookie).await.body;
    assert!(
        told.contains("用工信息要改一改") && !told.contains("请写清按什么算"),
        "the words stay where they are sealed"
    );
    let again = save(
        &service,
        &owner.cookie,
        (&organisation, &posting, "3", "submit"),
        &[("sheet[posting][pay_amount]", "26")],
    )
    .await;
    assert!(again.status == 200 && again.body.contains("Submitted"), "{}", again.body);
    assert_eq!(judge(&service, &approver, &posting, "5", ["reject", "不是用工信息"]).await.status, 200);
    let own = page(&service, &owner, &organisation, &posting).await;
    assert!(own.contains("data-state=\"rejected\"") && own.contains("不是用工信息"));
    let over = save(
        &service,
        &owner.cookie,
        (&organisation, &posting, "6", "submit"),
        &[("sheet[posting][pay_amount]", "28")],
    )
    .await;
    assert!(over.body.contains("Apart"), "what was refused stays as it was: {}", over.body);
}

async fn discard(service: &TestService, whom: &Worker, organisation: &str, posting: &str) -> Answer {
    let fields = [("draft[organisation]", organisation), ("draft[posting]", posting)];
    service.call("/api/discard_posting", &fields, &whom.cookie).await
}

async fn a_draft_is_thrown_away_unless_it_was_handed_in(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, stranger] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let organisation = organisation::verified(&service, &owner).await;
    let theirs = organisation::register(&service, &stranger).await;
    let posting = draft(&service, &owner, &organisation).await;
    let list = format!("/me/organisations/{organisation}/postings");
    for path in [list.clone(), format!("{list}/{posting}")] {
        let page = service.get(&path, &owner.cookie).await.body;
        assert!(page.contains("action=\"/api/discard_posting\"") && page.contains("删除后找不回来"), "{page}");
    }
    let blank = service.get(&format!("{list}/new"), &owner.cookie).await.body;
    assert!(!blank.contains("discard_posting"), "there is nothing yet");
    assert_eq!(discard(&service, &stranger, &organisation, &posting).await.status, 404);
    assert_eq!(discard(&service, &stranger, &theirs, &posting).await.status, 404);
    assert!(page(&service, &owner, &organisation, &posting).await.contains("仓库搬运"), "it is there");
    let all = futures::future::join_all((0..4).map(|_| discard(&service, &owner, &organisation, &posting))).await;
    assert!(all.iter().all(|answer| answer.status == 200 && answer.body.contains(&list)), "{all:?}");
    assert_eq!(service.get(&format!("{list}/{posting}"), &owner.cookie).await.status, 404);
    assert!(!service.get(&list, &owner.cookie).await.body.contains("data-state"), "the list is empty");
    let auditor = service.staff(StaffRole::Auditor, "510681").await;
    let trail = service.get("/console/trail?action=posting.discarded", &auditor.cookie).await.body;
    assert_eq!(trail.matches("删除用工信息草稿").count(), 1, "once in the trail: {trail}");
    // Somebody wrote on it meanwhile: what they typed is there.
    let late = [("sheet[posting][title]", "同事还在写的")];
    assert_eq!(save(&service, &owner.cookie, (&organisation, &posting, "1", "save"), &late).await.status, 200);
    assert!(page(&service, &owner, &organisation, &posting).await.contains("同事还在写的"));
    // One that was handed in stays, also when it was taken back; so does what is on the list.
    let filed = fresh();
    let sent = save(&service, &owner.cookie, (&organisation, &filed, "0", "submit"), &[]).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    for back in [false, true] {
        if back {
            assert_eq!(step(&service, &owner, &organisation, &filed, "withdraw").await.status, 200);
        }
        assert_eq!(discard(&service, &owner, &organisation, &filed).await.status, 409);
        assert!(!page(&service, &owner, &organisation, &filed).await.contains("discard_posting"));
    }
    // A change that was begun is given up, and another one can be begun.
    assert_eq!(save(&service, &owner.cookie, (&organisation, &filed, "3", "submit"), &[]).await.status, 200);
    let approver = service.staff(StaffRole::Approver, "510681").await;
    assert_eq!(publish(&service, &approver, &filed).await.status, 200);
    assert_eq!(discard(&service, &owner, &organisation, &filed).await.status, 409);
    let change = crate::amend::begun(&service, &owner, &organisation, &filed).await;
    assert_eq!(discard(&service, &owner, &organisation, &change).await.status, 200);
    let other = crate::amend::begun(&service, &owner, &organisation, &filed).await;
    assert!(
        other != change && page(&service, &owner, &organisation, &filed).await.contains("data-state=\"published\"")
    );
}
