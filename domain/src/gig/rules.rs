//! Who may take a seat, until when one may leave, and how long an offer stands.

use jiff::civil::Date;

use super::{ClaimState, Collision, LeaveReason, Refusal, ShiftState};
use crate::{
    id::{OrganisationId, ShiftId},
    place::Point,
    table::Hindrance,
    when::{self, Moment},
};

/// The least age for any employment (劳动法 art. 15).
pub const LEAST_AGE: i32 = 16;
/// A worker may leave without a reason until this long before the start, minutes.
pub const LEAVE_CUTOFF: i64 = 120;

/// What the rules need to know of a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftFacts {
    /// The shift.
    pub id: ShiftId,
    /// Whose work it is.
    pub employer: OrganisationId,
    /// Its posting's title.
    pub title: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Minutes of work, breaks not counted.
    pub minutes: i64,
    /// Where it is.
    pub point: Point,
    /// Seats in all.
    pub seats: i64,
    /// Seats taken.
    pub taken: i64,
    /// Closed by employer or staff.
    pub closed: bool,
    /// Sign-up opens then.
    pub opens: Moment,
    /// Least age the posting asks for, years.
    pub least_age: i32,
}

/// A shift that the worker already holds or waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldShift {
    /// The shift.
    pub id: ShiftId,
    /// Whose work it is.
    pub employer: OrganisationId,
    /// Its posting's title.
    pub title: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Minutes of work, breaks not counted.
    pub minutes: i64,
    /// Where it is.
    pub point: Point,
    /// Where the claim stands.
    pub state: ClaimState,
}

/// Minutes it takes from one site to another: none at the same one, else five to set out and 18 km/h, the pace of an
/// electric bicycle in town.
pub fn travel_minutes(from: Point, to: Point) -> i64 {
    match i64::from(from.metres_to(to)) {
        0..=100 => 0,
        metres => 5 + metres / 300,
    }
}

/// Whether `held` leaves no time for `shift`, and why.
pub fn collision(shift: &ShiftFacts, held: &HeldShift) -> Option<Collision> {
    let travel = travel_minutes(shift.point, held.point);
    let apart = shift.starts >= held.ends.plus_minutes(travel) || held.starts >= shift.ends.plus_minutes(travel);
    (!apart && held.id != shift.id).then(|| Collision {
        shift: held.id,
        title: held.title.clone(),
        starts: held.starts,
        ends: held.ends,
        travel,
    })
}

/// Whether anybody may claim a seat of this shift now, whether or not one is free.
pub fn open_to_claims(now: Moment, shift: &ShiftFacts) -> Result<(), Refusal> {
    match ShiftState::of(now, shift.starts, shift.ends, shift.seats, shift.taken, shift.closed) {
        ShiftState::Closed => return Err(Refusal::Closed),
        ShiftState::Started => return Err(Refusal::Started),
        ShiftState::Ended => return Err(Refusal::Ended),
        ShiftState::Open | ShiftState::Full => {}
    }
    if now < shift.opens {
        return Err(Refusal::NotOpenUntil { opens: shift.opens });
    }
    Ok(())
}

/// Whether somebody born then is old enough for this shift on its day.
pub fn old_enough(shift: &ShiftFacts, birth: Option<Date>) -> Result<(), Refusal> {
    let Some(birth) = birth else {
        return Err(Refusal::BirthUnknown);
    };
    let least = shift.least_age.max(LEAST_AGE);
    if when::age_on(birth, shift.starts.date()) < least {
        return Err(Refusal::UnderAge { least });
    }
    Ok(())
}

/// Whether what the worker holds leaves time for this shift.
pub fn has_time(shift: &ShiftFacts, held: &[HeldShift]) -> Result<(), Refusal> {
    match held.iter().find_map(|held| collision(shift, held)) {
        Some(collision) => Err(Refusal::Collides(collision)),
        None => Ok(()),
    }
}

/// Whether this worker may hold a seat of this shift, whether or not one is free. `held` are the worker's active claims
/// near in time.
pub fn may_claim(now: Moment, shift: &ShiftFacts, birth: Option<Date>, held: &[HeldShift]) -> Result<(), Refusal> {
    if let Some(mine) = held.iter().find(|held| held.id == shift.id) {
        return Err(Refusal::AlreadyYours { state: mine.state });
    }
    open_to_claims(now, shift)?;
    old_enough(shift, birth)?;
    has_time(shift, held)
}

/// Whether somebody who was named for a crew may have a seat of this shift. Whoever has not said when they were born may:
/// they are asked when they confirm.
pub fn may_be_named(shift: &ShiftFacts, birth: Option<Date>, held: &[HeldShift]) -> bool {
    let new = held.iter().all(|held| held.id != shift.id);
    new && (birth.is_none() || old_enough(shift, birth).is_ok()) && has_time(shift, held).is_ok()
}

/// Until when those who were named for a crew at `now` may confirm: they have to hear of it first, so it is longer than
/// for an offer; never past the start.
pub fn crew_deadline(now: Moment, starts: Moment) -> Moment {
    let minutes = match starts.minutes_since(now) {
        left if left > 48 * 60 => 24 * 60,
        left if left > 24 * 60 => 6 * 60,
        left if left > 6 * 60 => 60,
        left if left > 2 * 60 => 30,
        _ => 10,
    };
    now.plus_minutes(minutes).min(starts)
}

/// Until when one may leave without giving a reason: to the start where the shift has `changed` since the seat was taken.
pub fn leave_cutoff(starts: Moment, changed: bool) -> Moment {
    if changed { starts } else { starts.plus_minutes(-LEAVE_CUTOFF) }
}

/// Whether a claim in `state` on a shift that has `changed` since, or not, may be left at `now` for `reason`. Waiting costs nobody anything, so a place in the queue
/// or an offer may always be given up before the start.
pub fn may_leave(
    now: Moment,
    (starts, changed): (Moment, bool),
    state: ClaimState,
    reason: LeaveReason,
) -> Result<(), Refusal> {
    let cutoff = leave_cutoff(starts, changed);
    match state.after(super::ClaimMove::Leave) {
        None => Err(Refusal::NotYours),
        Some(_) if now >= starts => Err(Refusal::Started),
        Some(_) if state == ClaimState::Confirmed && now > cutoff && !reason.grace() => {
            Err(Refusal::LeaveTooLate { cutoff })
        }
        Some(_) => Ok(()),
    }
}

/// The same for somebody who was told that leaving late for any other reason counts against them: a seat that is given up
/// an hour before can still be taken by somebody else, and one whose holder does not come cannot.
pub fn may_leave_marked(
    now: Moment,
    starts: (Moment, bool),
    state: ClaimState,
    (reason, told): (LeaveReason, bool),
) -> Result<(), Refusal> {
    match may_leave(now, starts, state, reason) {
        Err(Refusal::LeaveTooLate { .. }) if told => Ok(()),
        answer => answer,
    }
}

/// Until when an offer made at `now` stands: the nearer the start, the shorter; never past the start.
pub fn offer_deadline(now: Moment, starts: Moment) -> Moment {
    let minutes = match starts.minutes_since(now) {
        left if left > 24 * 60 => 120,
        left if left > 6 * 60 => 30,
        left if left > 2 * 60 => 15,
        _ => 5,
    };
    now.plus_minutes(minutes).min(starts)
}

/// Why a shift in this state cannot be closed.
pub const fn hinders_closing(state: ShiftState) -> Option<Hindrance> {
    match state {
        ShiftState::Open | ShiftState::Full => None,
        ShiftState::Started | ShiftState::Ended => Some(Hindrance::Begun),
        ShiftState::Closed => Some(Hindrance::Already),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const SITE: Point = Point { lat: 31_126_855, lng: 104_397_894 };

    fn shift(starts: i64, minutes: i64) -> ShiftFacts {
        ShiftFacts {
            id: ShiftId(uuid::Uuid::from_u128(1)),
            employer: OrganisationId(uuid::Uuid::from_u128(1)),
            title: "搬运".to_owned(),
            starts: Moment(starts),
            ends: Moment(starts).plus_minutes(minutes),
            minutes,
            point: SITE,
            seats: 5,
            taken: 0,
            closed: false,
            opens: Moment(0),
            least_age: 18,
        }
    }

    fn held(id: u128, starts: i64, minutes: i64, metres: i32) -> HeldShift {
        HeldShift {
            id: ShiftId(uuid::Uuid::from_u128(id)),
            employer: OrganisationId(uuid::Uuid::from_u128(2)),
            title: "保洁".to_owned(),
            starts: Moment(starts),
            ends: Moment(starts).plus_minutes(minutes),
            minutes,
            point: Point { lat: SITE.lat + metres * 9, ..SITE },
            state: ClaimState::Confirmed,
        }
    }

    #[test]
    fn travel_between_sites_counts() {
        let start = 100 * Moment::DAY;
        let after_six_kilometres = held(2, start - 70 * Moment::MINUTE, 60, 6_000);
        let found = collision(&shift(start, 240), &after_six_kilometres);
        assert_eq!(found.map(|c| c.travel), Some(25));
        let next_door = held(2, start - 60 * Moment::MINUTE, 60, 0);
        assert_eq!(collision(&shift(start, 240), &next_door), None);
    }

    #[test]
    fn age_is_counted_on_the_day_of_the_shift() {
        let start = Moment::start_of(date(2026, 11, 24));
        let facts = shift(start.0, 60);
        let now = start.plus_minutes(-600);
        assert_eq!(may_claim(now, &facts, Some(date(2008, 11, 24)), &[]), Ok(()));
        assert_eq!(may_claim(now, &facts, Some(date(2008, 11, 25)), &[]), Err(Refusal::UnderAge { least: 18 }));
        assert_eq!(may_claim(now, &facts, None, &[]), Err(Refusal::BirthUnknown));
        let easy = ShiftFacts { least_age: 0, ..facts };
        assert_eq!(may_claim(now, &easy, Some(date(2011, 1, 1)), &[]), Err(Refusal::UnderAge { least: 16 }));
    }

    #[test]
    fn after_the_cutoff_only_a_grace_reason_counts() {
        let starts = Moment(10 * Moment::DAY);
        let late = starts.plus_minutes(-60);
        let cutoff = leave_cutoff(starts, false);
        let leave = |at, state, reason| may_leave(at, (starts, false), state, reason);
        assert_eq!(leave(cutoff, ClaimState::Confirmed, LeaveReason::Plans), Ok(()));
        assert_eq!(leave(late, ClaimState::Confirmed, LeaveReason::Plans), Err(Refusal::LeaveTooLate { cutoff }));
        assert_eq!(leave(late, ClaimState::Confirmed, LeaveReason::Illness), Ok(()));
        assert_eq!(leave(late, ClaimState::Waitlisted, LeaveReason::Plans), Ok(()));
        assert_eq!(leave(starts, ClaimState::Confirmed, LeaveReason::Illness), Err(Refusal::Started));
        assert_eq!(leave(late, ClaimState::Expired, LeaveReason::Illness), Err(Refusal::NotYours));
        let changed = |at| may_leave(at, (starts, true), ClaimState::Confirmed, LeaveReason::Plans);
        assert_eq!((changed(late), changed(starts)), (Ok(()), Err(Refusal::Started)));
        let told = |at, state| may_leave_marked(at, (starts, false), state, (LeaveReason::Plans, true));
        assert_eq!(told(late, ClaimState::Confirmed), Ok(()), "whoever was told that it counts");
        assert_eq!(told(starts, ClaimState::Confirmed), Err(Refusal::Started));
        assert_eq!(told(late, ClaimState::CheckedIn), Err(Refusal::NotYours));
    }

    proptest! {
        #[test]
        fn collisions_are_mutual(a in 0_i64..2_000, b in 0_i64..2_000, la in 30_i64..700, lb in 30_i64..700, far in 0_i32..30_000) {
            let (a, b) = (a * Moment::MINUTE, b * Moment::MINUTE);
            let first = collision(&shift(a, la), &held(2, b, lb, far)).is_some();
            let mut there = shift(b, lb);
            there.point = Point { lat: SITE.lat + far * 9, ..SITE };
            prop_assert_eq!(first, collision(&there, &held(2, a, la, 0)).is_some());
            let overlap = a < b + lb * Moment::MINUTE && b < a + la * Moment::MINUTE;
            prop_assert!(first || !overlap);
        }

        #[test]
        fn an_offer_ends_after_it_was_made_and_not_after_the_start(now in 0_i64..1_000_000, left in 1_i64..10_000) {
            let (now, starts) = (Moment(now), Moment(now).plus_minutes(left));
            let deadline = offer_deadline(now, starts);
            prop_assert!(deadline > now && deadline <= starts);
            let crew = crew_deadline(now, starts);
            prop_assert!(crew >= deadline && crew <= starts, "who is named has no less time than who waits");
        }

        #[test]
        fn nobody_claims_what_has_begun_or_is_closed(now in 0_i64..1000, start in 0_i64..1000, closed: bool) {
            let mut facts = shift(start * Moment::MINUTE, 60);
            facts.closed = closed;
            let answer = may_claim(Moment(now * Moment::MINUTE), &facts, Some(date(1940, 1, 1)), &[]);
            prop_assert_eq!(answer.is_err(), closed || now >= start);
        }
    }
}
