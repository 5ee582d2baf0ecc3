//! Forms of identity as they were typed, and how they are read.

use serde::{Deserialize, Serialize};

use super::{
    identifier::Phone,
    model::{Availability, WorkerProfile},
};
use crate::{
    error::{FieldError, Problem},
    occupation::OccupationCode,
    place::Point,
    region::RegionCode,
    when::{self, DayPart},
};

/// A full-width digit, letter or plus as its plain one; every other character as it is.
pub(super) fn narrow(c: char) -> char {
    match c {
        // The full-width forms stand in ASCII's order, this far above it.
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＋' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// "Send me a code".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeDraft {
    /// The phone as typed.
    pub phone: String,
    /// Where to go after signing in: a path of ours.
    pub next: String,
}

/// Phone, code and the request they belong to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInDraft {
    /// The phone as typed.
    pub phone: String,
    /// The code as typed.
    pub code: String,
    /// The request that the code was sent for.
    pub ticket: String,
    /// Where to go after signing in: a path of ours.
    pub next: String,
}

impl SignInDraft {
    /// The phone and the six digits.
    pub fn parse(&self) -> Result<(Phone, String), Vec<FieldError>> {
        let phone = Phone::parse(&self.phone).map_err(|problem| FieldError::new("phone", problem));
        let code: String = self.code.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
        let code = if code.is_empty() {
            Err(FieldError::new("code", Problem::Empty))
        } else if code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()) {
            Ok(code)
        } else {
            Err(FieldError::new("code", Problem::NotACode))
        };
        match (phone, code) {
            (Ok(phone), Ok(code)) => Ok((phone, code)),
            (phone, code) => Err([phone.err(), code.err()].into_iter().flatten().collect()),
        }
    }
}

/// Where distances are to be measured from: a phone's position or a region. Both empty means "forget it".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceDraft {
    /// `latitude,longitude` in degrees, WGS-84, as browsers give it.
    pub wgs84: String,
    /// A region's code.
    pub region: String,
    /// Where to go afterwards: a path of ours.
    pub next: String,
}

impl PlaceDraft {
    /// The position in GCJ-02, if one was given.
    pub fn position(&self) -> Result<Option<Point>, FieldError> {
        if self.wgs84.is_empty() {
            return Ok(None);
        }
        let point = Point::parse(&self.wgs84).ok_or_else(|| FieldError::new("wgs84", Problem::NotAPosition))?;
        Ok(Some(crate::place::from_wgs84(point)))
    }
}

/// The profile form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileDraft {
    /// Name as typed.
    pub name: String,
    /// Date of birth as typed, `1990-01-31`.
    pub birth: String,
    /// Code of the home county or township; empty for none.
    pub home: String,
    /// Codes of the trades ticked.
    pub trades: Vec<String>,
    /// The weekly grid: `weekday * 4 + part` numbers (Monday morning is 0).
    pub availability: Vec<String>,
    /// Where to go afterwards: a path of ours.
    pub next: String,
}

/// The most characters in a name: the longest registered names are far shorter.
const NAME_LIMIT: usize = 40;

impl ProfileDraft {
    /// The profile, if every field can be read; `today` is the local date.
    pub fn parse(&self, today: jiff::civil::Date) -> Result<WorkerProfile, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name = self.name.trim();
        if name.is_empty() {
            errors.push(FieldError::new("name", Problem::Empty));
        } else if name.chars().count() > NAME_LIMIT {
            errors.push(FieldError::new("name", Problem::TooLong(40)));
        }
        let birth = self.birth(today).map_err(|error| errors.push(error)).unwrap_or_default();
        let home = self.home().map_err(|error| errors.push(error)).unwrap_or_default();
        let trades = self.trades().map_err(|error| errors.push(error)).unwrap_or_default();
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(WorkerProfile { name: name.to_owned(), birth, home, trades, availability: self.availability() })
    }

    fn birth(&self, today: jiff::civil::Date) -> Result<Option<jiff::civil::Date>, FieldError> {
        let typed: String = self.birth.trim().chars().map(narrow).collect();
        if typed.is_empty() {
            return Err(FieldError::new("birth", Problem::Empty));
        }
        let date = read_birth(&typed).ok_or_else(|| FieldError::new("birth", Problem::NotADate))?;
        if date > today || when::age_on(date, today) > 120 {
            return Err(FieldError::new("birth", Problem::ImpossibleBirth));
        }
        Ok(Some(date))
    }

    fn home(&self) -> Result<Option<RegionCode>, FieldError> {
        if self.home.is_empty() {
            return Ok(None);
        }
        let code = RegionCode::parse(&self.home).ok_or_else(|| FieldError::new("home", Problem::UnknownRegion))?;
        Ok(Some(code))
    }

    fn trades(&self) -> Result<Vec<OccupationCode>, FieldError> {
        let mut codes = Vec::new();
        for word in self.trades.iter().take(20) {
            let code =
                OccupationCode::parse(word).ok_or_else(|| FieldError::new("trades", Problem::UnknownOccupation))?;
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        Ok(codes)
    }

    fn availability(&self) -> Availability {
        let slots = self.availability.iter().take(28).filter_map(|word| word.parse::<u8>().ok());
        slots
            .filter(|slot| *slot < 28)
            .fold(Availability::default(), |all, slot| all.with(slot / 4, DayPart::ALL[usize::from(slot % 4)]))
    }

    /// The form that shows `profile`.
    pub fn of(profile: &WorkerProfile) -> Self {
        let slots = (0..28_u8).filter(|slot| profile.availability.has(slot / 4, DayPart::ALL[usize::from(slot % 4)]));
        Self {
            name: profile.name.clone(),
            birth: profile.birth.map(|date| date.to_string()).unwrap_or_default(),
            home: profile.home.as_ref().map(ToString::to_string).unwrap_or_default(),
            trades: profile.trades.iter().map(ToString::to_string).collect(),
            availability: slots.map(|slot| slot.to_string()).collect(),
            next: String::new(),
        }
    }
}

/// `1990-01-31`, `1990-1-31`, `1990.1.31`, `1990/1/31`, `1990年1月31日` or `19900131`.
fn read_birth(typed: &str) -> Option<jiff::civil::Date> {
    if typed.len() == 8 && typed.bytes().all(|b| b.is_ascii_digit()) {
        return when::parse_date(&format!("{}-{}-{}", &typed[..4], &typed[4..6], &typed[6..]));
    }
    let parts: Vec<&str> = typed.trim_end_matches('日').split(['-', '.', '/', '年', '月']).map(str::trim).collect();
    let [year, month, day] = parts[..] else { return None };
    when::parse_date(&format!("{year:0>4}-{month:0>2}-{day:0>2}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn birthdays_are_read_as_people_write_them() {
        for typed in ["1990-01-31", "1990-1-31", "1990.1.31", "1990/01/31", "1990年1月31日", "19900131"] {
            assert_eq!(read_birth(typed).map(|d| d.to_string()), Some("1990-01-31".to_owned()), "{typed}");
        }
        for typed in ["1990-02-30", "90-1-1-1", "31", "1990年"] {
            assert_eq!(read_birth(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_profile_is_shown_as_it_was_read(slots in 0_u32..(1 << 28), day in 0_i64..20_000, name in "[a-z王李]{1,40}") {
            let today = Moment(30_000 * Moment::DAY).date();
            let profile = WorkerProfile {
                name,
                birth: Some(Moment(day * Moment::DAY).date()),
                home: RegionCode::parse("510603001"),
                trades: OccupationCode::parse("4-10-01-02").into_iter().collect(),
                availability: Availability(slots),
            };
            prop_assert_eq!(ProfileDraft::of(&profile).parse(today), Ok(profile));
        }

        #[test]
        fn anything_may_be_typed(name in ".{0,50}", birth in ".{0,12}", home in ".{0,12}", trades in proptest::collection::vec(".{0,30}", 0..3)) {
            let draft = ProfileDraft { name, birth, home, trades, ..ProfileDraft::default() };
            let _ = draft.parse(Moment(0).date());
        }
    }

    use crate::when::Moment;
}
