//! Arrears on the server: a ladder that follows from what is owed and since when. Each step is taken once, with its
//! messages, in one transaction; whether an employer may post is worked out where it is asked, and never stored.

mod queries;

use std::collections::HashSet;

use async_trait::async_trait;
use domain::{
    error::Refused,
    gig::arrears::{self, ArrearsBoard, ArrearsCase, ArrearsService, ArrearsStep, CloseDraft, PostingStop},
    id::OrganisationId,
    identity::{Actor, Right},
    message::{Content, OverdueNews},
    money::Fen,
    region::{RegionChoice, RegionCode},
    when::Moment,
    work::{WorkItem, WorkKind},
};

pub use queries::of_organisation as overdue_of;

use super::{
    Doing,
    attendance::{Refusal, Service as Base, no, staff},
};
use crate::{
    clock::Clock,
    identity::organisation,
    message,
    setting::Settings,
    store::{Db, Fault, Key, Store, unreachable},
    trail, work,
};

/// Employers on one page of the board.
const PAGE: usize = 200;

/// Arrears over a store.
#[derive(Clone)]
pub struct Service {
    /// What it has in common with attendance.
    pub base: Base,
}

/// Whether an employer may post work now, and why not.
pub async fn may_post(
    db: &mut Db,
    organisation: OrganisationId,
    now: Moment,
) -> Result<Result<(), PostingStop>, sqlx::Error> {
    Ok(arrears::may_post(queries::of_organisation(db, organisation, now).await?, now))
}

/// The employers that have gone so far that nobody may take their seats.
pub async fn stopped(db: &mut Db, now: Moment) -> Result<HashSet<Key>, sqlx::Error> {
    let late = queries::late(db, now).await?.into_iter();
    Ok(late.filter(|(_, since)| arrears::stops(Moment(*since), now)).map(|(id, _)| id).collect())
}

/// Takes every step that is due and was not taken, each in a transaction of its own, and takes cases off the queue whose
/// wages are paid. Doing it twice, or on two instances at once, does no harm.
pub async fn climb(store: &Store, clock: &Clock, settings: &Settings) -> Result<(), Fault<Refused>> {
    let doing = Doing { actor: Actor::System, clock: clock.clone() };
    let late = queries::late(&mut store.read().await?, clock.now()).await?;
    for (id, _) in late {
        let (doing, settings) = (doing.clone(), settings.clone());
        let written = store.write(move |db| {
            let (doing, settings) = (doing.clone(), settings.clone());
            Box::pin(async move { climb_one(db, &doing, &settings, id.into()).await })
        });
        written.await?;
    }
    let cleared = queries::cleared(&mut store.read().await?, clock.now()).await?;
    for id in cleared {
        let written = store.write::<_, Refused, _>(move |db| {
            Box::pin(async move { Ok(work::settle(db, WorkKind::Arrears, id.0).await?) })
        });
        written.await?;
    }
    Ok(())
}

async fn climb_one(db: &mut Db, doing: &Doing, settings: &Settings, id: OrganisationId) -> Result<(), Refusal> {
    let now = doing.clock.now();
    let Some(overdue) = queries::of_organisation(db, id, now).await? else { return Ok(()) };
    let Some(reached) = arrears::step(overdue.since, now) else { return Ok(()) };
    let mut fresh = false;
    for step in ArrearsStep::ALL.iter().copied().filter(|step| *step <= reached) {
        // Only the last one is told: whoever was not reminded in time needs no reminder beside the notice.
        fresh = queries::take(db, id, (overdue.since, step), now).await?;
    }
    if !fresh {
        return Ok(());
    }
    let (name, region) = queries::organisation(db, id).await?.unwrap_or_default();
    let actor = trail::actor_word(&doing.actor);
    let (subject, reason) = (Key::from(id), reached.word());
    let deed = trail::Deed { actor: &actor, action: "arrears.step", subject, region: &region, reason };
    trail::write(db, doing.clock.id(), &deed, now).await?;
    let news = OverdueNews::parse(reached.word()).unwrap_or(OverdueNews::Reminder);
    let content = Content::WagesOverdue { organisation: id, step: news, since: overdue.since };
    for member in organisation::members_of(db, id).await? {
        message::post(db, &doing.clock, member.account_id.into(), &content).await?;
    }
    let Some(region) = RegionCode::parse(&region).filter(|_| reached == ArrearsStep::Case) else { return Ok(()) };
    let due = settings.due(WorkKind::Arrears, &region, now);
    let item = WorkItem { kind: WorkKind::Arrears, subject: id.0, label: name, region, filed: now, due };
    Ok(work::file(db, doing.clock.id(), &item).await?)
}

#[async_trait]
impl ArrearsService for Service {
    async fn board(&self, actor: &Actor, county: &str) -> Result<ArrearsBoard, Refused> {
        let own = &staff(actor, Right::Look)?.region;
        let asked = RegionCode::parse(county).filter(|county| own.covers(county));
        let (region, now) = (asked.as_ref().unwrap_or(own), self.base.clock.now());
        let reference = &self.base.reference;
        let mut db = self.base.read().await?;
        let read = async {
            let most = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
            let rows = queries::board(&mut db, reference, region, (now, most)).await?;
            Ok((rows, queries::by_county(&mut db, region, now).await?))
        };
        let (mut rows, counties) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let named = |(code, open): (String, i64)| {
            let code = RegionCode::parse(&code)?;
            Some((code.clone(), reference.short_name(&code), Fen(open)))
        };
        let counties_here = reference.counties();
        let choices = counties_here.iter().filter(|county| own.covers(&county.code));
        let choice = |code: &RegionCode| RegionChoice { code: code.clone(), name: reference.short_name(code) };
        Ok(ArrearsBoard {
            now,
            county: asked.map(|county| county.to_string()).unwrap_or_default(),
            counties: choices.map(|county| choice(&county.code)).collect(),
            open: Fen(counties.iter().map(|(_, open)| open).sum()),
            by_county: counties.into_iter().filter_map(named).collect(),
            rows,
            more,
        })
    }

    async fn case(&self, actor: &Actor, id: OrganisationId) -> Result<ArrearsCase, Refused> {
        let staff = staff(actor, Right::Look)?;
        let now = self.base.clock.now();
        let mut db = self.base.read().await?;
        let read = async {
            let Some((name, region)) = queries::organisation(&mut db, id).await? else { return Ok(None) };
            let claims = queries::claims(&mut db, id, &staff.region, now).await?;
            let region = RegionCode::parse(&region);
            let theirs = region.as_ref().is_some_and(|region| staff.region.covers(region));
            if !theirs && claims.is_empty() {
                return Ok(None);
            }
            // Whoever looks after a part of the city sees what is owed there.
            let overdue = claims.iter().map(|claim| claim.due).min().map(|since| arrears::Overdue {
                since,
                claims: i64::try_from(claims.len()).unwrap_or(i64::MAX),
                open: Fen(claims.iter().map(|claim| claim.owed.0 - claim.paid.0).sum()),
            });
            Ok(Some(ArrearsCase {
                now,
                organisation: id,
                name,
                place: region.map(|region| self.base.reference.place_name(&region)).unwrap_or_default(),
                step: overdue.and_then(|overdue| arrears::step(overdue.since, now)),
                overdue,
                taken: queries::taken(&mut db, id).await?,
                waits: work::waits(&mut db, WorkKind::Arrears, id.0).await?,
                may_close: theirs && staff.role.has(Right::Decide),
                claims,
            }))
        };
        read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
    }

    async fn close(&self, actor: &Actor, draft: CloseDraft) -> Result<(), Refused> {
        let (staff, doing) = (staff(actor, Right::Decide)?.clone(), self.base.doing(actor));
        let id: OrganisationId = draft.organisation.parse().map_err(|_| Refused::Missing)?;
        let reason = draft.reason().map_err(Refused::Fields)?;
        let written = self.base.write(move |db| {
            let (staff, doing, reason) = (staff.clone(), doing.clone(), reason.clone());
            Box::pin(async move {
                let Some((_, region)) = queries::organisation(db, id).await? else { return no(Refused::Missing) };
                if !RegionCode::parse(&region).is_some_and(|region| staff.region.covers(&region)) {
                    return no(Refused::Missing);
                }
                if !work::settle_once(db, WorkKind::Arrears, id.0).await? {
                    return no(Refused::Conflict);
                }
                let (actor, subject) = (trail::actor_word(&doing.actor), Key::from(id));
                let deed =
                    trail::Deed { actor: &actor, action: "arrears.closed", subject, region: &region, reason: &reason };
                Ok(trail::write(db, doing.clock.id(), &deed, doing.clock.now()).await?)
            })
        });
        written.await
    }
}
