//! The day of a shift: checking in by code and place, the paper list, what both sides say, and who did not come.

use domain::{
    id::{OrganisationId, ShiftId},
    identity::StaffRole,
    when::Moment,
};
use support::{
    Answer, Engine, TestService, Worker,
    rows::{self, Wanted},
};

use crate::access::between;

crate::on_both!(
    a_code_is_good_for_its_shift_its_time_and_once,
    being_near_is_enough_and_the_position_is_not_kept,
    the_paper_list_is_confirmed_or_contested_and_both_values_stay,
    who_did_not_come_may_appeal_to_the_staff,
    an_employer_that_did_not_come_counts_too,
    codes_cannot_be_guessed,
    nobody_else_sees_or_writes_anything,
);

/// A shift with its employer's owner and somebody who has a seat.
pub struct Day {
    pub service: TestService,
    pub owner: Worker,
    pub worker: Worker,
    pub shift: ShiftId,
    pub organisation: OrganisationId,
    pub claim: String,
}

impl Day {
    /// One that starts in half an hour.
    pub async fn begin(engine: Engine) -> Self {
        Self::with(TestService::start(engine).await, |wanted| wanted).await
    }

    pub async fn with(service: TestService, change: impl FnOnce(Wanted) -> Wanted) -> Self {
        let starts = service.now().plus_minutes(30);
        let starts = Moment(starts.0 - starts.0.rem_euclid(Moment::MINUTE));
        let people = service.workers(2).await;
        let [owner, worker] = <[Worker; 2]>::try_from(people).unwrap_or_else(|_| unreachable!("two"));
        let wanted = change(Wanted { town: "510681001".to_owned(), ..Wanted::at(starts) });
        let shift = rows::shift(&service.store, wanted).await;
        let organisation = rows::employ(&service.store, shift, owner.account).await;
        let claim = seat(&service, &worker, shift).await;
        Self { service, owner, worker, shift, organisation, claim }
    }

    pub fn page(&self) -> String {
        format!("/me/organisations/{}/shifts/{}", self.organisation, self.shift)
    }

    pub fn own_page(&self) -> String {
        format!("/me/shifts/{}", self.claim)
    }

    pub async fn code(&self) -> String {
        code_at(&self.service, &self.page(), &self.owner).await
    }

    pub async fn check(&self, entry: &str, code: &str, typed: Option<Moment>) -> Answer {
        let typed = typed.map(|at| at.0.to_string()).unwrap_or_default();
        let fields = [
            ("draft[claim]", self.claim.as_str()),
            ("draft[entry]", entry),
            ("draft[code]", code),
            ("draft[typed]", &typed),
        ];
        self.service.call("/api/check_in", &fields, &self.worker.cookie).await
    }

    pub async fn record(&self, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("draft[claim]", self.claim.as_str())];
        all.extend(fields);
        self.service.call("/api/record_hours", &all, &self.owner.cookie).await
    }

    pub async fn report(&self, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("draft[claim]", self.claim.as_str())];
        all.extend(fields);
        self.service.call("/api/report_hours", &all, &self.worker.cookie).await
    }

    /// The worker's page.
    pub async fn mine(&self) -> String {
        let page = self.service.get(&self.own_page(), &self.worker.cookie).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.body
    }

    /// The employer's page.
    pub async fn theirs(&self) -> String {
        let page = self.service.get(&self.page(), &self.owner.cookie).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.body
    }

    pub async fn state(&self) -> String {
        let body = self.mine().await;
        between(&body[body.find("data-claim").expect("a claim")..], "data-state=\"", "\"")
    }

    /// `08:00` so many minutes after the start.
    pub async fn clock(&self, minutes: i64) -> String {
        let json = format!("{{\"claim\":\"{}\"}}", self.claim);
        let shown = self.service.ask("/api/show_work", &json, &self.worker.cookie).await;
        let starts: i64 = between(&shown.body, "\"starts\":", ",").parse().expect("a time");
        Moment(starts).plus_minutes(minutes).clock()
    }

    pub async fn told(&self, whom: &Worker) -> String {
        self.service.get("/me/messages", &whom.cookie).await.body
    }
}

pub async fn seat(service: &TestService, worker: &Worker, shift: ShiftId) -> String {
    assert_eq!(service.claim(worker, shift, "claim-for-a-day", false).await.status, 200);
    let mine = service.ask("/api/my_shifts", "{}", &worker.cookie).await;
    between(&mine.body, "\"mine\":{\"id\":\"", "\"")
}

async fn code_at(service: &TestService, page: &str, owner: &Worker) -> String {
    between(&service.get(page, &owner.cookie).await.body, "data-code=\"", "\"")
}

fn refused(answer: &Answer, problem: &str) {
    assert!(answer.status == 422 && answer.body.contains(problem), "{problem}: {} {}", answer.status, answer.body);
}

async fn a_code_is_good_for_its_shift_its_time_and_once(engine: Engine) {
    let day = Day::begin(engine).await;
    let other = Wanted::at(day.service.now().plus_minutes(40));
    let other = rows::shift(&day.service.store, other).await;
    let theirs = rows::employ(&day.service.store, other, day.owner.account).await;
    let elsewhere = code_at(&day.service, &format!("/me/organisations/{theirs}/shifts/{other}"), &day.owner).await;
    refused(&day.check("in", &elsewhere, None).await, "NotTheShiftsCode");
    refused(&day.check("in", "12345", None).await, "NotACode");
    refused(&day.check("in", "", None).await, "Empty");
    let (photographed, then) = (day.code().await, day.service.now());
    day.service.pass(5 * Moment::MINUTE);
    refused(&day.check("in", &photographed, None).await, "NotTheShiftsCode");
    let code = day.code().await;
    let answers = futures::future::join_all((0..5).map(|_| day.check("in", &code, None))).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    assert_eq!(day.state().await, "checked_in");
    assert_eq!(day.mine().await.matches("输码").count(), 1, "one effect");
    assert_eq!(day.check("out", &code, Some(Moment(then.0 + 1))).await.status, 422, "of another time");
    // Typed without a network at the end, and sent two hours later.
    day.service.pass(8 * Moment::HOUR + 30 * Moment::MINUTE);
    let (late, then) = (day.code().await, day.service.now());
    day.service.pass(2 * Moment::HOUR);
    refused(&day.check("out", &late, Some(day.service.now())).await, "NotTheShiftsCode");
    assert_eq!(day.check("out", &late, Some(then)).await.status, 200);
    assert_eq!(day.state().await, "checked_out");
    let page = day.theirs().await;
    assert!(page.contains("断网时输码") && page.contains("data-minutes=\"480\""), "{page}");
    day.service.pass(13 * Moment::HOUR);
    assert_eq!(day.check("out", &late, Some(then)).await.status, 200, "it is there already");
}

async fn being_near_is_enough_and_the_position_is_not_kept(engine: Engine) {
    let day = Day::begin(engine).await;
    let place = async |wgs84: &str| {
        let fields = [("draft[claim]", day.claim.as_str()), ("draft[entry]", "in"), ("draft[wgs84]", wgs84)];
        day.service.call("/api/check_in", &fields, &day.worker.cookie).await
    };
    refused(&place("91,200").await, "NotAPosition");
    refused(&place("31.160000,104.397500").await, "TooFarAway");
    // The site is 31.13,104.4 of GCJ-02, some hundreds of metres from the same degrees of WGS 84.
    let near = place("31.132450,104.397550").await;
    assert_eq!(near.status, 200, "{}", near.body);
    let page = day.theirs().await;
    assert!(page.contains("到工地定位，距"), "{page}");
    let copy = day.service.get("/me/data.json", &day.worker.cookie).await.body;
    assert!(copy.contains("\"metres\"") && !copy.contains("104.39") && !copy.contains("10439"), "{copy}");
}

async fn the_paper_list_is_confirmed_or_contested_and_both_values_stay(engine: Engine) {
    let day = Day::begin(engine).await;
    let (start, end) = (day.clock(0).await, day.clock(480).await);
    assert_eq!(day.report(&[("draft[begun]", &start)]).await.status, 409, "before it began");
    day.service.pass(9 * Moment::HOUR);
    refused(&day.record(&[("draft[begun]", "25:00")]).await, "NotATime");
    refused(&day.record(&[("draft[ended]", &end)]).await, "OutsideShift");
    let late = day.clock(30).await;
    let list = [("draft[begun]", late.as_str()), ("draft[ended]", end.as_str())];
    assert_eq!(day.record(&list).await.status, 200);
    assert_eq!(day.record(&list).await.status, 200, "sent again");
    assert_eq!(day.state().await, "checked_out");
    let page = day.mine().await;
    assert!(page.contains("data-agreement=\"unanswered\"") && page.contains("data-minutes=\"450\""), "{page}");
    assert_eq!(page.matches("单位 · 填写").count(), 2, "written once");
    assert!(day.told(&day.worker).await.contains("工时登记好了"));
    // The worker came on time, and says so.
    assert_eq!(day.report(&[("draft[begun]", &start), ("draft[ended]", &end)]).await.status, 200);
    assert_eq!(day.report(&[("draft[begun]", &start), ("draft[ended]", &end)]).await.status, 200);
    let page = day.theirs().await;
    let said = ["data-agreement=\"contested\"", "data-agreement=\"confirmed\"", "data-minutes=\"450\""];
    assert!(said.iter().all(|said| page.contains(said)), "{page}");
    assert_eq!(day.told(&day.owner).await.matches("<h2>有人对工时有不同说法").count(), 1);
    // The employer gives in, with a reason.
    refused(&day.record(&[("draft[begun]", &start)]).await, "Empty");
    assert_eq!(day.record(&[("draft[begun]", &start), ("draft[reason]", "看了监控")]).await.status, 200);
    let page = day.mine().await;
    assert!(page.contains("看了监控") && page.contains("data-minutes=\"480\""), "{page}");
    assert!(page.contains(&late), "what was written first is kept");
    assert_eq!(day.report(&[("draft[begun]", &start)]).await.status, 200);
    assert!(!day.mine().await.contains("data-agreement=\"unanswered\""));
    day.service.pass(31 * Moment::DAY);
    let owner = day.service.workers(1).await.remove(0);
    rows::employ(&day.service.store, day.shift, owner.account).await;
    let fields = [("draft[claim]", day.claim.as_str()), ("draft[begun]", start.as_str())];
    assert_eq!(day.service.call("/api/record_hours", &fields, &owner.cookie).await.status, 409, "a month later");
}

async fn taken(day: &Day) -> String {
    let shown = day.service.ask("/api/show_shift", &format!("{{\"shift\":\"{}\"}}", day.shift), "").await;
    between(&shown.body, "\"taken\":", ",")
}

async fn who_did_not_come_may_appeal_to_the_staff(engine: Engine) {
    let day = Day::begin(engine).await;
    let (service, claim) = (&day.service, day.claim.as_str());
    let miss = [("draft[claim]", claim), ("draft[reason]", "电话打不通")];
    refused(&service.call("/api/miss_worker", &miss, &day.owner.cookie).await, "NotBefore");
    service.pass(46 * Moment::MINUTE);
    refused(&service.call("/api/miss_worker", &miss[..1], &day.owner.cookie).await, "Empty");
    for _ in 0..2 {
        assert_eq!(service.call("/api/miss_worker", &miss, &day.owner.cookie).await.status, 200);
    }
    assert_eq!((day.state().await.as_str(), taken(&day).await.as_str()), ("no_show", "0"));
    assert_eq!(day.told(&day.worker).await.matches("<h2>单位说您没有到岗").count(), 1);
    // It was a mistake; and then it was none.
    assert_eq!(service.call("/api/retract_absence", &[("claim", claim)], &day.worker.cookie).await.status, 404);
    for _ in 0..2 {
        assert_eq!(service.call("/api/retract_absence", &[("claim", claim)], &day.owner.cookie).await.status, 200);
    }
    assert_eq!((day.state().await.as_str(), taken(&day).await.as_str()), ("confirmed", "1"));
    assert_eq!(service.call("/api/miss_worker", &miss, &day.owner.cookie).await.status, 200);
    let appeal = [("draft[claim]", claim), ("draft[reason]", "我在三号门等了一小时")];
    assert_eq!(service.call("/api/appeal_absence", &appeal, &day.owner.cookie).await.status, 409, "one's own word");
    for _ in 0..2 {
        assert_eq!(service.call("/api/appeal_absence", &appeal, &day.worker.cookie).await.status, 200);
    }
    let case = format!("/console/appeal/{claim}");
    let (approver, operator) =
        (service.staff(StaffRole::Approver, "510681").await, service.staff(StaffRole::Operator, "510681").await);
    let elsewhere = service.staff(StaffRole::Approver, "510683").await;
    let queue = service.get("/console", &approver.cookie).await.body;
    assert!(queue.contains(&case), "{queue}");
    let seen = service.get(&case, &approver.cookie).await;
    let said = ["电话打不通", "我在三号门等了一小时", "name=\"draft[decision]\""];
    assert!(said.iter().all(|said| seen.body.contains(said)), "{}", seen.body);
    assert_eq!(service.get(&case, &elsewhere.cookie).await.status, 404);
    let decide = [("draft[claim]", claim), ("draft[decision]", "lift"), ("draft[reason]", "门卫记录属实")];
    for (who, status) in [(&elsewhere, 404), (&operator, 403), (&day.owner, 401)] {
        assert_eq!(service.call("/api/decide_appeal", &decide, &who.cookie).await.status, status);
    }
    refused(&service.call("/api/decide_appeal", &decide[..2], &approver.cookie).await, "Empty");
    let (one, two) = tokio::join!(
        service.call("/api/decide_appeal", &decide, &approver.cookie),
        service.call("/api/decide_appeal", &decide, &approver.cookie)
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!((day.state().await.as_str(), taken(&day).await.as_str()), ("confirmed", "1"));
    assert!(!service.get("/console", &approver.cookie).await.body.contains(&case), "it still waits");
    let page = day.mine().await;
    assert!(page.contains("工作人员已撤销这条记录") && page.contains("门卫记录属实"), "{page}");
    assert!(day.told(&day.owner).await.contains("缺岗记录撤销了"));
    assert_eq!(day.record(&[("draft[tick]", "in")]).await.status, 200, "and works after all");
}

async fn an_employer_that_did_not_come_counts_too(engine: Engine) {
    let day = Day::begin(engine).await;
    let (service, claim) = (&day.service, day.claim.as_str());
    service.pass(46 * Moment::MINUTE);
    let miss = [("draft[claim]", claim), ("draft[reason]", "没有人")];
    assert_eq!(service.call("/api/miss_employer", &miss, &day.owner.cookie).await.status, 404, "not their claim");
    assert_eq!(service.call("/api/miss_employer", &miss, &day.worker.cookie).await.status, 200);
    assert_eq!(day.state().await, "employer_no_show");
    assert!(day.told(&day.owner).await.contains("有人说单位没有安排上工"));
    assert_eq!(service.call("/api/miss_worker", &miss, &day.owner.cookie).await.status, 409);
    let appeal = [("draft[claim]", claim), ("draft[reason]", "我们在场")];
    assert_eq!(service.call("/api/appeal_absence", &appeal, &day.owner.cookie).await.status, 200);
    let approver = service.staff(StaffRole::Approver, "510600").await;
    let keep = [("draft[claim]", claim), ("draft[decision]", "keep"), ("draft[reason]", "没有证据")];
    assert_eq!(service.call("/api/decide_appeal", &keep, &approver.cookie).await.status, 200);
    assert_eq!(day.state().await, "employer_no_show");
    assert!(day.theirs().await.contains("工作人员维持这条记录"));
}

async fn codes_cannot_be_guessed(engine: Engine) {
    let day = Day::begin(engine).await;
    day.service.begin_window(10 * Moment::MINUTE);
    for _ in 0..12 {
        refused(&day.check("in", "000000", None).await, "NotTheShiftsCode");
    }
    let code = day.code().await;
    assert_eq!(day.check("in", &code, None).await.status, 429);
    day.service.pass(10 * Moment::MINUTE);
    let code = day.code().await;
    assert_eq!(day.check("in", &code, None).await.status, 200);
}

async fn nobody_else_sees_or_writes_anything(engine: Engine) {
    let day = Day::begin(engine).await;
    let service = &day.service;
    let stranger = service.workers(1).await.remove(0);
    let elsewhere = Wanted::at(service.now().plus_minutes(40));
    let elsewhere = rows::shift(&service.store, elsewhere).await;
    let theirs = rows::employ(&service.store, elsewhere, stranger.account).await;
    let shifts = format!("/me/organisations/{}/shifts", day.organisation);
    for path in [&shifts, &day.page(), &format!("/me/organisations/{theirs}/shifts/{}", day.shift), &day.own_page()] {
        assert_eq!(service.get(path, &stranger.cookie).await.status, 404, "{path}");
        assert_eq!(service.get(path, "").await.status, 401, "{path}");
    }
    let code = day.code().await;
    service.pass(Moment::HOUR);
    let claim = ("draft[claim]", day.claim.as_str());
    let writes: [(&str, Vec<(&str, &str)>); 6] = [
        ("check_in", vec![claim, ("draft[entry]", "in"), ("draft[code]", &code)]),
        ("record_hours", vec![claim, ("draft[tick]", "in")]),
        ("report_hours", vec![claim, ("draft[begun]", "08:00")]),
        ("miss_worker", vec![claim, ("draft[reason]", "无")]),
        ("miss_employer", vec![claim, ("draft[reason]", "无")]),
        ("appeal_absence", vec![claim, ("draft[reason]", "无")]),
    ];
    for (name, fields) in &writes {
        for (cookie, status) in [(stranger.cookie.as_str(), 404), ("", 401)] {
            let answer = service.call(&format!("/api/{name}"), fields, cookie).await;
            assert_eq!(answer.status, status, "{name}: {}", answer.body);
        }
    }
    assert_eq!(day.state().await, "confirmed");
}
