//! The Leptos interface of Gongyi: server-rendered first, then a single-page app in WebAssembly.

pub mod admin;
pub mod context;
pub mod error;
pub mod flash;
pub mod gig;
pub mod identity;
pub mod import;
mod layout;
pub mod message;
pub mod monitoring;
mod parts;
pub mod policy;
mod routes;
pub mod table;
pub mod text;
pub mod ui;

pub use layout::shell;
pub use routes::App;

/// Where the browser enters.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    ui::failure::watch();
    leptos::mount::hydrate_lazy(App);
}
