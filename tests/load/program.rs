//! The released program as a process of its own: how soon it is ready, what it weighs in memory and on the wire.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use futures::future::join_all;
use support::{Database, Engine};

use crate::{
    Options,
    client::{Client, get},
    table::Table,
};

/// Requests under which memory is looked at, and on how many connections.
const REQUESTS: usize = 2_000;
const CONNECTIONS: usize = 16;

/// Ends of the names of files that a browser loads with a page.
const ENDS: [&str; 7] = ["css", "js", "json", "wasm", "svg", "png", "webmanifest"];

/// Where the release stands.
fn release() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/gongyi")
}

struct Running {
    child: Child,
    url: String,
    ready: Duration,
}

impl Running {
    async fn start(program: &Path, database: &Database) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let (addr, began) = (format!("127.0.0.1:{port}"), Instant::now());
        let mut command = Command::new(program);
        command.args(["serve", "--demo-if-empty"]).env("GONGYI_ADDR", &addr).env("GONGYI_DATABASE_URL", &database.url);
        command.env("GONGYI_KEYS_FILE", support::keys_file());
        command.env("GONGYI_DATA_DIR", support::database::data_dir(&database.url));
        let child = command.env("RUST_LOG", "off").stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut running =
            Self { child: child.expect("the program"), url: format!("http://{addr}"), ready: began.elapsed() };
        loop {
            assert!(began.elapsed() < Duration::from_mins(1), "not ready within a minute");
            if tokio::net::TcpStream::connect(&addr).await.is_ok()
                && Client::connect(&running.url).await.send(&get("/readyz", "")).await == 200
            {
                running.ready = began.elapsed();
                return running;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Memory in use, MB.
    fn memory(&self) -> f64 {
        let pid = self.child.id().to_string();
        let said = Command::new("ps").args(["-o", "rss=", "-p", &pid]).output().expect("ps").stdout;
        String::from_utf8_lossy(&said).trim().parse::<f64>().expect("a number") / 1_024.0
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Measures what is wanted of it.
pub async fn measure(options: &Options, table: &mut Table) {
    let program = release();
    if !program.is_file() {
        return table
            .note("Weight, memory and start were not measured: there is no target/release/gongyi (`make build`)");
    }
    let database = Database::create(Engine::Sqlite).await;
    let first = Running::start(&program, &database).await.ready;
    let running = Running::start(&program, &database).await;
    if options.wants("memory") {
        table.row("start to ready, empty database, with demo content", format!("{:.0} ms", first.as_secs_f64() * 1e3));
        table.row("start to ready", format!("{:.0} ms", running.ready.as_secs_f64() * 1e3));
        memory(&running, table).await;
    }
    if options.wants("weight") {
        weight(&running, table).await;
    }
}

async fn memory(running: &Running, table: &mut Table) {
    table.row("memory, idle", format!("{:.0} MB", running.memory()));
    let load = (0..CONNECTIONS).map(|at| async move {
        let mut client = Client::connect(&running.url).await;
        for n in 0..REQUESTS / CONNECTIONS {
            let sort = ["best", "near", "pay", "soon", "new"][(at + n) % 5];
            assert_eq!(client.send(&get(&format!("/gigs?sort={sort}"), "Accept-Encoding: br\r\n")).await, 200);
        }
    });
    let mut load = std::pin::pin!(join_all(load));
    let mut most = 0.0_f64;
    loop {
        tokio::select! {
            _ = &mut load => break,
            () = tokio::time::sleep(Duration::from_millis(100)) => most = most.max(running.memory()),
        }
    }
    table.row(format!("memory, {REQUESTS} list pages on {CONNECTIONS} connections, most"), format!("{most:.0} MB"));
    table.row("memory, afterwards", format!("{:.0} MB", running.memory()));
}

/// What the first visit of the list loads, as sent with brotli: all that the page names.
async fn weight(running: &Running, table: &mut Table) {
    let mut client = Client::connect(&running.url).await;
    let brotli = "Accept-Encoding: br\r\n";
    let html = sent(&mut client, "/", brotli).await;
    client.send(&get("/", "")).await;
    let page = String::from_utf8_lossy(&client.body()).into_owned();
    let paths: BTreeSet<&str> = page.split('"').filter(|word| named(word)).collect();
    let mut bytes = BTreeMap::from([("HTML", html)]);
    for path in &paths {
        let kind = match path.rsplit('.').next() {
            Some("css") => "CSS",
            Some("js" | "json") => "JS",
            Some("wasm") if path.contains("/gongyi") => "WASM base",
            Some("wasm") => "WASM for the list",
            _ => "pictures and the like",
        };
        *bytes.entry(kind).or_default() += sent(&mut client, path, brotli).await;
    }
    let most = [("HTML", 20.0), ("CSS", 18.0), ("JS", 12.0), ("WASM base", 210.0), ("WASM for the list", 80.0)];
    for (kind, bytes) in bytes {
        let kilobytes = f64::from(u32::try_from(bytes).expect("not so heavy")) / 1_000.0;
        match most.iter().find(|(name, _)| *name == kind) {
            Some((_, most)) => table.at_most(format!("first visit, {kind}"), kilobytes, *most, " KB"),
            None => table.row(format!("first visit, {kind}"), format!("{kilobytes:.1} KB")),
        }
    }
    let requests = u32::try_from(paths.len() + 1).expect("not so many");
    table.at_most("first visit, requests", f64::from(requests), 20.0, "");
}

fn named(word: &str) -> bool {
    let end = word.rsplit('.').next().unwrap_or_default();
    word.starts_with('/') && !word.contains(' ') && ENDS.contains(&end)
}

async fn sent(client: &mut Client, path: &str, more: &str) -> usize {
    assert_eq!(client.send(&get(path, more)).await, 200, "{path}");
    client.body().len()
}
