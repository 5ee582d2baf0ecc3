//! The gig market: postings and their shifts, finding them, and holding a seat.

pub mod arrears;
pub mod attendance;
pub mod case;
mod draft;
pub mod employer;
mod error;
pub mod evidence;
pub mod facet;
pub mod filling;
pub mod fit;
pub mod hours;
pub mod matching;
mod model;
pub mod posting;
pub mod rating;
pub mod reliability;
pub mod rules;
pub mod saved;
mod service;
pub mod settlement;
mod state;
mod view;

pub use draft::{ClaimDraft, Filter, GigQuery, LeaveDraft, OfferDraft, Sort};
pub use error::{Collision, GigError, Refusal};
pub use model::{Benefit, Benefits, EmployerKind, Filling, PayRule, PayUnit, SettlementTerm, ShiftState};
pub use posting::{Posting, PostingDraft, ShiftDraft, ShiftPlan};
pub use service::GigService;
pub use state::{ClaimMove, ClaimState, LeaveReason};
pub use view::{
    Board, Contact, DateWord, EmployerView, Facets, GigList, MyClaim, MyShift, MyShifts, OccupationFacet, RegionFacet,
    SeatsNow, ShiftCard, ShiftPage, Suggestion, WATCHED, Widening, WideningKind,
};
