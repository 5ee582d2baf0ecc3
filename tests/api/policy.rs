//! Policies: from the first draft to the last day, as two persons and as everybody else.

use domain::{identity::StaffRole, when::Moment};
use support::{Engine, TestService, Worker};
use uuid::Uuid;

crate::on_both!(
    a_text_goes_from_draft_to_expired_with_two_persons,
    an_amended_text_is_read_once_a_second_person_agrees,
    what_lies_in_another_region_does_not_exist,
    a_region_sees_what_lies_over_it,
    what_was_typed_over_a_newer_version_is_kept,
    nothing_in_a_text_runs,
    programs_read_the_text_and_the_feed,
    bad_parameters_never_break_a_page,
    two_that_decide_at_once_decide_once,
);

const DAY: i64 = Moment::DAY;

/// A notice of a region, as it is typed.
fn notice<'a>(title: &'a str, region: &'a str, body: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("draft[kind]", "notice"),
        ("draft[title]", title),
        ("draft[issuer]", "广汉市人力资源和社会保障局"),
        ("draft[issued]", "2026-11-01"),
        ("draft[region]", region),
        ("draft[audiences][]", "workers"),
        ("draft[body]", body),
    ]
}

/// Saves a draft; gives the status.
async fn save(service: &TestService, who: &Worker, mark: (&str, i64, i64), draft: &[(&str, &str)]) -> u16 {
    let (number, version) = (mark.1.to_string(), mark.2.to_string());
    let mut fields =
        vec![("mark[policy]", mark.0), ("mark[number]", number.as_str()), ("mark[version]", version.as_str())];
    fields.extend(draft);
    service.call("/api/save_policy", &fields, &who.cookie).await.status
}

/// Takes a step; gives the status.
async fn step(service: &TestService, who: &Worker, mark: (&str, i64, i64), step: &str, more: &[(&str, &str)]) -> u16 {
    let (number, version) = (mark.1.to_string(), mark.2.to_string());
    let mut fields = vec![
        ("mark[policy]", mark.0),
        ("mark[number]", number.as_str()),
        ("mark[version]", version.as_str()),
        ("draft[step]", step),
    ];
    fields.extend(more);
    service.call("/api/take_policy_step", &fields, &who.cookie).await.status
}

fn fresh() -> String {
    Uuid::now_v7().to_string()
}

/// Somebody who writes and somebody who decides.
async fn staff(service: &TestService, region: &str) -> (Worker, Worker) {
    (service.staff(StaffRole::Operator, region).await, service.staff(StaffRole::Approver, region).await)
}

/// A notice that everybody reads; gives its policy.
pub async fn published(service: &TestService, title: &str, region: &str, body: &str) -> String {
    let (writer, judge) = staff(service, region).await;
    let policy = fresh();
    assert_eq!(save(service, &writer, (&policy, 1, 0), &notice(title, region, body)).await, 200);
    assert_eq!(step(service, &writer, (&policy, 1, 1), "file", &[]).await, 200);
    assert_eq!(step(service, &judge, (&policy, 1, 2), "approve", &[("draft[reason]", "同意")]).await, 200);
    policy
}

/// A notice of a region, published or still a draft.
pub async fn notice_of(service: &TestService, region: &str, is_published: bool) -> String {
    if is_published {
        return published(service, "停水通知", region, "明天停水。").await;
    }
    let (policy, writer) = (fresh(), service.staff(StaffRole::Operator, region).await);
    assert_eq!(save(service, &writer, (&policy, 1, 0), &notice("停水通知", region, "明天停水。")).await, 200);
    policy
}

async fn status(service: &TestService, path: &str) -> u16 {
    service.get(path, "").await.status
}

/// The titles of a list, in order.
pub async fn titles(service: &TestService, path: &str) -> Vec<String> {
    let page = service.get(path, "").await;
    assert_eq!(page.status, 200, "{path}");
    let cards = page.body.split("data-policy=\"").skip(1);
    let title = |card: &str| card.split("<h2>").nth(1)?.split("</h2>").next().map(without_tags);
    cards.filter_map(title).collect()
}

fn without_tags(html: &str) -> String {
    let text = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<String>();
    text.trim().to_owned()
}

async fn a_text_goes_from_draft_to_expired_with_two_persons(engine: Engine) {
    let service = TestService::start(engine).await;
    let (writer, judge) = staff(&service, "510681").await;
    let policy = fresh();
    let (address, desk) = (format!("/policies/{policy}"), format!("/console/policy/{policy}"));
    let today = service.now().date();
    let last = Moment(service.now().0 + 30 * DAY).date().to_string();
    // Half of it is kept as it is, and cannot be filed.
    let half = [("draft[title]", "稳岗补贴通知"), ("draft[issued]", "今天")];
    assert_eq!(save(&service, &writer, (&policy, 1, 0), &half).await, 200);
    let page = service.get(&desk, &writer.cookie).await;
    assert!(page.body.contains("稳岗补贴通知") && page.body.contains("今天") && page.body.contains("to-mend"));
    assert_eq!(step(&service, &writer, (&policy, 1, 1), "file", &[]).await, 422);
    let issued = today.to_string();
    let mut whole = notice("稳岗补贴通知", "510681", "## 一、补贴标准\n\n每人五百元。");
    whole.retain(|(name, _)| *name != "draft[issued]");
    whole.extend([("draft[issued]", issued.as_str()), ("draft[expires]", last.as_str())]);
    assert_eq!(save(&service, &writer, (&policy, 1, 1), &whole).await, 200);
    let page = service.get(&desk, &writer.cookie).await;
    assert!(page.body.contains("一、补贴标准</h2>") && !page.body.contains("to-mend"), "no preview");
    let field = page.body.split("<textarea").nth(1).and_then(|rest| rest.split_once('>')).expect("the text's field").1;
    assert_eq!(field.split("</textarea>").next(), Some("## 一、补贴标准\n\n每人五百元。"), "it is not as it was typed");
    assert_eq!(status(&service, &address).await, 404, "a draft is read");
    assert_eq!(step(&service, &judge, (&policy, 1, 2), "file", &[]).await, 403, "who decides files");
    assert_eq!(step(&service, &writer, (&policy, 1, 2), "file", &[]).await, 200);
    let queue = service.get("/console", &judge.cookie).await.body;
    assert!(queue.contains(&desk) && queue.contains("稳岗补贴通知"), "it is not in the queue");
    assert_eq!(save(&service, &writer, (&policy, 1, 3), &half).await, 409, "written in while it is judged");
    // Nobody but a second person decides, with a reason.
    let agreed = [("draft[reason]", "同意")];
    assert_eq!(step(&service, &writer, (&policy, 1, 3), "approve", &agreed).await, 403);
    assert_eq!(step(&service, &judge, (&policy, 1, 3), "approve", &[]).await, 422, "without a reason");
    assert_eq!(step(&service, &judge, (&policy, 1, 3), "request-changes", &[("draft[reason]", "写明条件")]).await, 200);
    assert!(!service.get("/console", &judge.cookie).await.body.contains(&desk), "it is still in the queue");
    assert_eq!(save(&service, &writer, (&policy, 1, 4), &whole).await, 200, "nothing has changed");
    whole.push(("draft[number]", "广人社〔2026〕1号"));
    assert_eq!(save(&service, &writer, (&policy, 1, 4), &whole).await, 200);
    assert_eq!(step(&service, &writer, (&policy, 1, 5), "file", &[]).await, 200);
    // Scheduled: the clock alone makes it readable, and takes it off the list.
    let on = Moment(service.now().0 + 3 * DAY).date().to_string();
    let when = [("draft[reason]", "同意"), ("draft[publish_on]", on.as_str()), ("draft[publish_hour]", "9")];
    assert_eq!(step(&service, &judge, (&policy, 1, 5), "approve", &agreed).await, 409, "an old version is approved");
    assert_eq!(step(&service, &judge, (&policy, 1, 6), "approve", &when).await, 200);
    assert_eq!(step(&service, &judge, (&policy, 1, 6), "approve", &when).await, 409, "approved twice");
    assert_eq!(status(&service, &address).await, 404, "read before its time");
    assert!(titles(&service, "/policies?q=稳岗补贴").await.is_empty());
    assert!(!service.get("/policies/feed.atom", "").await.body.contains("稳岗"));
    assert!(service.get(&desk, &writer.cookie).await.body.contains("data-standing=\"scheduled\""));
    the_clock_does_the_rest(&service, &policy, &judge).await;
}

/// A text that is scheduled within four days and applies for thirty.
async fn the_clock_does_the_rest(service: &TestService, policy: &str, judge: &Worker) {
    let (address, desk) = (format!("/policies/{policy}"), format!("/console/policy/{policy}"));
    let agreed = [("draft[reason]", "同意")];
    service.pass(4 * DAY);
    // Sessions of the staff end by then.
    let (writer, _) = staff(service, "510681").await;
    let page = service.get(&address, "").await;
    assert!(page.status == 200 && page.body.contains("每人五百元") && !page.body.contains("data-expired"));
    assert_eq!(titles(service, "/policies?q=稳岗补贴").await, ["稳岗补贴通知"]);
    assert!(service.get("/policies/feed.atom", "").await.body.contains("稳岗"));
    let history = service.get(&desk, &writer.cookie).await.body;
    assert!(history.contains("写明条件") && history.contains("示例职员"), "the history is silent");
    service.pass(30 * DAY);
    let (writer, _) = staff(service, "510681").await;
    assert!(titles(service, "/policies").await.is_empty(), "expired and still listed");
    let page = service.get(&address, "").await;
    assert!(page.status == 200 && page.body.contains("data-expired"), "the page does not say so");
    assert!(service.get(&desk, &writer.cookie).await.body.contains("data-standing=\"expired\""));
    let (_, judge_now) = staff(service, "510681").await;
    assert_eq!(step(service, judge, (policy, 1, 7), "withdraw", &agreed).await, 401, "an old session decides");
    assert_eq!(step(service, &judge_now, (policy, 1, 7), "withdraw", &agreed).await, 200);
    assert_eq!(status(service, &address).await, 404, "withdrawn and still read");
}

async fn an_amended_text_is_read_once_a_second_person_agrees(engine: Engine) {
    let service = TestService::start(engine).await;
    let policy = published(&service, "补贴办法", "510681", "第一版的内容").await;
    let address = format!("/policies/{policy}");
    let (writer, judge) = staff(&service, "510681").await;
    assert_eq!(step(&service, &writer, (&policy, 1, 3), "amend", &[]).await, 200);
    assert_eq!(step(&service, &writer, (&policy, 1, 3), "amend", &[]).await, 409, "two revisions at once");
    let second = notice("补贴办法", "510681", "第二版的内容");
    assert_eq!(
        save(&service, &writer, (&policy, 2, 1), &notice("补贴办法", "510681001", "x")).await,
        422,
        "moved away"
    );
    assert_eq!(save(&service, &writer, (&policy, 2, 1), &second).await, 200);
    assert!(service.get(&address, "").await.body.contains("第一版的内容"));
    assert_eq!(step(&service, &writer, (&policy, 2, 2), "file", &[]).await, 200);
    let on = Moment(service.now().0 + 2 * DAY).date().to_string();
    let later = [("draft[reason]", "同意"), ("draft[publish_on]", on.as_str())];
    assert_eq!(step(&service, &judge, (&policy, 2, 3), "approve", &later).await, 200);
    assert!(service.get(&address, "").await.body.contains("第一版的内容"), "the old one is gone too early");
    // Called off, the old one goes on; then again, and its time comes.
    assert_eq!(step(&service, &judge, (&policy, 2, 4), "withdraw", &[("draft[reason]", "写错了")]).await, 200);
    service.pass(3 * DAY);
    assert!(service.get(&address, "").await.body.contains("第一版的内容"), "replaced by what was called off");
    let (writer, judge) = staff(&service, "510681").await;
    assert_eq!(step(&service, &writer, (&policy, 2, 5), "amend", &[]).await, 200);
    assert_eq!(step(&service, &writer, (&policy, 3, 1), "file", &[]).await, 200);
    assert_eq!(step(&service, &judge, (&policy, 3, 2), "approve", &[("draft[reason]", "同意")]).await, 200);
    let page = service.get(&address, "").await.body;
    assert!(page.contains("第二版的内容") && page.contains("第 1 版"), "the new one is not read");
    assert_eq!(titles(&service, "/policies?q=第一版").await, Vec::<String>::new());
    assert_eq!(titles(&service, "/policies?q=第二版").await, ["补贴办法"]);
}

async fn what_lies_in_another_region_does_not_exist(engine: Engine) {
    let service = TestService::start(engine).await;
    let policy = published(&service, "广汉的通知", "510681", "正文").await;
    let (writer, judge) = staff(&service, "510683").await;
    let desk = format!("/console/policy/{policy}");
    for who in [&writer, &judge] {
        assert_eq!(service.get(&desk, &who.cookie).await.status, 404);
        for list in ["/console/policies", "/console/policies?q=广汉", "/console/policies?region=510681"] {
            let page = service.get(list, &who.cookie).await;
            assert!(page.status == 200 && !page.body.contains("广汉的通知"), "{list}");
        }
        assert_eq!(step(&service, who, (&policy, 1, 3), "withdraw", &[("draft[reason]", "x")]).await, 404);
        assert_eq!(step(&service, who, (&policy, 1, 3), "amend", &[]).await, 404);
    }
    assert_eq!(save(&service, &writer, (&policy, 1, 3), &notice("改了", "510683", "x")).await, 404);
    assert_eq!(save(&service, &writer, (&policy, 1, 0), &notice("改了", "510683", "x")).await, 404, "the same id");
    for region in ["510681", "510600", "country", "999999", "510683'"] {
        assert_eq!(save(&service, &writer, (&fresh(), 1, 0), &notice("外面", region, "x")).await, 422, "{region}");
    }
    assert_eq!(save(&service, &judge, (&fresh(), 1, 0), &notice("审批写", "510683", "x")).await, 403);
    let person = service.workers(1).await.remove(0);
    for cookie in ["", &person.cookie] {
        let who = Worker { account: person.account, cookie: cookie.to_owned() };
        assert_eq!(save(&service, &who, (&policy, 1, 3), &notice("改了", "510681", "x")).await, 401);
        assert_eq!(step(&service, &who, (&policy, 1, 3), "withdraw", &[("draft[reason]", "x")]).await, 401);
        let page = service.get("/console/policies", cookie).await;
        assert!(!page.body.contains("广汉的通知"));
    }
    let auditor = service.staff(StaffRole::Auditor, "510681").await;
    assert_eq!(service.get(&desk, &auditor.cookie).await.status, 200);
    assert_eq!(service.get("/console/policy/new", &auditor.cookie).await.status, 403);
    let mentor = service.staff(StaffRole::Mentor, "510681").await;
    assert_eq!(service.get("/console/policies", &mentor.cookie).await.status, 403);
}

async fn a_region_sees_what_lies_over_it(engine: Engine) {
    let service = TestService::start(engine).await;
    published(&service, "全市的", "510600", "正文").await;
    published(&service, "广汉的", "510681", "正文").await;
    published(&service, "雒城的", "510681001", "正文").await;
    published(&service, "绵竹的", "510683", "正文").await;
    let (writer, judge) = staff(&service, "510600").await;
    let policy = fresh();
    assert_eq!(save(&service, &writer, (&policy, 1, 0), &notice("全国的", "country", "正文")).await, 200);
    assert_eq!(step(&service, &writer, (&policy, 1, 1), "file", &[]).await, 200);
    assert_eq!(step(&service, &judge, (&policy, 1, 2), "approve", &[("draft[reason]", "同意")]).await, 200);
    let seen = async |region: &str| {
        let mut found = titles(&service, &format!("/policies?region={region}")).await;
        found.sort();
        found
    };
    assert_eq!(seen("510681001").await, ["全国的", "全市的", "广汉的", "雒城的"]);
    assert_eq!(seen("510681").await, ["全国的", "全市的", "广汉的"]);
    assert_eq!(seen("510683").await, ["全国的", "全市的", "绵竹的"]);
    assert_eq!(seen("").await.len(), 5);
    let feed = service.get("/policies/feed.atom?region=510683", "").await.body;
    assert!(feed.contains("绵竹的") && feed.contains("全国的") && !feed.contains("广汉的"), "{feed}");
    assert_eq!(titles(&service, "/policies?audience=veterans").await.len(), 0);
    assert_eq!(titles(&service, "/policies?audience=workers&kind=notice").await.len(), 5);
}

async fn what_was_typed_over_a_newer_version_is_kept(engine: Engine) {
    let service = TestService::start(engine).await;
    let (first, second) = (staff(&service, "510681").await.0, staff(&service, "510681").await.0);
    let policy = fresh();
    let desk = format!("/console/policy/{policy}");
    assert_eq!(save(&service, &first, (&policy, 1, 0), &notice("初稿", "510681", "初稿的正文")).await, 200);
    assert_eq!(save(&service, &first, (&policy, 1, 1), &notice("甲的", "510681", "甲的正文")).await, 200);
    let long = format!("乙写的很长的正文{}", "很长".repeat(20_000));
    assert_eq!(save(&service, &second, (&policy, 1, 1), &notice("乙的", "510681", &long)).await, 409);
    let page = service.get(&desk, &second.cookie).await.body;
    assert!(page.contains("data-conflict") && page.contains("乙写的很长的正文") && page.contains("甲的正文"));
    let page = service.get(&desk, &first.cookie).await.body;
    assert!(!page.contains("data-conflict") && !page.contains("乙写的"), "it is shown to the other one");
    let mark = [("mark[policy]", policy.as_str()), ("mark[number]", "1"), ("mark[version]", "2")];
    assert_eq!(service.call("/api/drop_typed_policy", &mark, &second.cookie).await.status, 200);
    assert!(!service.get(&desk, &second.cookie).await.body.contains("data-conflict"));
    assert_eq!(save(&service, &second, (&policy, 1, 1), &notice("乙的", "510681", "乙的正文")).await, 409);
    assert_eq!(save(&service, &second, (&policy, 1, 2), &notice("乙的", "510681", "乙的正文")).await, 200);
    let page = service.get(&desk, &second.cookie).await.body;
    assert!(!page.contains("data-conflict") && page.contains("乙的正文"));
    // The same sent twice is done once; a form of a browser without scripts leads back to the page.
    assert_eq!(save(&service, &second, (&policy, 1, 2), &notice("乙的", "510681", "乙的正文")).await, 200);
    let mut plain = notice("丙的", "510681", "丙的正文");
    plain.extend([("mark[policy]", policy.as_str()), ("mark[number]", "1"), ("mark[version]", "3")]);
    let sent = service.post("/api/save_policy", &plain, &second.cookie).await;
    assert_eq!((sent.status, sent.location), (303, desk));
}

async fn nothing_in_a_text_runs(engine: Engine) {
    let service = TestService::start(engine).await;
    let attacks = "<script>alert(1)</script>\n\n[甲](javascript:alert(1)) [乙](data:text/html,x) ![丙](x onerror=alert(1))\n\n\
                   <svg onload=alert(1)> <p style=\"position:fixed\">丁</p>\n\n</script><img src=x onerror=alert(1)>\n\n\
                   ]]></summary><script>alert(2)</script>";
    let title = "</title></script><img src=x onerror=alert(3)>";
    let policy = published(&service, title, "510681", attacks).await;
    let (writer, draft) = (staff(&service, "510681").await.0, fresh());
    let attacks = format!("{attacks}\n</textarea><script>alert(3)</script><img src=x onerror=alert(4)>");
    assert_eq!(save(&service, &writer, (&draft, 1, 0), &notice(title, "510681", &attacks)).await, 200);
    let pages = [
        service.get(&format!("/policies/{policy}"), "").await,
        service.get("/policies", "").await,
        service.get("/policies/feed.atom", "").await,
        service.get(&format!("/console/policy/{policy}"), &writer.cookie).await,
        service.get("/console/policies", &writer.cookie).await,
        service.get(&format!("/console/policy/{draft}"), &writer.cookie).await,
    ];
    for page in pages {
        assert_eq!(page.status, 200);
        for bad in ["<script>alert", "<img", "href=\"javascript", "href=\"data", "<svg onload", "<p style"] {
            let around = page.body.find(bad).map(|at| page.body[at..].chars().take(80).collect::<String>());
            assert_eq!(around, None);
        }
    }
}

async fn programs_read_the_text_and_the_feed(engine: Engine) {
    let service = TestService::start(engine).await;
    let policy = published(&service, "关于 <稳岗> & 补贴", "510681", "正文 & <b>").await;
    let page = service.get(&format!("/policies/{policy}"), "").await.body;
    let start = page.find("application/ld+json").expect("the text for programs");
    let json = page[start..].split_once('>').and_then(|(_, rest)| rest.split("</script>").next()).expect("its text");
    let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!((&value["@type"], &value["name"]), (&"Article".into(), &"关于 <稳岗> & 补贴".into()));
    assert!(page.contains("rel=\"canonical\"") && page.contains(&format!("{}/policies/{policy}", service.url)));
    assert!(service.get("/policies", "").await.body.contains("application/atom+xml"));
    let client = reqwest::Client::new();
    let address = format!("{}/policies/feed.atom?region=510681", service.url);
    let answer = client.get(&address).send().await.expect("an answer");
    let header = |name: &str| answer.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let (tag, kind, keep) = (header("etag"), header("content-type"), header("cache-control"));
    assert!(kind.starts_with("application/atom+xml") && keep.contains("public") && !header("last-modified").is_empty());
    let xml = answer.text().await.expect("a body");
    for part in [
        "<title>关于 &lt;稳岗&gt; &amp; 补贴</title>",
        &format!("<id>urn:uuid:{policy}</id>"),
        "<author><name>广汉市人力资源和社会保障局</name></author>",
        "rel=\"self\"",
    ] {
        assert!(xml.contains(part), "{part} in {xml}");
    }
    for element in ["feed", "entry", "title", "id", "updated", "author", "summary"] {
        assert_eq!(
            xml.matches(&format!("<{element}>")).count() + xml.matches(&format!("<{element} ")).count(),
            xml.matches(&format!("</{element}>")).count(),
            "{element}"
        );
    }
    let again = client.get(&address).header("if-none-match", &tag).send().await.expect("an answer");
    assert_eq!(again.status(), 304);
}

async fn bad_parameters_never_break_a_page(engine: Engine) {
    let service = TestService::start(engine).await;
    published(&service, "通知", "510681", "正文").await;
    let (writer, judge) = staff(&service, "510681").await;
    let bad = [
        "q=%00",
        "q=%27%22%29%3B--",
        "q=NEAR(&sort=relevance",
        "q=*&after=zzz",
        "q=%E9%80%9A%22&after=9223372036854775807_ffffffffffffffffffffffffffffffff",
        "q=a%25_",
        "after=1_2",
        "after=-9223372036854775808_00000000000000000000000000000000",
        "region=999999",
        "region=5",
        "kind=%F0%9F%98%80",
        "audience=x",
        "sort=worst",
        "standing=nowhere",
    ];
    for query in bad {
        assert_eq!(service.get(&format!("/policies?{query}"), "").await.status, 200, "{query}");
        assert_eq!(service.get(&format!("/console/policies?{query}"), &writer.cookie).await.status, 200, "{query}");
        assert_eq!(service.get(&format!("/policies/feed.atom?{query}"), "").await.status, 200, "{query}");
    }
    assert!(service.get("/policies?region=999999", "").await.body.contains("id=\"problems\""));
    for path in ["/policies/none", "/policies/00000000-0000-7000-8000-000000000000", "/policies/%00"] {
        assert_eq!(status(&service, path).await, 404, "{path}");
    }
    assert_eq!(service.get("/console/policy/none", &writer.cookie).await.status, 404);
    let (policy, over) = (fresh(), "字".repeat(300));
    assert_eq!(save(&service, &writer, (&policy, 1, 0), &notice(&over, "510681", "x")).await, 422);
    assert_eq!(save(&service, &writer, (&policy, 1, 0), &notice("零\0字", "510681", "x\0y")).await, 200);
    assert_eq!(step(&service, &writer, (&policy, 1, 1), "nothing", &[]).await, 422);
    assert_eq!(step(&service, &writer, (&policy, 7, 1), "file", &[]).await, 404);
    assert_eq!(step(&service, &writer, ("none", 1, 1), "file", &[]).await, 404);
    assert_eq!(step(&service, &writer, (&policy, 1, 1), "file", &[]).await, 200);
    let when = [("draft[reason]", "同意"), ("draft[publish_on]", "2026-02-30")];
    assert_eq!(step(&service, &judge, (&policy, 1, 2), "approve", &when).await, 422);
}

async fn two_that_decide_at_once_decide_once(engine: Engine) {
    let service = TestService::start(engine).await;
    let (writer, judge) = staff(&service, "510681").await;
    let other = staff(&service, "510681").await.1;
    let policy = fresh();
    assert_eq!(save(&service, &writer, (&policy, 1, 0), &notice("同时", "510681", "正文")).await, 200);
    assert_eq!(step(&service, &writer, (&policy, 1, 1), "file", &[]).await, 200);
    let yes = [("draft[reason]", "同意")];
    let no = [("draft[reason]", "再改改")];
    let (one, two) = tokio::join!(
        step(&service, &judge, (&policy, 1, 2), "approve", &yes),
        step(&service, &other, (&policy, 1, 2), "request-changes", &no),
    );
    let mut both = [one, two];
    both.sort_unstable();
    assert_eq!(both, [200, 409]);
    // A form that is sent twice at once makes one draft.
    let policy = fresh();
    let draft = notice("一份", "510681", "正文");
    let (one, two) = tokio::join!(
        save(&service, &writer, (&policy, 1, 0), &draft),
        save(&service, &writer, (&policy, 1, 0), &draft)
    );
    assert_eq!((one, two), (200, 200));
    let list = service.get("/console/policies?q=一份", &writer.cookie).await.body;
    assert_eq!(list.matches(&format!("data-policy=\"{policy}\"")).count(), 1);
}
