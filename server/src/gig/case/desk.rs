//! What the staff of a region do with cases. Whoever a case concerns does not even look at it here: somebody of the staff
//! who belongs to the employer would read what it is kept from.

use domain::{
    attachment::{AttachmentOwner, FileContent},
    error::Refused,
    gig::case::{CaseSide, CaseStep, CaseStepDraft, CaseView},
    id::{AttachmentId, CaseId},
    identity::{Actor, Right, Staff},
    message::CaseNews,
};

use super::{
    CaseRow, Service, Taken, concerns, due_of, keep,
    look::{Sight, view},
    no, note, queries, queue, staff, tell_employer, tell_worker,
};
use crate::{
    attachment,
    gig::{Doing, attendance::Refusal},
    setting::Settings,
    store::{Db, Key, unreachable},
};

/// Whether a case lies in the region of somebody of the staff.
fn within(row: &CaseRow, staff: &Staff) -> bool {
    row.region().is_some_and(|region| staff.region.covers(&region))
}

/// A case for the staff. What was said is read by those who work on it, whom their role lets see personal data.
pub async fn look(service: &Service, actor: &Actor, id: CaseId) -> Result<CaseView, Refused> {
    let staff = staff(actor, Right::Look)?;
    let mut db = service.base.read().await?;
    let read = async {
        let row = queries::case(&mut db, id).await?.filter(|row| within(row, staff));
        let Some(row) = row else { return Ok(Err(Refused::Missing)) };
        if concerns(&mut db, &row, staff.account).await? {
            return Ok(Err(Refused::Denied));
        }
        let (whole, acts) = (staff.role.has(Right::Reveal), staff.role.has(Right::Decide));
        Ok(Ok(view(service, &mut db, &row, Sight { side: CaseSide::Staff, whole, acts }).await?))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?
}

/// Takes a step.
pub async fn step(service: &Service, actor: &Actor, draft: CaseStepDraft) -> Result<(), Refused> {
    let (staff, doing) = (staff(actor, Right::Decide)?.clone(), service.base.doing(actor));
    let id: CaseId = draft.case.parse().map_err(|_| Refused::Missing)?;
    let settings = service.base.settings.clone();
    let written = service.base.write(move |db| {
        let (staff, doing, settings, draft) = (staff.clone(), doing.clone(), settings.clone(), draft.clone());
        Box::pin(async move {
            let Some(row) = queries::locked(db, id).await?.filter(|row| within(row, &staff)) else {
                return no(Refused::Missing);
            };
            if concerns(db, &row, staff.account).await? {
                return no(Refused::Denied);
            }
            take(db, (&doing, &settings), (&row, &staff), &draft).await
        })
    });
    written.await
}

/// The deed and the news of a step of the staff.
const fn told(step: CaseStep) -> (&'static str, CaseNews) {
    match step {
        CaseStep::Accept => ("case.accepted", CaseNews::Accepted),
        CaseStep::Release => ("case.released", CaseNews::Released),
        CaseStep::Mediate => ("case.mediating", CaseNews::Mediating),
        CaseStep::Transfer => ("case.transferred", CaseNews::Transferred),
        _ => ("case.resolved", CaseNews::Resolved),
    }
}

async fn take(
    db: &mut Db,
    (doing, settings): (&Doing, &Settings),
    (row, staff): (&CaseRow, &Staff),
    draft: &CaseStepDraft,
) -> Result<(), Refusal> {
    let (step, version, words) =
        draft.parse().map_err(|problems| crate::store::Fault::Refused(Refused::Fields(problems)))?;
    let (facts, now) = (row.facts(), doing.clock.now());
    let Some(state) = facts.after(step) else { return no(Refused::Conflict) };
    // Showing it to the employer is no step on the way: the deadline stays.
    let due = if state == facts.state { row.due() } else { due_of(settings, &row.region, state, now) };
    let released = facts.released || step == CaseStep::Release;
    if !queries::go_on(db, row.id.into(), version, queries::Move { state, released, due, at: now }).await? {
        return no(Refused::Conflict);
    }
    keep(db, doing, row, &Taken { step, words: &words, key: "", by: staff.account }).await?;
    queue(db, doing, row, due).await?;
    let (action, news) = told(step);
    note(db, doing, row, (action, &words)).await?;
    tell_worker(db, doing, row, news).await?;
    if step == CaseStep::Release {
        // To the employer it begins now.
        tell_employer(db, doing, row, CaseNews::Filed).await?;
    } else if facts.shown_to_employer() {
        tell_employer(db, doing, row, news).await?;
    }
    Ok(())
}

/// A file of a case. Whatever is opened by somebody else than the person is in the trail before it is read.
pub async fn open_file(service: &Service, actor: &Actor, file: AttachmentId) -> Result<FileContent, Refused> {
    if matches!(actor, Actor::Guest) {
        return Err(Refused::SignedOut);
    }
    let mut db = service.base.read().await?;
    let find = async {
        let owner = attachment::owner_of(&mut db, file).await?.filter(|owner| owner.kind == AttachmentOwner::Case);
        let Some(owner) = owner else { return Ok(None) };
        let Some(row) = queries::case(&mut db, CaseId(owner.id)).await? else { return Ok(None) };
        let own = actor.account().is_some_and(|account| row.account_id == Key::from(account));
        let theirs = match actor.staff() {
            Some(staff) if staff.role.has(Right::Reveal) && within(&row, staff) => {
                !concerns(&mut db, &row, staff.account).await?
            }
            _ => false,
        };
        Ok((own || theirs).then_some(row))
    };
    let row = find.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)?;
    drop(db);
    if !matches!(actor, Actor::Person(_)) {
        let doing = service.base.doing(actor);
        let noted = service.base.write(move |db| {
            let (doing, row) = (doing.clone(), row.clone());
            Box::pin(async move { note(db, &doing, &row, ("evidence.revealed", "")).await })
        });
        noted.await?;
    }
    attachment::read(&service.base.store, &service.files, file).await
}
