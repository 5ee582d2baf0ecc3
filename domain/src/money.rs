//! Sums of money in integer fen (1 yuan = 100 fen); never floating point.

use serde::{Deserialize, Serialize};

/// A sum in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub i64);

impl Fen {
    /// A sum of whole yuan.
    pub const fn yuan(yuan: i64) -> Self {
        Self(yuan * 100)
    }

    /// Yuan with at most two decimals, under a million: `20`, `20.5`.
    pub fn parse(text: &str) -> Option<Self> {
        let (yuan, rest) = text.split_once('.').unwrap_or((text, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if yuan.is_empty() || yuan.len() > 6 || rest.len() > 2 || !digits(yuan) || !digits(rest) {
            return None;
        }
        format!("{yuan}{rest:0<2}").parse().ok().map(Self)
    }

    /// What `self` per hour comes to for `minutes`, rounded half up to the fen.
    #[must_use]
    pub const fn per_hour_for(self, minutes: i64) -> Self {
        Self((self.0 * minutes + 30).div_euclid(60))
    }

    /// The sum per hour if `self` is paid for `minutes`; zero minutes give zero. Rounded half up.
    #[must_use]
    pub const fn spread_over(self, minutes: i64) -> Self {
        if minutes <= 0 {
            return Self(0);
        }
        Self((self.0 * 60 + minutes / 2).div_euclid(minutes))
    }
}

/// Yuan without needless zeros: `176`, `22.5`, `0.05`.
impl std::fmt::Display for Fen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, fen) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        match (fen / 100, fen % 100) {
            (yuan, 0) => write!(f, "{sign}{yuan}"),
            (yuan, rest) if rest % 10 == 0 => write!(f, "{sign}{yuan}.{}", rest / 10),
            (yuan, rest) => write!(f, "{sign}{yuan}.{rest:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fen;
    use proptest::prelude::*;

    #[test]
    fn yuan_are_shown_without_needless_zeros() {
        let shown = [17_600, 2_250, 5, 0, -150].map(|fen| Fen(fen).to_string());
        assert_eq!(shown, ["176", "22.5", "0.05", "0", "-1.5"]);
    }

    proptest! {
        #[test]
        fn an_hour_of_an_hourly_rate_is_the_rate(fen in 0_i64..1_000_000) {
            prop_assert_eq!(Fen(fen).per_hour_for(60), Fen(fen));
        }

        #[test]
        fn spreading_and_multiplying_back_differs_by_at_most_the_rounding(
            fen in 0_i64..10_000_000, minutes in 1_i64..1_440,
        ) {
            let back = Fen(fen).spread_over(minutes).per_hour_for(minutes);
            prop_assert!((back.0 - fen).abs() <= minutes / 120 + 1, "{} -> {}", fen, back.0);
        }

        #[test]
        fn what_is_shown_is_read_back(fen in 0_i64..99_999_999, text in ".{0,12}") {
            prop_assert_eq!(Fen::parse(&Fen(fen).to_string()), Some(Fen(fen)));
            let _ = Fen::parse(&text);
        }

        #[test]
        fn more_time_never_pays_less(fen in 0_i64..1_000_000, a in 0_i64..2_000, b in 0_i64..2_000) {
            prop_assert!(Fen(fen).per_hour_for(a.min(b)) <= Fen(fen).per_hour_for(a.max(b)));
        }
    }
}
