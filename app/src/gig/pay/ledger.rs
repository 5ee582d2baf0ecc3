//! The ledger of an organisation: what is owed and paid, and the form by which payments are written down.

use domain::gig::settlement::{Ledger, LedgerRow, PayMethod};
use leptos::prelude::*;

use super::{wages, words};
use crate::{
    flash::Flash,
    gig::{arrears, live::follow},
    text::{error, fill, time},
    ui::{
        field::{self, tick},
        form,
        notice::{self, Tone, notice},
        page::head,
        url,
        visit::{flash, here, t},
    },
};

/// The page.
pub fn page(data: &Ledger) -> AnyView {
    let (words, at) = (words(), format!("/me/organisations/{}", data.organisation));
    // What is to be done stands first.
    let (open, done): (Vec<&LedgerRow>, Vec<&LedgerRow>) =
        data.rows.iter().partition(|row| row.wages.balance.open.0 > 0);
    let live = follow(data.now, open.iter().chain(&done).map(|row| row.claim));
    let rows: Vec<AnyView> = open.into_iter().chain(done).map(|row| line(row, data)).collect();
    let none = rows.is_empty().then(|| {
        view! { <div class="empty"><h2>{words.none}</h2><p class="soft">{words.none_next}</p></div> }.into_any()
    });
    let file = (data.owner && !rows.is_empty()).then(|| {
        let href = url::with_query(&format!("{at}/ledger.xlsx"), &[("from", &data.from), ("to", &data.to)]);
        view! {
            <p><a class="btn" href=href rel="external" download>{words.export}</a>" "
                <span class="soft">{words.export_note}</span></p>
        }
        .into_any()
    });
    view! {
        {head(words.ledger)}
        <div class="page">
            {live}
            <p class="crumb"><a href=at.clone()>"‹ "{data.name.clone()}</a></p>
            {told(data)}
            <h1>{words.ledger}</h1>
            <p class="soft">{words.ledger_about}</p>
            {data.overdue.as_ref().map(|overdue| arrears::own(overdue, data.now))}
            {period(data, format!("{at}/ledger"))}
            <section class="sheet sums">{wages::balance(&data.sums)}</section>
            {file}
            {none}
            {data.more.then(|| view! { <p class="soft">{words.more}</p> }.into_any())}
            <ul class="cards">{rows}</ul>
        </div>
    }
    .into_any()
}

fn told(data: &Ledger) -> Option<AnyView> {
    match flash()?.outcome {
        Err(_) => notice::errors(data.now, ().into_any()),
        Ok(note) => note.map(|_| notice(Tone::Good, words().saved.to_owned(), ().into_any())),
    }
}

/// The days that are shown.
fn period(data: &Ledger, action: String) -> AnyView {
    let words = words();
    let day = |name: &'static str, label: &'static str, value: String| {
        let problem = data.problems.iter().find(|wrong| wrong.field == name);
        let problem = problem.map(|wrong| field::error_line(name, error::problem(t(), wrong.problem)));
        view! {
            <div class="field">
                <label for=name>{label}</label>
                <p class="hint" id=format!("{name}-hint")>{words.day_hint}</p>
                {problem}
                <input class="input" id=name name=name value=value inputmode="numeric" maxlength="10"
                    autocomplete="off" aria-describedby=format!("{name}-hint")/>
            </div>
        }
        .into_any()
    };
    let typed = |typed: &str, read: &str| if typed.is_empty() { read.to_owned() } else { typed.to_owned() };
    view! {
        <section class="filters">
            <form method="get" action=action>
                {day("from", words.from, typed(&data.query.from, &data.from))}
                {day("to", words.to, typed(&data.query.to, &data.to))}
                <button class="btn">{words.look}</button>
            </form>
        </section>
    }
    .into_any()
}

fn line(row: &LedgerRow, data: &Ledger) -> AnyView {
    let (words, paid) = (words(), &row.wages);
    let who = [row.phone.clone(), row.number.clone()].join(" ");
    view! {
        <li class="card" data-claim=row.claim.to_string()>
            <div class="between"><h3>{row.name.clone()}</h3><span class="soft">{who}</span></div>
            <p>{wages::standing(paid.standing)}" "<span class="soft">{fill(words.due_by, &[&wages::due_day(paid.due)])}</span></p>
            <p class="facts"><b>{row.title.clone()}</b><span>{time::span(t(), row.starts, row.ends, data.now)}</span></p>
            {wages::balance(&paid.balance)}
            <p class="soft">{wages::worked_out(paid)}</p>
            {wages::payments(&paid.payments)}
            {pay(row, data)}
        </li>
    }
    .into_any()
}

/// The form by which a payment is written down.
fn pay(row: &LedgerRow, data: &Ledger) -> AnyView {
    let (words, claim) = (words(), row.claim.to_string());
    let answer = field::answer("payment").filter(|answer| answer.outcome.is_err());
    let answer = answer.filter(|answer| field::typed(Some(answer), "claim").as_deref() == Some(claim.as_str()));
    let (open, answer) = (answer.is_some(), answer.as_ref());
    let rest = if row.wages.balance.open.0 > 0 { row.wages.balance.open.to_string() } else { String::new() };
    let methods = PayMethod::ALL.iter().map(|one| (one.word().to_owned(), words.method_of(*one).to_owned())).collect();
    let method = field::typed(answer, "method").unwrap_or_default();
    let corrects = field::typed(answer, "correction").is_some();
    let fields = view! {
        <input type="hidden" name="back" value=here()/>
        {form::hidden("draft[claim]", claim.clone())}
        {form::hidden("draft[key]", form::key(&data.key, "w", &row.claim))}
        {text((&claim, "sum"), (words.sum, words.sum_hint), rest, answer, "decimal")}
        {field::select(format!("method-{claim}"), "draft[method]", words.method, &method, methods)}
        {text((&claim, "day"), (words.day, words.day_pay_hint), String::new(), answer, "numeric")}
        {text((&claim, "note"), (words.note, words.note_hint), String::new(), answer, "text")}
        {tick("checkbox", "draft[correction]".to_owned(), "yes".to_owned(), words.correct.to_owned(), corrects)}
        {proof(&claim, answer)}
        <button class="btn btn-primary">{words.save}</button>
    };
    view! {
        <details open=open>
            <summary>{words.pay}</summary>
            <form method="post" action="/upload/payment" class="stack" enctype="multipart/form-data">{fields}</form>
        </details>
    }
    .into_any()
}

fn proof(claim: &str, answer: Option<&Flash>) -> AnyView {
    let words = words();
    let problem = field::problem(answer, "file");
    let id = if answer.is_some() { "file".to_owned() } else { format!("file-{claim}") };
    view! {
        <div class="field">
            <label for=id.clone()>{words.proof}</label>
            <p class="hint" id=format!("{id}-hint")>{words.proof_hint}</p>
            {problem.map(|problem| field::error_line("file", problem))}
            <input class="input" type="file" id=id.clone() name="file" accept="image/jpeg,image/png,image/webp,application/pdf"
                aria-describedby=format!("{id}-hint")/>
        </div>
    }
    .into_any()
}

/// A text field of one of the forms of the page.
fn text(
    at: (&str, &'static str),
    texts: (&'static str, &'static str),
    value: String,
    answer: Option<&Flash>,
    inputmode: &'static str,
) -> AnyView {
    crate::gig::day::input(at, texts, value, answer, inputmode)
}
