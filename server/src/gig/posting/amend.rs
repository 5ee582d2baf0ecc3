//! Changing a posting that is on the list: a draft of its own goes the way of any other, and is written into the posting
//! when it would have been published.

use domain::{
    error::{FieldError, Problem, Refused},
    gig::posting::{
        Amendment, CopyDraft, Offer, OwnShift, Posting, PostingState, Rows, Sheet, ShiftDraft, ShiftPlan, Standing,
        amend, sampled,
    },
    id::{AccountId, OrganisationId, PostingId},
    identity::Actor,
    message::{AboutShift, ChangeNews, Content},
    when::Moment,
    work::{WorkItem, WorkKind},
};
use sqlx::Error;

use super::{
    Doing, Refusal, Service, id, no, of, person,
    queries::{self, DraftRow},
    save, steps,
};
use crate::{
    gig::{
        offer_added,
        publish::{From, NewPosting, NewShift, insert_shifts, rewrite_posting, rewrite_shift},
        queries as gig, saved,
    },
    identity::organisation::imported::Known,
    message,
    store::{Db, Fault},
    trail, work,
};

/// Begins to change a posting on the list, or goes on with what was begun.
pub async fn begin(service: &Service, actor: &Actor, draft: CopyDraft) -> Result<PostingId, Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let (organisation, posting, fresh): (OrganisationId, PostingId, PostingId) =
        (id(&draft.organisation)?, id(&draft.posting)?, id(&draft.fresh)?);
    let written = service.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move {
            doing.member(db, organisation, account).await?;
            let row = of(db, posting, organisation).await?;
            if !matches!(row.state(), PostingState::Published | PostingState::Paused) {
                return no(Refused::Conflict);
            }
            if let Some(begun) = queries::amendment_of(db, posting).await? {
                return Ok(begun);
            }
            let mut sheet = row.sheet(db)?;
            sheet.shifts = to_come(db, posting, doing.now).await?.iter().map(typed).collect();
            let sheet = sheet.arranged(Rows::Keep);
            if queries::insert(db, (fresh, Some(posting)), organisation, &sheet, doing.now).await? {
                doing.note(db, "posting.change-begun", fresh.0, (&row.region, "")).await?;
                return Ok(fresh);
            }
            match queries::amendment_of(db, posting).await? {
                Some(begun) => Ok(begun),
                None => no(Refused::Missing),
            }
        })
    });
    written.await
}

/// The shifts of a posting that can still be changed.
async fn to_come(db: &mut Db, posting: PostingId, now: Moment) -> Result<Vec<OwnShift>, Error> {
    let shifts = queries::shifts(db, posting).await?;
    Ok(shifts.into_iter().filter(|shift| !shift.closed && shift.starts > now).collect())
}

/// A shift as it is typed.
fn typed(shift: &OwnShift) -> ShiftDraft {
    ShiftDraft {
        date: shift.starts.date().to_string(),
        start: shift.starts.clock(),
        end: shift.ends.clock(),
        break_minutes: shift.break_minutes.to_string(),
        seats: shift.seats.to_string(),
        shift: shift.id.to_string(),
    }
}

/// What the change comes to for the posting as it stands, or why it cannot be made. Locks the shifts that it is about, so
/// that nobody claims one meanwhile.
async fn comes_to(
    db: &mut Db,
    original: &DraftRow,
    (sheet, offer): (&Sheet, &Offer),
    (read_at, now): (Moment, Moment),
) -> Result<Result<Amendment, Vec<FieldError>>, Error> {
    let Ok(before): Result<Posting, _> = original.sheet(db)?.posting.parse() else {
        return Ok(Err(vec![FieldError::new("title", Problem::NotChangeable)]));
    };
    let mut standing = Vec::new();
    let id = PostingId(original.id.0);
    for shift in to_come(db, id, now).await? {
        gig::lock_shift(db, shift.id).await?;
    }
    for shift in to_come(db, id, now).await? {
        let plan = ShiftPlan {
            starts: shift.starts,
            ends: shift.ends,
            break_minutes: i64::from(shift.break_minutes),
            seats: i64::from(shift.seats),
        };
        let claimed = !gig::active_claims(db, shift.id).await?.is_empty();
        standing.push(Standing { id: shift.id, plan, taken: i64::from(shift.taken), claimed });
    }
    let mut rows = sheet.rows(read_at);
    // What has begun since it was handed in is changed no more.
    rows.retain(|(_, shift, plan)| {
        plan.starts > now || shift.is_some_and(|id| standing.iter().any(|one| one.id == id))
    });
    Ok(amend(&before, &standing, &offer.posting, &rows))
}

/// Why a change that was handed in cannot be made, if it cannot: `amends` for a posting that has ended meanwhile.
pub async fn hindered(
    db: &mut Db,
    row: &DraftRow,
    (sheet, offer): (&Sheet, &Offer),
    now: Moment,
) -> Result<Vec<FieldError>, Error> {
    let Some(original) = standing_posting(db, row).await? else {
        return Ok(vec![FieldError::new("amends", Problem::ChangedMeanwhile)]);
    };
    Ok(comes_to(db, &original, (sheet, offer), (now, now)).await?.err().unwrap_or_default())
}

/// The posting that is changed, while it is on the list. Its row is locked: it is not ended meanwhile.
async fn standing_posting(db: &mut Db, row: &DraftRow) -> Result<Option<DraftRow>, Error> {
    let Some(of) = row.amends() else { return Ok(None) };
    queries::lock(db, of).await?;
    let original = queries::draft(db, of).await?;
    Ok(original.filter(|row| matches!(row.state(), PostingState::Published | PostingState::Paused)))
}

/// Writes a change that was handed in by somebody at `version` into its posting; gives that. With `sampling` it may be looked at
/// afterwards.
pub async fn apply(
    db: &mut Db,
    doing: &Doing,
    (row, version): (&DraftRow, i64),
    (by, known): (AccountId, &Known),
    (sheet, offer): (&Sheet, &Offer),
    sampling: bool,
) -> Result<PostingId, Refusal> {
    let (service, now) = (&doing.service, doing.now);
    let Some(original) = standing_posting(db, row).await? else { return no(Refused::Conflict) };
    let id = PostingId(original.id.0);
    let read_at = row.filed_at.map_or(now, Moment);
    let amendment = comes_to(db, &original, (sheet, offer), (read_at, now)).await?;
    let amendment = amendment.map_err(|errors| Fault::Refused(Refused::Fields(errors)))?;
    if !queries::end_amendment(db, PostingId(row.id.0), version, now).await? {
        return no(Refused::Conflict);
    }
    let mut new = NewPosting::of(
        &service.reference,
        id.0,
        From { employer: known.id.0, name: &known.public_name, at: now, import: None },
        &offer.posting,
    );
    // Shifts that are added are as new as the posting they belong to.
    new.published = queries::published_at(db, id).await?;
    rewrite_posting(db, &new).await?;
    let listed = original.state() == PostingState::Published;
    write_shifts(db, doing, &new, &amendment, listed).await?;
    if listed {
        saved::news::note_listed(db, id.0, now).await?;
    }
    let look = sampling && sampled(PostingId(row.id.0));
    let filing = save::filing(by, offer);
    let kept = Sheet { shifts: Vec::new(), ..sheet.clone() };
    if !queries::revise(db, service.clock.id(), &original, (&kept, &filing), (look, now)).await? {
        return no(Refused::Conflict);
    }
    if look {
        let item = WorkItem {
            kind: WorkKind::Posting,
            subject: id.0,
            label: offer.posting.title.clone(),
            due: service.settings.due(WorkKind::Posting, &offer.posting.region, now),
            filed: now,
            region: offer.posting.region.clone(),
        };
        work::file(db, service.clock.id(), &item).await?;
    }
    gig::note_list_change(db, now).await?;
    doing.note(db, "posting.changed", id.0, (offer.posting.region.as_str(), "")).await?;
    Ok(id)
}

/// Writes the shifts of a posting as the change wants them, and tells those who are in one.
async fn write_shifts(
    db: &mut Db,
    doing: &Doing,
    new: &NewPosting,
    amendment: &Amendment,
    listed: bool,
) -> Result<(), Refusal> {
    let (clock, now) = (&doing.service.clock, doing.now);
    let shift = |id, plan| {
        let shift = NewShift::of(id, plan, &new.code, &new.town, new.pay, new.settlement).holding(new.held);
        NewShift { listed, ..shift }
    };
    let what: Vec<ChangeNews> =
        amendment.changes.iter().filter_map(|change| ChangeNews::parse(change.word())).collect();
    for (id, plan) in &amendment.kept {
        let claims = gig::active_claims(db, *id).await?;
        let told = !what.is_empty() && !claims.is_empty();
        rewrite_shift(db, new, &shift(id.0, *plan), told.then_some(now)).await?;
        offer_added(db, &doing.claims(), *id, plan.starts).await.map_err(steps::of_gig)?;
        trail::tell(db, clock.id(), "seats", (*id).into(), now).await?;
        let about = AboutShift { id: *id, title: new.title.clone(), starts: plan.starts };
        for claim in claims.iter().filter(|_| told) {
            let content = Content::ShiftChanged { shift: about.clone(), what: what.clone() };
            message::post(db, clock, claim.account_id.into(), &content).await?;
        }
    }
    for id in &amendment.dropped {
        steps::close_one(db, doing, *id).await?;
    }
    let added: Vec<NewShift> = amendment.added.iter().map(|plan| shift(clock.id(), *plan)).collect();
    Ok(insert_shifts(db, new, &added).await?)
}
