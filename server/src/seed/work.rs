//! The day of a shift that was worked, as both sides wrote it down: by the code at the gate, by a tick, on a paper list.

use domain::{
    gig::{
        ClaimState, PayRule, PayUnit, SettlementTerm, ShiftPlan,
        attendance::{Entry, Hours, HoursView, PastReport, Report, Side, Way},
    },
    id::{AccountId, ClaimId},
    region::RegionCode,
    when::Moment,
    workday::Workdays,
};
use rand::RngExt;
use uuid::Uuid;

use super::{
    books::{Missed, Written},
    claims::Claim,
    compose::{Composer, Employer},
    money,
};
use crate::{
    gig::{
        attendance::{hours_view, queries::NewReport},
        publish::NewPosting,
    },
    setting::Settings,
};

/// What is known of a posting when its days are written down.
pub struct Book {
    pub employer: Uuid,
    pub owner: Uuid,
    pub region: RegionCode,
    pub pay: PayRule,
    pub term: SettlementTerm,
    pub workdays: Workdays,
    /// Wages that are due later than this are not paid; all of them are where there is no such time.
    pub owes_from: Option<Moment>,
}

impl Book {
    /// For a posting of an employer; nothing if nobody acts for it.
    pub fn of(settings: &Settings, employers: &[Employer], posting: &NewPosting, now: Moment) -> Option<Self> {
        let employer = employers.iter().find(|employer| employer.id == posting.employer)?;
        Some(Self {
            employer: employer.id,
            owner: employer.owner?,
            region: posting.town.clone(),
            pay: posting.pay,
            term: posting.settlement,
            workdays: settings.workdays(&posting.town, now),
            owes_from: employer.owes_from,
        })
    }
}

const CORRECTED: [&str; 3] = ["按现场签到表补记", "提前收工，双方在场", "手机没电，按工头记的时间"];
const NOT_COME: [&str; 4] = ["没有来，电话打不通", "到点没到，也没有请假", "没有来，也没有回消息", "开工半小时还没到"];
const NOBODY_THERE: [&str; 2] = ["到了地方没有人接，等了半个小时", "门口没有人，电话也打不通"];

/// What somebody wrote down, and what it made of the claim.
struct Said {
    report: Report,
    by: Uuid,
    reason: &'static str,
    at: Moment,
}

/// The day as it goes by.
struct Day {
    said: Vec<Said>,
    moves: Vec<(ClaimState, Moment, Uuid)>,
}

impl Day {
    fn says(&mut self, (entry, value): (Entry, i64), way: Way, (side, by): (Side, Uuid), at: Moment) {
        self.said.push(Said { report: Report { entry, value, way, side }, by, reason: "", at });
    }
}

/// The claim with what became of it on the day, as far as the day has come; the rest is `written`.
pub fn lived(
    composer: &mut Composer,
    book: &Book,
    plan: &ShiftPlan,
    claim: Claim,
    called: &(String, String),
    written: &mut Written,
) -> Claim {
    let now = composer.now;
    let Day { said, moves } = day(composer, book, plan, claim.worker());
    let moves = moves.into_iter().filter(|(_, at, _)| *at <= now);
    let claim = moves.fold(claim, |claim, (state, at, by)| claim.then(composer, state, at).by(by));
    let (id, worker) = (claim.id(), claim.worker());
    let mut past = Vec::new();
    for said in said.into_iter().filter(|said| said.at <= now) {
        past.push(PastReport { report: said.report, metres: None, reason: said.reason.to_owned(), written: said.at });
        written.reports.push(NewReport {
            id: composer.id(),
            claim: ClaimId(id),
            account: AccountId(worker),
            report: said.report,
            by: AccountId(said.by),
            metres: None,
            reason: said.reason.to_owned(),
            at: said.at,
        });
    }
    past.sort_by_key(|past| past.written);
    let hours = Hours { starts: plan.starts, ends: plan.ends, break_minutes: plan.break_minutes };
    let view: HoursView = hours_view(&hours, past);
    money::wages(composer, book, (plan, &view), claim, called, written)
}

/// Nobody came, from one side or the other.
pub fn missed(
    composer: &mut Composer,
    book: &Book,
    at: Moment,
    claim: Claim,
    absent: ClaimState,
    written: &mut Written,
) -> Claim {
    let (side, by, reason) = if absent == ClaimState::NoShow {
        (Side::Employer, book.owner, *composer.pick(&NOT_COME))
    } else {
        (Side::Worker, claim.worker(), *composer.pick(&NOBODY_THERE))
    };
    written.missed.push(Missed { id: composer.id(), claim: claim.id(), worker: claim.worker(), side, by, reason, at });
    claim.then(composer, absent, at).by(by)
}

fn day(composer: &mut Composer, book: &Book, plan: &ShiftPlan, worker: Uuid) -> Day {
    let mut day = Day { said: Vec::new(), moves: Vec::new() };
    let (they, we) = ((Side::Worker, worker), (Side::Employer, book.owner));
    let early = plan.starts.plus_minutes(-composer.chance.random_range(0..12));
    let late = plan.ends.plus_minutes(composer.chance.random_range(0..8));
    let answered = late.plus_minutes(composer.chance.random_range(20..240));
    let answers = composer.percent(55);
    let kind = composer.chance.random_range(0..20);
    match kind {
        0..11 => {
            day.says((Entry::In, early.0), Way::Code, they, early);
            day.says((Entry::Out, late.0), Way::Code, they, late);
            day.moves = vec![(ClaimState::CheckedIn, early, worker), (ClaimState::CheckedOut, late, worker)];
        }
        11..15 => {
            // On paper at the site, typed in the evening.
            let typed = late.plus_minutes(composer.chance.random_range(5..20));
            day.says((Entry::In, plan.starts.0), Way::Typed, we, typed);
            day.says((Entry::Out, plan.ends.0), Way::Typed, we, typed);
            // A moment apart, so that the history has an order.
            let done = Moment(typed.0 + 1);
            day.moves = vec![(ClaimState::CheckedIn, typed, book.owner), (ClaimState::CheckedOut, done, book.owner)];
        }
        _ => {
            let begun = plan.starts.plus_minutes(composer.chance.random_range(0..3));
            day.says((Entry::In, begun.0), Way::Typed, we, begun);
            day.says((Entry::Out, plan.ends.0), Way::Typed, we, plan.ends);
            day.moves =
                vec![(ClaimState::CheckedIn, begun, book.owner), (ClaimState::CheckedOut, plan.ends, book.owner)];
        }
    }
    if book.pay.unit == PayUnit::Piece {
        let pieces = (book.pay.pieces * composer.chance.random_range(85..=115) / 100).max(1);
        day.says((Entry::Pieces, pieces), Way::Typed, we, late.plus_minutes(20));
    }
    if kind == 19 {
        // A difference that stays: half an hour is missing, by what the worker says.
        day.says((Entry::Out, plan.ends.plus_minutes(30).0), Way::Typed, they, answered);
    } else if kind >= 11 && answers {
        let ended = plan.ends.0;
        day.says((Entry::Out, ended), Way::Typed, they, answered);
    }
    if let Some(said) =
        day.said.iter_mut().find(|said| said.report.entry == Entry::Out && said.report.side == Side::Employer)
        && composer.percent(15)
    {
        said.reason = *composer.pick::<&str>(&CORRECTED);
    }
    day
}
