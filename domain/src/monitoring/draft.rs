//! Which figures are asked for, as the address has it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Breakdown, Period};
use crate::{
    error::{FieldError, Problem},
    occupation::OccupationCode,
    region::{RegionCode, RegionLevel},
    when::{Days, Moment, parse_date},
};

/// Days that are counted if none are asked for.
const USUAL_DAYS: u32 = 7;
/// The years in which there can be anything to count.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2099;

/// Which figures, as the URL has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatisticsQuery {
    /// Only this region and below, within one's own; empty for all of it.
    pub region: String,
    /// Only this level-2 group of occupations, `4-02`; empty for all.
    pub trade: String,
    /// The first day, `2026-11-23`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Word of a [`Breakdown`].
    pub by: String,
}

/// Which figures, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Of this region.
    pub region: RegionCode,
    /// Of this level-2 group of occupations; none for all.
    pub trade: Option<String>,
    /// Of these days.
    pub period: Period,
    /// Told apart by this.
    pub by: Breakdown,
}

impl StatisticsQuery {
    /// What is asked for within `scope`, and what could not be read and was left out. A region outside `scope` is as if
    /// it was not there.
    pub fn parse(&self, now: Moment, scope: &RegionCode) -> (Asked, Vec<FieldError>) {
        let mut problems = Vec::new();
        let mut left_out = |field: &str, problem| problems.push(FieldError::new(field, problem));
        let region = match (self.region.trim(), RegionCode::parse(self.region.trim())) {
            ("", _) => None,
            (_, Some(region)) if region.level() != RegionLevel::Village => Some(region),
            _ => {
                left_out("region", Problem::UnknownRegion);
                None
            }
        };
        let region = region.filter(|region| scope.covers(region)).unwrap_or_else(|| scope.clone());
        let trade = Some(self.trade.trim()).filter(|trade| !trade.is_empty()).and_then(|trade| {
            let read = group(trade);
            if read.is_none() {
                left_out("trade", Problem::UnknownOccupation);
            }
            read
        });
        let by = Breakdown::parse(&self.by);
        if by.is_none() && !self.by.is_empty() {
            left_out("by", Problem::UnknownWord);
        }
        let by = by.filter(|by| *by != Breakdown::Region || has_parts(&region)).unwrap_or(Breakdown::Day);
        let period = self.period(now, &mut left_out);
        (Asked { region, trade, period, by }, problems)
    }

    fn period(&self, now: Moment, left_out: &mut impl FnMut(&str, Problem)) -> Period {
        let mut date = |field: &str, text: &str| match text.trim() {
            "" => None,
            text => {
                let read = parse_date(text).filter(|date| YEARS.contains(&date.year()));
                if read.is_none() {
                    left_out(field, Problem::NotADate);
                }
                read
            }
        };
        let (from, to) = (date("from", &self.from), date("to", &self.to));
        let today = now.date();
        let days = match (from, to) {
            (None, None) => return Period::until(now, USUAL_DAYS),
            (Some(from), Some(to)) => Days { first: from, last: to },
            (Some(from), None) => Days { first: from, last: today.max(from) },
            (None, Some(to)) => Days { first: to, last: to },
        };
        if days.first > days.last {
            left_out("from", Problem::DaysBackwards);
            return Period::until(now, USUAL_DAYS);
        }
        within_a_year(days, left_out)
    }
}

/// At most as many days as may be counted at once, the last of them.
fn within_a_year(days: Days, left_out: &mut impl FnMut(&str, Problem)) -> Period {
    let period = Period::of(days);
    if period.days <= Period::MOST {
        return period;
    }
    left_out("from", Problem::TooManyDays(Period::MOST));
    let last: Date = days.last;
    Period::until(Moment::start_of(last), Period::MOST)
}

/// Whether a region has others under it that postings are told apart by: townships are the lowest.
pub fn has_parts(region: &RegionCode) -> bool {
    matches!(region.level(), RegionLevel::City | RegionLevel::County)
}

/// `4-02` as it is written; `None` if it has another shape.
fn group(text: &str) -> Option<String> {
    OccupationCode::parse(&format!("{text}-00-00")).map(|code| code.group().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap_or_else(|| unreachable!("{text}"))
    }

    fn now() -> Moment {
        Moment::start_of(parse_date("2026-11-24").unwrap_or_else(|| unreachable!())).plus_minutes(600)
    }

    fn days(asked: &Asked) -> String {
        let (first, last) = asked.period.dates();
        format!("{first}..{last}")
    }

    fn query(pairs: [&str; 5]) -> StatisticsQuery {
        let [region, trade, from, to, by] = pairs.map(str::to_owned);
        StatisticsQuery { region, trade, from, to, by }
    }

    #[test]
    fn without_a_word_it_is_the_last_seven_days_of_ones_own_region() {
        let (asked, problems) = StatisticsQuery::default().parse(now(), &code("510681"));
        assert_eq!((days(&asked).as_str(), asked.by), ("2026-11-18..2026-11-24", Breakdown::Day));
        assert_eq!((asked.region, asked.trade, problems), (code("510681"), None, vec![]));
    }

    #[test]
    fn everything_can_be_narrowed() {
        let typed = query(["510681001", "4-02", "2026-02-27", "2026-03-01", "trade"]);
        let (asked, problems) = typed.parse(now(), &code("510600"));
        assert_eq!((days(&asked).as_str(), asked.period.days), ("2026-02-27..2026-03-01", 3));
        assert_eq!(
            (asked.region, asked.trade.as_deref(), asked.by),
            (code("510681001"), Some("4-02"), Breakdown::Trade)
        );
        assert_eq!(problems, vec![]);
        let open = |from: &str, to: &str| days(&query(["", "", from, to, ""]).parse(now(), &code("510600")).0);
        assert_eq!(open("2026-11-20", ""), "2026-11-20..2026-11-24");
        assert_eq!(open("2026-12-01", ""), "2026-12-01..2026-12-01");
        assert_eq!(open("", "2026-11-20"), "2026-11-20..2026-11-20");
    }

    #[test]
    fn a_region_outside_ones_own_is_as_if_it_was_not_there() {
        let plain = StatisticsQuery::default().parse(now(), &code("510681"));
        for outside in ["510683", "510600", "510683105"] {
            assert_eq!(query([outside, "", "", "", ""]).parse(now(), &code("510681")), plain, "{outside}");
        }
    }

    #[test]
    fn every_mistake_is_named() {
        let fields = |typed: StatisticsQuery| {
            let (_, problems) = typed.parse(now(), &code("510600"));
            problems.into_iter().map(|error| (error.field, error.problem)).collect::<Vec<_>>()
        };
        let named = |field: &str, problem| (field.to_owned(), problem);
        let all = [
            named("region", Problem::UnknownRegion),
            named("trade", Problem::UnknownOccupation),
            named("by", Problem::UnknownWord),
            named("from", Problem::NotADate),
            named("to", Problem::NotADate),
        ];
        assert_eq!(fields(query(["here", "cooks", "2026-02-29", "1999-12-31", "moon"])), all);
        assert_eq!(fields(query(["", "", "2026-11-24", "2026-11-23", ""])), [named("from", Problem::DaysBackwards)]);
        assert_eq!(fields(query(["", "", "2025-01-01", "2026-11-23", ""])), [named("from", Problem::TooManyDays(366))]);
        assert_eq!(fields(query(["510681001001", "", "", "", ""])), [named("region", Problem::UnknownRegion)]);
    }

    #[test]
    fn a_township_is_not_told_apart_by_region() {
        let by = |region: &str| query([region, "", "", "", "region"]).parse(now(), &code("510600")).0.by;
        assert_eq!(
            [by("510600"), by("510681"), by("510681001")],
            [Breakdown::Region, Breakdown::Region, Breakdown::Day]
        );
    }

    proptest! {
        #[test]
        fn anything_may_stand_in_the_address(a in ".{0,14}", b in ".{0,6}", c in "([0-9]{4}-[0-9]{2}-[0-9]{2})|.{0,12}", d in "([0-9]{4}-[0-9]{2}-[0-9]{2})|.{0,12}", e in ".{0,8}") {
            let scope = code("510681");
            let (asked, _) = query([&a, &b, &c, &d, &e]).parse(now(), &scope);
            prop_assert!(scope.covers(&asked.region));
            prop_assert!((1..=Period::MOST).contains(&asked.period.days));
        }
    }
}
