//! Bringing a file in: of what kind it is, the file, and what must stand in it.

use domain::{
    error::FieldError,
    import::{ImportKind, NewImport, ROWS_LIMIT, SIZE_LIMIT_MB},
};
use leptos::prelude::*;

use super::{report, words};
use crate::{
    flash::Flash,
    layout::console::console,
    text::{error, fill},
    ui::{
        field,
        notice::{Tone, notice},
        visit::flash,
    },
};

/// The page.
pub fn page(data: &NewImport) -> AnyView {
    let words = words();
    let kinds: Vec<AnyView> = data.kinds.iter().map(|kind| columns(*kind)).collect();
    let content = view! {
        <p class="crumb"><a href="/console/imports">"‹ "{words.title}</a></p>
        {errors()}
        <h1>{words.new}</h1>
        <p class="soft">{fill(words.new_hint, &[&data.place])}</p>
        {form(data)}
        <h2>{words.columns_title}</h2>
        <p class="soft">{words.columns_hint}</p>
        {kinds}
    };
    console(words.new, content.into_any())
}

/// What is wrong with the file that was sent, each with the column that it is about.
fn errors() -> Option<AnyView> {
    let words = words();
    let answer = flash()?;
    let wrong = answer.outcome.as_ref().err()?;
    let fields = error::fields(wrong);
    if fields.is_empty() {
        return crate::ui::notice::errors(domain::when::Moment(0), ().into_any());
    }
    let kind = kind_of(&answer);
    let lines: Vec<AnyView> = fields
        .iter()
        .map(|error| {
            let words = report::problem(kind, error);
            let link = if error.field == "kind" { "#kind" } else { "#file" };
            view! { <li><a href=link rel="external">{words}</a></li> }.into_any()
        })
        .collect();
    Some(notice(Tone::Bad, words.refused.to_owned(), view! { <ul>{lines}</ul> }.into_any()))
}

/// The kind that was chosen before the form came back.
fn kind_of(answer: &Flash) -> Option<ImportKind> {
    field::typed(Some(answer), "kind").and_then(|word| ImportKind::parse(&word))
}

fn form(data: &NewImport) -> AnyView {
    let words = words();
    let answer = field::answer("import").filter(|flash| flash.outcome.is_err());
    let kinds = data.kinds.iter().map(|kind| (kind.word().to_owned(), words.kind_of(*kind).to_owned())).collect();
    // What is wrong with the file stands beside the field as well.
    let about_file = |error: &&FieldError| error.field != "kind";
    let kind = answer.as_ref().and_then(kind_of);
    let problems: Vec<String> = answer
        .as_ref()
        .and_then(|answer| answer.outcome.as_ref().err())
        .map(error::fields)
        .unwrap_or_default()
        .iter()
        .filter(about_file)
        .map(|error| report::problem(kind, error))
        .collect();
    let wrong = (!problems.is_empty()).then_some("true");
    let said = wrong.map(|_| field::error_line("file", problems.join(" ")));
    let described = if wrong.is_some() { "file-hint file-error" } else { "file-hint" };
    let hint = fill(words.file_hint, &[&SIZE_LIMIT_MB.to_string(), &ROWS_LIMIT.to_string()]);
    view! {
        <form method="post" action="/upload/import" class="sheet stack" enctype="multipart/form-data">
            <input type="hidden" name="back" value="/console/imports/new"/>
            {field::select("kind", "draft[kind]", words.kind, kind.map(ImportKind::word).unwrap_or_default(), kinds)}
            <div class="field">
                <label for="file">{words.choose_file}</label>
                <p class="hint" id="file-hint">{hint}</p>
                {said}
                <input class="input" type="file" id="file" name="file"
                    accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                    aria-describedby=described aria-invalid=wrong/>
            </div>
            <button class="btn btn-primary">{words.send}</button>
        </form>
    }
    .into_any()
}

/// What the columns of a kind mean.
fn columns(kind: ImportKind) -> AnyView {
    let words = words();
    let rows: Vec<AnyView> = kind
        .columns()
        .iter()
        .map(|column| {
            let needed = if column.needed { words.needed } else { words.may_be_empty };
            let choices: Vec<&str> = column.words.iter().map(|(zh, _)| *zh).collect();
            let choices = (!choices.is_empty()).then(|| format!("{}{}", words.one_of, choices.join("、")));
            view! {
                <tr>
                    <td data-label=words.column><b>{column.zh}</b>" "<span class="soft" lang="en">{column.en}</span></td>
                    <td data-label=words.needed>{needed}</td>
                    <td data-label=words.meaning>{words.meaning(kind, column.field)}" "{choices}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let href = format!("/console/import-template/{}", kind.word());
    let (name, label) = (words.kind_of(kind), format!("{} {}", words.template, words.kind_of(kind)));
    view! {
        <details class="sheet">
            <summary>{name}</summary>
            <p class="soft">{words.about(kind)}</p>
            <p><a class="btn small" href=href rel="external" download aria-label=label>{words.template}</a></p>
            <table class="rows">
                <thead>
                    <tr>
                        <th scope="col">{words.column}</th>
                        <th scope="col">{words.needed}</th>
                        <th scope="col">{words.meaning}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}
