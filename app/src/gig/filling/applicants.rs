//! Those who have applied for a shift, side by side, and whom the employer takes.

use domain::{
    gig::{
        ClaimState, Filling,
        attendance::Side,
        filling::{Applicant, ApplicantSort, ApplicantsPage, Outcome, TurnDownReason},
    },
    place::Distance,
    when::Moment,
};
use leptos::prelude::*;

use super::words;
use crate::{
    error::AppError,
    flash::{Flash, Note},
    gig::{live::follow, rating},
    text::{error, fill, posting::Posting, say, time},
    ui::{
        field, form,
        notice::{self, Tone, notice},
        page::head,
        visit::{flash, t, visit},
    },
};

/// The form of this page.
const FORM: &str = "choose_applicants";

/// The page.
pub fn page(data: &ApplicantsPage) -> AnyView {
    let words = words();
    let live = follow(data.now, [data.shift]);
    let crew = format!("/me/organisations/{}/shifts/{}", data.organisation, data.shift);
    let seats = fill(words.seats, &[&data.seats.to_string(), &data.taken.to_string()]);
    view! {
        {head(words.title)}
        <div class="page" data-shift=data.shift.to_string()>
            {live}
            <p class="crumb"><a href=crew>"‹ "{words.to_crew}</a></p>
            {told(data)}
            <h1>{words.title}</h1>
            <p class="facts"><b>{data.title.clone()}</b><b>{time::span(t(), data.starts, data.ends, data.now)}</b><span>{seats}</span></p>
            {list(data)}
        </div>
    }
    .into_any()
}

/// What the last form has to say: what became of each, by name.
fn told(data: &ApplicantsPage) -> Option<AnyView> {
    let words = words();
    let came = match flash()?.outcome {
        Err(wrong) => return against(&wrong).or_else(|| notice::errors(data.now, ().into_any())),
        Ok(Some(Note::Chosen(came))) => came,
        Ok(_) => return None,
    };
    let done = came.iter().filter(|(_, outcome)| *outcome == Outcome::Done).count();
    let title = fill(words.o_title, &[&done.to_string(), &(came.len() - done).to_string()]);
    let name = |claim| data.applicants.iter().find(|one| one.claim == claim).map(|one| one.name.clone());
    let lines: Vec<AnyView> = came
        .iter()
        .map(|(claim, outcome)| {
            let name = name(*claim).unwrap_or_default();
            view! { <li data-outcome=outcome.word()>{name}" "{words.outcome(*outcome)}</li> }.into_any()
        })
        .collect();
    let tone = if done == came.len() { Tone::Good } else { Tone::Bad };
    Some(notice(tone, title, view! { <ul>{lines}</ul> }.into_any()))
}

/// What is wrong, in the words of the rule where something may not be said.
fn against(wrong: &AppError) -> Option<AnyView> {
    let words = Posting::of(visit().language);
    let lines: Vec<AnyView> = error::fields(wrong)
        .iter()
        .map(|one| {
            let (link, said) = (format!("#{}", one.field), words.problem(t(), one.problem));
            view! { <li><a href=link rel="external">{said}</a></li> }.into_any()
        })
        .collect();
    let some = !lines.is_empty();
    some.then(|| notice(Tone::Bad, t().frame.wrong.to_owned(), view! { <ul>{lines}</ul> }.into_any()))
}

fn list(data: &ApplicantsPage) -> AnyView {
    let words = words();
    if data.fills == Filling::Instant {
        return view! { <div class="empty"><p>{words.instant}</p></div> }.into_any();
    }
    if data.applicants.is_empty() && !data.open {
        return view! { <div class="empty"><p>{words.over}</p></div> }.into_any();
    }
    if data.applicants.is_empty() {
        return view! { <div class="empty"><h2>{words.none}</h2><p class="soft">{words.none_next}</p></div> }
            .into_any();
    }
    let answer = field::answer(FORM).filter(|answer| answer.outcome.is_err());
    let ticked = field::ticked(answer.as_ref(), "claims").unwrap_or_default();
    let items: Vec<AnyView> = data.applicants.iter().map(|one| item(one, data, &ticked)).collect();
    let list = view! { <ul class="cards" id="claims">{items}</ul> };
    let waits = data.applicants.iter().any(|one| one.state == ClaimState::Applied);
    let shown = if data.open && waits {
        let fields = view! {
            {form::hidden("draft[organisation]", data.organisation.to_string())}
            {form::hidden("draft[shift]", data.shift.to_string())}
            // The key "enter" presses the first button of a form: that one takes on nobody.
            <button class="sr-only" name="draft[decision]" value="decline" tabindex="-1" aria-hidden="true">{words.send}</button>
            <p class="soft">{words.how}</p>
            {list}
            <button class="btn btn-primary" name="draft[decision]" value="confirm">{words.confirm}</button>
            {turn_down(answer.as_ref())}
        };
        form::post(FORM, "stack", fields)
    } else {
        let over = (!data.open).then(|| view! { <p class="soft">{words.over}</p> }.into_any());
        view! { {over}{list} }.into_any()
    };
    let more = data.more.then(|| view! { <p class="soft">{words.more}</p> }.into_any());
    view! { {sorts(data)}{shown}{more} }.into_any()
}

fn sorts(data: &ApplicantsPage) -> AnyView {
    let words = words();
    let here = format!("/me/organisations/{}/shifts/{}/applicants", data.organisation, data.shift);
    let links: Vec<AnyView> = ApplicantSort::ALL
        .iter()
        .map(|sort| {
            let current = (*sort == data.sort).then_some("page");
            let href = format!("{here}?sort={}", sort.word());
            view! { <a href=href aria-current=current>{words.sort(*sort)}</a> }.into_any()
        })
        .collect();
    view! { <nav class="sorts" aria-label=words.order>{links}</nav> }.into_any()
}

fn item(one: &Applicant, data: &ApplicantsPage, ticked: &[String]) -> AnyView {
    let (words, id) = (words(), one.claim.to_string());
    let waits = one.state == ClaimState::Applied;
    let class = if waits { "state on" } else { "state" };
    let pick = (waits && data.open).then(|| {
        let label = format!("{} {}", words.pick, one.name);
        field::tick("checkbox", "draft[claims][]".to_owned(), id.clone(), label, ticked.contains(&id))
    });
    let reason = one.reason.map(|reason| view! { <p class="soft">{words.reason_of(reason)}</p> }.into_any());
    view! {
        <li class="card" data-claim=id.clone() data-state=one.state.word()>
            <div class="between"><h2>{one.name.clone()}</h2><p class=class>{words.state(one.state)}</p></div>
            {reason}
            <p class="facts">{worked(one)}{missed(one)}{far(one)}</p>
            {trades(one)}
            {one.ratings.as_ref().map(|ratings| rating::summary(ratings, Side::Employer))}
            <p class="soft small">{fill(words.applied_at, &[&moment(one.applied, data.now)])}</p>
            {pick}
        </li>
    }
    .into_any()
}

fn moment(at: Moment, now: Moment) -> String {
    time::moment(t(), at, now)
}

fn worked(one: &Applicant) -> AnyView {
    let words = words();
    if one.done == 0 {
        return view! { <span>{words.new}</span> }.into_any();
    }
    let here = (one.done_here > 0)
        .then(|| view! { <span>{fill(words.done_here, &[&one.done_here.to_string()])}</span> }.into_any());
    view! { <b>{fill(words.done, &[&one.done.to_string()])}</b>{here} }.into_any()
}

fn missed(one: &Applicant) -> AnyView {
    let words = words();
    match (one.missed, one.done) {
        (0, 0) => ().into_any(),
        (0, _) => view! { <span>{words.never_missed}</span> }.into_any(),
        (n, _) => view! { <b>{fill(words.missed, &[&n.to_string()])}</b> }.into_any(),
    }
}

fn far(one: &Applicant) -> Option<AnyView> {
    let distance = say::distance(t(), Distance { metres: one.metres?, rough: false });
    Some(view! { <span>{fill(words().far, &[&distance])}</span> }.into_any())
}

fn trades(one: &Applicant) -> Option<AnyView> {
    let words = words();
    if one.trades.is_empty() && !one.verified {
        return None;
    }
    let same = one.same_trade.then(|| view! { <span class="tag">{words.same_trade}</span>" " }.into_any());
    let verified = one.verified.then(|| view! { <span class="tag">{words.verified}</span>" " }.into_any());
    let named = (!one.trades.is_empty()).then(|| format!("{}{}", words.trades, one.trades.join("、")));
    Some(view! { <p>{verified}{same}<span class="soft">{named}</span></p> }.into_any())
}

/// Turning down: a reason from the list, and words.
fn turn_down(answer: Option<&Flash>) -> AnyView {
    let words = words();
    let open = field::typed(answer, "decision").as_deref() == Some("decline")
        || answer.is_some_and(|answer| {
            let wrong = answer.outcome.as_ref().err();
            wrong.is_some_and(|wrong| error::fields(wrong).iter().any(|one| one.field != "claims"))
        });
    let chosen = field::typed(answer, "reason").unwrap_or_default();
    let mut reasons = vec![(String::new(), words.choose.to_owned())];
    reasons.extend(TurnDownReason::ALL.iter().map(|one| (one.word().to_owned(), words.reason_of(*one).to_owned())));
    let reason = field::problem(answer, "reason").map(|problem| field::error_line("reason", problem));
    let wrong = answer.and_then(|answer| answer.outcome.as_ref().err());
    let wrong = wrong.and_then(|wrong| error::fields(wrong).iter().find(|one| one.field == "words"));
    let problem = wrong.map(|one| Posting::of(visit().language).problem(t(), one.problem));
    let invalid = problem.is_some().then_some("true");
    let typed = field::typed(answer, "words").unwrap_or_default();
    view! {
        <details open=open>
            <summary>{words.turn_down}</summary>
            <div class="stack">
                {reason}
                {field::select("reason", "draft[reason]", words.reason, &chosen, reasons)}
                <div class="field">
                    <label for="words">{words.words}</label>
                    <p class="hint" id="words-hint">{words.words_hint}</p>
                    {problem.map(|problem| field::error_line("words", problem))}
                    <input class="input" id="words" name="draft[words]" value=typed maxlength="200" autocomplete="off"
                        aria-describedby="words-hint" aria-invalid=invalid/>
                </div>
                <button class="btn" name="draft[decision]" value="decline">{words.send}</button>
            </div>
        </details>
    }
    .into_any()
}
