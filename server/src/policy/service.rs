//! The service of policies.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    attachment::FileContent,
    error::Refused,
    id::{AttachmentId, PolicyId},
    identity::{Actor, Right, Staff},
    policy::{
        Desk, DeskPage, DeskQuery, EditMark, Feed, FileChange, PolicyDraft, PolicyList, PolicyPage, PolicyQuery,
        PolicyService, StepDraft,
    },
    region::RegionCode,
};

use crate::{attachment::Files, clock::Clock, reference::Reference, setting::Settings, store::Store};

/// Policies over a store.
#[derive(Clone)]
pub struct Service {
    /// The database.
    pub store: Store,
    /// Time and ids.
    pub clock: Clock,
    /// Regions.
    pub reference: Arc<Reference>,
    /// Where the service is reached from outside.
    pub public_url: String,
    /// Settings with a date: the holidays.
    pub settings: Settings,
    /// Where files lie.
    pub files: Files,
}

/// Whoever of the staff asks, and the region within which they have a right.
pub fn scope(actor: &Actor, right: Right) -> Result<(&Staff, &RegionCode), Refused> {
    let staff = actor.staff().ok_or(Refused::SignedOut)?;
    actor.scope(right).map(|region| (staff, region)).ok_or(Refused::Denied)
}

/// The policy that an address or a form names.
pub fn named(policy: &str) -> Result<PolicyId, Refused> {
    policy.parse().map_err(|_| Refused::Missing)
}

#[async_trait]
impl PolicyService for Service {
    async fn list(&self, _actor: &Actor, query: PolicyQuery) -> Result<PolicyList, Refused> {
        self.find(query).await
    }

    async fn page(&self, _actor: &Actor, policy: &str) -> Result<PolicyPage, Refused> {
        self.read(named(policy)?).await
    }

    async fn feed(&self, _actor: &Actor, query: PolicyQuery) -> Result<Feed, Refused> {
        self.follow(&query).await
    }

    async fn desk(&self, actor: &Actor, query: DeskQuery) -> Result<Desk, Refused> {
        let (staff, region) = scope(actor, Right::Look)?;
        self.look_over(staff, region, query).await
    }

    async fn open(&self, actor: &Actor, policy: &str) -> Result<DeskPage, Refused> {
        if policy == "new" {
            return Ok(self.blank(scope(actor, Right::Edit)?.1));
        }
        let (staff, region) = scope(actor, Right::Look)?;
        self.take_up(staff, region, named(policy)?).await
    }

    async fn save(&self, actor: &Actor, mark: EditMark, draft: PolicyDraft) -> Result<PolicyId, Refused> {
        let (staff, region) = scope(actor, Right::Edit)?;
        Ok(self.write_down(actor, (staff, region), &mark, draft).await?.0)
    }

    async fn save_with_files(
        &self,
        actor: &Actor,
        mark: EditMark,
        draft: PolicyDraft,
        change: FileChange,
    ) -> Result<PolicyId, Refused> {
        let (staff, region) = scope(actor, Right::Edit)?;
        self.write_with_files(actor, (staff, region), &mark, draft, change).await
    }

    async fn file(&self, actor: &Actor, policy: &str, file: AttachmentId) -> Result<FileContent, Refused> {
        self.give(actor, policy, file).await
    }

    async fn drop_typed(&self, actor: &Actor, mark: EditMark) -> Result<PolicyId, Refused> {
        let (staff, region) = scope(actor, Right::Edit)?;
        self.forget_typed(staff, region, &mark).await
    }

    async fn take_step(&self, actor: &Actor, mark: EditMark, draft: StepDraft) -> Result<PolicyId, Refused> {
        let staff = actor.staff().ok_or(Refused::SignedOut)?;
        self.step(actor, staff, &mark, &draft).await
    }
}
