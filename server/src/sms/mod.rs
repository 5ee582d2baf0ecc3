//! How an SMS leaves the house: sign-in codes and messages go out by the same way.

mod gateway;

use std::sync::Arc;

use domain::identity::Phone;
use uuid::Uuid;

pub use gateway::{Gateway, GatewayError};

use crate::config::{Config, Environment};

/// A way to send SMS.
#[derive(Clone)]
pub enum Sms {
    /// For development: writes them to the log. There is none in production.
    Console,
    /// A gateway that is spoken to over HTTP.
    Http(Arc<Gateway>),
}

/// What became of an SMS that was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It was taken.
    Accepted,
    /// It was not taken, and may be another time.
    NotNow,
    /// It will never be taken.
    Never,
    /// Nobody can say: the line broke, or the gateway failed, after it was asked.
    Unknown,
}

impl Sms {
    /// The way that the settings name; none in production without a gateway.
    pub fn of(config: &Config) -> Result<Option<Self>, GatewayError> {
        if !config.sms_gateway_file.as_os_str().is_empty() {
            return Ok(Some(Self::Http(Arc::new(Gateway::load(&config.sms_gateway_file)?))));
        }
        Ok((config.env == Environment::Development).then_some(Self::Console))
    }

    /// Whether one that is handed over twice under the same reference is sent once.
    pub fn knows_repetitions(&self) -> bool {
        match self {
            Self::Console => true,
            Self::Http(gateway) => gateway.takes_reference(),
        }
    }

    /// Hands over a text for a phone. Neither is ever logged in the open, but for development.
    pub async fn send(&self, phone: &Phone, text: &str, reference: Uuid) -> Sent {
        match self {
            Self::Console => {
                tracing::info!(phone = %phone.masked(), text, "an SMS");
                Sent::Accepted
            }
            Self::Http(gateway) => gateway.send(phone, text, reference).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_no_console_in_production() {
        let developed = Config::default();
        assert!(matches!(Sms::of(&developed), Ok(Some(Sms::Console))));
        let production = Config { env: Environment::Production, ..Config::default() };
        assert!(matches!(Sms::of(&production), Ok(None)));
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sms-gateway.example.toml");
        let with_gateway = Config { sms_gateway_file: file, ..production };
        assert!(matches!(Sms::of(&with_gateway), Ok(Some(Sms::Http(_)))));
        assert!(!with_gateway.print().contains("secret"), "only the file is named");
        let without_file = Config { sms_gateway_file: "nowhere.toml".into(), ..Config::default() };
        let error = Sms::of(&without_file).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("nowhere.toml"), "{error}");
    }
}
