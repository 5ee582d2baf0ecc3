//! What an employer sees of its own arrears, on top of its ledger.

use domain::{
    gig::arrears::{self, Overdue},
    when::Moment,
};
use leptos::prelude::*;

use super::{day, words};
use crate::{
    text::{fill, time},
    ui::visit::t,
};

/// What is overdue, and what follows.
pub fn notice(overdue: &Overdue, now: Moment) -> AnyView {
    let words = words();
    let body = [overdue.claims.to_string(), overdue.open.to_string(), day(overdue.since)];
    let body = fill(words.own_body, &[&body[0], &body[1], &body[2]]);
    let stopped = arrears::may_post(Some(*overdue), now).is_err();
    let stopped = stopped.then(|| view! { <p><b>{words.own_stopped}</b></p> }.into_any());
    let next = arrears::next(overdue.since, now).map(|(step, at)| {
        view! { <p>{fill(words.own_next, &[&time::date(t(), at), words.step_of(step)])}</p> }.into_any()
    });
    view! {
        <div class="notice bad" data-overdue=overdue.open.0.to_string()>
            <h2>{words.own_title}</h2><p>{body}</p>{stopped}{next}
        </div>
    }
    .into_any()
}
