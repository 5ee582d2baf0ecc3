//! Files that go with a text. A revision names them; a new one begins with those of the one before, and what is changed
//! there changes nothing for whoever reads the older one.

use domain::{
    attachment::{AttachmentOwner, FileContent, POLICY_FILES_LIMIT},
    error::{Problem, Refused},
    id::{AttachmentId, PolicyId},
    identity::{Actor, Right, Staff},
    policy::{EditMark, FileChange, PolicyDraft, rules},
    region::RegionCode,
};
use sqlx::Error;

use super::{
    Service,
    change::within,
    file_queries as queries,
    queries::{revision, touch},
    service::named,
};
use crate::{
    attachment::{self, Kept, Owner, Row},
    store::{Db, Fault, Key, refused, unreachable},
};

/// Whose files they are.
const fn owner(policy: PolicyId) -> Owner {
    Owner { kind: AttachmentOwner::Policy, id: policy.0 }
}

/// What is to become of the files of which version of which revision.
#[derive(Clone)]
struct Work {
    policy: PolicyId,
    number: i64,
    version: i64,
    scope: RegionCode,
    add: Option<Row>,
    remove: Option<AttachmentId>,
}

impl Service {
    /// Saves what was typed, then changes the files.
    pub(super) async fn write_with_files(
        &self,
        actor: &Actor,
        (staff, scope): (&Staff, &RegionCode),
        mark: &EditMark,
        draft: PolicyDraft,
        change: FileChange,
    ) -> Result<PolicyId, Refused> {
        let (policy, version) = self.write_down(actor, (staff, scope), mark, draft).await?;
        let number = mark.number.parse().map_err(|_| Refused::Conflict)?;
        let add = match change.add {
            Some(upload) => {
                let kept = attachment::keep_document(&self.store, &self.files, self.clock.id(), upload, "file").await?;
                Some(Row { kept, owner: owner(policy), by: staff.account, at: self.clock.now() })
            }
            None => None,
        };
        if add.is_none() && change.remove.is_none() {
            return Ok(policy);
        }
        let work = Work { policy, number, version, scope: scope.clone(), add, remove: change.remove };
        let (service, actor, staff) = (self.clone(), actor.clone(), staff.clone());
        let written = self.store.write(move |db| {
            let (service, actor, staff, work) = (service.clone(), actor.clone(), staff.clone(), work.clone());
            Box::pin(async move { service.change_files(db, &actor, &staff, work).await })
        });
        written.await.map_err(refused)?;
        Ok(policy)
    }

    async fn change_files(&self, db: &mut Db, actor: &Actor, staff: &Staff, work: Work) -> Result<(), Fault<Refused>> {
        let (policy, now) = (work.policy, self.clock.now());
        let row = within(revision(db, policy, work.number).await?, &work.scope)?;
        let conflict = || Fault::Refused(Refused::Conflict);
        if row.version != work.version || !rules::may_write(row.life().standing(now)) {
            return Err(conflict());
        }
        let region = row.region().ok_or(Fault::Refused(Refused::Missing))?;
        let mut deeds = Vec::new();
        if let Some(file) = work.remove
            && let Some(name) = queries::unlink(db, row.id, file).await?
        {
            queries::forget(db, file).await?;
            deeds.push(("file_removed", name));
        }
        if let Some(add) = work.add
            && let Some(name) = link(db, row.id, add).await?
        {
            deeds.push(("file_added", name));
        }
        if deeds.is_empty() {
            return Ok(());
        }
        // Whoever was first holds the revision; the other one finds another version.
        if !touch(db, row.id, row.version, staff.account, now).await? {
            return Err(conflict());
        }
        if queries::count(db, row.id).await? > i64::from(POLICY_FILES_LIMIT) {
            return Err(Fault::Refused(Refused::field("file", Problem::TooManyFiles(POLICY_FILES_LIMIT))));
        }
        for (deed, name) in deeds {
            self.note(db, actor, (policy, &region), deed, &name).await?;
        }
        Ok(())
    }

    /// A file, for whoever may have it.
    pub(super) async fn give(&self, actor: &Actor, policy: &str, file: AttachmentId) -> Result<FileContent, Refused> {
        let policy = named(policy)?;
        let read = async { queries::named_by(&mut self.store.read().await?, policy, file).await };
        let links = read.await.map_err(|error: Error| unreachable(&error))?;
        let now = self.clock.now();
        let scope = actor.scope(Right::Look);
        let looks = |link: &&queries::Link| {
            scope.is_some_and(|scope| link.region().is_some_and(|region| scope.covers(&region)))
        };
        let link = links.iter().find(|link| link.is_read(now)).or_else(|| links.iter().find(looks));
        let name = link.ok_or(Refused::Missing)?.name.clone();
        Ok(FileContent { name, ..attachment::read(&self.store, &self.files, file).await? })
    }
}

/// Has a revision name a file, kept just now or long before; its name, or nothing if it does so already.
async fn link(db: &mut Db, revision: Key, add: Row) -> Result<Option<String>, Fault<Refused>> {
    let Kept { id, name, digest, .. } = add.kept.clone();
    let file = if attachment::insert(db, &add).await? {
        id
    } else {
        attachment::same(db, add.owner, &digest).await?.ok_or(Fault::Refused(Refused::Conflict))?
    };
    let linked = queries::link(db, revision, file, &name, add.at).await?;
    Ok(linked.then_some(name))
}
