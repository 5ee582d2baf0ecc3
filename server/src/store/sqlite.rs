//! SQLite: one writer task that commits what is waiting together, and a pool of read-only connections.
//!
//! A commit costs one flush to the disk however many commands it holds, so commands that wait while one commit is
//! flushed share the next. Each command has a savepoint of its own; its caller hears of it only after the commit.

use std::{panic::AssertUnwindSafe, str::FromStr, time::Duration};

use futures::{FutureExt, future::BoxFuture};
use sqlx::{
    AssertSqlSafe, Sqlite, SqlitePool,
    pool::PoolConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::{mpsc, oneshot};

use super::{Connection, Db, Fault, KeyRing};

/// The most commands in one commit.
const BATCH: usize = 64;
/// Commands that may wait; more than these are told to try again later.
const QUEUE: usize = 4_096;
/// Read-only connections: SQLite reads in parallel, and each one is a thread.
const READERS: u32 = 4;

/// A SQLite file with its writer.
#[derive(Clone)]
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
    commands: mpsc::Sender<Box<dyn Command>>,
}

impl SqliteStore {
    /// Opens or makes the file and starts the writer.
    pub async fn open(url: &str, keys: KeyRing) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("cache_size", "-65536")
            .pragma("mmap_size", "1073741824")
            .pragma("temp_store", "memory")
            .statement_cache_capacity(256)
            // Rows come from a thread of the connection's own, which would wait for its reader after every fifty.
            .row_buffer_size(1_024);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options.read_only(true).pragma("cache_size", "-16384"))
            .await?;
        let (commands, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(write_all(writer.clone(), keys, waiting));
        Ok(Self { writer, readers, commands })
    }

    /// The pool of the single writing connection, for migrations before the writer is used.
    pub const fn writer_pool(&self) -> &SqlitePool {
        &self.writer
    }

    /// Drops the indexes of a table and gives the statements that make them again.
    pub async fn drop_indexes(&self, table: &str) -> Result<Vec<String>, sqlx::Error> {
        const SQL: &str =
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = $1 AND sql IS NOT NULL";
        let indexes: Vec<(String, String)> = sqlx::query_as(SQL).bind(table).fetch_all(&self.writer).await?;
        let mut made_by = Vec::new();
        for (name, sql) in indexes {
            sqlx::query(AssertSqlSafe(format!("DROP INDEX {name}"))).execute(&self.writer).await?;
            made_by.push(sql);
        }
        Ok(made_by)
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<PoolConnection<Sqlite>, sqlx::Error> {
        self.readers.acquire().await
    }

    /// Queues `work` and waits for its commit.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, Fault<E>>
    where
        F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Fault<E>>> + Send + Sync + 'static,
        T: Send + 'static,
        E: Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Job { work, outcome: None, reply };
        self.commands.try_send(Box::new(job)).map_err(|_| Fault::Store(sqlx::Error::PoolTimedOut))?;
        answer.await.map_err(|_| Fault::Store(sqlx::Error::WorkerCrashed))?
    }
}

/// A command of any type, as the writer sees it.
trait Command: Send {
    /// Does the work; true if it is to be kept.
    fn run<'a>(&'a mut self, db: &'a mut Db) -> BoxFuture<'a, bool>;
    /// Tells the caller; `failed` if the commit did not succeed.
    fn answer(self: Box<Self>, failed: Option<&sqlx::Error>);
}

struct Job<T, E, F> {
    work: F,
    outcome: Option<Result<T, Fault<E>>>,
    reply: oneshot::Sender<Result<T, Fault<E>>>,
}

impl<T, E, F> Command for Job<T, E, F>
where
    F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Fault<E>>> + Send + Sync,
    T: Send,
    E: Send,
{
    fn run<'a>(&'a mut self, db: &'a mut Db) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            // A panic in one command must not end the writer; its caller is told that it crashed.
            let outcome = AssertUnwindSafe((self.work)(db)).catch_unwind().await;
            let outcome = outcome.unwrap_or(Err(Fault::Store(sqlx::Error::WorkerCrashed)));
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        })
    }

    fn answer(self: Box<Self>, failed: Option<&sqlx::Error>) {
        let answer = match (self.outcome, failed) {
            (Some(Err(Fault::Refused(error))), _) => Err(Fault::Refused(error)),
            (Some(outcome), None) => outcome,
            (_, Some(error)) => Err(Fault::Store(sqlx::Error::Protocol(format!("the commit failed: {error}")))),
            (None, None) => Err(Fault::Store(sqlx::Error::WorkerCrashed)),
        };
        // The caller may have gone; the work is done all the same.
        let _ = self.reply.send(answer);
    }
}

/// The writer: runs until every handle of the store is dropped. The connection is given back between batches, so that
/// migrations and closing can have it.
async fn write_all(pool: SqlitePool, keys: KeyRing, mut waiting: mpsc::Receiver<Box<dyn Command>>) {
    while let Some(first) = waiting.recv().await {
        let mut batch = Vec::with_capacity(BATCH);
        let written = write_batch(&pool, &keys, first, &mut waiting, &mut batch).await;
        if let Err(error) = &written {
            tracing::error!(%error, "a commit failed");
        }
        for command in batch {
            command.answer(written.as_ref().err());
        }
    }
}

async fn write_batch(
    pool: &SqlitePool,
    keys: &KeyRing,
    first: Box<dyn Command>,
    waiting: &mut mpsc::Receiver<Box<dyn Command>>,
    batch: &mut Vec<Box<dyn Command>>,
) -> Result<(), sqlx::Error> {
    batch.push(first);
    let mut db = Db { connection: Connection::Sqlite(pool.acquire().await?), keys: keys.clone() };
    statement(&mut db, "BEGIN IMMEDIATE").await?;
    let mut next = 0;
    while next < batch.len() {
        if let Err(error) = run_one(&mut db, &mut batch[next]).await {
            let _ = statement(&mut db, "ROLLBACK").await;
            return Err(error);
        }
        next += 1;
        // Nobody is waited for: whoever came while the last commit was flushed shares this one.
        if batch.len() < BATCH {
            batch.extend(waiting.try_recv().ok());
        }
    }
    let committed = statement(&mut db, "COMMIT").await;
    if committed.is_err() {
        let _ = statement(&mut db, "ROLLBACK").await;
    }
    committed
}

async fn run_one(db: &mut Db, command: &mut Box<dyn Command>) -> Result<(), sqlx::Error> {
    statement(db, "SAVEPOINT command").await?;
    if !command.run(db).await {
        statement(db, "ROLLBACK TO command").await?;
    }
    statement(db, "RELEASE command").await
}

async fn statement(db: &mut Db, sql: &'static str) -> Result<(), sqlx::Error> {
    let Connection::Sqlite(connection) = &mut db.connection else {
        return Ok(());
    };
    sqlx::query(sql).execute(&mut **connection).await.map(drop)
}
