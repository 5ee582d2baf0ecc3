//! Reliability: what counts, what does not, who sees it in which words, and that a person decides about every mark.

use domain::{
    gig::{
        ClaimState,
        reliability::{MarkKind, MarkState, ReliabilityPage, Standing},
    },
    id::OrganisationId,
    identity::{Actor, StaffRole},
    when::Moment,
};
use server::store::{Engine as On, Key};
use support::{
    Answer, Engine, TestService, Worker,
    rows::{self, Claimed, Wanted},
};

use crate::{attendance::Day, claims::claim_of};

crate::on_both!(
    without_history_one_is_new_and_a_kept_shift_counts,
    leaving_late_counts_until_the_staff_lift_it,
    leaving_a_queue_or_for_a_good_reason_never_counts,
    who_did_not_come_is_marked_until_it_is_lifted,
    an_employer_is_told_of_in_words_once_there_is_enough,
    what_is_told_of_a_large_employer_is_remembered_for_minutes,
    calling_off_late_and_paying_late_count_for_the_employer,
);

async fn own(service: &TestService, worker: &Worker) -> ReliabilityPage {
    service.state.services.reliability.own(&Actor::Person(worker.account)).await.expect("the page")
}

async fn of(service: &TestService, owner: &Worker, organisation: OrganisationId) -> ReliabilityPage {
    let actor = Actor::Person(owner.account);
    service.state.services.reliability.of_organisation(&actor, organisation).await.expect("the page")
}

async fn leave(service: &TestService, worker: &Worker, claim: &str, (reason, mark): (&str, &str)) -> Answer {
    let key = format!("leave-{mark}-{claim}");
    let fields = [("draft[claim]", claim), ("draft[key]", &key), ("draft[reason]", reason), ("draft[mark]", mark)];
    service.call("/api/leave", &fields, &worker.cookie).await
}

/// A claim of somebody who has a seat of a shift that begins in an hour.
async fn soon(service: &TestService, worker: &Worker) -> String {
    let starts = service.now().plus_minutes(180);
    let wanted = Wanted { town: "510681001".to_owned(), ..Wanted::at(starts) };
    let shift = rows::shift(&service.store, wanted).await;
    assert_eq!(service.claim(worker, shift, &format!("soon-{}", shift.0.simple()), false).await.status, 200);
    rows::move_shift(&service.store, shift, -2 * Moment::HOUR).await;
    claim_of(service, worker, shift).await
}

/// A claim that somebody left late, for no good reason.
pub async fn left_late(service: &TestService, worker: &Worker) -> String {
    let claim = soon(service, worker).await;
    let left = leave(service, worker, &claim, ("plans", "yes")).await;
    assert_eq!(left.status, 200, "{}", left.body);
    claim
}

/// An appeal against that; gives its id.
pub async fn appeal(service: &TestService, worker: &Worker, claim: &str) -> String {
    const SQL: &str = "SELECT id FROM mark_appeal WHERE subject = $1";
    let sent = send(service, worker, ("", "late-leave", claim), "孩子发烧").await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    let subject = Key(claim.parse().expect("an id"));
    let mut db = service.store.read().await.expect("a connection");
    let ids: Vec<Key> = match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(SQL).bind(subject).fetch_all(c).await.expect("rows"),
        On::Postgres(c) => sqlx::query_scalar(SQL).bind(subject).fetch_all(c).await.expect("rows"),
    };
    assert_eq!(ids.len(), 1, "one appeal");
    ids[0].0.to_string()
}

async fn send(
    service: &TestService,
    whom: &Worker,
    (organisation, kind, subject): (&str, &str, &str),
    reason: &str,
) -> Answer {
    let fields = [
        ("draft[organisation]", organisation),
        ("draft[kind]", kind),
        ("draft[subject]", subject),
        ("draft[reason]", reason),
    ];
    service.call("/api/appeal_mark", &fields, &whom.cookie).await
}

async fn decide(service: &TestService, staff: &Worker, mark: &str, decision: &str) -> Answer {
    let fields = [("draft[mark]", mark), ("draft[decision]", decision), ("draft[reason]", "核实过了")];
    service.call("/api/decide_mark", &fields, &staff.cookie).await
}

async fn without_history_one_is_new_and_a_kept_shift_counts(engine: Engine) {
    let day = Day::begin(engine).await;
    let page = own(&day.service, &day.worker).await;
    assert_eq!((page.reliability.all, page.reliability.standing), (0, Standing::New));
    let shown = day.service.get("/me/reliability", &day.worker.cookie).await.body;
    assert!(shown.contains("还没有做过的班") && shown.contains("data-reliability=\"new\""), "{shown}");
    day.service.pass(9 * Moment::HOUR);
    let (from, to) = (day.clock(0).await, day.clock(480).await);
    let done = day.record(&[("draft[begun]", &from), ("draft[ended]", &to)]).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let page = own(&day.service, &day.worker).await;
    assert_eq!((page.reliability.kept, page.reliability.all, page.marks.len()), (1, 1, 0));
    assert!(day.theirs().await.contains("1 个班，守约 1 个"), "the employer reads it beside the name");
    day.service.pass(200 * Moment::DAY);
    assert_eq!(own(&day.service, &day.worker).await.reliability.all, 0, "what is old says nothing");
}

async fn leaving_late_counts_until_the_staff_lift_it(engine: Engine) {
    let service = TestService::start(engine).await;
    let [worker, other] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let claim = soon(&service, &worker).await;
    let refused = leave(&service, &worker, &claim, ("plans", "")).await;
    assert!(refused.status == 409 && refused.body.contains("LeaveTooLate"), "nobody told them: {}", refused.body);
    let mine = service.get("/me/shifts", &worker.cookie).await.body;
    assert!(mine.contains("name=\"draft[mark]\"") && mine.contains("会留一条记录"), "the form tells them");
    assert_eq!(leave(&service, &worker, &claim, ("plans", "yes")).await.status, 200);
    let again = left_late(&service, &worker).await;
    service.pass(2 * Moment::HOUR);
    let page = own(&service, &worker).await;
    assert_eq!((page.reliability.kept, page.reliability.all), (0, 2));
    assert!(page.marks.iter().all(|mark| mark.kind == MarkKind::LateLeave && mark.state == MarkState::Counts));
    for (reason, problem) in [("", "Empty"), (&"长".repeat(201), "TooLong")] {
        let refused = send(&service, &worker, ("", "late-leave", &claim), reason).await;
        assert!(refused.status == 422 && refused.body.contains(problem), "{}", refused.body);
    }
    for whom in [&other, &worker] {
        let strange = if whom.account == worker.account {
            ("", "late-wages", claim.as_str())
        } else {
            ("", "late-leave", claim.as_str())
        };
        assert_eq!(send(&service, whom, strange, "不是我").await.status, 404);
    }
    let (first, second) = (appeal(&service, &worker, &claim).await, appeal(&service, &worker, &again).await);
    assert_eq!(appeal(&service, &worker, &claim).await, first, "sent again");
    let waiting = own(&service, &worker).await;
    assert_eq!(waiting.reliability.all, 0, "until the staff have answered it does not count");
    assert!(waiting.marks.iter().all(|mark| mark.state == MarkState::Waits));
    let approver = service.staff(StaffRole::Approver, "510681").await;
    let elsewhere = service.staff(StaffRole::Approver, "510683").await;
    let queue = service.get("/console?kind=mark", &approver.cookie).await.body;
    assert!(queue.contains(&format!("/console/mark/{first}")) && queue.contains("守约记录申诉"), "{queue}");
    let case = service.get(&format!("/console/mark/{first}"), &approver.cookie).await.body;
    assert!(case.contains("孩子发烧") && case.contains("临开工才退") && !case.contains("15000"), "{case}");
    assert_eq!(decide(&service, &elsewhere, &first, "lift").await.status, 404);
    assert_eq!(decide(&service, &approver, &first, "perhaps").await.status, 422);
    assert_eq!(decide(&service, &approver, &first, "lift").await.status, 200);
    assert_eq!(decide(&service, &approver, &first, "keep").await.status, 409);
    assert_eq!(decide(&service, &approver, &second, "keep").await.status, 200);
    let page = own(&service, &worker).await;
    assert_eq!(page.reliability.all, 1);
    let state = |claim: &str| page.marks.iter().find(|mark| mark.subject.to_string() == claim).expect("a mark").state;
    assert_eq!((state(&claim), state(&again)), (MarkState::Lifted, MarkState::Kept));
    let told = service.get("/me/messages", &worker.cookie).await.body;
    assert!(told.contains("守约记录撤销了") && told.contains("守约申诉没有通过"), "{told}");
    let shown = service.get("/me/reliability", &worker.cookie).await.body;
    assert!(shown.contains("核实过了") && shown.contains("data-counts=\"false\""), "{shown}");
}

async fn leaving_a_queue_or_for_a_good_reason_never_counts(engine: Engine) {
    let service = TestService::start(engine).await;
    let [holder, waiting] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let starts = service.now().plus_minutes(180);
    let shift = rows::shift(&service.store, Wanted { seats: 1, ..Wanted::at(starts) }).await;
    assert_eq!(service.claim(&holder, shift, "claim-of-holder", false).await.status, 200);
    assert_eq!(service.claim(&waiting, shift, "claim-of-waiting", true).await.status, 200);
    rows::move_shift(&service.store, shift, -2 * Moment::HOUR).await;
    let claim = claim_of(&service, &waiting, shift).await;
    assert_eq!(leave(&service, &waiting, &claim, ("plans", "yes")).await.status, 200);
    let claim = claim_of(&service, &holder, shift).await;
    assert_eq!(leave(&service, &holder, &claim, ("illness", "yes")).await.status, 200);
    service.pass(3 * Moment::HOUR);
    for whom in [&holder, &waiting] {
        assert!(own(&service, whom).await.marks.is_empty());
    }
}

async fn who_did_not_come_is_marked_until_it_is_lifted(engine: Engine) {
    let day = Day::begin(engine).await;
    day.service.pass(Moment::HOUR);
    let fields = [("draft[claim]", day.claim.as_str()), ("draft[reason]", "没有来，电话不通")];
    assert_eq!(day.service.call("/api/miss_worker", &fields, &day.owner.cookie).await.status, 200);
    let page = own(&day.service, &day.worker).await;
    assert_eq!(
        (page.reliability.all, page.marks[0].kind, page.marks[0].state),
        (1, MarkKind::NoShow, MarkState::Counts)
    );
    let shown = day.service.get("/me/reliability", &day.worker.cookie).await.body;
    assert!(shown.contains(&format!("href=\"{}\"", day.own_page())), "the way to its appeal");
    assert_eq!(day.service.call("/api/appeal_absence", &fields, &day.worker.cookie).await.status, 200);
    assert_eq!(own(&day.service, &day.worker).await.reliability.all, 0);
    let approver = day.service.staff(StaffRole::Approver, "510681").await;
    let lifted = [("draft[claim]", day.claim.as_str()), ("draft[decision]", "lift"), ("draft[reason]", "到了")];
    assert_eq!(day.service.call("/api/decide_appeal", &lifted, &approver.cookie).await.status, 200);
    assert!(own(&day.service, &day.worker).await.marks.is_empty());
    // The employer did not come: the same from the other side.
    let absent = day.service.call("/api/miss_employer", &fields, &day.worker.cookie).await;
    assert_eq!(absent.status, 200, "{}", absent.body);
    let page = of(&day.service, &day.owner, day.organisation).await;
    assert_eq!((page.reliability.all, page.marks[0].kind), (1, MarkKind::EmployerNoShow));
}

async fn an_employer_is_told_of_in_words_once_there_is_enough(engine: Engine) {
    let service = TestService::start(engine).await;
    let people = service.workers(6).await;
    let past = rows::shift(&service.store, Wanted::at(service.now().plus_minutes(600))).await;
    let organisation = rows::employ(&service.store, past, people[5].account).await;
    let next = Wanted { employer: organisation.0, ..Wanted::at(Moment(service.now().0 + Moment::DAY)) };
    let next = rows::shift(&service.store, next).await;
    let done = async |n: usize| {
        for worker in &people[..n] {
            let (shift, account, made) = (past, worker.account, service.now());
            let claimed = Claimed { shift, account, state: ClaimState::CheckedOut, made, waited: false };
            rows::claim(&service.store, claimed).await;
        }
    };
    done(4).await;
    rows::move_shift(&service.store, past, -3 * Moment::DAY).await;
    let path = format!("/gigs/{next}");
    let few = service.get(&path, "").await.body;
    assert!(few.contains("记录还少") && !few.contains("近半年"), "four are few");
    let claimed = Claimed {
        shift: past,
        account: people[4].account,
        state: ClaimState::CheckedOut,
        made: service.now(),
        waited: false,
    };
    rows::claim(&service.store, claimed).await;
    let page = service.get(&path, "").await.body;
    assert!(page.contains("近半年基本都按约定用工") && page.contains("data-reliability=\"high\""), "{page}");
    let json = service.ask("/api/show_shift", &format!("{{\"shift\":\"{next}\"}}"), "").await.body;
    assert!(json.contains("\"standing\":\"high\"") && !json.contains("\"kept\":5"), "no numbers: {json}");
    assert_eq!(of(&service, &people[5], organisation).await.reliability.kept, 5);
    let stranger = service.get(&format!("/me/organisations/{organisation}/reliability"), &people[0].cookie).await;
    assert_eq!(stranger.status, 404);
}

async fn what_is_told_of_a_large_employer_is_remembered_for_minutes(engine: Engine) {
    let service = TestService::start(engine).await;
    let people = service.workers(20).await;
    let next = Wanted::at(Moment(service.now().0 + 20 * Moment::DAY));
    let mut past = Vec::new();
    for days in 1..=10 {
        let starts = Moment(service.now().0 + days * Moment::DAY);
        let wanted = Wanted { employer: next.employer, seats: 20, ..Wanted::at(starts) };
        past.push(rows::shift(&service.store, wanted).await);
    }
    let path = format!("/gigs/{}", rows::shift(&service.store, next).await);
    for (shift, worker) in past.iter().flat_map(|shift| people.iter().map(move |worker| (*shift, worker))) {
        let (account, made) = (worker.account, service.now());
        rows::claim(&service.store, Claimed { shift, account, state: ClaimState::Settled, made, waited: false }).await;
    }
    let told = async || service.get(&path, "").await.body.contains("data-reliability=\"high\"");
    assert!(!told().await, "they are to come, and so few are not remembered");
    for shift in &past {
        rows::move_shift(&service.store, *shift, -20 * Moment::DAY).await;
    }
    assert!(told().await, "two hundred were kept");
    for shift in &past {
        rows::move_shift(&service.store, *shift, -300 * Moment::DAY).await;
    }
    service.pass(9 * Moment::MINUTE);
    assert!(told().await, "it is remembered");
    service.pass(Moment::MINUTE);
    assert!(!told().await, "and read again");
}

async fn calling_off_late_and_paying_late_count_for_the_employer(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, worker, other] = <[Worker; 3]>::try_from(service.workers(3).await).ok().expect("three");
    let (organisation, posting, shift) = crate::postings::published(&service, &owner).await;
    assert_eq!(service.claim(&worker, &shift, "claim-of-late", false).await.status, 200);
    let id: domain::id::ShiftId = shift.parse().expect("an id");
    // It begins in ten hours, whatever the time of day is now.
    let date = domain::when::parse_date(&crate::postings::day(&service, 2)).expect("a date");
    let starts = Moment::start_of(date).plus_minutes(8 * 60);
    rows::move_shift(&service.store, id, service.now().plus_minutes(600).0 - starts.0).await;
    let fields =
        [("draft[organisation]", organisation.as_str()), ("draft[posting]", &posting), ("draft[shift]", &shift)];
    let off = service.call("/api/call_off_shift", &fields, &owner.cookie).await;
    assert_eq!(off.status, 200, "{}", off.body);
    let organisation_id: OrganisationId = organisation.parse().expect("an id");
    service.pass(2 * Moment::DAY);
    let page = of(&service, &owner, organisation_id).await;
    let kinds: Vec<MarkKind> = page.marks.iter().map(|mark| mark.kind).collect();
    assert_eq!((kinds, page.reliability.all), (vec![MarkKind::LateCancel], 1));
    let appeal = |kind: &'static str, whom| send(&service, whom, (&organisation, kind, &shift), "停电了");
    assert_eq!(appeal("late-cancel", &other).await.status, 404);
    assert_eq!(appeal("late-leave", &owner).await.status, 404);
    assert_eq!(appeal("late-cancel", &owner).await.status, 200);
    assert_eq!(of(&service, &owner, organisation_id).await.reliability.all, 0);
    // What the staff close is none of the employer's doing.
    let starts = Moment(service.now().0 + 3 * Moment::HOUR);
    let closed = rows::shift(&service.store, Wanted { employer: organisation_id.0, ..Wanted::at(starts) }).await;
    assert_eq!(service.claim(&worker, closed, "claim-of-closed", false).await.status, 200);
    service.state.services.gig.close_shift(&Actor::System, closed).await.expect("closed");
    assert_eq!(of(&service, &owner, organisation_id).await.marks.len(), 1);
    // Wages of a day that are still open two days later.
    let day = Day::with(service, |wanted| wanted).await;
    day.service.pass(9 * Moment::HOUR);
    let (from, to) = (day.clock(0).await, day.clock(480).await);
    assert_eq!(day.record(&[("draft[begun]", &from), ("draft[ended]", &to)]).await.status, 200);
    assert!(of(&day.service, &day.owner, day.organisation).await.marks.is_empty());
    day.service.pass(2 * Moment::DAY);
    let page = of(&day.service, &day.owner, day.organisation).await;
    assert_eq!((page.marks[0].kind, page.reliability.kept, page.reliability.all), (MarkKind::LateWages, 0, 1));
    let shown =
        day.service.get(&format!("/me/organisations/{}/reliability", day.organisation), &day.owner.cookie).await;
    assert!(shown.body.contains("工钱没有按时付") && shown.body.contains("/ledger"), "{}", shown.body);
    assert_eq!(own(&day.service, &day.worker).await.reliability.kept, 1, "the worker kept theirs");
}
