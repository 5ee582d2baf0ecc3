//! Evidence packs: the file for whoever may have it, and the hash of a file that anybody asks about.

use app::flash::Done;
use axum::{
    extract::{Path, Request, State},
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use domain::{
    error::{Problem, Refused},
    id::PackId,
    identity::Actor,
};
use sha2::{Digest, Sha256};

use super::{
    AppState, Visitor, status,
    upload::{SHORT, Sent, take},
};
use crate::store::hex;

/// Works out the hash of a file and goes to what is known of it. The file is not kept.
pub async fn check(State(state): State<AppState>, request: Request) -> Response {
    let work = |_: Actor, mut sent: Sent| async move {
        let file = sent.upload()?.ok_or_else(|| Refused::field("file", Problem::Empty))?;
        Ok(Done::go(format!("/evidence?hash={}", hex(&Sha256::digest(&file.bytes)))))
    };
    take(state, request, ("evidence", &SHORT), work).await
}

/// The file of a pack, byte for byte as its hash was written down.
pub async fn download(State(state): State<AppState>, Path(pack): Path<String>, request: Request) -> Response {
    let actor = request.extensions().get::<Visitor>().map_or(Actor::Guest, |visitor| visitor.actor.clone());
    let Ok(pack) = pack.parse::<PackId>() else { return status::plain(Refused::Missing.kind()) };
    let (bytes, hash) = match state.services.evidence.file(&actor, pack).await {
        Ok(file) => file,
        Err(error) => return status::plain(error.kind()),
    };
    let disposition = format!("attachment; filename=\"evidence-{}.json\"", &hash[..12]);
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8")),
        (CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"))),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}
