//! The figures of a region and a time, put together.

use std::collections::BTreeMap;

use domain::{
    error::{FieldError, Problem, Refused},
    measure::{Median, Share},
    monitoring::{
        Asked, Breakdown, ClaimFigure, Figures, Narrowed, Outcomes, Period, Statistics, StatisticsQuery, Sums,
        TradeChoice, shown_parts,
    },
    region::{RegionChoice, RegionCode, RegionLevel},
    when::Moment,
};
use sqlx::Error;

use super::{
    queries::{self, Apart, Wanted},
    service::{Service, towns},
};
use crate::store::{Db, unreachable};

/// A count as the domain has it.
pub fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or_default()
}

/// The states of a claim that hold a seat.
const HELD: [&str; 5] = ["offered", "confirmed", "checked_in", "checked_out", "settled"];
/// Those in which the worker came.
const WORKED: [&str; 3] = ["checked_in", "checked_out", "settled"];

/// Whether a claim in this state holds a seat.
pub fn holds_seat(state: &str) -> bool {
    HELD.contains(&state)
}

/// Adds `n` claims in a state.
fn add_claims(sums: &mut Sums, state: &str, n: u32) {
    for figure in ClaimFigure::ALL {
        if *figure == ClaimFigure::Made || figure.word() == state {
            sums.claims[*figure as usize] += n;
        }
    }
    sums.counts.seats.part += if holds_seat(state) { n } else { 0 };
    sums.worked += if WORKED.contains(&state) { n } else { 0 };
}

/// The sums of each part, and what is no sum of parts.
struct Counted {
    parts: BTreeMap<i64, Sums>,
    to_fill: Option<Median>,
    workers: u32,
}

impl Service {
    pub(super) async fn count(&self, scope: &RegionCode, query: StatisticsQuery) -> Result<Statistics, Refused> {
        let now = self.clock.now();
        let (asked, problems) = self.asked(scope, &query, now);
        let (apart, step) = match (asked.by, asked.region.level()) {
            (Breakdown::Day, _) => (Apart::Days, asked.period.step()),
            (Breakdown::Trade, _) => (Apart::Trades, 1),
            (Breakdown::Region, RegionLevel::City) => (Apart::Counties, 1),
            (Breakdown::Region, _) => (Apart::Towns, 1),
        };
        let wanted = |period, apart, step| wanted(&asked, period, apart, step);
        let (now_wanted, before_wanted) =
            (wanted(asked.period, apart, step), wanted(asked.period.before(), Apart::Whole, 1));
        let one = async |wanted: &Wanted| counted(&mut self.store.read().await?, wanted).await;
        let read = futures::future::try_join(one(&now_wanted), one(&before_wanted)).await;
        let (counted, before) = read.map_err(|error: Error| unreachable(&error))?;
        let outcomes = async {
            let mut db = self.store.read().await?;
            let after = queries::outcomes(&mut db, &now_wanted, now).await?;
            Ok((after, queries::outcomes(&mut db, &before_wanted, now).await?))
        };
        let (outcomes, outcomes_before) = outcomes.await.map_err(|error: Error| unreachable(&error))?;
        let before = Figures::alone(&before.parts.get(&0).copied().unwrap_or_default(), before.workers);
        let parts = self.parts(&asked, counted.parts);
        let (parts, whole) = shown_parts(parts, counted.to_fill, counted.workers);
        let choice = |code: &RegionCode| RegionChoice { code: code.clone(), name: self.reference.place_name(code) };
        Ok(Statistics {
            now,
            problems,
            query,
            region: choice(&asked.region),
            trade: asked.trade.map(|group| TradeChoice { name: self.group_name(&group), group }),
            period: asked.period,
            by: asked.by,
            regions: self.regions(scope, &asked.region).iter().map(choice).collect(),
            trades: self.trades(),
            whole,
            before,
            outcomes: Outcomes::of(&outcomes),
            outcomes_before: Outcomes::of(&outcomes_before),
            parts,
        })
    }

    /// What is asked for, as far as there is such a region and trade.
    fn asked(&self, scope: &RegionCode, query: &StatisticsQuery, now: Moment) -> (Asked, Vec<FieldError>) {
        let (mut asked, mut problems) = query.parse(now, scope);
        if self.reference.region(&asked.region).is_none() && asked.region != *scope {
            problems.push(FieldError::new("region", Problem::UnknownRegion));
            asked.region = scope.clone();
        }
        if asked.trade.as_deref().is_some_and(|group| self.reference.group_name(group).is_none()) {
            problems.push(FieldError::new("trade", Problem::UnknownOccupation));
            asked.trade = None;
        }
        (asked, problems)
    }

    fn group_name(&self, group: &str) -> String {
        self.reference.group_name(group).unwrap_or_else(|| group.to_owned())
    }

    /// One's own region, those right under it, and those under the county that is looked at.
    fn regions(&self, scope: &RegionCode, at: &RegionCode) -> Vec<RegionCode> {
        let mut all = vec![scope.clone()];
        let county = at.county().and_then(RegionCode::parse);
        let counties = self.reference.counties();
        let codes = counties.iter().map(|county| &county.code);
        for code in codes.filter(|code| scope.covers(code) || code.covers(scope)) {
            all.push(code.clone());
            if county.as_ref() == Some(code) {
                all.extend(self.reference.towns_of(code).iter().map(|town| town.code.clone()));
            }
        }
        let mut inside: Vec<RegionCode> = all.drain(..).filter(|code| scope.covers(code)).collect();
        inside.dedup();
        inside
    }

    /// Every level-2 group of occupations.
    fn trades(&self) -> Vec<TradeChoice> {
        let group = |code: &str| code.strip_suffix("-00-00").filter(|group| !group.ends_with("-00")).map(str::to_owned);
        let groups = self.reference.occupations();
        let choice = |occupation: &std::sync::Arc<crate::reference::Occupation>| {
            Some(TradeChoice { group: group(occupation.code.as_str())?, name: occupation.name.clone() })
        };
        groups.iter().filter_map(choice).collect()
    }

    /// The parts with their names, in the order in which they are told, those without anything among them.
    fn parts(&self, asked: &Asked, mut sums: BTreeMap<i64, Sums>) -> Vec<(Narrowed, String, Sums)> {
        match asked.by {
            Breakdown::Day => {
                let sums = |at: usize| sums.get(&i64::try_from(at).unwrap_or_default()).copied().unwrap_or_default();
                let day = |(at, period)| (Narrowed::Days(period), String::new(), sums(at));
                asked.period.parts().into_iter().enumerate().map(day).collect()
            }
            Breakdown::Region => {
                let under = match asked.region.level() {
                    RegionLevel::City => self.reference.counties(),
                    _ => self.reference.towns_of(&asked.region),
                };
                for region in under.iter().filter(|region| asked.region.covers(&region.code)) {
                    sums.entry(region.code.as_str().parse().unwrap_or_default()).or_default();
                }
                let part = |(code, sums): (i64, Sums)| {
                    let code = RegionCode::parse(&code.to_string())?;
                    let name = self.reference.short_name(&code);
                    Some((Narrowed::Region(code), name, sums))
                };
                sums.into_iter().filter_map(part).collect()
            }
            Breakdown::Trade => {
                let part = |(number, sums): (i64, Sums)| {
                    let group = format!("{}-{:02}", number / 100, number % 100);
                    (Narrowed::Trade(group.clone()), self.group_name(&group), sums)
                };
                let mut parts: Vec<_> = sums.into_iter().map(part).collect();
                // By what is about no person: an order by claims would tell of those that are hidden.
                parts.sort_by_key(|(_, _, sums)| std::cmp::Reverse((sums.counts.shifts, sums.counts.postings)));
                parts
            }
        }
    }
}

fn wanted(asked: &Asked, period: Period, apart: Apart, step: u32) -> Wanted {
    let (from, to) = period.window();
    let group = asked.trade.clone().unwrap_or_default();
    let number = group.replace('-', "").parse::<i64>().ok();
    Wanted {
        from,
        to,
        region: asked.region.span(),
        towns: towns(&asked.region),
        group,
        trades: number.map_or((0, i64::MAX), |number| (number * 10_000, number * 10_000 + 9_999)),
        all: asked.region.level() == RegionLevel::City && asked.trade.is_none(),
        apart,
        step: i64::from(step) * Moment::DAY,
    }
}

async fn counted(db: &mut Db, wanted: &Wanted) -> Result<Counted, Error> {
    let mut parts: BTreeMap<i64, Sums> = BTreeMap::new();
    for (part, n) in queries::postings(db, wanted).await? {
        parts.entry(part).or_default().counts.postings = count(n);
    }
    for sums in queries::shifts(db, wanted).await? {
        let counts = &mut parts.entry(sums.part).or_default().counts;
        (counts.shifts, counts.cancelled) = (count(sums.shifts), count(sums.cancelled));
        counts.seats = Share::new(0, count(sums.seats));
    }
    for (part, state, n) in queries::claims(db, wanted).await? {
        add_claims(parts.entry(part).or_default(), &state, count(n));
    }
    // A middle of the whole is not made of the middles of its parts, but of all their lengths.
    let (mut lengths, mut all) = (BTreeMap::<i64, BTreeMap<i64, u32>>::new(), BTreeMap::new());
    for (part, minutes, n) in queries::fill_times(db, wanted).await? {
        *lengths.entry(part).or_default().entry(minutes).or_default() += count(n);
        *all.entry(minutes).or_default() += count(n);
    }
    for (part, lengths) in lengths {
        let counts = &mut parts.entry(part).or_default().counts;
        (counts.filled, counts.to_fill) = (lengths.values().sum(), Median::of(&lengths));
    }
    let to_fill = Median::of(&all);
    let workers = count(queries::workers(db, wanted).await?);
    Ok(Counted { parts, to_fill, workers })
}
