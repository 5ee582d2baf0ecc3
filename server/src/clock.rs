//! Time and chance, handed in so that tests can hold them still.

use std::sync::Arc;

use domain::when::Moment;
use jiff::Timestamp;
use uuid::Uuid;

/// Where the service gets the time, its ids and its secrets from.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Moment + Send + Sync>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self { now: Arc::new(|| Moment(Timestamp::now().as_millisecond())) }
    }

    /// A clock that tells what `now` says.
    pub fn from(now: impl Fn() -> Moment + Send + Sync + 'static) -> Self {
        Self { now: Arc::new(now) }
    }

    /// Now.
    pub fn now(&self) -> Moment {
        (self.now)()
    }

    /// A fresh id (UUIDv7, by the machine's clock: ids only need to be new and roughly in order).
    pub fn id(&self) -> Uuid {
        Uuid::now_v7()
    }

    /// A fresh secret: 32 random bytes as 64 hexadecimal digits.
    pub fn secret(&self) -> String {
        use std::fmt::Write;
        rand::random::<[u8; 32]>().iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}
