//! The pages of identity: what each loads, at once, and how they look, when their part of the program is there.

use leptos::prelude::*;
use leptos_router::LazyRoute;

use super::{api, me, profile, sign_in};
use crate::ui::page::{self, Data, Show};

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

/// A page of the area, which comes as one part of the program.
enum Page {
    Me(Data),
    Profile(Data),
    SignIn,
}

#[lazy]
fn identity_page(page: Page, show: Show) -> AnyView {
    match page {
        Page::Me(data) => show(data, |json| Ok(me::page(page::read(json)?)), Some(me::signed_out)),
        Page::Profile(data) => show(data, |json| Ok(profile::page(&page::read(json)?)), Some(me::signed_out)),
        Page::SignIn => sign_in::page(),
    }
}
