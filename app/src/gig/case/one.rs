//! A case as the worker and the employer see it.

use domain::gig::case::{CaseSide, CaseStep, CaseView};
use leptos::prelude::*;

use super::{deadline, fact, history, tags, told, words};
use crate::{
    flash::Flash,
    gig::live::follow,
    identity::organisation::parts::{file_field, upload},
    text::{fill, time},
    ui::{field, form, page::head, visit::t},
};

/// The page.
pub fn page(data: &CaseView) -> AnyView {
    let words = words();
    let live = follow(data.now, [data.case]);
    let employer = data.side == CaseSide::Employer;
    let (back, title) = if employer {
        (format!("/me/organisations/{}/cases", data.organisation), words.employer_title)
    } else {
        ("/me/cases".to_owned(), words.title)
    };
    let kept = (!employer)
        .then(|| view! { <p class="soft">{if data.shown { words.shown } else { words.kept_back }}</p> }.into_any());
    let may = |step| data.steps.contains(&step);
    view! {
        {head(data.title.clone())}
        <div class="page narrow" data-case=data.case.to_string()>
            {live}
            <p class="crumb"><a href=back>"‹ "{title}</a></p>
            {told(data.now)}
            <h1>{data.title.clone()}</h1>
            {tags(data.category, data.state)}
            {deadline(data.state, data.due)}
            {kept}
            {about(data)}
            {history(&data.entries, data.now)}
            {may(CaseStep::Answer).then(|| words_form(data, "answer_case", (words.answer, words.answer_hint, words.answer_send)))}
            {may(CaseStep::Say).then(|| words_form(data, "say_in_case", (words.say, words.say_hint, words.say_send)))}
            {(!employer).then(|| files(data))}
            {may(CaseStep::Withdraw).then(|| withdraw(data))}
        </div>
    }
    .into_any()
}

/// Which work it is about.
pub fn about(data: &CaseView) -> AnyView {
    let words = words();
    let (href, name) = match data.side {
        CaseSide::Employer => (format!("/me/organisations/{}/shifts/{}", data.organisation, data.shift), words.to_crew),
        _ => (format!("/me/shifts/{}", data.claim), words.to_work),
    };
    let link = (data.side != CaseSide::Staff).then(|| view! { <p><a class="link" href=href>{name}</a></p> }.into_any());
    view! {
        <section class="sheet">
            <dl class="facts-list">
                {fact(words.work, data.title.clone())}
                {fact(words.when, time::span(t(), data.starts, data.ends, data.now))}
                {fact(words.place, data.place.clone())}
                {fact(words.employer, data.employer.clone())}
                {fact(words.worker, data.worker.clone())}
            </dl>
            <p class="soft">{fill(words.filed_at, &[&time::moment(t(), data.filed, data.now)])}</p>
            {link}
        </section>
    }
    .into_any()
}

/// What a form about this case has to say, if it came back.
fn came_back(endpoint: &str) -> Option<Flash> {
    field::answer(endpoint).filter(|answer| answer.outcome.is_err())
}

/// The form by which one side says something.
fn words_form(
    data: &CaseView,
    endpoint: &'static str,
    (title, hint, send): (&'static str, &'static str, &'static str),
) -> AnyView {
    let answer = came_back(endpoint);
    let open = answer.is_some() || endpoint == "answer_case";
    let fields = view! {
        {form::hidden("draft[case]", data.case.to_string())}
        {form::hidden("draft[key]", form::key(&data.key, "s", &data.case))}
        {field::area("words", (title, hint), "", answer.as_ref(), (5, 600))}
        <button class="btn btn-primary">{send}</button>
    };
    let form = form::post(endpoint, "stack", fields);
    view! { <details class="sheet" open=open><summary>{title}</summary>{form}</details> }.into_any()
}

/// What the worker has added, and the form to add more.
fn files(data: &CaseView) -> AnyView {
    let words = words();
    let add = data.steps.contains(&CaseStep::Say).then(|| {
        let answer = came_back("case_file");
        let open = answer.is_some();
        let fields = view! {
            {file_field(words.add_file, words.file_hint, answer.as_ref())}
            <button class="btn">{words.add}</button>
        };
        let form = upload(format!("/upload/case/{}", data.case), fields.into_any());
        view! { <details open=open><summary>{words.add_file}</summary>{form}</details> }.into_any()
    });
    view! { <section class="sheet"><h2>{words.files}</h2>{file_list(data)}{add}</section> }.into_any()
}

/// The files, as links for whoever may open them.
pub fn file_list(data: &CaseView) -> AnyView {
    let words = words();
    if data.files.is_empty() {
        return view! { <p class="soft">{words.files_none}</p> }.into_any();
    }
    let lines: Vec<AnyView> = data
        .files
        .iter()
        .map(|file| {
            let size = format!("{} KB", file.size.div_ceil(1024));
            let name = if data.opens_files {
                let href = format!("/case-files/{}", file.id);
                view! { <a class="link" href=href rel="external" download>{file.name.clone()}</a> }.into_any()
            } else {
                view! { <b>{words.files}</b> }.into_any()
            };
            view! { <li class="between">{name}<span class="soft">{size}</span></li> }.into_any()
        })
        .collect();
    view! { <ul class="stack">{lines}</ul> }.into_any()
}

fn withdraw(data: &CaseView) -> AnyView {
    let words = words();
    let answer = came_back("withdraw_case");
    let open = answer.is_some();
    let id = data.case.to_string();
    let why = crate::gig::day::input(
        (&format!("withdraw-{id}"), "words"),
        (words.withdraw_why, words.withdraw_hint),
        String::new(),
        answer.as_ref(),
        "text",
    );
    let fields = view! {
        {form::hidden("draft[case]", id)}
        {why}
        <button class="btn">{words.withdraw_send}</button>
    };
    let form = form::post("withdraw_case", "stack", fields);
    view! { <details open=open><summary>{words.withdraw}</summary>{form}</details> }.into_any()
}
