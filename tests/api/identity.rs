//! Signing in, and what may not be done on the way.

use domain::when::Moment;
use support::{Answer, Engine, TestService};

crate::on_both!(
    a_phone_and_its_code_sign_in_and_out,
    a_code_has_five_tries_and_one_use,
    codes_are_capped_for_each_phone,
    a_code_is_bound_to_its_request_and_phone,
    the_profile_is_checked_and_kept,
    a_body_over_the_limit_is_refused,
);

pub fn field(body: &str, name: &str) -> String {
    let start = body.find(&format!("\"{name}\":\"")).unwrap_or_else(|| panic!("{name} in {body}")) + name.len() + 4;
    body[start..].split('"').next().expect("a value").to_owned()
}

pub async fn ask(service: &TestService, phone: &str) -> Answer {
    service.call("/api/request_code", &[("draft[phone]", phone)], "").await
}

async fn answer(service: &TestService, phone: &str, code: &str, ticket: &str) -> Answer {
    let fields =
        [("draft[phone]", phone), ("draft[code]", code), ("draft[ticket]", ticket), ("draft[next]", "/gigs?q=x")];
    service.call("/api/sign_in", &fields, "").await
}

pub fn session(answer: &Answer) -> String {
    let cookie = answer.cookies.iter().find(|cookie| cookie.starts_with("session=")).expect("a session");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    cookie.split(';').next().expect("a value").to_owned()
}

/// Signs somebody in by phone and code; gives the session's cookie.
pub async fn sign_in(service: &TestService, phone: &str) -> String {
    let sent = ask(service, phone).await;
    let (code, ticket) = (field(&sent.body, "shown"), field(&sent.body, "ticket"));
    session(&answer(service, phone, &code, &ticket).await)
}

/// A code that is not this one.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().expect("digits") + 1) % 1_000_000)
}

async fn a_phone_and_its_code_sign_in_and_out(engine: Engine) {
    let service = TestService::start(engine).await;
    let bad = ask(&service, "12345").await;
    assert_eq!((bad.status, bad.body.contains("NotAPhone")), (422, true));
    let sent = ask(&service, "138 1234 1234").await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    let (code, ticket) = (field(&sent.body, "shown"), field(&sent.body, "ticket"));
    let signed_in = answer(&service, "13812341234", &code, &ticket).await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.body);
    assert!(
        signed_in.body.contains("/me/profile?next=%2Fgigs"),
        "a new person is asked who they are: {}",
        signed_in.body
    );
    let cookie = session(&signed_in);
    assert!(service.get("/me", &cookie).await.body.contains("138****1234"));
    assert_eq!(service.call("/api/sign_out", &[], &cookie).await.status, 200);
    assert!(!service.get("/me", &cookie).await.body.contains("138****1234"), "the cookie works after signing out");
}

async fn a_code_has_five_tries_and_one_use(engine: Engine) {
    let service = TestService::start(engine).await;
    let sent = ask(&service, "13812341234").await;
    let (code, ticket) = (field(&sent.body, "shown"), field(&sent.body, "ticket"));
    for left in (1..=4).rev() {
        let refused = answer(&service, "13812341234", &wrong(&code), &ticket).await;
        assert!(refused.body.contains(&format!("\"WrongCode\":{left}")), "{}", refused.body);
    }
    assert!(answer(&service, "13812341234", &wrong(&code), &ticket).await.body.contains("CodeExpired"));
    assert!(answer(&service, "13812341234", &code, &ticket).await.body.contains("CodeExpired"), "a sixth try");
    service.pass(Moment::MINUTE);
    let sent = ask(&service, "13812341234").await;
    let (code, ticket) = (field(&sent.body, "shown"), field(&sent.body, "ticket"));
    assert_eq!(answer(&service, "13812341234", &code, &ticket).await.status, 200);
    assert!(answer(&service, "13812341234", &code, &ticket).await.body.contains("CodeExpired"), "used twice");
}

async fn codes_are_capped_for_each_phone(engine: Engine) {
    let service = TestService::start(engine).await;
    // Begin with a fresh window of each length, so that none ends in between.
    service.begin_window(Moment::DAY);
    assert_eq!(ask(&service, "13812341234").await.status, 200);
    let refused = ask(&service, "13812341234").await;
    assert_eq!((refused.status, refused.body.contains("TooMany")), (429, true), "{}", refused.body);
    assert_eq!(ask(&service, "13812345678").await.status, 200, "another phone");
    for _ in 0..4 {
        service.pass(Moment::MINUTE);
        assert_eq!(ask(&service, "13812341234").await.status, 200);
    }
    service.pass(Moment::MINUTE);
    assert_eq!(ask(&service, "13812341234").await.status, 429, "a sixth within the hour");
}

async fn a_code_is_bound_to_its_request_and_phone(engine: Engine) {
    let service = TestService::start(engine).await;
    let (mine, other) = (ask(&service, "13812341234").await, ask(&service, "13812345678").await);
    let (code, ticket) = (field(&mine.body, "shown"), field(&other.body, "ticket"));
    assert_eq!(answer(&service, "13812341234", &code, &ticket).await.status, 422);
    let ticket = field(&mine.body, "ticket");
    assert_eq!(answer(&service, "13812345678", &code, &ticket).await.status, 422);
    service.pass(5 * Moment::MINUTE + 1);
    assert!(answer(&service, "13812341234", &code, &ticket).await.body.contains("CodeExpired"));
}

async fn the_profile_is_checked_and_kept(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    let bad = [("draft[name]", ""), ("draft[birth]", "2026-02-30"), ("draft[home]", "999999"), ("back", "/me/profile")];
    let refused = service.call("/api/save_profile", &bad, &worker.cookie).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("NotADate") && refused.body.contains("Empty"), "{}", refused.body);
    // Without a script the same comes back on the page, with what was typed.
    let posted = service.post("/api/save_profile", &bad, &worker.cookie).await;
    assert_eq!((posted.status, posted.location.as_str()), (303, "/me/profile"));
    let flash = posted.cookies.iter().find(|cookie| cookie.starts_with("flash=")).expect("a flash");
    let cookies = format!("{}; {}", worker.cookie, flash.split(';').next().expect("a value"));
    let page = service.get("/me/profile", &cookies).await;
    assert!(page.body.contains("2026-02-30"), "what was typed is lost");
    let good = [("draft[name]", "<b>王</b>"), ("draft[birth]", "1990年1月31日"), ("draft[home]", "510603001")];
    assert_eq!(service.call("/api/save_profile", &good, &worker.cookie).await.status, 200);
    let page = service.get("/me/profile", &worker.cookie).await;
    assert!(page.body.contains("1990-01-31") && page.body.contains("&lt;b&gt;王") && !page.body.contains("<b>王"));
}

async fn a_body_over_the_limit_is_refused(engine: Engine) {
    let service = TestService::start(engine).await;
    let long = "1".repeat(64 * 1024);
    for accept in ["text/html", "application/json"] {
        let fields = [("draft[phone]", long.as_str())];
        // The refusal may come while the body is still on its way, and then the line breaks; so it is asked again.
        let mut status = None;
        for _ in 0..20 {
            status = service
                .send("/api/request_code", &fields, "", accept)
                .await
                .ok()
                .map(|answer| answer.status().as_u16());
            if status.is_some() {
                break;
            }
        }
        assert_eq!(status, Some(413), "{accept}");
    }
}
