//! A mobile phone's number.

use std::fmt;

use super::{all_digits, bare};
use crate::error::Problem;

/// A mobile number of the mainland: eleven digits, `1[3-9]`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads a typed number; blanks, hyphens, full-width digits and a leading `+86` are forgiven.
    ///
    /// Refused as `Empty`, or as `NotAPhone` for any other shape.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let digits = bare(text);
        if digits.is_empty() {
            return Err(Problem::Empty);
        }
        let digits = digits.strip_prefix("+86").or_else(|| digits.strip_prefix("0086")).unwrap_or(&digits);
        let bytes = digits.as_bytes();
        let right = bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]) && all_digits(digits);
        if right { Ok(Self(digits.to_owned())) } else { Err(Problem::NotAPhone) }
    }

    /// The eleven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `138****1234`.
    pub fn masked(&self) -> String {
        format!("{}****{}", &self.0[..3], &self.0[7..])
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typed_phones_are_forgiven() {
        for typed in ["13812341234", "138 1234 1234", "+86 138-1234-1234", "１３８１２３４１２３４"] {
            assert_eq!(Phone::parse(typed).map(|p| p.masked()), Ok("138****1234".to_owned()), "{typed}");
        }
        assert_eq!(Phone::parse(" "), Err(Problem::Empty));
        for typed in ["12812341234", "1381234123", "138123412345", "phone"] {
            assert_eq!(Phone::parse(typed), Err(Problem::NotAPhone), "{typed}");
        }
    }

    #[test]
    fn a_phone_prints_masked() {
        let phone = Phone::parse("13856781234").unwrap();
        assert_eq!(format!("{phone:?}"), "Phone(138****1234)");
    }

    proptest! {
        #[test]
        fn a_phone_is_read_as_it_is_kept(digits in "1[3-9][0-9]{9}") {
            prop_assert_eq!(Phone::parse(&digits).map(|phone| phone.as_str().to_owned()), Ok(digits));
        }

        #[test]
        fn anything_may_be_typed(text in any::<String>(), line in ".{0,30}", near in "[+＋]?[0-9０-９ \u{3000}é身-]{9,16}") {
            for text in [text, line, near] {
                let _ = Phone::parse(&text);
            }
        }
    }
}
