//! Counting the choices of the filters, each with the other filters as they are.

use std::collections::BTreeMap;

use super::{DateWord, Facets, Filter, OccupationFacet};
use crate::{
    page::Count,
    when::{self, DayPart, Moment},
};

/// Shifts that are alike in everything the choices are counted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tally {
    /// Days since 1970-01-01 of the local day of the start.
    pub day: i64,
    /// Part of the day.
    pub part: DayPart,
    /// County code.
    pub county: String,
    /// Level-2 group of the occupation.
    pub group: String,
    /// Paid the same day.
    pub same_day: bool,
    /// How many such shifts there are.
    pub n: u32,
}

/// Which filters a tally meets; the rest of the query is met by all of them already.
struct Meets {
    date: bool,
    part: bool,
    county: bool,
    group: bool,
    paid: bool,
}

impl Meets {
    fn of(tally: &Tally, filter: &Filter, days: Option<(i64, i64)>) -> Self {
        Self {
            date: days.is_none_or(|(first, last)| (first..=last).contains(&tally.day)),
            part: filter.part.is_none_or(|part| part == tally.part),
            county: filter.region.as_ref().and_then(|r| r.county()).is_none_or(|county| county == tally.county),
            group: filter.occupation.as_ref().is_none_or(|stem| stem.get(..4) == Some(&tally.group)),
            paid: !filter.same_day || tally.same_day,
        }
    }

    /// All are met except perhaps the one named.
    fn but(&self, own: char) -> bool {
        (self.date || own == 'd')
            && (self.part || own == 'p')
            && (self.county || own == 'c')
            && (self.group || own == 'g')
            && (self.paid || own == 's')
    }
}

/// Counts of every choice and of the whole. `more`: the tallies are only a part of all there is, so every count is at
/// least what was counted. Counties come with their code only; names are added by the caller.
pub fn count(tallies: &[Tally], filter: &Filter, now: Moment, more: bool) -> Counted {
    let today = now.date();
    let span = |days: when::Days| (when::day_number(days.first), when::day_number(days.last));
    let chosen = filter.days.map(span);
    let words = DateWord::ALL.iter().map(|word| (*word, span(word.days(today)))).collect::<Vec<_>>();
    let mut sums = Sums { dates: vec![0; words.len()], ..Sums::default() };
    for tally in tallies {
        let meets = Meets::of(tally, filter, chosen);
        let n = tally.n;
        sums.total += if meets.but(' ') { n } else { 0 };
        sums.same_day += if meets.but('s') && tally.same_day { n } else { 0 };
        if meets.but('d') {
            for (sum, (_, (first, last))) in sums.dates.iter_mut().zip(&words) {
                *sum += if (*first..=*last).contains(&tally.day) { n } else { 0 };
            }
        }
        if meets.but('p') {
            sums.parts[tally.part as usize] += n;
        }
        if meets.but('c') {
            *sums.counties.entry(&tally.county).or_default() += n;
        }
        if meets.but('g') {
            *sums.groups.entry(&tally.group).or_default() += n;
        }
    }
    sums.counted(&words, more)
}

/// The counts, before codes get their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// All that the filter finds.
    pub total: Count,
    /// The choices; `regions` is left empty.
    pub facets: Facets,
    /// Counties by code.
    pub counties: Vec<(String, Count)>,
}

#[derive(Default)]
struct Sums<'a> {
    total: u32,
    same_day: u32,
    dates: Vec<u32>,
    parts: [u32; 4],
    counties: BTreeMap<&'a str, u32>,
    groups: BTreeMap<&'a str, u32>,
}

impl Sums<'_> {
    fn counted(self, words: &[(DateWord, (i64, i64))], more: bool) -> Counted {
        let count = |n| {
            if more { Count::at_least(n) } else { Count::exactly(n) }
        };
        let mut groups: Vec<_> = self.groups.into_iter().collect();
        groups.sort_by_key(|(code, n)| (std::cmp::Reverse(*n), *code));
        let occupations = groups.into_iter().map(|(code, n)| OccupationFacet {
            code: code.to_owned(),
            name: String::new(),
            count: count(n),
        });
        Counted {
            total: count(self.total),
            facets: Facets {
                dates: words.iter().zip(self.dates).map(|((word, _), n)| (*word, count(n))).collect(),
                parts: DayPart::ALL.into_iter().zip(self.parts).map(|(part, n)| (part, count(n))).collect(),
                regions: Vec::new(),
                occupations: occupations.collect(),
                same_day: count(self.same_day),
            },
            counties: self.counties.into_iter().map(|(code, n)| (code.to_owned(), count(n))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gig::GigQuery;
    use proptest::prelude::*;

    fn tallies() -> impl Strategy<Value = Vec<Tally>> {
        let one = (20_780_i64..20_790, 0_usize..4, 0_u8..3, 0_u8..3, any::<bool>(), 1_u32..20).prop_map(
            |(day, part, county, group, same_day, n)| Tally {
                day,
                part: DayPart::ALL[part],
                county: format!("51060{county}"),
                group: format!("4-0{group}"),
                same_day,
                n,
            },
        );
        proptest::collection::vec(one, 0..40)
    }

    proptest! {
        #[test]
        fn a_choice_counts_what_choosing_it_finds(tallies in tallies(), part in 0_usize..4, county in 0_u8..3) {
            let now = Moment(1_795_383_000_000);
            let query = GigQuery { county: format!("51060{county}"), date: "tomorrow".to_owned(), ..GigQuery::default() };
            let before = count(&tallies, &query.parse(now).0, now, false);
            let chosen = GigQuery { part: DayPart::ALL[part].word().to_owned(), ..query };
            let after = count(&tallies, &chosen.parse(now).0, now, false);
            prop_assert_eq!(before.facets.parts[part].1, after.total);
            prop_assert_eq!(&before.facets.parts, &after.facets.parts);
        }

        #[test]
        fn without_filters_the_parts_add_up(tallies in tallies()) {
            let now = Moment(1_795_383_000_000);
            let counted = count(&tallies, &GigQuery::default().parse(now).0, now, false);
            let sum: u32 = tallies.iter().map(|tally| tally.n).sum();
            prop_assert_eq!(counted.total, Count::exactly(sum));
            prop_assert_eq!(counted.facets.parts.iter().map(|(_, count)| count.n).sum::<u32>(), sum);
        }
    }
}
