//! Sample content: employers, postings and shifts that look like a real city's and are marked as made up.
//!
//! The same seed at the same time gives the same content. Titles are real ones, descriptions the official texts of the
//! occupations, places lie inside the county outlines, pay goes by trade. A fortnight has gone by already, so that there is
//! something to count.

mod books;
mod cast;
mod claims;
mod compose;
mod material;
mod money;
mod past;
mod people;
mod scenes;
mod work;
mod write;

use std::sync::Arc;

use domain::when::Moment;
use rand::{SeedableRng, rngs::StdRng};

pub use cast::Lead;
pub use scenes::{Scenery, play};

use crate::{
    reference::Reference,
    setting::Settings,
    store::{Store, on_engine},
};
use claims::Crew;
use compose::Composer;

/// Shifts of the demonstration.
pub const DEMO_SHIFTS: u32 = 400;
/// Up to so many shifts, people with claims are added; a benchmark makes its own.
const PEOPLE_LIMIT: u32 = 5_000;
/// Postings that are written in one transaction.
const BATCH: usize = 200;
/// Makes chance of the employers on stage another than that of the list.
const STAGE: u64 = 0x5eed_57a6;
/// Shifts of the past are at most so many: enough to look at, and soon written.
const PAST_LIMIT: u32 = 500;

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
    /// The employer that whoever looks around can act for; a benchmark has none.
    pub lead: Option<Lead>,
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
    let many = options.shifts > PEOPLE_LIMIT;
    let mut stage = Composer::new(reference, StdRng::seed_from_u64(options.seed ^ STAGE), now, 0);
    let mut employers = composer.employers();
    if !many {
        for employer in &mut employers {
            employer.owner = Some(stage.id());
        }
    }
    let employers = Arc::new(employers);
    write::employers(store, employers.clone()).await?;
    let mut report = SeedReport::default();
    let mut pay = write::UsualPay::default();
    let mut past = Composer::new(reference, StdRng::seed_from_u64(!options.seed), now, options.shifts.min(PAST_LIMIT));
    let mut crew = Crew::new(&mut past, options.shifts.min(PAST_LIMIT));
    claims::workers(store, &crew, now).await?;
    let indexes = if many { store.take_indexes("shift").await? } else { Vec::new() };
    while report.shifts < options.shifts {
        let mut batch = Vec::with_capacity(BATCH);
        while batch.len() < BATCH && report.shifts < options.shifts {
            let mut posting = composer.posting(&employers, options.shifts - report.shifts);
            if !many {
                crew.take_some(&mut past, &mut posting);
            }
            report.shifts += u32::try_from(posting.shifts.len()).unwrap_or_default();
            pay.add(&posting);
            batch.push(posting);
        }
        report.postings += u32::try_from(batch.len()).unwrap_or_default();
        write::postings(store, Arc::new(batch)).await?;
    }
    store.put_indexes(indexes).await?;
    report.claims = claims::write(store, crew.claims()).await?;
    let settings = Settings::open(store, reference.city().code.clone()).await?;
    // First those whom one gets to know: at some hours nobody would be free for them any more.
    if !many {
        let (lead, claims) = cast::play(store, reference, &mut stage, (&mut crew, &settings)).await?;
        report.claims += claims;
        report.lead = lead;
    }
    report.claims += past::fill(store, &mut past, &mut crew, (&employers, &settings)).await?;
    write::finish(store, pay, &reference.version(), now).await?;
    if !many {
        report.claims += people::claims(store, now).await?;
    }
    Ok(report)
}
