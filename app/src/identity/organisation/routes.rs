//! The pages of organisations and real names: what each loads, at once, and how they look, when their part of the
//! program is there.

use domain::identity::organisation::OrganisationQuery;
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
};

use super::{api, cases, mine, one, real_name};
use crate::{
    identity::me,
    layout::console,
    ui::page::{self, Data, Show},
};

/// Makes a route whose page comes with this part of the program.
macro_rules! route {
    ($($(#[$doc:meta])* $name:ident($page:ident) => $data:expr;)+) => {$(
        $(#[$doc])*
        pub struct $name(Data);

        impl LazyRoute for $name {
            fn data() -> Self {
                Self($data)
            }

            async fn view(this: Self) -> AnyView {
                organisation_page(Page::$page, this.0, page::show).await
            }

            async fn preload() {
                #[cfg(target_arch = "wasm32")]
                __preload_organisation_page().await;
            }
        }
    )+};
}

route! {
    /// My organisations.
    OrganisationsRoute(Mine) => page::data(|| api::ListMyOrganisations {});
    /// Registering one.
    RegisterRoute(Register) => page::data(|| api::ListMyOrganisations {});
    /// One of mine.
    OrganisationRoute(One) => {
        let organisation = param("organisation");
        page::data(move || api::ShowOrganisation { organisation: organisation() })
    };
    /// What a link invites to.
    JoinRoute(Join) => {
        let secret = param("secret");
        page::data(move || api::ShowInvitation { secret: secret() })
    };
    /// My real name.
    RealNameRoute(RealName) => page::data(|| api::ShowRealName {});
    /// The staff's table.
    TableRoute(Table) => {
        let query = use_query_map();
        page::data(move || {
            let map = query.get();
            let get = |name: &str| map.get(name).unwrap_or_default();
            let query =
                OrganisationQuery { q: get("q"), state: get("state"), region: get("region"), after: get("after") };
            api::ListOrganisations { query }
        })
    };
    /// An organisation, for the staff.
    CaseRoute(Case) => {
        let organisation = param("organisation");
        page::data(move || api::ShowOrganisationCase { organisation: organisation() })
    };
    /// A real name, for the staff.
    RealNameCaseRoute(RealNameCase) => {
        let account = param("account");
        page::data(move || api::ShowRealNameCase { account: account() })
    };
}

fn param(name: &'static str) -> impl Fn() -> String + Send + Sync + 'static {
    let params = use_params_map();
    move || params.with(|params| params.get(name)).unwrap_or_default()
}

/// A page of the area, which comes as one part of the program.
enum Page {
    Mine,
    Register,
    One,
    Join,
    RealName,
    Table,
    Case,
    RealNameCase,
}

#[lazy]
fn organisation_page(page: Page, data: Data, show: Show) -> AnyView {
    match page {
        Page::Mine => show(data, |json| Ok(mine::page(&page::read(json)?)), Some(me::signed_out)),
        Page::Register => show(data, |json| Ok(mine::register(&page::read(json)?)), Some(me::signed_out)),
        Page::One => show(data, |json| Ok(one::page(&page::read(json)?)), Some(me::signed_out)),
        Page::Join => show(data, |json| Ok(one::join(&page::read(json)?)), Some(me::signed_out)),
        Page::RealName => show(data, |json| Ok(real_name::page(&page::read(json)?)), Some(me::signed_out)),
        Page::Table => show(data, |json| Ok(cases::list(&page::read(json)?)), Some(console::signed_out)),
        Page::Case => show(data, |json| Ok(cases::organisation(&page::read(json)?)), Some(console::signed_out)),
        Page::RealNameCase => show(data, |json| Ok(cases::real_name(&page::read(json)?)), Some(console::signed_out)),
    }
}
