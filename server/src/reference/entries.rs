//! Entries that lie over the files of the reference data: written by the staff while the service runs, read by every
//! instance. Whoever writes them does so in one transaction with what else they do, and calls [`Reference::reload`]
//! after its commit; other instances follow within seconds.
//!
//! [`Reference::reload`]: super::Reference::reload

use domain::{id::AccountId, occupation::OccupationCode, region::RegionCode, when::Moment};
use sqlx::Error;
use uuid::Uuid;

use super::{Occupation, Region, queries};
use crate::store::Db;

/// By whom and when entries are changed.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// A fresh id, by which instances learn that something has changed.
    pub id: Uuid,
    /// Who changes them; nobody for the service itself.
    pub by: Option<AccountId>,
    /// When.
    pub at: Moment,
}

/// What lies over the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries {
    /// Regions.
    pub regions: Vec<Region>,
    /// Occupations.
    pub occupations: Vec<Occupation>,
}

/// Changes or adds a region; `false` if there is an entry that says just that. Without a position it keeps the one that
/// the files have, and an empty short name is the name. The city itself does not end.
pub async fn put_region(db: &mut Db, region: &Region, change: &Change) -> Result<bool, Error> {
    let changed = queries::put_region(db, region, change).await?;
    if changed {
        queries::note_change(db, change.id).await?;
    }
    Ok(changed)
}

/// Changes or adds an occupation; `false` if there is an entry that says just that.
pub async fn put_occupation(db: &mut Db, occupation: &Occupation, change: &Change) -> Result<bool, Error> {
    let changed = queries::put_occupation(db, occupation, change).await?;
    if changed {
        queries::note_change(db, change.id).await?;
    }
    Ok(changed)
}

/// All entries, in the order of their codes.
pub async fn all(db: &mut Db) -> Result<Entries, Error> {
    Ok(Entries { regions: queries::regions(db).await?, occupations: queries::occupations(db).await? })
}

/// How often the entry of a region was changed; nought for none. Whoever compared an entry finds by it whether it is
/// still the one.
pub async fn region_version(db: &mut Db, code: &RegionCode) -> Result<i64, Error> {
    queries::region_version(db, code.as_str()).await
}

/// The same of an occupation.
pub async fn occupation_version(db: &mut Db, code: &OccupationCode) -> Result<i64, Error> {
    queries::occupation_version(db, code.as_str()).await
}
