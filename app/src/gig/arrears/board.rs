//! The board of the staff: employers with arrears, the longest overdue first.

use domain::gig::arrears::{ArrearsBoard, ArrearsRow};
use leptos::prelude::*;

use super::{day, tag, words};
use crate::{layout::console::console, text::fill, ui::url};

/// The page.
pub fn page(board: &ArrearsBoard) -> AnyView {
    let words = words();
    let pill = |code: String, name: String, sum: String| {
        let current = (board.county == code).then_some("true");
        let query: &[(&str, &str)] = if code.is_empty() { &[] } else { &[("county", &code)] };
        let href = url::with_query("/console/arrears", query);
        view! { <a class="pill" href=href aria-current=current>{name}<small>{sum}</small></a> }.into_any()
    };
    let open = |code: &str| {
        let found = board.by_county.iter().find(|(county, ..)| county.as_str() == code);
        found.map(|(_, _, sum)| sum.to_string()).unwrap_or_default()
    };
    let counties: Vec<AnyView> = board
        .counties
        .iter()
        .map(|county| pill(county.code.to_string(), county.name.clone(), open(county.code.as_str())))
        .collect();
    let rows: Vec<AnyView> = board.rows.iter().map(line).collect();
    let table = if rows.is_empty() {
        view! { <div class="empty"><h2>{words.none}</h2><p class="soft">{words.none_next}</p></div> }.into_any()
    } else {
        table(rows)
    };
    let content = view! {
        <h1>{words.title}</h1>
        <p class="soft">{words.about}</p>
        <div class="chips">{pill(String::new(), words.all.to_owned(), String::new())}{counties}</div>
        <p data-open=board.open.0.to_string()><b>{fill(words.total, &[&board.open.to_string()])}</b></p>
        {table}
        {board.more.then(|| view! { <p class="soft">{words.more}</p> }.into_any())}
    };
    console(words.title, content.into_any())
}

fn table(rows: Vec<AnyView>) -> AnyView {
    let words = words();
    let heads = [words.employer, words.place, words.claims, words.open, words.since, words.step];
    let heads: Vec<AnyView> = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }.into_any()).collect();
    view! {
        <table class="rows">
            <thead><tr>{heads}<th scope="col"><span class="sr-only">{words.look}</span></th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn line(row: &ArrearsRow) -> AnyView {
    let words = words();
    let href = format!("/console/arrears/{}", row.organisation);
    let name = format!("{} {}", words.look, row.name);
    view! {
        <tr>
            <td data-label=words.employer><b>{row.name.clone()}</b></td>
            <td data-label=words.place>{row.place.clone()}</td>
            <td data-label=words.claims>{row.overdue.claims.to_string()}</td>
            <td data-label=words.open>{fill(words.yuan, &[&row.overdue.open.to_string()])}</td>
            <td data-label=words.since>{day(row.overdue.since)}</td>
            <td data-label=words.step>{tag(row.step)}</td>
            <td><a class="btn small" href=href aria-label=name>{words.look}</a></td>
        </tr>
    }
    .into_any()
}
