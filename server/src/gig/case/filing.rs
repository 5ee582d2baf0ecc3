//! A worker files a case, with evidence at once or later.

use domain::{
    attachment::{FILES_LIMIT, Upload},
    error::{Problem, Refused},
    gig::case::{self, CaseDraft, CaseState, CaseStep, Complaint, NewCase},
    id::{AccountId, CaseId},
    identity::Actor,
    message::CaseNews,
    when::Moment,
};

use super::{Refusal, Service, Taken, files_of, is_key, keep, no, note, person, queries, queue, tell_employer};
use crate::{
    attachment::{self, Kept, Row},
    gig::{
        Doing,
        attendance::{Held, own, queries as days},
        queries::claim,
    },
    setting::Settings,
    store::{Db, unreachable},
};

/// What is needed to file one about a claim of one's own.
pub async fn begin(service: &Service, actor: &Actor, id: &str) -> Result<NewCase, Refused> {
    let (account, now) = (person(actor)?, service.base.clock.now());
    let id = id.parse().map_err(|_| Refused::Missing)?;
    let mut db = service.base.read().await?;
    let read = async {
        let Some(id) = days::own_claim(&mut db, account, id).await? else { return Ok(None) };
        let Some(row) = claim(&mut db, id.into()).await? else { return Ok(None) };
        let Some(site) = days::site(&mut db, row.shift_id.into()).await? else { return Ok(None) };
        let cases = queries::of_claim(&mut db, id.into()).await?;
        Ok(Some(NewCase {
            now,
            claim: id.into(),
            title: site.title.clone(),
            employer: site.employer.clone(),
            starts: Moment(site.starts_at),
            ends: Moment(site.ends_at),
            may_file: case::may_file(row.state(), Moment(site.ends_at), now),
            open: cases.iter().filter(|case| case.active).map(queries::CaseRow::line).collect(),
            key: service.base.clock.id().simple().to_string(),
        }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// What is filed, by whom, with what.
#[derive(Clone)]
struct Filing {
    id: CaseId,
    account: AccountId,
    claim: String,
    key: String,
    complaint: Complaint,
    kept: Option<Kept>,
}

/// Files one.
pub async fn file(
    service: &Service,
    actor: &Actor,
    draft: CaseDraft,
    upload: Option<Upload>,
) -> Result<CaseId, Refused> {
    let (account, doing, settings) = (person(actor)?, service.base.doing(actor), service.base.settings.clone());
    // Whoever may not file is refused before anything is kept; the same is asked again when it is written.
    let claim = draft.claim.clone();
    let look = service.base.write(move |db| {
        let claim = claim.clone();
        Box::pin(async move { own(db, account, &claim).await.map(drop) })
    });
    look.await?;
    let complaint = draft.parse().map_err(Refused::Fields)?;
    if !is_key(&draft.key) {
        return Err(Refused::Missing);
    }
    let kept = match upload {
        Some(upload) => {
            let id = service.base.clock.id();
            Some(attachment::keep(&service.base.store, &service.files, id, upload, "file").await?)
        }
        None => None,
    };
    let id = CaseId(service.base.clock.id());
    let filing = Filing { id, account, claim: draft.claim, key: draft.key, complaint, kept };
    let written = service.base.write(move |db| {
        let (doing, settings, filing) = (doing.clone(), settings.clone(), filing.clone());
        Box::pin(async move {
            let held = own(db, filing.account, &filing.claim).await?;
            file_one(db, (&doing, &settings), &held, filing).await
        })
    });
    written.await
}

async fn file_one(
    db: &mut Db,
    (doing, settings): (&Doing, &Settings),
    held: &Held,
    filing: Filing,
) -> Result<CaseId, Refusal> {
    let (now, category) = (doing.clock.now(), filing.complaint.category);
    if !case::may_file(held.claim.state(), Moment(held.site.ends_at), now) {
        return no(Refused::Conflict);
    }
    let due = super::due_of(settings, &held.site.region, CaseState::Filed, now);
    let new = queries::NewCase {
        id: filing.id,
        claim: held.id(),
        account: held.worker(),
        organisation: held.organisation(),
        region: held.site.region.clone(),
        category,
        key: filing.key.clone(),
        at: now,
        due,
    };
    if !queries::insert(db, &new).await? {
        let there = super::there_already(db, held.id(), category, &filing.key).await?;
        return there.map_or_else(|| no(Refused::Conflict), Ok);
    }
    let Some(row) = queries::case(db, filing.id).await? else { return no(Refused::Conflict) };
    let words = filing.complaint.account.as_str();
    keep(db, doing, &row, &Taken { step: CaseStep::File, words, key: &filing.key, by: filing.account }).await?;
    if let Some(kept) = filing.kept {
        let owner = files_of(filing.id);
        attachment::insert(db, &Row { kept, owner, by: filing.account, at: now }).await?;
    }
    queue(db, doing, &row, due).await?;
    note(db, doing, &row, ("case.filed", "")).await?;
    if row.facts().shown_to_employer() {
        tell_employer(db, doing, &row, CaseNews::Filed).await?;
    }
    Ok(filing.id)
}

/// Adds a file to a case of one's own. The bytes are kept first; who may not add them is refused before.
pub async fn attach(service: &Service, actor: &Actor, id: CaseId, upload: Upload) -> Result<(), Refused> {
    let (account, doing) = (person(actor)?, service.base.doing(actor));
    let row = queries::case(&mut service.base.read().await?, id).await.map_err(|error| unreachable(&error))?;
    row.filter(|row| row.account_id == account.into()).ok_or(Refused::Missing)?;
    let fresh = service.base.clock.id();
    let kept = attachment::keep(&service.base.store, &service.files, fresh, upload, "file").await?;
    let written = service.base.write(move |db| {
        let (doing, kept) = (doing.clone(), kept.clone());
        Box::pin(async move {
            let row = queries::locked(db, id).await?.filter(|row| row.account_id == account.into());
            let Some(row) = row else { return no(Refused::Missing) };
            let owner = files_of(id);
            // Sent again: it is there.
            if attachment::same(db, owner, &kept.digest).await?.is_some() {
                return Ok(());
            }
            if !row.active {
                return no(Refused::Conflict);
            }
            if attachment::count(db, owner).await? >= i64::from(FILES_LIMIT) {
                return no(Refused::field("file", Problem::TooManyFiles(FILES_LIMIT)));
            }
            let file = Row { kept, owner, by: account, at: doing.clock.now() };
            if !attachment::insert(db, &file).await? {
                return Ok(());
            }
            // Whoever of the staff decides has to have seen it.
            let (facts, at) = (row.facts(), doing.clock.now());
            let stays = queries::Move { state: facts.state, released: facts.released, due: row.due(), at };
            if !queries::go_on(db, id, row.version, stays).await? {
                return no(Refused::Conflict);
            }
            note(db, &doing, &row, ("case.file_added", "")).await
        })
    });
    written.await
}
