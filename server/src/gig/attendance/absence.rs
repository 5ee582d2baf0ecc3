//! Those who did not come: said by either side, taken back, appealed against, decided on by the staff.

use domain::{
    error::Refused,
    gig::{
        ClaimMove, ClaimState,
        attendance::{AbsenceDraft, AppealCase, AppealDecisionDraft, Made, Side},
    },
    id::{AccountId, ClaimId},
    identity::{Actor, Right, mask_name},
    message::{CrewNews, WorkNews},
    region::RegionCode,
    when::Moment,
    work::{WorkItem, WorkKind},
};

use super::{
    Doing, Held, Refusal, Service,
    absence_queries::{self as queries, AbsenceRow, NewAbsence},
    locked, no, of_either, of_employer, own, person, staff, tell_employer, tell_worker,
};
use crate::{
    gig::{claiming, queries as claims},
    identity::queries as people,
    setting::Settings,
    store::{Db, Fault, unreachable},
    trail, work,
};

/// Says that the other side did not come.
pub async fn miss(
    service: &Service,
    actor: &Actor,
    draft: AbsenceDraft,
    side: Side,
) -> Result<(ClaimId, Made), Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let reason = draft.reason().map_err(Refused::Fields)?;
    let written = service.write(move |db| {
        let (doing, claim, reason) = (doing.clone(), draft.claim.clone(), reason.clone());
        Box::pin(async move {
            let held = match side {
                Side::Worker => own(db, account, &claim).await?,
                Side::Employer => {
                    let id = claim.parse().map_err(|_| Fault::Refused(Refused::Missing))?;
                    of_employer(db, account, id).await?
                }
            };
            miss_one(db, &doing, &held, (account, &reason)).await?;
            Ok((held.id(), held.made()))
        })
    });
    written.await
}

async fn miss_one(
    db: &mut Db,
    doing: &Doing,
    held: &Held,
    (account, reason): (AccountId, &str),
) -> Result<(), Refusal> {
    let (what, there) = match held.side {
        Side::Employer => (ClaimMove::MissWorker, ClaimState::NoShow),
        Side::Worker => (ClaimMove::MissEmployer, ClaimState::EmployerNoShow),
    };
    if held.claim.state() == there {
        return Ok(());
    }
    if held.claim.state().after(what).is_none() {
        return no(Refused::Conflict);
    }
    let now = doing.clock.now();
    if let Err(problem) = held.site.hours().may_be_absent(now) {
        return no(Refused::field("reason", problem));
    }
    let new = NewAbsence {
        id: doing.clock.id(),
        claim: held.id(),
        account: held.worker(),
        side: held.side,
        by: account,
        reason,
        at: now,
    };
    queries::insert(db, &new).await?;
    claiming::end(db, doing, &held.claim, what, None).await.map_err(super::of_gig)?;
    match held.side {
        Side::Employer => tell_worker(db, doing, held, WorkNews::Missed).await,
        Side::Worker => tell_employer(db, doing, held, CrewNews::Missed).await,
    }
}

/// The claim holds its seat again, as if nobody had said anything; the queue of the staff is told.
async fn lift(db: &mut Db, doing: &Doing, held: &Held) -> Result<(), Refusal> {
    super::step(db, doing, held, ClaimMove::Retract).await?;
    claims::count_seats(db, held.shift(), 1, 0).await?;
    Ok(work::settle(db, WorkKind::Appeal, held.id().0).await?)
}

/// Takes it back.
pub async fn retract(service: &Service, actor: &Actor, claim: ClaimId) -> Result<Option<Made>, Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let written = service.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move {
            let held = of_either(db, account, claim).await?;
            let made = (held.side == Side::Employer).then(|| held.made());
            match queries::of_claim(db, held.id()).await? {
                // Sent again, or never said.
                None => return Ok(made),
                Some(row) if row.side() != held.side => return no(Refused::Missing),
                Some(row) => {
                    if !queries::end(db, row.id.0, doing.clock.now()).await? {
                        return no(Refused::Conflict);
                    }
                }
            }
            lift(db, &doing, &held).await?;
            match held.side {
                Side::Employer => tell_worker(db, &doing, &held, WorkNews::Lifted).await?,
                Side::Worker => tell_employer(db, &doing, &held, CrewNews::Lifted).await?,
            }
            Ok(made)
        })
    });
    written.await
}

/// Asks the staff to look at it.
pub async fn appeal(service: &Service, actor: &Actor, draft: AbsenceDraft) -> Result<Option<Made>, Refused> {
    let (account, doing, settings) = (person(actor)?, service.doing(actor), service.settings.clone());
    let text = draft.reason().map_err(Refused::Fields)?;
    let claim: ClaimId = draft.claim.parse().map_err(|_| Refused::Missing)?;
    let written = service.write(move |db| {
        let (doing, settings, text) = (doing.clone(), settings.clone(), text.clone());
        Box::pin(async move {
            let held = of_either(db, account, claim).await?;
            let made = (held.side == Side::Employer).then(|| held.made());
            let Some(row) = queries::of_claim(db, held.id()).await? else { return no(Refused::Conflict) };
            if row.side() == held.side {
                return no(Refused::Conflict);
            }
            // Sent again, it waits already.
            if queries::appeal(db, row.id.0, &text, doing.clock.now()).await? {
                file(db, &doing, &settings, &held).await?;
            }
            Ok(made)
        })
    });
    written.await
}

async fn file(db: &mut Db, doing: &Doing, settings: &Settings, held: &Held) -> Result<(), Refusal> {
    let (now, Some(region)) = (doing.clock.now(), RegionCode::parse(&held.site.region)) else {
        return no(Refused::Conflict);
    };
    let item = WorkItem {
        kind: WorkKind::Appeal,
        subject: held.id().0,
        label: held.site.title.clone(),
        due: settings.due(WorkKind::Appeal, &region, now),
        filed: now,
        region,
    };
    work::file(db, doing.clock.id(), &item).await?;
    note(db, doing, held, ("absence.appealed", "")).await
}

async fn note(db: &mut Db, doing: &Doing, held: &Held, (action, reason): (&str, &str)) -> Result<(), Refusal> {
    let actor = trail::actor_word(&doing.actor);
    let deed = trail::Deed { actor: &actor, action, subject: held.claim.id, region: &held.site.region, reason };
    Ok(trail::write(db, doing.clock.id(), &deed, doing.clock.now()).await?)
}

/// An appeal, for the staff of the region.
pub async fn case(service: &Service, actor: &Actor, claim: ClaimId) -> Result<AppealCase, Refused> {
    let staff = staff(actor, Right::Look)?;
    let mut db = service.read().await?;
    let read = async {
        let Some(row) = claims::claim(&mut db, claim).await? else { return Ok(None) };
        let Some(site) = super::queries::site(&mut db, row.shift_id.into()).await? else { return Ok(None) };
        let absence: Option<AbsenceRow> = queries::last_of_claim(&mut db, claim).await?;
        let (Some(region), Some(absence)) = (RegionCode::parse(&site.region), absence) else { return Ok(None) };
        let absence = absence.open(&db)?;
        if !staff.region.covers(&region) || absence.appeal.is_none() {
            return Ok(None);
        }
        let profile = people::profile(&mut db, row.account_id.into()).await?.unwrap_or_default();
        Ok(Some(AppealCase {
            now: service.clock.now(),
            claim,
            title: site.title.clone(),
            employer: site.employer.clone(),
            place: service.reference.place_name(&region),
            starts: Moment(site.starts_at),
            ends: Moment(site.ends_at),
            worker: mask_name(&profile.name),
            may_decide: staff.role.has(Right::Decide) && absence.decision.is_none(),
            reports: super::queries::reports(&mut db, claim).await?,
            absence,
        }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// Decides on it.
pub async fn decide(service: &Service, actor: &Actor, draft: AppealDecisionDraft) -> Result<(), Refused> {
    let (staff, doing) = (staff(actor, Right::Decide)?.clone(), service.doing(actor));
    let claim: ClaimId = draft.claim.parse().map_err(|_| Refused::Missing)?;
    let (lifted, text) = draft.parse().map_err(Refused::Fields)?;
    let written = service.write(move |db| {
        let (staff, doing, text) = (staff.clone(), doing.clone(), text.clone());
        Box::pin(async move {
            let held = locked(db, claim, Side::Employer).await?;
            let here = RegionCode::parse(&held.site.region).is_some_and(|region| staff.region.covers(&region));
            let Some(row) = queries::last_of_claim(db, claim).await?.filter(|_| here) else {
                return no(Refused::Missing);
            };
            if !queries::decide(db, row.id.0, (lifted, &text), staff.account, doing.clock.now()).await? {
                return no(Refused::Conflict);
            }
            let (action, work, crew) = if lifted {
                lift(db, &doing, &held).await?;
                ("absence.lifted", WorkNews::Lifted, CrewNews::Lifted)
            } else {
                work::settle(db, WorkKind::Appeal, claim.0).await?;
                ("absence.kept", WorkNews::Kept, CrewNews::Kept)
            };
            note(db, &doing, &held, (action, &text)).await?;
            tell_worker(db, &doing, &held, work).await?;
            tell_employer(db, &doing, &held, crew).await
        })
    });
    written.await
}
