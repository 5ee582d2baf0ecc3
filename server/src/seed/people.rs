//! Sample workers with real claims, so that some shifts are nearly full, full, or waited for.

use domain::{
    gig::GigError,
    id::{AccountId, ShiftId},
    identity::Actor,
    when::Moment,
};
use sqlx::Error;

use crate::{
    clock::Clock,
    gig::{self, Doing, Keyed},
    store::{Column, Db, Fault, Key, Store, on_engine},
};

/// Sample workers.
const WORKERS: usize = 40;
/// Shifts they claim.
const CLAIMED: i64 = 60;

/// Makes the workers and their claims; gives how many claims there are. What a rule refuses is left out.
pub async fn claims(store: &Store, now: Moment) -> Result<u32, Error> {
    let clock = Clock::system();
    let accounts: Vec<AccountId> = (0..WORKERS).map(|_| AccountId(clock.id())).collect();
    let made = accounts.clone();
    let written = store.write::<_, GigError, _>(move |db| {
        let accounts = made.clone();
        Box::pin(async move {
            for (number, account) in accounts.into_iter().enumerate() {
                worker(db, account, number, now).await?;
            }
            Ok(())
        })
    });
    written.await.map_err(stored)?;
    let mut claims = 0;
    for (at, (shift, seats)) in small_shifts(store).await?.into_iter().enumerate() {
        // One seat left, or none, or two people waiting.
        let wanted = usize::try_from(seats).unwrap_or_default() + [0, 1, 3][at % 3] - 1;
        for account in accounts.iter().cycle().skip(at * 7).take(wanted.min(WORKERS)) {
            claims += u32::from(claim(store, &clock, *account, shift).await?);
        }
    }
    Ok(claims)
}

fn stored(fault: Fault<GigError>) -> Error {
    match fault {
        Fault::Store(error) => error,
        Fault::Refused(_) => Error::WorkerCrashed,
    }
}

/// The phone and the name of a sample worker.
pub fn called(number: usize) -> (String, String) {
    (format!("sample-{number}"), format!("示例工友 {number}"))
}

/// A worker whom nobody can sign in as: the phone is no phone.
pub async fn worker(db: &mut Db, account: AccountId, number: usize, now: Moment) -> Result<(), Error> {
    person(db, account, &called(number), now).await
}

/// Somebody whom nobody can sign in as.
pub async fn person(
    db: &mut Db,
    account: AccountId,
    (phone, name): &(String, String),
    now: Moment,
) -> Result<(), Error> {
    const ACCOUNT: &str = "INSERT INTO account (id, phone, phone_index, created_at) VALUES ($1, $2, $3, $4)";
    const WORKER: &str = "INSERT INTO worker (account_id, name, birth, trades, availability, version, updated_at) \
                          VALUES ($1, $2, $3, '', 0, 0, $4)";
    let (key, keys) = (Key::from(account), db.keys().clone());
    let (sealed, index) = (keys.seal(Column::PHONE, account.0, phone)?, keys.blind_index(Column::PHONE, phone));
    on_engine!(db, c => {
        sqlx::query(ACCOUNT).bind(key).bind(sealed).bind(index).bind(now.0).execute(c).await.map(drop)?;
    });
    let name = keys.seal(Column::NAME, account.0, name)?;
    let birth = keys.seal(Column::BIRTH, account.0, "1980-01-01")?;
    on_engine!(db, c => sqlx::query(WORKER).bind(key).bind(name).bind(birth).bind(now.0).execute(c).await.map(drop))
}

/// The soonest shifts with few seats, with their seats.
async fn small_shifts(store: &Store) -> Result<Vec<(ShiftId, i64)>, Error> {
    const SQL: &str = "SELECT id, seats FROM shift WHERE listed AND seats <= 4 ORDER BY starts_at, id LIMIT $1";
    let mut db = store.read().await?;
    let rows: Vec<(Key, i64)> = on_engine!(db, c => sqlx::query_as(SQL).bind(CLAIMED).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(id, seats)| (id.into(), seats)).collect())
}

async fn claim(store: &Store, clock: &Clock, account: AccountId, shift: ShiftId) -> Result<bool, Error> {
    let doing = Doing { actor: Actor::Person(account), clock: clock.clone() };
    let keyed = Keyed { account, key: format!("sample-{shift}") };
    let written = store.write(move |db| {
        let (doing, keyed) = (doing.clone(), keyed.clone());
        Box::pin(async move { gig::claim(db, &doing, &keyed, (shift, true), None).await })
    });
    match written.await {
        Ok(_) => Ok(true),
        Err(Fault::Refused(_)) => Ok(false),
        Err(Fault::Store(error)) => Err(error),
    }
}
