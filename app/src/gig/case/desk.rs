//! A case as the staff see it.

use domain::gig::case::{CaseStep, CaseView};
use leptos::prelude::*;

use super::{deadline, history, one, tags, told, words};
use crate::{
    gig::{evidence, live::follow},
    layout::console::console,
    ui::{field, form},
};

/// The page.
pub fn page(data: &CaseView) -> AnyView {
    let words = words();
    let live = follow(data.now, [data.case]);
    let kept = (!data.shown && data.state.open())
        .then(|| view! { <div class="notice"><p>{words.desk_kept}</p></div> }.into_any());
    let blind = (!data.opens_files).then(|| view! { <p class="soft">{words.not_yours}</p> }.into_any());
    let content = view! {
        {live}
        <p class="crumb"><a href="/console?kind=case">"‹ "{words.desk_title}</a></p>
        {told(data.now)}
        <h1>{words.desk_title}" "<small class="soft">{data.title.clone()}</small></h1>
        {tags(data.category, data.state)}
        {deadline(data.state, data.due)}
        {kept}
        {one::about(data)}
        {blind}
        {history(&data.entries, data.now)}
        <section class="sheet"><h2>{words.files}</h2>{one::file_list(data)}</section>
        {(!data.steps.is_empty()).then(|| decide(data))}
        {data.opens_files.then(|| pack(data))}
    };
    console(words.desk_title, content.into_any())
}

/// The form that makes an evidence pack of it.
fn pack(data: &CaseView) -> AnyView {
    let words = evidence::words();
    let fields = view! {
        {form::hidden("draft[of]", data.case.to_string())}
        {form::hidden("draft[key]", form::key(&data.key, "e", &data.case))}
        <button class="btn">{words.desk}</button>
    };
    let form = form::post("make_case_pack", "", fields);
    view! { <section class="sheet"><h2>{words.title}</h2><p class="soft">{words.desk_about}</p>{form}</section> }
        .into_any()
}

fn decide(data: &CaseView) -> AnyView {
    let words = words();
    let answer = field::answer("step_case").filter(|answer| answer.outcome.is_err());
    let hint = if data.shown { words.note_hint } else { words.note_hint_kept };
    let first = data.steps.first().copied();
    let button = |step: &CaseStep| {
        let class = if Some(*step) == first { "btn btn-primary" } else { "btn" };
        let name = words.button(*step)?;
        Some(view! { <button class=class name="draft[step]" value=step.word()>{name}</button> }.into_any())
    };
    let buttons: Vec<AnyView> = data.steps.iter().filter_map(button).collect();
    let fields = view! {
        {form::hidden("draft[case]", data.case.to_string())}
        {form::hidden("draft[version]", data.version.to_string())}
        {field::area("note", (words.note, hint), "", answer.as_ref(), (5, 400))}
        <div class="actions" id="step">{buttons}</div>
    };
    view! { <section class="sheet"><h2>{words.decide}</h2>{form::post("step_case", "stack", fields)}</section> }
        .into_any()
}
