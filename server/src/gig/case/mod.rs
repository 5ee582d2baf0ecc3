//! Cases on the server: what workers file, what employers answer, and what the staff do. Each step is a conditional update
//! of the case's row and a row of its own, with the trail, the queue and the messages of the same transaction.

mod desk;
mod filing;
mod look;
pub mod queries;
mod saying;

use async_trait::async_trait;
use domain::{
    attachment::{AttachmentOwner, FileContent, Upload},
    error::Refused,
    gig::case::{
        CaseCategory, CaseDraft, CaseService, CaseState, CaseStep, CaseStepDraft, CaseView, CaseWordsDraft,
        EmployerCases, MyCases, NewCase,
    },
    id::{AccountId, AttachmentId, CaseId, ClaimId, OrganisationId},
    identity::Actor,
    message::{AboutShift, CaseNews, Content},
    when::Moment,
    work::{WorkItem, WorkKind},
};

use self::queries::{CaseRow, NewEntry};
use super::{
    Doing,
    attendance::{Refusal, no, person, staff},
};
use crate::{
    attachment::{Files, Owner},
    identity::organisation,
    message,
    setting::Settings,
    store::{Db, Key},
    trail, work,
};

pub use super::attendance::Service as Base;

/// Cases over a store.
#[derive(Clone)]
pub struct Service {
    /// What it has in common with attendance.
    pub base: Base,
    /// Where evidence lies.
    pub files: Files,
}

/// What belongs to a case.
pub(super) const fn files_of(id: CaseId) -> Owner {
    Owner { kind: AttachmentOwner::Case, id: id.0 }
}

/// Whether a text can be the key of a form.
fn is_key(key: &str) -> bool {
    (8..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// A step in a case as it is written down.
struct Taken<'a> {
    step: CaseStep,
    words: &'a str,
    /// Names the form; empty where the case's own row keeps a second one from having an effect.
    key: &'a str,
    by: AccountId,
}

/// Writes a step down; false if its form was sent before.
async fn keep(db: &mut Db, doing: &Doing, row: &CaseRow, taken: &Taken<'_>) -> Result<bool, Refusal> {
    let id = doing.clock.id();
    let key = if taken.key.is_empty() { id.simple().to_string() } else { taken.key.to_owned() };
    let new = NewEntry {
        id,
        case: row.id.into(),
        account: row.account_id.into(),
        step: taken.step,
        words: taken.words.to_owned(),
        key,
        by: taken.by,
        at: doing.clock.now(),
    };
    Ok(queries::insert_entry(db, &new).await?)
}

/// Tells the trail.
async fn note(db: &mut Db, doing: &Doing, row: &CaseRow, (action, reason): (&str, &str)) -> Result<(), Refusal> {
    let actor = trail::actor_word(&doing.actor);
    let deed = trail::Deed { actor: &actor, action, subject: row.id, region: &row.region, reason };
    Ok(trail::write(db, doing.clock.id(), &deed, doing.clock.now()).await?)
}

/// Puts the case into the queue with its deadline, or takes it off.
async fn queue(db: &mut Db, doing: &Doing, row: &CaseRow, due: Option<Moment>) -> Result<(), Refusal> {
    let (Some(due), Some(region)) = (due, row.region()) else {
        return Ok(work::settle(db, WorkKind::Case, row.id.0).await?);
    };
    let (kind, subject, filed) = (WorkKind::Case, row.id.0, Moment(row.filed_at));
    let item = WorkItem { kind, subject, label: row.title.clone(), region, filed, due };
    Ok(work::file(db, doing.clock.id(), &item).await?)
}

/// By when a case has to go on that comes into this state now.
fn due_of(settings: &Settings, row_region: &str, state: CaseState, now: Moment) -> Option<Moment> {
    let region = domain::region::RegionCode::parse(row_region)?;
    domain::gig::case::due(state, now, &settings.workdays(&region, now))
}

fn about(row: &CaseRow) -> AboutShift {
    AboutShift { id: row.shift_id.into(), title: row.title.clone(), starts: Moment(row.starts_at) }
}

/// Tells the worker.
async fn tell_worker(db: &mut Db, doing: &Doing, row: &CaseRow, news: CaseNews) -> Result<(), Refusal> {
    let content = Content::AboutCase { shift: about(row), case: row.id.into(), organisation: None, news };
    Ok(message::post(db, &doing.clock, row.account_id.into(), &content).await?)
}

/// Tells everybody of the employer, of a case that it knows of.
async fn tell_employer(db: &mut Db, doing: &Doing, row: &CaseRow, news: CaseNews) -> Result<(), Refusal> {
    let organisation: OrganisationId = row.organisation_id.into();
    let content = Content::AboutCase { shift: about(row), case: row.id.into(), organisation: Some(organisation), news };
    for member in organisation::members_of(db, organisation).await? {
        message::post(db, &doing.clock, member.account_id.into(), &content).await?;
    }
    Ok(())
}

/// Whether a case is about somebody themselves: they filed it, or belong to the employer.
pub(super) async fn concerns(db: &mut Db, row: &CaseRow, account: AccountId) -> Result<bool, sqlx::Error> {
    let filed = row.account_id == Key::from(account);
    Ok(filed || organisation::role_in(db, row.organisation_id.into(), account).await?.is_some())
}

/// The open case of a category about a claim, if another form than this one made it, or the one that this form made.
async fn there_already(
    db: &mut Db,
    claim: ClaimId,
    category: CaseCategory,
    key: &str,
) -> Result<Option<CaseId>, sqlx::Error> {
    queries::there_already(db, claim, category, key).await
}

#[async_trait]
impl CaseService for Service {
    async fn begin(&self, actor: &Actor, claim: &str) -> Result<NewCase, Refused> {
        filing::begin(self, actor, claim).await
    }

    async fn file(&self, actor: &Actor, draft: CaseDraft, file: Option<Upload>) -> Result<CaseId, Refused> {
        filing::file(self, actor, draft, file).await
    }

    async fn mine(&self, actor: &Actor) -> Result<MyCases, Refused> {
        look::mine(self, actor).await
    }

    async fn own(&self, actor: &Actor, case: CaseId) -> Result<CaseView, Refused> {
        look::own(self, actor, case).await
    }

    async fn say(&self, actor: &Actor, draft: CaseWordsDraft) -> Result<CaseId, Refused> {
        saying::say(self, actor, draft).await
    }

    async fn attach(&self, actor: &Actor, case: CaseId, file: Upload) -> Result<(), Refused> {
        filing::attach(self, actor, case, file).await
    }

    async fn withdraw(&self, actor: &Actor, draft: CaseWordsDraft) -> Result<CaseId, Refused> {
        saying::withdraw(self, actor, draft).await
    }

    async fn of_employer(&self, actor: &Actor, organisation: OrganisationId) -> Result<EmployerCases, Refused> {
        look::of_employer(self, actor, organisation).await
    }

    async fn for_employer(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        case: CaseId,
    ) -> Result<CaseView, Refused> {
        look::for_employer(self, actor, organisation, case).await
    }

    async fn answer(&self, actor: &Actor, draft: CaseWordsDraft) -> Result<(OrganisationId, CaseId), Refused> {
        saying::answer(self, actor, draft).await
    }

    async fn for_staff(&self, actor: &Actor, case: CaseId) -> Result<CaseView, Refused> {
        desk::look(self, actor, case).await
    }

    async fn step(&self, actor: &Actor, draft: CaseStepDraft) -> Result<(), Refused> {
        desk::step(self, actor, draft).await
    }

    async fn open_file(&self, actor: &Actor, file: AttachmentId) -> Result<FileContent, Refused> {
        desk::open_file(self, actor, file).await
    }
}
