//! One's own data: a copy of all of it, who may act for one, and the end of an account.

use std::collections::BTreeSet;

use domain::{identity::StaffRole, when::Moment};
use server::{
    identity::privacy::{NOT_OWNED, OWNED},
    store::Engine as On,
};
use support::{
    Engine, TestService,
    rows::{self, Wanted},
};

crate::on_both!(
    a_copy_holds_everything_and_no_secret,
    every_table_that_speaks_of_an_account_is_known,
    a_deleted_account_is_nobodys_and_stays_counted,
    who_forbids_it_is_not_acted_for,
);

const PHONE: &str = "13812341234";

async fn a_copy_holds_everything_and_no_secret(engine: Engine) {
    let service = TestService::start(engine).await;
    let cookie = crate::identity::sign_in(&service, PHONE).await;
    let fields = [("draft[name]", "欧阳小工"), ("draft[birth]", "1990-01-31"), ("draft[home]", "510681001")];
    assert_eq!(service.call("/api/save_profile", &fields, &cookie).await.status, 200);
    let copy = service.get("/me/data.json", &cookie).await;
    assert_eq!(copy.status, 200, "{}", copy.body);
    let json: serde_json::Value = serde_json::from_str(&copy.body).expect("JSON");
    let tables = &json["tables"];
    assert_eq!(tables["account"][0]["phone"], PHONE);
    assert_eq!(tables["worker"][0]["name"], "欧阳小工");
    assert_eq!(tables["worker"][0]["birth"], "1990-01-31");
    assert_eq!(tables["consent"][0]["topic"], "notice");
    assert_eq!(tables["session"].as_array().map(Vec::len), Some(1));
    assert!(tables["session"][0]["created_at"].as_str().is_some_and(|at| at.ends_with("+08:00")));
    let done: Vec<_> = tables["audit"].as_array().into_iter().flatten().map(|row| row["action"].clone()).collect();
    assert!(done.contains(&"data.copied".into()) && done.contains(&"profile.saved".into()), "{done:?}");
    for secret in ["token_hash", "phone_index", "mark", "feed"] {
        assert!(!copy.body.contains(&format!("\"{secret}\"")), "{secret} in {}", copy.body);
    }
}

/// Table and column of every reference to an account, or to a table whose key is an account's.
async fn references(service: &TestService) -> BTreeSet<(String, String)> {
    const SQLITE: &str = "SELECT t.name, f.\"from\" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f \
                          WHERE t.schema = 'main' AND f.\"table\" IN ('account', 'worker', 'staff')";
    const POSTGRES: &str = "SELECT f.conrelid::regclass::text, a.attname::text FROM pg_constraint f \
                            JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1] \
                            WHERE f.contype = 'f' AND f.confrelid::regclass::text IN ('account', 'worker', 'staff')";
    let mut db = service.store.read().await.expect("a connection");
    let rows: Vec<(String, String)> = match db.engine() {
        On::Sqlite(c) => sqlx::query_as(SQLITE).fetch_all(c).await.expect("the references"),
        On::Postgres(c) => sqlx::query_as(POSTGRES).fetch_all(c).await.expect("the references"),
    };
    rows.into_iter().collect()
}

async fn every_table_that_speaks_of_an_account_is_known(engine: Engine) {
    let service = TestService::start(engine).await;
    let owned = OWNED.iter().map(|owned| (owned.table.to_owned(), owned.by.to_owned()));
    let not = NOT_OWNED.iter().map(|(table, by, _)| ((*table).to_owned(), (*by).to_owned()));
    let known: BTreeSet<_> = owned.chain(not).collect();
    let there = references(&service).await;
    assert!(there.len() >= 6, "the references are not found any more: {there:?}");
    let unknown: Vec<_> = there.difference(&known).collect();
    assert!(unknown.is_empty(), "is this somebody's own data? say so in server/src/identity/privacy: {unknown:?}");
}

async fn delete(service: &TestService, cookie: &str, phone: &str) -> support::Answer {
    service.call("/api/delete_account", &[("draft[phone]", phone)], cookie).await
}

async fn a_deleted_account_is_nobodys_and_stays_counted(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.resident(PHONE, "510681001").await;
    let shift = rows::shift(&service.store, Wanted::at(Moment(service.now().0 + Moment::DAY))).await;
    assert_eq!(service.claim(&worker, shift, "claim-key", false).await.status, 200);
    let holding = delete(&service, &worker.cookie, PHONE).await;
    assert!(holding.status == 422 && holding.body.contains("StillHolding"), "{}", holding.body);
    service.pass(2 * Moment::DAY);
    assert!(delete(&service, &worker.cookie, "13912341234").await.body.contains("NotYourPhone"));
    let (one, two) = tokio::join!(delete(&service, &worker.cookie, PHONE), delete(&service, &worker.cookie, PHONE));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert!(statuses[0] == 200 && matches!(statuses[1], 401 | 422), "{statuses:?}");
    assert_eq!(service.ask("/api/show_profile", "{}", &worker.cookie).await.status, 401, "signed out everywhere");
    // The claim stays counted, under an account that says nothing.
    let operator = service.staff(StaffRole::Operator, "510600").await;
    let person = service.get(&format!("/console/people/{}", worker.account), &operator.cookie).await;
    assert!(person.status == 200 && person.body.contains("<dd>1<"), "{}", person.body);
    assert!(!person.body.contains("138****1234") && !person.body.contains("示例"), "{}", person.body);
    // The phone is free for whoever has it next.
    let again = crate::identity::sign_in(&service, PHONE).await;
    let shifts = service.ask("/api/my_shifts", "{}", &again).await;
    assert!(shifts.status == 200 && !shifts.body.contains("仓库搬运"), "{}", shifts.body);
}

async fn who_forbids_it_is_not_acted_for(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.resident(PHONE, "510681001").await;
    let operator = service.staff(StaffRole::Operator, "510681").await;
    let act = [("draft[phone]", PHONE), ("draft[reason]", "不会用手机")];
    assert_eq!(service.call("/api/set_staff_help", &[("allowed", "no")], &worker.cookie).await.status, 200);
    let refused = service.call("/api/act_for", &act, &operator.cookie).await;
    assert!(refused.status == 422 && refused.body.contains("NoStaffHelp"), "{}", refused.body);
    let page = service.get("/me/privacy", &worker.cookie).await;
    assert!(page.body.contains("不可以。"), "{}", page.body);
    assert_eq!(service.call("/api/set_staff_help", &[("allowed", "yes")], &worker.cookie).await.status, 200);
    assert_eq!(service.call("/api/act_for", &act, &operator.cookie).await.status, 200);
}
