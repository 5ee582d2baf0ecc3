//! Lists that end in a plain "next page" link: keyset paging.

use serde::{Deserialize, Serialize};

/// A count that stops where counting stops to be useful.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many were counted.
    pub n: u32,
    /// There may be more than `n`.
    pub more: bool,
}

impl Count {
    /// Counts above this are shown as `999+`.
    pub const CAP: u32 = 999;

    /// A count that is exact.
    pub const fn exactly(n: u32) -> Self {
        Self { n, more: false }.capped()
    }

    /// A count that stopped at `n`.
    pub const fn at_least(n: u32) -> Self {
        Self { n, more: true }.capped()
    }

    const fn capped(self) -> Self {
        if self.n > Self::CAP { Self { n: Self::CAP, more: true } } else { self }
    }
}

/// `128` or `999+`.
impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.n, if self.more { "+" } else { "" })
    }
}

/// Where a page of a list ended: the sort key of its last row (micro-units, so that every sort fits) and that row's id.
/// Written `<key>_<id>` in a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key of the last row, in the unit of the sort.
    pub key: i64,
    /// The id of the last row, which breaks ties.
    pub id: uuid::Uuid,
}

impl Cursor {
    /// `None` if `text` was not written by `Display`.
    pub fn parse(text: &str) -> Option<Self> {
        let (key, id) = text.split_once('_')?;
        Some(Self { key: key.parse().ok()?, id: uuid::Uuid::try_parse(id).ok()? })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.key, self.id.simple())
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, Cursor};
    use proptest::prelude::*;

    #[test]
    fn counts_are_capped() {
        assert_eq!(Count::exactly(1_000).to_string(), "999+");
        assert_eq!(Count::exactly(999).to_string(), "999");
        assert_eq!(Count::at_least(7).to_string(), "7+");
    }

    proptest! {
        #[test]
        fn a_cursor_is_read_back_as_written(key: i64, id: u128) {
            let cursor = Cursor { key, id: uuid::Uuid::from_u128(id) };
            prop_assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        }

        #[test]
        fn anything_may_be_parsed(text in ".{0,60}") {
            let _ = Cursor::parse(&text);
        }
    }
}
