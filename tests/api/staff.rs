//! Staff: joining, signing in with password and one-time code, posts, acting for a person, what is seen of people.

use domain::{
    identity::{
        StaffRole,
        rules::{STAFF_TRIES, STAFF_TRIES_IN_ALL},
    },
    when::Moment,
};
use server::identity::{
    queries::count_up,
    staff::{first_invitation, secrets::totp_code},
};
use support::{Answer, Engine, TestService, Worker};

crate::on_both!(
    the_first_administrator_joins_by_a_link_that_is_good_once,
    only_password_and_code_together_let_somebody_in,
    a_recovery_code_is_good_once_and_gives_way_to_new_ones,
    tries_are_capped_over_all_instances,
    nobody_is_kept_out_by_tries_from_elsewhere,
    tries_with_marks_of_browsers_are_capped_in_all,
    an_invitation_is_for_its_phone_and_its_region,
    another_post_ends_every_session,
    sessions_are_seen_and_ended_by_their_owner_alone,
    a_session_of_the_staff_ends_after_an_idle_hour,
    acting_for_somebody_is_bounded_and_written_down,
    people_are_masked_until_somebody_says_why,
    nothing_of_another_county_is_seen,
);

/// The session's cookie that an answer sets.
fn cookie(answer: &Answer) -> String {
    let set = answer.cookies.iter().find(|cookie| cookie.starts_with("session=")).expect("a session");
    set.split(';').next().expect("a value").to_owned()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap_or_else(|| panic!("{start} in {text}")) + start.len();
    text[from..].split(end).next().expect("an end")
}

/// A question without a filter.
const QUERY: &str = "{\"query\":{}}";
const PASSWORD: &str = "三星堆的青铜大立人像";

/// Somebody who has joined.
struct Colleague {
    phone: &'static str,
    secret: String,
    /// The one-time code of joining.
    code: String,
    cookie: String,
    codes: Vec<String>,
}

/// Joins by the link with this secret.
async fn join(service: &TestService, token: &str, phone: &'static str) -> Colleague {
    let page = service.get(&format!("/console/join/{token}"), "").await;
    assert_eq!(page.status, 200);
    let secret = between(&page.body, "data-secret=\"\">", "<").to_owned();
    let code = totp_code(&secret, service.now()).expect("a code");
    let joined = try_join(service, token, phone, &code, PASSWORD).await;
    assert_eq!(joined.status, 200, "{}", joined.body);
    let list = between(&joined.body, "\"RecoveryCodes\":[", "]");
    let codes = list.split(',').map(|code| code.trim_matches('"').to_owned()).collect();
    Colleague { phone, secret, code, cookie: cookie(&joined), codes }
}

async fn try_join(service: &TestService, token: &str, phone: &str, code: &str, password: &str) -> Answer {
    let fields = [
        ("draft[token]", token),
        ("draft[phone]", phone),
        ("draft[name]", "王主任"),
        ("draft[password]", password),
        ("draft[again]", password),
        ("draft[code]", code),
    ];
    service.call("/api/join_staff", &fields, "").await
}

async fn administrator(service: &TestService) -> Colleague {
    let city = "510600".to_owned();
    let city = domain::region::RegionCode::parse(&city).expect("a code");
    let token = first_invitation(&service.store, &service.clock, &city).await.expect("asked").expect("a link");
    join(service, &token, "13812341234").await
}

async fn sign_in(service: &TestService, phone: &str, password: &str, code: &str) -> Answer {
    let fields = [("draft[phone]", phone), ("draft[password]", password), ("draft[code]", code)];
    service.call("/api/staff_sign_in", &fields, "").await
}

/// The code of the next half minute, so that it was not used before.
fn next_code(service: &TestService, colleague: &Colleague) -> String {
    service.pass(30 * Moment::SECOND);
    totp_code(&colleague.secret, service.now()).expect("a code")
}

async fn the_first_administrator_joins_by_a_link_that_is_good_once(engine: Engine) {
    let service = TestService::start(engine).await;
    let city = domain::region::RegionCode::parse("510600").expect("a code");
    let ask = || first_invitation(&service.store, &service.clock, &city);
    let (old, token) = (ask().await.expect("asked").expect("a link"), ask().await.expect("asked").expect("a link"));
    assert!(!service.get(&format!("/console/join/{old}"), "").await.body.contains("data-secret"), "the older link");
    let page = service.get(&format!("/console/join/{token}"), "").await;
    let code = totp_code(between(&page.body, "data-secret=\"\">", "<"), service.now()).expect("a code");
    for (password, why) in
        [("password2026!", "PasswordCommon"), ("short", "PasswordShort"), ("13812341234aa", "PasswordCommon")]
    {
        let refused = try_join(&service, &token, "13812341234", &code, password).await;
        assert_eq!((refused.status, refused.body.contains(why)), (422, true), "{password}: {}", refused.body);
    }
    assert_eq!(try_join(&service, &token, "13812341234", "000000", PASSWORD).await.status, 422, "a wrong code");
    let both = tokio::join!(
        try_join(&service, &token, "13812341234", &code, PASSWORD),
        try_join(&service, &token, "13912341234", &code, PASSWORD)
    );
    let mut statuses = [both.0.status, both.1.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 404], "the link is good once");
    assert!(ask().await.expect("asked").is_none(), "there is an administrator now");
    let cookie = cookie(if both.0.status == 200 { &both.0 } else { &both.1 });
    let staff = service.get("/console/staff", &cookie).await;
    assert!(staff.body.contains("王主任") && staff.body.contains("管理员"), "{}", staff.body);
}

async fn only_password_and_code_together_let_somebody_in(engine: Engine) {
    let service = TestService::start(engine).await;
    let colleague = administrator(&service).await;
    let used = &colleague.code;
    assert_eq!(sign_in(&service, colleague.phone, PASSWORD, used).await.status, 422, "the code of joining is used");
    assert_eq!(sign_in(&service, colleague.phone, PASSWORD, "").await.status, 422, "the password alone");
    let code = next_code(&service, &colleague);
    let wrong = sign_in(&service, colleague.phone, "三星堆的青铜小立人像", &code).await;
    let unknown = sign_in(&service, "13912345678", PASSWORD, &code).await;
    assert_eq!((wrong.status, &wrong.body), (422, &unknown.body), "known and unknown phones are told apart");
    let right = sign_in(&service, colleague.phone, PASSWORD, &code).await;
    assert_eq!(right.status, 200, "a wrong password must not use the code up: {}", right.body);
    assert_eq!(sign_in(&service, colleague.phone, PASSWORD, &code).await.status, 422, "the code is used twice");
    assert_eq!(service.get("/console/staff", &cookie(&right)).await.status, 200);
    // The phone alone, as everybody signs in, opens nothing of the staff.
    let person = crate::identity::sign_in(&service, colleague.phone).await;
    let console = service.ask("/api/show_queue", QUERY, &person).await;
    assert_eq!(console.status, 401, "{}", console.body);
}

async fn a_recovery_code_is_good_once_and_gives_way_to_new_ones(engine: Engine) {
    let service = TestService::start(engine).await;
    let colleague = administrator(&service).await;
    assert_eq!(colleague.codes.len(), 10);
    let inside = sign_in(&service, colleague.phone, PASSWORD, &colleague.codes[0].to_uppercase()).await;
    assert_eq!(inside.status, 200, "{}", inside.body);
    assert_eq!(sign_in(&service, colleague.phone, PASSWORD, &colleague.codes[0]).await.status, 422, "used twice");
    let account = service.get("/console/account", &cookie(&inside)).await;
    assert!(account.body.contains("备用码还剩 9 个"), "{}", account.body);
    let renewed = service.call("/api/renew_recovery_codes", &[], &cookie(&inside)).await;
    assert_eq!(renewed.status, 200, "{}", renewed.body);
    assert_eq!(sign_in(&service, colleague.phone, PASSWORD, &colleague.codes[1]).await.status, 422, "an old one");
}

async fn tries_are_capped_over_all_instances(engine: Engine) {
    let first = TestService::start(engine).await;
    let second = TestService::on(first.database_url()).await;
    let colleague = administrator(&first).await;
    for service in [&first, &second] {
        service.begin_window(STAFF_TRIES[0].window);
    }
    let mut statuses = Vec::new();
    for (n, service) in [&first, &second].into_iter().cycle().take(12).enumerate() {
        let code = format!("{n:06}");
        statuses.push(sign_in(service, colleague.phone, "not the password", &code).await.status);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 8, "{statuses:?}");
    assert_eq!(statuses[8..], [429, 429, 429, 429]);
    let code = next_code(&first, &colleague);
    assert_eq!(sign_in(&first, colleague.phone, PASSWORD, &code).await.status, 429, "the right ones as well");
    first.pass(15 * Moment::MINUTE);
    let code = next_code(&first, &colleague);
    assert_eq!(sign_in(&first, colleague.phone, PASSWORD, &code).await.status, 200);
}

/// What a browser keeps after somebody of the staff has signed in there.
fn known(answer: &Answer) -> String {
    let set = answer.cookies.iter().find(|cookie| cookie.starts_with("known=")).expect("a mark of the browser");
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
    set.split(';').next().expect("a value").to_owned()
}

async fn nobody_is_kept_out_by_tries_from_elsewhere(engine: Engine) {
    let first = TestService::start(engine).await;
    let colleague = administrator(&first).await;
    let code = next_code(&first, &colleague);
    let browser = known(&sign_in(&first, colleague.phone, PASSWORD, &code).await);
    let from = async |service: &TestService, browser: &str, password: &str, code: &str| {
        let fields = [("draft[phone]", colleague.phone), ("draft[password]", password), ("draft[code]", code)];
        service.call("/api/staff_sign_in", &fields, browser).await.status
    };
    first.begin_window(STAFF_TRIES[0].window);
    // Somebody else tries the phone until it is shut for them, also with marks that are made up.
    let (_, secret) = browser.split_once('.').expect("a secret");
    let forged =
        [String::new(), format!("known={}.{secret}", first.now().0), format!("{browser}0"), "known=1.2.3".into()];
    let mut statuses = Vec::new();
    for mark in forged.iter().cycle().take(9) {
        statuses.push(from(&first, mark, "not the password", "000000").await);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 8, "{statuses:?}");
    let code = next_code(&first, &colleague);
    assert_eq!(from(&first, "", PASSWORD, &code).await, 429, "from a browser that is not known");
    // Whoever has signed in here before still does; a mark of another phone's owner would not help.
    assert_eq!(from(&first, &browser, PASSWORD, &code).await, 200);
    // The known browser has a cap as well, and so has the mark's life.
    let mut tries = Vec::new();
    for n in 0..9 {
        tries.push(from(&first, &browser, "not the password", &format!("{n:06}")).await);
    }
    assert!(tries.iter().filter(|status| **status == 422).count() <= 8 && tries[8] == 429, "{tries:?}");
    first.pass(STAFF_TRIES[0].window);
    let code = next_code(&first, &colleague);
    assert_eq!(from(&first, &browser, PASSWORD, &code).await, 200);
    first.pass(181 * Moment::DAY);
    first.begin_window(STAFF_TRIES[0].window);
    for _ in 0..8 {
        from(&first, "", "not the password", "000000").await;
    }
    let code = next_code(&first, &colleague);
    assert_eq!(from(&first, &browser, PASSWORD, &code).await, 429, "a mark of long ago");
}

async fn tries_with_marks_of_browsers_are_capped_in_all(engine: Engine) {
    let service = TestService::start(engine).await;
    let colleague = administrator(&service).await;
    let code = next_code(&service, &colleague);
    let browser = known(&sign_in(&service, colleague.phone, PASSWORD, &code).await);
    // As many tries as everybody has together in a minute.
    let now = Moment(service.now().0 / Moment::MINUTE * Moment::MINUTE + Moment::MINUTE);
    service.stand_still(now);
    let used = service.store.write::<_, (), _>(move |db| {
        Box::pin(async move {
            for _ in 0..STAFF_TRIES_IN_ALL.most {
                count_up(db, "staff:*", STAFF_TRIES_IN_ALL.start(now)).await?;
            }
            Ok(())
        })
    });
    assert!(used.await.is_ok());
    let fields = [("draft[phone]", colleague.phone), ("draft[password]", PASSWORD), ("draft[code]", "000000")];
    assert_eq!(service.call("/api/staff_sign_in", &fields, &browser).await.status, 429);
}

/// A link that an administrator makes; the answer if it is refused.
async fn invite(service: &TestService, cookie: &str, phone: &str, role: &str, region: &str) -> Result<String, Answer> {
    let fields = [("draft[phone]", phone), ("draft[name]", "李经办"), ("draft[role]", role), ("draft[region]", region)];
    let made = service.call("/api/invite_staff", &fields, cookie).await;
    if made.status == 200 { Ok(between(&made.body, "/console/join/", "\"").to_owned()) } else { Err(made) }
}

async fn an_invitation_is_for_its_phone_and_its_region(engine: Engine) {
    let service = TestService::start(engine).await;
    let administrator = service.staff(StaffRole::Administrator, "510681").await;
    for region in ["510600", "510683", "510683001", "999999"] {
        let refused = invite(&service, &administrator.cookie, "13912341234", "operator", region).await;
        assert_eq!(refused.expect_err(region).status, 422, "{region}");
    }
    for role in [StaffRole::Operator, StaffRole::Approver, StaffRole::Auditor, StaffRole::Reviewer] {
        let other = service.staff(role, "510600").await;
        let refused = invite(&service, &other.cookie, "13912341234", "operator", "510681").await;
        assert_eq!(refused.expect_err(role.word()).status, 403, "{role:?}");
    }
    let token = invite(&service, &administrator.cookie, "13912341234", "operator", "510681001").await.expect("a link");
    let page = service.get(&format!("/console/join/{token}"), "").await;
    assert!(page.body.contains("139****1234") && !page.body.contains("13912341234"));
    let code = totp_code(between(&page.body, "data-secret=\"\">", "<"), service.now()).expect("a code");
    let other = try_join(&service, &token, "13812341234", &code, PASSWORD).await;
    assert!(other.status == 422 && other.body.contains("OtherPhone"), "{}", other.body);
    service.pass(3 * Moment::DAY + 1);
    assert_eq!(try_join(&service, &token, "13912341234", &code, PASSWORD).await.status, 404, "it has run out");
    let token = invite(&service, &administrator.cookie, "13912341234", "operator", "510681001").await;
    assert_eq!(token.expect_err("an idle session").status, 401);
    let administrator = service.staff(StaffRole::Administrator, "510681").await;
    let token = invite(&service, &administrator.cookie, "13912341234", "operator", "510681001").await.expect("a link");
    let operator = join(&service, &token, "13912341234").await;
    assert_eq!(service.ask("/api/list_staff", QUERY, &operator.cookie).await.status, 403);
    // An invitation would give whoever holds it a colleague's account: not over somebody else's colleagues.
    let other = service.staff(StaffRole::Administrator, "510683").await;
    let refused = invite(&service, &other.cookie, "13912341234", "operator", "510683").await.expect_err("refused");
    assert!(refused.body.contains("NobodyHere"), "{}", refused.body);
}

async fn change_post(service: &TestService, cookie: &str, whom: &Worker, role: &str, region: &str) -> u16 {
    let account = whom.account.to_string();
    let fields = [
        ("draft[account]", account.as_str()),
        ("draft[role]", role),
        ("draft[region]", region),
        ("draft[reason]", "轮岗"),
    ];
    service.call("/api/change_post", &fields, cookie).await.status
}

async fn another_post_ends_every_session(engine: Engine) {
    let service = TestService::start(engine).await;
    let administrator = service.staff(StaffRole::Administrator, "510681").await;
    let operator = service.staff(StaffRole::Operator, "510681001").await;
    let elsewhere = service.staff(StaffRole::Operator, "510683").await;
    assert_eq!(change_post(&service, &administrator.cookie, &elsewhere, "auditor", "510681").await, 404);
    assert_eq!(
        change_post(&service, &administrator.cookie, &administrator, "approver", "510681").await,
        403,
        "oneself"
    );
    assert_eq!(change_post(&service, &administrator.cookie, &operator, "operator", "510683").await, 422);
    assert_eq!(service.ask("/api/show_queue", QUERY, &operator.cookie).await.status, 200);
    assert_eq!(change_post(&service, &administrator.cookie, &operator, "approver", "510681").await, 200);
    assert_eq!(service.ask("/api/show_queue", QUERY, &operator.cookie).await.status, 401, "signed out by the new post");
    let auditor = service.staff(StaffRole::Auditor, "510681").await;
    assert_eq!(change_post(&service, &administrator.cookie, &auditor, "", "").await, 200, "no post any more");
    assert_eq!(service.ask("/api/search_trail", QUERY, &auditor.cookie).await.status, 401);
}

async fn sessions_are_seen_and_ended_by_their_owner_alone(engine: Engine) {
    let service = TestService::start(engine).await;
    let (one, other) = (
        crate::identity::sign_in(&service, "13812341234").await,
        crate::identity::sign_in(&service, "13812345678").await,
    );
    service.pass(Moment::MINUTE);
    let again = crate::identity::sign_in(&service, "13812341234").await;
    let list = service.ask("/api/list_sessions", "{}", &again).await;
    assert_eq!(list.body.matches("\"id\"").count(), 2, "{}", list.body);
    let entry = list.body.split('{').find(|part| part.contains("\"current\":false")).expect("the first session");
    let id = between(entry, "\"id\":\"", "\"").to_owned();
    assert_eq!(service.call("/api/end_session", &[("session", &id), ("next", "")], &other).await.status, 404);
    assert_eq!(service.call("/api/end_session", &[("session", &id), ("next", "")], &again).await.status, 200);
    assert_eq!(service.ask("/api/show_profile", "{}", &one).await.status, 401, "it was signed out from elsewhere");
    assert_eq!(service.ask("/api/show_profile", "{}", &again).await.status, 200);
    assert_eq!(service.ask("/api/list_sessions", "{}", "").await.status, 401);
}

async fn a_session_of_the_staff_ends_after_an_idle_hour(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, "510681").await;
    for _ in 0..11 {
        service.pass(55 * Moment::MINUTE);
        assert_eq!(service.ask("/api/show_queue", QUERY, &operator.cookie).await.status, 200);
    }
    service.pass(Moment::HOUR);
    assert_eq!(service.ask("/api/show_queue", QUERY, &operator.cookie).await.status, 401);
    let operator = service.staff(StaffRole::Operator, "510681").await;
    for _ in 0..12 {
        service.pass(59 * Moment::MINUTE);
        service.ask("/api/show_queue", QUERY, &operator.cookie).await;
    }
    service.pass(13 * Moment::MINUTE);
    assert_eq!(
        service.ask("/api/show_queue", QUERY, &operator.cookie).await.status,
        401,
        "after twelve hours in any case"
    );
}

/// A person with this phone who lives there.
async fn resident(service: &TestService, phone: &str, home: &str) -> String {
    let cookie = crate::identity::sign_in(service, phone).await;
    let fields = [("draft[name]", "欧阳小工"), ("draft[birth]", "1990-01-31"), ("draft[home]", home)];
    let saved = service.call("/api/save_profile", &fields, &cookie).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    cookie
}

async fn act_for(service: &TestService, cookie: &str, phone: &str, reason: &str) -> Answer {
    service.call("/api/act_for", &[("draft[phone]", phone), ("draft[reason]", reason)], cookie).await
}

async fn acting_for_somebody_is_bounded_and_written_down(engine: Engine) {
    let service = TestService::start(engine).await;
    resident(&service, "13812341234", "510681001").await;
    let operator = service.staff(StaffRole::Operator, "510681").await;
    let elsewhere = service.staff(StaffRole::Operator, "510683").await;
    let approver = service.staff(StaffRole::Approver, "510681").await;
    assert_eq!(act_for(&service, &approver.cookie, "13812341234", "不会用手机").await.status, 403);
    let refused = act_for(&service, &elsewhere.cookie, "13812341234", "不会用手机").await;
    assert!(refused.body.contains("NobodyHere"), "{}", refused.body);
    assert_eq!(act_for(&service, &operator.cookie, "13812341234", " ").await.status, 422, "without a reason");
    let acting = act_for(&service, &operator.cookie, "13812341234", "不会用手机").await;
    assert_eq!(acting.status, 200, "{}", acting.body);
    assert_eq!(service.ask("/api/show_queue", QUERY, &operator.cookie).await.status, 401, "the old secret");
    let acting = cookie(&acting);
    let me = service.get("/me", &acting).await;
    assert!(me.body.contains("欧阳小工") && me.body.contains("action=\"/api/stop_acting\""), "{}", me.body);
    assert_eq!(service.ask("/api/show_queue", QUERY, &acting).await.status, 401, "the staff's own rights rest");
    assert_eq!(
        service.ask("/api/list_sessions", "{}", &acting).await.status,
        401,
        "nor are the person's sessions theirs"
    );
    let fields = [("draft[name]", "欧阳大工"), ("draft[birth]", "1990-01-31"), ("draft[home]", "510681001")];
    assert_eq!(service.call("/api/save_profile", &fields, &acting).await.status, 200);
    let stopped = service.call("/api/stop_acting", &[], &acting).await;
    assert_eq!(service.ask("/api/show_profile", "{}", &acting).await.status, 401, "acting has ended");
    let desk = cookie(&stopped);
    assert_eq!(service.ask("/api/show_queue", QUERY, &desk).await.status, 200);
    let auditor = service.staff(StaffRole::Auditor, "510600").await;
    let trail = service.get(&format!("/console/trail?who={}", operator.account), &auditor.cookie).await;
    for said in ["staff.act_for", "开始代办", "不会用手机", "profile.saved", "保存个人资料", "替别人办事"]
    {
        assert!(trail.body.contains(said), "{said} in {}", trail.body);
    }
}

async fn people_are_masked_until_somebody_says_why(engine: Engine) {
    let service = TestService::start(engine).await;
    resident(&service, "13812341234", "510681001").await;
    let operator = service.staff(StaffRole::Operator, "510681").await;
    let list = service.get("/console/people", &operator.cookie).await;
    assert!(list.body.contains("欧***") && list.body.contains("138****1234"), "{}", list.body);
    let found = service.call("/api/find_person", &[("phone", "138 1234 1234")], &operator.cookie).await;
    let path = between(&found.body, "\"go\":\"", "\"").to_owned();
    let account = path.rsplit('/').next().expect("an id").to_owned();
    let page = service.get(&path, &operator.cookie).await;
    assert!(page.body.contains("138****1234") && !page.body.contains("13812341234") && !page.body.contains("欧阳小工"));
    let ask = |reason: &'static str, cookie: String| {
        let (service, account) = (&service, account.clone());
        async move {
            let fields = [("draft[account]", account.as_str()), ("draft[reason]", reason)];
            service.call("/api/reveal_person", &fields, &cookie).await
        }
    };
    assert_eq!(ask("", operator.cookie.clone()).await.status, 422);
    let auditor = service.staff(StaffRole::Auditor, "510681").await;
    assert_eq!(ask("看看", auditor.cookie.clone()).await.status, 403);
    let elsewhere = service.staff(StaffRole::Operator, "510683").await;
    assert_eq!(ask("看看", elsewhere.cookie.clone()).await.status, 404);
    let shown = ask("通知面试", operator.cookie.clone()).await;
    assert!(shown.body.contains("13812341234") && shown.body.contains("欧阳小工"), "{}", shown.body);
    // Who looked at this number?
    let looked_for = [("draft[subject]", "138 1234 1234"), ("draft[action]", "revealed")];
    let found = service.post("/api/find_in_trail", &looked_for, &auditor.cookie).await;
    assert_eq!((found.status, found.location.contains("1234 1234")), (303, false), "{}", found.location);
    assert!(found.location.contains(&format!("subject={account}")), "{}", found.location);
    for (typed, problem) in [("13912341234", "NobodyHere"), ("139", "NotAPhone")] {
        let refused = service.call("/api/find_in_trail", &[("draft[who]", typed)], &auditor.cookie).await;
        assert!(refused.status == 422 && refused.body.contains(problem), "{}", refused.body);
    }
    let trail = service.get(&found.location, &auditor.cookie).await;
    assert_eq!(trail.body.matches("data-row=").count(), 1, "{}", trail.body);
    assert!(trail.body.contains("示例职员") && trail.body.contains("通知面试"));
    let city = service.staff(StaffRole::Auditor, "510600").await;
    let everything = service.ask("/api/search_trail", QUERY, &city.cookie).await;
    assert!(everything.body.contains("profile.saved"), "what lies nowhere is for the whole city: {}", everything.body);
    let county = service.ask("/api/search_trail", QUERY, &auditor.cookie).await;
    assert!(!county.body.contains("profile.saved"), "{}", county.body);
}

async fn nothing_of_another_county_is_seen(engine: Engine) {
    let service = TestService::start(engine).await;
    resident(&service, "13812341234", "510683001").await;
    let guanghan = service.staff(StaffRole::Operator, "510681").await;
    let list = service.get("/console/people?region=510683", &guanghan.cookie).await;
    assert_eq!(list.status, 200);
    assert!(!list.body.contains("138****1234"), "{}", list.body);
    let found = service.call("/api/find_person", &[("phone", "13812341234")], &guanghan.cookie).await;
    assert!(found.status == 422 && found.body.contains("NobodyHere"), "{}", found.body);
    let mianzhu = service.staff(StaffRole::Operator, "510683").await;
    let found = service.call("/api/find_person", &[("phone", "13812341234")], &mianzhu.cookie).await;
    let path = between(&found.body, "\"go\":\"", "\"").to_owned();
    assert_eq!(service.get(&path, &mianzhu.cookie).await.status, 200);
    assert_eq!(service.get(&path, &guanghan.cookie).await.status, 404);
    let administrator = service.staff(StaffRole::Administrator, "510681").await;
    let staff = service.get("/console/staff?region=510683", &administrator.cookie).await;
    assert!(!staff.body.contains(&mianzhu.account.to_string()), "{}", staff.body);
}
