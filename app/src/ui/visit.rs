//! What every page knows about the visit: the language, elder mode, and what the last form has to say.

use domain::page::Count;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    flash::Flash,
    text::{Language, Text},
};

/// What every page knows. The server reads it from the request; the browser from the attributes that the server gave
/// the document, so that both render the same.
#[derive(Clone, Copy)]
pub struct Visit {
    /// The language to say things in.
    pub language: Language,
    /// Elder mode.
    pub elder: bool,
    /// Somebody of the staff acts for a person.
    pub acting: bool,
    /// Where a screen that many use goes back to: the address of its board; empty for somebody's own.
    pub board: StoredValue<String>,
    /// What the last form has to say, and the address it says it at.
    pub flash: RwSignal<Option<(String, Flash)>>,
    /// How many messages are unread, as the tab shows it; empty for none.
    pub unread: RwSignal<String>,
    /// Grows when the page that is shown has to be loaded again.
    pub version: RwSignal<u32>,
    /// The last change made elsewhere for which it was loaded again.
    pub heard: StoredValue<String>,
}

impl Visit {
    /// The visit as the document or the request says it.
    pub fn given() -> Self {
        let Given { language, elder, acting, board, unread, flash } = read();
        Self {
            language,
            elder,
            acting,
            board: StoredValue::new(if board.is_empty() { board } else { format!("/board/{board}") }),
            flash: RwSignal::new(flash.map(|flash| (String::new(), flash))),
            unread: RwSignal::new(unread),
            version: RwSignal::new(0),
            heard: StoredValue::default(),
        }
    }

    /// Notes how many messages are unread now.
    pub fn count_unread(self, unread: Count) {
        let n = if unread.n > 0 { unread.to_string() } else { String::new() };
        if self.unread.with_untracked(|shown| *shown != n) {
            self.unread.set(n);
        }
    }

    /// Says `flash` at the address `at`; what was said before is forgotten.
    pub fn say(self, at: &str, flash: Flash) {
        self.flash.set(Some((at.to_owned(), flash)));
    }
}

/// What the request or the document says of a visit.
#[derive(Default)]
struct Given {
    language: Language,
    elder: bool,
    acting: bool,
    board: String,
    unread: String,
    flash: Option<Flash>,
}

#[cfg(feature = "ssr")]
fn read() -> Given {
    let Some(request) = use_context::<crate::context::RequestContext>() else { return Given::default() };
    let unread = if request.unread.n > 0 { request.unread.to_string() } else { String::new() };
    Given {
        language: request.language,
        elder: request.elder,
        acting: request.acting(),
        board: request.board,
        unread,
        flash: request.flash,
    }
}

#[cfg(not(feature = "ssr"))]
fn read() -> Given {
    let Some(root) = document().document_element() else { return Given::default() };
    let language = root.get_attribute("lang").and_then(|word| Language::parse(&word)).unwrap_or_default();
    let flash = root.get_attribute("data-flash").and_then(|json| serde_json::from_str(&json).ok());
    Given {
        language,
        elder: root.has_attribute("data-elder"),
        acting: root.has_attribute("data-acting"),
        board: root.get_attribute("data-board").unwrap_or_default(),
        unread: root.get_attribute("data-unread").unwrap_or_default(),
        flash,
    }
}

/// The name of the request that made the document, by which a failure is found in the log.
#[cfg(feature = "ssr")]
pub fn request_id() -> String {
    use_context::<crate::context::RequestContext>().map(|request| request.request_id).unwrap_or_default()
}

/// The name of the request that made the document, by which a failure is found in the log.
#[cfg(not(feature = "ssr"))]
pub fn request_id() -> String {
    document().document_element().and_then(|root| root.get_attribute("data-request")).unwrap_or_default()
}

/// The visit of the page that is being shown.
pub fn visit() -> Visit {
    expect_context::<Visit>()
}

/// What to say, in the language of the visit.
pub fn t() -> &'static Text {
    visit().language.text()
}

/// What the last form has to say on this page.
pub fn flash() -> Option<Flash> {
    visit().flash.get_untracked().map(|(_, flash)| flash)
}

/// The address of the page, path and query.
pub fn here() -> String {
    let location = use_location();
    address(&location.pathname.get_untracked(), &location.search.get_untracked())
}

/// Path and query as one text.
pub fn address(path: &str, search: &str) -> String {
    match search.trim_start_matches('?') {
        "" => path.to_owned(),
        search => format!("{path}?{search}"),
    }
}

/// Forgets what a form had to say as soon as another page is gone to.
pub fn forget_on_leaving(visit: Visit) {
    let location = use_location();
    Effect::new(move |before: Option<String>| {
        let now = address(&location.pathname.get(), &location.search.get());
        let stale = visit.flash.with_untracked(|flash| flash.as_ref().is_some_and(|(at, _)| *at != now));
        if before.is_some_and(|before| before != now) && stale {
            visit.flash.set(None);
        }
        now
    });
}
