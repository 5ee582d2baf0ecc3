//! The sealed columns as a whole: whether there is anything in them, and sealing all of it anew with the current key.

use std::convert::Infallible;

use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{Column, Db, Fault, Key, KeyRing, Store, on_engine, sealed_by};

/// Rows that are sealed anew in one transaction.
const BATCH: i64 = 200;

/// What sealing anew came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    /// Values that have the current key now.
    pub values: u64,
    /// Values that another process sealed with an older key meanwhile.
    pub left: u64,
}

type Row = (Key, Vec<u8>);

impl Store {
    /// Whether the database holds anything that only its keys open.
    pub async fn holds_sealed(&self) -> Result<bool, sqlx::Error> {
        let mut db = self.read().await?;
        for Column { table, name, .. } in Column::ALL {
            let sql = format!("SELECT {name} FROM {table} WHERE {name} IS NOT NULL LIMIT 1");
            let found = on_engine!(db, c => {
                sqlx::query_scalar::<_, Vec<u8>>(AssertSqlSafe(sql)).fetch_optional(c).await
            });
            match found {
                Ok(None) => {}
                Ok(Some(_)) => return Ok(true),
                // A new database has no tables yet.
                Err(sqlx::Error::Database(_)) => return Ok(false),
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }

    /// Seals every value that has an older key with the current one, while the service goes on: a value that changed
    /// since it was read is left as it is.
    pub async fn reseal(&self) -> Result<Resealed, sqlx::Error> {
        let mut done = Resealed::default();
        for column in Column::ALL {
            done.values += self.reseal_column(column).await?;
        }
        for column in Column::ALL {
            done.left += self.of_older_keys(column).await?;
        }
        Ok(done)
    }

    async fn reseal_column(&self, column: Column) -> Result<u64, sqlx::Error> {
        let (mut after, mut values) = (Key(Uuid::nil()), 0);
        loop {
            let rows = sealed_rows(&mut self.read().await?, column, after).await?;
            let Some((last, _)) = rows.last() else { return Ok(values) };
            after = *last;
            let current = self.keys().current();
            let old: Vec<Row> = rows.into_iter().filter(|(_, sealed)| sealed_by(sealed) != Some(current)).collect();
            if old.is_empty() {
                continue;
            }
            let written = self.write::<_, Infallible, _>(move |db| {
                let old = old.clone();
                Box::pin(async move { Ok(replace(db, column, &old).await?) })
            });
            values += written.await.map_err(Fault::stored)?;
        }
    }

    async fn of_older_keys(&self, column: Column) -> Result<u64, sqlx::Error> {
        let (mut after, mut left) = (Key(Uuid::nil()), 0);
        let mut db = self.read().await?;
        loop {
            let rows = sealed_rows(&mut db, column, after).await?;
            let Some((last, _)) = rows.last() else { return Ok(left) };
            after = *last;
            let current = self.keys().current();
            let old = rows.iter().filter(|(_, sealed)| sealed_by(sealed) != Some(current)).count();
            left += u64::try_from(old).unwrap_or_default();
        }
    }
}

async fn sealed_rows(db: &mut Db, Column { table, row, name }: Column, after: Key) -> Result<Vec<Row>, sqlx::Error> {
    let sql =
        format!("SELECT {row}, {name} FROM {table} WHERE {row} > $1 AND {name} IS NOT NULL ORDER BY {row} LIMIT $2");
    on_engine!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(after).bind(BATCH).fetch_all(c).await)
}

async fn replace(db: &mut Db, column: Column, old: &[Row]) -> Result<u64, sqlx::Error> {
    let Column { table, row, name } = column;
    let sql = format!("UPDATE {table} SET {name} = $3 WHERE {row} = $1 AND {name} = $2");
    let keys: KeyRing = db.keys().clone();
    let mut values = 0;
    for (id, sealed) in old {
        let fresh = keys.seal(column, id.0, &keys.open(column, id.0, sealed)?)?;
        values += on_engine!(db, c => {
            let query = sqlx::query(AssertSqlSafe(sql.clone())).bind(*id).bind(sealed.clone()).bind(fresh);
            query.execute(c).await?.rows_affected()
        });
    }
    Ok(values)
}
