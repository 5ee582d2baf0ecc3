//! Settlements on the server: what is owed follows from the hours, payments and answers are rows of their own.

mod look;
mod paying;
pub mod queries;

use async_trait::async_trait;
use domain::{
    attachment::{FileContent, Upload},
    error::Refused,
    gig::{
        ClaimMove, ClaimState, PayRule, SettlementTerm,
        attendance::{Agreement, Entry, HoursView},
        settlement::{
            AnswerDraft, KEPT_YEARS, Ledger, LedgerQuery, PaySlip, PaymentDraft, SettlementService, Wages, due_at, owed,
        },
    },
    id::{AttachmentId, ClaimId, OrganisationId},
    identity::Actor,
    money::Fen,
    region::RegionCode,
    when::Moment,
    workday::Workdays,
};

use self::queries::{Owing, Payee};
use super::{
    Doing,
    attendance::{Held, Refusal, move_to},
};
use crate::{
    attachment::Files,
    identity::{organisation, queries as people},
    setting::Settings,
    store::{Db, Store},
};

pub use super::attendance::Service as Base;

/// Settlements over a store.
#[derive(Clone)]
pub struct Service {
    /// What it has in common with attendance.
    pub base: Base,
    /// Where proofs lie.
    pub files: Files,
}

/// The wages of a claim, if its hours are known.
pub async fn wages_of(db: &mut Db, claim: ClaimId, now: Moment) -> Result<Option<Wages>, sqlx::Error> {
    let Some(row) = queries::of_claim(db, claim).await? else { return Ok(None) };
    let payments = queries::payments(db, claim).await?;
    Ok(Some(row.wages(payments, now)))
}

/// What the hours of a claim come to.
#[derive(Clone, Copy, Debug)]
pub struct WorkedOut {
    /// Minutes that are paid.
    pub minutes: i64,
    /// Pieces that are paid.
    pub pieces: i64,
    /// What is owed.
    pub owed: Fen,
    /// Until when it is to be paid.
    pub due: Moment,
}

/// What hours come to by the rule of a posting; nothing while they are not known. `planned` is the minutes of the shift.
pub fn worked_out(
    (rule, term): (PayRule, SettlementTerm),
    planned: i64,
    hours: &HoursView,
    workdays: &Workdays,
) -> Option<WorkedOut> {
    let (minutes, ended) = hours.minutes.zip(hours.ended)?;
    // Until somebody has counted them, as many pieces count as the posting says are usual.
    let counted = hours.pieces.filter(|pieces| pieces.agreement != Agreement::Claimed);
    let pieces = counted.map_or(rule.pieces, |pieces| pieces.value);
    let due = due_at(term, Moment(ended.value), workdays);
    Some(WorkedOut { minutes, pieces, owed: owed(rule, minutes, planned, pieces), due })
}

/// Works out anew what is owed, after the hours of a claim were written; nothing while they are not known. The shift's
/// row is locked.
pub(super) async fn renew(
    db: &mut Db,
    doing: &Doing,
    settings: &Settings,
    held: &Held,
    hours: &HoursView,
) -> Result<(), Refusal> {
    let now = doing.clock.now();
    let region = RegionCode::parse(&held.site.region);
    let workdays = region.map(|region| settings.workdays(&region, now)).unwrap_or_default();
    let agreed = (held.site.rule(), held.site.term());
    let Some(WorkedOut { minutes, pieces, owed, due }) =
        worked_out(agreed, held.site.hours().planned(), hours, &workdays)
    else {
        return Ok(());
    };
    let account = held.worker();
    let profile = people::profile(db, account).await?.unwrap_or_default();
    let verified = organisation::verified_name(db, account).await?;
    let [name, number] = verified.unwrap_or_else(|| [profile.name, String::new()]);
    let owing = Owing {
        claim: held.id(),
        organisation: held.organisation(),
        account,
        region: held.site.region.clone(),
        starts: Moment(held.site.starts_at),
        minutes,
        pieces,
        owed,
        due,
        payee: Payee { name, number, phone: people::phone(db, account).await?.unwrap_or_default() },
        at: now,
    };
    let (owed, paid) = queries::owe(db, &owing).await?;
    settle(db, doing, held, paid >= owed).await
}

/// Brings the claim to where the payments say it is: settled, or not any more.
pub(super) async fn settle(db: &mut Db, doing: &Doing, held: &Held, settled: bool) -> Result<(), Refusal> {
    let state = super::queries::claim(db, held.id()).await?.map(|row| row.state());
    let what = match (state, settled) {
        (Some(ClaimState::CheckedOut), true) => ClaimMove::Settle,
        (Some(ClaimState::Settled), false) => ClaimMove::Reopen,
        _ => return Ok(()),
    };
    let Some(next) = state.and_then(|state| state.after(what)) else { return Ok(()) };
    move_to(db, doing, held, next).await
}

/// What was reported of a claim, as the rules see it, and what is owed by it.
pub(super) async fn renew_from_reports(
    db: &mut Db,
    doing: &Doing,
    settings: &Settings,
    held: &Held,
) -> Result<(), Refusal> {
    let reports = super::attendance::queries::reports(db, held.id()).await?;
    if !reports.iter().any(|past| past.report.entry == Entry::Out) {
        return Ok(());
    }
    let hours = super::attendance::hours_view(&held.site.hours(), reports);
    renew(db, doing, settings, held, &hours).await
}

/// Forgets the names in ledgers whose years are over.
pub async fn forget(db: &mut Db, now: Moment) -> Result<(), sqlx::Error> {
    queries::forget(db, Moment(now.0 - (KEPT_YEARS * 366 + 31) * Moment::DAY)).await
}

impl Service {
    fn store(&self) -> &Store {
        &self.base.store
    }
}

#[async_trait]
impl SettlementService for Service {
    async fn ledger(&self, actor: &Actor, organisation: OrganisationId, query: LedgerQuery) -> Result<Ledger, Refused> {
        look::ledger(self, actor, organisation, query).await
    }

    async fn export(&self, actor: &Actor, organisation: OrganisationId, query: LedgerQuery) -> Result<Ledger, Refused> {
        look::export(self, actor, organisation, query).await
    }

    async fn pay(&self, actor: &Actor, draft: PaymentDraft, proof: Option<Upload>) -> Result<OrganisationId, Refused> {
        paying::pay(self, actor, draft, proof).await
    }

    async fn answer(&self, actor: &Actor, draft: AnswerDraft) -> Result<ClaimId, Refused> {
        paying::answer(self, actor, draft).await
    }

    async fn proof(&self, actor: &Actor, file: AttachmentId) -> Result<FileContent, Refused> {
        look::proof(self, actor, file).await
    }

    async fn slip(&self, actor: &Actor, claim: &str) -> Result<PaySlip, Refused> {
        look::slip(self, actor, claim).await
    }
}
