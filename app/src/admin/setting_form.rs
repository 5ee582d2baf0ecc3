//! The form of a setting: plain fields of its kind, sent as an address that shows what would change; and what is sent
//! to save it.

use domain::{
    admin::SettingPage,
    error::Problem,
    setting::{SettingKind, TextName, unknown},
};
use leptos::prelude::*;

use super::setting_value::{topic, words};
use crate::{
    text::{error, fill},
    ui::{
        field::{area_text, error_line, select},
        form,
        visit::t,
    },
};

/// The form that saves what was typed, with `fields` of its own.
pub fn marked(page: &SettingPage, fields: AnyView) -> AnyView {
    let typed: Vec<AnyView> = page
        .draft
        .pairs()
        .into_iter()
        .map(|(name, value)| {
            view! { <input type="hidden" name=format!("draft[{name}]") value=value.to_owned()/> }.into_any()
        })
        .collect();
    let fields = view! {
        {form::hidden("mark[id]", page.mark.id.clone())}
        {form::hidden("mark[known]", page.mark.known.clone())}
        {form::hidden("draft[kind]", page.kind.word().to_owned())}
        {typed}
        {fields}
    };
    form::post("save_setting", "stack", fields)
}

/// The form.
pub fn form(page: &SettingPage) -> AnyView {
    let words = words();
    let draft = &page.draft;
    let fields = match page.kind {
        SettingKind::HourlyWage | SettingKind::MonthlyWage => view! {
            <div class="filter-row">
                {regions(page)}
                {line(page, ("sum", words.l_sum, words.h_sum), &draft.sum, ("decimal", "9"))}
            </div>
        }
        .into_any(),
        SettingKind::WorkingTime => working_time(page),
        SettingKind::Holidays => view! {
            {line(page, ("about", words.l_year, words.h_year), &draft.about, ("numeric", "4"))}
            {area(page, ("off", words.l_off, words.h_off.to_owned()), &draft.off, "10")}
            {area(page, ("on", words.l_on, words.h_on.to_owned()), &draft.on, "6")}
        }
        .into_any(),
        SettingKind::Sms => sms(page),
    };
    let from_hint = if page.kind == SettingKind::Holidays { words.h_from_known } else { words.h_from };
    let city = page.regions.first().filter(|_| !page.kind.by_county());
    let city = city.map(|city| form::hidden("region", city.code.to_string()));
    let action = format!("/console/settings/{}", page.kind.word());
    view! {
        <section class="sheet" id="form">
            <h2>{words.new}</h2>
            <p class="hint">{words.new_hint}</p>
            <form method="get" action=action class="stack">
                {city}
                {fields}
                <div class="filter-row">
                    {line(page, ("from", words.l_from, from_hint), &draft.from, ("text", "10"))}
                    {line(page, ("source", words.l_source, words.h_source), &draft.source, ("text", "200"))}
                    {line(page, ("link", words.l_link, words.h_link), &draft.link, ("url", "500"))}
                </div>
                {form::hidden("check", "yes".to_owned())}
                <div class="actions"><button class="btn btn-primary">{words.check}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn working_time(page: &SettingPage) -> AnyView {
    let (words, draft) = (words(), &page.draft);
    view! {
        <div class="filter-row">
        {line(page, ("day", words.l_day, words.h_hours), &draft.day, ("decimal", "5"))}
        {line(page, ("week", words.l_week, words.h_hours), &draft.week, ("decimal", "6"))}
        {line(page, ("rest", words.l_rest, words.h_rest), &draft.rest, ("decimal", "5"))}
        {line(page, ("night_from", words.l_night_from, words.h_clock), &draft.night_from, ("text", "5"))}
        {line(page, ("night_until", words.l_night_until, words.h_clock), &draft.night_until, ("text", "5"))}
        {line(page, ("night_age", words.l_night_age, words.h_rest), &draft.night_age, ("numeric", "2"))}
        </div>
    }
    .into_any()
}

fn regions(page: &SettingPage) -> AnyView {
    let regions = page.regions.iter().map(|region| (region.code.to_string(), region.name.clone())).collect();
    let problem = problem(page, "region").map(|problem| error_line("region", problem));
    let choice = select("region", "region", words().place, &page.draft.region, regions);
    view! { <div class="field">{problem}{choice}</div> }.into_any()
}

fn sms(page: &SettingPage) -> AnyView {
    let words = words();
    let texts = TextName::all().map(|name| (name.to_string(), topic(page.kind, &name.to_string()))).collect();
    // The first of the list is what is chosen where nothing was.
    let name = TextName::parse(&page.draft.about).or_else(|| TextName::all().next());
    let one = |one: &domain::setting::Placeholder| format!("{{{}}} {}", one.word(), words.placeholder(*one));
    let names: Vec<String> = name.iter().flat_map(|name| name.kind.placeholders()).map(one).collect();
    let hint = fill(words.h_text, &[&names.join(" · ")]);
    let wrong = problem(page, "about").map(|problem| error_line("about", problem));
    let built_in = page.built_in.clone();
    let built_in =
        (!built_in.is_empty()).then(|| view! { <p class="soft">{words.built_in}<br/>{built_in}</p> }.into_any());
    view! {
        {wrong}
        {select("about", "about", words.l_about, &page.draft.about, texts)}
        {built_in}
        {area(page, ("text", words.l_text, hint), &page.draft.text, "3")}
    }
    .into_any()
}

/// What is wrong with a field, in words.
fn problem(page: &SettingPage, field: &str) -> Option<String> {
    let wrong = page.problems.iter().find(|problem| problem.field == field)?.problem;
    let name = TextName::parse(&page.draft.about).filter(|_| matches!(wrong, Problem::UnknownPlaceholder(_)));
    let Some(name) = name else { return Some(error::problem(t(), wrong)) };
    let braced = |name: &str| if name.is_empty() { words().brace.to_owned() } else { format!("{{{name}}}") };
    let (_, typed) = unknown(name.kind, &page.draft.text)?;
    let known: Vec<String> = name.kind.placeholders().iter().map(|one| braced(one.word())).collect();
    Some(fill(words().unknown_name, &[&braced(typed), &known.join(" ")]))
}

/// How a field is described to those who do not see it.
fn described(name: &str, wrong: bool) -> String {
    if wrong { format!("{name}-hint {name}-error") } else { format!("{name}-hint") }
}

fn line(
    page: &SettingPage,
    (name, label, hint): (&'static str, &'static str, &'static str),
    value: &str,
    (inputmode, maxlength): (&'static str, &'static str),
) -> AnyView {
    let problem = problem(page, name);
    let wrong = problem.is_some();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
            {problem.map(|problem| error_line(name, problem))}
            <input
                class="input"
                id=name
                name=name
                value=value.to_owned()
                autocomplete="off"
                inputmode=inputmode
                maxlength=maxlength
                aria-describedby=described(name, wrong)
                aria-invalid=wrong.then_some("true")
            />
        </div>
    }
    .into_any()
}

fn area(
    page: &SettingPage,
    (name, label, hint): (&'static str, &'static str, String),
    value: &str,
    rows: &'static str,
) -> AnyView {
    let problem = problem(page, name);
    let wrong = problem.is_some();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
            {problem.map(|problem| error_line(name, problem))}
            <textarea
                class="input p-3"
                id=name
                name=name
                rows=rows
                aria-describedby=described(name, wrong)
                aria-invalid=wrong.then_some("true")
            >
                {area_text(value.to_owned())}
            </textarea>
        </div>
    }
    .into_any()
}
