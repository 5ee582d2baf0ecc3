//! One's own claim: where it stands, what happens next, and the ways to answer or leave.

use domain::{
    gig::{ClaimState, Contact, LeaveReason, MyClaim, ShiftCard},
    when::Moment,
};
use leptos::prelude::*;

use super::saved::keep;
use crate::{
    text::{fill, say, time},
    ui::{
        field::{self, tick},
        form,
        visit::t,
    },
};

/// The block about one's own claim.
pub fn mine(mine: &MyClaim, card: &ShiftCard, leave_until: Moment, now: Moment, key: &str) -> AnyView {
    let t = t();
    let state = say::my_claim(t, mine);
    view! {
        <section class="sheet mine" id="mine">
            <h2>{state}</h2>
            <p>{next(mine, card, leave_until, now)}</p>
            {answers(mine, card, leave_until, now, key)}
        </section>
    }
    .into_any()
}

/// What happens next, in a sentence.
pub fn next(mine: &MyClaim, card: &ShiftCard, leave_until: Moment, now: Moment) -> String {
    let t = t();
    let told = |moment: Moment| time::moment(t, moment, now);
    match mine.state {
        ClaimState::Confirmed => fill(t.gig.next_confirmed, &[&told(card.starts), &told(leave_until)]),
        ClaimState::Waitlisted => t.gig.next_waitlisted.to_owned(),
        ClaimState::Applied => t.gig.next_applied.to_owned(),
        ClaimState::Offered => fill(t.gig.next_offered, &[&told(mine.offered_until.unwrap_or(card.starts))]),
        _ => String::new(),
    }
}

/// The forms that fit the state.
pub fn answers(mine: &MyClaim, card: &ShiftCard, leave_until: Moment, now: Moment, key: &str) -> AnyView {
    let may_leave = now < card.starts;
    match mine.state {
        ClaimState::Offered => offer(mine, key),
        ClaimState::Confirmed if may_leave => leave(mine, leave_until, now, key),
        ClaimState::Waitlisted | ClaimState::Applied if may_leave => leave_queue(mine, key),
        _ => ().into_any(),
    }
}

fn offer(mine: &MyClaim, key: &str) -> AnyView {
    let t = t();
    let fields = view! {
        {form::hidden("draft[claim]", mine.id.to_string())}
        {form::hidden("draft[key]", form::key(key, "o", &mine.id))}
        <button class="btn btn-primary" name="draft[answer]" value="yes">{t.gig.accept}</button>
        <button class="btn" name="draft[answer]" value="no">{t.gig.refuse}</button>
    };
    form::post("answer_offer", "actions", fields)
}

fn leave(mine: &MyClaim, leave_until: Moment, now: Moment, key: &str) -> AnyView {
    let t = t();
    let late = now >= leave_until;
    let answer = field::answer("leave");
    let came_back = answer.as_ref().filter(|_| field::typed(answer.as_ref(), "claim") == Some(mine.id.to_string()));
    let typed = field::typed(came_back, "reason");
    let problem = field::problem(came_back, "reason").map(|problem| field::error_line("reason", problem));
    let mut reasons = Vec::new();
    // What counts against one stands last.
    let (grace, other): (Vec<LeaveReason>, Vec<LeaveReason>) = LeaveReason::ALL.iter().partition(|one| one.grace());
    let all = if late { [grace, other].concat() } else { LeaveReason::ALL.to_vec() };
    for reason in all {
        let words = say::leave_reason(t, reason);
        let words = if late && !reason.grace() { fill(keep::words().leave_marked, &[words]) } else { words.to_owned() };
        let word = reason.word().to_owned();
        let checked = typed.as_deref() == Some(reason.word());
        reasons.push(tick("radio", "draft[reason]".to_owned(), word, words, checked));
    }
    let told = late.then(|| {
        view! {
            <p class="soft">{fill(t.gig.leave_late, &[&time::moment(t, leave_until, now)])}</p>
            {form::hidden("draft[mark]", "yes".to_owned())}
        }
        .into_any()
    });
    let fields = view! {
        {form::hidden("draft[claim]", mine.id.to_string())}
        {form::hidden("draft[key]", form::key(key, "l", &mine.id))}
        {told}
        <fieldset class="field" id=came_back.map(|_| "reason")>
            <legend>{t.gig.leave_why}</legend>
            {problem}
            {reasons}
        </fieldset>
        <button class="btn btn-danger">{t.gig.leave_go}</button>
    };
    let open = came_back.is_some();
    view! {
        <details class="leave" open=open>
            <summary>{t.gig.leave}</summary>
            {form::post("leave", "", fields)}
        </details>
    }
    .into_any()
}

fn leave_queue(mine: &MyClaim, key: &str) -> AnyView {
    let fields = view! {
        {form::hidden("draft[claim]", mine.id.to_string())}
        {form::hidden("draft[key]", form::key(key, "l", &mine.id))}
        {form::hidden("draft[reason]", LeaveReason::Plans.word().to_owned())}
        <button class="btn">{t().gig.leave_queue}</button>
    };
    form::post("leave", "", fields)
}

/// Whom to call.
pub fn contact(contact: &Contact) -> AnyView {
    let (t, call) = (t(), format!("tel:{}", contact.phone));
    view! {
        <p class="contact">
            <span>{t.gig.contact}"："<b>{contact.name.clone()}</b></span>
            <a class="btn" href=call rel="external">{t.gig.call}" "{contact.phone.clone()}</a>
        </p>
    }
    .into_any()
}
