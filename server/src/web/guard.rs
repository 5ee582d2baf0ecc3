//! What guards every request: a name for it in the log, no writes from other sites, and the headers that tell browsers
//! what a page may do.

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{
            ACCEPT, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN, STRICT_TRANSPORT_SECURITY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use leptos::{
    nonce::Nonce,
    prelude::{expect_context, use_context},
};
use leptos_axum::ResponseOptions;
use tracing::Instrument;
use uuid::Uuid;

use super::{AppState, status};

/// The header with the request's name, which the error pages show.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The name of a request.
#[derive(Clone)]
pub struct RequestId(pub String);

/// Names the request, in the log and in the answer. What failed without a page of its own gets one that says the name.
pub async fn name_request(mut request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().simple().to_string();
    let span = tracing::info_span!("request", id, method = %request.method(), path = request.uri().path());
    request.extensions_mut().insert(RequestId(id.clone()));
    let for_person = accepts(request.headers(), "text/html");
    let mut response = next.run(request).instrument(span).await;
    let has_page = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if response.status().is_server_error() && for_person && !has_page {
        response = status::page(response.status(), &id);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Whether the sender wants this kind of answer.
pub fn accepts(headers: &HeaderMap, kind: &str) -> bool {
    headers.get(ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(kind))
}

/// Refuses writes from other sites and sets the headers of every answer.
pub async fn protect(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let allowed = request.method().is_safe() || same_site(request.headers());
    let mut response = if allowed { next.run(request).await } else { StatusCode::FORBIDDEN.into_response() };
    let headers = response.headers_mut();
    let set = |headers: &mut HeaderMap, name: &'static str, value: &'static str| {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    };
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    set(headers, "referrer-policy", "same-origin");
    set(headers, "permissions-policy", "geolocation=(self), camera=(self), microphone=(), payment=(), usb=()");
    set(headers, "cross-origin-opener-policy", "same-origin");
    set(headers, "cross-origin-resource-policy", "same-origin");
    set(headers, "x-frame-options", "DENY");
    if state.config.secure() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    ));
    response
}

/// Whether a write comes from a page of ours: by `Sec-Fetch-Site`, else by `Origin` against `Host`. Programs send
/// neither; they hold no cookies of others.
fn same_site(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = headers.get(ORIGIN).and_then(|value| value.to_str().ok()) else { return true };
    let host = headers.get(HOST).and_then(|value| value.to_str().ok());
    origin.split_once("://").map(|(_, origin)| origin) == host
}

/// Sets the policy of a page: scripts only with this answer's nonce.
pub fn allow_page_scripts() {
    let nonce = use_context::<Nonce>().map(|nonce| nonce.to_string()).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        expect_context::<ResponseOptions>().insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_static(v))).collect()
    }

    #[test]
    fn writes_from_other_sites_are_told_apart() {
        assert!(same_site(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!same_site(&headers(&[("sec-fetch-site", "cross-site")])));
        assert!(!same_site(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(same_site(&headers(&[("origin", "http://a.example"), ("host", "a.example")])));
        assert!(!same_site(&headers(&[("origin", "http://b.example"), ("host", "a.example")])));
        assert!(!same_site(&headers(&[("origin", "null"), ("host", "a.example")])));
    }
}
