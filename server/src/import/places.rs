//! Rows of reference data: regions and occupations, which become entries over the built-in files.

use std::collections::HashSet;

use domain::{
    error::{FieldError, Problem},
    import::Outcome,
    occupation::OccupationCode,
    place::Point,
    region::{RegionCode, RegionLevel},
};
use serde::{Deserialize, Serialize};
use sqlx::Error;

use super::judge::{Line, Seen, Setting, Settled, Staged, Verdict};
use crate::{
    reference::{
        Occupation, Region,
        entries::{self, Change},
    },
    store::{Db, Key},
    trail::{self, Deed},
};

/// The most characters in a name.
const NAME_LIMIT: u32 = 60;

/// What a row says.
#[derive(Serialize, Deserialize)]
struct Data {
    code: String,
    name: String,
    short_name: String,
    point: Option<(i32, i32)>,
    ended: bool,
}

fn name(typed: &str) -> Result<String, Problem> {
    let name: String = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    match name.chars().count() {
        0 => Err(Problem::Empty),
        n if n > NAME_LIMIT as usize => Err(Problem::TooLong(NAME_LIMIT)),
        _ => Ok(name),
    }
}

fn ended(typed: &str) -> Result<bool, Problem> {
    match typed.to_lowercase().as_str() {
        "" | "no" | "0" | "false" => Ok(false),
        "yes" | "1" | "true" => Ok(true),
        _ => Err(Problem::UnknownWord),
    }
}

fn take<T>(errors: &mut Vec<FieldError>, field: &str, read: Result<T, Problem>) -> Option<T> {
    read.map_err(|problem| errors.push(FieldError::new(field, problem))).ok()
}

/// The region that one lies in.
fn parent(code: &RegionCode) -> Option<RegionCode> {
    match code.level() {
        RegionLevel::City => None,
        RegionLevel::County => RegionCode::parse(&format!("{}00", &code.as_str()[..4])),
        RegionLevel::Township => code.county().and_then(RegionCode::parse),
        RegionLevel::Village => code.town().and_then(RegionCode::parse),
    }
}

/// Judges rows of regions.
#[derive(Default)]
pub struct Regions {
    seen: Seen,
    good: HashSet<RegionCode>,
}

impl Regions {
    /// Judges the next lines.
    pub async fn judge(&mut self, db: &mut Db, at: &Setting, lines: &[Line<'_>]) -> Result<Vec<Verdict>, Error> {
        let mut verdicts = Vec::with_capacity(lines.len());
        for line in lines {
            verdicts.push(match self.read(at, line) {
                Ok(region) => {
                    self.good.insert(region.code.clone());
                    judge_region(db, at, line.number, region).await?
                }
                Err(errors) => Verdict::rejected(line.number, errors),
            });
        }
        Ok(verdicts)
    }

    fn read(&mut self, at: &Setting, line: &Line<'_>) -> Result<Region, Vec<FieldError>> {
        let mut errors = Vec::new();
        let code = RegionCode::parse(&line.get("code")).ok_or(Problem::UnknownRegion);
        let code = code.and_then(|code| self.placed(at, code));
        let code = take(&mut errors, "code", code);
        let name = take(&mut errors, "name", name(&line.get("name")));
        let short = line.get("short_name");
        let short =
            take(&mut errors, "short_name", if short.is_empty() { Ok(String::new()) } else { self::name(&short) });
        let (lat, lng) = (line.get("lat"), line.get("lng"));
        let point = match (lat.is_empty(), lng.is_empty()) {
            (true, true) => Ok(None),
            _ => Point::parse(&format!("{lat},{lng}")).map(Some).ok_or(Problem::NotAPosition),
        };
        let point = take(&mut errors, "lat", point);
        let ended = take(&mut errors, "ended", ended(&line.get("ended")));
        let (Some(code), Some(name), Some(short), Some(point), Some(ended)) = (code, name, short, point, ended) else {
            return Err(errors);
        };
        if ended && code.level() == RegionLevel::City {
            return Err(vec![FieldError::new("ended", Problem::NotChangeable)]);
        }
        if let Some(before) = self.seen.note(line.number, vec![code.to_string()]) {
            return Err(vec![FieldError::new("code", Problem::SameAsLine(before))]);
        }
        // What the row does not say stays as it is.
        let known = at.reference.region(&code);
        let short_name = match (short.is_empty(), &known) {
            (true, Some(known)) if known.name == name => known.short_name.clone(),
            (true, _) => name.clone(),
            (false, _) => short,
        };
        let point = point.or_else(|| known.and_then(|known| known.point));
        Ok(Region { code, name, short_name, point, ended })
    }

    /// A code within the city, of something in what is there or stands above in the file.
    fn placed(&self, at: &Setting, code: RegionCode) -> Result<RegionCode, Problem> {
        if !at.by.region.covers(&code) {
            return Err(Problem::OutsideRegion);
        }
        let there = |code: &RegionCode| at.reference.region(code).is_some() || self.good.contains(code);
        if parent(&code).is_none_or(|parent| there(&parent)) { Ok(code) } else { Err(Problem::NotThere) }
    }
}

async fn judge_region(db: &mut Db, at: &Setting, line: u32, region: Region) -> Result<Verdict, Error> {
    let known = at.reference.region(&region.code);
    if known.as_deref() == Some(&region) {
        return Ok(Verdict::unchanged(line, None));
    }
    let outcome = if known.is_some() { Outcome::Changed } else { Outcome::Created };
    let version = entries::region_version(db, &region.code).await?;
    let Region { code, name, short_name, point, ended } = region;
    let point = point.map(|point| (point.lat, point.lng));
    let data = Data { code: code.to_string(), name, short_name, point, ended };
    Ok(Verdict::acts(line, outcome, (None, Some(version)), &data))
}

/// Judges rows of occupations.
#[derive(Default)]
pub struct Occupations {
    seen: Seen,
}

impl Occupations {
    /// Judges the next lines.
    pub async fn judge(&mut self, db: &mut Db, at: &Setting, lines: &[Line<'_>]) -> Result<Vec<Verdict>, Error> {
        let mut verdicts = Vec::with_capacity(lines.len());
        for line in lines {
            verdicts.push(match self.read(line) {
                Ok(occupation) => judge_occupation(db, at, line.number, occupation).await?,
                Err(errors) => Verdict::rejected(line.number, errors),
            });
        }
        Ok(verdicts)
    }

    fn read(&mut self, line: &Line<'_>) -> Result<Occupation, Vec<FieldError>> {
        let mut errors = Vec::new();
        let code = OccupationCode::parse(&line.get("code")).ok_or(Problem::UnknownOccupation);
        let code = take(&mut errors, "code", code);
        let name = take(&mut errors, "name", name(&line.get("name")));
        let ended = take(&mut errors, "ended", ended(&line.get("ended")));
        let (Some(code), Some(name), Some(ended)) = (code, name, ended) else { return Err(errors) };
        if let Some(before) = self.seen.note(line.number, vec![code.to_string()]) {
            return Err(vec![FieldError::new("code", Problem::SameAsLine(before))]);
        }
        Ok(Occupation { code, name, ended })
    }
}

async fn judge_occupation(db: &mut Db, at: &Setting, line: u32, occupation: Occupation) -> Result<Verdict, Error> {
    let known = at.reference.occupation(&occupation.code);
    if known.as_deref() == Some(&occupation) {
        return Ok(Verdict::unchanged(line, None));
    }
    let outcome = if known.is_some() { Outcome::Changed } else { Outcome::Created };
    let version = entries::occupation_version(db, &occupation.code).await?;
    let Occupation { code, name, ended } = occupation;
    let data = Data { code: code.to_string(), name, short_name: String::new(), point: None, ended };
    Ok(Verdict::acts(line, outcome, (None, Some(version)), &data))
}

fn change(at: &Setting) -> Change {
    Change { id: at.clock.id(), by: Some(at.by.account), at: at.now }
}

/// Tells the trail which code was changed.
async fn note(db: &mut Db, at: &Setting, (action, region, reason): (&str, &str, &str)) -> Result<(), Error> {
    let actor = format!("staff:{}", at.by.account);
    let deed = Deed { actor: &actor, action, subject: Key(at.import), region, reason };
    trail::write(db, at.clock.id(), &deed, at.now).await
}

/// Lets a row of a region come into effect.
pub async fn settle_region(db: &mut Db, at: &Setting, row: &Staged) -> Result<Settled, Error> {
    let Data { code, name, short_name, point, ended } = row.read()?;
    let Some(code) = RegionCode::parse(&code) else { return Ok(Settled::overtaken("code")) };
    if entries::region_version(db, &code).await? != row.version.unwrap_or_default() {
        return Ok(Settled::overtaken("code"));
    }
    let point = point.map(|(lat, lng)| Point { lat, lng });
    let region = Region { code, name, short_name, point, ended };
    entries::put_region(db, &region, &change(at)).await?;
    note(db, at, ("region.imported", region.code.as_str(), "")).await?;
    Ok(Settled::Done(None))
}

/// Lets a row of an occupation come into effect.
pub async fn settle_occupation(db: &mut Db, at: &Setting, row: &Staged) -> Result<Settled, Error> {
    let Data { code, name, ended, .. } = row.read()?;
    let Some(code) = OccupationCode::parse(&code) else { return Ok(Settled::overtaken("code")) };
    if entries::occupation_version(db, &code).await? != row.version.unwrap_or_default() {
        return Ok(Settled::overtaken("code"));
    }
    let occupation = Occupation { code, name, ended };
    entries::put_occupation(db, &occupation, &change(at)).await?;
    note(db, at, ("occupation.imported", "", occupation.code.as_str())).await?;
    Ok(Settled::Done(None))
}
