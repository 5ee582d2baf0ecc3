//! A copy of everything that is kept of whoever asks, as a file.

use axum::{
    Extension,
    extract::State,
    http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};

use super::{AppState, Visitor, status};

/// The file.
pub async fn download(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    match state.services.identity.own_data(&visitor.actor).await {
        Ok(document) => {
            let headers = [
                (CONTENT_TYPE, "application/json; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\""),
                (CACHE_CONTROL, "no-store"),
            ];
            (headers, document).into_response()
        }
        Err(error) => status::plain(error.kind()),
    }
}
