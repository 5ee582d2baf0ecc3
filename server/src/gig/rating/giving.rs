//! What both sides say of each other, and what each sees of it.

use domain::{
    error::Refused,
    gig::{
        attendance::Side,
        rating::{Marks, RatingDraft, RatingPage, WordsState, closes, may_rate, revealed},
    },
    id::{AccountId, ClaimId, OrganisationId, RatingId},
    identity::Actor,
    message::{CrewNews, WorkNews},
    when::Moment,
    work::WorkKind,
};

use super::{
    Held, Refusal, Service, no, note, of_employer, own, person,
    queries::{self, NewRating, RatingRow},
    queue, tell_employer, tell_worker,
};
use crate::{
    gig::{Doing, attendance::queries as days, queries::claim, rows::ClaimRow},
    identity::{organisation, queries as people},
    setting::Settings,
    store::{Db, Fault, Key, unreachable},
    work,
};

/// The ratings of one's own claim.
pub async fn of_worker(service: &Service, actor: &Actor, id: &str) -> Result<RatingPage, Refused> {
    let account = person(actor)?;
    let id = id.parse().map_err(|_| Refused::Missing)?;
    let mut db = service.base.read().await?;
    let read = async {
        let Some(id) = days::own_claim(&mut db, account, id).await? else { return Ok(None) };
        let Some(row) = claim(&mut db, id.into()).await? else { return Ok(None) };
        page(service, &mut db, &row, Side::Worker).await
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// The same for members of the employer.
pub async fn of_crew(service: &Service, actor: &Actor, id: ClaimId) -> Result<RatingPage, Refused> {
    let account = person(actor)?;
    let mut db = service.base.read().await?;
    let read = async {
        let Some(row) = claim(&mut db, id).await? else { return Ok(None) };
        let Some(page) = page(service, &mut db, &row, Side::Employer).await? else { return Ok(None) };
        Ok(organisation::role_in(&mut db, page.organisation, account).await?.map(|_| page))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

async fn page(service: &Service, db: &mut Db, row: &ClaimRow, side: Side) -> Result<Option<RatingPage>, sqlx::Error> {
    let now = service.base.clock.now();
    let Some(day) = days::site(db, row.shift_id.into()).await? else { return Ok(None) };
    let ends = Moment(day.ends_at);
    let rows = queries::of_claim(db, row.id.into()).await?;
    let both = rows.len() == 2;
    let shown = revealed(both, ends, now);
    let mine = rows.iter().find(|row| row.side() == side).map(|row| row.open(db, true)).transpose()?;
    let theirs = rows.iter().find(|row| row.side() != side && shown);
    let theirs = theirs.map(|row| row.open(db, row.state().readable())).transpose()?;
    let other = match side {
        Side::Worker => day.employer.clone(),
        Side::Employer => people::profile(db, row.account_id.into()).await?.unwrap_or_default().name,
    };
    Ok(Some(RatingPage {
        now,
        side,
        claim: row.id.into(),
        organisation: day.employer_id.into(),
        shift: row.shift_id.into(),
        title: day.title.clone(),
        other,
        starts: Moment(day.starts_at),
        ends,
        may_rate: may_rate(row.state(), both, ends, now),
        closes: closes(ends),
        mine,
        theirs,
        revealed: shown,
    }))
}

/// One side says something, or something else while nothing is shown.
pub async fn rate(
    service: &Service,
    actor: &Actor,
    draft: RatingDraft,
    side: Side,
) -> Result<(OrganisationId, ClaimId), Refused> {
    let (account, doing, settings) = (person(actor)?, service.base.doing(actor), service.base.settings.clone());
    let written = service.base.write(move |db| {
        let (doing, settings, draft) = (doing.clone(), settings.clone(), draft.clone());
        Box::pin(async move {
            let held = match side {
                Side::Worker => own(db, account, &draft.claim).await?,
                Side::Employer => {
                    let id = draft.claim.parse().map_err(|_| Fault::Refused(Refused::Missing))?;
                    of_employer(db, account, id).await?
                }
            };
            let said = draft.parse().map_err(|problems| Fault::Refused(Refused::Fields(problems)))?;
            put(db, (&doing, &settings), &held, (account, said)).await?;
            Ok((held.organisation(), held.id()))
        })
    });
    written.await
}

async fn put(
    db: &mut Db,
    (doing, settings): (&Doing, &Settings),
    held: &Held,
    (account, (marks, words)): (AccountId, (Marks, String)),
) -> Result<(), Refusal> {
    let (now, ends) = (doing.clock.now(), Moment(held.site.ends_at));
    let rows = queries::of_claim(db, held.id()).await?;
    if let Some(same) = rows.iter().find(|row| row.side() == held.side)
        && is_same(db, same, marks, &words)?
    {
        // Sent again: it is there.
        return Ok(());
    }
    if !may_rate(held.claim.state(), rows.len() == 2, ends, now) {
        return no(Refused::Conflict);
    }
    let before = queries::forget(db, held.id(), held.side).await?;
    let (id, state) = (RatingId(doing.clock.id()), WordsState::of(&words));
    let new = NewRating {
        id,
        claim: held.id(),
        account: held.worker(),
        organisation: held.organisation(),
        side: held.side,
        marks,
        words,
        state,
        reveals: closes(ends),
        by: account,
        at: now,
    };
    queries::insert(db, &new).await?;
    if let Some(before) = before {
        work::settle(db, WorkKind::Rating, before.0).await?;
    }
    if state == WordsState::Held {
        queue(db, (doing, settings), held, id).await?;
    }
    note(db, doing, held, ("rating.given", "")).await?;
    match held.side {
        _ if before.is_some() => Ok(()),
        Side::Worker => tell_employer(db, doing, held, CrewNews::Rated).await,
        Side::Employer => tell_worker(db, doing, held, WorkNews::Rated).await,
    }
}

fn is_same(db: &Db, row: &RatingRow, marks: Marks, words: &str) -> Result<bool, sqlx::Error> {
    let said = row.open(db, true)?;
    Ok(said.marks == marks && said.words.unwrap_or_default() == words)
}

/// Has the staff look at the words of the other side.
pub async fn report(service: &Service, actor: &Actor, id: RatingId) -> Result<String, Refused> {
    let (account, doing, settings) = (person(actor)?, service.base.doing(actor), service.base.settings.clone());
    let written = service.base.write(move |db| {
        let (doing, settings) = (doing.clone(), settings.clone());
        Box::pin(async move {
            let Some(row) = queries::rating(db, id).await? else { return no(Refused::Missing) };
            // Whoever it is about reads it: the employer what a worker wrote, and the other way round.
            let claim: ClaimId = row.claim_id.into();
            let held = match row.side() {
                Side::Worker => of_employer(db, account, claim).await?,
                Side::Employer => own(db, account, &claim.to_string()).await?,
            };
            let both = queries::of_claim(db, claim).await?.len() == 2;
            let shown = revealed(both, Moment(held.site.ends_at), doing.clock.now());
            if !shown || !row.has_words() || Key::from(held.id()) != row.claim_id {
                return no(Refused::Missing);
            }
            let page = match row.side() {
                Side::Worker => format!("/me/organisations/{}/ratings/{claim}", held.organisation()),
                Side::Employer => format!("/me/shifts/{claim}/rating"),
            };
            if queries::set_words(db, id, WordsState::Clear, WordsState::Held).await? {
                queue(db, (&doing, &settings), &held, id).await?;
                note(db, &doing, &held, ("rating.reported", "")).await?;
            } else if row.state() != WordsState::Held {
                return no(Refused::Conflict);
            }
            Ok(page)
        })
    });
    written.await
}
