//! Storage, private to this crate: one SQL text for two engines, chosen at start from the database's URL.
//!
//! SQLite has one writer, which commits waiting commands together, and a pool of read-only connections. PostgreSQL has
//! a pool; a write is a transaction that is tried again when the engine asks for it.

mod columns;
mod dialect;
mod key;
mod keys;
mod many;
mod sealed;
mod sqlite;

use std::{convert::Infallible, time::Duration};

use domain::error::Refused;
use futures::future::BoxFuture;
use rand::RngExt;
use sqlx::{
    AssertSqlSafe, PgConnection, Postgres, Sqlite, SqliteConnection, Transaction,
    migrate::{MigrateError, Migrator},
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
};

pub use columns::Column;
pub use dialect::{Dialect, Words};
pub use key::Key;
pub use keys::{KeyError, KeyRing, hex, sealed_by};
pub use many::{Cell, insert_many};
pub use sealed::Resealed;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// How often a write is tried when PostgreSQL reports a conflict between transactions.
const ATTEMPTS: u32 = 12;

/// The database, and the keys of the personal data in it.
#[derive(Clone)]
pub struct Store {
    backend: Backend,
    keys: KeyRing,
}

/// Where it is.
#[derive(Clone)]
pub enum Backend {
    /// A file.
    Sqlite(sqlite::SqliteStore),
    /// A server, perhaps shared with other instances.
    Postgres(PgPool),
}

/// One connection, for reading or inside a write.
pub struct Db {
    connection: Connection,
    keys: KeyRing,
}

enum Connection {
    /// SQLite, for reading or the writer's own.
    Sqlite(PoolConnection<Sqlite>),
    /// PostgreSQL outside a transaction.
    Postgres(PoolConnection<Postgres>),
    /// PostgreSQL inside one.
    PostgresTransaction(Transaction<'static, Postgres>),
}

/// A connection as queries need it; made by `on_engine!`.
pub enum Engine<'a> {
    /// SQLite.
    Sqlite(&'a mut SqliteConnection),
    /// PostgreSQL.
    Postgres(&'a mut PgConnection),
}

/// Why a write was not done.
#[derive(Debug, thiserror::Error)]
pub enum Fault<E> {
    /// The storage failed.
    #[error("storage: {0}")]
    Store(#[from] sqlx::Error),
    /// The work itself said no; nothing was written.
    #[error("refused")]
    Refused(E),
}

impl Fault<Infallible> {
    /// The error of the storage, where the work itself refuses nothing.
    pub fn stored(self) -> sqlx::Error {
        match self {
            Self::Store(error) => error,
            Self::Refused(never) => match never {},
        }
    }
}

/// What a person is told when the storage fails; the log is told why.
pub fn unreachable(error: &sqlx::Error) -> Refused {
    tracing::error!(%error, "the storage could not be reached");
    Refused::Busy
}

/// What a person is told when a write was not done.
pub fn refused(fault: Fault<Refused>) -> Refused {
    match fault {
        Fault::Store(error) => unreachable(&error),
        Fault::Refused(refused) => refused,
    }
}

/// Writes a query body once: `on_engine!(db, connection => sqlx::query(…).execute(connection).await)` is type-checked
/// for both engines.
macro_rules! on_engine {
    ($db:expr, $connection:ident => $body:expr) => {
        match $db.engine() {
            $crate::store::Engine::Sqlite($connection) => $body,
            $crate::store::Engine::Postgres($connection) => $body,
        }
    };
}
pub(crate) use on_engine;

impl Db {
    /// The connection by engine.
    pub fn engine(&mut self) -> Engine<'_> {
        match &mut self.connection {
            Connection::Sqlite(connection) => Engine::Sqlite(connection),
            Connection::Postgres(connection) => Engine::Postgres(connection),
            Connection::PostgresTransaction(transaction) => Engine::Postgres(transaction),
        }
    }

    /// The SQL that differs between the engines.
    pub const fn dialect(&self) -> Dialect {
        match &self.connection {
            Connection::Sqlite(_) => Dialect::Sqlite,
            Connection::Postgres(_) | Connection::PostgresTransaction(_) => Dialect::Postgres,
        }
    }

    /// The keys of the personal data.
    pub const fn keys(&self) -> &KeyRing {
        &self.keys
    }
}

impl Store {
    /// Connects. `url` is `sqlite:` with a path, or `postgres:`. The schema is left as it is.
    pub async fn open(url: &str, keys: KeyRing) -> Result<Self, sqlx::Error> {
        if url.starts_with("sqlite:") {
            let backend = Backend::Sqlite(sqlite::SqliteStore::open(url, keys.clone()).await?);
            return Ok(Self { backend, keys });
        }
        let options: PgConnectOptions = url.parse()?;
        // A plan for any values would be made for a filter that leaves most rows; the search knows better.
        let settings = [("statement_timeout", "5000"), ("jit", "off"), ("plan_cache_mode", "force_custom_plan")];
        let options = options.options(settings);
        let pool = PgPoolOptions::new().max_connections(20).acquire_timeout(Duration::from_secs(5));
        Ok(Self { backend: Backend::Postgres(pool.connect_with(options).await?), keys })
    }

    /// Where it is.
    pub const fn backend(&self) -> &Backend {
        &self.backend
    }

    /// The keys of the personal data.
    pub const fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// Brings the schema to this program's version. Refuses a schema that is newer than this program.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        match &self.backend {
            Backend::Sqlite(store) => SQLITE.run(store.writer_pool()).await,
            Backend::Postgres(pool) => POSTGRES.run(pool).await,
        }
    }

    /// How many migrations are still to be run; an error if the schema is newer than this program.
    pub async fn pending_migrations(&self) -> Result<usize, sqlx::Error> {
        let migrator = if matches!(self.backend, Backend::Sqlite(_)) { &SQLITE } else { &POSTGRES };
        let mut db = self.read().await?;
        let known = on_engine!(db, c => {
            sqlx::query_scalar::<_, i64>("SELECT version FROM _sqlx_migrations WHERE success").fetch_all(c).await
        });
        let known = known.unwrap_or_default();
        if let Some(newer) = known.iter().find(|version| !migrator.version_exists(**version)) {
            return Err(sqlx::Error::Configuration(format!("the schema has a newer version: {newer}").into()));
        }
        Ok(migrator.iter().filter(|migration| !known.contains(&migration.version)).count())
    }

    /// Before very many rows are written into an empty table: gives the indexes that are better made afterwards. Each
    /// row would touch a page of every index, and a file has to write all those pages again with every commit.
    pub async fn take_indexes(&self, table: &str) -> Result<Vec<String>, sqlx::Error> {
        match &self.backend {
            Backend::Sqlite(store) => store.drop_indexes(table).await,
            // Here the pages are written much later than the commits, many changes at once.
            Backend::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Makes them again.
    pub async fn put_indexes(&self, indexes: Vec<String>) -> Result<(), sqlx::Error> {
        if let Backend::Sqlite(store) = &self.backend {
            for sql in indexes {
                sqlx::query(AssertSqlSafe(sql)).execute(store.writer_pool()).await?;
            }
        }
        Ok(())
    }

    /// After many rows were written at once: lets the engine look at them, so that it plans well.
    pub async fn tidy(&self) -> Result<(), sqlx::Error> {
        match &self.backend {
            // SQLite plans by the shape of the statement alone; only its log is folded back into the file.
            Backend::Sqlite(store) => {
                sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(store.writer_pool()).await.map(drop)
            }
            Backend::Postgres(pool) => {
                // The tables are new and large; this may take longer than a request may.
                let mut connection = pool.acquire().await?;
                sqlx::query("SET statement_timeout = 0").execute(&mut *connection).await?;
                sqlx::query("VACUUM ANALYZE").execute(&mut *connection).await?;
                sqlx::query("RESET statement_timeout").execute(&mut *connection).await.map(drop)
            }
        }
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<Db, sqlx::Error> {
        match &self.backend {
            Backend::Sqlite(store) => {
                Ok(Db { connection: Connection::Sqlite(store.read().await?), keys: self.keys.clone() })
            }
            Backend::Postgres(pool) => {
                Ok(Db { connection: Connection::Postgres(pool.acquire().await?), keys: self.keys.clone() })
            }
        }
    }

    /// Does `work` in one transaction and answers after the commit; on an error nothing of it is kept. `work` may run
    /// more than once, so it must hold no state of its own.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, Fault<E>>
    where
        F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Fault<E>>> + Send + Sync + 'static,
        T: Send + 'static,
        E: Send + 'static,
    {
        match &self.backend {
            Backend::Sqlite(store) => store.write(work).await,
            Backend::Postgres(pool) => write_postgres(pool, &self.keys, &work).await,
        }
    }
}

/// What a write asks for is found by ids, so one plan serves all values; planning each statement anew was a third of
/// the processor time of a claim. Reads are planned anew, as [`Store::open`] says.
const BEGIN: &str = "BEGIN; SET LOCAL plan_cache_mode = 'auto'";

async fn write_postgres<T, E, F>(pool: &PgPool, keys: &KeyRing, work: &F) -> Result<T, Fault<E>>
where
    F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Fault<E>>>,
{
    let mut attempt = 1;
    loop {
        match try_postgres(pool, keys, work).await {
            Err(Fault::Store(error)) if attempt < ATTEMPTS && asks_for_another_try(&error) => {
                let pause = rand::rng().random_range(1..=4 << attempt.min(5));
                tokio::time::sleep(Duration::from_millis(pause)).await;
                attempt += 1;
            }
            answer => return answer,
        }
    }
}

async fn try_postgres<T, E, F>(pool: &PgPool, keys: &KeyRing, work: &F) -> Result<T, Fault<E>>
where
    F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Fault<E>>>,
{
    let mut db = Db { connection: Connection::PostgresTransaction(pool.begin_with(BEGIN).await?), keys: keys.clone() };
    let answer = work(&mut db).await?;
    if let Connection::PostgresTransaction(transaction) = db.connection {
        transaction.commit().await?;
    }
    Ok(answer)
}

/// Serialization failure or deadlock: the same work may succeed at the next try.
fn asks_for_another_try(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    matches!(code.as_deref(), Some("40001" | "40P01"))
}
