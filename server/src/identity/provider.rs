//! How sign-in codes reach a phone.

use domain::identity::Phone;

/// A way to send codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeProvider {
    /// For development: writes the code to the log and shows it on the page. Refused in production.
    Console,
}

impl CodeProvider {
    /// Sends the code; gives it back if the page may show it.
    pub fn send(self, phone: &Phone, code: &str) -> Option<String> {
        match self {
            Self::Console => {
                tracing::info!(phone = %phone.masked(), code, "a sign-in code");
                Some(code.to_owned())
            }
        }
    }
}
