//! One posting: the sheet while it can be written on, and what can be done with it afterwards.

use domain::gig::posting::{OwnShift, PostingPage, PostingState, PostingStep};
use leptos::prelude::*;

use super::{
    form as sheet,
    parts::{self, words},
};
use crate::{
    gig::live::follow,
    ui::{field, form, page::head},
};

/// The page.
pub fn page(data: &PostingPage) -> AnyView {
    let words = words();
    let list = format!("/me/organisations/{}/postings", data.organisation);
    let up = list.clone();
    let title = match data.sheet.posting.title.trim() {
        "" => words.new_title.to_owned(),
        title => title.to_owned(),
    };
    let (now, state) = (data.now, data.state);
    let next = match state {
        PostingState::Submitted => Some(words.next_submitted),
        PostingState::ChangesRequested => Some(words.next_changes),
        PostingState::Rejected => Some(words.next_rejected),
        PostingState::Paused => Some(words.next_paused),
        _ => None,
    };
    let verify = (!data.verified && state.open()).then(|| {
        let home = format!("/me/organisations/{}", data.organisation);
        view! { <div class="notice bad" id="employer"><p>{words.not_verified}</p><a class="btn" href=home>{words.to_verify}</a></div> }
            .into_any()
    });
    // While it can be written on, nobody else changes it.
    let live = follow(data.now, Some(data.id).filter(|_| !state.open()));
    let kept = data.version > 0;
    let note = parts::note(data.note.as_ref());
    let amending = data.amends.map(|of| amending(data, format!("{list}/{of}")));
    let body = if state.open() { sheet::form(data) } else { looked_at(data) };
    view! {
        {head(title.clone())}
        <div class="page narrow">
            {live}
            <p class="crumb"><a href=up>"‹ "{words.title}</a></p>
            {parts::told(now)}
            <h1>{title}</h1>
            {kept.then(|| view! { <p class="facts">{parts::state(state)}</p> }.into_any())}
            {next.map(|next| view! { <p>{next}</p> }.into_any())}
            {amending}
            {note}
            {verify}
            {body}
            {data.may_discard.then(|| parts::discard(data.organisation, data.id))}
        </div>
    }
    .into_any()
}

/// That it changes one on the list, which is at `href`. Where that one has ended, what was written can be posted by itself.
fn amending(data: &PostingPage, href: String) -> AnyView {
    let words = words();
    let what = if data.state.open() { words.amend_about } else { words.amending };
    let ended = parts::is_wrong("amends").then(|| {
        let said = field::error_line("amends", words.p_ended.to_owned());
        view! { {said}{form::post("copy_posting", "", again(data))} }.into_any()
    });
    view! {
        <div class="notice" id="amends">
            <p>{what}" "<a class="link" href=href>{words.to_listed}</a></p>
            {ended}
        </div>
    }
    .into_any()
}

/// The fields of "post it again".
fn again(data: &PostingPage) -> AnyView {
    view! {
        {form::hidden("draft[organisation]", data.organisation.to_string())}
        {form::hidden("draft[posting]", data.id.to_string())}
        {form::hidden("draft[fresh]", data.fresh.to_string())}
        <button class="btn btn-primary">{words().again}</button>
    }
    .into_any()
}

fn looked_at(data: &PostingPage) -> AnyView {
    let words = words();
    let own = data.shifts.iter().filter(|_| data.amends.is_none());
    let shifts: Vec<AnyView> = own.map(|shift| line(shift, data)).collect();
    let shifts = (!shifts.is_empty()).then(|| {
        view! { <section class="sheet"><h2>{words.shifts}</h2><ul class="stack">{shifts}</ul></section> }.into_any()
    });
    view! {
        {shifts}
        {parts::facts(&data.sheet, &data.names)}
        {steps(data)}
    }
    .into_any()
}

fn line(shift: &OwnShift, data: &PostingPage) -> AnyView {
    let words = words();
    let open = matches!(data.state, PostingState::Published | PostingState::Paused);
    let off = (open && !shift.closed && shift.starts > data.now).then(|| {
        let fields = view! {
            <p>{words.call_off_body}</p>
            {form::hidden("draft[organisation]", data.organisation.to_string())}
            {form::hidden("draft[posting]", data.id.to_string())}
            {form::hidden("draft[shift]", shift.id.to_string())}
            <button class="btn small">{words.call_off_yes}</button>
        };
        view! { <details><summary>{words.call_off}</summary>{form::post("call_off_shift", "stack", fields)}</details> }
            .into_any()
    });
    view! { <li class="between">{parts::shift(shift, data.now)}{off}</li> }.into_any()
}

/// What the employer can do with it.
fn steps(data: &PostingPage) -> AnyView {
    let words = words();
    let simple = [PostingStep::Withdraw, PostingStep::Pause, PostingStep::Resume];
    let buttons: Vec<AnyView> = simple
        .into_iter()
        .filter(|step| data.state.after(*step).is_some())
        .map(|step| form::post("step_posting", "", step_fields(data, step, "btn")))
        .collect();
    let close = data.state.after(PostingStep::Close).map(|_| {
        let fields = view! { <p>{words.close_body}</p>{step_fields(data, PostingStep::Close, "btn")} };
        view! { <details><summary>{words.close}</summary>{form::post("step_posting", "stack", fields)}</details> }
            .into_any()
    });
    let change = matches!(data.state, PostingState::Published | PostingState::Paused).then(|| {
        let fields = view! {
            {form::hidden("draft[organisation]", data.organisation.to_string())}
            {form::hidden("draft[posting]", data.id.to_string())}
            {form::hidden("draft[fresh]", data.fresh.to_string())}
            <button class="btn">{words.amend}</button>
        };
        form::post("amend_posting", "", fields)
    });
    view! { <div class="actions">{form::post("copy_posting", "", again(data))}{change}{buttons}</div>{close} }
        .into_any()
}

fn step_fields(data: &PostingPage, step: PostingStep, class: &'static str) -> AnyView {
    view! {
        {form::hidden("draft[organisation]", data.organisation.to_string())}
        {form::hidden("draft[posting]", data.id.to_string())}
        <button class=class name="draft[step]" value=step.word()>{words().step(step)}</button>
    }
    .into_any()
}
