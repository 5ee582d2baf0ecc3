//! Messages on the server: written by every area with its own work, read in the inbox, sent out by SMS.

pub mod queries;
mod sending;
mod service;

use domain::{
    id::{AccountId, MessageId},
    message::{Content, rules},
};
use sqlx::Error;

pub use sending::Sender;
pub use service::Service;

use crate::{clock::Clock, store::Db};

/// Tells somebody something. Written in the caller's transaction: it is in the inbox when that commits, and on its way
/// by SMS if its kind is worth one.
pub async fn post(db: &mut Db, clock: &Clock, to: AccountId, content: &Content) -> Result<(), Error> {
    let (id, now) = (MessageId(clock.id()), clock.now());
    queries::insert_message(db, id, to, content, now).await?;
    match rules::by_sms(content) {
        Some(sms) => queries::insert_delivery(db, clock.id(), id, rules::send_at(sms, now), now).await,
        None => Ok(()),
    }
}
