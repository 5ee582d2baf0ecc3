//! Files of the browser side; whatever is no file is a page, if only the one that says there is none.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::{AppState, render, visitor};

/// Serves a file of the site folder, or renders the page of the address.
pub async fn serve(State(state): State<AppState>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let hashed = request.uri().path().starts_with("/pkg/") && state.leptos.hash_files;
    let is_file = request.uri().path().rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file {
        let folder = ServeDir::new(&state.config.site_dir).precompressed_br().precompressed_gzip();
        let (parts, body) = request.into_parts();
        let ask = Request::from_parts(parts.clone(), axum::body::Body::empty());
        if let Ok(response) = folder.oneshot(ask).await
            && response.status() != StatusCode::NOT_FOUND
        {
            let keep = if hashed { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
            let mut response = response.into_response();
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(keep));
            return response;
        }
        return page(state, Request::from_parts(parts, body)).await;
    }
    page(state, request).await
}

async fn page(state: AppState, request: Request) -> Response {
    let next = axum::middleware::from_fn_with_state(state.clone(), visitor::recognise);
    let inner = tower::service_fn(move |request: Request| {
        let state = state.clone();
        async move { Ok::<_, std::convert::Infallible>(render(state, request).await) }
    });
    let service = tower::Layer::layer(&next, inner);
    match service.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
