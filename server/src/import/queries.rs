//! SQL of imports, one function per statement.

use domain::{
    attachment::AttachmentOwner,
    error::FieldError,
    id::{AccountId, AttachmentId, ImportId},
    import::{Counts, ImportKind, ImportState, Outcome, RowReport},
    region::RegionCode,
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use super::judge::{Staged, Verdict};
use crate::store::{Cell, Column, Db, Key, insert_many, on_engine};

/// An import as it is stored.
#[derive(Clone, FromRow)]
pub struct ImportRow {
    pub id: Key,
    pub kind: String,
    pub state: String,
    pub region: String,
    pub created_by: Key,
    pub created_at: i64,
    pub ended_at: Option<i64>,
    pub file: Option<Key>,
    pub unknown: String,
    pub rows: i64,
    pub done: i64,
    pub created: i64,
    pub changed: i64,
    pub unchanged: i64,
    pub rejected: i64,
    pub again: bool,
    pub turn: i64,
    pub tries: i64,
}

fn small(n: i64) -> u32 {
    u32::try_from(n).unwrap_or_default()
}

impl ImportRow {
    /// What it holds, if this program knows it.
    pub fn kind(&self) -> Option<ImportKind> {
        ImportKind::parse(&self.kind)
    }

    /// Where it stands; a word that nobody knows is an end.
    pub fn state(&self) -> ImportState {
        ImportState::parse(&self.state).unwrap_or(ImportState::Failed)
    }

    /// Within which region its rows may lie.
    pub fn region(&self) -> Option<RegionCode> {
        RegionCode::parse(&self.region)
    }

    /// What its rows came to.
    pub fn counts(&self) -> Counts {
        let [created, changed, unchanged, rejected] =
            [self.created, self.changed, self.unchanged, self.rejected].map(small);
        Counts { created, changed, unchanged, rejected }
    }
}

/// A fresh import.
#[derive(Clone)]
pub struct NewImport {
    pub id: ImportId,
    pub kind: ImportKind,
    pub region: RegionCode,
    pub by: AccountId,
    pub at: Moment,
    pub file: AttachmentId,
    pub unknown: String,
    pub rows: i64,
}

/// Keeps a fresh import, which is to be looked at once.
pub async fn insert(db: &mut Db, new: &NewImport) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO import (id, kind, state, region, created_by, created_at, file, unknown, rows, done, \
                       created, changed, unchanged, rejected, again, turn, tries, due_at) \
                       VALUES ($1, $2, 'uploaded', $3, $4, $5, $6, $7, $8, 0, 0, 0, 0, 0, FALSE, 0, 0, $5)";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(new.id)).bind(new.kind.word()).bind(new.region.as_str());
        let query = query.bind(Key::from(new.by)).bind(new.at.0).bind(Key::from(new.file)).bind(new.unknown.clone());
        query.bind(new.rows).execute(c).await.map(drop)
    })
}

/// An import.
pub async fn import(db: &mut Db, id: ImportId) -> Result<Option<ImportRow>, Error> {
    const SQL: &str = "SELECT id, kind, state, region, created_by, created_at, ended_at, file, unknown, rows, done, \
                       created, changed, unchanged, rejected, again, turn, tries FROM import WHERE id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_optional(c).await)
}

/// The imports within a region, the newest first, after a moment and an id.
pub async fn list(
    db: &mut Db,
    region: &RegionCode,
    kinds: [&str; 3],
    (at, id): (i64, Uuid),
    most: i64,
) -> Result<Vec<ImportRow>, Error> {
    const SQL: &str = "SELECT id, kind, state, region, created_by, created_at, ended_at, file, unknown, rows, done, \
                       created, changed, unchanged, rejected, again, turn, tries FROM import \
                       WHERE region >= $1 AND region < $2 AND kind IN ($3, $4, $5) AND (created_at, id) < ($6, $7) \
                       ORDER BY created_at DESC, id DESC LIMIT $8";
    let ((first, end), [a, b, c3]) = (region.span(), kinds.map(str::to_owned));
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(first).bind(end).bind(a).bind(b).bind(c3);
        query.bind(at).bind(Key(id)).bind(most).fetch_all(c).await
    })
}

/// What colleagues call somebody, sealed.
pub async fn name_of(db: &mut Db, account: Key) -> Result<String, Error> {
    const SQL: &str = "SELECT name FROM staff WHERE account_id = $1";
    let sealed: Option<Vec<u8>> = on_engine!(db, c => sqlx::query_scalar(SQL).bind(account).fetch_optional(c).await?);
    Ok(sealed.map(|sealed| db.keys().open(Column::STAFF_NAME, account.0, &sealed)).transpose()?.unwrap_or_default())
}

/// The name of an import's file.
pub async fn file_name(db: &mut Db, file: Key) -> Result<String, Error> {
    const SQL: &str = "SELECT name FROM attachment WHERE id = $1 AND owner_kind = $2";
    let kind = AttachmentOwner::Import.word();
    let sealed: Option<Vec<u8>> =
        on_engine!(db, c => sqlx::query_scalar(SQL).bind(file).bind(kind).fetch_optional(c).await?);
    Ok(sealed.map(|sealed| db.keys().open(Column::FILE_NAME, file.0, &sealed)).transpose()?.unwrap_or_default())
}

/// The import that somebody has to look at next.
pub async fn due(db: &mut Db, now: Moment) -> Result<Option<ImportRow>, Error> {
    const SQL: &str = "SELECT id, kind, state, region, created_by, created_at, ended_at, file, unknown, rows, done, \
                       created, changed, unchanged, rejected, again, turn, tries FROM import WHERE due_at <= $1 \
                       ORDER BY due_at, id LIMIT 1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(now.0).fetch_optional(c).await)
}

/// Takes an import on, as it was seen; `false` if somebody else was quicker, or it was stopped.
pub async fn take(
    db: &mut Db,
    seen: &ImportRow,
    (state, done): (ImportState, i64),
    until: Moment,
) -> Result<bool, Error> {
    const SQL: &str = "UPDATE import SET turn = turn + 1, tries = tries + 1, state = $4, done = $5, due_at = $6 \
                       WHERE id = $1 AND turn = $2 AND state = $3";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(seen.id).bind(seen.turn).bind(seen.state.clone()).bind(state.word());
        Ok(query.bind(done).bind(until.0).execute(c).await?.rows_affected() == 1)
    })
}

/// Who is at work on an import, and in which state that holds.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    /// The import.
    pub id: Key,
    /// The number of the lease.
    pub number: i64,
    /// The state.
    pub state: ImportState,
}

/// Notes how far the work is; `false` if it is not this one's any more.
pub async fn progress(db: &mut Db, turn: Turn, done: i64, counts: Counts, until: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE import SET done = $4, created = $5, changed = $6, unchanged = $7, rejected = $8, tries = 0, \
                       due_at = $9 WHERE id = $1 AND turn = $2 AND state = $3";
    let [created, changed, unchanged, rejected] =
        [counts.created, counts.changed, counts.unchanged, counts.rejected].map(i64::from);
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(turn.id).bind(turn.number).bind(turn.state.word()).bind(done);
        let query = query.bind(created).bind(changed).bind(unchanged).bind(rejected).bind(until.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Moves an import to another state, where nothing is done yet; `due` is when somebody has to look at it again.
pub async fn advance(db: &mut Db, turn: Turn, state: ImportState, due: Option<Moment>) -> Result<bool, Error> {
    const SQL: &str = "UPDATE import SET state = $4, done = 0, tries = 0, due_at = $5 \
                       WHERE id = $1 AND turn = $2 AND state = $3";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(turn.id).bind(turn.number).bind(turn.state.word()).bind(state.word());
        Ok(query.bind(due.map(|due| due.0)).execute(c).await?.rows_affected() == 1)
    })
}

/// Sends an import back to be checked again.
pub async fn send_back(db: &mut Db, turn: Turn, now: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE import SET state = 'uploaded', done = 0, created = 0, changed = 0, unchanged = 0, \
                       rejected = 0, again = TRUE, tries = 0, due_at = $4 WHERE id = $1 AND turn = $2 AND state = $3";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(turn.id).bind(turn.number).bind(turn.state.word()).bind(now.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Ends an import; `due` is when what is left of it has to go.
pub async fn end(db: &mut Db, turn: Turn, state: ImportState, now: Moment, due: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE import SET state = $4, ended_at = $5, tries = 0, due_at = $6 \
                       WHERE id = $1 AND turn = $2 AND state = $3";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(turn.id).bind(turn.number).bind(turn.state.word()).bind(state.word());
        Ok(query.bind(now.0).bind(due.0).execute(c).await?.rows_affected() == 1)
    })
}

/// Says that the good rows of a checked import are wanted.
pub async fn confirm(db: &mut Db, id: ImportId, good: i64, now: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE import SET state = 'confirmed', done = 0, again = FALSE, due_at = $3 \
                       WHERE id = $1 AND state = 'checked' AND created + changed = $2 AND created + changed > 0";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(id)).bind(good).bind(now.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Stops an import of which nothing is in effect.
pub async fn cancel(db: &mut Db, id: ImportId, now: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE import SET state = 'cancelled', ended_at = $2, due_at = $2, tries = 0 WHERE id = $1 \
                       AND state IN ('uploaded', 'checking', 'checked', 'confirmed', 'applying')";
    on_engine!(db, c => Ok(sqlx::query(SQL).bind(Key::from(id)).bind(now.0).execute(c).await?.rows_affected() == 1))
}

/// Writes what was decided about lines.
pub async fn insert_rows(db: &mut Db, import: Key, rows: &[(Uuid, Verdict)]) -> Result<(), Error> {
    const INTO: &str = "import_row (id, import_id, line, outcome, problems, data, subject, version)";
    let row = |(id, verdict): &(Uuid, Verdict)| {
        let seal = |data: &String| db.keys().seal(Column::IMPORT_DATA, *id, data);
        Ok(vec![
            Cell::Id(*id),
            Cell::Id(import.0),
            Cell::Number(i64::from(verdict.line)),
            Cell::Text(verdict.outcome.word().to_owned()),
            Cell::Text(problems_text(&verdict.problems)),
            Cell::MaybeBytes(verdict.data.as_ref().map(seal).transpose()?),
            Cell::MaybeId(verdict.subject),
            Cell::MaybeNumber(verdict.version),
        ])
    };
    let cells: Vec<Vec<Cell>> = rows.iter().map(row).collect::<Result<_, Error>>()?;
    insert_many(db, INTO, &cells).await
}

fn problems_text(problems: &[FieldError]) -> String {
    serde_json::to_string(problems).unwrap_or_default()
}

/// Forgets lines of an import, some at once; how many there were.
pub async fn delete_rows(db: &mut Db, import: Key, most: i64) -> Result<u64, Error> {
    const SQL: &str =
        "DELETE FROM import_row WHERE id IN (SELECT r.id FROM import_row r WHERE r.import_id = $1 LIMIT $2)";
    on_engine!(db, c => Ok(sqlx::query(SQL).bind(import).bind(most).execute(c).await?.rows_affected()))
}

/// What was decided about the lines after one: line, outcome, subject, version.
pub async fn decided(db: &mut Db, import: Key, after: i64, most: i64) -> Result<Vec<Decided>, Error> {
    const SQL: &str = "SELECT line, outcome, subject, version FROM import_row WHERE import_id = $1 AND line > $2 \
                       ORDER BY line LIMIT $3";
    on_engine!(db, c => sqlx::query_as(SQL).bind(import).bind(after).bind(most).fetch_all(c).await)
}

/// What was decided about a line.
#[derive(Clone, FromRow)]
pub struct Decided {
    pub line: i64,
    pub outcome: String,
    pub subject: Option<Key>,
    pub version: Option<i64>,
}

#[derive(FromRow)]
struct StagedRow {
    id: Key,
    line: i64,
    outcome: String,
    subject: Option<Key>,
    version: Option<i64>,
    data: Vec<u8>,
}

/// Rows that wait to come into effect, after a line.
pub async fn staged(db: &mut Db, import: Key, after: i64, most: i64) -> Result<Vec<Staged>, Error> {
    const SQL: &str = "SELECT id, line, outcome, subject, version, data FROM import_row WHERE import_id = $1 \
                       AND data IS NOT NULL AND line > $2 ORDER BY line LIMIT $3";
    let rows: Vec<StagedRow> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(import).bind(after).bind(most).fetch_all(c).await?);
    let open = |row: StagedRow| {
        Ok(Staged {
            id: row.id.0,
            line: row.line,
            outcome: Outcome::parse(&row.outcome).unwrap_or(Outcome::Rejected),
            subject: row.subject.map(|key| key.0),
            version: row.version,
            data: db.keys().open(Column::IMPORT_DATA, row.id.0, &row.data)?,
        })
    };
    rows.into_iter().map(open).collect()
}

/// Says that the rows up to a line are in effect.
pub async fn settled(db: &mut Db, import: Key, upto: i64) -> Result<(), Error> {
    const SQL: &str = "UPDATE import_row SET data = NULL WHERE import_id = $1 AND line <= $2 AND data IS NOT NULL";
    on_engine!(db, c => sqlx::query(SQL).bind(import).bind(upto).execute(c).await.map(drop))
}

/// Keeps the secret of a link that a row has made.
pub async fn keep_link(db: &mut Db, id: Uuid, link: &str) -> Result<(), Error> {
    const SQL: &str = "UPDATE import_row SET link = $2 WHERE id = $1";
    let link = db.keys().seal(Column::IMPORT_LINK, id, link)?;
    on_engine!(db, c => sqlx::query(SQL).bind(Key(id)).bind(link).execute(c).await.map(drop))
}

/// Says that a row was left out after all, and why.
pub async fn skipped(db: &mut Db, id: Uuid, why: FieldError) -> Result<(), Error> {
    const SQL: &str =
        "UPDATE import_row SET data = NULL, outcome = 'rejected', subject = NULL, problems = $2 WHERE id = $1";
    let problems = problems_text(&[why]);
    on_engine!(db, c => sqlx::query(SQL).bind(Key(id)).bind(problems).execute(c).await.map(drop))
}

/// Takes away what rows say and the links they made, some at once; how many there were.
pub async fn clean_rows(db: &mut Db, import: Key, most: i64) -> Result<u64, Error> {
    const SQL: &str = "UPDATE import_row SET data = NULL, link = NULL WHERE id IN (SELECT r.id FROM import_row r \
                       WHERE r.import_id = $1 AND (r.data IS NOT NULL OR r.link IS NOT NULL) LIMIT $2)";
    on_engine!(db, c => Ok(sqlx::query(SQL).bind(import).bind(most).execute(c).await?.rows_affected()))
}

/// Says that nothing is left to take away.
pub async fn cleaned(db: &mut Db, import: Key) -> Result<(), Error> {
    const SQL: &str = "UPDATE import SET file = NULL, due_at = NULL WHERE id = $1 \
                       AND state IN ('done', 'cancelled', 'failed')";
    on_engine!(db, c => sqlx::query(SQL).bind(import).execute(c).await.map(drop))
}

#[derive(FromRow)]
struct ReportRow {
    line: i64,
    outcome: String,
    problems: String,
    subject: Option<Key>,
}

/// A part of the report; `outcome` is a word, or empty for all.
pub async fn report(
    db: &mut Db,
    import: ImportId,
    outcome: &str,
    (after, most): (i64, i64),
) -> Result<Vec<(RowReport, Option<Uuid>)>, Error> {
    const ALL: &str = "SELECT line, outcome, problems, subject FROM import_row WHERE import_id = $1 AND line > $2 \
                       ORDER BY line LIMIT $3";
    const ONE: &str = "SELECT line, outcome, problems, subject FROM import_row WHERE import_id = $1 AND line > $2 \
                       AND outcome = $4 ORDER BY line LIMIT $3";
    let rows: Vec<ReportRow> = on_engine!(db, c => {
        let query = sqlx::query_as(if outcome.is_empty() { ALL } else { ONE });
        let query = query.bind(Key::from(import)).bind(after).bind(most);
        let query = if outcome.is_empty() { query } else { query.bind(outcome.to_owned()) };
        query.fetch_all(c).await?
    });
    let read = |row: ReportRow| {
        let report = RowReport {
            line: small(row.line),
            outcome: Outcome::parse(&row.outcome).unwrap_or(Outcome::Rejected),
            problems: serde_json::from_str(&row.problems).unwrap_or_default(),
            link: String::new(),
        };
        (report, row.subject.map(|key| key.0))
    };
    Ok(rows.into_iter().map(read).collect())
}

/// How many links there are to be fetched.
pub async fn count_links(db: &mut Db, import: ImportId) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM import_row WHERE import_id = $1 AND link IS NOT NULL";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(import)).fetch_one(c).await)
}

/// Hands the secrets of links over, with their lines; they are gone afterwards.
pub async fn take_links(db: &mut Db, import: ImportId) -> Result<Vec<(i64, String)>, Error> {
    const READ: &str = "SELECT id, line, link FROM import_row WHERE import_id = $1 AND link IS NOT NULL ORDER BY line";
    const TAKE: &str = "UPDATE import_row SET link = NULL WHERE id = $1 AND link IS NOT NULL";
    let rows: Vec<(Key, i64, Vec<u8>)> =
        on_engine!(db, c => sqlx::query_as(READ).bind(Key::from(import)).fetch_all(c).await?);
    let mut links = Vec::with_capacity(rows.len());
    for (id, line, sealed) in rows {
        let taken = on_engine!(db, c => sqlx::query(TAKE).bind(id).execute(c).await?.rows_affected());
        if taken == 1 {
            links.push((line, db.keys().open(Column::IMPORT_LINK, id.0, &sealed)?));
        }
    }
    Ok(links)
}
