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
    gig::{case::CaseDraft, settlement::PaymentDraft},
    id::{AttachmentId, CaseId, OrganisationId, PolicyId},
    identity::{Actor, organisation::RealNameDraft},
    import::{self, ImportKind, ImportedLinks},
    policy::{EditMark, FileChange, PolicyDraft},
};

use super::{AppState, Visitor, form, guard, status};

/// The most bytes that are read of a body: beyond, the line is cut.
pub const BODY_LIMIT: usize = 4 * SIZE_LIMIT;
/// How much of a form is read.
pub(super) struct Limits {
    /// Bytes in all fields that are no file.
    text: usize,
    /// Parts.
    parts: usize,
    /// Bytes of the file.
    file: usize,
    /// The same in megabytes, as people are told.
    file_mb: u32,
}

pub(super) const SHORT: Limits = Limits { text: 8 * 1024, parts: 12, file: SIZE_LIMIT, file_mb: SIZE_LIMIT_MB };
/// A form with a long text, and boxes to tick.
const LONG: Limits = Limits { text: super::TEXT_LIMIT, parts: 40, ..SHORT };
/// A table of rows.
const TABLE: Limits = Limits { file: import::SIZE_LIMIT, file_mb: import::SIZE_LIMIT_MB, ..SHORT };

/// What came in a form.
#[derive(Default)]
pub(super) struct Sent {
    values: Vec<(String, String)>,
    upload: Option<Upload>,
    too_large: bool,
    most_mb: u32,
}

impl Sent {
    fn value(&self, name: &str) -> String {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn all(&self, name: &str) -> Vec<String> {
        self.values.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
    }

    /// The file, if one was chosen: a browser sends an empty one without a name otherwise.
    pub(super) fn upload(&mut self) -> Result<Option<Upload>, Refused> {
        if self.too_large {
            return Err(Refused::field("file", Problem::FileTooLarge(self.most_mb)));
        }
        Ok(self.upload.take().filter(|upload| !upload.bytes.is_empty() || !upload.name.is_empty()))
    }
}

/// Reads a form to its end; what was read before it broke is kept.
async fn read(state: &AppState, request: Request, limits: &'static Limits) -> (Sent, Result<(), AppError>) {
    let mut sent = Sent { most_mb: limits.file_mb, ..Sent::default() };
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
        let most = if file.is_some() { limits.file } else { limits.text };
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
        if over || texts > limits.text || parts > limits.parts {
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
pub(super) async fn take<F>(
    state: AppState,
    request: Request,
    (form, limits): (&str, &'static Limits),
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
    let (sent, readable) = read(&state, request, limits).await;
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
    take(state, request, ("organisation_evidence", &SHORT), work).await
}

/// A policy as it is written, with a file that is added or taken away.
pub async fn policy(State(state): State<AppState>, request: Request) -> Response {
    let native = guard::accepts(request.headers(), "text/html");
    if over(&request) {
        let id = request.extensions().get::<guard::RequestId>().map(|id| id.0.clone()).unwrap_or_default();
        return status::page(StatusCode::PAYLOAD_TOO_LARGE, &id);
    }
    let came_from = form::referer(request.headers());
    let actor = request.extensions().get::<Visitor>().map_or(Actor::Guest, |visitor| visitor.actor.clone());
    let (mut sent, readable) = read(&state, request, &LONG).await;
    let mut values = sent.values.clone();
    let outcome = match readable {
        Ok(()) => save_policy(&state, &actor, &mut sent, &mut values).await,
        Err(error) => Err(error),
    };
    if native { form::follow(outcome, "save_policy".to_owned(), values, &came_from) } else { form::json(outcome) }
}

async fn save_policy(
    state: &AppState,
    actor: &Actor,
    sent: &mut Sent,
    values: &mut Vec<(String, String)>,
) -> Result<Done, AppError> {
    let policies = &state.services.policy;
    let [policy, number, version] = ["policy", "number", "version"].map(|name| sent.value(&format!("mark[{name}]")));
    let mark = EditMark { policy, number, version };
    let field = |name: &str| sent.value(&format!("draft[{name}]"));
    let draft = PolicyDraft {
        kind: field("kind"),
        title: field("title"),
        issuer: field("issuer"),
        number: field("number"),
        issued: field("issued"),
        effective: field("effective"),
        expires: field("expires"),
        source: field("source"),
        audiences: sent.all("draft[audiences][]"),
        region: field("region"),
        body: field("body"),
    };
    let page = mark.policy.parse().map(|policy: PolicyId| format!("/console/policy/{policy}"));
    let remove = sent.value("remove_file").parse().ok();
    let (add, too_large) = match sent.upload() {
        Ok(add) => (add, None),
        Err(error) => (None, Some(error)),
    };
    let outcome = policies.save_with_files(actor, mark, draft, FileChange { add, remove }).await;
    let outcome = outcome.and_then(|policy| too_large.map_or(Ok(policy), Err));
    // The text is there, whatever was wrong with the file: it is found at its own address.
    let file = |error: &Refused| matches!(error, Refused::Fields(all) if all.iter().any(|one| one.field == "file"));
    if let (true, Ok(page)) = (outcome.as_ref().is_err_and(file), page) {
        values.retain(|(name, _)| name != "back");
        values.push(("back".to_owned(), page));
    }
    Ok(Done::go(format!("/console/policy/{}", outcome?)).saying(Note::Saved))
}

/// A file of a policy, for whoever may have it.
pub async fn policy_file(
    State(state): State<AppState>,
    Path((policy, file)): Path<(String, String)>,
    request: Request,
) -> Response {
    let actor = request.extensions().get::<Visitor>().map_or(Actor::Guest, |visitor| visitor.actor.clone());
    let Ok(file) = file.parse::<AttachmentId>() else { return status::plain(Refused::Missing.kind()) };
    match state.services.policy.file(&actor, &policy, file).await {
        Ok(content) => serve(content),
        Err(error) => status::plain(error.kind()),
    }
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
    take(state, request, ("file_real_name", &SHORT), work).await
}

/// A payment of wages, with what proves it if anything does.
pub async fn payment(State(state): State<AppState>, request: Request) -> Response {
    let settlements = state.services.settlements.clone();
    let work = move |actor: Actor, mut sent: Sent| async move {
        let field = |name: &str| sent.value(&format!("draft[{name}]"));
        let draft = PaymentDraft {
            claim: field("claim"),
            key: field("key"),
            sum: field("sum"),
            method: field("method"),
            day: field("day"),
            correction: field("correction"),
            note: field("note"),
        };
        let organisation = settlements.pay(&actor, draft, sent.upload()?).await?;
        let ledger = format!("/me/organisations/{organisation}/ledger");
        // Back to the same days of the ledger.
        let back = sent.value("back");
        let page = if back.split('?').next() == Some(&ledger) { back } else { ledger };
        Ok(Done::go(page).saying(Note::Saved))
    };
    take(state, request, ("payment", &SHORT), work).await
}

/// What proves a payment, for either side.
pub async fn proof(State(state): State<AppState>, Path(file): Path<String>, request: Request) -> Response {
    let actor = request.extensions().get::<Visitor>().map_or(Actor::Guest, |visitor| visitor.actor.clone());
    let Ok(file) = file.parse::<AttachmentId>() else { return status::plain(Refused::Missing.kind()) };
    match state.services.settlements.proof(&actor, file).await {
        Ok(content) => serve(content),
        Err(error) => status::plain(error.kind()),
    }
}

/// A worker's case, with evidence if there is any.
pub async fn case(State(state): State<AppState>, request: Request) -> Response {
    let cases = state.services.cases.clone();
    let work = move |actor: Actor, mut sent: Sent| async move {
        let field = |name: &str| sent.value(&format!("draft[{name}]"));
        let draft = CaseDraft {
            claim: field("claim"),
            key: field("key"),
            category: field("category"),
            account: field("account"),
        };
        let case = cases.file(&actor, draft, sent.upload()?).await?;
        Ok(Done::go(format!("/me/cases/{case}")).saying(Note::Filed))
    };
    take(state, request, ("file_case", &SHORT), work).await
}

/// More evidence for a case.
pub async fn case_file(State(state): State<AppState>, Path(case): Path<String>, request: Request) -> Response {
    let cases = state.services.cases.clone();
    let work = move |actor: Actor, mut sent: Sent| async move {
        let case: CaseId = case.parse().map_err(|_| Refused::Missing)?;
        let upload = sent.upload()?.ok_or_else(|| Refused::field("file", Problem::Empty))?;
        cases.attach(&actor, case, upload).await?;
        Ok(Done::go(format!("/me/cases/{case}")).saying(Note::Saved))
    };
    take(state, request, ("case_file", &SHORT), work).await
}

/// Evidence of a case, for the worker and the staff of its region.
pub async fn evidence_of_case(State(state): State<AppState>, Path(file): Path<String>, request: Request) -> Response {
    let actor = request.extensions().get::<Visitor>().map_or(Actor::Guest, |visitor| visitor.actor.clone());
    let Ok(file) = file.parse::<AttachmentId>() else { return status::plain(Refused::Missing.kind()) };
    match state.services.cases.open_file(&actor, file).await {
        Ok(content) => serve(content),
        Err(error) => status::plain(error.kind()),
    }
}

/// A table of rows that staff bring in.
pub async fn table(State(state): State<AppState>, request: Request) -> Response {
    let imports = state.services.import.clone();
    let work = move |actor: Actor, mut sent: Sent| async move {
        let kind = sent.value("draft[kind]");
        let id = imports.upload(&actor, &kind, sent.upload()?).await?;
        Ok(Done::go(format!("/console/imports/{id}")))
    };
    take(state, request, ("import", &TABLE), work).await
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
