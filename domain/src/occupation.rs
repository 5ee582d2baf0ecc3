//! Occupations by the code of the national classification (GB/T 6565, 2022 edition): `4-10-01-02`.

use serde::{Deserialize, Serialize};

/// A level-2 to level-4 occupation code. Depth is uneven: some level-4 occupations hang under level 2.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct OccupationCode(String);

impl<'de> Deserialize<'de> for OccupationCode {
    fn deserialize<D: serde::Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        let text = String::deserialize(decoder)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an occupation code"))
    }
}

impl OccupationCode {
    /// `None` unless `text` has the shape `d-dd-dd-dd`.
    pub fn parse(text: &str) -> Option<Self> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, b)| match at {
                1 | 4 | 7 => b == b'-',
                _ => b.is_ascii_digit(),
            });
        shape.then(|| Self(text.to_owned()))
    }

    /// The code as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level-2 group, by which the list filters and pay is compared: `4-10`.
    pub fn group(&self) -> &str {
        &self.0[..4]
    }

    /// The digits that say something: the code without its trailing `-00` parts.
    pub fn stem(&self) -> &str {
        self.0.trim_end_matches("-00")
    }
}

impl std::fmt::Display for OccupationCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An occupation as a person chooses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccupationChoice {
    /// Its code.
    pub code: OccupationCode,
    /// Its official name.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::OccupationCode;
    use proptest::prelude::*;

    #[test]
    fn a_code_has_its_group_and_stem() {
        let code = OccupationCode::parse("4-10-01-00").map(|c| (c.group().to_owned(), c.stem().to_owned()));
        assert_eq!(code, Some(("4-10".to_owned(), "4-10-01".to_owned())));
    }

    proptest! {
        #[test]
        fn anything_may_be_parsed(text in ".{0,12}") {
            let _ = OccupationCode::parse(&text);
        }

        #[test]
        fn a_well_formed_code_is_kept(text in "[0-9]-[0-9]{2}-[0-9]{2}-[0-9]{2}") {
            prop_assert_eq!(OccupationCode::parse(&text).map(|c| c.to_string()), Some(text));
        }
    }
}
