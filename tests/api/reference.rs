//! Regions and occupations that change while the service runs.

use std::time::Duration;

use domain::{identity::StaffRole, occupation::OccupationCode, place::Point, region::RegionCode, when::Moment};
use server::{
    reference::{
        Occupation, Region,
        entries::{self, Change},
    },
    store::Fault,
};
use support::{
    Engine, TestService,
    rows::{self, Wanted},
};
use uuid::Uuid;

crate::on_both!(
    entries_lie_over_the_files,
    what_has_ended_is_named_and_not_offered,
    two_services_on_one_database_follow,
    a_new_occupation_is_found_as_it_is_typed,
);

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).expect("a code")
}

fn region(digits: &str, name: &str, ended: bool) -> Region {
    Region { code: code(digits), name: name.to_owned(), short_name: String::new(), point: None, ended }
}

fn occupation(digits: &str, name: &str, ended: bool) -> Occupation {
    let code = OccupationCode::parse(digits).expect("a code");
    Occupation { code, name: name.to_owned(), ended }
}

/// Writes entries in one transaction, as an import does; gives how many changed something.
async fn put(service: &TestService, regions: Vec<Region>, occupations: Vec<Occupation>) -> usize {
    let change = Change { id: Uuid::now_v7(), by: None, at: service.now() };
    let written = service.store.write::<_, (), _>(move |db| {
        let (regions, occupations) = (regions.clone(), occupations.clone());
        Box::pin(async move {
            let mut changed = 0;
            for region in &regions {
                changed += usize::from(entries::put_region(db, region, &change).await?);
            }
            for occupation in &occupations {
                changed += usize::from(entries::put_occupation(db, occupation, &change).await?);
            }
            Ok(changed)
        })
    });
    let changed = written.await.map_err(|fault: Fault<()>| fault.to_string()).expect("written");
    let mut db = service.store.read().await.expect("a connection");
    service.state.reference.reload(&mut db).await.expect("read again");
    changed
}

async fn entries_lie_over_the_files(engine: Engine) {
    let service = TestService::start(engine).await;
    let reference = service.state.reference.clone();
    let (before, point) = (reference.version(), reference.city().point);
    assert!(service.get("/version", "").await.body.contains(&before));
    let new_town = Region {
        point: Some(Point { lat: 30_990_000, lng: 104_290_000 }),
        ..region("510681120", "汉江新镇", false)
    };
    let renamed = Region { short_name: "广汉".to_owned(), ..region("510681", "广汉市（新）", false) };
    let all = vec![new_town.clone(), renamed, region("510681101", "三水镇", true), region("510600", "德阳新市", true)];
    assert_eq!(put(&service, all.clone(), vec![]).await, 4);
    assert_eq!(reference.place_name(&code("510681120")), "广汉 · 汉江新镇");
    assert_eq!(reference.point_of(&code("510681120")), Point { lat: 30_990_000, lng: 104_290_000 });
    assert_eq!(
        reference.region(&code("510681")).expect("known").point,
        Some(Point { lat: 30_977_119, lng: 104_282_429 })
    );
    let towns: Vec<String> = reference.towns_of(&code("510681")).iter().map(|town| town.name.clone()).collect();
    assert!(towns.contains(&"汉江新镇".to_owned()) && !towns.contains(&"三水镇".to_owned()), "{towns:?}");
    let codes: Vec<RegionCode> = reference.regions().iter().map(|region| region.code.clone()).collect();
    assert!(codes.is_sorted() && codes.contains(&code("510681101")), "those that have ended are listed, in order");
    assert_eq!((reference.city().name.as_str(), reference.city().point), ("德阳新市", point), "the city never ends");
    assert!(reference.offers(&code("510600")));
    // The version says so, on the page as well; the same once more changes nothing.
    let after = reference.version();
    assert_ne!(before, after);
    assert!(service.get("/version", "").await.body.contains(&after));
    assert_eq!(put(&service, all, vec![]).await, 0);
    assert_eq!(reference.version(), after);
    assert_eq!(put(&service, vec![Region { ended: true, ..new_town }], vec![]).await, 1);
    assert_ne!(reference.version(), after);
    // Two that write the same at once leave one entry of two changes at most.
    let one = || put(&service, vec![region("510681121", "同镇", false)], vec![]);
    let (first, second) = tokio::join!(one(), one());
    assert_eq!(first + second, 1);
    assert_eq!(reference.short_name(&code("510681121")), "同镇");
}

async fn what_has_ended_is_named_and_not_offered(engine: Engine) {
    let service = TestService::start(engine).await;
    let resident = service.resident("13800001111", "510681101").await;
    let staff = service.staff(StaffRole::Operator, "510681").await;
    let starts = Moment(service.now().0 + Moment::DAY);
    let shift = rows::shift(&service.store, Wanted { town: "510681101".to_owned(), ..Wanted::at(starts) }).await;
    service.count_list().await;
    let policy = crate::policy::notice_of(&service, "510681101", true).await;
    // A county takes what lies in it along.
    put(&service, vec![region("510681101", "三水镇", true), region("510604", "罗江区", true)], vec![]).await;
    let reference = &service.state.reference;
    assert_eq!(reference.counties().len(), 5);
    assert!(reference.towns().iter().all(|town| !code("510604").covers(&town.code)));
    // Who lives there still does, and whoever saves their profile keeps it.
    let page = service.get("/me/profile", &resident.cookie).await.body;
    assert!(page.contains("value=\"510681101\" selected"), "the home is lost: {page}");
    assert!(!page.contains("value=\"510604\""), "it is offered");
    let other = service.resident("13800002222", "510681001").await;
    assert!(!service.get("/me/profile", &other.cookie).await.body.contains("510681101"), "it is offered to others");
    let saved = [("draft[name]", "林居民"), ("draft[birth]", "1990-01-31"), ("draft[home]", "510681101")];
    assert_eq!(service.call("/api/save_profile", &saved, &resident.cookie).await.status, 200);
    // What lies there is named and found by its address.
    let page = service.get(&format!("/gigs/{shift}"), "").await;
    assert!(page.status == 200 && page.body.contains("广汉市 · 三水镇"), "{}", page.body);
    let list = service.get("/gigs?county=510681&town=510681101", "").await.body;
    assert!(list.contains(&shift.to_string()) && list.contains("value=\"510681101\" selected"), "{list}");
    assert!(!service.get("/gigs?county=510681", "").await.body.contains("value=\"510681101\""));
    let page = service.get(&format!("/policies/{policy}"), "").await;
    assert!(page.status == 200 && page.body.contains("三水镇"));
    let page = service.get(&format!("/console/policy/{policy}"), &staff.cookie).await.body;
    assert!(page.contains("三水镇"), "{page}");
    // Nobody comes to it newly.
    let organisation = [
        ("draft[id]", ""),
        ("draft[kind]", "firm"),
        ("draft[name]", "汉江示例装饰有限公司"),
        ("draft[credit_code]", "91350100M000100Y43"),
        ("draft[region]", "510681101"),
        ("draft[contact_name]", "赵联系"),
        ("draft[contact_phone]", "13911112222"),
    ];
    let refused = service.call("/api/save_organisation", &organisation, &other.cookie).await;
    assert!(refused.status == 422 && refused.body.contains("region"), "{}", refused.body);
}

async fn two_services_on_one_database_follow(engine: Engine) {
    let service = TestService::start(engine).await;
    let other = TestService::on(service.database_url()).await;
    put(&service, vec![region("510681120", "汉江新镇", false)], vec![occupation("4-10-08-99", "汉江陪诊员", false)])
        .await;
    let named = |service: &TestService| service.state.reference.short_name(&code("510681120"));
    assert_eq!(named(&service), "汉江新镇", "whoever writes reads at once");
    for _ in 0..100 {
        if named(&other) == "汉江新镇" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(named(&other), "汉江新镇", "the other instance has not followed in five seconds");
    assert_eq!(other.state.reference.version(), service.state.reference.version());
    // One that starts later has it from the first request on.
    let later = TestService::on(service.database_url()).await;
    assert_eq!(named(&later), "汉江新镇");
    assert!(later.get("/gigs?county=510681", "").await.body.contains("汉江新镇"));
}

async fn a_new_occupation_is_found_as_it_is_typed(engine: Engine) {
    let service = TestService::start(engine).await;
    let suggested = async |typed: &str| {
        let answer = service.ask("/api/suggest", &format!("{{\"typed\":\"{typed}\"}}"), "").await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    };
    assert!(!suggested("陪诊").await.contains("陪诊师"));
    put(&service, vec![], vec![occupation("4-14-04-98", "陪诊师", false)]).await;
    for typed in ["陪诊", "peizhen", "pzs"] {
        assert!(suggested(typed).await.contains("陪诊师"), "{typed}");
    }
    // A posting of that trade is found by its name, whatever its title says.
    let starts = Moment(service.now().0 + Moment::DAY);
    let wanted = Wanted {
        occupation: "4-14-04-98".to_owned(),
        words: " o4 o414 o41404 o4140498 ".to_owned(),
        ..Wanted::at(starts)
    };
    let shift = rows::shift(&service.store, wanted).await.to_string();
    service.count_list().await;
    assert!(service.get("/gigs?q=陪诊师", "").await.body.contains(&shift));
    // One that has ended is understood, and no longer suggested.
    put(&service, vec![], vec![occupation("4-14-04-98", "陪诊师", true)]).await;
    assert!(!suggested("陪诊").await.contains("陪诊师"));
    assert!(service.get("/gigs?q=陪诊师", "").await.body.contains(&shift));
    assert!(service.get(&format!("/gigs/{shift}"), "").await.body.contains("陪诊师"));
}
