//! The benchmark: measures in one run, on both engines, and ends with one table. Ratios within a run say most; times
//! depend on the machine. Everything is bounded in count.
//!
//!     load [--small 10000] [--large 1000000] [--worst 5] [--searches 100000] [--only list,ssr,claims,digest,weight,memory]

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test stops on what it does not expect")]

mod claims;
mod client;
mod digest;
mod list;
mod program;
mod queries;
mod ssr;
mod table;

use std::process::ExitCode;

use support::Engine;
use table::Table;

/// What is measured.
struct Options {
    small: u32,
    large: u32,
    /// How many of the slowest queries are named.
    worst: usize,
    /// Kept searches with a digest.
    searches: u32,
    only: Vec<String>,
}

impl Options {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self { small: 10_000, large: 1_000_000, worst: 5, searches: 100_000, only: Vec::new() };
        while let Some(flag) = words.next() {
            let value = words.next().ok_or_else(|| format!("{flag} needs a value"))?;
            let number = || value.replace('_', "").parse().map_err(|_| format!("{flag}: {value} is no number"));
            match flag.as_str() {
                "--small" => options.small = number()?,
                "--large" => options.large = number()?,
                "--searches" => options.searches = number()?,
                "--worst" => options.worst = value.parse().map_err(|_| format!("{flag}: {value} is no number"))?,
                "--only" => options.only = value.split(',').map(str::to_owned).collect(),
                _ => return Err(format!("unknown flag {flag}")),
            }
        }
        Ok(options)
    }

    fn wants(&self, section: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|word| word == section)
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("load: {problem}");
            return ExitCode::FAILURE;
        }
    };
    // Services that were measured go on until the end, without their databases; what they say is of no use.
    let quiet = tracing_subscriber::EnvFilter::try_from_default_env();
    let quiet = quiet.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("off"));
    tracing_subscriber::fmt().with_env_filter(quiet).with_writer(std::io::stderr).init();
    let mut table = Table::default();
    let mut engines = vec![Engine::Sqlite];
    if std::env::var_os("GONGYI_TEST_POSTGRES_URL").is_some() {
        engines.push(Engine::Postgres);
    } else {
        table.note("PostgreSQL was not measured: GONGYI_TEST_POSTGRES_URL names none");
    }
    if options.wants("weight") || options.wants("memory") {
        program::measure(&options, &mut table).await;
    }
    for engine in engines {
        if options.wants("claims") {
            claims::measure(engine, &mut table).await;
        }
        if options.wants("digest") {
            digest::measure(engine, &options, &mut table).await;
        }
        if options.wants("list") || options.wants("ssr") {
            list::measure(engine, &options, &mut table).await;
        }
    }
    table.print();
    ExitCode::SUCCESS
}
