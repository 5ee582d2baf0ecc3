//! The money after the work, and what both sides say of each other: paid at once, late, in part or not at all.

use domain::{
    gig::{
        ClaimState, ShiftPlan,
        attendance::{HoursView, Side},
        rating::{Mark, Marks, WordsState, closes},
        settlement::{PayMethod, Receipt},
    },
    id::{AccountId, ClaimId, OrganisationId, RatingId},
    money::Fen,
    when::Moment,
};
use rand::RngExt;

use super::{
    books::{Owed, Written},
    claims::Claim,
    compose::Composer,
    work::Book,
};
use crate::gig::{
    rating::queries::NewRating,
    settlement::{
        WorkedOut,
        queries::{NewPayment, Owing, Payee},
        worked_out,
    },
};

/// What readers see of employers, and employers of workers, in words.
const OF_EMPLOYER: [&str; 6] = [
    "当天结清，活和说的一样",
    "工头好说话，中午管饭",
    "活有点累，钱没少",
    "地方不好找，最好多写两句",
    "结算慢了一天",
    "安全帽、手套都发了",
];
const OF_WORKER: [&str; 4] = ["准时，手脚麻利", "干活踏实，下次还叫", "来晚了几分钟，活干完了", "和大家处得好"];
const NOTES: [&str; 4] = ["当日工钱", "微信转账", "现金当面点清", "按考勤结算"];

/// How much of what is owed is paid.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Full,
    Part,
    Nothing,
}

/// What was paid, and when.
type Paid = Option<(Fen, Moment)>;
/// What the worker says of it, and when.
type Answer = Option<(Receipt, Moment)>;

/// What is owed for the hours, what was paid of it and what the worker says; and what both say of each other.
pub fn wages(
    composer: &mut Composer,
    book: &Book,
    (plan, hours): (&ShiftPlan, &HoursView),
    claim: Claim,
    (phone, name): &(String, String),
    written: &mut Written,
) -> Claim {
    let out = worked_out((book.pay, book.term), plan.minutes(), hours, &book.workdays);
    let Some(out) = out.filter(|_| claim.state() == ClaimState::CheckedOut) else { return claim };
    let (id, worker, known) = (ClaimId(claim.id()), AccountId(claim.worker()), claim.since());
    let owing = Owing {
        claim: id,
        organisation: OrganisationId(book.employer),
        account: worker,
        region: book.region.as_str().to_owned(),
        starts: plan.starts,
        minutes: out.minutes,
        pieces: out.pieces,
        owed: out.owed,
        due: out.due,
        payee: Payee { name: name.clone(), number: String::new(), phone: phone.clone() },
        at: known,
    };
    let paid = pay(composer, book, &out, known).map(|(amount, at)| {
        let method = *composer.pick(&[PayMethod::Phone, PayMethod::Phone, PayMethod::Cash, PayMethod::Bank]);
        let note = if composer.percent(20) { *composer.pick(&NOTES) } else { "" };
        written.payments.push(NewPayment {
            id: composer.id(),
            claim: id,
            account: worker,
            key: format!("sample-{}", id.0.simple()),
            amount,
            method,
            day: at.day_number(),
            note: note.to_owned(),
            file: None,
            by: AccountId(book.owner),
            at,
        });
        (amount, at)
    });
    let receipt = answer(composer, &out, paid);
    let claim = settled(composer, book, claim, (&out, paid, receipt));
    rate(composer, book, plan, &claim, written);
    written.owed.push(Owed { owing, paid: paid.map_or(Fen(0), |(amount, _)| amount), receipt });
    claim
}

/// What is paid, and when, of wages that are known since then; nothing if nothing was.
fn pay(composer: &mut Composer, book: &Book, out: &WorkedOut, known: Moment) -> Paid {
    let now = composer.now;
    let owes = book.owes_from.is_some_and(|from| out.due > from);
    let fate = match composer.chance.random_range(0..10) {
        _ if !owes => Fate::Full,
        0..2 if out.due > now => Fate::Full,
        0..4 => Fate::Part,
        _ => Fate::Nothing,
    };
    let room = ((out.due.0 - known.0) / Moment::MINUTE).clamp(6, 1_200);
    let mut at = known.plus_minutes(composer.chance.random_range(5..room));
    if fate == Fate::Full && composer.percent(6) {
        at = out.due.plus_minutes(composer.chance.random_range(60..1_800));
    }
    // Whoever pays has paid before the demonstration begins: else all of them would be in arrears some days later.
    let at = if at <= now { at } else { Moment(now.0 - Moment::MINUTE).max(known) };
    match fate {
        Fate::Full => Some((out.owed, at)),
        // Whole tens of yuan, as people count.
        Fate::Part => Some((Fen((out.owed.0 / 2 / 1_000).max(1) * 1_000), at)).filter(|(sum, _)| *sum < out.owed),
        Fate::Nothing => None,
    }
}

/// What the worker says of it, and when.
fn answer(composer: &mut Composer, out: &WorkedOut, paid: Paid) -> Answer {
    let now = composer.now;
    let (says, after, often) = match paid {
        None => (Receipt::Missing, out.due, 60),
        Some((sum, at)) if sum < out.owed => (Receipt::Short, at, 70),
        Some((_, at)) if composer.percent(2) => (Receipt::Short, at, 100),
        Some((_, at)) => (Receipt::Received, at, 60),
    };
    let at = after.plus_minutes(composer.chance.random_range(10..600));
    (composer.percent(often) && at <= now).then_some((says, at))
}

/// The claim as the money leaves it.
fn settled(
    composer: &mut Composer,
    book: &Book,
    claim: Claim,
    (out, paid, receipt): (&WorkedOut, Paid, Answer),
) -> Claim {
    let Some((_, at)) = paid.filter(|(sum, _)| *sum >= out.owed) else { return claim };
    let claim = claim.then(composer, ClaimState::Settled, at).by(book.owner);
    match receipt {
        // Who says that something is missing opens it again.
        Some((Receipt::Short | Receipt::Missing, at)) => {
            let worker = claim.worker();
            claim.then(composer, ClaimState::CheckedOut, at).by(worker)
        }
        _ => claim,
    }
}

fn marks(composer: &mut Composer) -> Marks {
    let good = composer.percent(80);
    std::array::from_fn(|_| match composer.chance.random_range(0..10) {
        0 if !good => Mark::No,
        0..4 if !good => Mark::SoSo,
        0 => Mark::SoSo,
        _ => Mark::Yes,
    })
}

/// Some rate, some of them both ways.
fn rate(composer: &mut Composer, book: &Book, plan: &ShiftPlan, claim: &Claim, written: &mut Written) {
    let (worker, employer) = match composer.chance.random_range(0..10) {
        0..4 => (true, true),
        4..6 => (true, false),
        6 => (false, true),
        _ => return,
    };
    let sides = [(worker, Side::Worker, claim.worker()), (employer, Side::Employer, book.owner)];
    for (_, side, by) in sides.into_iter().filter(|(said, ..)| *said) {
        let at = claim.since().max(plan.ends).plus_minutes(composer.chance.random_range(30..2_400));
        if at > composer.now || at >= closes(plan.ends) {
            continue;
        }
        let words = match side {
            _ if !composer.percent(35) => "",
            Side::Worker => *composer.pick(&OF_EMPLOYER),
            Side::Employer => *composer.pick(&OF_WORKER),
        };
        written.ratings.push(NewRating {
            id: RatingId(composer.id()),
            claim: ClaimId(claim.id()),
            account: AccountId(claim.worker()),
            organisation: OrganisationId(book.employer),
            side,
            marks: marks(composer),
            words: words.to_owned(),
            state: WordsState::of(words),
            reveals: closes(plan.ends),
            by: AccountId(by),
            at,
        });
    }
}
