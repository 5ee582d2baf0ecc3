//! Counting the choices of the filters, each with the other filters as they are.

use super::{DateWord, Facets, Filter, OccupationFacet};
use crate::{
    page::Count,
    when::{self, DayPart, Moment},
};

/// Shifts that are alike in everything the choices are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tally {
    /// Days since 1970-01-01 of the local day of the start.
    pub day: i64,
    /// Part of the day.
    pub part: DayPart,
    /// County code as a number.
    pub county: u32,
    /// Level-2 group of the occupation without its hyphen: `4-10` is 410.
    pub group: u32,
    /// Paid the same day.
    pub same_day: bool,
}

impl Tally {
    /// One number for all of it, in the order of the fields: day first, so that days are ranges of codes.
    pub const fn code(self) -> i64 {
        let day_part = self.day * 4 + self.part as i64;
        ((day_part * 1_000_000 + self.county as i64) * 1_000 + self.group as i64) * 2 + self.same_day as i64
    }

    /// The tally with this code.
    pub fn of_code(code: i64) -> Self {
        let small = |n: i64| u32::try_from(n).unwrap_or_default();
        let (rest, same_day) = (code.div_euclid(2), code.rem_euclid(2) == 1);
        let (rest, group) = (rest.div_euclid(1_000), rest.rem_euclid(1_000));
        let (rest, county) = (rest.div_euclid(1_000_000), rest.rem_euclid(1_000_000));
        let part = DayPart::ALL[usize::try_from(rest.rem_euclid(4)).unwrap_or_default()];
        Self { day: rest.div_euclid(4), part, county: small(county), group: small(group), same_day }
    }
}

/// `4-10` or `4-10-01-02` as the number of its group: 410.
pub fn group_number(stem: &str) -> Option<u32> {
    Some(stem.get(..1)?.parse::<u32>().ok()? * 100 + stem.get(2..4)?.parse::<u32>().ok()?)
}

/// The part of a filter that tallies know, ready to be compared with many of them.
pub struct Wanted {
    days: Option<(i64, i64)>,
    part: Option<DayPart>,
    county: Option<u32>,
    group: Option<u32>,
    same_day: bool,
}

impl Wanted {
    /// What `filter` wants.
    pub fn by(filter: &Filter) -> Self {
        Self {
            days: filter.days.map(span),
            part: filter.part,
            county: filter.region.as_ref().and_then(|region| region.county()?.parse().ok()),
            group: filter.occupation.as_deref().and_then(group_number),
            same_day: filter.same_day,
        }
    }

    /// Which of the wishes are not met: a set of the bits of [`Wish`].
    const fn missed(&self, tally: &Tally) -> u8 {
        let mut missed = 0;
        if let Some((first, last)) = self.days {
            missed |= if tally.day < first || tally.day > last { Wish::DATE } else { 0 };
        }
        if let Some(part) = self.part {
            missed |= if part as u8 == tally.part as u8 { 0 } else { Wish::PART };
        }
        if let Some(county) = self.county {
            missed |= if county == tally.county { 0 } else { Wish::COUNTY };
        }
        if let Some(group) = self.group {
            missed |= if group == tally.group { 0 } else { Wish::GROUP };
        }
        missed | if self.same_day && !tally.same_day { Wish::PAID } else { 0 }
    }

    /// Whether such shifts are wanted.
    pub const fn met_by(&self, tally: &Tally) -> bool {
        self.missed(tally) == 0
    }
}

struct Wish;

impl Wish {
    const DATE: u8 = 1;
    const PART: u8 = 2;
    const COUNTY: u8 = 4;
    const GROUP: u8 = 8;
    const PAID: u8 = 16;
}

fn span(days: when::Days) -> (i64, i64) {
    (when::day_number(days.first), when::day_number(days.last))
}

/// Counts of every choice and of the whole, from tallies with the number of shifts of each. `more`: that is only a part
/// of all there is, so every count is at least what was counted.
pub fn count(tallies: impl IntoIterator<Item = (Tally, u32)>, filter: &Filter, now: Moment, more: bool) -> Counted {
    let today = now.date();
    let wanted = Wanted::by(filter);
    let words: Vec<(DateWord, (i64, i64))> = DateWord::ALL.iter().map(|word| (*word, span(word.days(today)))).collect();
    let mut sums = Sums { dates: vec![0; words.len()], ..Sums::default() };
    for (tally, n) in tallies {
        let missed = wanted.missed(&tally);
        let only = |wish: u8| missed & !wish == 0;
        if missed == 0 {
            sums.total += n;
        }
        if only(Wish::PAID) && tally.same_day {
            sums.same_day += n;
        }
        if only(Wish::DATE) {
            for (sum, (_, (first, last))) in sums.dates.iter_mut().zip(&words) {
                *sum += if (*first..=*last).contains(&tally.day) { n } else { 0 };
            }
        }
        if only(Wish::PART) {
            sums.parts[tally.part as usize] += n;
        }
        if only(Wish::COUNTY) {
            add(&mut sums.counties, tally.county, n);
        }
        if only(Wish::GROUP) {
            add(&mut sums.groups, tally.group, n);
        }
    }
    sums.counted(&words, more)
}

/// A handful of counties and some dozens of groups: looking through them is quicker than a map.
fn add(sums: &mut Vec<(u32, u32)>, key: u32, n: u32) {
    match sums.iter_mut().find(|(known, _)| *known == key) {
        Some((_, sum)) => *sum += n,
        None => sums.push((key, n)),
    }
}

/// The counts, before codes get their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// All that the filter finds.
    pub total: Count,
    /// The choices; `regions` is left empty.
    pub facets: Facets,
    /// Counties by code.
    pub counties: Vec<(u32, Count)>,
}

#[derive(Default)]
struct Sums {
    total: u32,
    same_day: u32,
    dates: Vec<u32>,
    parts: [u32; 4],
    counties: Vec<(u32, u32)>,
    groups: Vec<(u32, u32)>,
}

impl Sums {
    fn counted(mut self, words: &[(DateWord, (i64, i64))], more: bool) -> Counted {
        let count = |n| if more { Count::at_least(n) } else { Count::exactly(n) };
        self.groups.sort_by_key(|(code, n)| (std::cmp::Reverse(*n), *code));
        let occupations = self.groups.into_iter().map(|(code, n)| OccupationFacet {
            code: format!("{}-{:02}", code / 100, code % 100),
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
            counties: self.counties.into_iter().map(|(code, n)| (code, count(n))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gig::GigQuery;
    use proptest::prelude::*;

    fn tallies() -> impl Strategy<Value = Vec<(Tally, u32)>> {
        let one = (20_780_i64..20_790, 0_usize..4, 0_u32..3, 0_u32..3, any::<bool>(), 1_u32..20).prop_map(
            |(day, part, county, group, same_day, n)| {
                let (part, county) = (DayPart::ALL[part], 510_600 + county);
                (Tally { day, part, county, group: 400 + group, same_day }, n)
            },
        );
        proptest::collection::vec(one, 0..40)
    }

    proptest! {
        #[test]
        fn a_tally_is_read_back_from_its_code(tallies in tallies()) {
            for (tally, _) in tallies {
                prop_assert_eq!(Tally::of_code(tally.code()), tally);
            }
        }

        #[test]
        fn a_choice_counts_what_choosing_it_finds(tallies in tallies(), part in 0_usize..4, county in 0_u8..3) {
            let now = Moment(1_795_383_000_000);
            let query = GigQuery { county: format!("51060{county}"), date: "tomorrow".to_owned(), ..GigQuery::default() };
            let before = count(tallies.clone(), &query.parse(now).0, now, false);
            let chosen = GigQuery { part: DayPart::ALL[part].word().to_owned(), ..query };
            let after = count(tallies.clone(), &chosen.parse(now).0, now, false);
            prop_assert_eq!(before.facets.parts[part].1, after.total);
            prop_assert_eq!(&before.facets.parts, &after.facets.parts);
        }

        #[test]
        fn without_filters_the_parts_add_up(tallies in tallies()) {
            let now = Moment(1_795_383_000_000);
            let counted = count(tallies.clone(), &GigQuery::default().parse(now).0, now, false);
            let sum: u32 = tallies.iter().map(|(_, n)| n).sum();
            prop_assert_eq!(counted.total, Count::exactly(sum));
            prop_assert_eq!(counted.facets.parts.iter().map(|(_, count)| count.n).sum::<u32>(), sum);
        }
    }
}
