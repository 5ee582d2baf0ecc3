//! Forms that write: plain posts that work before WebAssembly and without it. `send` takes them over when it runs.

use leptos::prelude::*;

use super::visit::here;

/// A form that posts to `/api/<endpoint>`. The hidden field `back` is the page to show if it does not work.
pub fn post(endpoint: &'static str, class: &'static str, fields: impl IntoView + 'static) -> AnyView {
    post_back(endpoint, class, here(), fields.into_any())
}

/// The same with another page to go back to.
pub fn post_back(endpoint: &'static str, class: &'static str, back: String, fields: AnyView) -> AnyView {
    let action = format!("/api/{endpoint}");
    view! {
        <form method="post" action=action class=class>
            <input type="hidden" name="back" value=back/>
            {fields}
        </form>
    }
    .into_any()
}

/// A form after which the whole document is another one, or that holds a secret: the browser posts it by itself.
pub fn whole(endpoint: &'static str, class: &'static str, back: String, fields: AnyView) -> AnyView {
    let action = format!("/api/{endpoint}");
    view! {
        <form method="post" action=action class=class data-whole="">
            <input type="hidden" name="back" value=back/>
            {fields}
        </form>
    }
    .into_any()
}

/// A field that people do not see.
pub fn hidden(name: &'static str, value: String) -> AnyView {
    view! { <input type="hidden" name=name value=value/> }.into_any()
}

/// An idempotency key: the fresh part of the page, what the form does and to which thing. At most 64 characters.
pub fn key(fresh: &str, what: &str, id: &impl std::fmt::Display) -> String {
    let id: String = id.to_string().chars().filter(|c| *c != '-').collect();
    let mut key = format!("{what}{id}-{fresh}");
    key.retain(|c| c.is_ascii_alphanumeric() || c == '-');
    key.truncate(64);
    key
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn a_key_tells_forms_things_and_pages_apart() {
        let one = key("fresh", "c", &"0190-aa");
        assert_eq!(one, "c0190aa-fresh");
        assert_ne!(one, key("fresh", "l", &"0190-aa"));
        assert_eq!(key(&"x".repeat(90), "c", &"1").len(), 64);
    }
}
