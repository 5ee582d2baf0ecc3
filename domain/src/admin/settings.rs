//! What the pages of settings show, and their forms.

use serde::{Deserialize, Serialize};

use crate::{
    error::{FieldError, Problem},
    identity::staff::reason,
    region::{RegionChoice, RegionCode},
    setting::{NewSetting, Setting, SettingDraft, SettingKind, Spell, Standing, Value},
    when::Moment,
};

/// One setting at one place: the value in force, and the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingLine {
    /// What is set.
    pub kind: SettingKind,
    /// About what.
    pub about: String,
    /// The value in force, and the name of the place it is set for.
    pub current: Option<(Setting, String)>,
    /// The value that will follow it.
    pub coming: Option<(Setting, String)>,
    /// The value in force came with the program, and nobody here has checked it.
    pub unchecked: bool,
}

/// All settings at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Now.
    pub now: Moment,
    /// Where.
    pub region: RegionCode,
    /// What it is called.
    pub place: String,
    /// The places one may look at.
    pub places: Vec<RegionChoice>,
    /// Each setting.
    pub lines: Vec<SettingLine>,
}

/// Something that was done with a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingDeed {
    /// Who did it; nobody for the service itself.
    pub who: Option<String>,
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: String,
}

/// One value in the history of a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingRow {
    /// The value.
    pub setting: Setting,
    /// What its place is called.
    pub place: String,
    /// Where it stands today.
    pub standing: Standing,
    /// From when until when it was, is or will be in force.
    pub spell: Option<Spell>,
    /// That it was written.
    pub wrote: SettingDeed,
    /// That it was withdrawn.
    pub withdrew: Option<SettingDeed>,
    /// Whoever asks may withdraw it.
    pub may_withdraw: bool,
}

/// What a value that was typed would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// What the place is called.
    pub place: String,
    /// The value in force there on the day before, or on that day without it.
    pub before: Option<Value>,
    /// The value that was typed.
    pub after: Value,
    /// From which day on.
    pub from: i64,
    /// Until which day: another one follows.
    pub last: Option<i64>,
    /// A value for the same place and day that this one would correct.
    pub same_day: Option<SettingRow>,
    /// Places under it that have a value of their own then, and keep it.
    pub others: Vec<String>,
    /// What an SMS would look like.
    pub sample: String,
}

/// The history of one kind of setting, and a form to add to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingPage {
    /// Now.
    pub now: Moment,
    /// Which kind.
    pub kind: SettingKind,
    /// What was typed, or what the form begins with.
    pub draft: SettingDraft,
    /// What cannot be accepted in it.
    pub problems: Vec<FieldError>,
    /// What it would change, if it can be accepted.
    pub preview: Option<Preview>,
    /// The mark with which it can be saved.
    pub mark: SettingMark,
    /// The history, what applies last first.
    pub rows: Vec<SettingRow>,
    /// About what there is something: years, names of texts.
    pub abouts: Vec<String>,
    /// The places there can be something for.
    pub places: Vec<RegionChoice>,
    /// The places that whoever asks may set it for.
    pub regions: Vec<RegionChoice>,
    /// What an SMS says where the city has written no text.
    pub built_in: String,
}

/// Which write a form is, and what it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingMark {
    /// The id that the value will have: sent twice, it is written once.
    pub id: String,
    /// How many values for this place and day were there.
    pub known: String,
}

/// A value on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingChange {
    /// The id it will have.
    pub id: uuid::Uuid,
    /// The how-manieth it is for its place and day.
    pub number: i64,
    /// The value.
    pub new: NewSetting,
    /// Why.
    pub reason: String,
}

impl SettingMark {
    /// The change that a form with this mark asks for. A mark that cannot be read is none.
    pub fn change(&self, draft: &SettingDraft) -> Result<Option<SettingChange>, Vec<FieldError>> {
        let mut errors = Vec::new();
        let new = draft.parse().map_err(|problems| errors.extend(problems)).ok();
        let why = reason(&draft.reason).map_err(|problem| errors.push(FieldError::new("reason", problem))).ok();
        let (Some(new), Some(reason)) = (new, why) else { return Err(errors) };
        let known = self.known.parse::<i64>().ok().filter(|known| (0..1_000_000).contains(known));
        let id = self.id.parse().ok();
        Ok(id.zip(known).map(|(id, known)| SettingChange { id, number: known + 1, new, reason }))
    }
}

/// "This was a mistake".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WithdrawDraft {
    /// The setting.
    pub id: String,
    /// Why.
    pub reason: String,
}

impl WithdrawDraft {
    /// Which, and why. A setting that cannot be read is none.
    pub fn parse(&self) -> Result<(Option<uuid::Uuid>, String), Vec<FieldError>> {
        let reason = reason(&self.reason).map_err(|problem: Problem| vec![FieldError::new("reason", problem)])?;
        Ok((self.id.parse().ok(), reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed() -> SettingDraft {
        let [kind, region, from, sum, source, reason] =
            ["hourly-wage", "510600", "2026-01-01", "22", "文件", "调整"].map(str::to_owned);
        SettingDraft { kind, region, from, sum, source, reason, ..SettingDraft::default() }
    }

    #[test]
    fn a_form_names_the_next_number_and_everything_that_is_wrong() {
        let mark = SettingMark { id: uuid::Uuid::from_u128(7).to_string(), known: "2".to_owned() };
        let change = mark.change(&typed()).ok().flatten();
        assert_eq!(change.map(|change| (change.number, change.reason)), Some((3, "调整".to_owned())));
        let wrong = SettingDraft { sum: "x".to_owned(), reason: " ".to_owned(), ..typed() };
        let fields: Vec<String> = mark.change(&wrong).err().into_iter().flatten().map(|error| error.field).collect();
        assert_eq!(fields, ["sum", "reason"]);
        for broken in
            [SettingMark { known: "-1".to_owned(), ..mark.clone() }, SettingMark { id: "x".to_owned(), ..mark }]
        {
            assert_eq!(broken.change(&typed()), Ok(None));
        }
    }

    proptest! {
        #[test]
        fn anything_may_be_sent(a in ".{0,40}", b in ".{0,40}", c in ".{0,300}") {
            let _ = SettingMark { id: a.clone(), known: b }.change(&typed());
            let _ = WithdrawDraft { id: a, reason: c }.parse();
        }
    }
}
