//! How a table is narrowed down, which of its columns are shown, and the views kept of it. Plain forms that lead to
//! addresses.

use domain::{
    region::RegionChoice,
    table::{Column, TableKind, TablePage, TableQuery},
};
use leptos::prelude::*;

use super::{address, words};
use crate::{
    layout::console,
    text::{error, fill, tables},
    ui::{
        field::{self, Text},
        form,
        visit::t,
    },
};

/// The tables that whoever asks may see.
pub fn kinds(page: &TablePage) -> AnyView {
    let pill = |kind: &TableKind| {
        let current = (*kind == page.kind).then_some("page");
        // Most of what there is has gone by; what is asked for is to come.
        let from = if *kind == TableKind::Shifts { page.now.date().to_string() } else { String::new() };
        let href = address(*kind, &TableQuery { from, ..TableQuery::default() });
        view! { <a class="pill" href=href aria-current=current>{words().table(*kind)}</a> }.into_any()
    };
    let pills: Vec<AnyView> = page.kinds.iter().map(pill).collect();
    view! { <nav class="chips" aria-label=words().tables>{pills}</nav> }.into_any()
}

/// The fields by which it is narrowed down.
pub fn filters(page: &TablePage) -> AnyView {
    let (words, query, can) = (words(), &page.query, page.kind.filters());
    let search = can.words.then(|| {
        let label = match page.kind {
            TableKind::Organisations => words.search_organisation,
            TableKind::Regions | TableKind::Occupations => words.search_code,
            _ => words.search_gig,
        };
        view! {
            <div class="field">
                <label for="q">{label}</label>
                <input class="input" id="q" name="q" maxlength="80" enterkeyhint="search" value=query.q.clone()/>
            </div>
        }
        .into_any()
    });
    let action = format!("/console/tables/{}", page.kind.word());
    let keep =
        [("sort", &query.sort), ("cols", &query.cols), ("posting", &query.posting), ("employer", &query.employer)];
    let kept: Vec<AnyView> = keep
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| form::hidden(name, value.clone()))
        .collect();
    view! {
        <form method="get" action=action class="sheet" role="search">
            <div class="filter-row">
                {search}
                {(page.kind != TableKind::Occupations).then(|| region(&page.regions, &query.region))}
                {(!page.kind.states().is_empty()).then(|| state(page))}
            </div>
            {can.days.then(|| more(page))}
            {kept}
            {only(query)}
            <div class="actions">
                <button class="btn">{words.find}</button>
                <a class="link" href=address(page.kind, &TableQuery::default())>{words.reset}</a>
            </div>
        </form>
    }
    .into_any()
}

/// What is narrowed down less often.
fn more(page: &TablePage) -> AnyView {
    let (words, query) = (words(), &page.query);
    let used = [&query.trade, &query.from, &query.to].iter().any(|value| !value.is_empty());
    view! {
        <details open=used>
            <summary>{words.more}</summary>
            <div class="filter-row">
                {(!page.trades.is_empty()).then(|| trade(page))}
                {day(page, "from", words.from, &query.from)}
                {day(page, "to", words.to, &query.to)}
            </div>
        </details>
    }
    .into_any()
}

/// That only rows of one posting or organisation are shown, which no field says.
fn only(query: &TableQuery) -> Option<AnyView> {
    let words = words();
    let text = match (query.posting.is_empty(), query.employer.is_empty()) {
        (false, _) => words.one_posting,
        (true, false) => words.one_employer,
        _ => return None,
    };
    Some(view! { <p class="tags"><span class="tag">{text}</span></p> }.into_any())
}

fn all() -> (String, String) {
    (String::new(), words().all.to_owned())
}

fn region(regions: &[RegionChoice], chosen: &str) -> AnyView {
    let options = regions.iter().map(|region| (region.code.to_string(), region.name.clone()));
    field::select("region", "region", words().place, chosen, std::iter::once(all()).chain(options).collect())
}

fn trade(page: &TablePage) -> AnyView {
    let options = page.trades.iter().map(|trade| (trade.code.group().to_owned(), trade.name.clone()));
    let options = std::iter::once(all()).chain(options).collect();
    field::select("trade", "trade", words().trade, &page.query.trade, options)
}

fn state(page: &TablePage) -> AnyView {
    let said = |state: &&str| ((*state).to_owned(), tables::word(t(), page.kind, Column::State, state));
    let options = std::iter::once(all()).chain(page.kind.states().iter().map(said)).collect();
    field::select("state", "state", words().state, &page.query.state, options)
}

fn day(page: &TablePage, name: &'static str, label: &'static str, value: &str) -> AnyView {
    let problem = page.problems.iter().find(|problem| problem.field == name);
    let problem = problem.map(|wrong| error::problem(t(), wrong.problem));
    let wrong = problem.is_some().then_some("true");
    let hint = format!("{name}-hint");
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <p class="hint" id=hint.clone()>{words().date_hint}</p>
            {problem.map(|problem| field::error_line(name, problem))}
            <input class="input" id=name name=name value=value.to_owned() maxlength="10" inputmode="numeric" aria-invalid=wrong aria-describedby=hint/>
        </div>
    }
    .into_any()
}

/// Which columns are shown.
pub fn columns(page: &TablePage) -> AnyView {
    let words = words();
    // Fields of one name with a list of values would make addresses long: the choice is put into one field by a link.
    let boxes: Vec<AnyView> = page
        .kind
        .columns()
        .iter()
        .map(|column| {
            let on = page.columns.contains(column);
            let cols = toggled(page, *column);
            let href = address(page.kind, &TableQuery { cols, after: String::new(), ..page.query.clone() });
            let pressed = on.then_some("true");
            view! { <a class="pill" href=href aria-current=pressed>{words.column(*column)}</a> }.into_any()
        })
        .collect();
    view! {
        <details open=!page.query.cols.is_empty()>
            <summary>{words.columns}</summary>
            <div class="chips wrap">{boxes}</div>
        </details>
    }
    .into_any()
}

/// The columns that are shown when this one is added or taken away; empty for all of them.
fn toggled(page: &TablePage, column: Column) -> String {
    let on = |known: &Column| (*known == column) != page.columns.contains(known);
    let shown: Vec<&str> = page.kind.columns().iter().filter(|known| on(known)).map(|known| known.word()).collect();
    if shown.len() == page.kind.columns().len() { String::new() } else { shown.join(",") }
}

/// The views that were kept, and keeping one more.
pub fn views(page: &TablePage) -> AnyView {
    let words = words();
    let rows: Vec<AnyView> = page
        .views
        .iter()
        .map(|view| {
            let current = (address(page.kind, &view.query) == address(page.kind, &page.query)).then_some("true");
            let label = fill(words.view_forget, &[&view.name]);
            let forget = view! {
                {form::hidden("view", view.id.to_string())}
                <button class="btn small" aria-label=label>{words.remove}</button>
            };
            view! {
                <li class="between">
                    <a class="pill" href=address(page.kind, &view.query) aria-current=current>{view.name.clone()}</a>
                    {form::post("forget_view", "", forget)}
                </li>
            }
            .into_any()
        })
        .collect();
    let answer = field::answer("save_view").filter(|flash| flash.outcome.is_err());
    let name = Text {
        name: "name",
        label: words.view_name,
        hint: words.view_name_hint,
        value: field::typed(answer.as_ref(), "name").unwrap_or_default(),
        problem: field::problem(answer.as_ref(), "name"),
        autocomplete: "off",
        inputmode: "text",
        maxlength: "30",
    };
    let kept: Vec<AnyView> = page
        .query
        .pairs()
        .into_iter()
        .filter(|(name, _)| *name != "after")
        .map(|(name, value)| {
            let (name, value) = (format!("draft[query][{name}]"), value.to_owned());
            view! { <input type="hidden" name=name value=value/> }.into_any()
        })
        .collect();
    let count = (!page.views.is_empty()).then(|| format!(" {}", page.views.len()));
    let fields = view! {
        {form::hidden("draft[table]", page.kind.word().to_owned())}
        {kept}
        {name.view()}
        <button class="btn">{words.view_keep}</button>
    };
    view! {
        <details open=answer.is_some()>
            <summary>{words.views}{count}</summary>
            <ul class="stack">{rows}</ul>
            {form::post("save_view", "stack", fields)}
        </details>
    }
    .into_any()
}

/// Taking the rows away as a file; the browser posts it by itself and saves what comes.
pub fn export(page: &TablePage) -> AnyView {
    let words = words();
    let answer = field::answer("export").filter(|flash| flash.outcome.is_err());
    let problem = field::problem(answer.as_ref(), "format").map(|problem| field::error_line("format", problem));
    let kept: Vec<AnyView> = page
        .query
        .pairs()
        .into_iter()
        .filter(|(name, _)| *name != "after")
        .map(|(name, value)| form::hidden(name, value.to_owned()))
        .collect();
    view! {
        <details open=answer.is_some()>
        <summary>{words.export}</summary>
        <form method="post" action="/console/export" class="stack" data-whole="">
            <p class="hint">{words.export_hint}</p>
            {problem}
            {form::hidden("back", address(page.kind, &page.query))}
            {form::hidden("table", page.kind.word().to_owned())}
            {kept}
            <div class="actions" id="format">
                <button class="btn" name="format" value="csv">{words.csv}</button>
                <button class="btn" name="format" value="xlsx">{words.xlsx}</button>
            </div>
        </form>
        </details>
    }
    .into_any()
}

/// The title of the page: which table, and where.
pub fn title(page: &TablePage) -> String {
    let place = console::desk().map(|desk| desk.place).unwrap_or_default();
    format!("{} · {place}", words().table(page.kind))
}
