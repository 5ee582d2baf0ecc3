//! What can be done with a revision now.

use domain::policy::{DeskPage, Standing, Step};
use leptos::prelude::*;

use super::{form, words};
use crate::{
    flash::Flash,
    text::fill,
    ui::field::{self, Text},
};

/// The forms of the steps; nothing if there is nothing to do.
pub fn steps(page: &DeskPage) -> AnyView {
    let words = words();
    let answer = field::answer("take_policy_step").filter(|flash| flash.outcome.is_err());
    let answer = answer.as_ref();
    let simple: Vec<AnyView> = [Step::File, Step::Recall, Step::Amend]
        .into_iter()
        .filter(|step| page.steps.contains(step))
        .map(|step| form::marked("take_policy_step", "", page, button(step, "btn btn-primary")))
        .collect();
    let judged = [Step::Approve, Step::RequestChanges, Step::Withdraw].iter().any(|step| page.steps.contains(step));
    let decision = judged.then(|| decision(page, answer));
    let read = page.read.filter(|read| read.may_withdraw).map(|read| {
        let fields = view! { {reason(answer)}{button(Step::Withdraw, "btn btn-danger")} }.into_any();
        let form = form::marked_for("take_policy_step", "stack", page, (read.number, read.version), fields);
        view! { <details><summary>{words.withdraw_read}</summary>{form}</details> }.into_any()
    });
    let own =
        (page.own && page.standing == Standing::InReview).then(|| view! { <p class="soft">{words.own}</p> }.into_any());
    if simple.is_empty() && decision.is_none() && read.is_none() && own.is_none() {
        return ().into_any();
    }
    view! {
        <section class="sheet" id="steps">
            <h2>{words.what_next}</h2>
            {own}
            <div class="actions">{simple}</div>
            {decision}
            {read}
        </section>
    }
    .into_any()
}

fn button(step: Step, class: &'static str) -> AnyView {
    view! { <button class=class name="draft[step]" value=step.word()>{words().step(step)}</button> }.into_any()
}

fn reason(answer: Option<&Flash>) -> AnyView {
    let words = words();
    Text {
        name: "reason",
        label: words.reason,
        hint: words.h_reason,
        value: field::typed(answer, "reason").unwrap_or_default(),
        problem: field::problem(answer, "reason"),
        autocomplete: "off",
        inputmode: "text",
        maxlength: "500",
    }
    .view()
}

fn decision(page: &DeskPage, answer: Option<&Flash>) -> AnyView {
    let shown = |step: Step, class: &'static str| page.steps.contains(&step).then(|| button(step, class));
    let when = page.steps.contains(&Step::Approve).then(|| when(answer));
    let fields = view! {
        {reason(answer)}
        {when}
        <div class="actions">
            {shown(Step::Approve, "btn btn-primary")}
            {shown(Step::RequestChanges, "btn")}
            {shown(Step::Withdraw, "btn btn-danger")}
        </div>
    };
    form::marked("take_policy_step", "stack", page, fields.into_any())
}

/// From when readers see it.
fn when(answer: Option<&Flash>) -> AnyView {
    let words = words();
    let hours = (0..24).map(|hour| (hour.to_string(), fill(words.oclock, &[&hour.to_string()]))).collect();
    let chosen = field::typed(answer, "publish_hour").unwrap_or_else(|| "9".to_owned());
    let day = Text {
        name: "publish_on",
        label: words.publish_on,
        hint: words.h_publish_on,
        value: field::typed(answer, "publish_on").unwrap_or_default(),
        problem: field::problem(answer, "publish_on"),
        autocomplete: "off",
        inputmode: "text",
        maxlength: "10",
    };
    view! { {day.view()}{field::select("publish_hour", "draft[publish_hour]", words.publish_hour, &chosen, hours)} }
        .into_any()
}
