//! The addresses of the pages. What a page shows is loaded at once; how it looks comes with its area.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    admin::routes::{PeopleRoute, PersonRoute, QueueRoute, SettingRoute, SettingsRoute, StaffRoute, TrailRoute},
    gig::{
        case::routes::{CaseDeskRoute, CasesRoute, EmployerCaseRoute, EmployerCasesRoute, NewCaseRoute, OwnCaseRoute},
        evidence::routes::{CheckRoute, PackDeskRoute, PackRoute, PacksRoute},
        posting::routes::{NewPostingRoute, PostingCaseRoute, PostingRoute, PostingsRoute},
        rating::routes::{CrewRatingRoute, RatingDeskRoute, RatingRoute},
        routes::{
            AppealRoute, ApplicantsRoute, ArrearsCaseRoute, ArrearsRoute, BehalfRoute, BoardRoute, CrewFormRoute,
            CrewRoute, CrewsRoute, EmployerRoute, LedgerRoute, ListRoute, MarkRoute, MarksRoute, MineRoute,
            OrganisationReliabilityRoute, OrganisationShiftsRoute, ReliabilityRoute, ReportRoute, ReportsRoute,
            SavedRoute, ShiftRoute, SlipRoute, WorkRoute,
        },
    },
    identity::{
        organisation::routes::{
            CaseRoute, InvitedRoute, OrganisationRoute, OrganisationsRoute, RealNameCaseRoute, RealNameRoute,
            RegisterRoute,
        },
        routes::{
            AccountRoute, JoinRoute, MeRoute, PrivacyRoute, ProfileRoute, SessionsRoute, SignInRoute, StaffSignInRoute,
        },
    },
    import::routes::{ImportRoute, ImportsRoute, NewImportRoute},
    layout::{Frame, missing},
    message::routes::InboxRoute,
    monitoring::routes::{MarketRoute, StatisticsRoute},
    policy::routes::{DeskPolicyRoute, PoliciesRoute, PolicyDeskRoute, PolicyRoute},
    table::routes::{BulkRoute, TableRoute},
    ui::visit::Visit,
};

/// The whole interface.
#[component]
#[allow(clippy::too_many_lines, reason = "a table: a line for each address")]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(Visit::given());
    view! {
        <Router>
            <Frame>
                <FlatRoutes fallback=missing>
                    <Route path=path!("/") view={Lazy::<ListRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/gigs") view={Lazy::<ListRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/gigs/:shift") view={Lazy::<ShiftRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/board") view={Lazy::<BoardRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/board/:region") view={Lazy::<BoardRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts") view={Lazy::<MineRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/saved") view={Lazy::<SavedRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/messages") view={Lazy::<InboxRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me") view={Lazy::<MeRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/profile") view={Lazy::<ProfileRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/sessions") view={Lazy::<SessionsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/privacy") view={Lazy::<PrivacyRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations") view={Lazy::<OrganisationsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/new") view={Lazy::<RegisterRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation") view={Lazy::<OrganisationRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/real-name") view={Lazy::<RealNameRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/join/:secret") view={Lazy::<InvitedRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/organisation/:organisation") view={Lazy::<CaseRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/real-name/:account") view={Lazy::<RealNameCaseRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console") view={Lazy::<QueueRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/staff") view={Lazy::<StaffRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/people") view={Lazy::<PeopleRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/people/:account") view={Lazy::<PersonRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/trail") view={Lazy::<TrailRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/account") view={Lazy::<AccountRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/sign-in") view={Lazy::<StaffSignInRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/join/:token") view={Lazy::<JoinRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/policies") view={Lazy::<PoliciesRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/policies/:policy") view={Lazy::<PolicyRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/policies") view={Lazy::<PolicyDeskRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/policy/:policy") view={Lazy::<DeskPolicyRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/tables/:table") view={Lazy::<TableRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/tables/:table/bulk") view={Lazy::<BulkRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/imports") view={Lazy::<ImportsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/imports/new") view={Lazy::<NewImportRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/imports/:import") view={Lazy::<ImportRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in") view={Lazy::<SignInRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/statistics") view={Lazy::<StatisticsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/employer/:organisation") view={Lazy::<EmployerRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/market") view={Lazy::<MarketRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/settings") view={Lazy::<SettingsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/settings/:kind") view={Lazy::<SettingRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/shifts") view={Lazy::<OrganisationShiftsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/shifts/:shift") view={Lazy::<CrewRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/shifts/:shift/applicants") view={Lazy::<ApplicantsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/workers") view={Lazy::<MarksRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/gigs/:shift/crew") view={Lazy::<CrewFormRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/crews") view={Lazy::<CrewsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts/:claim") view={Lazy::<WorkRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/appeal/:claim") view={Lazy::<AppealRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/ledger") view={Lazy::<LedgerRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts/:claim/slip") view={Lazy::<SlipRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/arrears") view={Lazy::<ArrearsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/arrears/:organisation") view={Lazy::<ArrearsCaseRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/postings") view={Lazy::<PostingsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/postings/new") view={Lazy::<NewPostingRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/postings/:posting") view={Lazy::<PostingRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/gigs/:shift/report") view={Lazy::<ReportRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/report/:posting") view={Lazy::<ReportsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/gigs/:shift") view={Lazy::<BehalfRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/reliability") view={Lazy::<ReliabilityRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/reliability") view={Lazy::<OrganisationReliabilityRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/mark/:mark") view={Lazy::<MarkRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/posting/:posting") view={Lazy::<PostingCaseRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts/:claim/case") view={Lazy::<NewCaseRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/cases") view={Lazy::<CasesRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/cases/:case") view={Lazy::<OwnCaseRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/cases") view={Lazy::<EmployerCasesRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/cases/:case") view={Lazy::<EmployerCaseRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts/:claim/evidence") view={Lazy::<PacksRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/evidence/:pack") view={Lazy::<PackRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts/:claim/rating") view={Lazy::<RatingRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/ratings/:claim") view={Lazy::<CrewRatingRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/rating/:rating") view={Lazy::<RatingDeskRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/evidence") view={Lazy::<CheckRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/evidence/:pack") view={Lazy::<PackDeskRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/case/:case") view={Lazy::<CaseDeskRoute>::new()} ssr=SsrMode::Async/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
}
