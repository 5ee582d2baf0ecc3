//! The shifts of a day, by what searches ask for: a set of rows for each county, township, trade, part of the day, and for
//! each token. A search is a few such sets laid over each other, so that a hundred thousand are answered while the day's
//! shifts are read once.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    gig::{
        Filter,
        facet::{Tally, group_number},
        matching,
    },
    message::AboutShift,
    when::{self, Moment},
};

use super::news::DayRow;
use crate::store::{Key, Words};

/// A set of rows, a bit for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Rows(Vec<u64>);

impl Rows {
    fn none(rows: usize) -> Self {
        Self(vec![0; rows.div_ceil(64)])
    }

    /// The first `n` of `rows`.
    fn first(n: usize, rows: usize) -> Self {
        let mut all = Self::none(rows);
        for (at, word) in all.0.iter_mut().enumerate() {
            *word = match n.saturating_sub(at * 64) {
                0 => 0,
                rest if rest >= 64 => u64::MAX,
                rest => (1 << rest) - 1,
            };
        }
        all
    }

    fn add(&mut self, row: usize) {
        self.0[row / 64] |= 1 << (row % 64);
    }

    fn keep(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    fn join(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        let bits = |(at, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word & 1 << bit != 0).map(move |bit| at * 64 + bit)
        };
        self.0.iter().enumerate().flat_map(bits)
    }
}

/// What a set of rows has in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Common {
    County(i64),
    Group(i64),
    Town(i64),
    Part(usize),
    SameDay,
}

/// The shifts of a day, the best paid first and of those the soonest.
#[derive(Default)]
pub struct Columns {
    day: i64,
    shifts: Vec<(Key, Moment, String)>,
    hourlies: Vec<i64>,
    common: HashMap<Common, Rows>,
    trades: BTreeMap<i64, Rows>,
    tokens: BTreeMap<String, Vec<u32>>,
    /// Those with a seat that anybody may have.
    open: Rows,
    holds_back: bool,
}

impl Columns {
    /// Those of a local day, without those of employers whose seats nobody can take.
    pub fn of(day: i64, mut rows: Vec<DayRow>, stopped: &HashSet<Key>) -> Self {
        rows.retain(|row| !stopped.contains(&row.employer_id));
        rows.sort_by_key(|row| (std::cmp::Reverse(row.hourly), row.starts_at, row.id));
        let n = rows.len();
        let mut columns = Self { day, open: Rows::none(n), ..Self::default() };
        for (at, row) in rows.into_iter().enumerate() {
            let tally = Tally::of_code(row.tally);
            let shared = [
                Some(Common::County(i64::from(tally.county))),
                Some(Common::Group(i64::from(tally.group))),
                Some(Common::Town(row.town)),
                Some(Common::Part(tally.part as usize)),
                tally.same_day.then_some(Common::SameDay),
            ];
            for common in shared.into_iter().flatten() {
                columns.common.entry(common).or_insert_with(|| Rows::none(n)).add(at);
            }
            if row.held_back > 0 {
                columns.holds_back = true;
            } else {
                columns.open.add(at);
            }
            columns.trades.entry(row.trade).or_insert_with(|| Rows::none(n)).add(at);
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            for token in row.words.split(' ').filter(|token| !token.is_empty()) {
                match columns.tokens.get_mut(token) {
                    Some(rows) => rows.push(number),
                    None => drop(columns.tokens.insert(token.to_owned(), vec![number])),
                }
            }
            columns.shifts.push((row.id, Moment(row.starts_at), row.title));
            columns.hourlies.push(row.hourly);
        }
        columns
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.shifts.len()
    }

    /// Whether the free seats of some are held for people with few recent shifts.
    pub const fn holds_back(&self) -> bool {
        self.holds_back
    }

    /// How many shifts a filter finds, and the `best` of them, for people with `few` recent shifts or for others.
    pub fn find(&self, filter: &Filter, words: Option<&Words>, (best, few): (usize, bool)) -> (u32, Vec<AboutShift>) {
        let mut rows = self.rows(filter, words);
        if !few {
            rows.keep(&self.open);
        }
        let about = |row: usize| {
            let (id, starts, title) = &self.shifts[row];
            AboutShift { id: (*id).into(), title: title.clone(), starts: *starts }
        };
        (rows.len(), rows.iter().take(best).map(about).collect())
    }

    fn rows(&self, filter: &Filter, words: Option<&Words>) -> Rows {
        let n = self.shifts.len();
        let other_day = filter
            .days
            .is_some_and(|days| !(when::day_number(days.first)..=when::day_number(days.last)).contains(&self.day));
        // The best paid come first, so those that pay enough are the first rows.
        let paying = filter.min_hourly.map_or(n, |least| self.hourlies.partition_point(|hourly| *hourly >= least.0));
        let mut rows = Rows::first(if other_day { 0 } else { paying }, n);
        let county = filter.region.as_ref().and_then(|region| region.county()?.parse().ok());
        let group = filter.occupation.as_deref().and_then(group_number);
        let wishes = [
            county.map(Common::County),
            group.map(|group| Common::Group(i64::from(group))),
            matching::town(filter).map(Common::Town),
            filter.part.map(|part| Common::Part(part as usize)),
            filter.same_day.then_some(Common::SameDay),
        ];
        let none = Rows::none(n);
        for wish in wishes.into_iter().flatten() {
            rows.keep(self.common.get(&wish).unwrap_or(&none));
        }
        if let Some((first, last)) = matching::trades(filter) {
            let mut any = none;
            self.trades.range(first..=last).for_each(|(_, trade)| any.join(trade));
            rows.keep(&any);
        }
        if let Some(words) = words {
            rows.keep(&self.with(words));
        }
        rows
    }

    /// The rows whose tokens meet `words`.
    fn with(&self, words: &Words) -> Rows {
        let n = self.shifts.len();
        let mut rows = Rows::none(n);
        let mut add = |found: &Vec<u32>| found.iter().for_each(|row| rows.add(*row as usize));
        match words {
            Words::All(parts) => {
                rows = Rows::first(n, n);
                for part in parts {
                    rows.keep(&self.with(part));
                }
            }
            Words::Any(parts) => parts.iter().for_each(|part| rows.join(&self.with(part))),
            Words::Token(token) => self.tokens.get(token).into_iter().for_each(add),
            Words::Prefix(start) => {
                let from = self.tokens.range::<String, _>(start..);
                from.take_while(|(token, _)| token.starts_with(start)).for_each(|(_, found)| add(found));
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use domain::gig::{
        GigQuery,
        matching::{Facts, Match},
    };
    use domain::{money::Fen, when::DayPart};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{reference::Reference, search};

    static REFERENCE: LazyLock<Reference> = LazyLock::new(Reference::builtin);
    const NOW: Moment = Moment(1_795_383_000_000);

    fn rows() -> impl Strategy<Value = Vec<DayRow>> {
        let titles = ["仓库搬运", "写字楼保洁", "KTV服务员", "搬运工", "送餐骑手"];
        let codes = ["4-02-05-01", "4-09-08-01", "4-10-08-01"];
        let one = (
            0_usize..5,
            0_usize..3,
            0_i64..2,
            0_i64..3,
            15_i64..40,
            60_i64..1_000,
            any::<bool>(),
            (any::<u128>(), any::<bool>()),
        );
        let one = one.prop_map(move |(title, code, county, town, yuan, minute, same_day, (id, held))| {
            let starts = NOW.plus_minutes(minute);
            let code = domain::occupation::OccupationCode::parse(codes[code]).unwrap();
            let trade: i64 = code.as_str().replace('-', "").parse().unwrap();
            let county = 510_603 + county;
            let tally = Tally {
                day: NOW.day_number(),
                part: DayPart::of(starts),
                county: u32::try_from(county).unwrap(),
                group: u32::try_from(trade / 10_000).unwrap(),
                same_day,
            };
            DayRow {
                id: Key(Uuid::from_u128(id)),
                starts_at: starts.0,
                tally: tally.code(),
                town: county * 1_000 + town,
                trade,
                hourly: yuan * 100,
                employer_id: Key(Uuid::from_u128(u128::from(same_day))),
                title: titles[title].to_owned(),
                words: search::tokens(&[titles[title]], &code),
                held_back: if held { starts.0 } else { 0 },
            }
        });
        proptest::collection::vec(one, 0..150)
    }

    fn query() -> impl Strategy<Value = GigQuery> {
        let one_of = |words: &'static [&'static str]| proptest::sample::select(words).prop_map(str::to_owned);
        let place = (one_of(&["", "", "510603", "510604"]), one_of(&["", "", "", "510603001"]));
        let work = (one_of(&["", "", "4-02", "4-02-05", "4-09-08-01"]), one_of(&["", "", "20", "33.3"]));
        let time =
            (one_of(&["", "", "morning", "night"]), one_of(&["", "", "today", "tomorrow"]), one_of(&["", "same-day"]));
        let words = one_of(&["", "", "搬运", "banyun", "by", "保洁 写字楼", "kt", "骑手", "@"]);
        (place, work, time, words).prop_map(|((county, town), (occupation, min_hourly), (part, date, paid), q)| {
            GigQuery { q, county, town, occupation, min_hourly, part, date, paid, ..GigQuery::default() }
        })
    }

    proptest! {
        #[test]
        fn sets_find_what_the_rule_finds_one_by_one(rows in rows(), queries in proptest::collection::vec(query(), 1..20), stop: bool, few: bool) {
            let stopped = if stop { HashSet::from([Key(Uuid::from_u128(1))]) } else { HashSet::new() };
            let plain: Vec<(Key, Facts, String, i64)> = rows
                .iter()
                .filter(|row| !stopped.contains(&row.employer_id) && (few || row.held_back == 0))
                .map(|row| {
                    let (tally, hourly) = (Tally::of_code(row.tally), Fen(row.hourly));
                    (row.id, Facts { tally, town: row.town, trade: row.trade, hourly }, row.words.clone(), row.starts_at)
                })
                .collect();
            let columns = Columns::of(NOW.day_number(), rows, &stopped);
            for query in queries {
                let (filter, _) = query.parse(NOW);
                let words = search::understand(&REFERENCE, &filter.words).map(|understood| understood.words);
                let asked = Match::by(&filter);
                let mut wanted: Vec<_> = plain
                    .iter()
                    .filter(|(_, facts, tokens, _)| asked.met_by(facts) && words.as_ref().is_none_or(|words| words.hold_in(tokens)))
                    .map(|(id, facts, _, starts)| (std::cmp::Reverse(facts.hourly.0), *starts, *id))
                    .collect();
                wanted.sort_unstable();
                let (n, best) = columns.find(&filter, words.as_ref(), (3, few));
                prop_assert_eq!(n as usize, wanted.len(), "{:?}", &query);
                let best: Vec<Key> = best.iter().map(|shift| shift.id.into()).collect();
                let first: Vec<Key> = wanted.iter().take(3).map(|(.., id)| *id).collect();
                prop_assert_eq!(best, first);
            }
        }

        #[test]
        fn the_first_rows_are_the_first_rows(rows in 0_usize..200, n in 0_usize..200) {
            let first = Rows::first(n.min(rows), rows);
            prop_assert_eq!(first.iter().collect::<Vec<_>>(), (0..n.min(rows)).collect::<Vec<_>>());
            prop_assert_eq!(first.len() as usize, n.min(rows));
        }
    }
}
