//! The ratings of one claim, as one of both sides sees them.

use domain::{
    error::Problem,
    gig::{
        attendance::Side,
        rating::{FIELDS, GivenRating, Mark, RatingPage, WordsState},
    },
    when::Moment,
};
use leptos::prelude::*;

use super::words;
use crate::{
    flash::Flash,
    text::{error, fill, time},
    ui::{
        field::{self, tick},
        form,
        notice::{self, Tone, notice},
        page::head,
        visit::{flash, t},
    },
};

/// The page.
pub fn page(data: &RatingPage) -> AnyView {
    let words = words();
    let (back, theirs) = match data.side {
        Side::Worker => (format!("/me/shifts/{}", data.claim), words.theirs_worker),
        Side::Employer => {
            (format!("/me/organisations/{}/shifts/{}", data.organisation, data.shift), words.theirs_employer)
        }
    };
    let nothing =
        (!data.may_rate && data.mine.is_none()).then(|| view! { <p class="soft">{words.not_now}</p> }.into_any());
    let until = data.may_rate.then(|| {
        view! { <p class="soft">{fill(words.closes, &[&time::moment(t(), data.closes, data.now)])}</p> }.into_any()
    });
    let other = if data.revealed {
        let given = data.theirs.as_ref().map(|given| given_view(given, other_side(data.side), true, data.now));
        let given = given.unwrap_or_else(|| view! { <p class="soft">{words.none}</p> }.into_any());
        view! { <section class="sheet"><h2>{theirs}</h2>{given}</section> }.into_any()
    } else {
        view! { <p class="soft">{words.hidden}</p> }.into_any()
    };
    let mine = data.mine.as_ref().map(|given| {
        let given = given_view(given, data.side, false, data.now);
        view! { <section class="sheet" data-mine=""><h2>{words.mine}</h2>{given}</section> }.into_any()
    });
    view! {
        {head(words.title)}
        <div class="page narrow">
            <p class="crumb"><a href=back>"‹ "{data.title.clone()}</a></p>
            {told(data.now)}
            <h1>{words.title}</h1>
            <p class="facts"><b>{data.other.clone()}</b><span>{data.title.clone()}</span>
                <span>{time::span(t(), data.starts, data.ends, data.now)}</span></p>
            <p class="soft">{words.about}</p>
            <p class="soft">{words.private}</p>
            {nothing}
            {until}
            {mine}
            {data.may_rate.then(|| rate(data))}
            {other}
        </div>
    }
    .into_any()
}

const fn other_side(side: Side) -> Side {
    match side {
        Side::Worker => Side::Employer,
        Side::Employer => Side::Worker,
    }
}

fn told(now: Moment) -> Option<AnyView> {
    match flash()?.outcome {
        Err(_) => notice::errors(now, ().into_any()),
        Ok(note) => note.map(|_| notice(Tone::Good, words().reported.to_owned(), ().into_any())),
    }
}

/// What one side said; with the way to report its words for whoever it is about.
fn given_view(given: &GivenRating, side: Side, about_me: bool, now: Moment) -> AnyView {
    let words = words();
    let lines: Vec<AnyView> = words
        .questions(side)
        .into_iter()
        .zip(given.marks)
        .map(|(question, mark)| {
            view! { <div><dt>{question}</dt><dd data-mark=mark.word()>{words.mark(mark)}</dd></div> }.into_any()
        })
        .collect();
    let said = given.words.clone().map(|said| view! { <p class="prose">{said}</p> }.into_any());
    let state = match given.state {
        WordsState::Held => Some(words.w_held),
        WordsState::Hidden => Some(words.w_hidden),
        WordsState::Clear | WordsState::Shown => None,
    };
    let state = state.map(|state| view! { <p class="soft" data-words=given.state.word()>{state}</p> }.into_any());
    let report = (about_me && given.words.is_some() && given.state == WordsState::Clear).then(|| {
        let fields = view! {
            {form::hidden("rating", given.id.to_string())}
            <button class="btn small">{words.report}</button>
        };
        form::post("report_rating", "", fields)
    });
    view! {
        <dl class="questions">{lines}</dl>
        {said}
        {state}
        <p class="soft">{time::moment(t(), given.at, now)}</p>
        {report}
    }
    .into_any()
}

/// The form with the five questions.
fn rate(data: &RatingPage) -> AnyView {
    let words = words();
    let endpoint = if data.side == Side::Worker { "rate_employer" } else { "rate_worker" };
    let answer = field::answer(endpoint).filter(|answer| answer.outcome.is_err());
    let answer = answer.as_ref();
    let questions: Vec<AnyView> = words
        .questions(data.side)
        .into_iter()
        .enumerate()
        .map(|(at, text)| {
            let before = data.mine.as_ref().map(|given| given.marks[at].word().to_owned());
            question((FIELDS[at], text), answer, before)
        })
        .collect();
    let said = data.mine.as_ref().and_then(|given| given.words.clone()).unwrap_or_default();
    let send = if data.mine.is_some() { words.change } else { words.send };
    let fields = view! {
        {form::hidden("draft[claim]", data.claim.to_string())}
        {questions}
        {field::area("words", (words.words, words.words_hint), &said, answer, (3, 200))}
        <button class="btn btn-primary wide">{send}</button>
    };
    let form = form::post(endpoint, "stack", fields);
    if data.mine.is_some() {
        view! { <details class="sheet" open=answer.is_some()><summary>{words.change}</summary>{form}</details> }
            .into_any()
    } else {
        view! { <section class="sheet">{form}</section> }.into_any()
    }
}

fn question((name, text): (&'static str, &'static str), answer: Option<&Flash>, before: Option<String>) -> AnyView {
    let words = words();
    let chosen = field::typed(answer, name).or_else(|| before.filter(|_| answer.is_none())).unwrap_or_default();
    let choices: Vec<AnyView> = Mark::ALL
        .iter()
        .rev()
        .map(|mark| {
            let word = mark.word();
            tick("radio", format!("draft[{name}]"), word.to_owned(), words.mark(*mark).to_owned(), word == chosen)
        })
        .collect();
    let missing = field::problem(answer, name).map(|_| error::problem(t(), Problem::Empty));
    let missing = missing.map(|problem| field::error_line(name, problem));
    view! { <fieldset class="field" id=name><legend>{text}</legend>{missing}<div class="marks">{choices}</div></fieldset> }
        .into_any()
}
