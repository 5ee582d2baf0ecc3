//! HTTP: the router, and the way from a request to the pages and back.

mod calendar;
pub mod drawing;
mod evidence;
mod export;
mod feed;
mod files;
mod form;
mod guard;
mod health;
mod ledger;
mod live;
mod own_data;
mod pictures;
mod status;
mod upload;
mod visitor;

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use app::{App, context::Services, shell};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, FromRef, Request, State},
    middleware,
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use leptos::config::LeptosOptions;
use leptos_axum::{AxumRouteListing, LeptosRoutes};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};

pub use live::Live;
pub use visitor::Visitor;

use crate::{config::Config, reference::Reference, store::Store};

/// The most bytes in the body of a form.
const FORM_LIMIT: usize = 64 * 1024;
/// The most bytes in the body of a form with a long text: each Chinese character of it is sent as nine.
const TEXT_LIMIT: usize = 1024 * 1024;
/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a file may be on its way: eight megabytes over a slow line.
const UPLOAD_PATIENCE: Duration = Duration::from_mins(5);

/// What every handler can reach.
#[derive(Clone)]
pub struct AppState {
    /// The services.
    pub services: Services,
    /// The database, for health.
    pub store: Store,
    /// Regions and outlines, for maps.
    pub reference: Arc<Reference>,
    /// Seats as they change.
    pub live: Live,
    /// Settings.
    pub config: Arc<Config>,
    /// What Leptos needs to know of the build.
    pub leptos: LeptosOptions,
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

/// The whole service as a router.
pub fn router(state: AppState) -> Router {
    let pages = pages(&state);
    let routes = Router::new()
        .route("/api/{function}", any(form::serve))
        .route("/me/data.json", get(own_data::download))
        .route("/api/import_links", post(upload::links))
        .route("/console/import-template/{kind}", get(upload::template))
        .route("/me/organisations/{organisation}/ledger.xlsx", get(ledger::download))
        .route("/live/changes", get(live::changes))
        .leptos_routes_with_handler(pages, get(page))
        .layer(middleware::from_fn_with_state(state.clone(), visitor::recognise))
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .route("/live/seats", get(live::seats))
        .route("/calendar/{file}", get(calendar::feed))
        .route("/policies/feed.atom", get(feed::serve))
        .route("/gigs/{shift}/map.svg", get(pictures::map))
        .route("/gigs/{shift}/qr.svg", get(pictures::qr))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/version", get(health::version))
        .fallback(files::serve);
    guarded(routes.layer(RequestBodyLimitLayer::new(TEXT_LIMIT)).merge(uploads(&state)), state)
}

/// Forms with files and the files themselves, which have a limit of their own and take longer on the way.
fn uploads(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/upload/organisation/{organisation}", post(upload::organisation))
        .route("/upload/real-name", post(upload::real_name))
        .route("/files/{id}", get(upload::file))
        .route("/console/export", post(export::serve))
        .route("/upload/policy", post(upload::policy))
        .route("/policies/{policy}/files/{file}", get(upload::policy_file))
        .route("/upload/import", post(upload::table))
        .route("/upload/payment", post(upload::payment))
        .route("/payment-files/{file}", get(upload::proof))
        .route("/upload/case", post(upload::case))
        .route("/upload/case/{case}", post(upload::case_file))
        .route("/case-files/{file}", get(upload::evidence_of_case))
        .route("/upload/evidence", post(evidence::check))
        .route("/evidence-files/{pack}", get(evidence::download))
        .layer(middleware::from_fn_with_state(state.clone(), visitor::recognise))
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, UPLOAD_PATIENCE))
        .layer(DefaultBodyLimit::max(upload::BODY_LIMIT))
}

/// What every answer passes through, whoever makes it.
pub fn guarded(routes: Router<AppState>, state: AppState) -> Router {
    routes
        .layer(middleware::from_fn_with_state(state.clone(), guard::protect))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(guard::name_request))
        .with_state(state)
}

/// The addresses of the pages, as the app lists them. Listed once: while Leptos lists them, every page that begins to
/// load in the same process waits for ever (leptos issue 4773), and tests have many services in one.
fn pages(state: &AppState) -> Vec<AxumRouteListing> {
    static PAGES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    let list = || {
        let services = state.services.clone();
        let guest = move || visitor::provide_guest(services.clone());
        leptos_axum::generate_route_list_with_exclusions_and_ssg_and_context(App, None, guest).0
    };
    PAGES.get_or_init(list).clone()
}

/// Renders a page, whole: the title and every word are there without a script.
async fn page(State(state): State<AppState>, request: Request) -> Response {
    render(state, request).await
}

/// Renders whatever page the address names, or the page that says there is none.
pub async fn render(state: AppState, request: Request<Body>) -> Response {
    let (leptos, services, secure) = (state.leptos.clone(), state.services.clone(), state.config.secure());
    let context = move || {
        visitor::provide(services.clone(), secure);
        guard::allow_page_scripts();
    };
    let handler = leptos_axum::render_app_async_with_context(context, move || shell(leptos.clone()));
    handler(request).await.into_response()
}
