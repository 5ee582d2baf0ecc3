//! What members see of their organisation's postings, and copies of them.

use std::collections::HashSet;

use domain::{
    error::Refused,
    gig::posting::{
        CopyDraft, DiscardDraft, OwnPosting, OwnPostings, PostingPage, PostingState, Rows, Sheet, SheetChoices,
        ShiftDraft,
    },
    id::{OrganisationId, PostingId},
    identity::Actor,
    occupation::{OccupationChoice, OccupationCode},
    region::{RegionChoice, RegionCode},
    when::Moment,
};
use sqlx::Error;

use super::{Service, id, no, of, person, queries};
use crate::store::{Db, unreachable};

/// Postings on the page.
const PAGE: usize = 100;

/// The page of all.
pub async fn list(service: &Service, actor: &Actor, organisation: OrganisationId) -> Result<OwnPostings, Refused> {
    let (account, now) = (person(actor)?, service.clock.now());
    let mut db = service.read().await?;
    let read = async {
        let Some(known) = service.member(&mut db, organisation, account, now).await? else { return Ok(None) };
        let most = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
        let rows = queries::drafts_of(&mut db, organisation, most).await?;
        let more = rows.len() > PAGE;
        let mut postings = Vec::new();
        for row in rows.into_iter().take(PAGE) {
            let (id, state) = (PostingId(row.id.0), row.state());
            let amends = row.amends().is_some();
            if amends && state == PostingState::Closed {
                // It has come into effect, and stands in the posting that it changed.
                continue;
            }
            let shifts = if state.seen() { queries::shifts(&mut db, id).await? } else { Vec::new() };
            let (title, changed) = (row.sheet(&db)?.posting.title, Moment(row.changed_at));
            let (may_discard, version) = (state.may_discard(row.filed_at.is_some()), row.version);
            postings.push(OwnPosting { id, title, state, amends, may_discard, changed, shifts, version });
        }
        let (name, verified) = (known.name, known.verified);
        let fresh = PostingId(service.clock.id());
        Ok(Some(OwnPostings { now, organisation, name, verified, postings, more, fresh }))
    };
    read.await.map_err(|error: Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// The page of one, or of a blank one.
pub async fn open(
    service: &Service,
    actor: &Actor,
    organisation: OrganisationId,
    posting: &str,
) -> Result<PostingPage, Refused> {
    let (account, now) = (person(actor)?, service.clock.now());
    let known_id: Option<PostingId> = if posting == "new" { None } else { Some(id(posting)?) };
    let mut db = service.read().await?;
    let read = async {
        let Some(known) = service.member(&mut db, organisation, account, now).await? else { return Ok(None) };
        let fresh = PostingId(service.clock.id());
        let blank = || PostingPage {
            now,
            organisation,
            name: known.name.clone(),
            verified: known.verified,
            id: PostingId(service.clock.id()),
            version: 0,
            state: PostingState::Draft,
            sheet: blank(&known.contact_name, &known.contact_phone, &known.region, now),
            note: None,
            shifts: Vec::new(),
            claimed: false,
            amends: None,
            may_discard: false,
            names: Default::default(),
            choices: choices(service, None),
            fresh,
        };
        let Some(id) = known_id else { return Ok(Some(blank())) };
        let row = queries::draft(&mut db, id).await?.filter(|row| row.organisation_id == organisation.into());
        let Some(row) = row else { return Ok(None) };
        // A change that has come into effect stands in the posting that it changed.
        let effected = row.amends().filter(|_| row.state() == PostingState::Closed);
        let row = match effected {
            Some(of) => queries::draft(&mut db, of).await?.unwrap_or(row),
            None => row,
        };
        let (id, state) = (PostingId(row.id.0), row.state());
        let of = row.amends().or_else(|| state.seen().then_some(id));
        let shifts = if let Some(of) = of { queries::shifts(&mut db, of).await? } else { Vec::new() };
        let sheet = row.sheet(&db)?;
        let page = PostingPage {
            id,
            version: row.version,
            state,
            note: row.note(&db)?,
            amends: row.amends(),
            may_discard: state.may_discard(row.filed_at.is_some()),
            claimed: shifts.iter().any(|shift| shift.taken + shift.waiting > 0),
            shifts,
            names: names(service, &sheet),
            choices: choices(service, Some(&sheet)),
            sheet,
            ..blank()
        };
        Ok(Some(page))
    };
    read.await.map_err(|error: Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// A sheet that nobody has written on: what is usual, and whom the organisation has named.
fn blank(contact: &str, phone: &str, region: &RegionCode, now: Moment) -> Sheet {
    let mut sheet = Sheet::default();
    "hour".clone_into(&mut sheet.posting.pay_unit);
    "same-day".clone_into(&mut sheet.posting.settlement);
    contact.clone_into(&mut sheet.posting.contact_name);
    phone.clone_into(&mut sheet.posting.contact_phone);
    if region.town().is_some() {
        sheet.posting.region = region.to_string();
    }
    let tomorrow = Moment(now.0 + Moment::DAY).date().to_string();
    sheet.shifts.push(ShiftDraft { date: tomorrow, ..ShiftDraft::default() });
    sheet
}

/// The names of occupation and place.
pub fn names(service: &Service, sheet: &Sheet) -> (String, String) {
    let occupation = OccupationCode::parse(&sheet.posting.occupation);
    let occupation = occupation.and_then(|code| Some(service.reference.occupation(&code)?.name.clone()));
    let place = RegionCode::parse(&sheet.posting.region).map(|code| service.reference.place_name(&code));
    (occupation.unwrap_or_default(), place.unwrap_or_default())
}

/// What can be chosen. Of the occupations those that the market has a word for; another one that was chosen stays.
fn choices(service: &Service, sheet: Option<&Sheet>) -> SheetChoices {
    let reference = &service.reference;
    let chosen = sheet.and_then(|sheet| OccupationCode::parse(&sheet.posting.occupation));
    let mut seen = HashSet::new();
    let market = reference.market().iter().filter(|alias| seen.insert(alias.code.clone()));
    let mut occupations: Vec<OccupationChoice> =
        market.filter_map(|alias| named(service, &alias.code, &alias.name)).collect();
    if let Some(code) = chosen
        && !occupations.iter().any(|known| known.code == code)
    {
        occupations.extend(named(service, &code, ""));
    }
    let choice = |code: &RegionCode| RegionChoice { code: code.clone(), name: reference.short_name(code) };
    SheetChoices {
        occupations,
        counties: reference.counties().iter().map(|county| choice(&county.code)).collect(),
        towns: reference.towns().iter().map(|town| choice(&town.code)).collect(),
        around: service.around(None),
    }
}

/// An occupation with what the market calls it.
fn named(service: &Service, code: &OccupationCode, market: &str) -> Option<OccupationChoice> {
    let official = service.reference.occupation(code)?.name.clone();
    let name = if market.is_empty() || market == official { official } else { format!("{market}（{official}）") };
    Some(OccupationChoice { code: code.clone(), name })
}

/// Makes a copy to work on; the same form once more finds the copy that is there.
pub async fn copy(service: &Service, actor: &Actor, draft: CopyDraft) -> Result<PostingId, Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let (organisation, from, fresh): (OrganisationId, PostingId, PostingId) =
        (id(&draft.organisation)?, id(&draft.posting)?, id(&draft.fresh)?);
    let written = service.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move {
            doing.member(db, organisation, account).await?;
            let row = of(db, from, organisation).await?;
            let mut sheet = row.sheet(db)?;
            if row.state().seen() {
                sheet.shifts = times(db, from).await?;
            }
            let sheet = sheet.again().arranged(Rows::Keep);
            if queries::insert(db, (fresh, None), organisation, &sheet, doing.now).await? {
                doing.note(db, "posting.copied", fresh.0, (&row.region, "")).await?;
                return Ok(fresh);
            }
            // It was made by the same form before, or somebody else has this id.
            match queries::draft(db, fresh).await? {
                Some(known) if known.organisation_id == organisation.into() => Ok(fresh),
                _ => no(Refused::Missing),
            }
        })
    });
    written.await
}

/// Throws a draft away. One that is gone already stays so.
pub async fn discard(service: &Service, actor: &Actor, draft: DiscardDraft) -> Result<(), Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let (organisation, posting): (OrganisationId, PostingId) = (id(&draft.organisation)?, id(&draft.posting)?);
    let written = service.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move {
            doing.member(db, organisation, account).await?;
            if let Some(region) = queries::discard(db, posting, organisation).await? {
                return Ok(doing.note(db, "posting.discarded", posting.0, (&region, "")).await?);
            }
            match queries::draft(db, posting).await? {
                None => Ok(()),
                Some(row) if row.organisation_id == organisation.into() => no(Refused::Conflict),
                Some(_) => no(Refused::Missing),
            }
        })
    });
    written.await
}

/// The shifts of a posting that was published, as they are typed.
async fn times(db: &mut Db, id: PostingId) -> Result<Vec<ShiftDraft>, Error> {
    let plans = crate::gig::queries::shifts_of(db, id.0).await?;
    let draft = |plan: &domain::gig::ShiftPlan| ShiftDraft {
        date: plan.starts.date().to_string(),
        start: plan.starts.clock(),
        end: plan.ends.clock(),
        break_minutes: plan.break_minutes.to_string(),
        seats: plan.seats.to_string(),
        shift: String::new(),
    };
    Ok(plans.iter().map(draft).collect())
}
