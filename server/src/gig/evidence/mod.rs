//! Evidence packs on the server: put together of all that the service knows of a claim, under the lock of its shift's row,
//! and kept as the very bytes whose hash anybody can ask for. Pages and downloads are made from those bytes.

mod canonical;
mod gather;
mod queries;

use async_trait::async_trait;
use domain::{
    error::Refused,
    gig::{
        case::CaseSide,
        evidence::{EvidenceService, HashCheck, Known, Pack, PackDraft, PackPage, Packs, parse_hash},
    },
    id::{AccountId, CaseId, ClaimId, PackId},
    identity::{Actor, Right},
    region::RegionCode,
    when::Moment,
};
use sha2::{Digest, Sha256};

use self::queries::{NewPack, PackRow};
use super::{
    attendance::{Held, Refusal, no, own, person, queries as days, staff},
    case,
};
use crate::{
    attachment::Files,
    gig::Doing,
    identity::organisation,
    store::{Db, Key, hex, unreachable},
    trail,
};

pub use super::attendance::Service as Base;

/// Evidence packs over a store.
#[derive(Clone)]
pub struct Service {
    /// What it has in common with attendance.
    pub base: Base,
    /// Where files of cases lie.
    pub files: Files,
}

/// Who makes a pack, and by which form.
#[derive(Clone)]
struct Making {
    by: AccountId,
    side: CaseSide,
    key: String,
    /// What was added to cases, which is read before anything is locked.
    added: gather::Files,
}

/// Makes a pack of a claim whose shift is locked; or gives the one that the same form has made.
async fn make_one(
    service: &Service,
    db: &mut Db,
    (doing, held): (&Doing, &Held),
    making: &Making,
) -> Result<PackId, Refusal> {
    if let Some(there) = queries::made_by_form(db, held.id(), &making.key).await? {
        return Ok(there);
    }
    let (id, now) = (PackId(doing.clock.id()), doing.clock.now());
    let Some(pack) = gather::pack(service, db, held, (id, making.side, now), &making.added).await? else {
        return no(Refused::Missing);
    };
    let value = serde_json::to_value(&pack).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let document = canonical::canonical(&value);
    let new = NewPack {
        id,
        claim: held.id(),
        account: held.worker(),
        region: held.site.region.clone(),
        hash: Sha256::digest(&document).to_vec(),
        document,
        side: making.side,
        key: making.key.clone(),
        by: making.by,
        at: now,
    };
    queries::insert(db, &new).await?;
    let (actor, region) = (trail::actor_word(&doing.actor), new.region.as_str());
    let deed =
        trail::Deed { actor: &actor, action: "evidence.made", subject: Key::from(held.id()), region, reason: "" };
    trail::write(db, doing.clock.id(), &deed, now).await?;
    Ok(id)
}

/// Whether a text can be the key of a form.
fn checked(key: String) -> Result<String, Refused> {
    let fits = (8..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fits { Ok(key) } else { Err(Refused::Missing) }
}

impl Service {
    /// A pack for whoever may have it: the worker, or the staff who may see personal data and whom it does not concern.
    /// When somebody else than the person looks, the trail has it first.
    async fn open(&self, actor: &Actor, id: PackId) -> Result<(String, String), Refused> {
        if matches!(actor, Actor::Guest) {
            return Err(Refused::SignedOut);
        }
        let mut db = self.base.read().await?;
        let find = async {
            let Some(row) = queries::pack(&mut db, id).await? else { return Ok(None) };
            let may = self.may_open(&mut db, actor, &row).await?;
            Ok(may.then_some(row))
        };
        let row = find.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)?;
        let document = row.open(&db).map_err(|error| unreachable(&error))?;
        drop(db);
        if Sha256::digest(&document).as_slice() != row.hash.as_slice() {
            tracing::error!(%id, "an evidence pack is not what its hash says");
            return Err(Refused::Busy);
        }
        if !matches!(actor, Actor::Person(_)) {
            let (doing, subject, region) = (self.base.doing(actor), row.claim_id, row.region.clone());
            let noted = self.base.write(move |db| {
                let (doing, region) = (doing.clone(), region.clone());
                Box::pin(async move {
                    let actor = trail::actor_word(&doing.actor);
                    let action = "evidence.revealed";
                    let deed = trail::Deed { actor: &actor, action, subject, region: &region, reason: "" };
                    Ok(trail::write(db, doing.clock.id(), &deed, doing.clock.now()).await?)
                })
            });
            noted.await?;
        }
        Ok((document, hex(&row.hash)))
    }

    /// A pack as its page shows it.
    async fn page(&self, actor: &Actor, id: PackId) -> Result<PackPage, Refused> {
        let (document, hash) = self.open(actor, id).await?;
        let pack: Pack = serde_json::from_str(&document).map_err(|error| {
            tracing::error!(%error, %id, "an evidence pack cannot be read");
            Refused::Busy
        })?;
        let size = u32::try_from(document.len()).unwrap_or(u32::MAX);
        Ok(PackPage { now: self.base.clock.now(), pack, hash, size })
    }

    async fn may_open(&self, db: &mut Db, actor: &Actor, row: &PackRow) -> Result<bool, sqlx::Error> {
        if actor.account().is_some_and(|account| row.account_id == Key::from(account)) {
            return Ok(true);
        }
        let Some(region) = RegionCode::parse(&row.region) else { return Ok(false) };
        let Some(staff) = actor.staff().filter(|_| actor.may(Right::Reveal, &region)) else { return Ok(false) };
        let Some(claim) = super::queries::claim(db, row.claim_id.into()).await? else { return Ok(false) };
        let Some(site) = days::site(db, claim.shift_id.into()).await? else { return Ok(false) };
        let employer = organisation::role_in(db, site.employer_id.into(), staff.account).await?;
        Ok(employer.is_none() && row.account_id != Key::from(staff.account))
    }
}

#[async_trait]
impl EvidenceService for Service {
    async fn packs(&self, actor: &Actor, id: &str) -> Result<Packs, Refused> {
        let (account, now) = (person(actor)?, self.base.clock.now());
        let id = id.parse().map_err(|_| Refused::Missing)?;
        let mut db = self.base.read().await?;
        let read = async {
            let Some(id) = days::own_claim(&mut db, account, id).await? else { return Ok(None) };
            let Some(claim) = super::queries::claim(&mut db, id.into()).await? else { return Ok(None) };
            let Some(site) = days::site(&mut db, claim.shift_id.into()).await? else { return Ok(None) };
            let key = self.base.clock.id().simple().to_string();
            let packs = queries::of_claim(&mut db, id.into()).await?;
            Ok(Some(Packs { now, claim: id.into(), title: site.title.clone(), packs, key }))
        };
        read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
    }

    async fn make(&self, actor: &Actor, draft: PackDraft) -> Result<PackId, Refused> {
        let (account, doing) = (person(actor)?, self.base.doing(actor));
        let packs = self.packs(actor, &draft.of).await?;
        let added = gather::files(self, packs.claim).await?;
        let making = Making { by: account, side: CaseSide::Worker, key: checked(draft.key)?, added };
        let (service, claim) = (self.clone(), packs.claim.to_string());
        let written = self.base.write(move |db| {
            let (service, doing, making, claim) = (service.clone(), doing.clone(), making.clone(), claim.clone());
            Box::pin(async move {
                let held = own(db, account, &claim).await?;
                make_one(&service, db, (&doing, &held), &making).await
            })
        });
        written.await
    }

    async fn make_of_case(&self, actor: &Actor, draft: PackDraft) -> Result<(CaseId, PackId), Refused> {
        let (staff, doing) = (staff(actor, Right::Reveal)?.clone(), self.base.doing(actor));
        let id: CaseId = draft.of.parse().map_err(|_| Refused::Missing)?;
        let row = case::queries::case(&mut self.base.read().await?, id).await.map_err(|error| unreachable(&error))?;
        let within = |row: &case::queries::CaseRow| row.region().is_some_and(|region| staff.region.covers(&region));
        let row = row.filter(within).ok_or(Refused::Missing)?;
        let claim: ClaimId = row.claim_id.into();
        let added = gather::files(self, claim).await?;
        let making = Making { by: staff.account, side: CaseSide::Staff, key: checked(draft.key)?, added };
        let service = self.clone();
        let written = self.base.write(move |db| {
            let (service, doing, making, row) = (service.clone(), doing.clone(), making.clone(), row.clone());
            Box::pin(async move {
                if case::concerns(db, &row, making.by).await? {
                    return no(Refused::Denied);
                }
                let held = own(db, row.account_id.into(), &claim.to_string()).await?;
                make_one(&service, db, (&doing, &held), &making).await
            })
        });
        Ok((id, written.await?))
    }

    async fn pack(&self, actor: &Actor, id: PackId) -> Result<PackPage, Refused> {
        person(actor)?;
        self.page(actor, id).await
    }

    async fn pack_for_staff(&self, actor: &Actor, id: PackId) -> Result<PackPage, Refused> {
        staff(actor, Right::Reveal)?;
        self.page(actor, id).await
    }

    async fn file(&self, actor: &Actor, id: PackId) -> Result<(Vec<u8>, String), Refused> {
        let (document, hash) = self.open(actor, id).await?;
        Ok((document.into_bytes(), hash))
    }

    async fn check(&self, _: &Actor, text: &str) -> Result<HashCheck, Refused> {
        if text.trim().is_empty() {
            return Ok(HashCheck { asked: String::new(), known: Known::NotAsked });
        }
        let Some(hash) = parse_hash(text) else {
            return Ok(HashCheck { asked: text.chars().take(100).collect(), known: Known::NotAHash });
        };
        let made = queries::made_at(&mut self.base.read().await?, &hash).await;
        let known = match made.map_err(|error| unreachable(&error))? {
            Some(at) => Known::Made(Moment::start_of(at.date())),
            None => Known::Unknown,
        };
        Ok(HashCheck { asked: hex(&hash), known })
    }
}
