//! Who a request comes from and what its cookies say; and the context for pages and calls made of it.

use std::sync::Arc;

use app::{
    context::{Desk, Reply, RequestContext, Services},
    flash::Flash,
    text::Language,
};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT_LANGUAGE, CACHE_CONTROL, COOKIE, REFRESH, SET_COOKIE, USER_AGENT},
        request::Parts,
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{
    error::ErrorKind,
    identity::{Actor, rules},
    page::Count,
    region::RegionCode,
    when::Moment,
};
use leptos::prelude::{expect_context, provide_context, use_context};
use leptos_axum::ResponseOptions;

use super::{AppState, form, guard::RequestId, status};

/// Seconds a year has: how long choices are remembered.
const YEAR: i64 = 365 * 24 * 60 * 60;

/// The cookie of a screen that many use, which says whose board it goes back to.
const BOARD: &str = "board";

/// What is known of the sender of a request.
#[derive(Clone)]
pub struct Visitor {
    /// Who asks.
    pub actor: Actor,
    /// The session's secret, or nothing.
    desk: Option<Desk>,
    unread: Count,
    session: String,
    device: String,
    known: String,
    place: String,
    board: String,
    /// The language to answer in.
    pub language: Language,
    elder: bool,
    flash: Option<Flash>,
}

/// A cookie's value.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The name of the cookie by which a browser of the staff is known.
const fn known_name(secure: bool) -> &'static str {
    if secure { "__Host-known" } else { "known" }
}

/// The session cookie's name: bound to this host and to https wherever there is https.
const fn session_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

fn language(headers: &HeaderMap) -> Language {
    let chosen = cookie(headers, "language").and_then(Language::parse);
    let accepted = || {
        let line = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
        line.split(',').find_map(|word| match word.trim().get(..2)? {
            "zh" => Some(Language::Zh),
            "en" => Some(Language::En),
            _ => None,
        })
    };
    chosen.or_else(accepted).unwrap_or_default()
}

/// What the browser says it is: the system and the program, as their makers call them. The first that fits counts, since
/// most name others beside themselves.
fn device(headers: &HeaderMap) -> String {
    const SYSTEMS: [&str; 7] = ["HarmonyOS", "Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux"];
    const PROGRAMS: [(&str, &str); 7] = [
        ("MicroMessenger", "WeChat"),
        ("AlipayClient", "Alipay"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("HuaweiBrowser", "Huawei"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    let text = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let system = SYSTEMS.into_iter().find(|name| text.contains(name));
    let program = PROGRAMS.into_iter().find(|(mark, _)| text.contains(mark)).map(|(_, name)| name);
    [system, program].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Middleware: finds out who asks and leaves it with the request.
pub async fn recognise(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let board = cookie(headers, BOARD).filter(|code| RegionCode::parse(code).is_some()).unwrap_or_default().to_owned();
    let mut session = cookie(headers, session_name(state.config.secure())).unwrap_or_default().to_owned();
    // Whoever comes back to the board of a shared screen is done, and the next one is somebody else.
    let forgets = !board.is_empty() && request.uri().path().starts_with("/board");
    if forgets && !session.is_empty() {
        let ended = state.services.identity.sign_out(&Actor::Guest, &std::mem::take(&mut session)).await;
        if ended.is_err() {
            return status::plain(ErrorKind::Busy).into_response();
        }
    }
    let actor = match session.as_str() {
        "" => Ok(Actor::Guest),
        token => state.services.identity.actor_of(token).await,
    };
    let Ok(actor) = actor else { return status::plain(ErrorKind::Busy).into_response() };
    let flash = cookie(headers, form::COOKIE).and_then(form::read_cookie);
    let had_flash = cookie(headers, form::COOKIE).is_some() && request.method().is_safe();
    let desk = actor.staff().map(|staff| Desk { role: staff.role, place: state.reference.short_name(&staff.region) });
    let is_page = !request.uri().path().starts_with("/api/");
    let unread = if is_page { unread(&state, &actor).await } else { Count::default() };
    let headers = request.headers();
    let visitor = Visitor {
        actor,
        desk,
        unread,
        device: device(headers),
        known: cookie(headers, known_name(state.config.secure())).unwrap_or_default().to_owned(),
        place: if forgets { "" } else { cookie(headers, "place").unwrap_or_default() }.to_owned(),
        board,
        language: language(headers),
        elder: cookie(headers, "elder") == Some("on"),
        session,
        flash,
    };
    request.extensions_mut().insert(visitor);
    let mut response = next.run(request).await;
    if had_flash {
        response.headers_mut().append(SET_COOKIE, form::clear_cookie());
    }
    if forgets {
        let cookies = Cookies { secure: state.config.secure() };
        for name in [session_name(cookies.secure), "place"] {
            response.headers_mut().extend(cookies.line(name, "", 0).map(|line| (SET_COOKIE, line)));
        }
    }
    // What a page shows depends on cookies; none of it may be kept by anybody between.
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// How many messages whoever asks for a page has not read; guests cost no query. That it cannot be counted keeps nobody
/// from the page.
async fn unread(state: &AppState, actor: &Actor) -> Count {
    state.services.message.unread(actor).await.unwrap_or_default()
}

/// Leptos context of a request: taken from what the middleware left.
pub fn provide(services: Services, secure: bool) {
    let visitor = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Visitor>().cloned());
    let Some(visitor) = visitor else { return provide_guest(services) };
    let named = use_context::<Parts>().and_then(|parts| parts.extensions.get::<RequestId>().map(|id| id.0.clone()));
    let reply = HttpReply { options: expect_context::<ResponseOptions>(), cookies: Cookies { secure } };
    provide_context(RequestContext {
        services,
        actor: visitor.actor.clone(),
        desk: visitor.desk,
        unread: visitor.unread,
        session: visitor.session,
        device: visitor.device,
        known: visitor.known,
        place: visitor.place,
        board: visitor.board,
        language: visitor.language,
        elder: visitor.elder,
        flash: visitor.flash,
        request_id: named.unwrap_or_default(),
        reply: Arc::new(reply),
    });
}

/// Leptos context where there is no request: a guest's.
pub fn provide_guest(services: Services) {
    provide_context(RequestContext {
        services,
        actor: Actor::Guest,
        desk: None,
        unread: Count::default(),
        session: String::new(),
        device: String::new(),
        known: String::new(),
        place: String::new(),
        board: String::new(),
        language: Language::default(),
        elder: false,
        flash: None,
        request_id: String::new(),
        reply: Arc::new(HttpReply { options: ResponseOptions::default(), cookies: Cookies { secure: false } }),
    });
}

/// Cookies as this service sets them.
#[derive(Clone, Copy)]
struct Cookies {
    secure: bool,
}

impl Cookies {
    /// The header for a value that is kept for so long; 0 forgets it. A value that is no header text cannot come from our
    /// own calls; then nothing is remembered.
    fn line(self, name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"))
            .ok()
    }
}

struct HttpReply {
    options: ResponseOptions,
    cookies: Cookies,
}

impl HttpReply {
    fn set(&self, name: &str, value: &str, seconds: i64) {
        if let Some(line) = self.cookies.line(name, value, seconds) {
            self.options.append_header(SET_COOKIE, line);
        }
    }
}

impl Reply for HttpReply {
    fn start_session(&self, token: &str) {
        self.set(session_name(self.cookies.secure), token, rules::PERSON.life / Moment::SECOND);
    }

    fn end_session(&self) {
        self.set(session_name(self.cookies.secure), "", 0);
    }

    fn know_browser(&self, known: &str) {
        self.set(known_name(self.cookies.secure), known, rules::KNOWN_BROWSER / Moment::SECOND);
    }

    fn remember_place(&self, place: &str) {
        self.set("place", place, if place.is_empty() { 0 } else { YEAR });
    }

    fn remember_board(&self, region: &str) {
        self.set(BOARD, region, if region.is_empty() { 0 } else { YEAR });
    }

    fn refresh(&self, seconds: u32, address: &str) {
        if let Ok(line) = HeaderValue::from_str(&format!("{seconds}; url={address}")) {
            self.options.insert_header(REFRESH, line);
        }
    }

    fn remember_language(&self, language: Language) {
        self.set("language", language.word(), YEAR);
    }

    fn remember_elder(&self, on: bool) {
        self.set("elder", if on { "on" } else { "" }, if on { YEAR } else { 0 });
    }

    fn not_found(&self) {
        self.options.set_status(StatusCode::NOT_FOUND);
    }

    fn failed(&self, kind: ErrorKind) {
        self.options.set_status(status::of(kind));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_what_its_owner_calls_it() {
        let said = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(USER_AGENT, HeaderValue::from_static(text));
            device(&headers)
        };
        let wechat =
            "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0";
        assert_eq!(said(wechat), "Android · WeChat");
        assert_eq!(said("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0"), "Windows · Edge");
        assert_eq!(
            said("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"),
            "iPhone · Safari"
        );
        assert_eq!(said("curl/8"), "");
    }
}
