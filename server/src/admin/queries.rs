//! SQL of the console, one function per statement.

use domain::{admin::TrailFilter, id::AccountId, identity::StaffRole, region::RegionCode, when::Moment};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

/// Somebody of the staff, opened.
pub struct StaffFound {
    /// Their account.
    pub account: AccountId,
    /// What colleagues call them.
    pub name: String,
    /// Their phone.
    pub phone: String,
    /// The word of their role.
    pub role: String,
    /// The code of their region.
    pub region: String,
    /// Since when.
    pub since: Moment,
    /// Their work here has ended.
    pub suspended: bool,
}

#[derive(FromRow)]
struct StaffRow {
    account_id: Key,
    name: Vec<u8>,
    phone: Vec<u8>,
    role: String,
    region: String,
    since: i64,
    suspended_at: Option<i64>,
}

fn opened(db: &Db, row: StaffRow) -> Result<StaffFound, Error> {
    let account = row.account_id.0;
    Ok(StaffFound {
        account: row.account_id.into(),
        name: db.keys().open(Column::STAFF_NAME, account, &row.name)?,
        phone: db.keys().open(Column::PHONE, account, &row.phone)?,
        role: row.role,
        region: row.region,
        since: Moment(row.since),
        suspended: row.suspended_at.is_some(),
    })
}

/// The staff of a region after somebody, in the order of regions and accounts; `role` is a word or empty for all.
pub async fn staff(
    db: &mut Db,
    region: &RegionCode,
    role: &str,
    (after_region, after): (String, Uuid),
    most: i64,
) -> Result<Vec<StaffFound>, Error> {
    const SQL: &str = "SELECT f.account_id, f.name, a.phone, f.role, f.region, f.since, f.suspended_at FROM staff f \
                       JOIN account a ON a.id = f.account_id WHERE f.region >= $1 AND f.region < $2 \
                       AND ($3 = '' OR f.role = $3) AND (f.region, f.account_id) > ($4, $5) \
                       ORDER BY f.region, f.account_id LIMIT $6";
    let ((first, end), role) = (region.span(), role.to_owned());
    let rows: Vec<StaffRow> = on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(first).bind(end).bind(role).bind(after_region).bind(Key(after));
        query.bind(most).fetch_all(c).await?
    });
    rows.into_iter().map(|row| opened(db, row)).collect()
}

/// Somebody's post: role and region.
pub async fn post(db: &mut Db, account: AccountId) -> Result<Option<(String, String)>, Error> {
    const SQL: &str = "SELECT role, region FROM staff WHERE account_id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_optional(c).await)
}

/// Gives somebody another post, if they still have the one that was seen.
pub async fn change_post(
    db: &mut Db,
    account: AccountId,
    (role, region): (StaffRole, &RegionCode),
    seen: &str,
) -> Result<bool, Error> {
    const SQL: &str =
        "UPDATE staff SET role = $2, region = $3, suspended_at = NULL WHERE account_id = $1 AND region = $4";
    let (region, seen) = (region.as_str().to_owned(), seen.to_owned());
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(account)).bind(role.word()).bind(region).bind(seen);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Ends somebody's work here, if they still have the post that was seen.
pub async fn end_post(db: &mut Db, account: AccountId, seen: &str, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE staff SET suspended_at = $3 WHERE account_id = $1 AND region = $2";
    let seen = seen.to_owned();
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(account)).bind(seen).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// A person, opened.
pub struct PersonFound {
    /// Their account.
    pub account: AccountId,
    /// Their name; empty until given.
    pub name: String,
    /// Their phone.
    pub phone: String,
    /// Where they live, if they said so.
    pub home: Option<RegionCode>,
    /// Since when they have an account.
    pub since: Moment,
}

#[derive(FromRow)]
struct PersonRow {
    id: Key,
    phone: Vec<u8>,
    created_at: i64,
    name: Option<Vec<u8>>,
    home: Option<String>,
}

fn person_opened(db: &Db, row: PersonRow) -> Result<PersonFound, Error> {
    let name = row.name.map(|name| db.keys().open(Column::NAME, row.id.0, &name)).transpose()?;
    Ok(PersonFound {
        account: row.id.into(),
        name: name.unwrap_or_default(),
        phone: db.keys().open(Column::PHONE, row.id.0, &row.phone)?,
        home: row.home.as_deref().and_then(RegionCode::parse),
        since: Moment(row.created_at),
    })
}

/// The people who live in a region, after somebody, in the order of homes and accounts.
pub async fn people(
    db: &mut Db,
    region: &RegionCode,
    (after_home, after): (String, Uuid),
    most: i64,
) -> Result<Vec<PersonFound>, Error> {
    const SQL: &str = "SELECT a.id, a.phone, a.created_at, w.name, w.home FROM worker w \
                       JOIN account a ON a.id = w.account_id WHERE w.home >= $1 AND w.home < $2 \
                       AND (w.home, w.account_id) > ($3, $4) ORDER BY w.home, w.account_id LIMIT $5";
    let (first, end) = region.span();
    let rows: Vec<PersonRow> = on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(first).bind(end).bind(after_home).bind(Key(after));
        query.bind(most).fetch_all(c).await?
    });
    rows.into_iter().map(|row| person_opened(db, row)).collect()
}

/// One person.
pub async fn person(db: &mut Db, account: AccountId) -> Result<Option<PersonFound>, Error> {
    const SQL: &str = "SELECT a.id, a.phone, a.created_at, w.name, w.home FROM account a \
                       LEFT JOIN worker w ON w.account_id = a.id WHERE a.id = $1";
    let row: Option<PersonRow> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_optional(c).await?);
    row.map(|row| person_opened(db, row)).transpose()
}

/// How many claims somebody has made.
pub async fn claims_of(db: &mut Db, account: AccountId) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM claim WHERE account_id = $1";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).fetch_one(c).await)
}

/// A row of the trail, opened.
#[derive(FromRow)]
pub struct TrailFound {
    /// Its id.
    pub id: Key,
    /// Who.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: Key,
    /// When.
    pub at: i64,
    /// Where; empty for nowhere.
    pub region: String,
    /// Why, sealed.
    pub reason: Option<Vec<u8>>,
    /// Under which seal.
    pub seal: Option<i64>,
}

/// What is looked for in the trail.
pub struct Sought {
    /// Who did what to whom, and when.
    pub filter: TrailFilter,
    /// Only what lies here; nothing for all, also what lies nowhere.
    pub region: Option<RegionCode>,
    /// The most rows.
    pub most: i64,
}

/// Rows of the trail, the newest first.
pub async fn trail(db: &mut Db, sought: &Sought) -> Result<Vec<TrailFound>, Error> {
    const ALL: &str = "SELECT id, actor, action, subject, at, region, reason, seal FROM audit WHERE (at, id) < ($1, $2) \
                       AND at >= $3 AND at < $4 AND action LIKE $5 AND ($6 OR region >= $7 AND region < $8) \
                       AND ($9 = '' OR actor IN ($9, $10) OR actor LIKE $11) ORDER BY at DESC, id DESC LIMIT $12";
    const OF_SUBJECT: &str = "SELECT id, actor, action, subject, at, region, reason, seal FROM audit \
                       WHERE (at, id) < ($1, $2) AND at >= $3 AND at < $4 AND action LIKE $5 \
                       AND ($6 OR region >= $7 AND region < $8) AND ($9 = '' OR actor IN ($9, $10) OR actor LIKE $11) \
                       AND subject = $13 ORDER BY at DESC, id DESC LIMIT $12";
    let (first, end) = sought.region.as_ref().map(RegionCode::span).unwrap_or_default();
    let filter = &sought.filter;
    let (from, before) = (filter.from.map_or(i64::MIN, |at| at.0), filter.before.map_or(i64::MAX, |at| at.0));
    let after = filter.after.map_or((i64::MAX, Uuid::max()), |cursor| (cursor.key, cursor.id));
    let action = format!("{}%", filter.action);
    let (person, staff, for_person) = match filter.who {
        Some(who) => (format!("person:{who}"), format!("staff:{who}"), format!("staff:{who} for %")),
        None => Default::default(),
    };
    on_engine!(db, c => {
        let query = sqlx::query_as(if filter.subject.is_some() { OF_SUBJECT } else { ALL });
        let query = query.bind(after.0).bind(Key(after.1)).bind(from).bind(before).bind(action);
        let query = query.bind(sought.region.is_none()).bind(first).bind(end).bind(person).bind(staff);
        let query = query.bind(for_person).bind(sought.most);
        match filter.subject {
            Some(subject) => query.bind(Key(subject)).fetch_all(c).await,
            None => query.fetch_all(c).await,
        }
    })
}

/// The name of somebody of the staff, also of former ones.
pub async fn staff_name(db: &mut Db, account: AccountId) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT name FROM staff WHERE account_id = $1";
    let sealed: Option<Vec<u8>> =
        on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key::from(account)).fetch_optional(c).await?);
    Ok(sealed.map(|sealed| db.keys().open(Column::STAFF_NAME, account.0, &sealed)).transpose()?)
}
