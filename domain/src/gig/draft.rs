//! Forms and URLs of the gig market as they were typed, and how they are read.

use serde::{Deserialize, Serialize};

use super::DateWord;
use crate::{
    error::{FieldError, Problem},
    fields::Reader,
    money::Fen,
    page::Cursor,
    place::Point,
    region::{RegionCode, RegionLevel},
    when::{self, DayPart, Days, Moment},
    word::words,
};

words! {
    /// The order of a list.
    Sort {
        /// By how well it suits the person.
        Best = "best",
        /// Nearest first.
        Near = "near",
        /// Best paid by the hour first.
        Pay = "pay",
        /// Soonest first.
        Soon = "soon",
        /// Newest posting first.
        New = "new",
    }
}

/// The URL of the list, field by field as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct GigQuery {
    /// Words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// County code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub county: String,
    /// Township code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub town: String,
    /// `latitude,longitude` in degrees, GCJ-02.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub near: String,
    /// `today`, `tomorrow`, `weekend` or `2026-11-23..2026-11-30`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// `morning`, `afternoon`, `evening` or `night`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub part: String,
    /// Occupation code or the beginning of one, at part borders: `4-10`, `4-10-01-02`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub occupation: String,
    /// Least pay an hour, yuan.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub min_hourly: String,
    /// `same-day`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub paid: String,
    /// `best`, `near`, `pay`, `soon` or `new`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sort: String,
    /// Where the page before ended.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub after: String,
}

/// What the URL asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Words, trimmed, at most sixty characters.
    pub words: String,
    /// County or township.
    pub region: Option<RegionCode>,
    /// From where distances are measured, if the URL says it.
    pub near: Option<Point>,
    /// The days.
    pub days: Option<Days>,
    /// The part of the day.
    pub part: Option<DayPart>,
    /// Beginning of an occupation code.
    pub occupation: Option<String>,
    /// Least pay an hour.
    pub min_hourly: Option<Fen>,
    /// Paid the same day only.
    pub same_day: bool,
    /// The order.
    pub sort: Sort,
    /// Where the page before ended.
    pub after: Option<Cursor>,
}

/// The most characters of words that are searched for.
const WORDS_LIMIT: usize = 60;

impl GigQuery {
    /// The names and values that are not empty, in the order of the fields.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("q", &self.q),
            ("county", &self.county),
            ("town", &self.town),
            ("near", &self.near),
            ("date", &self.date),
            ("part", &self.part),
            ("occupation", &self.occupation),
            ("min_hourly", &self.min_hourly),
            ("paid", &self.paid),
            ("sort", &self.sort),
            ("after", &self.after),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str())).collect()
    }

    /// Reads every field; what cannot be read is named and left out.
    pub fn parse(&self, now: Moment) -> (Filter, Vec<FieldError>) {
        let mut problems = Vec::new();
        let mut words: String = self.q.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().count() > WORDS_LIMIT {
            problems.push(FieldError::new("q", Problem::TooLong(60)));
            words = words.chars().take(WORDS_LIMIT).collect();
        }
        let mut reader = Reader { problems };
        let county = reader.read("county", &self.county, |text| region(text, RegionLevel::County));
        let town = reader.read("town", &self.town, |text| region(text, RegionLevel::Township));
        let filter = Filter {
            words,
            region: town.or(county),
            near: reader.read("near", &self.near, |text| Point::parse(text).ok_or(Problem::NotAPosition)),
            days: reader.read("date", &self.date, |text| days(text, now)),
            part: reader.read("part", &self.part, |text| DayPart::parse(text).ok_or(Problem::UnknownWord)),
            occupation: reader.read("occupation", &self.occupation, occupation),
            min_hourly: reader.read("min_hourly", &self.min_hourly, |text| Fen::parse(text).ok_or(Problem::NotASum)),
            same_day: reader.read("paid", &self.paid, same_day).is_some(),
            sort: reader
                .read("sort", &self.sort, |text| Sort::parse(text).ok_or(Problem::UnknownWord))
                .unwrap_or(Sort::Near),
            after: reader.read("after", &self.after, |text| Cursor::parse(text).ok_or(Problem::NotACursor)),
        };
        (filter, reader.problems)
    }
}

fn region(text: &str, level: RegionLevel) -> Result<RegionCode, Problem> {
    RegionCode::parse(text).filter(|code| code.level() == level).ok_or(Problem::UnknownRegion)
}

fn same_day(text: &str) -> Result<(), Problem> {
    if text == "same-day" { Ok(()) } else { Err(Problem::UnknownWord) }
}

fn days(text: &str, now: Moment) -> Result<Days, Problem> {
    let today = now.date();
    if let Some(word) = DateWord::parse(text) {
        return Ok(word.days(today));
    }
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (when::parse_date(first), when::parse_date(last));
    let (Some(first), Some(last)) = (first, last) else {
        return Err(Problem::NotADate);
    };
    if first > last { Err(Problem::DaysBackwards) } else { Ok(Days { first, last }) }
}

impl DateWord {
    /// The days it means on `today`.
    pub fn days(self, today: jiff::civil::Date) -> Days {
        let tomorrow = today.tomorrow().unwrap_or(today);
        match self {
            Self::Today => Days { first: today, last: today },
            Self::Tomorrow => Days { first: tomorrow, last: tomorrow },
            Self::Weekend => when::weekend(today),
        }
    }
}

fn occupation(text: &str) -> Result<String, Problem> {
    let shape = matches!(text.len(), 4 | 7 | 10)
        && text.bytes().enumerate().all(|(at, b)| match at {
            1 | 4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    if shape { Ok(text.trim_end_matches("-00").to_owned()) } else { Err(Problem::UnknownOccupation) }
}

/// "I want this seat".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimDraft {
    /// The shift.
    pub shift: String,
    /// The idempotency key: up to 64 letters, digits and hyphens made by the page.
    pub key: String,
    /// Not empty: queue if no seat is free.
    pub queue: String,
}

/// "I cannot come".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeaveDraft {
    /// The claim.
    pub claim: String,
    /// The idempotency key.
    pub key: String,
    /// Word of a [`super::LeaveReason`].
    pub reason: String,
    /// Not empty: the form said that leaving so late counts against one.
    pub mark: String,
}

/// The answer to an offered seat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfferDraft {
    /// The claim.
    pub claim: String,
    /// The idempotency key.
    pub key: String,
    /// `yes` or `no`.
    pub answer: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn query(field: &str, value: &str) -> GigQuery {
        let mut query = GigQuery::default();
        match field {
            "date" => value.clone_into(&mut query.date),
            "occupation" => value.clone_into(&mut query.occupation),
            "min_hourly" => value.clone_into(&mut query.min_hourly),
            _ => value.clone_into(&mut query.q),
        }
        query
    }

    #[test]
    fn days_are_read_in_words_and_as_a_range() {
        let now = Moment::start_of(date(2026, 11, 23));
        let read = |text| query("date", text).parse(now).0.days;
        assert_eq!(read("tomorrow"), Some(Days { first: date(2026, 11, 24), last: date(2026, 11, 24) }));
        assert_eq!(read("2026-11-30..2026-12-01"), Some(Days { first: date(2026, 11, 30), last: date(2026, 12, 1) }));
        let problems = query("date", "2026-12-01..2026-11-30").parse(now).1;
        assert_eq!(problems, [FieldError::new("date", Problem::DaysBackwards)]);
    }

    #[test]
    fn sums_are_read_to_the_fen() {
        let read = |text| query("min_hourly", text).parse(Moment(0)).0.min_hourly;
        assert_eq!(read("20"), Some(Fen(2_000)));
        assert_eq!(read("20.5"), Some(Fen(2_050)));
        assert_eq!((read("-1"), read("1e3"), read("20.555")), (None, None, None));
    }

    proptest! {
        #[test]
        fn anything_may_be_sent(fields in proptest::collection::vec(".{0,70}", 11)) {
            let [q, county, town, near, date, part, occupation, min_hourly, paid, sort, after] =
                <[String; 11]>::try_from(fields).unwrap_or_default();
            let query =
                GigQuery { q, county, town, near, date, part, occupation, min_hourly, paid, sort, after };
            let (filter, problems) = query.parse(Moment(1_795_383_000_000));
            prop_assert!(filter.words.chars().count() <= 60);
            prop_assert!(problems.len() <= 11);
        }
    }
}
