//! The inbox: who is told what, and that nobody reads or changes what somebody else was told.

use domain::{
    error::Refused,
    id::{AccountId, ClaimId, ShiftId},
    identity::{Actor, StaffRole},
    message::{AboutShift, Content, Inbox, InboxQuery, SmsChoice},
    when::Moment,
};
use server::store::{Engine as On, Fault, Key};
use support::{
    Answer, Engine, TestService, Worker,
    rows::{self, Wanted},
};

crate::on_both!(
    a_seat_that_comes_free_is_told_to_whom_it_is_offered,
    an_offer_that_runs_out_is_told_to_both,
    a_closed_shift_is_told_to_everybody_in_it,
    a_queue_that_ends_is_told,
    what_was_done_once_is_told_once,
    an_inbox_is_its_owners,
    opening_a_message_reads_it_and_leads_on,
    all_up_to_what_was_shown_is_marked,
    a_long_inbox_has_pages,
    the_choice_about_sms_is_kept_and_checked,
    writes_from_other_sites_are_refused,
    the_page_speaks_both_languages_and_says_when_it_is_empty,
);

/// An inbox as its owner sees it.
async fn inbox(service: &TestService, worker: &Worker) -> Inbox {
    let owner = Actor::Person(worker.account);
    service.state.services.message.inbox(&owner, InboxQuery::default()).await.expect("the inbox")
}

/// What somebody was told, the newest first.
async fn told(service: &TestService, worker: &Worker) -> Vec<Content> {
    inbox(service, worker).await.rows.into_iter().map(|row| row.content).collect()
}

fn kind(content: &Content) -> &'static str {
    match content {
        Content::SeatOffered { .. } | Content::CrewNamed { .. } => "offered",
        Content::SeatConfirmed { .. } => "confirmed",
        Content::OfferExpired { .. } => "expired",
        Content::QueueEnded { .. } => "queue ended",
        Content::ShiftCancelled { .. } => "cancelled",
        Content::ShiftChanged { .. } => "changed",
        Content::OrganisationDecided { .. }
        | Content::RealNameDecided { .. }
        | Content::PostingPublished { .. }
        | Content::PostingReturned { .. }
        | Content::PostingRejected { .. }
        | Content::PostingStopped { .. }
        | Content::PostingWarned { .. }
        | Content::ReportAnswered { .. }
        | Content::MarkDecided { .. } => "decided",
        Content::AboutWork { .. }
        | Content::AboutCrew { .. }
        | Content::AboutCase { .. }
        | Content::WagesOverdue { .. }
        | Content::WorkFirst { .. } => "work",
        Content::WorkFound { .. } | Content::SeatFree { .. } => "found",
        Content::DayDigest { .. } => "digest",
    }
}

async fn kinds(service: &TestService, worker: &Worker) -> Vec<&'static str> {
    told(service, worker).await.iter().map(kind).collect()
}

/// A shift of one seat, which the first of three workers has; the others wait in their order.
async fn queue_of_three(service: &TestService) -> (ShiftId, Vec<Worker>) {
    let starts = Moment(service.now().0 + 2 * Moment::DAY);
    let shift = rows::shift(&service.store, Wanted { seats: 1, ..Wanted::at(starts) }).await;
    let workers = service.workers(3).await;
    for (at, worker) in workers.iter().enumerate() {
        assert_eq!(service.claim(worker, shift, &format!("claim-key-{at}"), true).await.status, 200);
    }
    (shift, workers)
}

async fn claim_of(service: &TestService, worker: &Worker) -> ClaimId {
    const SQL: &str = "SELECT id FROM claim WHERE account_id = $1";
    let mut db = service.store.read().await.expect("a connection");
    let account = Key::from(worker.account);
    let id: Key = match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(SQL).bind(account).fetch_one(c).await.expect("a claim"),
        On::Postgres(c) => sqlx::query_scalar(SQL).bind(account).fetch_one(c).await.expect("a claim"),
    };
    id.into()
}

async fn leave(service: &TestService, worker: &Worker) -> Answer {
    let claim = claim_of(service, worker).await.to_string();
    let fields = [("draft[claim]", claim.as_str()), ("draft[key]", "leave-key"), ("draft[reason]", "plans")];
    service.call("/api/leave", &fields, &worker.cookie).await
}

async fn answer(service: &TestService, worker: &Worker, answer: &str) -> Answer {
    let claim = claim_of(service, worker).await.to_string();
    let fields = [("draft[claim]", claim.as_str()), ("draft[key]", "offer-key"), ("draft[answer]", answer)];
    service.call("/api/answer_offer", &fields, &worker.cookie).await
}

/// Tells somebody something that an area might, `n` times.
pub async fn post(service: &TestService, to: AccountId, n: usize) {
    let clock = service.clock.clone();
    let written = service.store.write::<_, (), _>(move |db| {
        let clock = clock.clone();
        Box::pin(async move {
            for number in 0..n {
                let starts = Moment(clock.now().0 + Moment::DAY);
                let shift = AboutShift { id: ShiftId(clock.id()), title: format!("搬运 {number}"), starts };
                server::message::post(db, &clock, to, &Content::SeatConfirmed { shift }).await?;
            }
            Ok(())
        })
    });
    written.await.expect("posted");
}

async fn a_seat_that_comes_free_is_told_to_whom_it_is_offered(engine: Engine) {
    let service = TestService::start(engine).await;
    let (shift, workers) = queue_of_three(&service).await;
    assert!(told(&service, &workers[1]).await.is_empty());
    assert_eq!(leave(&service, &workers[0]).await.status, 200);
    let offered = told(&service, &workers[1]).await;
    let [Content::SeatOffered { shift: about, until }] = &offered[..] else { panic!("{offered:?}") };
    assert_eq!((about.id, about.title.as_str()), (shift, "仓库搬运"));
    assert!(*until > service.now() && *until < about.starts);
    assert!(told(&service, &workers[0]).await.is_empty() && told(&service, &workers[2]).await.is_empty());
    let page = service.get("/me", &workers[1].cookie).await.body;
    assert!(page.contains("data-unread=\"1\"") && page.contains("1 条未读"), "the number is on other pages");
    assert_eq!(answer(&service, &workers[1], "yes").await.status, 200);
    assert_eq!(kinds(&service, &workers[1]).await, ["confirmed", "offered"]);
    assert_eq!(inbox(&service, &workers[1]).await.unread.n, 2);
}

async fn an_offer_that_runs_out_is_told_to_both(engine: Engine) {
    let service = TestService::start(engine).await;
    let (_, workers) = queue_of_three(&service).await;
    leave(&service, &workers[0]).await;
    service.pass(3 * Moment::HOUR);
    service.expire_due().await;
    assert_eq!(kinds(&service, &workers[1]).await, ["expired", "offered"]);
    assert_eq!(kinds(&service, &workers[2]).await, ["offered"]);
    assert_eq!(answer(&service, &workers[2], "no").await.status, 200);
    assert_eq!(kinds(&service, &workers[2]).await, ["offered"], "who declines need not be told");
}

async fn a_closed_shift_is_told_to_everybody_in_it(engine: Engine) {
    let service = TestService::start(engine).await;
    let (shift, workers) = queue_of_three(&service).await;
    for _ in 0..2 {
        service.state.services.gig.close_shift(&Actor::System, shift).await.expect("closed");
    }
    for worker in &workers {
        assert_eq!(kinds(&service, worker).await, ["cancelled"]);
    }
}

async fn a_queue_that_ends_is_told(engine: Engine) {
    let service = TestService::start(engine).await;
    let (_, workers) = queue_of_three(&service).await;
    service.pass(2 * Moment::DAY);
    service.expire_due().await;
    assert!(told(&service, &workers[0]).await.is_empty());
    assert_eq!(kinds(&service, &workers[1]).await, ["queue ended"]);
    assert_eq!(kinds(&service, &workers[2]).await, ["queue ended"]);
}

async fn what_was_done_once_is_told_once(engine: Engine) {
    let service = TestService::start(engine).await;
    let (_, workers) = queue_of_three(&service).await;
    for _ in 0..3 {
        assert_eq!(leave(&service, &workers[0]).await.status, 200);
    }
    futures::future::join_all((0..4).map(|_| service.expire_due())).await;
    assert_eq!(kinds(&service, &workers[1]).await, ["offered"]);
    service.pass(3 * Moment::HOUR);
    futures::future::join_all((0..4).map(|_| service.expire_due())).await;
    assert_eq!(kinds(&service, &workers[1]).await, ["expired", "offered"]);
}

async fn an_inbox_is_its_owners(engine: Engine) {
    let service = TestService::start(engine).await;
    let workers = service.workers(2).await;
    let clerk = service.staff(StaffRole::Operator, "510600").await;
    post(&service, workers[0].account, 1).await;
    let page = inbox(&service, &workers[0]).await;
    let message = page.rows[0].id.to_string();
    assert!(told(&service, &workers[1]).await.is_empty());
    assert!(!service.get("/me/messages", &workers[1].cookie).await.body.contains(&message));
    for (cookie, status) in [(workers[1].cookie.as_str(), 404), (clerk.cookie.as_str(), 401), ("", 401)] {
        let refused = service.call("/api/open_message", &[("draft[message]", &message)], cookie).await;
        assert_eq!(refused.status, status, "{}", refused.body);
        let read = service.call("/api/read_messages", &[("draft[upto]", &page.newest)], cookie).await;
        assert_eq!(read.status, if status == 404 { 200 } else { 401 }, "only one's own are marked: {}", read.body);
        let chosen = service.call("/api/choose_sms", &[("draft[sms]", "off")], cookie).await;
        assert_eq!(chosen.status, if status == 404 { 200 } else { 401 });
        let shown = service.get("/me/messages", cookie).await;
        assert_eq!(shown.status, if status == 404 { 200 } else { 401 });
        assert!(!shown.body.contains(&message) && !shown.body.contains("data-unread=\"1\""));
    }
    let page = inbox(&service, &workers[0]).await;
    assert_eq!((page.unread.n, page.rows[0].read, page.sms), (1, false, SmsChoice::Chinese));
    for actor in [Actor::Guest, Actor::System] {
        let refused = service.state.services.message.inbox(&actor, InboxQuery::default()).await;
        assert_eq!(refused, Err(Refused::SignedOut));
        assert_eq!(service.state.services.message.unread(&actor).await.map(|count| count.n), Ok(0));
    }
}

async fn opening_a_message_reads_it_and_leads_on(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    post(&service, worker.account, 2).await;
    let row = inbox(&service, &worker).await.rows.remove(0);
    let (message, leads_to) = (row.id.to_string(), row.content.path());
    let page = service.get("/me/messages", &worker.cookie).await;
    assert_eq!(page.body.matches("data-read=\"false\"").count(), 2, "looking at the list reads nothing");
    for _ in 0..2 {
        let opened = service.post("/api/open_message", &[("draft[message]", &message)], &worker.cookie).await;
        assert_eq!((opened.status, &opened.location), (303, &leads_to));
        assert_eq!(inbox(&service, &worker).await.unread.n, 1);
    }
    let page = service.get("/me/messages", &worker.cookie).await.body;
    assert!(page.contains("data-read=\"true\"") && page.contains(&format!("href=\"{leads_to}\"")));
    for wrong in ["", "x", "' OR 1=1", "00000000-0000-7000-8000-000000000000"] {
        let missing = service.call("/api/open_message", &[("draft[message]", wrong)], &worker.cookie).await;
        assert_eq!(missing.status, 404, "{wrong}");
    }
}

async fn all_up_to_what_was_shown_is_marked(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    post(&service, worker.account, 40).await;
    let shown = inbox(&service, &worker).await;
    assert_eq!((shown.unread.n, shown.rows.len()), (40, 30));
    service.pass(Moment::MINUTE);
    post(&service, worker.account, 1).await;
    let fields = [("draft[upto]", shown.newest.as_str()), ("back", "/me/messages")];
    let read = service.post("/api/read_messages", &fields, &worker.cookie).await;
    assert_eq!((read.status, read.location.as_str()), (303, "/me/messages"));
    let now = inbox(&service, &worker).await;
    assert_eq!((now.unread.n, now.rows[0].read, now.rows[1].read), (1, false, true), "one came meanwhile");
    for wrong in ["", "x", "1_2"] {
        let refused = service.call("/api/read_messages", &[("draft[upto]", wrong)], &worker.cookie).await;
        assert_eq!((refused.status, refused.body.contains("NotACursor")), (422, true), "{}", refused.body);
    }
    assert!(service.get("/gigs", &worker.cookie).await.body.contains("data-unread=\"1\""));
    let fields = [("draft[upto]", now.newest.as_str())];
    service.call("/api/read_messages", &fields, &worker.cookie).await;
    assert!(!service.get("/gigs", &worker.cookie).await.body.contains("data-unread"));
}

async fn a_long_inbox_has_pages(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    post(&service, worker.account, 120).await;
    let (mut path, mut seen) = ("/me/messages".to_owned(), Vec::new());
    loop {
        let page = service.get(&path, &worker.cookie).await.body;
        assert!(page.contains("data-unread=\"99+\""), "the badge has two digits");
        let ids = page.split("data-message=\"").skip(1).map(|rest| rest[..36].to_owned());
        seen.extend(ids);
        assert!(seen.len() <= 120, "it never ends");
        let Some(next) = page.split("href=\"").find(|rest| rest.starts_with("/me/messages?after=")) else { break };
        next.split('"').next().expect("an address").clone_into(&mut path);
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((count, seen.len()), (120, 120), "each once");
    let first = service.get("/me/messages?after=%25nonsense", &worker.cookie).await;
    assert_eq!((first.status, first.body.matches("data-message").count()), (200, 30));
}

async fn the_choice_about_sms_is_kept_and_checked(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    for choice in [SmsChoice::Off, SmsChoice::English, SmsChoice::English] {
        let fields = [("draft[sms]", choice.word()), ("back", "/me/messages")];
        let saved = service.post("/api/choose_sms", &fields, &worker.cookie).await;
        assert_eq!((saved.status, saved.location.as_str()), (303, "/me/messages"));
        assert_eq!(inbox(&service, &worker).await.sms, choice);
    }
    for (wrong, word) in [("", "Empty"), ("loud", "UnknownWord")] {
        let refused = service.call("/api/choose_sms", &[("draft[sms]", wrong)], &worker.cookie).await;
        assert_eq!((refused.status, refused.body.contains(word)), (422, true), "{}", refused.body);
    }
    let posted =
        service.post("/api/choose_sms", &[("draft[sms]", "loud"), ("back", "/me/messages")], &worker.cookie).await;
    let flash = posted.cookies.iter().find(|cookie| cookie.starts_with("flash=")).expect("a flash");
    let cookies = format!("{}; {}", worker.cookie, flash.split(';').next().expect("a value"));
    let page = service.get("/me/messages", &cookies).await.body;
    assert!(page.contains("id=\"sms-error\"") && page.contains("不认识这个选项"), "the form says what is wrong");
    assert_eq!(inbox(&service, &worker).await.sms, SmsChoice::English);
}

async fn the_page_speaks_both_languages_and_says_when_it_is_empty(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    let english = format!("{}; language=en", worker.cookie);
    let guest = service.get("/me/messages", "").await;
    assert!(guest.status == 401 && guest.body.contains("/sign-in?next=%2Fme%2Fmessages"));
    assert!(!guest.body.contains("data-unread"));
    assert!(service.get("/me/messages", &worker.cookie).await.body.contains("还没有消息"));
    assert!(service.get("/me/messages", &english).await.body.contains("No messages yet"));
    let clock = service.clock.clone();
    let written = service.store.write::<_, (), _>(move |db| {
        let clock = clock.clone();
        Box::pin(async move {
            let shift = AboutShift { id: ShiftId(clock.id()), title: "<b>搬运</b>".to_owned(), starts: clock.now() };
            let content = Content::ShiftCancelled { shift };
            server::message::post(db, &clock, worker.account, &content).await.map_err(Fault::Store)
        })
    });
    written.await.expect("posted");
    let (zh, en) = (service.get("/me/messages", &worker.cookie).await, service.get("/me/messages", &english).await);
    assert!(zh.body.contains("这个班取消了") && en.body.contains("This shift is called off"));
    assert!(zh.body.contains("&lt;b&gt;搬运") && !zh.body.contains("<b>搬运"));
}

async fn writes_from_other_sites_are_refused(engine: Engine) {
    let service = TestService::start(engine).await;
    let client = reqwest::Client::new();
    for path in ["open_message", "read_messages", "choose_sms"] {
        let request = client.post(format!("{}/api/{path}", service.url)).header("sec-fetch-site", "cross-site");
        assert_eq!(request.send().await.expect("an answer").status(), 403, "{path}");
    }
}
