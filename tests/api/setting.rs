//! Settings with a date: who writes them, what applies when, and who else learns of it.

use std::time::Duration;

use domain::{
    identity::StaffRole,
    money::Fen,
    region::RegionCode,
    setting::{SettingKind, Value},
    when::{Moment, parse_date},
};
use server::{setting::library, store::Engine as On};
use support::{Answer, Engine, TestService, Worker};
use uuid::Uuid;

use crate::{access::between, organisation};

crate::on_both!(
    a_change_comes_at_midnight_and_the_past_keeps_its_value,
    counties_set_their_own_wages_and_nothing_else,
    what_is_set_elsewhere_does_not_exist,
    one_of_those_who_write_at_once_is_first,
    a_mistake_is_withdrawn_and_stays_in_the_history,
    the_other_instance_follows,
    mistakes_are_named_and_nothing_typed_is_lost,
    work_is_due_after_the_holidays,
    what_comes_with_the_program_comes_once,
);

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).expect("a region")
}

fn at(date: &str) -> Moment {
    Moment::start_of(parse_date(date).expect("a date"))
}

/// A wage as it is typed.
fn wage<'a>(region: &'a str, from: &'a str, sum: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("draft[kind]", "hourly-wage"),
        ("draft[region]", region),
        ("draft[from]", from),
        ("draft[sum]", sum),
        ("draft[source]", "川府规〔示例〕1号"),
        ("draft[reason]", "按文件调整"),
    ]
}

async fn save(service: &TestService, who: &Worker, mark: (&str, &str), fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![("mark[id]", mark.0), ("mark[known]", mark.1)];
    all.extend(fields);
    service.call("/api/save_setting", &all, &who.cookie).await
}

/// Saves the first value for a place and day; gives its id.
async fn saved(service: &TestService, who: &Worker, fields: &[(&str, &str)]) -> String {
    let id = Uuid::now_v7().to_string();
    let answer = save(service, who, (&id, "0"), fields).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    id
}

/// A wage of a region for a day that nothing else is set for; gives its id.
pub async fn wage_of(service: &TestService, region: &str) -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static DAYS: AtomicU32 = AtomicU32::new(0);
    let day = DAYS.fetch_add(1, Ordering::Relaxed);
    let from = format!("{}-{:02}-{:02}", 1990 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
    let administrator = service.staff(StaffRole::Administrator, region).await;
    saved(service, &administrator, &wage(region, &from, "12.34")).await
}

async fn withdraw(service: &TestService, who: &Worker, id: &str) -> u16 {
    let fields = [("draft[id]", id), ("draft[reason]", "写错了")];
    service.call("/api/withdraw_setting", &fields, &who.cookie).await.status
}

/// What an hour is paid at the least, in yuan.
fn paid(service: &TestService, region: &str, day: Moment) -> Option<i64> {
    match service.settings.in_force(SettingKind::HourlyWage, &code(region), day)?.value {
        Value::Wage(Fen(fen)) => Some(fen / 100),
        other => panic!("{other:?}"),
    }
}

async fn count(service: &TestService, sql: &'static str) -> i64 {
    let mut db = service.store.read().await.expect("a connection");
    match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(sql).fetch_one(c).await.expect("a number"),
        On::Postgres(c) => sqlx::query_scalar(sql).fetch_one(c).await.expect("a number"),
    }
}

async fn page(service: &TestService, who: &Worker, path: &str) -> String {
    let page = service.get(path, &who.cookie).await;
    assert_eq!(page.status, 200, "{path}");
    page.body
}

async fn a_change_comes_at_midnight_and_the_past_keeps_its_value(engine: Engine) {
    let service = TestService::start(engine).await;
    let midnight = at("2026-01-01");
    service.stand_still(Moment(midnight.0 - 1));
    let city = service.staff(StaffRole::Administrator, "510600").await;
    saved(&service, &city, &wage("510600", "2025-01-01", "20")).await;
    saved(&service, &city, &wage("510603", "2025-07-01", "22")).await;
    saved(&service, &city, &wage("510603", "2026-01-01", "24")).await;
    assert_eq!(paid(&service, "510603001", service.now()), Some(22), "the change has come too early");
    let overview = page(&service, &city, "/console/settings?region=510603").await;
    assert!(overview.contains("22 元/小时") && overview.contains("2026-01-01 起：24 元/小时"), "{overview}");
    service.stand_still(midnight);
    assert_eq!(paid(&service, "510603001", service.now()), Some(24), "the change has not come");
    assert_eq!(paid(&service, "510603001", at("2025-12-31")), Some(22), "a shift of last year");
    assert_eq!(paid(&service, "510603001", at("2025-06-30")), Some(20), "before the county had its own");
    assert_eq!(paid(&service, "510681", service.now()), Some(20));
    assert_eq!(paid(&service, "510681", at("2024-12-31")), None);
    let history = page(&service, &city, "/console/settings/hourly-wage?region=510603").await;
    for (state, times) in [("in-force", 2), ("past", 1), ("coming", 0)] {
        assert_eq!(history.matches(&format!("data-standing=\"{state}\"")).count(), times, "{state}");
    }
    assert!(
        history.contains("2025-07-01 到 2025-12-31") && history.contains("按文件调整") && history.contains("示例职员")
    );
}

async fn counties_set_their_own_wages_and_nothing_else(engine: Engine) {
    let service = TestService::start(engine).await;
    let county = service.staff(StaffRole::Administrator, "510681").await;
    saved(&service, &county, &wage("510681", "2026-01-01", "22")).await;
    for region in ["510683", "510600", "510681001", "110100", "", "x"] {
        let id = Uuid::now_v7().to_string();
        let answer = save(&service, &county, (&id, "0"), &wage(region, "2026-01-01", "22")).await;
        assert!(answer.status == 422 && answer.body.contains("region"), "{region}: {}", answer.body);
    }
    let limits = [
        ("draft[kind]", "working-time"),
        ("draft[region]", "510600"),
        ("draft[from]", "2026-01-01"),
        ("draft[day]", "4"),
        ("draft[week]", "24"),
        ("draft[source]", "劳动合同法"),
        ("draft[reason]", "核对"),
    ];
    let id = Uuid::now_v7().to_string();
    assert_eq!(save(&service, &county, (&id, "0"), &limits).await.status, 403, "limits of the whole city");
    let town = service.staff(StaffRole::Administrator, "510681001").await;
    assert_eq!(save(&service, &town, (&id, "0"), &wage("510681", "2027-01-01", "23")).await.status, 403);
    let city = service.staff(StaffRole::Administrator, "510600").await;
    saved(&service, &city, &limits).await;
    saved(&service, &city, &wage("510681", "2027-01-01", "23")).await;
    assert!(service.settings.in_force(SettingKind::WorkingTime, &code("510681001"), service.now()).is_some());
    for role in [StaffRole::Operator, StaffRole::Approver, StaffRole::Auditor] {
        let who = service.staff(role, "510600").await;
        assert_eq!(save(&service, &who, (&id, "0"), &wage("510600", "2026-01-01", "1")).await.status, 403);
        let read = page(&service, &who, "/console/settings/hourly-wage?check=yes").await;
        assert!(read.contains("22 元/小时") && !read.contains("id=\"form\"") && !read.contains("withdraw_setting"));
    }
}

async fn what_is_set_elsewhere_does_not_exist(engine: Engine) {
    let service = TestService::start(engine).await;
    let city = service.staff(StaffRole::Administrator, "510600").await;
    let over = saved(&service, &city, &wage("510600", "2026-01-01", "61.11")).await;
    let here = saved(&service, &city, &wage("510681", "2026-01-01", "62.22")).await;
    let there = service.staff(StaffRole::Administrator, "510683").await;
    let below = service.staff(StaffRole::Operator, "510683105").await;
    let paths = ["/console/settings", "/console/settings?region=510681", "/console/settings/hourly-wage"];
    for path in paths.into_iter().chain(["/console/settings/hourly-wage?region=510681"]) {
        for who in [&there, &below] {
            let shown = page(&service, who, path).await;
            assert!(shown.contains("61.11"), "{path}: what lies over it is not shown");
            assert!(!shown.contains("62.22"), "{path}: another county's is shown");
        }
    }
    let asked = service
        .ask(
            "/api/show_setting",
            "{\"draft\":{\"kind\":\"hourly-wage\",\"region\":\"510681\"},\"check\":true}",
            &there.cookie,
        )
        .await;
    assert!(asked.status == 200 && !asked.body.contains("6222"), "{}", asked.body);
    assert_eq!(withdraw(&service, &there, &here).await, 404);
    assert_eq!(withdraw(&service, &there, &over).await, 403, "seen, and not theirs");
    assert_eq!(withdraw(&service, &there, "x").await, 404);
    assert_eq!(service.get("/console/settings/pocket-money", &city.cookie).await.status, 404);
}

async fn one_of_those_who_write_at_once_is_first(engine: Engine) {
    let service = TestService::start(engine).await;
    let (one, two) = (
        service.staff(StaffRole::Administrator, "510600").await,
        service.staff(StaffRole::Administrator, "510600").await,
    );
    let sums: Vec<String> = (20..30).map(|sum| sum.to_string()).collect();
    let writes = sums.iter().enumerate().map(|(n, sum)| {
        let (service, who) = (&service, if n % 2 == 0 { &one } else { &two });
        async move {
            save(service, who, (&Uuid::now_v7().to_string(), "0"), &wage("510600", "2027-01-01", sum)).await.status
        }
    });
    let mut statuses = futures::future::join_all(writes).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409, 409, 409, 409, 409]);
    // The same form sent again and again is written once.
    let (id, fields) = (Uuid::now_v7().to_string(), wage("510600", "2027-02-01", "31"));
    let again = (0..5).map(|_| save(&service, &one, (&id, "0"), &fields));
    assert!(futures::future::join_all(again).await.iter().all(|answer| answer.status == 200));
    assert_eq!(save(&service, &two, (&id, "0"), &fields).await.status, 409, "an id of somebody else's");
    assert_eq!(count(&service, "SELECT COUNT(*) FROM setting").await, 2);
    assert_eq!(count(&service, "SELECT COUNT(*) FROM audit WHERE action = 'setting.saved'").await, 2);
    // What the other has written is shown beside what was typed, and can be corrected then.
    let address = "/console/settings/hourly-wage?region=510600&from=2027-02-01&sum=33&source=a&check=yes";
    let fields = wage("510600", "2027-02-01", "33");
    let mut form = vec![("back", address), ("mark[id]", id.as_str()), ("mark[known]", "0")];
    form.extend(&fields);
    let sent = service.post("/api/save_setting", &form, &two.cookie).await;
    assert!(sent.status == 303 && sent.location == address, "{} {}", sent.status, sent.location);
    let flash = sent.cookies.iter().find_map(|cookie| cookie.strip_prefix("flash=")).expect("what is wrong");
    let cookie = format!("{}; flash={}", two.cookie, flash.split(';').next().expect("a value"));
    let shown = service.get(address, &cookie).await.body;
    assert!(
        shown.contains("刚刚已经改过") && shown.contains("同一天已经有一条：31 元/小时"),
        "the conflict is not shown"
    );
    assert!(shown.contains("按文件调整") && shown.contains("value=\"33\""), "what was typed is lost");
    let known = between(&shown, "name=\"mark[known]\" value=\"", "\"");
    let fresh = between(&shown, "name=\"mark[id]\" value=\"", "\"");
    assert_eq!(save(&service, &two, (&fresh, &known), &fields).await.status, 200);
    assert_eq!(paid(&service, "510600", at("2027-02-01")), Some(33));
    let history = page(&service, &one, "/console/settings/hourly-wage").await;
    assert_eq!(history.matches("data-standing=\"corrected\"").count(), 1);
}

async fn a_mistake_is_withdrawn_and_stays_in_the_history(engine: Engine) {
    let service = TestService::start(engine).await;
    let (one, two) = (
        service.staff(StaffRole::Administrator, "510681").await,
        service.staff(StaffRole::Administrator, "510681").await,
    );
    saved(&service, &one, &wage("510681", "2025-01-01", "20")).await;
    let wrong = saved(&service, &one, &wage("510681", "2026-01-01", "240")).await;
    assert_eq!(paid(&service, "510681", service.now()), Some(240));
    let fields = [("draft[id]", wrong.as_str()), ("draft[reason]", " ")];
    assert_eq!(service.call("/api/withdraw_setting", &fields, &one.cookie).await.status, 422, "without a reason");
    let at_once = (0..5).map(|_| withdraw(&service, &one, &wrong));
    assert_eq!(futures::future::join_all(at_once).await, [200; 5]);
    assert_eq!(withdraw(&service, &two, &wrong).await, 409);
    assert_eq!(count(&service, "SELECT COUNT(*) FROM audit WHERE action = 'setting.withdrawn'").await, 1);
    assert_eq!(paid(&service, "510681", service.now()), Some(20), "it still applies");
    let history = page(&service, &two, "/console/settings/hourly-wage").await;
    assert!(
        history.contains("data-standing=\"withdrawn\"")
            && history.contains("240 元/小时")
            && history.contains("写错了")
    );
    let auditor = service.staff(StaffRole::Auditor, "510681").await;
    assert!(page(&service, &auditor, "/console/trail?action=setting").await.contains("setting.withdrawn"));
}

async fn the_other_instance_follows(engine: Engine) {
    let service = TestService::start(engine).await;
    let other = TestService::on(service.database_url()).await;
    let city = service.staff(StaffRole::Administrator, "510600").await;
    for (n, from) in ["2026-01-01", "2026-01-02", "2026-01-03"].into_iter().enumerate() {
        let (sum, yuan) = ((20 + n).to_string(), i64::try_from(20 + n).expect("small"));
        saved(&service, &city, &wage("510600", from, &sum)).await;
        assert_eq!(paid(&service, "510600", service.now()), Some(yuan), "whoever writes knows at once");
        let mut tries = 0;
        while paid(&other, "510600", other.now()) != Some(yuan) {
            tries += 1;
            assert!(tries < 50, "the other has not heard of it within five seconds");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

async fn mistakes_are_named_and_nothing_typed_is_lost(engine: Engine) {
    let service = TestService::start(engine).await;
    let city = service.staff(StaffRole::Administrator, "510600").await;
    let list = "/console/settings/holidays?about=2027&region=510600&from=soon&off=2027-10-01%0A2027-10-32&on=2027-10-08&source=%3Cb%3E&check=yes";
    let shown = page(&service, &city, list).await;
    assert!(
        shown.contains("第 2 项不是日期")
            && shown.contains("2027-10-01\n2027-10-32")
            && shown.contains("value=\"soon\"")
    );
    assert!(shown.contains("value=\"&lt;b&gt;\"") && !shown.contains("id=\"preview\""), "saved with mistakes");
    let english = service.get(list, &format!("{}; language=en", city.cookie)).await.body;
    assert!(english.contains("Entry 2 is no date") && english.contains("Not a date"), "{english}");
    let friday = list.replace("2027-10-32", "").replace("soon", "2026-11-05");
    assert!(page(&service, &city, &friday).await.contains("不是周六或周日"));
    let text =
        "/console/settings/sms?about=shift-cancelled.zh-CN&region=510600&from=2027-01-01&source=a&check=yes&text=";
    let unknown = page(&service, &city, &format!("{text}%7Btitle%7D%7Bnmae%7D")).await;
    assert!(unknown.contains("不认识 {nmae}") && unknown.contains("{title}{nmae}"));
    assert!(page(&service, &city, &format!("{text}%7Btitle%7D%7Blink%7D")).await.contains("少了 {starts}"));
    let whole = page(&service, &city, &format!("{text}%7Btitle%7D%20%7Bstarts%7D%20%7Blink%7D")).await;
    assert!(whole.contains("仓库搬运 明天 08:00 http") && whole.contains("条短信计费"), "no sample");
    // What comes by the form is refused in the same words.
    let bad = [
        ("draft[kind]", "holidays"),
        ("draft[about]", "2027"),
        ("draft[region]", "510600"),
        ("draft[from]", "2026-11-05"),
        ("draft[off]", "2028-01-01"),
        ("draft[source]", "x"),
        ("draft[reason]", "x"),
    ];
    let refused = save(&service, &city, (&Uuid::now_v7().to_string(), "0"), &bad).await;
    assert!(refused.status == 422 && refused.body.contains("OutsideYear"), "{}", refused.body);
    let mut fields = wage("510600", "2027-01-01", "22");
    fields.retain(|(name, _)| *name != "draft[reason]");
    assert_eq!(save(&service, &city, (&Uuid::now_v7().to_string(), "0"), &fields).await.status, 422);
    for mark in
        [("x", "0"), (&*Uuid::now_v7().to_string(), "-1"), (&*Uuid::now_v7().to_string(), "7777777777777777777777")]
    {
        assert_eq!(save(&service, &city, mark, &wage("510600", "2027-01-01", "22")).await.status, 409, "{mark:?}");
    }
    assert_eq!(count(&service, "SELECT COUNT(*) FROM setting").await, 0);
}

async fn work_is_due_after_the_holidays(engine: Engine) {
    let service = TestService::start(engine).await;
    service.stand_still(at("2026-09-30").plus_minutes(10 * 60));
    let shipped = library::read(std::path::Path::new(""), &service.state.reference).expect("the settings");
    library::fill(&service.store, shipped, service.now()).await.expect("filled");
    service.settings.refresh(&mut service.store.read().await.expect("a connection")).await.expect("read");
    let owner = service.resident("13912345670", "510681001").await;
    organisation::filed(&service, &owner).await;
    let operator = service.staff(StaffRole::Operator, "510681").await;
    let queue = service.ask("/api/show_queue", "{\"query\":{}}", &operator.cookie).await.body;
    // Three working days after 30 September: 8, 9 and the Saturday of 10 October, which is worked on.
    let due = between(&queue, "\"due\":", "}");
    assert_eq!(Moment(due.parse().expect("a moment")).rfc3339(), "2026-10-11T00:00:00+08:00");
}

async fn what_comes_with_the_program_comes_once(engine: Engine) {
    let service = TestService::start(engine).await;
    let shipped = || library::read(std::path::Path::new(""), &service.state.reference).expect("the settings");
    let fill = || async { library::fill(&service.store, shipped(), service.now()).await.expect("filled") };
    let city = service.staff(StaffRole::Administrator, "510600").await;
    saved(&service, &city, &wage("510600", "2025-01-01", "23")).await;
    let at_once = futures::future::join_all((0..4).map(|_| fill())).await;
    let all = i64::try_from(shipped().len()).expect("few");
    assert_eq!(at_once.iter().sum::<usize>(), shipped().len() - 1, "not about what the city has written");
    assert_eq!(fill().await, 0);
    assert_eq!(count(&service, "SELECT COUNT(*) FROM setting").await, all);
    assert_eq!(count(&service, "SELECT COUNT(*) FROM setting WHERE kind = 'hourly-wage'").await, 1);
    service.settings.refresh(&mut service.store.read().await.expect("a connection")).await.expect("read");
    let overview = page(&service, &city, "/console/settings").await;
    assert!(overview.contains("随系统载入") || overview.contains("系统自带，待核对"), "nobody is told to check it");
    assert!(overview.contains("国办发明电〔2025〕7号") && overview.contains("每周最多 24 小时"));
}
