//! Which messages go out by SMS, when, how often, and when a failed one is tried again.

use super::{Content, SmsChoice, Why, WorkNews};
use crate::when::Moment;

/// The most messages by SMS that one person gets on a local day; sign-in codes are counted apart.
pub const SMS_A_DAY: i64 = 5;
/// Nobody is disturbed from this minute of the local day,
pub const QUIET_FROM: i64 = 21 * 60;
/// until this one of the next.
pub const QUIET_UNTIL: i64 = 7 * 60;
/// What leaves less than this after the end of the quiet hours cannot wait for it, milliseconds.
const TOO_SHORT: i64 = Moment::HOUR;
/// How long a delivery belongs to whoever took it on, milliseconds: longer than any gateway is waited for.
pub const LEASE: i64 = Moment::MINUTE;
/// How often a delivery is tried.
pub const TRIES: u32 = 6;
/// How long messages are kept, milliseconds.
pub const KEPT: i64 = 366 * Moment::DAY;
/// How long after the first failed try the second comes, milliseconds; each pause is four times the one before.
const FIRST_PAUSE: i64 = 30 * Moment::SECOND;

/// How a kind of message goes out by SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BySms {
    /// From then on it is of no use. One that would come too late in the morning is sent within the quiet hours.
    pub until: Option<Moment>,
}

/// Whether what a message says is worth an SMS, and until when. The rest can be found in the inbox.
pub const fn by_sms(content: &Content) -> Option<BySms> {
    match content {
        Content::SeatOffered { until, .. } | Content::CrewNamed { until, .. } => Some(BySms { until: Some(*until) }),
        // What somebody does not know of they cannot come to.
        Content::ShiftCancelled { shift }
        | Content::AboutWork { shift, news: WorkNews::Chosen | WorkNews::ClaimedFor, .. } => {
            Some(BySms { until: Some(shift.starts) })
        }
        // Somebody has waited for days, and may go on only now.
        Content::OrganisationDecided { .. } | Content::RealNameDecided { .. } => Some(BySms { until: None }),
        // Their own doing a moment ago, nothing that can be changed any more, or something to answer within weeks.
        Content::SeatConfirmed { .. }
        | Content::WorkFirst { .. }
        | Content::OfferExpired { .. }
        | Content::QueueEnded { .. }
        | Content::ShiftChanged { .. }
        | Content::PostingPublished { .. }
        | Content::PostingReturned { .. }
        | Content::PostingRejected { .. }
        | Content::PostingStopped { .. }
        | Content::PostingWarned { .. }
        | Content::ReportAnswered { .. }
        | Content::AboutWork { .. }
        | Content::AboutCrew { .. }
        | Content::AboutCase { .. }
        | Content::WagesOverdue { .. }
        | Content::MarkDecided { .. }
        // Somebody who looks for work finds them when they look.
        | Content::WorkFound { .. }
        | Content::SeatFree { .. }
        | Content::DayDigest { .. } => None,
    }
}

/// Whether `now` lies in the quiet hours.
pub const fn quiet(now: Moment) -> bool {
    let minute = now.minute_of_day();
    minute >= QUIET_FROM || minute < QUIET_UNTIL
}

/// When it may be sent, `now` at the soonest.
pub fn send_at(sms: BySms, now: Moment) -> Moment {
    if !quiet(now) {
        return now;
    }
    let past_midnight = if now.minute_of_day() < QUIET_UNTIL { 0 } else { Moment::DAY };
    let morning = Moment(day_of(now).0 + past_midnight).plus_minutes(QUIET_UNTIL);
    if sms.until.is_some_and(|until| until.0 < morning.0 + TOO_SHORT) { now } else { morning }
}

/// What is to be done now about an SMS that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Send it, if the day's budget allows.
    Send,
    /// Look again then.
    Wait(Moment),
    /// Do not send it.
    Drop(Why),
}

/// What is to be done now about an SMS that is due.
pub fn verdict(sms: BySms, choice: SmsChoice, now: Moment) -> Verdict {
    if choice == SmsChoice::Off {
        return Verdict::Drop(Why::Off);
    }
    if sms.until.is_some_and(|until| until <= now) {
        return Verdict::Drop(Why::Late);
    }
    match send_at(sms, now) {
        at if at > now => Verdict::Wait(at),
        _ => Verdict::Send,
    }
}

/// The local midnight that the day of `now` began with: each day has its own budget.
pub const fn day_of(now: Moment) -> Moment {
    let within_minute = now.0.rem_euclid(Moment::MINUTE);
    Moment(now.0 - within_minute).plus_minutes(-now.minute_of_day())
}

/// When a delivery that failed `tries` times at `now` is tried again; `None` after the last. `chance` spreads those that
/// failed together, by up to half of the pause.
pub fn next_try(tries: u32, now: Moment, chance: u32) -> Option<Moment> {
    if tries >= TRIES {
        return None;
    }
    let pause = FIRST_PAUSE * (1 << (2 * tries.saturating_sub(1)));
    Some(Moment(now.0 + pause + i64::from(chance) % (pause / 2)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::ShiftId, identity::VerificationState, message::AboutShift};
    use proptest::prelude::*;
    use uuid::Uuid;

    const ANY_TIME: std::ops::Range<i64> = 1_700_000_000_000..1_900_000_000_000;

    fn at(hour: i64, minute: i64) -> Moment {
        day_of(Moment(1_795_383_000_000)).plus_minutes(hour * 60 + minute)
    }

    fn until(moment: Moment) -> BySms {
        BySms { until: Some(moment) }
    }

    #[test]
    fn nights_are_quiet_unless_the_morning_is_too_late() {
        let lasting = BySms { until: None };
        assert_eq!(send_at(lasting, at(20, 59)), at(20, 59));
        assert_eq!(send_at(lasting, at(21, 0)), at(31, 0), "the next morning");
        assert_eq!(send_at(lasting, at(24, 30)), at(31, 0), "the same morning");
        assert_eq!(send_at(lasting, at(30, 59)), at(31, 0));
        assert_eq!(send_at(lasting, at(31, 0)), at(31, 0));
        assert_eq!(send_at(until(at(23, 30)), at(21, 30)), at(21, 30), "an offer that ends in the night");
        assert_eq!(send_at(until(at(31, 59)), at(21, 30)), at(21, 30), "less than an hour of the morning");
        assert_eq!(send_at(until(at(32, 0)), at(21, 30)), at(31, 0));
    }

    #[test]
    fn what_can_wait_for_the_inbox_costs_no_sms() {
        let shift = AboutShift { id: ShiftId(Uuid::nil()), title: "搬运".to_owned(), starts: at(40, 0) };
        let offered = Content::SeatOffered { shift: shift.clone(), until: at(12, 0) };
        assert_eq!(by_sms(&offered), Some(until(at(12, 0))));
        assert_eq!(by_sms(&Content::ShiftCancelled { shift: shift.clone() }), Some(until(at(40, 0))));
        assert_eq!(by_sms(&Content::SeatConfirmed { shift }), None);
        let decided = Content::RealNameDecided { decision: VerificationState::Verified };
        assert_eq!(by_sms(&decided), Some(BySms { until: None }));
    }

    #[test]
    fn tries_end() {
        let pauses: Vec<i64> = (1..TRIES).filter_map(|tries| next_try(tries, Moment(0), 0)).map(|at| at.0).collect();
        assert_eq!(pauses, [30, 120, 480, 1_920, 7_680].map(|seconds| seconds * Moment::SECOND));
        assert_eq!(next_try(TRIES, Moment(0), 0), None);
    }

    proptest! {
        #[test]
        fn an_sms_comes_neither_at_night_nor_too_late(now in ANY_TIME, left in 1..2 * Moment::DAY, lasting: bool) {
            let (now, until) = (Moment(now), (!lasting).then_some(Moment(now + left)));
            let sends = send_at(BySms { until }, now);
            prop_assert!(sends >= now && sends.0 - now.0 <= 10 * Moment::HOUR);
            prop_assert!(until.is_none_or(|until| sends < until), "of no use when it comes");
            let woken = until.is_some_and(|until| until.0 - sends.0 < 11 * Moment::HOUR);
            prop_assert!(!quiet(sends) || woken);
            prop_assert!(!lasting || !quiet(sends));
        }

        #[test]
        fn waiting_ends_in_sending(now in ANY_TIME, left in 1..2 * Moment::DAY) {
            let (now, sms) = (Moment(now), BySms { until: Some(Moment(now + left)) });
            match verdict(sms, SmsChoice::Chinese, now) {
                Verdict::Wait(at) => prop_assert_eq!(verdict(sms, SmsChoice::English, at), Verdict::Send),
                other => prop_assert_eq!(other, Verdict::Send),
            }
            prop_assert_eq!(verdict(sms, SmsChoice::Off, now), Verdict::Drop(Why::Off));
            prop_assert_eq!(verdict(sms, SmsChoice::Chinese, Moment(now.0 + left)), Verdict::Drop(Why::Late));
        }

        #[test]
        fn a_day_begins_at_its_local_midnight(now in ANY_TIME) {
            let day = day_of(Moment(now));
            prop_assert_eq!(day, Moment::start_of(Moment(now).date()));
        }

        #[test]
        fn a_try_comes_later_than_the_one_before(tries in 1..TRIES, now in ANY_TIME, chance: u32) {
            let next = next_try(tries, Moment(now), chance);
            let Some(next) = next else { return Err(TestCaseError::fail("given up too soon")) };
            let pause = next.0 - now;
            prop_assert!((FIRST_PAUSE..4 * Moment::HOUR).contains(&pause));
        }
    }
}
