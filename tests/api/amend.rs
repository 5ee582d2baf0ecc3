//! A posting on the list is changed: who has a seat keeps time and pay, is told of the rest, and may leave for it.

use domain::identity::StaffRole;
use support::{Answer, Engine, TestService, Worker};

use crate::{
    access::between,
    organisation,
    postings::{self, judge, page},
};

crate::on_both!(
    a_change_goes_the_way_of_any_posting,
    who_has_a_seat_is_told_and_may_leave,
    what_somebody_relies_on_stays,
    seats_that_are_added_go_to_those_who_wait,
    a_change_is_begun_once_and_not_by_others,
    what_was_typed_outlives_the_posting,
    a_change_that_waits_ends_with_its_posting,
    a_posting_ends_while_the_staff_decide_about_its_change,
);

/// Begins to change a posting; gives the draft.
async fn begin(service: &TestService, whom: &Worker, organisation: &str, posting: &str) -> Answer {
    let fresh = postings::fresh();
    let fields = [("draft[organisation]", organisation), ("draft[posting]", posting), ("draft[fresh]", fresh.as_str())];
    service.call("/api/amend_posting", &fields, &whom.cookie).await
}

pub async fn begun(service: &TestService, whom: &Worker, organisation: &str, posting: &str) -> String {
    let answer = begin(service, whom, organisation, posting).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    organisation::id_after(&answer.body, "/postings/").to_owned()
}

/// Hands a change in, with what is to be different.
pub async fn hand_in(
    service: &TestService,
    owner: &Worker,
    (organisation, change, shift): (&str, &str, &str),
    different: &[(&str, &str)],
) -> Answer {
    let mut fields = vec![("sheet[shifts][0][shift]", shift)];
    fields.extend_from_slice(different);
    postings::save(service, &owner.cookie, (organisation, change, "1", "submit"), &fields).await
}

/// An organisation whose postings come out at once, with one that is on the list: organisation, posting, its shift.
pub async fn trusted(service: &TestService, owner: &Worker) -> (String, String, String) {
    let (organisation, posting, shift) = postings::published(service, owner).await;
    let approver = service.staff(StaffRole::Approver, "510681").await;
    for (n, at) in ["09:00", "10:00"].into_iter().enumerate() {
        let (id, title) = (postings::fresh(), format!("搬运 {}", ["甲", "乙"][n]));
        let change = [("sheet[posting][title]", title.as_str()), ("sheet[shifts][0][start]", at)];
        postings::save(service, &owner.cookie, (&organisation, &id, "0", "submit"), &change).await;
        assert_eq!(judge(service, &approver, &id, "2", ["publish", ""]).await.status, 200);
    }
    (organisation, posting, shift)
}

async fn a_change_goes_the_way_of_any_posting(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, reader] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let (organisation, posting, shift) = postings::published(&service, &owner).await;
    let change = begun(&service, &owner, &organisation, &posting).await;
    let sheet = page(&service, &owner, &organisation, &change).await;
    assert!(sheet.contains(&format!("value=\"{shift}\"")) && sheet.contains("您在修改已发布的信息"), "{sheet}");
    let against = [("sheet[posting][duties]", "搬货，押金二百")];
    let refused = hand_in(&service, &owner, (&organisation, &change, &shift), &against).await;
    assert!(refused.status == 422 && refused.body.contains("deposit"), "{}", refused.body);
    let different = [
        ("sheet[posting][title]", "仓库搬运夜班"),
        ("sheet[posting][pay_amount]", "30"),
        ("sheet[shifts][0][start]", "09:00"),
        ("sheet[shifts][1][date]", &postings::day(&service, 4)),
        ("sheet[shifts][1][start]", "08:00"),
        ("sheet[shifts][1][end]", "12:00"),
        ("sheet[shifts][1][seats]", "2"),
    ];
    let mut fields = vec![("sheet[shifts][0][shift]", shift.as_str())];
    fields.extend_from_slice(&different);
    let sent = postings::save(&service, &owner.cookie, (&organisation, &change, "2", "submit"), &fields).await;
    assert!(sent.status == 200 && sent.body.contains("Submitted"), "{}", sent.body);
    // Until somebody has looked at it, readers see what it was.
    let seen = service.get(&format!("/gigs/{shift}"), &reader.cookie).await.body;
    assert!(!seen.contains("夜班") && seen.contains("08:00"), "{seen}");
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let case = service.get(&format!("/console/posting/{change}"), &approver.cookie).await.body;
    assert!(case.contains("这是对已发布信息的修改") && case.contains("仓库搬运夜班"), "{case}");
    assert_eq!(judge(&service, &approver, &change, "4", ["publish", ""]).await.status, 200);
    assert_eq!(judge(&service, &approver, &change, "4", ["publish", ""]).await.status, 409, "once");
    let seen = service.get(&format!("/gigs/{shift}"), &reader.cookie).await.body;
    assert!(seen.contains("仓库搬运夜班") && seen.contains("09:00"), "{seen}");
    let found = service.get("/gigs?q=夜班", &reader.cookie).await.body;
    assert!(found.contains(&shift), "it is found by its new words");
    let own = page(&service, &owner, &organisation, &posting).await;
    assert_eq!(own.matches("href=\"/gigs/").count(), 2, "a shift more: {own}");
    let late = page(&service, &owner, &organisation, &change).await;
    assert!(late.contains("data-state=\"published\""), "an old link leads to the posting");
    let list = service.get(&format!("/me/organisations/{organisation}/postings"), &owner.cookie).await.body;
    assert!(!list.contains("修改中") && list.matches("data-state=").count() == 1, "{list}");
}

async fn who_has_a_seat_is_told_and_may_leave(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, worker, other] = <[Worker; 3]>::try_from(service.workers(3).await).ok().expect("three");
    let (organisation, posting, shift) = trusted(&service, &owner).await;
    assert_eq!(service.claim(&worker, &shift, "take-a-seat", false).await.status, 200);
    let change = begun(&service, &owner, &organisation, &posting).await;
    let different = [("sheet[posting][address]", "物流园 9 号门"), ("sheet[posting][pay_amount]", "26")];
    let sent = hand_in(&service, &owner, (&organisation, &change, &shift), &different).await;
    assert!(sent.status == 200 && sent.body.contains("Published"), "{}", sent.body);
    let again = hand_in(&service, &owner, (&organisation, &change, &shift), &different).await;
    assert!(again.status == 200 && again.body.contains("Published"), "sent twice it is done: {}", again.body);
    let told = service.get("/me/messages", &worker.cookie).await.body;
    assert!(told.contains("班次有改动") && told.contains("工钱和地点有改动"), "{told}");
    assert_eq!(told.matches("<h2>班次有改动").count(), 1, "and once: {told}");
    assert!(service.get(&format!("/gigs/{shift}"), &other.cookie).await.body.contains("物流园 9 号门"));
    // An hour before the start whoever took it before may leave; whoever takes it now knows what it is.
    assert_eq!(service.claim(&other, &shift, "take-another", false).await.status, 200);
    let starts = between(&service.ask("/api/my_shifts", "{}", &worker.cookie).await.body, "\"starts\":", ",");
    let starts: i64 = starts.parse().expect("a moment");
    service.pass(starts - service.now().0 - 3_600_000);
    let leave = |whom: &Worker, key: &'static str| {
        let (service, cookie) = (&service, whom.cookie.clone());
        async move {
            let mine = service.ask("/api/my_shifts", "{}", &cookie).await.body;
            let claim = between(&mine, "\"mine\":{\"id\":\"", "\"");
            let fields = [("draft[claim]", claim.as_str()), ("draft[reason]", "plans"), ("draft[key]", key)];
            service.call("/api/leave", &fields, &cookie).await.status
        }
    };
    assert_eq!(leave(&other, "leave-of-other").await, 409, "two hours before the start");
    assert_eq!(leave(&worker, "leave-of-worker").await, 200);
}

async fn what_somebody_relies_on_stays(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, worker] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let (organisation, posting, shift) = trusted(&service, &owner).await;
    assert_eq!(service.claim(&worker, &shift, "take-a-seat", false).await.status, 200);
    let change = begun(&service, &owner, &organisation, &posting).await;
    let changes = [
        ([("sheet[posting][pay_amount]", "24")].as_slice(), "pay_amount"),
        (&[("sheet[posting][pay_unit]", "day"), ("sheet[posting][pay_amount]", "300")], "pay_amount"),
        (&[("sheet[posting][settlement]", "weekly")], "settlement"),
        (&[("sheet[posting][least_age]", "30")], "least_age"),
        (&[("sheet[shifts][0][start]", "09:00")], "shift0-date"),
        (&[("sheet[shifts][0][shift]", "")], "shifts"),
    ];
    for (version, (different, field)) in (1..).zip(changes) {
        let mut fields = vec![("sheet[shifts][0][shift]", shift.as_str())];
        fields.retain(|(name, _)| !different.iter().any(|(other, _)| other == name));
        fields.extend_from_slice(different);
        let at = format!("{version}");
        let refused = postings::save(&service, &owner.cookie, (&organisation, &change, &at, "submit"), &fields).await;
        let named = refused.body.contains(&format!("\"field\":\"{field}\"")) && refused.body.contains("NotChangeable");
        assert_eq!((refused.status, named), (422, true), "{field}: {}", refused.body);
    }
    let seen = service.get(&format!("/gigs/{shift}"), &worker.cookie).await.body;
    assert!(seen.contains("08:00") && seen.contains("200"), "nothing of it has happened");
    assert!(!service.get("/me/messages", &worker.cookie).await.body.contains("班次有改动"));
}

async fn seats_that_are_added_go_to_those_who_wait(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let workers = service.workers(6).await;
    let (organisation, posting, shift) = trusted(&service, &owner).await;
    for (n, worker) in workers.iter().enumerate() {
        assert_eq!(service.claim(worker, &shift, &format!("take-seat-{n}"), true).await.status, 200);
    }
    let change = begun(&service, &owner, &organisation, &posting).await;
    let sent = hand_in(&service, &owner, (&organisation, &change, &shift), &[("sheet[shifts][0][seats]", "5")]).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    for (n, worker) in workers.iter().enumerate() {
        let offered = service.get("/me/messages", &worker.cookie).await.body.contains("有座位了，请确认");
        assert_eq!(offered, n == 3 || n == 4, "worker {n}");
    }
    let own = page(&service, &owner, &organisation, &posting).await;
    assert!(own.contains("5/5"), "{own}");
    let fewer = begun(&service, &owner, &organisation, &posting).await;
    let refused = hand_in(&service, &owner, (&organisation, &fewer, &shift), &[("sheet[shifts][0][seats]", "4")]).await;
    assert!(refused.status == 422 && refused.body.contains("shift0-seats"), "{}", refused.body);
}

async fn a_change_is_begun_once_and_not_by_others(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, stranger] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let (organisation, posting, _) = postings::published(&service, &owner).await;
    let begins = (0..4).map(|_| begun(&service, &owner, &organisation, &posting));
    let mut changes = futures::future::join_all(begins).await;
    changes.sort();
    changes.dedup();
    assert_eq!(changes.len(), 1, "each found the one that was begun");
    assert_eq!(begin(&service, &stranger, &organisation, &posting).await.status, 404);
    let theirs = organisation::register(&service, &stranger).await;
    assert_eq!(begin(&service, &stranger, &theirs, &posting).await.status, 404);
    let list = service.get(&format!("/me/organisations/{organisation}/postings"), &owner.cookie).await.body;
    assert_eq!(list.matches("修改中").count(), 1, "{list}");
    // A posting that ended takes no change with it.
    assert_eq!(postings::step(&service, &owner, &organisation, &posting, "close").await.status, 200);
    let late = postings::save(&service, &owner.cookie, (&organisation, &changes[0], "1", "submit"), &[]).await;
    assert!(late.status == 422 && late.body.contains("\"field\":\"amends\""), "{}", late.body);
    assert_eq!(begin(&service, &owner, &organisation, &posting).await.status, 409);
}

async fn what_was_typed_outlives_the_posting(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let (organisation, posting, shift) = trusted(&service, &owner).await;
    // One that was taken off the list for a while is changed all the same.
    let change = begun(&service, &owner, &organisation, &posting).await;
    assert_eq!(postings::step(&service, &owner, &organisation, &posting, "pause").await.status, 200);
    let paused = [("sheet[posting][title]", "停的时候改的")];
    let sent = hand_in(&service, &owner, (&organisation, &change, &shift), &paused).await;
    assert!(sent.status == 200 && sent.body.contains("Published"), "{}", sent.body);
    assert!(page(&service, &owner, &organisation, &posting).await.contains("停的时候改的"));
    let change = begun(&service, &owner, &organisation, &posting).await;
    assert_eq!(postings::step(&service, &owner, &organisation, &posting, "close").await.status, 200);
    let date = postings::day(&service, 3);
    let typed = [
        ("sheet[posting][title]", "结束后才提交的"),
        ("sheet[posting][duties]", "示例新写的活"),
        ("sheet[shifts][0][date]", date.as_str()),
    ];
    for version in ["1", "2"] {
        let mut fields = vec![("sheet[shifts][0][shift]", shift.as_str())];
        fields.extend_from_slice(&typed);
        let at = (organisation.as_str(), change.as_str(), version, "submit");
        let late = postings::save(&service, &owner.cookie, at, &fields).await;
        assert!(late.status == 422 && late.body.contains("ChangedMeanwhile"), "{}", late.body);
    }
    let kept = page(&service, &owner, &organisation, &change).await;
    assert!(kept.contains("结束后才提交的") && kept.contains("示例新写的活") && kept.contains(&date), "{kept}");
    // As a form without scripts: the refusal is a sentence on the sheet.
    let path = format!("/me/organisations/{organisation}/postings/{change}");
    let at = (organisation.as_str(), change.as_str(), "3", "submit");
    let last = [("sheet[posting][title]", "最后写的"), ("sheet[shifts][0][shift]", &shift), ("back", &path)];
    let fields = postings::filled_in(&service, at, &last);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let sent = service.post("/api/save_posting", &fields, &owner.cookie).await;
    assert_eq!((sent.status, sent.location.as_str()), (303, path.as_str()), "{}", sent.body);
    let flash = sent.cookies.iter().find(|cookie| cookie.starts_with("flash=")).expect("what is to be said");
    let cookie = format!("{}; {}", owner.cookie, flash.split(';').next().expect("a value"));
    let shown = service.get(&path, &cookie).await.body;
    assert!(shown.contains("最后写的") && shown.matches("原来的信息已经结束").count() == 2, "{shown}");
    assert!(shown.contains("action=\"/api/copy_posting\""), "{shown}");
    // And what was written can be posted by itself.
    let fresh = postings::fresh();
    let fields =
        [("draft[organisation]", organisation.as_str()), ("draft[posting]", &change), ("draft[fresh]", &fresh)];
    assert_eq!(service.call("/api/copy_posting", &fields, &owner.cookie).await.status, 200);
    let copy = page(&service, &owner, &organisation, &fresh).await;
    assert!(copy.contains("最后写的") && !copy.contains("您在修改已发布的信息"), "{copy}");
}

async fn a_change_that_waits_ends_with_its_posting(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let (organisation, posting, shift) = postings::published(&service, &owner).await;
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let change = begun(&service, &owner, &organisation, &posting).await;
    let different = [("sheet[posting][title]", "等着审核的修改")];
    let sent = hand_in(&service, &owner, (&organisation, &change, &shift), &different).await;
    assert!(sent.status == 200 && sent.body.contains("Submitted"), "{}", sent.body);
    let waits = || async { service.get("/console?kind=posting", &approver.cookie).await.body.contains(&change) };
    assert!(waits().await);
    assert_eq!(postings::step(&service, &owner, &organisation, &posting, "close").await.status, 200);
    assert!(!waits().await, "nobody could publish it");
    for version in ["3", "4"] {
        assert_eq!(judge(&service, &approver, &change, version, ["publish", ""]).await.status, 409);
    }
    let kept = page(&service, &owner, &organisation, &change).await;
    assert!(kept.contains("等着审核的修改") && kept.contains("data-state=\"draft\""), "{kept}");
}

async fn a_posting_ends_while_the_staff_decide_about_its_change(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let approver = service.staff(StaffRole::Approver, "510681").await;
    for (n, what) in ["publish", "request-changes", "reject"].into_iter().cycle().take(9).enumerate() {
        let (organisation, posting, shift) = postings::published(&service, &owner).await;
        let change = begun(&service, &owner, &organisation, &posting).await;
        let title = format!("改第 {n} 次");
        let different = [("sheet[posting][title]", title.as_str())];
        let sent = hand_in(&service, &owner, (&organisation, &change, &shift), &different).await;
        assert!(sent.status == 200 && sent.body.contains("Submitted"), "{}", sent.body);
        let ended = postings::step(&service, &owner, &organisation, &posting, "close");
        let judged = judge(&service, &approver, &change, "3", [what, "请看"]);
        let (ended, judged) = futures::future::join(ended, judged).await;
        // A change that is published at that moment makes the posting another one, which may still be ended.
        assert!(ended.status == 200 || what == "publish" && ended.status == 409, "{what}: {}", ended.body);
        assert!(matches!(judged.status, 200 | 409), "{what}: {}", judged.body);
        assert!(
            ended.status == 200
                || postings::step(&service, &owner, &organisation, &posting, "close").await.status == 200
        );
        assert!(!service.get("/console?kind=posting", &approver.cookie).await.body.contains(&change), "{what}");
    }
}
