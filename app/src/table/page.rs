//! The page of a table.

use domain::table::{BulkAction, Cell, Column, Order, TablePage, TableQuery, TableRow};
use leptos::prelude::*;

use super::{address, filters, words};
use crate::{
    flash::Note,
    layout::console::console,
    text::{error, fill, tables},
    ui::{
        notice::{self, Tone, notice},
        visit::{flash, t},
    },
};

/// The page.
pub fn page(page: &TablePage) -> AnyView {
    let words = words();
    let title = filters::title(page);
    let rows = if page.rows.is_empty() {
        view! { <div class="empty"><h2>{words.empty}</h2><p class="soft">{words.empty_next}</p></div> }.into_any()
    } else {
        rows(page)
    };
    let next = page.next.clone().map(|after| {
        let href = address(page.kind, &TableQuery { after, ..page.query.clone() });
        view! { <a class="btn next" href=href rel="next">{words.next}</a> }.into_any()
    });
    let total = page.total.to_string();
    let content = view! {
        {said()}
        {notice::errors(page.now, ().into_any())}
        {problems(page)}
        <h1 data-total=total.clone()>{fill(words.found, &[words.table(page.kind), &total])}</h1>
        {filters::kinds(page)}
        {filters::filters(page)}
        <div class="tools">
            {filters::columns(page)}
            {filters::views(page)}
            {page.may_export.then(|| filters::export(page))}
        </div>
        {rows}
        {next}
    };
    console(&title, content.into_any())
}

/// What was done just now.
fn said() -> Option<AnyView> {
    let words = words();
    let text = match flash()?.outcome.ok()?? {
        Note::Bulk(came) => fill(words.done, &[&came.done.to_string(), &came.left.to_string()]),
        Note::Saved => words.kept.to_owned(),
        Note::Done => words.forgotten.to_owned(),
        _ => return None,
    };
    Some(notice(Tone::Good, text, ().into_any()))
}

/// What could not be read of the address.
fn problems(page: &TablePage) -> Option<AnyView> {
    let said = |problem: &domain::error::FieldError| {
        let (link, words) = (format!("#{}", problem.field), error::problem(t(), problem.problem));
        view! { <li><a href=link rel="external">{words}</a></li> }.into_any()
    };
    let all: Vec<AnyView> = page.problems.iter().map(said).collect();
    (!all.is_empty()).then(|| view! { <div class="notice bad" role="alert"><ul>{all}</ul></div> }.into_any())
}

fn rows(page: &TablePage) -> AnyView {
    let words = words();
    let heads: Vec<AnyView> = page.columns.iter().map(|column| head(page, *column)).collect();
    let choose = !page.actions.is_empty();
    let select = choose.then(|| view! { <th scope="col"><span class="sr-only">{words.select}</span></th> }.into_any());
    let body: Vec<AnyView> = page.rows.iter().map(|row| line(page, row, choose)).collect();
    let table = view! {
        <div class="wide">
            <table class="rows" data-table=page.kind.word()>
                <thead><tr>{select}{heads}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    };
    if !choose {
        return table.into_any();
    }
    let action = format!("/console/tables/{}/bulk", page.kind.word());
    let buttons: Vec<AnyView> = page.actions.iter().map(|action| button(*action)).collect();
    view! {
        <form method="get" action=action class="stack">
            <div class="actions bulk"><span>{words.bulk}</span>{buttons}</div>
            {table}
        </form>
    }
    .into_any()
}

fn button(action: BulkAction) -> AnyView {
    let label = format!("{} · {}", words().action(action), words().preview);
    view! { <button class="btn" name="action" value=action.word()>{label}</button> }.into_any()
}

/// The head of a column, by which the table is sorted if it can be.
fn head(page: &TablePage, column: Column) -> AnyView {
    let name = words().column(column);
    let Some(order) = page.sorted(column) else {
        return view! { <th scope="col">{name}</th> }.into_any();
    };
    let sorted = if page.order == column.word() {
        Some("ascending")
    } else if page.order == (Order { by: column, descending: true }).word() {
        Some("descending")
    } else {
        None
    };
    let arrow = match sorted {
        Some("ascending") => " ↑",
        Some(_) => " ↓",
        None => "",
    };
    let href = address(page.kind, &TableQuery { sort: order.word(), after: String::new(), ..page.query.clone() });
    let label = fill(words().sort_by, &[name]);
    view! {
        <th scope="col" aria-sort=sorted><a class="link" href=href title=label>{name}<span aria-hidden="true">{arrow}</span></a></th>
    }
    .into_any()
}

fn line(page: &TablePage, row: &TableRow, choose: bool) -> AnyView {
    let said = |(column, cell)| (column, tables::cell(t(), page.kind, column, cell));
    let texts: Vec<(Column, String)> = page.columns.iter().copied().zip(&row.cells).map(said).collect();
    let name = texts.first().map(|(_, text)| text.clone()).unwrap_or_default();
    let select = choose.then(|| {
        let label = fill(words().select_row, &[&name]);
        view! {
            <td class="pick">
                <input type="checkbox" class="checkbox" name="ids" value=row.id.to_string() aria-label=label/>
            </td>
        }
        .into_any()
    });
    let cells: Vec<AnyView> = texts
        .into_iter()
        .enumerate()
        .map(|(at, (column, text))| {
            let label = words().column(column);
            if at == 0 && !row.href.is_empty() {
                let (href, text) = (row.href.clone(), if text.is_empty() { "—".to_owned() } else { text });
                return view! { <td data-label=label><a class="link" href=href>{text}</a></td> }.into_any();
            }
            let whole = matches!(row.cells.get(at), Some(Cell::At(_) | Cell::Number(_) | Cell::Sum(_) | Cell::Word(_)));
            view! { <td data-label=label class=whole.then_some("whole")>{text}</td> }.into_any()
        })
        .collect();
    view! { <tr data-row=row.id.to_string()>{select}{cells}</tr> }.into_any()
}
