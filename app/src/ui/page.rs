//! Every page: one resource with all it shows, and what is shown until it is there or if it fails.

use std::future::Future;

use domain::{error::ErrorKind, when::Moment};
use leptos::prelude::*;
use leptos_meta::Title;
use serde::{Serialize, de::DeserializeOwned};

use super::visit::{t, visit};
use crate::{error::AppError, text::error};

/// The data of a page.
pub type Data<T> = Resource<Result<T, AppError>>;

/// Loads the data of a page again whenever `source` changes or a form changed the page.
pub fn data<S, T, F>(source: impl Fn() -> S + Send + Sync + 'static, load: fn(S) -> F) -> Data<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let version = visit().version;
    Resource::new(move || (source(), version.get()), move |(source, _)| load(source))
}

/// The page once its data is there.
pub fn show<T>(data: Data<T>, page: fn(T) -> AnyView, failed: fn(&AppError) -> AnyView) -> AnyView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
{
    view! {
        <Transition fallback=skeleton>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(data) => page(data),
                    Err(error) => {
                        failed_status(&error);
                        failed(&error)
                    }
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
pub fn failed(error: &AppError) -> AnyView {
    let t = t();
    let title = match error.kind() {
        ErrorKind::Missing => t.frame.missing_title,
        _ => t.frame.sorry,
    };
    let retry = super::visit::here();
    let words = error::app_error(t, error, Moment(0));
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
