//! The addresses of the pages.

use leptos::prelude::*;

/// The whole interface.
#[component]
pub fn App() -> impl IntoView {
    view! { <main></main> }
}
