//! A database for one test, on either engine, gone afterwards.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use server::store::KeyRing;
use sqlx::{Connection, Executor, PgConnection};

/// Which engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file in the folder for temporary files.
    Sqlite,
    /// A database of the server that `GONGYI_TEST_POSTGRES_URL` names.
    Postgres,
}

/// An empty database.
pub struct Database {
    /// Its address.
    pub url: String,
    keep: Keep,
}

enum Keep {
    Folder(PathBuf),
    Name { admin: String, name: String },
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Database {
    /// Makes one.
    ///
    /// # Panics
    /// If it cannot be made; for PostgreSQL, if `GONGYI_TEST_POSTGRES_URL` is not set: a test must not pass unseen.
    pub async fn create(engine: Engine) -> Self {
        let name = format!("gongyi_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        match engine {
            Engine::Sqlite => {
                let folder = std::env::temp_dir().join(&name);
                std::fs::create_dir_all(&folder).expect("a folder for the database");
                Self { url: format!("sqlite:{}", folder.join("gongyi.db").display()), keep: Keep::Folder(folder) }
            }
            Engine::Postgres => {
                let admin = std::env::var("GONGYI_TEST_POSTGRES_URL")
                    .expect("GONGYI_TEST_POSTGRES_URL: the address of a PostgreSQL for tests (`make test` finds one)");
                let mut connection = PgConnection::connect(&admin).await.expect("the PostgreSQL for tests");
                let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
                connection.execute(create).await.expect("a database for this test");
                let (start, _) = admin.rsplit_once('/').expect("an address with a database");
                Self { url: format!("{start}/{name}"), keep: Keep::Name { admin, name } }
            }
        }
    }
}

/// The file with the keys of the tests' personal data: one for all, so that several services can share a database.
///
/// # Panics
/// If it can neither be read nor made.
pub fn keys_file() -> PathBuf {
    // The clients of the tests would not start without.
    server::attachment::choose_cryptography();
    let file = std::env::temp_dir().join("gongyi_test_keys.toml");
    if KeyRing::load(&file).expect("the keys of the tests").is_none() {
        KeyRing::create(&file).expect("keys for the tests");
    }
    file
}

/// Those keys.
///
/// # Panics
/// If they can neither be read nor made.
pub fn keys() -> KeyRing {
    KeyRing::load(&keys_file()).expect("the keys of the tests").expect("a file")
}

/// The folder for the files of a service on this database, the same for all that share it.
pub fn data_dir(url: &str) -> PathBuf {
    let name: String = url.chars().filter(char::is_ascii_alphanumeric).collect();
    std::env::temp_dir().join(format!("gongyi_data_{name}"))
}

impl Drop for Database {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(data_dir(&self.url)));
        match &self.keep {
            Keep::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Keep::Name { admin, name } => {
                let (admin, name) = (admin.clone(), name.clone());
                // A test's own runtime is ending; this needs one more moment of another.
                let dropped = std::thread::spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                    runtime.expect("a runtime").block_on(async {
                        let mut connection = PgConnection::connect(&admin).await?;
                        let drop = sqlx::AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
                        connection.execute(drop).await
                    })
                });
                drop(dropped.join());
            }
        }
    }
}
