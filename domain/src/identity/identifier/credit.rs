//! An organisation's credit code.

use std::fmt;

use super::{Check, bare, split_check};
use crate::error::Problem;

/// An organisation's unified social credit code by GB 32100-2015: eighteen digits and capitals, never I, O, S, V or Z.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CreditCode {
    code: String,
    /// Whether the last character fits. Early codes were issued with one that does not, so it is only a warning.
    pub check: Check,
}

/// The characters of a credit code; each one's place is its value.
const CREDIT_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

impl CreditCode {
    /// Reads a typed code; blanks, hyphens, full-width characters and small letters are forgiven.
    ///
    /// Refused as `Empty`, or as `NotACreditCode` for another length or a character outside the alphabet. The check
    /// digit of the organisation code inside it (GB 11714) is not looked at.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let code = bare(text).to_ascii_uppercase();
        if code.is_empty() {
            return Err(Problem::Empty);
        }
        let (body, check) = split_check(&code).ok_or(Problem::NotACreditCode)?;
        if !code.bytes().all(|c| CREDIT_ALPHABET.contains(&c)) {
            return Err(Problem::NotACreditCode);
        }
        let check = Check::of(check == credit_check(body));
        Ok(Self { code, check })
    }

    /// The eighteen characters, with capital letters.
    pub fn as_str(&self) -> &str {
        &self.code
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)
    }
}

/// The check character for a body of the alphabet: weights are the powers of three, modulo 31. A remainder of 0 has
/// the check character `0`, for the alphabet has none for 31.
fn credit_check(body: &str) -> u8 {
    let values = body.bytes().map(|c| CREDIT_ALPHABET.iter().position(|known| *known == c).unwrap_or_default());
    let (sum, _) = values.fold((0, 1), |(sum, weight), value| ((sum + value * weight) % 31, weight * 3 % 31));
    CREDIT_ALPHABET[(31 - sum) % 31]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn credit_codes_are_read_as_people_type_them() {
        for typed in
            ["91350100M000100Y43", "91350100m000100y43", "9135 0100-M000100Y43", "９１３５０１００Ｍ０００１００ｙ４３"]
        {
            let code = CreditCode::parse(typed).unwrap();
            assert_eq!((code.as_str(), code.check), ("91350100M000100Y43", Check::Right), "{typed}");
        }
        assert_eq!(CreditCode::parse("　"), Err(Problem::Empty));
        for typed in [
            "91350100M000100Y4Z",
            "91350100M000100Y4",
            "91350100M000100Y433",
            "I1350100M000100Y43",
            "91350100S000100Y43",
            "91350100é00100Y43",
            "91350100M000100Yé",
        ] {
            assert_eq!(CreditCode::parse(typed), Err(Problem::NotACreditCode), "{typed}");
        }
    }

    #[test]
    fn a_credit_code_may_have_a_check_character_that_does_not_fit() {
        let check = |typed| CreditCode::parse(typed).map(|code| code.check);
        assert_eq!(check("91350100M000100Y42"), Ok(Check::Wrong));
        assert_eq!(check("91350100M000100Y34"), Ok(Check::Wrong));
        assert_eq!(check("91510600MA60000050"), Ok(Check::Right), "the remainder is 0");
        assert_eq!(check("91510600MA6000024Y"), Ok(Check::Right), "the remainder is 1");
    }

    proptest! {
        #[test]
        fn a_credit_code_with_its_check_character_is_right(body in "[0-9A-HJ-NPQRTUWXY]{17}", at in 0_usize..18, other in 0_usize..31) {
            let text = format!("{body}{}", char::from(credit_check(&body)));
            let code = CreditCode::parse(&text).unwrap();
            prop_assert_eq!((code.to_string(), code.check), (text.clone(), Check::Right));
            prop_assert_eq!(CreditCode::parse(&code.to_string()), Ok(code));
            let mut wrong = text.clone().into_bytes();
            wrong[at] = CREDIT_ALPHABET[other];
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assume!(wrong != text);
            prop_assert_eq!(CreditCode::parse(&wrong).map(|code| code.check), Ok(Check::Wrong));
        }

        #[test]
        fn anything_may_be_typed(text in any::<String>(), line in ".{0,30}", near in "[0-9A-Za-z０-９Ａ-Ｚａ-ｚ \u{3000}é身-]{14,22}") {
            for text in [text, line, near] {
                let _ = CreditCode::parse(&text);
            }
        }
    }
}
