//! The pages of identity: what each loads, at once, and how they look, when their part of the program is there.

use domain::identity::staff::Invitation;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_params_map};

use super::{api, me, profile, sessions, sign_in, staff};
use crate::{
    layout::console,
    ui::page::{self, Data, Show},
};

fn own_profile() -> Data {
    page::data(|| api::ShowProfile {})
}

/// Who I am.
pub struct MeRoute(Data);

impl LazyRoute for MeRoute {
    fn data() -> Self {
        Self(own_profile())
    }

    async fn view(this: Self) -> AnyView {
        identity_page(Page::Me(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_identity_page().await;
    }
}

/// What I said about myself.
pub struct ProfileRoute(Data);

impl LazyRoute for ProfileRoute {
    fn data() -> Self {
        Self(own_profile())
    }

    async fn view(this: Self) -> AnyView {
        identity_page(Page::Profile(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_identity_page().await;
    }
}

/// Signing in.
pub struct SignInRoute;

impl LazyRoute for SignInRoute {
    fn data() -> Self {
        Self
    }

    async fn view(_this: Self) -> AnyView {
        identity_page(Page::SignIn, page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_identity_page().await;
    }
}

/// Where one is signed in.
pub struct SessionsRoute(Data);

impl LazyRoute for SessionsRoute {
    fn data() -> Self {
        Self(page::data(|| api::ListSessions {}))
    }

    async fn view(this: Self) -> AnyView {
        identity_page(Page::Sessions(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_identity_page().await;
    }
}

/// The account of somebody of the staff.
pub struct AccountRoute(Data);

impl LazyRoute for AccountRoute {
    fn data() -> Self {
        Self(page::data(|| api::ListSessions {}))
    }

    async fn view(this: Self) -> AnyView {
        identity_page(Page::Account(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_identity_page().await;
    }
}

/// Joining the staff.
pub struct JoinRoute(Data);

impl LazyRoute for JoinRoute {
    fn data() -> Self {
        let params = use_params_map();
        Self(page::data(move || api::ShowInvitation { token: params.read().get("token").unwrap_or_default() }))
    }

    async fn view(this: Self) -> AnyView {
        identity_page(Page::Join(this.0), page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_identity_page().await;
    }
}

/// Signing in as staff.
pub struct StaffSignInRoute;

impl LazyRoute for StaffSignInRoute {
    fn data() -> Self {
        Self
    }

    async fn view(_this: Self) -> AnyView {
        identity_page(Page::StaffSignIn, page::show).await
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_identity_page().await;
    }
}

/// A page of the area, which comes as one part of the program.
enum Page {
    Me(Data),
    Profile(Data),
    SignIn,
    Sessions(Data),
    Account(Data),
    Join(Data),
    StaffSignIn,
}

#[lazy]
fn identity_page(page: Page, show: Show) -> AnyView {
    match page {
        Page::Me(data) => show(data, |json| Ok(me::page(page::read(json)?)), Some(me::signed_out)),
        Page::Profile(data) => show(data, |json| Ok(profile::page(&page::read(json)?)), Some(me::signed_out)),
        Page::SignIn => sign_in::page(),
        Page::Sessions(data) => show(data, |json| Ok(sessions::page(&page::read(json)?)), Some(me::signed_out)),
        Page::Account(data) => {
            show(data, |json| Ok(sessions::staff_page(&page::read(json)?)), Some(console::signed_out))
        }
        Page::Join(data) => show(data, |json| Ok(staff::join(page::read::<Option<Invitation>>(json)?.as_ref())), None),
        Page::StaffSignIn => staff::sign_in(),
    }
}
