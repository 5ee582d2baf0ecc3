//! The gig market's service: asks the rules, does the work in one transaction, answers.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    gig::{
        Board, ClaimDraft, ClaimState, Contact, EmployerView, Filter, GigError, GigList, GigQuery, GigService,
        LeaveDraft, LeaveReason, MyClaim, MyShift, MyShifts, OfferDraft, ShiftCard, ShiftPage, ShiftState, Suggestion,
        fit, rules,
    },
    id::{AccountId, ClaimId, ShiftId},
    identity::{Actor, Origin, OriginKind, Right, WorkerProfile},
    place::{Distance, Plane},
    when::Moment,
};

use super::{
    cards::{self, Viewer},
    claiming::{self, Doing, Keyed},
    find::{Found, PAGE, Search},
    json_ld,
    listing::{Listing, Listings},
    refine, rows, saved,
    standing::{Standings, Told},
};
use crate::{
    clock::Clock,
    identity,
    reference::Reference,
    search,
    setting::Settings,
    store::{Db, Fault, Key, Store},
    web::Live,
};

/// The gig market over a store.
pub struct Service {
    /// The database.
    pub store: Store,
    /// Time, ids, secrets.
    pub clock: Clock,
    /// Regions and occupations.
    pub reference: Arc<Reference>,
    /// Numbers of the list.
    pub listings: Listings,
    /// What is told of large employers.
    pub standings: Standings,
    /// Told after every change, so that pages hear of it at once.
    pub live: Live,
    /// Where the service is reached from outside, without a slash at the end.
    pub public_url: String,
    /// Working time and whatever else is set with a date.
    pub settings: Settings,
}

/// Storage errors are logged with what was asked; the person is told that the service is busy.
fn busy(error: &sqlx::Error) -> GigError {
    tracing::error!(%error, "the gig market could not reach its storage");
    GigError::Busy
}

pub(super) fn fault(fault: Fault<GigError>) -> GigError {
    match fault {
        Fault::Store(error) => busy(&error),
        Fault::Refused(error) => error,
    }
}

impl Service {
    async fn read(&self) -> Result<Db, GigError> {
        self.store.read().await.map_err(|error| busy(&error))
    }

    /// The answer of a write; pages that watch are told at once.
    fn told<T>(&self, written: Result<T, Fault<GigError>>) -> Result<T, GigError> {
        self.live.nudge();
        written.map_err(fault)
    }

    fn doing(&self, actor: &Actor) -> Doing {
        Doing { actor: actor.clone(), clock: self.clock.clone() }
    }

    async fn profile(&self, db: &mut Db, actor: &Actor) -> Result<Option<WorkerProfile>, GigError> {
        match actor.account() {
            Some(account) => identity::queries::profile(db, account).await.map_err(|error| busy(&error)),
            None => Ok(None),
        }
    }

    async fn find(
        &self,
        db: &mut Db,
        viewer: &Viewer<'_>,
        filter: &Filter,
        words: Option<&crate::store::Words>,
    ) -> Result<Found, sqlx::Error> {
        let search =
            Search { listing: viewer.listing, filter, words, origin: Plane::at(viewer.origin.point), now: viewer.now };
        let score = |hit: &rows::Hit| {
            let metres = viewer.origin.point.metres_to(rows::point(hit.lat, hit.lng));
            let distance = Distance { metres, rough: viewer.origin.kind.rough() };
            let county = hit.tally / 2_000 % 1_000_000;
            let (hourly, same_day) = (domain::money::Fen(hit.hourly), hit.tally % 2 == 1);
            fit::score(&viewer.facts(distance, hit.trade, county, hourly, Moment(hit.starts_at), same_day))
        };
        search.run(db, score).await
    }

    /// Shifts like this one: of the same group of occupations, nearest to it, on any day.
    async fn similar(
        &self,
        db: &mut Db,
        viewer: &Viewer<'_>,
        page: &Similar<'_>,
    ) -> Result<Vec<ShiftCard>, sqlx::Error> {
        let query = GigQuery { occupation: page.group.to_owned(), ..GigQuery::default() };
        let (filter, _) = query.parse(viewer.now);
        let search = Search {
            listing: viewer.listing,
            filter: &filter,
            words: None,
            origin: Plane::at(page.origin),
            now: viewer.now,
        };
        let found = search.run(db, |_| 0).await?;
        let ids: Vec<Key> = found.hits.iter().map(|hit| hit.id).filter(|id| *id != page.shift).take(5).collect();
        let mut cards = viewer.cards(db, &ids).await?;
        cards.retain(|card| card.state == ShiftState::Open);
        cards.truncate(3);
        Ok(cards)
    }

    async fn page(&self, actor: &Actor, place: &str, shift: ShiftId) -> Result<ShiftPage, GigError> {
        let mut db = self.read().await?;
        let profile = self.profile(&mut db, actor).await?;
        let origin = identity::origin(&self.reference, profile.as_ref(), place);
        let (listing, now) = (self.listings.get(), self.clock.now());
        let viewer = self.viewer(&listing, &origin, profile.as_ref(), actor, now);
        let since = Moment(now.0 - 30 * Moment::DAY);
        let read = async {
            let Some((row, card)) = viewer.card_of(&mut db, shift).await? else { return Ok(None) };
            let Some(detail) = cards::detail(&mut db, shift, since, now).await? else { return Ok(None) };
            let confirmed = card.mine.as_ref().is_some_and(|mine| mine.state == ClaimState::Confirmed);
            let contact = cards::contact(&db, &detail, confirmed)?;
            let like = Similar {
                shift: row.id,
                group: row.occupation.get(..4).unwrap_or_default(),
                origin: rows::point(row.lat, row.lng),
            };
            let similar = self.similar(&mut db, &viewer, &like).await?;
            let kept = match actor.account() {
                Some(account) => saved::queries::keeps(&mut db, account, card.posting).await?,
                None => false,
            };
            let told = self.standings.of(&mut db, detail.employer_id.into(), now).await?;
            Ok(Some(((row, card), (detail, contact, told), similar, kept)))
        };
        let ((row, card), detail, similar, kept) =
            read.await.map_err(|error: sqlx::Error| busy(&error))?.ok_or(GigError::Missing)?;
        Ok(ShiftPage { kept, ..self.assemble(&row, card, detail, similar, origin, now) })
    }

    fn assemble(
        &self,
        row: &rows::CardRow,
        card: ShiftCard,
        (detail, contact, told): (rows::DetailRow, Option<Contact>, Told),
        similar: Vec<ShiftCard>,
        origin: Origin,
        now: Moment,
    ) -> ShiftPage {
        let kind = detail.kind();
        let occupation = domain::occupation::OccupationCode::parse(&row.occupation);
        let occupation = occupation.and_then(|code| Some(self.reference.occupation(&code)?.name.clone()));
        let url = format!("{}/gigs/{}", self.public_url, card.id);
        let opens = Moment(detail.opens_at);
        let mut page = ShiftPage {
            duties: detail.duties,
            occupation: occupation.unwrap_or_default(),
            least_age: i32::try_from(detail.least_age).unwrap_or(i32::MAX),
            requirements: detail.requirements,
            pay: row.pay(),
            paid_minutes: row.paid_minutes(),
            break_minutes: row.break_minutes,
            address: detail.address,
            point: rows::point(row.lat, row.lng),
            pinned: row.pinned,
            employer: EmployerView {
                name: row.employer.clone(),
                kind,
                verified: row.verified(now),
                recent: rows::count(detail.recent),
                ratings: told.ratings,
                standing: told.standing,
            },
            contact,
            opens: (opens > now).then_some(opens),
            leave_until: leave_until(&card),
            published: Moment(detail.published_at),
            origin,
            kept: false,
            similar,
            json_ld: String::new(),
            url,
            key: self.clock.id().simple().to_string(),
            now,
            signed_in: card.mine.is_some(),
            for_others: false,
            held: (detail.held > 0 && now.0 < detail.held_until)
                .then(|| (rows::count(detail.held), Moment(detail.held_until))),
            card,
        };
        page.json_ld = json_ld::job_posting(&page, &self.reference, &row.region);
        page
    }

    fn viewer<'a>(
        &'a self,
        listing: &'a Listing,
        origin: &'a Origin,
        profile: Option<&'a WorkerProfile>,
        actor: &Actor,
        now: Moment,
    ) -> Viewer<'a> {
        Viewer { reference: &self.reference, listing, origin, profile, account: actor.account(), now }
    }

    pub(super) async fn listed(&self, actor: &Actor, place: &str, query: GigQuery) -> Result<GigList, GigError> {
        let mut db = self.read().await?;
        let profile = self.profile(&mut db, actor).await?;
        let (listing, now) = (self.listings.get(), self.clock.now());
        let (mut filter, mut problems) = query.parse(now);
        refine::check(&self.reference, &mut filter, &mut problems);
        let origin = match filter.near {
            Some(point) => Origin { point, kind: OriginKind::Here, name: String::new() },
            None => identity::origin(&self.reference, profile.as_ref(), place),
        };
        let viewer = self.viewer(&listing, &origin, profile.as_ref(), actor, now);
        let understood = search::understand(&self.reference, &filter.words);
        let words = understood.as_ref().map(|understood| &understood.words);
        let answer = async {
            let found = self.find(&mut db, &viewer, &filter, words).await?;
            let ids: Vec<Key> = found.hits.iter().map(|hit| hit.id).collect();
            let items = viewer.cards(&mut db, &ids).await?;
            let widenings = if found.counted.total.n == 0 {
                let search = Search { listing: &listing, filter: &filter, words, origin: Plane::at(origin.point), now };
                refine::widenings(&mut db, &search, &query).await?
            } else {
                Vec::new()
            };
            Ok((found, items, widenings))
        };
        let (found, items, widenings) = answer.await.map_err(|error: sqlx::Error| busy(&error))?;
        debug_assert!(items.len() <= PAGE);
        Ok(GigList {
            problems,
            items,
            total: found.counted.total,
            next: found.next.map(|cursor| cursor.to_string()),
            facets: refine::named(&self.reference, found.counted, filter.region.as_ref()),
            origin: origin.clone(),
            widenings,
            understood: understood
                .map(|u| u.trades.into_iter().map(|trade| trade.name).take(3).collect())
                .unwrap_or_default(),
            key: self.clock.id().simple().to_string(),
            now,
            signed_in: actor.account().is_some(),
            query,
        })
    }

    async fn mine(&self, account: AccountId, place: &str) -> Result<MyShifts, GigError> {
        let actor = Actor::Person(account);
        let mut db = self.read().await?;
        let profile = self.profile(&mut db, &actor).await?;
        let origin = identity::origin(&self.reference, profile.as_ref(), place);
        let (listing, now) = (self.listings.get(), self.clock.now());
        let viewer = self.viewer(&listing, &origin, profile.as_ref(), &actor, now);
        let read = async {
            let claims = cards::my_claims(&mut db, account).await?;
            let mut ids: Vec<Key> = claims.iter().map(|claim| claim.shift_id).collect();
            ids.sort_unstable();
            ids.dedup();
            let cards = viewer.cards(&mut db, &ids).await?;
            let mut shifts = Vec::new();
            for claim in &claims {
                let Some(card) = cards.iter().find(|card| Key::from(card.id) == claim.shift_id) else { continue };
                let Some(detail) = cards::detail(&mut db, card.id, now, now).await? else { continue };
                let Some(state) = ClaimState::parse(&claim.state) else { continue };
                let contact = cards::contact(&db, &detail, state == ClaimState::Confirmed)?;
                shifts.push(my_shift((claim, state), card, detail.address, contact));
            }
            let feed = identity::queries::feed(&mut db, account).await?;
            Ok((shifts, feed))
        };
        let (shifts, feed) = read.await.map_err(|error: sqlx::Error| busy(&error))?;
        let (mut coming, mut past): (Vec<MyShift>, Vec<MyShift>) = shifts
            .into_iter()
            .partition(|one| one.card.mine.as_ref().is_some_and(|m| m.state.active()) && one.card.ends > now);
        coming.sort_by_key(|one| one.card.starts);
        past.truncate(50);
        let feed = feed.map(|secret| format!("{}/calendar/{secret}.ics", self.public_url));
        Ok(MyShifts { coming, past, feed, key: self.clock.id().simple().to_string(), now })
    }
}

/// What "similar" starts from.
struct Similar<'a> {
    shift: Key,
    group: &'a str,
    origin: domain::place::Point,
}

fn my_shift(
    (claim, state): (&cards::MyClaimRow, ClaimState),
    card: &ShiftCard,
    address: String,
    contact: Option<Contact>,
) -> MyShift {
    let mut card = card.clone();
    if !claim.active {
        card.mine = Some(MyClaim { id: claim.id.into(), state, place: None, offered_until: None, changed: false });
    }
    MyShift { leave_until: leave_until(&card), address, contact, card }
}

/// Until when whoever looks at the card may leave freely.
fn leave_until(card: &ShiftCard) -> Moment {
    rules::leave_cutoff(card.starts, card.mine.as_ref().is_some_and(|mine| mine.changed))
}

/// The account of a person; the rest must sign in.
fn person(actor: &Actor) -> Result<AccountId, GigError> {
    actor.account().ok_or(GigError::SignedOut)
}

pub(super) fn keyed(account: AccountId, key: &str) -> Result<Keyed, GigError> {
    let fits = (8..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fits { Ok(Keyed { account, key: key.to_owned() }) } else { Err(GigError::Missing) }
}

#[async_trait]
impl GigService for Service {
    async fn list(&self, actor: &Actor, place: &str, query: GigQuery) -> Result<GigList, GigError> {
        self.listed(actor, place, query).await
    }

    async fn board(&self, _: &Actor, region: &str, after: &str) -> Result<Board, GigError> {
        self.wall(region, after).await
    }

    async fn suggest(&self, _: &Actor, typed: &str) -> Result<Vec<Suggestion>, GigError> {
        let typed: String = typed.chars().take(30).collect();
        Ok(search::suggest(&self.reference, &typed))
    }

    async fn shift(&self, actor: &Actor, place: &str, shift: ShiftId) -> Result<ShiftPage, GigError> {
        let page = self.page(actor, place, shift).await?;
        let for_others = actor.scope(Right::ClaimFor).is_some();
        Ok(ShiftPage { signed_in: actor.account().is_some(), for_others, ..page })
    }

    async fn claim(&self, actor: &Actor, draft: ClaimDraft) -> Result<ClaimId, GigError> {
        let keyed = keyed(person(actor)?, &draft.key)?;
        let shift: ShiftId = draft.shift.parse().map_err(|_| GigError::Missing)?;
        let (doing, queue) = (self.doing(actor), !draft.queue.is_empty());
        let settings = self.settings.clone();
        let written = self.store.write(move |db| {
            let (doing, keyed, settings) = (doing.clone(), keyed.clone(), settings.clone());
            Box::pin(async move { claiming::claim(db, &doing, &keyed, (shift, queue), Some(&settings)).await })
        });
        self.told(written.await)
    }

    async fn leave(&self, actor: &Actor, draft: LeaveDraft) -> Result<ShiftId, GigError> {
        let keyed = keyed(person(actor)?, &draft.key)?;
        let claim: ClaimId = draft.claim.parse().map_err(|_| GigError::Missing)?;
        let reason = LeaveReason::parse(&draft.reason).unwrap_or(LeaveReason::Plans);
        let (doing, told) = (self.doing(actor), !draft.mark.is_empty());
        let written = self.store.write(move |db| {
            let (doing, keyed) = (doing.clone(), keyed.clone());
            Box::pin(async move { claiming::leave(db, &doing, &keyed, claim, (reason, told)).await })
        });
        self.told(written.await)
    }

    async fn answer_offer(&self, actor: &Actor, draft: OfferDraft) -> Result<ShiftId, GigError> {
        let keyed = keyed(person(actor)?, &draft.key)?;
        let claim: ClaimId = draft.claim.parse().map_err(|_| GigError::Missing)?;
        let (doing, accept) = (self.doing(actor), draft.answer == "yes");
        let settings = self.settings.clone();
        let written = self.store.write(move |db| {
            let (doing, keyed, settings) = (doing.clone(), keyed.clone(), settings.clone());
            Box::pin(async move { claiming::answer_offer(db, &doing, &keyed, (claim, accept), &settings).await })
        });
        self.told(written.await)
    }

    async fn my_shifts(&self, actor: &Actor, place: &str) -> Result<MyShifts, GigError> {
        let mine = self.mine(person(actor)?, place).await?;
        // The calendar's secret stays good long after somebody has ceased to act for the person.
        let feed = mine.feed.filter(|_| actor.owner().is_some());
        Ok(MyShifts { feed, ..mine })
    }

    async fn renew_feed(&self, actor: &Actor) -> Result<String, GigError> {
        let (account, secret) = (person(actor)?, self.clock.secret());
        if actor.owner() != Some(account) {
            return Err(GigError::SignedOut);
        }
        let kept = secret.clone();
        let written = self.store.write::<_, GigError, _>(move |db| {
            let secret = kept.clone();
            Box::pin(async move { Ok(identity::queries::set_feed(db, account, &secret).await?) })
        });
        written.await.map_err(fault)?;
        Ok(secret)
    }

    async fn feed(&self, secret: &str) -> Result<Vec<MyShift>, GigError> {
        let mut db = self.read().await?;
        let account = identity::queries::feed_owner(&mut db, secret).await.map_err(|error| busy(&error))?;
        Ok(self.mine(account.ok_or(GigError::Missing)?, "").await?.coming)
    }

    async fn close_shift(&self, actor: &Actor, shift: ShiftId) -> Result<(), GigError> {
        if *actor != Actor::System {
            return Err(GigError::Missing);
        }
        let doing = self.doing(actor);
        let written = self.store.write(move |db| {
            let doing = doing.clone();
            Box::pin(async move { claiming::close(db, &doing, shift).await })
        });
        self.told(written.await)
    }
}
