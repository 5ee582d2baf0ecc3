//! Storage, private to this crate: one SQL text for two engines, chosen at start from the database's URL.
//!
//! SQLite has one writer, which commits waiting commands together, and a pool of read-only connections. PostgreSQL has
//! a pool; a write is a transaction that is tried again when the engine asks for it.

mod dialect;
mod key;
mod sqlite;

use std::time::Duration;

use futures::future::BoxFuture;
use rand::RngExt;
use sqlx::{
    AssertSqlSafe, PgConnection, Postgres, Sqlite, SqliteConnection, Transaction,
    migrate::{MigrateError, Migrator},
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
};

pub use dialect::{Dialect, Words};
pub use key::Key;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// How often a write is tried when PostgreSQL reports a conflict between transactions.
const ATTEMPTS: u32 = 12;

/// The database.
#[derive(Clone)]
pub enum Store {
    /// A file.
    Sqlite(sqlite::SqliteStore),
    /// A server, perhaps shared with other instances.
    Postgres(PgPool),
}

/// One connection, for reading or inside a write.
pub enum Db {
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
        match self {
            Self::Sqlite(connection) => Engine::Sqlite(connection),
            Self::Postgres(connection) => Engine::Postgres(connection),
            Self::PostgresTransaction(transaction) => Engine::Postgres(transaction),
        }
    }

    /// The SQL that differs between the engines.
    pub const fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) | Self::PostgresTransaction(_) => Dialect::Postgres,
        }
    }
}

impl Store {
    /// Connects. `url` is `sqlite:` with a path, or `postgres:`. The schema is left as it is.
    pub async fn open(url: &str) -> Result<Self, sqlx::Error> {
        if url.starts_with("sqlite:") {
            return Ok(Self::Sqlite(sqlite::SqliteStore::open(url).await?));
        }
        let options: PgConnectOptions = url.parse()?;
        // A plan for any values would be made for a filter that leaves most rows; the search knows better.
        let settings = [("statement_timeout", "5000"), ("jit", "off"), ("plan_cache_mode", "force_custom_plan")];
        let options = options.options(settings);
        let pool = PgPoolOptions::new().max_connections(20).acquire_timeout(Duration::from_secs(5));
        Ok(Self::Postgres(pool.connect_with(options).await?))
    }

    /// Brings the schema to this program's version. Refuses a schema that is newer than this program.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        match self {
            Self::Sqlite(store) => SQLITE.run(store.writer_pool()).await,
            Self::Postgres(pool) => POSTGRES.run(pool).await,
        }
    }

    /// How many migrations are still to be run; an error if the schema is newer than this program.
    pub async fn pending_migrations(&self) -> Result<usize, sqlx::Error> {
        let migrator = if matches!(self, Self::Sqlite(_)) { &SQLITE } else { &POSTGRES };
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
        match self {
            Self::Sqlite(store) => store.drop_indexes(table).await,
            // Here the pages are written much later than the commits, many changes at once.
            Self::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Makes them again.
    pub async fn put_indexes(&self, indexes: Vec<String>) -> Result<(), sqlx::Error> {
        if let Self::Sqlite(store) = self {
            for sql in indexes {
                sqlx::query(AssertSqlSafe(sql)).execute(store.writer_pool()).await?;
            }
        }
        Ok(())
    }

    /// After many rows were written at once: lets the engine look at them, so that it plans well.
    pub async fn tidy(&self) -> Result<(), sqlx::Error> {
        match self {
            // SQLite plans by the shape of the statement alone; only its log is folded back into the file.
            Self::Sqlite(store) => {
                sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(store.writer_pool()).await.map(drop)
            }
            Self::Postgres(pool) => {
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
        match self {
            Self::Sqlite(store) => Ok(Db::Sqlite(store.read().await?)),
            Self::Postgres(pool) => Ok(Db::Postgres(pool.acquire().await?)),
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
        match self {
            Self::Sqlite(store) => store.write(work).await,
            Self::Postgres(pool) => write_postgres(pool, &work).await,
        }
    }
}

async fn write_postgres<T, E, F>(pool: &PgPool, work: &F) -> Result<T, Fault<E>>
where
    F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Fault<E>>>,
{
    let mut attempt = 1;
    loop {
        match try_postgres(pool, work).await {
            Err(Fault::Store(error)) if attempt < ATTEMPTS && asks_for_another_try(&error) => {
                let pause = rand::rng().random_range(1..=4 << attempt.min(5));
                tokio::time::sleep(Duration::from_millis(pause)).await;
                attempt += 1;
            }
            answer => return answer,
        }
    }
}

async fn try_postgres<T, E, F>(pool: &PgPool, work: &F) -> Result<T, Fault<E>>
where
    F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Fault<E>>>,
{
    let mut db = Db::PostgresTransaction(pool.begin().await?);
    let answer = work(&mut db).await?;
    if let Db::PostgresTransaction(transaction) = db {
        transaction.commit().await?;
    }
    Ok(answer)
}

/// Serialization failure or deadlock: the same work may succeed at the next try.
fn asks_for_another_try(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    matches!(code.as_deref(), Some("40001" | "40P01"))
}
