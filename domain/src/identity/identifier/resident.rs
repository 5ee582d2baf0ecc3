//! A resident's identity number.

use std::fmt;

use jiff::civil::Date;

use super::{all_digits, bare, split_check};
use crate::{error::Problem, when};

/// A resident's identity number by GB 11643-1999: region (6), date of birth (8), order (3), check character (1). Permanent
/// residents of other countries have one of the same shape on their card (外国人永久居留身份证) since 1 December 2023: a 9,
/// the province that took the application (2) and the country (3) where citizens have the region, the rest and the check
/// character as theirs (国家移民管理局, 新版外国人永久居留身份证机读信息规则, 2023, part 2).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ResidentId {
    number: String,
    birth: Date,
}

/// The first two digits of a region by GB/T 2260, and of the residence permits for people from Hong Kong (81),
/// Macao (82) and Taiwan (83). Counties are not looked up: a number keeps the code of a county that is no more.
const PROVINCES: [&str; 34] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "81", "82", "83",
];

/// How many of them, from the first on, take applications for permanent residence: all but the last three.
const MAINLAND: usize = PROVINCES.len() - 3;

/// Whether a number begins as a citizen's or a permanent resident's does.
fn begins_right(body: &str) -> bool {
    match body.strip_prefix('9') {
        Some(rest) => PROVINCES[..MAINLAND].contains(&&rest[..2]),
        None => PROVINCES.contains(&&body[..2]),
    }
}

/// The oldest age that is believed, in years: a bound against mistyping.
const OLDEST: i32 = 150;

impl ResidentId {
    /// Reads a typed number; blanks, hyphens, full-width characters and a small `x` are forgiven. `today` is the local
    /// date.
    ///
    /// Refused as `Empty`; `OldResidentId` for fifteen digits; `NotAResidentId` for any other shape; `UnknownProvince`;
    /// `ResidentIdBirth` for a date that is not in the calendar, in the future or over 150 years ago;
    /// `ResidentIdCheck` for a check character that does not fit.
    pub fn parse(text: &str, today: Date) -> Result<Self, Problem> {
        let number = bare(text).to_ascii_uppercase();
        if number.is_empty() {
            return Err(Problem::Empty);
        }
        if number.len() == 15 && all_digits(&number) {
            return Err(Problem::OldResidentId);
        }
        let (body, check) = split_check(&number).filter(|(body, _)| all_digits(body)).ok_or(Problem::NotAResidentId)?;
        if !check.is_ascii_digit() && check != b'X' {
            return Err(Problem::NotAResidentId);
        }
        if !begins_right(body) {
            return Err(Problem::UnknownProvince);
        }
        let birth = when::parse_date(&format!("{}-{}-{}", &body[6..10], &body[10..12], &body[12..14]))
            .filter(|birth| *birth <= today && when::age_on(*birth, today) <= OLDEST)
            .ok_or(Problem::ResidentIdBirth)?;
        if check != resident_check(body) {
            return Err(Problem::ResidentIdCheck);
        }
        Ok(Self { number, birth })
    }

    /// The date of birth in it.
    pub const fn birth(&self) -> Date {
        self.birth
    }

    /// The eighteen characters, with a capital `X`.
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// `110***********002X`.
    pub fn masked(&self) -> String {
        format!("{}***********{}", &self.number[..3], &self.number[14..])
    }
}

impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResidentId({})", self.masked())
    }
}

/// The check character of ISO 7064 MOD 11-2 for a body of digits: all weighted with powers of two, they leave 1.
fn resident_check(body: &str) -> u8 {
    let rest = body.bytes().fold(0, |rest, digit| (rest + (digit - b'0')) * 2 % 11);
    match (12 - rest) % 11 {
        10 => b'X',
        digit => b'0' + digit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 23);

    fn resident(text: &str) -> Result<ResidentId, Problem> {
        ResidentId::parse(text, TODAY)
    }

    #[test]
    fn resident_ids_are_read_as_people_type_them() {
        for typed in [
            "11010519491231002X",
            "11010519491231002x",
            " 110105 19491231 002X ",
            "110105-19491231-002X",
            "１１０１０５１９４９１２３１００２Ｘ",
            "１１０１０５１９４９１２３１００２ｘ",
        ] {
            let id = resident(typed).unwrap();
            assert_eq!((id.as_str(), id.birth()), ("11010519491231002X", date(1949, 12, 31)), "{typed}");
        }
    }

    #[test]
    fn a_resident_id_of_another_shape_is_refused() {
        for typed in ["", " ", "--"] {
            assert_eq!(resident(typed), Err(Problem::Empty), "{typed}");
        }
        for typed in ["110105491231002", "110105 491231 002", "１１０１０５４９１２３１００２"] {
            assert_eq!(resident(typed), Err(Problem::OldResidentId), "{typed}");
        }
        for typed in [
            "11010519491231002",
            "11010519491231002XX",
            "1101051949123100X2",
            "11010519491231002Y",
            "11010549123100X",
            "身份证号码是几",
            "11010519491231é2X",
            "1101051949123100é",
        ] {
            assert_eq!(resident(typed), Err(Problem::NotAResidentId), "{typed}");
        }
    }

    #[test]
    fn a_resident_id_begins_with_a_province() {
        for typed in [
            "510626190001010013", // A county that has been renamed since.
            "810000190001010018",
            "82000019000101001X",
            "830000190001010011",
        ] {
            assert_eq!(resident(typed).map(|id| id.birth()), Ok(date(1900, 1, 1)), "{typed}");
        }
        for typed in ["710000190001010014", "160000190001010011", "000000190001010017", "910000190001010011"] {
            assert_eq!(resident(typed), Err(Problem::UnknownProvince), "{typed}");
        }
    }

    #[test]
    fn a_permanent_resident_of_another_country_has_a_number_that_begins_with_nine() {
        // Canada by ISO 3166-1, applied for in Beijing.
        let id = resident("911124198108030024").unwrap();
        assert_eq!((id.birth(), id.masked().as_str()), (date(1981, 8, 3), "911***********0024"));
        assert_eq!(resident("911124198108030025"), Err(Problem::ResidentIdCheck));
        for typed in ["981124198108030000", "910124198108030000", "990000198108030000"] {
            assert_eq!(resident(typed), Err(Problem::UnknownProvince), "{typed}");
        }
    }

    #[test]
    fn a_resident_id_holds_a_date_of_birth() {
        assert_eq!(resident("110000200002290016").map(|id| id.birth()), Ok(date(2000, 2, 29)));
        for typed in ["510681199102290013", "110000190002300011", "11000019000229001X"] {
            assert_eq!(resident(typed), Err(Problem::ResidentIdBirth), "no such day: {typed}");
        }
        assert_eq!(resident("110000202611230018").map(|id| id.birth()), Ok(TODAY));
        assert_eq!(resident("110000202611240013"), Err(Problem::ResidentIdBirth), "tomorrow");
        assert_eq!(resident("110000187511240013").map(|id| id.birth()), Ok(date(1875, 11, 24)));
        assert_eq!(resident("110000187511230018"), Err(Problem::ResidentIdBirth), "151 years");
    }

    #[test]
    fn a_resident_id_with_another_check_character_is_refused() {
        for typed in ["110105194912310021", "110105194912310020", "51000019000101001X"] {
            assert_eq!(resident(typed), Err(Problem::ResidentIdCheck), "{typed}");
        }
    }

    #[test]
    fn a_resident_id_prints_masked() {
        let id = resident("11010519491231002X").unwrap();
        assert_eq!(format!("{id:?}"), "ResidentId(110***********002X)");
    }

    prop_compose! {
        /// The first seventeen digits of somebody born on or before `TODAY`.
        fn resident_body()(
            province in proptest::sample::select(&PROVINCES[..]),
            county in 0..10_000,
            foreign in any::<bool>(),
            birth in (1877_i16..=2025, 1_i8..=12, 1_i8..=31)
                .prop_filter_map("no such day", |(year, month, day)| Date::new(year, month, day).ok()),
            order in 0..1_000,
        ) -> (String, Date) {
            let digits = birth.to_string().replace('-', "");
            let place = if foreign && PROVINCES[..MAINLAND].contains(&province) {
                format!("9{province}{:03}", county % 1_000)
            } else {
                format!("{province}{county:04}")
            };
            (format!("{place}{digits}{order:03}"), birth)
        }
    }

    fn with_check(body: &str) -> String {
        format!("{body}{}", char::from(resident_check(body)))
    }

    proptest! {
        #[test]
        fn a_resident_id_with_its_check_character_is_read((body, birth) in resident_body()) {
            let number = with_check(&body);
            let id = resident(&number).unwrap();
            prop_assert_eq!((id.as_str(), id.birth()), (number.as_str(), birth));
            prop_assert_eq!(resident(id.as_str()), Ok(id.clone()));
            let printed = format!("{id:?}");
            prop_assert!(!printed.contains(&body[3..14]));
        }

        #[test]
        fn one_wrong_digit_in_a_resident_id_is_found((body, _) in resident_body(), at in 0_usize..18, other in 0_u8..10) {
            let number = with_check(&body);
            let mut wrong = number.clone().into_bytes();
            wrong[at] = b'0' + other;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assume!(wrong != number);
            prop_assert!(resident(&wrong).is_err());
        }

        #[test]
        fn anything_may_be_typed(
            text in any::<String>(),
            line in ".{0,30}",
            near in "[0-9０-９xXｘＸ \u{3000}é身-]{10,24}",
            today in (-9999_i16..=9999, 1_i8..=12, 1_i8..=28),
        ) {
            let today = Date::new(today.0, today.1, today.2).unwrap();
            for text in [text, line, near] {
                let _ = ResidentId::parse(&text, today);
            }
        }
    }
}
