//! What is typed about wages, and how it is read.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{PayMethod, Receipt};
use crate::{
    error::{FieldError, Problem},
    fields::{Reader, line},
    money::Fen,
    when::{self, Moment, date_of},
};

/// The most characters of a note.
const NOTE: u32 = 200;
/// The most days of one page of the ledger.
const MOST_DAYS: i64 = 366;
/// So many days are shown if nothing is said.
const USUAL_DAYS: i64 = 31;

/// "This was paid", or the correction of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentDraft {
    /// The claim.
    pub claim: String,
    /// Names the form that was filled in: the same payment sent again has no second effect.
    pub key: String,
    /// Yuan.
    pub sum: String,
    /// Word of a [`PayMethod`].
    pub method: String,
    /// On which day, `2026-11-24`; empty for today.
    pub day: String,
    /// Not empty: so much was not paid, although it was written down.
    pub correction: String,
    /// A note; needed for a correction.
    pub note: String,
}

/// A payment that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// What was paid; below nothing where it takes back.
    pub amount: Fen,
    /// How.
    pub method: PayMethod,
    /// The local day, days since 1970-01-01.
    pub day: i64,
    /// A note; may be empty.
    pub note: String,
}

impl PaymentDraft {
    /// The payment.
    pub fn parse(&self, now: Moment) -> Result<Payment, Vec<FieldError>> {
        let mut reader = Reader::default();
        let correction = !self.correction.is_empty();
        let sum = |text: &str| Fen::parse(text).filter(|sum| sum.0 > 0).ok_or(Problem::NotASum);
        let amount = reader.need("sum", &self.sum, sum);
        let method = reader.need("method", &self.method, |word| PayMethod::parse(word).ok_or(Problem::UnknownWord));
        let today = now.day_number();
        let day = |text: &str| {
            let day = when::parse_date(text).map(when::day_number).ok_or(Problem::NotADate)?;
            if (today - 400..=today).contains(&day) { Ok(day) } else { Err(Problem::OutsideShift) }
        };
        let day = reader.read("day", &self.day, day).unwrap_or(today);
        let note = if correction {
            reader.need("note", &self.note, |text| line(text, NOTE))
        } else {
            Some(reader.read("note", &self.note, |text| line(text, NOTE)).unwrap_or_default())
        };
        match (amount, method, note) {
            (Some(amount), Some(method), Some(note)) if reader.problems.is_empty() => {
                let amount = if correction { Fen(-amount.0) } else { amount };
                Ok(Payment { amount, method, day, note })
            }
            _ => Err(reader.problems),
        }
    }
}

/// "It came", "it did not come", "too little came".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerDraft {
    /// The claim.
    pub claim: String,
    /// Word of a [`Receipt`].
    pub answer: String,
}

impl AnswerDraft {
    /// What is said.
    pub fn parse(&self) -> Result<Receipt, Vec<FieldError>> {
        Receipt::parse(&self.answer).ok_or_else(|| vec![FieldError::new("answer", Problem::UnknownWord)])
    }
}

/// Which part of a ledger is looked at, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LedgerQuery {
    /// The first day of work, `2026-11-01`.
    pub from: String,
    /// The last.
    pub to: String,
}

impl LedgerQuery {
    /// First and last day, and what could not be read: a month up to today where nothing or something wrong is said.
    pub fn parse(&self, now: Moment) -> ((Date, Date), Vec<FieldError>) {
        let mut reader = Reader::default();
        let read = |reader: &mut Reader, name, text: &str| {
            reader.read(name, text, |text| when::parse_date(text).map(when::day_number).ok_or(Problem::NotADate))
        };
        let (from, to) = (read(&mut reader, "from", &self.from), read(&mut reader, "to", &self.to));
        let to = to.unwrap_or_else(|| now.day_number());
        let mut first = from.unwrap_or(to - USUAL_DAYS + 1);
        if first > to {
            reader.problems.push(FieldError::new("from", Problem::DaysBackwards));
            first = to;
        }
        if to - first >= MOST_DAYS {
            reader.problems.push(FieldError::new("from", Problem::TooManyDays(366)));
            first = to - MOST_DAYS + 1;
        }
        ((date_of(first), date_of(to)), reader.problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Moment = Moment(1_795_383_000_000);

    fn draft(sum: &str, correction: &str, note: &str) -> PaymentDraft {
        let [sum, correction, note] = [sum, correction, note].map(str::to_owned);
        PaymentDraft { sum, correction, note, method: "cash".to_owned(), ..PaymentDraft::default() }
    }

    #[test]
    fn a_payment_is_read_to_the_fen_and_a_correction_takes_back() {
        let amount = |draft: PaymentDraft| draft.parse(NOW).map(|payment| payment.amount).map_err(|all| all[0].problem);
        assert_eq!(amount(draft("176.05", "", "")), Ok(Fen(17_605)));
        assert_eq!(amount(draft("20", "yes", "记错人")), Ok(Fen(-2_000)));
        assert_eq!(amount(draft("20", "yes", " ")), Err(Problem::Empty));
        assert_eq!(
            (amount(draft("0", "", "")), amount(draft("-5", "", ""))),
            (Err(Problem::NotASum), Err(Problem::NotASum))
        );
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(texts in proptest::collection::vec(".{0,30}", 7)) {
            let [sum, method, day, correction, note, from, to] = <[String; 7]>::try_from(texts).unwrap_or_default();
            let payment = PaymentDraft { sum, method, day, correction, note, ..PaymentDraft::default() };
            let _ = payment.parse(NOW);
            let ((first, last), _) = LedgerQuery { from, to }.parse(NOW);
            prop_assert!(first <= last);
        }
    }
}
