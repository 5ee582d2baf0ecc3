//! What the staff do with organisations: find them, look at what was filed, decide.

use domain::{
    error::Refused,
    id::OrganisationId,
    identity::{
        Actor, Right, Staff, VerificationState, VerificationStep,
        organisation::{Decision, DecisionDraft, MemberRole, OrganisationCase, RevealDraft, Warning},
        staff::may_decide,
    },
    message::Content,
    region::RegionCode,
    table::{Hindrance, hinders_revoking},
    when::Moment,
    work::WorkKind,
};

use super::{
    Doing, Refusal, Service, evidence, member_queries, no, queries,
    rows::{OrganisationRow, Sight},
    staff,
};
use crate::{
    attachment,
    clock::Clock,
    message,
    store::{Db, unreachable},
    trail::actor_word,
    work,
};

/// The deed of having an organisation's contact shown.
const REVEAL: &str = "organisation.revealed";

/// An organisation within the region of the staff who asks; outside, it is not there.
async fn within(db: &mut Db, id: OrganisationId, scope: &RegionCode) -> Result<Option<OrganisationRow>, sqlx::Error> {
    let row = queries::organisation(db, id).await?;
    Ok(row.filter(|row| row.region().is_some_and(|region| scope.covers(&region))))
}

/// What was filed.
pub async fn case(service: &Service, actor: &Actor, id: OrganisationId) -> Result<OrganisationCase, Refused> {
    let (staff, now) = (staff(actor, Right::Look)?, service.clock.now());
    let mut db = service.read().await?;
    let read = async {
        let Some(row) = within(&mut db, id, &staff.region).await? else { return Ok(None) };
        let may_reveal = staff.role.has(Right::Reveal);
        let revealed = may_reveal && service.revealed(&mut db, actor, REVEAL, id.0).await?;
        let files = attachment::list(&mut db, evidence::of(id)).await?;
        let warnings = warnings(&mut db, &row, files.is_empty(), now).await?;
        let sight = if revealed { Sight::Whole } else { Sight::Masked };
        let organisation = row.read(db.keys(), &service.reference, sight, now)?;
        let filed_by = row.filed_by.map(Into::into);
        let decidable = matches!(organisation.state, VerificationState::Filed | VerificationState::Verified);
        let may_decide = decidable && may_decide(staff, &organisation.region, filed_by);
        Ok(Some(OrganisationCase { now, organisation, warnings, files, may_decide, may_reveal, revealed }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

async fn warnings(db: &mut Db, row: &OrganisationRow, bare: bool, now: Moment) -> Result<Vec<Warning>, sqlx::Error> {
    let mut warnings: Vec<Warning> = row.code_warning().into_iter().collect();
    if let Some(code) = &row.credit_code
        && queries::same_code(db, row.id.into(), code).await? > 0
    {
        warnings.push(Warning::CodeTwice);
    }
    if bare {
        warnings.push(Warning::NoEvidence);
    }
    if row.state(now) == VerificationState::Expired {
        warnings.push(Warning::Expired);
    }
    Ok(warnings)
}

/// The word of a decision in the trail.
pub const fn deed(step: VerificationStep) -> &'static str {
    match step {
        VerificationStep::File => "filed",
        VerificationStep::Verify => "verified",
        VerificationStep::Return => "returned",
        VerificationStep::Refuse => "refused",
        VerificationStep::Revoke => "revoked",
    }
}

/// Decides.
pub async fn decide(service: &Service, actor: &Actor, draft: DecisionDraft) -> Result<(), Refused> {
    let staff = staff(actor, Right::Decide)?.clone();
    let id: OrganisationId = draft.subject.parse().map_err(|_| Refused::Missing)?;
    let doing = service.doing(actor);
    let decision = draft.parse(doing.now.date(), true).map_err(Refused::Fields)?;
    let written = service.write(move |db| {
        let (staff, doing, decision) = (staff.clone(), doing.clone(), decision.clone());
        Box::pin(async move {
            let Some(row) = within(db, id, &staff.region).await? else { return no(Refused::Missing) };
            settle(db, &doing, &staff, &row, decision).await
        })
    });
    written.await
}

/// Writes a decision on an organisation within the region of the staff, and tells its owners.
async fn settle(
    db: &mut Db,
    doing: &Doing,
    staff: &Staff,
    row: &OrganisationRow,
    decision: Decision,
) -> Result<(), Refusal> {
    let id: OrganisationId = row.id.into();
    if row.filed_by.is_some_and(|by| staff.account == by.into()) {
        return no(Refused::Denied);
    }
    let Decision { step, version, until, reason } = decision;
    let Some(state) = row.state(doing.now).after(step) else { return no(Refused::Conflict) };
    if !queries::decide(db, id, version, (state, until, &reason)).await? {
        return no(Refused::Conflict);
    }
    work::settle(db, WorkKind::Organisation, id.0).await?;
    doing.note(db, &format!("organisation.{}", deed(step)), id.0, (&row.region, &reason)).await?;
    Ok(tell_owners(db, doing, id, state).await?)
}

/// An organisation as one of many whose verification may be taken back.
pub struct Revocable {
    /// Its public name.
    pub name: String,
    /// The code of its region.
    pub region: String,
    /// Why it cannot be taken back.
    pub hindrance: Option<Hindrance>,
}

/// What would come of taking the verification back.
pub async fn revocable(
    db: &mut Db,
    id: OrganisationId,
    staff: &Staff,
    now: Moment,
) -> Result<Option<Revocable>, sqlx::Error> {
    let row = within(db, id, &staff.region).await?;
    Ok(row.map(|row| {
        let own = row.filed_by.is_some_and(|by| staff.account == by.into());
        Revocable { hindrance: hinders_revoking(row.state(now), own), name: row.name, region: row.region }
    }))
}

/// Takes the verification back, whatever the version.
pub async fn revoke(
    db: &mut Db,
    clock: &Clock,
    staff: &Staff,
    id: OrganisationId,
    reason: &str,
) -> Result<(), Refusal> {
    let actor = actor_word(&Actor::Staff(staff.clone()));
    let doing = Doing { clock: clock.clone(), actor, now: clock.now() };
    let Some(row) = within(db, id, &staff.region).await? else { return no(Refused::Missing) };
    let (version, reason) = (row.version, reason.to_owned());
    let decision = Decision { step: VerificationStep::Revoke, version, until: None, reason };
    settle(db, &doing, staff, &row, decision).await
}

async fn tell_owners(
    db: &mut Db,
    doing: &Doing,
    id: OrganisationId,
    decision: VerificationState,
) -> Result<(), sqlx::Error> {
    let content = Content::OrganisationDecided { organisation: id, decision };
    for member in member_queries::members(db, id).await? {
        if MemberRole::parse(&member.role) == Some(MemberRole::Owner) {
            message::post(db, &doing.clock, member.account_id.into(), &content).await?;
        }
    }
    Ok(())
}

/// Has the contact shown for a while.
pub async fn reveal(service: &Service, actor: &Actor, draft: RevealDraft) -> Result<(), Refused> {
    let scope = staff(actor, Right::Reveal)?.region.clone();
    let id: OrganisationId = draft.subject.parse().map_err(|_| Refused::Missing)?;
    let (reason, doing) = (draft.reason().map_err(Refused::Fields)?, service.doing(actor));
    let written = service.write(move |db| {
        let (scope, doing, reason) = (scope.clone(), doing.clone(), reason.clone());
        Box::pin(async move {
            let Some(row) = within(db, id, &scope).await? else { return no(Refused::Missing) };
            let noted: Result<(), Refusal> =
                doing.note(db, REVEAL, id.0, (&row.region, &reason)).await.map_err(Into::into);
            noted
        })
    });
    written.await
}
