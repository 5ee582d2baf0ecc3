//! Settings with a date: values that the law or the city sets, each with the day from which it applies and its source.
//! Nothing is written over: what was in force on a day of the past is still known, and a change of the future comes by
//! itself. Every area may read them.

mod draft;
mod model;
mod rules;
mod template;

pub use draft::{NewSetting, SettingDraft};
pub use model::{Holidays, Setting, SettingKind, Spell, Standing, Value, WorkingTime};
pub use rules::{in_force, may_see, may_set, spell, standing, workdays};
pub use template::{Placeholder, TextKind, TextLanguage, TextName, check, fill, messages, unknown};
