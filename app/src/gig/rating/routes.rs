//! What the pages about ratings load.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api::{ShowCrewRating, ShowRating, ShowRatingDesk};
use crate::{
    parts::route,
    ui::page::{self, Data},
};

fn param(name: &'static str) -> impl Fn() -> String + Send + Sync + 'static {
    let params = use_params_map();
    move || params.with(|params| params.get(name)).unwrap_or_default()
}

fn own() -> Data {
    let claim = param("claim");
    page::data(move || ShowRating { claim: claim() })
}

fn of_crew() -> Data {
    let claim = param("claim");
    page::data(move || ShowCrewRating { claim: claim() })
}

fn desk() -> Data {
    let rating = param("rating");
    page::data(move || ShowRatingDesk { rating: rating() })
}

route! {
    /// The ratings of one's own claim.
    RatingRoute: own(), person Rating
}
route! {
    /// The same for the employer.
    CrewRatingRoute: of_crew(), person Rating
}
route! {
    /// Words that wait, for the staff.
    RatingDeskRoute: desk(), desk Rating
}
