//! The buttons by which a search or a posting is kept.

use domain::gig::{GigList, GigQuery, ShiftPage};
use leptos::prelude::*;

use crate::{
    text::keep::Keep,
    ui::{field, form, visit::visit},
};

/// The words, in the language of the visit.
pub fn words() -> &'static Keep {
    Keep::of(visit().language)
}

/// The form that keeps the search that is looked at; for somebody signed in.
pub fn search(list: &GigList) -> Option<AnyView> {
    let (words, query) = (words(), &list.query);
    if !list.signed_in {
        return None;
    }
    let answer = field::answer("keep_search");
    let problem = field::problem(answer.as_ref(), "search").map(|problem| field::error_line("search", problem));
    let fields = view! {
        {sent(query)}
        {problem}
        <button class="btn small">{words.search}</button>" "
        <a class="link" href="/me/saved">{words.all}</a>
    };
    let form = form::post("keep_search", "actions", fields);
    Some(view! { <div class="keep" id="search">{form}</div> }.into_any())
}

/// The search as its form sends it: what says nothing about what is found stays here.
fn sent(query: &GigQuery) -> Vec<AnyView> {
    let fields = [
        ("draft[q]", &query.q),
        ("draft[county]", &query.county),
        ("draft[town]", &query.town),
        ("draft[date]", &query.date),
        ("draft[part]", &query.part),
        ("draft[occupation]", &query.occupation),
        ("draft[min_hourly]", &query.min_hourly),
        ("draft[paid]", &query.paid),
    ];
    fields.into_iter().map(|(name, value)| form::hidden(name, value.clone())).collect()
}

/// The form that keeps the posting of a shift, or keeps it no more.
pub fn posting(page: &ShiftPage) -> Option<AnyView> {
    let words = words();
    if !page.signed_in {
        return None;
    }
    let (value, name, told) = if page.kept { ("no", words.unkeep, words.kept) } else { ("yes", words.posting, "") };
    let answer = field::answer("keep_posting");
    let problem = field::problem(answer.as_ref(), "keep").map(|problem| field::error_line("keep", problem));
    let fields = view! {
        {form::hidden("draft[shift]", page.card.id.to_string())}
        {problem}
        <button class="btn small" name="draft[keep]" value=value>{name}</button>
        <span class="soft">{told}</span>
    };
    let form = form::post("keep_posting", "actions", fields);
    Some(view! { <div class="keep" id="keep" data-kept=page.kept.to_string()>{form}</div> }.into_any())
}
