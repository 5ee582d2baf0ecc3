//! Values of settings in words.

use domain::{
    setting::{SettingKind, Spell, TextName, Value, WorkingTime},
    when::date_of,
};

use crate::{
    text::{fill, setting::Setting},
    ui::visit::visit,
};

/// The words of settings, in the language of the visit.
pub fn words() -> &'static Setting {
    Setting::of(visit().language)
}

/// A day as `2026-01-01`.
pub fn day(day: i64) -> String {
    date_of(day).to_string()
}

/// Hours of so many minutes: `4`, `4.5`.
fn hours(minutes: u32) -> String {
    domain::money::Fen(i64::from(minutes) * 100 / 60).to_string()
}

fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Several parts of a sentence, as the language has them.
fn joined(parts: &[String]) -> String {
    parts.join(if visit().language == crate::text::Language::Zh { "，" } else { ", " })
}

/// Days as runs: `01-01–01-03`; the year only where it is another than that of the last day.
fn runs(days: &[i64]) -> String {
    let year = days.last().map(|last| date_of(*last).year()).unwrap_or_default();
    let short = |number: i64| {
        let whole = day(number);
        if date_of(number).year() == year { whole.get(5..).unwrap_or_default().to_owned() } else { whole }
    };
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *day => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let run = |(first, last): &(i64, i64)| {
        let start = short(*first);
        if first == last { start } else { format!("{start}–{}", short(*last)) }
    };
    joined(&runs.iter().map(run).collect::<Vec<_>>())
}

fn working_time(limits: &WorkingTime) -> String {
    let words = words();
    let mut parts = vec![fill(words.most, &[&hours(limits.day), &hours(limits.week)])];
    parts.extend(limits.rest.map(|rest| fill(words.rest, &[&hours(rest)])));
    parts.extend(limits.night.map(|(from, until)| fill(words.night, &[&clock(from), &clock(until)])));
    parts.extend(limits.night_age.map(|age| fill(words.night_age, &[&age.to_string()])));
    joined(&parts)
}

/// A value as a sentence.
pub fn value(kind: SettingKind, value: &Value) -> String {
    let words = words();
    match value {
        Value::Wage(sum) if kind == SettingKind::MonthlyWage => fill(words.per_month, &[&sum.to_string()]),
        Value::Wage(sum) => fill(words.per_hour, &[&sum.to_string()]),
        Value::WorkingTime(limits) => working_time(limits),
        Value::Holidays(days) => {
            let part = |template, days: &Vec<i64>| fill(template, &[&days.len().to_string(), &runs(days)]);
            let mut parts = vec![part(words.days_off, &days.off)];
            if !days.on.is_empty() {
                parts.push(part(words.days_on, &days.on));
            }
            joined(&parts)
        }
        Value::Text(text) => text.clone(),
    }
}

/// A kind, and about what: `放假和调休 · 2026 年`.
pub fn subject(kind: SettingKind, about: &str) -> String {
    let words = words();
    if about.is_empty() {
        words.kind(kind).to_owned()
    } else {
        format!("{} · {}", words.kind(kind), topic(kind, about))
    }
}

/// About what alone.
pub fn topic(kind: SettingKind, about: &str) -> String {
    let words = words();
    match TextName::parse(about) {
        Some(name) if kind == SettingKind::Sms => {
            format!("{} ({})", words.text(name.kind), words.language(name.language))
        }
        _ => fill(words.year, &[about]),
    }
}

/// From when until when.
pub fn spell(spell: Spell) -> String {
    match spell.last {
        Some(last) => fill(words().until, &[&day(spell.first), &day(last)]),
        None => fill(words().since, &[&day(spell.first)]),
    }
}
