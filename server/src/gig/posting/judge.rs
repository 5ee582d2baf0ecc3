//! What the staff do with postings that were handed in: look at them with all that is known, and decide.

use domain::{
    error::{Problem, Refused},
    gig::posting::{JudgeDraft, Judgement, PostingCase, PostingState, PostingStep, Sheet, check},
    id::{OrganisationId, PostingId},
    identity::{Actor, Phone, Right, Staff, organisation::masked_name, staff::may_decide},
    message::{AboutPosting, Content},
    region::RegionCode,
    when::Moment,
    work::WorkKind,
};
use sqlx::Error;

use super::{
    Doing, Refusal, Service, amend, id, no, own,
    queries::{self, DraftRow},
    save::judged,
    staff, steps,
};
use crate::{
    gig::arrears,
    identity::organisation::imported,
    store::{Db, Fault, unreachable},
    work,
};

/// One within the region of the staff who asks, once it was handed in; outside, it is not there.
async fn within(db: &mut Db, id: PostingId, scope: &RegionCode) -> Result<Option<DraftRow>, Error> {
    let row = queries::draft(db, id).await?;
    Ok(row.filter(|row| row.filed_at.is_some() && row.region().is_some_and(|region| scope.covers(&region))))
}

/// The sheet with as much of whom to ask as the staff need.
fn masked(mut sheet: Sheet) -> Sheet {
    sheet.posting.contact_name = masked_name(&sheet.posting.contact_name);
    let phone = Phone::parse(&sheet.posting.contact_phone);
    sheet.posting.contact_phone = phone.map(|phone| phone.masked()).unwrap_or_default();
    sheet
}

/// What was handed in.
pub async fn case(service: &Service, actor: &Actor, id: PostingId) -> Result<PostingCase, Refused> {
    let (staff, now) = (staff(actor, Right::Look)?, service.clock.now());
    let mut db = service.read().await?;
    let read = async {
        let Some(row) = within(&mut db, id, &staff.region).await? else { return Ok(None) };
        let organisation: OrganisationId = row.organisation_id.into();
        let Some(known) = imported::with_id(&mut db, &service.reference, organisation, now).await? else {
            return Ok(None);
        };
        let sheet = row.sheet(&db)?;
        // As it was when it was handed in: shifts that have begun since are no mistake.
        let filed = row.filed_at.map(Moment);
        let findings = match sheet.parse(filed.unwrap_or(now)) {
            Ok(offer) => judged(service, &mut db, (id, row.amends()), organisation, &offer).await?.0,
            Err(_) => match sheet.posting.parse() {
                Ok(posting) => check(&posting, &[], &service.around(Some(&posting.region))),
                Err(_) => Vec::new(),
            },
        };
        let history = queries::history(&mut db, organisation, now).await?;
        let (state, open) = (row.state(), row.state() == PostingState::Submitted || row.sampled);
        let region = row.region().unwrap_or_else(|| service.reference.city().code.clone());
        Ok(Some(PostingCase {
            now,
            id,
            version: row.version,
            state,
            before: match row.amends() {
                Some(of) => match queries::draft(&mut db, of).await? {
                    Some(before) => {
                        let before = before.sheet(&db)?;
                        let names = own::names(service, &before);
                        Some((masked(before), names))
                    }
                    None => None,
                },
                None => None,
            },
            names: own::names(service, &sheet),
            sheet: masked(sheet),
            findings,
            organisation,
            employer: known.public_name,
            verified: known.verified,
            history,
            filed,
            note: row.note(&db)?,
            sampled: row.sampled,
            may_decide: open && may_decide(staff, &region, row.filed_by.map(Into::into)),
        }))
    };
    read.await.map_err(|error: Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// Decides.
pub async fn judge(service: &Service, actor: &Actor, draft: JudgeDraft) -> Result<(), Refused> {
    let staff = staff(actor, Right::Decide)?.clone();
    let posting: PostingId = id(&draft.posting)?;
    let judgement = draft.parse().map_err(Refused::Fields)?;
    let doing = service.doing(actor);
    let written = service.write(move |db| {
        let (staff, doing, judgement) = (staff.clone(), doing.clone(), judgement.clone());
        Box::pin(async move {
            let Some(row) = within(db, posting, &staff.region).await? else { return no(Refused::Missing) };
            settle(db, &doing, &staff, &row, &judgement).await
        })
    });
    written.await
}

async fn settle(db: &mut Db, doing: &Doing, staff: &Staff, row: &DraftRow, judged: &Judgement) -> Result<(), Refusal> {
    let id = PostingId(row.id.0);
    if row.filed_by.is_some_and(|by| staff.account == by.into()) {
        return no(Refused::Denied);
    }
    if row.version != judged.version {
        return no(Refused::Conflict);
    }
    let (reason, organisation): (&str, OrganisationId) = (&judged.note.words, row.organisation_id.into());
    let sheet = row.sheet(db)?;
    match judged.step {
        None => {
            if !queries::looked_at(db, id, row.version).await? {
                return no(Refused::Conflict);
            }
            doing.note(db, "posting.looked-at", id.0, (&row.region, reason)).await?;
        }
        Some(PostingStep::Publish) => publish(db, doing, staff, row, &sheet).await?,
        Some(PostingStep::Close) => {
            if !row.sampled {
                return no(Refused::Conflict);
            }
            steps::take(db, doing, row, PostingStep::Close, reason).await?;
        }
        Some(step) => {
            let Some(state) = row.state().after(step) else { return no(Refused::Conflict) };
            if !queries::set_state(db, id, row.version, (state, Some(&judged.note)), doing.now).await? {
                return no(Refused::Conflict);
            }
            doing.note(db, steps::deed(step), id.0, (&row.region, reason)).await?;
        }
    }
    work::settle(db, WorkKind::Posting, id.0).await?;
    let about = AboutPosting { organisation, posting: id, title: sheet.posting.title };
    let content = match judged.step {
        None => return Ok(()),
        Some(PostingStep::Publish) => Content::PostingPublished { posting: about },
        Some(PostingStep::RequestChanges) => Content::PostingReturned { posting: about },
        Some(PostingStep::Reject) => Content::PostingRejected { posting: about },
        Some(_) => Content::PostingStopped { posting: about },
    };
    Ok(doing.tell(db, organisation, &content).await?)
}

/// Puts what was handed in on the list, or into the posting that it changes.
async fn publish(db: &mut Db, doing: &Doing, staff: &Staff, row: &DraftRow, sheet: &Sheet) -> Result<(), Refusal> {
    let organisation: OrganisationId = row.organisation_id.into();
    let known = imported::with_id(db, &doing.service.reference, organisation, doing.now).await?;
    let Some(known) = known.filter(|known| known.verified) else {
        return no(Refused::field("decision", Problem::NotVerified));
    };
    if arrears::may_post(db, organisation, doing.now).await?.is_err() {
        return no(Refused::field("decision", Problem::OwesWages));
    }
    let Ok(offer) = sheet.parse(row.filed_at.map_or(doing.now, Moment)) else { return no(Refused::Conflict) };
    if row.state() != PostingState::Submitted {
        return no(Refused::Conflict);
    }
    if row.amends().is_none() {
        return steps::publish(db, doing, (PostingId(row.id.0), row.version), &known, &offer, false).await;
    }
    let by = row.filed_by.map_or(staff.account, Into::into);
    match amend::apply(db, doing, (row, row.version), (by, &known), (sheet, &offer), false).await {
        // Somebody has claimed since what could still be changed when it was handed in.
        Err(Fault::Refused(Refused::Fields(_))) => no(Refused::field("decision", Problem::NotChangeable)),
        written => written.map(drop),
    }
}
