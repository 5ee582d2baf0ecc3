//! Wall screens, and screens that many use and that forget each of them.

use domain::when::Moment;
use support::{
    Answer, Engine, TestService,
    rows::{self, Wanted},
};

crate::on_both!(
    a_board_shows_its_region_and_turns_by_itself,
    a_shared_screen_forgets_who_was_there,
    a_session_at_a_shared_screen_ends_soon,
);

const BOARD: &str = "board=510603";

async fn shift(service: &TestService, town: &str, title: &str, hours: i64) -> String {
    let starts = Moment(service.now().0 + hours * Moment::HOUR);
    let wanted = Wanted { town: town.to_owned(), title: title.to_owned(), ..Wanted::at(starts) };
    rows::shift(&service.store, wanted).await.to_string()
}

async fn a_board_shows_its_region_and_turns_by_itself(engine: Engine) {
    let service = TestService::start(engine).await;
    let empty = service.get("/board/510603", "").await;
    assert!(empty.body.contains("现在没有班次"), "{}", empty.body);
    for n in 0..16 {
        shift(&service, "510603001", &format!("旌阳活{n}号"), 30 - n).await;
    }
    let elsewhere = shift(&service, "510681001", "广汉活", 20).await;
    service.count_list().await;
    let here = service.fetch("/board/510603", "").await;
    let refresh = here.headers()["refresh"].to_str().expect("text").to_owned();
    let body = here.text().await.expect("a body");
    assert!(body.contains("旌阳活15号") && !body.contains("广汉活"), "{body}");
    assert_eq!(body.matches("qr.svg").count(), 15, "a code for each");
    assert!(body.find("旌阳活15号") < body.find("旌阳活14号"), "the soonest first");
    // The second screen has what is left, and leads back to the first.
    let next = refresh.strip_prefix("30; url=").expect("an address").to_owned();
    assert!(next.starts_with("/board/510603?after="), "{next}");
    let second = service.fetch(&next, "").await;
    assert_eq!(second.headers()["refresh"], "30; url=/board/510603");
    let body = second.text().await.expect("a body");
    assert!(body.contains("旌阳活0号") && !body.contains("旌阳活15号"), "{body}");
    for (path, there) in
        [("/board", true), ("/board/510681", true), ("/board/510681001", true), ("/board/510683", false)]
    {
        let page = service.get(path, "").await;
        assert_eq!((page.status, page.body.contains(&elsewhere)), (200, there), "{path}");
    }
    for path in ["/board/510603?hold=yes", "/board/510603?screen=yes"] {
        assert!(service.fetch(path, "").await.headers().get("refresh").is_none(), "{path} turns");
    }
    for code in ["999999", "x", "510700", "%F0%9F%98%80"] {
        assert_eq!(service.get(&format!("/board/{code}"), "").await.status, 404, "{code}");
    }
}

/// Signs in at a shared screen; gives the session's cookie.
async fn sign_in(service: &TestService, phone: &str) -> String {
    let sent = service.call("/api/request_code", &[("draft[phone]", phone)], BOARD).await;
    let [code, ticket] = ["shown", "ticket"].map(|name| crate::identity::field(&sent.body, name));
    let fields = [("draft[phone]", phone), ("draft[code]", code.as_str()), ("draft[ticket]", ticket.as_str())];
    crate::identity::session(&service.call("/api/sign_in", &fields, BOARD).await)
}

async fn holds(service: &TestService, session: &str) -> bool {
    service.ask("/api/show_profile", "{}", session).await.status == 200
}

fn forgets(answer: &Answer, name: &str) -> bool {
    answer.cookies.iter().any(|line| line.starts_with(&format!("{name}=;")) && line.contains("Max-Age=0"))
}

async fn a_shared_screen_forgets_who_was_there(engine: Engine) {
    let service = TestService::start(engine).await;
    let made = service.post("/api/share_screen", &[("region", "510603"), ("on", "yes")], "").await;
    assert_eq!((made.status, made.location.as_str()), (303, "/board/510603"), "{}", made.body);
    assert!(made.cookies.iter().any(|line| line.starts_with("board=510603;")), "{:?}", made.cookies);
    assert_eq!(service.call("/api/share_screen", &[("region", "510700"), ("on", "yes")], "").await.status, 404);

    let elsewhere = crate::identity::sign_in(&service, "13812341234").await;
    service.pass(2 * Moment::MINUTE);
    let here = sign_in(&service, "13812341234").await;
    let page = service.get("/gigs", &format!("{BOARD}; {here}; place=31.13,104.40")).await;
    assert!(page.body.contains("用完了") && holds(&service, &here).await);
    // A board that is looked at on one's own phone forgets nothing.
    let own = service.get("/board/510603", &elsewhere).await;
    assert!(holds(&service, &elsewhere).await && own.cookies.is_empty(), "{:?}", own.cookies);
    let board = service.get("/board/510603", &format!("{BOARD}; {here}; place=31.13,104.40")).await;
    assert!(forgets(&board, "session") && forgets(&board, "place"), "{:?}", board.cookies);
    assert!(!holds(&service, &here).await, "the session is kept at the server");
    assert!(holds(&service, &elsewhere).await, "it has ended elsewhere as well");
    // Not a region: nobody's screen is shared by a cookie that says anything.
    let page = service.get("/board/510603", &format!("board=x; {elsewhere}")).await;
    assert!(page.cookies.is_empty() && holds(&service, &elsewhere).await);

    let ended = service.post("/api/share_screen", &[("region", "510603"), ("on", "")], BOARD).await;
    assert!(forgets(&ended, "board"), "{:?}", ended.cookies);
}

async fn a_session_at_a_shared_screen_ends_soon(engine: Engine) {
    let service = TestService::start(engine).await;
    let here = sign_in(&service, "13812341234").await;
    service.pass(9 * Moment::MINUTE);
    assert!(holds(&service, &here).await);
    service.pass(2 * Moment::MINUTE);
    assert!(!holds(&service, &here).await, "it holds after eleven minutes");
    let own = crate::identity::sign_in(&service, "13812341234").await;
    let sessions = service.ask("/api/list_sessions", "{}", &own).await;
    assert_eq!(sessions.body.matches("\"began\"").count(), 1, "what is over is listed: {}", sessions.body);
    service.pass(60 * Moment::MINUTE);
    assert!(holds(&service, &own).await, "one's own ends as soon");
}
