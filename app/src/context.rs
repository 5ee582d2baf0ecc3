//! What the server gives to every call and every page: the services, who asks, and the way to set cookies.

use std::sync::Arc;

use domain::{
    gig::GigService,
    identity::{Actor, IdentityService},
};
use leptos::prelude::*;

use crate::{flash::Flash, text::Language};

/// The services, made once at start-up.
#[derive(Clone)]
pub struct Services {
    /// Who people are.
    pub identity: Arc<dyn IdentityService>,
    /// The gig market.
    pub gig: Arc<dyn GigService>,
}

/// One request as the pages see it. Provided by the server with one closure to the page renderer and to the handler of
/// server functions; where no request exists it is a guest's.
#[derive(Clone)]
pub struct RequestContext {
    /// The services.
    pub services: Services,
    /// Who asks.
    pub actor: Actor,
    /// The session's secret, empty for a guest.
    pub session: String,
    /// What the place cookie says, or nothing.
    pub place: String,
    /// The language to answer in.
    pub language: Language,
    /// Elder mode: larger text, fewer choices.
    pub elder: bool,
    /// What the form sent before this page has to say.
    pub flash: Option<Flash>,
    /// The name of the request, by which a failure is found in the log.
    pub request_id: String,
    /// The response in the making.
    pub reply: Arc<dyn Reply>,
}

/// What a call may say to the browser beside its answer.
pub trait Reply: Send + Sync {
    /// Starts a session with this secret.
    fn start_session(&self, token: &str);
    /// Ends the session in this browser.
    fn end_session(&self);
    /// Remembers the place from which distances are measured; empty forgets it.
    fn remember_place(&self, place: &str);
    /// Remembers the language.
    fn remember_language(&self, language: Language);
    /// Remembers elder mode.
    fn remember_elder(&self, on: bool);
    /// Sets the status of the page to 404.
    fn not_found(&self);
    /// Sets the status of the page from what went wrong.
    fn failed(&self, kind: domain::error::ErrorKind);
}

/// The context of the request that is being answered.
pub fn request() -> RequestContext {
    expect_context::<RequestContext>()
}
