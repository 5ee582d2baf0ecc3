//! The morning's digest: very many kept searches against the shifts of a day, from the first read to the last message.

use std::time::Instant;

use domain::{
    gig::{
        GigQuery,
        saved::{DIGEST_FROM, canonical},
    },
    message::rules::day_of,
    when::Moment,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use server::{
    gig::saved::Alerts,
    reference::Reference,
    seed::{self, SeedOptions},
    store::{Cell, Column, Store, insert_many},
};
use support::{Engine, TestService};
use uuid::Uuid;

use crate::{Options, table::Table};

/// Shifts on the list, for a fortnight.
const SHIFTS: u32 = 200_000;
/// Searches of one person.
const EACH: usize = 5;
/// Rows written in one transaction.
const BATCH: usize = 2_000;
/// How long it may take, seconds.
const MOST: f64 = 60.0;

/// What people search for: most ask for little, some for much, many for the same.
fn query(chance: &mut StdRng, now: Moment) -> String {
    let mut ask = |of_ten: u32, values: &[&str]| {
        let asked = chance.random_range(0..10) < of_ten;
        if asked { values[chance.random_range(0..values.len())].to_owned() } else { String::new() }
    };
    let query = GigQuery {
        county: ask(6, &["510603", "510604", "510623", "510681", "510682", "510683"]),
        q: ask(4, &["搬运", "保洁", "骑手", "小工", "缝纫", "电焊", "banyun", "服务员", "分拣", "采摘"]),
        part: ask(4, &["morning", "afternoon", "evening", "night"]),
        occupation: ask(4, &["4-02", "4-03", "4-10", "6-29", "5-01", "4-09-08-01", "4-02-05"]),
        paid: ask(3, &["same-day"]),
        date: ask(3, &["today", "tomorrow", "weekend"]),
        ..GigQuery::default()
    };
    let least =
        if chance.random_range(0..10) < 5 { (150 + chance.random_range(0..200)).to_string() } else { String::new() };
    let min_hourly = if least.is_empty() { least } else { format!("{}.{}", &least[..2], &least[2..]) };
    serde_json::to_string(&canonical(&GigQuery { min_hourly, ..query }, now)).expect("a query")
}

async fn fill(store: &Store, searches: u32, now: Moment) {
    const ACCOUNT: &str = "account (id, phone, phone_index, created_at)";
    const SEARCH: &str =
        "saved_search (id, account_id, query, query_index, county, trade_group, alert, told_day, saved_at)";
    let mut chance = StdRng::seed_from_u64(4);
    let mut left = usize::try_from(searches).expect("not so many");
    while left > 0 {
        let people: Vec<(Uuid, Vec<String>)> =
            (0..BATCH / EACH).map(|_| (Uuid::now_v7(), (0..EACH).map(|_| query(&mut chance, now)).collect())).collect();
        left = left.saturating_sub(BATCH);
        let written = store.write::<_, (), _>(move |db| {
            let people = people.clone();
            Box::pin(async move {
                let keys = db.keys().clone();
                let (mut accounts, mut searches) = (Vec::new(), Vec::new());
                for (account, queries) in people {
                    let index = keys.blind_index(Column::PHONE, &account.to_string());
                    let phone = keys.seal(Column::PHONE, account, "").map_err(sqlx::Error::from)?;
                    accounts.push(vec![Cell::Id(account), Cell::Bytes(phone), Cell::Bytes(index), Cell::Number(0)]);
                    for (n, query) in queries.into_iter().enumerate() {
                        let id = Uuid::now_v7();
                        let sealed = keys.seal(Column::SAVED_SEARCH, id, &query).map_err(sqlx::Error::from)?;
                        searches.push(vec![
                            Cell::Id(id),
                            Cell::Id(account),
                            Cell::Bytes(sealed),
                            Cell::Bytes(keys.blind_index(Column::SAVED_SEARCH, &format!("{n}"))),
                            Cell::Number(0),
                            Cell::Number(0),
                            Cell::Text("daily".to_owned()),
                            Cell::Number(0),
                            Cell::Number(0),
                        ]);
                    }
                }
                insert_many(db, ACCOUNT, &accounts).await?;
                Ok(insert_many(db, SEARCH, &searches).await?)
            })
        });
        written.await.expect("kept searches");
    }
}

/// Writes the digest of one morning.
pub async fn measure(engine: Engine, options: &Options, table: &mut Table) {
    let service = TestService::start(engine).await;
    // A minute before the hour, for good: what runs in the background must not write it.
    let hour = Moment(day_of(service.now()).0 + Moment::DAY).plus_minutes(DIGEST_FROM);
    service.stand_still(hour.plus_minutes(-1));
    let seeded = SeedOptions { shifts: SHIFTS, seed: 1 };
    seed::demo(&service.store, &Reference::builtin(), &seeded, service.now()).await.expect("sample content");
    fill(&service.store, options.searches, service.now()).await;
    service.store.tidy().await.expect("tidied");
    let reference = service.state.reference.clone();
    let alerts = Alerts { store: service.store.clone(), clock: service.clock.clone(), reference };
    let began = Instant::now();
    let done = alerts.digest_of(hour.day_number()).await.expect("the digest");
    let seconds = began.elapsed().as_secs_f64();
    let what = format!("{engine:?}: digest of {} searches, {} shifts that day", done.searches, done.shifts);
    table.at_most(what, seconds, MOST, " s");
    table.row(format!("{engine:?}: messages of that digest"), done.messages.to_string());
    let began = Instant::now();
    let again = alerts.digest_of(hour.day_number()).await.expect("the digest again");
    assert_eq!((again.searches, again.messages), (0, 0), "each once");
    table.row(
        format!("{engine:?}: the same once more, nothing left"),
        format!("{:.0} ms", began.elapsed().as_secs_f64() * 1e3),
    );
}
