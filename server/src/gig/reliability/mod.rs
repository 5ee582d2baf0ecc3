//! Reliability on the server: worked out from claims, shifts and payments where it is asked for, and never stored; what is
//! stored is what somebody says against it, and what the staff decide.

mod queries;

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    error::Refused,
    gig::reliability::{
        Event, MarkAppealDraft, MarkCase, MarkDecisionDraft, MarkKind, MarkView, RECENT_DAYS, Reliability,
        ReliabilityPage, ReliabilityService, reliability,
    },
    id::{AccountId, OrganisationId, ShiftId},
    identity::{Actor, Right, mask_name},
    message::Content,
    region::RegionCode,
    when::Moment,
    work::{WorkItem, WorkKind},
};
use uuid::Uuid;

use self::queries::{MarkRow, NewAppeal};
use super::{
    Doing,
    attendance::{Refusal, Service as Base, no, person, staff},
};
use crate::{
    identity::{organisation, queries as people},
    message,
    setting::Settings,
    store::{Db, Key, unreachable},
    trail, work,
};

/// Reliability over a store.
#[derive(Clone)]
pub struct Service {
    /// What it has in common with attendance.
    pub base: Base,
}

fn since(now: Moment) -> Moment {
    Moment(now.0 - RECENT_DAYS * Moment::DAY)
}

fn with_marks(mut kept: Vec<Event>, marks: &[MarkRow], now: Moment) -> Reliability {
    kept.extend(marks.iter().filter_map(MarkRow::event));
    reliability(&kept, now)
}

async fn worker(db: &mut Db, account: AccountId, now: Moment) -> Result<(Reliability, Vec<MarkRow>), sqlx::Error> {
    let marks = queries::marks_of_worker(db, account, since(now)).await?;
    Ok((with_marks(queries::kept_by(db, account, since(now)).await?, &marks, now), marks))
}

async fn employer(
    db: &mut Db,
    organisation: OrganisationId,
    now: Moment,
) -> Result<(Reliability, Vec<MarkRow>), sqlx::Error> {
    let marks = queries::marks_of_employer(db, organisation, (since(now), now)).await?;
    let kept = queries::kept_by_employer(db, organisation, (since(now), now)).await?;
    Ok((with_marks(kept, &marks, now), marks))
}

/// That of an employer, for those who look at its shifts.
pub async fn of_employer(db: &mut Db, organisation: OrganisationId, now: Moment) -> Result<Reliability, sqlx::Error> {
    Ok(employer(db, organisation, now).await?.0)
}

/// That of everybody in a shift, for its employer.
pub async fn of_crew(db: &mut Db, shift: ShiftId, now: Moment) -> Result<HashMap<Key, Reliability>, sqlx::Error> {
    let mut events: HashMap<Key, Vec<Event>> = HashMap::new();
    for (account, event) in queries::of_crew(db, shift, since(now)).await? {
        events.entry(account).or_default().push(event);
    }
    Ok(events.into_iter().map(|(account, events)| (account, reliability(&events, now))).collect())
}

fn views(db: &Db, marks: Vec<MarkRow>) -> Result<Vec<MarkView>, sqlx::Error> {
    let view = |row: MarkRow| {
        let Some(kind) = row.kind() else { return Ok(None) };
        Ok(Some(MarkView {
            kind,
            subject: row.subject.0,
            shift: row.shift_id.0,
            title: row.title.clone(),
            starts: Moment(row.starts_at),
            state: row.state(),
            decision: row.decision(db)?,
        }))
    };
    marks.into_iter().filter_map(|row| view(row).transpose()).collect()
}

impl Service {
    async fn page_of(&self, account: AccountId) -> Result<ReliabilityPage, sqlx::Error> {
        let (now, mut db) = (self.base.clock.now(), self.base.store.read().await?);
        let (reliability, marks) = worker(&mut db, account, now).await?;
        Ok(ReliabilityPage { now, organisation: None, reliability, marks: views(&db, marks)? })
    }

    async fn page_of_employer(
        &self,
        account: AccountId,
        id: OrganisationId,
    ) -> Result<Option<ReliabilityPage>, sqlx::Error> {
        let (now, mut db) = (self.base.clock.now(), self.base.store.read().await?);
        if organisation::role_in(&mut db, id, account).await?.is_none() {
            return Ok(None);
        }
        let name = organisation::name_of(&mut db, id).await?.unwrap_or_default();
        let (reliability, marks) = employer(&mut db, id, now).await?;
        Ok(Some(ReliabilityPage { now, organisation: Some((id, name)), reliability, marks: views(&db, marks)? }))
    }
}

/// An appeal under way: who does it, against what.
#[derive(Clone)]
struct Appealing {
    doing: Doing,
    settings: Settings,
    account: AccountId,
    organisation: Option<OrganisationId>,
    kind: MarkKind,
    subject: Uuid,
    said: String,
}

impl Appealing {
    async fn write(&self, db: &mut Db) -> Result<(), Refusal> {
        let now = self.doing.clock.now();
        let marks = match self.organisation {
            None => worker(db, self.account, now).await?.1,
            Some(id) if organisation::role_in(db, id, self.account).await?.is_some() => employer(db, id, now).await?.1,
            Some(_) => return no(Refused::Missing),
        };
        let wanted = |row: &MarkRow| row.kind() == Some(self.kind) && row.subject.0 == self.subject;
        let Some(mark) = marks.into_iter().find(wanted) else { return no(Refused::Missing) };
        let new = NewAppeal {
            id: self.doing.clock.id(),
            kind: self.kind,
            subject: mark.subject,
            account: self.organisation.is_none().then_some(self.account),
            organisation: self.organisation,
            region: mark.region.clone(),
            said: self.said.clone(),
            by: self.account,
            at: now,
        };
        let Some(region) = RegionCode::parse(&mark.region) else { return no(Refused::Conflict) };
        // Sent again, it waits already or was decided.
        if !queries::insert(db, &new).await? {
            return Ok(());
        }
        let due = self.settings.due(WorkKind::Mark, &region, now);
        let item = WorkItem { kind: WorkKind::Mark, subject: new.id, label: mark.title, region, filed: now, due };
        work::file(db, self.doing.clock.id(), &item).await?;
        note(db, &self.doing, (Key(new.id), &new.region), ("mark.appealed", "")).await
    }
}

async fn note(
    db: &mut Db,
    doing: &Doing,
    (subject, region): (Key, &str),
    (action, reason): (&str, &str),
) -> Result<(), Refusal> {
    let actor = trail::actor_word(&doing.actor);
    let deed = trail::Deed { actor: &actor, action, subject, region, reason };
    Ok(trail::write(db, doing.clock.id(), &deed, doing.clock.now()).await?)
}

/// Decides on an appeal, and tells whoever it is about.
async fn decide(
    db: &mut Db,
    doing: &Doing,
    (by, within): (AccountId, &RegionCode),
    (id, lifted, text): (Uuid, bool, &str),
) -> Result<(), Refusal> {
    let here = |region: &str| RegionCode::parse(region).is_some_and(|region| within.covers(&region));
    let Some(row) = queries::case(db, id).await?.filter(|row| here(&row.region)) else { return no(Refused::Missing) };
    if row.said_by == Key::from(by) || row.account_id == Some(Key::from(by)) {
        return no(Refused::Denied);
    }
    if !queries::decide(db, id, (lifted, text), by, doing.clock.now()).await? {
        return no(Refused::Conflict);
    }
    work::settle(db, WorkKind::Mark, id).await?;
    let action = if lifted { "mark.lifted" } else { "mark.kept" };
    note(db, doing, (row.id, &row.region), (action, text)).await?;
    let organisation = row.organisation_id.map(OrganisationId::from);
    let content = Content::MarkDecided { organisation, lifted };
    let told: Vec<Key> = match (organisation, row.account_id) {
        (Some(id), _) => organisation::members_of(db, id).await?.into_iter().map(|member| member.account_id).collect(),
        (None, account) => account.into_iter().collect(),
    };
    for account in told {
        message::post(db, &doing.clock, account.into(), &content).await?;
    }
    Ok(())
}

#[async_trait]
impl ReliabilityService for Service {
    async fn own(&self, actor: &Actor) -> Result<ReliabilityPage, Refused> {
        self.page_of(person(actor)?).await.map_err(|error| unreachable(&error))
    }

    async fn of_organisation(&self, actor: &Actor, id: OrganisationId) -> Result<ReliabilityPage, Refused> {
        let read = self.page_of_employer(person(actor)?, id).await;
        read.map_err(|error| unreachable(&error))?.ok_or(Refused::Missing)
    }

    async fn appeal(&self, actor: &Actor, draft: MarkAppealDraft) -> Result<Option<OrganisationId>, Refused> {
        let (account, doing) = (person(actor)?, self.base.doing(actor));
        let (organisation, kind, subject, said) = draft.parse()?;
        let settings = self.base.settings.clone();
        let appealing = Appealing { doing, settings, account, organisation, kind, subject, said };
        let written = self.base.write(move |db| {
            let appealing = appealing.clone();
            Box::pin(async move { appealing.write(db).await })
        });
        written.await.map(|()| organisation)
    }

    async fn case(&self, actor: &Actor, appeal: Uuid) -> Result<MarkCase, Refused> {
        let staff = staff(actor, Right::Look)?;
        let mut db = self.base.read().await?;
        let read = async {
            let Some(row) = queries::case(&mut db, appeal).await? else { return Ok(None) };
            let (Some(kind), Some(region)) = (row.kind(), RegionCode::parse(&row.region)) else { return Ok(None) };
            if !staff.region.covers(&region) {
                return Ok(None);
            }
            let worker = match row.account_id {
                Some(account) => people::profile(&mut db, account.into()).await?.unwrap_or_default().name,
                None => String::new(),
            };
            let decision = row.decision(&db)?;
            Ok(Some(MarkCase {
                now: self.base.clock.now(),
                id: appeal,
                kind,
                place: self.base.reference.place_name(&region),
                starts: Moment(row.starts_at),
                worker: if worker.is_empty() { worker } else { mask_name(&worker) },
                appeal: (row.said(&db)?, Moment(row.said_at)),
                may_decide: staff.role.has(Right::Decide)
                    && decision.is_none()
                    && row.said_by != Key::from(staff.account),
                decision,
                title: row.title,
                employer: row.employer,
            }))
        };
        read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
    }

    async fn decide(&self, actor: &Actor, draft: MarkDecisionDraft) -> Result<(), Refused> {
        let (staff, doing) = (staff(actor, Right::Decide)?.clone(), self.base.doing(actor));
        let (id, lifted, text) = draft.parse()?;
        let written = self.base.write(move |db| {
            let (staff, doing, text) = (staff.clone(), doing.clone(), text.clone());
            Box::pin(async move { decide(db, &doing, (staff.account, &staff.region), (id, lifted, &text)).await })
        });
        written.await
    }
}
