//! Every page: one resource with all it shows, and what is shown until it is there or if it fails.

use domain::{error::ErrorKind, when::Moment};
use leptos::prelude::*;
use leptos_meta::Title;
use serde::de::DeserializeOwned;

use super::{
    call::{Loading, ServerCall, load},
    visit::{t, visit},
};
use crate::{error::AppError, text::error};

/// The data of a page, as JSON: one type for all pages, so that what makes a resource work is there only once. It is
/// read where it is shown, in the part of the program that knows the page.
pub type Data = Resource<Result<String, AppError>>;

/// Loads the data of a page, again whenever the call changes or a form changed the page.
pub fn data<C: ServerCall>(call: impl Fn() -> C + Send + Sync + 'static) -> Data {
    resource(Box::new(move || serde_json::to_string(&call()).unwrap_or_default()), load::<C>)
}

/// The data of a page that needs none.
pub fn nothing() -> Data {
    Resource::new(|| (), |()| async { Ok("null".to_owned()) })
}

fn resource(body: Box<dyn Fn() -> String + Send + Sync>, load: fn(String) -> Loading) -> Data {
    let version = visit().version;
    Resource::new(move || (body(), version.get()), move |(body, _)| load(body))
}

/// Reads the data of a page.
pub fn read<T: DeserializeOwned>(json: &str) -> Result<T, AppError> {
    serde_json::from_str(json).map_err(|_| AppError::Transport)
}

/// How a page looks with its data.
pub type Page = fn(&str) -> Result<AnyView, AppError>;

/// [`show`], handed to the part of the program that knows the page. What is shown before and instead of a page so
/// stands in the base, where every part finds it.
pub type Show = fn(Data, Page, Option<fn() -> AnyView>) -> AnyView;

/// The page once its data is there; `signed_out` where it asks to sign in, which is an answer like any other.
pub fn show(data: Data, page: Page, signed_out: Option<fn() -> AnyView>) -> AnyView {
    view! {
        <Transition fallback=skeleton>
            {move || Suspend::new(async move {
                let error = match data.await.and_then(|json| page(&json)) {
                    Ok(page) => return page,
                    Err(error) => error,
                };
                failed_status(&error);
                match signed_out {
                    Some(signed_out) if error.kind() == ErrorKind::SignedOut => signed_out(),
                    _ => failed(&error),
                }
            })}
        </Transition>
    }
    .into_any()
}

/// Sets the status of the response from what went wrong.
#[cfg(feature = "ssr")]
fn failed_status(error: &AppError) {
    if let Some(request) = use_context::<crate::context::RequestContext>() {
        request.reply.failed(error.kind());
    }
}

#[cfg(not(feature = "ssr"))]
fn failed_status(_error: &AppError) {}

/// The shape of a page before its data is there.
fn skeleton() -> AnyView {
    view! {
        <div class="page" aria-busy="true">
            <div class="skeleton h-10"></div>
            <div class="skeleton h-40"></div>
            <div class="skeleton h-40"></div>
            <div class="skeleton h-40"></div>
        </div>
    }
    .into_any()
}

/// A page that says why there is nothing to show.
fn failed(error: &AppError) -> AnyView {
    let t = t();
    let title = match error.kind() {
        ErrorKind::Missing => t.frame.missing_title,
        _ => t.frame.sorry,
    };
    let retry = super::visit::here();
    let mut words = error::app_error(t, error, Moment(0));
    if error.kind() == ErrorKind::Busy {
        words = format!("{words} {}{}", t.frame.request, super::visit::request_id());
    }
    let again = (error.kind() != ErrorKind::Missing)
        .then(|| view! { <a class="btn btn-primary" href=retry rel="external">{t.frame.retry}</a> }.into_any());
    message(title, words, view! { {again}<a class="btn" href="/gigs">{t.frame.to_list}</a> }.into_any())
}

/// A page with one thing to say and what to do next.
pub fn message(title: &'static str, body: String, next: AnyView) -> AnyView {
    view! {
        {head(title)}
        <div class="page narrow">
            <h1>{title}</h1>
            <p>{body}</p>
            <div class="actions">{next}</div>
        </div>
    }
    .into_any()
}

/// The title of the document.
pub fn head(title: impl Into<String>) -> AnyView {
    let title = format!("{} · {}", title.into(), t().frame.name);
    // On the server the text is put into the document as it is, so a title that ends the element must not be able to.
    #[cfg(feature = "ssr")]
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    view! { <Title text=title/> }.into_any()
}
