//! List and search at two sizes: one request after the other, so that latency is measured and not a queue.

use std::time::{Duration, Instant};

use server::{
    reference::Reference,
    seed::{self, SeedOptions},
};
use support::{Engine, TestService};

use crate::{
    Options,
    client::{Client, get},
    queries, ssr,
    table::Table,
};

/// Measured rounds of the whole mix, after two that warm up.
const ROUNDS: usize = 12;

/// A service with sample content.
struct Side {
    service: TestService,
    client: Client,
    /// Name, query, times.
    queries: Vec<(String, String, Vec<Duration>)>,
    /// Answers that were no page.
    failed: u32,
}

impl Side {
    async fn start(engine: Engine, shifts: u32, table: &mut Table) -> Self {
        let service = TestService::start(engine).await;
        let began = Instant::now();
        let options = SeedOptions { shifts, seed: 1 };
        seed::demo(&service.store, &Reference::builtin(), &options, service.now()).await.expect("sample content");
        let seconds = began.elapsed().as_secs_f64();
        let speed = f64::from(shifts) / seconds;
        table.row(format!("{engine:?}: seeding {shifts} shifts"), format!("{seconds:.1} s ({speed:.0}/s)"));
        service.count_list().await;
        // The background job counts once more by itself; that must not fall into the measuring.
        tokio::time::sleep(Duration::from_secs(3)).await;
        let mut client = Client::connect(&service.url).await;
        let mut queries = queries::all(service.now());
        for (name, query) in [("plain", ""), ("pay", "sort=pay"), ("near", "sort=near"), ("words", "q=banyun")] {
            queries.extend(later_pages(&mut client, name, query).await);
        }
        let queries = queries.into_iter().map(|(name, query)| (name, query, Vec::new())).collect();
        Self { service, client, queries, failed: 0 }
    }

    async fn round(&mut self, round: usize) {
        for (name, query, times) in &mut self.queries {
            let request = get(&format!("/gigs?{}", queries::of_round(query, round)), "");
            let began = Instant::now();
            let status = self.client.send(&request).await;
            let took = began.elapsed();
            if status != 200 {
                eprintln!("  {status}: {name}: {}", queries::of_round(query, round));
                self.failed += 1;
            }
            if round >= 2 {
                times.push(took);
            }
        }
    }

    fn all_times(&self) -> Vec<Duration> {
        self.queries.iter().flat_map(|(.., times)| times.iter().copied()).collect()
    }
}

/// The second and the fifth page of a query, by the marks on the pages before.
async fn later_pages(client: &mut Client, name: &str, query: &str) -> Vec<(String, String)> {
    let start = queries::of_round(query, 0);
    let mut at = start.clone();
    let mut found = Vec::new();
    for page in 2..=5 {
        assert_eq!(client.send(&get(&format!("/gigs?{at}"), "")).await, 200);
        let body = String::from_utf8_lossy(&client.body()).into_owned();
        let Some((_, rest)) = body.split_once("after=") else { break };
        let mark = rest.split(['"', '&']).next().unwrap_or_default();
        at = format!("{start}&after={mark}");
        if page == 2 || page == 5 {
            found.push((format!("{name}, page {page}"), at.clone()));
        }
    }
    found
}

/// The value that so many of a hundred do not exceed, milliseconds.
fn percentile(mut times: Vec<Duration>, of_hundred: usize) -> f64 {
    times.sort_unstable();
    let at = (times.len() * of_hundred).div_ceil(100).saturating_sub(1);
    times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
}

fn three(times: &[Duration]) -> String {
    let [p50, p95, p99] = [50, 95, 99].map(|n| percentile(times.to_vec(), n));
    format!("{p50:.1} / {p95:.1} / {p99:.1} ms")
}

/// Both sizes in turn, so that whatever else the machine does falls on both.
pub async fn measure(engine: Engine, options: &Options, table: &mut Table) {
    let mut small = Side::start(engine, options.small, table).await;
    if options.wants("ssr") {
        ssr::measure(engine, &small.service, table).await;
    }
    if !options.wants("list") {
        return;
    }
    let mut large = Side::start(engine, options.large, table).await;
    for round in 0..ROUNDS + 2 {
        small.round(round).await;
        large.round(round).await;
    }
    let (few, many) = (small.all_times(), large.all_times());
    table.row(format!("{engine:?}: list p50 / p95 / p99 at {}", options.small), three(&few));
    table.row(format!("{engine:?}: list p50 / p95 / p99 at {}", options.large), three(&many));
    table.at_most(format!("{engine:?}: requests that failed"), f64::from(small.failed + large.failed), 0.0, "");
    let (before, after) = (percentile(few, 95), percentile(many, 95));
    table.at_most(format!("{engine:?}: list p95 at {}", options.large), after, 20.0, " ms");
    table.at_most(format!("{engine:?}: growth of the list's p95"), after / before, 1.5, "");
    worst(engine, options.worst, &small, &large, table);
}

/// The queries that are slowest at the larger size.
fn worst(engine: Engine, n: usize, small: &Side, large: &Side, table: &mut Table) {
    let p95 = |times: &[Duration]| percentile(times.to_vec(), 95);
    let mut rows: Vec<(f64, f64, &str)> = large
        .queries
        .iter()
        .map(|(name, _, times)| {
            let same = small.queries.iter().find(|(other, ..)| other == name);
            (p95(times), same.map_or(0.0, |(.., times)| p95(times)), name.as_str())
        })
        .collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (after, before, name) in rows.iter().take(n) {
        table.row(format!("{engine:?}: slow: {name}"), format!("{before:.1} -> {after:.1} ms"));
    }
}
