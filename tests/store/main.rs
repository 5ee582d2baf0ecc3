//! The storage: schema, statements, versions and the writer, on both engines.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test stops on what it does not expect")]

mod schema;
mod statements;
mod versions;
mod writer;

use server::store::{Backend, Engine as On, Store};
use support::{Database, Engine};

/// A migrated database of one's own.
async fn fresh(engine: Engine) -> (Database, Store) {
    let (database, store) = empty(engine).await;
    store.migrate().await.expect("the schema");
    (database, store)
}

/// A database without a schema.
async fn empty(engine: Engine) -> (Database, Store) {
    let database = Database::create(engine).await;
    let store = Store::open(&database.url, support::keys()).await.expect("the storage");
    (database, store)
}

/// Runs a statement without values outside the writer.
async fn execute(store: &Store, sql: &'static str) {
    match store.backend() {
        Backend::Sqlite(file) => drop(sqlx::query(sql).execute(file.writer_pool()).await.expect(sql)),
        Backend::Postgres(pool) => drop(sqlx::query(sql).execute(pool).await.expect(sql)),
    }
}

/// Reads a column of texts.
async fn texts(store: &Store, sql: &'static str) -> Vec<String> {
    let mut db = store.read().await.expect("a connection");
    match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(sql).fetch_all(c).await.expect(sql),
        On::Postgres(c) => sqlx::query_scalar(sql).fetch_all(c).await.expect(sql),
    }
}
