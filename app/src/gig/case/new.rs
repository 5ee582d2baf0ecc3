//! Filing a case about one's own work.

use domain::gig::case::{CaseCategory, CaseLine, NewCase};
use leptos::prelude::*;

use super::{list, told, words};
use crate::{
    identity::organisation::parts::{file_field, upload},
    text::time,
    ui::{
        field::{self, tick},
        form,
        page::head,
        visit::t,
    },
};

/// The page.
pub fn page(data: &NewCase) -> AnyView {
    let words = words();
    let open: Vec<AnyView> =
        data.open.iter().map(|case| list::item(case, format!("/me/cases/{}", case.case), data.now)).collect();
    let open = (!open.is_empty())
        .then(|| view! { <h2 class="sub">{words.open_already}</h2><ul class="cards">{open}</ul> }.into_any());
    let form = if data.may_file { form(data) } else { view! { <p class="soft">{words.too_late}</p> }.into_any() };
    view! {
        {head(words.new_title)}
        <div class="page narrow">
            <p class="crumb"><a href=format!("/me/shifts/{}", data.claim)>"‹ "{data.title.clone()}</a></p>
            {told(data.now)}
            <h1>{words.new_title}</h1>
            <p class="facts"><b>{data.title.clone()}</b><span>{data.employer.clone()}</span>
                <span>{time::span(t(), data.starts, data.ends, data.now)}</span></p>
            <p><b>{words.danger}</b></p>
            <p class="soft">{words.new_about}</p>
            {open}
            {form}
        </div>
    }
    .into_any()
}

fn form(data: &NewCase) -> AnyView {
    let words = words();
    let answer = field::answer("file_case").filter(|answer| answer.outcome.is_err());
    let answer = answer.as_ref();
    let chosen = field::typed(answer, "category").unwrap_or_default();
    let free = |category: &&CaseCategory| !data.open.iter().any(|open: &CaseLine| open.category == **category);
    let choices: Vec<AnyView> = CaseCategory::ALL
        .iter()
        .filter(free)
        .map(|category| {
            let (word, name) = (category.word(), words.category_of(*category));
            tick("radio", "draft[category]".to_owned(), word.to_owned(), name.to_owned(), word == chosen)
        })
        .collect();
    let problem = field::problem(answer, "category").map(|problem| field::error_line("category", problem));
    let fields = view! {
        {form::hidden("draft[claim]", data.claim.to_string())}
        {form::hidden("draft[key]", form::key(&data.key, "k", &data.claim))}
        <fieldset class="field" id="category">
            <legend>{words.category}</legend>
            {problem}
            <div class="ticks">{choices}</div>
        </fieldset>
        {field::area("account", (words.account, words.account_hint), "", answer, (5, 600))}
        {file_field(words.file, words.file_hint, answer)}
        <button class="btn btn-primary wide">{words.send}</button>
    };
    let form = upload("/upload/case".to_owned(), fields.into_any());
    view! { <section class="sheet">{form}</section> }.into_any()
}
