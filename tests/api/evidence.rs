//! Evidence packs: what is in them, their hash, and the public page that knows it.

use domain::{identity::StaffRole, when::Moment};
use support::{Engine, TestService, Worker, rows};

use crate::{
    access::between,
    amend,
    attachment::{PNG, upload},
    attendance::Day,
    cases,
};

crate::on_both!(
    a_pack_holds_all_that_is_known_and_its_hash_is_found,
    a_changed_byte_is_refused,
    a_pack_stays_as_it_was_made,
    what_was_said_when_the_seat_was_taken_stays,
    nobody_else_makes_or_opens_a_pack,
);

/// A day that was worked, paid in part, answered, and complained about.
async fn full(engine: Engine) -> (Day, String) {
    let day = Day::with(TestService::start(engine).await, |wanted| wanted).await;
    day.service.pass(9 * Moment::HOUR);
    let (start, end) = (day.clock(0).await, day.clock(480).await);
    assert_eq!(day.record(&[("draft[begun]", &start), ("draft[ended]", &end)]).await.status, 200);
    let late = day.clock(490).await;
    assert_eq!(day.report(&[("draft[begun]", &start), ("draft[ended]", &late)]).await.status, 200);
    let paid = [
        ("draft[claim]", day.claim.as_str()),
        ("draft[key]", "payment-1"),
        ("draft[sum]", "120.5"),
        ("draft[method]", "cash"),
        ("draft[note]", "示例付款说明"),
    ];
    assert_eq!(upload(&day.service, "/upload/payment", &day.owner.cookie, &paid, "", &[]).await.status, 200);
    let case = cases::file(&day, "pay", PNG).await;
    (day, case)
}

async fn make(day: &Day, who: &Worker, key: &str) -> support::Answer {
    let fields = [("draft[of]", day.claim.as_str()), ("draft[key]", key)];
    day.service.call("/api/make_pack", &fields, &who.cookie).await
}

/// A pack, and its file.
async fn packed(day: &Day, key: &str) -> (String, Vec<u8>) {
    let made = make(day, &day.worker, key).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let pack = between(&made.body, "/me/evidence/", "\"");
    let (status, file) = day.service.get_bytes(&format!("/evidence-files/{pack}"), &day.worker.cookie).await;
    assert_eq!(status, 200);
    (pack, file)
}

/// Where a file leads that is sent to the public page, and what stands there. Nobody is signed in.
async fn check(service: &TestService, file: &[u8]) -> (String, String) {
    let sent = upload(service, "/upload/evidence", "", &[], "证据.json", file).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    let hash = between(&sent.body, "/evidence?hash=", "\"");
    (hash.clone(), service.get(&format!("/evidence?hash={hash}"), "").await.body)
}

async fn a_pack_holds_all_that_is_known_and_its_hash_is_found(engine: Engine) {
    let (day, _) = full(engine).await;
    let service = &day.service;
    let list = format!("/me/shifts/{}/evidence", day.claim);
    assert!(service.get(&list, &day.worker.cookie).await.body.contains("还没有做过"));
    let (pack, file) = packed(&day, "pack-key-1").await;
    let page = service.get(&format!("/me/evidence/{pack}"), &day.worker.cookie).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let text = String::from_utf8(file.clone()).expect("a text");
    // What both sides said of the hours, the payment, the complaint with its file, what was agreed.
    for said in ["示例付款说明", "示例老板只给了一半工钱", "卸货、码垛", "物流园 3 号门", "证.png", "单位记了工钱已付"]
    {
        assert!(text.contains(said), "{said} is not in the file: {text}");
        assert!(page.body.contains(said), "{said} is not on the page: {}", page.body);
    }
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["reports"].as_array().expect("reports").len(), 4, "{text}");
    assert_eq!(
        (&json["wages"]["balance"]["owed"], &json["wages"]["balance"]["paid"]),
        (&20_000.into(), &12_050.into())
    );
    assert_eq!(json["moves"][0]["by"], "worker");
    // Canonical: keys in order, and no blank between them.
    assert!(text.starts_with("{\"absences\":[],\"agreed\":{\"address\":"), "{text}");
    let (hash, known) = check(service, &file).await;
    assert!(page.body.contains(&format!("data-hash=\"{hash}\"")), "{}", page.body);
    assert!(known.contains("data-known=\"made\""), "{known}");
    for personal in ["示例", "仓库搬运", &day.claim, &pack] {
        assert!(!known.contains(personal), "the public page says {personal}: {known}");
    }
    // As people type it.
    let typed = format!("/evidence?hash={}%20{}", &hash[..32].to_uppercase(), &hash[32..]);
    assert!(service.get(&typed, "").await.body.contains("data-known=\"made\""));
    assert!(service.get("/evidence?hash=abc", "").await.body.contains("校验码要 64 位"));
    let none = upload(service, "/upload/evidence", "", &[], "", &[]).await;
    assert!(none.status == 422 && none.body.contains("Empty"), "{}", none.body);
    assert!(service.get(&list, &day.worker.cookie).await.body.contains(&pack));
}

async fn a_changed_byte_is_refused(engine: Engine) {
    let (day, _) = full(engine).await;
    let (_, file) = packed(&day, "pack-key-1").await;
    for at in [0, file.len() / 2, file.len() - 1] {
        let mut changed = file.clone();
        changed[at] ^= 1;
        let (_, known) = check(&day.service, &changed).await;
        assert!(known.contains("data-known=\"unknown\"") && !known.contains("data-known=\"made\""), "{at}: {known}");
    }
    let mut longer = file.clone();
    longer.push(b'\n');
    assert!(check(&day.service, &longer).await.1.contains("data-known=\"unknown\""));
    assert!(check(&day.service, &file).await.1.contains("data-known=\"made\""));
}

async fn a_pack_stays_as_it_was_made(engine: Engine) {
    let (day, case) = full(engine).await;
    let service = &day.service;
    let made = futures::future::join_all((0..5).map(|_| make(&day, &day.worker, "pack-key-1"))).await;
    let packs: Vec<String> = made.iter().map(|answer| between(&answer.body, "/me/evidence/", "\"")).collect();
    assert!(packs.iter().all(|pack| *pack == packs[0]), "{made:?}");
    let path = format!("/evidence-files/{}", packs[0]);
    let before = service.get_bytes(&path, &day.worker.cookie).await;
    let approver = service.staff(StaffRole::Approver, "510681").await;
    assert_eq!(cases::step(service, &approver, &case, "accept").await.status, 200);
    assert_eq!(service.get_bytes(&path, &day.worker.cookie).await, before, "the file has changed");
    let (other, file) = packed(&day, "pack-key-2").await;
    assert!(other != packs[0] && file != before.1, "a new one has what was done since");
    assert!(String::from_utf8_lossy(&file).contains("示例说明"));
    // One of the staff makes one of the case, and the trail knows.
    let fields = [("draft[of]", case.as_str()), ("draft[key]", "pack-key-3")];
    let made = service.call("/api/make_case_pack", &fields, &approver.cookie).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let theirs = between(&made.body, "/console/evidence/", "\"");
    let page = service.get(&format!("/console/evidence/{theirs}"), &approver.cookie).await;
    assert!(page.status == 200 && page.body.contains("示例老板只给了一半工钱"), "{}", page.body);
    let auditor = service.staff(StaffRole::Auditor, "510681").await;
    let trail = service.get("/console/trail?action=evidence", &auditor.cookie).await.body;
    assert!(trail.contains("生成证据包") && trail.contains("查看证明材料"), "{trail}");
    let own = service.get(&format!("/me/evidence/{theirs}"), &day.worker.cookie).await;
    assert!(own.status == 200 && own.body.contains("工作人员做的"), "{}", own.body);
}

async fn nobody_else_makes_or_opens_a_pack(engine: Engine) {
    let (day, case) = full(engine).await;
    let service = &day.service;
    let (pack, _) = packed(&day, "pack-key-1").await;
    let stranger = service.workers(1).await.remove(0);
    for who in [&stranger, &day.owner] {
        assert_eq!(make(&day, who, "pack-key-9").await.status, 404);
        for path in [
            format!("/me/evidence/{pack}"),
            format!("/evidence-files/{pack}"),
            format!("/me/shifts/{}/evidence", day.claim),
        ] {
            assert_eq!(service.get(&path, &who.cookie).await.status, 404, "{path}");
        }
    }
    let insider = service.staff(StaffRole::Approver, "510681").await;
    rows::employ(&service.store, day.shift, insider.account).await;
    let elsewhere = service.staff(StaffRole::Approver, "510683").await;
    let auditor = service.staff(StaffRole::Auditor, "510681").await;
    let fields = [("draft[of]", case.as_str()), ("draft[key]", "pack-key-9")];
    for (who, made, opened) in [(&insider, 403, 404), (&elsewhere, 404, 404), (&auditor, 403, 403)] {
        assert_eq!(service.call("/api/make_case_pack", &fields, &who.cookie).await.status, made);
        assert_eq!(service.get(&format!("/console/evidence/{pack}"), &who.cookie).await.status, opened);
        assert_eq!(service.get(&format!("/evidence-files/{pack}"), &who.cookie).await.status, 404);
    }
    assert_eq!(make(&day, &day.worker, "short").await.status, 404, "no key of a form");
}

async fn what_was_said_when_the_seat_was_taken_stays(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, first, second] = <[Worker; 3]>::try_from(service.workers(3).await).ok().expect("three");
    let (organisation, posting, shift) = amend::trusted(&service, &owner).await;
    let change = async |different: &[(&str, &str)]| {
        service.pass(Moment::MINUTE);
        let change = amend::begun(&service, &owner, &organisation, &posting).await;
        let sent = amend::hand_in(&service, &owner, (&organisation, &change, &shift), different).await;
        assert!(sent.status == 200 && sent.body.contains("Published"), "{}", sent.body);
        service.pass(Moment::MINUTE);
    };
    let claim = async |whom: &Worker, key: &str| {
        assert_eq!(service.claim(whom, &shift, key, false).await.status, 200);
        let mine = service.ask("/api/my_shifts", "{}", &whom.cookie).await.body;
        between(&mine, "\"mine\":{\"id\":\"", "\"")
    };
    change(&[("sheet[posting][title]", "仓库搬运甲")]).await;
    let early = claim(&first, "claim-of-first").await;
    let second_gate = [("sheet[posting][title]", "仓库搬运乙"), ("sheet[posting][address]", "物流园 9 号门")];
    change(&second_gate).await;
    let late = claim(&second, "claim-of-second").await;
    // Whom to call is nothing of the work, and no change of it.
    change(&[&second_gate[..], &[("sheet[posting][contact_name]", "李")]].concat()).await;
    change(&[("sheet[posting][title]", "仓库搬运丙"), ("sheet[posting][pay_amount]", "27.5")]).await;
    let pack = async |whom: &Worker, claim: &str| {
        let fields = [("draft[of]", claim), ("draft[key]", "pack-key-1")];
        let made = service.call("/api/make_pack", &fields, &whom.cookie).await;
        assert_eq!(made.status, 200, "{}", made.body);
        let pack = between(&made.body, "/me/evidence/", "\"");
        let (_, file) = service.get_bytes(&format!("/evidence-files/{pack}"), &whom.cookie).await;
        let json: serde_json::Value = serde_json::from_slice(&file).expect("JSON");
        (json, service.get(&format!("/me/evidence/{pack}"), &whom.cookie).await.body)
    };
    let said = |work: &serde_json::Value| {
        let text = |name: &str| work[name].as_str().expect("a text").to_owned();
        (text("title"), text("address"), work["pay"]["amount"].as_i64().expect("a sum"))
    };
    let of = |title: &str, gate: u32, fen: i64| (title.to_owned(), format!("物流园 {gate} 号门"), fen);
    let (json, page) = pack(&first, &early).await;
    assert_eq!(said(&json["agreed"]), of("仓库搬运甲", 3, 2500), "{json}");
    let changes = json["changes"].as_array().expect("changes");
    let told: Vec<_> = changes.iter().map(|change| said(&change["work"])).collect();
    assert_eq!(told, [of("仓库搬运乙", 9, 2500), of("仓库搬运丙", 3, 2750)]);
    assert!(changes[0]["at"].as_i64() < changes[1]["at"].as_i64() && changes[1]["at"].as_i64() < json["made"].as_i64());
    for said in ["占座后的改动", "仓库搬运甲", "仓库搬运乙", "27.5 元/小时", "物流园 9 号门"] {
        assert!(page.contains(said), "{said} is not on the page: {page}");
    }
    let (json, _) = pack(&second, &late).await;
    assert_eq!(said(&json["agreed"]), of("仓库搬运乙", 9, 2500), "{json}");
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(1), "{json}");
}
