//! SQL of arrears, one function per statement.

use domain::{
    gig::arrears::{ArrearsRow, ArrearsStep, Overdue, OverdueClaim, step},
    id::OrganisationId,
    identity::mask_name,
    money::Fen,
    region::RegionCode,
    when::Moment,
};
use sqlx::{Error, FromRow};

use crate::{
    gig::settlement::queries::Payee,
    reference::Reference,
    store::{Column, Db, Key, on_engine},
};

const fn overdue(since: i64, claims: i64, open: i64) -> Overdue {
    Overdue { since: Moment(since), claims, open: Fen(open) }
}

/// What an employer owes beyond its day.
pub async fn of_organisation(db: &mut Db, id: OrganisationId, now: Moment) -> Result<Option<Overdue>, Error> {
    const SQL: &str = "SELECT MIN(due_at), COUNT(*), CAST(COALESCE(SUM(owed - paid), 0) AS BIGINT) FROM settlement \
                       WHERE organisation_id = $1 AND paid < owed AND due_at <= $2";
    let (since, claims, open): (Option<i64>, i64, i64) =
        on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).bind(now.0).fetch_one(c).await?);
    Ok(since.map(|since| overdue(since, claims, open)))
}

/// Employers that owe anything beyond its day, with the moment since when.
pub async fn late(db: &mut Db, now: Moment) -> Result<Vec<(Key, i64)>, Error> {
    const SQL: &str = "SELECT organisation_id, MIN(due_at) FROM settlement WHERE paid < owed AND due_at <= $1 \
                       GROUP BY organisation_id";
    on_engine!(db, c => sqlx::query_as(SQL).bind(now.0).fetch_all(c).await)
}

/// Employers whose case waits for the staff though nothing is overdue any more.
pub async fn cleared(db: &mut Db, now: Moment) -> Result<Vec<Key>, Error> {
    const SQL: &str = "SELECT w.subject FROM work_item w WHERE w.kind = 'arrears' AND NOT EXISTS \
                       (SELECT t.claim_id FROM settlement t WHERE t.organisation_id = w.subject AND t.paid < t.owed \
                       AND t.due_at <= $1) LIMIT 100";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(now.0).fetch_all(c).await)
}

/// Notes that a step was taken; false if it was before.
pub async fn take(
    db: &mut Db,
    id: OrganisationId,
    (since, step): (Moment, ArrearsStep),
    at: Moment,
) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO arrears_step (organisation_id, since, step, at) VALUES ($1, $2, $3, $4) \
                       ON CONFLICT DO NOTHING";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(id)).bind(since.0).bind(step.word()).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// The steps that were taken, the last first.
pub async fn taken(db: &mut Db, id: OrganisationId) -> Result<Vec<(ArrearsStep, Moment)>, Error> {
    const SQL: &str = "SELECT step, at FROM arrears_step WHERE organisation_id = $1 ORDER BY at DESC, since, step \
                       LIMIT 50";
    let rows: Vec<(String, i64)> = on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_all(c).await?);
    Ok(rows.into_iter().filter_map(|(word, at)| Some((ArrearsStep::parse(&word)?, Moment(at)))).collect())
}

/// Name and region of an organisation.
pub async fn organisation(db: &mut Db, id: OrganisationId) -> Result<Option<(String, String)>, Error> {
    const SQL: &str = "SELECT name, region FROM organisation WHERE id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_optional(c).await)
}

#[derive(FromRow)]
struct BoardRow {
    organisation_id: Key,
    name: String,
    region: String,
    since: i64,
    claims: i64,
    open: i64,
}

/// Employers with arrears for work in a region, the longest overdue first.
pub async fn board(
    db: &mut Db,
    reference: &Reference,
    region: &RegionCode,
    (now, most): (Moment, i64),
) -> Result<Vec<ArrearsRow>, Error> {
    const SQL: &str = "SELECT t.organisation_id, e.name, e.region, MIN(t.due_at) AS since, COUNT(*) AS claims, \
                       CAST(SUM(t.owed - t.paid) AS BIGINT) AS open FROM settlement t \
                       JOIN organisation e ON e.id = t.organisation_id WHERE t.paid < t.owed AND t.due_at <= $1 \
                       AND t.region >= $2 AND t.region < $3 GROUP BY t.organisation_id, e.name, e.region \
                       ORDER BY MIN(t.due_at), t.organisation_id LIMIT $4";
    let (first, end) = region.span();
    let rows: Vec<BoardRow> = on_engine!(db, c => {
        sqlx::query_as(SQL).bind(now.0).bind(first).bind(end).bind(most).fetch_all(c).await?
    });
    let row = |row: BoardRow| {
        Some(ArrearsRow {
            organisation: row.organisation_id.into(),
            name: row.name,
            place: RegionCode::parse(&row.region).map(|region| reference.place_name(&region)).unwrap_or_default(),
            step: step(Moment(row.since), now)?,
            overdue: overdue(row.since, row.claims, row.open),
        })
    };
    Ok(rows.into_iter().filter_map(row).collect())
}

/// How much is open beyond its day in each county of a region, the most first.
pub async fn by_county(db: &mut Db, region: &RegionCode, now: Moment) -> Result<Vec<(String, i64)>, Error> {
    const SQL: &str = "SELECT SUBSTR(region, 1, 6), CAST(SUM(owed - paid) AS BIGINT) FROM settlement \
                       WHERE paid < owed AND due_at <= $1 AND region >= $2 AND region < $3 \
                       GROUP BY SUBSTR(region, 1, 6) ORDER BY 2 DESC, 1 LIMIT 100";
    let (first, end) = region.span();
    on_engine!(db, c => sqlx::query_as(SQL).bind(now.0).bind(first).bind(end).fetch_all(c).await)
}

#[derive(FromRow)]
struct ClaimRow {
    claim_id: Key,
    title: String,
    starts_at: i64,
    due_at: i64,
    owed: i64,
    paid: i64,
    payee: Option<Vec<u8>>,
}

/// The overdue claims of an employer for work in a region, the oldest first; who is to be paid is masked.
pub async fn claims(
    db: &mut Db,
    id: OrganisationId,
    region: &RegionCode,
    now: Moment,
) -> Result<Vec<OverdueClaim>, Error> {
    const SQL: &str = "SELECT t.claim_id, p.title, t.starts_at, t.due_at, t.owed, t.paid, t.payee FROM settlement t \
                       JOIN claim c ON c.id = t.claim_id JOIN shift s ON s.id = c.shift_id \
                       JOIN posting p ON p.id = s.posting_id WHERE t.organisation_id = $1 AND t.paid < t.owed \
                       AND t.due_at <= $2 AND t.region >= $3 AND t.region < $4 ORDER BY t.due_at, t.claim_id LIMIT 200";
    let (first, end) = region.span();
    let rows: Vec<ClaimRow> = on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(Key::from(id)).bind(now.0).bind(first).bind(end);
        query.fetch_all(c).await?
    });
    let read = |row: ClaimRow| {
        let payee = row.payee.map(|sealed| db.keys().open(Column::PAYEE, row.claim_id.0, &sealed)).transpose()?;
        let payee: Payee = payee.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        Ok(OverdueClaim {
            title: row.title,
            starts: Moment(row.starts_at),
            worker: mask_name(&payee.name),
            due: Moment(row.due_at),
            owed: Fen(row.owed),
            paid: Fen(row.paid),
        })
    };
    rows.into_iter().map(read).collect()
}
