//! What the server gives to every call and every page: the services, who asks, and the way to set cookies.

use std::sync::Arc;

use domain::{
    admin::AdminService,
    gig::{
        GigService, arrears::ArrearsService, attendance::AttendanceService, case::CaseService,
        evidence::EvidenceService, filling::FillingService, posting::PostingService, rating::RatingService,
        reliability::ReliabilityService, saved::SavedService, settlement::SettlementService,
    },
    identity::{Actor, IdentityService, StaffRole, organisation::OrganisationService},
    import::ImportService,
    message::MessageService,
    monitoring::MonitoringService,
    page::Count,
    policy::PolicyService,
    table::TableService,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{flash::Flash, text::Language};

/// The services, made once at start-up.
#[derive(Clone)]
pub struct Services {
    /// Who people are.
    pub identity: Arc<dyn IdentityService>,
    /// Organisations, real names and their evidence.
    pub organisations: Arc<dyn OrganisationService>,
    /// The gig market.
    pub gig: Arc<dyn GigService>,
    /// Laws, policies and notices.
    pub policy: Arc<dyn PolicyService>,
    /// The console's own matters.
    pub admin: Arc<dyn AdminService>,
    /// Messages.
    pub message: Arc<dyn MessageService>,
    /// The console's tables.
    pub tables: Arc<dyn TableService>,
    /// Figures.
    pub monitoring: Arc<dyn MonitoringService>,
    /// Files of rows that staff bring in.
    pub import: Arc<dyn ImportService>,
    /// The day of a shift.
    pub attendance: Arc<dyn AttendanceService>,
    /// Arrears of wages.
    pub arrears: Arc<dyn ArrearsService>,
    /// Complaints of workers.
    pub cases: Arc<dyn CaseService>,
    /// Evidence packs.
    pub evidence: Arc<dyn EvidenceService>,
    /// What both sides say of each other.
    pub ratings: Arc<dyn RatingService>,
    /// Wages.
    pub settlements: Arc<dyn SettlementService>,
    /// How seats are filled.
    pub filling: Arc<dyn FillingService>,
    /// Postings in the making.
    pub postings: Arc<dyn PostingService>,
    /// How people keep to what was agreed.
    pub reliability: Arc<dyn ReliabilityService>,
    /// Kept searches and postings.
    pub saved: Arc<dyn SavedService>,
}

/// One request as the pages see it. Provided by the server with one closure to the page renderer and to the handler of
/// server functions; where no request exists it is a guest's.
#[derive(Clone)]
pub struct RequestContext {
    /// The services.
    pub services: Services,
    /// Who asks.
    pub actor: Actor,
    /// What the console says of whoever of the staff asks.
    pub desk: Option<Desk>,
    /// How many messages the person who asks has not read; counted for pages only.
    pub unread: Count,
    /// The session's secret, empty for a guest.
    pub session: String,
    /// What the browser is, in words for its owner: `Android · Chrome`.
    pub device: String,
    /// By what the browser shows that somebody of the staff has signed in there, or nothing.
    pub known: String,
    /// What the place cookie says, or nothing.
    pub place: String,
    /// The region to whose board a screen that many use goes back, or nothing.
    pub board: String,
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

impl RequestContext {
    /// Whether somebody of the staff acts for a person.
    pub const fn acting(&self) -> bool {
        matches!(self.actor, Actor::ActingFor { .. })
    }
}

/// Where somebody of the staff works, and as what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Their role.
    pub role: StaffRole,
    /// The name of their region.
    pub place: String,
}

/// What a call may say to the browser beside its answer.
pub trait Reply: Send + Sync {
    /// Starts a session with this secret.
    fn start_session(&self, token: &str);
    /// Ends the session in this browser.
    fn end_session(&self);
    /// Has the browser show this at later sign-ins as staff.
    fn know_browser(&self, known: &str);
    /// Remembers the place from which distances are measured; empty forgets it.
    fn remember_place(&self, place: &str);
    /// Makes this a screen that many use, which goes back to the board of this region; empty ends that.
    fn remember_board(&self, region: &str);
    /// Has the browser go to this address of ours after so many seconds.
    fn refresh(&self, seconds: u32, address: &str);
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

/// An id as an address or a form names it. What is none is not there.
#[cfg(feature = "ssr")]
pub fn id<T: std::str::FromStr>(text: &str) -> Result<T, domain::error::Refused> {
    text.parse().map_err(|_| domain::error::Refused::Missing)
}
