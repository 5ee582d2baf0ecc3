//! A pack as a page that can be printed. All of it is read out of the file whose hash stands on it.

use domain::{
    gig::{
        PayRule, PayUnit,
        evidence::{Added, Agreed, Pack, PackPage, PackedCase},
    },
    when::Moment,
};
use leptos::prelude::*;

use super::{grouped, words};
use crate::{
    gig::{case, day::hours, pay::wages},
    layout::console::console,
    text::{fill, say, time},
    ui::{page::head, visit::t},
};

/// The page of the worker.
pub fn page(data: &PackPage) -> AnyView {
    view! {
        {head(words().title)}
        <div class="page narrow pack">
            <p class="crumb"><a href=format!("/me/shifts/{}/evidence", data.pack.claim)>"‹ "{words().title}</a></p>
            {body(data)}
        </div>
    }
    .into_any()
}

/// The page of the staff.
pub fn desk(data: &PackPage) -> AnyView {
    let content = view! {
        <p class="crumb"><a href="/console?kind=case">"‹ "{case::words().desk_title}</a></p>
        <div class="stack pack">{body(data)}</div>
    };
    console(words().title, content.into_any())
}

/// A moment with its year: nobody knows when a print is read.
fn moment(at: Moment) -> String {
    format!("{} {}", at.date(), at.clock())
}

fn body(data: &PackPage) -> AnyView {
    let (words, pack) = (words(), &data.pack);
    view! {
        <h1>{words.title}</h1>
        <p class="soft">{fill(words.made_at, &[&moment(pack.made)])}" · "{words.maker(pack.made_by)}</p>
        {file(data)}
        {parties(pack)}
        {agreed(&pack.agreed)}
        {changes(pack)}
        {moves(pack)}
        {attendance(pack)}
        {absences(pack)}
        {paid(pack)}
        {pack.cases.iter().map(one_case).collect::<Vec<AnyView>>()}
        {messages(pack)}
    }
    .into_any()
}

/// The file and its hash.
fn file(data: &PackPage) -> AnyView {
    let (words, pack) = (words(), &data.pack);
    let href = format!("/evidence-files/{}", pack.pack);
    let download = fill(words.download, &[&data.size.div_ceil(1024).to_string()]);
    let check = format!("{}/evidence", pack.service);
    view! {
        <section class="sheet">
            <h2>{words.hash}</h2>
            <p><code data-hash=data.hash.clone()>{grouped(&data.hash)}</code></p>
            <p class="soft">{fill(words.hash_about, &[&check])}</p>
            <p class="no-print"><a class="btn" href=href rel="external" download>{download}</a></p>
            <p class="soft no-print">{words.print}</p>
        </section>
    }
    .into_any()
}

fn sheet(title: &'static str, content: AnyView) -> AnyView {
    view! { <section class="sheet"><h2>{title}</h2>{content}</section> }.into_any()
}

/// Lines of a section, or that there are none.
fn lines(lines: Vec<AnyView>) -> AnyView {
    if lines.is_empty() {
        view! { <p class="soft">{words().nothing}</p> }.into_any()
    } else {
        view! { <ol class="stack">{lines}</ol> }.into_any()
    }
}

fn fact(name: &'static str, value: String) -> Option<AnyView> {
    (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd class="prose">{value}</dd></div> }.into_any())
}

fn parties(pack: &Pack) -> AnyView {
    let words = words();
    let verified = if pack.verified { words.verified } else { words.unverified };
    let facts = view! {
        <dl class="facts-list">
            {fact(words.worker, format!("{} ({verified})", pack.worker))}
            {fact(words.employer, pack.employer.name.clone())}
            {fact(words.code, pack.employer.credit_code.clone())}
        </dl>
    };
    sheet(words.parties, facts.into_any())
}

fn rule(pay: PayRule) -> String {
    let words = words();
    let template = match pay.unit {
        PayUnit::Hour => words.pay_hour,
        PayUnit::Day => words.pay_day,
        PayUnit::Piece => words.pay_piece,
        PayUnit::Task => words.pay_task,
    };
    fill(template, &[&pay.amount.to_string()])
}

/// What is said of the work, name by name; empty values are left out later.
fn said(work: &Agreed) -> [(&'static str, String); 10] {
    let (words, t) = (words(), t());
    let benefits: Vec<&str> = work.benefits.iter().map(|one| say::benefit(t, one)).collect();
    let breaks = if work.break_minutes > 0 { time::length(t, work.break_minutes) } else { String::new() };
    [
        (words.work, work.title.clone()),
        (words.trade, work.occupation.clone()),
        (words.duties, work.duties.clone()),
        (words.requirements, work.requirements.clone()),
        (words.place, format!("{} {}", work.place, work.address)),
        (words.when, format!("{} – {}", moment(work.starts), moment(work.ends))),
        (words.breaks, breaks),
        (words.pay, rule(work.pay)),
        (words.term, say::settlement(t, work.term).to_owned()),
        (words.benefits, benefits.join(" · ")),
    ]
}

fn agreed(agreed: &Agreed) -> AnyView {
    let facts = said(agreed).map(|(name, value)| fact(name, value)).into_iter().collect::<Vec<_>>();
    sheet(words().agreed, view! { <dl class="facts-list">{facts}</dl> }.into_any())
}

/// What was changed since the seat was taken: of each change only what it says otherwise.
fn changes(pack: &Pack) -> Option<AnyView> {
    let words = words();
    let mut known = &pack.agreed;
    let mut all: Vec<AnyView> = Vec::new();
    for change in &pack.changes {
        let other = said(known).into_iter().zip(said(&change.work)).filter(|(before, after)| before != after);
        let facts: Vec<AnyView> = other
            .filter_map(|(_, (name, value))| {
                fact(name, if value.is_empty() { words.left_out.to_owned() } else { value })
            })
            .collect();
        let at = fill(words.changed_at, &[&moment(change.at)]);
        all.push(view! { <h3>{at}</h3><dl class="facts-list">{facts}</dl> }.into_any());
        known = &change.work;
    }
    (!all.is_empty()).then(|| sheet(words.changed, all.into_any()))
}

fn moves(pack: &Pack) -> AnyView {
    let (words, t) = (words(), t());
    let line = |moved: &domain::gig::evidence::Moved| {
        let told = format!("{} · {}", moment(moved.at), words.mover(moved.by));
        view! { <li><b>{say::claim_state(t, moved.state)}</b>" "<span class="soft">{told}</span></li> }.into_any()
    };
    sheet(words.moves, lines(pack.moves.iter().map(line).collect()))
}

fn attendance(pack: &Pack) -> AnyView {
    let reports = pack.reports.iter().map(|past| hours::report(past, Moment(0))).collect();
    sheet(words().attendance, lines(reports))
}

fn absences(pack: &Pack) -> Option<AnyView> {
    let all: Vec<AnyView> = pack.absences.iter().map(|absence| hours::absence(absence, Moment(0))).collect();
    (!all.is_empty()).then(|| sheet(words().absences, all.into_any()))
}

fn paid(pack: &Pack) -> AnyView {
    let content = match &pack.wages {
        None => lines(Vec::new()),
        Some(paid) => view! {
            <p>{wages::standing(paid.standing)}</p>
            {wages::balance(&paid.balance)}
            <p class="soft">{wages::worked_out(paid)}</p>
            {wages::payments(&paid.payments)}
        }
        .into_any(),
    };
    sheet(words().wages, content)
}

fn one_case(one: &PackedCase) -> AnyView {
    let words = words();
    let added = |file: &Added| {
        let told = format!("{} · {} KB · SHA-256 {}", moment(file.at), file.size.div_ceil(1024), grouped(&file.sha256));
        view! { <li><b>{file.name.clone()}</b>" "<span class="soft">{told}</span></li> }.into_any()
    };
    let files: Vec<AnyView> = one.files.iter().map(added).collect();
    let files = (!files.is_empty()).then(|| view! { <h3>{words.files}</h3><ul class="stack">{files}</ul> }.into_any());
    let content = view! { {case::tags(one.category, one.state)}{case::steps(&one.entries, Moment(0))}{files} };
    sheet(words.cases, content.into_any())
}

fn messages(pack: &Pack) -> AnyView {
    let line = |told: &domain::gig::evidence::Told| {
        view! { <li>{told.words.clone()}" "<span class="soft">{moment(told.at)}</span></li> }.into_any()
    };
    sheet(words().messages, lines(pack.messages.iter().map(line).collect()))
}
