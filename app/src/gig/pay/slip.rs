//! A pay slip on one page, to be printed.

use domain::gig::settlement::PaySlip;
use leptos::prelude::*;

use super::{wages, words};
use crate::{
    text::{say, time},
    ui::{page::head, visit::t},
};

/// The page.
pub fn page(slip: &PaySlip) -> AnyView {
    let (words, paid) = (words(), &slip.wages);
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
    let date = time::date(t(), slip.starts);
    let when = format!("{} {date} {}", slip.starts.date().year(), time::clocks(t(), slip.starts, slip.ends));
    view! {
        {head(words.slip)}
        <div class="page narrow slip">
            <p class="crumb"><a href=format!("/me/shifts/{}", slip.claim)>"‹ "{slip.title.clone()}</a></p>
            <h1>{words.slip}</h1>
            <section class="sheet">
                <dl class="facts-list">
                    {fact(words.employer, slip.employer.clone())}
                    {fact(words.payee, slip.name.clone())}
                    {fact(words.work, slip.title.clone())}
                    {fact(words.when, when)}
                    {fact(words.hours, time::length(t(), paid.minutes))}
                    {fact(words.h_term, say::settlement(t(), paid.term).to_owned())}
                    {fact(words.worked_out, wages::worked_out(paid))}
                    {fact(words.sum_owed, wages::yuan(paid.balance.owed))}
                    {fact(words.deductions, words.no_deductions.to_owned())}
                    {fact(words.sum_paid, wages::yuan(paid.balance.paid))}
                    {fact(words.sum_open, wages::yuan(paid.balance.open))}
                    {fact(words.h_due, wages::due_day(paid.due))}
                    {fact(words.made, time::moment(t(), slip.now, slip.now))}
                </dl>
                {wages::payments(&paid.payments)}
            </section>
            <p class="soft">{words.slip_print}</p>
        </div>
    }
    .into_any()
}
