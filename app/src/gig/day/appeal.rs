//! An appeal about somebody who did not come, for the staff.

use domain::gig::attendance::AppealCase;
use leptos::prelude::*;

use super::{came_back, hours, input, shifts, told, words};
use crate::{layout::console::console, ui::form};

/// The page.
pub fn page(case: &AppealCase) -> AnyView {
    let (words, claim) = (words(), case.claim.to_string());
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
    let decide = case.may_decide.then(|| {
        let answer = came_back("decide_appeal", &claim);
        let fields = view! {
            {form::hidden("draft[claim]", claim.clone())}
            {input((&claim, "reason"), (words.reason, words.decide_hint), String::new(), answer.as_ref(), "text")}
            <div class="actions" id="decision">
                <button class="btn btn-primary" name="draft[decision]" value="lift">{words.lift}</button>
                <button class="btn" name="draft[decision]" value="keep">{words.keep}</button>
            </div>
        };
        let form = form::post("decide_appeal", "stack", fields);
        view! { <section class="sheet"><h2>{words.decide}</h2>{form}</section> }.into_any()
    });
    let content = view! {
        {told(case.now)}
        <h1>{words.case_title}</h1>
        <section class="sheet">
            <h2>{case.title.clone()}</h2>
            <dl class="facts-list">
                {fact(words.employer, case.employer.clone())}
                {fact(words.worker, case.worker.clone())}
                {fact(words.place, case.place.clone())}
                {fact(words.when, shifts::when(case.starts, case.ends, case.now))}
            </dl>
            {hours::absence(&case.absence, case.now)}
            {hours::history(&case.reports, case.now)}
        </section>
        {decide}
    };
    console(words.case_title, content.into_any())
}
