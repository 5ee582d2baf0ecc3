//! One person claims seats for others: all of them or none, in one transaction. Each seat is an offer to the one who was
//! named, which they take with their own phone; what is not taken in time goes to the next in the queue, as any offer.
//!
//! A number that cannot take the shift makes the whole claim refused, and why is not said: whoever names others learns
//! nothing about them. What can be found out by trying is little, and tries are counted.

use domain::{
    error::{FieldError, Problem, Refused},
    gig::{
        ClaimMove, ClaimState, Filling, GigError, Refusal,
        filling::{CrewDraft, CrewForm, CrewSeat, NamedCrew, NamedCrews, member_field},
        hours,
        rules::{self, ShiftFacts},
    },
    id::{AccountId, ClaimId, ShiftId},
    identity::{Actor, Phone, rules::Cap},
    message::Content,
    setting::WorkingTime,
    when::{self, Moment},
};
use uuid::Uuid;

use super::{Service, crew_queries as queries, preference_queries as preferences};
use crate::{
    gig::{
        Doing, Keyed,
        attendance::{person, queries::site},
        claiming::{self, GigFault, refuse},
        queries as claims,
        rows::count,
        service::{fault, keyed},
    },
    identity::queries::{account_of, count_up, phone_index},
    message,
    setting::Settings,
    store::{Db, Fault, Key, hex, unreachable},
    trail::{self, Deed, actor_word},
};

/// Forms with which one person names others: enough for who leads a crew or two, few for who tries numbers.
const FORMS: [Cap; 2] = [Cap { window: Moment::HOUR, most: 8 }, Cap { window: Moment::DAY, most: 20 }];
/// How often one number is named within a day, by whomever: each time it gets an SMS.
const NAMED: Cap = Cap { window: Moment::DAY, most: 4 };

/// A shift for which seats may be claimed for others.
pub async fn form(service: &Service, actor: &Actor, shift: ShiftId) -> Result<CrewForm, Refused> {
    person(actor)?;
    let now = service.base.clock.now();
    let mut db = service.base.read().await?;
    let read = async {
        let Some(site) = site(&mut db, shift).await? else { return Ok(None) };
        let seats = claims::seats_now(&mut db, Key::from(shift)).await?;
        Ok(Some((site, seats.map_or(0, |seats| seats.seats.saturating_sub(seats.taken)))))
    };
    let (site, free) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)?;
    let starts = Moment(site.starts_at);
    Ok(CrewForm {
        now,
        shift,
        title: site.title.clone(),
        starts,
        ends: Moment(site.ends_at),
        free,
        open: site.closed_at.is_none() && now < starts && site.fills() == Filling::Instant,
        until: rules::crew_deadline(now, starts),
        key: service.base.clock.id().simple().to_string(),
    })
}

/// Somebody who is named: the line, the name, the phone.
type Named = (usize, String, Phone);

/// A worker, with the date of birth if they have said it.
type Birth = (AccountId, Option<Option<String>>);

/// Claims seats for others.
pub async fn claim(service: &Service, actor: &Actor, draft: CrewDraft) -> Result<(), GigError> {
    let account = actor.account().ok_or(GigError::SignedOut)?;
    let keyed = keyed(account, &draft.key)?;
    let shift: ShiftId = draft.shift.parse().map_err(|_| GigError::Missing)?;
    let named = draft.parse().map_err(GigError::Fields)?;
    count_form(service, account).await?;
    let claiming = Claiming { doing: service.base.doing(actor), settings: service.base.settings.clone(), keyed, shift };
    let written = service.base.store.write(move |db| {
        let (claiming, named) = (claiming.clone(), named.clone());
        Box::pin(async move { claiming.run(db, &named).await })
    });
    service.live.nudge();
    written.await.map_err(fault)
}

/// Counts a form, and refuses it after too many.
async fn count_form(service: &Service, account: AccountId) -> Result<(), GigError> {
    let now = service.base.clock.now();
    for cap in FORMS {
        let counted = service.base.store.write::<_, GigError, _>(move |db| {
            let name = format!("crew-{}:{account}", cap.window);
            Box::pin(async move { Ok(count_up(db, &name, cap.start(now)).await?) })
        });
        if counted.await.map_err(fault)? > cap.most {
            return Err(GigError::TooMany { wait: cap.wait(now) });
        }
    }
    Ok(())
}

/// A claim for others under way.
#[derive(Clone)]
struct Claiming {
    doing: Doing,
    settings: Settings,
    keyed: Keyed,
    shift: ShiftId,
}

impl Claiming {
    async fn run(&self, db: &mut Db, named: &[Named]) -> Result<(), GigFault> {
        let now = self.doing.clock.now();
        let mut people = Vec::new();
        for (at, _, phone) in named {
            let fresh = AccountId(self.doing.clock.id());
            people.push((*at, account_of(db, fresh, phone, now).await?));
        }
        let births = self.lock(db, &people).await?;
        if claiming::answered::<Uuid>(db, &self.keyed).await?.is_some() {
            return Ok(());
        }
        let row = claiming::facts(db, self.shift).await?;
        let facts = row.facts();
        if row.fills() != Filling::Instant {
            return refuse(Refusal::ByChoice);
        }
        if row.stopped(now) {
            return refuse(Refusal::EmployerStopped);
        }
        rules::open_to_claims(now, &facts).map_err(|refusal| Fault::Refused(refusal.into()))?;
        let limits = claiming::working_time(&self.settings, &row);
        let mut cannot = Vec::new();
        for ((at, account), (.., phone)) in people.iter().zip(named) {
            let birth = births.iter().find(|(known, _)| known == account).and_then(|(_, birth)| birth.as_ref());
            let may = match birth {
                Some(birth) => self.may(db, &facts, limits.as_ref(), (*account, birth.as_deref())).await?,
                None => false,
            };
            if !may || !within_names(db, phone, now).await? {
                cannot.push(FieldError::new(&member_field(*at, "phone"), Problem::CannotTake));
            }
        }
        if !cannot.is_empty() {
            return Err(Fault::Refused(GigError::Fields(cannot)));
        }
        if row.holds_back(now) {
            claims::lock_shift(db, self.shift).await?;
        }
        let n = i64::try_from(people.len()).unwrap_or(i64::MAX);
        if !claims::take_seats(db, self.shift, (n, false), now).await? {
            return self.why_not(db).await;
        }
        let people: Vec<AccountId> = people.into_iter().map(|(_, account)| account).collect();
        self.seat(db, &facts, &people, named).await
    }

    /// Locks everybody in one order, whoever names whom, and gives their dates of birth; nothing for an account that is no
    /// worker's.
    async fn lock(&self, db: &mut Db, people: &[(usize, AccountId)]) -> Result<Vec<Birth>, GigFault> {
        let mut all: Vec<AccountId> = people.iter().map(|(_, account)| *account).collect();
        all.push(self.keyed.account);
        all.sort_unstable();
        all.dedup();
        let mut births = Vec::new();
        for account in all {
            births.push((account, claims::lock_worker(db, account).await?));
        }
        Ok(births)
    }

    /// Whether somebody may have a seat. Why not is not said.
    async fn may(
        &self,
        db: &mut Db,
        facts: &ShiftFacts,
        limits: Option<&WorkingTime>,
        (account, birth): (AccountId, Option<&str>),
    ) -> Result<bool, GigFault> {
        let birth = birth.and_then(when::parse_date);
        let held = claiming::seats_held(db, account, facts).await?;
        let within = limits.is_none_or(|limits| hours::allows(limits, facts, birth, &held).is_ok());
        let banned = preferences::banned(db, facts.employer, account).await?;
        Ok(within && !banned && rules::may_be_named(facts, birth, &held))
    }

    /// Why so many seats could not be taken.
    async fn why_not(&self, db: &mut Db) -> Result<(), GigFault> {
        let row = claiming::facts(db, self.shift).await?;
        let facts = row.facts();
        match () {
            () if facts.closed => refuse(Refusal::Closed),
            () if !row.listed => refuse(Refusal::Paused),
            () if row.holds_back(self.doing.clock.now()) && facts.seats > facts.taken => {
                refuse(Refusal::HeldBack { until: Moment(row.held_until) })
            }
            () => refuse(Refusal::TooFew { free: count(facts.seats - facts.taken) }),
        }
    }

    /// Writes the claims of all, as offers that they take by themselves.
    async fn seat(
        &self,
        db: &mut Db,
        facts: &ShiftFacts,
        people: &[AccountId],
        named: &[Named],
    ) -> Result<(), GigFault> {
        let (clock, now) = (&self.doing.clock, self.doing.clock.now());
        let Some(state) = ClaimState::Waitlisted.after(ClaimMove::Offer) else { return refuse(Refusal::NotYours) };
        let (crew, until) = (clock.id(), rules::crew_deadline(now, facts.starts));
        queries::insert_crew(db, crew, (self.shift, self.keyed.account), until, now).await?;
        for (account, (_, name, _)) in people.iter().zip(named) {
            let claim = ClaimId(clock.id());
            claims::insert_claim(db, claim, (self.shift, facts.starts), *account, state, now).await?;
            claims::set_claim(db, claim, state, Some(until), now).await?;
            claiming::record(db, &self.doing, claim, self.shift, state, None).await?;
            queries::insert_seat(db, crew, (claim, *account), name).await?;
            let content = Content::CrewNamed { shift: claiming::about(facts), claim, until };
            message::post(db, clock, *account, &content).await?;
        }
        let word = actor_word(&self.doing.actor);
        let deed = Deed { actor: &word, action: "crew.claimed", subject: self.shift.into(), region: "", reason: "" };
        trail::write(db, clock.id(), &deed, now).await?;
        Ok(claims::keep_answer(db, self.keyed.account, &self.keyed.key, &crew.to_string(), now).await?)
    }
}

/// Counts that a number is named; false if it was named too often.
async fn within_names(db: &mut Db, phone: &Phone, now: Moment) -> Result<bool, sqlx::Error> {
    let name = format!("named:{}", hex(&phone_index(db, phone)));
    Ok(count_up(db, &name, NAMED.start(now)).await? <= NAMED.most)
}

/// The crews for which somebody has claimed seats.
pub async fn list(service: &Service, actor: &Actor) -> Result<NamedCrews, Refused> {
    let (account, now) = (person(actor)?, service.base.clock.now());
    let mut db = service.base.read().await?;
    let read = async {
        let mut crews = Vec::new();
        for row in queries::crews(&mut db, account).await? {
            let mut seats = Vec::new();
            for seat in queries::seats(&mut db, row.id.0).await? {
                let (name, phone, state) = seat.open(&db)?;
                let phone = Phone::parse(&phone).map(|phone| phone.masked()).unwrap_or_default();
                seats.push(CrewSeat { name, phone, state });
            }
            crews.push(NamedCrew {
                shift: row.shift_id.into(),
                title: row.title,
                starts: Moment(row.starts_at),
                ends: Moment(row.ends_at),
                until: Moment(row.until_at),
                seats,
            });
        }
        Ok(NamedCrews { now, crews })
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))
}
