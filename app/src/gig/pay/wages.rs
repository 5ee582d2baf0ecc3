//! What is owed for a claim, what was paid, and what the worker says of it.

use domain::{
    gig::{
        PayUnit,
        settlement::{Balance, PaymentView, Receipt, Standing, Wages},
    },
    id::ClaimId,
    money::Fen,
    when::Moment,
};
use leptos::prelude::*;

use super::words;
use crate::{
    text::{fill, time},
    ui::{form, visit::t},
};

/// A sum in words.
pub fn yuan(sum: Fen) -> String {
    fill(words().yuan, &[&sum.to_string()])
}

/// The last day on which wages are in time: the one that ends with `due`.
pub fn due_day(due: Moment) -> String {
    time::date(t(), Moment(due.0 - 1))
}

/// Where it stands, as a tag.
pub fn standing(standing: Standing) -> AnyView {
    let class = match standing {
        Standing::Overdue | Standing::Disputed => "tag warn",
        Standing::Due | Standing::Paid => "tag plain",
        Standing::Received => "tag",
    };
    view! { <span class=class data-standing=standing.word()>{words().standing(standing)}</span> }.into_any()
}

/// Owed, paid and open, beside each other.
pub fn balance(balance: &Balance) -> AnyView {
    let words = words();
    let sum = |name: &'static str, key: &'static str, sum: Fen| {
        view! { <p><span class="soft">{name}" "</span><b data-sum=key>{yuan(sum)}</b></p> }.into_any()
    };
    view! {
        {sum(words.sum_owed, "owed", balance.owed)}
        {sum(words.sum_paid, "paid", balance.paid)}
        {(balance.open.0 > 0).then(|| sum(words.sum_open, "open", balance.open))}
        {(balance.over.0 > 0).then(|| sum(words.sum_over, "over", balance.over))}
    }
    .into_any()
}

/// How it is worked out.
pub fn worked_out(wages: &Wages) -> String {
    let (words, rule) = (words(), &wages.rule);
    let (amount, worked) = (rule.amount.to_string(), time::length(t(), wages.minutes));
    match rule.unit {
        PayUnit::Hour => fill(words.by_hour, &[&amount, &worked]),
        PayUnit::Day => fill(words.by_day, &[&amount, &worked]),
        PayUnit::Piece => fill(words.by_piece, &[&amount, &wages.pieces.to_string()]),
        PayUnit::Task => fill(words.by_task, &[&amount]),
    }
}

/// The payments, the first first.
pub fn payments(payments: &[PaymentView]) -> Option<AnyView> {
    let words = words();
    let line = |payment: &PaymentView| {
        let what = if payment.amount.0 < 0 { words.correction } else { words.method_of(payment.method) };
        let note = if payment.note.is_empty() { String::new() } else { format!(" · {}", payment.note) };
        let told = format!("{} · {what}{note}", time::date(t(), payment.day));
        let proof = payment.proof.map(|file| {
            let href = format!("/payment-files/{file}");
            view! { <a class="link" href=href rel="external" download>{words.see_proof}</a> }.into_any()
        });
        view! { <li><b>{yuan(payment.amount)}</b>" "<span class="soft">{told}</span>" "{proof}</li> }.into_any()
    };
    let lines: Vec<AnyView> = payments.iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { <p class="soft">{words.payments}</p><ul class="stack">{lines}</ul> }.into_any())
}

/// The block on the worker's own page, with the answer.
pub fn own(claim: ClaimId, wages: &Wages, now: Moment) -> AnyView {
    let words = words();
    let said = wages.receipt.map(|(receipt, at)| {
        let told = fill(words.answered, &[words.receipt(receipt), &time::moment(t(), at, now)]);
        view! { <p class="soft">{told}</p> }.into_any()
    });
    let asked = wages.balance.paid.0 > 0 || now >= wages.due;
    let answer = asked.then(|| {
        let button = |receipt: Receipt| {
            let class = if receipt == Receipt::Received { "btn btn-primary" } else { "btn" };
            view! { <button class=class name="draft[answer]" value=receipt.word()>{words.receipt(receipt)}</button> }
                .into_any()
        };
        let buttons: Vec<AnyView> = Receipt::ALL.iter().copied().map(button).collect();
        let fields = view! { {form::hidden("draft[claim]", claim.to_string())}{buttons} };
        view! { <h3>{words.answer_title}</h3>{form::post("answer_wages", "actions", fields)} }.into_any()
    });
    view! {
        <section class="sheet" id="wages">
            <h2>{words.wages}</h2>
            <p>{standing(wages.standing)}" "<span class="soft">{fill(words.due_by, &[&due_day(wages.due)])}</span></p>
            {balance(&wages.balance)}
            <p class="soft">{worked_out(wages)}</p>
            {payments(&wages.payments)}
            {answer}
            {said}
            <p><a class="link" href=format!("/me/shifts/{claim}/slip")>{words.slip_open}</a></p>
        </section>
    }
    .into_any()
}
