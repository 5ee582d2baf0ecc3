//! What imports make of rows of each kind, and which files are none.

use std::{
    io::{Cursor, Write},
    time::{Duration, Instant},
};

use domain::{
    identity::StaffRole,
    import::{ImportState, ROWS_LIMIT, SIZE_LIMIT},
    when::Moment,
};
use server::store::Engine as On;
use support::{
    Answer, Engine, TestService, Worker,
    rows::{self, Wanted},
};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    access::between,
    attachment::PNG,
    imports::{HEADER, HERE, TOWN, brought_in, checked, code, confirm, count, employer, employers, send, sent, until},
    organisation::id_after,
    sealed::{holds, raw},
};

crate::on_both!(
    files_that_are_no_tables_are_refused_in_words,
    organisations_are_created_changed_and_left_alone,
    owners_take_over_what_was_brought_in,
    postings_come_with_their_shifts_and_are_found,
    postings_that_are_there_stay_as_they_are,
    colleagues_are_invited_and_their_links_given_once,
    regions_and_occupations_lie_over_the_files,
    a_workbook_is_read_as_it_is_seen,
    what_is_personal_lies_sealed_and_goes,
);

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
    let copy = |n: usize| format!("<row r=\"{n}\"><c r=\"A{n}\" t=\"s\"><v>0</v></c></row>");
    let copies = (1..=6_000).map(copy).collect::<Vec<_>>().concat();
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
    assert_eq!(count(&service, "SELECT CAST(SUM(owners) AS BIGINT) FROM organisation").await, 1);
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

/// A row of a shift of that employer, with some cells changed.
fn shift_row(number: &str, change: &[(&str, &str)], date: &str) -> String {
    let usual = "A,91350100M000100Y43,示例装卸工,4-02-05-04,装卸,小时,22.5,日结,包餐、接送,510681001,粮站,30.98,104.28,\
                 钱联系,13922223333,D,7:30,16:00,30,6";
    let mut cells: Vec<&str> = usual.split(',').collect();
    let names: Vec<&str> = SHIFTS.trim().split(',').collect();
    (cells[0], cells[15]) = (number, date);
    for (name, value) in change {
        cells[names.iter().position(|known| known == name).expect("a column")] = value;
    }
    cells.join(",") + "\n"
}

fn in_days(service: &TestService, days: i64) -> String {
    Moment(service.now().0 + days * Moment::DAY).date().to_string()
}

async fn postings_come_with_their_shifts_and_are_found(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, HERE).await;
    verified(&service).await;
    let day = |days| in_days(&service, days);
    let rows = [
        shift_row("A1", &[], &day(2)),
        shift_row("A1", &[], &day(3)),
        shift_row("A1", &[("标题", "别的")], &day(4)),
        shift_row("A1", &[], &day(3)),
        shift_row("B2", &[("用工单位", "91350100M000100Y42")], &day(2)),
        shift_row("C3", &[("地区代码", "510683001")], &day(2)),
        shift_row("D4", &[("职业代码", "9-99-99-99")], &day(2)),
        shift_row("E5", &[("金额", "0")], &day(-1)),
        shift_row("F6", &[("纬度", ""), ("经度", "")], &day(2)),
    ];
    let (_, page) = brought_in(&service, &operator, "postings", &format!("{SHIFTS}{}", rows.concat())).await;
    assert_eq!((page.import.counts.created, page.import.counts.rejected), (3, 6), "{:?}", page.report);
    let problems = page.report.iter().flat_map(|row| &row.problems);
    let problems: Vec<String> = problems.map(|error| format!("{:?}", error.problem)).collect();
    let meant = [
        "DiffersFromLine(2)",
        "SameAsLine(3)",
        "NotThere",
        "OutsideRegion",
        "UnknownOccupation",
        "NotASum",
        "NotToCome",
    ];
    for problem in meant {
        assert!(problems.iter().any(|said| said == problem), "{problem} in {problems:?}");
    }
    assert_eq!(count(&service, "SELECT COUNT(*) FROM posting WHERE import_id IS NOT NULL").await, 2);
    // It is on the list, found by words, pinyin and place, and a seat can be taken.
    service.count_list().await;
    for query in ["q=装卸工", "q=zhuangxie", "q=汉江示例物流", "county=510681&paid=same-day&sort=pay"] {
        let list = service.get(&format!("/gigs?{query}"), "").await.body;
        assert!(list.contains("示例装卸工"), "{query}: {list}");
    }
    let shown = service.get(&page.report[0].link, "").await.body;
    assert!(shown.contains("22.5") && shown.contains("粮站") && shown.contains("180"), "{shown}");
    let (shift, worker) = (id_after(&page.report[0].link, "/gigs/").to_owned(), service.workers(1).await.remove(0));
    assert_eq!(service.claim(&worker, &shift, "imported", false).await.status, 200);
}

async fn postings_that_are_there_stay_as_they_are(engine: Engine) {
    let service = TestService::start(engine).await;
    let operator = service.staff(StaffRole::Operator, HERE).await;
    verified(&service).await;
    let day = |days| in_days(&service, days);
    let first = format!("{SHIFTS}{}{}", shift_row("A1", &[], &day(2)), shift_row("A1", &[], &day(3)));
    brought_in(&service, &operator, "postings", &first).await;
    // The same file again finds what is there, and another day is added to it.
    let more = format!("{first}{}", shift_row("A1", &[], &day(5)));
    let (_, page) = brought_in(&service, &operator, "postings", &more).await;
    assert_eq!((page.import.counts.unchanged, page.import.counts.created), (2, 1), "{:?}", page.report);
    assert_eq!(count(&service, "SELECT COUNT(*) FROM posting WHERE import_id IS NOT NULL").await, 1);
    // Pay and hours are not changed under whoever has taken a seat.
    for change in [("金额", "10"), ("结束", "18:00")] {
        let other = format!("{SHIFTS}{}", shift_row("A1", &[change], &day(2)));
        let id = sent(&service, &operator, "postings", &other).await;
        let report = checked(&service, &operator, &id).await.report;
        assert!(format!("{report:?}").contains("NotChangeable"), "{change:?}: {report:?}");
    }
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
