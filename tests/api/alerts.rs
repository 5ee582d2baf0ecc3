//! What people are told of the list: at once what is new, each morning the day's shifts; each once, whoever tells it.

use std::collections::BTreeSet;

use domain::{
    gig::saved::{ALERTS_A_DAY, Alert, DIGEST_FROM},
    id::{AccountId, ShiftId},
    identity::Actor,
    message::{Content, InboxQuery, rules::day_of},
    when::Moment,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use server::{
    gig::saved::{Alerts, news, queries},
    store::{Engine as On, Key},
};
use support::{
    Engine, TestService, Worker,
    rows::{self, Wanted},
};

use crate::{
    finding::all_pages,
    saved::{keep, kept, watch},
};

crate::on_both!(
    what_comes_onto_the_list_is_told_once_by_two_instances,
    alerts_and_digests_find_what_the_list_finds,
    nobody_hears_of_more_than_a_days_fill,
    the_night_is_quiet_unless_it_is_too_late,
    a_kept_posting_tells_of_its_first_free_seat,
    the_digest_is_written_once_and_goes_on_where_it_was,
    the_digest_has_its_hours,
    seats_that_are_held_are_news_for_those_who_may_have_them,
);

fn alerts(service: &TestService) -> Alerts {
    let (store, clock) = (service.store.clone(), service.clock.clone());
    Alerts { store, clock, reference: service.state.reference.clone() }
}

/// The local minute of the day after tomorrow: so that the clock never goes back.
fn at(service: &TestService, minute: i64) -> Moment {
    Moment(day_of(service.now()).0 + 2 * Moment::DAY).plus_minutes(minute)
}

async fn told(service: &TestService, worker: &Worker) -> Vec<Content> {
    let owner = Actor::Person(worker.account);
    let inbox = service.state.services.message.inbox(&owner, InboxQuery::default()).await.expect("the inbox");
    inbox.rows.into_iter().map(|row| row.content).collect()
}

/// Notes that the posting of a shift came onto the list.
async fn listed(service: &TestService, shift: ShiftId) {
    let now = service.now();
    let written = service.store.write::<_, (), _>(move |db| {
        Box::pin(async move {
            let posting = queries::posting_of(db, shift).await?.expect("a posting");
            Ok(news::note_listed(db, posting.0, now).await?)
        })
    });
    written.await.expect("noted");
}

/// Tells all that is due.
async fn tell(service: &TestService) {
    while alerts(service).at_once().await.expect("told") > 0 {}
}

async fn what_comes_onto_the_list_is_told_once_by_two_instances(engine: Engine) {
    let service = TestService::start(engine).await;
    service.stand_still(at(&service, 10 * 60));
    let second = TestService::on(service.database_url()).await;
    second.stand_still(service.now());
    let people = service.workers(4).await;
    let [owner, worker, other, quiet] = <[Worker; 4]>::try_from(people).ok().expect("four");
    watch(&service, &worker, &[("q", "搬运"), ("county", "510681")], Alert::Once).await;
    watch(&service, &worker, &[("occupation", "4-02")], Alert::Once).await;
    watch(&service, &other, &[("min_hourly", "26")], Alert::Once).await;
    watch(&service, &quiet, &[("q", "搬运")], Alert::Daily).await;
    let (organisation, posting, shift) = crate::postings::published(&service, &owner).await;
    let (one, two) = (alerts(&service), alerts(&second));
    futures::future::join_all((0..6).map(|n| if n % 2 == 0 { one.at_once() } else { two.at_once() })).await;
    tell(&service).await;
    let found = told(&service, &worker).await;
    let [Content::WorkFound { shift: about, more: 0 }] = &found[..] else { panic!("{found:?}") };
    assert_eq!((about.id.to_string(), about.title.as_str()), (shift.clone(), "仓库搬运"));
    let page = service.get("/me/messages", &worker.cookie).await.body;
    assert!(page.contains("有新活，符合您收藏的搜索") && page.contains("「仓库搬运」"), "{page}");
    assert_eq!(found[0].path(), format!("/gigs/{shift}"));
    assert!(told(&service, &other).await.is_empty() && told(&service, &quiet).await.is_empty());
    // Paused and put back: only those hear of it who have not yet.
    watch(&service, &quiet, &[("town", "510681001")], Alert::Once).await;
    for step in ["pause", "resume", "resume"] {
        assert_eq!(crate::postings::step(&service, &owner, &organisation, &posting, step).await.status, 200);
        tell(&service).await;
    }
    assert_eq!((told(&service, &worker).await.len(), told(&service, &quiet).await.len()), (1, 1));
}

/// The shifts of all on the list that somebody could take a seat of: id and start.
async fn free(service: &TestService) -> BTreeSet<(String, i64)> {
    const SQL: &str = "SELECT id, starts_at FROM shift WHERE listed AND taken < seats AND starts_at > $1";
    let now = service.now().0;
    let mut db = service.store.read().await.expect("a connection");
    let rows: Vec<(Key, i64)> = match db.engine() {
        On::Sqlite(c) => sqlx::query_as(SQL).bind(now).fetch_all(c).await.expect("rows"),
        On::Postgres(c) => sqlx::query_as(SQL).bind(now).fetch_all(c).await.expect("rows"),
    };
    rows.into_iter().map(|(id, starts)| (id.0.to_string(), starts)).collect()
}

/// Of which shifts somebody was told.
async fn told_of(service: &TestService, account: AccountId) -> BTreeSet<String> {
    const SQL: &str = "SELECT shift_id FROM alert_told WHERE account_id = $1";
    let mut db = service.store.read().await.expect("a connection");
    let key = Key::from(account);
    let rows: Vec<Key> = match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(SQL).bind(key).fetch_all(c).await.expect("rows"),
        On::Postgres(c) => sqlx::query_scalar(SQL).bind(key).fetch_all(c).await.expect("rows"),
    };
    rows.into_iter().map(|id| id.0.to_string()).collect()
}

/// Every posting is new.
async fn all_listed(service: &TestService) {
    const SQL: &str = "INSERT INTO alert_due (subject, kind, due_at, noted_at) SELECT id, 'listed', $1, $1 FROM posting \
                       WHERE EXISTS (SELECT 1 FROM shift WHERE posting_id = posting.id AND listed)";
    let now = service.now().0;
    let written = service.store.write::<_, (), _>(move |db| {
        Box::pin(async move {
            match db.engine() {
                On::Sqlite(c) => sqlx::query(SQL).bind(now).execute(c).await.map(drop)?,
                On::Postgres(c) => sqlx::query(SQL).bind(now).execute(c).await.map(drop)?,
            }
            Ok(())
        })
    });
    written.await.expect("all of them");
}

/// A search as chance has it, field by field.
fn any_query(chance: &mut StdRng, service: &TestService) -> Vec<(&'static str, String)> {
    let mut query = Vec::new();
    let mut ask = |name: &'static str, of_ten: u32, values: &[&str], chance: &mut StdRng| {
        if chance.random_range(0..10) < of_ten {
            query.push((name, values[chance.random_range(0..values.len())].to_owned()));
        }
    };
    ask("county", 4, &["510603", "510681", "510682", "510683", "510604"], chance);
    ask("part", 3, &["morning", "afternoon", "evening", "night"], chance);
    ask("occupation", 4, &["4-02", "4-10", "6-29", "4-10-01", "4-02-05-04", "4-09-08-01"], chance);
    ask("min_hourly", 4, &["18", "22.5", "26", "30"], chance);
    ask("paid", 3, &["same-day"], chance);
    ask("q", 5, &["搬运", "保洁", "banyun", "骑手", "小工", "by", "工", "旌阳"], chance);
    if chance.random_range(0..10) < 3 {
        let first = Moment(service.now().0 + chance.random_range(0..4) * Moment::DAY).date();
        query.push(("date", format!("{first}..{}", first.tomorrow().expect("a day"))));
    }
    query
}

async fn alerts_and_digests_find_what_the_list_finds(engine: Engine) {
    let service = TestService::start(engine).await;
    service.stand_still(at(&service, DIGEST_FROM + 5));
    let options = server::seed::SeedOptions { shifts: 400, seed: 11 };
    server::seed::demo(&service.store, &service.state.reference, &options, service.now())
        .await
        .expect("sample content");
    service.count_list().await;
    let (mut chance, today) = (StdRng::seed_from_u64(23), service.now().day_number());
    let mut asked = Vec::new();
    for worker in service.workers(24).await {
        let query = any_query(&mut chance, &service);
        let pairs: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
        watch(&service, &worker, &pairs, Alert::Daily).await;
        let path: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let found: BTreeSet<String> = all_pages(&service, &path.join("&")).await.into_iter().collect();
        asked.push((worker, path.join("&"), found));
    }
    // It is past the hour: whoever chooses the digest now gets the first one tomorrow. They chose it yesterday.
    yesterday(&service).await;
    let free_now = free(&service).await;
    alerts(&service).digest().await.expect("the digest");
    let mut some = 0;
    for (worker, path, found) in &asked {
        let of_today =
            free_now.iter().filter(|(id, starts)| found.contains(id) && Moment(*starts).day_number() == today);
        let wanted = of_today.count();
        let messages = told(&service, worker).await;
        let n = match &messages[..] {
            [] => 0,
            [Content::DayDigest { found, best, .. }] => {
                assert!(!best.is_empty() && best.len() <= 3 && best.iter().all(|one| found_in(&free_now, one.id)));
                *found as usize
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(n, wanted, "the digest of {path}");
        some += usize::from(wanted > 0);
        let id = kept(&service, worker).await.searches[0].id.to_string();
        let fields = [("draft[search]", id.as_str()), ("draft[alert]", "once")];
        assert_eq!(service.call("/api/set_alert", &fields, &worker.cookie).await.status, 200);
    }
    assert!(some > 3, "only {some} of them find anything today");
    // At ten in the morning, when nobody sleeps, everything is new.
    service.stand_still(Moment(day_of(service.now()).0).plus_minutes(10 * 60));
    all_listed(&service).await;
    tell(&service).await;
    let free_now: BTreeSet<String> = free(&service).await.into_iter().map(|(id, _)| id).collect();
    for (worker, path, found) in &asked {
        let wanted: BTreeSet<String> = found.intersection(&free_now).cloned().collect();
        assert_eq!(told_of(&service, worker.account).await, wanted, "told of {path}");
    }
}

fn found_in(free: &BTreeSet<(String, i64)>, shift: ShiftId) -> bool {
    free.iter().any(|(id, _)| *id == shift.to_string())
}

/// Makes every digest one that was chosen before today.
async fn yesterday(service: &TestService) {
    const SQL: &str = "UPDATE saved_search SET told_day = 0";
    let written = service.store.write::<_, (), _>(move |db| {
        Box::pin(async move {
            match db.engine() {
                On::Sqlite(c) => sqlx::query(SQL).execute(c).await.map(drop)?,
                On::Postgres(c) => sqlx::query(SQL).execute(c).await.map(drop)?,
            }
            Ok(())
        })
    });
    written.await.expect("yesterday");
}

async fn nobody_hears_of_more_than_a_days_fill(engine: Engine) {
    let service = TestService::start(engine).await;
    service.stand_still(at(&service, 10 * 60));
    let worker = service.workers(1).await.remove(0);
    watch(&service, &worker, &[("q", "搬运")], Alert::Once).await;
    for n in 0..ALERTS_A_DAY + 3 {
        let shift = rows::shift(&service.store, Wanted::at(service.now().plus_minutes(300 + n))).await;
        listed(&service, shift).await;
    }
    tell(&service).await;
    assert_eq!(i64::try_from(told(&service, &worker).await.len()), Ok(ALERTS_A_DAY));
    service.stand_still(Moment(service.now().0 + Moment::DAY));
    let shift = rows::shift(&service.store, Wanted::at(service.now().plus_minutes(300))).await;
    listed(&service, shift).await;
    tell(&service).await;
    assert_eq!(i64::try_from(told(&service, &worker).await.len()), Ok(ALERTS_A_DAY + 1), "another day");
}

async fn the_night_is_quiet_unless_it_is_too_late(engine: Engine) {
    let service = TestService::start(engine).await;
    let evening = at(&service, 22 * 60);
    service.stand_still(evening);
    let worker = service.workers(1).await.remove(0);
    watch(&service, &worker, &[("q", "搬运")], Alert::Once).await;
    let early = rows::shift(&service.store, Wanted::at(evening.plus_minutes(7 * 60))).await;
    let late = rows::shift(&service.store, Wanted::at(evening.plus_minutes(14 * 60))).await;
    listed(&service, early).await;
    listed(&service, late).await;
    tell(&service).await;
    let shifts = async || -> Vec<ShiftId> {
        let about = |content: Content| match content {
            Content::WorkFound { shift, .. } => shift.id,
            other => panic!("{other:?}"),
        };
        told(&service, &worker).await.into_iter().map(about).collect()
    };
    assert_eq!(shifts().await, [early], "it begins before anybody gets up");
    service.stand_still(evening.plus_minutes(9 * 60 - 1));
    tell(&service).await;
    assert_eq!(shifts().await, [early]);
    service.stand_still(evening.plus_minutes(9 * 60));
    tell(&service).await;
    assert_eq!(shifts().await, [late, early]);
}

async fn a_kept_posting_tells_of_its_first_free_seat(engine: Engine) {
    let service = TestService::start(engine).await;
    service.stand_still(at(&service, 10 * 60));
    let people = service.workers(5).await;
    let [one, two, three, keeper, stranger] = <[Worker; 5]>::try_from(people).ok().expect("five");
    let starts = Moment(service.now().0 + Moment::DAY);
    let shift = rows::shift(&service.store, Wanted { seats: 2, ..Wanted::at(starts) }).await;
    let id = shift.to_string();
    let fields = [("draft[shift]", id.as_str()), ("draft[keep]", "yes")];
    for whom in [&keeper, &two] {
        assert_eq!(service.call("/api/keep_posting", &fields, &whom.cookie).await.status, 200);
    }
    for whom in [&one, &two] {
        assert_eq!(service.claim(whom, shift, "claim-of-two", false).await.status, 200);
    }
    assert_eq!(service.claim(&three, shift, "claim-of-three", true).await.status, 200);
    let leave = async |whom: &Worker, key: &str| {
        let mine = service.ask("/api/my_shifts", "{}", &whom.cookie).await;
        let claim = crate::access::between(&mine.body, "\"mine\":{\"id\":\"", "\"");
        let fields = [("draft[claim]", claim.as_str()), ("draft[key]", key), ("draft[reason]", "plans")];
        assert_eq!(service.call("/api/leave", &fields, &whom.cookie).await.status, 200);
        tell(&service).await;
    };
    leave(&one, "leave-of-one").await;
    assert!(told(&service, &keeper).await.is_empty(), "the seat went to whoever waited");
    leave(&three, "leave-of-three").await;
    let found = told(&service, &keeper).await;
    assert!(matches!(&found[..], [Content::SeatFree { shift: about }] if about.id == shift), "{found:?}");
    assert!(told(&service, &stranger).await.is_empty());
    assert!(!told(&service, &two).await.iter().any(|one| matches!(one, Content::SeatFree { .. })), "they are in it");
    leave(&two, "leave-of-two").await;
    assert_eq!(told(&service, &keeper).await.len(), 1, "it was free already");
}

async fn the_digest_is_written_once_and_goes_on_where_it_was(engine: Engine) {
    let service = TestService::start(engine).await;
    service.stand_still(at(&service, 10 * 60));
    let second = TestService::on(service.database_url()).await;
    let morning = Moment(day_of(service.now()).0 + Moment::DAY).plus_minutes(DIGEST_FROM);
    rows::shift(&service.store, Wanted::at(morning.plus_minutes(120))).await;
    let workers = service.workers(90).await;
    for worker in &workers {
        for query in [("q", "搬运"), ("county", "510603"), ("min_hourly", "20"), ("q", "保洁")] {
            watch(&service, worker, &[query], Alert::Daily).await;
        }
    }
    // The clocks of the background are still at yesterday's noon; this is the work itself, cut off and taken up again.
    let day = morning.day_number();
    let cut = tokio::spawn({
        let alerts = alerts(&service);
        async move { alerts.digest_of(day).await }
    });
    tokio::time::sleep(std::time::Duration::from_millis(15)).await;
    cut.abort();
    let _ = cut.await;
    let (one, two) = (alerts(&service), alerts(&second));
    let done = futures::future::join_all([one.digest_of(day), two.digest_of(day), one.digest_of(day)]).await;
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    for worker in &workers {
        let mut found = Vec::new();
        for content in told(&service, worker).await {
            let Content::DayDigest { search, found: 1, .. } = content else { panic!("{content:?}") };
            found.push(search);
        }
        assert_eq!(found.len(), 3, "one for each search that finds something");
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 3);
    }
    let last = one.digest_of(day).await.expect("nothing is left");
    assert_eq!((last.searches, last.messages), (0, 0));
}

async fn the_digest_has_its_hours(engine: Engine) {
    let service = TestService::start(engine).await;
    service.stand_still(at(&service, 10 * 60));
    let worker = service.workers(1).await.remove(0);
    let morning = Moment(day_of(service.now()).0 + Moment::DAY).plus_minutes(DIGEST_FROM);
    rows::shift(&service.store, Wanted::at(morning.plus_minutes(240))).await;
    keep(&service, &worker, &[("date", "tomorrow")]).await;
    let id = kept(&service, &worker).await.searches[0].id.to_string();
    let fields = [("draft[search]", id.as_str()), ("draft[alert]", "daily")];
    assert_eq!(service.call("/api/set_alert", &fields, &worker.cookie).await.status, 200);
    for (minute, messages) in [(-1, 0), (150, 0), (149, 1), (0, 1)] {
        service.stand_still(morning.plus_minutes(minute));
        alerts(&service).digest().await.expect("the digest");
        assert_eq!(told(&service, &worker).await.len(), messages, "{minute} minutes after the hour");
    }
    let page = service.get("/me/messages", &worker.cookie).await.body;
    assert!(page.contains("一共 1 个班有空位") && page.contains("「仓库搬运」08:30"), "{page}");
    assert_eq!(told(&service, &worker).await[0].path(), format!("/me/saved#search-{id}"));
    assert!(service.get("/me/saved", &worker.cookie).await.body.contains(&format!("id=\"search-{id}\"")));
}

async fn seats_that_are_held_are_news_for_those_who_may_have_them(engine: Engine) {
    let service = TestService::start(engine).await;
    service.stand_still(at(&service, 10 * 60));
    let people = service.workers(4).await;
    let [busy, few, taker, keeper] = <[Worker; 4]>::try_from(people).ok().expect("four");
    for worker in [&busy, &taker, &keeper] {
        crate::favours::busy(&service, worker, 3).await;
    }
    for worker in [&busy, &few] {
        watch(&service, worker, &[("q", "搬运"), ("county", "510603")], Alert::Once).await;
        watch(&service, worker, &[("q", "搬运")], Alert::Daily).await;
    }
    yesterday(&service).await;
    // Two seats, of which one is held until an hour before the start; the other one is gone.
    let starts = service.now().plus_minutes(8 * 60);
    let held = (1, starts.plus_minutes(-60));
    let shift = rows::shift(&service.store, Wanted { seats: 2, held, ..Wanted::at(starts) }).await;
    let open = rows::shift(&service.store, Wanted { seats: 2, held, ..Wanted::at(starts.plus_minutes(1)) }).await;
    assert_eq!(service.claim(&taker, shift, "claim-of-taker", false).await.status, 200);
    let fields = [("draft[shift]", shift.to_string()), ("draft[keep]", "yes".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(service.call("/api/keep_posting", &fields, &keeper.cookie).await.status, 200);
    for one in [shift, open] {
        listed(&service, one).await;
    }
    tell(&service).await;
    let of = async |whom: &Worker| told_of(&service, whom.account).await;
    let ids = |shifts: &[ShiftId]| shifts.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!((of(&few).await, of(&busy).await), (ids(&[shift, open]), ids(&[open])));
    assert!(of(&keeper).await.is_empty(), "they keep it, and could not take the seat that is left");
    let day = service.now().day_number();
    alerts(&service).digest_of(day).await.expect("the digest");
    for (whom, wanted) in [(&few, 2), (&busy, 1)] {
        let messages = told(&service, whom).await;
        let found = messages.iter().find_map(|one| match one {
            Content::DayDigest { found, best, .. } => Some((*found, best.len())),
            _ => None,
        });
        assert_eq!(found, Some((wanted, wanted as usize)));
    }
    // Whoever took the other seat gives it up: that one is anybody's, though it is not the first free seat.
    let mine = service.ask("/api/my_shifts", "{}", &taker.cookie).await;
    let claim = crate::access::between(&mine.body, "\"mine\":{\"id\":\"", "\"");
    let fields = [("draft[claim]", claim.as_str()), ("draft[key]", "leave-of-taker"), ("draft[reason]", "plans")];
    assert_eq!(service.call("/api/leave", &fields, &taker.cookie).await.status, 200);
    tell(&service).await;
    assert_eq!(of(&keeper).await, ids(&[shift]));
    assert_eq!(of(&busy).await, ids(&[open]), "nothing is new on the list");
    // Taken again, and then the hour comes at which nothing is held any more: it is news for all.
    assert_eq!(service.claim(&taker, shift, "claim-of-taker-2", false).await.status, 200);
    service.stand_still(starts.plus_minutes(-61));
    tell(&service).await;
    assert_eq!(of(&busy).await, ids(&[open]));
    service.stand_still(starts.plus_minutes(-60));
    tell(&service).await;
    assert_eq!(of(&busy).await, ids(&[shift, open]), "their hour has come");
}
