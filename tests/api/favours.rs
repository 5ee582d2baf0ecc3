//! Filling seats for others and by favour: claims of the staff on behalf of a person, crews, favourites and bans, and seats
//! that are held.

use domain::{id::ShiftId, identity::StaffRole, when::Moment};
use futures::future::join_all;
use support::{
    Answer, Engine, TestService, Worker,
    rows::{self, Claimed, Wanted},
};

use crate::{
    access::between,
    claims::claim_of,
    filling::{Review, counts, state, told, wanted},
};

crate::on_both!(
    the_staff_claim_for_a_person_of_theirs_who_is_told_and_may_veto,
    nobody_of_another_region_is_there_to_claim_for,
    a_claim_on_behalf_keeps_every_rule,
    a_crew_has_all_its_seats_or_none,
    each_of_a_crew_confirms_by_their_own_phone,
    what_a_crew_does_not_confirm_goes_to_the_next,
    who_names_others_learns_nothing_about_them,
    favourites_are_told_first_and_not_too_often,
    who_is_banned_is_refused_until_it_is_lifted,
    held_seats_are_for_people_with_few_recent_shifts_until_their_hour,
    an_employer_holds_a_share_of_the_seats,
);

async fn for_somebody(service: &TestService, staff: &Worker, shift: ShiftId, rest: &[(&str, &str)]) -> Answer {
    let shift = shift.to_string();
    let mut fields = vec![("draft[shift]", shift.as_str()), ("draft[key]", "behalf-key")];
    fields.extend(rest);
    service.call("/api/claim_for", &fields, &staff.cookie).await
}

async fn the_staff_claim_for_a_person_of_theirs_who_is_told_and_may_veto(engine: Engine) {
    let service = TestService::start(engine).await;
    let shift = rows::shift(&service.store, wanted(&service, 1, "instant")).await;
    let (person, staff) =
        (service.resident("13787001001", "510681001").await, service.staff(StaffRole::Operator, "510681001").await);
    let listed = service.get(&format!("/gigs/{shift}"), &staff.cookie).await.body;
    assert!(listed.contains(&format!("/console/gigs/{shift}")), "the way there");
    let agreed = [("draft[phone]", "137 8700 1001"), ("draft[way]", "by-phone")];
    let (one, two) =
        tokio::join!(for_somebody(&service, &staff, shift, &agreed), for_somebody(&service, &staff, shift, &agreed));
    assert_eq!((one.status, two.status), (200, 200), "{} {}", one.body, two.body);
    assert_eq!(counts(&service, shift).await, (1, 0));
    let claim = claim_of(&service, &person, shift).await;
    assert_eq!(told(&service, &person).await.matches("<h2>工作人员帮您报了名").count(), 1, "told once");
    let page = service.get(&format!("/me/shifts/{claim}"), &person.cookie).await.body;
    assert!(page.contains("记录是您在电话里同意的") && page.contains("/api/veto_claim"), "{page}");
    // The trail knows who did it, and their own copy of their data says how they agreed.
    let auditor = service.staff(StaffRole::Auditor, "510681").await;
    let trail = service.get("/console/trail", &auditor.cookie).await.body;
    assert!(trail.contains("代人报名"), "{trail}");
    let data = service.get("/me/data.json", &person.cookie).await.body;
    assert!(data.contains("\"claim_consent\"") && data.contains("\"by-phone\""), "{data}");
    // After the time to leave freely, one tap is still enough.
    service.pass(Moment::DAY - 20 * Moment::MINUTE);
    let veto = [("claim", claim.as_str())];
    let stranger = service.workers(1).await.remove(0);
    assert_eq!(service.call("/api/veto_claim", &veto, &stranger.cookie).await.status, 404);
    assert_eq!(service.call("/api/veto_claim", &veto, &person.cookie).await.status, 200);
    assert_eq!(service.call("/api/veto_claim", &veto, &person.cookie).await.status, 200, "again");
    assert_eq!(counts(&service, shift).await, (0, 0));
    assert_eq!(state(&service, &claim).await, "cancelled_by_worker");
}

async fn nobody_of_another_region_is_there_to_claim_for(engine: Engine) {
    let service = TestService::start(engine).await;
    let shift = rows::shift(&service.store, wanted(&service, 3, "instant")).await;
    let far = service.resident("13787001002", "510683001").await;
    let staff = service.staff(StaffRole::Operator, "510681001").await;
    let agreed = [("draft[phone]", "13787001002"), ("draft[way]", "in-person")];
    let nobody = [("draft[phone]", "13787001003"), ("draft[way]", "in-person")];
    let (far_away, unknown) =
        (for_somebody(&service, &staff, shift, &agreed).await, for_somebody(&service, &staff, shift, &nobody).await);
    assert!(far_away.status == 422 && far_away.body.contains("NobodyHere"), "{}", far_away.body);
    assert_eq!(far_away.body, unknown.body, "whether somebody lives elsewhere or nowhere is not said");
    let without = for_somebody(&service, &staff, shift, &[("draft[phone]", "13787001003")]).await;
    assert!(without.status == 422 && without.body.contains("\"way\""), "{}", without.body);
    let withdrawn = service.call("/api/set_staff_help", &[("allowed", "no")], &far.cookie).await;
    assert_eq!(withdrawn.status, 200);
    let city = service.staff(StaffRole::Operator, "510600").await;
    let refused = for_somebody(&service, &city, shift, &agreed).await;
    assert!(refused.status == 422 && refused.body.contains("NoStaffHelp"), "{}", refused.body);
    for role in [StaffRole::Approver, StaffRole::Administrator] {
        let other = service.staff(role, "510683").await;
        assert_eq!(for_somebody(&service, &other, shift, &agreed).await.status, 403);
    }
    assert_eq!(counts(&service, shift).await, (0, 0));
}

async fn a_claim_on_behalf_keeps_every_rule(engine: Engine) {
    let service = TestService::start(engine).await;
    let first = rows::shift(&service.store, wanted(&service, 1, "instant")).await;
    let second = rows::shift(&service.store, wanted(&service, 1, "instant")).await;
    let person = service.resident("13787001004", "510681001").await;
    let staff = service.staff(StaffRole::Operator, "510681").await;
    assert_eq!(service.claim(&person, first, "own-key-1", false).await.status, 200);
    let agreed = [("draft[phone]", "13787001004"), ("draft[way]", "in-person")];
    let refused = for_somebody(&service, &staff, second, &agreed).await;
    assert!(refused.status == 409 && refused.body.contains("Collides"), "{}", refused.body);
    let other = service.resident("13787001005", "510681001").await;
    let full = [("draft[phone]", "13787001005"), ("draft[way]", "in-person"), ("draft[queue]", "yes")];
    assert_eq!(for_somebody(&service, &staff, first, &full).await.status, 200, "a place in the queue");
    assert_eq!(counts(&service, first).await, (1, 1));
    // What somebody claimed by themselves is no veto's business.
    let own = claim_of(&service, &person, first).await;
    assert_eq!(service.call("/api/veto_claim", &[("claim", own.as_str())], &person.cookie).await.status, 409);
    let waits = claim_of(&service, &other, first).await;
    assert_eq!(service.call("/api/veto_claim", &[("claim", waits.as_str())], &other.cookie).await.status, 200);
    assert_eq!(counts(&service, first).await, (1, 0));
}

/// Claims seats of a shift for these phones.
async fn crew(service: &TestService, leader: &Worker, shift: ShiftId, key: &str, phones: &[&str]) -> Answer {
    let shift = shift.to_string();
    let names: Vec<[String; 2]> =
        (0..phones.len()).map(|n| ["name", "phone"].map(|field| format!("draft[members][{n}][{field}]"))).collect();
    let mut fields = vec![("draft[shift]", shift.as_str()), ("draft[key]", key)];
    for (at, phone) in phones.iter().enumerate() {
        fields.push((&names[at][0], "示例工友"));
        fields.push((&names[at][1], phone));
    }
    service.call("/api/claim_crew", &fields, &leader.cookie).await
}

async fn a_crew_has_all_its_seats_or_none(engine: Engine) {
    let service = TestService::start(engine).await;
    let shift = rows::shift(&service.store, wanted(&service, 5, "instant")).await;
    let leader = service.workers(1).await.remove(0);
    let phones: Vec<String> = (0..6).map(|n| format!("1378700200{n}")).collect();
    let phones: Vec<&str> = phones.iter().map(String::as_str).collect();
    let many = crew(&service, &leader, shift, "six-people", &phones).await;
    assert!(many.status == 409 && many.body.contains(r#"{"TooFew":{"free":5}}"#), "{}", many.body);
    assert_eq!(counts(&service, shift).await, (0, 0));
    // The same form twice at once is one crew; another one beside it finds too few seats.
    let (one, two, other) = tokio::join!(
        crew(&service, &leader, shift, "three-people", &phones[..3]),
        crew(&service, &leader, shift, "three-people", &phones[..3]),
        crew(&service, &leader, shift, "three-others", &phones[3..])
    );
    let done = [&one, &two, &other].iter().filter(|answer| answer.status == 200).count();
    assert!([1, 2].contains(&done), "{} {} {}", one.body, two.body, other.body);
    assert_eq!(one.status, two.status);
    assert_eq!(counts(&service, shift).await, (3, 0));
    let review = rows::shift(&service.store, wanted(&service, 5, "review")).await;
    let refused = crew(&service, &leader, review, "by-choice", &phones[..1]).await;
    assert!(refused.status == 409 && refused.body.contains("ByChoice"), "{}", refused.body);
    let wrong = crew(&service, &leader, shift, "wrong-ones", &["1", phones[0], phones[0]]).await;
    assert!(wrong.status == 422 && wrong.body.contains("member0-phone") && wrong.body.contains("member2-phone"));
}

async fn each_of_a_crew_confirms_by_their_own_phone(engine: Engine) {
    let service = TestService::start(engine).await;
    let shift = rows::shift(&service.store, wanted(&service, 5, "instant")).await;
    let leader = service.resident("13787003000", "510681001").await;
    let person = service.resident("13787003001", "510681001").await;
    // The third has no account yet: signing in with the phone finds the seat.
    let made = crew(&service, &leader, shift, "crew-key-1", &["13787003001", "137 8700 3002"]).await;
    assert_eq!(made.status, 200, "{}", made.body);
    assert_eq!(counts(&service, shift).await, (2, 0));
    let page = service.get("/me/crews", &leader.cookie).await.body;
    assert!(page.contains("示例工友") && page.matches("等本人确认").count() == 2, "{page}");
    assert!(!page.contains("13787003001") && page.contains("137****3001"), "{page}");
    let claim = claim_of(&service, &person, shift).await;
    assert!(told(&service, &person).await.contains("<h2>有人帮您占了座"));
    let asked = service.get(&format!("/me/shifts/{claim}"), &person.cookie).await.body;
    assert!(asked.contains("帮您占座的人：示*") && asked.contains("/api/answer_offer"), "{asked}");
    assert!(!asked.contains("示例联系人"), "whom to call is told to who confirms");
    let answer = [("draft[claim]", claim.as_str()), ("draft[key]", "answer-key"), ("draft[answer]", "yes")];
    assert_eq!(service.call("/api/answer_offer", &answer, &leader.cookie).await.status, 404, "by nobody else");
    assert_eq!(service.call("/api/answer_offer", &answer, &person.cookie).await.status, 200);
    assert_eq!(state(&service, &claim).await, "confirmed");
    let fresh = crate::identity::sign_in(&service, "13787003002").await;
    let mine = service.get("/me/shifts", &fresh).await.body;
    assert!(mine.contains("data-state=\"offered\""), "{mine}");
    let third = between(&service.ask("/api/my_shifts", "{}", &fresh).await.body, "\"mine\":{\"id\":\"", "\"");
    let answer = [("draft[claim]", third.as_str()), ("draft[key]", "answer-key"), ("draft[answer]", "yes")];
    let refused = service.call("/api/answer_offer", &answer, &fresh).await;
    assert!(refused.status == 409 && refused.body.contains("BirthUnknown"), "{}", refused.body);
    let profile = [("draft[name]", "王"), ("draft[birth]", "1990-01-31"), ("draft[home]", "510681001")];
    assert_eq!(service.call("/api/save_profile", &profile, &fresh).await.status, 200);
    assert_eq!(service.call("/api/answer_offer", &answer, &fresh).await.status, 200);
    assert_eq!(service.get("/me/crews", &leader.cookie).await.body.matches("已确认").count(), 2);
}

async fn what_a_crew_does_not_confirm_goes_to_the_next(engine: Engine) {
    let service = TestService::start(engine).await;
    let shift = rows::shift(&service.store, wanted(&service, 2, "instant")).await;
    let leader = service.workers(1).await.remove(0);
    let (person, next) = (service.resident("13787004001", "510681001").await, service.workers(1).await.remove(0));
    assert_eq!(crew(&service, &leader, shift, "crew-key-1", &["13787004001", "13787004002"]).await.status, 200);
    assert_eq!(service.claim(&next, shift, "queue-key", true).await.status, 200);
    assert_eq!(counts(&service, shift).await, (2, 1));
    let claim = claim_of(&service, &person, shift).await;
    let answer = [("draft[claim]", claim.as_str()), ("draft[key]", "answer-key"), ("draft[answer]", "no")];
    assert_eq!(service.call("/api/answer_offer", &answer, &person.cookie).await.status, 200);
    assert_eq!(counts(&service, shift).await, (2, 0), "the seat is offered to who waits");
    assert_eq!(state(&service, &claim_of(&service, &next, shift).await).await, "offered");
    service.pass(7 * Moment::HOUR);
    service.expire_due().await;
    assert_eq!(counts(&service, shift).await, (0, 0));
    let page = service.get("/me/crews", &leader.cookie).await.body;
    assert_eq!(page.matches("没有要，位子给了别人").count(), 2, "{page}");
}

async fn who_names_others_learns_nothing_about_them(engine: Engine) {
    let service = TestService::start(engine).await;
    let shift = rows::shift(&service.store, wanted(&service, 5, "instant")).await;
    let other = rows::shift(&service.store, wanted(&service, 5, "instant")).await;
    let leader = service.workers(1).await.remove(0);
    let busy = service.resident("13787005001", "510681001").await;
    let inside = service.resident("13787005002", "510681001").await;
    assert_eq!(service.claim(&busy, other, "busy-key", false).await.status, 200);
    assert_eq!(service.claim(&inside, shift, "inside-key", false).await.status, 200);
    let phones = ["13787005001", "13787005003", "13787005002"];
    let refused = crew(&service, &leader, shift, "crew-key-1", &phones).await;
    assert_eq!(refused.status, 422);
    assert!(!refused.body.contains("Collides") && !refused.body.contains("仓库搬运"), "{}", refused.body);
    for (line, cannot) in [(0, true), (1, false), (2, true)] {
        let named = refused.body.contains(&format!("{{\"field\":\"member{line}-phone\",\"problem\":\"CannotTake\"}}"));
        assert_eq!(named, cannot, "{line}: {}", refused.body);
    }
    assert_eq!(counts(&service, shift).await, (1, 0));
    assert!(!told(&service, &busy).await.contains("有人帮您占了座"));
    // Trying numbers ends soon.
    let mut last = 200;
    for n in 0..8 {
        last = crew(&service, &leader, shift, &format!("crew-key-{n}-b"), &["13787005001"]).await.status;
    }
    assert_eq!(last, 429);
    // And nobody is named by everybody.
    let leaders = service.workers(6).await;
    let mut named = Vec::new();
    for (n, leader) in leaders.iter().enumerate() {
        let starts = Moment(service.now().0 + (5 + i64::try_from(n).expect("small")) * Moment::DAY);
        let next = rows::shift(&service.store, Wanted::at(starts)).await;
        named.push(crew(&service, leader, next, "named-key", &["13787005004"]).await.status);
    }
    assert_eq!(named, [200, 200, 200, 200, 422, 422]);
}

/// Somebody who has worked for the employer of a shift to come; gives their claim of the past.
async fn worked_for(review: &Review, worker: &Worker) -> String {
    let service = &review.service;
    let at = Moment(service.now().0 - 3 * Moment::DAY);
    let past = rows::shift(&service.store, Wanted { town: "510681001".to_owned(), ..Wanted::at(at) }).await;
    rows::same_employer(&service.store, past, review.shift).await;
    let state = domain::gig::ClaimState::Settled;
    let claimed = Claimed { shift: past, account: worker.account, state, made: at, waited: false };
    rows::claim(&service.store, claimed).await;
    claim_of(service, worker, past).await
}

async fn prefer(review: &Review, whom: &Worker, claim: &str, kind: &str, reason: &str) -> Answer {
    let fields = [("draft[claim]", claim), ("draft[kind]", kind), ("draft[reason]", reason)];
    review.service.call("/api/set_preference", &fields, &whom.cookie).await
}

async fn favourites_are_told_first_and_not_too_often(engine: Engine) {
    let review = Review::begin(engine, 3, 2).await;
    let service = &review.service;
    let [liked, other] = [&review.workers[0], &review.workers[1]];
    let claim = worked_for(&review, liked).await;
    let coming = service.claim(other, review.shift, "apply-key", false).await;
    assert_eq!(coming.status, 200);
    let theirs = claim_of(service, other, review.shift).await;
    assert_eq!(prefer(&review, &review.owner, &theirs, "favourite", "").await.status, 409, "who has not worked yet");
    assert_eq!(prefer(&review, liked, &claim, "favourite", "").await.status, 404, "nobody likes themselves");
    for _ in 0..2 {
        assert_eq!(prefer(&review, &review.owner, &claim, "favourite", "").await.status, 200);
    }
    let page = service.get(&format!("/me/organisations/{}/workers", review.organisation), &review.owner.cookie).await;
    assert_eq!(page.body.matches("data-preference=\"favourite\"").count(), 1, "{}", page.body);
    assert!(page.body.contains("示*"), "{}", page.body);
    // A day has three such messages, whatever is posted.
    for n in 0..5 {
        crate::postings::publish_nth(service, &review.owner, &review.organisation.to_string(), n).await;
    }
    let inbox = told(service, liked).await;
    assert_eq!(inbox.matches("<h2>收藏您的单位发了新活").count(), 3, "{inbox}");
    assert!(!told(service, other).await.contains("收藏您的单位"));
}

async fn who_is_banned_is_refused_until_it_is_lifted(engine: Engine) {
    let review = Review::begin(engine, 3, 2).await;
    let service = &review.service;
    let worker = &review.workers[0];
    let claim = worked_for(&review, worker).await;
    let instant = rows::shift(&service.store, wanted(service, 3, "instant")).await;
    rows::same_employer(&service.store, instant, review.shift).await;
    let without = prefer(&review, &review.owner, &claim, "ban", "").await;
    assert!(without.status == 422 && without.body.contains("reason"), "{}", without.body);
    assert_eq!(prefer(&review, &review.owner, &claim, "favourite", "").await.status, 200);
    assert_eq!(prefer(&review, &review.owner, &claim, "ban", "中途走了，没打招呼").await.status, 200, "instead");
    for shift in [review.shift, instant] {
        let refused = service.claim(worker, shift, &format!("key-{shift}"), false).await;
        assert!(refused.status == 409 && refused.body.contains("Banned"), "{}", refused.body);
        assert!(!refused.body.contains("中途"), "the reason is the employer's and the trail's");
    }
    let elsewhere = rows::shift(&service.store, wanted(service, 3, "instant")).await;
    assert_eq!(service.claim(worker, elsewhere, "elsewhere-key", false).await.status, 200, "only for this employer");
    let auditor = service.staff(StaffRole::Auditor, "510681").await;
    let trail = service.get("/console/trail", &auditor.cookie).await.body;
    assert!(trail.contains("单位不再用某人") && trail.contains("中途走了"), "{trail}");
    let path = format!("/me/organisations/{}/workers", review.organisation);
    let page = service.get(&path, &review.owner.cookie).await.body;
    assert!(page.contains("data-preference=\"ban\"") && page.contains("中途走了"), "{page}");
    let id = between(&page, "name=\"draft[preference]\" value=\"", "\"");
    let organisation = review.organisation.to_string();
    let lift = [("draft[organisation]", organisation.as_str()), ("draft[preference]", &id)];
    assert_eq!(service.call("/api/lift_preference", &lift, &worker.cookie).await.status, 404);
    for _ in 0..2 {
        assert_eq!(service.call("/api/lift_preference", &lift, &review.owner.cookie).await.status, 200);
    }
    let fields = [("draft[claim]", claim_of(service, worker, elsewhere).await)];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let leaving = [&fields[..], &[("draft[key]", "leave-key"), ("draft[reason]", "plans")]].concat();
    assert_eq!(service.call("/api/leave", &leaving, &worker.cookie).await.status, 200);
    assert_eq!(service.claim(worker, instant, "again-key", false).await.status, 200);
}

/// Gives somebody so many shifts of the last weeks.
pub async fn busy(service: &TestService, worker: &Worker, shifts: i64) {
    for n in 1..=shifts {
        let at = Moment(service.now().0 - n * Moment::DAY);
        let shift = rows::shift(&service.store, Wanted::at(at)).await;
        let state = domain::gig::ClaimState::Settled;
        let claimed = Claimed { shift, account: worker.account, state, made: at, waited: false };
        rows::claim(&service.store, claimed).await;
    }
}

async fn held_seats_are_for_people_with_few_recent_shifts_until_their_hour(engine: Engine) {
    let service = TestService::start(engine).await;
    let usual = wanted(&service, 4, "instant");
    let until = usual.starts.plus_minutes(-6 * 60);
    let shift = rows::shift(&service.store, Wanted { held: (2, until), ..usual }).await;
    let people = service.workers(12).await;
    let (busy_ones, few) = people.split_at(8);
    for worker in busy_ones {
        busy(&service, worker, 3).await;
    }
    // Eight at once who have had enough: two of the four seats are theirs, and nobody queues while seats are free.
    let claims = busy_ones.iter().map(|worker| service.claim(worker, shift, "busy-key", true));
    let answers = join_all(claims).await;
    let won = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!((won, counts(&service, shift).await), (2, (2, 0)));
    assert!(answers.iter().all(|answer| answer.status == 200 || answer.body.contains("HeldBack")), "{answers:?}");
    let page = service.get(&format!("/gigs/{shift}"), &few[0].cookie).await.body;
    assert!(page.contains("有 2 个位先留给最近 30 天班少的人"), "{page}");
    // A crew is nobody's with few shifts.
    let refused = crew(&service, &few[1], shift, "crew-key-1", &["13787006001"]).await;
    assert!(refused.status == 409 && refused.body.contains("HeldBack"), "{}", refused.body);
    assert_eq!(service.claim(&few[0], shift, "few-key-1", false).await.status, 200);
    assert_eq!(counts(&service, shift).await, (3, 0));
    service.pass(19 * Moment::HOUR);
    let loser = busy_ones.iter().zip(&answers).find(|(_, answer)| answer.status != 200).expect("one").0;
    assert_eq!(service.claim(loser, shift, "later-key", false).await.status, 200, "their hour has come");
    assert_eq!(counts(&service, shift).await, (4, 0));
}

async fn an_employer_holds_a_share_of_the_seats(engine: Engine) {
    let service = TestService::start(engine).await;
    let owner = service.workers(1).await.remove(0);
    let organisation = crate::organisation::verified(&service, &owner).await;
    let posting = uuid::Uuid::now_v7().to_string();
    let at = |version: &'static str, what: &'static str| (organisation.as_str(), posting.as_str(), version, what);
    let change = [("sheet[posting][held_percent]", "40"), ("sheet[posting][held_hours]", "")];
    let wrong = crate::postings::save(&service, &owner.cookie, at("0", "submit"), &change).await;
    assert!(wrong.status == 422 && wrong.body.contains("held_hours"), "{}", wrong.body);
    let change = [("sheet[posting][held_percent]", "40"), ("sheet[posting][held_hours]", "12")];
    let sent = crate::postings::save(&service, &owner.cookie, at("1", "submit"), &change).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    let approver = service.staff(StaffRole::Approver, "510681").await;
    assert_eq!(crate::postings::publish(&service, &approver, &posting).await.status, 200);
    let path = format!("/me/organisations/{organisation}/postings/{posting}");
    let shift = between(&service.get(&path, &owner.cookie).await.body, "href=\"/gigs/", "\"");
    let page = service.get(&format!("/gigs/{shift}"), "").await.body;
    assert!(page.contains("有 2 个位先留给"), "two of three seats: forty percent, rounded up: {page}");
}
