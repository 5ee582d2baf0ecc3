//! Filling seats: those who have applied, for the employer; seats that somebody claims for others, of the staff
//! or not; and what a person is told of it.

pub mod api;
pub mod applicants;
pub mod behalf;
pub mod crew;
pub mod preferences;

use domain::{
    gig::filling::{ConsentWay, Remark},
    id::ClaimId,
    when::Moment,
};
use leptos::prelude::*;

use crate::{
    text::filling::Filling,
    ui::{form, visit::visit},
};

/// The words, in the language of the visit.
pub fn words() -> &'static Filling {
    Filling::of(visit().language)
}

/// What somebody is told about how their claim came about, or did not.
pub fn remark(remark: &Remark, claim: ClaimId, now: Moment) -> AnyView {
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
        Remark::OnBehalf { way, may_veto } => {
            let agreed = match way {
                ConsentWay::InPerson => words.on_behalf_in_person,
                ConsentWay::ByPhone => words.on_behalf_by_phone,
            };
            let veto = may_veto.then(|| {
                let fields = view! {
                    {form::hidden("claim", claim.to_string())}
                    <button class="btn">{words.veto}</button>
                };
                view! { <p class="soft">{words.veto_how}</p>{form::post("veto_claim", "", fields)} }.into_any()
            });
            view! { <section class="sheet"><h2>{words.on_behalf}</h2><p>{agreed}</p>{veto}</section> }.into_any()
        }
        Remark::Named { by, until, key } => crew::named((by, *until, key), claim, now),
    }
}
