//! Settings with a date as the staff reads their history.

use std::collections::{BTreeMap, BTreeSet};

use app::text::message;
use domain::{
    admin::{Preview, SettingDeed, SettingLine, SettingMark, SettingPage, SettingRow, Settings},
    error::{FieldError, Problem, Refused},
    id::AccountId,
    identity::{Right, Staff},
    region::{RegionChoice, RegionCode, RegionLevel},
    setting::{
        self, NewSetting, Setting, SettingDraft, SettingKind, Standing, TextName, may_see, may_set, spell, standing,
    },
    when::{Moment, date_of},
};

use super::{queries, service::Service};
use crate::{
    setting::queries::{self as rows, Told},
    store::{Db, unreachable},
};

/// Names of the staff that were looked up.
type Names = BTreeMap<AccountId, Option<String>>;

impl Service {
    /// The city and its counties, as far as they concern the staff of a region.
    fn places(&self, scope: &RegionCode, fits: impl Fn(&RegionCode) -> bool) -> Vec<RegionChoice> {
        let (city, counties) = (self.reference.city(), self.reference.counties());
        let all = std::iter::once(&city).chain(counties.iter());
        let fit = all.map(|region| &region.code).filter(|code| may_see(scope, code) && fits(code));
        fit.map(|code| RegionChoice { code: code.clone(), name: self.reference.place_name(code) }).collect()
    }

    /// Where somebody of the staff may set something of this kind.
    pub(super) fn settable(&self, staff: &Staff, kind: SettingKind) -> Vec<RegionChoice> {
        self.places(&staff.region, |code| may_set(staff, kind, code))
    }

    pub(super) async fn show_settings(&self, scope: &RegionCode, region: &str) -> Result<Settings, Refused> {
        let places = self.places(scope, |_| true);
        let asked = places.iter().map(|place| &place.code).find(|code| code.as_str() == region);
        let region = asked.unwrap_or(scope).clone();
        let now = self.clock.now();
        let read = async {
            let mut db = self.store.read().await?;
            let mut all = Vec::new();
            for kind in SettingKind::ALL {
                all.extend(rows::told(&mut db, *kind, &region).await?);
            }
            Ok(all)
        };
        let told = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        let place = self.reference.place_name(&region);
        let lines = subjects(&told, now).into_iter().map(|about| self.line(&told, about, &region, now)).collect();
        Ok(Settings { now, region, place, places, lines })
    }

    fn line(
        &self,
        told: &[Told],
        (kind, about): (SettingKind, String),
        region: &RegionCode,
        now: Moment,
    ) -> SettingLine {
        let today = now.day_number();
        let settings = || told.iter().map(|told| &told.setting);
        let current = setting::in_force(settings(), (kind, &about), region, today);
        let nobody = |row: &Setting| told.iter().any(|told| told.setting.id == row.id && told.by.is_none());
        // The next day on which another value is the one in force.
        let days: BTreeSet<i64> = settings().map(|row| row.from).filter(|from| *from > today).collect();
        let at = |day| setting::in_force(settings(), (kind, &about), region, day);
        let coming =
            days.into_iter().map(at).find(|next| next.map(|row| row.id) != current.map(|row| row.id)).flatten();
        let named = |row: &Setting| (row.clone(), self.reference.place_name(&row.region));
        SettingLine {
            kind,
            current: current.map(named),
            coming: coming.map(named),
            unchecked: current.is_some_and(nobody),
            about,
        }
    }

    pub(super) async fn show_setting(
        &self,
        staff: &Staff,
        mut draft: SettingDraft,
        check: bool,
    ) -> Result<SettingPage, Refused> {
        let kind = SettingKind::parse(&draft.kind).ok_or(Refused::Missing)?;
        let (scope, now) = (&staff.region, self.clock.now());
        let places = self.places(scope, |code| kind.by_county() || code.level() == RegionLevel::City);
        let regions = self.settable(staff, kind);
        let asked = places.iter().map(|place| place.code.clone()).find(|code| code.as_str() == draft.region);
        let read = async {
            let mut db = self.store.read().await?;
            let told = rows::told(&mut db, kind, scope).await?;
            let settings: Vec<Setting> = told.iter().map(|told| told.setting.clone()).collect();
            let mut history = Vec::with_capacity(told.len());
            let mut names = Names::new();
            for told in told {
                history.push(self.row(&mut db, &mut names, (staff, &settings), told, now).await?);
            }
            Ok((settings, history))
        };
        let (settings, history) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        let mut page = SettingPage {
            now,
            kind,
            problems: Vec::new(),
            preview: None,
            mark: SettingMark { id: self.clock.id().to_string(), known: "0".to_owned() },
            abouts: settings.iter().map(|row| row.about.clone()).collect::<BTreeSet<_>>().into_iter().collect(),
            built_in: self.sample(&draft.about, None, now),
            rows: history.into_iter().filter(|row| shown(row, &draft.about, asked.as_ref())).collect(),
            places,
            regions,
            draft: SettingDraft::default(),
        };
        if check && !page.regions.is_empty() {
            match checked(&draft, &page.regions) {
                Ok(new) => {
                    let number = settings.iter().filter(|row| same_day(row, &new)).map(|row| row.number).max();
                    page.mark.known = number.unwrap_or_default().to_string();
                    page.preview = Some(self.preview(&settings, &page.rows, new, now));
                }
                Err(problems) => page.problems = problems,
            }
        } else if let Some(first) = page.regions.first() {
            draft = begun(draft, &settings, &asked.unwrap_or_else(|| first.code.clone()), now);
        }
        page.draft = draft;
        Ok(page)
    }

    async fn row(
        &self,
        db: &mut Db,
        names: &mut Names,
        (staff, settings): (&Staff, &[Setting]),
        told: Told,
        now: Moment,
    ) -> Result<SettingRow, sqlx::Error> {
        let Told { setting, by, reason, withdrawn } = told;
        let spell = spell(settings, &setting);
        let wrote = SettingDeed { who: name(db, names, by).await?, at: setting.written, reason };
        let withdrew = match withdrawn {
            Some((by, at, reason)) => Some(SettingDeed { who: name(db, names, Some(by)).await?, at, reason }),
            None => None,
        };
        Ok(SettingRow {
            place: self.reference.place_name(&setting.region),
            standing: standing(&setting, spell, now.day_number()),
            spell,
            wrote,
            withdrew,
            may_withdraw: !setting.withdrawn && may_set(staff, setting.kind, &setting.region),
            setting,
        })
    }

    fn preview(&self, settings: &[Setting], history: &[SettingRow], new: NewSetting, now: Moment) -> Preview {
        let about = (new.kind, new.about.as_str());
        let same = |row: &&SettingRow| row.standing != Standing::Withdrawn && same_day(&row.setting, &new);
        let beside = settings.iter().filter(|row| row.kind == new.kind && row.about == new.about && !row.withdrawn);
        let next =
            beside.clone().filter(|row| row.region == new.region && row.from > new.from).map(|row| row.from).min();
        let under =
            beside.filter(|row| row.region != new.region && new.region.covers(&row.region) && row.from <= new.from);
        let others: BTreeSet<String> = under.map(|row| self.reference.place_name(&row.region)).collect();
        let text = if let setting::Value::Text(text) = &new.value { Some(text.as_str()) } else { None };
        Preview {
            place: self.reference.place_name(&new.region),
            before: setting::in_force(settings, about, &new.region, new.from).map(|row| row.value.clone()),
            from: new.from,
            last: next.map(|next| next - 1),
            same_day: history.iter().filter(same).max_by_key(|row| row.setting.number).cloned(),
            others: others.into_iter().collect(),
            sample: self.sample(&new.about, text, now),
            after: new.value,
        }
    }

    /// What an SMS looks like: one with the city's text, or with that of the program; nothing where there is no such text.
    fn sample(&self, about: &str, text: Option<&str>, now: Moment) -> String {
        let name = TextName::parse(about);
        name.map(|name| message::sample(name, text, now, &self.public_url)).unwrap_or_default()
    }
}

/// What was typed, for a region that whoever asks may set it for.
pub(super) fn checked(draft: &SettingDraft, regions: &[RegionChoice]) -> Result<NewSetting, Vec<FieldError>> {
    let new = draft.parse()?;
    if regions.iter().any(|region| region.code == new.region) {
        return Ok(new);
    }
    Err(vec![FieldError::new("region", Problem::UnknownRegion)])
}

/// Whose name it is; nobody for the service itself.
async fn name(db: &mut Db, names: &mut Names, by: Option<AccountId>) -> Result<Option<String>, sqlx::Error> {
    let Some(by) = by else { return Ok(None) };
    if let Some(name) = names.get(&by) {
        return Ok(name.clone());
    }
    let name = queries::staff_name(db, by).await?;
    Ok(names.entry(by).or_insert(name).clone())
}

fn same_day(row: &Setting, new: &NewSetting) -> bool {
    row.kind == new.kind && row.about == new.about && row.region == new.region && row.from == new.from
}

/// Whether a row is in the history that was asked for: about something alone, or what matters at one place.
fn shown(row: &SettingRow, about: &str, region: Option<&RegionCode>) -> bool {
    let setting = &row.setting;
    (about.is_empty() || setting.about == about) && region.is_none_or(|region| setting.region.covers(region))
}

/// What there is to set: every kind, the lists of this year and the next, and the texts that the city has written.
fn subjects(told: &[Told], now: Moment) -> BTreeSet<(SettingKind, String)> {
    let mut all: BTreeSet<(SettingKind, String)> = SettingKind::ALL
        .iter()
        .filter(|kind| **kind != SettingKind::Holidays)
        .map(|kind| (*kind, String::new()))
        .collect();
    let year = now.date().year();
    all.extend([year, year + 1].map(|year| (SettingKind::Holidays, year.to_string())));
    let old = |told: &&Told| told.setting.kind == SettingKind::Holidays && told.setting.about < year.to_string();
    all.extend(told.iter().filter(|told| !old(told)).map(|told| (told.setting.kind, told.setting.about.clone())));
    all
}

/// What a blank form begins with: the value in force, from tomorrow on, without its source.
fn begun(asked: SettingDraft, settings: &[Setting], region: &RegionCode, now: Moment) -> SettingDraft {
    let kind = SettingKind::parse(&asked.kind);
    let current = kind.and_then(|kind| setting::in_force(settings, (kind, &asked.about), region, now.day_number()));
    let from = if kind.is_some_and(SettingKind::about_something) {
        now.date().to_string()
    } else {
        date_of(now.day_number() + 1).to_string()
    };
    SettingDraft {
        kind: asked.kind,
        about: asked.about,
        region: region.to_string(),
        from,
        ..current.map(|row| SettingDraft::of(&row.value)).unwrap_or_default()
    }
}

/// Whoever of the staff may look at settings.
pub(super) fn reader(actor: &domain::identity::Actor) -> Result<&Staff, Refused> {
    let staff = actor.staff().ok_or(Refused::SignedOut)?;
    if staff.role.has(Right::Look) { Ok(staff) } else { Err(Refused::Denied) }
}
