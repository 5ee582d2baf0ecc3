//! Forms with files, and the files themselves.
//!
//! A form arrives as `multipart/form-data` straight from the browser, with scripts or without, so these routes have
//! the one limit that is larger than a form's. What is over it is read to its end and thrown away, for a browser that
//! is still sending would not hear the answer.

use app::{
    error::AppError,
    flash::{Done, Note},
};
use axum::{
    Form,
    extract::{FromRequest, Multipart, Path, Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use domain::{
    attachment::{FileContent, SIZE_LIMIT, SIZE_LIMIT_MB, Upload},
    error::{Problem, Refused},
    id::{AttachmentId, OrganisationId},
    identity::{Actor, organisation::RealNameDraft},
    import::{self, ImportKind, ImportedLinks},
};

use super::{AppState, Visitor, form, guard, status};

/// The most bytes that are read of a body: beyond, the line is cut.
pub const BODY_LIMIT: usize = 4 * SIZE_LIMIT;
/// The most bytes in all fields that are no file, and how many parts a form has.
const TEXT_LIMIT: usize = 8 * 1024;
const PARTS: usize = 12;

/// What came in a form.
#[derive(Default)]
struct Sent {
    values: Vec<(String, String)>,
    upload: Option<Upload>,
    too_large: bool,
    most: Most,
}

/// The most bytes of a file, and the same in megabytes, as people are told.
#[derive(Clone, Copy)]
struct Most(usize, u32);

/// Of evidence.
const EVIDENCE: Most = Most(SIZE_LIMIT, SIZE_LIMIT_MB);
/// Of a table of rows.
const TABLE: Most = Most(import::SIZE_LIMIT, import::SIZE_LIMIT_MB);

impl Default for Most {
    fn default() -> Self {
        EVIDENCE
    }
}

impl Sent {
    fn value(&self, name: &str) -> String {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// The file, if one was chosen: a browser sends an empty one without a name otherwise.
    fn upload(&mut self) -> Result<Option<Upload>, Refused> {
        if self.too_large {
            return Err(Refused::field("file", Problem::FileTooLarge(self.most.1)));
        }
        Ok(self.upload.take().filter(|upload| !upload.bytes.is_empty() || !upload.name.is_empty()))
    }
}

/// Reads a form to its end; what was read before it broke is kept.
async fn read(state: &AppState, request: Request, most: Most) -> (Sent, Result<(), AppError>) {
    let mut sent = Sent { most, ..Sent::default() };
    let Ok(mut form) = Multipart::from_request(request, state).await else { return (sent, Err(AppError::Unreadable)) };
    let (mut texts, mut parts) = (0, 0);
    loop {
        let mut field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return (sent, Ok(())),
            Err(_) => return (sent, Err(AppError::Unreadable)),
        };
        parts += 1;
        let name = field.name().unwrap_or_default().to_owned();
        let file = (name == "file").then(|| field.file_name().unwrap_or_default().to_owned());
        let most = if file.is_some() { sent.most.0 } else { TEXT_LIMIT };
        let (mut bytes, mut over) = (Vec::new(), false);
        loop {
            match field.chunk().await {
                Ok(Some(chunk)) => {
                    over |= bytes.len() + chunk.len() > most;
                    if !over {
                        bytes.extend_from_slice(&chunk);
                    }
                }
                Ok(None) => break,
                Err(_) => return (sent, Err(AppError::Unreadable)),
            }
        }
        if let Some(name) = file {
            sent.too_large |= over;
            sent.upload = Some(Upload { name, bytes });
            continue;
        }
        texts += bytes.len();
        if over || texts > TEXT_LIMIT || parts > PARTS {
            return (sent, Err(AppError::Unreadable));
        }
        sent.values.push((name, String::from_utf8_lossy(&bytes).into_owned()));
    }
}

/// Whether a body says of itself that it is over the limit.
fn over(request: &Request) -> bool {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > BODY_LIMIT)
}

/// Takes a form in and answers it as calls are answered.
async fn take<F>(
    state: AppState,
    request: Request,
    (form, most): (&str, Most),
    work: impl FnOnce(Actor, Sent) -> F,
) -> Response
where
    F: Future<Output = Result<Done, AppError>>,
{
    let native = guard::accepts(request.headers(), "text/html");
    if over(&request) {
        let id = request.extensions().get::<guard::RequestId>().map(|id| id.0.clone()).unwrap_or_default();
        return status::page(StatusCode::PAYLOAD_TOO_LARGE, &id);
    }
    let came_from = form::referer(request.headers());
    let actor = request.extensions().get::<Visitor>().map_or(Actor::Guest, |visitor| visitor.actor.clone());
    let (sent, readable) = read(&state, request, most).await;
    let values = sent.values.clone();
    let outcome = match readable {
        Ok(()) => work(actor, sent).await,
        Err(error) => Err(error),
    };
    if native { form::follow(outcome, form.to_owned(), values, &came_from) } else { form::json(outcome) }
}

/// Evidence of an organisation.
pub async fn organisation(
    State(state): State<AppState>,
    Path(organisation): Path<String>,
    request: Request,
) -> Response {
    let organisations = state.services.organisations.clone();
    let work = move |actor: Actor, mut sent: Sent| async move {
        let id: OrganisationId = organisation.parse().map_err(|_| Refused::Missing)?;
        let upload = sent.upload()?.ok_or_else(|| Refused::field("file", Problem::Empty))?;
        organisations.attach(&actor, id, upload).await?;
        Ok(Done::go(format!("/me/organisations/{id}")).saying(Note::ProfileSaved))
    };
    take(state, request, ("organisation_evidence", EVIDENCE), work).await
}

/// One's real name with the picture of the card.
pub async fn real_name(State(state): State<AppState>, request: Request) -> Response {
    let organisations = state.services.organisations.clone();
    let work = move |actor: Actor, mut sent: Sent| async move {
        let draft = RealNameDraft { name: sent.value("draft[name]"), number: sent.value("draft[number]") };
        let card = sent.upload()?;
        organisations.file_real_name(&actor, draft, card).await?;
        Ok(Done::go("/me/real-name").saying(Note::Filed))
    };
    take(state, request, ("file_real_name", EVIDENCE), work).await
}

/// A table of rows that staff bring in.
pub async fn table(State(state): State<AppState>, request: Request) -> Response {
    let imports = state.services.import.clone();
    let work = move |actor: Actor, mut sent: Sent| async move {
        let kind = sent.value("draft[kind]");
        let id = imports.upload(&actor, &kind, sent.upload()?).await?;
        Ok(Done::go(format!("/console/imports/{id}")))
    };
    take(state, request, ("import", TABLE), work).await
}

/// The header of a table of rows of some kind, to fill in.
pub async fn template(State(state): State<AppState>, Path(kind): Path<String>, request: Request) -> Response {
    let actor = request.extensions().get::<Visitor>().map_or(Actor::Guest, |visitor| visitor.actor.clone());
    let Some(kind) = ImportKind::parse(&kind) else { return status::plain(Refused::Missing.kind()) };
    match state.services.import.template(&actor, kind) {
        Ok(text) => csv(text, kind.word()),
        Err(error) => status::plain(error.kind()),
    }
}

/// The links that an import made, once.
pub async fn links(State(state): State<AppState>, request: Request) -> Response {
    let actor = request.extensions().get::<Visitor>().map_or(Actor::Guest, |visitor| visitor.actor.clone());
    let (native, came_from) = (guard::accepts(request.headers(), "text/html"), form::referer(request.headers()));
    let Ok(Form(values)) = Form::<Vec<(String, String)>>::from_request(request, &state).await else {
        return form::json(Err(AppError::Unreadable));
    };
    let id = values.iter().find(|(name, _)| name == "import").map(|(_, id)| id.clone()).unwrap_or_default();
    match state.services.import.links(&actor, &id).await {
        Ok(ImportedLinks(text)) => csv(text, "links"),
        Err(error) if native => form::follow(Err(error.into()), "import_links".to_owned(), values, &came_from),
        Err(error) => form::json(Err(error.into())),
    }
}

/// A table to save.
fn csv(text: String, name: &str) -> Response {
    let disposition = format!("attachment; filename=\"{name}.csv\"");
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"))),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, text).into_response()
}

/// A file, for whoever may have it.
pub async fn file(State(state): State<AppState>, Path(id): Path<String>, request: Request) -> Response {
    let actor = request.extensions().get::<Visitor>().map_or(Actor::Guest, |visitor| visitor.actor.clone());
    let Ok(id) = id.parse::<AttachmentId>() else { return status::plain(Refused::Missing.kind()) };
    match state.services.organisations.open_file(&actor, id).await {
        Ok(content) => serve(content),
        Err(error) => status::plain(error.kind()),
    }
}

/// Whatever is in a file, no browser runs it or shows it as a page: it is saved, as what its first bytes are.
fn serve(FileContent { name, kind, bytes }: FileContent) -> Response {
    let encoded: String = name
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b == b'.' { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    let disposition = format!("attachment; filename=\"file.{}\"; filename*=UTF-8''{encoded}", kind.extension());
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind.media_type())),
        (CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"))),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}
