//! Seats that one person claims for others: the form, what became of them, and what those who were named are asked.

use domain::{
    gig::filling::{CREW_LIMIT, CrewForm, NamedCrew, NamedCrews, member_field},
    id::ClaimId,
    when::Moment,
};
use leptos::prelude::*;

use super::words;
use crate::{
    flash::{Flash, Note},
    text::{error, fill, time},
    ui::{
        field, form,
        notice::{self, Tone, notice},
        page::head,
        visit::{flash, t},
    },
};

/// Lines that are shown before more are asked for.
const FIRST: usize = 3;

/// The page of the form.
pub fn page(data: &CrewForm) -> AnyView {
    let words = words();
    let shift = format!("/gigs/{}", data.shift);
    let shown = if data.open { members(data) } else { view! { <p>{words.crew_closed}</p> }.into_any() };
    view! {
        {head(words.crew)}
        <div class="page narrow" data-shift=data.shift.to_string()>
            <p class="crumb"><a href=shift>"‹ "{data.title.clone()}</a></p>
            {wrong(data.now)}
            <h1>{words.crew}</h1>
            <p class="facts">
                <b>{time::span(t(), data.starts, data.ends, data.now)}</b>
                <span>{fill(words.crew_free, &[&data.free.to_string()])}</span>
            </p>
            {shown}
        </div>
    }
    .into_any()
}

/// What is wrong, line by line.
fn wrong(now: Moment) -> Option<AnyView> {
    let failed = flash()?.outcome.err()?;
    let lines: Vec<AnyView> = error::fields(&failed)
        .iter()
        .map(|one| {
            let (link, said) = (format!("#{}", one.field), words().problem(t(), one.problem));
            view! { <li><a href=link rel="external">{said}</a></li> }.into_any()
        })
        .collect();
    if lines.is_empty() {
        return notice::errors(now, ().into_any());
    }
    Some(notice(Tone::Bad, t().frame.wrong.to_owned(), view! { <ul>{lines}</ul> }.into_any()))
}

fn members(data: &CrewForm) -> AnyView {
    let words = words();
    let answer = field::answer("claim_crew").filter(|answer| answer.outcome.is_err());
    let answer = answer.as_ref();
    let first: Vec<AnyView> = (0..FIRST).map(|at| member(at, answer)).collect();
    let more: Vec<AnyView> = (FIRST..CREW_LIMIT).map(|at| member(at, answer)).collect();
    let open =
        (FIRST..CREW_LIMIT).any(|at| !typed(answer, at, "phone").is_empty() || !typed(answer, at, "name").is_empty());
    let until = time::moment(t(), data.until, data.now);
    let fields = view! {
        {form::hidden("draft[shift]", data.shift.to_string())}
        {form::hidden("draft[key]", form::key(&data.key, "w", &data.shift))}
        <p class="soft">{fill(words.crew_how, &[&until])}</p>
        {first}
        <details open=open><summary>{words.more_people}</summary><div class="stack">{more}</div></details>
        <button class="btn btn-primary wide">{words.crew_go}</button>
    };
    form::post("claim_crew", "stack", fields)
}

fn name_of(at: usize, field: &str) -> String {
    format!("draft[members][{at}][{field}]")
}

fn typed(answer: Option<&Flash>, at: usize, field: &str) -> String {
    let name = name_of(at, field);
    let known = answer.and_then(|answer| answer.values.iter().find(|(known, _)| *known == name));
    known.map(|(_, value)| value.clone()).unwrap_or_default()
}

fn member(at: usize, answer: Option<&Flash>) -> AnyView {
    let words = words();
    let cell = |name: &'static str, label: &'static str, inputmode: &'static str| {
        let id = member_field(at, name);
        let wrong = answer.and_then(|answer| answer.outcome.as_ref().err());
        let wrong = wrong.and_then(|wrong| error::fields(wrong).iter().find(|one| one.field == id));
        let problem = wrong.map(|one| words.problem(t(), one.problem));
        let invalid = problem.is_some().then_some("true");
        let described = problem.is_some().then(|| format!("{id}-error"));
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                {problem.map(|problem| field::error_line(&id, problem))}
                <input class="input" id=id.clone() name=name_of(at, name) value=typed(answer, at, name) inputmode=inputmode
                    maxlength="40" autocomplete="off" aria-invalid=invalid aria-describedby=described/>
            </div>
        }
        .into_any()
    };
    view! {
        <fieldset class="field pair">
            <legend>{fill(words.member, &[&(at + 1).to_string()])}</legend>
            {cell("name", words.name, "text")}
            {cell("phone", words.mobile, "tel")}
        </fieldset>
    }
    .into_any()
}

/// The page of all crews that one has named.
pub fn list(data: &NamedCrews) -> AnyView {
    let words = words();
    let crews: Vec<AnyView> = data.crews.iter().map(|crew| one(crew, data.now)).collect();
    let none = crews.is_empty().then(|| {
        view! { <div class="empty"><p>{words.crews_none}</p><a class="btn btn-primary" href="/gigs">{t().frame.to_list}</a></div> }
            .into_any()
    });
    view! {
        {head(words.crews)}
        <div class="page narrow">
            <p class="crumb"><a href="/me/shifts">"‹ "{t().gig.my_title}</a></p>
            {done(data)}
            <h1>{words.crews}</h1>
            {none}
            <ul class="cards">{crews}</ul>
        </div>
    }
    .into_any()
}

fn done(data: &NamedCrews) -> Option<AnyView> {
    let (Ok(Some(Note::Claimed)), Some(last)) = (flash()?.outcome, data.crews.first()) else { return None };
    let until = time::moment(t(), last.until, data.now);
    Some(notice(Tone::Good, fill(words().crew_done, &[&until]), ().into_any()))
}

fn one(crew: &NamedCrew, now: Moment) -> AnyView {
    let words = words();
    let seats: Vec<AnyView> = crew
        .seats
        .iter()
        .map(|seat| {
            let class = if seat.state.holds_seat() { "tag" } else { "tag plain" };
            view! {
                <li class="between" data-state=seat.state.word()>
                    <span><b>{seat.name.clone()}</b>" "<span class="soft">{seat.phone.clone()}</span></span>
                    <span class=class>{words.seat(seat.state)}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    let until = (now < crew.until).then(|| {
        let until = fill(words.crew_until, &[&time::moment(t(), crew.until, now)]);
        view! { <p class="soft">{until}</p> }.into_any()
    });
    view! {
        <li class="card" data-crew=crew.shift.to_string()>
            <h2><a href=format!("/gigs/{}", crew.shift)>{crew.title.clone()}</a></h2>
            <p class="facts"><b>{time::span(t(), crew.starts, crew.ends, now)}</b></p>
            {until}
            <ul class="menu">{seats}</ul>
        </li>
    }
    .into_any()
}

/// What somebody who was named is asked.
pub fn named((by, until, key): (&str, Option<Moment>, &str), claim: ClaimId, now: Moment) -> AnyView {
    let words = words();
    let by = if by.is_empty() { words.somebody } else { by };
    let answer = until.filter(|until| now < *until).map(|until| {
        let fields = view! {
            {form::hidden("draft[claim]", claim.to_string())}
            {form::hidden("draft[key]", form::key(key, "o", &claim))}
            <button class="btn btn-primary" name="draft[answer]" value="yes">{words.accept}</button>
            <button class="btn" name="draft[answer]" value="no">{words.decline}</button>
        };
        let until = fill(words.named_until, &[&time::moment(t(), until, now)]);
        view! { <p>{until}</p>{form::post("answer_offer", "actions", fields)} }.into_any()
    });
    view! {
        <section class="sheet">
            <h2>{words.named}</h2>
            <p>{fill(words.named_by, &[by])}</p>
            {answer}
        </section>
    }
    .into_any()
}
