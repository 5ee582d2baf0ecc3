//! Pages and files: status, headers, bad addresses.

use domain::when::Moment;
use support::{
    Engine, TestService,
    rows::{self, Wanted},
};

crate::on_both!(
    every_answer_has_its_guards,
    bad_parameters_give_a_page_that_says_what_is_wrong,
    what_is_not_there_is_a_404_page,
    health_and_version,
    a_shift_page_tells_programs_about_the_job,
    the_calendar_is_behind_its_secret,
    injected_text_is_shown_as_text,
);

async fn every_answer_has_its_guards(engine: Engine) {
    let service = TestService::start(engine).await;
    let client = reqwest::Client::new();
    for path in ["/", "/gigs", "/gigs/none", "/sign-in", "/nowhere", "/api/nothing", "/healthz", "/calendar/x.ics"] {
        let answer =
            client.get(format!("{}{path}", service.url)).header("accept", "text/html").send().await.expect("an answer");
        let header =
            |name: &str| answer.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("x-request-id").len(), 32, "{path}");
        assert!(answer.status().as_u16() < 500, "{path}: {}", answer.status());
    }
    let page = client.get(format!("{}/gigs", service.url)).send().await.expect("an answer");
    let policy = page.headers()["content-security-policy"].to_str().expect("text").to_owned();
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce").to_owned();
    let body = page.text().await.expect("a body");
    assert!(nonce.len() >= 20 && body.contains(&format!("nonce=\"{nonce}\"")));
    let again = client.get(format!("{}/gigs", service.url)).send().await.expect("an answer");
    assert!(
        !again.headers()["content-security-policy"].to_str().expect("text").contains(&nonce),
        "the nonce is used twice"
    );
}

async fn bad_parameters_give_a_page_that_says_what_is_wrong(engine: Engine) {
    let service = TestService::start(engine).await;
    rows::shift(&service.store, Wanted::at(Moment(service.now().0 + Moment::DAY))).await;
    service.count_list().await;
    let bad = [
        "county=999999",
        "county=x",
        "town=510603999",
        "near=1,2",
        "near=%F0%9F%98%80",
        "date=2026-02-30",
        "date=2026-12-02..2026-12-01",
        "part=noon",
        "occupation=4-99",
        "min_hourly=-1",
        "paid=never",
        "sort=worst",
        "after=zzz",
        "after=1_2",
        "sort=pay&after=9223372036854775807_ffffffffffffffffffffffffffffffff",
        "q=%00",
        "q=%27%22%29%3B--",
        "q=NEAR(",
        "q=*",
        "q=%E6%90%AC%22",
        "q=a%25_",
        "unknown=1",
    ];
    for query in bad {
        let answer = service.get(&format!("/gigs?{query}"), "").await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.body.chars().take(300).collect::<String>());
    }
    let said = service.get("/gigs?county=999999&min_hourly=abc", "").await;
    assert!(said.body.contains("id=\"problems\""), "the page does not say what is wrong");
    assert!(said.body.contains("data-shift="), "the rest of the query is not searched");
}

async fn what_is_not_there_is_a_404_page(engine: Engine) {
    let service = TestService::start(engine).await;
    let nowhere = "/gigs/00000000-0000-7000-8000-000000000000";
    for path in ["/nowhere", "/gigs/none", nowhere, "/pkg/none.js", "/me/nothing", "/../../etc/passwd"] {
        let answer = service.get(path, "").await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains("<html"), "{path} has no page");
    }
}

async fn health_and_version(engine: Engine) {
    let service = TestService::start(engine).await;
    assert_eq!(service.get("/healthz", "").await.body, "ok\n");
    assert_eq!(service.get("/readyz", "").await.status, 200);
    let version = service.get("/version", "").await.body;
    let word = if engine == Engine::Sqlite { "\"sqlite\"" } else { "\"postgres\"" };
    assert!(version.contains(word), "{version}");
}

async fn a_shift_page_tells_programs_about_the_job(engine: Engine) {
    let service = TestService::start(engine).await;
    let starts = Moment(service.now().0 + Moment::DAY);
    let shift = rows::shift(&service.store, Wanted { title: "搬运</script>工".to_owned(), ..Wanted::at(starts) }).await;
    let page = service.get(&format!("/gigs/{shift}"), "").await;
    let start = page.body.find("application/ld+json").expect("the posting for programs");
    let json =
        page.body[start..].split_once('>').and_then(|(_, rest)| rest.split("</script>").next()).expect("its text");
    let posting: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(posting["@type"], "JobPosting");
    assert_eq!(posting["title"], "搬运</script>工");
    assert_eq!(posting["baseSalary"]["value"]["value"], 25.0);
    for picture in ["map.svg", "qr.svg"] {
        let svg = service.get(&format!("/gigs/{shift}/{picture}"), "").await;
        assert_eq!((svg.status, svg.body.contains("<svg")), (200, true), "{picture}");
    }
}

async fn the_calendar_is_behind_its_secret(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    let shift = rows::shift(&service.store, Wanted::at(Moment(service.now().0 + Moment::DAY))).await;
    service.claim(&worker, shift, "claim-key", false).await;
    assert_eq!(service.call("/api/renew_feed", &[], &worker.cookie).await.status, 200);
    let address = |body: &str| {
        let start = body.find("/calendar/").expect("the address");
        body[start..].split(".ics").next().map(|path| format!("{path}.ics")).expect("its end")
    };
    let first = address(&service.get("/me/shifts", &worker.cookie).await.body);
    let feed = service.get(&first, "").await;
    assert_eq!(feed.status, 200);
    assert!(feed.body.contains("BEGIN:VEVENT") && feed.body.contains("仓库搬运"), "{}", feed.body);
    service.call("/api/renew_feed", &[], &worker.cookie).await;
    assert_eq!(service.get(&first, "").await.status, 404, "the old address still works");
    assert_eq!(service.get("/calendar/.ics", "").await.status, 404);
}

async fn injected_text_is_shown_as_text(engine: Engine) {
    let service = TestService::start(engine).await;
    let starts = Moment(service.now().0 + Moment::DAY);
    let title = "</title>\"><img src=x onerror=alert(1)>".to_owned();
    let shift = rows::shift(&service.store, Wanted { title, ..Wanted::at(starts) }).await;
    service.count_list().await;
    for path in ["/gigs".to_owned(), format!("/gigs/{shift}"), "/gigs?q=%3Cscript%3Ealert(1)%3C/script%3E".to_owned()] {
        let page = service.get(&path, "").await;
        for bad in ["<img src=x", "<script>alert"] {
            let around = page.body.find(bad).map(|at| page.body[at.saturating_sub(120)..].chars().take(200).collect::<String>());
            assert_eq!(around, None, "{path}");
        }
    }
}
