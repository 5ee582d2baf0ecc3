//! The pages of identity: what each loads, at once, and how it looks, when its part of the program is there.

use domain::identity::Profile;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::{api, me, profile, sign_in};
use crate::ui::page::{self, Data};

/// Who I am.
pub struct MeRoute(Data<Profile>);

#[lazy_route]
impl LazyRoute for MeRoute {
    fn data() -> Self {
        Self(own_profile())
    }

    fn view(this: Self) -> AnyView {
        page::show(this.0, me::page, me::failed)
    }
}

/// What I said about myself.
pub struct ProfileRoute(Data<Profile>);

#[lazy_route]
impl LazyRoute for ProfileRoute {
    fn data() -> Self {
        Self(own_profile())
    }

    fn view(this: Self) -> AnyView {
        page::show(this.0, profile::page, me::failed)
    }
}

fn own_profile() -> Data<Profile> {
    page::data(|| (), |()| api::show_profile())
}

/// Signing in.
pub struct SignInRoute;

#[lazy_route]
impl LazyRoute for SignInRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        sign_in::page()
    }
}
