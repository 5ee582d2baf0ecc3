//! Arrears of wages: the board of the staff, one employer's case, and what an employer sees of its own.

pub mod api;
mod board;
mod case;
mod own;

pub use board::page as board;
pub use case::page as case;
pub use own::notice as own;

use domain::{gig::arrears::ArrearsStep, when::Moment};
use leptos::prelude::*;

use crate::{
    text::{arrears::Arrears, time},
    ui::visit::{t, visit},
};

/// The words, in the language of the visit.
fn words() -> &'static Arrears {
    Arrears::of(visit().language)
}

/// A step as a tag.
pub fn tag(step: ArrearsStep) -> AnyView {
    let class = if step.may_post() { "tag plain" } else { "tag warn" };
    view! { <span class=class data-step=step.word()>{words().step_of(step)}</span> }.into_any()
}

/// The last day on which wages were in time: the one that ended with `due`.
fn day(due: Moment) -> String {
    time::date(t(), Moment(due.0 - 1))
}
