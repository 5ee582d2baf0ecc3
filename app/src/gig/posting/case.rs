//! A posting as the staff judge it.

use domain::gig::posting::{FIELDS, PostingCase, PostingState, Sheet};
use leptos::prelude::*;

use super::parts::{self, words};
use crate::{
    layout::console::console,
    text::{fill, time},
    ui::{
        field::{self, tick},
        form,
        visit::t,
    },
};

/// The page.
pub fn page(data: &PostingCase) -> AnyView {
    let (words, title) = (words(), data.sheet.posting.title.clone());
    let findings: Vec<AnyView> = data.findings.iter().map(found).collect();
    let findings = if findings.is_empty() {
        view! { <p class="soft">{words.case_none}</p> }.into_any()
    } else {
        view! { <ul class="stack">{findings}</ul> }.into_any()
    };
    let shifts: Vec<AnyView> = data
        .sheet
        .shifts
        .iter()
        .map(|shift| {
            let rest = [shift.break_minutes.as_str(), shift.seats.as_str()];
            let told = [(words.break_minutes, rest[0]), (words.seats, rest[1])];
            let told: Vec<String> =
                told.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name} {value}")).collect();
            view! { <li>{format!("{} {}–{}", shift.date, shift.start, shift.end)}" "<span class="soft">{told.join(" · ")}</span></li> }
                .into_any()
        })
        .collect();
    let sampled = data.sampled.then(|| view! { <div class="notice"><p>{words.case_sampled}</p></div> }.into_any());
    let content = view! {
        {parts::told(data.now)}
        <p class="crumb"><a href="/console?kind=posting">"‹ "{words.to_queue}</a></p>
        <h1>{title.clone()}</h1>
        <p>{parts::state(data.state)}</p>
        {sampled}
        {data.before.as_ref().map(|before| changes(before, data))}
        {parts::note(data.note.as_ref())}
        <section class="sheet"><h2>{words.case_findings}</h2>{findings}</section>
        {parts::facts(&data.sheet, &data.names)}
        <section class="sheet"><h2>{words.shifts}</h2><ul class="stack">{shifts}</ul></section>
        {employer(data)}
        {data.may_decide.then(|| decide(data))}
    };
    console(&title, content.into_any())
}

/// What an amendment changes, field by field.
fn changes((before, names): &(Sheet, (String, String)), data: &PostingCase) -> AnyView {
    let words = words();
    let (old, new) = (&before.posting, &data.sheet.posting);
    let fields = [
        ("title", &old.title, &new.title),
        ("occupation", &names.0, &data.names.0),
        ("duties", &old.duties, &new.duties),
        ("requirements", &old.requirements, &new.requirements),
        ("least_age", &old.least_age, &new.least_age),
        ("pay_unit", &old.pay_unit, &new.pay_unit),
        ("pay_amount", &old.pay_amount, &new.pay_amount),
        ("settlement", &old.settlement, &new.settlement),
        ("benefits", &old.benefits, &new.benefits),
        ("region", &names.1, &data.names.1),
        ("address", &old.address, &new.address),
    ];
    let lines: Vec<AnyView> = fields
        .into_iter()
        .filter(|(_, old, new)| old.trim() != new.trim())
        .map(|(name, old, new)| {
            let (old, new) = (old.clone(), new.clone());
            view! {
                <li><b>{words.field(name)}</b><br/><span class="soft">{words.case_now}"："</span>{old}<br/>
                    <span class="soft">{words.case_then}"："</span>{new}</li>
            }
            .into_any()
        })
        .collect();
    view! { <section class="sheet"><p>{words.case_amends}</p><ul class="stack">{lines}</ul></section> }.into_any()
}

fn found(one: &domain::gig::posting::Finding) -> AnyView {
    let name = words().field(&one.field);
    view! { <li><span class="soft">{name}</span>{parts::finding(one)}</li> }.into_any()
}

fn employer(data: &PostingCase) -> AnyView {
    let words = words();
    let history = &data.history;
    let told = [history.published, history.rejected, history.upheld].map(|n| n.to_string());
    let told = fill(words.case_history, &[&told[0], &told[1], &told[2]]);
    let verified = if data.verified { words.case_verified } else { words.case_unverified };
    let filed = data.filed.map(|filed| time::moment(t(), filed, data.now)).unwrap_or_default();
    view! {
        <section class="sheet">
            <h2>{words.case_employer}</h2>
            <p><a class="link" href=format!("/console/employer/{}", data.organisation)>{data.employer.clone()}</a>" "
                <span class="tag plain">{verified}</span></p>
            <p class="soft">{told}</p>
            {parts::fact(words.case_filed, filed)}
        </section>
    }
    .into_any()
}

fn decide(data: &PostingCase) -> AnyView {
    let words = words();
    let answer = field::answer("judge_posting").filter(|answer| answer.outcome.is_err());
    let answer = answer.as_ref();
    let choices: &[(&'static str, &'static str)] = if data.state == PostingState::Submitted {
        &[("publish", words.d_publish), ("request-changes", words.d_changes), ("reject", words.d_reject)]
    } else {
        &[("keep", words.d_keep), ("close", words.d_close)]
    };
    let buttons: Vec<AnyView> = choices
        .iter()
        .enumerate()
        .map(|(at, (value, name))| {
            let class = if at == 0 { "btn btn-primary" } else { "btn" };
            view! { <button class=class name="draft[decision]" value=*value>{*name}</button> }.into_any()
        })
        .collect();
    let ticked = field::ticked(answer, "fields").unwrap_or_default();
    let boxes: Vec<AnyView> = FIELDS
        .iter()
        .map(|name| {
            let on = ticked.iter().any(|known| known == name);
            tick("checkbox", "draft[fields][]".to_owned(), (*name).to_owned(), words.field(name).to_owned(), on)
        })
        .collect();
    let fields = (data.state == PostingState::Submitted).then(|| {
        view! { <fieldset class="field" id="fields"><legend>{words.fields}</legend><div class="ticks">{boxes}</div></fieldset> }
            .into_any()
    });
    let body = view! {
        {form::hidden("draft[posting]", data.id.to_string())}
        {form::hidden("draft[version]", data.version.to_string())}
        {fields}
        {field::area("words", (words.words, words.words_hint), "", answer, (3, 500))}
        <div class="actions" id="decision">{buttons}</div>
    };
    view! { <section class="sheet"><h2>{words.decide}</h2>{form::post("judge_posting", "stack", body)}</section> }
        .into_any()
}
