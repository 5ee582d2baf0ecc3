//! Attendance: who was at work from when until when, how that is known, and what both sides say of it.
//!
//! A report is never changed: whoever says something else writes another one. What counts, and whether both sides agree on
//! it, is worked out from all reports about a claim.

mod draft;
mod service;
mod view;

pub use draft::{AbsenceDraft, AppealDecisionDraft, CheckDraft, RecordDraft, ReportDraft, Shown};
pub use service::{AttendanceService, Made};
pub use view::{
    Absence, AppealCase, CrewMember, CrewPage, DayShift, HoursView, MayNow, OrganisationShifts, PastReport, ShiftCode,
    WorkPage,
};

use serde::{Deserialize, Serialize};

use crate::{error::Problem, when::Moment, word::words};

/// How long one code is shown, milliseconds.
pub const STEP: i64 = 30 * Moment::SECOND;
/// How far a phone's clock, and the way to the server, may be off, milliseconds.
pub const SKEW: i64 = 60 * Moment::SECOND;
/// How long a code that was typed without network may be on its way, hours.
pub const OFFLINE_HOURS: u32 = 12;
/// Checking in begins so long before the start, minutes.
pub const IN_FROM: i64 = 60;
/// Checking out ends so long after the end, minutes.
pub const OUT_UNTIL: i64 = 240;
/// Nobody is called absent before so much of the shift has gone by, minutes.
pub const ABSENT_AFTER: i64 = 15;
/// So near to the site is at the site, metres: a phone's position may be off by as much among houses.
pub const RADIUS: u32 = 300;
/// Both sides may write hours down and correct them for so many days after the shift.
pub const CORRECTED_FOR_DAYS: i64 = 30;

words! {
    /// What a report is about.
    Entry {
        /// When the work began; the value is a moment.
        In = "in",
        /// When it ended; the value is a moment.
        Out = "out",
        /// Pieces made.
        Pieces = "pieces",
    }
}

words! {
    /// How it is known.
    Way {
        /// By the code on the employer's screen, at once.
        Code = "code",
        /// By that code, sent later, when there was a network.
        LateCode = "late-code",
        /// By being near the site.
        Location = "location",
        /// Written down by somebody.
        Typed = "typed",
    }
}

words! {
    /// Who says it.
    Side {
        /// The worker.
        Worker = "worker",
        /// Somebody of the employer.
        Employer = "employer",
    }
}

words! {
    /// How far both sides agree.
    Agreement {
        /// The worker was seen to be there, and nobody says otherwise.
        Witnessed = "witnessed",
        /// The employer has written it down, and the worker has not answered.
        Unanswered = "unanswered",
        /// The worker says so too.
        Confirmed = "confirmed",
        /// The worker says otherwise.
        Contested = "contested",
        /// Only the worker says so.
        Claimed = "claimed",
    }
}

/// What somebody said at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// About what.
    pub entry: Entry,
    /// A moment, milliseconds, or a number of pieces.
    pub value: i64,
    /// How it is known.
    pub way: Way,
    /// Who says it.
    pub side: Side,
}

/// What counts of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// A moment, milliseconds, or a number of pieces.
    pub value: i64,
    /// How it is known.
    pub way: Way,
    /// Who says it.
    pub side: Side,
    /// What the worker says instead, if that differs.
    pub differs: Option<i64>,
    /// How far both sides agree.
    pub agreement: Agreement,
}

impl Report {
    /// Whether it counts by itself: the employer wrote it, or the worker was seen.
    const fn counts(&self) -> bool {
        matches!(self.side, Side::Employer) || !matches!(self.way, Way::Typed)
    }
}

/// What counts of `entry` after all `reports`, the oldest first: the last that was seen or that the employer has written.
/// What the worker says beside it is kept, and shown where it differs. Nothing if nobody has said anything.
pub fn standing(reports: &[Report], entry: Entry) -> Option<Standing> {
    let of: Vec<&Report> = reports.iter().filter(|report| report.entry == entry).collect();
    let said = of.iter().rposition(|report| report.side == Side::Worker);
    let Some(at) = of.iter().rposition(|report| report.counts()) else {
        let Report { value, way, side, .. } = **of.last()?;
        return Some(Standing { value, way, side, differs: None, agreement: Agreement::Claimed });
    };
    let Report { value, way, side, .. } = *of[at];
    let differs = said.map(|said| of[said].value).filter(|said| *said != value);
    let answered = said.is_some_and(|said| said >= at);
    let agreement = match (side, differs) {
        (Side::Worker, None) => Agreement::Witnessed,
        (_, Some(_)) if answered => Agreement::Contested,
        (Side::Employer, None) if answered => Agreement::Confirmed,
        _ => Agreement::Unanswered,
    };
    Some(Standing { value, way, side, differs, agreement })
}

/// The shift that hours are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Minutes of break that are not paid.
    pub break_minutes: i64,
}

const fn whole_minute(moment: i64) -> i64 {
    moment.div_euclid(Moment::MINUTE)
}

impl Hours {
    /// Minutes of work that are paid by what counts: from full minute to full minute, the break taken off. Whoever checks
    /// in early or out late by code or place is paid for the shift as it was agreed; what the employer has written counts
    /// as it stands.
    pub fn paid(&self, begun: &Standing, ended: &Standing) -> i64 {
        let agreed = |standing: &Standing, clipped: i64| match standing.side {
            Side::Employer => standing.value,
            Side::Worker => clipped,
        };
        let from = whole_minute(agreed(begun, begun.value.max(self.starts.0)));
        let to = whole_minute(agreed(ended, ended.value.min(self.ends.0)));
        (to - from - self.break_minutes).max(0)
    }

    /// Minutes that are paid if everything goes as planned.
    pub fn planned(&self) -> i64 {
        (whole_minute(self.ends.0) - whole_minute(self.starts.0) - self.break_minutes).max(0)
    }

    /// Whether one may check in or out at `at`.
    pub fn may_check(&self, entry: Entry, at: Moment) -> Result<(), Problem> {
        let from = self.starts.plus_minutes(-IN_FROM);
        let until = if entry == Entry::Out { self.ends.plus_minutes(OUT_UNTIL) } else { self.ends };
        match () {
            () if at < from => Err(Problem::NotBefore(from)),
            () if at > until => Err(Problem::CheckOver),
            () => Ok(()),
        }
    }

    /// Whether `value` can be what `entry` came to: a time of the shift, with some room before and after.
    pub fn plausible(&self, entry: Entry, value: i64) -> bool {
        let (from, until) = (self.starts.plus_minutes(-4 * 60), self.ends.plus_minutes(12 * 60));
        match entry {
            Entry::Pieces => (0..=100_000).contains(&value),
            Entry::In | Entry::Out => (from.0..=until.0).contains(&value),
        }
    }

    /// Whether hours may be written down or corrected at `now`.
    pub fn may_correct(&self, now: Moment) -> bool {
        now >= self.starts.plus_minutes(-IN_FROM) && now.0 <= self.ends.0 + CORRECTED_FOR_DAYS * Moment::DAY
    }

    /// Whether somebody may be called absent at `now`.
    pub fn may_be_absent(&self, now: Moment) -> Result<(), Problem> {
        let from = self.starts.plus_minutes(ABSENT_AFTER);
        match () {
            () if now < from => Err(Problem::NotBefore(from)),
            () if !self.may_correct(now) => Err(Problem::CheckOver),
            () => Ok(()),
        }
    }
}

/// The moment a code is judged by, and how it is known then. `sent` is when the phone says that it was typed: a clock that
/// is a little off, or ahead, is taken as now; what was typed before, without a network, is judged by its own time.
pub fn typed_at(now: Moment, sent: Option<Moment>) -> Result<(Moment, Way), Problem> {
    match sent {
        Some(sent) if sent.0 < now.0 - i64::from(OFFLINE_HOURS) * Moment::HOUR => {
            Err(Problem::SentTooLate(OFFLINE_HOURS))
        }
        Some(sent) if sent.0 < now.0 - SKEW => Ok((sent, Way::LateCode)),
        _ => Ok((now, Way::Code)),
    }
}

/// The step of a moment: its code is made from it and the secret of the shift.
pub const fn step_of(at: Moment) -> i64 {
    at.0.div_euclid(STEP)
}

/// The steps whose code is good at a moment.
pub fn steps(at: Moment) -> std::ops::RangeInclusive<i64> {
    step_of(Moment(at.0 - SKEW))..=step_of(Moment(at.0 + SKEW))
}

/// The six digits of a keyed hash of at least 20 bytes (dynamic truncation, RFC 4226 section 5.3).
pub fn digits(hash: &[u8]) -> String {
    let at = hash.last().map_or(0, |last| usize::from(last & 15));
    let word = hash.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok()).unwrap_or_default();
    format!("{:06}", (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000)
}

/// Whether somebody so far from the site is at it; `pinned` is whether the place is known to more than its county.
pub fn near_enough(metres: u32, pinned: bool) -> Result<(), Problem> {
    match metres {
        _ if !pinned => Err(Problem::SiteUnknown),
        0..=RADIUS => Ok(()),
        metres => Err(Problem::TooFarAway(metres)),
    }
}

#[cfg(test)]
mod tests;
