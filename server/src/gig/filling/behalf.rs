//! The staff of a place claim a seat for a person of theirs who has agreed to it: the same claim as the person's own, with
//! how they agreed beside it. The person is told at once, and may give it up without a mark until the start.

use domain::{
    error::{FieldError, Problem, Refused},
    gig::{
        ClaimMove, ClaimState, GigError,
        filling::{BehalfDraft, BehalfPage},
    },
    id::{ClaimId, ShiftId},
    identity::{Actor, ConsentTopic, Right},
    message::{Content, WorkNews},
    when::Moment,
};

use super::{Service, queries};
use crate::{
    gig::{
        attendance::{no, note, of_gig, own, person, queries::site, staff},
        claiming,
        claiming::GigFault,
        queries as claims,
        rows::{ClaimRow, count},
        service::{fault, keyed},
    },
    identity::{privacy, staff::person_in},
    message,
    store::{Fault, Key, unreachable},
    trail::{self, Deed, actor_word},
};

/// The word by which the history says that somebody gave up what was claimed for them: nobody's fault, and never a mark.
const VETO: &str = "veto";

/// A shift for which a seat may be claimed for somebody.
pub async fn page(service: &Service, actor: &Actor, shift: ShiftId) -> Result<BehalfPage, Refused> {
    staff(actor, Right::ClaimFor)?;
    let now = service.base.clock.now();
    let mut db = service.base.read().await?;
    let read = async {
        let Some(site) = site(&mut db, shift).await? else { return Ok(None) };
        let seats = claims::seats_now(&mut db, Key::from(shift)).await?;
        Ok(Some((site, seats.map_or(0, |seats| seats.taken))))
    };
    let (site, taken) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)?;
    Ok(BehalfPage {
        now,
        shift,
        title: site.title.clone(),
        employer: site.employer.clone(),
        address: site.address.clone(),
        starts: Moment(site.starts_at),
        ends: Moment(site.ends_at),
        fills: site.fills(),
        seats: count(site.seats),
        taken,
        open: site.closed_at.is_none() && now.0 < site.starts_at,
        key: service.base.clock.id().simple().to_string(),
    })
}

fn wrong<T>(problem: Problem) -> Result<T, GigFault> {
    Err(Fault::Refused(GigError::Fields(vec![FieldError::new("phone", problem)])))
}

/// Claims a seat for somebody.
pub async fn claim_for(service: &Service, actor: &Actor, draft: BehalfDraft) -> Result<ClaimId, GigError> {
    let staff = actor.staff().ok_or(GigError::SignedOut)?.clone();
    if !staff.role.has(Right::ClaimFor) {
        return Err(GigError::Denied);
    }
    let shift: ShiftId = draft.shift.parse().map_err(|_| GigError::Missing)?;
    let (phone, way) = draft.parse().map_err(GigError::Fields)?;
    keyed(staff.account, &draft.key)?;
    let (doing, settings) = (service.base.doing(actor), service.base.settings.clone());
    let written = service.base.store.write(move |db| {
        let (staff, phone, draft) = (staff.clone(), phone.clone(), draft.clone());
        let (doing, settings) = (doing.clone(), settings.clone());
        Box::pin(async move {
            let Some(account) = person_in(db, &staff, &phone).await? else { return wrong(Problem::NobodyHere) };
            if !privacy::agrees(db, account, ConsentTopic::StaffHelp).await? {
                return wrong(Problem::NoStaffHelp);
            }
            let keyed = keyed(account, &draft.key).map_err(Fault::Refused)?;
            let queue = !draft.queue.is_empty();
            let claim = claiming::claim(db, &doing, &keyed, (shift, queue), Some(&settings)).await?;
            let now = doing.clock.now();
            // The same form sent again finds the claim and the agreement that are there.
            if !queries::insert_consent(db, (claim, account), way, staff.account, now).await? {
                return Ok(claim);
            }
            let (word, region) = (actor_word(&doing.actor), staff.region.as_str());
            let deed =
                Deed { actor: &word, action: "claim.on-behalf", subject: claim.into(), region, reason: way.word() };
            trail::write(db, doing.clock.id(), &deed, now).await?;
            let shift = claiming::about(&claiming::facts(db, shift).await?.facts());
            let content = Content::AboutWork { shift, claim, news: WorkNews::ClaimedFor };
            message::post(db, &doing.clock, account, &content).await?;
            Ok(claim)
        })
    });
    service.live.nudge();
    written.await.map_err(fault)
}

/// Whether what was claimed for somebody may still be given up.
pub fn may_veto(claim: &ClaimRow, now: Moment) -> bool {
    now.0 < claim.starts_at && claim.state().after(ClaimMove::Leave).is_some()
}

/// The person gives up what was claimed for them.
pub async fn veto(service: &Service, actor: &Actor, claim: ClaimId) -> Result<ShiftId, Refused> {
    let (account, doing) = (person(actor)?, service.base.doing(actor));
    let written = service.base.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move {
            let held = own(db, account, &claim.to_string()).await?;
            if queries::consent(db, held.id()).await?.is_none() {
                return no(Refused::Conflict);
            }
            // Sent again, it is given up already.
            if held.claim.state() == ClaimState::CancelledByWorker {
                return Ok(held.shift());
            }
            if !may_veto(&held.claim, doing.clock.now()) {
                return no(Refused::Conflict);
            }
            claiming::end(db, &doing, &held.claim, ClaimMove::Leave, Some(VETO)).await.map_err(of_gig)?;
            note(db, &doing, &held, ("claim.vetoed", "")).await?;
            Ok(held.shift())
        })
    });
    let shift = written.await;
    service.live.nudge();
    shift
}
