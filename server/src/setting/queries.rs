//! SQL of settings, one function per statement.

use domain::{
    id::AccountId,
    region::RegionCode,
    setting::{NewSetting, Setting, SettingKind},
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

#[derive(FromRow)]
struct SettingRow {
    id: Key,
    kind: String,
    about: String,
    region: String,
    from_day: i64,
    number: i64,
    value: String,
    source: String,
    link: String,
    written_by: Option<Key>,
    written_at: i64,
    withdrawn_by: Option<Key>,
    withdrawn_at: Option<i64>,
}

impl SettingRow {
    /// The setting; nothing where another version of this program wrote what this one does not know.
    fn read(self) -> Option<Setting> {
        Some(Setting {
            id: self.id.0,
            kind: SettingKind::parse(&self.kind)?,
            about: self.about,
            region: RegionCode::parse(&self.region)?,
            from: self.from_day,
            number: self.number,
            value: serde_json::from_str(&self.value).ok()?,
            source: self.source,
            link: self.link,
            written: Moment(self.written_at),
            withdrawn: self.withdrawn_at.is_some(),
        })
    }
}

/// All that is not withdrawn.
pub async fn in_use(db: &mut Db) -> Result<Vec<Setting>, Error> {
    const SQL: &str = "SELECT * FROM setting WHERE withdrawn_at IS NULL";
    let rows: Vec<SettingRow> = on_engine!(db, c => sqlx::query_as(SQL).fetch_all(c).await?);
    Ok(rows.into_iter().filter_map(SettingRow::read).collect())
}

/// A setting with what was said about it.
pub struct Told {
    /// The setting.
    pub setting: Setting,
    /// Who wrote it; nobody if it came with the program.
    pub by: Option<AccountId>,
    /// Why.
    pub reason: String,
    /// Who withdrew it, when and why.
    pub withdrawn: Option<(AccountId, Moment, String)>,
}

#[derive(FromRow)]
struct ToldRow {
    #[sqlx(flatten)]
    row: SettingRow,
    wrote: Option<Key>,
    wrote_reason: Option<Vec<u8>>,
    undid: Option<Key>,
    undid_reason: Option<Vec<u8>>,
}

/// Every value of a kind that concerns a region, those of the regions over and under it too, the last to apply first.
pub async fn told(db: &mut Db, kind: SettingKind, region: &RegionCode) -> Result<Vec<Told>, Error> {
    const SQL: &str = "SELECT s.*, w.id AS wrote, w.reason AS wrote_reason, u.id AS undid, u.reason AS undid_reason \
                       FROM setting s LEFT JOIN audit w ON w.subject = s.id AND w.action = 'setting.saved' \
                       LEFT JOIN audit u ON u.subject = s.id AND u.action = 'setting.withdrawn' WHERE s.kind = $1 \
                       AND (s.region >= $2 AND s.region < $3 OR s.region IN ($4, $5)) \
                       ORDER BY s.from_day DESC, s.about, s.region, s.number DESC LIMIT 1000";
    let (first, end) = region.span();
    let code = region.as_str();
    let (city, county) = (format!("{}00", &code[..4]), code[..6].to_owned());
    let rows: Vec<ToldRow> = on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(kind.word()).bind(first).bind(end).bind(city).bind(county);
        query.fetch_all(c).await?
    });
    let open = |id: Option<Key>, sealed: Option<Vec<u8>>| match (id, sealed) {
        (Some(id), Some(sealed)) => db.keys().open(Column::REASON, id.0, &sealed).map_err(Error::from),
        _ => Ok(String::new()),
    };
    let mut all = Vec::with_capacity(rows.len());
    for ToldRow { row, wrote, wrote_reason, undid, undid_reason } in rows {
        let (by, withdrawn) = (row.written_by.map(AccountId::from), row.withdrawn_by.zip(row.withdrawn_at));
        let Some(setting) = row.read() else { continue };
        let reason = open(wrote, wrote_reason)?;
        let undone = open(undid, undid_reason)?;
        let withdrawn = withdrawn.map(|(by, at)| (by.into(), Moment(at), undone));
        all.push(Told { setting, by, reason, withdrawn });
    }
    Ok(all)
}

/// Who has written a setting, if it is there.
pub async fn written_by(db: &mut Db, id: Uuid) -> Result<Option<Option<AccountId>>, Error> {
    const SQL: &str = "SELECT written_by FROM setting WHERE id = $1";
    let by: Option<(Option<Key>,)> = on_engine!(db, c => sqlx::query_as(SQL).bind(Key(id)).fetch_optional(c).await?);
    Ok(by.map(|(by,)| by.map(Into::into)))
}

/// A setting, and who has withdrawn it.
pub async fn one(db: &mut Db, id: Uuid) -> Result<Option<(Setting, Option<AccountId>)>, Error> {
    const SQL: &str = "SELECT * FROM setting WHERE id = $1";
    let row: Option<SettingRow> = on_engine!(db, c => sqlx::query_as(SQL).bind(Key(id)).fetch_optional(c).await?);
    Ok(row.and_then(|row| {
        let withdrawn = row.withdrawn_by.map(Into::into);
        Some((row.read()?, withdrawn))
    }))
}

/// A value on its way into the table.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// Its id.
    pub id: Uuid,
    /// What it says.
    pub new: NewSetting,
    /// The how-manieth for its place and day.
    pub number: i64,
    /// Who writes it; nobody if it comes with the program.
    pub by: Option<AccountId>,
    /// When.
    pub at: Moment,
}

/// Adds a value; false if there is one with this id, or with this number for the same place and day.
pub async fn add(db: &mut Db, fresh: &Fresh) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO setting (id, kind, about, region, from_day, number, value, source, link, written_by, \
                       written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
    let new = fresh.new.clone();
    let value = serde_json::to_string(&new.value).map_err(|error| Error::Encode(error.into()))?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(fresh.id)).bind(new.kind.word()).bind(new.about);
        let query = query.bind(new.region.to_string()).bind(new.from).bind(fresh.number).bind(value);
        let query = query.bind(new.source).bind(new.link).bind(fresh.by.map(Key::from)).bind(fresh.at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Withdraws a value; false if that was done already.
pub async fn withdraw(db: &mut Db, id: Uuid, by: AccountId, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE setting SET withdrawn_by = $2, withdrawn_at = $3 WHERE id = $1 AND withdrawn_at IS NULL";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id)).bind(Key::from(by)).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// What says of itself, whenever anything is written, that something was.
pub async fn changed(db: &mut Db) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT value FROM fact WHERE name = 'setting_changed'";
    on_engine!(db, c => sqlx::query_scalar(SQL).fetch_optional(c).await)
}

/// Says so; `change` is fresh each time.
pub async fn note_change(db: &mut Db, change: Uuid) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO fact (name, value) VALUES ('setting_changed', $1) \
                       ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    on_engine!(db, c => sqlx::query(SQL).bind(change.to_string()).execute(c).await.map(drop))
}

/// The ids of all values, and what somebody has written about: kind, about and region.
pub async fn known(db: &mut Db) -> Result<Vec<(Key, bool, String, String, String)>, Error> {
    const SQL: &str = "SELECT id, written_by IS NOT NULL, kind, about, region FROM setting";
    on_engine!(db, c => sqlx::query_as(SQL).fetch_all(c).await)
}
