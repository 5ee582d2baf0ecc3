//! Rows that every area writes with its own work, in the same transaction: who did what, and what others are told.

mod seal;

pub use seal::{Broken, Verified, seal, verify};

use domain::{identity::Actor, when::Moment};
use sqlx::Error;
use uuid::Uuid;

use self::seal::Row;
use crate::store::{Db, Key, on_engine};

/// Who acts, as the trail has it: `person:<account>` or `system`.
pub fn actor_word(actor: Actor) -> String {
    match actor {
        Actor::Person(account) => format!("person:{account}"),
        Actor::System => "system".to_owned(),
        Actor::Guest => "guest".to_owned(),
    }
}

/// One row of the audit trail, with the mark by which a change of it is found.
pub async fn audit(db: &mut Db, id: Uuid, actor: &str, action: &str, subject: Key, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO audit (id, actor, action, subject, at, mark) VALUES ($1, $2, $3, $4, $5, $6)";
    let row = Row { id: Key(id), actor: actor.to_owned(), action: action.to_owned(), subject, at: at.0 };
    let mark = row.mark(db.keys());
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(row.id).bind(row.actor).bind(row.action).bind(row.subject);
        query.bind(row.at).bind(mark).execute(c).await.map(drop)
    })
}

/// One thing others are told. `topic` says what happened, `subject` to what.
pub async fn tell(db: &mut Db, id: Uuid, topic: &str, subject: Key, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO outbox (id, topic, subject, at) VALUES ($1, $2, $3, $4)";
    on_engine!(db, c => sqlx::query(SQL).bind(Key(id)).bind(topic).bind(subject).bind(at.0).execute(c).await.map(drop))
}
