//! One policy or notice as the staff works on it.

use domain::policy::{Deed, DeskPage};
use leptos::prelude::*;

use super::{files, form, steps, words};
use crate::{
    flash::Note,
    layout::console::{self, console},
    text::{error, fill, time},
    ui::{
        notice::{self, Tone, notice},
        visit::{flash, t},
    },
};

/// The page.
pub fn page(page: &DeskPage) -> AnyView {
    let words = words();
    let title = if page.draft.title.is_empty() { words.untitled.to_owned() } else { page.draft.title.clone() };
    let heading = if page.version == 0 { words.new.to_owned() } else { title };
    let there = page.version > 0;
    let write = page.may_write.then(|| form::form(page));
    let content = view! {
        <p class="crumb"><a href="/console/policies">"‹ "{words.title}</a></p>
        {told(page)}
        <h1>{heading.clone()}</h1>
        {there.then(|| state(page))}
        {conflict(page)}
        {there.then(|| steps::steps(page))}
        {write}
        {theirs(page)}
        {preview(page)}
        {(!page.may_write).then(|| files::section(&page.id.to_string(), &page.files)).flatten()}
        {there.then(|| history(page))}
    };
    console(&heading, content.into_any())
}

/// What the last form has to say.
fn told(page: &DeskPage) -> Option<AnyView> {
    match flash()?.outcome {
        Ok(Some(Note::Saved)) => {
            // Whoever only decides goes on with what else waits.
            let next = (!page.may_write)
                .then(|| view! { <a class="btn btn-primary" href="/console">{console::words().queue}</a> }.into_any());
            Some(notice(Tone::Good, words().saved.to_owned(), next.into_any()))
        }
        Ok(_) => None,
        // What the page itself says of the conflict says more.
        Err(_) if page.theirs.is_some() => None,
        Err(_) => notice::errors(page.now, ().into_any()),
    }
}

fn state(page: &DeskPage) -> AnyView {
    let words = words();
    let from = page.from.map(|from| fill(words.from, &[&time::moment(t(), from, page.now)]));
    let number = fill(words.version, &[&page.number.to_string()]);
    let read = page.read.map(|read| fill(words.read_now, &[&read.number.to_string()]));
    let public = (page.from.is_some_and(|from| from <= page.now) || page.read.is_some()).then(|| {
        let href = format!("/policies/{}", page.id);
        view! { <a class="link" href=href>{words.see_public}</a> }.into_any()
    });
    view! {
        <p class="actions" data-standing=page.standing.word()>
            <span class="tag">{words.standing(page.standing)}</span>
            <span>{number}</span>
            <span>{from}</span>
            <span>{read}</span>
            {public}
        </p>
    }
    .into_any()
}

/// That somebody else saved first, and the way to drop what was typed.
fn conflict(page: &DeskPage) -> Option<AnyView> {
    let words = words();
    page.theirs.as_ref().map(|_| {
        let drop =
            form::marked("drop_typed_policy", "", page, view! { <button class="btn">{words.drop}</button> }.into_any());
        let body = view! { <p>{words.conflict_body}</p>{drop} }.into_any();
        view! { <div data-conflict="">{notice(Tone::Bad, words.conflict.to_owned(), body)}</div> }.into_any()
    })
}

/// What somebody else saved, to compare.
fn theirs(page: &DeskPage) -> Option<AnyView> {
    let words = words();
    page.theirs.as_ref().map(|theirs| {
        let lines = [
            (words.title_field, &theirs.title),
            (words.issuer, &theirs.issuer),
            (words.number, &theirs.number),
            (words.issued, &theirs.issued),
            (words.effective, &theirs.effective),
            (words.expires, &theirs.expires),
            (words.source, &theirs.source),
        ];
        let lines: Vec<AnyView> = lines
            .into_iter()
            .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value.clone()}</dd></div> }.into_any())
            .collect();
        view! {
            <section class="sheet">
                <h2>{words.theirs}</h2>
                <dl class="facts-list">{lines}</dl>
                <p class="prose">{theirs.body.clone()}</p>
            </section>
        }
        .into_any()
    })
}

/// The text as readers will see it, and what keeps it from being filed.
fn preview(page: &DeskPage) -> AnyView {
    let words = words();
    let problems: Vec<AnyView> = page
        .problems
        .iter()
        .map(|problem| {
            let field = form::label(words, &problem.field);
            view! { <li>{format!("{field}：{}", error::problem(t(), problem.problem))}</li> }.into_any()
        })
        .collect();
    let problems = (page.may_write && !problems.is_empty())
        .then(|| view! { <div id="to-mend"><p>{words.to_mend}</p><ul>{problems}</ul></div> }.into_any());
    let text = if page.html.is_empty() {
        view! { <p class="soft">{words.preview_none}</p> }.into_any()
    } else {
        view! { <div class="text" inner_html=page.html.clone()></div> }.into_any()
    };
    view! { <section class="sheet" id="preview"><h2>{words.preview}</h2>{problems}{text}</section> }.into_any()
}

fn history(page: &DeskPage) -> AnyView {
    let words = words();
    let line = |deed: &Deed| {
        let who = deed.who.clone().unwrap_or_else(|| words.service.to_owned());
        view! {
            <tr>
                <td data-label=words.when>{time::moment(t(), deed.at, page.now)}</td>
                <td data-label=words.who>{who}</td>
                <td data-label=words.what>{words.deed(&deed.what)}</td>
                <td data-label=words.reason>{deed.reason.clone()}</td>
            </tr>
        }
        .into_any()
    };
    let lines: Vec<AnyView> = page.deeds.iter().map(line).collect();
    if lines.is_empty() {
        return view! { <section class="sheet"><h2>{words.history}</h2><p class="soft">{words.no_history}</p></section> }
            .into_any();
    }
    view! {
        <section class="stack">
            <h2>{words.history}</h2>
            <table class="rows">
                <thead>
                    <tr>
                        <th scope="col">{words.when}</th>
                        <th scope="col">{words.who}</th>
                        <th scope="col">{words.what}</th>
                        <th scope="col">{words.reason}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}
