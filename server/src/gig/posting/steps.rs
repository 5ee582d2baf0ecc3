//! What becomes of a posting once it is handed in: published, paused, put back, closed, a shift called off.

use domain::{
    error::{Problem, Refused},
    gig::posting::{CallOffDraft, Offer, PostingState, PostingStep, StepDraft},
    gig::{GigError, ShiftState, rules::hinders_closing},
    id::{OrganisationId, PostingId, ShiftId},
    identity::Actor,
    message::AboutShift,
    work::WorkKind,
};

use super::{
    Doing, Refusal, Service, id, no, of, person,
    queries::{self, DraftRow},
};
use crate::{
    gig::{
        arrears, close, filling,
        publish::{From, NewPosting, NewShift, insert_postings},
        queries as gig, saved,
    },
    identity::organisation::imported::Known,
    store::{Db, Fault},
    work,
};

/// Puts what was handed in at this version on the list; shifts that have begun meanwhile are left out.
pub async fn publish(
    db: &mut Db,
    doing: &Doing,
    (id, version): (PostingId, i64),
    known: &Known,
    offer: &Offer,
    look: bool,
) -> Result<(), Refusal> {
    let (service, now) = (&doing.service, doing.now);
    if !queries::publish(db, id, version, look, now).await? {
        return no(Refused::Conflict);
    }
    let from = From { employer: known.id.0, name: &known.public_name, at: now, import: None };
    let mut new = NewPosting::of(&service.reference, id.0, from, &offer.posting);
    let to_come = offer.shifts.iter().filter(|shift| shift.starts > now);
    new.shifts = to_come
        .map(|plan| {
            let shift = NewShift::of(service.clock.id(), *plan, &new.code, &new.town, new.pay, new.settlement);
            shift.holding(new.held)
        })
        .collect();
    if new.shifts.is_empty() {
        return no(Refused::field("decision", Problem::NotToCome));
    }
    // The first to begin is what favourites are told of.
    let first = new.shifts.iter().min_by_key(|shift| shift.plan.starts);
    let first =
        first.map(|shift| AboutShift { id: ShiftId(shift.id), title: new.title.clone(), starts: shift.plan.starts });
    insert_postings(db, &[new]).await?;
    saved::news::note_listed(db, id.0, now).await?;
    if let Some(first) = first {
        filling::tell_favourites(db, &service.clock, known.id, &first).await?;
    }
    gig::note_list_change(db, now).await?;
    Ok(doing.note(db, "posting.published", id.0, (offer.posting.region.as_str(), "")).await?)
}

/// The word of a step in the trail.
pub const fn deed(step: PostingStep) -> &'static str {
    match step {
        PostingStep::Submit => "posting.submitted",
        PostingStep::Withdraw => "posting.taken-back",
        PostingStep::Publish => "posting.published",
        PostingStep::RequestChanges => "posting.returned",
        PostingStep::Reject => "posting.rejected",
        PostingStep::Pause => "posting.paused",
        PostingStep::Resume => "posting.resumed",
        PostingStep::Close => "posting.closed",
    }
}

/// Takes a step that is the employer's. One that was taken already is done.
pub async fn step(service: &Service, actor: &Actor, draft: StepDraft) -> Result<(), Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let (organisation, posting): (OrganisationId, PostingId) = (id(&draft.organisation)?, id(&draft.posting)?);
    let known = PostingStep::parse(&draft.step).filter(|step| step.of_employer() && *step != PostingStep::Submit);
    let step = known.ok_or_else(|| Refused::field("step", Problem::UnknownWord))?;
    let written = service.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move {
            let known = doing.member(db, organisation, account).await?;
            let row = of(db, posting, organisation).await?;
            if row.state() == step.leads_to() {
                return Ok(());
            }
            if step == PostingStep::Resume && !known.verified {
                return no(Refused::field("employer", Problem::NotVerified));
            }
            if step == PostingStep::Resume && arrears::may_post(db, organisation, doing.now).await?.is_err() {
                return no(Refused::field("employer", Problem::OwesWages));
            }
            take(db, &doing, &row, step, "").await
        })
    });
    written.await
}

/// Takes a step with all that follows from it.
pub async fn take(db: &mut Db, doing: &Doing, row: &DraftRow, step: PostingStep, reason: &str) -> Result<(), Refusal> {
    let (id, now) = (PostingId(row.id.0), doing.now);
    let Some(state) = row.state().after(step) else { return no(Refused::Conflict) };
    if !queries::set_state(db, id, row.version, (state, None), now).await? {
        return no(Refused::Conflict);
    }
    match step {
        PostingStep::Withdraw => work::settle(db, WorkKind::Posting, id.0).await?,
        PostingStep::Pause => queries::unlist(db, id).await?,
        PostingStep::Resume => {
            queries::list(db, id, now).await?;
            saved::news::note_listed(db, id.0, now).await?;
        }
        PostingStep::Close => {
            end(db, doing, id).await?;
            take_back_change(db, doing, id).await?;
        }
        PostingStep::Submit | PostingStep::Publish | PostingStep::RequestChanges | PostingStep::Reject => {}
    }
    if row.state().seen() {
        gig::note_list_change(db, now).await?;
    }
    Ok(doing.note(db, deed(step), id.0, (&row.region, reason)).await?)
}

/// Takes back a change that waits for the staff when its posting has ended: nobody could publish it any more. What was
/// written stays with the employer.
async fn take_back_change(db: &mut Db, doing: &Doing, id: PostingId) -> Result<(), Refusal> {
    let Some(change) = queries::amendment_of(db, id).await? else { return Ok(()) };
    // What the staff decide about it at the same moment comes before or after, never between.
    queries::lock(db, change).await?;
    let change = queries::draft(db, change).await?.filter(|row| row.state() == PostingState::Submitted);
    let Some(change) = change else { return Ok(()) };
    Box::pin(take(db, doing, &change, PostingStep::Withdraw, "")).await
}

/// Takes a posting off the list and closes its shifts to come.
pub async fn end(db: &mut Db, doing: &Doing, id: PostingId) -> Result<(), Refusal> {
    queries::unlist(db, id).await?;
    for shift in queries::shifts(db, id).await?.iter().filter(|shift| shift.starts > doing.now && !shift.closed) {
        close_one(db, doing, shift.id).await?;
    }
    Ok(())
}

/// Closes a shift; whoever is in it is told.
pub async fn close_one(db: &mut Db, doing: &Doing, shift: ShiftId) -> Result<(), Refusal> {
    close(db, &doing.claims(), shift).await.map_err(of_gig)
}

/// A refusal of a change of claims as one of a posting.
pub fn of_gig(fault: Fault<GigError>) -> Refusal {
    match fault {
        Fault::Store(error) => Fault::Store(error),
        Fault::Refused(GigError::Missing) => Fault::Refused(Refused::Missing),
        Fault::Refused(_) => Fault::Refused(Refused::Conflict),
    }
}

/// Calls off one shift. One that is called off already stays so.
pub async fn call_off(service: &Service, actor: &Actor, draft: CallOffDraft) -> Result<(), Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let (organisation, posting, shift): (OrganisationId, PostingId, ShiftId) =
        (id(&draft.organisation)?, id(&draft.posting)?, id(&draft.shift)?);
    let written = service.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move {
            doing.member(db, organisation, account).await?;
            let row = of(db, posting, organisation).await?;
            if !row.state().seen() || row.state() == PostingState::Closed {
                return no(Refused::Conflict);
            }
            let shifts = queries::shifts(db, posting).await?;
            let Some(own) = shifts.into_iter().find(|own| own.id == shift) else { return no(Refused::Missing) };
            if own.closed {
                return Ok(());
            }
            let (seats, taken) = (i64::from(own.seats), i64::from(own.taken));
            let state = ShiftState::of(doing.now, own.starts, own.ends, seats, taken, false);
            if hinders_closing(state).is_some() {
                return no(Refused::Conflict);
            }
            close_one(db, &doing, shift).await?;
            Ok(doing.note(db, "posting.called-off", shift.0, (&row.region, "")).await?)
        })
    });
    written.await
}
