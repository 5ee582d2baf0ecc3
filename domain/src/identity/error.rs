//! What can keep somebody from signing in or saving.

use serde::{Deserialize, Serialize};

use crate::error::{ErrorKind, FieldError};

/// Why a request to identity was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum IdentityError {
    /// Something that was typed cannot be accepted.
    #[error("fields cannot be accepted")]
    Fields(Vec<FieldError>),
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// This person may not do this.
    #[error("not allowed")]
    Denied,
    /// There is no such thing, or this person may not know of it.
    #[error("not found")]
    Missing,
    /// It was decided, used or changed by somebody else meanwhile.
    #[error("changed meanwhile")]
    Conflict,
    /// Too many codes or tries; wait this many seconds.
    #[error("too many tries")]
    TooMany {
        /// Seconds to wait.
        wait: u32,
    },
    /// The service cannot answer now.
    #[error("busy")]
    Busy,
}

impl IdentityError {
    /// What kind of refusal this is.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Fields(_) => ErrorKind::Invalid,
            Self::SignedOut => ErrorKind::SignedOut,
            Self::Denied => ErrorKind::Denied,
            Self::Missing => ErrorKind::Missing,
            Self::Conflict => ErrorKind::Conflict,
            Self::TooMany { .. } => ErrorKind::TooMany,
            Self::Busy => ErrorKind::Busy,
        }
    }
}
