//! Administrative regions by their statistical code: city, county, township, village.
//!
//! Codes follow GB/T 2260 (six digits to the county) and the statistics bureau's division codes below it (nine digits
//! to the township, twelve to the village). A child's code begins with its county's or township's code.

use serde::{Deserialize, Serialize};

/// The four levels the service is run at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionLevel {
    /// Prefecture-level city: six digits ending in `00`.
    City,
    /// District, county or county-level city: six digits.
    County,
    /// Street, town or township: nine digits.
    Township,
    /// Village or residents' committee: twelve digits.
    Village,
}

/// A region's code: six, nine or twelve digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct RegionCode(String);

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: serde::Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        let text = String::deserialize(decoder)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a region code"))
    }
}

impl RegionCode {
    /// `None` unless `text` is six, nine or twelve ASCII digits.
    pub fn parse(text: &str) -> Option<Self> {
        let right_length = matches!(text.len(), 6 | 9 | 12);
        (right_length && text.bytes().all(|b| b.is_ascii_digit())).then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level the length says.
    pub fn level(&self) -> RegionLevel {
        match self.0.len() {
            12 => RegionLevel::Village,
            9 => RegionLevel::Township,
            _ if self.0.ends_with("00") => RegionLevel::City,
            _ => RegionLevel::County,
        }
    }

    /// The county this region is or lies in; `None` for a city.
    pub fn county(&self) -> Option<&str> {
        (self.level() != RegionLevel::City).then(|| &self.0[..6])
    }

    /// The township this region is or lies in; `None` above the township.
    pub fn town(&self) -> Option<&str> {
        self.0.get(..9)
    }

    /// What the codes of this region and of all that lies under it begin with.
    fn prefix(&self) -> &str {
        match self.level() {
            RegionLevel::City => &self.0[..4],
            _ => &self.0,
        }
    }

    /// Whether `other` is this region or lies under it.
    pub fn covers(&self, other: &Self) -> bool {
        other.0.starts_with(self.prefix())
    }

    /// The same for a search: the codes that are covered are those from the first text on and before the second, in the
    /// order of texts.
    pub fn span(&self) -> (String, String) {
        let prefix = self.prefix();
        // No code begins with 9 alone; the number after a prefix has as many digits.
        let after = prefix.parse::<u64>().unwrap_or_default() + 1;
        (prefix.to_owned(), format!("{after:0>width$}", width = prefix.len()))
    }
}

impl std::fmt::Display for RegionCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A region as a person chooses it in a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionChoice {
    /// Its code.
    pub code: RegionCode,
    /// Its short name in Chinese, as signposts have it.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::{RegionCode, RegionLevel};
    use proptest::prelude::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap_or_else(|| unreachable!("{text}"))
    }

    #[test]
    fn the_levels_are_read_off_the_code() {
        assert_eq!(code("510600").level(), RegionLevel::City);
        assert_eq!(code("510603").level(), RegionLevel::County);
        assert_eq!(code("510603001").level(), RegionLevel::Township);
        assert_eq!(code("510603001010").level(), RegionLevel::Village);
        assert_eq!(code("510603001010").town(), Some("510603001"));
        assert_eq!(code("510600").county(), None);
    }

    #[test]
    fn a_region_covers_what_lies_under_it_and_nothing_beside_it() {
        assert!(code("510600").covers(&code("510683105201")));
        assert!(code("510603").covers(&code("510603001")));
        assert!(!code("510603").covers(&code("510604001")));
        assert!(!code("510603001").covers(&code("510603")));
    }

    proptest! {
        #[test]
        fn a_span_holds_what_is_covered(over in "[1-8][0-9]{5}([0-9]{3}([0-9]{3})?)?", at in "[1-8][0-9]{5}([0-9]{3}([0-9]{3})?)?", under in "[0-9]{3}") {
            let over = code(&over);
            let (first, end) = over.span();
            for at in [at, format!("{}{under}", &over.as_str()[..6])] {
                let at = code(&at);
                prop_assert_eq!(over.covers(&at), first.as_str() <= at.as_str() && at.as_str() < end.as_str());
            }
        }

        #[test]
        fn only_six_nine_or_twelve_digits_are_a_code(text in ".{0,14}") {
            let digits = text.bytes().all(|b| b.is_ascii_digit());
            prop_assert_eq!(RegionCode::parse(&text).is_some(), digits && matches!(text.len(), 6 | 9 | 12));
        }
    }
}
