//! Employers whom one gets to know: the one that whoever looks at the demonstration can act for, and those that owe wages,
//! one on each rung of the ladder. All of them lie in the first counties of the city.

use std::sync::Arc;

use domain::{
    gig::{SettlementTerm, arrears::ArrearsStep},
    id::{AccountId, OrganisationId},
    region::RegionCode,
    when::Moment,
};
use sqlx::Error;

use super::{
    books::{self, Written},
    claims::{self, Crew},
    compose::{Composer, Employer},
    past,
    work::Book,
    write,
};
use crate::{reference::Reference, setting::Settings, store::Store};

/// Whom one can act for, and as whom it acts until then.
#[derive(Clone, Copy, Debug)]
pub struct Lead {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its sample owner.
    pub owner: AccountId,
}

/// An employer with the days on which people worked for it, so many ago, and how it pays.
struct Part {
    employer: Employer,
    ago: Vec<i64>,
    terms: &'static [SettlementTerm],
}

/// The counties in which they lie.
pub fn counties(reference: &Reference) -> Vec<RegionCode> {
    reference.counties().iter().take(3).map(|county| county.code.clone()).collect()
}

/// Writes them with their days; gives the one to act for and how many claims.
pub async fn play(
    store: &Store,
    reference: &Reference,
    composer: &mut Composer<'_>,
    (crew, settings): (&mut Crew, &Settings),
) -> Result<(Option<Lead>, u32), Error> {
    let Some((lead, parts)) = parts(reference, composer) else { return Ok((None, 0)) };
    let mut claims = 0;
    for part in parts {
        let employers = Arc::new(vec![part.employer.clone()]);
        write::employers(store, employers.clone()).await?;
        composer.stay_in(&county_of(&part.employer.town));
        claims += days(store, composer, (crew, settings), (&employers, &part)).await?;
    }
    Ok((Some(lead), claims))
}

fn county_of(town: &RegionCode) -> RegionCode {
    town.county().and_then(RegionCode::parse).unwrap_or_else(|| town.clone())
}

fn parts(reference: &Reference, composer: &mut Composer) -> Option<(Lead, Vec<Part>)> {
    const AGO: [i64; 9] = [13, 11, 9, 7, 6, 5, 3, 2, 1];
    let counties = counties(reference);
    let first = counties.first()?;
    let mut lead = employer(composer, first);
    lead.kind = "firm";
    lead.name = format!("示例{}零工服务有限公司", reference.short_name(first));
    // Two days: work of a night is due a day later, and something is to be overdue at any hour.
    lead.owes_from = Some(Moment(Moment::start_of(composer.now.date()).0 - Moment::DAY - 1));
    let known = Lead { organisation: OrganisationId(lead.id), owner: AccountId(lead.owner?) };
    let mut parts =
        vec![Part { employer: lead, ago: AGO.to_vec(), terms: &[SettlementTerm::SameDay, SettlementTerm::Weekly] }];
    for (at, step) in ArrearsStep::ALL.iter().enumerate() {
        // Work that was to be paid on its day, the oldest of which nobody has paid since the step was reached.
        let oldest = step.after_days() + [2, 2, 3, 3][at.min(3)];
        let mut late = employer(composer, &counties[at % counties.len()]);
        late.owes_from = Some(Moment(Moment::start_of(composer.now.date()).0 - oldest * Moment::DAY));
        let ago = (1..=oldest + 2).rev().step_by(if oldest > 6 { 2 } else { 1 }).collect();
        parts.push(Part { employer: late, ago, terms: &[SettlementTerm::SameDay] });
    }
    Some((known, parts))
}

/// An employer in a county for whom somebody acts.
fn employer(composer: &mut Composer, county: &RegionCode) -> Employer {
    composer.stay_in(county);
    // A household has no thirty people at work.
    let mut employer = composer.employer(200);
    while employer.kind == "household" {
        employer = composer.employer(200);
    }
    (employer.verified, employer.owner) = (true, Some(composer.id()));
    employer
}

async fn days(
    store: &Store,
    composer: &mut Composer<'_>,
    (crew, settings): (&mut Crew, &Settings),
    (employers, part): (&[Employer], &Part),
) -> Result<u32, Error> {
    let (mut postings, mut claims, mut written) = (Vec::new(), Vec::new(), Written::default());
    for (at, ago) in part.ago.chunks(2).enumerate() {
        let mut posting = composer.posting(employers, 2);
        let term = part.terms[at % part.terms.len()];
        past::move_to(composer, &mut posting, ago, term);
        let Some(book) = Book::of(settings, employers, &posting, composer.now) else { continue };
        claims.extend(past::all_worked(composer, crew, &mut posting, (&book, &mut written)));
        postings.push(posting);
    }
    write::postings(store, Arc::new(postings)).await?;
    let made = claims::write(store, claims).await?;
    books::write(store, written).await?;
    Ok(made)
}
