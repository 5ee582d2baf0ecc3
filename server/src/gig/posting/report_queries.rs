//! SQL of reports about postings, one function per statement.

use domain::{
    gig::posting::{Report, ReportOutcome, ReportReason},
    id::{AccountId, PostingId, ShiftId},
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

/// A posting on the list as a report needs it.
#[derive(FromRow)]
pub struct ReportedRow {
    pub posting_id: Key,
    pub title: String,
    pub duties: String,
    pub requirements: String,
    pub pay_unit: String,
    pub pay_amount: i64,
    pub pay_pieces: i64,
    pub region: String,
    pub employer_id: Key,
    pub employer: String,
}

const REPORTED: &str = "SELECT p.id AS posting_id, p.title, p.duties, p.requirements, p.pay_unit, p.pay_amount, \
                        p.pay_pieces, p.region, p.employer_id, e.name AS employer \
                        FROM posting p JOIN organisation e ON e.id = p.employer_id";

/// The posting of a shift.
pub async fn of_shift(db: &mut Db, shift: ShiftId) -> Result<Option<ReportedRow>, Error> {
    let sql = format!("{REPORTED} WHERE p.id = (SELECT posting_id FROM shift WHERE id = $1)");
    on_engine!(db, c => {
        let sql = sqlx::AssertSqlSafe(sql);
        sqlx::query_as(sql).bind(Key::from(shift)).fetch_optional(c).await
    })
}

/// A posting.
pub async fn posting(db: &mut Db, id: PostingId) -> Result<Option<ReportedRow>, Error> {
    let sql = format!("{REPORTED} WHERE p.id = $1");
    on_engine!(db, c => sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(Key(id.0)).fetch_optional(c).await)
}

/// A report on its way into the table.
pub struct NewReport<'a> {
    pub id: Uuid,
    pub posting: PostingId,
    pub shift: ShiftId,
    pub by: AccountId,
    pub reason: ReportReason,
    pub words: &'a str,
    pub at: Moment,
}

/// Keeps a report; false if one of theirs waits already.
pub async fn insert(db: &mut Db, new: &NewReport<'_>) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO posting_report (id, posting_id, shift_id, account_id, reason, words, reported_at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let words = db.keys().seal(Column::REPORT, new.id, new.words)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(new.id)).bind(Key(new.posting.0)).bind(Key::from(new.shift));
        let query = query.bind(Key::from(new.by)).bind(new.reason.word()).bind(words).bind(new.at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Since when a report of this account waits.
pub async fn waits(db: &mut Db, posting: PostingId, account: AccountId) -> Result<Option<Moment>, Error> {
    const SQL: &str = "SELECT reported_at FROM posting_report \
                       WHERE posting_id = $1 AND account_id = $2 AND outcome IS NULL";
    let at: Option<i64> = on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(Key(posting.0)).bind(Key::from(account)).fetch_optional(c).await?
    });
    Ok(at.map(Moment))
}

#[derive(FromRow)]
struct ReportRow {
    id: Key,
    reason: String,
    words: Vec<u8>,
    reported_at: i64,
    outcome: Option<String>,
}

/// The reports of a posting, those that wait first, then the last ones.
pub async fn of_posting(db: &mut Db, posting: PostingId) -> Result<Vec<Report>, Error> {
    const SQL: &str = "SELECT id, reason, words, reported_at, outcome FROM posting_report WHERE posting_id = $1 \
                       ORDER BY CASE WHEN outcome IS NULL THEN 0 ELSE 1 END, reported_at DESC, id DESC LIMIT 100";
    let rows: Vec<ReportRow> = on_engine!(db, c => sqlx::query_as(SQL).bind(Key(posting.0)).fetch_all(c).await?);
    let report = |row: ReportRow| {
        Ok(Report {
            reason: ReportReason::parse(&row.reason).unwrap_or(ReportReason::Other),
            words: db.keys().open(Column::REPORT, row.id.0, &row.words)?,
            at: Moment(row.reported_at),
            outcome: row.outcome.as_deref().and_then(ReportOutcome::parse),
        })
    };
    rows.into_iter().map(report).collect()
}

/// Answers all reports that wait; gives who made them, and by which shift.
pub async fn answer(
    db: &mut Db,
    posting: PostingId,
    outcome: ReportOutcome,
    by: AccountId,
    at: Moment,
) -> Result<Vec<(AccountId, ShiftId)>, Error> {
    const SQL: &str = "UPDATE posting_report SET outcome = $2, decided_by = $3, decided_at = $4 \
                       WHERE posting_id = $1 AND outcome IS NULL RETURNING account_id, shift_id";
    let rows: Vec<(Key, Key)> = on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(Key(posting.0)).bind(outcome.word()).bind(Key::from(by)).bind(at.0);
        query.fetch_all(c).await?
    });
    Ok(rows.into_iter().map(|(account, shift)| (account.into(), shift.into())).collect())
}
