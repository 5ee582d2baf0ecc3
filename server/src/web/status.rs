//! HTTP statuses of what went wrong, set here and nowhere else.

use axum::{
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, RETRY_AFTER},
    },
    response::{Html, IntoResponse, Response},
};
use domain::error::ErrorKind;

/// The status of a kind of error.
pub const fn of(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::SignedOut => StatusCode::UNAUTHORIZED,
        ErrorKind::Denied => StatusCode::FORBIDDEN,
        ErrorKind::Missing => StatusCode::NOT_FOUND,
        ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::Busy => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// An answer without a page.
pub fn plain(kind: ErrorKind) -> Response {
    let mut response = of(kind).into_response();
    if matches!(kind, ErrorKind::Busy) {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

/// The page of a failure that left none: both languages, no script, the name of the request to tell on the phone.
pub fn page(status: StatusCode, request: &str) -> Response {
    let (zh, en) = match status {
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
            ("现在有点忙，请过一会儿再试。", "The service is busy. Please try again in a moment.")
        }
        StatusCode::PAYLOAD_TOO_LARGE => (
            "文件太大，最多 8 MB。请返回换一个小一点的。",
            "The file is too large: at most 8 MB. Please go back and choose a smaller one.",
        ),
        _ => ("页面出了问题，不是您的错。", "Something went wrong on our side."),
    };
    let body = format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width,initial-scale=1\"><title>{zh}</title><style>:root{{color-scheme:light dark}}\
         body{{font:18px/1.6 system-ui,sans-serif;max-width:32em;margin:12vh auto;padding:0 20px}}\
         a{{display:inline-block;padding:12px 22px;border:1px solid;border-radius:12px;color:inherit}}\
         small{{opacity:.75}}</style><main><h1>{zh}</h1><p lang=\"en\">{en}</p>\
         <p><a href=\"\">再试一次 · Try again</a> <a href=\"/gigs\">找活 · Find work</a></p>\
         <p><small>编号 · Number: {request}</small></p></main></html>"
    );
    let keep = (CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let again = (RETRY_AFTER, HeaderValue::from_static("5"));
    (status, [keep, again], Html(body)).into_response()
}
