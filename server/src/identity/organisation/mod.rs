//! Organisations and real names on the server: what persons file and staff decide on.

mod cases;
mod evidence;
pub mod imported;
mod member_queries;
mod members;
mod mine;
mod queries;
mod real_name;
mod real_name_queries;
mod rows;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    attachment::{FileContent, Upload},
    error::Refused,
    id::{AccountId, AttachmentId, InvitationId, OrganisationId},
    identity::{
        Actor, Right, Staff,
        organisation::{
            DecisionDraft, InviteDraft, Invited, MemberDraft, MyOrganisations, OrganisationCase, OrganisationDraft,
            OrganisationPage, OrganisationService, RealNameCase, RealNameDraft, RealNamePage, RevealDraft,
        },
    },
    region::{RegionChoice, RegionCode},
    when::Moment,
};
use futures::future::BoxFuture;
use uuid::Uuid;

use crate::{
    attachment::Files,
    clock::Clock,
    reference::Reference,
    setting::Settings,
    store::{Db, Fault, Key, Store, refused, unreachable},
    trail::{self, Deed},
};

pub use cases::{revocable, revoke};
pub use member_queries::{forget as forget_invitations, members as members_of, role as role_of};

/// How long personal data stays shown after it was asked for, milliseconds.
const REVEALED: i64 = 10 * Moment::MINUTE;

/// Organisations and real names over a store.
#[derive(Clone)]
pub struct Service {
    /// The database.
    pub store: Store,
    /// Where evidence lies.
    pub files: Files,
    /// Time, ids, secrets.
    pub clock: Clock,
    /// Regions.
    pub reference: Arc<Reference>,
    /// How the service is reached from outside, for links.
    pub public_url: String,
    /// Settings with a date: the holidays.
    pub settings: Settings,
}

/// Why a write was not done.
type Refusal = Fault<Refused>;

/// Refuses a write.
const fn no<T>(why: Refused) -> Result<T, Refusal> {
    Err(Fault::Refused(why))
}

/// Who writes, and when.
#[derive(Clone)]
struct Doing {
    clock: Clock,
    actor: String,
    now: Moment,
}

impl Doing {
    /// Tells the trail.
    async fn note(
        &self,
        db: &mut Db,
        action: &str,
        subject: Uuid,
        (region, reason): (&str, &str),
    ) -> Result<(), sqlx::Error> {
        let deed = Deed { actor: &self.actor, action, subject: Key(subject), region, reason };
        trail::write(db, self.clock.id(), &deed, self.now).await
    }
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

impl Service {
    fn doing(&self, actor: &Actor) -> Doing {
        Doing { clock: self.clock.clone(), actor: trail::actor_word(actor), now: self.clock.now() }
    }

    async fn read(&self) -> Result<Db, Refused> {
        self.store.read().await.map_err(|error| unreachable(&error))
    }

    async fn write<T, F>(&self, work: F) -> Result<T, Refused>
    where
        F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Refusal>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        self.store.write(work).await.map_err(refused)
    }

    /// Whether this actor asked for what is personal of this subject a moment ago.
    async fn revealed(&self, db: &mut Db, actor: &Actor, action: &str, subject: Uuid) -> Result<bool, sqlx::Error> {
        let since = Moment(self.clock.now().0 - REVEALED);
        queries::done_since(db, &trail::actor_word(actor), action, subject, since).await
    }

    fn choices(&self) -> [Vec<RegionChoice>; 2] {
        let choice = |code: &RegionCode| RegionChoice { code: code.clone(), name: self.reference.short_name(code) };
        [
            self.reference.counties().iter().map(|county| choice(&county.code)).collect(),
            self.reference.towns().iter().map(|town| choice(&town.code)).collect(),
        ]
    }
}

#[async_trait]
impl OrganisationService for Service {
    async fn mine(&self, actor: &Actor) -> Result<MyOrganisations, Refused> {
        mine::list(self, actor).await
    }

    async fn save(&self, actor: &Actor, draft: OrganisationDraft) -> Result<OrganisationId, Refused> {
        mine::save(self, actor, draft).await
    }

    async fn organisation(&self, actor: &Actor, id: OrganisationId) -> Result<OrganisationPage, Refused> {
        mine::page(self, actor, id).await
    }

    async fn attach(&self, actor: &Actor, id: OrganisationId, upload: Upload) -> Result<(), Refused> {
        evidence::attach(self, actor, id, upload).await
    }

    async fn detach(&self, actor: &Actor, id: AttachmentId) -> Result<OrganisationId, Refused> {
        evidence::detach(self, actor, id).await
    }

    async fn file(&self, actor: &Actor, id: OrganisationId) -> Result<(), Refused> {
        mine::file(self, actor, id).await
    }

    async fn invite(&self, actor: &Actor, draft: InviteDraft) -> Result<(OrganisationId, String), Refused> {
        members::invite(self, actor, draft).await
    }

    async fn uninvite(&self, actor: &Actor, id: InvitationId) -> Result<OrganisationId, Refused> {
        members::uninvite(self, actor, id).await
    }

    async fn invitation(&self, actor: &Actor, secret: &str) -> Result<Invited, Refused> {
        members::invitation(self, actor, secret).await
    }

    async fn join(&self, actor: &Actor, secret: &str) -> Result<OrganisationId, Refused> {
        members::join(self, actor, secret).await
    }

    async fn remove(&self, actor: &Actor, draft: MemberDraft) -> Result<bool, Refused> {
        members::remove(self, actor, draft).await
    }

    async fn real_name(&self, actor: &Actor) -> Result<RealNamePage, Refused> {
        real_name::page(self, actor).await
    }

    async fn file_real_name(&self, actor: &Actor, draft: RealNameDraft, card: Option<Upload>) -> Result<(), Refused> {
        real_name::file(self, actor, draft, card).await
    }

    async fn open_file(&self, actor: &Actor, id: AttachmentId) -> Result<FileContent, Refused> {
        evidence::open(self, actor, id).await
    }

    async fn case(&self, actor: &Actor, id: OrganisationId) -> Result<OrganisationCase, Refused> {
        cases::case(self, actor, id).await
    }

    async fn decide(&self, actor: &Actor, draft: DecisionDraft) -> Result<(), Refused> {
        cases::decide(self, actor, draft).await
    }

    async fn reveal(&self, actor: &Actor, draft: RevealDraft) -> Result<(), Refused> {
        cases::reveal(self, actor, draft).await
    }

    async fn real_name_case(&self, actor: &Actor, account: &str) -> Result<RealNameCase, Refused> {
        real_name::case(self, actor, account).await
    }

    async fn decide_real_name(&self, actor: &Actor, draft: DecisionDraft) -> Result<(), Refused> {
        real_name::decide(self, actor, draft).await
    }

    async fn reveal_real_name(&self, actor: &Actor, draft: RevealDraft) -> Result<(), Refused> {
        real_name::reveal(self, actor, draft).await
    }
}
