//! Imports: checked without effect, confirmed, put into effect whole; and everything that may come in between.

use std::time::{Duration, Instant};

use domain::{
    identity::StaffRole,
    import::{ImportPage, ImportState, Outcome},
    when::Moment,
};
use server::{import::LEASE, store::Engine as On};
use support::{
    Answer, Database, Engine, Process, TestService, Worker,
    rows::{self, Wanted},
};

use crate::{attachment::upload, organisation::id_after};

crate::on_both!(
    a_large_file_is_checked_and_put_into_effect,
    stopping_leaves_nothing,
    killed_at_any_moment_it_is_whole_or_absent,
    it_is_confirmed_once_and_by_whoever_sent_it,
    what_changed_since_is_checked_again,
);

pub const HERE: &str = "510681";
pub const TOWN: &str = "510681001";
pub const HEADER: &str = "类型,名称,统一社会信用代码,地区代码,联系人,联系手机\n";

/// A credit code whose check character fits, of so many.
pub fn code(n: usize) -> String {
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91510600MA{n:07}");
    let value = |c: u8| ALPHABET.iter().position(|known| *known == c).expect("a character of codes");
    let (sum, _) = body.bytes().fold((0, 1), |(sum, weight), c| ((sum + value(c) * weight) % 31, weight * 3 % 31));
    format!("{body}{}", char::from(ALPHABET[(31 - sum) % 31]))
}

pub fn employer(n: usize) -> String {
    format!("企业,示例第{n}物流有限公司,{},{TOWN},赵导入,139{n:08}\n", code(n))
}

/// A file of `n` organisations, the first `bad` of which are wrong in one way or another.
pub fn employers(n: usize, bad: usize) -> String {
    let wrong = |at: usize| match at % 4 {
        0 => format!("企业,,{},{TOWN},赵,13900000000\n", code(900_000 + at)),
        1 => format!("企业,示例,{},510683001,赵,13900000000\n", code(900_000 + at)),
        2 => format!("企业,示例,123,{TOWN},赵,13900000000\n"),
        _ => format!("国企,示例,{},{TOWN},赵,1390000\n", code(900_000 + at)),
    };
    let rows = (0..n).map(|at| if at < bad { wrong(at) } else { employer(at) });
    std::iter::once(HEADER.to_owned()).chain(rows).collect()
}

pub async fn send(service: &TestService, who: &Worker, kind: &str, name: &str, bytes: &[u8]) -> Answer {
    let fields = [("back", "/console/imports/new"), ("draft[kind]", kind)];
    upload(service, "/upload/import", &who.cookie, &fields, name, bytes).await
}

pub async fn sent(service: &TestService, who: &Worker, kind: &str, text: &str) -> String {
    let answer = send(service, who, kind, "rows.csv", text.as_bytes()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    id_after(&answer.body, "/console/imports/").to_owned()
}

async fn look(service: &TestService, who: &Worker, id: &str, outcome: &str) -> ImportPage {
    let ask = format!("{{\"import\":\"{id}\",\"query\":{{\"outcome\":\"{outcome}\"}}}}");
    let answer = service.ask("/api/show_import", &ask, &who.cookie).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("an import")
}

/// An import of one organisation by somebody of the staff of 广汉市, for others to look at.
pub async fn of(service: &TestService, who: &Worker) -> String {
    sent(service, who, "employers", &employers(1, 0)).await
}

/// Waits until it is in one of these states; gives what was seen on the way.
pub async fn until(service: &TestService, who: &Worker, id: &str, states: &[ImportState]) -> Vec<ImportPage> {
    let began = Instant::now();
    let mut seen: Vec<ImportPage> = Vec::new();
    loop {
        let page = look(service, who, id, "").await;
        let there = states.contains(&page.import.state);
        assert!(began.elapsed() < Duration::from_mins(4), "it is still {:?}", page.import);
        seen.push(page);
        if there {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

pub async fn checked(service: &TestService, who: &Worker, id: &str) -> ImportPage {
    until(service, who, id, &[ImportState::Checked, ImportState::Failed]).await.pop().expect("a page")
}

pub async fn confirm(service: &TestService, who: &Worker, id: &str, good: u32) -> Answer {
    let good = good.to_string();
    service.call("/api/confirm_import", &[("import", id), ("good", &good)], &who.cookie).await
}

async fn cancel(service: &TestService, who: &Worker, id: &str) -> u16 {
    service.call("/api/cancel_import", &[("import", id)], &who.cookie).await.status
}

/// Sends a file, confirms what is good, and waits until it is done.
pub async fn brought_in(service: &TestService, who: &Worker, kind: &str, text: &str) -> (String, ImportPage) {
    let id = sent(service, who, kind, text).await;
    let page = checked(service, who, &id).await;
    assert_eq!(page.import.state, ImportState::Checked, "{page:?}");
    let answer = confirm(service, who, &id, page.import.counts.good()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let page = until(service, who, &id, &[ImportState::Done]).await.pop().expect("a page");
    (id, page)
}

pub async fn count(service: &TestService, sql: &'static str) -> i64 {
    let mut db = service.store.read().await.expect("a connection");
    match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(sql).fetch_one(c).await.expect("a count"),
        On::Postgres(c) => sqlx::query_scalar(sql).fetch_one(c).await.expect("a count"),
    }
}

const ORGANISATIONS: &str = "SELECT COUNT(*) FROM organisation WHERE name LIKE '示例第%'";
const LEFT: &str = "SELECT COUNT(*) FROM import_row WHERE data IS NOT NULL";

async fn a_large_file_is_checked_and_put_into_effect(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, HERE).await;
    let worker = service.workers(1).await.remove(0);
    let shift = rows::shift(&service.store, Wanted::at(Moment(service.now().0 + Moment::DAY))).await;
    let began = Instant::now();
    let id = sent(&service, &operator, "employers", &employers(50_000, 1_000)).await;
    let seen = until(&service, &operator, &id, &[ImportState::Checked]).await;
    let page = seen.last().expect("a page");
    let counts = page.import.counts;
    assert_eq!((counts.created, counts.rejected, counts.changed, counts.unchanged), (49_000, 1_000, 0, 0));
    let between = seen.iter().filter(|page| (1..50_000).contains(&page.import.done)).count();
    assert!(between >= 3, "no progress was seen in {} looks", seen.len());
    assert_eq!(count(&service, ORGANISATIONS).await, 0, "checking has an effect");
    println!("{engine:?}: checked in {:?}", began.elapsed());
    // The bad rows are listed with their reasons, page by page.
    let rejected = look(&service, &operator, &id, "rejected").await;
    let named: Vec<_> = rejected.report.iter().take(4).map(|row| (row.line, row.problems[0].field.as_str())).collect();
    assert_eq!(named, [(2, "name"), (3, "region"), (4, "credit_code"), (5, "kind")]);
    assert!(rejected.report.iter().all(|row| row.outcome == Outcome::Rejected) && rejected.next.is_some());
    let html = service.get(&format!("/console/imports/{id}?outcome=rejected"), &operator.cookie).await.body;
    assert!(html.contains("地区代码：不在您负责的地区") && html.contains("确认导入这 49000 行"), "{html}");
    // People take seats while it comes into effect.
    let began = Instant::now();
    assert_eq!(confirm(&service, &operator, &id, 49_000).await.status, 200);
    let mut slowest = Duration::ZERO;
    let (mut held, mut settling) = (0, 0);
    loop {
        let state = look(&service, &operator, &id, "").await.import.state;
        settling += usize::from(state == ImportState::Settling);
        if state == ImportState::Done {
            break;
        }
        let asked = Instant::now();
        let key = format!("while-it-settles-{held}");
        let answer = service.claim(&worker, shift, &key, false).await;
        slowest = slowest.max(asked.elapsed());
        assert!(matches!(answer.status, 200 | 409), "{}", answer.body);
        held += 1;
        assert!(began.elapsed() < Duration::from_mins(4), "it does not end");
    }
    println!("{engine:?}: applied in {:?}, {held} claims, the slowest took {slowest:?}", began.elapsed());
    assert!(settling > 0 && held > 3, "nobody claimed while it came into effect");
    assert!(slowest < Duration::from_secs(2), "a claim took {slowest:?}");
    assert_eq!(count(&service, ORGANISATIONS).await, 49_000);
    assert_eq!(count(&service, LEFT).await, 0, "what rows said is still there");
    let trail = "SELECT COUNT(*) FROM audit WHERE action IN ('import.uploaded', 'import.confirmed', 'import.done')";
    assert_eq!(count(&service, trail).await, 3);
    let traced = "SELECT COUNT(*) FROM organisation o JOIN import_row r ON r.subject = o.id";
    assert_eq!(count(&service, traced).await, 49_000, "each is found by its import");
    assert_eq!(count(&service, "SELECT COUNT(*) FROM organisation WHERE owners > 0").await, 0);
}

async fn stopping_leaves_nothing(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, HERE).await;
    // While it is checked.
    let id = sent(&service, &operator, "employers", &employers(6_000, 0)).await;
    until(&service, &operator, &id, &[ImportState::Checking]).await;
    assert_eq!(cancel(&service, &operator, &id).await, 200);
    assert_eq!(cancel(&service, &operator, &id).await, 200, "the same once more");
    // While it is compared, which the pages call applying.
    let id = sent(&service, &operator, "employers", &employers(6_000, 0)).await;
    checked(&service, &operator, &id).await;
    assert_eq!(confirm(&service, &operator, &id, 6_000).await.status, 200);
    until(&service, &operator, &id, &[ImportState::Applying]).await;
    let status = cancel(&service, &operator, &id).await;
    assert_eq!(status, 200, "it was in effect already");
    assert_eq!(count(&service, ORGANISATIONS).await, 0);
    // What is checked and not wanted, and what nobody decides on.
    for wait in [0, 8 * Moment::DAY] {
        let id = sent(&service, &operator, "employers", &employers(3, 0)).await;
        checked(&service, &operator, &id).await;
        if wait == 0 {
            assert_eq!(cancel(&service, &operator, &id).await, 200);
            assert_eq!(confirm(&service, &operator, &id, 3).await.status, 409, "it was stopped");
            continue;
        }
        service.pass(wait);
        let operator = Worker { account: operator.account, ..service.staff(StaffRole::Operator, HERE).await };
        until(&service, &operator, &id, &[ImportState::Cancelled]).await;
    }
    let began = Instant::now();
    while count(&service, LEFT).await > 0 || count(&service, "SELECT COUNT(*) FROM attachment").await > 0 {
        assert!(began.elapsed() < Duration::from_mins(1), "what rows say stays");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(count(&service, ORGANISATIONS).await, 0);
    assert_eq!(count(&service, "SELECT COUNT(*) FROM import WHERE state = 'cancelled'").await, 4);
}

async fn killed_at_any_moment_it_is_whole_or_absent(engine: Engine) {
    const ROWS: u32 = 3_000;
    let database = Database::create(engine).await;
    for round in 0..4_u64 {
        let mut process = Process::start(&database.url).await;
        // For this one nothing is ever due while its clock stands: it only carries the questions to the process.
        let mut service = TestService::on(&database.url).await;
        let (own, now) = (service.url.clone(), service.now());
        service.stand_still(Moment(1));
        service.url = process.url.clone();
        let (account, token) = rows::staff(&service.store, StaffRole::Operator, HERE, now).await;
        let operator = Worker { account, cookie: format!("session={token}") };
        let text = employers(ROWS as usize, 0).replace("示例第", &format!("示例{round}第"));
        let text = text.replace("91510600MA", &format!("9151060{round}MA"));
        let id = sent(&service, &operator, "employers", &text).await;
        if round > 0 {
            checked(&service, &operator, &id).await;
            assert_eq!(confirm(&service, &operator, &id, ROWS).await.status, 200);
        }
        let meant = match round {
            0 => ImportState::Checking,
            1 => ImportState::Applying,
            _ => ImportState::Settling,
        };
        // A fast one may be through with it before it is looked at.
        let past = if round == 0 { ImportState::Checked } else { ImportState::Done };
        until(&service, &operator, &id, &[meant, past]).await;
        tokio::time::sleep(Duration::from_millis(37 * round)).await;
        process.kill();
        // Whoever comes next takes it up once the lease has ended.
        service.url = own;
        service.stand_still(Moment(0));
        service.pass(LEASE + Moment::SECOND);
        let end = until(&service, &operator, &id, &[ImportState::Checked, ImportState::Done]).await;
        let made = count_named(&service, &format!("示例{round}第%")).await;
        match end.last().expect("a page").import.state {
            ImportState::Done => assert_eq!(made, i64::from(ROWS), "round {round}: not all of it"),
            _ => assert_eq!(made, 0, "round {round}: something of it is there"),
        }
        if round > 0 {
            assert_eq!(end.last().expect("a page").import.state, ImportState::Done, "it is taken up to its end");
        }
        assert_eq!(end.last().expect("a page").import.counts.created, ROWS);
        // With its clock ahead it would take up at once what the next process is at.
        service.stand_still(Moment(1));
    }
}

async fn count_named(service: &TestService, like: &str) -> i64 {
    const SQL: &str = "SELECT COUNT(*) FROM organisation WHERE name LIKE $1";
    let mut db = service.store.read().await.expect("a connection");
    match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(SQL).bind(like).fetch_one(c).await.expect("a count"),
        On::Postgres(c) => sqlx::query_scalar(SQL).bind(like).fetch_one(c).await.expect("a count"),
    }
}

async fn it_is_confirmed_once_and_by_whoever_sent_it(engine: Engine) {
    let service = TestService::start(engine).await;
    let second = TestService::on(service.database_url()).await;
    let operator = service.staff(StaffRole::Operator, HERE).await;
    let colleague = service.staff(StaffRole::Operator, HERE).await;
    let elsewhere = service.staff(StaffRole::Operator, "510683").await;
    let administrator = service.staff(StaffRole::Administrator, HERE).await;
    let approver = service.staff(StaffRole::Approver, HERE).await;
    let id = sent(&service, &operator, "employers", &employers(300, 0)).await;
    checked(&service, &operator, &id).await;
    for (who, status) in [(&colleague, 403), (&elsewhere, 404), (&administrator, 404), (&approver, 403)] {
        assert_eq!(confirm(&service, who, &id, 300).await.status, status);
        assert_eq!(cancel(&service, who, &id).await, status);
    }
    for (who, there) in [(&colleague, true), (&elsewhere, false), (&administrator, false)] {
        let page = service.get(&format!("/console/imports/{id}"), &who.cookie).await;
        assert_eq!(page.status, if there { 200 } else { 404 });
        let list = service.get("/console/imports", &who.cookie).await;
        assert_eq!((list.status, list.body.contains(&id)), (200, there));
    }
    assert_eq!(confirm(&service, &operator, &id, 299).await.status, 409, "not what was seen");
    let (a, b) = tokio::join!(confirm(&service, &operator, &id, 300), confirm(&second, &operator, &id, 300));
    assert!([(200, 409), (409, 200)].contains(&(a.status, b.status)), "{} {}", a.body, b.body);
    until(&second, &operator, &id, &[ImportState::Done]).await;
    assert_eq!(count(&service, ORGANISATIONS).await, 300, "both instances have worked on it");
    assert_eq!(confirm(&service, &operator, &id, 300).await.status, 409, "it is done");
    assert_eq!(cancel(&service, &operator, &id).await, 409, "it is in effect");
    // Who may not bring such rows in, and rows of another county.
    for (who, kind, status) in [
        (&operator, "staff", 403),
        (&operator, "regions", 403),
        (&administrator, "regions", 403),
        (&administrator, "employers", 403),
        (&approver, "employers", 403),
    ] {
        assert_eq!(send(&service, who, kind, "a.csv", b"a,b\n1,2\n").await.status, status, "{kind}");
    }
    let theirs = sent(&service, &elsewhere, "employers", &employers(3, 0)).await;
    let page = checked(&service, &elsewhere, &theirs).await;
    assert_eq!((page.import.counts.rejected, page.import.counts.created), (3, 0), "{:?}", page.report);
    assert_eq!(confirm(&service, &elsewhere, &theirs, 0).await.status, 409, "there is nothing to import");
}

async fn what_changed_since_is_checked_again(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, HERE).await;
    let id = sent(&service, &operator, "employers", &employers(5, 0)).await;
    checked(&service, &operator, &id).await;
    // Another file makes one of them meanwhile.
    brought_in(&service, &operator, "employers", &format!("{HEADER}{}", employer(2))).await;
    assert_eq!(confirm(&service, &operator, &id, 5).await.status, 200);
    let seen = until(&service, &operator, &id, &[ImportState::Checked, ImportState::Done]).await;
    let page = seen.last().expect("a page");
    assert_eq!((page.import.state, page.changed), (ImportState::Checked, true), "it was not checked again");
    assert_eq!((page.import.counts.created, page.import.counts.unchanged), (4, 1));
    assert!(service.get(&format!("/console/imports/{id}"), &operator.cookie).await.body.contains("已经重新检查"));
    assert_eq!(confirm(&service, &operator, &id, 5).await.status, 409, "the number of before");
    assert_eq!(confirm(&service, &operator, &id, 4).await.status, 200);
    until(&service, &operator, &id, &[ImportState::Done]).await;
    assert_eq!(count(&service, ORGANISATIONS).await, 5);
}
