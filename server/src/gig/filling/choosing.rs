//! The employer takes applicants or turns them down, each in a transaction of its own with its history and message. What
//! was true when they applied is asked again: they may have another shift by now, or the seats may be gone.

use domain::{
    error::Refused,
    gig::{
        ClaimMove, ClaimState, Refusal as GigRefusal,
        filling::{ChooseDraft, Decision, Outcome, TurnDownReason},
        hours, rules,
    },
    id::{AccountId, ClaimId, OrganisationId, ShiftId},
    identity::Actor,
    message::{Content, WorkNews},
    when,
};

use super::{Service, queries};
use crate::{
    gig::{
        Doing,
        attendance::{Refusal, no, of_gig, person, site_of},
        claiming, queries as claims,
        rows::ClaimRow,
    },
    message,
    setting::Settings,
    store::Db,
};

/// A decision under way.
#[derive(Clone)]
struct Choosing {
    doing: Doing,
    settings: Settings,
    account: AccountId,
    organisation: OrganisationId,
    shift: ShiftId,
    decision: Decision,
}

/// Takes or turns down applicants.
pub async fn choose(service: &Service, actor: &Actor, draft: ChooseDraft) -> Result<Vec<(ClaimId, Outcome)>, Refused> {
    let account = person(actor)?;
    let organisation = draft.organisation.parse().map_err(|_| Refused::Missing)?;
    let shift = draft.shift.parse().map_err(|_| Refused::Missing)?;
    {
        let mut db = service.base.read().await?;
        let site = site_of(&mut db, organisation, shift, account).await;
        if site.map_err(|error| crate::store::unreachable(&error))?.is_none() {
            return Err(Refused::Missing);
        }
    }
    let (chosen, decision) = draft.parse().map_err(Refused::Fields)?;
    let settings = service.base.settings.clone();
    let choosing = Choosing { doing: service.base.doing(actor), settings, account, organisation, shift, decision };
    let mut came = Vec::with_capacity(chosen.len());
    for claim in chosen {
        let choosing = choosing.clone();
        let written = service.base.write(move |db| {
            let choosing = choosing.clone();
            Box::pin(async move { choosing.one(db, claim).await })
        });
        came.push((claim, written.await?));
    }
    service.live.nudge();
    Ok(came)
}

impl Choosing {
    /// Decides about one. The worker's row is locked first, then the shift's, as for every claim.
    async fn one(&self, db: &mut Db, claim: ClaimId) -> Result<Outcome, Refusal> {
        // Whoever has left the organisation since the form was made decides no more.
        if site_of(db, self.organisation, self.shift, self.account).await?.is_none() {
            return no(Refused::Missing);
        }
        let of_shift = |row: &ClaimRow| ShiftId::from(row.shift_id) == self.shift;
        let Some(row) = claims::claim(db, claim).await?.filter(of_shift) else { return Ok(Outcome::Gone) };
        let Some(birth) = claims::lock_worker(db, row.account_id.into()).await? else { return Ok(Outcome::Gone) };
        claims::lock_shift(db, self.shift).await?;
        let Some(row) = claims::claim(db, claim).await? else { return Ok(Outcome::Gone) };
        match (&self.decision, row.state()) {
            (Decision::Confirm, ClaimState::Applied) => self.confirm(db, &row, birth.as_deref()).await,
            (Decision::TurnDown(reason, words), ClaimState::Applied) => {
                self.turn_down(db, &row, (*reason, words)).await
            }
            // The same form sent again.
            (Decision::Confirm, ClaimState::Confirmed) | (Decision::TurnDown(..), ClaimState::Declined) => {
                Ok(Outcome::Done)
            }
            _ => Ok(Outcome::Gone),
        }
    }

    async fn confirm(&self, db: &mut Db, row: &ClaimRow, birth: Option<&str>) -> Result<Outcome, Refusal> {
        let (now, worker) = (self.doing.clock.now(), AccountId::from(row.account_id));
        let shift = claiming::facts(db, self.shift).await.map_err(of_gig)?;
        let (facts, birth) = (shift.facts(), birth.and_then(when::parse_date));
        if shift.stopped(now) {
            return Ok(Outcome::Stopped);
        }
        let mut held = claiming::seats_held(db, worker, &facts).await.map_err(of_gig)?;
        held.retain(|held| held.id != self.shift);
        match rules::may_claim(now, &facts, birth, &held) {
            Ok(()) => {}
            Err(GigRefusal::Started | GigRefusal::Ended | GigRefusal::Closed) => return Ok(Outcome::Over),
            Err(_) => return Ok(Outcome::Unable),
        }
        if let Some(limits) = claiming::working_time(&self.settings, &shift)
            && hours::allows(&limits, &facts, birth, &held).is_err()
        {
            return Ok(Outcome::Unable);
        }
        let Some(state) = row.state().after(ClaimMove::Choose) else { return Ok(Outcome::Gone) };
        if !claims::take_seat_chosen(db, self.shift, now).await? {
            return Ok(Outcome::Full);
        }
        claims::set_claim(db, row.id.into(), state, None, now).await?;
        let recorded = claiming::record(db, &self.doing, row.id.into(), self.shift, state, None).await;
        recorded.map_err(of_gig)?;
        let content =
            Content::AboutWork { shift: claiming::about(&facts), claim: row.id.into(), news: WorkNews::Chosen };
        message::post(db, &self.doing.clock, worker, &content).await?;
        Ok(Outcome::Done)
    }

    async fn turn_down(
        &self,
        db: &mut Db,
        row: &ClaimRow,
        (reason, words): (TurnDownReason, &str),
    ) -> Result<Outcome, Refusal> {
        let (now, worker) = (self.doing.clock.now(), AccountId::from(row.account_id));
        let facts = claiming::facts(db, self.shift).await.map_err(of_gig)?.facts();
        if now >= facts.starts {
            return Ok(Outcome::Over);
        }
        let ended = claiming::end(db, &self.doing, row, ClaimMove::TurnDown, Some(reason.word())).await;
        ended.map_err(of_gig)?;
        queries::insert_turned_down(db, (row.id.into(), worker), (reason, words), self.account, now).await?;
        let content =
            Content::AboutWork { shift: claiming::about(&facts), claim: row.id.into(), news: WorkNews::TurnedDown };
        message::post(db, &self.doing.clock, worker, &content).await?;
        Ok(Outcome::Done)
    }
}
