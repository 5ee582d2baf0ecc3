//! Favourites and bans of employers: kept of somebody who had a seat of theirs, ended by them, and in the trail.

use domain::{
    error::Refused,
    gig::filling::{KeptPreference, LiftDraft, PreferenceDraft, PreferenceKind, PreferencesPage},
    id::{AccountId, OrganisationId, ShiftId},
    identity::{Actor, Phone, mask_name},
    message::{AboutShift, Content, rules::day_of},
    when::Moment,
};
use uuid::Uuid;

use super::{
    Service,
    preference_queries::{self as queries, NewPreference},
};
use crate::{
    clock::Clock,
    gig::{
        Doing,
        attendance::{Refusal, no, person, queries::site},
        queries as claims,
    },
    identity::{organisation, queries::count_up},
    message,
    store::{Db, Fault, Key, unreachable},
    trail::{self, Deed, actor_word},
};

/// The most favourites that are told of one posting.
const TOLD: i64 = 50;
/// The most such messages that one person gets on a day, from all employers.
const A_DAY: i64 = 3;

/// What an employer keeps of workers.
pub async fn list(service: &Service, actor: &Actor, id: OrganisationId) -> Result<PreferencesPage, Refused> {
    let (account, now) = (person(actor)?, service.base.clock.now());
    let mut db = service.base.read().await?;
    let read = async {
        if organisation::role_in(&mut db, id, account).await?.is_none() {
            return Ok(None);
        }
        let name = organisation::name_of(&mut db, id).await?.unwrap_or_default();
        let mut preferences = Vec::new();
        for row in queries::all(&mut db, id).await? {
            let (Some(kind), [name, phone, reason]) = (row.kind(), row.open(&db)?) else { continue };
            let phone = Phone::parse(&phone).map(|phone| phone.masked()).unwrap_or_default();
            let (id, since) = (row.id.0, Moment(row.written_at));
            preferences.push(KeptPreference { id, kind, name: mask_name(&name), phone, reason, since });
        }
        Ok(Some(PreferencesPage { now, organisation: id, name, preferences }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// Keeps that somebody is a favourite, or is not taken on any more.
pub async fn set(
    service: &Service,
    actor: &Actor,
    draft: PreferenceDraft,
) -> Result<(OrganisationId, ShiftId), Refused> {
    let (account, doing) = (person(actor)?, service.base.doing(actor));
    let claim = draft.claim.parse().map_err(|_| Refused::Missing)?;
    let read = draft.parse();
    let written = service.base.write(move |db| {
        let (doing, read) = (doing.clone(), read.clone());
        Box::pin(async move {
            let missing = || Fault::Refused(Refused::Missing);
            let row = claims::claim(db, claim).await?.ok_or_else(missing)?;
            let site = site(db, row.shift_id.into()).await?.ok_or_else(missing)?;
            let organisation = site.employer_id.into();
            if organisation::role_in(db, organisation, account).await?.is_none() {
                return no(Refused::Missing);
            }
            let (kind, reason) = read.map_err(|fields| Fault::Refused(Refused::Fields(fields)))?;
            if !kind.fits(row.state()) {
                return no(Refused::Conflict);
            }
            let keeping = Keeping { doing, organisation, region: site.region.clone(), by: account };
            keeping.run(db, row.account_id.into(), kind, &reason).await?;
            Ok((organisation, row.shift_id.into()))
        })
    });
    written.await
}

/// A preference that is being kept.
struct Keeping {
    doing: Doing,
    organisation: OrganisationId,
    region: String,
    by: AccountId,
}

impl Keeping {
    async fn run(&self, db: &mut Db, worker: AccountId, kind: PreferenceKind, reason: &str) -> Result<(), Refusal> {
        // Under the worker's row, as their claims: none slips past a ban.
        claims::lock_worker(db, worker).await?;
        let now = self.doing.clock.now();
        match queries::of_worker(db, self.organisation, worker).await? {
            // Sent again, it is kept already.
            Some((_, known)) if known == kind => return Ok(()),
            Some((id, _)) => {
                queries::lift(db, self.organisation, id, now).await?;
            }
            None => {}
        }
        let id = self.doing.clock.id();
        let new =
            NewPreference { id, organisation: self.organisation, account: worker, kind, reason, by: self.by, at: now };
        queries::insert(db, &new).await?;
        let action = match kind {
            PreferenceKind::Favourite => "worker.favoured",
            PreferenceKind::Ban => "worker.banned",
        };
        note(db, &self.doing, (action, reason), worker.into(), &self.region).await
    }
}

async fn note(
    db: &mut Db,
    doing: &Doing,
    (action, reason): (&str, &str),
    subject: Key,
    region: &str,
) -> Result<(), Refusal> {
    let actor = actor_word(&doing.actor);
    let deed = Deed { actor: &actor, action, subject, region, reason };
    Ok(trail::write(db, doing.clock.id(), &deed, doing.clock.now()).await?)
}

/// Ends a preference; one that was ended before stays so.
pub async fn lift(service: &Service, actor: &Actor, draft: LiftDraft) -> Result<OrganisationId, Refused> {
    let (account, doing) = (person(actor)?, service.base.doing(actor));
    let organisation: OrganisationId = draft.organisation.parse().map_err(|_| Refused::Missing)?;
    let preference: Uuid = draft.preference.parse().map_err(|_| Refused::Missing)?;
    let written = service.base.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move {
            let known = organisation::role_in(db, organisation, account).await?.is_some();
            if !known || !queries::there(db, organisation, preference).await? {
                return no(Refused::Missing);
            }
            if queries::lift(db, organisation, preference, doing.clock.now()).await? {
                note(db, &doing, ("worker.preference-lifted", ""), Key(preference), "").await?;
            }
            Ok(organisation)
        })
    });
    written.await
}

/// Tells those whom an employer likes to have again of new work, in the transaction that puts it on the list.
pub async fn tell_favourites(
    db: &mut Db,
    clock: &Clock,
    organisation: OrganisationId,
    shift: &AboutShift,
) -> Result<(), sqlx::Error> {
    let day = day_of(clock.now());
    for account in queries::favourites(db, organisation, TOLD).await? {
        let account = AccountId::from(account);
        if count_up(db, &format!("favoured:{account}"), day).await? <= A_DAY {
            message::post(db, clock, account, &Content::WorkFirst { shift: shift.clone() }).await?;
        }
    }
    Ok(())
}
