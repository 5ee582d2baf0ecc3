//! What goes on between people and waits for the staff: made by the services themselves, whose clock stands in the past
//! while they make it, so that every row, message and line of the trail is what it would have been.

mod desk;
mod lead;
mod sheets;
mod who;

use std::{fmt::Debug, sync::Arc};

use domain::{
    error::Refused,
    gig::GigError,
    id::{AccountId, ClaimId, ShiftId},
    identity::{
        Actor, Staff, StaffRole,
        organisation::{InviteDraft, MemberRole, OrganisationService},
    },
    region::RegionCode,
    when::Moment,
};
use sqlx::Error;

use super::{cast, cast::Lead};
use crate::{
    attachment::Files,
    clock::Clock,
    gig::{self, Doing, Keyed},
    identity,
    reference::Reference,
    setting::Settings,
    store::{Fault, Store},
    web::Live,
};

/// What the scenes are played with.
pub struct Scenery {
    /// The database, with sample content.
    pub store: Store,
    /// Regions and occupations.
    pub reference: Arc<Reference>,
    /// Settings with a date: the holidays, the least pay.
    pub settings: Settings,
    /// Where files would lie.
    pub files: Files,
    /// How the service is reached from outside, for the link.
    pub public_url: String,
}

/// Everybody who is needed, and the services at any time.
struct Stage {
    scenery: Scenery,
    lead: Lead,
    now: Moment,
    clerk: AccountId,
    live: Live,
}

/// Plays them; gives the link by which whoever opens it becomes an owner of the employer to act for.
pub async fn play(scenery: Scenery, lead: Lead, now: Moment) -> Result<Option<String>, Error> {
    let clerk = who::clerk(&scenery.store, now).await?;
    let live = Live::idle(scenery.store.clone(), Clock::from(move || now));
    let stage = Stage { scenery, lead, now, clerk, live };
    stage.ladder().await;
    let workers = who::free(&stage.scenery.store, now).await?;
    lead::play(&stage, &workers).await?;
    desk::play(&stage, &workers).await?;
    who::mark_postings(&stage.scenery.store).await?;
    let draft = InviteDraft {
        organisation: lead.organisation.to_string(),
        phone: String::new(),
        role: MemberRole::Owner.word().to_owned(),
    };
    let link = stage.organisations(now).invite(&stage.owner(), draft).await;
    Ok(tell("an invitation", link).map(|(_, link)| link))
}

/// What was done; a refusal is told and left out, for a city may have rules that the scenes do not know.
fn tell<T>(what: &str, done: Result<T, impl Debug>) -> Option<T> {
    done.map_err(|refused| tracing::warn!(what, ?refused, "left out of the sample content")).ok()
}

impl Stage {
    /// So many hours ago.
    const fn ago(&self, hours: i64) -> Moment {
        Moment(self.now.0 - hours * Moment::HOUR)
    }

    /// The counties in which everything lies.
    fn counties(&self) -> Vec<RegionCode> {
        cast::counties(&self.scenery.reference)
    }

    fn owner(&self) -> Actor {
        Actor::Person(self.lead.owner)
    }

    /// Somebody of the staff who decides.
    fn staff(&self) -> Actor {
        let region = self.scenery.reference.city().code.clone();
        Actor::Staff(Staff { account: self.clerk, role: StaffRole::Approver, region })
    }

    fn base(&self, at: Moment) -> gig::attendance::Service {
        let Scenery { store, reference, settings, public_url, .. } = &self.scenery;
        gig::attendance::Service {
            store: store.clone(),
            clock: Clock::from(move || at),
            reference: reference.clone(),
            settings: settings.clone(),
            public_url: public_url.clone(),
        }
    }

    fn postings(&self, at: Moment) -> gig::posting::Service {
        let gig::attendance::Service { store, clock, reference, settings, .. } = self.base(at);
        gig::posting::Service { store, clock, reference, settings, live: self.live.clone() }
    }

    fn cases(&self, at: Moment) -> gig::case::Service {
        gig::case::Service { base: self.base(at), files: self.scenery.files.clone() }
    }

    fn filling(&self, at: Moment) -> gig::filling::Service {
        gig::filling::Service { base: self.base(at), live: self.live.clone() }
    }

    fn organisations(&self, at: Moment) -> identity::organisation::Service {
        let gig::attendance::Service { store, clock, reference, settings, public_url } = self.base(at);
        identity::organisation::Service {
            store,
            files: self.scenery.files.clone(),
            clock,
            reference,
            public_url,
            settings,
        }
    }

    /// The warnings that employers with arrears were given, each on its day.
    async fn ladder(&self) {
        const DAYS: i64 = 21;
        for ago in (0..DAYS).rev() {
            let gig::attendance::Service { store, clock, settings, .. } = self.base(self.ago(ago * 24));
            tell("a warning", gig::arrears::climb(&store, &clock, &settings).await);
        }
    }

    /// Somebody takes a seat, applies for it or waits for one.
    async fn claims(&self, at: Moment, account: AccountId, shift: ShiftId) -> Option<ClaimId> {
        let doing = Doing { actor: Actor::Person(account), clock: Clock::from(move || at) };
        let keyed = Keyed { account, key: format!("sample-{shift}") };
        let settings = self.scenery.settings.clone();
        let written = self.scenery.store.write::<_, GigError, _>(move |db| {
            let (doing, keyed, settings) = (doing.clone(), keyed.clone(), settings.clone());
            Box::pin(async move { gig::claim(db, &doing, &keyed, (shift, true), Some(&settings)).await })
        });
        tell("a claim", written.await)
    }

    /// The version of a case.
    async fn version(&self, case: domain::id::CaseId) -> Result<i64, Error> {
        let mut db = self.scenery.store.read().await?;
        Ok(gig::case::queries::case(&mut db, case).await?.map_or(0, |row| row.version))
    }
}

/// Why a person is not made: only the store can be at fault.
fn stored(fault: Fault<Refused>) -> Error {
    match fault {
        Fault::Store(error) => error,
        Fault::Refused(_) => Error::WorkerCrashed,
    }
}
