//! Rows of the console's tables as a file.

use app::error::AppError;
use axum::{
    Extension,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use domain::table::{Export, ExportDraft, ExportFormat, TableQuery};

use super::{AppState, FORM_LIMIT, Visitor, form, guard};

/// Answers the form with a file, or leads back to its page with what is wrong.
pub async fn serve(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    let native = guard::accepts(request.headers(), "text/html");
    let came_from = form::referer(request.headers());
    let Ok(body) = to_bytes(request.into_body(), FORM_LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let values: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let get = |name: &str| values.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let get = |name: &str| get(name).unwrap_or_default();
    let draft = ExportDraft { table: get("table"), format: get("format"), query: TableQuery::read(get) };
    match state.services.tables.export(&visitor.actor, draft, visitor.language.word()).await {
        Ok(export) => file(export),
        Err(refused) if native => form::follow(Err(refused.into()), "export".to_owned(), values, &came_from),
        Err(refused) => form::json(Err(AppError::from(refused))),
    }
}

fn file(Export { name, format, bytes }: Export) -> Response {
    let kind = match format {
        ExportFormat::Csv => "text/csv; charset=utf-8",
        ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"))),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}
