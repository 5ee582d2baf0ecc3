//! Postings and shifts as they are typed, and how they are read.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::super::{
    Benefit, Benefits, Filling, PayRule, PayUnit, SettlementTerm, filling::fair::Held, rules::LEAST_AGE,
};
use crate::{
    error::{FieldError, Problem},
    identity::Phone,
    money::Fen,
    occupation::OccupationCode,
    place::Point,
    region::{RegionCode, RegionLevel},
    when::{self, Moment},
};

/// The most characters in a title, in a text, in an address and in a name.
const TITLE_LIMIT: u32 = 60;
const TEXT_LIMIT: u32 = 2_000;
const ADDRESS_LIMIT: u32 = 120;
const NAME_LIMIT: u32 = 40;
/// The least age where none is said, years: grown up.
const USUAL_AGE: u32 = 18;
/// The oldest least age that is believed, years.
const OLDEST_LEAST_AGE: u32 = 65;
/// The most seats of a shift, and the most pieces made in one.
const SEATS_LIMIT: u32 = 500;
const PIECES_LIMIT: u32 = 100_000;
/// How far ahead a shift may lie, milliseconds.
const AHEAD: i64 = 366 * Moment::DAY;

/// A posting as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostingDraft {
    /// The title.
    pub title: String,
    /// The occupation's code: `4-10-01-02`.
    pub occupation: String,
    /// What is to be done.
    pub duties: String,
    /// What is asked for.
    pub requirements: String,
    /// The least age, years; 18 if nothing is said.
    pub least_age: String,
    /// The word of a [`PayUnit`].
    pub pay_unit: String,
    /// Yuan for each unit.
    pub pay_amount: String,
    /// Pieces usually made in a shift; only for pay by the piece.
    pub pay_pieces: String,
    /// The word of a [`SettlementTerm`].
    pub settlement: String,
    /// Words of [`Benefit`], or their Chinese names, parted by commas, blanks or the like.
    pub benefits: String,
    /// The code of the township or village.
    pub region: String,
    /// The address within it.
    pub address: String,
    /// Latitude in degrees, GCJ-02; with `lng` the pin, or empty.
    pub lat: String,
    /// Longitude in degrees.
    pub lng: String,
    /// Whom to ask for.
    pub contact_name: String,
    /// Their phone.
    pub contact_phone: String,
    /// From when seats may be taken: `2026-11-23 05:30`; at once if nothing is said.
    pub opens: String,
    /// The word of a [`Filling`]; whoever comes first if nothing is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fills: String,
    /// Percent of the seats that are held for people with few recent shifts; none if nothing is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub held_percent: String,
    /// Until how many hours before the start.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub held_hours: String,
}

/// A posting that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The title.
    pub title: String,
    /// The occupation.
    pub occupation: OccupationCode,
    /// What is to be done.
    pub duties: String,
    /// What is asked for; may be empty.
    pub requirements: String,
    /// The least age, years.
    pub least_age: u32,
    /// How pay is worked out.
    pub pay: PayRule,
    /// When wages are paid.
    pub settlement: SettlementTerm,
    /// What comes with the work.
    pub benefits: Benefits,
    /// Township or village.
    pub region: RegionCode,
    /// The address within it.
    pub address: String,
    /// Where a pin was placed.
    pub pin: Option<Point>,
    /// Whom to ask for.
    pub contact_name: String,
    /// Their phone.
    pub contact_phone: Phone,
    /// From when seats may be taken; the beginning of time for at once.
    pub opens: Moment,
    /// How its seats are filled.
    pub fills: Filling,
    /// What of its seats is held for people with few recent shifts.
    pub held: Held,
}

/// A shift as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShiftDraft {
    /// The day it begins: `2026-11-23`.
    pub date: String,
    /// The time it begins: `05:30`.
    pub start: String,
    /// The time it ends; not after the start is the next day.
    pub end: String,
    /// Minutes of break, unpaid; none if nothing is said.
    pub break_minutes: String,
    /// Seats.
    pub seats: String,
    /// The shift on the list that this row changes; empty for a new one.
    pub shift: String,
}

/// A shift that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShiftPlan {
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Minutes of break.
    pub break_minutes: i64,
    /// Seats.
    pub seats: i64,
}

impl ShiftPlan {
    /// Minutes that are worked.
    pub const fn minutes(&self) -> i64 {
        self.ends.minutes_since(self.starts) - self.break_minutes
    }
}

/// Collects what is wrong.
#[derive(Default)]
struct Errors(Vec<FieldError>);

impl Errors {
    fn take<T>(&mut self, field: &str, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.0.push(FieldError::new(field, problem))).ok()
    }
}

fn text(typed: &str, most: u32) -> Result<String, Problem> {
    let kept: String = typed.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect();
    match kept.chars().count() {
        0 => Err(Problem::Empty),
        n if n > most as usize => Err(Problem::TooLong(most)),
        _ => Ok(kept),
    }
}

fn text_or_none(typed: &str, most: u32) -> Result<String, Problem> {
    if typed.trim().is_empty() { Ok(String::new()) } else { text(typed, most) }
}

/// A whole number; spreadsheets write `8` as `8.0` now and then.
fn number(typed: &str, usual: Option<u32>, (least, most): (u32, u32)) -> Result<u32, Problem> {
    let typed = typed.trim();
    let typed = typed.strip_suffix(".0").unwrap_or(typed);
    match (typed.is_empty(), usual) {
        (true, Some(usual)) => return Ok(usual),
        (true, None) => return Err(Problem::Empty),
        _ => {}
    }
    let read = typed.bytes().all(|b| b.is_ascii_digit()).then(|| typed.parse().ok()).flatten();
    read.filter(|n| (least..=most).contains(n)).ok_or(Problem::NotBetween(least, most))
}

/// Yuan with at most two decimals, from one fen to under a million.
pub fn sum(typed: &str) -> Result<Fen, Problem> {
    let typed = typed.trim();
    let (yuan, rest) = typed.split_once('.').unwrap_or((typed, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if typed.is_empty() {
        return Err(Problem::Empty);
    }
    if yuan.is_empty() || yuan.len() > 6 || rest.len() > 2 || !digits(yuan) || !digits(rest) {
        return Err(Problem::NotASum);
    }
    let fen: i64 = format!("{yuan}{rest:0<2}").parse().map_err(|_| Problem::NotASum)?;
    if fen > 0 { Ok(Fen(fen)) } else { Err(Problem::NotASum) }
}

/// A date of the calendar, also as spreadsheets write it: `2026/11/3`, `2026-11-3`.
fn date(typed: &str) -> Result<Date, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Empty);
    }
    let parts: Vec<&str> = typed.split(['-', '/', '.']).collect();
    let [year, month, day] = parts[..] else { return Err(Problem::NotADate) };
    when::parse_date(&format!("{year}-{month:0>2}-{day:0>2}")).ok_or(Problem::NotADate)
}

/// A time of day: `5:30`, `05:30`, `05:30:00`.
fn time(typed: &str) -> Result<Time, Problem> {
    let typed = typed.trim().replace('：', ":");
    if typed.is_empty() {
        return Err(Problem::Empty);
    }
    let parts: Vec<&str> = typed.split(':').collect();
    let read = |text: &str| {
        let right = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        right.then(|| text.parse::<i8>().ok()).flatten()
    };
    let (hour, minute) = match parts[..] {
        [hour, minute] | [hour, minute, "00"] => (read(hour), read(minute)),
        _ => (None, None),
    };
    let (hour, minute) = hour.zip(minute).ok_or(Problem::NotATime)?;
    Time::new(hour, minute, 0, 0).map_err(|_| Problem::NotATime)
}

fn moment(typed: &str) -> Result<Moment, Problem> {
    let typed = typed.trim();
    let (day, hour) = typed.split_once([' ', 'T']).unwrap_or((typed, "00:00"));
    Ok(Moment::at(date(day)?, time(hour)?))
}

fn benefits(typed: &str) -> Result<Benefits, Problem> {
    const NAMES: [(&str, Benefit); 9] = [
        ("包餐", Benefit::Meal),
        ("管饭", Benefit::Meal),
        ("包住", Benefit::Lodging),
        ("接送", Benefit::Transport),
        ("包车", Benefit::Transport),
        ("保险", Benefit::Insurance),
        ("不限经验", Benefit::NoExperience),
        ("无经验", Benefit::NoExperience),
        ("新手", Benefit::NoExperience),
    ];
    let words = typed.split([',', '，', '、', ';', '；', ' ', '/', '|']).map(str::trim).filter(|word| !word.is_empty());
    words
        .map(|word| {
            let named = || NAMES.iter().find(|(name, _)| *name == word).map(|(_, benefit)| *benefit);
            Benefit::parse(word).or_else(named).ok_or(Problem::UnknownWord)
        })
        .try_fold(Benefits::default(), |set, benefit| Ok(set.with(benefit?)))
}

fn chosen<T>(typed: &str, parse: impl FnOnce(&str) -> Option<T>, unknown: Problem) -> Result<T, Problem> {
    let typed = typed.trim();
    if typed.is_empty() { Err(Problem::Empty) } else { parse(typed).ok_or(unknown) }
}

impl PostingDraft {
    /// The posting, if every field can be read. Whether region and occupation are there is for the server to say.
    pub fn parse(&self) -> Result<Posting, Vec<FieldError>> {
        let mut errors = Errors::default();
        let title = errors.take("title", text(&self.title, TITLE_LIMIT));
        let occupation = chosen(&self.occupation, OccupationCode::parse, Problem::UnknownOccupation);
        let occupation = errors.take("occupation", occupation);
        let duties = errors.take("duties", text(&self.duties, TEXT_LIMIT));
        let requirements = errors.take("requirements", text_or_none(&self.requirements, TEXT_LIMIT));
        let ages = (LEAST_AGE.unsigned_abs(), OLDEST_LEAST_AGE);
        let least_age = errors.take("least_age", number(&self.least_age, Some(USUAL_AGE), ages));
        let pay = self.pay(&mut errors);
        let settlement = chosen(&self.settlement, SettlementTerm::parse, Problem::UnknownWord);
        let settlement = errors.take("settlement", settlement);
        let benefits = errors.take("benefits", benefits(&self.benefits));
        let below = |code: &RegionCode| matches!(code.level(), RegionLevel::Township | RegionLevel::Village);
        let region = |typed: &str| RegionCode::parse(typed).filter(below);
        let region = errors.take("region", chosen(&self.region, region, Problem::UnknownRegion));
        let address = errors.take("address", text(&self.address, ADDRESS_LIMIT));
        let pin = errors.take("lat", self.pin());
        let contact_name = errors.take("contact_name", text(&self.contact_name, NAME_LIMIT));
        let contact_phone = errors.take("contact_phone", Phone::parse(&self.contact_phone));
        let opens = if self.opens.trim().is_empty() { Ok(Moment(0)) } else { moment(&self.opens) };
        let opens = errors.take("opens", opens);
        let fills = match self.fills.trim() {
            "" => Ok(Filling::Instant),
            typed => Filling::parse(typed).ok_or(Problem::UnknownWord),
        };
        let fills = errors.take("fills", fills);
        let held = Held::parse(&self.held_percent, &self.held_hours);
        let held = held.map_err(|(field, problem)| errors.0.push(FieldError::new(field, problem))).ok();
        let read = || {
            Some(Posting {
                title: title?,
                occupation: occupation?,
                duties: duties?,
                requirements: requirements?,
                least_age: least_age?,
                pay: pay?,
                settlement: settlement?,
                benefits: benefits?,
                region: region?,
                address: address?,
                pin: pin?,
                contact_name: contact_name?,
                contact_phone: contact_phone?,
                opens: opens?,
                fills: fills?,
                held: held?,
            })
        };
        read().ok_or(errors.0)
    }

    fn pay(&self, errors: &mut Errors) -> Option<PayRule> {
        let unit = errors.take("pay_unit", chosen(&self.pay_unit, PayUnit::parse, Problem::UnknownWord));
        let amount = errors.take("pay_amount", sum(&self.pay_amount));
        let pieces = if unit == Some(PayUnit::Piece) {
            errors.take("pay_pieces", number(&self.pay_pieces, None, (1, PIECES_LIMIT)))
        } else {
            Some(0)
        };
        Some(PayRule { unit: unit?, amount: amount?, pieces: i64::from(pieces?) })
    }

    fn pin(&self) -> Result<Option<Point>, Problem> {
        match (self.lat.trim(), self.lng.trim()) {
            ("", "") => Ok(None),
            (lat, lng) => Point::parse(&format!("{lat},{lng}")).map(Some).ok_or(Problem::NotAPosition),
        }
    }
}

impl ShiftDraft {
    /// The shift, if every field can be read and it is still to come at `now`.
    pub fn parse(&self, now: Moment) -> Result<ShiftPlan, Vec<FieldError>> {
        let mut errors = Errors::default();
        let date = errors.take("date", date(&self.date));
        let start = errors.take("start", time(&self.start));
        let end = errors.take("end", time(&self.end));
        let day = u32::try_from(Moment::DAY / Moment::MINUTE).unwrap_or(u32::MAX);
        let pause = errors.take("break_minutes", number(&self.break_minutes, Some(0), (0, day)));
        let seats = errors.take("seats", number(&self.seats, None, (1, SEATS_LIMIT)));
        let read = || {
            let (date, start, end) = (date?, start?, end?);
            let starts = Moment::at(date, start);
            let same_day = Moment::at(date, end);
            let ends = if same_day > starts { same_day } else { Moment(same_day.0 + Moment::DAY) };
            Some(ShiftPlan { starts, ends, break_minutes: i64::from(pause?), seats: i64::from(seats?) })
        };
        let Some(plan) = read() else { return Err(errors.0) };
        if plan.starts <= now || plan.starts.0 > now.0 + AHEAD {
            return Err(vec![FieldError::new("date", Problem::NotToCome)]);
        }
        if plan.minutes() <= 0 {
            return Err(vec![FieldError::new("break_minutes", Problem::BreakTooLong)]);
        }
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;
    use proptest::prelude::*;

    fn posting() -> PostingDraft {
        let text = str::to_owned;
        PostingDraft {
            title: text("仓库搬运"),
            occupation: text("4-02-05-04"),
            duties: text("卸货、码垛"),
            pay_unit: text("hour"),
            pay_amount: text("22.5"),
            settlement: text("same-day"),
            benefits: text("包餐、接送"),
            region: text("510603001"),
            address: text("物流园 3 号门"),
            contact_name: text("王"),
            contact_phone: text("138 0000 0000"),
            ..PostingDraft::default()
        }
    }

    #[test]
    fn a_posting_is_read_with_what_is_usual() {
        let read = posting().parse().unwrap_or_else(|errors| unreachable!("{errors:?}"));
        assert_eq!((read.pay.amount, read.least_age, read.pin, read.opens), (Fen(2_250), 18, None, Moment(0)));
        assert!(read.benefits.has(Benefit::Meal) && read.benefits.has(Benefit::Transport));
        let pinned = PostingDraft { lat: "31.13".to_owned(), lng: "104.4".to_owned(), ..posting() };
        assert_eq!(pinned.parse().ok().and_then(|read| read.pin), Some(Point { lat: 31_130_000, lng: 104_400_000 }));
    }

    #[test]
    fn every_field_of_a_posting_that_is_wrong_is_named() {
        let fields = |draft: PostingDraft| -> Vec<String> {
            draft.parse().err().into_iter().flatten().map(|error| error.field).collect()
        };
        let all = fields(PostingDraft::default());
        for field in ["title", "occupation", "duties", "pay_unit", "pay_amount", "settlement", "region", "address"] {
            assert!(all.iter().any(|name| name == field), "{field} in {all:?}");
        }
        for (draft, field) in [
            (PostingDraft { least_age: "15".to_owned(), ..posting() }, "least_age"),
            (PostingDraft { pay_amount: "0".to_owned(), ..posting() }, "pay_amount"),
            (PostingDraft { pay_amount: "=1+1".to_owned(), ..posting() }, "pay_amount"),
            (PostingDraft { pay_unit: "piece".to_owned(), ..posting() }, "pay_pieces"),
            (PostingDraft { region: "510603".to_owned(), ..posting() }, "region"),
            (PostingDraft { lat: "31.1".to_owned(), ..posting() }, "lat"),
            (PostingDraft { benefits: "金条".to_owned(), ..posting() }, "benefits"),
            (PostingDraft { opens: "soon".to_owned(), ..posting() }, "opens"),
            (PostingDraft { fills: "best".to_owned(), ..posting() }, "fills"),
            (PostingDraft { held_percent: "80".to_owned(), ..posting() }, "held_percent"),
            (PostingDraft { held_percent: "20".to_owned(), ..posting() }, "held_hours"),
        ] {
            assert_eq!(fields(draft), [field]);
        }
    }

    #[test]
    fn a_shift_may_go_over_midnight_and_lies_ahead() {
        let now = Moment::at(day(2026, 11, 23), Time::constant(12, 0, 0, 0));
        let shift = |date: &str, start: &str, end: &str, pause: &str| {
            let [date, start, end, break_minutes] = [date, start, end, pause].map(str::to_owned);
            let seats = "5.0".to_owned();
            ShiftDraft { date, start, end, break_minutes, seats, ..ShiftDraft::default() }.parse(now)
        };
        let night = shift("2026/11/24", "22:00", "6:00", "30").map(|plan| (plan.minutes(), plan.seats));
        assert_eq!(night, Ok((450, 5)));
        let problem = |read: Result<ShiftPlan, Vec<FieldError>>| read.err().map(|errors| errors[0].problem);
        assert_eq!(problem(shift("2026-11-23", "12:00", "13:00", "")), Some(Problem::NotToCome));
        assert_eq!(problem(shift("2028-11-23", "12:00", "13:00", "")), Some(Problem::NotToCome));
        assert_eq!(problem(shift("2026-11-24", "12:00", "13:00", "60")), Some(Problem::BreakTooLong));
        assert_eq!(problem(shift("2026-02-30", "12:00", "13:00", "")), Some(Problem::NotADate));
        assert_eq!(problem(shift("2026-11-24", "25:00", "13:00", "")), Some(Problem::NotATime));
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(cells in proptest::collection::vec(".{0,20}", 19), near in "[0-9:./ -]{0,12}") {
            let mut cells = cells.into_iter();
            let mut next = || cells.next().unwrap_or_default();
            let draft = PostingDraft {
                title: next(), occupation: next(), duties: next(), requirements: next(), least_age: next(),
                pay_unit: next(), pay_amount: near.clone(), pay_pieces: next(), settlement: next(), benefits: next(),
                region: next(), address: next(), lat: near.clone(), lng: next(), contact_name: next(),
                contact_phone: next(), opens: near.clone(), fills: next(), held_percent: near.clone(), held_hours: next(),
            };
            let _ = draft.parse();
            let shift = ShiftDraft { date: near.clone(), start: near.clone(), end: next(), break_minutes: next(), seats: near, shift: next() };
            let _ = shift.parse(Moment(1_795_383_000_000));
        }

        #[test]
        fn a_shift_that_is_read_is_to_come_and_worked(day_of in 1_i8..=28, hour in 0_i8..24, end in 0_i8..24, pause in 0_u32..1_500, seats in 0_u32..600) {
            let now = Moment::start_of(day(2026, 11, 14));
            let draft = ShiftDraft {
                date: format!("2026-11-{day_of:02}"), start: format!("{hour}:00"), end: format!("{end:02}:00"),
                break_minutes: pause.to_string(), seats: seats.to_string(), ..ShiftDraft::default()
            };
            if let Ok(plan) = draft.parse(now) {
                prop_assert!(plan.starts > now && plan.ends > plan.starts && plan.minutes() > 0);
                prop_assert!(plan.ends.0 - plan.starts.0 <= Moment::DAY && plan.seats > 0);
            }
        }
    }
}
