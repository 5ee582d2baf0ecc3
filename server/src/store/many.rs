//! Many rows in one statement.

use sqlx::{AssertSqlSafe, Error};
use uuid::Uuid;

use super::{Db, Key, on_engine};

/// Rows in one statement.
const ROWS: usize = 100;

/// A cell of a row.
#[derive(Clone)]
pub enum Cell {
    /// An identifier.
    Id(Uuid),
    /// An identifier, or nothing.
    MaybeId(Option<Uuid>),
    /// A number.
    Number(i64),
    /// A number, or nothing.
    MaybeNumber(Option<i64>),
    /// Yes or no.
    Flag(bool),
    /// A text.
    Text(String),
    /// A text, or nothing.
    MaybeText(Option<String>),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Bytes, or nothing.
    MaybeBytes(Option<Vec<u8>>),
}

/// Inserts rows; `into` is a table with its columns in brackets.
pub async fn insert_many(db: &mut Db, into: &str, rows: &[Vec<Cell>]) -> Result<(), Error> {
    for rows in rows.chunks(ROWS) {
        let mut number = 0;
        let mut row_text = |row: &Vec<Cell>| {
            let marks: Vec<String> = row
                .iter()
                .map(|_| {
                    number += 1;
                    format!("${number}")
                })
                .collect();
            format!("({})", marks.join(", "))
        };
        let values: Vec<String> = rows.iter().map(&mut row_text).collect();
        let sql = format!("INSERT INTO {into} VALUES {}", values.join(", "));
        on_engine!(db, c => {
            let query = rows.iter().flatten().fold(sqlx::query(AssertSqlSafe(sql)), |query, cell| match cell {
                Cell::Id(id) => query.bind(Key(*id)),
                Cell::MaybeId(id) => query.bind(id.map(Key)),
                Cell::Number(n) => query.bind(*n),
                Cell::MaybeNumber(n) => query.bind(*n),
                Cell::Flag(flag) => query.bind(*flag),
                Cell::Text(text) => query.bind(text.clone()),
                Cell::MaybeText(text) => query.bind(text.clone()),
                Cell::Bytes(bytes) => query.bind(bytes),
                Cell::MaybeBytes(bytes) => query.bind(bytes),
            });
            query.execute(c).await?;
        });
    }
    Ok(())
}
