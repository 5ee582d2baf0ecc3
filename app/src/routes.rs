//! The addresses of the pages. What a page shows is loaded at once; how it looks comes with its area.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
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
            CrewRoute, CrewsRoute, EmployerRoute, LedgerRoute, ListRoute, MarkRoute, MineRoute,
            OrganisationReliabilityRoute, OrganisationShiftsRoute, PreferencesRoute, ReliabilityRoute, ReportRoute,
            ReportsRoute, SavedRoute, ShiftRoute, SlipRoute, WorkRoute,
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
                    <Route path=path!("/") view={ListRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/gigs") view={ListRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/gigs/:shift") view={ShiftRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/board") view={BoardRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/board/:region") view={BoardRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts") view={MineRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/saved") view={SavedRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/messages") view={InboxRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me") view={MeRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/profile") view={ProfileRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/sessions") view={SessionsRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/privacy") view={PrivacyRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations") view={OrganisationsRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/new") view={RegisterRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation") view={OrganisationRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/real-name") view={RealNameRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/join/:secret") view={InvitedRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/organisation/:organisation") view={CaseRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/real-name/:account") view={RealNameCaseRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console") view={QueueRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/staff") view={StaffRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/people") view={PeopleRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/people/:account") view={PersonRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/trail") view={TrailRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/account") view={AccountRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/sign-in") view={StaffSignInRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/join/:token") view={JoinRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/policies") view={PoliciesRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/policies/:policy") view={PolicyRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/policies") view={PolicyDeskRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/policy/:policy") view={DeskPolicyRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/tables/:table") view={TableRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/tables/:table/bulk") view={BulkRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/imports") view={ImportsRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/imports/new") view={NewImportRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/imports/:import") view={ImportRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in") view={SignInRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/statistics") view={StatisticsRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/employer/:organisation") view={EmployerRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/market") view={MarketRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/settings") view={SettingsRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/settings/:kind") view={SettingRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/shifts") view={OrganisationShiftsRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/shifts/:shift") view={CrewRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/shifts/:shift/applicants") view={ApplicantsRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/workers") view={PreferencesRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/gigs/:shift/crew") view={CrewFormRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/crews") view={CrewsRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts/:claim") view={WorkRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/appeal/:claim") view={AppealRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/ledger") view={LedgerRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts/:claim/slip") view={SlipRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/arrears") view={ArrearsRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/arrears/:organisation") view={ArrearsCaseRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/postings") view={PostingsRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/postings/new") view={NewPostingRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/postings/:posting") view={PostingRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/gigs/:shift/report") view={ReportRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/report/:posting") view={ReportsRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/gigs/:shift") view={BehalfRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/reliability") view={ReliabilityRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/reliability") view={OrganisationReliabilityRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/mark/:mark") view={MarkRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/posting/:posting") view={PostingCaseRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts/:claim/case") view={NewCaseRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/cases") view={CasesRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/cases/:case") view={OwnCaseRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/cases") view={EmployerCasesRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/cases/:case") view={EmployerCaseRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts/:claim/evidence") view={PacksRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/evidence/:pack") view={PackRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts/:claim/rating") view={RatingRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/organisations/:organisation/ratings/:claim") view={CrewRatingRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/rating/:rating") view={RatingDeskRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/evidence") view={CheckRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/evidence/:pack") view={PackDeskRoute::way()} ssr=SsrMode::Async/>
                    <Route path=path!("/console/case/:case") view={CaseDeskRoute::way()} ssr=SsrMode::Async/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
}
