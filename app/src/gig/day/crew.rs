//! A shift on the employer's screen: the code, who comes, and their hours.

use domain::{
    gig::{
        ClaimState, PayUnit,
        attendance::{CrewMember, CrewPage, Entry, Side},
    },
    when::Moment,
};
use leptos::prelude::*;

use super::{came_back, code, hours, input, reasoned, shifts, told, words};
use crate::{
    gig::{filling::preferences, live::follow, rating, reliability},
    text::{fill, filling::Filling, say, time},
    ui::{
        form,
        page::head,
        visit::{t, visit},
    },
};

/// The page.
pub fn page(data: &CrewPage) -> AnyView {
    let words = words();
    let claims = data.crew.iter().map(|member| member.claim.to_string());
    let live = follow(data.now, std::iter::once(data.shift.id.to_string()).chain(claims));
    let (organisation, shift) = (data.organisation.to_string(), &data.shift);
    let people: Vec<AnyView> = data.crew.iter().map(|member| item(member, data)).collect();
    let none = people.is_empty().then(|| view! { <p class="soft">{words.nobody}</p> }.into_any());
    let late = data.crew.iter().any(|member| member.state == ClaimState::Confirmed) && data.now < data.absent_from;
    let later =
        late.then(|| view! { <p class="soft">{fill(words.absent_from, &[&data.absent_from.clock()])}</p> }.into_any());
    view! {
        {head(shift.title.clone())}
        <div class="page">
            {live}
            <p class="crumb"><a href=format!("/me/organisations/{organisation}/shifts")>"‹ "{words.shifts_title}</a></p>
            {told(data.now)}
            <h1>{shift.title.clone()}</h1>
            <p class="facts"><b>{shifts::when(shift.starts, shift.ends, data.now)}</b></p>
            {shifts::counts(shift)}
            {applicants(data)}
            {(!shift.closed).then(|| code::code(data.code.as_ref(), organisation, shift.id.to_string()))}
            <h2 class="sub">{words.crew}</h2>
            {none}
            {later}
            <ul class="cards">{people}</ul>
        </div>
    }
    .into_any()
}

/// The way to those who have applied, where the employer chooses.
fn applicants(data: &CrewPage) -> Option<AnyView> {
    let href = format!("/me/organisations/{}/shifts/{}/applicants", data.organisation, data.shift.id);
    let class = if data.shift.applied > 0 { "btn btn-primary" } else { "btn" };
    let words = Filling::of(visit().language).to_applicants;
    (data.fills == domain::gig::Filling::Review)
        .then(|| view! { <p><a class=class href=href>{words}</a></p> }.into_any())
}

fn item(member: &CrewMember, data: &CrewPage) -> AnyView {
    let (t, now) = (t(), data.now);
    let class = if member.state.active() { "state on" } else { "state" };
    // What a worker reads of their own seat is nothing to say to the employer.
    let state =
        if member.state == ClaimState::Confirmed { words().not_here } else { say::claim_state(t, member.state) };
    view! {
        <li class="card" data-claim=member.claim.to_string() data-state=member.state.word()>
            <div class="between"><h3>{member.name.clone()}</h3><span class="soft">{member.phone.clone()}</span></div>
            <p class=class>{state}</p>
            {reliability::of_side(&member.reliability)}
            {(!member.hours.reports.is_empty()).then(|| hours::summary(&member.hours, now))}
            {member.absence.as_ref().map(|absence| hours::absence(absence, now))}
            {ticks(member, data)}
            {write(member, data)}
            {member.ratings.as_ref().map(|ratings| rating::summary(ratings, Side::Employer))}
            {rate(member, data)}
            {missed(member, now >= data.absent_from && data.writable)}
            {preferences::of_member(member)}
            {hours::history(&member.hours.reports, now)}
        </li>
    }
    .into_any()
}

/// The way to the ratings, once the work is over.
fn rate(member: &CrewMember, data: &CrewPage) -> Option<AnyView> {
    let worked = matches!(member.state, ClaimState::CheckedIn | ClaimState::CheckedOut | ClaimState::Settled);
    let href = format!("/me/organisations/{}/ratings/{}", data.organisation, member.claim);
    let label = format!("{} {}", member.name, rating::words().open_crew);
    (worked && data.now >= data.shift.ends)
        .then(|| view! { <p><a class="link" href=href aria-label=label>{rating::words().open_crew}</a></p> }.into_any())
}

/// What can be ticked at the gate.
fn ticks(member: &CrewMember, data: &CrewPage) -> Option<AnyView> {
    let words = words();
    let (value, name) = match member.state {
        ClaimState::Confirmed => ("in", words.tick_in),
        ClaimState::CheckedIn => ("out", words.tick_out),
        _ => return None,
    };
    data.code.as_ref()?;
    let label = format!("{} {name}", member.name);
    let fields = view! {
        {form::hidden("draft[claim]", member.claim.to_string())}
        <button class="btn btn-primary" name="draft[tick]" value=value aria-label=label>{name}</button>
    };
    Some(form::post("record_hours", "actions", fields))
}

/// The paper list, typed in.
fn write(member: &CrewMember, data: &CrewPage) -> Option<AnyView> {
    let (words, claim) = (words(), member.claim.to_string());
    let at_work = !matches!(member.state, ClaimState::NoShow | ClaimState::EmployerNoShow);
    if !(at_work && data.writable && data.now >= data.shift.starts) {
        return None;
    }
    let answer = came_back("record_hours", &claim);
    let (open, answer) = (answer.is_some(), answer.as_ref());
    let known = &member.hours;
    let pieces = (data.unit == PayUnit::Piece).then(|| {
        let value = hours::typed(Entry::Pieces, known.pieces.as_ref());
        input((&claim, "pieces"), (words.pieces, words.pieces_hint), value, answer, "numeric")
    });
    let fields = view! {
        {form::hidden("draft[claim]", claim.clone())}
        {input((&claim, "begun"), (words.begun, words.clock_hint), hours::typed(Entry::In, known.begun.as_ref()), answer, "text")}
        {input((&claim, "ended"), (words.ended, words.clock_hint), hours::typed(Entry::Out, known.ended.as_ref()), answer, "text")}
        {pieces}
        {input((&claim, "reason"), (words.reason, words.change_hint), String::new(), answer, "text")}
        <button class="btn">{words.save}</button>
    };
    let form = form::post("record_hours", "stack", fields);
    Some(view! { <details open=open><summary>{words.write}</summary>{form}</details> }.into_any())
}

/// That somebody did not come: to say it, to take it back, or to appeal.
fn missed(member: &CrewMember, may: bool) -> Option<AnyView> {
    let (words, claim) = (words(), member.claim.to_string());
    match (&member.absence, member.state) {
        (None, ClaimState::Confirmed) if may => {
            let texts = (words.did_not_come, words.why, words.why_hint, words.say_so);
            Some(reasoned("miss_worker", &claim, texts))
        }
        (Some(absence), _) if absence.by == Side::Employer => Some(retract(claim)),
        (Some(absence), _) if absence.appeal.is_none() => {
            let texts = (words.appeal, words.appeal_why, words.appeal_hint, words.appeal_send);
            Some(reasoned("appeal_absence", &claim, texts))
        }
        _ => None,
    }
}

/// The form by which it is taken back.
pub fn retract(claim: String) -> AnyView {
    let fields = view! { {form::hidden("claim", claim)}<button class="btn small">{words().retract}</button> };
    form::post("retract_absence", "", fields)
}

/// A time, told from now.
pub fn moment(at: Moment, now: Moment) -> String {
    time::moment(t(), at, now)
}
