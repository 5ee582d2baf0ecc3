//! Rows that every area writes with its own work, in the same transaction: who did what, and what others are told.

mod seal;

pub use seal::{Broken, Verified, seal, verify};

use domain::{identity::Actor, when::Moment};
use sqlx::Error;
use uuid::Uuid;

use self::seal::Row;
use crate::store::{Column, Db, Key, on_engine};

/// Who acts, as the trail has it: `person:<account>`, `staff:<account>`, `staff:<account> for person:<account>`,
/// `system` or `guest`.
pub fn actor_word(actor: &Actor) -> String {
    match actor {
        Actor::Person(account) => format!("person:{account}"),
        Actor::Staff(staff) => format!("staff:{}", staff.account),
        Actor::ActingFor { staff, account } => format!("staff:{} for person:{account}", staff.account),
        Actor::System => "system".to_owned(),
        Actor::Guest => "guest".to_owned(),
    }
}

/// What was done, for the trail.
#[derive(Clone, Debug)]
pub struct Deed<'a> {
    /// Who did it, as [`actor_word`] has it.
    pub actor: &'a str,
    /// What was done: `claimed`, `organisation.verified`.
    pub action: &'a str,
    /// To what.
    pub subject: Key,
    /// Where that lies, for those who watch over a region; empty for what lies nowhere.
    pub region: &'a str,
    /// Why, in the words of whoever did it; empty if nobody asked.
    pub reason: &'a str,
}

/// One row of the audit trail about something that lies nowhere and needs no reason.
pub async fn audit(db: &mut Db, id: Uuid, actor: &str, action: &str, subject: Key, at: Moment) -> Result<(), Error> {
    write(db, id, &Deed { actor, action, subject, region: "", reason: "" }, at).await
}

/// One row of the audit trail, with the mark by which a change of it is found.
pub async fn write(db: &mut Db, id: Uuid, deed: &Deed<'_>, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO audit (id, actor, action, subject, at, region, reason, mark) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let reason = if deed.reason.is_empty() { None } else { Some(db.keys().seal(Column::REASON, id, deed.reason)?) };
    let (actor, action, region) = (deed.actor.to_owned(), deed.action.to_owned(), deed.region.to_owned());
    let row = Row { id: Key(id), actor, action, subject: deed.subject, at: at.0, region, reason };
    let mark = row.mark(db.keys())?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(row.id).bind(row.actor).bind(row.action).bind(row.subject);
        query.bind(row.at).bind(row.region).bind(row.reason).bind(mark).execute(c).await.map(drop)
    })
}

/// One thing others are told. `topic` says what happened, `subject` to what.
pub async fn tell(db: &mut Db, id: Uuid, topic: &str, subject: Key, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO outbox (id, topic, subject, at) VALUES ($1, $2, $3, $4)";
    on_engine!(db, c => sqlx::query(SQL).bind(Key(id)).bind(topic).bind(subject).bind(at.0).execute(c).await.map(drop))
}
