//! The field matrix: every value that says who somebody is, or that opens something, × everybody who may ask × every
//! address that can be read. The table beside this file names the addresses that show a value whole; wherever else it
//! stands in an answer, HTML or JSON, is a fault. Nobody of another county's staff sees any of it.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Client;
use server::store::{Column, Engine as On, Key};
use support::{Engine, TestService, Worker};

use crate::{
    access::{Objects, Row, ask, askers, between, table},
    organisation,
};

crate::on_both!(values_are_shown_where_the_table_says);

/// What a body may name, so that the world has one of each.
const EVERYTHING: &str = "<shift> <claim> <session> <token> <message> <policy> <organisation> <file> <invitation> <secret> real-name <work done> <case> <pack> <rating>";

async fn phone_of(service: &TestService, whom: &Worker) -> String {
    const SQL: &str = "SELECT phone FROM account WHERE id = $1";
    let mut db = service.store.read().await.expect("a connection");
    let sealed: Vec<u8> = match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(SQL).bind(Key::from(whom.account)).fetch_one(c).await.expect("a row"),
        On::Postgres(c) => sqlx::query_scalar(SQL).bind(Key::from(whom.account)).fetch_one(c).await.expect("a row"),
    };
    db.keys().open(Column::PHONE, whom.account.0, &sealed).expect("their phone")
}

/// Gives somebody of the staff a name that nobody else has.
async fn rename(service: &TestService, whom: &Worker, name: &'static str) {
    const SQL: &str = "UPDATE staff SET name = $2 WHERE account_id = $1";
    let account = whom.account;
    let written = service.store.write::<_, (), _>(move |db| {
        Box::pin(async move {
            let sealed = db.keys().seal(Column::STAFF_NAME, account.0, name).map_err(sqlx::Error::from)?;
            match db.engine() {
                On::Sqlite(c) => sqlx::query(SQL).bind(Key::from(account)).bind(sealed).execute(c).await.map(drop),
                On::Postgres(c) => sqlx::query(SQL).bind(Key::from(account)).bind(sealed).execute(c).await.map(drop),
            }?;
            Ok(())
        })
    });
    written.await.expect("another name");
}

/// One of everything, and the values to look for, by their names in the table.
async fn world(service: &TestService) -> (Objects, Vec<(&'static str, String)>) {
    let row = Row { address: "/console/organisation/".to_owned(), body: EVERYTHING.to_owned(), cells: Vec::new() };
    let objects = Objects::fresh(service, &row).await;
    let (owner, colleague) = (&objects.owner, &objects.colleague);
    let profile = [("draft[name]", "司徒示例人"), ("draft[birth]", "1991-02-28"), ("draft[home]", "510681001")];
    assert_eq!(service.call("/api/save_profile", &profile, &owner.cookie).await.status, 200);
    organisation::register_household(service, owner, "上官示例住户").await;
    rename(service, colleague, "尉迟示例").await;
    let person = owner.account.to_string();
    let reveal = [("draft[account]", person.as_str()), ("draft[reason]", "核对示例缘由")];
    assert_eq!(service.call("/api/reveal_person", &reveal, &colleague.cookie).await.status, 200);
    assert_eq!(service.call("/api/renew_feed", &[], &owner.cookie).await.status, 200);
    let mine = service.get("/me/shifts", &owner.cookie).await.body;
    let feed = between(&mine, "/calendar/", ".ics");
    let values = vec![
        ("person.phone", objects.phone.clone()),
        ("person.name", "司徒示例人".to_owned()),
        ("person.birth", "1991-02-28".to_owned()),
        ("person.session", owner.cookie.replace("session=", "")),
        ("person.feed", feed),
        ("real_name.name", "欧阳小工".to_owned()),
        ("real_name.number", "11010519491231002X".to_owned()),
        ("organisation.contact_name", "赵联系".to_owned()),
        ("organisation.contact_phone", "13911112222".to_owned()),
        ("organisation.full_name", "上官示例住户".to_owned()),
        ("posting.contact_name", "示例联系人".to_owned()),
        ("posting.contact_phone", "13800000000".to_owned()),
        ("attachment.name", "照.png".to_owned()),
        ("attachment.bytes", "PNG\r\n\u{1a}".to_owned()),
        ("staff.phone", phone_of(service, colleague).await),
        ("staff.name", "尉迟示例".to_owned()),
        ("audit.reason", "核对示例缘由".to_owned()),
        ("case.words", "示例经过缘由".to_owned()),
        ("rating.words", "示例附言加微信".to_owned()),
    ];
    (objects, values)
}

/// The addresses that can be read: pages, files, and what the pages' script asks. Live answers go on for ever, and tell
/// of seats alone.
fn readable() -> Vec<Row> {
    let reads = |row: &Row| {
        let writes =
            row.address.starts_with("/upload/") || row.address.starts_with("/api/") && !row.body.starts_with('{');
        !writes && !row.address.starts_with("/live/")
    };
    table().into_iter().filter(reads).collect()
}

/// Where each value was seen by each kind of asker.
type Seen = BTreeMap<(String, String), BTreeSet<String>>;

async fn look(service: &TestService, objects: &Objects, values: &[(&str, String)], caller: &str) -> Seen {
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let mut seen = Seen::new();
    for (n, (cookie, _)) in askers(service, objects, caller, "").await.into_iter().enumerate() {
        let asker = if n > 0 { format!("{caller} of another county") } else { caller.to_owned() };
        for row in readable() {
            let answer = ask(&client, &service.url, objects, &row, &cookie).await;
            let body = String::from_utf8_lossy(&answer.bytes().await.expect("a body")).into_owned();
            for (field, value) in values.iter().filter(|(_, value)| body.contains(value.as_str())) {
                assert!(!value.is_empty(), "{field} is not there");
                seen.entry(((*field).to_owned(), asker.clone())).or_default().insert(row.address.clone());
            }
        }
    }
    seen
}

fn wanted() -> Seen {
    let mut reader = csv::Reader::from_reader(include_bytes!("fields.csv").as_slice());
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| {
        let addresses = row[2].split_whitespace().map(str::to_owned).collect();
        ((row[0].to_owned(), row[1].to_owned()), addresses)
    })
    .collect()
}

async fn values_are_shown_where_the_table_says(engine: Engine) {
    let service = TestService::start(engine).await;
    let (objects, values) = world(&service).await;
    let callers: Vec<String> = table()[0].cells.iter().map(|(caller, _)| caller.clone()).collect();
    let mut seen = Seen::new();
    for caller in &callers {
        seen.extend(look(&service, &objects, &values, caller).await);
    }
    let (wanted, none) = (wanted(), BTreeSet::new());
    let cells: BTreeSet<_> = wanted.keys().chain(seen.keys()).collect();
    let wrong: Vec<String> = cells
        .into_iter()
        .filter_map(|cell| {
            let (wanted, seen) = (wanted.get(cell).unwrap_or(&none), seen.get(cell).unwrap_or(&none));
            let (more, less): (Vec<_>, Vec<_>) = (seen.difference(wanted).collect(), wanted.difference(seen).collect());
            let fault = !more.is_empty() || !less.is_empty();
            fault.then(|| format!("{},{}: shown at {more:?}, and not at {less:?}", cell.0, cell.1))
        })
        .collect();
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
