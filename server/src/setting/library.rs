//! The settings that a service begins with: facts of the whole country, and those of the city. The city checks them, and
//! writes what is newer.

use std::{collections::HashSet, path::Path};

use domain::{
    error::{Problem, Refused},
    identity::Actor,
    region::RegionCode,
    setting::{NewSetting, SettingDraft},
    when::Moment,
};
use sha2::{Digest, Sha256};
use sqlx::Error;
use uuid::{Builder, Uuid};

use super::queries::{self, Fresh};
use crate::{
    reference::{Reference, ReferenceError},
    store::{Fault, Key, Store},
    trail,
};

/// What applies in every city: a setting in each line, its fields as the form has them.
const NATIONAL: &str = include_str!("../../reference/national_settings.jsonl");
/// What applies in the built-in city.
const BUILT_IN: &str = include_str!("../../reference/settings.jsonl");
/// The file of another city, beside its regions; it may be missing.
const FILE: &str = "settings.jsonl";

/// The settings that come with the program for this city: those of the country, and those of the folder of the city's
/// reference data; with no folder, those of the built-in city. A line that cannot be read is named.
pub fn read(folder: &Path, reference: &Reference) -> Result<Vec<NewSetting>, ReferenceError> {
    let path = folder.join(FILE);
    let own = if folder.as_os_str().is_empty() {
        BUILT_IN.to_owned()
    } else if path.is_file() {
        std::fs::read_to_string(&path).map_err(|error| ReferenceError::File(path.display().to_string(), error))?
    } else {
        String::new()
    };
    let mut all = lines("national_settings.jsonl", NATIONAL, reference)?;
    all.extend(lines(FILE, &own, reference)?);
    Ok(all)
}

fn lines(file: &'static str, text: &str, reference: &Reference) -> Result<Vec<NewSetting>, ReferenceError> {
    let city = &reference.city().code;
    let filled = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    filled
        .map(|(at, text)| line(text, reference, city).map_err(|what| ReferenceError::Line { file, line: at, what }))
        .collect()
}

/// Where no region is named, it is the city.
fn line(text: &str, reference: &Reference, city: &RegionCode) -> Result<NewSetting, String> {
    let mut draft: SettingDraft = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if draft.region.is_empty() {
        draft.region = city.to_string();
    }
    let new = draft.parse().map_err(|problems| {
        let say = |(field, problem): (String, Problem)| format!("{field}: {problem:?}");
        problems.into_iter().map(|wrong| say((wrong.field, wrong.problem))).collect::<Vec<_>>().join(", ")
    })?;
    if reference.region(&new.region).is_none() { Err(format!("{}: no such region here", new.region)) } else { Ok(new) }
}

/// Puts in those that are not there yet, about what nobody has written; gives how many. Doing it twice, or on two
/// instances at once, does no harm: each has the same id everywhere.
pub async fn fill(store: &Store, settings: Vec<NewSetting>, now: Moment) -> Result<usize, Error> {
    let known = queries::known(&mut store.read().await?).await?;
    let there: HashSet<Key> = known.iter().map(|(id, ..)| *id).collect();
    let written: HashSet<(&str, &str, &str)> = known
        .iter()
        .filter(|(_, by_somebody, ..)| *by_somebody)
        .map(|(_, _, kind, about, region)| (kind.as_str(), about.as_str(), region.as_str()))
        .collect();
    let missing: Vec<Fresh> = settings
        .into_iter()
        .filter(|new| !written.contains(&(new.kind.word(), new.about.as_str(), new.region.as_str())))
        .map(|new| Fresh { id: id(&new), new, number: 1, by: None, at: now })
        .filter(|fresh| !there.contains(&Key(fresh.id)))
        .collect();
    if missing.is_empty() {
        return Ok(0);
    }
    let added = store.write::<_, Refused, _>(move |db| {
        let missing = missing.clone();
        Box::pin(async move {
            let mut added = 0;
            for fresh in missing {
                if queries::add(db, &fresh).await? {
                    let (actor, region) = (trail::actor_word(&Actor::System), fresh.new.region.as_str());
                    let (subject, action) = (Key(fresh.id), "setting.loaded");
                    let deed = trail::Deed { actor: &actor, action, subject, region, reason: "" };
                    trail::write(db, Uuid::now_v7(), &deed, now).await?;
                    added += 1;
                }
            }
            queries::note_change(db, Uuid::now_v7()).await?;
            Ok(added)
        })
    });
    added.await.map_err(|fault| match fault {
        Fault::Store(error) => error,
        Fault::Refused(_) => Error::WorkerCrashed,
    })
}

/// The id of a setting that comes with the program, the same everywhere.
fn id(new: &NewSetting) -> Uuid {
    let name = format!("setting {} {} {} {}", new.kind.word(), new.about, new.region, new.from);
    let digest = Sha256::digest(name);
    Builder::from_custom_bytes(std::array::from_fn(|at| digest[at])).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::setting::SettingKind;

    #[test]
    fn what_comes_with_the_program_is_whole() {
        let reference = Reference::builtin();
        let all = read(Path::new(""), &reference).expect("settings");
        let of = |kind: SettingKind| all.iter().filter(|new| new.kind == kind).count();
        assert_eq!((of(SettingKind::Holidays), of(SettingKind::WorkingTime)), (2, 1));
        assert_eq!((of(SettingKind::HourlyWage), of(SettingKind::MonthlyWage)), (1, 1));
        let ids: HashSet<Uuid> = all.iter().map(id).collect();
        assert_eq!(ids.len(), all.len());
    }

    #[test]
    fn another_city_brings_its_own_and_mistakes_are_named() {
        let reference = Reference::builtin();
        let folder = std::env::temp_dir().join(format!("gongyi-settings-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        assert_eq!(read(&folder, &reference).expect("those of the country").len(), 3);
        let good = r#"{"kind":"hourly-wage","region":"510603","from":"2025-01-01","sum":"22","source":"x"}"#;
        let bad = r#"{"kind":"hourly-wage","region":"510603","from":"soon","sum":"22","source":"x"}"#;
        let elsewhere = good.replace("510603", "110100");
        std::fs::write(folder.join(FILE), good).expect("a file");
        assert_eq!(read(&folder, &reference).expect("its own too").len(), 4);
        for wrong in [bad, elsewhere.as_str(), "{", r#"{"kind":"hourly-wage","wage":"22"}"#] {
            std::fs::write(folder.join(FILE), format!("{good}\n\n{wrong}\n")).expect("a file");
            let error = read(&folder, &reference).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.contains("settings.jsonl, line 3"), "{error}");
        }
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
