//! Narrowing the list: chips for what is asked for most, a form for everything.

use domain::{
    gig::{GigList, GigQuery, Sort},
    page::Count,
};
use leptos::prelude::*;

use super::list::changed;
use crate::{
    text::{fill, say},
    ui::{field, form, visit::t},
};

/// The chips: links that set or take back one filter.
pub fn chips(list: &GigList) -> AnyView {
    let (t, query) = (t(), &list.query);
    let mut chips = Vec::new();
    for (word, count) in &list.facets.dates {
        let on = query.date == word.word();
        let href = changed(query, |query| set(&mut query.date, word.word(), on));
        chips.push(chip(href, on, say::date_word(t, *word), *count));
    }
    let on = query.paid == "same-day";
    let href = changed(query, |query| set(&mut query.paid, "same-day", on));
    chips.push(chip(href, on, t.gig.same_day, list.facets.same_day));
    for (part, count) in &list.facets.parts {
        let on = query.part == part.word();
        let href = changed(query, |query| set(&mut query.part, part.word(), on));
        chips.push(chip(href, on, say::part(t, *part), *count));
    }
    view! { <nav class="chips" aria-label=t.gig.quick>{chips}</nav> }.into_any()
}

fn set(field: &mut String, word: &str, on: bool) {
    field.clear();
    if !on {
        field.push_str(word);
    }
}

fn chip(href: String, on: bool, words: &'static str, count: Count) -> AnyView {
    view! { <a class="pill" href=href aria-current=on.then_some("true")>{words}<small>{count.to_string()}</small></a> }
        .into_any()
}

/// How many filters of the form are set.
fn chosen(query: &GigQuery) -> usize {
    let not_counted = ["q", "near", "sort", "after"];
    query.pairs().iter().filter(|(name, _)| !not_counted.contains(name)).count()
}

/// The form with every filter.
pub fn form(list: &GigList) -> AnyView {
    let (t, query) = (t(), &list.query);
    let n = chosen(query);
    let summary = if n == 0 { t.gig.filters.to_owned() } else { fill(t.gig.filters_on, &[&n.to_string()]) };
    let clear = (n > 0).then(|| {
        let q =
            GigQuery { q: query.q.clone(), near: query.near.clone(), sort: query.sort.clone(), ..Default::default() };
        view! { <a class="btn" href=super::list::address(&q)>{t.gig.clear}</a> }.into_any()
    });
    view! {
        <details class="filters">
            <summary>{summary}</summary>
            <form method="get" action="/gigs">
                {form::hidden("q", query.q.clone())}
                {form::hidden("near", query.near.clone())}
                {region_fields(list)}
                {trade_field(list)}
                {time_fields(list)}
                {pay_fields(query)}
                <div class="actions"><button class="btn btn-primary">{t.gig.apply}</button>{clear}</div>
            </form>
        </details>
    }
    .into_any()
}

fn any() -> Vec<(String, String)> {
    vec![(String::new(), t().gig.any.to_owned())]
}

fn counted(words: &str, count: Option<Count>) -> String {
    count.map_or_else(|| words.to_owned(), |count| format!("{words} {count}"))
}

fn region_fields(list: &GigList) -> AnyView {
    let (t, mut counties, mut towns) = (t(), any(), any());
    for facet in &list.facets.regions {
        let code = facet.region.code.as_str().to_owned();
        let into = if code.len() == 9 { &mut towns } else { &mut counties };
        into.push((code, counted(&facet.region.name, facet.count)));
    }
    let towns = (towns.len() > 1).then(|| field::select("town", "town", t.gig.town, &list.query.town, towns));
    view! { {field::select("county", "county", t.gig.county, &list.query.county, counties)}{towns} }.into_any()
}

fn trade_field(list: &GigList) -> AnyView {
    let (chosen, mut options) = (&list.query.occupation, any());
    for facet in &list.facets.occupations {
        options.push((facet.code.clone(), counted(&facet.name, Some(facet.count))));
    }
    keep(&mut options, chosen);
    field::select("occupation", "occupation", t().gig.occupation, chosen, options)
}

/// What the address says stays chosen, even if it is none of the usual choices.
fn keep(options: &mut Vec<(String, String)>, chosen: &str) {
    if options.iter().all(|(value, _)| value != chosen) {
        options.push((chosen.to_owned(), chosen.to_owned()));
    }
}

fn time_fields(list: &GigList) -> AnyView {
    let (t, mut dates, mut parts) = (t(), any(), any());
    for (word, count) in &list.facets.dates {
        dates.push((word.word().to_owned(), counted(say::date_word(t, *word), Some(*count))));
    }
    for (part, count) in &list.facets.parts {
        parts.push((part.word().to_owned(), counted(say::part(t, *part), Some(*count))));
    }
    keep(&mut dates, &list.query.date);
    keep(&mut parts, &list.query.part);
    view! {
        {field::select("date", "date", t.gig.date, &list.query.date, dates)}
        {field::select("part", "part", t.gig.part, &list.query.part, parts)}
    }
    .into_any()
}

fn pay_fields(query: &GigQuery) -> AnyView {
    let t = t();
    let sorts = Sort::ALL.iter().map(|sort| (sort.word().to_owned(), say::sort(t, *sort).to_owned())).collect();
    let chosen = Sort::parse(&query.sort).unwrap_or(Sort::Near).word();
    let same_day = query.paid == "same-day";
    view! {
        <div class="field">
            <label for="min_hourly">{t.gig.min_hourly}</label>
            <input class="input" id="min_hourly" name="min_hourly" inputmode="decimal" maxlength="9" enterkeyhint="go"
                value=query.min_hourly.clone()/>
        </div>
        {field::tick("checkbox", "paid".to_owned(), "same-day".to_owned(), t.gig.same_day.to_owned(), same_day)}
        {field::select("sort", "sort", t.gig.sort, chosen, sorts)}
    }
    .into_any()
}
