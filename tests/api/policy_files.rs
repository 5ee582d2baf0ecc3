//! Files that go with a policy: who adds them, what is taken, and who reads them when.

use std::io::{Cursor, Write};

use domain::{attachment::SIZE_LIMIT, identity::StaffRole, when::Moment};
use server::attachment::{self, Files};
use support::{Answer, Engine, TestService, Worker};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::attachment::{JPEG, PNG, upload};

crate::on_both!(
    files_are_read_as_long_as_their_revision_is,
    an_amendment_takes_its_files_along_and_changes_only_its_own,
    what_is_no_document_is_refused_and_the_text_is_kept,
    only_who_may_write_changes_them,
    of_two_at_once_none_is_lost_unseen,
    what_a_revision_names_is_not_swept_away,
);

const PDF: &[u8] = b"%PDF-1.7\nthe form to fill in";
const HERE: &str = "510681";

/// A document of Office Open XML whose list of types says this of its main part.
fn office(main: &str, part: &str) -> Vec<u8> {
    let types =
        format!("<?xml version=\"1.0\"?><Types><Override PartName=\"/{part}\" ContentType=\"{main}\"/></Types>");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [("[Content_Types].xml", types.as_str()), (part, "<x/>")] {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(bytes.as_bytes()).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

fn docx() -> Vec<u8> {
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    office(main, "word/document.xml")
}

/// A policy with somebody who writes and somebody who decides.
struct Desk {
    service: TestService,
    writer: Worker,
    judge: Worker,
    policy: String,
    number: &'static str,
}

impl Desk {
    async fn new(engine: Engine) -> Self {
        let service = TestService::start(engine).await;
        let writer = service.staff(StaffRole::Operator, HERE).await;
        let judge = service.staff(StaffRole::Approver, HERE).await;
        Self { service, writer, judge, policy: uuid::Uuid::now_v7().to_string(), number: "1" }
    }

    /// The form as the page sends it.
    async fn send(&self, who: &Worker, version: i64, more: &[(&str, &str)], name: &str, bytes: &[u8]) -> Answer {
        let version = version.to_string();
        let mut fields = vec![
            ("back", "/console/policy/new"),
            ("mark[policy]", self.policy.as_str()),
            ("mark[number]", self.number),
            ("mark[version]", version.as_str()),
            ("draft[kind]", "notice"),
            ("draft[issuer]", "广汉市人力资源和社会保障局"),
            ("draft[issued]", "2026-11-01"),
            ("draft[region]", HERE),
            ("draft[audiences][]", "workers"),
            ("draft[body]", "明天停水。"),
        ];
        if more.iter().all(|(name, _)| *name != "draft[title]") {
            fields.push(("draft[title]", "停水通知"));
        }
        fields.extend(more);
        upload(&self.service, "/upload/policy", &who.cookie, &fields, name, bytes).await
    }

    async fn step(&self, who: &Worker, version: i64, step: &str) -> u16 {
        let version = version.to_string();
        let fields = [
            ("mark[policy]", self.policy.as_str()),
            ("mark[number]", self.number),
            ("mark[version]", version.as_str()),
            ("draft[step]", step),
            ("draft[reason]", "同意"),
        ];
        self.service.call("/api/take_policy_step", &fields, &who.cookie).await.status
    }

    /// The addresses of the files on a page, and the page.
    async fn files(&self, page: &str, cookie: &str) -> (Vec<String>, String) {
        let page = self.service.get(&format!("{page}/{}", self.policy), cookie).await.body;
        let start = format!("href=\"/policies/{}/files/", self.policy);
        let ids = page.split(&start).skip(1).filter_map(|rest| rest.split('"').next());
        (ids.map(|id| format!("/policies/{}/files/{id}", self.policy)).collect(), page)
    }

    async fn on_desk(&self) -> Vec<String> {
        self.files("/console/policy", &self.writer.cookie).await.0
    }

    async fn status(&self, file: &str, cookie: &str) -> u16 {
        self.service.get_bytes(file, cookie).await.0
    }
}

/// Adds a file to a draft of its first version; gives the file's id.
pub async fn added(service: &TestService, policy: &str, region: &str) -> String {
    let writer = service.staff(StaffRole::Operator, region).await;
    let page = format!("/console/policy/{policy}");

    let fields = [
        ("mark[policy]", policy),
        ("mark[number]", "1"),
        ("mark[version]", "1"),
        ("draft[kind]", "notice"),
        ("draft[title]", "停水通知"),
        ("draft[region]", region),
    ];
    let sent = upload(service, "/upload/policy", &writer.cookie, &fields, "a.pdf", PDF).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    let page = service.get(&page, &writer.cookie).await.body;
    crate::access::between(&page, &format!("/policies/{policy}/files/"), "\"")
}

fn id(file: &str) -> &str {
    file.rsplit('/').next().expect("an id")
}

async fn files_are_read_as_long_as_their_revision_is(engine: Engine) {
    let desk = Desk::new(engine).await;
    let (writer, judge, service) = (&desk.writer, &desk.judge, &desk.service);
    let sent = desk.send(writer, 0, &[], "../../申请表\u{202E}fdp.exe", PDF).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    assert_eq!(desk.send(writer, 2, &[], "说明.docx", &docx()).await.status, 200);
    let (files, page) = desk.files("/console/policy", &writer.cookie).await;
    assert!(files.len() == 2 && page.contains("申请表fdp.exe.pdf") && page.contains("DOCX · 1 KB"), "{page}");
    // Whoever decides looks at them before; readers and colleagues elsewhere do not, before the time has come.
    assert_eq!(desk.step(writer, 3, "file").await, 200);
    let (seen, page) = desk.files("/console/policy", &judge.cookie).await;
    assert!(seen == files && !page.contains("name=\"remove\""));
    let elsewhere = service.staff(StaffRole::Approver, "510683").await;
    let person = service.workers(1).await.remove(0);
    let all = ["", &person.cookie, &elsewhere.cookie, &judge.cookie, &writer.cookie];
    for (cookie, status) in all.iter().zip([404, 404, 404, 200, 200]) {
        assert_eq!(desk.status(&files[0], cookie).await, status);
    }
    assert_eq!(desk.step(judge, 4, "approve").await, 200);
    for cookie in all {
        assert_eq!(desk.status(&files[0], cookie).await, 200);
    }
    let (read, page) = desk.files("/policies", "").await;
    assert!(read == files && page.contains("PDF · 1 KB") && page.contains("associatedMedia"), "{page}");
    let kinds = ["application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"];
    for ((file, kind), bytes) in files.iter().zip(kinds).zip([PDF.to_vec(), docx()]) {
        let answer = service.fetch(file, "").await;
        let header = |name: &str| answer.headers()[name].to_str().expect("a text").to_owned();
        assert_eq!((header("content-type").as_str(), header("x-content-type-options").as_str()), (kind, "nosniff"));
        assert!(
            header("content-disposition").starts_with("attachment;") && !header("content-disposition").contains('/')
        );
        assert_eq!(answer.bytes().await.expect("its bytes"), bytes);
    }
    // Not by another policy's address, and not as evidence.
    let other = crate::policy::notice_of(service, HERE, true).await;
    for address in [format!("/policies/{other}/files/{}", id(&files[0])), format!("/files/{}", id(&files[0]))] {
        assert_eq!(desk.status(&address, "").await, 404, "{address}");
        assert_eq!(desk.status(&address, &writer.cookie).await, 404, "{address}");
    }
    assert_eq!(desk.step(judge, 5, "withdraw").await, 200);
    assert_eq!((desk.status(&files[0], "").await, desk.status(&files[0], &writer.cookie).await), (404, 200));
}

async fn an_amendment_takes_its_files_along_and_changes_only_its_own(engine: Engine) {
    let mut desk = Desk::new(engine).await;
    assert_eq!(desk.send(&desk.writer, 0, &[], "旧表.pdf", PDF).await.status, 200);
    assert_eq!(desk.step(&desk.writer, 2, "file").await, 200);
    assert_eq!(desk.step(&desk.judge, 3, "approve").await, 200);
    let old = desk.on_desk().await[0].clone();
    assert_eq!(desk.step(&desk.writer, 4, "amend").await, 200);
    desk.number = "2";
    assert_eq!(desk.on_desk().await, std::slice::from_ref(&old), "it has not come along");
    assert_eq!(desk.send(&desk.writer, 1, &[("remove_file", id(&old))], "新图.png", PNG).await.status, 200);
    let new = desk.on_desk().await;
    assert!(new.len() == 1 && new[0] != old);
    // Readers still have the old one, and not yet the new one.
    assert_eq!(desk.files("/policies", "").await.0, std::slice::from_ref(&old));
    assert_eq!((desk.status(&old, "").await, desk.status(&new[0], "").await), (200, 404));
    // The same bytes once more under another name: it lies once, and each revision names it as it likes.
    assert_eq!(desk.send(&desk.writer, 2, &[], "改名.pdf", PDF).await.status, 200);
    let (both, page) = desk.files("/console/policy", &desk.writer.cookie).await;
    assert!(both.contains(&old) && page.contains("改名.pdf"), "{page}");
    assert!(desk.files("/policies", "").await.1.contains("旧表.pdf"));
    let gone = desk.send(&desk.writer, 3, &[("remove_file", id(&old))], "", b"").await;
    assert_eq!(gone.status, 200, "{}", gone.body);
    assert_eq!(desk.step(&desk.writer, 4, "file").await, 200);
    assert_eq!(desk.step(&desk.judge, 5, "approve").await, 200);
    assert_eq!((desk.status(&old, "").await, desk.status(&new[0], "").await), (404, 200));
    assert!(
        desk.files("/console/policy", &desk.judge.cookie).await.1.contains("去掉附件"),
        "the history does not tell"
    );
}

async fn what_is_no_document_is_refused_and_the_text_is_kept(engine: Engine) {
    let desk = Desk::new(engine).await;
    let macros = office("application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml");
    let sheet = office("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xl/workbook.xml");
    let polyglot = [docx(), b"<html><script>alert(1)</script>".to_vec()].concat();
    // A text that is written for the first time is there, whatever was wrong with its file.
    let first = desk.send(&desk.writer, 0, &[], "a.docx", &macros).await;
    assert_eq!((first.status, first.body.contains("NotADocument")), (422, true), "{}", first.body);
    assert!(desk.files("/console/policy", &desk.writer.cookie).await.1.contains("明天停水"), "the text is lost");
    let mut over = PDF.to_vec();
    over.resize(SIZE_LIMIT + 1, b' ');
    let wrong: [(&str, &[u8], &str); 8] = [
        ("a.xlsm", &sheet, "NotADocument"),
        ("a.docx", &polyglot, "NotADocument"),
        ("a.docx", b"PK\x03\x04", "NotADocument"),
        ("a.pdf", b"<html><script>", "NotADocument"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "NotADocument"),
        ("a.exe", b"MZ\x90", "NotADocument"),
        ("empty.pdf", b"", "Empty"),
        ("over.pdf", &over, "FileTooLarge"),
    ];
    for (name, bytes, problem) in wrong {
        let sent = desk.send(&desk.writer, 1, &[], name, bytes).await;
        assert_eq!((sent.status, sent.body.contains(problem)), (422, true), "{name}: {}", sent.body);
    }
    assert!(desk.on_desk().await.is_empty());
    // So many and no more.
    for n in 1..=11 {
        let sent = desk.send(&desk.writer, n, &[], "n.pdf", format!("%PDF-1.7 {n}").as_bytes()).await;
        assert_eq!((sent.status == 200, sent.body.contains("TooManyFiles")), (n < 11, n == 11), "{n}: {}", sent.body);
    }
    assert_eq!(desk.on_desk().await.len(), 10);
    // A document is no evidence of an organisation.
    let owner = desk.service.workers(1).await.remove(0);
    let organisation = crate::organisation::register(&desk.service, &owner).await;
    let evidence = format!("/upload/organisation/{organisation}");
    let sent = upload(&desk.service, &evidence, &owner.cookie, &[], "a.docx", &docx()).await;
    assert_eq!((sent.status, sent.body.contains("NotAPicture")), (422, true), "{}", sent.body);
}

async fn only_who_may_write_changes_them(engine: Engine) {
    let desk = Desk::new(engine).await;
    assert_eq!(desk.send(&desk.writer, 0, &[], "a.pdf", PDF).await.status, 200);
    let file = desk.on_desk().await[0].clone();
    let person = desk.service.workers(1).await.remove(0);
    let nobody = Worker { cookie: String::new(), ..person.clone() };
    let elsewhere = desk.service.staff(StaffRole::Operator, "510683").await;
    let auditor = desk.service.staff(StaffRole::Auditor, HERE).await;
    for (who, status) in [(&nobody, 401), (&person, 401), (&desk.judge, 403), (&auditor, 403)] {
        for (remove, name, bytes) in [("", "b.png", PNG), (id(&file), "", b"".as_slice())] {
            assert_eq!(desk.send(who, 2, &[("remove_file", remove)], name, bytes).await.status, status);
        }
    }
    // Another region: its texts are not there, so neither are their files.
    let region = [("draft[region]", "510683")];
    let sent = desk.send(&elsewhere, 2, &region, "b.png", PNG).await;
    assert!(matches!(sent.status, 404 | 422), "{} {}", sent.status, sent.body);
    assert_eq!(desk.on_desk().await, std::slice::from_ref(&file));
    // Once it is filed nobody changes it.
    assert_eq!(desk.step(&desk.writer, 2, "file").await, 200);
    assert_eq!(desk.send(&desk.writer, 3, &[], "b.png", PNG).await.status, 409);
    assert_eq!(desk.send(&desk.writer, 3, &[("remove_file", id(&file))], "", b"").await.status, 409);
    assert_eq!(desk.on_desk().await, [file]);
}

async fn of_two_at_once_none_is_lost_unseen(engine: Engine) {
    let desk = Desk::new(engine).await;
    let colleague = desk.service.staff(StaffRole::Operator, HERE).await;
    assert_eq!(desk.send(&desk.writer, 0, &[], "", b"").await.status, 200);
    // The same form twice has one effect.
    assert_eq!(desk.send(&desk.writer, 1, &[], "a.pdf", PDF).await.status, 200);
    assert_eq!(desk.send(&desk.writer, 1, &[], "a.pdf", PDF).await.status, 200);
    assert_eq!(desk.on_desk().await.len(), 1);
    // Two files at once: each is there, or its sender is told.
    let (one, two) =
        tokio::join!(desk.send(&desk.writer, 2, &[], "b.png", PNG), desk.send(&colleague, 2, &[], "c.jpg", JPEG));
    let done = [one.status, two.status];
    assert!(done.iter().all(|status| matches!(status, 200 | 409)) && done.contains(&200), "{done:?}");
    let there = done.iter().filter(|status| **status == 200).count();
    assert_eq!(desk.on_desk().await.len(), 1 + there);
    // Over a text that somebody else has changed meanwhile neither text nor file is written; the text is put aside.
    let version = 2 + i64::try_from(there).expect("a few");
    let title = [("draft[title]", "停水通知（改）")];
    assert_eq!(desk.send(&colleague, version, &title, "", b"").await.status, 200);
    let late = desk.send(&desk.writer, version, &[("draft[title]", "停水和停电")], "d.pdf", b"%PDF-1.4").await;
    assert_eq!(late.status, 409, "{}", late.body);
    let (files, page) = desk.files("/console/policy", &desk.writer.cookie).await;
    assert!(files.len() == 1 + there && page.contains("data-conflict") && page.contains("停水和停电"), "{page}");
}

async fn what_a_revision_names_is_not_swept_away(engine: Engine) {
    let mut desk = Desk::new(engine).await;
    assert_eq!(desk.send(&desk.writer, 0, &[], "a.pdf", PDF).await.status, 200);
    assert_eq!(desk.step(&desk.writer, 2, "file").await, 200);
    assert_eq!(desk.step(&desk.judge, 3, "approve").await, 200);
    let file = desk.on_desk().await[0].clone();
    assert_eq!(desk.step(&desk.writer, 4, "amend").await, 200);
    desk.number = "2";
    assert_eq!(desk.send(&desk.writer, 1, &[("remove_file", id(&file))], "b.png", PNG).await.status, 200);
    let fresh = desk.on_desk().await[0].clone();
    let files = Files::open("", &desk.service.files).expect("the folder");
    let sweep = async || {
        let later = Moment(desk.service.now().0 + 2 * Moment::HOUR);
        attachment::sweep(&desk.service.store, &files, later).await.expect("swept")
    };
    assert_eq!(sweep().await, 0, "a file that readers have is swept away");
    assert_eq!(desk.status(&file, "").await, 200);
    assert_eq!(desk.send(&desk.writer, 2, &[("remove_file", id(&fresh))], "", b"").await.status, 200);
    assert_eq!(sweep().await, 1);
    assert_eq!((desk.status(&file, "").await, desk.status(&fresh, &desk.writer.cookie).await), (200, 404));
}
