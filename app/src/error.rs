//! One error for every call from a page: a variant for each area, and one for the way there.

use domain::{
    error::{ErrorKind, Refused},
    gig::GigError,
    identity::IdentityError,
};
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// Why a call gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// Identity said no.
    Identity(IdentityError),
    /// The gig market said no.
    Gig(GigError),
    /// Any other area said no.
    Refused(Refused),
    /// The call itself could not be read.
    Unreadable,
    /// The server was not reached, or its answer could not be read.
    Transport,
}

impl AppError {
    /// What kind of refusal this is; the server sets the HTTP status from it.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Identity(error) => error.kind(),
            Self::Gig(error) => error.kind(),
            Self::Refused(refused) => refused.kind(),
            Self::Unreadable => ErrorKind::Invalid,
            Self::Transport => ErrorKind::Busy,
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Identity(_) => "identity",
            Self::Gig(_) => "gig",
            Self::Refused(_) => "refused",
            Self::Unreadable => "unreadable",
            Self::Transport => "transport",
        })
    }
}

impl std::error::Error for AppError {}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Unreadable
            }
            _ => Self::Transport,
        }
    }
}

impl From<GigError> for AppError {
    fn from(error: GigError) -> Self {
        Self::Gig(error)
    }
}

impl From<IdentityError> for AppError {
    fn from(error: IdentityError) -> Self {
        Self::Identity(error)
    }
}

impl From<Refused> for AppError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}
