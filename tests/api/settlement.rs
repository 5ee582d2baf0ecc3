//! Wages: worked out from the hours, paid in parts, corrected, answered by the worker; the ledger and its file.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use domain::when::Moment;
use support::{Answer, Engine, TestService, Worker};

use crate::{
    access::between,
    attachment::{PNG, upload},
    attendance::Day,
};

crate::on_both!(
    wages_are_paid_in_parts_corrected_and_answered,
    corrected_hours_change_what_is_owed,
    the_same_payment_sent_again_or_at_once_counts_once,
    the_ledger_has_the_columns_of_the_law,
    nobody_else_reads_or_writes_wages,
);

/// A day whose worker has worked all of it: 200 yuan are owed.
async fn worked(engine: Engine) -> Day {
    let day = Day::with(TestService::start(engine).await, |wanted| wanted).await;
    day.service.pass(9 * Moment::HOUR);
    let (start, end) = (day.clock(0).await, day.clock(480).await);
    assert_eq!(day.record(&[("draft[begun]", &start), ("draft[ended]", &end)]).await.status, 200);
    day
}

async fn pay(day: &Day, who: &Worker, key: &str, fields: &[(&str, &str)], proof: &[u8]) -> Answer {
    let mut all = vec![("draft[claim]", day.claim.as_str()), ("draft[key]", key), ("draft[method]", "cash")];
    all.extend(fields);
    upload(&day.service, "/upload/payment", &who.cookie, &all, if proof.is_empty() { "" } else { "证.png" }, proof)
        .await
}

async fn answer(day: &Day, what: &str) -> u16 {
    let fields = [("draft[claim]", day.claim.as_str()), ("draft[answer]", what)];
    day.service.call("/api/answer_wages", &fields, &day.worker.cookie).await.status
}

async fn ledger(day: &Day) -> String {
    let page = day.service.get(&format!("/me/organisations/{}/ledger", day.organisation), &day.owner.cookie).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page.body
}

/// The sums of a page: owed, paid, open.
fn sums(page: &str) -> [String; 3] {
    ["owed", "paid", "open"].map(|key| {
        let sum = page.split(&format!("data-sum=\"{key}\">")).nth(1).unwrap_or_default();
        sum.split(' ').next().unwrap_or_default().to_owned()
    })
}

async fn wages_are_paid_in_parts_corrected_and_answered(engine: Engine) {
    let day = worked(engine).await;
    assert_eq!(sums(&day.mine().await), ["200", "0", "200"]);
    assert!(day.mine().await.contains("data-standing=\"due\""));
    assert_eq!(answer(&day, "received").await, 409, "nothing was paid, and it is not due");
    let wrong = pay(&day, &day.owner, "payment-0", &[("draft[sum]", "much")], &[]).await;
    assert!(wrong.status == 422 && wrong.body.contains("NotASum"), "{}", wrong.body);
    let no_file = pay(&day, &day.owner, "payment-0", &[("draft[sum]", "1")], b"GIF89a").await;
    assert!(no_file.status == 422 && no_file.body.contains("NotAPicture"), "{}", no_file.body);
    assert_eq!(pay(&day, &day.owner, "payment-1", &[("draft[sum]", "120.5")], PNG).await.status, 200);
    let mine = day.mine().await;
    assert_eq!(sums(&mine), ["200", "120.5", "79.5"]);
    assert_eq!(day.state().await, "checked_out", "a part of it settles nothing");
    let proof = between(&mine, "/payment-files/", "\"");
    let (status, bytes) = day.service.get_bytes(&format!("/payment-files/{proof}"), &day.worker.cookie).await;
    assert_eq!((status, bytes.as_slice()), (200, PNG));
    let stranger = day.service.workers(1).await.remove(0);
    assert_eq!(day.service.get(&format!("/payment-files/{proof}"), &stranger.cookie).await.status, 404);
    assert_eq!(day.service.get(&format!("/payment-files/{proof}"), "").await.status, 401);
    assert_eq!(pay(&day, &day.owner, "payment-2", &[("draft[sum]", "79.50")], &[]).await.status, 200);
    assert_eq!(day.state().await, "settled");
    assert!(day.told(&day.worker).await.contains("单位记了工钱已付"));
    // It did not come: the claim is open again, and the employer is told.
    assert_eq!(answer(&day, "short").await, 200);
    assert_eq!(answer(&day, "short").await, 200);
    assert_eq!(day.state().await, "checked_out");
    assert!(ledger(&day).await.contains("data-standing=\"disputed\""));
    assert_eq!(day.told(&day.owner).await.matches("<h2>有人说工钱没收到或不够").count(), 1);
    // A correction is a row of its own, and cannot take back more than there is.
    let correct = |sum| [("draft[sum]", sum), ("draft[correction]", "yes"), ("draft[note]", "转错了人")];
    let more = pay(&day, &day.owner, "payment-3", &correct("200.01"), &[]).await;
    assert!(more.status == 422 && more.body.contains("MoreThanPaid"), "{}", more.body);
    assert_eq!(pay(&day, &day.owner, "payment-4", &correct("79.5"), &[]).await.status, 200);
    assert_eq!(day.state().await, "checked_out");
    let mine = day.mine().await;
    assert_eq!(sums(&mine), ["200", "120.5", "79.5"]);
    assert!(mine.contains("转错了人") && mine.contains("-79.5"), "{mine}");
    assert_eq!(pay(&day, &day.owner, "payment-5", &[("draft[sum]", "79.5")], &[]).await.status, 200);
    assert_eq!(answer(&day, "received").await, 200);
    assert_eq!(day.state().await, "settled");
    assert!(ledger(&day).await.contains("data-standing=\"received\""));
    let slip = day.service.get(&format!("/me/shifts/{}/slip", day.claim), &day.worker.cookie).await;
    assert!(slip.status == 200 && slip.body.contains("200 元") && slip.body.contains("示例"), "{}", slip.body);
    let copy = day.service.get("/me/data.json", &day.worker.cookie).await.body;
    assert!(copy.contains("转错了人") && copy.contains("\"settlement\"") && !copy.contains("\"written_by\""), "{copy}");
}

async fn corrected_hours_change_what_is_owed(engine: Engine) {
    let day = worked(engine).await;
    assert_eq!(pay(&day, &day.owner, "payment-1", &[("draft[sum]", "200")], &[]).await.status, 200);
    assert_eq!(day.state().await, "settled");
    let later = day.clock(510).await;
    assert_eq!(day.record(&[("draft[ended]", &later), ("draft[reason]", "加班半小时")]).await.status, 200);
    assert_eq!(sums(&day.mine().await), ["212.5", "200", "12.5"]);
    assert_eq!(day.state().await, "checked_out", "something is owed again");
    let earlier = day.clock(420).await;
    assert_eq!(day.record(&[("draft[ended]", &earlier), ("draft[reason]", "记错了")]).await.status, 200);
    assert_eq!(day.state().await, "settled");
    assert!(day.mine().await.contains("data-sum=\"over\">25 "), "{}", day.mine().await);
    // Shown by code, wages are worked out at once.
    let coded = Day::begin(engine).await;
    coded.service.pass(30 * Moment::MINUTE);
    let code = coded.code().await;
    assert_eq!(coded.check("in", &code, None).await.status, 200);
    coded.service.pass(8 * Moment::HOUR);
    let code = coded.code().await;
    assert_eq!(coded.check("out", &code, None).await.status, 200);
    assert_eq!(sums(&coded.mine().await)[0], "200");
}

async fn the_same_payment_sent_again_or_at_once_counts_once(engine: Engine) {
    let day = worked(engine).await;
    let sum = [("draft[sum]", "50")];
    let answers = futures::future::join_all((0..5).map(|_| pay(&day, &day.owner, "payment-1", &sum, &[]))).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    assert_eq!(sums(&day.mine().await), ["200", "50", "150"]);
    let keys: Vec<String> = (0..6).map(|at| format!("payment-at-once-{at}")).collect();
    let answers = futures::future::join_all(keys.iter().map(|key| pay(&day, &day.owner, key, &sum, &[]))).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    assert_eq!(sums(&day.mine().await)[1], "350");
    assert_eq!(day.state().await, "settled");
}

async fn the_ledger_has_the_columns_of_the_law(engine: Engine) {
    let day = worked(engine).await;
    assert_eq!(pay(&day, &day.owner, "payment-1", &[("draft[sum]", "120.05")], &[]).await.status, 200);
    assert_eq!(answer(&day, "received").await, 200);
    let page = ledger(&day).await;
    assert_eq!(sums(&page), ["200", "120.05", "79.95"]);
    assert!(page.contains("****") && !page.contains("1500000"), "a phone is masked: {page}");
    let file = format!("/me/organisations/{}/ledger.xlsx", day.organisation);
    let (status, bytes) = day.service.get_bytes(&file, &day.owner.cookie).await;
    assert_eq!(status, 200);
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("readable");
    let heads: Vec<String> = sheet.rows().next().expect("a head").iter().map(ToString::to_string).collect();
    for head in [
        "用人单位",
        "支付周期",
        "支付日期",
        "姓名",
        "身份证号",
        "联系方式",
        "工作时间（分钟）",
        "应发（元）",
        "代扣代缴和扣除（元）",
        "实发（元）",
        "签收",
    ] {
        assert!(heads.iter().any(|known| known == head), "{head} in {heads:?}");
    }
    let row: Vec<&Data> = sheet.rows().nth(1).expect("a row").iter().collect();
    let at = |head: &str| row[heads.iter().position(|known| known == head).expect("a column")];
    assert_eq!((at("应发（元）"), at("实发（元）")), (&Data::Float(200.0), &Data::Float(120.05)));
    assert!(at("联系方式").to_string().starts_with("15") && at("签收").to_string().starts_with("收到了"));
    let empty = format!("/me/organisations/{}/ledger?from=2020-01-01&to=2020-01-31", day.organisation);
    assert!(day.service.get(&empty, &day.owner.cookie).await.body.contains("这段时间没有要付的工钱"));
    let wrong = format!("/me/organisations/{}/ledger?from=soon", day.organisation);
    assert!(day.service.get(&wrong, &day.owner.cookie).await.body.contains("日期不对"));
}

async fn nobody_else_reads_or_writes_wages(engine: Engine) {
    let day = worked(engine).await;
    let people = day.service.workers(1).await;
    let stranger = &people[0];
    let at = format!("/me/organisations/{}", day.organisation);
    for path in [format!("{at}/ledger"), format!("{at}/ledger.xlsx"), format!("/me/shifts/{}/slip", day.claim)] {
        assert_eq!(day.service.get(&path, &stranger.cookie).await.status, 404, "{path}");
        assert_eq!(day.service.get(&path, "").await.status, 401, "{path}");
    }
    for who in [stranger, &day.worker] {
        assert_eq!(pay(&day, who, "payment-1", &[("draft[sum]", "5")], PNG).await.status, 404);
    }
    let fields = [("draft[claim]", day.claim.as_str()), ("draft[answer]", "received")];
    for who in [stranger, &day.owner] {
        assert_eq!(day.service.call("/api/answer_wages", &fields, &who.cookie).await.status, 404);
    }
    assert_eq!(sums(&day.mine().await), ["200", "0", "200"]);
}
