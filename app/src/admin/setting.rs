//! The history of one kind of setting, what was typed would change, and the form.

use domain::{
    admin::{Preview, SettingPage, SettingRow},
    setting::{SettingKind, Standing, TextName, Value, messages},
};
use leptos::prelude::*;

use super::{
    setting_form::{self, marked},
    setting_value::{day, spell, subject, topic, value, words},
    staff::reason,
};
use crate::{
    flash::{Flash, Note},
    layout::console::console,
    text::{error, fill, time},
    ui::{
        field, form,
        notice::{self, Tone, notice},
        url,
        visit::{flash, t},
    },
};

/// The page.
pub fn page(page: &SettingPage) -> AnyView {
    let words = words();
    let title = subject(page.kind, "");
    let hint = page.kind.by_county().then(|| view! { <p class="soft">{words.county_hint}</p> }.into_any());
    let write = if page.regions.is_empty() {
        (!page.kind.by_county()).then(|| view! { <p class="soft">{words.not_yours}</p> }.into_any())
    } else {
        Some(setting_form::form(page))
    };
    let content = view! {
        <p class="crumb"><a href="/console/settings">"‹ "{words.title}</a></p>
        {told(page)}
        <h1>{title.clone()}</h1>
        {hint}
        {chips(page)}
        {page.preview.as_ref().map(|preview| confirm(page, preview))}
        {write}
        <h2>{words.history}</h2>
        {history(page)}
    };
    console(&title, content.into_any())
}

/// What the last form has to say, or what is wrong in what was typed.
fn told(page: &SettingPage) -> Option<AnyView> {
    if let Some(flash) = flash() {
        return match flash.outcome {
            Ok(Some(Note::Saved)) => Some(notice(Tone::Good, words().saved.to_owned(), ().into_any())),
            Ok(_) => None,
            Err(_) => notice::errors(page.now, ().into_any()),
        };
    }
    let lines: Vec<AnyView> = page
        .problems
        .iter()
        .map(|wrong| {
            let href = format!("#{}", wrong.field);
            let said = format!("{}：{}", words().label(page.kind, &wrong.field), error::problem(t(), wrong.problem));
            view! { <li><a href=href rel="external">{said}</a></li> }.into_any()
        })
        .collect();
    let body = view! { <ul>{lines}</ul> };
    (!page.problems.is_empty()).then(|| notice(Tone::Bad, t().frame.wrong.to_owned(), body.into_any()))
}

/// What to look at alone: a place, a year, a text.
fn chips(page: &SettingPage) -> Option<AnyView> {
    let words = words();
    let path = format!("/console/settings/{}", page.kind.word());
    let (name, chosen, choices): (_, &str, Vec<(String, String)>) = if page.kind.by_county() {
        let places = page.places.iter().map(|place| (place.code.to_string(), place.name.clone())).collect();
        ("region", &page.draft.region, places)
    } else {
        let abouts: Vec<String> = match page.kind {
            SettingKind::Sms => TextName::all().map(|name| name.to_string()).collect(),
            _ => page.abouts.clone(),
        };
        let named = abouts.into_iter().map(|about| (about.clone(), topic(page.kind, &about))).collect();
        ("about", &page.draft.about, named)
    };
    let all = view! { <a class="pill" href=path.clone()>{words.all}</a> }.into_any();
    let pill = |(value, shown): (String, String)| {
        let current = (value == chosen).then_some("true");
        let href = url::with_query(&path, &[(name, value.as_str())]);
        view! { <a class="pill" href=href aria-current=current>{shown}</a> }.into_any()
    };
    (page.kind.about_something() || page.kind.by_county())
        .then(|| view! { <div class="chips">{all}{choices.into_iter().map(pill).collect::<Vec<_>>()}</div> }.into_any())
}

/// What would change, and the form to save it.
fn confirm(page: &SettingPage, preview: &Preview) -> AnyView {
    let words = words();
    let answer = field::answer("save_setting").filter(|flash| flash.outcome.is_err());
    let fields = view! {
        {reason("reason-save".to_owned(), answer.as_ref())}
        <div class="actions"><button class="btn btn-primary">{words.save}</button></div>
    };
    view! {
        <section class="sheet mine" id="preview" data-known=page.mark.known.clone()>
            <h2>{words.preview}</h2>
            {effect(page, preview)}
            {marked(page, fields.into_any())}
        </section>
    }
    .into_any()
}

fn effect(page: &SettingPage, preview: &Preview) -> AnyView {
    let words = words();
    let say = |shown: &Value| value(page.kind, shown);
    let (from, after) = (day(preview.from), say(&preview.after));
    let change = match preview.before.as_ref().filter(|_| page.kind != SettingKind::Sms) {
        Some(before) => fill(words.change, &[&from, &preview.place, &say(before), &after]),
        None => fill(words.first, &[&from, &preview.place, &after]),
    };
    let mut lines: Vec<String> = Vec::new();
    lines.extend(preview.last.map(|last| fill(words.only_until, &[&day(last)])));
    lines.extend((preview.from <= page.now.day_number()).then(|| words.at_once.to_owned()));
    if !preview.others.is_empty() {
        lines.push(fill(words.others, &[&preview.others.join("、")]));
    }
    let mut warnings: Vec<String> = odd(preview).into_iter().map(str::to_owned).collect();
    warnings.extend(preview.same_day.as_ref().map(|row| {
        let who = row.wrote.who.clone().unwrap_or_else(|| words.service.to_owned());
        let at = time::moment(t(), row.wrote.at, page.now);
        fill(words.same_day, &[&say(&row.setting.value), &who, &at])
    }));
    let lines: Vec<AnyView> = lines.into_iter().map(|line| view! { <p>{line}</p> }.into_any()).collect();
    let warnings: Vec<AnyView> =
        warnings.into_iter().map(|line| view! { <p><span class="tag warn">{line}</span></p> }.into_any()).collect();
    view! { <p><b>{change}</b></p>{sample(preview)}{lines}{warnings} }.into_any()
}

/// What an SMS looks like, and as how many it is paid.
fn sample(preview: &Preview) -> Option<AnyView> {
    let words = words();
    let text = preview.sample.clone();
    let counted = fill(words.counted, &[&text.chars().count().to_string(), &messages(&text).to_string()]);
    (!text.is_empty())
        .then(|| view! { <p>{words.sample}<br/>{text}<br/><small class="soft">{counted}</small></p> }.into_any())
}

/// What is unusual in a change of a sum.
fn odd(preview: &Preview) -> Option<&'static str> {
    let (Some(Value::Wage(before)), Value::Wage(after)) = (&preview.before, &preview.after) else { return None };
    if after.0 < before.0 {
        return Some(words().lower);
    }
    ((after.0 - before.0) * 100 > before.0 * 30).then_some(words().large)
}

fn history(page: &SettingPage) -> AnyView {
    let words = words();
    if page.rows.is_empty() {
        let next = if page.regions.is_empty() { words.no_history_reader } else { words.no_history_next };
        return view! { <div class="empty"><p>{words.no_history}</p><p class="soft">{next}</p></div> }.into_any();
    }
    let rows: Vec<AnyView> = page.rows.iter().map(|row| line(row, page)).collect();
    let about = page.kind.about_something();
    let column = if about { words.what } else { words.place };
    view! {
        <table class="rows">
            <thead>
                <tr>
                    <th scope="col">{column}</th>
                    <th scope="col">{words.value}</th>
                    <th scope="col">{words.standing}</th>
                    <th scope="col">{words.source}</th>
                    <th scope="col">{words.wrote}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn line(row: &SettingRow, page: &SettingPage) -> AnyView {
    let words = words();
    let setting = &row.setting;
    let about = page.kind.about_something();
    let column = if about { words.what } else { words.place };
    let name = if about { topic(page.kind, &setting.about) } else { row.place.clone() };
    let when = row.spell.map_or_else(|| fill(words.since, &[&day(setting.from)]), spell);
    let class = if row.standing == Standing::InForce { "tag" } else { "tag plain" };
    let source = match setting.link.as_str() {
        "" => setting.source.clone().into_any(),
        link => view! { <a class="link" href=link.to_owned() rel="external noreferrer">{setting.source.clone()}</a> }
            .into_any(),
    };
    let who = row.wrote.who.clone();
    let unchecked = (who.is_none() && row.spell.is_some()).then(|| {
        view! { <p><span class="tag warn">{words.unchecked}</span></p><p class="hint">{words.unchecked_hint}</p> }
            .into_any()
    });
    let (who, at) = (who.unwrap_or_else(|| words.service.to_owned()), time::moment(t(), row.wrote.at, page.now));
    let why =
        (!row.wrote.reason.is_empty()).then(|| view! { <p class="soft">{row.wrote.reason.clone()}</p> }.into_any());
    let undone = row.withdrew.as_ref().map(|undone| {
        let by = undone.who.clone().unwrap_or_default();
        let at = time::moment(t(), undone.at, page.now);
        view! { <p class="soft">{fill(words.withdrawn_by, &[&by, &at, &undone.reason])}</p> }.into_any()
    });
    view! {
        <tr data-row=setting.id.to_string() data-standing=row.standing.word()>
            <td data-label=column class="whitespace-nowrap"><b>{name}</b></td>
            <td data-label=words.value>{value(page.kind, &setting.value)}{unchecked}</td>
            <td data-label=words.standing><span class=class>{words.standing(row.standing)}</span>" "<span class="whitespace-nowrap">{when}</span>{undone}</td>
            <td class="text" data-label=words.source>{source}</td>
            <td data-label=words.wrote><span class="whitespace-nowrap">{format!("{who} {at}")}</span>{why}{row.may_withdraw.then(|| withdraw(row))}</td>
        </tr>
    }
    .into_any()
}

/// What the form says of a mistake, if it is the one about this row.
fn answer_for(row: &SettingRow) -> Option<Flash> {
    let answer = field::answer("withdraw_setting").filter(|flash| flash.outcome.is_err())?;
    (field::typed(Some(&answer), "id") == Some(row.setting.id.to_string())).then_some(answer)
}

fn withdraw(row: &SettingRow) -> AnyView {
    let words = words();
    let answer = answer_for(row);
    let id = row.setting.id;
    let fields = view! {
        {form::hidden("draft[id]", id.to_string())}
        {reason(format!("reason-{}", id.simple()), answer.as_ref())}
        <button class="btn btn-danger">{words.withdraw}</button>
    };
    view! {
        <details open=answer.is_some()>
            <summary>{words.withdraw}</summary>
            <p class="hint">{words.withdraw_hint}</p>
            {form::post("withdraw_setting", "stack", fields)}
        </details>
    }
    .into_any()
}
