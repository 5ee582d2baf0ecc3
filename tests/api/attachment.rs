//! Files: what is taken, what is not, how they lie, and to whom they are given.

use domain::{attachment::SIZE_LIMIT, identity::StaffRole, when::Moment};
use server::{
    attachment::{self, Files},
    store::{KeyRing, Store},
};
use support::{Answer, Database, Engine, TestService, Worker};

use crate::organisation::register;

crate::on_both!(
    files_are_what_their_bytes_say_and_served_as_that,
    what_is_empty_too_large_or_broken_is_refused,
    files_are_given_to_few_and_the_trail_tells,
    files_lie_sealed_and_open_in_their_place_only,
    keys_of_files_are_rotated,
    what_has_no_row_is_swept_away,
);

/// The smallest picture: one point.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
    \0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";
/// The head of a photograph of 8 by 16 points.
pub const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08\0\x10\0\x08\x03\
    \x01\"\0\x02\x11\x01\x03\x11\x01\xff\xd9";

/// What stands between the parts of a form.
pub const EDGE: &str = "----edge-of-a-part";

/// A form with a file.
pub fn body(fields: &[(&str, &str)], name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    // The type that is claimed is never the right one: nobody asks for it.
    body.extend(
        format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/html\r\n\r\n"
        )
        .bytes(),
    );
    body.extend(bytes);
    body.extend(format!("\r\n--{EDGE}--\r\n").bytes());
    body
}

pub async fn send(service: &TestService, path: &str, cookie: &str, accept: &str, body: Vec<u8>) -> Answer {
    let kind = format!("multipart/form-data; boundary={EDGE}");
    service.post_bytes(path, &kind, body, cookie, accept).await
}

/// A form with a file, as a program sends it.
pub async fn upload(
    service: &TestService,
    path: &str,
    cookie: &str,
    fields: &[(&str, &str)],
    name: &str,
    bytes: &[u8],
) -> Answer {
    send(service, path, cookie, "application/json", body(fields, name, bytes)).await
}

/// The files that a page links to.
pub async fn files_of(service: &TestService, page: &str, cookie: &str) -> Vec<String> {
    let page = service.get(page, cookie).await.body;
    page.split("href=\"/files/").skip(1).map(|rest| rest.split('"').next().expect("an id").to_owned()).collect()
}

struct Place {
    service: TestService,
    owner: Worker,
    page: String,
    action: String,
}

async fn place(engine: Engine) -> Place {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let id = register(&service, &owner).await;
    Place { service, owner, page: format!("/me/organisations/{id}"), action: format!("/upload/organisation/{id}") }
}

impl Place {
    async fn upload(&self, name: &str, bytes: &[u8]) -> Answer {
        upload(&self.service, &self.action, &self.owner.cookie, &[("back", &self.page)], name, bytes).await
    }

    async fn files(&self) -> Vec<String> {
        files_of(&self.service, &self.page, &self.owner.cookie).await
    }
}

async fn files_are_what_their_bytes_say_and_served_as_that(engine: Engine) {
    let place = place(engine).await;
    let pdf = b"%PDF-1.4\n<html><script>alert(1)</script></html>";
    for (name, bytes) in
        [("../../etc/营业执照\u{202E}gnp.html", PNG), ("scan.exe", pdf.as_slice()), ("picture.svg", JPEG)]
    {
        let sent = place.upload(name, bytes).await;
        assert_eq!(sent.status, 200, "{name}: {}", sent.body);
    }
    assert_eq!(place.upload("again.png", PNG).await.status, 200, "the same twice is one");
    let files = place.files().await;
    assert_eq!(files.len(), 3);
    let page = place.service.get(&place.page, &place.owner.cookie).await.body;
    assert!(page.contains("营业执照gnp.html.png") && !page.contains('\u{202E}') && !page.contains("etc/"));
    let kinds = ["image/png", "application/pdf", "image/jpeg"];
    for ((file, kind), bytes) in files.iter().zip(kinds).zip([PNG, pdf, JPEG]) {
        let answer = place.service.fetch(&format!("/files/{file}"), &place.owner.cookie).await;
        assert_eq!(answer.status(), 200);
        let header = |name: &str| answer.headers()[name].to_str().expect("a text").to_owned();
        assert_eq!(header("content-type"), kind);
        assert!(header("content-disposition").starts_with("attachment;"));
        assert_eq!((header("x-content-type-options"), header("cache-control")), ("nosniff".into(), "no-store".into()));
        assert!(header("content-security-policy").contains("sandbox"));
        assert_eq!(answer.bytes().await.expect("its bytes"), bytes);
    }
    for (name, bytes) in [
        ("a.jpg", &b"GIF89a/*\x01\0*/=1;alert(1)"[..]),
        ("a.jpg", b"<html><script>"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.pdf", b"PK\x03\x04"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
    ] {
        let sent = place.upload(name, bytes).await;
        assert_eq!((sent.status, sent.body.contains("NotAPicture")), (422, true), "{bytes:?}: {}", sent.body);
    }
}

async fn what_is_empty_too_large_or_broken_is_refused(engine: Engine) {
    let place = place(engine).await;
    let (service, cookie) = (&place.service, place.owner.cookie.as_str());
    for name in ["empty.png", ""] {
        let empty = place.upload(name, b"").await;
        assert_eq!((empty.status, empty.body.contains("Empty")), (422, true), "{}", empty.body);
    }
    let mut most = b"%PDF-1.7\n".to_vec();
    most.resize(SIZE_LIMIT, b' ');
    let fits = place.upload("most.pdf", &most).await;
    assert_eq!(fits.status, 200, "{}", fits.body);
    most.push(b' ');
    let over = place.upload("over.pdf", &most).await;
    assert_eq!((over.status, over.body.contains("FileTooLarge")), (422, true), "{}", over.body);
    // Without a script the same is said on the page.
    let posted =
        send(service, &place.action, cookie, "text/html", body(&[("back", &place.page)], "x.pdf", &most)).await;
    assert_eq!((posted.status, posted.location.as_str()), (303, place.page.as_str()));
    let flash = posted.cookies.iter().find(|cookie| cookie.starts_with("flash=")).expect("a flash");
    let cookies = format!("{cookie}; {}", flash.split(';').next().expect("a value"));
    assert!(service.get(&place.page, &cookies).await.body.contains("文件太大，最多 8 MB"));
    // Cut off in the middle, no form at all, and fields without end.
    let whole = body(&[("back", &place.page)], "x.png", PNG);
    let cut = send(service, &place.action, cookie, "application/json", whole[..whole.len() - 60].to_vec()).await;
    assert_eq!((cut.status, cut.body.contains("Unreadable")), (422, true), "{}", cut.body);
    let form = service.call(&place.action, &[("file", "x")], cookie).await;
    assert_eq!(form.status, 422, "{}", form.body);
    let long = "x".repeat(9_000);
    let flood = upload(service, &place.action, cookie, &[("draft[name]", &long)], "x.png", PNG).await;
    assert_eq!(flood.status, 422, "{}", flood.body);
    assert_eq!(place.files().await.len(), 1, "something of this was kept");
    // So many and no more.
    for n in 1..=6 {
        let sent = place.upload("n.pdf", format!("%PDF-1.{n}").as_bytes()).await;
        assert_eq!((sent.status == 200, sent.body.contains("TooManyFiles")), (n < 6, n == 6), "{n}: {}", sent.body);
    }
}

async fn trail(service: &TestService, action: &str) -> i64 {
    let sql = "SELECT COUNT(*) FROM audit WHERE action = $1";
    let mut db = service.store.read().await.expect("a connection");
    match db.engine() {
        server::store::Engine::Sqlite(c) => sqlx::query_scalar(sql).bind(action).fetch_one(c).await,
        server::store::Engine::Postgres(c) => sqlx::query_scalar(sql).bind(action).fetch_one(c).await,
    }
    .expect("a count")
}

async fn files_are_given_to_few_and_the_trail_tells(engine: Engine) {
    let place = place(engine).await;
    assert_eq!(place.upload("a.png", PNG).await.status, 200);
    let file = format!("/files/{}", place.files().await[0]);
    let service = &place.service;
    let other = service.workers(1).await.remove(0);
    for (cookie, status) in [("", 404), (other.cookie.as_str(), 404), (place.owner.cookie.as_str(), 200)] {
        assert_eq!(service.get_bytes(&file, cookie).await.0, status);
    }
    for (role, region, status) in [
        (StaffRole::Operator, "510681", 200),
        (StaffRole::Approver, "510600", 200),
        (StaffRole::Operator, "510683", 404),
        (StaffRole::Auditor, "510681", 404),
        (StaffRole::Administrator, "510681", 404),
        (StaffRole::Reviewer, "510681", 404),
    ] {
        let staff = service.staff(role, region).await;
        assert_eq!(service.get_bytes(&file, &staff.cookie).await.0, status, "{role:?} of {region}");
    }
    assert_eq!(trail(service, "evidence.revealed").await, 2, "each look of the staff, and no other");
    for nothing in ["/files/x", "/files/00000000-0000-0000-0000-000000000000", "/files/..%2Fkeys.toml"] {
        assert_eq!(service.get_bytes(nothing, &place.owner.cookie).await.0, 404, "{nothing}");
    }
}

async fn files_lie_sealed_and_open_in_their_place_only(engine: Engine) {
    let place = place(engine).await;
    let secret = b"%PDF-1.7\nnobody may read this line in the folder of files";
    assert_eq!(place.upload("a.pdf", secret).await.status, 200);
    assert_eq!(place.upload("b.png", PNG).await.status, 200);
    let paths: Vec<_> =
        std::fs::read_dir(&place.service.files).expect("the folder").map(|file| file.expect("a file").path()).collect();
    assert_eq!(paths.len(), 2);
    for path in &paths {
        let bytes = std::fs::read(path).expect("its bytes");
        assert!(!bytes.windows(20).any(|part| part == &secret[9..29]), "it lies in plain words");
        assert!(!bytes.windows(8).any(|part| part == &PNG[..8]));
    }
    // Swapped files open for nobody.
    let aside = place.service.files.join("aside");
    std::fs::rename(&paths[0], &aside).expect("moved");
    std::fs::rename(&paths[1], &paths[0]).expect("moved");
    std::fs::rename(&aside, &paths[1]).expect("moved");
    for file in place.files().await {
        let (status, bytes) = place.service.get_bytes(&format!("/files/{file}"), &place.owner.cookie).await;
        assert_eq!(status, 503);
        assert!(!bytes.windows(20).any(|part| part == &secret[9..29]));
    }
}

async fn keys_of_files_are_rotated(engine: Engine) {
    let database = Database::create(engine).await;
    let folder = std::env::temp_dir().join(format!("gongyi-file-keys-{}", uuid::Uuid::now_v7()));
    let ring = KeyRing::create(&folder.join("keys.toml")).expect("keys");
    let service = TestService::with_keys(&database.url, folder.join("keys.toml")).await;
    let owner = service.workers(1).await.remove(0);
    let id = register(&service, &owner).await;
    let (action, page) = (format!("/upload/organisation/{id}"), format!("/me/organisations/{id}"));
    for (name, bytes) in [("a.png", PNG), ("b.jpg", JPEG)] {
        assert_eq!(upload(&service, &action, &owner.cookie, &[], name, bytes).await.status, 200);
    }
    ring.add_key().expect("a key");
    let store = Store::open(&database.url, ring).await.expect("the storage");
    let files = Files::open("", &service.files).expect("the folder");
    assert_eq!(attachment::reseal(&store, &files).await.expect("sealed anew"), 2);
    assert_eq!(attachment::reseal(&store, &files).await.expect("nothing to do"), 0);
    let names: Vec<_> = std::fs::read_dir(&service.files)
        .expect("the folder")
        .map(|file| file.expect("a file").file_name().into_string().expect("a name"))
        .collect();
    assert!(names.len() == 2 && names.iter().all(|name| name.ends_with(".2")), "{names:?}");
    for (file, bytes) in files_of(&service, &page, &owner.cookie).await.iter().zip([PNG, JPEG]) {
        let (status, read) = service.get_bytes(&format!("/files/{file}"), &owner.cookie).await;
        assert_eq!((status, read.as_slice()), (200, bytes));
    }
    std::fs::remove_dir_all(folder).expect("removed");
}

async fn what_has_no_row_is_swept_away(engine: Engine) {
    let place = place(engine).await;
    let service = &place.service;
    for (name, bytes) in [("a.png", PNG), ("b.jpg", JPEG)] {
        assert_eq!(place.upload(name, bytes).await.status, 200);
    }
    let file = place.files().await[0].clone();
    let removed = service.call("/api/remove_evidence", &[("file", &file)], &place.owner.cookie).await;
    assert_eq!(removed.status, 200, "{}", removed.body);
    let files = Files::open("", &service.files).expect("the folder");
    assert_eq!(attachment::sweep(&service.store, &files, service.now()).await.expect("swept"), 0, "too early");
    let later = Moment(service.now().0 + 2 * Moment::HOUR);
    assert_eq!(attachment::sweep(&service.store, &files, later).await.expect("swept"), 1);
    let kept = place.files().await;
    assert_eq!(kept.len(), 1);
    assert_eq!(service.get_bytes(&format!("/files/{}", kept[0]), &place.owner.cookie).await.0, 200);
}
