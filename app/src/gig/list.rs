//! The list of shifts.

use domain::{
    gig::{GigList, GigQuery, ShiftCard, Sort},
    page::Count,
};
use leptos::prelude::*;

use super::{
    card::{self, Cards},
    filters,
    live::LiveSeats,
    place,
    saved::keep,
    search,
};
use crate::{
    text::{Text, error, say},
    ui::{
        notice,
        page::head,
        url,
        visit::{flash, t},
    },
};

/// The page.
pub fn page(list: GigList) -> AnyView {
    let t = t();
    let live = LiveSeats::of(list.items.iter());
    let key = StoredValue::new(list.key.clone());
    let cards = Cards { now: list.now, key, signed_in: list.signed_in, live };
    let (place, search, chips) = (place::row(&list), search::form(&list.query), filters::chips(&list));
    let keep = keep::search(&list);
    let (filters, told, head_row, end) = (filters::form(&list), told(&list), head_row(&list), end(&list));
    let total = list.total.n.to_string();
    let items: Vec<AnyView> = by_posting(list.items).map(|shifts| card::posting(cards, shifts)).collect();
    view! {
        {head(t.gig.title)}
        <div class="page list-page">
            <div class="list-head">{place}{search}{chips}</div>
            <div class="list-side">{filters}</div>
            <div class="list-main">
                {told}
                {head_row}
                {keep}
                <ul class="cards" data-total=total>{items}</ul>
                {end}
            </div>
        </div>
    }
    .into_any()
}

/// The shifts in their order, those of one posting that follow each other together.
fn by_posting(shifts: Vec<ShiftCard>) -> impl Iterator<Item = Vec<ShiftCard>> {
    let mut shifts = shifts.into_iter().peekable();
    std::iter::from_fn(move || {
        let first = shifts.next()?;
        let posting = first.posting;
        let others = std::iter::from_fn(|| shifts.next_if(|shift| shift.posting == posting));
        Some(std::iter::once(first).chain(others).collect())
    })
}

/// The address of the list for this query.
pub fn address(query: &GigQuery) -> String {
    url::with_query("/gigs", &query.pairs())
}

/// The address of the first page of the list with something changed.
pub fn changed(query: &GigQuery, change: impl FnOnce(&mut GigQuery)) -> String {
    let mut query = query.clone();
    query.after.clear();
    change(&mut query);
    address(&query)
}

/// What has to be told before the list: errors of a form, what in the address was not understood.
fn told(list: &GigList) -> AnyView {
    let t = t();
    let errors = flash().and_then(|_| notice::errors(list.now, ().into_any()));
    let problems: Vec<AnyView> = list
        .problems
        .iter()
        .map(|problem| {
            let words = format!("{}：{}", label(t, &problem.field), error::problem(t, problem.problem));
            view! { <li>{words}</li> }.into_any()
        })
        .collect();
    let problems = (!problems.is_empty()).then(|| {
        view! { <div class="notice bad" id="problems"><p>{t.gig.problems}</p><ul>{problems}</ul></div> }.into_any()
    });
    let understood = (!list.understood.is_empty()).then(|| {
        let words = list.understood.join("、");
        view! { <p class="soft understood">{t.gig.understood}{words}</p> }.into_any()
    });
    view! { {errors}{problems}{understood} }.into_any()
}

/// What the page calls a field of its address.
fn label(t: &'static Text, field: &str) -> &'static str {
    match field {
        "q" => t.gig.search,
        "county" => t.gig.county,
        "town" => t.gig.town,
        "near" => t.gig.measure_from,
        "date" => t.gig.date,
        "part" => t.gig.part,
        "occupation" => t.gig.occupation,
        "min_hourly" => t.gig.min_hourly,
        "paid" => t.gig.paid_when,
        "sort" => t.gig.sort,
        _ => t.gig.next,
    }
}

/// How many there are, and the orders.
fn head_row(list: &GigList) -> AnyView {
    let t = t();
    let chosen = Sort::parse(&list.query.sort).unwrap_or(Sort::Near);
    let sorts: Vec<AnyView> = Sort::ALL
        .iter()
        .map(|sort| {
            let href = changed(&list.query, |query| sort.word().clone_into(&mut query.sort));
            let current = (*sort == chosen).then_some("true");
            view! { <a href=href aria-current=current>{say::sort(t, *sort)}</a> }.into_any()
        })
        .collect();
    view! {
        <div class="between head-row">
            <h1>{t.gig.title}<span class="soft"><b>{list.total.to_string()}</b>{t.gig.total}</span></h1>
            <nav class="sorts" aria-label=t.gig.sort>{sorts}</nav>
        </div>
    }
    .into_any()
}

/// The next page, or what to do when nothing was found.
fn end(list: &GigList) -> AnyView {
    let t = t();
    if let Some(next) = &list.next {
        let mut query = list.query.clone();
        query.after.clone_from(next);
        return view! { <a class="btn next" rel="next" href=address(&query)>{t.gig.next}</a> }.into_any();
    }
    if list.total != Count::default() || !list.items.is_empty() {
        return ().into_any();
    }
    if list.widenings.is_empty() {
        let clear = (list.query != GigQuery::default())
            .then(|| view! { <a class="btn btn-primary" href="/gigs">{t.gig.everything}</a> }.into_any());
        return view! { <div class="empty"><h2>{t.gig.none}</h2><p>{t.gig.none_all}</p>{clear}</div> }.into_any();
    }
    let ways: Vec<AnyView> = list
        .widenings
        .iter()
        .map(|way| {
            let (words, count) = (say::widening(t, way.kind), way.count.to_string());
            view! { <li><a class="btn" href=address(&way.query)>{words}<b>{count}</b></a></li> }.into_any()
        })
        .collect();
    view! { <div class="empty"><h2>{t.gig.none}</h2><p>{t.gig.none_body}</p><ul class="ways">{ways}</ul></div> }
        .into_any()
}
