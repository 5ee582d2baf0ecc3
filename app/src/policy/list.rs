//! The list of laws, policies and notices, for everybody.

use domain::{
    page::Count,
    policy::{Audience, PolicyCard, PolicyKind, PolicyList, PolicyQuery, Sort},
};
use leptos::prelude::*;
use leptos_meta::Link;

use super::words;
use crate::{
    text::error,
    ui::{field::select, icon, page::head, url, visit::t},
};

/// The page.
pub fn page(list: &PolicyList) -> AnyView {
    let words = words();
    let items: Vec<AnyView> = list.items.iter().map(card).collect();
    view! {
        {head(words.title)}
        <Link rel="alternate" type_="application/atom+xml" title=words.title href=feed(&list.query)/>
        <div class="page list-page">
            <div class="list-head">{search(&list.query)}</div>
            <div class="list-side">{filters(list)}</div>
            <div class="list-main">
                {problems(list)}
                <div class="between head-row">
                    <h1>{words.title}<span class="soft"><b>{list.total.to_string()}</b>{words.total}</span></h1>
                    {sorts(&list.query)}
                </div>
                <ul class="cards" data-total=list.total.n.to_string()>{items}</ul>
                {end(list)}
                <p class="soft"><a class="link" href=feed(&list.query) rel="external">{words.feed}</a></p>
            </div>
        </div>
    }
    .into_any()
}

fn address(query: &PolicyQuery) -> String {
    url::with_query("/policies", &query.pairs())
}

/// The feed of what concerns the same people in the same place.
fn feed(query: &PolicyQuery) -> String {
    let pairs: Vec<_> =
        query.pairs().into_iter().filter(|(name, _)| ["kind", "audience", "region"].contains(name)).collect();
    url::with_query("/policies/feed.atom", &pairs)
}

fn search(query: &PolicyQuery) -> AnyView {
    let words = words();
    let kept: Vec<AnyView> = query
        .pairs()
        .into_iter()
        .filter(|(name, _)| ["kind", "audience", "region"].contains(name))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value.to_owned()/> }.into_any())
        .collect();
    view! {
        <form method="get" action="/policies" role="search" class="search">
            {kept}
            <label class="sr-only" for="q">{words.search}</label>
            {icon::icon(icon::SEARCH)}
            <input id="q" name="q" value=query.q.clone() placeholder=words.search_hint maxlength="60" enterkeyhint="search"/>
            <button class="btn btn-primary">{words.go}</button>
        </form>
    }
    .into_any()
}

fn filters(list: &PolicyList) -> AnyView {
    let (words, query) = (words(), &list.query);
    let any = || (String::new(), words.any.to_owned());
    let kinds = PolicyKind::ALL.iter().map(|kind| (kind.word().to_owned(), words.kind(*kind).to_owned()));
    let people = Audience::ALL.iter().map(|one| (one.word().to_owned(), words.audience(*one).to_owned()));
    let place = |name: &str, town: bool| if town { format!("　{name}") } else { name.to_owned() };
    let places = list
        .regions
        .iter()
        .map(|region| (region.code.as_str().to_owned(), place(&region.name, region.code.town().is_some())));
    let kinds = std::iter::once(any()).chain(kinds).collect();
    let people = std::iter::once(any()).chain(people).collect();
    let places = std::iter::once((String::new(), words.all_regions.to_owned())).chain(places).collect();
    view! {
        <details class="filters">
            <summary>{words.filter}</summary>
            <form method="get" action="/policies">
                <input type="hidden" name="q" value=query.q.clone()/>
                {select("kind", "kind", words.kind, &query.kind, kinds)}
                {select("audience", "audience", words.audience, &query.audience, people)}
                {select("region", "region", words.region, &query.region, places)}
                <div class="actions"><button class="btn btn-primary">{words.show}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// The orders, where there are words to be answered.
fn sorts(query: &PolicyQuery) -> Option<AnyView> {
    let words = words();
    let chosen = Sort::parse(&query.sort).unwrap_or(Sort::Relevance);
    let links: Vec<AnyView> = Sort::ALL
        .iter()
        .map(|sort| {
            let other = PolicyQuery { sort: sort.word().to_owned(), after: String::new(), ..query.clone() };
            let current = (*sort == chosen).then_some("true");
            view! { <a href=address(&other) aria-current=current>{words.sort(*sort)}</a> }.into_any()
        })
        .collect();
    let asked = !query.q.trim().is_empty();
    asked.then(|| view! { <nav class="sorts" aria-label=words.sort>{links}</nav> }.into_any())
}

/// What in the address was not understood.
fn problems(list: &PolicyList) -> Option<AnyView> {
    let words = words();
    let lines: Vec<AnyView> = list
        .problems
        .iter()
        .map(|problem| {
            let field = match problem.field.as_str() {
                "q" => words.search,
                "kind" => words.kind,
                "audience" => words.audience,
                "region" => words.region,
                "sort" => words.sort,
                _ => words.next,
            };
            view! { <li>{format!("{field}：{}", error::problem(t(), problem.problem))}</li> }.into_any()
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! { <div class="notice bad" id="problems"><p>{words.problems}</p><ul>{lines}</ul></div> }.into_any()
    })
}

/// What a text is, for whom and where, in tags.
pub fn tags(card: &PolicyCard) -> AnyView {
    let words = words();
    let place = card.place.clone().unwrap_or_else(|| words.country.to_owned());
    let people: Vec<AnyView> = card
        .audiences
        .iter()
        .map(|one| view! { <span class="tag plain">{words.audience(*one)}</span> }.into_any())
        .collect();
    view! {
        <p class="tags"><span class="tag">{words.kind(card.kind)}</span><span class="tag plain">{place}</span>{people}</p>
    }
    .into_any()
}

fn card(card: &PolicyCard) -> AnyView {
    let href = format!("/policies/{}", card.id);
    let number = (!card.number.is_empty()).then(|| view! { <span>{card.number.clone()}</span> }.into_any());
    view! {
        <li class="card" data-policy=card.id.to_string()>
            <h2><a href=href>{card.title.clone()}</a></h2>
            <p class="facts"><span>{card.issuer.clone()}</span>{number}<span>{card.issued.clone()}</span></p>
            <p>{card.snippet.clone()}</p>
            {tags(card)}
        </li>
    }
    .into_any()
}

/// The next page, or what to do when nothing was found.
fn end(list: &PolicyList) -> AnyView {
    let words = words();
    if let Some(next) = &list.next {
        let query = PolicyQuery { after: next.clone(), ..list.query.clone() };
        return view! { <a class="btn next" rel="next" href=address(&query)>{words.next}</a> }.into_any();
    }
    if list.total != Count::default() || !list.items.is_empty() {
        return ().into_any();
    }
    if list.query == PolicyQuery::default() {
        return view! { <div class="empty"><h2>{words.none}</h2><p>{words.none_all}</p></div> }.into_any();
    }
    view! {
        <div class="empty">
            <h2>{words.none}</h2>
            <p>{words.none_body}</p>
            <a class="btn btn-primary" href="/policies">{words.everything}</a>
        </div>
    }
    .into_any()
}
