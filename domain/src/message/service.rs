//! Everything one may ask about messages.

use async_trait::async_trait;

use super::{Inbox, InboxQuery, OpenDraft, ReadDraft, SmsDraft};
use crate::{error::Refused, identity::Actor, page::Count};

/// The service of messages. Everybody has one inbox, their own.
#[async_trait]
pub trait MessageService: Send + Sync {
    /// One's own inbox. Errors: signed out.
    async fn inbox(&self, actor: &Actor, query: InboxQuery) -> Result<Inbox, Refused>;
    /// How many of one's own messages are unread, as far as is worth counting; none for those without an inbox.
    async fn unread(&self, actor: &Actor) -> Result<Count, Refused>;
    /// Opens a message of one's own: it is read now. Gives the page of what it is about. Errors: signed out, missing.
    async fn open(&self, actor: &Actor, draft: OpenDraft) -> Result<String, Refused>;
    /// Marks one's own messages as read, up to the newest that was shown. Errors: signed out, fields.
    async fn read_all(&self, actor: &Actor, draft: ReadDraft) -> Result<(), Refused>;
    /// Chooses whether messages come by SMS as well. Errors: signed out, fields.
    async fn choose_sms(&self, actor: &Actor, draft: SmsDraft) -> Result<(), Refused>;
}
