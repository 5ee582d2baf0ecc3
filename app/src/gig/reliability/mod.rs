//! Reliability: one's own page, an organisation's, a line for others, and appeals for the staff.

pub mod api;
pub mod case;
pub mod page;

use domain::gig::reliability::{Reliability, Standing};
use leptos::prelude::*;

use crate::{
    text::{fill, reliability::Words},
    ui::visit::visit,
};

/// The words, in the language of the visit.
fn words() -> &'static Words {
    Words::of(visit().language)
}

fn tag(standing: Standing) -> AnyView {
    let class = match standing {
        Standing::High => "tag",
        Standing::New | Standing::Fair => "tag plain",
        Standing::Low => "tag warn",
    };
    view! { <span class=class data-reliability=standing.word()>{words().standing(standing)}</span> }.into_any()
}

/// How many of how many were kept, in words.
fn counted(of: &Reliability) -> String {
    let words = words();
    match of.all {
        0 => words.none_yet.to_owned(),
        all => fill(words.kept_of, &[&all.to_string(), &of.kept.to_string()]),
    }
}

/// That of one side, for the other and for the staff: in a word, and how many were kept.
pub fn of_side(of: &Reliability) -> AnyView {
    view! { <p class="soft">{tag(of.standing)}" "{counted(of)}</p> }.into_any()
}

/// That of an employer, for everybody: in words alone, and only where they say nothing about few workers.
pub fn of_employer(standing: Option<Standing>) -> AnyView {
    let words = words();
    let told = standing.map_or(words.employer_new, |standing| words.employer_told(standing));
    view! { <p>{tag(standing.unwrap_or(Standing::New))}" "<span class="soft">{told}</span></p> }.into_any()
}
