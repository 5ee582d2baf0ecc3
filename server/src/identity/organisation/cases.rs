//! What the staff do with organisations: find them, look at what was filed, decide.

use domain::{
    error::Refused,
    id::OrganisationId,
    identity::{
        Actor, Right, VerificationState, VerificationStep,
        organisation::{
            Decision, DecisionDraft, MemberRole, OrganisationCase, OrganisationKind, OrganisationList,
            OrganisationQuery, OrganisationRow as Listed, RevealDraft, Warning,
        },
        staff::may_decide,
    },
    message::Content,
    page::Cursor,
    region::{RegionChoice, RegionCode},
    when::Moment,
    work::WorkKind,
};
use uuid::Uuid;

use super::{
    Doing, Refusal, Service, evidence, member_queries, no,
    queries::{self, ListRow, Wanted},
    rows::{self, OrganisationRow, Sight},
    staff,
};
use crate::{
    attachment, message,
    store::{Db, unreachable},
    work,
};

/// Rows on a page of the table.
const PAGE: usize = 50;
/// The deed of having an organisation's contact shown.
const REVEAL: &str = "organisation.revealed";

/// The staff's table.
pub async fn list(service: &Service, actor: &Actor, query: OrganisationQuery) -> Result<OrganisationList, Refused> {
    let (scope, now) = (&staff(actor, Right::Look)?.region, service.clock.now());
    let region = RegionCode::parse(&query.region).filter(|asked| scope.covers(asked));
    let wanted = Wanted {
        region: region.unwrap_or_else(|| scope.clone()),
        words: query.q.trim().chars().take(80).collect(),
        state: query.state(),
        now,
        after: query.after().map_or((i64::MAX, Uuid::max()), |cursor| (cursor.key, cursor.id)),
        most: i64::try_from(PAGE).unwrap_or(i64::MAX) + 1,
    };
    let found = queries::list(&mut service.read().await?, &wanted).await;
    let mut found = found.map_err(|error| unreachable(&error))?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more);
    let next = last.map(|row| Cursor { key: row.created_at, id: row.id.0 }.to_string());
    let listed = |row: ListRow| Listed {
        id: row.id.into(),
        kind: OrganisationKind::parse(&row.kind).unwrap_or(OrganisationKind::Firm),
        name: row.name,
        place: RegionCode::parse(&row.region).map(|code| service.reference.place_name(&code)).unwrap_or_default(),
        state: rows::state(&row.state, row.verified_until, now),
        until: row.verified_until.map(Moment),
        created: Moment(row.created_at),
    };
    let rows = found.into_iter().map(listed).collect();
    let regions = service.choices().into_iter().flatten();
    let regions: Vec<RegionChoice> = regions.filter(|choice| scope.covers(&choice.code)).collect();
    Ok(OrganisationList { now, rows, query, regions, next })
}

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
            tell_owners(db, &doing, id, state).await?;
            Ok(())
        })
    });
    written.await
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
