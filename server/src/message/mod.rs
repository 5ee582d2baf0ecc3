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

use crate::{
    clock::Clock,
    store::{Cell, Db, insert_many},
};

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

/// Tells many people something that is worth no SMS, in a few statements.
pub async fn post_many(db: &mut Db, clock: &Clock, all: &[(AccountId, Content)]) -> Result<(), Error> {
    const MESSAGE: &str = "message (id, account_id, body, at)";
    let now = clock.now();
    let row = |(to, content): &(AccountId, Content)| {
        let body = serde_json::to_string(content).map_err(|error| Error::Encode(error.into()))?;
        Ok(vec![Cell::Id(clock.id()), Cell::Id(to.0), Cell::Text(body), Cell::Number(now.0)])
    };
    let rows: Vec<Vec<Cell>> = all.iter().map(row).collect::<Result<_, Error>>()?;
    insert_many(db, MESSAGE, &rows).await
}
