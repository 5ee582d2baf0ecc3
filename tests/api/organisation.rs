//! Organisations: registered, filed with evidence, decided on, run out; their members; and real names.

use domain::{identity::StaffRole, when::Moment};
use support::{Answer, Engine, TestService, Worker};

use crate::{
    attachment::{JPEG, PNG, files_of, upload},
    identity::sign_in,
    sealed::{holds, raw},
};

crate::on_both!(
    an_organisation_is_filed_decided_on_and_runs_out,
    only_those_who_may_see_or_change_it,
    of_two_decisions_one_wins,
    members_come_by_a_link_that_is_good_once,
    the_last_owner_stays,
    a_real_name_is_verified_for_one_account,
    a_household_keeps_its_name_to_itself,
    what_is_personal_is_shown_on_request,
    the_table_is_searched_by_name_and_state,
);

const CODE: &str = "91350100M000100Y43";
const TOWN: &str = "510681001";

/// The last part of an address that stands in an answer.
pub fn id_after<'a>(body: &'a str, before: &str) -> &'a str {
    let start = body.find(before).unwrap_or_else(|| panic!("{before} in {body}")) + before.len();
    body[start..].split(['"', '\\', '/', '&', '?']).next().expect("an id")
}

async fn save(service: &TestService, cookie: &str, change: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("draft[id]", ""),
        ("draft[kind]", "firm"),
        ("draft[name]", "汉江示例装饰有限公司"),
        ("draft[credit_code]", CODE),
        ("draft[region]", TOWN),
        ("draft[contact_name]", "赵联系"),
        ("draft[contact_phone]", "13911112222"),
    ];
    for (name, value) in change {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    service.call("/api/save_organisation", &fields, cookie).await
}

/// Registers an organisation in 广汉市 and gives its id.
pub async fn register(service: &TestService, worker: &Worker) -> String {
    let answer = save(service, &worker.cookie, &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    id_after(&answer.body, "/me/organisations/").to_owned()
}

/// Registers a household, whose name is a person's.
pub async fn register_household(service: &TestService, worker: &Worker, name: &str) {
    let change = [("draft[kind]", "household"), ("draft[name]", name), ("draft[credit_code]", "")];
    let answer = save(service, &worker.cookie, &change).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

async fn file(service: &TestService, worker: &Worker, id: &str) -> Answer {
    service.call("/api/file_organisation", &[("organisation", id)], &worker.cookie).await
}

pub async fn filed(service: &TestService, worker: &Worker) -> String {
    let id = register(service, worker).await;
    assert_eq!(
        upload(service, &format!("/upload/organisation/{id}"), &worker.cookie, &[], "照.png", PNG).await.status,
        200
    );
    assert_eq!(file(service, worker, &id).await.status, 200);
    id
}

/// An organisation that may publish.
pub async fn verified(service: &TestService, worker: &Worker) -> String {
    let id = filed(service, worker).await;
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let decided = decide_now(service, &approver, &id, ["verify", &in_days(service, 300), ""]).await;
    assert_eq!(decided.status, 200, "{}", decided.body);
    id
}

pub async fn version(service: &TestService, staff: &Worker, page: &str) -> String {
    let page = service.get(page, &staff.cookie).await;
    assert_eq!(page.status, 200, "{}", page.body);
    // Whoever may not decide finds no form there.
    let found = page.body.split("name=\"draft[version]\" value=\"").nth(1);
    found.and_then(|rest| rest.split('"').next()).unwrap_or("0").to_owned()
}

async fn decide(service: &TestService, staff: &Worker, id: &str, version: &str, what: [&str; 3]) -> Answer {
    let [decision, until, reason] = what;
    let fields = [
        ("draft[subject]", id),
        ("draft[version]", version),
        ("draft[decision]", decision),
        ("draft[until]", until),
        ("draft[reason]", reason),
    ];
    service.call("/api/decide_organisation", &fields, &staff.cookie).await
}

async fn decide_now(service: &TestService, staff: &Worker, id: &str, what: [&str; 3]) -> Answer {
    let version = version(service, staff, &format!("/console/organisation/{id}")).await;
    decide(service, staff, id, &version, what).await
}

fn in_days(service: &TestService, days: i64) -> String {
    Moment(service.now().0 + days * Moment::DAY).date().to_string()
}

/// What the owner is told of a verification whose last day is in so many days.
fn good_until(service: &TestService, days: i64) -> String {
    let last = Moment(service.now().0 + days * Moment::DAY).date();
    format!("{}月{}日", last.month(), last.day())
}

/// What whoever decides sees: the warning, no whole phone, and a last day that is suggested.
fn warned_masked_and_dated(service: &TestService, case: &str) {
    let day = domain::identity::organisation::OrganisationKind::Firm.suggested_end(service.now().date());
    let field = format!("name=\"draft[until]\" value=\"{day}\"");
    for said in ["信用代码最后一位对不上", "139****2222", &field] {
        assert!(case.contains(said), "{said} in {case}");
    }
    assert!(!case.contains("13911112222"));
}

async fn an_organisation_is_filed_decided_on_and_runs_out(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let bad = save(&service, &owner.cookie, &[("draft[credit_code]", "123"), ("draft[region]", "990000")]).await;
    assert_eq!((bad.status, bad.body.contains("NotACreditCode")), (422, true), "{}", bad.body);
    let id = register(&service, &owner).await;
    let page = format!("/me/organisations/{id}");
    assert!(service.get(&page, &owner.cookie).await.body.contains("data-state=\"draft\""));
    let bare = file(&service, &owner, &id).await;
    assert_eq!((bare.status, bare.body.contains("Empty")), (422, true), "without evidence: {}", bare.body);
    let picture = upload(&service, &format!("/upload/organisation/{id}"), &owner.cookie, &[], "执照.png", PNG).await;
    assert_eq!(picture.status, 200, "{}", picture.body);
    // A code whose check character does not fit is taken, and the staff are told.
    let odd = save(&service, &owner.cookie, &[("draft[id]", &id), ("draft[credit_code]", "91350100M000100Y44")]).await;
    assert_eq!(odd.status, 200, "{}", odd.body);
    assert_eq!(file(&service, &owner, &id).await.status, 200);
    assert_eq!(file(&service, &owner, &id).await.status, 409, "filed twice");
    assert_eq!(save(&service, &owner.cookie, &[("draft[id]", &id)]).await.status, 409, "changed while it waits");
    let queue = service.get("/console", &approver.cookie).await.body;
    assert!(queue.contains(&format!("/console/organisation/{id}")) && queue.contains("汉江示例装饰有限公司"));
    let case = service.get(&format!("/console/organisation/{id}"), &approver.cookie).await.body;
    warned_masked_and_dated(&service, &case);
    // Changes asked for, with a reason that the owner reads.
    let silent = decide_now(&service, &approver, &id, ["return", "", ""]).await;
    assert_eq!(silent.status, 422, "without a reason");
    assert_eq!(decide_now(&service, &approver, &id, ["return", "", "代码请对照执照"]).await.status, 200);
    let mine = service.get(&page, &owner.cookie).await.body;
    assert!(mine.contains("data-state=\"returned\"") && mine.contains("代码请对照执照"));
    assert!(!service.get("/console", &approver.cookie).await.body.contains(&id), "it still waits");
    // Filed again, refused, filed again, verified, revoked, filed again, verified, run out.
    assert_eq!(save(&service, &owner.cookie, &[("draft[id]", &id)]).await.status, 200);
    let until = in_days(&service, 30);
    for (what, state) in [
        (["refuse", "", "不符"], "refused"),
        (["verify", until.as_str(), ""], "verified"),
        (["revoke", "", "复查不符"], "revoked"),
        (["verify", until.as_str(), ""], "verified"),
    ] {
        if what[0] != "revoke" {
            assert_eq!(file(&service, &owner, &id).await.status, 200, "{state}");
        }
        let decided = decide_now(&service, &approver, &id, what).await;
        assert_eq!(decided.status, 200, "{state}: {}", decided.body);
        let mine = service.get(&page, &owner.cookie).await.body;
        assert!(mine.contains(&format!("data-state=\"{state}\"")), "{state}");
        assert_eq!(mine.contains(&good_until(&service, 30)), state == "verified", "{mine}");
    }
    assert_eq!(file(&service, &owner, &id).await.status, 409, "it is verified");
    // Each decision was told once, the newest first.
    let told = service.get("/me/messages", &owner.cookie).await.body;
    let headlines = ["单位审核通过了", "单位的认证撤销了", "单位审核通过了", "单位没有通过审核", "单位资料要改一改"];
    assert_eq!(told.matches("data-message=").count(), headlines.len());
    let mut rest = told.as_str();
    for headline in headlines {
        let at = rest.find(&format!("<h2>{headline}")).unwrap_or_else(|| panic!("{headline} in {rest}"));
        rest = &rest[at + 4..];
    }
    service.pass(32 * Moment::DAY);
    // The session has idled out, but nobody else was needed for the verification to end.
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let case = service.get(&format!("/console/organisation/{id}"), &approver.cookie).await.body;
    assert!(case.contains("data-state=\"expired\""), "it has run out");
    assert!(!service.get(&page, &owner.cookie).await.body.contains("data-state"), "the session has ended");
}

async fn only_those_who_may_see_or_change_it(engine: Engine) {
    let service = TestService::start(engine).await;
    let people = service.workers(2).await;
    let [owner, other] = &people[..] else { unreachable!("two") };
    let id = filed(&service, owner).await;
    let page = format!("/me/organisations/{id}");
    let case = format!("/console/organisation/{id}");
    let member_id = owner.account.to_string();
    let file_id = files_of(&service, &page, &owner.cookie).await.remove(0);
    let [id, member_id, file_id] = [&id, &member_id, &file_id].map(String::as_str);
    let writes: [(&str, Vec<(&str, &str)>); 4] = [
        ("file_organisation", vec![("organisation", id)]),
        ("invite_member", vec![("draft[organisation]", id), ("draft[role]", "member")]),
        ("remove_member", vec![("draft[organisation]", id), ("draft[account]", member_id)]),
        ("remove_evidence", vec![("file", file_id)]),
    ];
    let elsewhere = service.staff(StaffRole::Approver, "510683").await;
    let (operator, auditor) =
        (service.staff(StaffRole::Operator, "510681").await, service.staff(StaffRole::Auditor, "510681").await);
    for (cookie, status) in [("", 401), (other.cookie.as_str(), 404), (operator.cookie.as_str(), 401)] {
        let seen = service.get(&page, cookie).await;
        // Whoever is signed out is shown the way in, and nothing else.
        assert_eq!(seen.status, status);
        assert!(!seen.body.contains("汉江示例装饰有限公司"));
        for (name, fields) in &writes {
            let answer = service.call(&format!("/api/{name}"), fields, cookie).await;
            assert_eq!(answer.status, status, "{name}: {}", answer.body);
        }
        assert_eq!(save(&service, cookie, &[("draft[id]", id)]).await.status, status);
        let sent = upload(&service, &format!("/upload/organisation/{id}"), cookie, &[], "a.jpg", JPEG).await;
        assert_eq!(sent.status, status, "{}", sent.body);
    }
    let verify = ["verify", &in_days(&service, 9), ""];
    for (cookie, sees, decides) in [
        ("", 401, 401),
        (owner.cookie.as_str(), 401, 401),
        (elsewhere.cookie.as_str(), 404, 404),
        (operator.cookie.as_str(), 200, 403),
        (auditor.cookie.as_str(), 200, 403),
    ] {
        let seen = service.get(&case, cookie).await;
        assert_eq!(seen.status, sees);
        assert_eq!(seen.body.contains("汉江示例装饰有限公司"), sees == 200);
        let staff = Worker { account: owner.account, cookie: cookie.to_owned() };
        assert_eq!(decide(&service, &staff, id, "2", verify).await.status, decides);
    }
    let fields = [("draft[subject]", id), ("draft[why]", "核对")];
    for (who, status) in [(&operator, 200), (&auditor, 403), (&elsewhere, 404), (owner, 401)] {
        assert_eq!(service.call("/api/reveal_organisation", &fields, &who.cookie).await.status, status);
    }
    assert!(!service.get("/console/tables/organisations", &elsewhere.cookie).await.body.contains(id));
    assert!(!service.get("/console/tables/organisations", &owner.cookie).await.body.contains(id));
}

async fn of_two_decisions_one_wins(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let id = filed(&service, &owner).await;
    let (one, two) =
        (service.staff(StaffRole::Approver, "510681").await, service.staff(StaffRole::Approver, "510600").await);
    let version = version(&service, &one, &format!("/console/organisation/{id}")).await;
    let until = in_days(&service, 90);
    let (first, second) = tokio::join!(
        decide(&service, &one, &id, &version, ["verify", &until, ""]),
        decide(&service, &two, &id, &version, ["refuse", "", "不符"]),
    );
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{} {}", first.body, second.body);
    let again = decide(&service, &one, &id, &version, ["verify", &until, ""]).await;
    assert_eq!(again.status, 409, "the same decision twice");
}

pub async fn invite(service: &TestService, owner: &Worker, id: &str, phone: &str, role: &str) -> String {
    let fields = [("draft[organisation]", id), ("draft[phone]", phone), ("draft[role]", role)];
    let answer = service.call("/api/invite_member", &fields, &owner.cookie).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    id_after(&answer.body, "/join/").to_owned()
}

async fn join(service: &TestService, secret: &str, cookie: &str) -> u16 {
    service.call("/api/join_organisation", &[("secret", secret)], cookie).await.status
}

async fn members_come_by_a_link_that_is_good_once(engine: Engine) {
    let service = TestService::start(engine).await;
    let people = service.workers(3).await;
    let [owner, second, third] = &people[..] else { unreachable!("three") };
    let id = register(&service, owner).await;
    let open = invite(&service, owner, &id, "", "member").await;
    assert!(!service.get(&format!("/join/{open}"), "").await.body.contains("汉江示例装饰有限公司"));
    assert!(service.get(&format!("/join/{open}"), &second.cookie).await.body.contains("汉江示例装饰有限公司"));
    assert_eq!(join(&service, &open, &owner.cookie).await, 409, "an owner already; the link stays");
    let (a, b) = tokio::join!(join(&service, &open, &second.cookie), join(&service, &open, &third.cookie));
    assert!([(200, 404), (404, 200)].contains(&(a, b)), "{a} {b}");
    assert_eq!(join(&service, &open, &third.cookie).await, 404, "used twice");
    assert_eq!(service.get(&format!("/join/{open}"), &third.cookie).await.status, 404);
    // For one phone only.
    let theirs = invite(&service, owner, &id, "138 1234 1234", "owner").await;
    let wrong = sign_in(&service, "13812340000").await;
    assert_eq!(join(&service, &theirs, &wrong).await, 404, "by the wrong phone");
    let right = sign_in(&service, "13812341234").await;
    let page = service.get(&format!("/me/organisations/{id}"), &owner.cookie).await.body;
    assert!(page.contains("138****1234"), "the owner sees for whom it is");
    assert_eq!(join(&service, &theirs, &right).await, 200);
    // Run out, and taken back.
    let late = invite(&service, owner, &id, "", "member").await;
    service.pass(7 * Moment::DAY);
    assert_eq!(join(&service, &late, &wrong).await, 404, "it has run out");
    let back = invite(&service, owner, &id, "", "member").await;
    let page = service.get(&format!("/me/organisations/{id}"), &owner.cookie).await.body;
    let invitation = id_after(&page, "name=\"invitation\" value=\"").to_owned();
    let uninvite = [("invitation", invitation.as_str())];
    assert_eq!(service.call("/api/uninvite_member", &uninvite, &wrong).await.status, 404, "somebody else's");
    assert_eq!(service.call("/api/uninvite_member", &uninvite, &owner.cookie).await.status, 200);
    assert_eq!(join(&service, &back, &wrong).await, 404, "it was taken back");
    // A member looks and no more.
    let member = if a == 200 { second } else { third };
    let page = service.get(&format!("/me/organisations/{id}"), &member.cookie).await;
    assert_eq!((page.status, page.body.contains("/upload/organisation/")), (200, false));
    let fields = [("draft[organisation]", id.as_str()), ("draft[role]", "owner")];
    assert_eq!(service.call("/api/invite_member", &fields, &member.cookie).await.status, 403);
    assert_eq!(save(&service, &member.cookie, &[("draft[id]", &id)]).await.status, 403);
    assert_eq!(file(&service, member, &id).await.status, 403);
}

async fn the_last_owner_stays(engine: Engine) {
    let service = TestService::start(engine).await;
    let people = service.workers(2).await;
    let [one, two] = &people[..] else { unreachable!("two") };
    let id = register(&service, one).await;
    let leave = async |who: &Worker| {
        let account = who.account.to_string();
        let fields = [("draft[organisation]", id.as_str()), ("draft[account]", account.as_str())];
        service.call("/api/remove_member", &fields, &who.cookie).await.status
    };
    assert_eq!(leave(one).await, 409, "nobody would be left");
    let secret = invite(&service, one, &id, "", "owner").await;
    assert_eq!(join(&service, &secret, &two.cookie).await, 200);
    // Both at once: one may, the other has to stay.
    let (a, b) = tokio::join!(leave(one), leave(two));
    assert!([(200, 409), (409, 200)].contains(&(a, b)), "{a} {b}");
    let left = if a == 200 { one } else { two };
    assert_eq!(service.get(&format!("/me/organisations/{id}"), &left.cookie).await.status, 404);
}

pub async fn file_name(service: &TestService, cookie: &str, name: &str, number: &str, card: &[u8]) -> Answer {
    let fields = [("back", "/me/real-name"), ("draft[name]", name), ("draft[number]", number)];
    upload(service, "/upload/real-name", cookie, &fields, "身份证.jpg", card).await
}

async fn decide_name(service: &TestService, staff: &Worker, account: &str, what: [&str; 2]) -> Answer {
    let version = version(service, staff, &format!("/console/real-name/{account}")).await;
    let [decision, reason] = what;
    let fields = [
        ("draft[subject]", account),
        ("draft[version]", &version),
        ("draft[decision]", decision),
        ("draft[reason]", reason),
    ];
    service.call("/api/decide_real_name", &fields, &staff.cookie).await
}

async fn a_real_name_is_verified_for_one_account(engine: Engine) {
    const NUMBER: &str = "11010519491231002X";
    let service = TestService::start(engine).await;
    let people = service.workers(2).await;
    let [first, second] = &people[..] else { unreachable!("two") };
    let (approver, county) =
        (service.staff(StaffRole::Approver, "510600").await, service.staff(StaffRole::Approver, "510681").await);
    let wrong = file_name(&service, &first.cookie, "", "110105194912310021", JPEG).await;
    assert_eq!((wrong.status, wrong.body.contains("ResidentIdCheck")), (422, true), "{}", wrong.body);
    let bare = file_name(&service, &first.cookie, "欧阳实名", NUMBER, b"").await;
    assert_eq!(bare.status, 422, "an empty picture");
    assert_eq!(file_name(&service, "", "欧阳实名", NUMBER, JPEG).await.status, 401);
    for person in [first, second] {
        let filed = file_name(&service, &person.cookie, "欧阳实名", NUMBER, JPEG).await;
        assert_eq!(filed.status, 200, "{}", filed.body);
    }
    assert_eq!(file_name(&service, &first.cookie, "欧阳实名", NUMBER, JPEG).await.status, 409, "it waits already");
    let queue = service.get("/console", &approver.cookie).await.body;
    assert!(queue.contains("欧***") && !queue.contains("欧阳实名"), "the queue shows a name");
    let (one, two) = (first.account.to_string(), second.account.to_string());
    let page = format!("/console/real-name/{one}");
    assert_eq!(service.get(&page, &county.cookie).await.status, 404, "the city's, not the county's");
    assert!(!service.get(&page, &second.cookie).await.body.contains("110***"));
    let case = service.get(&page, &approver.cookie).await.body;
    assert!(case.contains("110***********002X") && !case.contains(NUMBER) && !case.contains("欧阳实名"));
    let (a, b) = tokio::join!(
        decide_name(&service, &approver, &one, ["verify", ""]),
        decide_name(&service, &approver, &two, ["verify", ""]),
    );
    let (winner, loser) = if a.status == 200 { (first, &two) } else { (second, &one) };
    let lost = if a.status == 200 { &b } else { &a };
    assert_eq!((lost.status, lost.body.contains("NumberTaken")), (422, true), "{} {}", a.body, b.body);
    let case = service.get(&format!("/console/real-name/{loser}"), &approver.cookie).await.body;
    assert!(case.contains("已在另一个账号核验通过"), "the staff are warned");
    assert!(service.get("/console", &approver.cookie).await.body.contains(loser.as_str()), "it still waits");
    assert_eq!(decide_name(&service, &approver, loser, ["refuse", "号码重复"]).await.status, 200);
    // The date of birth is that of the number, and stays it.
    let profile = service.get("/me/profile", &winner.cookie).await.body;
    assert!(profile.contains("1949-12-31"), "the date of birth is another");
    let fields = [("draft[name]", "欧阳"), ("draft[birth]", "1990-01-31")];
    assert_eq!(service.call("/api/save_profile", &fields, &winner.cookie).await.status, 200);
    assert!(service.get("/me/profile", &winner.cookie).await.body.contains("1949-12-31"), "it was overwritten");
    let mine = service.get("/me/real-name", &winner.cookie).await.body;
    assert!(mine.contains("data-state=\"verified\"") && !mine.contains(NUMBER));
    let told = service.get("/me/messages", &winner.cookie).await.body;
    assert!(told.contains("实名认证通过了") && told.matches("data-message=").count() == 1, "told otherwise: {told}");
}

async fn a_household_keeps_its_name_to_itself(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let operator = service.staff(StaffRole::Operator, "510681").await;
    let change = [("draft[kind]", "household"), ("draft[name]", "上官住户"), ("draft[credit_code]", "")];
    let saved = save(&service, &owner.cookie, &change).await;
    let id = id_after(&saved.body, "/me/organisations/").to_owned();
    assert_eq!(file(&service, &owner, &id).await.status, 200, "a household needs no licence");
    assert!(service.get("/me/organisations", &owner.cookie).await.body.contains("上官住户"));
    for page in ["/console", "/console/tables/organisations", &format!("/console/organisation/{id}")] {
        let page = service.get(page, &operator.cookie).await.body;
        assert!(page.contains("上**") && !page.contains("上官"), "its name is shown");
    }
    let card = file_name(&service, &owner.cookie, "欧阳实名", "11010519491231002X", JPEG).await;
    assert_eq!(card.status, 200, "{}", card.body);
    invite(&service, &owner, &id, "13812341234", "member").await;
    let all = raw(&service).await;
    assert!(holds(&all, "organisation.filed"), "the search does not find what is there in plain words");
    for secret in ["上官", "赵联系", "13911112222", "13812341234", "欧阳实名", "11010519491231002X", "身份证"]
    {
        assert!(!holds(&all, secret), "{secret} is found in the raw storage");
    }
}

async fn what_is_personal_is_shown_on_request(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let (operator, other) =
        (service.staff(StaffRole::Operator, "510681").await, service.staff(StaffRole::Operator, "510681").await);
    let id = filed(&service, &owner).await;
    let page = format!("/console/organisation/{id}");
    let reveal = async |reason: &str| {
        let fields = [("draft[subject]", id.as_str()), ("draft[why]", reason)];
        service.call("/api/reveal_organisation", &fields, &operator.cookie).await.status
    };
    assert_eq!(reveal(" ").await, 422, "without a reason");
    assert_eq!(reveal("电话核实").await, 200);
    assert!(service.get(&page, &operator.cookie).await.body.contains("13911112222"));
    assert!(!service.get(&page, &other.cookie).await.body.contains("13911112222"), "shown to somebody else too");
    service.pass(11 * Moment::MINUTE);
    assert!(!service.get(&page, &operator.cookie).await.body.contains("13911112222"), "shown for too long");
}

async fn the_table_is_searched_by_name_and_state(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let auditor = service.staff(StaffRole::Auditor, "510600").await;
    let names = ["甲示例厂", "乙示例厂", "100%示例", "丙示例农场"];
    for name in names {
        assert_eq!(save(&service, &owner.cookie, &[("draft[name]", name)]).await.status, 200);
    }
    for (query, found) in [
        ("", &names[..]),
        ("?q=示例厂", &names[..2]),
        ("?q=%25", &names[2..3]),
        ("?q=91350100m000100y43", &names[..]),
        ("?state=draft&region=510681", &names[..]),
        ("?state=verified", &[]),
        ("?state=expired", &[]),
        ("?region=510683", &[]),
        ("?q=_", &[]),
    ] {
        let page = service.get(&format!("/console/tables/organisations{query}"), &auditor.cookie).await;
        assert_eq!(page.status, 200);
        for name in names {
            assert_eq!(page.body.contains(name), found.contains(&name), "{name} with {query}");
        }
    }
}
