//! Icons, drawn with one path each.

use leptos::prelude::*;

/// A case: work.
pub const CASE: &str = "M3 7h18v13H3ZM8 7V5a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2";
/// A calendar: shifts.
pub const CALENDAR: &str = "M4 5h16v16H4ZM4 10h16M8 3v4M16 3v4";
/// An envelope: messages.
pub const LETTER: &str = "M3 6h18v13H3ZM3 7l9 7 9-7";
/// A person.
pub const PERSON: &str = "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4 21c1-4 4-6 8-6s7 2 8 6";
/// A pin on a map.
pub const PIN: &str =
    "M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21ZM12 7a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z";
/// A magnifying glass.
pub const SEARCH: &str = "M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM20 20l-4-4";

/// The icon of this path; it says nothing to a screen reader.
pub fn icon(path: &'static str) -> AnyView {
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=path></path></svg> }.into_any()
}
