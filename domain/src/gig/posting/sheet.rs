//! The sheet that an employer fills in: one posting with several shifts, as it was typed, and how it is read.

use serde::{Deserialize, Serialize};

use super::{Circumstances, Finding, Posting, PostingDraft, ShiftDraft, ShiftPlan, check, check::refused};
use crate::{
    error::{FieldError, Problem},
    gig::PayUnit,
    when::{self, Moment},
};

/// The most shifts on one sheet.
pub const SHIFTS_LIMIT: usize = 40;
/// The most weeks that shifts are repeated for.
const WEEKS_LIMIT: u32 = 12;

/// A posting with its shifts as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    /// The posting.
    pub posting: PostingDraft,
    /// Its shifts.
    pub shifts: Vec<ShiftDraft>,
    /// For how many weeks in all the shifts are repeated; nothing for this once.
    pub weeks: String,
    /// The words of benefits that were ticked.
    pub benefits: Vec<String>,
    /// Where the phone is, `latitude,longitude` in degrees, WGS-84; takes the place of the pin.
    pub wgs84: String,
}

/// A sheet that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The posting.
    pub posting: Posting,
    /// Its shifts, the first one first.
    pub shifts: Vec<ShiftPlan>,
}

/// What is asked to be done with the rows of shifts while the sheet is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Nothing.
    Keep,
    /// Another one below.
    Add,
    /// Take this one away.
    Drop(usize),
}

impl Rows {
    /// What a button says: `add`, `drop-2`.
    pub fn read(word: &str) -> Self {
        match word.strip_prefix("drop-").and_then(|at| at.parse().ok()) {
            Some(at) => Self::Drop(at),
            None if word == "add" => Self::Add,
            None => Self::Keep,
        }
    }
}

/// The field of a shift, as errors name it: `shift2-date`, from 0.
pub fn shift_field(at: usize, field: &str) -> String {
    format!("shift{at}-{field}")
}

/// Whether two rows say the same time.
fn same(one: &ShiftDraft, other: &ShiftDraft) -> bool {
    (&one.date, &one.start, &one.end) == (&other.date, &other.start, &other.end)
}

fn later(shift: &ShiftDraft, days: i64) -> Option<ShiftDraft> {
    let date = when::parse_date(shift.date.trim())?;
    let date = when::date_of(when::day_number(date) + days).to_string();
    Some(ShiftDraft { date, shift: String::new(), ..shift.clone() })
}

impl Sheet {
    /// The sheet as it is kept: what was ticked and repeated is written out, so that what is shown is what counts.
    #[must_use]
    pub fn arranged(mut self, rows: Rows) -> Self {
        if let Rows::Drop(at) = rows
            && at < self.shifts.len()
        {
            self.shifts.remove(at);
        }
        self.shifts.truncate(SHIFTS_LIMIT);
        let weeks: u32 = self.weeks.trim().parse().unwrap_or(1);
        if (2..=WEEKS_LIMIT).contains(&weeks) {
            let first = self.shifts.clone();
            for week in 1..i64::from(weeks) {
                let room = SHIFTS_LIMIT - self.shifts.len();
                let more = first.iter().filter_map(|shift| later(shift, week * 7));
                let fresh: Vec<_> =
                    more.filter(|shift| !self.shifts.iter().any(|known| same(known, shift))).take(room).collect();
                self.shifts.extend(fresh);
            }
            self.weeks.clear();
        }
        if rows == Rows::Add && self.shifts.len() < SHIFTS_LIMIT {
            let blank = |last: &ShiftDraft| ShiftDraft { shift: String::new(), ..last.clone() };
            let next = self.shifts.last().map(|last| later(last, 1).unwrap_or_else(|| blank(last)));
            self.shifts.push(next.unwrap_or_default());
        }
        if self.shifts.is_empty() {
            self.shifts.push(ShiftDraft::default());
        }
        self.posting.benefits = self.benefits.join(",");
        if let Some(here) = crate::place::Point::parse(self.wgs84.trim()).map(crate::place::from_wgs84) {
            self.posting.lat = degrees(here.lat);
            self.posting.lng = degrees(here.lng);
        }
        self.wgs84.clear();
        self
    }

    /// A sheet like this one for other days: what belongs to its own days is left out.
    #[must_use]
    pub fn again(&self) -> Self {
        let blank = |shift: &ShiftDraft| ShiftDraft { date: String::new(), shift: String::new(), ..shift.clone() };
        let mut shifts: Vec<ShiftDraft> = Vec::new();
        for shift in self.shifts.iter().map(blank) {
            if !shifts.contains(&shift) {
                shifts.push(shift);
            }
        }
        let posting = PostingDraft { opens: String::new(), ..self.posting.clone() };
        Self { posting, shifts, ..self.clone() }
    }

    /// The posting and its shifts, if every field can be read.
    pub fn parse(&self, now: Moment) -> Result<Offer, Vec<FieldError>> {
        let mut errors = Vec::new();
        let posting = self.posting.parse().map_err(|more| errors.extend(more)).ok();
        if !self.weeks.trim().is_empty() && !self.weeks.trim().parse().is_ok_and(|n| (1..=WEEKS_LIMIT).contains(&n)) {
            errors.push(FieldError::new("weeks", Problem::NotBetween(1, WEEKS_LIMIT)));
        }
        let mut shifts: Vec<ShiftPlan> = Vec::new();
        if self.shifts.is_empty() {
            errors.push(FieldError::new(&shift_field(0, "date"), Problem::Empty));
        }
        for (at, shift) in self.shifts.iter().enumerate() {
            let field = |name: &str| shift_field(at, name);
            match shift.parse(now) {
                Err(more) => {
                    errors.extend(more.into_iter().map(|one| FieldError::new(&field(&one.field), one.problem)));
                }
                Ok(plan) => match shifts.iter().position(|known| known.starts == plan.starts) {
                    Some(same) => {
                        let same = u32::try_from(same).unwrap_or_default() + 1;
                        errors.push(FieldError::new(&field("date"), Problem::SameAsLine(same)));
                    }
                    None => shifts.push(plan),
                },
            }
        }
        let (Some(posting), true) = (posting, errors.is_empty()) else { return Err(errors) };
        shifts.sort_by_key(|shift| shift.starts);
        Ok(Offer { posting, shifts })
    }

    /// The rows that can be read, with the shifts that they change.
    pub fn rows(&self, now: Moment) -> Vec<super::Row> {
        let row = |(at, shift): (usize, &ShiftDraft)| Some((at, shift.shift.parse().ok(), shift.parse(now).ok()?));
        self.shifts.iter().enumerate().filter_map(row).collect()
    }

    /// What the rules find so far: what cannot be read yet is passed over, so that this can be said while it is typed.
    pub fn findings(&self, now: Moment, around: &Circumstances) -> Vec<Finding> {
        let mut draft = self.posting.clone();
        draft.benefits.clear();
        // Stands in for what is still missing, and says nothing by itself.
        let mut stand_in = |field: fn(&mut PostingDraft) -> &mut String, value: &str| {
            let field = field(&mut draft);
            if field.trim().is_empty() {
                value.clone_into(field);
            }
        };
        stand_in(|draft| &mut draft.title, "-");
        stand_in(|draft| &mut draft.duties, "-");
        stand_in(|draft| &mut draft.address, "-");
        stand_in(|draft| &mut draft.contact_name, "-");
        stand_in(|draft| &mut draft.pay_pieces, "1");
        stand_in(|draft| &mut draft.settlement, "same-day");
        let unpaid = draft.pay_amount.trim().is_empty();
        "4-02-05-04".clone_into(&mut draft.occupation);
        "13800000000".clone_into(&mut draft.contact_phone);
        for field in [&mut draft.lat, &mut draft.lng, &mut draft.opens] {
            field.clear();
        }
        let wrong: Vec<String> = draft.parse().err().into_iter().flatten().map(|error| error.field).collect();
        for field in wrong {
            match field.as_str() {
                "title" => "-".clone_into(&mut draft.title),
                "duties" => "-".clone_into(&mut draft.duties),
                "requirements" => draft.requirements.clear(),
                "least_age" => draft.least_age.clear(),
                "address" => "-".clone_into(&mut draft.address),
                "contact_name" => "-".clone_into(&mut draft.contact_name),
                "settlement" => "same-day".clone_into(&mut draft.settlement),
                "region" => "000000000".clone_into(&mut draft.region),
                "pay_pieces" => "1".clone_into(&mut draft.pay_pieces),
                "fills" => draft.fills.clear(),
                "held_percent" | "held_hours" => draft.held_percent.clear(),
                _ => {
                    "hour".clone_into(&mut draft.pay_unit);
                    "1".clone_into(&mut draft.pay_amount);
                }
            }
        }
        let payable = !unpaid && draft.pay_amount == self.posting.pay_amount && draft.pay_unit == self.posting.pay_unit;
        let mut shifts: Vec<ShiftPlan> = self.shifts.iter().filter_map(|shift| timed(shift, now)).collect();
        if shifts.is_empty() && self.posting.pay_unit == PayUnit::Hour.word() {
            // What an hour is paid is known before the hours are; the coming noon stands in for them.
            let noon = Moment::start_of(now.date()).plus_minutes(36 * 60);
            shifts.push(ShiftPlan { starts: noon, ends: noon.plus_minutes(60), break_minutes: 0, seats: 1 });
        }
        let Ok(posting) = draft.parse() else { return Vec::new() };
        let mut found = check(&posting, &shifts, around);
        found.retain(|one| payable || one.field != "pay_amount");
        found
    }
}

/// A shift with a seat, for what does not depend on the number of seats.
fn timed(shift: &ShiftDraft, now: Moment) -> Option<ShiftPlan> {
    let seats = if shift.seats.trim().is_empty() { "1".to_owned() } else { shift.seats.clone() };
    ShiftDraft { seats, ..shift.clone() }.parse(now).ok()
}

/// Micro-degrees as degrees.
fn degrees(micro: i32) -> String {
    format!("{}.{:06}", micro / 1_000_000, (micro % 1_000_000).abs())
}

/// What keeps a sheet from being handed in: fields that cannot be read, or findings for which it is refused.
pub fn hinders(findings: &[Finding]) -> Vec<FieldError> {
    refused(findings).map(|finding| FieldError::new(&finding.field, Problem::Against(finding.found))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Found;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn now() -> Moment {
        Moment::start_of(date(2026, 11, 24))
    }

    fn shift(day: &str) -> ShiftDraft {
        ShiftDraft {
            date: day.to_owned(),
            start: "08:00".to_owned(),
            end: "17:00".to_owned(),
            break_minutes: "60".to_owned(),
            seats: "5".to_owned(),
            shift: String::new(),
        }
    }

    #[test]
    fn shifts_are_repeated_by_the_week_and_written_out() {
        let sheet =
            Sheet { shifts: vec![shift("2026-11-26"), shift("2026-11-28")], weeks: "3".to_owned(), ..Sheet::default() };
        let days = |sheet: &Sheet| sheet.shifts.iter().map(|shift| shift.date.clone()).collect::<Vec<_>>();
        let kept = sheet.arranged(Rows::Keep);
        assert_eq!(days(&kept), ["2026-11-26", "2026-11-28", "2026-12-03", "2026-12-05", "2026-12-10", "2026-12-12"]);
        assert_eq!(kept.clone().arranged(Rows::Keep), kept, "and not once more");
        assert_eq!(days(&kept.clone().arranged(Rows::Add)).last().map(String::as_str), Some("2026-12-13"));
        assert_eq!(days(&kept.arranged(Rows::Drop(0))).len(), 5);
    }

    #[test]
    fn the_same_start_twice_and_what_is_missing_is_named_by_row() {
        let sheet = Sheet { shifts: vec![shift("2026-11-26"), shift("2026-11-26"), shift("x")], ..Sheet::default() };
        let errors = sheet.parse(now()).unwrap_err();
        let named = |field: &str| errors.iter().find(|error| error.field == field).map(|error| error.problem);
        assert_eq!(named("shift1-date"), Some(Problem::SameAsLine(1)));
        assert_eq!(named("shift2-date"), Some(Problem::NotADate));
        assert_eq!(named("title"), Some(Problem::Empty));
    }

    #[test]
    fn findings_are_said_before_all_is_filled_in() {
        let mut sheet = Sheet::default();
        assert_eq!(sheet.findings(now(), &Circumstances::default()), []);
        "招女服务员".clone_into(&mut sheet.posting.title);
        let found = sheet.findings(now(), &Circumstances::default());
        assert_eq!(found.iter().map(|one| one.found).collect::<Vec<_>>(), [Found::Sex]);
        assert_eq!(hinders(&found).len(), 1);
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(texts in proptest::collection::vec(any::<String>(), 9), drop in 0_usize..5) {
            let [title, duties, amount, unit, region, date, start, weeks, wgs84] = &texts[..] else { unreachable!("nine") };
            let posting = PostingDraft {
                title: title.clone(), duties: duties.clone(), pay_amount: amount.clone(), pay_unit: unit.clone(),
                region: region.clone(), ..PostingDraft::default()
            };
            let shifts = vec![ShiftDraft { date: date.clone(), start: start.clone(), ..shift("") }];
            let sheet = Sheet { posting, shifts, weeks: weeks.clone(), benefits: vec![unit.clone()], wgs84: wgs84.clone() };
            let _ = sheet.findings(now(), &Circumstances::default());
            let sheet = sheet.arranged(Rows::Drop(drop));
            prop_assert!(!sheet.shifts.is_empty());
            let _ = sheet.parse(now());
        }

        #[test]
        fn what_is_arranged_stays_so(days in proptest::collection::vec(1_i64..60, 0..6), weeks in 0_u32..14) {
            let day = |n: &i64| shift(&when::date_of(now().day_number() + n).to_string());
            let sheet = Sheet { shifts: days.iter().map(day).collect(), weeks: weeks.to_string(), ..Sheet::default() };
            let kept = sheet.arranged(Rows::Keep);
            prop_assert!(kept.shifts.len() <= SHIFTS_LIMIT);
            prop_assert_eq!(kept.clone().arranged(Rows::Keep), kept);
        }
    }
}
