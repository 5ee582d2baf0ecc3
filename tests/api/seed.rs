//! Sample content as the rules read it: what was written of days that have gone by adds up, and there is something to see.

use std::{collections::HashSet, sync::Arc};

use domain::{
    gig::{
        arrears::ArrearsStep,
        attendance::Hours,
        settlement::{Balance, LedgerQuery, Standing},
    },
    id::AccountId,
    identity::{Actor, Staff, StaffRole},
    region::RegionCode,
    when::Moment,
};
use server::{
    attachment::Files,
    gig::{
        attendance::{hours_view, queries as days},
        settlement::worked_out,
    },
    reference::Reference,
    seed::{self, Lead, Scenery, SeedOptions},
    setting::Settings,
    store::{Cell, Engine as On, Key, Store, insert_many},
};
use support::{Database, Engine, TestService};

crate::on_both!(
    days_and_money_of_the_past_add_up,
    the_ledger_is_what_the_rules_make_of_what_was_said_at_any_hour,
    the_same_seed_makes_the_same_past,
    every_step_of_the_ladder_is_taken,
    the_staff_have_something_to_do_at_any_hour,
    what_was_there_before_is_no_sample,
    whoever_opens_the_link_is_an_employer,
);

const OPTIONS: SeedOptions = SeedOptions { shifts: 120, seed: 5 };

/// When most of it is looked at, before dawn in China.
const NOW: Moment = Moment(1_795_725_660_000);

/// A database with sample content, made as the program makes it: before anybody is served and any job runs.
async fn sown(engine: Engine, now: Moment) -> (Database, Store, Lead) {
    let database = Database::create(engine).await;
    let store = Store::open(&database.url, support::keys()).await.expect("the storage");
    store.migrate().await.expect("the schema");
    let report = seed::demo(&store, &Reference::builtin(), &OPTIONS, now).await.expect("content");
    (database, store, report.lead.expect("an employer"))
}

/// The service on it, at that time.
async fn served(database: Database, now: Moment) -> TestService {
    let service = TestService::over(database).await;
    service.stand_still(now);
    service
}

async fn number(service: &TestService, sql: &'static str) -> i64 {
    let mut db = service.store.read().await.expect("a connection");
    match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(sql).fetch_one(c).await.expect("a number"),
        On::Postgres(c) => sqlx::query_scalar(sql).fetch_one(c).await.expect("a number"),
    }
}

fn approver() -> Actor {
    let region = RegionCode::parse("510600").expect("the city");
    Actor::Staff(Staff { account: AccountId(uuid::Uuid::nil()), role: StaffRole::Approver, region })
}

async fn days_and_money_of_the_past_add_up(engine: Engine) {
    // Nothing of these is there.
    const NONE: [&str; 7] = [
        "SELECT COUNT(*) FROM settlement t WHERE t.paid <> COALESCE((SELECT SUM(m.amount) FROM payment m \
         WHERE m.claim_id = t.claim_id), 0)",
        "SELECT COUNT(*) FROM claim c WHERE c.state = 'settled' AND NOT EXISTS (SELECT 1 FROM settlement t \
         WHERE t.claim_id = c.id AND t.paid >= t.owed AND COALESCE(t.receipt, '') NOT IN ('missing', 'short'))",
        "SELECT COUNT(*) FROM claim c WHERE c.state IN ('settled', 'checked_out') AND NOT EXISTS \
         (SELECT 1 FROM attendance a JOIN attendance b ON b.claim_id = a.claim_id WHERE a.claim_id = c.id \
         AND a.entry = 'in' AND b.entry = 'out')",
        "SELECT COUNT(*) FROM settlement t JOIN claim c ON c.id = t.claim_id WHERE c.state = 'checked_out' \
         AND t.paid >= t.owed AND COALESCE(t.receipt, '') NOT IN ('missing', 'short')",
        "SELECT COUNT(*) FROM claim c WHERE NOT EXISTS (SELECT 1 FROM claim_event e WHERE e.claim_id = c.id \
         AND e.state = c.state AND ABS(e.at - c.state_at) < 5000) OR EXISTS (SELECT 1 FROM claim_event e \
         WHERE e.claim_id = c.id AND e.at > c.state_at + 5000)",
        "SELECT COUNT(*) FROM claim c WHERE c.state IN ('no_show', 'employer_no_show') AND NOT EXISTS \
         (SELECT 1 FROM absence a WHERE a.claim_id = c.id AND a.ended_at IS NULL)",
        "SELECT COUNT(*) FROM shift s WHERE s.taken > s.seats OR s.taken <> (SELECT COUNT(*) FROM claim c \
         WHERE c.shift_id = s.id AND c.active AND c.state NOT IN ('applied', 'waitlisted'))",
    ];
    // Of these there are some.
    const SOME: [&str; 8] = [
        "SELECT COUNT(*) FROM payment m JOIN settlement t ON t.claim_id = m.claim_id WHERE m.written_at > t.due_at",
        "SELECT COUNT(*) FROM settlement WHERE paid > 0 AND paid < owed",
        "SELECT COUNT(*) FROM settlement WHERE receipt = 'received'",
        "SELECT COUNT(*) FROM settlement WHERE receipt = 'short'",
        "SELECT COUNT(*) FROM settlement WHERE receipt = 'missing'",
        "SELECT COUNT(*) FROM attendance WHERE reason IS NOT NULL",
        "SELECT COUNT(*) FROM rating r JOIN rating o ON o.claim_id = r.claim_id WHERE r.side < o.side",
        "SELECT COUNT(*) FROM rating r WHERE NOT EXISTS (SELECT 1 FROM rating o WHERE o.claim_id = r.claim_id \
         AND o.side <> r.side)",
    ];
    let service = served(sown(engine, NOW).await.0, NOW).await;
    for sql in NONE {
        assert_eq!(number(&service, sql).await, 0, "{sql}");
    }
    for sql in SOME {
        assert!(number(&service, sql).await > 0, "{sql}");
    }
}

async fn the_ledger_is_what_the_rules_make_of_what_was_said_at_any_hour(engine: Engine) {
    for hour in [0, 4, 9, 14, 19, 23] {
        the_ledger_is_what_the_rules_make(engine, Moment::start_of(NOW.date()).plus_minutes(hour * 60 + 45)).await;
    }
}

async fn the_ledger_is_what_the_rules_make(engine: Engine, now: Moment) {
    let (database, _, lead) = sown(engine, now).await;
    let service = served(database, now).await;
    let services = &service.state.services;
    let query = LedgerQuery::default();
    let ledger = services.settlements.ledger(&Actor::Person(lead.owner), lead.organisation, query).await;
    let ledger = ledger.expect("the ledger");
    let of = |row: &domain::gig::settlement::LedgerRow| row.wages.balance;
    let add = |take: fn(Balance) -> i64| ledger.rows.iter().map(|row| take(of(row))).sum::<i64>();
    assert_eq!(ledger.sums.owed.0, add(|balance| balance.owed.0));
    assert_eq!(ledger.sums.paid.0, add(|balance| balance.paid.0));
    assert_eq!(ledger.sums.open.0, add(|balance| balance.open.0));
    let standings: HashSet<_> = ledger.rows.iter().map(|row| row.wages.standing.word()).collect();
    for standing in [Standing::Due, Standing::Received] {
        assert!(standings.contains(standing.word()), "{standing:?} of {standings:?} at {}", now.clock());
    }
    // Some of it is disputed at some hours; overdue it is all the same.
    assert!(ledger.overdue.is_some(), "nothing is overdue at {}", now.clock());
    for row in &ledger.rows {
        let mut db = service.store.read().await.expect("a connection");
        let reports = days::reports(&mut db, row.claim).await.expect("reports");
        let site = days::site(&mut db, row.shift).await.expect("a shift").expect("a shift");
        let hours: Hours = site.hours();
        let workdays = service.settings.workdays(&RegionCode::parse(&site.region).expect("a region"), service.now());
        let view = hours_view(&hours, reports);
        let out = worked_out((site.rule(), site.term()), hours.planned(), &view, &workdays).expect("hours");
        assert_eq!((out.owed, out.due, out.minutes), (of(row).owed, row.wages.due, row.wages.minutes));
    }
}

async fn the_same_seed_makes_the_same_past(engine: Engine) {
    const PAID: &str = "SELECT CAST(SUM(m.amount * (m.day - 20000)) AS BIGINT) FROM payment m";
    const SAID: &str = "SELECT CAST(SUM(a.value / 60000 - a.written_at / 120000) AS BIGINT) FROM attendance a";
    const RATED: &str = "SELECT CAST(SUM(first + 3 * second + 9 * third + written_at / 60000) AS BIGINT) FROM rating";
    let now = Moment(1_795_500_000_000);
    let mut made = Vec::new();
    for seed in [5, 5, 6] {
        let service = TestService::start(engine).await;
        let options = SeedOptions { seed, ..OPTIONS };
        let report = seed::demo(&service.store, &Reference::builtin(), &options, now).await.expect("content");
        let lead = report.lead.expect("an employer");
        let numbers = [number(&service, PAID).await, number(&service, SAID).await, number(&service, RATED).await];
        made.push((Key::from(lead.organisation).0, numbers));
    }
    assert_eq!(made[0], made[1]);
    assert_ne!(made[0], made[2]);
}

async fn every_step_of_the_ladder_is_taken(engine: Engine) {
    // Who is on the list can be worked for.
    const STOPPED: &str = "SELECT COUNT(*) FROM shift s JOIN posting p ON p.id = s.posting_id WHERE s.listed AND EXISTS \
                           (SELECT 1 FROM settlement t WHERE t.organisation_id = p.employer_id AND t.paid < t.owed)";
    let service = served(sown(engine, NOW).await.0, NOW).await;
    let board = service.state.services.arrears.board(&approver(), "").await.expect("the board");
    let steps: HashSet<_> = board.rows.iter().map(|row| row.step.word()).collect();
    for step in ArrearsStep::ALL {
        assert!(steps.contains(step.word()), "{step:?} of {steps:?}");
    }
    assert_eq!(board.open.0, board.rows.iter().map(|row| row.overdue.open.0).sum::<i64>());
    assert_eq!(number(&service, STOPPED).await, 0);
}

/// Sample content with what goes on in it, the employer to act for and the link to it.
async fn played(engine: Engine, now: Moment) -> (TestService, Lead, String) {
    let (database, store, lead) = sown(engine, now).await;
    let link = play(&database, &store, (lead, now)).await;
    (served(database, now).await, lead, link)
}

async fn play(database: &Database, store: &Store, (lead, now): (Lead, Moment)) -> String {
    let reference = Arc::new(Reference::builtin());
    let scenery = Scenery {
        settings: Settings::open(store, reference.city().code.clone()).await.expect("settings"),
        files: Files::open("", &support::database::data_dir(&database.url).join("files")).expect("a folder"),
        public_url: "http://127.0.0.1".to_owned(),
        store: store.clone(),
        reference,
    };
    seed::play(scenery, lead, now).await.expect("scenes").expect("a link")
}

async fn what_was_there_before_is_no_sample(engine: Engine) {
    const ORGANISATION: &str = "organisation (id, kind, name, region, sample, created_at, state, verified_until)";
    let (database, store, lead) = sown(engine, NOW).await;
    let text = |text: &str| Cell::Text(text.to_owned());
    let id = uuid::Uuid::now_v7();
    let row = vec![
        Cell::Id(id),
        text("firm"),
        text("真实单位"),
        text("510603001"),
        Cell::Flag(false),
        Cell::Number(NOW.0),
        text("draft"),
        Cell::Number(0),
    ];
    let written = store.write::<_, (), _>(move |db| {
        let row = row.clone();
        Box::pin(async move { Ok(insert_many(db, ORGANISATION, &[row]).await?) })
    });
    written.await.expect("an organisation");
    play(&database, &store, (lead, NOW)).await;
    let service = served(database, NOW).await;
    assert_eq!(number(&service, "SELECT COUNT(*) FROM organisation WHERE NOT sample").await, 1);
}

async fn the_staff_have_something_to_do_at_any_hour(engine: Engine) {
    for hour in [0, 4, 9, 14, 19, 23] {
        the_staff_have_something_to_do(engine, Moment::start_of(NOW.date()).plus_minutes(hour * 60 + 41)).await;
    }
}

async fn the_staff_have_something_to_do(engine: Engine, now: Moment) {
    // How many of each kind wait, and how many of a kind are there.
    const COUNTS: [(&str, std::ops::RangeInclusive<i64>); 16] = [
        ("SELECT COUNT(*) FROM work_item WHERE kind = 'posting'", 4..=5),
        ("SELECT COUNT(*) FROM work_item WHERE kind = 'report'", 1..=1),
        ("SELECT COUNT(*) FROM posting_report", 3..=3),
        ("SELECT COUNT(*) FROM work_item WHERE kind = 'organisation'", 1..=1),
        ("SELECT COUNT(*) FROM work_item WHERE kind = 'case'", 4..=4),
        (
            "SELECT COUNT(*) FROM work_item w JOIN rights_case r ON r.id = w.subject AND w.due_at < r.filed_at + 1728000000 \
          WHERE r.state = 'mediating'",
            1..=1,
        ),
        ("SELECT COUNT(*) FROM rights_case WHERE category = 'harassment' AND NOT released", 1..=1),
        ("SELECT COUNT(*) FROM work_item WHERE kind = 'appeal'", 1..=3),
        ("SELECT COUNT(*) FROM work_item WHERE kind = 'rating'", 1..=1),
        ("SELECT COUNT(*) FROM work_item WHERE kind = 'arrears'", 1..=1),
        ("SELECT COUNT(*) FROM claim WHERE state = 'applied'", 6..=7),
        ("SELECT COUNT(*) FROM posting_draft WHERE state = 'draft'", 1..=1),
        ("SELECT COUNT(*) FROM posting_draft WHERE state = 'changes-requested'", 1..=1),
        ("SELECT COUNT(*) FROM posting_draft WHERE state = 'published'", 2..=2),
        ("SELECT COUNT(*) FROM posting WHERE NOT sample", 0..=0),
        ("SELECT COUNT(*) FROM organisation WHERE NOT sample", 0..=0),
    ];
    // Other counties than the first three have nothing of it: who tries something out there finds it empty.
    const ELSEWHERE: &str = "SELECT COUNT(*) FROM work_item WHERE region NOT LIKE '510603%' \
                             AND region NOT LIKE '510604%' AND region NOT LIKE '510623%'";
    let (service, ..) = played(engine, now).await;
    for (sql, expected) in COUNTS {
        let n = number(&service, sql).await;
        assert!(expected.contains(&n), "{n} at {}: {sql}", now.clock());
    }
    let late = format!("SELECT COUNT(*) FROM work_item WHERE due_at < {}", service.now().0);
    let late: &'static str = late.leak();
    assert!(number(&service, late).await > 0, "nothing is overdue");
    assert_eq!(number(&service, ELSEWHERE).await, 0);
    let staff = service.staff(StaffRole::Approver, "510600").await;
    for page in ["/console", "/console/market", "/console/arrears"] {
        let page = service.get(page, &staff.cookie).await;
        assert_eq!(page.status, 200);
    }
}

async fn whoever_opens_the_link_is_an_employer(engine: Engine) {
    let (service, lead, link) = played(engine, NOW).await;
    let [me, other] = service.workers(2).await.try_into().unwrap_or_else(|_| panic!("two people"));
    let own = format!("/me/organisations/{}", lead.organisation);
    assert_eq!(service.get(&own, &me.cookie).await.status, 404);
    let secret = link.rsplit('/').next().expect("a secret").to_owned();
    let asked = service.get(&format!("/join/{secret}"), &me.cookie).await;
    assert_eq!(asked.status, 200);
    let joined = service.state.services.organisations.join(&Actor::Person(me.account), &secret).await;
    assert_eq!(joined.expect("an organisation"), lead.organisation);
    for page in ["", "/shifts", "/ledger", "/postings", "/workers", "/cases"] {
        let page = service.get(&format!("{own}{page}"), &me.cookie).await;
        assert_eq!(page.status, 200, "{}", page.body);
    }
    let cases = service.get(&format!("{own}/cases"), &me.cookie).await.body;
    assert!(!cases.contains("骚扰"), "it is kept from the employer");
    let again = service.state.services.organisations.join(&Actor::Person(other.account), &secret).await;
    assert!(again.is_err(), "it is good once");
}
