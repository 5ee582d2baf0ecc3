//! Filling seats: those who have applied, for the employer, and what an applicant is told.

pub mod api;
pub mod applicants;

use domain::gig::filling::Remark;
use leptos::prelude::*;

use crate::{text::filling::Filling, ui::visit::visit};

/// The words, in the language of the visit.
pub fn words() -> &'static Filling {
    Filling::of(visit().language)
}

/// What somebody is told about how their claim came about, or did not.
pub fn remark(remark: &Remark) -> AnyView {
    let words = words();
    match remark {
        Remark::TurnedDown(reason, said) => {
            let said = (!said.is_empty()).then(|| view! { <p>{words.they_say}{said.clone()}</p> }.into_any());
            view! {
                <section class="sheet">
                    <h2>{words.not_chosen}</h2>
                    <p>{words.reason_of(*reason)}</p>
                    {said}
                    <a class="btn" href="/gigs">{words.find_other}</a>
                </section>
            }
            .into_any()
        }
    }
}
