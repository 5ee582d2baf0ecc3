//! One's own kept searches and postings.

use domain::{
    gig::{
        DateWord, GigQuery,
        saved::{ALERTS_A_DAY, Alert, PostingStanding, SavedPage, SavedPosting, SavedSearch, SearchState},
    },
    when::{DayPart, Moment},
};
use leptos::prelude::*;

use crate::{
    text::{Text, fill, saved::Saved, say, time},
    ui::{
        field, form,
        notice::{self, Tone, notice},
        page::head,
        url,
        visit::{flash, t, visit},
    },
};

/// The words, in the language of the visit.
pub fn words() -> &'static Saved {
    Saved::of(visit().language)
}

/// The page.
pub fn page(data: &SavedPage) -> AnyView {
    let words = words();
    let searches: Vec<AnyView> = data.searches.iter().map(search).collect();
    let postings: Vec<AnyView> = data.postings.iter().map(|one| posting(one, data.now)).collect();
    let none = |shown: bool, body: &'static str| {
        shown.then(|| {
            view! { <div class="empty"><p>{body}</p><a class="btn btn-primary" href="/gigs">{words.to_list}</a></div> }
                .into_any()
        })
    };
    let about = (!searches.is_empty())
        .then(|| view! { <p class="soft">{fill(words.about, &[&ALERTS_A_DAY.to_string()])}</p> }.into_any());
    view! {
        {head(words.title)}
        <div class="page narrow">
            <p class="crumb"><a href="/me">"‹ "{t().me.title}</a></p>
            {told(data.now)}
            <h1>{words.title}</h1>
            <section>
                <h2 class="sub">{words.searches}</h2>
                {none(searches.is_empty(), words.no_searches)}
                {about}
                <ul class="cards">{searches}</ul>
            </section>
            <section>
                <h2 class="sub">{words.postings}</h2>
                {none(postings.is_empty(), words.no_postings)}
                <ul class="cards">{postings}</ul>
            </section>
        </div>
    }
    .into_any()
}

fn told(now: Moment) -> Option<AnyView> {
    match flash()?.outcome {
        Err(_) => notice::errors(now, ().into_any()),
        Ok(note) => note.map(|_| notice(Tone::Good, words().done.to_owned(), ().into_any())),
    }
}

/// A search in words, part by part.
fn in_words(search: &SavedSearch) -> String {
    let (t, words, query) = (t(), words(), &search.query);
    let quoted = (!query.q.is_empty()).then(|| format!("“{}”", query.q));
    let parts = [
        quoted,
        some(&search.place),
        some(&search.occupation),
        (!query.date.is_empty()).then(|| date(t, &query.date)),
        DayPart::parse(&query.part).map(|part| say::part(t, part).to_owned()),
        (!query.min_hourly.is_empty()).then(|| fill(words.min_hourly, &[&query.min_hourly])),
        (!query.paid.is_empty()).then(|| t.gig.same_day.to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { words.everything.to_owned() } else { parts.join(" · ") }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn date(t: &'static Text, text: &str) -> String {
    match (DateWord::parse(text), text.split_once("..")) {
        (Some(word), _) => say::date_word(t, word).to_owned(),
        (None, Some((first, last))) => fill(words().days, &[first, last]),
        (None, None) => text.to_owned(),
    }
}

/// The address of the list for a kept query.
fn address(query: &GigQuery) -> String {
    url::with_query("/gigs", &query.pairs())
}

fn search(one: &SavedSearch) -> AnyView {
    let (words, id) = (words(), one.id.to_string());
    let state = match one.state {
        SearchState::Current => {
            let finds = fill(words.finds, &[&one.finds.to_string()]);
            view! { <p class="facts"><b>{finds}</b></p> }.into_any()
        }
        SearchState::Over => view! { <p><span class="tag warn">{words.over}</span></p> }.into_any(),
        SearchState::Unclear => view! { <p class="error">{words.unclear}</p> }.into_any(),
    };
    let alerts = (one.state == SearchState::Current).then(|| alerts(one));
    let fields = view! {
        {form::hidden("search", id.clone())}
        <button class="btn small" aria-label=format!("{}：{}", words.forget, in_words(one))>{words.forget}</button>
    };
    view! {
        <li class="card" id=format!("search-{id}") data-search=id.clone() data-alert=one.alert.word()>
            <h3><a href=address(&one.query)>{in_words(one)}</a></h3>
            {state}
            {alerts}
            {form::post("forget_search", "", fields)}
        </li>
    }
    .into_any()
}

/// How its owner wants to hear of what it finds.
fn alerts(one: &SavedSearch) -> AnyView {
    let (words, id) = (words(), one.id.to_string());
    let answer = field::answer("set_alert");
    let came_back = answer.as_ref().filter(|_| field::typed(answer.as_ref(), "search").as_deref() == Some(id.as_str()));
    let problem = field::problem(came_back, "alert").map(|problem| field::error_line("alert", problem));
    let options = Alert::ALL.iter().map(|alert| (alert.word().to_owned(), words.alert_of(*alert).to_owned())).collect();
    let fields = view! {
        {form::hidden("draft[search]", id.clone())}
        {problem}
        {field::select(format!("alert-{id}"), "draft[alert]", words.alert, one.alert.word(), options)}
        <button class="btn small">{words.save}</button>
    };
    form::post("set_alert", "choose", fields)
}

fn posting(one: &SavedPosting, now: Moment) -> AnyView {
    let words = words();
    let class = match one.standing {
        PostingStanding::Open => "tag",
        PostingStanding::Full | PostingStanding::Paused => "tag plain",
        PostingStanding::Ended => "tag warn",
    };
    let title = match one.shift {
        Some(shift) => view! { <a href=format!("/gigs/{}", shift.id)>{one.title.clone()}</a> }.into_any(),
        None => one.title.clone().into_any(),
    };
    let when = one.shift.map(|shift| view! { <b>{time::span(t(), shift.starts, shift.ends, now)}</b> }.into_any());
    let free = one.shift.filter(|_| one.standing == PostingStanding::Open);
    let free = free.map(|shift| view! { <span>{fill(words.free, &[&shift.free.to_string()])}</span> }.into_any());
    let fields = view! {
        {form::hidden("draft[posting]", one.posting.to_string())}
        {form::hidden("draft[keep]", "no".to_owned())}
        <button class="btn small" aria-label=format!("{}：{}", words.unkeep, one.title)>{words.unkeep}</button>
    };
    view! {
        <li class="card" data-posting=one.posting.to_string() data-standing=one.standing.word()>
            <h3>{title}</h3>
            <p class="facts">{when}<span>{one.place.clone()}</span><span>{one.employer.clone()}</span></p>
            <p class="facts"><span class=class>{words.standing(one.standing)}</span>{free}</p>
            {form::post("keep_posting", "", fields)}
        </li>
    }
    .into_any()
}
