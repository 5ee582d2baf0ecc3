//! Sending what is due by SMS. Any number of instances may do it, and any of them may die at any moment.
//!
//! A delivery is taken on by one conditional update that counts a try and sets a lease; how it ended is only written by
//! whoever made that try. One whose sender died is due again when the lease ends: a gateway that knows a repetition by
//! its reference is then given it again, so that it is sent exactly once; another gateway is not, so that it is never
//! sent twice.

use std::time::Duration;

use app::text::message;
use domain::{
    error::Refused,
    identity::Phone,
    message::{
        Content, DeliveryState, SmsChoice, Why,
        rules::{self, Verdict},
    },
    setting::{TextLanguage, TextName},
    when::Moment,
};
use futures::future::join_all;

use super::queries::{self, Due, Settled};
use crate::{
    clock::Clock,
    identity,
    setting::Settings,
    sms::{Sent, Sms},
    store::{Db, Fault, Key, Store},
};

/// How often is looked for what is due.
const TICK: Duration = Duration::from_secs(1);
/// How many deliveries are taken on at once.
const BATCH: usize = 32;

/// Sends what is due.
#[derive(Clone)]
pub struct Sender {
    /// The database.
    pub store: Store,
    /// Time and ids.
    pub clock: Clock,
    /// The way out.
    pub sms: Sms,
    /// Where the service is reached from outside, without a slash at the end.
    pub public_url: String,
    /// Settings with a date: the city's own texts.
    pub settings: Settings,
}

/// An SMS that was taken on.
struct Letter {
    id: Key,
    tries: i64,
    phone: Phone,
    text: String,
}

/// What was decided about a delivery.
enum Decided {
    Send(Phone, String),
    Settle(Settled),
}

const fn over(state: DeliveryState, why: Why) -> Settled {
    Settled { state, why: Some(why), due: None }
}

const fn again(due: Moment, uncertain: bool) -> Settled {
    let why = if uncertain { Some(Why::Unknown) } else { None };
    Settled { state: DeliveryState::Queued, why, due: Some(due) }
}

impl Sender {
    /// Runs until the process ends.
    pub async fn run(self) {
        loop {
            tokio::time::sleep(TICK).await;
            loop {
                match self.round().await {
                    Ok(BATCH..) => {}
                    Ok(_) => break,
                    Err(error) => {
                        tracing::error!(%error, "what is due by SMS could not be sent");
                        break;
                    }
                }
            }
        }
    }

    /// Sends some of what is due; gives how many deliveries were looked at.
    pub async fn round(&self) -> Result<usize, Fault<Refused>> {
        let sender = self.clone();
        let (looked_at, letters) = self
            .store
            .write(move |db| {
                let sender = sender.clone();
                Box::pin(async move { sender.take_on(db).await })
            })
            .await?;
        let ends = join_all(letters.into_iter().map(|letter| async move {
            let sent = self.sms.send(&letter.phone, &letter.text, letter.id.0).await;
            (letter.id, letter.tries, self.settled(sent, letter.tries))
        }));
        let ends = ends.await;
        if !ends.is_empty() {
            let now = self.clock.now();
            let written = self.store.write::<_, Refused, _>(move |db| {
                let ends = ends.clone();
                Box::pin(async move {
                    for (id, tries, settled) in ends {
                        queries::settle(db, id, tries, settled, now).await?;
                    }
                    Ok(())
                })
            });
            written.await?;
        }
        Ok(looked_at)
    }

    /// Decides about what is due, and takes on what is to be sent.
    async fn take_on(&self, db: &mut Db) -> Result<(usize, Vec<Letter>), Fault<Refused>> {
        let now = self.clock.now();
        let due = queries::due(db, now, i64::try_from(BATCH).unwrap_or(i64::MAX)).await?;
        let looked_at = due.len();
        let mut letters = Vec::new();
        for one in due {
            let (phone, text) = match self.decide(&one, now) {
                Decided::Send(phone, text) => (phone, text),
                Decided::Settle(settled) => {
                    queries::settle(db, one.id, one.tries, settled, now).await?;
                    continue;
                }
            };
            if !queries::lease(db, one.id, one.tries, Moment(now.0 + rules::LEASE), now).await? {
                continue;
            }
            let tries = one.tries + 1;
            // Counted once for each delivery, and only by whoever holds it.
            if one.tries == 0 && !within_budget(db, &one, now).await? {
                queries::settle(db, one.id, tries, over(DeliveryState::Dropped, Why::Budget), now).await?;
                continue;
            }
            letters.push(Letter { id: one.id, tries, phone, text });
        }
        Ok((looked_at, letters))
    }

    fn decide(&self, due: &Due, now: Moment) -> Decided {
        let drop = |why| {
            let unknown = over(DeliveryState::Failed, Why::Unknown);
            Decided::Settle(if due.uncertain { unknown } else { over(DeliveryState::Dropped, why) })
        };
        if due.uncertain && !self.sms.knows_repetitions() {
            return drop(Why::Unknown);
        }
        if due.tries >= i64::from(rules::TRIES) {
            return drop(Why::Tries);
        }
        let (Some(content), Ok(phone)) = (&due.content, Phone::parse(&due.phone)) else { return drop(Why::Unsayable) };
        let Some(sms) = rules::by_sms(content) else { return drop(Why::Unsayable) };
        match rules::verdict(sms, due.choice, now) {
            Verdict::Send => Decided::Send(phone, self.words(due.choice, content, now)),
            Verdict::Drop(why) => drop(why),
            Verdict::Wait(until) => Decided::Settle(again(until, due.uncertain)),
        }
    }

    /// What the SMS says: the city's own text, or that of the program.
    fn words(&self, choice: SmsChoice, content: &Content, now: Moment) -> String {
        let language = match choice {
            SmsChoice::English => TextLanguage::English,
            SmsChoice::Chinese | SmsChoice::Off => TextLanguage::Chinese,
        };
        let text = content.text().and_then(|kind| self.settings.text(TextName { kind, language }, now));
        message::sms(choice, content, text.as_deref(), now, &self.public_url)
    }

    /// How a delivery goes on after a try.
    fn settled(&self, sent: Sent, tries: i64) -> Settled {
        let tries = u32::try_from(tries).unwrap_or(u32::MAX);
        let next = || rules::next_try(tries, self.clock.now(), rand::random());
        match sent {
            Sent::Accepted => Settled { state: DeliveryState::Accepted, why: None, due: None },
            Sent::NotNow => next().map_or(over(DeliveryState::Failed, Why::Tries), |due| again(due, false)),
            Sent::Never => over(DeliveryState::Failed, Why::Rejected),
            Sent::Unknown => {
                let next = next().filter(|_| self.sms.knows_repetitions());
                next.map_or(over(DeliveryState::Failed, Why::Unknown), |due| again(due, true))
            }
        }
    }
}

/// Counts one more SMS of the day for its person; false if that is more than a day allows.
async fn within_budget(db: &mut Db, due: &Due, now: Moment) -> Result<bool, sqlx::Error> {
    let name = format!("sms:{}", due.account);
    let count = identity::queries::count_up(db, &name, rules::day_of(now)).await?;
    Ok(count <= rules::SMS_A_DAY)
}
