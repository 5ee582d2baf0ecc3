//! What a form has to say, on top of the page that follows it.

use domain::when::Moment;
use leptos::{html, prelude::*};

use super::visit::{flash, t};
use crate::text::error;

/// Whether a notice is good or bad news.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// It did not.
    Bad,
}

/// A notice that takes the focus, with what to do next below.
pub fn notice(tone: Tone, title: String, body: AnyView) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    node.on_load(|element| {
        // After the page is in place: focusing earlier would be undone by the insertion.
        request_animation_frame(move || {
            let _ = element.focus();
        });
    });
    let (class, role) = match tone {
        Tone::Good => ("notice good", "status"),
        Tone::Bad => ("notice bad", "alert"),
    };
    view! {
        <div node_ref=node class=class role=role tabindex="-1" autofocus id="notice">
            <h2>{title}</h2>
            {body}
        </div>
    }
    .into_any()
}

/// The summary of what went wrong with the last form, with a link to each field. `next` is what helps, if anything.
pub fn errors(now: Moment, next: AnyView) -> Option<AnyView> {
    let error = flash()?.outcome.err()?;
    let t = t();
    let fields: Vec<AnyView> = error::fields(&error)
        .iter()
        .map(|field| {
            let (link, words) = (format!("#{}", field.field), error::problem(t, field.problem));
            view! { <li><a href=link rel="external">{words}</a></li> }.into_any()
        })
        .collect();
    if fields.is_empty() {
        return Some(notice(Tone::Bad, error::app_error(t, &error, now), next));
    }
    Some(notice(Tone::Bad, t.frame.wrong.to_owned(), view! { <ul>{fields}</ul>{next} }.into_any()))
}
