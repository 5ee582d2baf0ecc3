//! Payments and what the worker says of them: each a row of its own, under the lock of the shift's row.

use domain::{
    attachment::{AttachmentOwner, Upload},
    error::{Problem, Refused},
    gig::settlement::{AnswerDraft, PaymentDraft, Receipt},
    id::{ClaimId, OrganisationId},
    identity::Actor,
    message::{CrewNews, WorkNews},
};

use super::{
    Service,
    queries::{self, NewPayment},
    settle,
};
use crate::{
    attachment::{self, Kept, Owner},
    gig::attendance::{no, note, of_employer, own, person, tell_employer, tell_worker},
};

/// Writes down what was paid.
pub async fn pay(
    service: &Service,
    actor: &Actor,
    draft: PaymentDraft,
    proof: Option<Upload>,
) -> Result<OrganisationId, Refused> {
    let (account, doing) = (person(actor)?, service.base.doing(actor));
    let claim: ClaimId = draft.claim.parse().map_err(|_| Refused::Missing)?;
    let payment = draft.parse(doing.clock.now()).map_err(Refused::Fields)?;
    let key = draft.key.clone();
    if !(8..=64).contains(&key.len()) || !key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(Refused::Missing);
    }
    // The bytes are kept first; who may not write is refused before, and asked again when it is written.
    let look = service.base.write(move |db| {
        Box::pin(async move { of_employer(db, account, claim).await.map(|held| held.organisation()) })
    });
    let organisation = look.await?;
    let kept: Option<Kept> = match proof {
        Some(proof) => {
            let id = service.base.clock.id();
            Some(attachment::keep(service.store(), &service.files, id, proof, "file").await?)
        }
        None => None,
    };
    let id = service.base.clock.id();
    let written = service.base.write(move |db| {
        let (doing, payment, key, kept) = (doing.clone(), payment.clone(), key.clone(), kept.clone());
        Box::pin(async move {
            let (held, now) = (of_employer(db, account, claim).await?, doing.clock.now());
            if queries::of_claim(db, claim).await?.is_none() {
                return no(Refused::Conflict);
            }
            let new = NewPayment {
                id,
                claim,
                account: held.worker(),
                key,
                amount: payment.amount,
                method: payment.method,
                day: payment.day,
                note: payment.note,
                file: kept.as_ref().map(|kept| kept.id),
                by: account,
                at: now,
            };
            // Sent again: it is there.
            if !queries::insert(db, &new).await? {
                return Ok(());
            }
            let Some((owed, paid)) = queries::add(db, claim, new.amount).await? else {
                return no(Refused::field("sum", Problem::MoreThanPaid));
            };
            if let Some(kept) = kept {
                let owner = Owner { kind: AttachmentOwner::Payment, id };
                attachment::insert(db, &attachment::Row { kept, owner, by: account, at: now }).await?;
            }
            settle(db, &doing, &held, paid >= owed).await?;
            let action = if new.amount.0 < 0 { "wages.corrected" } else { "wages.paid" };
            note(db, &doing, &held, (action, &new.note)).await?;
            tell_worker(db, &doing, &held, WorkNews::Paid).await
        })
    });
    written.await?;
    Ok(organisation)
}

/// The worker says whether it came.
pub async fn answer(service: &Service, actor: &Actor, draft: AnswerDraft) -> Result<ClaimId, Refused> {
    let (account, doing) = (person(actor)?, service.base.doing(actor));
    let receipt = draft.parse().map_err(Refused::Fields)?;
    let written = service.base.write(move |db| {
        let (doing, claim) = (doing.clone(), draft.claim.clone());
        Box::pin(async move {
            let (held, now) = (own(db, account, &claim).await?, doing.clock.now());
            let Some(before) = queries::of_claim(db, held.id()).await? else { return no(Refused::Conflict) };
            // Nothing has come before it was due, and nobody says that it has: there is nothing to answer.
            if before.paid == 0 && before.owed > 0 && now.0 < before.due_at {
                return no(Refused::Conflict);
            }
            let Some((owed, paid)) = queries::answer(db, held.id(), receipt, now).await? else {
                return Ok(held.id());
            };
            let received = receipt == Receipt::Received;
            settle(db, &doing, &held, received && paid >= owed).await?;
            let action = if received { "wages.received" } else { "wages.disputed" };
            note(db, &doing, &held, (action, "")).await?;
            let news = if received { CrewNews::Received } else { CrewNews::NotReceived };
            tell_employer(db, &doing, &held, news).await?;
            Ok(held.id())
        })
    });
    written.await
}
