//! Writing hours down: the worker who checks in or out, and what both sides say the hours were. Each write is made under
//! the lock of the shift's row, with its history and audit rows.

use domain::{
    error::{Problem, Refused},
    gig::{
        ClaimMove, ClaimState,
        attendance::{
            self, Agreement, CheckDraft, Entry, Made, PastReport, RecordDraft, Report, ReportDraft, Shown, Side, Way,
            standing,
        },
    },
    id::{AccountId, ClaimId, ShiftId},
    identity::Actor,
    message::{CrewNews, WorkNews},
    when::Moment,
};

use super::{
    Doing, Held, Refusal, Service, no, of_employer, own, person,
    queries::{self, NewReport},
    step, tell_employer, tell_worker,
};
use crate::{
    gig::settlement,
    identity::queries::count_up,
    setting::Settings,
    store::{Db, Fault},
    trail,
};

/// How often somebody may try a code within [`TRIES_WINDOW`]: of a million codes five are good at a time.
const TRIES: i64 = 12;
/// How long tries are counted together, milliseconds.
const TRIES_WINDOW: i64 = 10 * Moment::MINUTE;

/// The code of a step of a shift: made of a secret that follows from the shift and the service's keys, so that nothing
/// has to be kept.
pub fn code_of(db: &Db, shift: ShiftId, step: i64) -> String {
    attendance::digits(&db.keys().mark(&[b"code of a shift", shift.0.as_bytes(), &step.to_be_bytes()]))
}

/// Counts a try of a code, and refuses it after too many.
async fn count_try(service: &Service, account: AccountId, now: Moment) -> Result<(), Refused> {
    let window = Moment(now.0 - now.0.rem_euclid(TRIES_WINDOW));
    let counted = service.write(move |db| {
        let name = format!("check-in {account}");
        Box::pin(async move { Ok(count_up(db, &name, window).await?) })
    });
    if counted.await? <= TRIES {
        return Ok(());
    }
    let wait = (window.0 + TRIES_WINDOW - now.0) / Moment::SECOND;
    Err(Refused::TooMany { wait: u32::try_from(wait.max(1)).unwrap_or(1) })
}

/// The worker checks in or out.
pub async fn check(service: &Service, actor: &Actor, draft: CheckDraft) -> Result<ClaimId, Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let (entry, shown) = draft.parse().map_err(Refused::Fields)?;
    let settings = service.settings.clone();
    if matches!(shown, Shown::Code(..)) {
        count_try(service, account, doing.clock.now()).await?;
    }
    let written = service.write(move |db| {
        let (doing, draft, shown, settings) = (doing.clone(), draft.clone(), shown.clone(), settings.clone());
        Box::pin(async move {
            let held = own(db, account, &draft.claim).await?;
            check_one(db, (&doing, &settings), &held, (entry, &shown)).await?;
            Ok(held.id())
        })
    });
    written.await
}

async fn check_one(
    db: &mut Db,
    (doing, settings): (&Doing, &Settings),
    held: &Held,
    (entry, shown): (Entry, &Shown),
) -> Result<(), Refusal> {
    let (what, there): (_, &[ClaimState]) = match entry {
        Entry::Out => (ClaimMove::CheckOut, &[ClaimState::CheckedOut, ClaimState::Settled]),
        _ => (ClaimMove::CheckIn, &[ClaimState::CheckedIn, ClaimState::CheckedOut, ClaimState::Settled]),
    };
    if there.contains(&held.claim.state()) {
        return Ok(());
    }
    if held.claim.state().after(what).is_none() {
        return no(Refused::Conflict);
    }
    let wrong = |problem| no(Refused::field("code", problem));
    let (at, way, metres) = match judge(db, held, doing.clock.now(), shown) {
        Ok(judged) => judged,
        Err(problem) => return wrong(problem),
    };
    if let Err(problem) = held.site.hours().may_check(entry, at) {
        return wrong(problem);
    }
    let value = at.0 - at.0.rem_euclid(Moment::MINUTE);
    let report = Report { entry, value, way, side: Side::Worker };
    insert(db, doing, held, report, (held.worker(), metres, "")).await?;
    step(db, doing, held, what).await?;
    settlement::renew_from_reports(db, doing, settings, held).await
}

/// When it was shown that somebody is there, and how.
fn judge(db: &Db, held: &Held, now: Moment, shown: &Shown) -> Result<(Moment, Way, Option<u32>), Problem> {
    match shown {
        Shown::Place(point) => {
            let metres = held.site.point().metres_to(*point);
            attendance::near_enough(metres, held.site.pinned)?;
            Ok((now, Way::Location, Some(metres)))
        }
        Shown::Code(code, sent) => {
            let (at, way) = attendance::typed_at(now, *sent)?;
            let fits = attendance::steps(at).any(|step| code_of(db, held.shift(), step) == *code);
            if fits { Ok((at, way, None)) } else { Err(Problem::NotTheShiftsCode) }
        }
    }
}

async fn insert(
    db: &mut Db,
    doing: &Doing,
    held: &Held,
    report: Report,
    (by, metres, reason): (AccountId, Option<u32>, &str),
) -> Result<(), Refusal> {
    let new = NewReport {
        id: doing.clock.id(),
        claim: held.id(),
        account: held.worker(),
        report,
        by,
        metres,
        reason: reason.to_owned(),
        at: doing.clock.now(),
    };
    Ok(queries::insert_report(db, &new).await?)
}

/// The trail of hours that were written down by hand.
pub async fn note(db: &mut Db, doing: &Doing, held: &Held, (action, reason): (&str, &str)) -> Result<(), Refusal> {
    let actor = trail::actor_word(&doing.actor);
    let deed = trail::Deed { actor: &actor, action, subject: held.claim.id, region: &held.site.region, reason };
    Ok(trail::write(db, doing.clock.id(), &deed, doing.clock.now()).await?)
}

/// What was said so far, as the rules want it.
pub fn plain(reports: &[PastReport]) -> Vec<Report> {
    reports.iter().map(|past| past.report).collect()
}

/// The employer writes down hours or pieces, or ticks that somebody is there or done.
pub async fn record(service: &Service, actor: &Actor, draft: RecordDraft) -> Result<Made, Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let (settings, claim) = (service.settings.clone(), draft.claim.parse().map_err(|_| Refused::Missing)?);
    let written = service.write(move |db| {
        let (doing, draft, settings) = (doing.clone(), draft.clone(), settings.clone());
        Box::pin(async move {
            let held = of_employer(db, account, claim).await?;
            record_one(db, &doing, &held, (account, &draft)).await?;
            settlement::renew_from_reports(db, &doing, &settings, &held).await?;
            Ok(held.made())
        })
    });
    written.await
}

async fn record_one(
    db: &mut Db,
    doing: &Doing,
    held: &Held,
    (account, draft): (AccountId, &RecordDraft),
) -> Result<(), Refusal> {
    let (hours, now) = (held.site.hours(), doing.clock.now());
    let (entries, reason) = draft.parse(&hours, now).map_err(|fields| Fault::Refused(Refused::Fields(fields)))?;
    let at_work = matches!(
        held.claim.state(),
        ClaimState::Confirmed | ClaimState::CheckedIn | ClaimState::CheckedOut | ClaimState::Settled
    );
    if !at_work || !hours.may_correct(now) {
        return no(Refused::Conflict);
    }
    let before = plain(&queries::reports(db, held.id()).await?);
    let mut fresh = Vec::new();
    for (entry, value) in entries {
        let known = standing(&before, entry);
        // A tick says what is known already once somebody is there; the same value again is nothing new.
        let ticked = !draft.tick.is_empty() && known.is_some_and(|known| known.agreement != Agreement::Claimed);
        let same = known.is_some_and(|known| known.value == value && known.side == Side::Employer);
        if ticked || same {
            continue;
        }
        if known.is_some_and(|known| known.value != value && known.agreement != Agreement::Claimed) && reason.is_empty()
        {
            return no(Refused::field("reason", Problem::Empty));
        }
        fresh.push(Report { entry, value, way: Way::Typed, side: Side::Employer });
    }
    let mut all = before;
    all.extend(&fresh);
    let known = |entry| standing(&all, entry).filter(|known| known.agreement != Agreement::Claimed);
    let (begun, ended) = (known(Entry::In), known(Entry::Out));
    if ended.is_some_and(|ended| begun.is_none_or(|begun| ended.value < begun.value)) {
        return no(Refused::field("ended", Problem::OutsideShift));
    }
    if ended.is_some_and(|ended| ended.value > now.0) {
        return no(Refused::field("ended", Problem::OutsideShift));
    }
    for report in &fresh {
        insert(db, doing, held, *report, (account, None, &reason)).await?;
    }
    move_on(db, doing, held, (begun.is_some(), ended.is_some())).await?;
    if fresh.is_empty() {
        return Ok(());
    }
    note(db, doing, held, ("attendance.recorded", &reason)).await?;
    // Ticking at the gate is seen by both; what is written afterwards is told.
    if draft.tick.is_empty() { tell_worker(db, doing, held, WorkNews::HoursWritten).await } else { Ok(()) }
}

/// Brings the claim to where the hours say it is.
async fn move_on(db: &mut Db, doing: &Doing, held: &Held, (begun, ended): (bool, bool)) -> Result<(), Refusal> {
    let mut state = held.claim.state();
    for (what, done) in [(ClaimMove::CheckIn, begun), (ClaimMove::CheckOut, ended)] {
        let Some(next) = state.after(what).filter(|_| done) else { continue };
        super::move_to(db, doing, held, next).await?;
        state = next;
    }
    Ok(())
}

/// The worker says what the hours were.
pub async fn report(service: &Service, actor: &Actor, draft: ReportDraft) -> Result<ClaimId, Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let written = service.write(move |db| {
        let (doing, draft) = (doing.clone(), draft.clone());
        Box::pin(async move {
            let held = own(db, account, &draft.claim).await?;
            report_one(db, &doing, &held, &draft).await?;
            Ok(held.id())
        })
    });
    written.await
}

async fn report_one(db: &mut Db, doing: &Doing, held: &Held, draft: &ReportDraft) -> Result<(), Refusal> {
    let (hours, now) = (held.site.hours(), doing.clock.now());
    let entries = draft.parse(&hours).map_err(|fields| Fault::Refused(Refused::Fields(fields)))?;
    let ended = held.claim.state().active() || held.claim.state() == ClaimState::NoShow;
    if !ended || now < hours.starts || !hours.may_correct(now) {
        return no(Refused::Conflict);
    }
    let mut reports = plain(&queries::reports(db, held.id()).await?);
    let mut contested = false;
    let mut said = 0;
    for (entry, value) in entries {
        let known = standing(&reports, entry);
        let mine = reports.iter().rfind(|report| report.entry == entry && report.side == Side::Worker);
        let answered = known.is_some_and(|known| known.agreement != Agreement::Unanswered);
        if answered && mine.is_some_and(|mine| mine.value == value) {
            continue;
        }
        let report = Report { entry, value, way: Way::Typed, side: Side::Worker };
        insert(db, doing, held, report, (held.worker(), None, "")).await?;
        reports.push(report);
        contested |= standing(&reports, entry)
            .is_some_and(|now| matches!(now.agreement, Agreement::Contested | Agreement::Claimed));
        said += 1;
    }
    if said > 0 {
        note(db, doing, held, ("attendance.reported", "")).await?;
    }
    if contested { tell_employer(db, doing, held, CrewNews::Contested).await } else { Ok(()) }
}
