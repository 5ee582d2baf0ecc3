//! Pages hear that something was done with what they show, and nothing else.

use std::time::Duration;

use domain::when::Moment;
use support::{
    Engine, TestService,
    rows::{self, Wanted},
};

crate::on_both!(a_page_hears_of_what_it_follows, what_was_missed_is_told_first);

/// The rows that a stream tells of within a while, as it says them.
async fn told(stream: &mut reqwest::Response, wait: Duration) -> Vec<String> {
    let mut text = String::new();
    while let Ok(Ok(Some(chunk))) = tokio::time::timeout(wait, stream.chunk()).await {
        text.push_str(&String::from_utf8_lossy(&chunk));
        if text.contains("data: ") && text.ends_with("\n\n") {
            break;
        }
    }
    text.lines().filter_map(|line| line.strip_prefix("data: ")).map(str::to_owned).collect()
}

const SOON: Duration = Duration::from_secs(10);
/// Longer than the server takes to look again.
const QUIET: Duration = Duration::from_millis(2_500);

async fn a_page_hears_of_what_it_follows(engine: Engine) {
    let service = TestService::start(engine).await;
    let starts = service.now().plus_minutes(600);
    let (shift, other) = (
        rows::shift(&service.store, Wanted::at(starts)).await,
        rows::shift(&service.store, Wanted::at(starts.plus_minutes(900))).await,
    );
    let workers = service.workers(2).await;
    let address = |of: &str| format!("/live/changes?of={of}&since={}", service.now().0);
    let mut watched = service.fetch(&address(&shift.to_string()), &workers[1].cookie).await;
    // What stands first is followed, however much comes behind it.
    let many: Vec<String> = (0..100).map(|_| uuid::Uuid::now_v7().to_string()).collect();
    let mut crowded = service.fetch(&address(&format!("{shift},{}", many.join(","))), &workers[1].cookie).await;
    let mut elsewhere = service.fetch(&address(&other.to_string()), &workers[1].cookie).await;
    assert_eq!(watched.headers()["content-type"], "text/event-stream");

    let claimed = service.claim(&workers[0], shift, "live-claim", false).await;
    assert_eq!(claimed.status, 200, "{}", claimed.body);
    assert_eq!(told(&mut watched, SOON).await.len(), 1, "a seat was taken");
    assert_eq!(told(&mut crowded, SOON).await.len(), 1);
    assert_eq!(told(&mut elsewhere, QUIET).await, Vec::<String>::new(), "of another shift nothing is heard");
}

async fn what_was_missed_is_told_first(engine: Engine) {
    let service = TestService::start(engine).await;
    let shift = rows::shift(&service.store, Wanted::at(service.now().plus_minutes(600))).await;
    let workers = service.workers(1).await;
    let made = service.now().0;
    service.pass(5_000);
    assert_eq!(service.claim(&workers[0], shift, "live-missed", false).await.status, 200);
    service.pass(5_000);
    // As the clock goes by itself, the server would have looked meanwhile.
    tokio::time::sleep(QUIET).await;
    let cookie = &workers[0].cookie;
    let from = |since: i64| format!("/live/changes?of={shift}&since={since}");
    // Made before the seat was taken, heard of after it: the page must load again.
    let mut late = service.fetch(&from(made), cookie).await;
    let first = told(&mut late, SOON).await;
    assert_eq!(first.len(), 1);
    // Once more, the same row is named, so that the page loads once for it.
    let mut again = service.fetch(&from(made), cookie).await;
    assert_eq!(told(&mut again, SOON).await, first);
    // Made afterwards: nothing was missed.
    let mut fresh = service.fetch(&from(service.now().0), cookie).await;
    assert_eq!(told(&mut fresh, QUIET).await, Vec::<String>::new());
    // So long ago that what happened since is not looked up: it loads again.
    let mut old = service.fetch(&from(made - Moment::DAY), cookie).await;
    assert_eq!(told(&mut old, SOON).await.len(), 1);
    for (path, cookie, status) in [
        (from(made), "", 401),
        ("/live/changes?of=&since=0".to_owned(), cookie.as_str(), 422),
        ("/live/changes?of=x,y&since=0".to_owned(), cookie.as_str(), 422),
    ] {
        assert_eq!(service.fetch(&path, cookie).await.status().as_u16(), status, "{path}");
    }
}
