//! Everything one may ask of the console's own matters.

use async_trait::async_trait;

use super::{Queue, QueueQuery};
use crate::{error::Refused, identity::Actor};

/// The service of the console.
#[async_trait]
pub trait AdminService: Send + Sync {
    /// What waits for this person of the staff, in their region. Errors: signed out, denied.
    async fn queue(&self, actor: &Actor, query: QueueQuery) -> Result<Queue, Refused>;
}
