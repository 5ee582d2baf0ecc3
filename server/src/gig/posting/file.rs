//! The file of an employer, as the staff of a region see it: of its work there, and of nothing elsewhere.

use domain::{
    error::Refused,
    gig::{
        arrears::{self, ArrearsStep},
        case::CaseState,
        employer::{EmployerEvent, EmployerFile, LOOKED_BACK, WorkGiven, latest},
    },
    id::{CaseId, OrganisationId, PostingId},
    identity::{Actor, Right},
    measure::Share,
    money::Fen,
    region::RegionCode,
    when::Moment,
};
use sqlx::{Error, FromRow};

use super::{Service, queries, staff};
use crate::{
    gig::{arrears::overdue_of, rating, reliability, rows::count},
    store::{Db, Key, on_engine, unreachable},
};

/// Events of each kind, and in all.
const EVENTS: i64 = 40;

/// The file.
pub async fn show(service: &Service, actor: &Actor, id: OrganisationId) -> Result<EmployerFile, Refused> {
    let (scope, now) = (&staff(actor, Right::Look)?.region, service.clock.now());
    let mut db = service.read().await?;
    let read = async {
        let Some(known) = known(&mut db, id).await? else { return Ok(None) };
        let at = Within { id, scope: scope.span(), since: Moment(now.0 - LOOKED_BACK), now };
        let region = RegionCode::parse(&known.region);
        let theirs = region.as_ref().is_some_and(|region| scope.covers(region));
        if !theirs && postings_there(&mut db, &at).await? == 0 {
            return Ok(None);
        }
        let overdue = overdue_of(&mut db, id, now).await?;
        Ok(Some(EmployerFile {
            now,
            organisation: id,
            name: known.name,
            place: region.map(|region| service.reference.place_name(&region)).unwrap_or_default(),
            verified: known.verified_until.is_some_and(|until| until > now.0),
            since: Moment(known.created_at),
            postings: queries::history(&mut db, id, now).await?,
            work: work(&mut db, &at).await?,
            arrears: overdue.and_then(|overdue| arrears::step(overdue.since, now)),
            reliability: reliability::of_employer(&mut db, id, now).await?,
            ratings: rating::queries::of_organisation(&mut db, id, now).await?,
            events: latest(events(&mut db, &at).await?, usize::try_from(EVENTS).unwrap_or_default()),
        }))
    };
    read.await.map_err(|error: Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// Whose file, of which region, since when.
struct Within {
    id: OrganisationId,
    scope: (String, String),
    since: Moment,
    now: Moment,
}

#[derive(FromRow)]
struct KnownRow {
    name: String,
    region: String,
    verified_until: Option<i64>,
    created_at: i64,
}

async fn known(db: &mut Db, id: OrganisationId) -> Result<Option<KnownRow>, Error> {
    const SQL: &str = "SELECT name, region, verified_until, created_at FROM organisation WHERE id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_optional(c).await)
}

async fn postings_there(db: &mut Db, at: &Within) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM posting WHERE employer_id = $1 AND region >= $2 AND region < $3";
    let (first, end) = &at.scope;
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(at.id)).bind(first).bind(end).fetch_one(c).await)
}

#[derive(FromRow)]
struct ShiftsRow {
    shifts: i64,
    cancelled: i64,
    seats: i64,
    taken: i64,
}

#[derive(FromRow)]
struct WagesRow {
    claims: i64,
    late: i64,
    owed: i64,
    paid: i64,
}

/// What the work came to.
async fn work(db: &mut Db, at: &Within) -> Result<WorkGiven, Error> {
    const SHIFTS: &str = "SELECT COUNT(*) AS shifts, COUNT(s.closed_at) AS cancelled, \
                          CAST(COALESCE(SUM(CASE WHEN s.closed_at IS NULL THEN s.seats END), 0) AS BIGINT) AS seats, \
                          CAST(COALESCE(SUM(CASE WHEN s.closed_at IS NULL THEN s.taken END), 0) AS BIGINT) AS taken \
                          FROM posting p JOIN shift s ON s.posting_id = p.id WHERE p.employer_id = $1 \
                          AND p.region >= $2 AND p.region < $3 AND s.starts_at >= $4 AND s.starts_at < $5";
    const CLAIMS: &str = "SELECT c.state, COUNT(*) FROM posting p JOIN shift s ON s.posting_id = p.id \
                          JOIN claim c ON c.shift_id = s.id WHERE p.employer_id = $1 AND p.region >= $2 \
                          AND p.region < $3 AND s.starts_at >= $4 AND s.starts_at < $5 GROUP BY c.state";
    const WAGES: &str = "SELECT COUNT(*) AS claims, COUNT(CASE WHEN paid < owed AND due_at <= $5 THEN 1 END) AS late, \
                         CAST(COALESCE(SUM(owed), 0) AS BIGINT) AS owed, \
                         CAST(COALESCE(SUM(paid), 0) AS BIGINT) AS paid FROM settlement \
                         WHERE organisation_id = $1 AND region >= $2 AND region < $3 AND starts_at >= $4";
    let (id, (first, end), since, now) = (Key::from(at.id), &at.scope, at.since.0, at.now.0);
    let shifts: ShiftsRow = on_engine!(db, c => {
        sqlx::query_as(SHIFTS).bind(id).bind(first).bind(end).bind(since).bind(now).fetch_one(c).await?
    });
    let claims: Vec<(String, i64)> = on_engine!(db, c => {
        sqlx::query_as(CLAIMS).bind(id).bind(first).bind(end).bind(since).bind(now).fetch_all(c).await?
    });
    let wages: WagesRow = on_engine!(db, c => {
        sqlx::query_as(WAGES).bind(id).bind(first).bind(end).bind(since).bind(now).fetch_one(c).await?
    });
    let of = |states: &[&str]| {
        let those = claims.iter().filter(|(state, _)| states.contains(&state.as_str()));
        count(those.map(|(_, n)| n).sum())
    };
    Ok(WorkGiven {
        shifts: count(shifts.shifts),
        cancelled: count(shifts.cancelled),
        seats: Share::new(count(shifts.taken), count(shifts.seats)),
        worked: of(&["checked_in", "checked_out", "settled"]),
        no_shows: of(&["no_show"]),
        employer_no_shows: of(&["employer_no_show"]),
        in_time: Share::new(count(wages.claims - wages.late), count(wages.claims)),
        owed: Fen(wages.owed),
        paid: Fen(wages.paid),
    })
}

/// What happened, in no order.
async fn events(db: &mut Db, at: &Within) -> Result<Vec<(Moment, EmployerEvent)>, Error> {
    const PUBLISHED: &str = "SELECT id, title, published_at FROM posting WHERE employer_id = $1 AND region >= $2 \
                             AND region < $3 ORDER BY published_at DESC LIMIT $4";
    const REPORTED: &str = "SELECT p.id, p.title, MAX(r.decided_at) FROM posting p \
                            JOIN posting_report r ON r.posting_id = p.id WHERE p.employer_id = $1 AND p.region >= $2 \
                            AND p.region < $3 AND r.outcome IN ('removed', 'warned') \
                            GROUP BY p.id, p.title, r.decided_at ORDER BY r.decided_at DESC LIMIT $4";
    const CASES: &str = "SELECT id, state, state_at FROM rights_case WHERE organisation_id = $1 AND region >= $2 \
                         AND region < $3 ORDER BY state_at DESC LIMIT $4";
    const STEPS: &str = "SELECT step, at FROM arrears_step WHERE organisation_id = $1 ORDER BY at DESC LIMIT $2";
    type Row = (Key, String, i64);
    let (id, (first, end)) = (Key::from(at.id), &at.scope);
    let [published, reported, cases] = {
        let mut all: [Vec<Row>; 3] = Default::default();
        for (sql, rows) in [PUBLISHED, REPORTED, CASES].into_iter().zip(&mut all) {
            *rows = on_engine!(db, c => {
                sqlx::query_as(sql).bind(id).bind(first).bind(end).bind(EVENTS).fetch_all(c).await?
            });
        }
        all
    };
    let steps: Vec<(String, i64)> =
        on_engine!(db, c => sqlx::query_as(STEPS).bind(id).bind(EVENTS).fetch_all(c).await?);
    let posting = |make: fn(PostingId, String) -> EmployerEvent| {
        move |(id, title, at): Row| (Moment(at), make(PostingId(id.0), title))
    };
    let mut events: Vec<_> = published.into_iter().map(posting(EmployerEvent::Published)).collect();
    events.extend(reported.into_iter().map(posting(EmployerEvent::Reported)));
    events.extend(cases.into_iter().filter_map(|(id, state, at)| {
        Some((Moment(at), EmployerEvent::Case(CaseId(id.0), CaseState::parse(&state)?)))
    }));
    events.extend(
        steps
            .into_iter()
            .filter_map(|(step, at)| Some((Moment(at), EmployerEvent::Arrears(ArrearsStep::parse(&step)?)))),
    );
    Ok(events)
}
