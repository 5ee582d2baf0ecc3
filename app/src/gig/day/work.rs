//! One's own claim on the day and after: checking in and out, the hours, and who did not come.

use domain::gig::{
    ClaimState, PayUnit,
    attendance::{Agreement, Entry, Side, WorkPage},
    case::may_file,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{came_back, crew, hours, input, offline, reasoned, shifts, told, words};
use crate::{
    gig::{case, evidence, filling, live::follow, pay::wages, rating},
    text::{fill, say},
    ui::{field, form, page::head, visit::t},
};

/// The page.
pub fn page(data: &WorkPage) -> AnyView {
    let words = words();
    let live = follow(data.now, [data.claim]);
    let class = if data.state.active() { "state on" } else { "state" };
    let early = data.state == ClaimState::Confirmed && data.now < data.opens;
    let early = early
        .then(|| view! { <p class="soft">{fill(words.opens, &[&crew::moment(data.opens, data.now)])}</p> }.into_any());
    view! {
        {head(data.title.clone())}
        <div class="page narrow" data-claim=data.claim.to_string() data-state=data.state.word()>
            {live}
            <p class="crumb"><a href="/me/shifts">"‹ "{t().gig.my_title}</a></p>
            {told(data.now)}
            <h1>{data.title.clone()}</h1>
            <p class=class>{say::claim_state(t(), data.state)}</p>
            <p class="facts">
                <b>{shifts::when(data.starts, data.ends, data.now)}</b><span>{data.address.clone()}</span>
            </p>
            <p><span class="soft">{words.employer}" "</span>{data.employer.clone()}" "
                <a class="link" href=format!("/gigs/{}", data.shift)>{words.to_shift}</a></p>
            {data.remark.as_ref().map(|remark| filling::remark(remark, data.claim, data.now))}
            {early}
            {check(data)}
            {absence(data)}
            {own_hours(data)}
            {data.wages.as_ref().map(|wages| wages::own(data.claim, wages, data.now))}
            {rate(data)}
            {complain(data)}
        </div>
    }
    .into_any()
}

/// The way to the ratings, once the work is over.
fn rate(data: &WorkPage) -> Option<AnyView> {
    let worked = matches!(data.state, ClaimState::CheckedIn | ClaimState::CheckedOut | ClaimState::Settled);
    let href = format!("/me/shifts/{}/rating", data.claim);
    (worked && data.now >= data.ends)
        .then(|| view! { <p><a class="btn" href=href>{rating::words().open}</a></p> }.into_any())
}

/// The ways to a case and to an evidence pack, for whoever has or had a seat.
fn complain(data: &WorkPage) -> Option<AnyView> {
    let href = format!("/me/shifts/{}/case", data.claim);
    let may = may_file(data.state, data.ends, data.now);
    let pack = format!("/me/shifts/{}/evidence", data.claim);
    may.then(|| {
        view! {
            <p><a class="link" href=href>{case::words().new}</a></p>
            <p><a class="link" href=pack>{evidence::words().open}</a></p>
        }
        .into_any()
    })
}

/// The form to check in or out, if it is time.
fn check(data: &WorkPage) -> Option<AnyView> {
    let words = words();
    let (entry, title) = match (data.may.check_in, data.may.check_out) {
        (true, _) => (Entry::In, words.check_in),
        (_, true) => (Entry::Out, words.check_out),
        _ => return None,
    };
    let claim = data.claim.to_string();
    let answer = field::answer("check_in").filter(|answer| answer.outcome.is_err());
    // A code that was scanned stands in the address.
    let scanned = use_query_map().with_untracked(|query| query.get("code")).unwrap_or_default();
    let scanned: String = scanned.chars().filter(char::is_ascii_digit).take(6).collect();
    let queued = RwSignal::new(false);
    offline::send_kept(&claim, entry);
    let keep = {
        let claim = claim.clone();
        move |event: leptos::ev::SubmitEvent| offline::keep(&event, &claim, entry, queued)
    };
    let fields = view! {
        {form::hidden("draft[claim]", claim.clone())}
        {form::hidden("draft[entry]", entry.word().to_owned())}
        {form::hidden("draft[typed]", String::new())}
        {form::hidden("draft[wgs84]", String::new())}
        {input((&claim, "code"), (words.type_code, words.type_code_hint), scanned, answer.as_ref(), "numeric")}
        <button class="btn btn-primary wide">{title}</button>
        <p class="soft" role="status">{move || queued.get().then_some(words.queued)}</p>
    };
    let place = data.pinned.then(|| {
        let denied = RwSignal::new(false);
        view! {
            <div class="live-only">
                <button class="btn wide" type="button" on:click=move |event| offline::locate(&event, denied)>{words.by_place}</button>
                <p class="error" role="status">{move || denied.get().then_some(words.place_denied)}</p>
            </div>
        }
        .into_any()
    });
    let form = form::post("check_in", "stack", view! { {fields}{place} });
    let sheet = view! { <section class="sheet" id="check" on:submit=keep><h2>{title}</h2>{form}</section> };
    // Two kinds of view, so that the second form is made anew: a code that stayed in the field would let a second tap on
    // the button check out what has just begun.
    Some(if entry == Entry::In { sheet.into_any() } else { view! { {sheet}{None::<AnyView>} }.into_any() })
}

/// What was said about who did not come, and what can be said now.
fn absence(data: &WorkPage) -> AnyView {
    let (words, claim) = (words(), data.claim.to_string());
    let miss = data.may.absent.then(|| {
        let texts = (words.employer_absent, words.why, words.employer_why_hint, words.say_so);
        reasoned("miss_employer", &claim, texts)
    });
    let Some(known) = &data.absence else { return miss.into_any() };
    let stands = matches!(data.state, ClaimState::NoShow | ClaimState::EmployerNoShow);
    let answer = match known.by {
        Side::Worker if stands => Some(crew::retract(claim)),
        Side::Employer if stands && known.appeal.is_none() => {
            let texts = (words.appeal, words.appeal_why, words.appeal_hint, words.appeal_send);
            Some(reasoned("appeal_absence", &claim, texts))
        }
        _ => None,
    };
    let shown = (stands || known.decision.is_some())
        .then(|| view! { <section class="sheet">{hours::absence(known, data.now)}{answer}</section> }.into_any());
    view! { {shown}{miss} }.into_any()
}

/// The hours, and what one can say of them.
fn own_hours(data: &WorkPage) -> Option<AnyView> {
    let (words, claim, known) = (words(), data.claim.to_string(), &data.hours);
    if !data.may.report && known.reports.is_empty() {
        return None;
    }
    let open = [&known.begun, &known.ended, &known.pieces]
        .into_iter()
        .flatten()
        .any(|known| known.agreement == Agreement::Unanswered);
    let typed = |entry, standing: &Option<_>| hours::typed(entry, standing.as_ref());
    let agree = (open && data.may.report).then(|| {
        let fields = view! {
            {form::hidden("draft[claim]", claim.clone())}
            {form::hidden("draft[begun]", typed(Entry::In, &known.begun))}
            {form::hidden("draft[ended]", typed(Entry::Out, &known.ended))}
            {form::hidden("draft[pieces]", typed(Entry::Pieces, &known.pieces))}
            <button class="btn btn-primary">{words.agree}</button>
        };
        form::post("report_hours", "actions", fields)
    });
    let answer = came_back("report_hours", &claim);
    let (shown, answer) = (answer.is_some(), answer.as_ref());
    let contest = data.may.report.then(|| {
        let pieces = (data.unit == PayUnit::Piece).then(|| {
            input(
                (&claim, "pieces"),
                (words.pieces, words.pieces_hint),
                typed(Entry::Pieces, &known.pieces),
                answer,
                "numeric",
            )
        });
        let fields = view! {
            {form::hidden("draft[claim]", claim.clone())}
            {input((&claim, "begun"), (words.begun, words.clock_hint), typed(Entry::In, &known.begun), answer, "text")}
            {input((&claim, "ended"), (words.ended, words.clock_hint), typed(Entry::Out, &known.ended), answer, "text")}
            {pieces}
            <button class="btn">{words.contest_send}</button>
        };
        let form = form::post("report_hours", "stack", fields);
        view! { <details open=shown><summary>{words.contest}</summary>{form}</details> }.into_any()
    });
    Some(
        view! {
            <section class="sheet">
                <h2>{words.hours}</h2>
                {hours::summary(known, data.now)}
                {agree}
                {contest}
                {hours::history(&known.reports, data.now)}
            </section>
        }
        .into_any(),
    )
}
