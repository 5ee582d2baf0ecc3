//! The day of a shift on the server: who checks in and out, what both sides say of the hours, who did not come.

mod absence;
mod absence_queries;
mod look;
mod marking;
pub mod queries;

use std::sync::Arc;

pub use look::hours_view;
pub(super) use look::site_of;
pub(super) use marking::note;

use async_trait::async_trait;
use domain::{
    error::Refused,
    gig::{
        ClaimState, GigError,
        attendance::{
            Absence, AbsenceDraft, AppealCase, AppealDecisionDraft, AttendanceService, CheckDraft, CrewPage, Made,
            OrganisationShifts, RecordDraft, ReportDraft, ShiftCode, Side, WorkPage,
        },
    },
    id::{AccountId, ClaimId, OrganisationId, ShiftId},
    identity::{Actor, Right, Staff},
    message::{AboutShift, Content, CrewNews, WorkNews},
    when::Moment,
};
use futures::future::BoxFuture;

use self::queries::SiteRow;
use super::{
    Doing, claiming,
    queries::{claim, lock_shift},
    rows::ClaimRow,
};
use crate::{
    clock::Clock,
    identity::organisation,
    message,
    reference::Reference,
    setting::Settings,
    store::{Db, Fault, Key, Store, refused, unreachable},
};

/// Attendance over a store.
#[derive(Clone)]
pub struct Service {
    /// The database.
    pub store: Store,
    /// Time, ids.
    pub clock: Clock,
    /// Names of regions.
    pub reference: Arc<Reference>,
    /// Holidays.
    pub settings: Settings,
    /// Where the service is reached from outside, for the QR code.
    pub public_url: String,
}

/// Why a write was not done.
pub(super) type Refusal = Fault<Refused>;

/// Refuses a write.
pub(super) const fn no<T>(why: Refused) -> Result<T, Refusal> {
    Err(Fault::Refused(why))
}

/// What the market refuses, as this room says it.
pub(super) fn of_gig(fault: Fault<GigError>) -> Refusal {
    match fault {
        Fault::Store(error) => Fault::Store(error),
        Fault::Refused(error) => Fault::Refused(error.into()),
    }
}

/// The person who asks.
pub(super) fn person(actor: &Actor) -> Result<AccountId, Refused> {
    actor.account().ok_or(Refused::SignedOut)
}

/// Whoever of the staff asks, if their role has the right.
pub(super) fn staff(actor: &Actor, right: Right) -> Result<&Staff, Refused> {
    let staff = actor.staff().ok_or(Refused::SignedOut)?;
    if staff.role.has(right) { Ok(staff) } else { Err(Refused::Denied) }
}

/// A claim with its shift, both locked, and from which side somebody looks at it.
pub(super) struct Held {
    pub claim: ClaimRow,
    pub site: SiteRow,
    pub side: Side,
}

impl Held {
    pub fn id(&self) -> ClaimId {
        self.claim.id.into()
    }

    pub fn worker(&self) -> AccountId {
        self.claim.account_id.into()
    }

    pub fn shift(&self) -> ShiftId {
        self.site.id.into()
    }

    pub fn organisation(&self) -> OrganisationId {
        self.site.employer_id.into()
    }

    pub fn made(&self) -> Made {
        (self.organisation(), self.shift())
    }
}

/// A claim with its shift, without asking whose it is; the shift's row is locked.
async fn locked(db: &mut Db, id: ClaimId, looks: Side) -> Result<Held, Refusal> {
    let missing = || Fault::Refused(Refused::Missing);
    let row = claim(db, id).await?.ok_or_else(missing)?;
    lock_shift(db, row.shift_id.into()).await?;
    let row = claim(db, id).await?.ok_or_else(missing)?;
    let site = queries::site(db, row.shift_id.into()).await?.ok_or_else(missing)?;
    Ok(Held { claim: row, site, side: looks })
}

/// The worker's own claim; anybody else's is as good as none.
pub(super) async fn own(db: &mut Db, account: AccountId, id: &str) -> Result<Held, Refusal> {
    let id = id.parse().map_err(|_| Fault::Refused(Refused::Missing))?;
    match queries::own_claim(db, account, id).await? {
        Some(id) => locked(db, id.into(), Side::Worker).await,
        None => no(Refused::Missing),
    }
}

/// A claim on a shift of an organisation that somebody belongs to.
pub(super) async fn of_employer(db: &mut Db, account: AccountId, id: ClaimId) -> Result<Held, Refusal> {
    let held = locked(db, id, Side::Employer).await?;
    match organisation::role_in(db, held.organisation(), account).await? {
        Some(_) => Ok(held),
        None => no(Refused::Missing),
    }
}

/// A claim from the side on which somebody stands: the worker's own before that of an employer.
async fn of_either(db: &mut Db, account: AccountId, id: ClaimId) -> Result<Held, Refusal> {
    match claim(db, id).await? {
        Some(row) if row.account_id == Key::from(account) => locked(db, id, Side::Worker).await,
        _ => of_employer(db, account, id).await,
    }
}

/// All that was said of somebody who did not come, the oldest first.
pub(super) async fn absences(db: &mut Db, claim: ClaimId) -> Result<Vec<Absence>, sqlx::Error> {
    let rows = absence_queries::all_of_claim(db, claim).await?;
    rows.iter().map(|row| row.open(db)).collect()
}

fn about(held: &Held) -> AboutShift {
    AboutShift { id: held.shift(), title: held.site.title.clone(), starts: Moment(held.site.starts_at) }
}

/// Tells the worker.
pub(super) async fn tell_worker(db: &mut Db, doing: &Doing, held: &Held, news: WorkNews) -> Result<(), Refusal> {
    let content = Content::AboutWork { shift: about(held), claim: held.id(), news };
    Ok(message::post(db, &doing.clock, held.worker(), &content).await?)
}

/// Tells everybody of the employer.
pub(super) async fn tell_employer(db: &mut Db, doing: &Doing, held: &Held, news: CrewNews) -> Result<(), Refusal> {
    let content = Content::AboutCrew { shift: about(held), organisation: held.organisation(), news };
    for member in organisation::members_of(db, held.organisation()).await? {
        message::post(db, &doing.clock, member.account_id.into(), &content).await?;
    }
    Ok(())
}

/// Brings a claim to another state, with its history. The shift's row is locked.
pub(super) async fn move_to(db: &mut Db, doing: &Doing, held: &Held, state: ClaimState) -> Result<(), Refusal> {
    super::queries::set_claim(db, held.id(), state, None, doing.clock.now()).await?;
    claiming::record(db, doing, held.id(), held.shift(), state, None).await.map_err(of_gig)
}

/// Moves a claim on, with its history. The shift's row is locked.
async fn step(db: &mut Db, doing: &Doing, held: &Held, what: domain::gig::ClaimMove) -> Result<(), Refusal> {
    let Some(state) = held.claim.state().after(what) else { return no(Refused::Conflict) };
    move_to(db, doing, held, state).await
}

impl Service {
    pub(super) fn doing(&self, actor: &Actor) -> Doing {
        Doing { actor: actor.clone(), clock: self.clock.clone() }
    }

    pub(super) async fn read(&self) -> Result<Db, Refused> {
        self.store.read().await.map_err(|error| unreachable(&error))
    }

    pub(super) async fn write<T, F>(&self, work: F) -> Result<T, Refused>
    where
        F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Refusal>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        self.store.write(work).await.map_err(refused)
    }
}

#[async_trait]
impl AttendanceService for Service {
    async fn shifts(&self, actor: &Actor, organisation: OrganisationId) -> Result<OrganisationShifts, Refused> {
        look::shifts(self, actor, organisation).await
    }

    async fn crew(&self, actor: &Actor, organisation: OrganisationId, shift: ShiftId) -> Result<CrewPage, Refused> {
        look::crew(self, actor, organisation, shift).await
    }

    async fn code(&self, actor: &Actor, organisation: OrganisationId, shift: ShiftId) -> Result<ShiftCode, Refused> {
        look::code(self, actor, organisation, shift).await
    }

    async fn record(&self, actor: &Actor, draft: RecordDraft) -> Result<Made, Refused> {
        marking::record(self, actor, draft).await
    }

    async fn miss_worker(&self, actor: &Actor, draft: AbsenceDraft) -> Result<Made, Refused> {
        absence::miss(self, actor, draft, Side::Employer).await.map(|held| held.1)
    }

    async fn work(&self, actor: &Actor, claim: &str) -> Result<WorkPage, Refused> {
        look::work(self, actor, claim).await
    }

    async fn check(&self, actor: &Actor, draft: CheckDraft) -> Result<ClaimId, Refused> {
        marking::check(self, actor, draft).await
    }

    async fn report(&self, actor: &Actor, draft: ReportDraft) -> Result<ClaimId, Refused> {
        marking::report(self, actor, draft).await
    }

    async fn miss_employer(&self, actor: &Actor, draft: AbsenceDraft) -> Result<ClaimId, Refused> {
        absence::miss(self, actor, draft, Side::Worker).await.map(|held| held.0)
    }

    async fn retract(&self, actor: &Actor, claim: ClaimId) -> Result<Option<Made>, Refused> {
        absence::retract(self, actor, claim).await
    }

    async fn appeal(&self, actor: &Actor, draft: AbsenceDraft) -> Result<Option<Made>, Refused> {
        absence::appeal(self, actor, draft).await
    }

    async fn appeal_case(&self, actor: &Actor, claim: ClaimId) -> Result<AppealCase, Refused> {
        absence::case(self, actor, claim).await
    }

    async fn decide_appeal(&self, actor: &Actor, draft: AppealDecisionDraft) -> Result<(), Refused> {
        absence::decide(self, actor, draft).await
    }
}
