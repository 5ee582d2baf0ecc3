//! Settlement: what is owed for a claim, until when it is to be paid, what was paid, and what the worker says of it.
//!
//! The service moves no money: it works out, writes down and reminds.

mod draft;
mod service;
mod view;

pub use draft::{AnswerDraft, LedgerQuery, PaymentDraft};
pub use service::SettlementService;
pub use view::{Ledger, LedgerRow, PaySlip, PaymentView, Wages};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{PayRule, PayUnit, SettlementTerm};
use crate::{
    money::Fen,
    when::{Moment, date_of, day_number},
    word::words,
    workday::Workdays,
};

/// The most days between work and pay (劳动合同法 art. 72, for work paid by the hour).
pub const LONGEST: i64 = 15;
/// For so many years the ledger is kept at the least (保障农民工工资支付条例 art. 15).
pub const KEPT_YEARS: i64 = 3;

words! {
    /// How wages were paid.
    PayMethod {
        /// To a bank account.
        Bank = "bank",
        /// By a payment service on the phone.
        Phone = "phone",
        /// In cash.
        Cash = "cash",
    }
}

words! {
    /// What the worker says of what was paid.
    Receipt {
        /// All of it came.
        Received = "received",
        /// Nothing came.
        Missing = "missing",
        /// Too little came.
        Short = "short",
    }
}

words! {
    /// Where a settlement stands.
    Standing {
        /// It is not due yet.
        Due = "due",
        /// The day has gone by, and something is owed.
        Overdue = "overdue",
        /// It is paid by what the employer says, and the worker has not answered.
        Paid = "paid",
        /// The worker says that it came.
        Received = "received",
        /// The worker says that it did not come, or not all.
        Disputed = "disputed",
    }
}

/// What is owed for so many `minutes` of work that were to be `planned`, and so many `pieces`. By the hour: to the minute,
/// rounded half up to the fen. By the day: the whole sum, and the share of it for whoever worked less than the shift,
/// rounded half up. By the piece: each piece. By the task: the whole.
pub const fn owed(rule: PayRule, minutes: i64, planned: i64, pieces: i64) -> Fen {
    match rule.unit {
        PayUnit::Hour => rule.amount.per_hour_for(minutes),
        PayUnit::Day if minutes >= planned || planned <= 0 => rule.amount,
        PayUnit::Day => Fen((rule.amount.0 * minutes + planned / 2).div_euclid(planned)),
        PayUnit::Piece => Fen(rule.amount.0 * pieces),
        PayUnit::Task => rule.amount,
    }
}

/// The day on which wages for work that ended on `worked` are to be paid at the latest. The agreed term, at most
/// [`LONGEST`] days; where that day is a holiday or a day of rest, the last working day before it, and never a day before
/// the work was done (保障农民工工资支付条例 art. 14).
pub fn due_day(term: SettlementTerm, worked: Date, workdays: &Workdays) -> Date {
    let agreed = match term {
        SettlementTerm::SameDay => 0,
        SettlementTerm::NextDay => 1,
        SettlementTerm::Weekly => 7,
        SettlementTerm::Fortnightly => LONGEST,
    };
    let first = day_number(worked);
    let on_time = (first..=first + agreed).rev().map(date_of).find(|day| workdays.is_worked(*day));
    on_time.unwrap_or(worked)
}

/// The midnight with which the day ends on which wages are due.
pub fn due_at(term: SettlementTerm, ended: Moment, workdays: &Workdays) -> Moment {
    // Work that ends at midnight ends on the day that is over then.
    let worked = Moment(ended.0 - 1).date();
    Moment(Moment::start_of(due_day(term, worked, workdays)).0 + Moment::DAY)
}

/// What payments come to against what is owed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// What is owed.
    pub owed: Fen,
    /// What was paid.
    pub paid: Fen,
    /// What is still open.
    pub open: Fen,
    /// What was paid beyond that.
    pub over: Fen,
}

impl Balance {
    /// What `payments` come to: owed and over is paid and open, to the fen.
    pub fn of(owed: Fen, payments: impl IntoIterator<Item = Fen>) -> Self {
        let paid = Fen(payments.into_iter().map(|payment| payment.0).sum());
        let rest = owed.0 - paid.0;
        Self { owed, paid, open: Fen(rest.max(0)), over: Fen((-rest).max(0)) }
    }
}

/// Where a settlement stands at `now`.
pub fn standing(balance: Balance, due: Moment, receipt: Option<Receipt>, now: Moment) -> Standing {
    match receipt {
        Some(Receipt::Missing | Receipt::Short) => Standing::Disputed,
        _ if balance.open.0 > 0 && now >= due => Standing::Overdue,
        _ if balance.open.0 > 0 => Standing::Due,
        Some(Receipt::Received) => Standing::Received,
        None => Standing::Paid,
    }
}

#[cfg(test)]
mod tests;
