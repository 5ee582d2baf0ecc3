//! Hours as both sides see them: what counts, what the worker says beside it, and all that was said.

use domain::{
    gig::attendance::{Absence, Agreement, Entry, HoursView, PastReport, Side, Standing},
    when::Moment,
};
use leptos::prelude::*;

use super::words;
use crate::{
    text::{fill, time},
    ui::visit::t,
};

/// A value in words: a time, or a number of pieces.
pub fn value(entry: Entry, value: i64, now: Moment) -> String {
    match entry {
        Entry::Pieces => value.to_string(),
        Entry::In | Entry::Out => time::moment(t(), Moment(value), now),
    }
}

/// What a field to type it again begins with.
pub fn typed(entry: Entry, standing: Option<&Standing>) -> String {
    match (standing, entry) {
        (None, _) => String::new(),
        (Some(standing), Entry::Pieces) => standing.value.to_string(),
        (Some(standing), _) => Moment(standing.value).clock(),
    }
}

/// What counts, line by line, with the minutes that are paid.
pub fn summary(hours: &HoursView, now: Moment) -> AnyView {
    let words = words();
    let entries = [(Entry::In, &hours.begun), (Entry::Out, &hours.ended), (Entry::Pieces, &hours.pieces)];
    let lines: Vec<AnyView> =
        entries.into_iter().filter_map(|(entry, known)| Some(line(entry, known.as_ref()?, now))).collect();
    if lines.is_empty() {
        return view! { <p class="soft">{words.hours_none}</p> }.into_any();
    }
    let paid = hours.minutes.map(|minutes| {
        view! { <p><b data-minutes=minutes.to_string()>{fill(words.worked, &[&time::length(t(), minutes)])}</b></p> }
            .into_any()
    });
    view! { <ul class="stack">{lines}</ul>{paid} }.into_any()
}

fn line(entry: Entry, known: &Standing, now: Moment) -> AnyView {
    let words = words();
    let class = match known.agreement {
        Agreement::Contested | Agreement::Claimed => "tag warn",
        Agreement::Unanswered => "tag plain",
        Agreement::Witnessed | Agreement::Confirmed => "tag",
    };
    let differs = known
        .differs
        .map(|said| view! { <span class="soft">{fill(words.they_say, &[&value(entry, said, now)])}</span> }.into_any());
    view! {
        <li>
            <span class="soft">{words.entry(entry)}" "</span><b>{value(entry, known.value, now)}</b>" "
            <span class=class data-agreement=known.agreement.word()>{words.agreement(known.agreement)}</span>" "{differs}
        </li>
    }
    .into_any()
}

/// All that was said, the oldest first.
pub fn history(reports: &[PastReport], now: Moment) -> Option<AnyView> {
    let words = words();
    let lines: Vec<AnyView> = reports.iter().map(|past| report(past, now)).collect();
    (!lines.is_empty()).then(|| {
        view! { <details><summary>{words.history}</summary><ol class="stack">{lines}</ol></details> }.into_any()
    })
}

/// One thing that was said.
pub fn report(past: &PastReport, now: Moment) -> AnyView {
    let (words, report) = (words(), past.report);
    let metres = past.metres.map(|metres| metres.to_string()).unwrap_or_default();
    let how = fill(words.way(report.way), &[&metres]);
    let what = format!("{} {}", words.entry(report.entry), value(report.entry, report.value, now));
    let written = time::moment(t(), past.written, now);
    let told = format!("{} · {how} · {written} {}", words.side(report.side), past.reason);
    view! { <li><b>{what}</b>" "<span class="soft">{told}</span></li> }.into_any()
}

/// That somebody did not come, with what was said since.
pub fn absence(absence: &Absence, now: Moment) -> AnyView {
    let words = words();
    let title = match absence.by {
        Side::Employer => words.absence_by_employer,
        Side::Worker => words.absence_by_worker,
    };
    let said = format!("{} · {}", absence.reason, time::moment(t(), absence.at, now));
    let appeal = absence.appeal.as_ref().map(|(text, at)| {
        let line = format!("{text} · {}", time::moment(t(), *at, now));
        view! { <p><span class="soft">{words.appeal_why}" "</span>{line}</p> }.into_any()
    });
    let stands = match (&absence.decision, &absence.appeal) {
        (Some((true, why)), _) => Some((words.lifted, why.clone())),
        (Some((false, why)), _) => Some((words.kept, why.clone())),
        (None, Some(_)) => Some((words.appealed, String::new())),
        (None, None) => None,
    };
    let stands = stands.map(|(what, why)| view! { <p><b>{what}</b>" "{why}</p> }.into_any());
    view! { <div class="absence"><p><b>{title}</b></p><p>{said}</p>{appeal}{stands}</div> }.into_any()
}
