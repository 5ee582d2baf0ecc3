//! What both sides say in a case, and that the worker takes it back.

use domain::{
    error::Refused,
    gig::case::{CaseStep, CaseWordsDraft},
    id::{AccountId, CaseId, OrganisationId},
    identity::Actor,
    message::CaseNews,
};

use super::{
    CaseRow, Refusal, Service, Taken, is_key, keep, no, note, person, queries, queue, tell_employer, tell_worker,
};
use crate::{
    gig::Doing,
    identity::organisation,
    store::{Db, Key},
};

fn id_of(draft: &CaseWordsDraft) -> Result<CaseId, Refused> {
    draft.case.parse().map_err(|_| Refused::Missing)
}

/// A case of one's own, locked.
async fn own(db: &mut Db, id: CaseId, account: AccountId) -> Result<CaseRow, Refusal> {
    let row = queries::locked(db, id).await?;
    row.filter(|row| row.account_id == Key::from(account)).map_or_else(|| no(Refused::Missing), Ok)
}

/// Writes down what one side says; false if it was sent before. The case's row is locked, and has another version
/// afterwards: whoever of the staff decides has to have read it.
async fn put(db: &mut Db, doing: &Doing, row: &CaseRow, taken: Taken<'_>) -> Result<bool, Refusal> {
    if !keep(db, doing, row, &taken).await? {
        return Ok(false);
    }
    let (facts, at) = (row.facts(), doing.clock.now());
    let Some(state) = facts.after(taken.step) else { return no(Refused::Conflict) };
    let stays = queries::Move { state, released: facts.released, due: row.due(), at };
    if !queries::go_on(db, row.id.into(), row.version, stays).await? {
        return no(Refused::Conflict);
    }
    Ok(true)
}

/// The worker says more.
pub async fn say(service: &Service, actor: &Actor, draft: CaseWordsDraft) -> Result<CaseId, Refused> {
    let (account, doing, id) = (person(actor)?, service.base.doing(actor), id_of(&draft)?);
    let written = service.base.write(move |db| {
        let (doing, draft) = (doing.clone(), draft.clone());
        Box::pin(async move {
            let row = own(db, id, account).await?;
            let words = draft.words().map_err(|problems| crate::store::Fault::Refused(Refused::Fields(problems)))?;
            if !is_key(&draft.key) {
                return no(Refused::Missing);
            }
            let taken = Taken { step: CaseStep::Say, words: &words, key: &draft.key, by: account };
            if put(db, &doing, &row, taken).await? {
                note(db, &doing, &row, ("case.said", "")).await?;
                if row.facts().shown_to_employer() {
                    tell_employer(db, &doing, &row, CaseNews::Said).await?;
                }
            }
            Ok(id)
        })
    });
    written.await
}

/// The employer answers.
pub async fn answer(
    service: &Service,
    actor: &Actor,
    draft: CaseWordsDraft,
) -> Result<(OrganisationId, CaseId), Refused> {
    let (account, doing, id) = (person(actor)?, service.base.doing(actor), id_of(&draft)?);
    let written = service.base.write(move |db| {
        let (doing, draft) = (doing.clone(), draft.clone());
        Box::pin(async move {
            let row = queries::locked(db, id).await?.filter(|row| row.facts().shown_to_employer());
            let Some(row) = row else { return no(Refused::Missing) };
            let organisation: OrganisationId = row.organisation_id.into();
            if organisation::role_in(db, organisation, account).await?.is_none() {
                return no(Refused::Missing);
            }
            let words = draft.words().map_err(|problems| crate::store::Fault::Refused(Refused::Fields(problems)))?;
            if !is_key(&draft.key) {
                return no(Refused::Missing);
            }
            let taken = Taken { step: CaseStep::Answer, words: &words, key: &draft.key, by: account };
            if put(db, &doing, &row, taken).await? {
                note(db, &doing, &row, ("case.answered", "")).await?;
                tell_worker(db, &doing, &row, CaseNews::Answered).await?;
            }
            Ok((organisation, id))
        })
    });
    written.await
}

/// The worker takes it back.
pub async fn withdraw(service: &Service, actor: &Actor, draft: CaseWordsDraft) -> Result<CaseId, Refused> {
    let (account, doing, id) = (person(actor)?, service.base.doing(actor), id_of(&draft)?);
    let written = service.base.write(move |db| {
        let (doing, draft) = (doing.clone(), draft.clone());
        Box::pin(async move {
            let row = own(db, id, account).await?;
            let why = draft.why().map_err(|problems| crate::store::Fault::Refused(Refused::Fields(problems)))?;
            let (facts, at) = (row.facts(), doing.clock.now());
            // Sent again: it is done.
            if facts.state == domain::gig::case::CaseState::Withdrawn {
                return Ok(id);
            }
            let Some(state) = facts.after(CaseStep::Withdraw) else { return no(Refused::Conflict) };
            let to = queries::Move { state, released: facts.released, due: None, at };
            if !queries::go_on(db, id, row.version, to).await? {
                return no(Refused::Conflict);
            }
            keep(db, &doing, &row, &Taken { step: CaseStep::Withdraw, words: &why, key: "", by: account }).await?;
            queue(db, &doing, &row, None).await?;
            note(db, &doing, &row, ("case.withdrawn", "")).await?;
            tell_worker(db, &doing, &row, CaseNews::Withdrawn).await?;
            if facts.shown_to_employer() {
                tell_employer(db, &doing, &row, CaseNews::Withdrawn).await?;
            }
            Ok(id)
        })
    });
    written.await
}
