//! What is typed about attendance, and how it is read.

use serde::{Deserialize, Serialize};

use super::{Entry, Hours};
use crate::{
    error::{FieldError, Problem},
    fields::{Reader, line},
    place::{Point, from_wgs84},
    when::Moment,
};

/// The most characters of a reason.
const REASON: u32 = 200;

/// "I am here", "I am done".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckDraft {
    /// The claim, or the shift that one's own claim is on.
    pub claim: String,
    /// Word of an [`Entry`]: in or out.
    pub entry: String,
    /// The six digits on the employer's screen; empty if the position is sent.
    pub code: String,
    /// When the phone says that they were typed, milliseconds; empty for now.
    pub typed: String,
    /// The phone's position, `latitude,longitude` in degrees of WGS 84; it is looked at once and not kept.
    pub wgs84: String,
}

/// How somebody shows that they are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// By a code, typed then.
    Code(String, Option<Moment>),
    /// By where they are, GCJ-02.
    Place(Point),
}

impl CheckDraft {
    /// In or out, and how it is shown.
    pub fn parse(&self) -> Result<(Entry, Shown), Vec<FieldError>> {
        let Some(entry @ (Entry::In | Entry::Out)) = Entry::parse(self.entry.trim()) else {
            return Err(vec![FieldError::new("entry", Problem::UnknownWord)]);
        };
        if self.code.trim().is_empty() && !self.wgs84.trim().is_empty() {
            let point = Point::parse(self.wgs84.trim());
            let point = point.ok_or_else(|| vec![FieldError::new("code", Problem::NotAPosition)])?;
            return Ok((entry, Shown::Place(from_wgs84(point))));
        }
        let code: String = self.code.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        match code.len() {
            0 => Err(vec![FieldError::new("code", Problem::Empty)]),
            6 if code.bytes().all(|b| b.is_ascii_digit()) => {
                let typed = self.typed.trim().parse().ok().filter(|ms| *ms > 0).map(Moment);
                Ok((entry, Shown::Code(code, typed)))
            }
            _ => Err(vec![FieldError::new("code", Problem::NotACode)]),
        }
    }
}

/// A digit as Chinese keyboards may write it.
fn half_width(c: char) -> char {
    char::from_digit(u32::from(c).wrapping_sub(u32::from('０')), 10).unwrap_or(c)
}

/// What a worker says the hours were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportDraft {
    /// The claim.
    pub claim: String,
    /// When it began, `08:00`; empty to say nothing of it.
    pub begun: String,
    /// When it ended.
    pub ended: String,
    /// Pieces made.
    pub pieces: String,
}

/// What an employer writes down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecordDraft {
    /// The claim.
    pub claim: String,
    /// `in` or `out`: it is so at this moment, and nothing else is read.
    pub tick: String,
    /// When it began, `08:00`; empty to say nothing of it.
    pub begun: String,
    /// When it ended.
    pub ended: String,
    /// Pieces made.
    pub pieces: String,
    /// Why, where something is changed.
    pub reason: String,
}

/// Entries with their values.
pub type Entries = Vec<(Entry, i64)>;

impl ReportDraft {
    /// What is said of each entry; at least one.
    pub fn parse(&self, hours: &Hours) -> Result<Entries, Vec<FieldError>> {
        entries(hours, [&self.begun, &self.ended, &self.pieces])
    }
}

impl RecordDraft {
    /// What is written of each entry, and why.
    pub fn parse(&self, hours: &Hours, now: Moment) -> Result<(Entries, String), Vec<FieldError>> {
        let reason = line(self.reason.trim(), REASON).map_err(|problem| vec![FieldError::new("reason", problem)])?;
        if let Some(entry @ (Entry::In | Entry::Out)) = Entry::parse(&self.tick) {
            hours.may_check(entry, now).map_err(|problem| vec![FieldError::new("tick", problem)])?;
            return Ok((vec![(entry, minute(now))], reason));
        }
        Ok((entries(hours, [&self.begun, &self.ended, &self.pieces])?, reason))
    }
}

const fn minute(at: Moment) -> i64 {
    at.0 - at.0.rem_euclid(Moment::MINUTE)
}

fn entries(hours: &Hours, [begun, ended, pieces]: [&str; 3]) -> Result<Entries, Vec<FieldError>> {
    let mut reader = Reader::default();
    let clock = |anchor: Moment| move |text: &str| time_near(text, anchor).ok_or(Problem::NotATime);
    let count = |text: &str| text.parse::<i64>().ok().filter(|n| *n >= 0).ok_or(Problem::NotBetween(0, 100_000));
    let read = [
        ("begun", Entry::In, reader.read("begun", begun, clock(hours.starts)).map(|at| at.0)),
        ("ended", Entry::Out, reader.read("ended", ended, clock(hours.ends)).map(|at| at.0)),
        ("pieces", Entry::Pieces, reader.read("pieces", pieces, count)),
    ];
    let mut entries = Entries::new();
    for (field, entry, value) in read {
        let Some(value) = value else { continue };
        if !hours.plausible(entry, value) {
            reader.problems.push(FieldError::new(field, Problem::OutsideShift));
        }
        entries.push((entry, value));
    }
    let value = |wanted: Entry| entries.iter().find(|(entry, _)| *entry == wanted).map(|(_, value)| *value);
    if let (Some(begun), Some(ended)) = (value(Entry::In), value(Entry::Out))
        && ended < begun
    {
        reader.problems.push(FieldError::new("ended", Problem::OutsideShift));
    }
    match reader.problems {
        problems if !problems.is_empty() => Err(problems),
        _ if entries.is_empty() => Err(vec![FieldError::new("begun", Problem::Empty)]),
        _ => Ok(entries),
    }
}

/// The moment nearest to `anchor` at which local clocks show `text`, `8:05` or `08:05`: so nobody types a date, and a
/// shift over midnight needs none.
fn time_near(text: &str, anchor: Moment) -> Option<Moment> {
    let text = text.replace('：', ":");
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str, long: std::ops::RangeInclusive<usize>| {
        (long.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i64>().ok())?
    };
    let (hour, minute) = (digits(hour, 1..=2)?, digits(minute, 2..=2)?);
    if hour > 23 || minute > 59 {
        return None;
    }
    let same_day = Moment::start_of(anchor.date()).plus_minutes(hour * 60 + minute);
    let days = [-Moment::DAY, 0, Moment::DAY].map(|off| Moment(same_day.0 + off));
    days.into_iter().min_by_key(|at| (at.0 - anchor.0).abs())
}

/// "They did not come", from either side, or an appeal against it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AbsenceDraft {
    /// The claim.
    pub claim: String,
    /// What happened.
    pub reason: String,
}

impl AbsenceDraft {
    /// The reason, which is needed.
    pub fn reason(&self) -> Result<String, Vec<FieldError>> {
        reason("reason", &self.reason)
    }
}

fn reason(field: &str, text: &str) -> Result<String, Vec<FieldError>> {
    let mut reader = Reader::default();
    let reason = reader.need(field, text, |text| line(text, REASON));
    reason.ok_or(reader.problems)
}

/// What the staff decide on an appeal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppealDecisionDraft {
    /// The claim.
    pub claim: String,
    /// `keep` or `lift`.
    pub decision: String,
    /// Why; both sides read it.
    pub reason: String,
}

impl AppealDecisionDraft {
    /// Whether the mark is lifted, and why.
    pub fn parse(&self) -> Result<(bool, String), Vec<FieldError>> {
        let lift = match self.decision.as_str() {
            "lift" => true,
            "keep" => false,
            _ => return Err(vec![FieldError::new("decision", Problem::UnknownWord)]),
        };
        Ok((lift, reason("reason", &self.reason)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::when::parse_date;
    use proptest::prelude::*;

    fn at(hour: i64, minute: i64) -> Moment {
        Moment::start_of(parse_date("2026-11-24").unwrap_or_else(|| unreachable!())).plus_minutes(hour * 60 + minute)
    }

    #[test]
    fn a_time_of_day_is_the_one_nearest_to_the_shift() {
        assert_eq!(time_near("8:05", at(8, 0)), Some(at(8, 5)));
        assert_eq!(time_near("06：10", at(30, 0)), Some(at(30, 10)), "the next morning");
        assert_eq!(time_near("23:50", at(24, 10)), Some(at(23, 50)), "before midnight");
        for wrong in ["", "8", "24:00", "08:60", "8:5", "-1:00", "上午"] {
            assert_eq!(time_near(wrong, at(8, 0)), None, "{wrong}");
        }
    }

    #[test]
    fn codes_are_read_as_they_are_typed() {
        let draft = |code: &str| CheckDraft { entry: "in".to_owned(), code: code.to_owned(), ..CheckDraft::default() };
        let read = |code: &str| draft(code).parse().map_err(|errors| errors[0].problem);
        assert_eq!(read("１２３ 456"), Ok((Entry::In, Shown::Code("123456".to_owned(), None))));
        assert_eq!(read("12345"), Err(Problem::NotACode));
        assert_eq!(read(" "), Err(Problem::Empty));
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(texts in proptest::collection::vec(".{0,20}", 5)) {
            let [begun, ended, pieces, code, typed] = <[String; 5]>::try_from(texts).unwrap_or_default();
            let hours = Hours { starts: at(8, 0), ends: at(17, 0), break_minutes: 0 };
            let report = ReportDraft { begun: begun.clone(), ended: ended.clone(), pieces, ..ReportDraft::default() };
            if let Ok(entries) = report.parse(&hours) {
                prop_assert!(entries.iter().all(|(entry, value)| hours.plausible(*entry, *value)));
            }
            let check = CheckDraft { claim: String::new(), entry: "out".to_owned(), code, typed, wgs84: begun };
            let _ = check.parse();
        }

        #[test]
        fn every_time_is_found_within_half_a_day(hour in 0_i64..24, minute in 0_i64..60, anchor in 0_i64..3_000_000) {
            let anchor = Moment(anchor * Moment::MINUTE * 600);
            let found = time_near(&format!("{hour:02}:{minute:02}"), anchor).unwrap_or_else(|| unreachable!());
            prop_assert_eq!(found.minute_of_day(), hour * 60 + minute);
            prop_assert!((found.0 - anchor.0).abs() <= Moment::DAY / 2 + Moment::MINUTE);
        }
    }
}
