//! Every error as a plain sentence.

use domain::{
    error::{ErrorKind, FieldError, Problem, Refused},
    gig::{GigError, Refusal},
    identity::IdentityError,
    when::Moment,
};

use super::{Text, fill, say, time};
use crate::error::AppError;

/// What is wrong with a field.
#[allow(clippy::too_many_lines, reason = "a line for each, and none may be missing")]
pub fn problem(t: &Text, problem: Problem) -> String {
    let f = &t.frame;
    match problem {
        Problem::TooLong(most) => return fill(f.too_long, &[&most.to_string()]),
        Problem::PasswordShort(least) => return fill(f.password_short, &[&least.to_string()]),
        Problem::WrongCode(left) => return fill(f.wrong_code, &[&left.to_string()]),
        Problem::FileTooLarge(most) => return fill(f.file_too_large, &[&most.to_string()]),
        Problem::TooManyFiles(most) => return fill(f.too_many_files, &[&most.to_string()]),
        Problem::TooManyRows(most) => return fill(f.too_many_rows, &[&most.to_string()]),
        Problem::TooManyViews(most) => return fill(f.too_many_views, &[&most.to_string()]),
        Problem::NothingChosen => f.nothing_chosen,
        Problem::TooManyDays(most) => return fill(f.too_many_days, &[&most.to_string()]),
        Problem::EntryNotADate(place) => return fill(f.entry_not_a_date, &[&place.to_string()]),
        Problem::OutsideYear(day) => return fill(f.outside_year, &[&day.date().to_string()]),
        Problem::NotAWeekend(day) => return fill(f.not_a_weekend, &[&time::date(t, day)]),
        Problem::OffAndWorked(day) => return fill(f.off_and_worked, &[&time::date(t, day)]),
        Problem::NotBetween(least, most) => return fill(f.not_between, &[&least.to_string(), &most.to_string()]),
        Problem::UnknownPlaceholder(place) => return fill(f.unknown_placeholder, &[&place.to_string()]),
        Problem::MissingPlaceholder(what) => {
            return fill(f.missing_placeholder, &[&format!("{{{}}}", what.word())]);
        }
        Problem::SentTooLate(hours) => return fill(f.sent_too_late, &[&hours.to_string()]),
        Problem::NotBefore(at) => return fill(f.not_before, &[&format!("{} {}", time::date(t, at), at.clock())]),
        Problem::TooFarAway(metres) => return fill(f.too_far_away, &[&metres.to_string()]),
        Problem::Empty => f.empty,
        Problem::NotAPhone => f.not_a_phone,
        Problem::NotAResidentId => f.not_a_resident_id,
        Problem::OldResidentId => f.old_resident_id,
        Problem::UnknownProvince => f.unknown_province,
        Problem::ResidentIdBirth => f.resident_id_birth,
        Problem::ResidentIdCheck => f.resident_id_check,
        Problem::NotACreditCode => f.not_a_credit_code,
        Problem::NotABankCard => f.not_a_bank_card,
        Problem::NotACode => f.not_a_code,
        Problem::WrongSignIn => f.wrong_sign_in,
        Problem::PasswordCommon => f.password_common,
        Problem::PasswordsDiffer => f.passwords_differ,
        Problem::OtherPhone => f.other_phone,
        Problem::NobodyHere => f.nobody_here,
        Problem::NotYourPhone => f.not_your_phone,
        Problem::StillOnStaff => f.still_on_staff,
        Problem::StillHolding => f.still_holding,
        Problem::StillOwner => f.still_owner,
        Problem::NoStaffHelp => f.no_staff_help,
        Problem::CodeExpired => f.code_expired,
        Problem::NotADate => f.not_a_date,
        Problem::ImpossibleBirth => f.impossible_birth,
        Problem::DaysBackwards => f.days_backwards,
        Problem::UnknownWord => f.unknown_word,
        Problem::UnknownRegion => f.unknown_region,
        Problem::UnknownOccupation => f.unknown_occupation,
        Problem::NotAPosition => f.not_a_position,
        Problem::NotASum => f.not_a_sum,
        Problem::NotALink => f.not_a_link,
        Problem::NotAhead => f.not_ahead,
        Problem::NotAPicture => f.not_a_picture,
        Problem::NotADocument => f.not_a_document,
        Problem::NumberTaken => f.number_taken,
        Problem::NotACursor => f.not_a_cursor,
        Problem::NotAYear => f.not_a_year,
        Problem::NotATime => f.not_a_time,
        Problem::NotTheShiftsCode => f.not_the_shifts_code,
        Problem::CheckOver => f.check_over,
        Problem::SiteUnknown => f.site_unknown,
        Problem::OutsideShift => f.outside_shift,
        Problem::MoreThanPaid => f.more_than_paid,
        // Only files of rows have these, and their pages say more.
        Problem::NotATable
        | Problem::NoRows
        | Problem::TooManyColumns(_)
        | Problem::UnpacksTooLarge(_)
        | Problem::ColumnMissing
        | Problem::ColumnTwice
        | Problem::OutsideRegion
        | Problem::SameAsLine(_)
        | Problem::DiffersFromLine(_)
        | Problem::NotChangeable
        | Problem::Ambiguous
        | Problem::NotThere
        | Problem::NotVerified
        | Problem::OwesWages
        | Problem::ChangedMeanwhile
        | Problem::NotToCome
        | Problem::BreakTooLong
        | Problem::CannotTake
        | Problem::Against(_) => f.wrong,
    }
    .to_owned()
}

/// The fields an error speaks of.
pub fn fields(error: &AppError) -> &[FieldError] {
    match error {
        AppError::Identity(IdentityError::Fields(fields))
        | AppError::Gig(GigError::Fields(fields))
        | AppError::Refused(Refused::Fields(fields)) => fields,
        _ => &[],
    }
}

/// An error as a sentence; `now` is what times are told from.
pub fn app_error(t: &Text, error: &AppError, now: Moment) -> String {
    match error {
        AppError::Identity(IdentityError::TooMany { wait })
        | AppError::Gig(GigError::TooMany { wait })
        | AppError::Refused(Refused::TooMany { wait }) => {
            let wait = i64::from(*wait);
            let span = if wait < 120 {
                fill(t.frame.seconds, &[&wait.to_string()])
            } else {
                time::length(t, (wait + 59) / 60)
            };
            fill(t.frame.too_many, &[&span])
        }
        AppError::Gig(GigError::Refused(why)) => refusal(t, why, now),
        AppError::Unreadable => t.frame.unreadable.to_owned(),
        AppError::Transport => t.frame.transport.to_owned(),
        other => kind(t, other.kind()).to_owned(),
    }
}

/// What a kind of refusal means where there is no more to say.
const fn kind(t: &Text, kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Invalid => t.frame.wrong,
        ErrorKind::SignedOut => t.frame.signed_out,
        ErrorKind::Denied => t.frame.denied,
        ErrorKind::Missing => t.frame.gone,
        ErrorKind::Conflict => t.frame.changed,
        ErrorKind::TooMany | ErrorKind::Busy => t.frame.busy,
    }
}

/// Why a claim, a leave or an answer was refused.
pub fn refusal(t: &Text, refusal: &Refusal, now: Moment) -> String {
    let g = &t.gig;
    match refusal {
        Refusal::Full { place } => fill(g.x_full, &[&place.to_string()]),
        Refusal::AlreadyYours { state } => fill(g.x_already, &[say::claim_state(t, *state)]),
        Refusal::Collides(other) => {
            let span = time::span(t, other.starts, other.ends, now);
            fill(g.x_collides, &[&other.title, &span, &other.travel.to_string()])
        }
        Refusal::NotOpenUntil { opens } => fill(g.x_not_open, &[&time::moment(t, *opens, now)]),
        Refusal::UnderAge { least } => fill(g.x_under_age, &[&least.to_string()]),
        Refusal::OverHours { most, has, more } => fill(
            g.x_over_hours,
            &[*most, *has, *more].map(|minutes| time::length(t, minutes)).each_ref().map(String::as_str),
        ),
        Refusal::TooLittleRest { rest, title, starts, ends, .. } => {
            let span = time::span(t, *starts, *ends, now);
            fill(g.x_rest, &[&time::length(t, *rest), title, &span])
        }
        Refusal::LeaveTooLate { cutoff } => fill(g.x_too_late, &[&time::moment(t, *cutoff, now)]),
        Refusal::Started => g.x_started.to_owned(),
        Refusal::Ended => g.x_ended.to_owned(),
        Refusal::Closed => g.x_closed.to_owned(),
        Refusal::Paused => g.x_paused.to_owned(),
        Refusal::BirthUnknown => g.x_birth.to_owned(),
        Refusal::OfferExpired => g.x_offer.to_owned(),
        Refusal::NotYours => g.x_not_yours.to_owned(),
        Refusal::EmployerStopped => g.x_stopped.to_owned(),
        Refusal::TurnedDown => g.x_turned_down.to_owned(),
        Refusal::HeldBack { until } => fill(g.x_held_back, &[&time::moment(t, *until, now)]),
        Refusal::Banned => g.x_banned.to_owned(),
        Refusal::ByChoice => g.x_by_choice.to_owned(),
        Refusal::TooFew { free } => fill(g.x_too_few, &[&free.to_string()]),
    }
}
