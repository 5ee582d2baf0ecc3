//! Personal data at rest: found nowhere in the raw storage, bound to its place, and sealed anew while the service goes on.

use std::{path::Path, process::Command};

use domain::{identity::StaffRole, when::Moment};
use server::store::{Column, Engine as On, Key, KeyRing, Store, sealed_by};
use support::{
    Database, Engine, Process, TestService, Worker,
    rows::{self, Wanted},
};

use crate::{
    attachment::{EDGE, PNG, body},
    identity::sign_in,
};

crate::on_both!(
    personal_data_is_nowhere_in_the_raw_storage,
    personal_data_is_nowhere_in_the_log,
    a_swapped_value_is_refused_and_nobody_sees_it,
    keys_are_rotated_while_people_write,
    without_its_keys_a_database_is_not_opened,
);

const PHONE: &str = "13912345678";
const NAME: &str = "欧阳示例人";

/// Says who somebody is.
async fn save_name(service: &TestService, cookie: &str, name: &str) {
    let fields = [("draft[name]", name), ("draft[birth]", "1987-06-05"), ("draft[next]", "/me")];
    let answer = service.call("/api/save_profile", &fields, cookie).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// Every byte of the storage: the files of SQLite, the rows of every table of PostgreSQL with bytes as they are.
pub async fn raw(service: &TestService) -> Vec<u8> {
    if let Some(path) = service.database_url().strip_prefix("sqlite:") {
        let folder = Path::new(path).parent().expect("a folder");
        let files = std::fs::read_dir(folder).expect("the folder").map(|file| file.expect("a file").path());
        return files.flat_map(|file| std::fs::read(file).expect("its bytes")).collect();
    }
    let mut db = service.store.read().await.expect("a connection");
    let On::Postgres(c) = db.engine() else { unreachable!("only SQLite and PostgreSQL") };
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'")
            .fetch_all(&mut *c)
            .await
            .expect("the tables");
    let mut all = Vec::new();
    for table in tables {
        let sql = sqlx::AssertSqlSafe(format!("SELECT encode(textsend(t::text), 'escape') FROM {table} t"));
        let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *c).await.expect("its rows");
        // Bytes are printed in hexadecimal; both readings are searched.
        for row in rows {
            all.extend_from_slice(row.as_bytes());
            all.extend(unhex(&row));
        }
    }
    all
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(16)).collect();
    digits.chunks_exact(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).expect("a byte")).collect()
}

/// Whether those bytes hold a text, as it is or as PostgreSQL prints it.
pub fn holds(all: &[u8], text: &str) -> bool {
    let escaped: String =
        text.bytes().map(|b| if b < 128 { char::from(b).to_string() } else { format!("\\{b:03o}") }).collect();
    [text, &escaped].iter().any(|text| all.windows(text.len()).any(|part| part == text.as_bytes()))
}

async fn personal_data_is_nowhere_in_the_raw_storage(engine: Engine) {
    let service = TestService::start(engine).await;
    let cookie = sign_in(&service, PHONE).await;
    save_name(&service, &cookie, NAME).await;
    let page = service.get("/me/profile", &cookie).await.body;
    assert!(page.contains(NAME) && page.contains("1987-06-05"), "their own page shows it");
    rows::shift(&service.store, Wanted::at(Moment(service.now().0 + Moment::DAY))).await;
    let all = raw(&service).await;
    let plain = ["profile.saved", "卸货、码垛"].iter().all(|words| holds(&all, words));
    assert!(plain, "the search does not find what is there in plain words");
    for secret in [PHONE, &PHONE[3..], NAME, "欧阳", "1987-06-05", "13800000000", "示例联系人"] {
        assert!(!holds(&all, secret), "{secret} is found in the raw storage");
    }
}

/// The name of a form, the cookie of whoever sends it, its fields.
type Form<'a> = (&'a str, &'a str, Vec<(&'a str, &'a str)>);

/// Everything that personal data is typed into, rightly and wrongly, against a program that logs all it can.
async fn personal_data_is_nowhere_in_the_log(engine: Engine) {
    const NUMBER: &str = "11010519491231002X";
    let service = TestService::start(engine).await;
    let person = service.resident(PHONE, "510681001").await;
    let (auditor, operator) =
        (service.staff(StaffRole::Auditor, "510681").await, service.staff(StaffRole::Operator, "510681").await);
    let program = Process::logging(service.database_url(), "debug").await;
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let forms: [Form; 9] = [
        ("request_code", "", vec![("draft[phone]", PHONE)]),
        ("sign_in", "", vec![("draft[phone]", PHONE), ("draft[code]", "000000"), ("draft[ticket]", "none")]),
        ("staff_sign_in", "", vec![("draft[phone]", PHONE), ("draft[password]", NAME), ("draft[code]", "000000")]),
        ("save_profile", &person.cookie, vec![("draft[name]", NAME), ("draft[birth]", "1987-06-05")]),
        ("save_profile", &person.cookie, vec![("draft[name]", NAME), ("draft[birth]", "1987-06-35")]),
        (
            "save_organisation",
            &person.cookie,
            vec![("draft[kind]", "household"), ("draft[name]", NAME), ("draft[contact_phone]", PHONE)],
        ),
        ("find_person", &operator.cookie, vec![("phone", PHONE)]),
        ("act_for", &operator.cookie, vec![("draft[phone]", PHONE), ("draft[reason]", NAME)]),
        ("find_in_trail", &auditor.cookie, vec![("draft[who]", PHONE)]),
    ];
    for (name, cookie, fields) in forms {
        for accept in ["text/html", "application/json"] {
            let request = client.post(format!("{}/api/{name}", program.url)).form(&fields);
            let answer = request.header("cookie", cookie).header("accept", accept).send().await.expect("an answer");
            assert!(answer.status().as_u16() < 500, "{name}: {}", answer.status());
            let address = answer.headers().get("location").map_or("", |to| to.to_str().expect("an address"));
            assert!(![PHONE, NAME, "1987"].iter().any(|value| address.contains(value)), "{name} leads to {address}");
        }
    }
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let card = body(&[("draft[name]", NAME), ("draft[number]", NUMBER)], "证.png", PNG);
    let request = client.post(format!("{}/upload/real-name", program.url)).header("content-type", kind).body(card);
    let answer = request.header("cookie", &person.cookie).header("accept", "application/json").send().await;
    assert_eq!(answer.expect("an answer").status(), 200);
    let log = program.log();
    assert!(holds(&log, "/api/save_profile") || holds(&log, "an SMS"), "it has logged nothing of this");
    for secret in [PHONE, NAME, "1987-06-05", "1987-06-35", NUMBER, &person.cookie["session=".len()..]] {
        assert!(!holds(&log, secret), "{secret} is in the log");
    }
}

async fn a_swapped_value_is_refused_and_nobody_sees_it(engine: Engine) {
    let service = TestService::start(engine).await;
    let people = service.workers(2).await;
    let [first, second] = &people[..] else { unreachable!("two") };
    save_name(&service, &first.cookie, NAME).await;
    let stolen = sealed(&service.store, Column::NAME, first.account.into()).await;
    put(&service.store, second.account.into(), stolen).await;
    let page = service.get("/me/profile", &second.cookie).await;
    assert_eq!(page.status, 503);
    assert!(!page.body.contains(NAME), "another person's name is shown");
    assert_eq!(service.get("/me/profile", &first.cookie).await.status, 200);
}

async fn sealed(store: &Store, column: Column, row: Key) -> Vec<u8> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT {} FROM {} WHERE {} = $1", column.name, column.table, column.row));
    let mut db = store.read().await.expect("a connection");
    match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(sql).bind(row).fetch_one(c).await.expect("a value"),
        On::Postgres(c) => sqlx::query_scalar(sql).bind(row).fetch_one(c).await.expect("a value"),
    }
}

async fn put(store: &Store, account: Key, value: Vec<u8>) {
    const SQL: &str = "UPDATE worker SET name = $2 WHERE account_id = $1";
    let written = store.write::<_, (), _>(move |db| {
        let value = value.clone();
        Box::pin(async move {
            match db.engine() {
                On::Sqlite(c) => sqlx::query(SQL).bind(account).bind(value).execute(c).await.map(drop)?,
                On::Postgres(c) => sqlx::query(SQL).bind(account).bind(value).execute(c).await.map(drop)?,
            }
            Ok(())
        })
    });
    written.await.expect("written");
}

async fn keys_are_rotated_while_people_write(engine: Engine) {
    let database = Database::create(engine).await;
    let folder = std::env::temp_dir().join(format!("gongyi-rotation-{}", uuid::Uuid::now_v7()));
    let file = folder.join("keys.toml");
    let ring = KeyRing::create(&file).expect("keys");
    let service = TestService::with_keys(&database.url, file.clone()).await;
    let people = service.workers(40).await.into_iter().enumerate().map(|(n, worker)| (worker, format!("后来{n}")));
    let people: Vec<(Worker, String)> = people.collect();
    // Names are written all the time while every value is sealed anew.
    let ((), rotated) = tokio::join!(
        async {
            for (worker, name) in &people {
                save_name(&service, &worker.cookie, name).await;
            }
        },
        async {
            ring.add_key().expect("a key");
            Store::open(&database.url, ring.clone()).await.expect("the storage").reseal().await.expect("sealed anew")
        }
    );
    assert!(rotated.values > 0, "nothing was sealed anew");
    // The service learns of the key; then nothing is left of the old one.
    service.store.keys().reload().expect("the keys");
    service.store.reseal().await.expect("sealed anew");
    for (worker, name) in &people {
        let value = sealed(&service.store, Column::NAME, worker.account.into()).await;
        let opened = service.store.keys().open(Column::NAME, worker.account.0, &value).expect("it opens");
        assert_eq!(opened, *name, "a name that was written meanwhile is lost");
        for column in [Column::PHONE, Column::NAME, Column::BIRTH] {
            let value = sealed(&service.store, column, worker.account.into()).await;
            assert_eq!(sealed_by(&value), Some(2), "{} has the old key", column.name);
        }
    }
    assert_eq!(service.store.reseal().await.expect("nothing to do").values, 0);
    std::fs::remove_dir_all(folder).expect("removed");
}

async fn without_its_keys_a_database_is_not_opened(engine: Engine) {
    let service = TestService::start(engine).await;
    sign_in(&service, PHONE).await;
    let folder = std::env::temp_dir().join(format!("gongyi-no-keys-{}", uuid::Uuid::now_v7()));
    let file = folder.join("keys.toml");
    let program = support::program();
    let mut migrate = Command::new(program);
    migrate.arg("migrate").env("GONGYI_DATABASE_URL", service.database_url()).env("GONGYI_KEYS_FILE", &file);
    let refused = migrate.output().expect("the program");
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is missing"), "{refused:?}");
    assert!(!file.exists(), "keys that open nothing were left behind");
    std::fs::remove_dir_all(folder).expect("removed");
}
