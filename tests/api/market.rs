//! How the market stands: what is not full, what is owed, what waits, in one's own region only.

use domain::{
    identity::StaffRole,
    monitoring::{Cell, MarketBoard, MarketPart, Statistics},
    when::Moment,
    work::WorkKind,
};
use support::{
    Engine, TestService, Worker,
    rows::{self, Wanted},
};

crate::on_both!(
    the_board_adds_up_and_ends_where_ones_region_ends,
    what_came_of_the_work_is_told_of_many_only,
    the_file_of_an_employer_says_what_is_known_of_it,
);

async fn board(service: &TestService, staff: &Worker) -> MarketBoard {
    let answer = service.ask("/api/show_market", "{}", &staff.cookie).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("a board")
}

fn part<'a>(board: &'a MarketBoard, code: &str) -> &'a MarketPart {
    board.parts.iter().find(|part| part.region.code.as_str() == code).expect("a part")
}

/// A shift that starts after so many hours.
async fn shift(service: &TestService, town: &str, hours: i64, seats: i64) -> String {
    let starts = service.now().plus_minutes(60 * hours);
    let wanted = Wanted { town: town.to_owned(), seats, ..Wanted::at(starts) };
    rows::shift(&service.store, wanted).await.to_string()
}

async fn the_board_adds_up_and_ends_where_ones_region_ends(engine: Engine) {
    let service = TestService::start(engine).await;
    let [worker, reader] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let full = shift(&service, "510681001", 3, 1).await;
    assert_eq!(service.claim(&worker, &full, "take-the-seat", false).await.status, 200);
    let short = shift(&service, "510681001", 5, 4).await;
    shift(&service, "510681002", 30, 4).await;
    shift(&service, "510683105", 2, 7).await;
    let report = [("draft[shift]", short.as_str()), ("draft[reason]", "money")];
    assert_eq!(service.call("/api/report_posting", &report, &reader.cookie).await.status, 200);
    let county = board(&service, &service.staff(StaffRole::Operator, "510681").await).await;
    let town = part(&county, "510681001");
    assert_eq!((town.shifts, town.short, town.free), (2, 1, 4));
    assert_eq!(town.waits(WorkKind::Report).all, 1);
    assert_eq!((county.whole.shifts, county.whole.short, county.whole.free), (2, 1, 4));
    let soonest: Vec<String> = county.short.iter().map(|shift| shift.id.to_string()).collect();
    assert_eq!(soonest, std::slice::from_ref(&short), "not what is full, later or elsewhere");
    assert!(county.parts.iter().all(|part| part.region.code.as_str().starts_with("510681")));
    let city = board(&service, &service.staff(StaffRole::Auditor, "510600").await).await;
    let counties = [part(&city, "510681"), part(&city, "510683")].map(|part| (part.shifts, part.free));
    assert_eq!((counties, city.whole.free), ([(2, 4), (1, 7)], 11));
    // Two days later its deadline is over.
    service.pass(2 * Moment::DAY + 20 * Moment::HOUR);
    let staff = service.staff(StaffRole::Operator, "510681").await;
    let later = board(&service, &staff).await;
    let waits = later.whole.waits(WorkKind::Report);
    assert_eq!((waits.all, later.whole.shifts, later.short.len()), (1, 0, 0));
    let page = service.get("/console/market", &staff.cookie).await.body;
    assert!(page.contains("用工信息举报 1") && page.contains("都招满了"), "{page}");
}

async fn what_came_of_the_work_is_told_of_many_only(engine: Engine) {
    let service = TestService::start(engine).await;
    let staff = service.staff(StaffRole::Operator, "510681").await;
    let figures = async || {
        let answer = service.ask("/api/show_statistics", "{\"query\":{}}", &staff.cookie).await;
        serde_json::from_str::<Statistics>(&answer.body).expect("figures").outcomes
    };
    let wanted = Wanted { town: "510681001".to_owned(), seats: 5, ..Wanted::at(service.now().plus_minutes(30)) };
    let shift = rows::shift(&service.store, wanted).await;
    let workers = service.workers(5).await;
    let employer = service.workers(1).await.remove(0);
    rows::employ(&service.store, shift, employer.account).await;
    let mut claims = Vec::new();
    for worker in &workers {
        claims.push(crate::attendance::seat(&service, worker, shift).await);
    }
    rows::move_shift(&service.store, shift, -10 * Moment::HOUR).await;
    let starts = service.now().plus_minutes(30 - 600);
    let [from, to] = [0, 240].map(|minutes| starts.plus_minutes(minutes).clock());
    for (n, claim) in claims.iter().enumerate() {
        let done = [("draft[claim]", claim.as_str()), ("draft[begun]", &from), ("draft[ended]", &to)];
        let written = service.call("/api/record_hours", &done, &employer.cookie).await;
        assert_eq!(written.status, 200, "{}", written.body);
        let told = figures().await;
        if n == 3 {
            assert_eq!((told.worked, told.hours, told.wages), (Cell::Few, None, None), "of four nothing is told");
        }
    }
    let told = figures().await;
    assert_eq!((told.worked, told.workers), (Cell::Exact(5), Cell::Exact(5)));
    assert_eq!(told.hours, Some(20));
    assert_eq!(told.wages.map(|(paid, _)| paid.0), Some(0));
}

async fn the_file_of_an_employer_says_what_is_known_of_it(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, reader] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let (organisation, posting, shift) = crate::postings::published(&service, &owner).await;
    let report = [("draft[shift]", shift.as_str()), ("draft[reason]", "money")];
    assert_eq!(service.call("/api/report_posting", &report, &reader.cookie).await.status, 200);
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let answer = [("draft[posting]", posting.as_str()), ("draft[outcome]", "warned"), ("draft[words]", "改正")];
    assert_eq!(service.call("/api/answer_reports", &answer, &approver.cookie).await.status, 200);
    let page = service.get(&format!("/console/employer/{organisation}"), &approver.cookie).await;
    assert_eq!(page.status, 200, "{}", page.body);
    for said in ["发布过 1 条，没有通过 0 条，半年内举报属实 1 条", "举报属实：仓库搬运", "发布：仓库搬运", "评价太少"]
    {
        assert!(page.body.contains(said), "{said} in {}", page.body);
    }
    let elsewhere = service.staff(StaffRole::Approver, "510683").await;
    assert_eq!(service.get(&format!("/console/employer/{organisation}"), &elsewhere.cookie).await.status, 404);
}
