//! Filling seats: the employer chooses among those who have applied.

use domain::{
    id::{OrganisationId, ShiftId},
    when::Moment,
};
use futures::future::join_all;
use server::store::{Engine as On, Key};
use support::{
    Answer, Engine, TestService, Worker,
    rows::{self, Claimed, Wanted},
};

use crate::{access::between, claims::claim_of};

crate::on_both!(
    applying_holds_no_seat_until_the_employer_chooses,
    many_are_answered_at_once_and_each_is_told,
    the_last_seat_is_given_once,
    the_rules_are_asked_again_when_somebody_is_chosen,
    who_is_turned_down_is_told_why_and_does_not_apply_again,
    an_application_runs_out_with_the_start_and_may_be_left,
    the_employer_sees_what_was_done_and_nothing_of_what_people_are,
    nobody_else_chooses,
);

/// A shift whose employer chooses, tomorrow, with an owner of that employer.
pub struct Review {
    pub service: TestService,
    pub owner: Worker,
    pub workers: Vec<Worker>,
    pub shift: ShiftId,
    pub organisation: OrganisationId,
}

/// A shift as this part wants it: whole hours, so many seats, in a day.
pub fn wanted(service: &TestService, seats: i64, fills: &str) -> Wanted {
    let starts = Moment(service.now().0 + Moment::DAY);
    let starts = Moment(starts.0 - starts.0.rem_euclid(Moment::MINUTE));
    Wanted { seats, fills: fills.to_owned(), town: "510681001".to_owned(), ..Wanted::at(starts) }
}

impl Review {
    pub async fn begin(engine: Engine, seats: i64, workers: usize) -> Self {
        let service = TestService::start(engine).await;
        let owner = service.workers(1).await.remove(0);
        let workers = service.workers(workers).await;
        let shift = rows::shift(&service.store, wanted(&service, seats, "review")).await;
        let organisation = rows::employ(&service.store, shift, owner.account).await;
        Self { service, owner, workers, shift, organisation }
    }

    /// Everybody applies; gives the claims.
    async fn apply(&self) -> Vec<String> {
        let mut claims = Vec::new();
        for worker in &self.workers {
            let applied = self.service.claim(worker, self.shift, "apply-key", false).await;
            assert_eq!(applied.status, 200, "{}", applied.body);
            claims.push(claim_of(&self.service, worker, self.shift).await);
        }
        claims
    }

    fn path(&self) -> String {
        format!("/me/organisations/{}/shifts/{}/applicants", self.organisation, self.shift)
    }

    async fn page(&self) -> String {
        let page = self.service.get(&self.path(), &self.owner.cookie).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.body
    }

    async fn choose(&self, whom: &Worker, claims: &[String], rest: &[(&str, &str)]) -> Answer {
        let (organisation, shift) = (self.organisation.to_string(), self.shift.to_string());
        let mut fields = vec![("draft[organisation]", organisation.as_str()), ("draft[shift]", &shift)];
        fields.extend(claims.iter().map(|claim| ("draft[claims][]", claim.as_str())));
        fields.extend(rest);
        self.service.call("/api/choose_applicants", &fields, &whom.cookie).await
    }

    async fn confirm(&self, claims: &[String]) -> Answer {
        self.choose(&self.owner, claims, &[("draft[decision]", "confirm")]).await
    }

    async fn state(&self, claim: &str) -> String {
        state(&self.service, claim).await
    }

    async fn counts(&self) -> (i64, i64) {
        counts(&self.service, self.shift).await
    }
}

/// Where a claim stands.
pub async fn state(service: &TestService, claim: &str) -> String {
    const SQL: &str = "SELECT state FROM claim WHERE id = $1";
    let key = Key(claim.parse().expect("an id"));
    let mut db = service.store.read().await.expect("a connection");
    match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(SQL).bind(key).fetch_one(c).await.expect("a claim"),
        On::Postgres(c) => sqlx::query_scalar(SQL).bind(key).fetch_one(c).await.expect("a claim"),
    }
}

/// Seats and waiters as the shift counts them; they are what its claims say.
pub async fn counts(service: &TestService, shift: ShiftId) -> (i64, i64) {
    const SQL: &str = "SELECT taken, waiting, \
                       (SELECT COUNT(*) FROM claim c WHERE c.shift_id = s.id AND c.state IN \
                        ('offered', 'confirmed', 'checked_in', 'checked_out', 'settled')), \
                       (SELECT COUNT(*) FROM claim c WHERE c.shift_id = s.id AND c.state = 'waitlisted') \
                       FROM shift s WHERE id = $1";
    let key = Key::from(shift);
    let mut db = service.store.read().await.expect("a connection");
    let (taken, waiting, holding, queued): (i64, i64, i64, i64) = match db.engine() {
        On::Sqlite(c) => sqlx::query_as(SQL).bind(key).fetch_one(c).await.expect("the shift"),
        On::Postgres(c) => sqlx::query_as(SQL).bind(key).fetch_one(c).await.expect("the shift"),
    };
    assert_eq!((taken, waiting), (holding, queued), "the counts are not what the claims say");
    (taken, waiting)
}

/// What somebody was told.
pub async fn told(service: &TestService, whom: &Worker) -> String {
    service.get("/me/messages", &whom.cookie).await.body
}

async fn applying_holds_no_seat_until_the_employer_chooses(engine: Engine) {
    let review = Review::begin(engine, 1, 2).await;
    let listed = review.service.get(&format!("/gigs/{}", review.shift), &review.workers[0].cookie).await.body;
    assert!(listed.contains("单位择优") && listed.contains("报名"), "{listed}");
    let claims = review.apply().await;
    assert_eq!(review.counts().await, (0, 0));
    let again = review.service.claim(&review.workers[0], review.shift, "another-key", true).await;
    assert!(again.status == 409 && again.body.contains("AlreadyYours"), "{}", again.body);
    let mine = review.service.get("/me/shifts", &review.workers[0].cookie).await.body;
    assert!(mine.contains("data-state=\"applied\"") && !mine.contains("示例联系人"), "{mine}");
    let inbox = told(&review.service, &review.owner).await;
    assert_eq!(inbox.matches("<h2>有人报名，请您选人").count(), 1, "one message for all who apply: {inbox}");
    let chosen = review.confirm(&claims[1..]).await;
    assert!(chosen.status == 200 && chosen.body.contains("done"), "{}", chosen.body);
    assert_eq!(review.counts().await, (1, 0));
    assert_eq!(review.state(&claims[1]).await, "confirmed");
    assert_eq!(review.state(&claims[0]).await, "applied");
    assert!(told(&review.service, &review.workers[1]).await.contains("<h2>单位选了您"));
    // Sent again, it is done already and nobody is told twice.
    assert!(review.confirm(&claims[1..]).await.body.contains("done"));
    assert_eq!(told(&review.service, &review.workers[1]).await.matches("<h2>单位选了您").count(), 1);
    assert_eq!(review.counts().await, (1, 0));
    let mine = review.service.get("/me/shifts", &review.workers[1].cookie).await.body;
    assert!(mine.contains("示例联系人"), "now they know whom to call");
}

async fn many_are_answered_at_once_and_each_is_told(engine: Engine) {
    let review = Review::begin(engine, 2, 4).await;
    let claims = review.apply().await;
    // A browser without scripts reads on the next page what became of each.
    let (organisation, shift) = (review.organisation.to_string(), review.shift.to_string());
    let back = review.path();
    let mut fields = vec![("draft[organisation]", organisation.as_str()), ("draft[shift]", &shift), ("back", &back)];
    fields.extend(claims.iter().map(|claim| ("draft[claims][]", claim.as_str())));
    fields.push(("draft[decision]", "confirm"));
    let posted = review.service.post("/api/choose_applicants", &fields, &review.owner.cookie).await;
    assert_eq!((posted.status, posted.location.as_str()), (303, back.as_str()));
    let flash = posted.cookies.iter().find(|cookie| cookie.starts_with("flash=")).expect("something to say");
    let cookie = format!("{}; {}", review.owner.cookie, flash.split(';').next().expect("a value"));
    let page = review.service.get(&back, &cookie).await.body;
    assert!(page.contains("2 人办好，2 人没有办成"), "{page}");
    assert_eq!(page.matches("data-outcome=\"done\"").count(), 2);
    assert_eq!(page.matches("data-outcome=\"full\"").count(), 2);
    assert_eq!(review.counts().await, (2, 0));
    let mut states = Vec::new();
    for claim in &claims {
        states.push(review.state(claim).await);
    }
    states.sort();
    assert_eq!(states, ["applied", "applied", "confirmed", "confirmed"]);
    let none = review.choose(&review.owner, &[], &[("draft[decision]", "confirm")]).await;
    assert!(none.status == 422 && none.body.contains("NothingChosen"), "{}", none.body);
    let many: Vec<String> = (0..21).map(|_| uuid::Uuid::now_v7().to_string()).collect();
    let many = review.confirm(&many).await;
    assert!(many.status == 422 && many.body.contains("TooManyRows"), "{}", many.body);
}

async fn the_last_seat_is_given_once(engine: Engine) {
    let review = Review::begin(engine, 3, 12).await;
    let second = rows::employ_too(&review.service, review.organisation).await;
    let claims = review.apply().await;
    let decided = claims.iter().enumerate().map(|(at, claim)| {
        let whom = if at % 2 == 0 { &review.owner } else { &second };
        let review = &review;
        async move { review.choose(whom, std::slice::from_ref(claim), &[("draft[decision]", "confirm")]).await }
    });
    let answers = join_all(decided).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    let count = |word: &str| answers.iter().filter(|answer| answer.body.contains(&format!("\"{word}\""))).count();
    assert_eq!((count("done"), count("full")), (3, 9));
    assert_eq!(review.counts().await, (3, 0));
    // Whoever leaves makes room for somebody else whom the employer chooses.
    let mut confirmed = None;
    for (at, claim) in claims.iter().enumerate() {
        if review.state(claim).await == "confirmed" {
            confirmed = Some(at);
        }
    }
    let at = confirmed.expect("three have a seat");
    let fields = [("draft[claim]", claims[at].as_str()), ("draft[key]", "leave-key"), ("draft[reason]", "plans")];
    assert_eq!(review.service.call("/api/leave", &fields, &review.workers[at].cookie).await.status, 200);
    assert_eq!(review.counts().await, (2, 0), "nobody is offered it by themselves");
}

async fn the_rules_are_asked_again_when_somebody_is_chosen(engine: Engine) {
    let review = Review::begin(engine, 5, 3).await;
    let claims = review.apply().await;
    // One has another shift at that time by now, one has left.
    let other = rows::shift(&review.service.store, wanted(&review.service, 5, "instant")).await;
    assert_eq!(review.service.claim(&review.workers[0], other, "other-key", false).await.status, 200);
    let fields = [("draft[claim]", claims[1].as_str()), ("draft[key]", "leave-key"), ("draft[reason]", "plans")];
    assert_eq!(review.service.call("/api/leave", &fields, &review.workers[1].cookie).await.status, 200);
    let answer = review.confirm(&claims).await;
    for (claim, outcome) in claims.iter().zip(["unable", "gone", "done"]) {
        assert!(answer.body.contains(&format!("[\"{claim}\",\"{outcome}\"]")), "{outcome}: {}", answer.body);
    }
    assert!(!answer.body.contains("Collides"), "why somebody cannot come is theirs to know");
    assert_eq!(review.counts().await, (1, 0));
    review.service.pass(2 * Moment::DAY);
    let late = review.confirm(&claims[..1]).await;
    assert!(late.body.contains("unable") || late.body.contains("over") || late.body.contains("gone"), "{}", late.body);
    assert_eq!(review.counts().await, (1, 0));
}

async fn who_is_turned_down_is_told_why_and_does_not_apply_again(engine: Engine) {
    let review = Review::begin(engine, 1, 1).await;
    let claims = review.apply().await;
    let decline = |reason: &'static str, words: &'static str| {
        [("draft[decision]", "decline"), ("draft[reason]", reason), ("draft[words]", words)]
    };
    let empty = review.choose(&review.owner, &claims, &decline("", "")).await;
    assert!(empty.status == 422 && empty.body.contains("\"reason\""), "{}", empty.body);
    let biased = review.choose(&review.owner, &claims, &decline("other", "只要男的")).await;
    assert!(biased.status == 422 && biased.body.contains("Against"), "{}", biased.body);
    assert_eq!(review.state(&claims[0]).await, "applied");
    let said = review.choose(&review.owner, &claims, &decline("experience", "下次带上叉车证再来")).await;
    assert!(said.status == 200 && said.body.contains("done"), "{}", said.body);
    assert!(review.choose(&review.owner, &claims, &decline("experience", "")).await.body.contains("done"), "again");
    assert_eq!(review.state(&claims[0]).await, "declined");
    assert_eq!(told(&review.service, &review.workers[0]).await.matches("<h2>单位这次没有选您").count(), 1);
    let page = review.service.get(&format!("/me/shifts/{}", claims[0]), &review.workers[0].cookie).await.body;
    assert!(page.contains("这份活要更多经验") && page.contains("下次带上叉车证再来"), "{page}");
    let again = review.service.claim(&review.workers[0], review.shift, "again-key", false).await;
    assert!(again.status == 409 && again.body.contains("TurnedDown"), "{}", again.body);
    assert!(review.page().await.contains("没有录用"));
}

async fn an_application_runs_out_with_the_start_and_may_be_left(engine: Engine) {
    let review = Review::begin(engine, 1, 2).await;
    let claims = review.apply().await;
    review.service.pass(Moment::DAY - 10 * Moment::MINUTE);
    let fields = [("draft[claim]", claims[0].as_str()), ("draft[key]", "leave-key"), ("draft[reason]", "plans")];
    let left = review.service.call("/api/leave", &fields, &review.workers[0].cookie).await;
    assert_eq!(left.status, 200, "before the start an application is given up without a reason: {}", left.body);
    review.service.pass(11 * Moment::MINUTE);
    review.service.expire_due().await;
    review.service.expire_due().await;
    assert_eq!(review.state(&claims[0]).await, "cancelled_by_worker");
    assert_eq!(review.state(&claims[1]).await, "expired");
    assert_eq!(review.counts().await, (0, 0));
    let inbox = told(&review.service, &review.workers[1]).await;
    assert_eq!(inbox.matches("<h2>开工了，单位没有选您").count(), 1, "{inbox}");
    assert!(review.confirm(&claims).await.body.contains("gone"));
    assert!(review.page().await.contains("不能再选人"));
}

async fn the_employer_sees_what_was_done_and_nothing_of_what_people_are(engine: Engine) {
    let review = Review::begin(engine, 1, 2).await;
    let service = &review.service;
    for (days, state, own) in [(20, "settled", true), (30, "checked_out", false), (40, "no_show", false)] {
        let at = Moment(service.now().0 - days * Moment::DAY);
        let past = rows::shift(&service.store, Wanted::at(at)).await;
        if own {
            rows::same_employer(&service.store, past, review.shift).await;
        }
        let state = domain::gig::ClaimState::parse(state).expect("a state");
        let account = review.workers[0].account;
        rows::claim(&service.store, Claimed { shift: past, account, state, made: at, waited: false }).await;
    }
    review.apply().await;
    let json =
        format!("{{\"organisation\":\"{}\",\"shift\":\"{}\",\"sort\":\"done\"}}", review.organisation, review.shift);
    let shown = service.ask("/api/show_applicants", &json, &review.owner.cookie).await.body;
    assert!(shown.contains("\"done\":2,\"done_here\":1,\"missed\":1"), "{shown}");
    let first = between(&shown, "\"claim\":\"", "\"");
    assert_eq!(first, claim_of(service, &review.workers[0], review.shift).await, "who has worked most comes first");
    assert!(shown.contains("\"name\":\"示*\"") && !shown.contains("示例\""), "{shown}");
    for word in ["birth", "age", "sex", "phone", "1980"] {
        assert!(!shown.contains(&format!("\"{word}")), "{word}: {shown}");
    }
    let page = review.page().await;
    assert!(page.contains("一年内干过 2 个班") && page.contains("半年内缺岗 1 次"), "{page}");
    let crew = service.get(&review.path().replace("/applicants", ""), &review.owner.cookie).await.body;
    assert!(crew.contains(&review.path()) && crew.contains("报名 2"), "{crew}");
}

async fn nobody_else_chooses(engine: Engine) {
    let review = Review::begin(engine, 1, 2).await;
    let claims = review.apply().await;
    let confirm = [("draft[decision]", "confirm")];
    let stranger = &review.workers[1];
    assert_eq!(review.choose(stranger, &claims, &confirm).await.status, 404, "an applicant");
    assert_eq!(review.service.get(&review.path(), &stranger.cookie).await.status, 404);
    // An employer's own shift is no way to somebody else's applicants.
    let own = rows::shift(&review.service.store, wanted(&review.service, 5, "review")).await;
    let organisation = rows::employ(&review.service.store, own, stranger.account).await;
    let other = Review { shift: own, organisation, ..review };
    let answer = other.choose(&other.workers[1], &claims, &confirm).await;
    assert!(answer.status == 200 && answer.body.matches("gone").count() == 2, "{}", answer.body);
    for claim in &claims {
        assert_eq!(other.state(claim).await, "applied");
    }
}
