//! Telling at once: what came onto the list is matched with the searches that ask for its county and trade, page by page.
//! Each page is a transaction of its own that notes who was told of what, so that nobody hears of a shift twice, whoever
//! does the work and wherever it was cut off.

use std::collections::HashSet;

use domain::{
    gig::saved::{ALERTS_A_DAY, told_at},
    id::{AccountId, SavedSearchId},
    message::{AboutShift, Content, rules::day_of},
    when::Moment,
};
use sqlx::Error;
use uuid::Uuid;

use super::{
    Alerts, Asked, Written,
    news::{self, Due, NewsRow},
};
use crate::{
    clock::Clock,
    gig::{few_recent, queries as claims},
    identity::queries::count_up,
    message,
    store::{Db, Fault, Key},
};

/// What is new that is looked at in one round.
const ROUND: i64 = 20;
/// Searches or people on one page.
const PAGE: i64 = 200;

/// Why somebody is told.
#[derive(Clone, Copy)]
enum Why {
    /// A search of theirs finds it.
    Search,
    /// They keep the posting.
    Kept,
}

impl Why {
    const fn word(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Kept => "kept",
        }
    }
}

/// A posting with the shifts that are told.
struct News {
    posting: Key,
    title: String,
    tokens: String,
    shifts: Vec<NewsRow>,
    /// Who is in which of them.
    inside: HashSet<(Key, Key)>,
}

/// A shift that somebody is told of.
#[derive(Clone, Copy)]
struct NewShift {
    id: Key,
    starts: Moment,
    /// Its free seats are held for people with few recent shifts.
    held: bool,
}

/// Somebody with the shifts that they are to be told of, the soonest first.
type Told = (Key, Vec<NewShift>);

impl News {
    async fn read(db: &mut Db, due: &Due, now: Moment) -> Result<Option<Self>, Error> {
        let freed = due.kind == "freed";
        let posting = if freed { super::queries::posting_of(db, due.subject.into()).await? } else { Some(due.subject) };
        let Some(posting) = posting else { return Ok(None) };
        let Some((title, tokens)) = news::named(db, posting).await? else { return Ok(None) };
        let mut shifts = news::free_shifts(db, posting, now).await?;
        shifts.retain(|shift| !freed || shift.id == due.subject);
        let Some(first) = shifts.first() else { return Ok(None) };
        if claims::facts(db, first.id.into()).await?.is_none_or(|shift| shift.stopped(now)) {
            // Nobody could take its seats.
            return Ok(None);
        }
        let inside = news::in_shifts(db, posting, now).await?.into_iter().collect();
        Ok(Some(Self { posting, title, tokens, shifts, inside }))
    }

    /// What somebody is told of these shifts; nothing of those that they are in already.
    fn told<'a>(&self, account: Key, shifts: impl Iterator<Item = &'a NewsRow>) -> Option<Told> {
        let shifts = shifts.filter(|shift| !self.inside.contains(&(account, shift.id)));
        let new = |shift: &NewsRow| NewShift {
            id: shift.id,
            starts: Moment(shift.starts_at),
            held: shift.held_back().is_some(),
        };
        let shifts: Vec<NewShift> = shifts.map(new).collect();
        (!shifts.is_empty()).then_some((account, shifts))
    }
}

impl Alerts {
    /// Tells some of what is new; gives how much was looked at.
    pub async fn at_once(&self) -> Result<usize, Error> {
        let due = news::due(&mut self.store.read().await?, self.clock.now(), ROUND).await?;
        for one in &due {
            self.tell(one).await?;
        }
        Ok(due.len())
    }

    async fn tell(&self, due: &Due) -> Result<(), Error> {
        let now = self.clock.now();
        let news = News::read(&mut self.store.read().await?, due, now).await?;
        let Some(news) = news else { return self.settle(due, None).await };
        let first = news.shifts.first().map_or(now, |shift| Moment(shift.starts_at));
        let at = told_at(now, first);
        if at > now {
            return self.settle(due, Some(at)).await;
        }
        if due.kind == "listed" {
            self.tell_searches(&news, now).await?;
        }
        self.tell_keepers(&news).await?;
        // Once held seats come free it is news for those as well who could not take them.
        self.settle(due, news.shifts.iter().filter_map(NewsRow::held_back).min()).await
    }

    /// Ends it, or lets it wait.
    async fn settle(&self, due: &Due, until: Option<Moment>) -> Result<(), Error> {
        let due = due.clone();
        let written = self.store.write(move |db| {
            let due = due.clone();
            Box::pin(async move {
                match until {
                    Some(until) => Ok(news::wait(db, &due, until).await?),
                    None => Ok(news::done(db, &due).await?),
                }
            })
        });
        written.await.map_err(Fault::<std::convert::Infallible>::stored)
    }

    async fn tell_searches(&self, news: &News, now: Moment) -> Result<(), Error> {
        let Some(first) = news.shifts.first().map(NewsRow::facts) else { return Ok(()) };
        let place = (i64::from(first.tally.county), i64::from(first.tally.group));
        let mut after = SavedSearchId(Uuid::nil());
        loop {
            let searches = news::searches_at_once(&mut self.store.read().await?, place, after, PAGE).await?;
            let Some(last) = searches.last() else { return Ok(()) };
            after = last.id;
            let mut told: Vec<Told> = Vec::new();
            for search in &searches {
                let Some(asked) = Asked::of(&self.reference, &search.query, now) else { continue };
                let found = news.shifts.iter().filter(|shift| asked.met_by(&shift.facts(), &news.tokens));
                told.extend(news.told(search.account.into(), found));
            }
            self.write(&news.title, Why::Search, told).await?;
        }
    }

    async fn tell_keepers(&self, news: &News) -> Result<(), Error> {
        let mut after = AccountId(Uuid::nil());
        loop {
            let keepers = news::keepers(&mut self.store.read().await?, news.posting, after, PAGE).await?;
            let Some(last) = keepers.last() else { return Ok(()) };
            after = (*last).into();
            let told = keepers.iter().filter_map(|account| news.told(*account, news.shifts.iter())).collect();
            self.write(&news.title, Why::Kept, told).await?;
        }
    }

    async fn write(&self, title: &str, why: Why, told: Vec<Told>) -> Result<(), Error> {
        if told.is_empty() {
            return Ok(());
        }
        let (clock, title, told) = (self.clock.clone(), title.to_owned(), std::sync::Arc::new(told));
        let written = self.store.write(move |db| {
            let (clock, title, told) = (clock.clone(), title.clone(), told.clone());
            Box::pin(async move {
                for one in told.iter() {
                    tell_one(db, &clock, (&title, why), one).await?;
                }
                Ok(())
            })
        });
        written.await.map_err(Fault::stored)
    }
}

/// Tells somebody of those shifts that they may have a seat of and were not told of before, unless they have heard enough
/// today.
async fn tell_one(db: &mut Db, clock: &Clock, (title, why): (&str, Why), told: &Told) -> Written<()> {
    let (now, (account, shifts)) = (clock.now(), told);
    let mut fresh = Vec::new();
    let few = !shifts.iter().any(|shift| shift.held) || few_recent(db, (*account).into(), now).await?;
    for shift in shifts.iter().filter(|shift| few || !shift.held) {
        if news::note_told(db, *account, shift.id, why.word(), now).await? {
            fresh.push(*shift);
        }
    }
    let Some(NewShift { id, starts, .. }) = fresh.first().copied() else { return Ok(()) };
    let account = AccountId::from(*account);
    if count_up(db, &format!("alert:{account}"), day_of(now)).await? > ALERTS_A_DAY {
        return Ok(());
    }
    let shift = AboutShift { id: id.into(), title: title.to_owned(), starts };
    let content = match why {
        Why::Search => Content::WorkFound { shift, more: u32::try_from(fresh.len() - 1).unwrap_or(u32::MAX) },
        Why::Kept => Content::SeatFree { shift },
    };
    Ok(message::post(db, clock, account, &content).await?)
}
