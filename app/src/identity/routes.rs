//! The pages of identity: what each loads, at once, and how they look, when their part of the program is there.

use leptos::prelude::*;
use leptos_router::LazyRoute;

use super::{api, me, profile, sign_in};
use crate::ui::page::{self, Data};

/// A page of the area, which comes as one part of the program.
enum Page {
    Me(Data),
    Profile(Data),
    SignIn,
}

#[lazy]
fn show_identity(page: Page) -> AnyView {
    match page {
        Page::Me(data) => page::show(data, |json| Ok(me::page(page::read(json)?)), me::failed),
        Page::Profile(data) => page::show(data, |json| Ok(profile::page(&page::read(json)?)), me::failed),
        Page::SignIn => sign_in::page(),
    }
}

/// Fetches that part while the data is loading.
#[cfg(target_arch = "wasm32")]
async fn preload_identity() {
    __preload_show_identity().await;
}

/// On the server there is nothing to fetch.
#[cfg(not(target_arch = "wasm32"))]
fn preload_identity() -> std::future::Ready<()> {
    std::future::ready(())
}

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
        show_identity(Page::Me(this.0)).await
    }

    async fn preload() {
        preload_identity().await;
    }
}

/// What I said about myself.
pub struct ProfileRoute(Data);

impl LazyRoute for ProfileRoute {
    fn data() -> Self {
        Self(own_profile())
    }

    async fn view(this: Self) -> AnyView {
        show_identity(Page::Profile(this.0)).await
    }

    async fn preload() {
        preload_identity().await;
    }
}

/// Signing in.
pub struct SignInRoute;

impl LazyRoute for SignInRoute {
    fn data() -> Self {
        Self
    }

    async fn view(_this: Self) -> AnyView {
        show_identity(Page::SignIn).await
    }

    async fn preload() {
        preload_identity().await;
    }
}
