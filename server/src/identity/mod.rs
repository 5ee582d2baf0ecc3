//! Identity on the server.

pub mod organisation;
pub mod privacy;
pub mod queries;
mod service;
pub mod staff;

use domain::{
    identity::{Origin, OriginKind, WorkerProfile},
    place::Point,
    region::RegionCode,
};

pub use service::{Service, token_hash};
use service::{fault, fields, hash, unreachable};

use crate::reference::Reference;

/// From where distances are measured: what the place cookie says (a position or a region), else the home region, else
/// the city's own point.
pub fn origin(reference: &Reference, profile: Option<&WorkerProfile>, place: &str) -> Origin {
    if let Some(point) = Point::parse(place) {
        return Origin { point, kind: OriginKind::Here, name: String::new() };
    }
    let known = |code: &RegionCode| reference.region(code).is_some();
    let at =
        |code: &RegionCode, kind| Origin { point: reference.point_of(code), kind, name: reference.place_name(code) };
    if let Some(code) = RegionCode::parse(place).filter(known) {
        return at(&code, OriginKind::Chosen);
    }
    match profile.and_then(|profile| profile.home.as_ref()).filter(|code| known(code)) {
        Some(home) => at(home, OriginKind::Home),
        None => at(&reference.city().code, OriginKind::City),
    }
}
