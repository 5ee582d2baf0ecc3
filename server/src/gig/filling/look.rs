//! What employers see of those who have applied.

use std::collections::HashMap;

use domain::{
    error::Refused,
    gig::filling::{Applicant, ApplicantSort, ApplicantsPage},
    id::{OrganisationId, ShiftId},
    identity::{Actor, mask_name},
    occupation::OccupationCode,
    when::Moment,
};
use sqlx::Error;

use super::{
    Service,
    queries::{self, ApplicantRow, Past},
};
use crate::{
    gig::{
        attendance::{person, queries::SiteRow, site_of},
        rating,
        rows::count,
    },
    store::{Db, Key, unreachable},
};

/// The most applicants on a page.
const PAGE: usize = 200;
/// So far back work counts, and so far shifts to which somebody did not come, milliseconds.
const WORKED: i64 = 365 * Moment::DAY;
const MISSED: i64 = 180 * Moment::DAY;

/// Those who have applied for a shift.
pub async fn applicants(
    service: &Service,
    actor: &Actor,
    (organisation, shift): (OrganisationId, ShiftId),
    sort: ApplicantSort,
) -> Result<ApplicantsPage, Refused> {
    let (account, now) = (person(actor)?, service.base.clock.now());
    let mut db = service.base.read().await?;
    let read = async {
        let Some(site) = site_of(&mut db, organisation, shift, account).await? else { return Ok(None) };
        let most = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
        let mut rows = queries::applicants(&mut db, shift, most).await?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let since = (Moment(now.0 - WORKED), Moment(now.0 - MISSED));
        let past = queries::past(&mut db, (shift, organisation), since).await?;
        let past: HashMap<Key, Past> = past.into_iter().map(|row| (row.0, row)).collect();
        let taken = claims_holding(&mut db, shift).await?;
        let mut ratings = rating::queries::of_crew(&mut db, shift, now).await?;
        let mut applicants = Vec::new();
        for row in &rows {
            let one = applicant(service, &db, &site, row, past.get(&row.account_id))?;
            applicants.extend(one.map(|one| Applicant { ratings: ratings.remove(&row.account_id), ..one }));
        }
        sort.arrange(&mut applicants);
        let (starts, ends) = (Moment(site.starts_at), Moment(site.ends_at));
        Ok(Some(ApplicantsPage {
            now,
            organisation,
            shift,
            title: site.title.clone(),
            starts,
            ends,
            fills: site.fills(),
            seats: count(site.seats),
            taken,
            open: site.closed_at.is_none() && now < starts,
            sort,
            applicants,
            more,
        }))
    };
    read.await.map_err(|error: Error| unreachable(&error))?.ok_or(Refused::Missing)
}

async fn claims_holding(db: &mut Db, shift: ShiftId) -> Result<u32, Error> {
    let seats = crate::gig::queries::seats_now(db, Key::from(shift)).await?;
    Ok(seats.map_or(0, |seats| seats.taken))
}

fn applicant(
    service: &Service,
    db: &Db,
    site: &SiteRow,
    row: &ApplicantRow,
    past: Option<&Past>,
) -> Result<Option<Applicant>, Error> {
    let Some(state) = row.state() else { return Ok(None) };
    let reference = &service.base.reference;
    let trades: Vec<OccupationCode> = row.trades.split_whitespace().filter_map(OccupationCode::parse).collect();
    let named = trades.iter().filter_map(|code| Some(reference.occupation(code)?.name.clone()));
    let (done, done_here, missed) = past.map_or((0, 0, 0), |(_, done, here, missed)| (*done, *here, *missed));
    Ok(Some(Applicant {
        claim: row.id.into(),
        name: mask_name(&row.name(db)?),
        state,
        applied: Moment(row.made_at),
        done: count(done),
        done_here: count(done_here),
        missed: count(missed),
        same_trade: trades.iter().any(|code| code.as_str() == site.occupation),
        trades: named.collect(),
        metres: row.home().map(|home| reference.point_of(&home).metres_to(site.point())),
        verified: row.verified,
        reason: row.reason(),
        ratings: None,
    }))
}
