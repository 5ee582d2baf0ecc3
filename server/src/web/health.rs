//! Whether the service lives, whether it can work, and which one it is.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::error::ErrorKind;
use serde_json::json;

use super::{AppState, status};

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers and its schema is this program's.
pub async fn ready(State(state): State<AppState>) -> Response {
    match state.store.pending_migrations().await {
        Ok(0) => (StatusCode::OK, "ready\n").into_response(),
        Ok(pending) => {
            (StatusCode::SERVICE_UNAVAILABLE, format!("{pending} migrations are to be run\n")).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "not ready");
            status::plain(ErrorKind::Busy)
        }
    }
}

/// Name, version and engine.
pub async fn version(State(state): State<AppState>) -> Response {
    let engine = match state.store.backend() {
        crate::store::Backend::Sqlite(_) => "sqlite",
        crate::store::Backend::Postgres(_) => "postgres",
    };
    Json(json!({
        "name": "gongyi",
        "version": env!("CARGO_PKG_VERSION"),
        "engine": engine,
        "reference": state.reference.version(),
    }))
    .into_response()
}
