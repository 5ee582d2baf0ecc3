//! Imports: checked without effect, confirmed, put into effect whole; and everything that may come in between.

use std::{
    io::{Cursor, Write},
    time::{Duration, Instant},
};

use domain::{
    identity::StaffRole,
    import::{ImportPage, ImportState, Outcome, ROWS_LIMIT, SIZE_LIMIT},
    when::Moment,
};
use server::{import::LEASE, store::Engine as On};
use support::{
    Answer, Database, Engine, Process, TestService, Worker,
    rows::{self, Wanted},
};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    access::between,
    attachment::{PNG, upload},
    organisation::id_after,
    sealed::{holds, raw},
};

crate::on_both!(
    a_large_file_is_checked_and_put_into_effect,
    stopping_leaves_nothing,
    killed_at_any_moment_it_is_whole_or_absent,
    it_is_confirmed_once_and_by_whoever_sent_it,
    what_changed_since_is_checked_again,
    files_that_are_no_tables_are_refused_in_words,
    organisations_are_created_changed_and_left_alone,
    owners_take_over_what_was_brought_in,
    postings_come_with_their_shifts_and_are_found,
    colleagues_are_invited_and_their_links_given_once,
    regions_and_occupations_lie_over_the_files,
    a_workbook_is_read_as_it_is_seen,
    what_is_personal_lies_sealed_and_goes,
);

const HERE: &str = "510681";
const TOWN: &str = "510681001";
const HEADER: &str = "类型,名称,统一社会信用代码,地区代码,联系人,联系手机\n";

/// A credit code whose check character fits, of so many.
fn code(n: usize) -> String {
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91510600MA{n:07}");
    let value = |c: u8| ALPHABET.iter().position(|known| *known == c).expect("a character of codes");
    let (sum, _) = body.bytes().fold((0, 1), |(sum, weight), c| ((sum + value(c) * weight) % 31, weight * 3 % 31));
    format!("{body}{}", char::from(ALPHABET[(31 - sum) % 31]))
}

fn employer(n: usize) -> String {
    format!("企业,示例第{n}物流有限公司,{},{TOWN},赵导入,139{n:08}\n", code(n))
}

/// A file of `n` organisations, the first `bad` of which are wrong in one way or another.
fn employers(n: usize, bad: usize) -> String {
    let wrong = |at: usize| match at % 4 {
        0 => format!("企业,,{},{TOWN},赵,13900000000\n", code(900_000 + at)),
        1 => format!("企业,示例,{},510683001,赵,13900000000\n", code(900_000 + at)),
        2 => format!("企业,示例,123,{TOWN},赵,13900000000\n"),
        _ => format!("国企,示例,{},{TOWN},赵,1390000\n", code(900_000 + at)),
    };
    let rows = (0..n).map(|at| if at < bad { wrong(at) } else { employer(at) });
    std::iter::once(HEADER.to_owned()).chain(rows).collect()
}

async fn send(service: &TestService, who: &Worker, kind: &str, name: &str, bytes: &[u8]) -> Answer {
    let fields = [("back", "/console/imports/new"), ("draft[kind]", kind)];
    upload(service, "/upload/import", &who.cookie, &fields, name, bytes).await
}

async fn sent(service: &TestService, who: &Worker, kind: &str, text: &str) -> String {
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
async fn until(service: &TestService, who: &Worker, id: &str, states: &[ImportState]) -> Vec<ImportPage> {
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

async fn checked(service: &TestService, who: &Worker, id: &str) -> ImportPage {
    until(service, who, id, &[ImportState::Checked, ImportState::Failed]).await.pop().expect("a page")
}

async fn confirm(service: &TestService, who: &Worker, id: &str, good: u32) -> Answer {
    let good = good.to_string();
    service.call("/api/confirm_import", &[("import", id), ("good", &good)], &who.cookie).await
}

async fn cancel(service: &TestService, who: &Worker, id: &str) -> u16 {
    service.call("/api/cancel_import", &[("import", id)], &who.cookie).await.status
}

/// Sends a file, confirms what is good, and waits until it is done.
async fn brought_in(service: &TestService, who: &Worker, kind: &str, text: &str) -> (String, ImportPage) {
    let id = sent(service, who, kind, text).await;
    let page = checked(service, who, &id).await;
    assert_eq!(page.import.state, ImportState::Checked, "{page:?}");
    let answer = confirm(service, who, &id, page.import.counts.good()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let page = until(service, who, &id, &[ImportState::Done]).await.pop().expect("a page");
    (id, page)
}

async fn count(service: &TestService, sql: &'static str) -> i64 {
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
        let key = format!("claim-{held}");
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
        let meant = [ImportState::Checking, ImportState::Applying, ImportState::Settling, ImportState::Settling];
        until(&service, &operator, &id, &[meant[round as usize], ImportState::Done]).await;
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

/// A zip with these parts.
fn zipped(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A workbook with one sheet.
fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let rels = |target: &str, kind: &str| {
        format!(
            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" \
             Target=\"{target}\"/><Relationship Id=\"rId2\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" \
             Target=\"sharedStrings.xml\"/></Relationships>"
        )
    };
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let book = format!(
        "<?xml version=\"1.0\"?><workbook {main} \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let sheet = format!("<?xml version=\"1.0\"?><worksheet {main}><sheetData>{sheet}</sheetData></worksheet>");
    let strings = format!("<?xml version=\"1.0\"?><sst {main}>{strings}</sst>");
    zipped(&[
        ("[Content_Types].xml", types.into()),
        ("_rels/.rels", rels("xl/workbook.xml", "officeDocument").into()),
        ("xl/workbook.xml", book.into()),
        ("xl/_rels/workbook.xml.rels", rels("worksheets/sheet1.xml", "worksheet").into()),
        ("xl/worksheets/sheet1.xml", sheet.into()),
        ("xl/sharedStrings.xml", strings.into()),
    ])
}

/// A row of a sheet with texts in its cells.
fn sheet_row(line: usize, cells: &[&str]) -> String {
    let cell = |(at, text): (usize, &&str)| {
        let column = char::from(b'A' + u8::try_from(at).expect("few"));
        format!("<c r=\"{column}{line}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let cells: String = cells.iter().enumerate().map(cell).collect();
    format!("<row r=\"{line}\">{cells}</row>")
}

async fn files_that_are_no_tables_are_refused_in_words(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, HERE).await;
    let bomb = zipped(&[("xl/worksheets/sheet1.xml", vec![b' '; 170 << 20])]);
    assert!(bomb.len() < 1 << 20, "a bomb is small");
    let far = "<row r=\"1\"><c r=\"XFD1\" t=\"inlineStr\"><is><t>x</t></is></c></row>";
    let long: String = "企业".repeat(16_000);
    let copies: String =
        (0..6_000).map(|n| format!("<row r=\"{0}\"><c r=\"A{0}\" t=\"s\"><v>0</v></c></row>", n + 1)).collect();
    let many = format!("{HEADER}{}", "a\n".repeat(ROWS_LIMIT as usize + 1));
    let wide = format!("{HEADER}{}x\n", ",".repeat(80));
    let mut over = HEADER.as_bytes().to_vec();
    over.resize(SIZE_LIMIT + 1, b' ');
    let cases: [(&str, Vec<u8>, &str); 14] = [
        ("a.xlsx", bomb, "UnpacksTooLarge"),
        ("a.xlsx", workbook(&copies, &format!("<si><t>{long}</t></si>")), "UnpacksTooLarge"),
        ("a.xlsx", workbook(far, ""), "TooManyColumns"),
        ("a.xlsx", b"PK\x03\x04nothing".to_vec(), "NotATable"),
        ("a.xlsx", zipped(&[("a.txt", b"x".to_vec())]), "NotATable"),
        ("a.csv", PNG.to_vec(), "NotATable"),
        ("a.csv", b"%PDF-1.4\na,b\n".to_vec(), "NotATable"),
        ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".to_vec(), "NotATable"),
        ("a.csv", Vec::new(), "Empty"),
        ("a.csv", HEADER.into(), "NoRows"),
        ("a.csv", many.into(), "TooManyRows"),
        ("a.csv", wide.into(), "TooManyColumns"),
        ("a.csv", over, "FileTooLarge"),
        ("a.csv", "名称,名称,电话\n甲,乙,丙\n".into(), "ColumnMissing"),
    ];
    for (name, bytes, problem) in cases {
        let answer = send(&service, &operator, "employers", name, &bytes).await;
        assert_eq!((answer.status, answer.body.contains(problem)), (422, true), "{problem}: {}", answer.body);
    }
    let kind = send(&service, &operator, "houses", "a.csv", b"a\n1\n").await;
    assert_eq!((kind.status, kind.body.contains("UnknownWord")), (422, true), "{}", kind.body);
    // Without scripts it is said on the page, with the columns that are missing.
    let body = crate::attachment::body(
        &[("back", "/console/imports/new"), ("draft[kind]", "employers")],
        "a.csv",
        "名称\n甲\n".as_bytes(),
    );
    let posted = crate::attachment::send(&service, "/upload/import", &operator.cookie, "text/html", body).await;
    assert_eq!((posted.status, posted.location.as_str()), (303, "/console/imports/new"));
    let flash = posted.cookies.iter().find(|cookie| cookie.starts_with("flash=")).expect("a flash");
    let cookies = format!("{}; {}", operator.cookie, flash.split(';').next().expect("a value"));
    let page = service.get("/console/imports/new", &cookies).await.body;
    assert!(page.contains("地区代码：缺这一列") && page.contains("联系手机：缺这一列"), "{page}");
    assert_eq!(count(&service, "SELECT COUNT(*) FROM import").await, 0, "something of this was kept");
    // A name that leads elsewhere is cleaned, and shown as it reads.
    let named = send(&service, &operator, "employers", "../../etc/甲\u{202E}vsc.csv", employers(1, 0).as_bytes()).await;
    let id = id_after(&named.body, "/console/imports/").to_owned();
    checked(&service, &operator, &id).await;
    let page = service.get(&format!("/console/imports/{id}"), &operator.cookie).await.body;
    assert!(page.contains("甲vsc.csv") && !page.contains('\u{202E}') && !page.contains("etc/"));
}

async fn organisations_are_created_changed_and_left_alone(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, HERE).await;
    let owner = service.workers(1).await.remove(0);
    let filed = crate::organisation::filed(&service, &owner).await;
    let household = "家庭,上官住户,,510681001,上官,13900000009\n";
    let first = format!("{HEADER}{}{}{household}", employer(1), employer(2));
    let (_, page) = brought_in(&service, &operator, "employers", &first).await;
    assert_eq!(page.import.counts.created, 3);
    // A formula is a text like any other.
    let changed = employer(2).replace("赵导入", "\"=HYPERLINK(\"\"x\"\")\"");
    let filed_row = "企业,改了名字的公司,91350100M000100Y43,510681001,赵联系,13911112222\n";
    let twice = employer(7) + &employer(7).replace("赵", "钱");
    let second = format!("{HEADER}{}{changed}{household}{filed_row}{twice}", employer(1));
    let id = sent(&service, &operator, "employers", &second).await;
    let page = checked(&service, &operator, &id).await;
    let outcomes: Vec<_> = page.report.iter().map(|row| row.outcome.word()).collect();
    assert_eq!(outcomes, ["unchanged", "changed", "unchanged", "rejected", "created", "rejected"], "{:?}", page.report);
    let problems: Vec<_> = page.report.iter().flat_map(|row| &row.problems).collect();
    let problems = format!("{problems:?}");
    assert!(problems.contains("NotChangeable") && problems.contains("SameAsLine(6)"), "{problems}");
    assert_eq!(confirm(&service, &operator, &id, 2).await.status, 200);
    let done = until(&service, &operator, &id, &[ImportState::Done]).await.pop().expect("a page");
    let link = &done.report[1].link;
    let reveal = [("draft[subject]", id_after(link, "organisation/")), ("draft[why]", "核对")];
    assert_eq!(service.call("/api/reveal_organisation", &reveal, &operator.cookie).await.status, 200);
    let case = service.get(link, &operator.cookie).await.body;
    assert!(case.contains("=HYPERLINK(&quot;x&quot;)") || case.contains("=HYPERLINK(\"x\")"), "{case}");
    let page = service.get(&format!("/console/organisation/{filed}"), &operator.cookie).await.body;
    assert!(page.contains("汉江示例装饰有限公司"), "what waits for the staff was changed");
    assert_eq!(count(&service, "SELECT COUNT(*) FROM audit WHERE action = 'organisation.changed'").await, 1);
    assert_eq!(count(&service, "SELECT COUNT(*) FROM organisation WHERE state = 'verified'").await, 0);
}

/// The links that an import made, once.
async fn links(service: &TestService, who: &Worker, id: &str) -> Answer {
    service.call("/api/import_links", &[("import", id)], &who.cookie).await
}

async fn owners_take_over_what_was_brought_in(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, HERE).await;
    let header = HEADER.replace('\n', ",负责人手机\n");
    let row = employer(1).replace('\n', ",13812341234\n");
    let (id, page) = brought_in(&service, &operator, "employers", &format!("{header}{row}")).await;
    assert_eq!((page.links, page.import.counts.created), (1, 1));
    let given = links(&service, &operator, &id).await;
    assert_eq!(given.status, 200, "{}", given.body);
    let secret = id_after(given.body.trim_end(), "/join/").to_owned();
    let secret = secret.trim().to_owned();
    assert!(given.body.contains("\r\n2,"), "{}", given.body);
    assert_eq!(links(&service, &operator, &id).await.status, 409, "given twice");
    let wrong = crate::identity::sign_in(&service, "13812340000").await;
    let join = [("secret", secret.as_str())];
    assert_eq!(service.call("/api/join_organisation", &join, &wrong).await.status, 404, "by another phone");
    let right = crate::identity::sign_in(&service, "13812341234").await;
    let joined = service.call("/api/join_organisation", &join, &right).await;
    assert_eq!(joined.status, 200, "{}", joined.body);
    let mine = service.get("/me/organisations", &right).await.body;
    assert!(mine.contains("示例第1物流有限公司") && mine.contains("data-state=\"draft\""), "{mine}");
    assert_eq!(count(&service, "SELECT SUM(owners) FROM organisation").await, 1);
    // The same row again invites nobody: somebody owns it.
    let again = sent(&service, &operator, "employers", &format!("{header}{row}")).await;
    assert_eq!(checked(&service, &operator, &again).await.import.counts.unchanged, 1);
}

const SHIFTS: &str = "外部编号,用工单位,标题,职业代码,工作内容,计酬单位,金额,结算方式,福利,地区代码,地址,纬度,经度,联系人,联系手机,日期,开始,结束,休息分钟,人数\n";

/// A verified employer of 广汉市 with the code of the standard's example.
async fn verified(service: &TestService) {
    const SQL: &str =
        "UPDATE organisation SET credit_code = '91350100M000100Y43', region = '510681001', name = '汉江示例物流'";
    let written = service.store.write::<_, (), _>(move |db| {
        Box::pin(async move {
            match db.engine() {
                On::Sqlite(c) => sqlx::query(SQL).execute(c).await.map(drop),
                On::Postgres(c) => sqlx::query(SQL).execute(c).await.map(drop),
            }?;
            Ok(())
        })
    });
    rows::shift(&service.store, Wanted::at(Moment(service.now().0 + Moment::DAY))).await;
    written.await.expect("an employer");
}

async fn postings_come_with_their_shifts_and_are_found(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, HERE).await;
    verified(&service).await;
    let day = |days: i64| Moment(service.now().0 + days * Moment::DAY).date().to_string();
    let row = |number: &str, change: &[(&str, &str)], date: &str| {
        let mut cells = vec![
            number,
            "91350100M000100Y43",
            "示例装卸工",
            "4-02-05-04",
            "装卸",
            "小时",
            "22.5",
            "日结",
            "包餐、接送",
            TOWN,
            "粮站",
            "30.98",
            "104.28",
            "钱联系",
            "13922223333",
            date,
            "7:30",
            "16:00",
            "30",
            "6",
        ];
        let names: Vec<&str> = SHIFTS.trim().split(',').collect();
        for (name, value) in change {
            cells[names.iter().position(|known| known == name).expect("a column")] = value;
        }
        cells.join(",") + "\n"
    };
    let text = [
        row("A1", &[], &day(2)),
        row("A1", &[], &day(3)),
        row("A1", &[("标题", "别的")], &day(4)),
        row("A1", &[], &day(3)),
        row("B2", &[("用工单位", "91350100M000100Y42")], &day(2)),
        row("C3", &[("地区代码", "510683001")], &day(2)),
        row("D4", &[("职业代码", "9-99-99-99")], &day(2)),
        row("E5", &[("金额", "0")], &day(-1)),
        row("F6", &[("纬度", ""), ("经度", "")], &day(2)),
    ];
    let text = format!("{SHIFTS}{}", text.concat());
    let (_, page) = brought_in(&service, &operator, "postings", &text).await;
    assert_eq!((page.import.counts.created, page.import.counts.rejected), (3, 6), "{:?}", page.report);
    let problems: Vec<String> =
        page.report.iter().flat_map(|row| &row.problems).map(|p| format!("{:?}", p.problem)).collect();
    for problem in [
        "DiffersFromLine(2)",
        "SameAsLine(3)",
        "NotThere",
        "OutsideRegion",
        "UnknownOccupation",
        "NotASum",
        "NotToCome",
    ] {
        assert!(problems.iter().any(|said| said == problem), "{problem} in {problems:?}");
    }
    assert_eq!(count(&service, "SELECT COUNT(*) FROM posting WHERE import_id IS NOT NULL").await, 2);
    // It is on the list, found by words, pinyin and place, and a seat can be taken.
    service.count_list().await;
    for query in ["q=装卸工", "q=zhuangxie", "q=汉江示例物流", "county=510681&paid=same-day&sort=pay"] {
        let list = service.get(&format!("/gigs?{query}"), "").await.body;
        assert!(list.contains("示例装卸工"), "{query}: {list}");
    }
    let shift = id_after(&page.report[0].link, "/gigs/").to_owned();
    let shown = service.get(&page.report[0].link, "").await.body;
    assert!(shown.contains("22.5") && shown.contains("粮站") && shown.contains("180"), "{shown}");
    let worker = service.workers(1).await.remove(0);
    assert_eq!(service.claim(&worker, &shift, "imported", false).await.status, 200);
    // The same file again finds what is there, and another day is added to it.
    let id = sent(&service, &operator, "postings", &format!("{text}{}", row("A1", &[], &day(5)))).await;
    let page = checked(&service, &operator, &id).await;
    assert_eq!((page.import.counts.unchanged, page.import.counts.created), (3, 1), "{:?}", page.report);
    // Pay is not changed under whoever has taken a seat.
    let dearer = format!("{SHIFTS}{}", row("A1", &[("金额", "10")], &day(6)));
    let page = {
        let id = sent(&service, &operator, "postings", &dearer).await;
        checked(&service, &operator, &id).await
    };
    assert!(format!("{:?}", page.report).contains("NotChangeable"), "{:?}", page.report);
}

async fn colleagues_are_invited_and_their_links_given_once(engine: Engine) {
    let service = TestService::start(engine).await;
    let administrator = service.staff(StaffRole::Administrator, HERE).await;
    let other = service.staff(StaffRole::Administrator, HERE).await;
    let above = service.resident("13700000001", "510681001").await;
    let _ = above;
    let text = "Phone;Name;Role;Region;Remark\n\
                13700000011;李一;经办;510681001;x\n\
                13700000012;王二;approver;510681;x\n\
                13700000012;王二;approver;510681;x\n\
                13700000013;张三;经理;510681;x\n\
                13700000014;李四;经办;510683;x\n";
    let (id, page) = brought_in(&service, &administrator, "staff", text).await;
    assert_eq!((page.import.counts.created, page.import.counts.rejected, page.links), (2, 3, 2), "{:?}", page.report);
    assert_eq!(page.unknown, ["Remark"]);
    let page = service.get(&format!("/console/imports/{id}"), &administrator.cookie).await.body;
    assert!(page.contains("下载 2 个邀请链接") && page.contains("Remark"), "{page}");
    assert_eq!(links(&service, &other, &id).await.status, 403, "somebody else's");
    let (a, b) = tokio::join!(links(&service, &administrator, &id), links(&service, &administrator, &id));
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "given twice");
    let given = if a.status == 200 { a } else { b };
    assert_eq!(given.body.matches("/console/join/").count(), 2, "{}", given.body);
    let token = between(&given.body, "/console/join/", "\r");
    let invited = service.get(&format!("/console/join/{token}"), "").await;
    assert!(invited.status == 200 && invited.body.contains("137****0011"), "{}", invited.body);
    assert_eq!(count(&service, "SELECT COUNT(*) FROM invitation").await, 2);
    assert_eq!(count(&service, "SELECT COUNT(*) FROM audit WHERE action = 'staff.invited'").await, 2);
    // What is not fetched goes.
    let (id, page) = brought_in(&service, &administrator, "staff", text).await;
    assert_eq!(page.links, 2);
    service.pass(4 * Moment::DAY);
    let began = Instant::now();
    while count(&service, "SELECT COUNT(*) FROM import_row WHERE link IS NOT NULL").await > 0 {
        assert!(began.elapsed() < Duration::from_mins(1), "links of {id} stay");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn regions_and_occupations_lie_over_the_files(engine: Engine) {
    let service = TestService::start(engine).await;
    let administrator = service.staff(StaffRole::Administrator, "510600").await;
    let text = "代码,名称,简称,纬度,经度,已停用\n\
                510681555,示例新镇,新镇,30.98,104.28,\n\
                510681555001,示例新村,,,,否\n\
                510681001,雒城街道,,,,是\n\
                510999,别的市的县,,,,\n\
                510684001,没有上级的镇,,,,\n\
                510600,德阳市,,,,是\n";
    let (_, page) = brought_in(&service, &administrator, "regions", text).await;
    let outcomes: Vec<_> = page.report.iter().map(|row| row.outcome.word()).collect();
    assert_eq!(outcomes, ["created", "created", "changed", "rejected", "rejected", "rejected"], "{:?}", page.report);
    let worker = service.workers(1).await.remove(0);
    let choices = service.get("/me/organisations/new", &worker.cookie).await.body;
    assert!(choices.contains("新镇") && !choices.contains("510681001\""), "{choices}");
    let text = "code,name,ended\n4-02-05-04,装卸搬运工,\n4-99-99-99,示例新职业,\nx,y,\n";
    let (_, page) = brought_in(&service, &administrator, "occupations", text).await;
    let counts = page.import.counts;
    assert_eq!((counts.created, counts.rejected), (1, 1), "{:?}", page.report);
    let found = service.ask("/api/suggest", "{\"typed\":\"示例新职\"}", "").await.body;
    assert!(found.contains("示例新职业"), "{found}");
    let again = sent(&service, &administrator, "occupations", text).await;
    assert_eq!(checked(&service, &administrator, &again).await.import.counts.unchanged, 2);
}

async fn a_workbook_is_read_as_it_is_seen(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, HERE).await;
    let names: Vec<&str> = HEADER.trim().split(',').collect();
    let (one, two) = (code(1), code(2));
    let sheet = [
        sheet_row(1, &names),
        sheet_row(2, &["企业", "示例第1物流有限公司", &one, TOWN, "赵", "13900000001"]),
        // A number where a phone is meant, as spreadsheets make of it.
        format!(
            "{}<c r=\"F5\"><v>13900000002</v></c></row>",
            sheet_row(5, &["企业", "示例第2物流有限公司", &two, TOWN, "=1+1"]).trim_end_matches("</row>")
        ),
    ];
    let answer = send(&service, &operator, "employers", "单位.xlsx", &workbook(&sheet.concat(), "")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let id = id_after(&answer.body, "/console/imports/").to_owned();
    let page = checked(&service, &operator, &id).await;
    assert_eq!((page.import.counts.created, page.report[1].line), (2, 5), "{page:?}");
}

async fn what_is_personal_lies_sealed_and_goes(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, HERE).await;
    let row = "企业,示例公司,,510681001,欧阳联系,13912345678,13987654321\n";
    let text = format!("{}{row}", HEADER.replace('\n', ",负责人手机\n"))
        .replace("企业,示例公司,,", &format!("企业,示例公司,{},", code(4)));
    let id = sent(&service, &operator, "employers", &text).await;
    checked(&service, &operator, &id).await;
    let secrets = ["欧阳联系", "13912345678", "13987654321", "rows.csv"];
    let plain = async |when: &str| {
        let all = raw(&service).await;
        assert!(holds(&all, "import.uploaded"), "the search does not find what is there in plain words");
        for secret in secrets {
            assert!(!holds(&all, secret), "{secret} is found in the raw storage {when}");
        }
    };
    plain("while it waits").await;
    for file in std::fs::read_dir(&service.files).expect("the folder") {
        let bytes = std::fs::read(file.expect("a file").path()).expect("its bytes");
        assert!(!String::from_utf8_lossy(&bytes).contains("13912345678"), "the file lies in plain words");
    }
    assert_eq!(confirm(&service, &operator, &id, 1).await.status, 200);
    until(&service, &operator, &id, &[ImportState::Done]).await;
    plain("when it is done").await;
    let page = service.get(&format!("/console/imports/{id}"), &operator.cookie).await.body;
    assert!(!page.contains("13912345678") && !page.contains("欧阳"), "the report shows what was typed");
}
