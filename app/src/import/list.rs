//! The imports of a region, the newest first.

use domain::{
    import::{ImportList, ImportState, ImportView},
    when::Moment,
};
use leptos::prelude::*;

use super::words;
use crate::{
    layout::console::console,
    text::{fill, time},
    ui::{notice, url, visit::t},
};

/// The page.
pub fn page(list: &ImportList) -> AnyView {
    let words = words();
    let rows: Vec<AnyView> = list.rows.iter().map(|row| line(row, list.now)).collect();
    let table = if rows.is_empty() {
        view! { <div class="empty"><h2>{words.none}</h2><p class="soft">{words.none_next}</p></div> }.into_any()
    } else {
        view! {
            <table class="rows">
                <thead>
                    <tr>
                        <th scope="col">{words.kind}</th>
                        <th scope="col">{words.file}</th>
                        <th scope="col">{words.state}</th>
                        <th scope="col">{words.rows}</th>
                        <th scope="col">{words.by}</th>
                        <th scope="col">{words.sent}</th>
                        <th scope="col"><span class="sr-only">{words.open}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let next = list.next.as_ref().map(|after| {
        let href = url::with_query("/console/imports", &[("after", after.as_str())]);
        view! { <a class="btn next" href=href rel="next">{words.next}</a> }.into_any()
    });
    let content = view! {
        {notice::errors(list.now, ().into_any())}
        <div class="between">
            <h1>{words.title}</h1>
            <a class="btn btn-primary" href="/console/imports/new">{words.new}</a>
        </div>
        {table}
        {next}
    };
    console(words.title, content.into_any())
}

/// A state as a tag.
pub fn tag(state: ImportState) -> AnyView {
    let class = match state {
        ImportState::Done => "tag",
        ImportState::Failed => "tag warn",
        _ => "tag plain",
    };
    view! { <span class=class data-import-state=state.word()>{words().state_of(state)}</span> }.into_any()
}

/// Who sent a file.
pub fn sender(import: &ImportView) -> String {
    if import.mine { words().you.to_owned() } else { import.by_name.clone() }
}

/// What is called the file, once it is gone as well.
pub fn file_name(import: &ImportView) -> String {
    if import.file.is_empty() { words().file_gone.to_owned() } else { import.file.clone() }
}

fn line(import: &ImportView, now: Moment) -> AnyView {
    let words = words();
    let (href, name) = (format!("/console/imports/{}", import.id), words.kind_of(import.kind));
    let label = format!("{} {name} {}", words.open, file_name(import));
    let far = import.state.runs().then(|| {
        view! { <small class="soft">{fill(words.percent, &[&import.percent().to_string()])}</small> }.into_any()
    });
    view! {
        <tr>
            <td data-label=words.kind><b>{name}</b></td>
            <td data-label=words.file>{file_name(import)}</td>
            <td data-label=words.state>{tag(import.state)}" "{far}</td>
            <td data-label=words.rows>{import.rows.to_string()}</td>
            <td data-label=words.by>{sender(import)}</td>
            <td data-label=words.sent>{time::moment(t(), import.created, now)}</td>
            <td><a class="btn small" href=href aria-label=label>{words.open}</a></td>
        </tr>
    }
    .into_any()
}
