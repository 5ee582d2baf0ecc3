//! What came of every row, by outcome, in the order of the file.

use domain::{
    error::{FieldError, Problem},
    import::{ImportKind, ImportPage, ImportState, Outcome, RowReport},
};
use leptos::prelude::*;

use super::words;
use crate::{
    text::{Language, error, fill},
    ui::{
        url,
        visit::{t, visit},
    },
};

/// The report; nothing while there is none yet.
pub fn report(page: &ImportPage) -> Option<AnyView> {
    let (words, import) = (words(), &page.import);
    if matches!(import.state, ImportState::Uploaded | ImportState::Checking) {
        return None;
    }
    let rows: Vec<AnyView> = page.report.iter().map(|row| line(import.kind, row)).collect();
    let table = if rows.is_empty() {
        view! { <div class="empty"><p>{words.report_none}</p></div> }.into_any()
    } else {
        view! {
            <table class="rows">
                <thead>
                    <tr>
                        <th scope="col">{words.line}</th>
                        <th scope="col">{words.outcome}</th>
                        <th scope="col">{words.why}</th>
                        <th scope="col"><span class="sr-only">{words.open}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let next = page.next.as_ref().map(|after| {
        let href = address(page, &page.query.outcome, after);
        view! { <a class="btn next" href=href rel="next">{words.next}</a> }.into_any()
    });
    Some(view! { <h2>{words.report}</h2>{outcomes(page)}{table}{next} }.into_any())
}

fn address(page: &ImportPage, outcome: &str, after: &str) -> String {
    let given = [("outcome", outcome), ("after", after)];
    let pairs: Vec<_> = given.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    url::with_query(&format!("/console/imports/{}", page.import.id), &pairs)
}

/// The outcomes with how many rows came to each, to look at one alone.
fn outcomes(page: &ImportPage) -> AnyView {
    let words = words();
    let pill = |outcome: &'static str, name: &'static str, count: String| {
        let current = (page.query.outcome == outcome).then_some("true");
        let href = address(page, outcome, "");
        view! { <a class="pill" href=href aria-current=current data-outcome=outcome>{name}<small>{count}</small></a> }
            .into_any()
    };
    let all = pill("", words.all, page.import.rows.to_string());
    let counts = page.import.counts;
    let each: Vec<AnyView> = Outcome::ALL
        .iter()
        .map(|outcome| pill(outcome.word(), words.outcome_of(*outcome), counts.of(*outcome).to_string()))
        .collect();
    view! { <div class="chips">{all}{each}</div> }.into_any()
}

fn line(kind: ImportKind, row: &RowReport) -> AnyView {
    let words = words();
    let class = match row.outcome {
        Outcome::Rejected => "tag warn",
        Outcome::Unchanged => "tag plain",
        Outcome::Created | Outcome::Changed => "tag",
    };
    let problems: Vec<AnyView> =
        row.problems.iter().map(|error| view! { <div>{problem(Some(kind), error)}</div> }.into_any()).collect();
    let (number, shown) = (row.line.to_string(), row.line.to_string());
    let label = format!("{} {} {number}", words.open, words.line);
    let open = (!row.link.is_empty())
        .then(|| view! { <a class="btn small" href=row.link.clone() aria-label=label>{words.open}</a> }.into_any());
    view! {
        <tr data-line=number>
            <td data-label=words.line>{shown}</td>
            <td data-label=words.outcome><span class=class>{words.outcome_of(row.outcome)}</span></td>
            <td data-label=words.why>{problems}</td>
            <td>{open}</td>
        </tr>
    }
    .into_any()
}

/// What a field is called: by its column.
fn field(kind: Option<ImportKind>, name: &str) -> String {
    let column = kind.and_then(|kind| kind.column(name));
    match (column, visit().language) {
        (Some(column), Language::Zh) => column.zh.to_owned(),
        (Some(column), Language::En) => column.en.to_owned(),
        (None, _) => String::new(),
    }
}

/// What is wrong with a row or a file, with the column that it is about.
pub fn problem(kind: Option<ImportKind>, error: &FieldError) -> String {
    let words = words();
    let said = match error.problem {
        Problem::NotATable => words.p_not_a_table.to_owned(),
        Problem::NoRows => words.p_no_rows.to_owned(),
        Problem::TooManyRows(most) => fill(words.p_too_many_rows, &[&most.to_string()]),
        Problem::TooManyColumns(most) => fill(words.p_too_many_columns, &[&most.to_string()]),
        Problem::UnpacksTooLarge(most) => fill(words.p_unpacks, &[&most.to_string()]),
        Problem::ColumnMissing => words.p_column_missing.to_owned(),
        Problem::ColumnTwice => words.p_column_twice.to_owned(),
        Problem::OutsideRegion => words.p_outside.to_owned(),
        Problem::SameAsLine(line) => fill(words.p_same, &[&line.to_string()]),
        Problem::DiffersFromLine(line) => fill(words.p_differs, &[&line.to_string()]),
        Problem::NotChangeable => words.p_not_changeable.to_owned(),
        Problem::Ambiguous => words.p_ambiguous.to_owned(),
        Problem::NotThere => words.p_not_there.to_owned(),
        Problem::NotVerified => words.p_not_verified.to_owned(),
        Problem::ChangedMeanwhile => words.p_meanwhile.to_owned(),
        Problem::NotBetween(least, most) => fill(words.p_range, &[&least.to_string(), &most.to_string()]),
        Problem::NotATime => words.p_not_a_time.to_owned(),
        Problem::NotToCome => words.p_not_to_come.to_owned(),
        Problem::BreakTooLong => words.p_break.to_owned(),
        Problem::UnknownWord => words.p_unknown_word.to_owned(),
        other => error::problem(t(), other),
    };
    let name = field(kind, &error.field);
    if name.is_empty() { said } else { format!("{name}：{said}") }
}
