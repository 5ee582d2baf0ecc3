//! The console's tables: what is in them for whom, in which order, as files, and what is done to many rows at once.

use domain::{
    identity::StaffRole,
    table::{TableKind, VIEWS_LIMIT},
    when::Moment,
};
use serde_json::{Value, json};
use support::{
    Engine, TestService, Worker,
    rows::{self, Wanted},
};

crate::on_both!(
    every_question_to_every_table_is_answered,
    a_table_shows_ones_own_region_and_nothing_else,
    a_table_is_read_page_by_page_in_every_order,
    what_is_taken_away_is_what_is_seen_and_the_trail_tells_of_it,
    a_view_is_kept_for_oneself,
    many_shifts_are_closed_after_a_preview,
    many_postings_and_verifications_are_taken_back,
    of_two_who_close_the_same_each_shift_is_closed_once,
);

const HERE: &str = "510681001";
const ELSEWHERE: &str = "510683105";

async fn shift(service: &TestService, town: &str, title: &str, hours: i64) -> String {
    let starts = Moment(service.now().0 + hours * Moment::HOUR);
    let words = domain_words(title);
    let wanted = Wanted { town: town.to_owned(), title: title.to_owned(), words, ..Wanted::at(starts) };
    rows::shift(&service.store, wanted).await.to_string()
}

/// The search tokens of a title.
fn domain_words(title: &str) -> String {
    let code = domain::occupation::OccupationCode::parse("4-02-05-04").expect("a code");
    server::search::tokens(&[title], &code)
}

/// What a table shows somebody.
async fn table(service: &TestService, table: &str, query: Value, who: &Worker) -> Value {
    let body = json!({ "table": table, "query": query }).to_string();
    let answer = service.ask("/api/show_table", &body, &who.cookie).await;
    assert_eq!(answer.status, 200, "{table} {query}: {}", answer.body);
    serde_json::from_str(&answer.body).expect("JSON")
}

fn ids(page: &Value) -> Vec<String> {
    let rows = page["rows"].as_array().expect("rows");
    rows.iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
}

async fn every_question_to_every_table_is_answered(engine: Engine) {
    let service = TestService::start(engine).await;
    let city = service.staff(StaffRole::Administrator, "510600").await;
    let owner = service.resident("13900000001", HERE).await;
    let id = shift(&service, HERE, "仓库搬运", 30).await;
    assert_eq!(service.claim(&owner, &id, "one-claim", false).await.status, 200);
    for kind in TableKind::ALL {
        for sort in kind.sorts() {
            for order in [sort.word().to_owned(), format!("-{}", sort.word())] {
                let page = table(&service, kind.word(), json!({ "sort": order }), &city).await;
                assert_eq!(page["order"], order, "{kind:?}");
                assert_eq!(page["problems"], json!([]), "{kind:?} {order}");
                assert!(!ids(&page).is_empty(), "{kind:?} is empty");
                let cells = page["rows"][0]["cells"].as_array().expect("cells").len();
                assert_eq!(cells, kind.columns().len(), "{kind:?}");
            }
        }
        for state in kind.states() {
            table(&service, kind.word(), json!({ "state": state }), &city).await;
        }
        let all = json!({
            "q": "搬运", "region": "510681", "trade": "4-02", "from": "2020-01-01", "to": "2090-01-01",
            "posting": "00000000-0000-7000-8000-000000000001", "employer": "00000000-0000-7000-8000-000000000002",
        });
        table(&service, kind.word(), all, &city).await;
        // What cannot be read is named, and the rest answered.
        let bad = json!({ "region": "x", "sort": "x", "after": "x", "state": "x", "from": "x", "q": "%_!'\"" });
        let page = table(&service, kind.word(), bad.clone(), &city).await;
        assert!(page["problems"].as_array().is_some_and(|problems| problems.len() >= 3), "{kind:?}");
        let page = service.get(&format!("/console/tables/{}?sort=x&after=y", kind.word()), &city.cookie).await;
        assert_eq!(page.status, 200, "{kind:?}");
    }
    for state in ["open", "full", "started", "ended", "closed"] {
        let page = table(&service, "shifts", json!({ "state": state }), &city).await;
        assert_eq!(ids(&page).contains(&id), state == "open", "{state}");
    }
    assert_eq!(service.get("/console/tables/chairs", &city.cookie).await.status, 404);
}

async fn a_table_shows_ones_own_region_and_nothing_else(engine: Engine) {
    let service = TestService::start(engine).await;
    let here = service.staff(StaffRole::Operator, "510681").await;
    let village = service.staff(StaffRole::Operator, HERE).await;
    let (mine, other) = (shift(&service, HERE, "搬箱子", 30).await, shift(&service, ELSEWHERE, "搬砖头", 31).await);
    for (phone, home, shift) in [("13900000011", HERE, &mine), ("13900000012", ELSEWHERE, &other)] {
        let worker = service.resident(phone, home).await;
        assert_eq!(service.claim(&worker, shift, "first-claim", false).await.status, 200);
    }
    for who in [&here, &village] {
        for kind in ["postings", "shifts", "claims", "people", "organisations"] {
            for query in [json!({}), json!({ "region": "510683" }), json!({ "region": "510600" }), json!({ "q": "搬" })]
            {
                let page = table(&service, kind, query.clone(), who).await;
                assert!(!page.to_string().contains("搬砖头"), "{kind} {query}");
                if query == json!({}) && kind != "people" {
                    assert_eq!(page["total"]["n"], 1, "{kind}");
                }
                assert!(
                    page["regions"]
                        .as_array()
                        .expect("regions")
                        .iter()
                        .all(|region| { region["code"].as_str().is_some_and(|code| code.starts_with("510681")) })
                );
            }
        }
        let regions = table(&service, "regions", json!({ "q": "510683" }), who).await;
        assert_eq!(ids(&regions), Vec::<String>::new());
        // Nor by naming it directly.
        let answer = service.get(&format!("/console/tables/shifts/bulk?action=close&ids={other}"), &who.cookie).await;
        assert!(answer.status == 200 && !answer.body.contains("搬砖头"), "{}", answer.status);
        let body = [
            ("draft[table]", "shifts"),
            ("draft[action]", "close"),
            ("draft[ids][]", other.as_str()),
            ("draft[reason]", "停工"),
        ];
        let answer = service.call("/api/apply_bulk", &body, &who.cookie).await;
        assert!(answer.status == 200 && answer.body.contains("\"done\":0"), "{}", answer.body);
        let file = service.post("/console/export", &[("table", "shifts"), ("format", "csv")], &who.cookie).await;
        assert!(file.status == 200 && file.body.contains("搬箱子") && !file.body.contains("搬砖头"));
    }
    let claims = table(&service, "claims", json!({}), &here).await.to_string();
    assert!(!claims.contains("示例\"") && claims.contains("示*"), "names are masked: {claims}");
    let people = table(&service, "people", json!({}), &here).await.to_string();
    assert!(people.contains("139****0011") && !people.contains("13900000011"), "phones are masked");
    let file = service.post("/console/export", &[("table", "people"), ("format", "csv")], &here.cookie).await.body;
    assert!(file.contains("139****0011") && !file.contains("13900000011") && !file.contains("139****0012"), "{file}");
    // The staff are for administrators alone.
    let answer = service.ask("/api/show_table", r#"{"table":"staff","query":{}}"#, &here.cookie).await;
    assert_eq!(answer.status, 403);
}

async fn a_table_is_read_page_by_page_in_every_order(engine: Engine) {
    let service = TestService::start(engine).await;
    service.stand_still(Moment(1_800_000_000_000));
    let city = service.staff(StaffRole::Auditor, "510600").await;
    for n in 0..120 {
        // Many alike, so that ids break ties.
        shift(
            &service,
            if n % 2 == 0 { HERE } else { ELSEWHERE },
            ["甲活", "乙活", "丙活"][n % 3],
            24 + i64::try_from(n / 40).expect("small"),
        )
        .await;
    }
    for (kind, orders) in [
        ("shifts", vec!["starts", "-starts", "hourly", "-taken"]),
        ("postings", vec!["-published", "title", "-title", "pay"]),
        ("organisations", vec!["name", "-since"]),
        ("regions", vec!["code", "-code"]),
    ] {
        for sort in orders {
            let (mut seen, mut after, mut pages) = (Vec::new(), String::new(), 0);
            loop {
                let query = json!({ "sort": sort, "after": after, "q": if kind == "regions" { "510681" } else { "" } });
                let page = table(&service, kind, query, &city).await;
                seen.extend(page["rows"].as_array().expect("rows").iter().map(ToString::to_string));
                pages += 1;
                match page["next"].as_str() {
                    Some(next) => next.clone_into(&mut after),
                    None => break,
                }
            }
            let all = seen.len();
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), all, "{kind} by {sort}: a row was there twice");
            assert!(all >= 120 && pages >= 3, "{kind} by {sort}: {all} rows on {pages} pages");
        }
    }
    let found = table(&service, "shifts", json!({ "q": "甲活" }), &city).await;
    assert_eq!(found["total"]["n"], 40);
}

async fn what_is_taken_away_is_what_is_seen_and_the_trail_tells_of_it(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, "510681").await;
    let auditor = service.staff(StaffRole::Auditor, "510600").await;
    shift(&service, HERE, "=HYPERLINK(\"http://x\")", 30).await;
    for n in 0..60 {
        shift(&service, HERE, &format!("装卸{n}"), 31).await;
    }
    let fields = [("table", "shifts"), ("format", "csv"), ("sort", "starts"), ("cols", "title,seats")];
    let file = service.post("/console/export", &fields, &operator.cookie).await;
    assert_eq!(file.status, 200);
    let lines: Vec<&str> = file.body.trim_start_matches('\u{FEFF}').lines().collect();
    assert_eq!((lines.len(), lines[0]), (62, "标题,名额"), "all pages, the columns asked for");
    assert_eq!(lines[1], "\"'=HYPERLINK(\"\"http://x\"\")\",5", "no formula");
    let trail = service.ask("/api/search_trail", r#"{"query":{"action":"exported"}}"#, &auditor.cookie).await;
    assert!(trail.body.contains("exported.shifts") && trail.body.contains("61 csv"), "{}", trail.body);
    let workbook = [("table", "shifts"), ("format", "xlsx"), ("state", "open")];
    let request = service.send("/console/export", &workbook, &operator.cookie, "text/html").await.expect("an answer");
    let kind = request.headers()["content-type"].to_str().expect("text").to_owned();
    assert!(kind.contains("spreadsheetml"), "{kind}");
    assert!(request.bytes().await.expect("bytes").starts_with(b"PK"));
    // A form that cannot be answered leads back with what is wrong; others may not ask.
    let back = [("table", "shifts"), ("format", "pdf"), ("back", "/console/tables/shifts")];
    let wrong = service.post("/console/export", &back, &operator.cookie).await;
    assert_eq!((wrong.status, wrong.location.as_str()), (303, "/console/tables/shifts"));
    let administrator = service.staff(StaffRole::Administrator, "510681").await;
    assert_eq!(service.call("/console/export", &fields, &administrator.cookie).await.status, 403);
    assert_eq!(service.call("/console/export", &fields, "").await.status, 401);
}

async fn a_view_is_kept_for_oneself(engine: Engine) {
    let service = TestService::start(engine).await;
    let (one, other) =
        (service.staff(StaffRole::Operator, "510681").await, service.staff(StaffRole::Operator, "510681").await);
    let view = |name: &'static str, state: &'static str| {
        [
            ("draft[table]", "shifts"),
            ("draft[name]", name),
            ("draft[query][state]", state),
            ("draft[query][after]", "1_x"),
        ]
    };
    let kept = service.call("/api/save_view", &view("空位多的", "open"), &one.cookie).await;
    assert_eq!(kept.status, 200, "{}", kept.body);
    assert_eq!(service.call("/api/save_view", &view("空位多的", "full"), &one.cookie).await.status, 200, "again");
    assert_eq!(service.call("/api/save_view", &view(" ", "full"), &one.cookie).await.status, 422);
    let page = table(&service, "shifts", json!({}), &one).await;
    assert_eq!(page["views"].as_array().expect("views").len(), 1, "the same name is one view");
    assert_eq!(page["views"][0]["query"]["state"], "full");
    assert_eq!(page["views"][0]["query"]["after"], "", "it begins at its first page");
    assert_eq!(table(&service, "shifts", json!({}), &other).await["views"], json!([]));
    assert_eq!(table(&service, "claims", json!({}), &one).await["views"], json!([]));
    let id = page["views"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(service.call("/api/forget_view", &[("view", id.as_str())], &other.cookie).await.status, 404);
    assert_eq!(service.call("/api/forget_view", &[("view", id.as_str())], &one.cookie).await.status, 200);
    assert_eq!(service.call("/api/forget_view", &[("view", id.as_str())], &one.cookie).await.status, 404);
    for n in 0..=VIEWS_LIMIT {
        let (name, expected) = (format!("第{n}个"), if n < VIEWS_LIMIT { 200 } else { 422 });
        let fields = [("draft[table]", "shifts"), ("draft[name]", name.as_str())];
        assert_eq!(service.call("/api/save_view", &fields, &one.cookie).await.status, expected, "{n}");
    }
}

async fn many_shifts_are_closed_after_a_preview(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.resident("13900000021", HERE).await;
    let (full, empty, soon) = (
        shift(&service, HERE, "有人的班", 30).await,
        shift(&service, HERE, "没人的班", 31).await,
        shift(&service, HERE, "开始的班", 1).await,
    );
    assert_eq!(service.claim(&worker, &full, "a-seat-here", false).await.status, 200);
    // One begins; the session of a clerk would have ended by then.
    service.pass(2 * Moment::HOUR);
    let operator = service.staff(StaffRole::Operator, "510681").await;
    let ids = format!("ids={full}&ids={empty}&ids={soon}");
    let preview = service.get(&format!("/console/tables/shifts/bulk?{ids}&action=close"), &operator.cookie).await;
    assert!(preview.body.contains("data-free=\"2\"") && preview.body.contains("1 人会收到通知"), "{}", preview.body);
    assert!(preview.body.contains("已经开始或结束"));
    let mut fields = vec![("draft[table]", "shifts"), ("draft[action]", "close")];
    fields.extend([&full, &empty, &soon].map(|id| ("draft[ids][]", id.as_str())));
    let silent = service.call("/api/apply_bulk", &fields, &operator.cookie).await;
    assert_eq!(silent.status, 422, "a reason is asked for");
    fields.push(("draft[reason]", "暴雨停工"));
    for (who, status) in [(StaffRole::Approver, 403), (StaffRole::Auditor, 403), (StaffRole::Administrator, 403)] {
        let who = service.staff(who, "510681").await;
        assert_eq!(service.call("/api/apply_bulk", &fields, &who.cookie).await.status, status);
    }
    assert_eq!(service.call("/api/apply_bulk", &fields, &worker.cookie).await.status, 401);
    let done = service.call("/api/apply_bulk", &fields, &operator.cookie).await;
    assert!(done.status == 200 && done.body.contains("\"done\":2,\"left\":1"), "{}", done.body);
    let again = service.call("/api/apply_bulk", &fields, &operator.cookie).await;
    assert!(again.body.contains("\"done\":0,\"left\":3"), "{}", again.body);
    let inbox = service.get("/me/messages", &worker.cookie).await.body;
    assert!(inbox.contains("有人的班"), "whoever held a seat is told");
    let closed = table(&service, "shifts", json!({ "state": "closed" }), &operator).await;
    assert_eq!(closed["total"]["n"], 2);
    let auditor = service.staff(StaffRole::Auditor, "510681").await;
    let trail = service.ask("/api/search_trail", r#"{"query":{"action":"shift.closed"}}"#, &auditor.cookie).await;
    assert_eq!(trail.body.matches("暴雨停工").count(), 2, "{}", trail.body);
    let none = service.get("/console/tables/shifts/bulk?action=close", &operator.cookie).await;
    assert!(none.status == 200 && none.body.contains("请先勾选"), "{}", none.body);
    let unknown = service.get("/console/tables/shifts/bulk?action=burn", &operator.cookie).await;
    assert_eq!(unknown.status, 404);
}

async fn many_postings_and_verifications_are_taken_back(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, "510681").await;
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let shift = shift(&service, HERE, "要下架的", 30).await;
    let postings = table(&service, "postings", json!({}), &operator).await;
    let posting = ids(&postings)[0].clone();
    assert_eq!(postings["rows"][0]["href"], format!("/console/tables/shifts?posting={posting}"));
    let of_posting = table(&service, "shifts", json!({ "posting": posting }), &operator).await;
    assert_eq!(ids(&of_posting), std::slice::from_ref(&shift));
    let withdraw = [
        ("draft[table]", "postings"),
        ("draft[action]", "withdraw"),
        ("draft[ids][]", posting.as_str()),
        ("draft[reason]", "重复发布"),
    ];
    assert_eq!(service.call("/api/apply_bulk", &withdraw, &approver.cookie).await.status, 403);
    let done = service.call("/api/apply_bulk", &withdraw, &operator.cookie).await;
    assert!(done.body.contains("\"done\":1,\"left\":0"), "{}", done.body);
    let closed = table(&service, "shifts", json!({ "state": "closed" }), &operator).await;
    assert_eq!(ids(&closed), [shift]);
    let organisation =
        ids(&table(&service, "organisations", json!({ "state": "verified" }), &approver).await)[0].clone();
    let revoke = [
        ("draft[table]", "organisations"),
        ("draft[action]", "revoke"),
        ("draft[ids][]", organisation.as_str()),
        ("draft[reason]", "营业执照已注销"),
    ];
    assert_eq!(service.call("/api/apply_bulk", &revoke, &operator.cookie).await.status, 403);
    let done = service.call("/api/apply_bulk", &revoke, &approver.cookie).await;
    assert!(done.body.contains("\"done\":1,\"left\":0"), "{}", done.body);
    let revoked = table(&service, "organisations", json!({ "state": "revoked" }), &approver).await;
    assert_eq!(ids(&revoked), [organisation]);
    // An action of another table is none.
    let other = [
        ("draft[table]", "shifts"),
        ("draft[action]", "revoke"),
        ("draft[ids][]", posting.as_str()),
        ("draft[reason]", "x"),
    ];
    assert_eq!(service.call("/api/apply_bulk", &other, &approver.cookie).await.status, 422);
}

async fn of_two_who_close_the_same_each_shift_is_closed_once(engine: Engine) {
    let service = TestService::start(engine).await;
    let (one, two) =
        (service.staff(StaffRole::Operator, "510681").await, service.staff(StaffRole::Operator, "510600").await);
    let worker = service.resident("13900000031", HERE).await;
    let mut shifts = Vec::new();
    for n in 0..12 {
        shifts.push(shift(&service, HERE, "抢着关", 30 + 12 * n).await);
    }
    for shift in &shifts {
        let key = format!("key-{shift}");
        assert_eq!(service.claim(&worker, shift, &key, false).await.status, 200);
    }
    let mut fields = vec![("draft[table]", "shifts"), ("draft[action]", "close"), ("draft[reason]", "停电")];
    fields.extend(shifts.iter().map(|id| ("draft[ids][]", id.as_str())));
    let (first, second) = tokio::join!(
        service.call("/api/apply_bulk", &fields, &one.cookie),
        service.call("/api/apply_bulk", &fields, &two.cookie)
    );
    let done = |body: &str| {
        let note: Value = serde_json::from_str(body).expect("JSON");
        note["note"]["Bulk"]["done"].as_u64().expect("a number")
    };
    assert_eq!(done(&first.body) + done(&second.body), 12, "{} {}", first.body, second.body);
    let auditor = service.staff(StaffRole::Auditor, "510600").await;
    let trail = service.ask("/api/search_trail", r#"{"query":{"action":"shift.closed"}}"#, &auditor.cookie).await;
    assert_eq!(trail.body.matches("停电").count(), 12);
    let inbox = service.ask("/api/show_inbox", r#"{"query":{}}"#, &worker.cookie).await.body;
    assert_eq!(inbox.matches("抢着关").count(), 12, "each told once");
}
