//! Pictures of a shift: where it is, and its address as a QR code.

use axum::{
    extract::{Path, State},
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use domain::{error::ErrorKind, id::ShiftId, identity::Actor};

use super::{AppState, drawing, status};

fn svg(picture: String) -> Response {
    ([(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "public, max-age=3600")], picture).into_response()
}

/// A schematic map with the place of a shift.
pub async fn map(State(state): State<AppState>, Path(shift): Path<String>) -> Response {
    let Ok(shift) = shift.parse::<ShiftId>() else { return status::plain(ErrorKind::Missing) };
    match state.services.gig.shift(&Actor::Guest, "", shift).await {
        Ok(page) => svg(drawing::map_svg(&state.reference, page.point, page.pinned)),
        Err(error) => status::plain(error.kind()),
    }
}

/// The address of a shift's page as a QR code.
pub async fn qr(State(state): State<AppState>, Path(shift): Path<String>) -> Response {
    match shift.parse::<ShiftId>() {
        Ok(shift) => svg(drawing::qr_svg(&format!("{}/gigs/{shift}", state.config.public_url))),
        Err(_) => status::plain(ErrorKind::Missing),
    }
}
