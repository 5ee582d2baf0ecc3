//! Whether a filter of the list finds a shift: one rule for the list's own statements, for alerts at once and for the
//! morning's digest. Words are looked up where their tokens are.

use super::{
    Filter,
    facet::{Tally, Wanted},
};
use crate::{money::Fen, region::RegionLevel};

/// What a filter looks at in a shift, beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What it is counted by: day, part of the day, county, group of occupations, same-day pay.
    pub tally: Tally,
    /// Code of the township as a number.
    pub town: i64,
    /// Digits of the occupation's code as a number: 4-10-01-02 is 4100102.
    pub trade: i64,
    /// What an hour comes to.
    pub hourly: Fen,
}

/// A filter, ready to be compared with many shifts.
pub struct Match {
    wanted: Wanted,
    town: Option<i64>,
    trades: Option<(i64, i64)>,
    least: Option<Fen>,
}

impl Match {
    /// What `filter` finds.
    pub fn by(filter: &Filter) -> Self {
        Self { wanted: Wanted::by(filter), town: town(filter), trades: trades(filter), least: filter.min_hourly }
    }

    /// Whether it finds such a shift.
    pub fn met_by(&self, facts: &Facts) -> bool {
        self.wanted.met_by(&facts.tally)
            && self.town.is_none_or(|town| town == facts.town)
            && self.trades.is_none_or(|(first, last)| (first..=last).contains(&facts.trade))
            && self.least.is_none_or(|least| facts.hourly >= least)
    }
}

/// The township that a filter asks for.
pub fn town(filter: &Filter) -> Option<i64> {
    let town = filter.region.as_ref().filter(|code| code.level() == RegionLevel::Township)?;
    town.as_str().parse().ok()
}

/// The range of trades that a filter asks for, if it is narrower than a group.
pub fn trades(filter: &Filter) -> Option<(i64, i64)> {
    filter.occupation.as_deref().filter(|stem| stem.len() > 4).and_then(trade_range)
}

/// The range of trade numbers that an occupation code or its beginning stands for: `4-10` is 4100000 to 4109999.
pub fn trade_range(stem: &str) -> Option<(i64, i64)> {
    let digits: String = stem.chars().filter(char::is_ascii_digit).collect();
    let missing = 7_usize.checked_sub(digits.len())?;
    let (first, last) = ("0".repeat(missing), "9".repeat(missing));
    Some((format!("{digits}{first}").parse().ok()?, format!("{digits}{last}").parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gig::GigQuery,
        when::{DayPart, Moment},
    };
    use proptest::prelude::*;

    const NOW: Moment = Moment(1_795_383_000_000);

    fn facts() -> impl Strategy<Value = Facts> {
        let parts = (0_i64..4, 0_usize..4, 0_u32..2, 0_i64..3, 0_i64..2, 0_i64..3, any::<bool>(), 15_i64..40);
        parts.prop_map(|(day, part, county, town, group, trade, same_day, yuan)| {
            let county = 510_603 + county;
            Facts {
                tally: Tally {
                    day: NOW.day_number() + day,
                    part: DayPart::ALL[part],
                    county,
                    group: u32::try_from(409 + group).unwrap_or_default(),
                    same_day,
                },
                town: i64::from(county) * 1_000 + town,
                trade: (409 + group) * 10_000 + 101 + trade,
                hourly: Fen::yuan(yuan),
            }
        })
    }

    fn finds(query: &GigQuery, facts: &Facts) -> bool {
        Match::by(&query.parse(NOW).0).met_by(facts)
    }

    proptest! {
        #[test]
        fn each_part_of_a_filter_is_asked_by_itself(shift in facts(), other in facts()) {
            let query = |part: usize| {
                let text = |n: i64| n.to_string();
                let stem = format!("{:07}", other.trade);
                let stem = [&stem[..1], &stem[1..3], &stem[3..5], &stem[5..]].join("-");
                match part {
                    0 => GigQuery { county: text(other.tally.county.into()), ..GigQuery::default() },
                    1 => GigQuery { town: text(other.town), ..GigQuery::default() },
                    2 => GigQuery { occupation: stem, ..GigQuery::default() },
                    3 => GigQuery { min_hourly: other.hourly.to_string(), ..GigQuery::default() },
                    4 => GigQuery { part: other.tally.part.word().to_owned(), ..GigQuery::default() },
                    _ => GigQuery { date: crate::when::date_of(other.tally.day).to_string(), ..GigQuery::default() },
                }
            };
            let alike = [
                shift.tally.county == other.tally.county,
                shift.town == other.town,
                shift.trade == other.trade,
                shift.hourly >= other.hourly,
                shift.tally.part == other.tally.part,
                shift.tally.day == other.tally.day,
            ];
            for (part, alike) in alike.into_iter().enumerate() {
                prop_assert_eq!(finds(&query(part), &shift), alike, "part {}", part);
            }
        }

        #[test]
        fn asking_for_more_never_finds_more(shift in facts(), other in facts()) {
            let wide = GigQuery { county: other.tally.county.to_string(), ..GigQuery::default() };
            let narrow = GigQuery { min_hourly: other.hourly.to_string(), paid: "same-day".to_owned(), ..wide.clone() };
            prop_assert!(finds(&GigQuery::default(), &shift));
            prop_assert!(finds(&wide, &shift) || !finds(&narrow, &shift));
        }
    }

    #[test]
    fn an_occupation_stands_for_all_under_it() {
        assert_eq!(trade_range("4-10"), Some((4_100_000, 4_109_999)));
        assert_eq!(trade_range("4-10-01"), Some((4_100_100, 4_100_199)));
        assert_eq!(trade_range("4-10-01-02"), Some((4_100_102, 4_100_102)));
    }
}
