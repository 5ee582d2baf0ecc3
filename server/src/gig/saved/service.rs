//! The service of kept searches and postings: one's own, written under the lock of one's own row.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use domain::{
    error::{Problem, Refused},
    gig::{
        GigQuery,
        facet::group_number,
        saved::{
            self, Alert, AlertDraft, DIGEST_FROM, KeepDraft, Kept, PostingShift, SavedPage, SavedPosting, SavedSearch,
            SavedService, SearchState,
        },
    },
    id::{AccountId, SavedSearchId},
    identity::Actor,
    occupation::OccupationCode,
    page::Count,
    place::Plane,
    region::RegionCode,
    when::Moment,
};
use futures::future::BoxFuture;

use super::queries::{self, KeptPosting, KeptSearch, NewSearch};
use crate::{
    clock::Clock,
    gig::{
        find::Search,
        listing::{Listing, Listings},
        queries::lock_worker,
        refine,
    },
    reference::Reference,
    search,
    store::{Db, Fault, Key, Store, refused, unreachable},
    trail,
};

/// Kept searches and postings over a store.
pub struct Service {
    /// The database.
    pub store: Store,
    /// Time and ids.
    pub clock: Clock,
    /// Regions and occupations.
    pub reference: Arc<Reference>,
    /// Numbers of the list.
    pub listings: Listings,
}

type Refusal = Fault<Refused>;

/// Who writes, and when.
#[derive(Clone)]
struct Doing {
    account: AccountId,
    actor: String,
    clock: Clock,
}

impl Doing {
    /// Locks the person's row until the end of the transaction, so that their writes follow each other.
    async fn lock(&self, db: &mut Db) -> Result<(), Refusal> {
        lock_worker(db, self.account).await?.map(drop).ok_or(Fault::Refused(Refused::SignedOut))
    }

    async fn note(&self, db: &mut Db, action: &str) -> Result<(), Refusal> {
        let (id, now) = (self.clock.id(), self.clock.now());
        Ok(trail::audit(db, id, &self.actor, action, self.account.into(), now).await?)
    }
}

fn too_many(field: &str, most: u32) -> Refusal {
    Fault::Refused(Refused::field(field, Problem::TooManyViews(most)))
}

impl Service {
    fn doing(&self, actor: &Actor) -> Result<Doing, Refused> {
        let account = actor.account().ok_or(Refused::SignedOut)?;
        Ok(Doing { account, actor: trail::actor_word(actor), clock: self.clock.clone() })
    }

    async fn write<T, F>(&self, work: F) -> Result<T, Refused>
    where
        F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Refusal>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        self.store.write(work).await.map_err(refused)
    }

    /// The search as it is kept: codes that mean nothing here are left out, as the list leaves them out.
    fn new_search(&self, account: AccountId, query: &GigQuery) -> Option<NewSearch> {
        let now = self.clock.now();
        let (mut filter, mut problems) = query.parse(now);
        refine::check(&self.reference, &mut filter, &mut problems);
        let county = filter.region.as_ref().and_then(|region| region.county()?.parse().ok());
        let group = filter.occupation.as_deref().and_then(group_number);
        Some(NewSearch {
            id: SavedSearchId(self.clock.id()),
            account,
            query: serde_json::to_string(&saved::written(query, &filter)).ok()?,
            county: county.unwrap_or(0),
            group: group.map_or(0, i64::from),
            at: now,
        })
    }

    /// What a search is called, how it stands and how many shifts it finds.
    async fn search(&self, db: &mut Db, listing: &Listing, kept: KeptSearch) -> Result<SavedSearch, sqlx::Error> {
        let now = self.clock.now();
        let (mut filter, mut problems) = kept.query.parse(now);
        refine::check(&self.reference, &mut filter, &mut problems);
        let state = match () {
            () if !problems.is_empty() => SearchState::Unclear,
            () if saved::over(&filter, now) => SearchState::Over,
            () => SearchState::Current,
        };
        let finds = if state == SearchState::Current {
            let understood = search::understand(&self.reference, &filter.words);
            let words = understood.as_ref().map(|understood| &understood.words);
            let origin = Plane::at(self.reference.point_of(&self.reference.city().code));
            Search { listing, filter: &filter, words, origin, now }.total(db).await?
        } else {
            Count::default()
        };
        let occupation = filter.occupation.as_deref().map(|stem| self.occupation(stem)).unwrap_or_default();
        let place = filter.region.as_ref().map(|region| self.reference.place_name(region)).unwrap_or_default();
        Ok(SavedSearch { id: kept.id, query: kept.query, place, occupation, alert: kept.alert, state, finds })
    }

    fn occupation(&self, stem: &str) -> String {
        let one = OccupationCode::parse(stem).and_then(|code| Some(self.reference.occupation(&code)?.name.clone()));
        one.or_else(|| self.reference.group_name(stem.get(..4)?)).unwrap_or_else(|| stem.to_owned())
    }

    fn posting(&self, kept: KeptPosting, shifts: &[PostingShift]) -> SavedPosting {
        let (standing, shift) = saved::standing(shifts, self.clock.now());
        let region = RegionCode::parse(&kept.region);
        SavedPosting {
            posting: kept.posting_id.into(),
            title: kept.title,
            employer: kept.employer,
            place: region.map(|region| self.reference.place_name(&region)).unwrap_or_default(),
            standing,
            shift,
        }
    }

    async fn read(&self, account: AccountId) -> Result<SavedPage, sqlx::Error> {
        let (mut db, listing) = (self.store.read().await?, self.listings.get());
        let mut searches = Vec::new();
        for kept in queries::searches_of(&mut db, account).await? {
            searches.push(self.search(&mut db, &listing, kept).await?);
        }
        let mut shifts: HashMap<Key, Vec<PostingShift>> = HashMap::new();
        for (posting, shift) in queries::shifts_of_kept(&mut db, account).await? {
            shifts.entry(posting).or_default().push(shift);
        }
        let postings = queries::postings_of(&mut db, account).await?.into_iter();
        let postings = postings.map(|kept| {
            let own = shifts.remove(&kept.posting_id).unwrap_or_default();
            self.posting(kept, &own)
        });
        Ok(SavedPage { now: self.clock.now(), searches, postings: postings.collect() })
    }
}

#[async_trait]
impl SavedService for Service {
    async fn page(&self, actor: &Actor) -> Result<SavedPage, Refused> {
        self.read(self.doing(actor)?.account).await.map_err(|error| unreachable(&error))
    }

    async fn keep_search(&self, actor: &Actor, query: GigQuery) -> Result<(), Refused> {
        let doing = self.doing(actor)?;
        let new = self.new_search(doing.account, &query).ok_or(Refused::Busy)?;
        let written = self.write(move |db| {
            let (doing, new) = (doing.clone(), new.clone());
            Box::pin(async move {
                doing.lock(db).await?;
                if !queries::insert_search(db, &new).await? {
                    return Ok(());
                }
                if queries::count_searches(db, doing.account).await? > i64::from(saved::SEARCHES) {
                    return Err(too_many("search", saved::SEARCHES));
                }
                doing.note(db, "search.kept").await
            })
        });
        written.await
    }

    async fn set_alert(&self, actor: &Actor, draft: AlertDraft) -> Result<(), Refused> {
        let (doing, chosen) = (self.doing(actor)?, draft.parse()?);
        let written = self.write(move |db| {
            let doing = doing.clone();
            Box::pin(async move {
                let now = doing.clock.now();
                // Whoever chooses it after the morning's hour has seen the day.
                let told = now.day_number() - i64::from(now.minute_of_day() < DIGEST_FROM);
                if !queries::set_alert(db, doing.account, chosen, told).await? {
                    return Err(Fault::Refused(Refused::Missing));
                }
                let action = if chosen.1 == Alert::Off { "search.silenced" } else { "search.watched" };
                doing.note(db, action).await
            })
        });
        written.await
    }

    async fn forget_search(&self, actor: &Actor, search: SavedSearchId) -> Result<(), Refused> {
        let doing = self.doing(actor)?;
        let written = self.write(move |db| {
            let doing = doing.clone();
            Box::pin(async move {
                if !queries::delete_search(db, doing.account, search).await? {
                    return Err(Fault::Refused(Refused::Missing));
                }
                doing.note(db, "search.forgotten").await
            })
        });
        written.await
    }

    async fn keep_posting(&self, actor: &Actor, draft: KeepDraft) -> Result<(), Refused> {
        let (doing, (kept, keep)) = (self.doing(actor)?, draft.parse()?);
        let written = self.write(move |db| {
            let doing = doing.clone();
            Box::pin(async move { keep_one(db, &doing, kept, keep).await })
        });
        written.await
    }
}

async fn keep_one(db: &mut Db, doing: &Doing, kept: Kept, keep: bool) -> Result<(), Refusal> {
    let posting = match kept {
        Kept::Posting(posting) => Key::from(posting),
        Kept::OfShift(shift) => queries::posting_of(db, shift).await?.ok_or(Fault::Refused(Refused::Missing))?,
    };
    if !keep {
        let there = queries::delete_posting(db, doing.account, posting).await?;
        return if there { doing.note(db, "posting.unkept").await } else { Ok(()) };
    }
    doing.lock(db).await?;
    let now: Moment = doing.clock.now();
    if !queries::insert_posting(db, doing.account, posting, now).await? {
        let kept = queries::keeps(db, doing.account, posting.into()).await?;
        return if kept { Ok(()) } else { Err(Fault::Refused(Refused::Missing)) };
    }
    if queries::count_postings(db, doing.account).await? > i64::from(saved::POSTINGS) {
        return Err(too_many("keep", saved::POSTINGS));
    }
    doing.note(db, "posting.kept").await
}
