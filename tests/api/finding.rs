//! Finding shifts: filters, order, pages, counts, words. The list is checked against a plain reading of all rows.

use std::collections::BTreeSet;

use domain::{
    place::{Plane, Point},
    when::Moment,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use support::{Engine, TestService};

crate::on_both!(
    pages_follow_each_other_without_gap_or_repeat,
    filters_find_what_they_say,
    words_find_what_people_mean,
    nothing_found_says_what_would_help,
);

async fn demo(engine: Engine, shifts: u32) -> TestService {
    let service = TestService::start(engine).await;
    // Tomorrow at five in the morning, for good: what begins while a test reads would be in one answer and not in another.
    let five = Moment::start_of(Moment(service.now().0 + Moment::DAY).date()).plus_minutes(5 * 60);
    service.stand_still(five);
    let options = server::seed::SeedOptions { shifts, seed: 7 };
    let reference = server::reference::Reference::builtin();
    server::seed::demo(&service.store, &reference, &options, service.now()).await.expect("sample content");
    service.count_list().await;
    service
}

/// Ids on a page, its total, and its next address.
fn read(body: &str) -> (Vec<String>, String, Option<String>) {
    let values = |name: &str| {
        let mark = format!("{name}=\"");
        let parts = body.split(&mark).skip(1);
        parts.filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect::<Vec<_>>()
    };
    let next = body.find("rel=\"next\"").map(|at| {
        let start = body[..at].rfind("<a ").expect("its element");
        let tag = body[start..].split('>').next().expect("its end");
        tag.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("its address").replace("&amp;", "&")
    });
    (values("data-shift"), values("data-total").pop().unwrap_or_default(), next)
}

pub async fn all_pages(service: &TestService, query: &str) -> Vec<String> {
    let mut path = format!("/gigs?{query}");
    let mut ids = Vec::new();
    for _ in 0..200 {
        let answer = service.get(&path, "").await;
        assert_eq!(answer.status, 200, "{path}");
        let (page, _, next) = read(&answer.body);
        ids.extend(page);
        match next {
            Some(next) => path = next,
            None => return ids,
        }
    }
    panic!("{query} has no end");
}

/// One row of the storage as the tests compare it: id, start, hourly, published, lat, lng, tally.
type Plain = (server::store::Key, i64, i64, i64, i64, i64, i64);

async fn plain(service: &TestService) -> Vec<Plain> {
    const SQL: &str =
        "SELECT id, starts_at, hourly, published_at, lat, lng, tally FROM shift WHERE listed AND starts_at > $1";
    let now = service.now().0;
    let mut db = service.store.read().await.expect("a connection");
    match db.engine() {
        server::store::Engine::Sqlite(c) => sqlx::query_as(SQL).bind(now).fetch_all(c).await.expect("rows"),
        server::store::Engine::Postgres(c) => sqlx::query_as(SQL).bind(now).fetch_all(c).await.expect("rows"),
    }
}

/// Shifts whose posting has this token: tomorrow's, or those of `any_day`.
async fn with_word(service: &TestService, word: &str, any_day: bool) -> BTreeSet<String> {
    const SQL: &str = "SELECT s.id, s.starts_at FROM shift s JOIN posting p ON p.id = s.posting_id \
                       WHERE s.listed AND s.starts_at > $1 AND p.words LIKE $2";
    let (now, pattern) = (service.now(), format!("% {word} %"));
    let mut db = service.store.read().await.expect("a connection");
    let rows: Vec<(server::store::Key, i64)> = match db.engine() {
        server::store::Engine::Sqlite(c) => {
            sqlx::query_as(SQL).bind(now.0).bind(pattern).fetch_all(c).await.expect("rows")
        }
        server::store::Engine::Postgres(c) => {
            sqlx::query_as(SQL).bind(now.0).bind(pattern).fetch_all(c).await.expect("rows")
        }
    };
    let tomorrow = now.day_number() + 1;
    let wanted = rows.iter().filter(|(_, starts)| any_day || Moment(*starts).day_number() == tomorrow);
    wanted.map(|(id, _)| id.0.to_string()).collect()
}

async fn pages_follow_each_other_without_gap_or_repeat(engine: Engine) {
    // Enough that both ways of searching are used: few are read whole, many are walked.
    for shifts in [300, 3_600] {
        let service = demo(engine, shifts).await;
        let rows = plain(&service).await;
        let origin = Point { lat: 31_130_000, lng: 104_400_000 };
        let near = "near=31.130000,104.400000";
        for sort in ["near", "soon", "pay", "new"] {
            let part = if shifts > 1_000 { "&date=tomorrow" } else { "" };
            let ids = all_pages(&service, &format!("{near}&sort={sort}{part}")).await;
            let tomorrow = service.now().day_number() + 1;
            let wanted: Vec<&Plain> =
                rows.iter().filter(|row| part.is_empty() || Moment(row.1).day_number() == tomorrow).collect();
            assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{sort} repeats");
            assert_eq!(ids.len(), wanted.len(), "{sort} of {shifts} leaves out or adds");
            let place = |id: &String| wanted.iter().find(|row| row.0.0.to_string() == *id).expect("a row");
            let keys: Vec<i64> = ids
                .iter()
                .map(place)
                .map(|row| match sort {
                    "near" => {
                        let point =
                            Point { lat: i32::try_from(row.4).expect("lat"), lng: i32::try_from(row.5).expect("lng") };
                        i64::from(Plane::at(origin).metres_to(point))
                    }
                    "soon" => row.1,
                    "pay" => -row.2,
                    _ => -row.3,
                })
                .collect();
            assert!(keys.is_sorted(), "{sort} of {shifts} is out of order");
            // A word that very many have takes another way than one that few have.
            let worded: BTreeSet<String> =
                all_pages(&service, &format!("{near}&sort={sort}&q=工{part}")).await.into_iter().collect();
            assert_eq!(worded, with_word(&service, "工", part.is_empty()).await, "{sort} by a word");
        }
    }
}

async fn filters_find_what_they_say(engine: Engine) {
    let service = demo(engine, 2_000).await;
    let rows = plain(&service).await;
    let mut chance = StdRng::seed_from_u64(5);
    for _ in 0..25 {
        let (part, county) =
            (chance.random_range(0..4_i64), [510_603_i64, 510_681, 510_682, 510_683][chance.random_range(0..4)]);
        let least = chance.random_range(20..40_i64);
        let day = service.now().day_number() + chance.random_range(1..8_i64);
        let date = Moment((day * Moment::DAY) - 8 * Moment::HOUR).date();
        let word = ["morning", "afternoon", "evening", "night"][usize::try_from(part).expect("small")];
        let query = format!("county={county}&part={word}&date={date}..{date}&min_hourly={least}&sort=soon");
        let found: BTreeSet<String> = all_pages(&service, &query).await.into_iter().collect();
        let meets = |row: &&Plain| {
            row.6 / 2_000_000_000 % 4 == part
                && row.6 / 2_000 % 1_000_000 == county
                && row.2 >= least * 100
                && Moment(row.1).day_number() == day
        };
        let wanted: BTreeSet<String> = rows.iter().filter(meets).map(|row| row.0.0.to_string()).collect();
        assert_eq!(found, wanted, "{query}");
        let (_, total, _) = read(&service.get(&format!("/gigs?{query}"), "").await.body);
        assert_eq!(total, wanted.len().to_string(), "{query}");
    }
}

async fn words_find_what_people_mean(engine: Engine) {
    let service = demo(engine, 1_500).await;
    let titles = |body: &str| body.matches("data-shift=").count();
    // A common two-character word, its pinyin and its initials find the same kind of work.
    for words in ["保洁", "baojie", "搬运", "banyun", "骑手", "小工", "送餐", "缝纫"] {
        let page = service.get(&format!("/gigs?q={words}"), "").await;
        assert!(titles(&page.body) > 0, "{words} finds nothing");
    }
    let (han, _, _) = read(&service.get("/gigs?q=%E4%BF%9D%E6%B4%81&sort=soon", "").await.body);
    let (pinyin, _, _) = read(&service.get("/gigs?q=baojie&sort=soon", "").await.body);
    assert!(han.iter().filter(|id| pinyin.contains(id)).count() * 2 >= han.len(), "{han:?} {pinyin:?}");
}

async fn nothing_found_says_what_would_help(engine: Engine) {
    let service = demo(engine, 300).await;
    let page = service.get("/gigs?q=%E6%90%AC%E8%BF%90&min_hourly=900", "").await;
    assert_eq!(read(&page.body).1, "0");
    assert!(page.body.contains("class=\"ways\""), "nothing is offered");
}
