//! What counts for and against oneself, or an organisation of one's own, with the way to appeal.

use domain::{
    gig::reliability::{MarkKind, MarkState, MarkView, RECENT_DAYS, ReliabilityPage},
    when::Moment,
};
use leptos::prelude::*;

use super::{counted, tag, words};
use crate::{
    flash::Note,
    gig::day::input,
    text::{fill, time},
    ui::{
        field, form,
        notice::{self, Tone, notice},
        page::head,
        visit::{flash, t},
    },
};

/// The page.
pub fn page(data: &ReliabilityPage) -> AnyView {
    let (words, of) = (words(), &data.reliability);
    let (crumb, back) = match &data.organisation {
        Some((id, name)) => (format!("/me/organisations/{id}"), name.clone()),
        None => ("/me".to_owned(), t().me.title.to_owned()),
    };
    let about = if data.organisation.is_some() { words.about_employer } else { words.about };
    let marks: Vec<AnyView> = data.marks.iter().map(|mark| line(mark, data)).collect();
    let marks = if marks.is_empty() {
        view! { <p class="soft">{words.no_marks}</p> }.into_any()
    } else {
        view! { <ul class="cards">{marks}</ul> }.into_any()
    };
    view! {
        {head(words.title)}
        <div class="page narrow">
            <p class="crumb"><a href=crumb>"‹ "{back}</a></p>
            {told(data.now)}
            <h1>{words.title}</h1>
            <section class="sheet">
                <h2 data-kept=of.kept.to_string() data-all=of.all.to_string()>{counted(of)}</h2>
                <p>{tag(of.standing)}</p>
                <p class="soft">{fill(about, &[&RECENT_DAYS.to_string()])}</p>
            </section>
            <section><h2 class="sub">{words.marks}</h2>{marks}</section>
        </div>
    }
    .into_any()
}

fn told(now: Moment) -> Option<AnyView> {
    match flash()?.outcome {
        Err(_) => notice::errors(now, ().into_any()),
        Ok(Some(Note::Filed)) => Some(notice(Tone::Good, words().filed.to_owned(), ().into_any())),
        Ok(_) => None,
    }
}

fn line(mark: &MarkView, data: &ReliabilityPage) -> AnyView {
    let words = words();
    let class = if mark.state.counts() { "tag warn" } else { "tag plain" };
    let decision = (!mark.decision.is_empty()).then(|| view! { <p>{mark.decision.clone()}</p> }.into_any());
    view! {
        <li class="card" data-mark=mark.kind.word() data-counts=mark.state.counts().to_string()>
            <h3>{words.kind(mark.kind)}</h3>
            <p class="facts"><b>{mark.title.clone()}</b><span>{time::moment(t(), mark.starts, data.now)}</span></p>
            <p><span class=class>{words.state(mark.state)}</span></p>
            {decision}
            {way(mark, data)}
        </li>
    }
    .into_any()
}

/// Where one can do something about it: the page of the day for who did not come, the ledger for wages, and the form.
fn way(mark: &MarkView, data: &ReliabilityPage) -> AnyView {
    let words = words();
    let link = |href: String, name: &'static str| view! { <p><a class="btn" href=href>{name}</a></p> }.into_any();
    let at = data.organisation.as_ref().map(|(id, _)| format!("/me/organisations/{id}"));
    let open = mark.state == MarkState::Counts;
    match (mark.kind, &at) {
        (MarkKind::NoShow, _) => link(format!("/me/shifts/{}", mark.subject), words.to_day),
        (MarkKind::EmployerNoShow, Some(at)) => link(format!("{at}/shifts/{}", mark.shift), words.to_day),
        (MarkKind::LateWages, Some(at)) => {
            let ledger = link(format!("{at}/ledger"), words.to_ledger);
            view! { {ledger}{open.then(|| appeal(mark, data))} }.into_any()
        }
        _ => open.then(|| appeal(mark, data)).into_any(),
    }
}

fn appeal(mark: &MarkView, data: &ReliabilityPage) -> AnyView {
    let (words, subject) = (words(), mark.subject.to_string());
    let answer = field::answer("appeal_mark").filter(|answer| {
        let typed = |name| field::typed(Some(answer), name);
        let this = typed("subject").as_deref() == Some(subject.as_str());
        answer.outcome.is_err() && this && typed("kind").as_deref() == Some(mark.kind.word())
    });
    let organisation = data.organisation.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
    let shown = answer.is_some();
    let at = format!("{}-{subject}", mark.kind.word());
    let fields = view! {
        {form::hidden("draft[organisation]", organisation)}
        {form::hidden("draft[kind]", mark.kind.word().to_owned())}
        {form::hidden("draft[subject]", subject.clone())}
        {input((&at, "reason"), (words.said, words.said_hint), String::new(), answer.as_ref(), "text")}
        <button class="btn">{words.send}</button>
    };
    let form = form::post("appeal_mark", "stack", fields);
    view! { <details open=shown><summary>{words.appeal}</summary>{form}</details> }.into_any()
}
