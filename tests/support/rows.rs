//! Rows put straight into the storage: one posting with shifts, and workers with a session.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use domain::{
    gig::{ClaimState, facet::Tally},
    id::{AccountId, OrganisationId, PostingId, ShiftId},
    identity::StaffRole,
    place::Point,
    when::{DayPart, Moment},
};
use server::{
    gig::queries::note_list_change,
    identity::token_hash,
    store::{Column, Db, Fault, Key, Store},
};
use uuid::Uuid;

/// A posting and one of its shifts, as a test wants it; the rest is as usual as can be.
#[derive(Clone)]
pub struct Wanted {
    /// Title.
    pub title: String,
    /// Occupation code.
    pub occupation: String,
    /// Township code.
    pub town: String,
    /// Whose work it is.
    pub employer: Uuid,
    /// Where.
    pub point: Point,
    /// A pin was placed.
    pub pinned: bool,
    /// Start.
    pub starts: Moment,
    /// Length, minutes.
    pub minutes: i64,
    /// Seats.
    pub seats: i64,
    /// Pay an hour, fen.
    pub hourly: i64,
    /// Word of the settlement term.
    pub settlement: String,
    /// Least age.
    pub least_age: i64,
    /// Sign-up opens.
    pub opens: Moment,
    /// Search tokens.
    pub words: String,
    /// The word of how seats are filled.
    pub fills: String,
    /// Seats that are held for people with few recent shifts, and until when.
    pub held: (i64, Moment),
}

impl Wanted {
    /// A warehouse shift that starts at `starts`.
    pub fn at(starts: Moment) -> Self {
        Self {
            title: "仓库搬运".to_owned(),
            occupation: "4-02-05-04".to_owned(),
            town: "510603001".to_owned(),
            employer: Uuid::now_v7(),
            point: Point { lat: 31_130_000, lng: 104_400_000 },
            pinned: true,
            starts,
            minutes: 480,
            seats: 5,
            hourly: 2_500,
            settlement: "same-day".to_owned(),
            least_age: 18,
            opens: Moment(0),
            words: " 仓库 库搬 搬运 ".to_owned(),
            fills: "instant".to_owned(),
            held: (0, Moment(0)),
        }
    }
}

/// An execute that is the same on both engines.
macro_rules! execute {
    ($db:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $db.engine() {
            server::store::Engine::Sqlite(c) => sqlx::query($sql)$(.bind($value))*.execute(c).await.map(drop),
            server::store::Engine::Postgres(c) => sqlx::query($sql)$(.bind($value))*.execute(c).await.map(drop),
        }
    };
}

const EMPLOYER: &str = "INSERT INTO organisation (id, kind, name, region, sample, created_at, state, verified_until) \
                        VALUES ($1, 'firm', '示例物流有限公司', $2, TRUE, 0, 'verified', 4000000000000) ON CONFLICT DO NOTHING";
const POSTING: &str = "INSERT INTO posting (id, employer_id, title, occupation, duties, requirements, least_age, \
                       pay_unit, pay_amount, pay_pieces, settlement, benefits, region, address, lat, lng, pinned, \
                       contact_name, contact_phone, words, opens_at, published_at, sample, fills) \
                       VALUES ($1, $2, $3, $4, '卸货、码垛', '', $5, 'hour', $6, 0, $7, 1, $8, '物流园 3 号门', $9, \
                       $10, $11, $12, $13, $14, $15, $16, TRUE, $17)";
const SHIFT: &str = "INSERT INTO shift (id, posting_id, starts_at, ends_at, break_minutes, seats, taken, waiting, \
                     listed, tally, county, town, trade, hourly, cell, lat, lng, published_at, \
                     held, held_until) \
                     VALUES ($1, $2, $3, $4, 0, $5, 0, 0, TRUE, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

async fn insert(db: &mut Db, wanted: &Wanted) -> Result<ShiftId, sqlx::Error> {
    let (employer, posting, shift) = (wanted.employer, Uuid::now_v7(), Uuid::now_v7());
    let (lat, lng) = (i64::from(wanted.point.lat), i64::from(wanted.point.lng));
    let published = wanted.starts.0 - Moment::DAY;
    let keys = db.keys().clone();
    execute!(db, EMPLOYER, Key(employer), &wanted.town)?;
    execute!(
        db,
        POSTING,
        Key(posting),
        Key(employer),
        &wanted.title,
        &wanted.occupation,
        wanted.least_age,
        wanted.hourly,
        &wanted.settlement,
        &wanted.town,
        lat,
        lng,
        wanted.pinned,
        keys.seal(Column::CONTACT_NAME, posting, "示例联系人")?,
        keys.seal(Column::CONTACT_PHONE, posting, "13800000000")?,
        &wanted.words,
        wanted.opens.0,
        published,
        &wanted.fills,
    )?;
    let index = db.dialect().index_posting();
    execute!(db, index, Key(posting), &wanted.words)?;
    let number = |text: &str| text.replace('-', "").parse::<i64>().expect("digits");
    let trade = number(&wanted.occupation);
    let tally = tally(wanted, trade);
    execute!(
        db,
        SHIFT,
        Key(shift),
        Key(posting),
        wanted.starts.0,
        wanted.starts.plus_minutes(wanted.minutes).0,
        wanted.seats,
        tally.code(),
        number(&wanted.town[..6]),
        number(&wanted.town),
        trade,
        wanted.hourly,
        wanted.point.cell(),
        lat,
        lng,
        published,
        wanted.held.0,
        wanted.held.1.0,
    )?;
    note_list_change(db, Moment(published + i64::try_from(shift.as_u128() & 0xffff).expect("small"))).await?;
    let _ = (OrganisationId(employer), PostingId(posting));
    Ok(ShiftId(shift))
}

/// What the list counts a shift by.
fn tally(wanted: &Wanted, trade: i64) -> Tally {
    Tally {
        day: wanted.starts.day_number(),
        part: DayPart::of(wanted.starts),
        county: wanted.town[..6].parse().expect("digits"),
        group: u32::try_from(trade / 10_000).expect("a group"),
        same_day: wanted.settlement == "same-day",
    }
}

/// Puts a posting with one shift into the storage.
///
/// # Panics
/// If that fails.
pub async fn shift(store: &Store, wanted: Wanted) -> ShiftId {
    let written = store.write::<_, (), _>(move |db| {
        let wanted = wanted.clone();
        Box::pin(async move { insert(db, &wanted).await.map_err(Fault::Store) })
    });
    written.await.expect("a shift")
}

const ACCOUNT: &str = "INSERT INTO account (id, phone, phone_index, created_at) VALUES ($1, $2, $3, $4)";
const WORKER: &str = "INSERT INTO worker (account_id, name, birth, trades, availability, version, updated_at) \
                      VALUES ($1, $2, $3, '', 0, 0, $4)";
const SESSION: &str = "INSERT INTO session (token_hash, id, account_id, staff, device, created_at, seen_at) \
                       VALUES ($1, $2, $3, $4, 'test', $5, $5)";
const STAFF: &str = "INSERT INTO staff (account_id, name, role, region, password, totp, totp_step, since) \
                     VALUES ($1, $2, $3, $4, '', $5, 0, $6)";

/// The next phone that nobody has: real ones, so that they can be written to.
static PHONES: AtomicU64 = AtomicU64::new(15_000_000_000);

/// Somebody with a session.
struct Fresh {
    account: AccountId,
    token: String,
    phone: Option<String>,
    home: Option<String>,
}

impl Fresh {
    fn new() -> Self {
        let token = format!("{}{}", Uuid::now_v7().simple(), Uuid::now_v7().simple());
        Self { account: AccountId(Uuid::now_v7()), token, phone: None, home: None }
    }

    async fn insert(&self, db: &mut Db, staff: Option<(StaffRole, &str)>, now: Moment) -> Result<(), sqlx::Error> {
        let (key, keys) = (Key::from(self.account), db.keys().clone());
        let seal = |column, value: &str| keys.seal(column, self.account.0, value).map_err(sqlx::Error::from);
        let phone = self.phone.clone().unwrap_or_else(|| PHONES.fetch_add(1, Ordering::Relaxed).to_string());
        let index = keys.blind_index(Column::PHONE, &phone);
        execute!(db, ACCOUNT, key, seal(Column::PHONE, &phone)?, index, now.0)?;
        execute!(db, WORKER, key, seal(Column::NAME, "示例")?, seal(Column::BIRTH, "1980-01-01")?, now.0)?;
        if let Some(home) = &self.home {
            execute!(db, "UPDATE worker SET home = $2 WHERE account_id = $1", key, home)?;
        }
        if let Some((role, region)) = staff {
            let (name, totp) = (seal(Column::STAFF_NAME, "示例职员")?, seal(Column::TOTP, "")?);
            execute!(db, STAFF, key, name, role.word(), region, totp, now.0)?;
        }
        execute!(db, SESSION, token_hash(&self.token), Key(Uuid::now_v7()), key, staff.is_some(), now.0)
    }
}

/// Puts somebody of the staff with a session into the storage; gives account and session secret.
///
/// # Panics
/// If that fails.
pub async fn staff(store: &Store, role: StaffRole, region: &str, now: Moment) -> (AccountId, String) {
    let (fresh, region) = (Arc::new(Fresh::new()), region.to_owned());
    let made = fresh.clone();
    let written = store.write::<_, (), _>(move |db| {
        let (fresh, region) = (fresh.clone(), region.clone());
        Box::pin(async move { Ok(fresh.insert(db, Some((role, &region)), now).await?) })
    });
    written.await.expect("somebody of the staff");
    (made.account, made.token.clone())
}

/// Puts a person with a session, a phone and a home into the storage; gives account and session secret.
///
/// # Panics
/// If that fails.
pub async fn resident(store: &Store, phone: &str, home: &str, now: Moment) -> (AccountId, String) {
    let fresh = Fresh { phone: Some(phone.to_owned()), home: Some(home.to_owned()), ..Fresh::new() };
    let fresh = Arc::new(fresh);
    let made = fresh.clone();
    let written = store.write::<_, (), _>(move |db| {
        let fresh = fresh.clone();
        Box::pin(async move { Ok(fresh.insert(db, None, now).await?) })
    });
    written.await.expect("a person");
    (made.account, made.token.clone())
}

/// Puts `n` workers with a session each into the storage; gives accounts and session secrets.
///
/// # Panics
/// If that fails.
pub async fn workers(store: &Store, n: usize, now: Moment) -> Vec<(AccountId, String)> {
    let fresh: Arc<Vec<Fresh>> = Arc::new((0..n).map(|_| Fresh::new()).collect());
    let made = fresh.clone();
    let written = store.write::<_, (), _>(move |db| {
        let fresh = fresh.clone();
        Box::pin(async move {
            for one in fresh.iter() {
                one.insert(db, None, now).await?;
            }
            Ok(())
        })
    });
    written.await.expect("workers");
    made.iter().map(|one| (one.account, one.token.clone())).collect()
}

/// A claim as a test wants it, with the seat it holds counted.
#[derive(Clone, Copy)]
pub struct Claimed {
    /// On which shift.
    pub shift: ShiftId,
    /// Whose.
    pub account: AccountId,
    /// How it stands.
    pub state: ClaimState,
    /// When it was made.
    pub made: Moment,
    /// It was made as a place in the queue.
    pub waited: bool,
}

const CLAIM: &str = "INSERT INTO claim (id, shift_id, account_id, state, active, starts_at, made_at, state_at) \
                     SELECT $1, id, $3, $4, $5, starts_at, $6, $6 FROM shift WHERE id = $2";
const EVENT: &str = "INSERT INTO claim_event (id, claim_id, state, actor, at) VALUES ($1, $2, $3, 'system', $4)";
const TAKEN: &str = "UPDATE shift SET taken = taken + 1 WHERE id = $1";
const CLOSED: &str = "UPDATE shift SET closed_at = $2, listed = FALSE, taken = 0 WHERE id = $1";

/// Puts a claim into the storage.
///
/// # Panics
/// If that fails.
pub async fn claim(store: &Store, claimed: Claimed) {
    let Claimed { shift, account, state, made, waited } = claimed;
    let written = store.write::<_, (), _>(move |db| {
        Box::pin(async move {
            let (id, shift) = (Key(Uuid::now_v7()), Key::from(shift));
            let first = if waited { ClaimState::Waitlisted } else { ClaimState::Confirmed };
            execute!(db, CLAIM, id, shift, Key::from(account), state.word(), state.active(), made.0)?;
            for (state, at) in [(first, made.0), (state, made.0 + 1)] {
                execute!(db, EVENT, Key(Uuid::now_v7()), id, state.word(), at)?;
            }
            if state.holds_seat() {
                execute!(db, TAKEN, shift)?;
            }
            Ok(())
        })
    });
    written.await.expect("a claim");
}

/// Closes a shift, whose claims are left as they are.
///
/// # Panics
/// If that fails.
pub async fn close(store: &Store, shift: ShiftId, at: Moment) {
    let written = store.write::<_, (), _>(move |db| {
        Box::pin(async move { execute!(db, CLOSED, Key::from(shift), at.0).map_err(Fault::Store) })
    });
    written.await.expect("closed");
}

const EMPLOYER_OF: &str = "SELECT p.employer_id FROM shift s JOIN posting p ON p.id = s.posting_id WHERE s.id = $1";
const MEMBER: &str = "INSERT INTO member (organisation_id, account_id, role, since) VALUES ($1, $2, 'owner', 0)";
const OWNERS: &str = "UPDATE organisation SET owners = owners + 1 WHERE id = $1";

/// Makes somebody an owner of the organisation that a shift is of, and gives it.
///
/// # Panics
/// If that fails.
pub async fn employ(store: &Store, shift: ShiftId, account: AccountId) -> OrganisationId {
    let written = store.write::<_, (), _>(move |db| {
        Box::pin(async move {
            let key = Key::from(shift);
            let employer: Key = match db.engine() {
                server::store::Engine::Sqlite(c) => sqlx::query_scalar(EMPLOYER_OF).bind(key).fetch_one(c).await?,
                server::store::Engine::Postgres(c) => sqlx::query_scalar(EMPLOYER_OF).bind(key).fetch_one(c).await?,
            };
            execute!(db, MEMBER, employer, Key::from(account))?;
            execute!(db, OWNERS, employer)?;
            Ok(employer.into())
        })
    });
    written.await.expect("an employer")
}

const MOVED: &str = "UPDATE shift SET starts_at = starts_at + $2, ends_at = ends_at + $2 WHERE id = $1";
const MOVED_CLAIMS: &str = "UPDATE claim SET starts_at = starts_at + $2 WHERE shift_id = $1";

/// Moves a shift in time, with the claims that were made on it.
///
/// # Panics
/// If that fails.
pub async fn move_shift(store: &Store, shift: ShiftId, by: i64) {
    let written = store.write::<_, (), _>(move |db| {
        Box::pin(async move {
            execute!(db, MOVED, Key::from(shift), by)?;
            execute!(db, MOVED_CLAIMS, Key::from(shift), by).map_err(Fault::Store)
        })
    });
    written.await.expect("another time");
}

const SAME: &str = "UPDATE posting SET employer_id = (SELECT p.employer_id FROM shift s JOIN posting p \
                    ON p.id = s.posting_id WHERE s.id = $2) WHERE id = (SELECT posting_id FROM shift WHERE id = $1)";

/// Makes a shift one of the employer of another.
///
/// # Panics
/// If that fails.
pub async fn same_employer(store: &Store, shift: ShiftId, like: ShiftId) {
    let written = store.write::<_, (), _>(move |db| {
        Box::pin(async move { execute!(db, SAME, Key::from(shift), Key::from(like)).map_err(Fault::Store) })
    });
    written.await.expect("another employer");
}

/// Somebody more who is an owner of an organisation.
///
/// # Panics
/// If that fails.
pub async fn employ_too(service: &crate::TestService, organisation: OrganisationId) -> crate::Worker {
    let worker = service.workers(1).await.remove(0);
    let account = worker.account;
    let written = service.store.write::<_, (), _>(move |db| {
        Box::pin(async move {
            execute!(db, MEMBER, Key::from(organisation), Key::from(account))?;
            execute!(db, OWNERS, Key::from(organisation)).map_err(Fault::Store)
        })
    });
    written.await.expect("another owner");
    worker
}
