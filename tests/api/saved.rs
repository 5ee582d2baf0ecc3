//! What people keep of the list: searches in one way of writing, postings with how they stand, and nobody else's.

use std::collections::BTreeSet;

use domain::{
    gig::saved::{Alert, PostingStanding, SavedPage, SearchState},
    identity::{Actor, StaffRole},
    when::Moment,
};
use support::{
    Answer, Engine, TestService, Worker,
    rows::{self, Wanted},
};

crate::on_both!(
    a_search_is_kept_once_however_it_is_written,
    the_list_offers_to_keep_what_is_looked_at,
    only_so_many_are_kept_also_at_once,
    what_is_not_ones_own_is_not_there,
    a_posting_is_kept_and_says_how_it_stands,
    words_are_nowhere_in_the_raw_storage,
    a_search_that_means_nothing_any_more_says_so,
);

pub async fn keep(service: &TestService, worker: &Worker, query: &[(&str, &str)]) -> Answer {
    let fields: Vec<(String, &str)> = query.iter().map(|(name, value)| (format!("draft[{name}]"), *value)).collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    service.call("/api/keep_search", &fields, &worker.cookie).await
}

pub async fn kept(service: &TestService, worker: &Worker) -> SavedPage {
    service.state.services.saved.page(&Actor::Person(worker.account)).await.expect("the page")
}

/// Keeps a search and chooses how to hear of it.
pub async fn watch(service: &TestService, worker: &Worker, query: &[(&str, &str)], alert: Alert) {
    let known: BTreeSet<_> = kept(service, worker).await.searches.into_iter().map(|one| one.id).collect();
    assert_eq!(keep(service, worker, query).await.status, 200);
    let fresh = kept(service, worker).await.searches.into_iter().find(|one| !known.contains(&one.id));
    let id = fresh.expect("a new search").id.to_string();
    let chosen = choose(service, &worker.cookie, &id, alert.word()).await;
    assert_eq!(chosen.status, 200, "{}", chosen.body);
}

async fn choose(service: &TestService, cookie: &str, search: &str, alert: &str) -> Answer {
    let fields = [("draft[search]", search), ("draft[alert]", alert)];
    service.call("/api/set_alert", &fields, cookie).await
}

async fn keep_posting(service: &TestService, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    service.call("/api/keep_posting", fields, cookie).await
}

async fn a_search_is_kept_once_however_it_is_written(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    let ways: [&[(&str, &str)]; 3] = [
        &[("q", "搬运"), ("town", "510681001"), ("min_hourly", "20")],
        &[("q", " 搬运 "), ("county", "510681"), ("town", "510681001"), ("min_hourly", "20.00"), ("sort", "pay")],
        &[
            ("q", "搬运"),
            ("town", "510681001"),
            ("min_hourly", "20"),
            ("near", "31.1,104.4"),
            ("part", "noon"),
            ("after", "x"),
        ],
    ];
    for way in ways {
        let answer = keep(&service, &worker, way).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.body.contains("/me/saved"), "{}", answer.body);
    }
    let page = kept(&service, &worker).await;
    let [search] = &page.searches[..] else { panic!("{page:?}") };
    assert_eq!((search.query.q.as_str(), search.query.county.as_str(), search.alert), ("搬运", "510681", Alert::Off));
    assert_eq!(search.state, SearchState::Current);
    let id = search.id.to_string();
    for alert in ["daily", "daily", "once"] {
        assert_eq!(choose(&service, &worker.cookie, &id, alert).await.status, 200);
        assert_eq!(kept(&service, &worker).await.searches[0].alert.word(), alert);
    }
    let wrong = choose(&service, &worker.cookie, &id, "loudly").await;
    assert_eq!((wrong.status, wrong.body.contains("UnknownWord")), (422, true), "{}", wrong.body);
    let shown = service.get("/me/saved", &worker.cookie).await.body;
    assert!(
        shown.contains("data-alert=\"once\"") && shown.contains("“搬运”") && shown.contains("每小时 20 元起"),
        "{shown}"
    );
    let english = service.get("/me/saved", &format!("{}; language=en", worker.cookie)).await.body;
    assert!(english.contains("Tell me at once") && english.contains("From 20 yuan"), "{english}");
    let forgotten = service.post("/api/forget_search", &[("search", &id)], &worker.cookie).await;
    assert_eq!((forgotten.status, forgotten.location.as_str()), (303, "/me/saved"));
    assert!(kept(&service, &worker).await.searches.is_empty());
    assert!(service.get("/me/saved", &worker.cookie).await.body.contains("还没有收藏搜索"));
}

async fn the_list_offers_to_keep_what_is_looked_at(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    let starts = Moment(service.now().0 + Moment::DAY);
    rows::shift(&service.store, Wanted::at(starts)).await;
    service.count_list().await;
    let path = "/gigs?county=510603&paid=same-day&sort=pay";
    assert!(!service.get(path, "").await.body.contains("/api/keep_search"), "a guest keeps nothing");
    let list = service.get(path, &worker.cookie).await.body;
    let form = crate::access::between(&list, "action=\"/api/keep_search\"", "</form>");
    let inputs = form.split("<input").skip(1).filter_map(|input| {
        let value = |name: &str| Some(input.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.to_owned());
        Some((value(" name")?, value(" value")?))
    });
    let inputs: Vec<(String, String)> = inputs.collect();
    assert!(inputs.contains(&("draft[county]".to_owned(), "510603".to_owned())), "{inputs:?}");
    let fields: Vec<(&str, &str)> = inputs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let sent = service.post("/api/keep_search", &fields, &worker.cookie).await;
    assert_eq!((sent.status, sent.location.as_str()), (303, "/me/saved"));
    let page = kept(&service, &worker).await;
    assert_eq!((page.searches[0].query.paid.as_str(), page.searches[0].finds.n), ("same-day", 1));
    assert!(page.searches[0].query.sort.is_empty());
    let shown = service.get("/me/saved", &worker.cookie).await.body;
    assert!(shown.contains("/gigs?county=510603&amp;paid=same-day") && shown.contains("现在有 1 个班"), "{shown}");
}

async fn only_so_many_are_kept_also_at_once(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    let sums: Vec<String> = (1..=24).map(|yuan| yuan.to_string()).collect();
    let query = |sum: &String| [("min_hourly".to_owned(), sum.clone())];
    let queries: Vec<_> = sums.iter().map(query).collect();
    let all = queries.iter().map(|pairs| async {
        let pairs = [(pairs[0].0.as_str(), pairs[0].1.as_str())];
        keep(&service, &worker, &pairs).await
    });
    let answers = futures::future::join_all(all).await;
    let good = answers.iter().filter(|answer| answer.status == 200).count();
    let full = answers.iter().filter(|answer| answer.status == 422 && answer.body.contains("TooManyViews")).count();
    assert_eq!((good, full), (20, 4), "{answers:?}");
    assert_eq!(kept(&service, &worker).await.searches.len(), 20);
    let refused = service.post("/api/keep_search", &[("draft[q]", "x"), ("back", "/gigs?q=x")], &worker.cookie).await;
    let flash = refused.cookies.iter().find(|cookie| cookie.starts_with("flash=")).expect("a flash");
    let cookies = format!("{}; {}", worker.cookie, flash.split(';').next().expect("a value"));
    let list = service.get("/gigs?q=x", &cookies).await.body;
    assert!(
        list.contains("id=\"search-error\"") && list.contains("最多存 20 个，请先删掉一个"),
        "it says so at the button"
    );
    let again =
        keep(&service, &worker, &[("min_hourly", &kept(&service, &worker).await.searches[3].query.min_hourly)]).await;
    assert_eq!(again.status, 200, "one that is kept already");
}

async fn what_is_not_ones_own_is_not_there(engine: Engine) {
    let service = TestService::start(engine).await;
    let [one, other] = <[Worker; 2]>::try_from(service.workers(2).await).ok().expect("two");
    let clerk = service.staff(StaffRole::Operator, "510600").await;
    keep(&service, &one, &[("q", "搬运")]).await;
    let id = kept(&service, &one).await.searches[0].id.to_string();
    for (cookie, status) in [(other.cookie.as_str(), 404), (clerk.cookie.as_str(), 401), ("", 401)] {
        assert_eq!(choose(&service, cookie, &id, "once").await.status, status);
        assert_eq!(service.call("/api/forget_search", &[("search", &id)], cookie).await.status, status);
        assert!(!service.get("/me/saved", cookie).await.body.contains(&id));
    }
    for wrong in ["", "x", "00000000-0000-7000-8000-000000000000"] {
        assert_eq!(choose(&service, &one.cookie, wrong, "once").await.status, 404, "{wrong}");
        let fields = [("draft[posting]", wrong), ("draft[shift]", wrong), ("draft[keep]", "yes")];
        assert_eq!(keep_posting(&service, &one.cookie, &fields).await.status, 404, "{wrong}");
    }
    assert_eq!(kept(&service, &one).await.searches[0].alert, Alert::Off);
}

async fn a_posting_is_kept_and_says_how_it_stands(engine: Engine) {
    let service = TestService::start(engine).await;
    let [owner, worker, first] = <[Worker; 3]>::try_from(service.workers(3).await).ok().expect("three");
    let (organisation, posting, shift) = crate::postings::published(&service, &owner).await;
    let page = format!("/gigs/{shift}");
    assert!(!service.get(&page, "").await.body.contains("/api/keep_posting"));
    let fields = [("draft[shift]", shift.as_str()), ("draft[keep]", "yes")];
    for _ in 0..2 {
        let sent = service.post("/api/keep_posting", &fields, &worker.cookie).await;
        assert_eq!((sent.status, &sent.location), (303, &page));
    }
    assert!(service.get(&page, &worker.cookie).await.body.contains("data-kept=\"true\""));
    assert!(service.get(&page, &owner.cookie).await.body.contains("data-kept=\"false\""));
    let stands = async || {
        let page = kept(&service, &worker).await;
        let [one] = &page.postings[..] else { panic!("{page:?}") };
        (one.posting.to_string(), one.standing)
    };
    assert_eq!(stands().await, (posting.clone(), PostingStanding::Open));
    for other in [&first, &owner, &service.workers(1).await[0]] {
        assert_eq!(service.claim(other, &shift, "claim-of-kept", false).await.status, 200);
    }
    assert_eq!(stands().await.1, PostingStanding::Full);
    assert_eq!(crate::postings::step(&service, &owner, &organisation, &posting, "pause").await.status, 200);
    assert_eq!(stands().await.1, PostingStanding::Paused);
    let shown = service.get("/me/saved", &worker.cookie).await.body;
    assert!(
        shown.contains("data-standing=\"paused\"") && shown.contains("暂停招人") && shown.contains(&page),
        "{shown}"
    );
    assert_eq!(crate::postings::step(&service, &owner, &organisation, &posting, "close").await.status, 200);
    assert_eq!(stands().await.1, PostingStanding::Ended);
    let fields = [("draft[posting]", posting.as_str()), ("draft[keep]", "no")];
    for _ in 0..2 {
        assert_eq!(keep_posting(&service, &worker.cookie, &fields).await.status, 200);
    }
    assert!(kept(&service, &worker).await.postings.is_empty());
    assert_eq!(keep_posting(&service, &worker.cookie, &[("draft[posting]", &posting)]).await.status, 422);
}

async fn words_are_nowhere_in_the_raw_storage(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    watch(&service, &worker, &[("q", "寻找欧阳师傅")], Alert::Daily).await;
    let raw = crate::sealed::raw(&service).await;
    let found = |text: &str| raw.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!found("寻找欧阳师傅") && !found("欧阳师傅"));
    let copy = service.get("/me/data.json", &worker.cookie).await.body;
    assert!(copy.contains("寻找欧阳师傅") && !copy.contains("query_index"), "their copy holds it: {copy}");
}

async fn a_search_that_means_nothing_any_more_says_so(engine: Engine) {
    let service = TestService::start(engine).await;
    let worker = service.workers(1).await.remove(0);
    keep(&service, &worker, &[("county", "110101"), ("occupation", "9-99"), ("q", "搬运")]).await;
    let page = kept(&service, &worker).await;
    assert!(page.searches[0].query.county.is_empty() && page.searches[0].query.occupation.is_empty(), "{page:?}");
    let day = Moment(service.now().0 + Moment::DAY).date().to_string();
    keep(&service, &worker, &[("date", &day)]).await;
    service.pass(3 * Moment::DAY);
    assert_eq!(kept(&service, &worker).await.searches[0].state, SearchState::Over);
    assert!(service.get("/me/saved", &worker.cookie).await.body.contains("日期过了"));
}
