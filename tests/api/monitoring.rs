//! The figures: known rows come to known numbers, in one's own region only, and nothing is told of few persons.

use std::collections::BTreeMap;

use domain::{
    admin::Queue,
    gig::ClaimState,
    id::ShiftId,
    identity::StaffRole,
    measure::{Median, Share},
    monitoring::{Cell, ClaimFigure, Figures, Narrowed, Statistics},
    when::{Moment, parse_date},
};
use server::{reference::Reference, seed, store::Engine as On};
use support::{
    Engine, TestService, Worker,
    rows::{self, Claimed, Wanted},
};

crate::on_both!(
    known_rows_come_to_known_figures,
    figures_end_where_ones_region_ends,
    nothing_is_told_of_few_persons,
    what_cannot_be_read_is_named,
    the_queue_says_how_the_market_stands,
    sample_content_has_a_past_that_adds_up,
    every_number_leads_to_its_rows,
);

const HERE: &str = "510681";
const WEEK: &str = "\"from\":\"2026-11-18\",\"to\":\"2026-11-24\"";

fn at(date: &str, hour: i64) -> Moment {
    Moment::start_of(parse_date(date).expect("a date")).plus_minutes(60 * hour)
}

/// A shift on that day at eight, published the day before at eight.
async fn shift(service: &TestService, town: &str, trade: &str, date: &str, seats: i64) -> ShiftId {
    let (town, occupation) = (town.to_owned(), trade.to_owned());
    rows::shift(&service.store, Wanted { town, occupation, seats, ..Wanted::at(at(date, 8)) }).await
}

/// So many claims of different persons on a shift of that day, made so many minutes after it was published.
async fn claims(service: &TestService, shift: ShiftId, date: &str, after: i64, state: ClaimState, n: usize) {
    let made = Moment(at(date, 8).0 - Moment::DAY).plus_minutes(after);
    for worker in service.workers(n).await {
        let claimed = Claimed { shift, account: worker.account, state, made, waited: false };
        rows::claim(&service.store, claimed).await;
    }
}

/// The market of a week, in 广汉市 and in 绵竹市.
async fn market(engine: Engine) -> TestService {
    let service = TestService::start(engine).await;
    service.stand_still(at("2026-11-24", 10));
    // Five that fill within ten to fifty minutes of being published; the first by somebody who left it to one who waited.
    for minutes in [10, 20, 30, 40, 50] {
        let id = shift(&service, "510681001", "4-02-05-04", "2026-11-20", 1).await;
        let state = if minutes == 10 { ClaimState::CancelledByWorker } else { ClaimState::Settled };
        claims(&service, id, "2026-11-20", minutes, state, 1).await;
        if minutes == 10 {
            let account = service.workers(1).await[0].account;
            let made = at("2026-11-20", 7);
            let waited = Claimed { shift: id, account, state: ClaimState::Settled, made, waited: true };
            rows::claim(&service.store, waited).await;
        }
    }
    let short = shift(&service, "510681002", "4-10-01-02", "2026-11-21", 4).await;
    claims(&service, short, "2026-11-21", 5, ClaimState::Settled, 1).await;
    claims(&service, short, "2026-11-21", 5, ClaimState::CancelledByWorker, 6).await;
    claims(&service, short, "2026-11-21", 5, ClaimState::NoShow, 5).await;
    let closed = shift(&service, "510681001", "4-02-05-04", "2026-11-22", 3).await;
    claims(&service, closed, "2026-11-22", 5, ClaimState::CancelledByEmployer, 2).await;
    rows::close(&service.store, closed, at("2026-11-21", 20)).await;
    // The week before, and another county.
    let before = shift(&service, "510681001", "4-02-05-04", "2026-11-17", 2).await;
    claims(&service, before, "2026-11-17", 5, ClaimState::Settled, 1).await;
    let elsewhere = shift(&service, "510683105", "4-02-05-04", "2026-11-20", 9).await;
    claims(&service, elsewhere, "2026-11-20", 5, ClaimState::Settled, 7).await;
    service
}

async fn statistics(service: &TestService, staff: &Worker, query: &str) -> Statistics {
    let answer = service.ask("/api/show_statistics", &format!("{{\"query\":{{{query}}}}}"), &staff.cookie).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("figures")
}

fn made(figures: &Figures) -> Cell {
    figures.claims(ClaimFigure::Made)
}

async fn known_rows_come_to_known_figures(engine: Engine) {
    let service = market(engine).await;
    let staff = service.staff(StaffRole::Operator, HERE).await;
    let week = statistics(&service, &staff, WEEK).await;
    let counts = &week.whole.counts;
    assert_eq!((counts.postings, counts.shifts, counts.cancelled, counts.filled), (7, 7, 1, 5));
    assert_eq!(counts.seats, Share::new(6, 9));
    assert_eq!(counts.to_fill, Some(Median { of: 5, minutes: 30 }), "the wait of whoever waited is not counted");
    let of = |figure| week.whole.claims(figure);
    let told = [of(ClaimFigure::Made), of(ClaimFigure::ByWorker), of(ClaimFigure::NoShow)];
    assert_eq!(told, [Cell::Exact(20), Cell::Exact(7), Cell::Exact(5)]);
    assert_eq!((week.whole.workers, week.whole.no_shows), (Some(Cell::Exact(20)), Some(Share::new(5, 11))));
    assert_eq!((week.before.counts.shifts, week.before.counts.seats), (1, Share::new(1, 2)));

    let by_day: Vec<_> = week.parts.iter().map(|part| part.figures.counts.shifts).collect();
    assert_eq!(by_day, [0, 0, 5, 1, 1, 0, 0]);
    // A shift is counted on the local day it starts, however early.
    let night = Moment(at("2026-11-23", 0).0 + 1);
    rows::shift(&service.store, Wanted { town: "510681003".to_owned(), ..Wanted::at(night) }).await;
    let week = statistics(&service, &staff, WEEK).await;
    assert_eq!(week.parts[5].figures.counts.shifts, 1);

    let by_trade = statistics(&service, &staff, &format!("{WEEK},\"by\":\"trade\"")).await;
    let trades: Vec<_> = by_trade.parts.iter().map(|part| (part.of.clone(), part.figures.counts.shifts)).collect();
    assert_eq!(trades, [(Narrowed::Trade("4-02".to_owned()), 7), (Narrowed::Trade("4-10".to_owned()), 1)]);
    let narrowed = statistics(&service, &staff, &format!("{WEEK},\"trade\":\"4-10\"")).await;
    assert_eq!((narrowed.whole.counts.shifts, narrowed.whole.counts.postings), (1, 1));
    assert_eq!(made(&narrowed.whole), Cell::Exact(12));
    let town = statistics(&service, &staff, &format!("{WEEK},\"region\":\"510681002\"")).await;
    assert_eq!((town.whole.counts.shifts, town.region.name.as_str()), (1, "广汉市 · 汉州街道"));
    // Weeks of a year come to the same.
    let year = statistics(&service, &staff, "\"from\":\"2026-01-01\",\"to\":\"2026-12-31\"").await;
    assert_eq!((year.parts.len(), year.whole.counts.shifts), (53, 9));
}

async fn figures_end_where_ones_region_ends(engine: Engine) {
    let service = market(engine).await;
    let staff = service.staff(StaffRole::Auditor, HERE).await;
    let own = statistics(&service, &staff, WEEK).await;
    for outside in ["510683", "510683105", "510600", "510682"] {
        for by in ["day", "region", "trade"] {
            let asked = format!("{WEEK},\"by\":\"{by}\"");
            let plain = statistics(&service, &staff, &asked).await;
            let named = statistics(&service, &staff, &format!("{asked},\"region\":\"{outside}\"")).await;
            assert_eq!((&named.whole, &named.before, &named.parts), (&plain.whole, &plain.before, &plain.parts));
            assert_eq!((&named.region, &named.problems), (&plain.region, &plain.problems), "{outside}");
        }
    }
    let by_region = statistics(&service, &staff, &format!("{WEEK},\"by\":\"region\"")).await;
    assert!(by_region.parts.len() > 5, "townships without a shift are told as well");
    for part in &by_region.parts {
        assert!(matches!(&part.of, Narrowed::Region(region) if region.as_str().starts_with(HERE)), "{part:?}");
    }
    assert!(own.regions.iter().all(|region| region.code.as_str().starts_with(HERE)), "{:?}", own.regions);
    let page = service.get("/console/statistics?by=region&region=510683&from=2026-11-18", &staff.cookie).await;
    assert!(page.status == 200 && !page.body.contains("绵竹") && page.body.contains("region=510681001"));

    // Townships see themselves, the city sees all.
    let town = service.staff(StaffRole::Operator, "510681002").await;
    let town = statistics(&service, &town, &format!("{WEEK},\"by\":\"region\"")).await;
    assert_eq!((town.whole.counts.shifts, town.whole.counts.postings, town.regions.len()), (1, 1, 1));
    let city = service.staff(StaffRole::Approver, "510600").await;
    let all = statistics(&service, &city, &format!("{WEEK},\"by\":\"region\"")).await;
    assert_eq!((all.parts.len(), all.whole.counts.shifts, made(&all.whole)), (6, 8, Cell::Exact(27)));
    let other = statistics(&service, &city, &format!("{WEEK},\"region\":\"510683\"")).await;
    assert_eq!((other.whole.counts.shifts, made(&other.whole)), (1, Cell::Exact(7)));
}

async fn nothing_is_told_of_few_persons(engine: Engine) {
    let service = market(engine).await;
    let staff = service.staff(StaffRole::Operator, HERE).await;
    let week = statistics(&service, &staff, WEEK).await;
    assert_eq!(week.whole.claims(ClaimFigure::ByEmployer), Cell::Few);
    // Two of one day could be worked out from twenty in all unless the other days were withheld.
    let days: Vec<Cell> = week.parts.iter().map(|part| made(&part.figures)).collect();
    let none = Cell::Exact(0);
    assert_eq!(days, [none, none, Cell::Withheld, Cell::Withheld, Cell::Few, none, none]);
    // Four full shifts are too few to tell a middle of, one person with a claim is not told.
    let before = service.ask(
        "/api/show_statistics",
        "{\"query\":{\"from\":\"2026-11-17\",\"to\":\"2026-11-17\"}}",
        &staff.cookie,
    );
    let before = before.await.body;
    for hidden in ["\"workers\":\"few\"", "\"to_fill\":null", "\"no_shows\":null", "\"claims\":[\"few\","] {
        assert!(before.contains(hidden), "{hidden} in {before}");
    }
    let page = service.get("/console/statistics?from=2026-11-18&to=2026-11-24", &staff.cookie).await.body;
    assert!(page.contains("&lt;5") && page.contains("不显示"));
    assert!(!page.contains("state=cancelled_by_employer"), "a hidden count leads nowhere");
    assert!(page.contains("state=cancelled_by_worker") && page.contains("/console/tables/shifts?"));
}

async fn what_cannot_be_read_is_named(engine: Engine) {
    let service = TestService::start(engine).await;
    let staff = service.staff(StaffRole::Administrator, HERE).await;
    let wrong = "\"from\":\"2026-02-29\",\"to\":\"x\",\"region\":\"here\",\"trade\":\"9-99\",\"by\":\"moon\"";
    let answer = statistics(&service, &staff, wrong).await;
    let fields: Vec<&str> = answer.problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["region", "by", "from", "to", "trade"]);
    let page = service.get("/console/statistics?from=2026-02-29&to=%00%27&by=%F0%9F%8C%99", &staff.cookie).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("value=\"2026-02-29\"") && page.body.contains("from-error"), "what was typed is kept");
    let long = service.get("/console/statistics?from=2020-01-01&to=2026-11-24", &staff.cookie).await;
    assert!(long.status == 200 && long.body.contains("一次最多看 366 天"));
    let nothing = service.get("/console/statistics?region=510681999", &staff.cookie).await;
    assert!(nothing.body.contains("没有这个地区") && nothing.body.contains("没有用工信息"));
}

async fn the_queue_says_how_the_market_stands(engine: Engine) {
    let service = market(engine).await;
    let staff = service.staff(StaffRole::Operator, HERE).await;
    let glance = async || {
        let answer = service.ask("/api/show_queue", "{\"query\":{}}", &staff.cookie).await;
        serde_json::from_str::<Queue>(&answer.body).expect("a queue").glance.expect("how it stands")
    };
    let first = glance().await;
    assert_eq!((first.shifts, first.seats, first.short), (0, Share::new(0, 0), 0));
    assert_eq!((first.to_fill, first.to_fill_before), (Some(Median { of: 5, minutes: 30 }), None));
    for minutes in [90, 119, 121] {
        let wanted = Wanted { town: "510681001".to_owned(), ..Wanted::at(service.now().plus_minutes(minutes)) };
        let id = rows::shift(&service.store, wanted).await;
        if minutes == 90 {
            claims(&service, id, "2026-11-24", 5, ClaimState::Confirmed, 5).await;
        }
    }
    assert_eq!(glance().await.shifts, 0, "it is remembered for a moment");
    service.stand_still(service.now().plus_minutes(1));
    let later = glance().await;
    assert_eq!((later.shifts, later.seats, later.short), (3, Share::new(5, 15), 2));
    let page = service.get("/console", &staff.cookie).await.body;
    assert!(page.contains("今天班次") && page.contains("state=open"), "{page}");
}

async fn sample_content_has_a_past_that_adds_up(engine: Engine) {
    const UNEVEN: &str = "SELECT COUNT(*) FROM shift s WHERE s.taken > s.seats OR s.taken <> (SELECT COUNT(*) FROM claim c \
                          WHERE c.shift_id = s.id AND c.active AND c.state NOT IN ('applied', 'waitlisted'))";
    const LISTED: &str = "SELECT COUNT(*) FROM shift WHERE listed";
    const UNTOLD: &str = "SELECT COUNT(*) FROM claim c WHERE NOT EXISTS (SELECT 1 FROM claim_event e \
                          WHERE e.claim_id = c.id AND e.state = c.state)";
    let service = TestService::start(engine).await;
    let options = seed::SeedOptions { shifts: 200, seed: 5 };
    let report = seed::demo(&service.store, &Reference::builtin(), &options, service.now()).await.expect("content");
    assert!(report.shifts == 200 && report.claims > 300, "{report:?}");
    for (sql, expected) in [(UNEVEN, 0), (LISTED, 200), (UNTOLD, 0)] {
        let mut db = service.store.read().await.expect("a connection");
        let n: i64 = match db.engine() {
            On::Sqlite(c) => sqlx::query_scalar(sql).fetch_one(c).await.expect("a count"),
            On::Postgres(c) => sqlx::query_scalar(sql).fetch_one(c).await.expect("a count"),
        };
        assert_eq!(n, expected, "{sql}");
    }
    let staff = service.staff(StaffRole::Operator, "510600").await;
    let fortnight = Moment(service.now().0 - 14 * Moment::DAY).date();
    let past = statistics(&service, &staff, &format!("\"from\":\"{fortnight}\"")).await;
    let counts = past.whole.counts;
    assert!(counts.shifts >= 200 && counts.filled > 20 && counts.to_fill.is_some(), "{counts:?}");
    assert!(matches!(made(&past.whole), Cell::Exact(300..)));
}

/// The numbers of a page that lead to rows of a table: the table's address and the number. The first one that leads to an
/// address counts its rows; those after it say what the same rows hold, such as seats.
fn linked(page: &str) -> BTreeMap<String, u64> {
    let links = page.split("<a href=\"/console/tables/").skip(1);
    let read = |rest: &str| {
        let (address, rest) = rest.split_once("\">")?;
        let number = rest.split('<').next()?.parse().ok()?;
        Some((address.replace("&amp;", "&"), number))
    };
    let mut first = BTreeMap::new();
    for (address, number) in links.filter_map(read) {
        first.entry(address).or_insert(number);
    }
    first
}

async fn every_number_leads_to_its_rows(engine: Engine) {
    let service = market(engine).await;
    let staff = service.staff(StaffRole::Operator, HERE).await;
    for by in ["day", "region", "trade"] {
        let page = format!("/console/statistics?from=2026-11-18&to=2026-11-24&by={by}");
        let page = service.get(&page, &staff.cookie).await;
        let numbers = linked(&page.body);
        assert!(numbers.len() >= 8, "only {} numbers by {by}", numbers.len());
        for (address, number) in numbers {
            let rows = service.get(&format!("/console/tables/{address}"), &staff.cookie).await.body;
            let total = rows.split("data-total=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a total");
            assert_eq!(total, number.to_string(), "{address}");
        }
    }
}
