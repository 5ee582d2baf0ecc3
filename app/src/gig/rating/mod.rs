//! Ratings: what both sides say of each other, what it comes to, and words that wait for the staff.

pub mod api;
pub mod desk;
pub mod one;
pub mod routes;

use domain::gig::{attendance::Side, rating::Summary};
use leptos::prelude::*;

use crate::{
    text::{fill, rating::Rating},
    ui::visit::visit,
};

/// The words, in the language of the visit.
pub fn words() -> &'static Rating {
    Rating::of(visit().language)
}

/// What the ratings that one side gave come to.
pub fn summary(summary: &Summary, side: Side) -> AnyView {
    let words = words();
    let lines: Vec<AnyView> = words
        .questions(side)
        .into_iter()
        .zip(summary.bands)
        .map(|(question, band)| {
            view! { <div><dt>{question}</dt><dd data-band=band.word()>{words.band(band)}</dd></div> }.into_any()
        })
        .collect();
    let n = fill(words.summary_of, &[&summary.ratings.to_string()]);
    view! {
        <details class="ratings" data-ratings=summary.ratings.to_string()>
            <summary>{words.title}" · "{n}</summary>
            <dl class="questions">{lines}</dl>
        </details>
    }
    .into_any()
}
