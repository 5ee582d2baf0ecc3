//! Organisations: employers, training institutions and bases, with members; and real names, verified in the same way.

mod draft;
mod model;
mod real_name;
mod service;

pub use draft::{
    Decision, DecisionDraft, InviteDraft, MemberDraft, OrganisationDraft, RealNameDraft, Registration, RevealDraft,
};
pub use model::{
    Invited, Member, MemberRole, MyOrganisation, MyOrganisations, OpenInvitation, Organisation, OrganisationCase,
    OrganisationKind, OrganisationPage, Warning, public_name,
};
pub use real_name::{RealNameCase, RealNamePage, masked_name};
pub use service::OrganisationService;
