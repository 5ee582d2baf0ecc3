//! Evidence: pictures of licences and ID cards, added by their owners and opened by few.

use domain::{
    attachment::{AttachmentOwner, FILES_LIMIT, FileContent, Upload},
    error::{Problem, Refused},
    id::{AccountId, AttachmentId, OrganisationId},
    identity::{Actor, Right},
};

use super::{Service, member_queries, mine::owned, no, person, queries, real_name_queries};
use crate::{
    attachment::{self, Owner, Row},
    store::unreachable,
};

/// What belongs to an organisation.
pub const fn of(id: OrganisationId) -> Owner {
    Owner { kind: AttachmentOwner::Organisation, id: id.0 }
}

/// What belongs to a person's real name.
pub const fn of_person(account: AccountId) -> Owner {
    Owner { kind: AttachmentOwner::RealName, id: account.0 }
}

/// Adds evidence to an organisation. The bytes are kept first; who may not add them is refused before.
pub async fn attach(service: &Service, actor: &Actor, id: OrganisationId, upload: Upload) -> Result<(), Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    // Asked again when it is written: this only saves the storage from what would be refused.
    let role = member_queries::role(&mut service.read().await?, id, account).await;
    if role.map_err(|error| unreachable(&error))?.is_none() {
        return Err(Refused::Missing);
    }
    let kept = attachment::keep(&service.store, &service.files, service.clock.id(), upload, "file").await?;
    let row = Row { kept, owner: of(id), by: account, at: doing.now };
    let written = service.write(move |db| {
        let (row, doing) = (row.clone(), doing.clone());
        Box::pin(async move {
            let organisation = owned(db, id, account).await?;
            let open = organisation.state(doing.now).open();
            if !open || !queries::touch(db, id, organisation.version).await? {
                return no(Refused::Conflict);
            }
            if attachment::count(db, row.owner).await? >= i64::from(FILES_LIMIT) {
                return no(Refused::field("file", Problem::TooManyFiles(FILES_LIMIT)));
            }
            if attachment::insert(db, &row).await? {
                doing.note(db, "organisation.evidence", id.0, (&organisation.region, "")).await?;
            }
            Ok(())
        })
    });
    written.await
}

/// Takes evidence of an organisation away.
pub async fn detach(service: &Service, actor: &Actor, id: AttachmentId) -> Result<OrganisationId, Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let written = service.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move {
            let owner = match attachment::owner_of(db, id).await? {
                Some(owner) if owner.kind == AttachmentOwner::Organisation => OrganisationId(owner.id),
                _ => return no(Refused::Missing),
            };
            let organisation = owned(db, owner, account).await?;
            let open = organisation.state(doing.now).open();
            if !open || !queries::touch(db, owner, organisation.version).await? {
                return no(Refused::Conflict);
            }
            if attachment::delete(db, id).await? {
                doing.note(db, "organisation.evidence_removed", owner.0, (&organisation.region, "")).await?;
            }
            Ok(owner)
        })
    });
    written.await
}

/// Opens a file for whoever may: whose it is, or staff of its region who may see personal data. Whatever is opened by
/// somebody else than the person is in the trail before it is read.
pub async fn open(service: &Service, actor: &Actor, id: AttachmentId) -> Result<FileContent, Refused> {
    let mut db = service.read().await?;
    let find = async {
        let Some(owner) = attachment::owner_of(&mut db, id).await? else { return Ok(None) };
        let (own, region) = match owner.kind {
            AttachmentOwner::Organisation => {
                let id = OrganisationId(owner.id);
                let own = match actor.account() {
                    Some(account) => member_queries::role(&mut db, id, account).await?.is_some(),
                    None => false,
                };
                (own, queries::organisation(&mut db, id).await?.and_then(|row| row.region()))
            }
            AttachmentOwner::RealName => {
                let id = AccountId(owner.id);
                let row = real_name_queries::real_name(&mut db, id).await?;
                (actor.account() == Some(id), row.and_then(|row| domain::region::RegionCode::parse(&row.region)))
            }
            // Given out under the address of the policy; the rows of an import are read by the service alone.
            AttachmentOwner::Policy | AttachmentOwner::Import | AttachmentOwner::Payment | AttachmentOwner::Case => {
                return Ok(None);
            }
        };
        Ok(region.map(|region| (owner, own, region)))
    };
    let found = find.await.map_err(|error: sqlx::Error| unreachable(&error))?;
    drop(db);
    let (owner, own, region) = found.ok_or(Refused::Missing)?;
    if !own && !actor.may(Right::Reveal, &region) {
        return Err(Refused::Missing);
    }
    if !matches!(actor, Actor::Person(_)) {
        let doing = service.doing(actor);
        let noted = service.write(move |db| {
            let (doing, region) = (doing.clone(), region.clone());
            Box::pin(async move { Ok(doing.note(db, "evidence.revealed", owner.id, (region.as_str(), "")).await?) })
        });
        noted.await?;
    }
    attachment::read(&service.store, &service.files, id).await
}
