//! The pages of identity: what each loads, at once, and how they look, when their part of the program is there.

use leptos::prelude::*;
use leptos_router::LazyRoute;

use super::{api, me, profile, sign_in};
use crate::{
    error::AppError,
    ui::page::{self, Data},
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
        page::show(this.0, |json| Box::pin(identity_page(Page::Me, json)), me::failed)
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
        page::show(this.0, |json| Box::pin(identity_page(Page::Profile, json)), me::failed)
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
        identity_page(Page::SignIn, String::new()).await.unwrap_or_else(|error| page::failed(&error))
    }

    async fn preload() {
        #[cfg(target_arch = "wasm32")]
        __preload_identity_page().await;
    }
}

/// A page of the area, which comes as one part of the program.
enum Page {
    Me,
    Profile,
    SignIn,
}

#[lazy]
fn identity_page(page: Page, json: String) -> Result<AnyView, AppError> {
    Ok(match page {
        Page::Me => me::page(page::read(&json)?),
        Page::Profile => profile::page(&page::read(&json)?),
        Page::SignIn => sign_in::page(),
    })
}
