//! The words and values of settings.

use serde::{Deserialize, Serialize};

use crate::{money::Fen, region::RegionCode, when::Moment, word::words};

words! {
    /// What is set.
    SettingKind {
        /// The least pay for an hour of part-time work (最低工资规定, 2004, art. 5).
        HourlyWage = "hourly-wage",
        /// The least pay for a month of full-time work (最低工资规定, 2004, art. 5).
        MonthlyWage = "monthly-wage",
        /// How long and when people may work part-time (劳动合同法 art. 68).
        WorkingTime = "working-time",
        /// Days off and weekend days worked on, a year at a time (全国年节及纪念日放假办法).
        Holidays = "holidays",
        /// What an SMS says.
        Sms = "sms",
    }
}

impl SettingKind {
    /// Whether a county may have a value of its own; the others are set for the whole city.
    pub const fn by_county(self) -> bool {
        matches!(self, Self::HourlyWage | Self::MonthlyWage)
    }

    /// Whether there are several of it, each about something: a year, a text.
    pub const fn about_something(self) -> bool {
        matches!(self, Self::Holidays | Self::Sms)
    }
}

/// What a setting says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A sum: per hour or per month, as the kind says.
    Wage(Fen),
    /// Limits of working time.
    WorkingTime(WorkingTime),
    /// The days of a year that differ from an ordinary week.
    Holidays(Holidays),
    /// A text with placeholders.
    Text(String),
}

/// Limits of part-time work for one employer; what is not given is not limited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingTime {
    /// Most minutes a day, on average.
    pub day: u32,
    /// Most minutes a week.
    pub week: u32,
    /// Least minutes between two shifts.
    pub rest: Option<u32>,
    /// Where the night begins and ends, minutes of the day.
    pub night: Option<(u32, u32)>,
    /// Least age of whoever works at night, years.
    pub night_age: Option<u32>,
}

/// The days of a year that differ from an ordinary week, as days since 1970-01-01, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holidays {
    /// Days off.
    pub off: Vec<i64>,
    /// Saturdays and Sundays that are worked on.
    pub on: Vec<i64>,
}

/// One value of a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Its id.
    pub id: uuid::Uuid,
    /// What is set.
    pub kind: SettingKind,
    /// About what: a year, the name of a text; empty where there is only one.
    pub about: String,
    /// Where: the city, or a county.
    pub region: RegionCode,
    /// From which day on, days since 1970-01-01.
    pub from: i64,
    /// The how-manieth value for this place and day, from 1: a later one corrects those before.
    pub number: i64,
    /// The value.
    pub value: Value,
    /// Who set it in which document.
    pub source: String,
    /// Where that can be read; empty if nowhere.
    pub link: String,
    /// When it was written.
    pub written: Moment,
    /// It was a mistake, and is as if it had never been.
    pub withdrawn: bool,
}

/// From when until when a value was, is or will be in force at its place, days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// The first day.
    pub first: i64,
    /// The last day; nothing if none is known.
    pub last: Option<i64>,
}

words! {
    /// Where a value stands on some day.
    Standing {
        /// In force.
        InForce = "in-force",
        /// To come.
        Coming = "coming",
        /// A later one took its place.
        Past = "past",
        /// Another one for the same day took its place before it could apply.
        Corrected = "corrected",
        /// A mistake.
        Withdrawn = "withdrawn",
    }
}
