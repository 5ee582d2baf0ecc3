//! The ledger, pay slips, and what proves a payment.

use std::collections::HashMap;

use domain::{
    attachment::FileContent,
    error::Refused,
    gig::settlement::{Balance, Ledger, LedgerQuery, LedgerRow, PaySlip, PaymentView},
    id::{AttachmentId, OrganisationId},
    identity::{Actor, Phone, ResidentId, organisation::MemberRole},
    when::Moment,
};

use super::{Service, queries};
use crate::{
    attachment,
    gig::{
        arrears,
        attendance::{self, person},
    },
    identity::organisation,
    store::{Db, Key, unreachable},
    trail,
};

/// So many lines are on a page.
const PAGE: usize = 300;
/// So many lines are in a file.
const FILE: usize = 20_000;

/// The ledger of an organisation, for its members, masked.
pub async fn ledger(
    service: &Service,
    actor: &Actor,
    organisation: OrganisationId,
    query: LedgerQuery,
) -> Result<Ledger, Refused> {
    let mut ledger = whole(service, actor, (organisation, query), PAGE).await?;
    for row in &mut ledger.rows {
        row.number =
            ResidentId::parse(&row.number, ledger.now.date()).map(|number| number.masked()).unwrap_or_default();
        row.phone = Phone::parse(&row.phone).map(|phone| phone.masked()).unwrap_or_default();
    }
    Ok(ledger)
}

/// The same whole, for owners. It is in the trail before it goes out.
pub async fn export(
    service: &Service,
    actor: &Actor,
    organisation: OrganisationId,
    query: LedgerQuery,
) -> Result<Ledger, Refused> {
    let ledger = whole(service, actor, (organisation, query), FILE).await?;
    if !ledger.owner {
        return Err(Refused::Denied);
    }
    let (doing, days) = (service.base.doing(actor), format!("{}..{}", ledger.from, ledger.to));
    let noted = service.base.write(move |db| {
        let (doing, days) = (doing.clone(), days.clone());
        Box::pin(async move {
            let actor = trail::actor_word(&doing.actor);
            let subject = Key::from(organisation);
            let deed = trail::Deed { actor: &actor, action: "ledger.exported", subject, region: "", reason: &days };
            Ok(trail::write(db, doing.clock.id(), &deed, doing.clock.now()).await?)
        })
    });
    noted.await?;
    Ok(ledger)
}

async fn whole(
    service: &Service,
    actor: &Actor,
    (organisation, query): (OrganisationId, LedgerQuery),
    most: usize,
) -> Result<Ledger, Refused> {
    let (account, now) = (person(actor)?, service.base.clock.now());
    let ((from, to), problems) = query.parse(now);
    let days = (Moment::start_of(from), Moment(Moment::start_of(to).0 + Moment::DAY));
    let mut db = service.base.read().await?;
    let read = async {
        let Some(role) = organisation::role_in(&mut db, organisation, account).await? else { return Ok(None) };
        let name = organisation::name_of(&mut db, organisation).await?.unwrap_or_default();
        let (rows, more) = rows(&mut db, organisation, days, (most, now)).await?;
        let sums: Balance = queries::sums(&mut db, organisation, days).await?;
        Ok(Some(Ledger {
            now,
            organisation,
            name,
            query,
            problems,
            from: from.to_string(),
            to: to.to_string(),
            rows,
            sums,
            more,
            owner: role == MemberRole::Owner,
            key: service.base.clock.id().simple().to_string(),
            overdue: arrears::overdue_of(&mut db, organisation, now).await?,
        }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

async fn rows(
    db: &mut Db,
    organisation: OrganisationId,
    days: (Moment, Moment),
    (most, now): (usize, Moment),
) -> Result<(Vec<LedgerRow>, bool), sqlx::Error> {
    let asked = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let mut found = queries::of_organisation(db, organisation, days, asked).await?;
    let more = found.len() > most;
    found.truncate(most);
    let mut payments: HashMap<Key, Vec<PaymentView>> = HashMap::new();
    for (claim, payment) in queries::payments_of(db, organisation, days).await? {
        payments.entry(claim).or_default().push(payment);
    }
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        let payee = row.payee(db)?;
        rows.push(LedgerRow {
            claim: row.claim_id.into(),
            shift: row.shift_id.into(),
            title: row.title.clone(),
            starts: Moment(row.starts_at),
            ends: Moment(row.ends_at),
            name: payee.name,
            number: payee.number,
            phone: payee.phone,
            wages: row.wages(payments.remove(&row.claim_id).unwrap_or_default(), now),
        });
    }
    Ok((rows, more))
}

/// What proves a payment, for either side.
pub async fn proof(service: &Service, actor: &Actor, file: AttachmentId) -> Result<FileContent, Refused> {
    let account = person(actor)?;
    let mut db = service.base.read().await?;
    let find = async {
        let Some((organisation, worker)) = queries::sides_of(&mut db, file).await? else { return Ok(false) };
        let member = organisation::role_in(&mut db, organisation.into(), account).await?.is_some();
        Ok(member || worker == Key::from(account))
    };
    let theirs = find.await.map_err(|error: sqlx::Error| unreachable(&error))?;
    drop(db);
    if !theirs {
        return Err(Refused::Missing);
    }
    attachment::read(service.store(), &service.files, file).await
}

/// One's own pay slip.
pub async fn slip(service: &Service, actor: &Actor, claim: &str) -> Result<PaySlip, Refused> {
    let (account, now) = (person(actor)?, service.base.clock.now());
    let id = claim.parse().map_err(|_| Refused::Missing)?;
    let mut db = service.base.read().await?;
    let read = async {
        let Some(claim) = attendance::queries::own_claim(&mut db, account, id).await? else { return Ok(None) };
        let Some(row) = queries::of_claim(&mut db, claim.into()).await? else { return Ok(None) };
        let payments = queries::payments(&mut db, claim.into()).await?;
        Ok(Some(PaySlip {
            now,
            claim: claim.into(),
            employer: row.employer.clone(),
            title: row.title.clone(),
            starts: Moment(row.starts_at),
            ends: Moment(row.ends_at),
            name: row.payee(&db)?.name,
            wages: row.wages(payments, now),
        }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}
