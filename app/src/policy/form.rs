//! The form in which a policy or notice is written.

use domain::policy::{Audience, DeskPage, PolicyKind, Reach};
use leptos::prelude::*;

use super::{files, words};
use crate::{
    flash::Flash,
    text::policy::Policy,
    ui::{
        field::{self, Text, tick},
        form,
    },
};

/// What the form calls a field.
pub const fn label(words: &Policy, field: &str) -> &'static str {
    match field.as_bytes() {
        b"kind" => words.kind,
        b"title" => words.title_field,
        b"issuer" => words.issuer,
        b"number" => words.number,
        b"issued" => words.issued,
        b"effective" => words.effective,
        b"expires" => words.expires,
        b"source" => words.source,
        b"audiences" => words.audience,
        b"region" => words.region,
        _ => words.body,
    }
}

/// A form about the revision of the page.
pub fn marked(endpoint: &'static str, class: &'static str, page: &DeskPage, fields: AnyView) -> AnyView {
    marked_for(endpoint, class, page, (page.number, page.version), fields)
}

/// A form about this revision and version of the page's policy.
pub fn marked_for(
    endpoint: &'static str,
    class: &'static str,
    page: &DeskPage,
    (number, version): (i64, i64),
    fields: AnyView,
) -> AnyView {
    form::post_back(endpoint, class, back(page), with_mark(page, (number, version), fields))
}

/// The page to show if a form about this one does not work.
fn back(page: &DeskPage) -> String {
    // A new one that somebody else began with the same form is found at its own address.
    if page.version == 0 { "/console/policy/new".to_owned() } else { format!("/console/policy/{}", page.id) }
}

fn with_mark(page: &DeskPage, (number, version): (i64, i64), fields: AnyView) -> AnyView {
    view! {
        {form::hidden("mark[policy]", page.id.to_string())}
        {form::hidden("mark[number]", number.to_string())}
        {form::hidden("mark[version]", version.to_string())}
        {fields}
    }
    .into_any()
}

/// The form.
pub fn form(page: &DeskPage) -> AnyView {
    let words = words();
    let answer = field::answer("save_policy").filter(|flash| flash.outcome.is_err());
    // What is put aside by the server is as it was typed.
    let answer = answer.as_ref().filter(|_| page.theirs.is_none());
    let draft = &page.draft;
    let line = |name: &'static str, hint: &'static str, saved: &str, maxlength: &'static str| {
        Text {
            name,
            label: label(words, name),
            hint,
            value: field::typed(answer, name).unwrap_or_else(|| saved.to_owned()),
            problem: field::problem(answer, name),
            autocomplete: "off",
            inputmode: "text",
            maxlength,
        }
        .view()
    };
    let fields = view! {
        {kinds(page, answer)}
        {line("title", words.h_title, &draft.title, "200")}
        {line("issuer", words.h_issuer, &draft.issuer, "100")}
        {line("number", words.h_number, &draft.number, "100")}
        {line("issued", words.h_date, &draft.issued, "10")}
        {line("effective", words.h_effective, &draft.effective, "10")}
        {line("expires", words.h_expires, &draft.expires, "10")}
        {line("source", words.h_source, &draft.source, "500")}
        {regions(page, answer)}
        {audiences(page, answer)}
        {body(page, answer)}
        <button class="btn btn-primary">{words.save}</button>
        {files::field(page, answer)}
    };
    let fields = with_mark(page, (page.number, page.version), fields.into_any());
    // With the file in the same form nothing that was typed is left behind. The browser sends it by itself.
    view! {
        <form method="post" action="/upload/policy" class="stack" enctype="multipart/form-data">
            {form::hidden("back", back(page))}
            {fields}
        </form>
    }
    .into_any()
}

fn kinds(page: &DeskPage, answer: Option<&Flash>) -> AnyView {
    let words = words();
    let chosen = field::typed(answer, "kind").unwrap_or_else(|| page.draft.kind.clone());
    let kinds = PolicyKind::ALL.iter().map(|kind| (kind.word().to_owned(), words.kind(*kind).to_owned())).collect();
    field::select("kind", "draft[kind]", words.kind, &chosen, kinds)
}

fn regions(page: &DeskPage, answer: Option<&Flash>) -> AnyView {
    let words = words();
    if page.number > 1 {
        // Where it applies stays as it is once readers have seen it.
        let name = page.regions.iter().find(|region| region.code.as_str() == page.draft.region);
        let name = name.map_or_else(|| words.country.to_owned(), |region| region.name.clone());
        return view! {
            <p>{words.region}"："{name}</p>
            {form::hidden("draft[region]", page.draft.region.clone())}
        }
        .into_any();
    }
    let chosen = field::typed(answer, "region").unwrap_or_else(|| page.draft.region.clone());
    let whole = page.regions.iter().any(|region| region.code.county().is_none());
    let country = whole.then(|| (Reach::COUNTRY.to_owned(), words.country.to_owned()));
    let regions = page.regions.iter().map(|region| (region.code.as_str().to_owned(), region.name.clone()));
    let problem = field::problem(answer, "region").map(|problem| field::error_line("region", problem));
    let choices = country.into_iter().chain(regions).collect();
    view! {
        {problem}
        {field::select("region", "draft[region]", words.region, &chosen, choices)}
        <p class="hint">{words.h_region}</p>
    }
    .into_any()
}

fn audiences(page: &DeskPage, answer: Option<&Flash>) -> AnyView {
    let words = words();
    let ticked = field::ticked(answer, "audiences").unwrap_or_else(|| page.draft.audiences.clone());
    let boxes: Vec<AnyView> = Audience::ALL
        .iter()
        .map(|one| {
            let word = one.word().to_owned();
            let on = ticked.contains(&word);
            tick("checkbox", "draft[audiences][]".to_owned(), word, words.audience(*one).to_owned(), on)
        })
        .collect();
    view! {
        <fieldset class="field" id="audiences">
            <legend>{words.audience}</legend>
            <p class="hint">{words.h_audience}</p>
            <div class="ticks">{boxes}</div>
        </fieldset>
    }
    .into_any()
}

fn body(page: &DeskPage, answer: Option<&Flash>) -> AnyView {
    let words = words();
    let typed = field::typed(answer, "body").unwrap_or_else(|| page.draft.body.clone());
    let typed = field::area_text(typed);
    let problem = field::problem(answer, "body").map(|problem| field::error_line("body", problem));
    view! {
        <div class="field">
            <label for="body">{words.body}</label>
            <p class="hint" id="body-hint">{words.h_body}</p>
            {problem}
            <textarea class="input long" id="body" name="draft[body]" rows="20" aria-describedby="body-hint">{typed}</textarea>
        </div>
    }
    .into_any()
}
