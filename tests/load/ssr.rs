//! The list page rendered for every request against the same bytes sent from memory by the same server: through the
//! same layers, which name the request, guard it and put headers on the answer.

use std::time::{Duration, Instant};

use axum::{Router, response::Html, routing};
use futures::future::join_all;
use server::web::{self, AppState};
use support::{Engine, TestService};

use crate::{
    client::{Client, get},
    table::Table,
};

/// Connections at once.
const CONNECTIONS: usize = 8;
/// Requests of each connection in one round.
const RENDERED: u32 = 25;
const FROM_MEMORY: u32 = 600;
/// Rounds, in turn.
const ROUNDS: u32 = 5;

async fn from_memory(body: Vec<u8>, state: AppState) -> String {
    let page = axum::body::Bytes::from(body);
    let app = Router::new().route("/", routing::get(move || std::future::ready(Html(page.clone()))));
    let app = web::guarded(app, state);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let listener = axum::serve::ListenerExt::tap_io(listener, |stream| drop(stream.set_nodelay(true)));
    tokio::spawn(async move { axum::serve(listener, app).await });
    url
}

/// How long `CONNECTIONS` connections take for `n` requests each.
async fn time(clients: &mut [Client], n: u32) -> Duration {
    let request = get("/", "");
    let began = Instant::now();
    let done = clients.iter_mut().map(|client| {
        let request = &request;
        async move {
            for _ in 0..n {
                assert_eq!(client.send(request).await, 200);
            }
        }
    });
    join_all(done).await;
    began.elapsed()
}

/// Measures both in turn.
pub async fn measure(engine: Engine, service: &TestService, table: &mut Table) {
    let mut rendered = join_all((0..CONNECTIONS).map(|_| Client::connect(&service.url))).await;
    time(&mut rendered, 5).await;
    let page = rendered[0].body();
    let bytes = page.len();
    let memory = from_memory(page, service.state.clone()).await;
    let mut kept = join_all((0..CONNECTIONS).map(|_| Client::connect(&memory))).await;
    time(&mut kept, 50).await;
    let (mut slow, mut fast) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..ROUNDS {
        slow += time(&mut rendered, RENDERED).await;
        fast += time(&mut kept, FROM_MEMORY).await;
    }
    let speed = |n: u32, took: Duration| f64::from(n * ROUNDS) * 8.0 / took.as_secs_f64();
    let (slow, fast) = (speed(RENDERED, slow), speed(FROM_MEMORY, fast));
    table.row(format!("{engine:?}: list pages a second, {bytes} bytes"), format!("{slow:.0}"));
    table.row(format!("{engine:?}: the same from memory"), format!("{fast:.0}"));
    table.at_least(format!("{engine:?}: rendered to memory"), slow / fast, 0.04);
}
