//! The words of the domain as people say them.

use domain::{
    gig::{
        Benefit, ClaimState, DateWord, EmployerKind, LeaveReason, MyClaim, PayUnit, SettlementTerm, ShiftPage, Sort,
        WideningKind, fit::Reason,
    },
    money::Fen,
    place::Distance,
    when::DayPart,
};

use super::{Text, fill, time};

/// `800 米`, `1.2 公里`, `约 12 公里`.
pub fn distance(t: &Text, distance: Distance) -> String {
    let metres = distance.metres;
    let words = match metres {
        0..=949 if !distance.rough => fill(t.gig.metres, &[&(metres.div_ceil(50) * 50).to_string()]),
        0..=9_949 => {
            let tenths = (metres + 50) / 100;
            fill(t.gig.km, &[&format!("{}.{}", tenths / 10, tenths % 10)])
        }
        _ => fill(t.gig.km, &[&((metres + 500) / 1_000).to_string()]),
    };
    if distance.rough { fill(t.gig.about, &[&words]) } else { words }
}

/// A part of the day.
pub const fn part(t: &Text, part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => t.gig.morning,
        DayPart::Afternoon => t.gig.afternoon,
        DayPart::Evening => t.gig.evening,
        DayPart::Night => t.gig.night,
    }
}

/// A word for days.
pub const fn date_word(t: &Text, word: DateWord) -> &'static str {
    match word {
        DateWord::Today => t.gig.today,
        DateWord::Tomorrow => t.gig.tomorrow,
        DateWord::Weekend => t.gig.weekend,
    }
}

/// The order of the list.
pub const fn sort(t: &Text, sort: Sort) -> &'static str {
    match sort {
        Sort::Best => t.gig.best,
        Sort::Near => t.gig.near,
        Sort::Pay => t.gig.pay,
        Sort::Soon => t.gig.soon,
        Sort::New => t.gig.new,
    }
}

/// When wages are paid.
pub const fn settlement(t: &Text, term: SettlementTerm) -> &'static str {
    match term {
        SettlementTerm::SameDay => t.gig.same_day,
        SettlementTerm::NextDay => t.gig.next_day,
        SettlementTerm::Weekly => t.gig.weekly,
        SettlementTerm::Fortnightly => t.gig.fortnightly,
    }
}

/// What comes with the work.
pub const fn benefit(t: &Text, benefit: Benefit) -> &'static str {
    match benefit {
        Benefit::Meal => t.gig.meal,
        Benefit::Lodging => t.gig.lodging,
        Benefit::Transport => t.gig.transport,
        Benefit::Insurance => t.gig.insurance,
        Benefit::NoExperience => t.gig.no_experience,
    }
}

/// What kind of employer.
pub const fn employer(t: &Text, kind: EmployerKind) -> &'static str {
    match kind {
        EmployerKind::Firm => t.gig.firm,
        EmployerKind::Farm => t.gig.farm,
        EmployerKind::Household => t.gig.household,
    }
}

/// Why a worker leaves.
pub const fn leave_reason(t: &Text, reason: LeaveReason) -> &'static str {
    match reason {
        LeaveReason::Plans => t.gig.plans,
        LeaveReason::Illness => t.gig.illness,
        LeaveReason::Weather => t.gig.weather,
        LeaveReason::Transport => t.gig.no_way,
    }
}

/// What finding nothing could be widened to.
pub const fn widening(t: &Text, kind: WideningKind) -> &'static str {
    let g = &t.gig;
    match kind {
        WideningKind::AnyWords => g.any_words,
        WideningKind::AnyDay => g.any_day,
        WideningKind::AnyPart => g.any_part,
        WideningKind::WholeCounty => g.whole_county,
        WideningKind::WholeCity => g.whole_city,
        WideningKind::AnyOccupation => g.any_occupation,
        WideningKind::AnyPay => g.any_pay,
        WideningKind::AnySettlement => g.any_settlement,
        WideningKind::Everything => g.everything,
    }
}

/// Where a claim stands.
pub const fn claim_state(t: &Text, state: ClaimState) -> &'static str {
    let g = &t.gig;
    match state {
        ClaimState::Applied => g.applied,
        ClaimState::Waitlisted => g.waiting,
        ClaimState::Offered => g.offered,
        ClaimState::Confirmed => g.confirmed,
        ClaimState::CheckedIn => g.checked_in,
        ClaimState::CheckedOut => g.checked_out,
        ClaimState::Settled => g.settled,
        ClaimState::Declined => g.declined,
        ClaimState::Expired => g.expired,
        ClaimState::CancelledByWorker => g.cancelled_by_worker,
        ClaimState::CancelledByEmployer => g.cancelled_by_employer,
        ClaimState::NoShow => g.no_show,
        ClaimState::EmployerNoShow => g.employer_no_show,
    }
}

/// Where one's own claim stands, with the place in the queue.
pub fn my_claim(t: &Text, mine: &MyClaim) -> String {
    match mine.place {
        Some(place) if mine.state == ClaimState::Waitlisted => fill(t.gig.waitlisted, &[&place.to_string()]),
        _ => claim_state(t, mine.state).to_owned(),
    }
}

/// Why a shift may suit, as one sentence; empty without reasons.
pub fn reasons(t: &Text, reasons: &[Reason]) -> String {
    let g = &t.gig;
    let words: Vec<String> = reasons
        .iter()
        .map(|reason| match reason {
            Reason::PaysMore(over) => fill(g.r_pays, &[&over.to_string()]),
            Reason::Near(_) => g.r_near.to_owned(),
            Reason::Trade => g.r_trade.to_owned(),
            Reason::RelatedTrade => g.r_related.to_owned(),
            Reason::SuitsHours => g.r_hours.to_owned(),
            Reason::SameDay => g.r_same_day.to_owned(),
        })
        .collect();
    words.join(if t.language == super::Language::Zh { "；" } else { "; " })
}

/// How the pay of this shift adds up.
pub fn pay_sum(t: &Text, page: &ShiftPage) -> String {
    let g = &t.gig;
    let (amount, total) = (page.pay.amount.to_string(), page.card.total.to_string());
    let hourly = page.card.hourly.to_string();
    match page.pay.unit {
        PayUnit::Hour if page.paid_minutes % 30 == 0 => {
            let half = if page.paid_minutes % 60 == 0 { "" } else { ".5" };
            fill(g.sum_hour, &[&amount, &format!("{}{half}", page.paid_minutes / 60), &total])
        }
        PayUnit::Hour => fill(g.sum_hour_minutes, &[&amount, &time::length(t, page.paid_minutes), &total]),
        PayUnit::Day => fill(g.sum_day, &[&amount, &hourly]),
        PayUnit::Task => fill(g.sum_task, &[&amount, &hourly]),
        PayUnit::Piece => fill(g.sum_piece, &[&amount, &page.pay.pieces.to_string(), &total]),
    }
}

/// `22 元/小时`.
pub fn per_hour(t: &Text, hourly: Fen) -> String {
    // Whole tenths are enough where shifts are compared.
    let rounded = Fen((hourly.0 + 5) / 10 * 10);
    fill(t.gig.per_hour, &[&rounded.to_string()])
}
