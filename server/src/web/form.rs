//! Calls from pages. A call with `Accept: application/json` gets JSON and the right status; a form that a browser posts
//! by itself gets a redirect, and what is to be said there travels in a cookie that lives for one page.

use app::{
    error::AppError,
    flash::{Done, Flash, Note},
};
use axum::{
    Json,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{ACCEPT, CONTENT_TYPE, LOCATION, REFERER, SET_COOKIE},
    },
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{error::ErrorKind, identity::rules::safe_path};
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;

use super::{AppState, FORM_LIMIT, TEXT_LIMIT, guard, status, visitor};

/// The cookie's name.
pub const COOKIE: &str = "flash";
/// The most bytes of a cookie that every browser keeps.
const COOKIE_LIMIT: usize = 3_800;
/// Fields that are never sent back.
const SECRETS: [&str; 5] = ["draft[code]", "draft[key]", "draft[password]", "draft[again]", "back"];

/// Forms with a long text.
const LONG: [&str; 1] = ["save_policy"];

/// Answers a call.
pub async fn serve(State(state): State<AppState>, request: Request) -> Response {
    let native = request.method() == Method::POST && guard::accepts(request.headers(), "text/html");
    let form = request.uri().path().trim_start_matches("/api/").to_owned();
    let came_from = referer(request.headers());
    let limit = if LONG.contains(&form.as_str()) { TEXT_LIMIT } else { FORM_LIMIT };
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, limit).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    if !native {
        return call(state, Request::from_parts(parts, Body::from(body))).await;
    }
    parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    let answer = call(state, Request::from_parts(parts, Body::from(body.clone()))).await;
    redirect(answer, form, &body, came_from).await
}

/// Runs the server function and gives its answer the right status.
async fn call(state: AppState, request: Request) -> Response {
    let (services, secure) = (state.services.clone(), state.config.secure());
    let context = move || visitor::provide(services.clone(), secure);
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    if response.status() == StatusCode::BAD_REQUEST && !response.headers().contains_key(CONTENT_TYPE) {
        return StatusCode::NOT_FOUND.into_response();
    }
    if !response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, FORM_LIMIT).await.unwrap_or_default();
    let error = serde_json::from_slice(&body).unwrap_or(AppError::Transport);
    parts.status = status::of(error.kind());
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if error.kind() == ErrorKind::Busy {
        parts.headers.insert("retry-after", HeaderValue::from_static("5"));
    }
    Response::from_parts(parts, Body::from(body))
}

/// Turns the answer of a call into a redirect with what is to be said.
async fn redirect(answer: Response, form: String, sent: &Bytes, came_from: String) -> Response {
    let (parts, body) = answer.into_parts();
    let body = to_bytes(body, FORM_LIMIT).await.unwrap_or_default();
    let values: Vec<(String, String)> = form_urlencoded::parse(sent).into_owned().collect();
    let outcome = if parts.status.is_success() {
        serde_json::from_slice::<Done>(&body).map_err(|_| AppError::Transport)
    } else {
        Err(serde_json::from_slice::<AppError>(&body).unwrap_or(AppError::Transport))
    };
    let mut response = follow(outcome, form, values, &came_from);
    for cookie in parts.headers.get_all(SET_COOKIE) {
        response.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    response
}

/// Sends a browser to the page that follows its form: where the answer says, or back with what is wrong.
pub fn follow(
    outcome: Result<Done, AppError>,
    form: String,
    values: Vec<(String, String)>,
    came_from: &str,
) -> Response {
    let back = values.iter().find(|(name, _)| name == "back").map(|(_, value)| value.clone()).unwrap_or_default();
    let (go, outcome) = match outcome {
        Ok(done) => (safe_path(&done.go, "/").to_owned(), Ok(done.note)),
        Err(error) => (safe_path(&back, safe_path(came_from, "/")).to_owned(), Err(error)),
    };
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(LOCATION, HeaderValue::from_str(&ascii(&go)).unwrap_or(HeaderValue::from_static("/")));
    if !matches!(outcome, Ok(None)) {
        headers.append(SET_COOKIE, write_cookie(Flash { form, values: kept(values, &outcome), outcome }));
    }
    response
}

/// The same for a program, which reads what came of it.
pub fn json(outcome: Result<Done, AppError>) -> Response {
    match outcome {
        Ok(done) => Json(done).into_response(),
        Err(error) => (status::of(error.kind()), Json(error)).into_response(),
    }
}

/// What the next page needs of what was typed: all but secrets after an error, the phone after a code was sent.
fn kept(values: Vec<(String, String)>, outcome: &Result<Option<Note>, AppError>) -> Vec<(String, String)> {
    let keep = |name: &str| match outcome {
        Err(_) => !SECRETS.contains(&name),
        Ok(_) => matches!(name, "draft[phone]" | "draft[next]"),
    };
    values.into_iter().filter(|(name, _)| keep(name)).collect()
}

/// A path as a header can hold it: other characters percent-encoded.
fn ascii(path: &str) -> String {
    path.bytes().map(|b| if b.is_ascii_graphic() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The path of the page that the form was on.
pub fn referer(headers: &HeaderMap) -> String {
    let line = headers.get(REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let after_host = line.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_owned()));
    after_host.unwrap_or_default()
}

fn write_cookie(mut flash: Flash) -> HeaderValue {
    let encode = |flash: &Flash| URL_SAFE_NO_PAD.encode(serde_json::to_vec(flash).unwrap_or_default());
    let mut text = encode(&flash);
    if text.len() > COOKIE_LIMIT {
        // Better to say what is wrong without what was typed than to say nothing.
        flash.values.clear();
        text = encode(&flash);
    }
    let line = format!("{COOKIE}={text}; Path=/; Max-Age=120; HttpOnly; SameSite=Lax");
    HeaderValue::from_str(&line).unwrap_or_else(|_| clear_cookie())
}

/// What a flash cookie says; nothing if it was not written by us.
pub fn read_cookie(text: &str) -> Option<Flash> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

/// Ends the cookie.
pub const fn clear_cookie() -> HeaderValue {
    HeaderValue::from_static("flash=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_cookie_may_be_sent(text in ".{0,200}") {
            let _ = read_cookie(&text);
        }

        #[test]
        fn what_was_typed_is_read_back(phone in ".{0,40}") {
            let values = vec![("draft[phone]".to_owned(), phone)];
            let flash = Flash { form: "request_code".to_owned(), values, outcome: Err(AppError::Transport) };
            let cookie = write_cookie(flash.clone());
            let text = cookie.to_str().unwrap_or_default();
            let value = text.split(';').next().and_then(|pair| pair.strip_prefix("flash=")).unwrap_or_default();
            prop_assert_eq!(read_cookie(value), Some(flash));
        }
    }
}
