//! What would come of doing something to many rows, and doing it.

use domain::table::{BulkAction, BulkPreview, BulkRow, TableQuery};
use leptos::prelude::*;

use super::{address, words};
use crate::{
    layout::console::console,
    text::{error, fill},
    ui::{
        field::{self, Text},
        form, notice,
        visit::t,
    },
};

/// The page.
pub fn page(preview: &BulkPreview) -> AnyView {
    let words = words();
    let (kind, action) = (preview.action.table(), preview.action);
    let title = fill(words.bulk_title, &[words.action(action)]);
    let back = address(kind, &TableQuery::default());
    let free = preview.rows.iter().filter(|row| row.hindrance.is_none()).count();
    let summary = if let Some(problem) = preview.problem {
        error::problem(t(), problem)
    } else if free == 0 {
        words.bulk_nothing.to_owned()
    } else {
        fill(words.bulk_rows, &[&free.to_string(), &(preview.rows.len() - free).to_string()])
    };
    let content = view! {
        <p class="crumb"><a href=back.clone()>"‹ "{words.table(kind)}</a></p>
        {notice::errors(domain::when::Moment(0), ().into_any())}
        <h1>{title.clone()}</h1>
        <p>{summary}</p>
        {(!preview.rows.is_empty()).then(|| table(preview, free))}
        {(free > 0).then(|| confirm(preview))}
        <p><a class="btn" href=back>{words.back}</a></p>
    };
    console(&title, content.into_any())
}

fn table(preview: &BulkPreview, free: usize) -> AnyView {
    let words = words();
    let rows: Vec<AnyView> = preview.rows.iter().map(|row| line(preview.action, row)).collect();
    view! {
        <table class="rows" data-free=free.to_string()>
            <thead>
                <tr>
                    <th scope="col">{words.name}</th>
                    <th scope="col">{words.place}</th>
                    <th scope="col">{words.bulk_touched}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn line(action: BulkAction, row: &BulkRow) -> AnyView {
    let words = words();
    let touched = match (row.hindrance, action) {
        (Some(why), _) => words.hindrance(why).to_owned(),
        (None, BulkAction::CloseShifts) => fill(words.people_told, &[&row.touched.to_string()]),
        (None, BulkAction::WithdrawPostings) => fill(words.shifts_closed, &[&row.touched.to_string()]),
        (None, BulkAction::RevokeOrganisations) => words.owners_told.to_owned(),
    };
    let mark = row.hindrance.is_some().then_some("tag plain");
    view! {
        <tr>
            <td data-label=words.name><b>{row.name.clone()}</b></td>
            <td data-label=words.place>{row.place.clone()}</td>
            <td data-label=words.bulk_touched><span class=mark>{touched}</span></td>
        </tr>
    }
    .into_any()
}

fn confirm(preview: &BulkPreview) -> AnyView {
    let (words, action) = (words(), preview.action);
    let console = crate::layout::console::words();
    let answer = field::answer("apply_bulk").filter(|flash| flash.outcome.is_err());
    let free = preview.rows.iter().filter(|row| row.hindrance.is_none());
    let ids: Vec<AnyView> = free.map(|row| form::hidden("draft[ids][]", row.id.to_string())).collect();
    let reason = Text {
        name: "reason",
        label: console.reason,
        hint: console.reason_hint,
        value: field::typed(answer.as_ref(), "reason").unwrap_or_default(),
        problem: field::problem(answer.as_ref(), "reason"),
        autocomplete: "off",
        inputmode: "text",
        maxlength: "200",
    };
    let fields = view! {
        {form::hidden("draft[table]", action.table().word().to_owned())}
        {form::hidden("draft[action]", action.word().to_owned())}
        {ids}
        {reason.view()}
        <button class="btn btn-danger">{words.confirm}</button>
    };
    view! {
        <section class="sheet">
            <p>{words.effect(action)}</p>
            {form::post("apply_bulk", "stack", fields)}
        </section>
    }
    .into_any()
}
