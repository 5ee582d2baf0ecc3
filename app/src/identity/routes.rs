//! The pages of identity: what each loads, at once.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api;
use crate::{
    parts::route,
    ui::page::{self, Data},
};

fn own_profile() -> Data {
    page::data(|| api::ShowProfile {})
}

fn own_sessions() -> Data {
    page::data(|| api::ListSessions {})
}

fn invitation() -> Data {
    let params = use_params_map();
    page::data(move || api::ShowInvitation { token: params.read().get("token").unwrap_or_default() })
}

route! {
    /// Who I am.
    MeRoute: own_profile(), person Me
}
route! {
    /// What I said about myself.
    ProfileRoute: own_profile(), person Profile
}
route! {
    /// Where I am signed in.
    SessionsRoute: own_sessions(), person Sessions
}
route! {
    /// What is kept of me.
    PrivacyRoute: page::data(|| api::ShowPrivacy {}), person Privacy
}
route! {
    /// Signing in.
    SignInRoute: page::nothing(), person SignIn
}
route! {
    /// Signing in as staff.
    StaffSignInRoute: page::nothing(), person StaffSignIn
}
route! {
    /// Joining the staff.
    JoinRoute: invitation(), person Join
}
route! {
    /// The account of somebody of the staff.
    AccountRoute: own_sessions(), desk Account
}
