//! What the pages about cases show to each side.

use domain::{
    error::Refused,
    gig::case::{CaseSide, CaseState, CaseView, EmployerCases, MyCases, inspected_by},
    id::{CaseId, OrganisationId},
    identity::{Actor, mask_name},
    when::Moment,
};

use super::{CaseRow, Service, files_of, person, queries};
use crate::{
    attachment,
    identity::{organisation, queries as people},
    store::{Db, Key, unreachable},
};

/// Who looks, and how much of what was said and added they may read.
#[derive(Clone, Copy)]
pub struct Sight {
    /// From which side.
    pub side: CaseSide,
    /// Words and files too.
    pub whole: bool,
    /// They may do what their side may.
    pub acts: bool,
}

/// A case as somebody sees it.
pub async fn view(service: &Service, db: &mut Db, row: &CaseRow, sight: Sight) -> Result<CaseView, sqlx::Error> {
    let (now, facts, id) = (service.base.clock.now(), row.facts(), row.id.into());
    let mut entries = queries::entries(db, id).await?;
    if !sight.whole {
        for entry in &mut entries {
            entry.words = None;
        }
    }
    let files = if sight.side == CaseSide::Employer { Vec::new() } else { attachment::list(db, files_of(id)).await? };
    let name = people::profile(db, row.account_id.into()).await?.unwrap_or_default().name;
    let region = row.region();
    let inspected = region.as_ref().filter(|_| facts.state == CaseState::Transferred).map(|region| {
        let since = Moment(row.state_at);
        inspected_by(since, &service.base.settings.workdays(region, since))
    });
    Ok(CaseView {
        now,
        case: id,
        side: sight.side,
        category: facts.category,
        state: facts.state,
        version: row.version,
        shown: facts.shown_to_employer(),
        claim: row.claim_id.into(),
        shift: row.shift_id.into(),
        title: row.title.clone(),
        organisation: row.organisation_id.into(),
        employer: row.employer.clone(),
        worker: match sight.side {
            CaseSide::Worker => String::new(),
            CaseSide::Employer => name,
            CaseSide::Staff => mask_name(&name),
        },
        place: region.map(|region| service.base.reference.place_name(&region)).unwrap_or_default(),
        starts: row.hours().starts,
        ends: row.hours().ends,
        filed: Moment(row.filed_at),
        due: row.due().or(inspected),
        entries,
        files,
        opens_files: sight.whole,
        steps: if sight.acts { facts.steps(sight.side) } else { Vec::new() },
        key: service.base.clock.id().simple().to_string(),
    })
}

/// One's own cases.
pub async fn mine(service: &Service, actor: &Actor) -> Result<MyCases, Refused> {
    let account = person(actor)?;
    let rows = queries::of_account(&mut service.base.read().await?, account).await;
    let rows = rows.map_err(|error| unreachable(&error))?;
    Ok(MyCases { now: service.base.clock.now(), cases: rows.iter().map(CaseRow::line).collect() })
}

/// One of them.
pub async fn own(service: &Service, actor: &Actor, id: CaseId) -> Result<CaseView, Refused> {
    let account = person(actor)?;
    let mut db = service.base.read().await?;
    let read = async {
        let row = queries::case(&mut db, id).await?.filter(|row| row.account_id == Key::from(account));
        let Some(row) = row else { return Ok(None) };
        let sight = Sight { side: CaseSide::Worker, whole: true, acts: true };
        Ok(Some(view(service, &mut db, &row, sight).await?))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// The cases that an organisation knows of.
pub async fn of_employer(
    service: &Service,
    actor: &Actor,
    organisation: OrganisationId,
) -> Result<EmployerCases, Refused> {
    let account = person(actor)?;
    let mut db = service.base.read().await?;
    let read = async {
        if organisation::role_in(&mut db, organisation, account).await?.is_none() {
            return Ok(None);
        }
        let name = organisation::name_of(&mut db, organisation).await?.unwrap_or_default();
        let rows = queries::of_organisation(&mut db, organisation).await?;
        let known = rows.iter().filter(|row| row.facts().shown_to_employer());
        let cases = known.map(CaseRow::line).collect();
        Ok(Some(EmployerCases { now: service.base.clock.now(), organisation, name, cases }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// One of them.
pub async fn for_employer(
    service: &Service,
    actor: &Actor,
    organisation: OrganisationId,
    id: CaseId,
) -> Result<CaseView, Refused> {
    let account = person(actor)?;
    let mut db = service.base.read().await?;
    let read = async {
        if organisation::role_in(&mut db, organisation, account).await?.is_none() {
            return Ok(None);
        }
        let row = queries::case(&mut db, id).await?;
        let known = |row: &CaseRow| row.organisation_id == Key::from(organisation) && row.facts().shown_to_employer();
        let Some(row) = row.filter(known) else { return Ok(None) };
        let sight = Sight { side: CaseSide::Employer, whole: true, acts: true };
        Ok(Some(view(service, &mut db, &row, sight).await?))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}
