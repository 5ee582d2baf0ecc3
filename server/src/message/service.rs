//! The service of messages: everybody's own inbox.

use async_trait::async_trait;
use domain::{
    error::Refused,
    id::AccountId,
    identity::Actor,
    message::{Inbox, InboxQuery, MessageService, OpenDraft, ReadDraft, SmsDraft},
    page::{Count, Cursor},
};
use futures::future::BoxFuture;

use super::queries;
use crate::{
    clock::Clock,
    store::{Db, Fault, Store, refused, unreachable},
    trail,
};

/// Messages on a page of the inbox.
const PAGE: usize = 30;
/// Unread messages above this are not counted: the badge has two digits.
const COUNTED: u32 = 99;

/// Messages over a store.
pub struct Service {
    /// The database.
    pub store: Store,
    /// Time, ids.
    pub clock: Clock,
}

/// Whose inbox it is. Staff have none while they work.
fn person(actor: &Actor) -> Result<AccountId, Refused> {
    actor.account().ok_or(Refused::SignedOut)
}

async fn unread(db: &mut Db, account: AccountId) -> Result<Count, sqlx::Error> {
    let n = queries::unread(db, account, i64::from(COUNTED) + 1).await?;
    let n = u32::try_from(n).unwrap_or_default();
    Ok(if n > COUNTED { Count::at_least(COUNTED) } else { Count::exactly(n) })
}

impl Service {
    async fn write<T, F>(&self, work: F) -> Result<T, Refused>
    where
        F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Fault<Refused>>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        self.store.write(work).await.map_err(refused)
    }

    async fn read(&self, account: AccountId, query: &InboxQuery) -> Result<Inbox, sqlx::Error> {
        let mut db = self.store.read().await?;
        let most = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
        let mut rows = queries::messages(&mut db, account, query.after(), most).await?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let place = |row: Option<&(Cursor, _)>| row.map(|(cursor, _)| cursor.to_string());
        Ok(Inbox {
            now: self.clock.now(),
            unread: unread(&mut db, account).await?,
            next: place(rows.last()).filter(|_| more),
            newest: place(rows.first()).unwrap_or_default(),
            rows: rows.into_iter().filter_map(|(_, row)| row).collect(),
            sms: queries::choice(&mut db, account).await?,
        })
    }
}

#[async_trait]
impl MessageService for Service {
    async fn inbox(&self, actor: &Actor, query: InboxQuery) -> Result<Inbox, Refused> {
        self.read(person(actor)?, &query).await.map_err(|error| unreachable(&error))
    }

    async fn unread(&self, actor: &Actor) -> Result<Count, Refused> {
        let Some(account) = actor.account() else { return Ok(Count::default()) };
        let count = async { unread(&mut self.store.read().await?, account).await };
        count.await.map_err(|error| unreachable(&error))
    }

    async fn open(&self, actor: &Actor, draft: OpenDraft) -> Result<String, Refused> {
        let (account, message, now) = (person(actor)?, draft.parse()?, self.clock.now());
        let opened = self.write(move |db| {
            Box::pin(async move {
                let content = queries::open(db, account, message, now).await?;
                content.map(|content| content.path()).ok_or(Fault::Refused(Refused::Missing))
            })
        });
        opened.await
    }

    async fn read_all(&self, actor: &Actor, draft: ReadDraft) -> Result<(), Refused> {
        let (account, upto, now) = (person(actor)?, draft.parse()?, self.clock.now());
        let read = self.write(move |db| Box::pin(async move { Ok(queries::read_all(db, account, upto, now).await?) }));
        read.await
    }

    async fn choose_sms(&self, actor: &Actor, draft: SmsDraft) -> Result<(), Refused> {
        let (account, choice) = (person(actor)?, draft.parse()?);
        let (clock, who) = (self.clock.clone(), trail::actor_word(actor));
        let chosen = self.write(move |db| {
            let (clock, who) = (clock.clone(), who.clone());
            Box::pin(async move {
                queries::choose(db, account, choice, clock.now()).await?;
                Ok(trail::audit(db, clock.id(), &who, "sms.chosen", account.into(), clock.now()).await?)
            })
        });
        chosen.await
    }
}
