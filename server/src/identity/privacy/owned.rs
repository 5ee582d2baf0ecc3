//! Which rows belong to a person, table by table, and a copy of all of them. A test compares this with the schema: a new
//! table that speaks of an account must be named here.

use domain::{id::AccountId, when::Moment};
use serde_json::{Map, Value, json};
use sqlx::{AssertSqlSafe, Column as _, ColumnIndex, Database, Decode, Error, Row, Type, TypeInfo, ValueRef};
use uuid::Uuid;

use crate::store::{Column, Db, Key, KeyError, KeyRing, on_engine};

/// A table with rows of a person.
#[derive(Clone, Copy, Debug)]
pub struct Owned {
    /// The table.
    pub table: &'static str,
    /// The column that says whose a row is.
    pub by: &'static str,
    /// Columns that are no data about anybody but keep the service safe: hashes and secrets.
    pub without: &'static [&'static str],
}

const fn owned(table: &'static str, by: &'static str, without: &'static [&'static str]) -> Owned {
    Owned { table, by, without }
}

/// Every table with rows of a person.
pub const OWNED: [Owned; 31] = [
    owned("account", "id", &["phone_index"]),
    owned("worker", "account_id", &["feed"]),
    owned("session", "account_id", &["token_hash"]),
    owned("claim", "account_id", &[]),
    owned("consent", "account_id", &[]),
    owned("message", "account_id", &[]),
    owned("member", "account_id", &[]),
    owned("real_name", "account_id", &["number_index"]),
    owned("attachment", "created_by", &["digest", "sealed_by"]),
    owned("message_choice", "account_id", &[]),
    owned("saved_view", "account_id", &[]),
    owned("attendance", "account_id", &["written_by"]),
    owned("absence", "account_id", &["written_by", "decided_by"]),
    owned("claim_consent", "account_id", &["written_by"]),
    owned("crew", "account_id", &[]),
    owned("crew_seat", "account_id", &[]),
    owned("employer_preference", "account_id", &["written_by"]),
    owned("turned_down", "account_id", &["written_by"]),
    owned("settlement", "account_id", &[]),
    owned("payment", "account_id", &["key", "written_by"]),
    owned("posting_report", "account_id", &["decided_by"]),
    owned("rights_case", "account_id", &["key"]),
    owned("rights_case_entry", "account_id", &["key", "written_by"]),
    // What they said of others; what others said of them is not theirs before it is shown.
    owned("rating", "written_by", &["account_id"]),
    owned("evidence_pack", "account_id", &["hash", "key", "made_by"]),
    owned("saved_search", "account_id", &["query_index"]),
    owned("saved_posting", "account_id", &[]),
    owned("alert_told", "account_id", &[]),
    owned("mark_appeal", "account_id", &["said_by", "decided_by"]),
    owned("staff", "account_id", &["password", "totp", "totp_step"]),
    // Who did something to them or looked at them; by whom is for auditors, who are bound to keep it.
    owned("audit", "subject", &["actor", "reason", "mark", "seal"]),
];

/// Columns that point at an account and are not the account's own data, with the reason.
pub const NOT_OWNED: [(&str, &str, &str); 21] = [
    ("session", "acting_for", "a session of the staff"),
    ("recovery_code", "account_id", "nothing but hashes"),
    ("policy_typed", "account_id", "a public text in the making"),
    ("organisation", "filed_by", "about the organisation"),
    ("member_invitation", "invited_by", "about whoever was invited"),
    ("invitation", "invited_by", "about whoever was invited"),
    ("attendance", "written_by", "about whose hours they are"),
    ("payment", "written_by", "about who is paid"),
    ("absence", "written_by", "about whose claim it is"),
    ("absence", "decided_by", "about whose claim it is"),
    ("claim_consent", "written_by", "about whose seat it is"),
    ("employer_preference", "written_by", "about whom it is of"),
    ("turned_down", "written_by", "about whose claim it is"),
    ("posting_draft", "filed_by", "about the organisation"),
    ("posting_report", "decided_by", "about the posting"),
    ("rights_case_entry", "written_by", "about whose case it is"),
    ("rating", "account_id", "whose work it is about; what others said of it is on its page once it is shown"),
    ("evidence_pack", "made_by", "about whose claim it is"),
    ("mark_appeal", "said_by", "about whom it counts against"),
    ("mark_appeal", "decided_by", "about whom it counts against"),
    ("import", "created_by", "about what was brought in; its rows are gone once they are in effect"),
];

/// All rows of a person, by table, sealed values opened: what they may take along (个人信息保护法 art. 45).
pub async fn copy(db: &mut Db, account: AccountId) -> Result<Value, Error> {
    let mut tables = Map::new();
    for Owned { table, by: row, without } in OWNED {
        let sql = format!("SELECT * FROM {table} WHERE {row} = $1");
        let rows: Vec<Vec<(String, Cell)>> = on_engine!(db, c => {
            let rows = sqlx::query(AssertSqlSafe(sql)).bind(Key::from(account)).fetch_all(c).await?;
            rows.iter().map(cells).collect::<Result<_, Error>>()?
        });
        let rows: Result<Vec<Value>, KeyError> =
            rows.iter().map(|cells| object(db.keys(), table, without, cells)).collect();
        tables.insert(table.to_owned(), Value::Array(rows?));
    }
    Ok(Value::Object(tables))
}

/// What stands in a cell, whatever the engine calls its type.
enum Cell {
    Nothing,
    Number(i64),
    Flag(bool),
    Text(String),
    Bytes(Vec<u8>),
}

/// The cells of a row with the names of their columns.
fn cells<R: Row>(row: &R) -> Result<Vec<(String, Cell)>, Error>
where
    usize: ColumnIndex<R>,
    for<'r> i64: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> bool: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> String: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    let mut cells = Vec::with_capacity(row.columns().len());
    for (at, column) in row.columns().iter().enumerate() {
        let raw = row.try_get_raw(at)?;
        let cell = if raw.is_null() {
            Cell::Nothing
        } else {
            match kind::<R::Database>(&raw).as_str() {
                "INTEGER" | "INT8" => Cell::Number(row.try_get(at)?),
                "BOOLEAN" | "BOOL" => Cell::Flag(row.try_get(at)?),
                "TEXT" => Cell::Text(row.try_get(at)?),
                _ => Cell::Bytes(row.try_get(at)?),
            }
        };
        cells.push((column.name().to_owned(), cell));
    }
    Ok(cells)
}

fn kind<D: Database>(raw: &D::ValueRef<'_>) -> String {
    raw.type_info().name().to_owned()
}

/// A row as JSON: ids as text, times with their zone, sealed values opened.
fn object(keys: &KeyRing, table: &str, without: &[&str], cells: &[(String, Cell)]) -> Result<Value, KeyError> {
    let sealed = |name: &str| Column::ALL.into_iter().find(|column| column.table == table && column.name == name);
    let id_of = |row: &str| {
        let cell = cells.iter().find(|(name, _)| name == row);
        cell.and_then(|(_, cell)| if let Cell::Bytes(bytes) = cell { Uuid::from_slice(bytes).ok() } else { None })
    };
    let mut object = Map::new();
    for (name, cell) in cells.iter().filter(|(name, _)| !without.contains(&name.as_str())) {
        let value = match cell {
            Cell::Nothing => Value::Null,
            Cell::Number(n) if name.ends_with("_at") || name == "at" => json!(Moment(*n).rfc3339()),
            Cell::Number(n) => json!(n),
            Cell::Flag(flag) => json!(flag),
            Cell::Text(text) => json!(text),
            Cell::Bytes(bytes) => match sealed(name) {
                Some(column) => json!(keys.open(column, id_of(column.row).unwrap_or_default(), bytes)?),
                None => json!(Uuid::from_slice(bytes).map(|id| id.to_string()).unwrap_or_default()),
            },
        };
        object.insert(name.clone(), value);
    }
    Ok(Value::Object(object))
}
