//! Sample content: employers, postings and shifts that look like a real city's and are marked as made up.
//!
//! The same seed at the same time gives the same content. Titles are real ones, descriptions the official texts of the
//! occupations, places lie inside the county outlines, pay goes by trade.

mod compose;
mod material;
mod people;
mod write;

use std::sync::Arc;

use domain::when::Moment;
use rand::{SeedableRng, rngs::StdRng};

use crate::{
    reference::Reference,
    store::{Store, on_engine},
};
use compose::Composer;

/// Shifts of the demonstration.
pub const DEMO_SHIFTS: u32 = 400;
/// Up to so many shifts, people with claims are added; a benchmark makes its own.
const PEOPLE_LIMIT: u32 = 5_000;
/// Postings that are written in one transaction.
const BATCH: usize = 200;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct SeedOptions {
    /// How many shifts.
    pub shifts: u32,
    /// The same number gives the same content.
    pub seed: u64,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default)]
pub struct SeedReport {
    /// Postings.
    pub postings: u32,
    /// Shifts.
    pub shifts: u32,
    /// Claims.
    pub claims: u32,
}

impl std::fmt::Display for SeedReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "sample content: {} postings, {} shifts, {} claims", self.postings, self.shifts, self.claims)
    }
}

/// Whether there is no posting yet.
pub async fn is_empty(store: &Store) -> Result<bool, sqlx::Error> {
    let mut db = store.read().await?;
    let any: Option<i64> =
        on_engine!(db, c => sqlx::query_scalar("SELECT seats FROM shift LIMIT 1").fetch_optional(c).await?);
    Ok(any.is_none())
}

/// Fills a database with sample content.
pub async fn demo(
    store: &Store,
    reference: &Reference,
    options: &SeedOptions,
    now: Moment,
) -> Result<SeedReport, sqlx::Error> {
    let mut composer = Composer::new(reference, StdRng::seed_from_u64(options.seed), now, options.shifts);
    let employers = Arc::new(composer.employers());
    write::employers(store, employers.clone()).await?;
    let mut report = SeedReport::default();
    let mut pay = write::UsualPay::default();
    let many = options.shifts > PEOPLE_LIMIT;
    let indexes = if many { store.take_indexes("shift").await? } else { Vec::new() };
    while report.shifts < options.shifts {
        let mut batch = Vec::with_capacity(BATCH);
        while batch.len() < BATCH && report.shifts < options.shifts {
            let posting = composer.posting(&employers, options.shifts - report.shifts);
            report.shifts += u32::try_from(posting.shifts.len()).unwrap_or_default();
            pay.add(&posting);
            batch.push(posting);
        }
        report.postings += u32::try_from(batch.len()).unwrap_or_default();
        write::postings(store, Arc::new(batch)).await?;
    }
    store.put_indexes(indexes).await?;
    write::finish(store, pay, &reference.version(), now).await?;
    if !many {
        report.claims = people::claims(store, now).await?;
    }
    Ok(report)
}
