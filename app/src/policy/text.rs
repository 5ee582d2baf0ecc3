//! One law, policy or notice, as everybody reads it.

use domain::policy::{PolicyPage, Revision};
use leptos::prelude::*;
use leptos_meta::Link;

use super::{files, list, words};
use crate::{text::fill, ui::page::head};

/// The page.
pub fn page(page: PolicyPage) -> AnyView {
    let words = words();
    let (facts, contents, revisions, expired) = (facts(&page), contents(&page), revisions(&page), expired(&page));
    let tags = list::tags(&page.card);
    let files = files::section(&page.card.id.to_string(), &page.files);
    view! {
        {head(page.card.title.clone())}
        <Link rel="canonical" href=page.url.clone()/>
        <article class="page text-page" data-policy=page.card.id.to_string()>
            <p class="crumb"><a href="/policies">"‹ "{words.title}</a></p>
            {expired}
            <header class="hero"><h1>{page.card.title}</h1>{tags}</header>
            {facts}
            {contents}
            <div class="sheet text" inner_html=page.html></div>
            {files}
            {revisions}
            <p class="soft">{words.share}<a class="link" href=page.url.clone() rel="external">{page.url.clone()}</a></p>
            <p class="soft">{words.print}</p>
        </article>
        <script type="application/ld+json" inner_html=page.json_ld></script>
    }
    .into_any()
}

fn expired(page: &PolicyPage) -> Option<AnyView> {
    let words = words();
    page.expired.then(|| {
        let body = fill(words.expired_body, &[&page.expires]);
        view! { <div class="notice bad" data-expired=""><h2>{words.expired}</h2><p>{body}</p></div> }.into_any()
    })
}

fn facts(page: &PolicyPage) -> AnyView {
    let words = words();
    let rows = [
        (words.issuer, &page.card.issuer),
        (words.number, &page.card.number),
        (words.issued, &page.card.issued),
        (words.effective, &page.effective),
        (words.expires, &page.expires),
    ];
    let rows: Vec<AnyView> = rows
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value.clone()}</dd></div> }.into_any())
        .collect();
    let source = (!page.source.is_empty()).then(|| {
        let (href, shown) = (page.source.clone(), page.source.clone());
        view! {
            <div><dt>{words.source}</dt><dd><a class="link" href=href rel="external noopener nofollow">{shown}</a></dd></div>
        }
        .into_any()
    });
    view! { <dl class="sheet facts-list">{rows}{source}</dl> }.into_any()
}

fn contents(page: &PolicyPage) -> Option<AnyView> {
    let words = words();
    let links: Vec<AnyView> = page
        .contents
        .iter()
        .map(|heading| {
            let href = format!("#{}", heading.anchor);
            view! { <li><a class="link" href=href rel="external">{heading.words.clone()}</a></li> }.into_any()
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! { <details class="sheet contents"><summary>{words.contents}</summary><ul>{links}</ul></details> }
            .into_any()
    })
}

/// The revisions that readers have seen, if there is more than one.
fn revisions(page: &PolicyPage) -> Option<AnyView> {
    let words = words();
    let line = |revision: &Revision| {
        let (number, from) = (revision.number.to_string(), revision.from.date().to_string());
        let this = if revision.number == page.number { words.this_one } else { "" };
        view! { <li>{fill(words.revision, &[&number, &revision.issued, &from])}{this}</li> }.into_any()
    };
    let lines: Vec<AnyView> = page.revisions.iter().map(line).collect();
    (lines.len() > 1)
        .then(|| view! { <section class="sheet"><h2>{words.revisions}</h2><ul>{lines}</ul></section> }.into_any())
}
