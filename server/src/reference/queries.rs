//! SQL of the entries that lie over the files, one function per statement.

use domain::{occupation::OccupationCode, place::Point, region::RegionCode};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use super::{Occupation, Region, entries::Change};
use crate::store::{Db, Key, on_engine};

/// Which change of the entries was the last, as any instance wrote it.
pub async fn last_change(db: &mut Db) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT value FROM fact WHERE name = 'reference_changed'";
    on_engine!(db, c => sqlx::query_scalar(SQL).fetch_optional(c).await)
}

/// Notes a change of the entries.
pub async fn note_change(db: &mut Db, id: Uuid) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO fact (name, value) VALUES ('reference_changed', $1) \
                       ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    on_engine!(db, c => sqlx::query(SQL).bind(id.to_string()).execute(c).await.map(drop))
}

/// Puts a region over the files; `false` if the entry says just that already.
pub async fn put_region(db: &mut Db, region: &Region, change: &Change) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO region_entry (code, name, short_name, lat, lng, ended, changed_by, changed_at, version) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1) ON CONFLICT (code) DO UPDATE SET \
                       name = excluded.name, short_name = excluded.short_name, lat = excluded.lat, lng = excluded.lng, \
                       ended = excluded.ended, changed_by = excluded.changed_by, changed_at = excluded.changed_at, \
                       version = region_entry.version + 1 WHERE region_entry.name <> excluded.name \
                       OR region_entry.short_name <> excluded.short_name OR region_entry.ended <> excluded.ended \
                       OR region_entry.lat IS DISTINCT FROM excluded.lat \
                       OR region_entry.lng IS DISTINCT FROM excluded.lng";
    let Region { code, name, short_name, point, ended } = region.clone();
    let [lat, lng] = [point.map(|point| i64::from(point.lat)), point.map(|point| i64::from(point.lng))];
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(code.to_string()).bind(name).bind(short_name).bind(lat).bind(lng).bind(ended);
        let query = query.bind(change.by.map(Key::from)).bind(change.at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Puts an occupation over the files; `false` if the entry says just that already.
pub async fn put_occupation(db: &mut Db, occupation: &Occupation, change: &Change) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO occupation_entry (code, name, ended, changed_by, changed_at, version) \
                       VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (code) DO UPDATE SET name = excluded.name, \
                       ended = excluded.ended, changed_by = excluded.changed_by, changed_at = excluded.changed_at, \
                       version = occupation_entry.version + 1 WHERE occupation_entry.name <> excluded.name \
                       OR occupation_entry.ended <> excluded.ended";
    let Occupation { code, name, ended } = occupation.clone();
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(code.to_string()).bind(name).bind(ended);
        let query = query.bind(change.by.map(Key::from)).bind(change.at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

#[derive(FromRow)]
struct RegionRow {
    code: String,
    name: String,
    short_name: String,
    lat: Option<i64>,
    lng: Option<i64>,
    ended: bool,
}

/// The entries of regions. A code that is none is left out.
pub async fn regions(db: &mut Db) -> Result<Vec<Region>, Error> {
    const SQL: &str = "SELECT code, name, short_name, lat, lng, ended FROM region_entry ORDER BY code";
    let rows: Vec<RegionRow> = on_engine!(db, c => sqlx::query_as(SQL).fetch_all(c).await?);
    let degrees = |micro: Option<i64>| micro.and_then(|micro| i32::try_from(micro).ok());
    let read = |row: RegionRow| {
        let point = degrees(row.lat).zip(degrees(row.lng)).map(|(lat, lng)| Point { lat, lng });
        let RegionRow { code, name, short_name, ended, .. } = row;
        Some(Region { code: RegionCode::parse(&code)?, name, short_name, point, ended })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// The entries of occupations. A code that is none is left out.
pub async fn occupations(db: &mut Db) -> Result<Vec<Occupation>, Error> {
    const SQL: &str = "SELECT code, name, ended FROM occupation_entry ORDER BY code";
    let rows: Vec<(String, String, bool)> = on_engine!(db, c => sqlx::query_as(SQL).fetch_all(c).await?);
    let read = |(code, name, ended): (String, String, bool)| {
        Some(Occupation { code: OccupationCode::parse(&code)?, name, ended })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// How often the entry of a region was changed.
pub async fn region_version(db: &mut Db, code: &str) -> Result<i64, Error> {
    const SQL: &str = "SELECT version FROM region_entry WHERE code = $1";
    let found: Option<i64> = on_engine!(db, c => sqlx::query_scalar(SQL).bind(code).fetch_optional(c).await?);
    Ok(found.unwrap_or_default())
}

/// How often the entry of an occupation was changed.
pub async fn occupation_version(db: &mut Db, code: &str) -> Result<i64, Error> {
    const SQL: &str = "SELECT version FROM occupation_entry WHERE code = $1";
    let found: Option<i64> = on_engine!(db, c => sqlx::query_scalar(SQL).bind(code).fetch_optional(c).await?);
    Ok(found.unwrap_or_default())
}
