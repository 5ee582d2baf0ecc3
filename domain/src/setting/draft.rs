//! A setting as it is typed, and how it is read.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

use super::{Holidays, SettingKind, TextName, Value, WorkingTime, template};
use crate::{
    error::{FieldError, Problem},
    fields::{Reader, line, link},
    money::Fen,
    region::{RegionCode, RegionLevel},
    when::{self, Moment},
    workday::parse_dates,
};

/// A setting as it is typed: the fields of every kind, of which each kind reads its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SettingDraft {
    /// Word of a [`SettingKind`].
    pub kind: String,
    /// A year, or the name of a text.
    pub about: String,
    /// The code of the city or of a county.
    pub region: String,
    /// The first day on which it applies.
    pub from: String,
    /// A sum in yuan.
    pub sum: String,
    /// Most hours a day.
    pub day: String,
    /// Most hours a week.
    pub week: String,
    /// Least hours between two shifts; may be empty.
    pub rest: String,
    /// When the night begins, `22:00`; may be empty.
    pub night_from: String,
    /// When it ends.
    pub night_until: String,
    /// Least age at night; may be empty.
    pub night_age: String,
    /// Days off, one a line.
    pub off: String,
    /// Weekend days worked on, one a line.
    pub on: String,
    /// What an SMS says.
    pub text: String,
    /// Who set it in which document.
    pub source: String,
    /// Where that can be read; may be empty.
    pub link: String,
    /// Why it is written.
    pub reason: String,
}

/// A setting that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSetting {
    /// What is set.
    pub kind: SettingKind,
    /// About what.
    pub about: String,
    /// Where.
    pub region: RegionCode,
    /// From which day on, days since 1970-01-01.
    pub from: i64,
    /// The value.
    pub value: Value,
    /// Who set it in which document.
    pub source: String,
    /// Where that can be read.
    pub link: String,
}

impl SettingDraft {
    /// The names and values of an address that says all of it but the reason.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("about", &self.about),
            ("region", &self.region),
            ("from", &self.from),
            ("sum", &self.sum),
            ("day", &self.day),
            ("week", &self.week),
            ("rest", &self.rest),
            ("night_from", &self.night_from),
            ("night_until", &self.night_until),
            ("night_age", &self.night_age),
            ("off", &self.off),
            ("on", &self.on),
            ("text", &self.text),
            ("source", &self.source),
            ("link", &self.link),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str())).collect()
    }

    /// The fields that say a value, as somebody would type it.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        let mut draft = Self::default();
        match value {
            Value::Wage(sum) => draft.sum = sum.to_string(),
            Value::WorkingTime(time) => {
                draft.day = hours_typed(time.day);
                draft.week = hours_typed(time.week);
                draft.rest = time.rest.map(hours_typed).unwrap_or_default();
                let [from, until] =
                    time.night.map_or_else(Default::default, |(from, until)| [from, until].map(clock_typed));
                (draft.night_from, draft.night_until) = (from, until);
                draft.night_age = time.night_age.map(|age| age.to_string()).unwrap_or_default();
            }
            Value::Holidays(days) => {
                let [off, on] = [&days.off, &days.on]
                    .map(|days| days.iter().map(|day| when::date_of(*day).to_string()).collect::<Vec<_>>().join("\n"));
                (draft.off, draft.on) = (off, on);
            }
            Value::Text(text) => text.clone_into(&mut draft.text),
        }
        draft
    }

    /// Reads every field that the kind has; what cannot be accepted is named.
    pub fn parse(&self) -> Result<NewSetting, Vec<FieldError>> {
        let mut reader = Reader::default();
        let kind = reader.need("kind", &self.kind, |text| SettingKind::parse(text).ok_or(Problem::UnknownWord));
        let Some(kind) = kind else { return Err(reader.problems) };
        let about = self.about(kind, &mut reader);
        let region = reader.need("region", &self.region, |text| place(text, kind));
        let from = reader.need("from", &self.from, day);
        let value = self.value(kind, &mut reader);
        let source = reader.need("source", &self.source, |text| line(&one_line(text), 200).map(|_| one_line(text)));
        let link = reader.read("link", &self.link, link).unwrap_or_default();
        let whole = || {
            Some(NewSetting { kind, about: about?, region: region?, from: from?, value: value?, source: source?, link })
        };
        if reader.problems.is_empty() { whole().ok_or_else(Vec::new) } else { Err(reader.problems) }
    }

    fn about(&self, kind: SettingKind, reader: &mut Reader) -> Option<String> {
        match kind {
            SettingKind::Holidays => reader.need("about", &self.about, |text| year(text).map(|_| text.to_owned())),
            SettingKind::Sms => {
                let name = |text: &str| TextName::parse(text).ok_or(Problem::UnknownWord);
                reader.need("about", &self.about, name).map(|name| name.to_string())
            }
            _ => Some(String::new()),
        }
    }

    fn value(&self, kind: SettingKind, reader: &mut Reader) -> Option<Value> {
        match kind {
            SettingKind::HourlyWage | SettingKind::MonthlyWage => reader.need("sum", &self.sum, sum).map(Value::Wage),
            SettingKind::WorkingTime => self.working_time(reader).map(Value::WorkingTime),
            SettingKind::Holidays => self.holidays(reader).map(Value::Holidays),
            SettingKind::Sms => {
                let name = TextName::parse(&self.about)?;
                let text = |text: &str| template::check(name.kind, &one_line(text)).map(|()| one_line(text));
                reader.need("text", &self.text, text).map(Value::Text)
            }
        }
    }

    fn working_time(&self, reader: &mut Reader) -> Option<WorkingTime> {
        let day = reader.need("day", &self.day, |text| hours(text, 24));
        let week = reader.need("week", &self.week, |text| hours(text, 168));
        let rest = reader.read("rest", &self.rest, |text| hours(text, 48));
        let night = if self.night_from.trim().is_empty() && self.night_until.trim().is_empty() {
            None
        } else {
            let from = reader.need("night_from", &self.night_from, clock);
            from.zip(reader.need("night_until", &self.night_until, clock))
        };
        let age = |text: &str| whole(text).filter(|age| (16..=60).contains(age)).ok_or(Problem::NotBetween(16, 60));
        let night_age = reader.read("night_age", &self.night_age, age);
        if night_age.is_some() && night.is_none() && self.night_from.trim().is_empty() {
            reader.problems.push(FieldError::new("night_from", Problem::Empty));
        }
        Some(WorkingTime { day: day?, week: week?, rest, night, night_age })
    }

    fn holidays(&self, reader: &mut Reader) -> Option<Holidays> {
        let dates = |text: &str| parse_dates(text).map_err(Problem::EntryNotADate);
        let off = reader.need("off", &self.off, dates);
        let on = if self.on.trim().is_empty() { Some(BTreeSet::new()) } else { reader.read("on", &self.on, dates) };
        let (off, on, year) = (off?, on?, year(&self.about).ok()?);
        let mut keep = |field, problem: Option<Problem>| {
            reader.problems.extend(problem.map(|problem| FieldError::new(field, problem)));
        };
        keep(
            "off",
            off.iter().find(|date| !of_year(**date, year)).map(|date| Problem::OutsideYear(Moment::start_of(*date))),
        );
        keep("on", wrong_work(&off, &on, year));
        let numbers = |dates: BTreeSet<Date>| dates.into_iter().map(when::day_number).collect();
        Some(Holidays { off: numbers(off), on: numbers(on) })
    }
}

/// What is wrong with the days worked on.
fn wrong_work(off: &BTreeSet<Date>, on: &BTreeSet<Date>, year: i16) -> Option<Problem> {
    on.iter().find_map(|date| {
        let at = Moment::start_of(*date);
        if !of_year(*date, year) {
            Some(Problem::OutsideYear(at))
        } else if !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
            Some(Problem::NotAWeekend(at))
        } else {
            off.contains(date).then_some(Problem::OffAndWorked(at))
        }
    })
}

/// Whether a date may stand in the list of a year: it lies in that year, or in the last days of the one before, where the
/// list for 2019 began (国办发明电〔2018〕15号).
fn of_year(date: Date, year: i16) -> bool {
    date.year() == year || date.year() == year - 1 && date.month() == 12 && date.day() >= 25
}

fn year(text: &str) -> Result<i16, Problem> {
    let year = (text.len() == 4).then(|| whole(text)).flatten().and_then(|year| i16::try_from(year).ok());
    year.filter(|year| (1971..=2199).contains(year)).ok_or(Problem::NotAYear)
}

fn day(text: &str) -> Result<i64, Problem> {
    let date = when::parse_date(text).filter(|date| (1970..=2199).contains(&date.year())).ok_or(Problem::NotADate)?;
    Ok(when::day_number(date))
}

fn place(text: &str, kind: SettingKind) -> Result<RegionCode, Problem> {
    let fits = |region: &RegionCode| match region.level() {
        RegionLevel::City => true,
        RegionLevel::County => kind.by_county(),
        RegionLevel::Township | RegionLevel::Village => false,
    };
    RegionCode::parse(text).filter(fits).ok_or(Problem::UnknownRegion)
}

fn sum(text: &str) -> Result<Fen, Problem> {
    Fen::parse(text).filter(|sum| sum.0 > 0).ok_or(Problem::NotASum)
}

fn whole(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Hours with at most two decimals, as minutes: `4`, `4.5`.
fn hours(text: &str, most: u32) -> Result<u32, Problem> {
    let hundredths = Fen::parse(text).and_then(|hours| u32::try_from(hours.0).ok());
    let fits = |hundredths: &u32| (1..=most * 100).contains(hundredths) && (hundredths * 60).is_multiple_of(100);
    hundredths.filter(fits).map(|hundredths| hundredths * 60 / 100).ok_or(Problem::NotBetween(0, most))
}

fn hours_typed(minutes: u32) -> String {
    Fen(i64::from(minutes) * 100 / 60).to_string()
}

/// A time of day as `22:00`, as minutes since midnight.
fn clock(text: &str) -> Result<u32, Problem> {
    let parse = || {
        let (hour, minute) = text.split_once([':', '：'])?;
        let time = Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
        (minute.len() == 2)
            .then(|| u32::from(time.hour().unsigned_abs()) * 60 + u32::from(time.minute().unsigned_abs()))
    };
    parse().ok_or(Problem::NotATime)
}

fn clock_typed(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A text without line ends and other characters that nobody can type into a line.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::Placeholder;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn draft(kind: &str, about: &str, change: impl FnOnce(&mut SettingDraft)) -> SettingDraft {
        let [kind, about, region, from, source] =
            [kind, about, "510600", "2026-01-01", "川府规〔2026〕1号"].map(str::to_owned);
        let mut draft = SettingDraft { kind, about, region, from, source, ..SettingDraft::default() };
        change(&mut draft);
        draft
    }

    fn problems(draft: &SettingDraft) -> Vec<(String, Problem)> {
        draft.parse().err().unwrap_or_default().into_iter().map(|error| (error.field, error.problem)).collect()
    }

    fn at(year: i16, month: i8, day: i8) -> Moment {
        Moment::start_of(date(year, month, day))
    }

    #[test]
    fn a_wage_is_read_for_a_county_from_a_day_on() {
        let typed = draft("hourly-wage", "2026", |draft| {
            draft.region = "510603".to_owned();
            draft.sum = " 22.5 ".to_owned();
        });
        let read = typed.parse().unwrap_or_else(|problems| unreachable!("{problems:?}"));
        assert_eq!((read.value, read.about.as_str()), (Value::Wage(Fen(2_250)), ""));
        assert_eq!(when::date_of(read.from), date(2026, 1, 1));
        let wrong = draft("hourly-wage", "", |draft| {
            draft.region = "510603001".to_owned();
            draft.sum = "0".to_owned();
            draft.from = "2026-02-30".to_owned();
            draft.source = String::new();
            draft.link = "ftp://x".to_owned();
        });
        let fields: Vec<_> = problems(&wrong).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["region", "from", "sum", "source", "link"]);
    }

    #[test]
    fn working_time_is_typed_in_hours_and_what_is_left_empty_is_no_limit() {
        let typed = draft("working-time", "", |draft| {
            [draft.day, draft.week, draft.rest] = ["4", "24", "10.5"].map(str::to_owned);
        });
        let limits = WorkingTime { day: 240, week: 1_440, rest: Some(630), night: None, night_age: None };
        assert_eq!(typed.parse().map(|read| read.value), Ok(Value::WorkingTime(limits)));
        let night = SettingDraft {
            night_from: "22:00".to_owned(),
            night_until: "06:00".to_owned(),
            night_age: "18".to_owned(),
            ..typed.clone()
        };
        let limits = WorkingTime { night: Some((1_320, 360)), night_age: Some(18), ..limits };
        assert_eq!(night.parse().map(|read| read.value), Ok(Value::WorkingTime(limits)));
        let wrong =
            SettingDraft { day: "25".to_owned(), week: "4.33".to_owned(), night_from: "22".to_owned(), ..typed };
        let expected = [
            ("day", Problem::NotBetween(0, 24)),
            ("week", Problem::NotBetween(0, 168)),
            ("night_from", Problem::NotATime),
            ("night_until", Problem::Empty),
        ];
        assert_eq!(problems(&wrong), expected.map(|(field, problem)| (field.to_owned(), problem)));
        let county = SettingDraft {
            region: "510603".to_owned(),
            ..draft("working-time", "", |draft| [draft.day, draft.week] = ["4", "24"].map(str::to_owned))
        };
        assert_eq!(problems(&county), [("region".to_owned(), Problem::UnknownRegion)]);
    }

    #[test]
    fn the_days_of_a_list_fit_its_year_and_its_weeks() {
        let list = |off: &str, on: &str| {
            draft("holidays", "2026", |draft| [draft.off, draft.on] = [off, on].map(str::to_owned))
        };
        let one = |field: &str, problem| vec![(field.to_owned(), problem)];
        assert_eq!(problems(&list("2026-10-01..2026-10-07", "2026-09-20\n2026-10-10")), []);
        assert_eq!(problems(&list("2025-12-31", "")), [], "the list of a year may begin in the last days before it");
        assert_eq!(problems(&list("2026-10-01", "2026-10-09")), one("on", Problem::NotAWeekend(at(2026, 10, 9))));
        assert_eq!(problems(&list("2027-01-01", "")), one("off", Problem::OutsideYear(at(2027, 1, 1))));
        assert_eq!(problems(&list("2026-10-10", "2026-10-10")), one("on", Problem::OffAndWorked(at(2026, 10, 10))));
        assert_eq!(problems(&list("2026-10-01\n2026-10-32", "")), one("off", Problem::EntryNotADate(2)));
        assert_eq!(problems(&list("", "")), one("off", Problem::Empty));
        let named = SettingDraft { about: "26".to_owned(), ..list("2026-10-01", "") };
        assert_eq!(problems(&named), one("about", Problem::NotAYear));
    }

    #[test]
    fn a_text_is_checked_when_it_is_saved() {
        let sms = |text: &str| draft("sms", "shift-cancelled.zh-CN", |draft| text.clone_into(&mut draft.text));
        assert_eq!(
            sms("{title}{starts}\r\n取消 {link}").parse().map(|read| read.value),
            Ok(Value::Text("{title}{starts}  取消 {link}".to_owned()))
        );
        let missing = Problem::MissingPlaceholder(Placeholder::Starts);
        assert_eq!(problems(&sms("{title}取消 {link}")), [("text".to_owned(), missing)]);
        let nameless = SettingDraft { about: "party.zh-CN".to_owned(), ..sms("x") };
        assert_eq!(problems(&nameless), [("about".to_owned(), Problem::UnknownWord)]);
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(kind in 0_usize..6, texts in proptest::collection::vec("[-0-9.:\\n ]{0,24}|.{0,30}", 12)) {
            let kind = SettingKind::ALL.get(kind).map_or("x", |kind| kind.word()).to_owned();
            let at = |at: usize| texts[at].clone();
            let draft = SettingDraft {
                kind, about: at(0), region: at(1), from: at(2), sum: at(3), day: at(4), week: at(4), rest: at(5),
                night_from: at(6), night_until: at(6), night_age: at(5), off: at(7), on: at(8), text: at(9), source: at(10),
                link: at(11), reason: at(0),
            };
            if let Err(problems) = draft.parse() {
                prop_assert!(!problems.is_empty(), "refused without saying why");
            }
        }

        #[test]
        fn a_value_is_typed_as_it_is_read(fen in 1_i64..99_999_999, day in 1_u32..=96, week in 1_u32..=672, from in 0_u32..1_440, off in proptest::collection::btree_set(20_454_i64..20_819, 1..30)) {
            let time = WorkingTime { day: day * 15, week: week * 15, rest: Some(day * 15), night: Some((from, day)), night_age: Some(18) };
            let days = Holidays { off: off.into_iter().collect(), on: Vec::new() };
            for (kind, value) in [("hourly-wage", Value::Wage(Fen(fen))), ("working-time", Value::WorkingTime(time)), ("holidays", Value::Holidays(days))] {
                let head = draft(kind, "2026", |_| ());
                let typed = SettingDraft { kind: head.kind, about: head.about, region: head.region, from: head.from, source: head.source, ..SettingDraft::of(&value) };
                prop_assert_eq!(typed.parse().map(|read| read.value), Ok(value));
            }
        }
    }
}
