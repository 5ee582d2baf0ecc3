//! A bank card's number.

use std::fmt;

use super::{Check, all_digits, bare};
use crate::error::Problem;

/// A bank card's number (the primary account number of ISO/IEC 7812-1): twelve to nineteen digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BankCard {
    number: String,
    /// Whether the last digit fits by Luhn's formula. Not every issuer keeps to it, so it is only a warning.
    pub check: Check,
}

impl BankCard {
    /// Reads a typed number; blanks, hyphens and full-width digits are forgiven.
    ///
    /// Refused as `Empty`, or as `NotABankCard` for anything but twelve to nineteen digits.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let number = bare(text);
        if number.is_empty() {
            return Err(Problem::Empty);
        }
        if !(12..=19).contains(&number.len()) || !all_digits(&number) {
            return Err(Problem::NotABankCard);
        }
        let check = Check::of(luhn(&number));
        Ok(Self { number, check })
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// `****1234`.
    pub fn masked(&self) -> String {
        format!("****{}", &self.number[self.number.len() - 4..])
    }
}

impl fmt::Debug for BankCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BankCard({}, {:?})", self.masked(), self.check)
    }
}

/// Whether digits fit by Luhn's formula: from the right every second one is doubled, and the sum of all digits of the
/// results is a multiple of ten.
fn luhn(number: &str) -> bool {
    let from_right = number.bytes().rev().map(|digit| u32::from(digit - b'0')).enumerate();
    let sum: u32 =
        from_right.map(|(at, digit)| if at % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bank_cards_have_twelve_to_nineteen_digits() {
        let check = |typed| BankCard::parse(typed).map(|card| card.check);
        for typed in ["622200000009", "6222000000000009", "6222 0000-0000 0000 012", "６２２２０００００００００００９"]
        {
            assert_eq!(check(typed), Ok(Check::Right), "{typed}");
        }
        assert_eq!(check("6222000000000008"), Ok(Check::Wrong));
        assert_eq!(check(" "), Err(Problem::Empty));
        for typed in ["62220000000", "62220000000000000000", "622200000000000X", "+622200000009", "银行卡号码"] {
            assert_eq!(check(typed), Err(Problem::NotABankCard), "{typed}");
        }
    }

    #[test]
    fn a_bank_card_prints_masked() {
        let card = BankCard::parse("6222000000000009").unwrap();
        assert_eq!(format!("{card:?}"), "BankCard(****0009, Right)");
    }

    proptest! {
        #[test]
        fn one_digit_ends_a_bank_card_right(body in "[0-9]{11,18}") {
            let cards: Vec<_> = (0..10).map(|last| BankCard::parse(&format!("{body}{last}")).unwrap()).collect();
            prop_assert_eq!(cards.iter().filter(|card| card.check == Check::Right).count(), 1);
            for card in cards {
                prop_assert_eq!(BankCard::parse(card.as_str()), Ok(card.clone()));
                prop_assert_eq!(card.masked().len(), 8);
            }
        }

        #[test]
        fn anything_may_be_typed(text in any::<String>(), line in ".{0,30}", near in "[0-9０-９ \u{3000}é身-]{10,22}") {
            for text in [text, line, near] {
                let _ = BankCard::parse(&text);
            }
        }
    }
}
