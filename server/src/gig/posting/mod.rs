//! Postings in the making on the server: what employers write and hand in, and what the staff make of it.

mod amend;
mod file;
mod judge;
mod own;
mod queries;
mod report_queries;
mod reports;
mod save;
mod steps;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    error::Refused,
    gig::employer::EmployerFile,
    gig::posting::{
        AnswerReportsDraft, CallOffDraft, Circumstances, CopyDraft, DiscardDraft, JudgeDraft, OwnPostings, PostingCase,
        PostingPage, PostingService, ReportCase, ReportDraft, ReportPage, SaveDraft, SavedAs, StepDraft,
    },
    id::{AccountId, OrganisationId, PostingId, ShiftId},
    identity::{Actor, Right, Staff},
    message::Content,
    region::RegionCode,
    setting::{SettingKind, Value},
    when::Moment,
};
use futures::future::BoxFuture;
use uuid::Uuid;

use self::queries::DraftRow;
use crate::{
    clock::Clock,
    identity::organisation::{self, imported::Known},
    message,
    reference::Reference,
    setting::Settings,
    store::{Db, Fault, Key, Store, refused, unreachable},
    trail::{self, Deed},
    web::Live,
};

/// Postings in the making over a store.
#[derive(Clone)]
pub struct Service {
    /// The database.
    pub store: Store,
    /// Time and ids.
    pub clock: Clock,
    /// Regions and occupations.
    pub reference: Arc<Reference>,
    /// Settings with a date: the least pay, the working days.
    pub settings: Settings,
    /// Told after every change, so that pages hear of it at once.
    pub live: Live,
}

/// Why a write was not done.
type Refusal = Fault<Refused>;

/// Refuses a write.
const fn no<T>(why: Refused) -> Result<T, Refusal> {
    Err(Fault::Refused(why))
}

/// The person who asks.
fn person(actor: &Actor) -> Result<AccountId, Refused> {
    actor.account().ok_or(Refused::SignedOut)
}

/// Whoever of the staff asks, if their role has the right.
fn staff(actor: &Actor, right: Right) -> Result<&Staff, Refused> {
    let staff = actor.staff().ok_or(Refused::SignedOut)?;
    if staff.role.has(right) { Ok(staff) } else { Err(Refused::Denied) }
}

/// An id as it was sent.
fn id<T: std::str::FromStr>(text: &str) -> Result<T, Refused> {
    text.parse().map_err(|_| Refused::Missing)
}

/// A write under way: who does it and when, and what it needs to know.
#[derive(Clone)]
struct Doing {
    service: Service,
    actor: Actor,
    now: Moment,
}

impl Doing {
    /// Tells the trail.
    async fn note(&self, db: &mut Db, action: &str, subject: Uuid, why: (&str, &str)) -> Result<(), sqlx::Error> {
        let actor = trail::actor_word(&self.actor);
        let (region, reason) = why;
        let deed = Deed { actor: &actor, action, subject: Key(subject), region, reason };
        trail::write(db, self.service.clock.id(), &deed, self.now).await
    }

    /// Tells every member of an organisation.
    async fn tell(&self, db: &mut Db, organisation: OrganisationId, content: &Content) -> Result<(), sqlx::Error> {
        for member in organisation::members_of(db, organisation).await? {
            message::post(db, &self.service.clock, member.account_id.into(), content).await?;
        }
        Ok(())
    }

    /// The same for the writes of claims.
    fn claims(&self) -> crate::gig::Doing {
        crate::gig::Doing { actor: self.actor.clone(), clock: self.service.clock.clone() }
    }

    /// The organisation as one of its members asks about it; for others it is not there.
    async fn member(&self, db: &mut Db, organisation: OrganisationId, account: AccountId) -> Result<Known, Refusal> {
        match self.service.member(db, organisation, account, self.now).await? {
            Some(known) => Ok(known),
            None => no(Refused::Missing),
        }
    }
}

/// A posting in the making that is this organisation's.
async fn of(db: &mut Db, id: PostingId, organisation: OrganisationId) -> Result<DraftRow, Refusal> {
    match queries::draft(db, id).await? {
        Some(row) if row.organisation_id == Key::from(organisation) => Ok(row),
        _ => no(Refused::Missing),
    }
}

impl Service {
    fn doing(&self, actor: &Actor) -> Doing {
        Doing { service: self.clone(), actor: actor.clone(), now: self.clock.now() }
    }

    async fn read(&self) -> Result<Db, Refused> {
        self.store.read().await.map_err(|error| unreachable(&error))
    }

    async fn write<T, F>(&self, work: F) -> Result<T, Refused>
    where
        F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Refusal>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let written = self.store.write(work).await.map_err(refused);
        self.live.nudge();
        written
    }

    /// The organisation, if this account belongs to it.
    async fn member(
        &self,
        db: &mut Db,
        id: OrganisationId,
        account: AccountId,
        now: Moment,
    ) -> Result<Option<Known>, sqlx::Error> {
        if organisation::role_in(db, id, account).await?.is_none() {
            return Ok(None);
        }
        organisation::imported::with_id(db, &self.reference, id, now).await
    }

    /// What a posting is judged by in any place; what depends on it is added where it is known.
    fn around(&self, region: Option<&RegionCode>) -> Circumstances {
        let city = self.reference.city();
        let night = self.settings.in_force(SettingKind::WorkingTime, region.unwrap_or(&city.code), self.clock.now());
        let night = night.and_then(|row| if let Value::WorkingTime(time) = row.value { time.night } else { None });
        let mut wages = self.settings.of_kind(SettingKind::HourlyWage);
        for wage in &mut wages {
            // Who set it where is on the page of settings, and nothing to judge by.
            (wage.source, wage.link) = Default::default();
        }
        Circumstances { wages, usual: None, night, duplicate: false }
    }
}

#[async_trait]
impl PostingService for Service {
    async fn own(&self, actor: &Actor, organisation: &str) -> Result<OwnPostings, Refused> {
        own::list(self, actor, id(organisation)?).await
    }

    async fn open(&self, actor: &Actor, organisation: &str, posting: &str) -> Result<PostingPage, Refused> {
        own::open(self, actor, id(organisation)?, posting).await
    }

    async fn save(&self, actor: &Actor, draft: SaveDraft) -> Result<(PostingId, SavedAs), Refused> {
        save::save(self, actor, draft).await
    }

    async fn step(&self, actor: &Actor, draft: StepDraft) -> Result<(), Refused> {
        steps::step(self, actor, draft).await
    }

    async fn copy(&self, actor: &Actor, draft: CopyDraft) -> Result<PostingId, Refused> {
        own::copy(self, actor, draft).await
    }

    async fn amend(&self, actor: &Actor, draft: CopyDraft) -> Result<PostingId, Refused> {
        amend::begin(self, actor, draft).await
    }

    async fn discard(&self, actor: &Actor, draft: DiscardDraft) -> Result<(), Refused> {
        own::discard(self, actor, draft).await
    }

    async fn call_off(&self, actor: &Actor, draft: CallOffDraft) -> Result<(), Refused> {
        steps::call_off(self, actor, draft).await
    }

    async fn case(&self, actor: &Actor, posting: &str) -> Result<PostingCase, Refused> {
        judge::case(self, actor, id(posting)?).await
    }

    async fn judge(&self, actor: &Actor, draft: JudgeDraft) -> Result<(), Refused> {
        judge::judge(self, actor, draft).await
    }

    async fn employer(&self, actor: &Actor, organisation: &str) -> Result<EmployerFile, Refused> {
        file::show(self, actor, id(organisation)?).await
    }

    async fn report_page(&self, actor: &Actor, shift: &str) -> Result<ReportPage, Refused> {
        reports::page(self, actor, id(shift)?).await
    }

    async fn report(&self, actor: &Actor, draft: ReportDraft) -> Result<ShiftId, Refused> {
        reports::report(self, actor, draft).await
    }

    async fn reports(&self, actor: &Actor, posting: &str) -> Result<ReportCase, Refused> {
        reports::case(self, actor, id(posting)?).await
    }

    async fn answer_reports(&self, actor: &Actor, draft: AnswerReportsDraft) -> Result<(), Refused> {
        reports::answer(self, actor, draft).await
    }
}
