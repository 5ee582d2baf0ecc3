//! Holding a seat: every change of a claim, each in one transaction with its history, audit and outbox rows.
//!
//! Locks are taken in one order, worker then shift. All changes to the claims of a shift are made under the lock of the
//! shift's row, so `taken` is always the number of claims that hold a seat, and while somebody waits no seat is free.

use domain::{
    gig::{
        ClaimMove, ClaimState, Filling, GigError, LeaveReason, Refusal,
        filling::fair,
        hours,
        rules::{self, ShiftFacts},
    },
    id::{AccountId, ClaimId, ShiftId},
    identity::Actor,
    message::{AboutShift, Content, CrewNews, WorkNews},
    setting::{SettingKind, Value, WorkingTime},
    when::{self, Moment},
};

use super::{
    filling, queries,
    rows::{ClaimRow, FactsRow},
    saved,
};
use crate::{
    clock::Clock,
    identity::organisation,
    message,
    setting::Settings,
    store::{Db, Fault, Key},
    trail,
};

/// What goes wrong inside a write of this area.
pub type GigFault = Fault<GigError>;

pub(super) const fn refuse<T>(refusal: Refusal) -> Result<T, GigFault> {
    Err(Fault::Refused(GigError::Refused(refusal)))
}

/// Who does it and when.
#[derive(Clone)]
pub struct Doing {
    /// Who.
    pub actor: Actor,
    /// Ids and time.
    pub clock: Clock,
}

/// The reason of a leave that only a change of the posting allowed.
pub const CHANGED: &str = "changed";

/// A worker's request with its idempotency key.
#[derive(Clone)]
pub struct Keyed {
    /// Whose request.
    pub account: AccountId,
    /// The key.
    pub key: String,
}

/// Takes a seat; if none is free, queues when asked to. Without `settings` no working time is limited, which is so for
/// the people of the demonstration alone.
pub async fn claim(
    db: &mut Db,
    doing: &Doing,
    keyed: &Keyed,
    (shift, queue): (ShiftId, bool),
    settings: Option<&Settings>,
) -> Result<ClaimId, GigFault> {
    let birth = lock(db, keyed).await?;
    if let Some(before) = answered(db, keyed).await? {
        return Ok(before);
    }
    let now = doing.clock.now();
    let row = facts(db, shift).await?;
    let facts = row.facts();
    if row.stopped(now) {
        return refuse(Refusal::EmployerStopped);
    }
    if filling::banned(db, facts.employer, keyed.account).await? {
        return refuse(Refusal::Banned);
    }
    let held = seats_held(db, keyed.account, &facts).await?;
    let birth = birth.as_deref().and_then(when::parse_date);
    rules::may_claim(now, &facts, birth, &held).map_err(|refusal| Fault::Refused(refusal.into()))?;
    if let Some(limits) = settings.and_then(|settings| working_time(settings, &row)) {
        hours::allows(&limits, &facts, birth, &held).map_err(|refusal| Fault::Refused(refusal.into()))?;
    }
    let fair = is_fair(db, keyed.account, &row, now).await?;
    let state = match row.fills() {
        Filling::Instant => take_or_queue(db, shift, now, &row, (queue, fair)).await?,
        Filling::Review => apply(db, doing, &row, keyed.account, now).await?,
    };
    let id = ClaimId(doing.clock.id());
    queries::insert_claim(db, id, (shift, facts.starts), keyed.account, state, now).await?;
    if fair {
        queries::set_fair(db, id).await?;
    }
    record(db, doing, id, shift, state, None).await?;
    queries::keep_answer(db, keyed.account, &keyed.key, &id.to_string(), now).await?;
    Ok(id)
}

/// A place among those whom the employer chooses from; it holds no seat. The employer is told of the first one whom nobody
/// has answered yet, so that many make no more than one message.
async fn apply(
    db: &mut Db,
    doing: &Doing,
    row: &FactsRow,
    worker: AccountId,
    now: Moment,
) -> Result<ClaimState, GigFault> {
    let facts = row.facts();
    if !queries::join_applicants(db, facts.id, now).await? {
        return refuse(if row.listed { Refusal::Closed } else { Refusal::Paused });
    }
    if filling::was_turned_down(db, facts.id, worker).await? {
        return refuse(Refusal::TurnedDown);
    }
    if queries::applied(db, facts.id).await? == 0 {
        let content =
            Content::AboutCrew { shift: about(&facts), organisation: facts.employer, news: CrewNews::Applied };
        for member in organisation::members_of(db, facts.employer).await? {
            message::post(db, &doing.clock, member.account_id.into(), &content).await?;
        }
    }
    Ok(ClaimState::Applied)
}

/// Whether somebody has few recent shifts; asked only where seats are held for those. The worker's row is locked.
async fn is_fair(db: &mut Db, worker: AccountId, row: &FactsRow, now: Moment) -> Result<bool, GigFault> {
    if !row.holds_back(now) {
        return Ok(false);
    }
    Ok(few_recent(db, worker, now).await?)
}

/// Whether somebody has so few recent shifts that held seats are for them.
pub async fn few_recent(db: &mut Db, worker: AccountId, now: Moment) -> Result<bool, sqlx::Error> {
    let rule = fair::rule_on(now.date());
    Ok(rule.first(queries::recent(db, worker, rule.since(now)).await?))
}

/// A seat, or a place in the queue, or the refusal that names the place one would get.
async fn take_or_queue(
    db: &mut Db,
    shift: ShiftId,
    now: Moment,
    row: &FactsRow,
    (queue, fair): (bool, bool),
) -> Result<ClaimState, GigFault> {
    if row.holds_back(now) {
        queries::lock_shift(db, shift).await?;
    }
    // Between the two statements a seat may be given up or taken, so the pair is tried again; each try is a race lost
    // to somebody who changed the shift, and on SQLite there is none.
    for _ in 0..8 {
        if queries::take_seats(db, shift, (1, fair), now).await? {
            return Ok(ClaimState::Confirmed);
        }
        if row.holds_back(now) && !fair {
            // Its row is locked, so what is read here is so: seats that are left are held.
            let now = facts(db, shift).await?.facts();
            if now.taken < now.seats && !now.closed {
                return refuse(Refusal::HeldBack { until: Moment(row.held_until) });
            }
        }
        if !row.listed {
            return refuse(Refusal::Paused);
        }
        if !queue {
            let place = super::rows::count(row.waiting) + 1;
            return refuse(Refusal::Full { place });
        }
        if queries::join_queue(db, shift, now).await? {
            return Ok(ClaimState::Waitlisted);
        }
        let row = facts(db, shift).await?;
        if row.closed_at.is_some() {
            return refuse(Refusal::Closed);
        }
        if !row.listed {
            return refuse(Refusal::Paused);
        }
    }
    Err(Fault::Refused(GigError::Busy))
}

/// Gives up a seat, an offer or a place in the queue. `told`: the person knows that leaving late counts against them.
pub async fn leave(
    db: &mut Db,
    doing: &Doing,
    keyed: &Keyed,
    claim: ClaimId,
    (reason, told): (LeaveReason, bool),
) -> Result<ShiftId, GigFault> {
    lock(db, keyed).await?;
    let (row, shift) = own_claim(db, keyed, claim).await?;
    if answered::<ClaimId>(db, keyed).await?.is_some() {
        return Ok(shift);
    }
    let now = doing.clock.now();
    let (starts, changed) = (Moment(row.starts_at), queries::changed_since(db, claim).await?);
    rules::may_leave_marked(now, (starts, changed), row.state(), (reason, told))
        .map_err(|refusal| Fault::Refused(refusal.into()))?;
    let unmarked = rules::may_leave(now, (starts, false), row.state(), reason).is_ok();
    let why = if changed && !unmarked { CHANGED } else { reason.word() };
    end(db, doing, &row, ClaimMove::Leave, Some(why)).await?;
    queries::keep_answer(db, keyed.account, &keyed.key, &claim.to_string(), now).await?;
    Ok(shift)
}

/// Takes or declines an offered seat.
pub async fn answer_offer(
    db: &mut Db,
    doing: &Doing,
    keyed: &Keyed,
    (claim, accept): (ClaimId, bool),
    settings: &Settings,
) -> Result<ShiftId, GigFault> {
    let birth = lock(db, keyed).await?.as_deref().and_then(when::parse_date);
    let (row, shift) = own_claim(db, keyed, claim).await?;
    if answered::<ClaimId>(db, keyed).await?.is_some() {
        return Ok(shift);
    }
    let now = doing.clock.now();
    let what = if accept { ClaimMove::Accept } else { ClaimMove::Decline };
    let Some(state) = row.state().after(what) else {
        return refuse(if row.state() == ClaimState::Expired { Refusal::OfferExpired } else { Refusal::NotYours });
    };
    if row.offered_until.is_none_or(|until| until <= now.0) {
        return refuse(Refusal::OfferExpired);
    }
    if accept {
        let row = facts(db, shift).await?;
        let facts = row.facts();
        let held = seats_held(db, keyed.account, &facts).await?;
        if let Some(limits) = working_time(settings, &row) {
            hours::allows(&limits, &facts, birth, &held).map_err(|refusal| Fault::Refused(refusal.into()))?;
        }
        if filling::banned(db, facts.employer, keyed.account).await? {
            return refuse(Refusal::Banned);
        }
        // Whoever was named for a crew is asked here for the first time.
        rules::old_enough(&facts, birth).map_err(|refusal| Fault::Refused(refusal.into()))?;
        rules::has_time(&facts, &held).map_err(|refusal| Fault::Refused(refusal.into()))?;
        queries::set_claim(db, claim, state, None, now).await?;
        record(db, doing, claim, shift, state, None).await?;
        message::post(db, &doing.clock, keyed.account, &Content::SeatConfirmed { shift: about(&facts) }).await?;
    } else {
        end(db, doing, &row, what, None).await?;
    }
    queries::keep_answer(db, keyed.account, &keyed.key, &claim.to_string(), now).await?;
    Ok(shift)
}

/// Ends an offer, a place in a queue or an application whose time is over; does nothing if it was answered meanwhile.
pub async fn expire(db: &mut Db, doing: &Doing, claim: ClaimId) -> Result<(), GigFault> {
    let Some(row) = queries::claim(db, claim).await? else { return Ok(()) };
    queries::lock_shift(db, row.shift_id.into()).await?;
    let Some(row) = queries::claim(db, claim).await? else { return Ok(()) };
    let now = doing.clock.now().0;
    let due = match row.state() {
        ClaimState::Offered => row.offered_until.is_some_and(|until| until <= now),
        ClaimState::Waitlisted | ClaimState::Applied => row.starts_at <= now,
        _ => false,
    };
    if due {
        end(db, doing, &row, ClaimMove::Expire, None).await?;
        let shift = about(&facts(db, row.shift_id.into()).await?.facts());
        let content = match row.state() {
            ClaimState::Offered => Content::OfferExpired { shift },
            ClaimState::Applied => Content::AboutWork { shift, claim, news: WorkNews::NotChosen },
            _ => Content::QueueEnded { shift },
        };
        message::post(db, &doing.clock, row.account_id.into(), &content).await?;
    }
    Ok(())
}

/// Closes a shift: everybody in it is told. A shift that is closed already stays as it is.
pub async fn close(db: &mut Db, doing: &Doing, shift: ShiftId) -> Result<(), GigFault> {
    let content = Content::ShiftCancelled { shift: about(&facts(db, shift).await?.facts()) };
    let now = doing.clock.now();
    if !queries::close_shift(db, shift, now).await? {
        return Ok(());
    }
    for claim in queries::active_claims(db, shift).await? {
        let Some(state) = claim.state().after(ClaimMove::Cancel) else {
            // Who is at work, or was, keeps their seat and their wages.
            queries::count_seats(db, shift, i64::from(claim.state().holds_seat()), 0).await?;
            continue;
        };
        queries::set_claim(db, claim.id.into(), state, None, now).await?;
        record(db, doing, claim.id.into(), shift, state, None).await?;
        message::post(db, &doing.clock, claim.account_id.into(), &content).await?;
    }
    trail::tell(db, doing.clock.id(), "seats", shift.into(), now).await?;
    Ok(queries::note_list_change(db, now).await?)
}

/// Ends a claim and gives the seat it held to the first who waits. The shift's row is locked already.
pub(super) async fn end(
    db: &mut Db,
    doing: &Doing,
    claim: &ClaimRow,
    what: ClaimMove,
    reason: Option<&str>,
) -> Result<(), GigFault> {
    let now = doing.clock.now();
    let (id, shift) = (claim.id.into(), claim.shift_id.into());
    let Some(state) = claim.state().after(what) else { return refuse(Refusal::NotYours) };
    queries::set_claim(db, id, state, None, now).await?;
    record(db, doing, id, shift, state, reason).await?;
    match claim.state() {
        held if held.holds_seat() => pass_on(db, doing, shift, Moment(claim.starts_at)).await,
        ClaimState::Waitlisted => Ok(queries::count_seats(db, shift, 0, -1).await?),
        _ => Ok(()),
    }
}

/// Offers the seat that was given up to the first who waits, or frees it.
async fn pass_on(db: &mut Db, doing: &Doing, shift: ShiftId, starts: Moment) -> Result<(), GigFault> {
    let now = doing.clock.now();
    let first = if now < starts { queries::first_waiting(db, shift).await? } else { None };
    let Some((first, state)) = first.and_then(|row| row.state().after(ClaimMove::Offer).map(|state| (row, state)))
    else {
        queries::count_seats(db, shift, -1, 0).await?;
        return Ok(saved::news::note_freed(db, shift, now).await?);
    };
    let until = rules::offer_deadline(now, starts);
    queries::set_claim(db, first.id.into(), state, Some(until), now).await?;
    queries::count_seats(db, shift, 0, -1).await?;
    let system = Doing { actor: Actor::System, clock: doing.clock.clone() };
    record(db, &system, first.id.into(), shift, state, None).await?;
    let content = Content::SeatOffered { shift: about(&facts(db, shift).await?.facts()), until };
    Ok(message::post(db, &doing.clock, first.account_id.into(), &content).await?)
}

/// Offers seats that were added to those who wait, as far as they go. The shift's row is locked already.
pub async fn offer_added(db: &mut Db, doing: &Doing, shift: ShiftId, starts: Moment) -> Result<(), GigFault> {
    loop {
        let row = facts(db, shift).await?.facts();
        if row.taken >= row.seats || queries::first_waiting(db, shift).await?.is_none() {
            return Ok(());
        }
        // As if somebody had held it and given it up: who waits first is offered it.
        queries::count_seats(db, shift, 1, 0).await?;
        pass_on(db, doing, shift, starts).await?;
    }
}

/// The shift as messages name it.
pub(super) fn about(shift: &ShiftFacts) -> AboutShift {
    AboutShift { id: shift.id, title: shift.title.clone(), starts: shift.starts }
}

/// History, audit and outbox rows of one move.
pub(super) async fn record(
    db: &mut Db,
    doing: &Doing,
    claim: ClaimId,
    shift: ShiftId,
    state: ClaimState,
    reason: Option<&str>,
) -> Result<(), GigFault> {
    let (actor, now) = (trail::actor_word(&doing.actor), doing.clock.now());
    queries::insert_event(db, doing.clock.id(), claim, state, (&actor, reason), now).await?;
    trail::audit(db, doing.clock.id(), &actor, state.word(), claim.into(), now).await?;
    Ok(trail::tell(db, doing.clock.id(), "seats", shift.into(), now).await?)
}

/// Locks the worker; gives the date of birth.
async fn lock(db: &mut Db, keyed: &Keyed) -> Result<Option<String>, GigFault> {
    queries::lock_worker(db, keyed.account).await?.ok_or(Fault::Refused(GigError::SignedOut))
}

/// The claim that was answered to this key before.
pub(super) async fn answered<T: std::str::FromStr>(db: &mut Db, keyed: &Keyed) -> Result<Option<T>, GigFault> {
    let body = queries::answer(db, keyed.account, &keyed.key).await?;
    Ok(body.and_then(|id| id.parse().ok()))
}

pub(super) async fn facts(db: &mut Db, shift: ShiftId) -> Result<FactsRow, GigFault> {
    queries::facts(db, shift).await?.ok_or(Fault::Refused(GigError::Missing))
}

/// A claim of this worker with its shift, locked. Somebody else's is as good as none.
async fn own_claim(db: &mut Db, keyed: &Keyed, claim: ClaimId) -> Result<(ClaimRow, ShiftId), GigFault> {
    let mine = |row: ClaimRow| (row.account_id == Key::from(keyed.account)).then_some(row);
    let missing = || Fault::Refused(GigError::Missing);
    let row = queries::claim(db, claim).await?.and_then(mine).ok_or_else(missing)?;
    let shift = row.shift_id.into();
    queries::lock_shift(db, shift).await?;
    let row = queries::claim(db, claim).await?.ok_or_else(missing)?;
    Ok((row, shift))
}

/// The limits of working time that apply to a shift on its day.
pub(super) fn working_time(settings: &Settings, shift: &FactsRow) -> Option<WorkingTime> {
    let setting = settings.in_force(SettingKind::WorkingTime, &shift.region()?, shift.facts().starts)?;
    match setting.value {
        Value::WorkingTime(limits) => Some(limits),
        _ => None,
    }
}

/// The worker's shifts of the same week and near in time that hold a seat, and this very shift if the worker is in it in any way. A place in
/// another queue is no seat, so it keeps nobody from working.
pub(super) async fn seats_held(
    db: &mut Db,
    account: AccountId,
    shift: &ShiftFacts,
) -> Result<Vec<rules::HeldShift>, GigFault> {
    let (monday, next) = hours::week(shift.starts);
    let from = monday.min(Moment(shift.starts.0 - 2 * Moment::DAY));
    let to = next.max(Moment(shift.ends.0 + Moment::DAY));
    let rows = queries::held(db, account, from, to).await?;
    let held = rows.into_iter().filter_map(super::rows::HeldRow::held);
    Ok(held.filter(|held| held.state.holds_seat() || held.id == shift.id).collect())
}
