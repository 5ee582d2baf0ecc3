//! Sealing the audit trail: a row bears a mark of its own, and once a second all new rows are put under a seal whose hash
//! takes in their marks and the seal before. A row that is changed, added, moved or taken away no longer fits.
//!
//! Who can write the database but has no keys cannot mend it afterwards. Cutting off the newest seals is found only by
//! comparing the head with one that was noted elsewhere, which is why `gongyi audit verify` prints it.

use std::convert::Infallible;

use domain::when::Moment;
use sqlx::{Error, FromRow};

use crate::store::{Column, Db, Fault, Key, KeyError, KeyRing, Store, hex, on_engine};

/// Rows that are read at once.
const BATCH: i64 = 1_000;

/// A row of the trail as it is marked.
#[derive(Clone, Debug, FromRow)]
pub struct Row {
    /// Its id.
    pub id: Key,
    /// Who acted.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: Key,
    /// When, milliseconds.
    pub at: i64,
    /// Where it lies; empty for nowhere.
    pub region: String,
    /// Why, sealed.
    pub reason: Option<Vec<u8>>,
}

impl Row {
    /// The mark that goes with the row. It covers what the reason says, not how it is sealed: a fresh key changes that.
    pub fn mark(&self, keys: &KeyRing) -> Result<Vec<u8>, KeyError> {
        let (id, subject, at) = (self.id.0.as_bytes(), self.subject.0.as_bytes(), self.at.to_be_bytes());
        let mut parts: Vec<&[u8]> = vec![id, self.actor.as_bytes(), self.action.as_bytes(), subject, &at];
        let reason = match &self.reason {
            Some(sealed) => keys.open(Column::REASON, self.id.0, sealed)?,
            None => String::new(),
        };
        // Rows from before there were regions and reasons have neither.
        if !self.region.is_empty() || !reason.is_empty() {
            parts.extend([self.region.as_bytes(), reason.as_bytes()]);
        }
        Ok(keys.mark(&parts))
    }
}

#[derive(FromRow)]
struct MarkedRow {
    #[sqlx(flatten)]
    row: Row,
    mark: Vec<u8>,
}

#[derive(FromRow)]
struct SealRow {
    number: i64,
    audit_rows: i64,
    hash: Vec<u8>,
}

/// What is wrong with the trail, by its first place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// This row is not as it was written.
    #[error("the row {0} was changed, or written by somebody without the keys")]
    Row(uuid::Uuid),
    /// Rows were added to this seal, or taken away from it.
    #[error("seal {0} was made over {1} rows, and there are {2}")]
    Count(i64, i64, i64),
    /// The seal does not fit its rows and the one before it.
    #[error("seal {0} does not fit its rows and the seal before it")]
    Seal(i64),
    /// This seal is missing.
    #[error("seal {0} is missing")]
    Missing(i64),
}

/// A trail that holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Seals.
    pub seals: i64,
    /// Rows under them.
    pub rows: i64,
    /// Rows of the last second, not sealed yet.
    pub open: i64,
    /// The hash of the last seal, in hexadecimal.
    pub head: String,
}

/// Puts all new rows under a seal; how many they are.
pub async fn seal(store: &Store, now: Moment) -> Result<i64, Error> {
    if open_rows(&mut store.read().await?).await? == 0 {
        return Ok(0);
    }
    let written = store.write::<_, Infallible, _>(move |db| Box::pin(async move { Ok(seal_open(db, now).await?) }));
    written.await.map_err(Fault::stored)
}

async fn open_rows(db: &mut Db) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM audit WHERE seal IS NULL";
    on_engine!(db, c => sqlx::query_scalar(SQL).fetch_one(c).await)
}

async fn seal_open(db: &mut Db, now: Moment) -> Result<i64, Error> {
    // One instance at a time: the others wait for this row, and then find what was sealed meanwhile.
    const TURN: &str = "INSERT INTO fact (name, value) VALUES ('sealing', '') \
                        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    const LAST: &str = "SELECT number, audit_rows, hash FROM seal ORDER BY number DESC LIMIT 1";
    const TAKE: &str = "UPDATE audit SET seal = $1 WHERE seal IS NULL";
    const SEAL: &str = "INSERT INTO seal (number, audit_rows, hash, at) VALUES ($1, $2, $3, $4)";
    on_engine!(db, c => sqlx::query(TURN).execute(c).await.map(drop)?);
    let last: Option<SealRow> = on_engine!(db, c => sqlx::query_as(LAST).fetch_optional(c).await?);
    let (number, before) = last.map_or((1, Vec::new()), |last| (last.number + 1, last.hash));
    on_engine!(db, c => sqlx::query(TAKE).bind(number).execute(c).await.map(drop)?);
    let mut sealing = Sealing::after(number, before);
    sealing.take_all(db).await?;
    if sealing.rows > 0 {
        let (rows, hash) = (sealing.rows, sealing.chain);
        on_engine!(db, c => {
            sqlx::query(SEAL).bind(number).bind(rows).bind(hash).bind(now.0).execute(c).await.map(drop)?;
        });
        return Ok(rows);
    }
    Ok(0)
}

/// The hash of a seal in the making.
struct Sealing {
    number: i64,
    rows: i64,
    chain: Vec<u8>,
    broken: Option<Broken>,
}

impl Sealing {
    const fn after(number: i64, before: Vec<u8>) -> Self {
        Self { number, rows: 0, chain: before, broken: None }
    }

    /// Takes in the rows under the seal, in the order of their ids.
    async fn take_all(&mut self, db: &mut Db) -> Result<(), Error> {
        const SQL: &str = "SELECT id, actor, action, subject, at, region, reason, mark FROM audit \
                           WHERE seal = $1 AND id > $2 ORDER BY id LIMIT $3";
        let keys = db.keys().clone();
        let (number, mut after) = (self.number, Key(uuid::Uuid::nil()));
        let numbered = number.to_be_bytes();
        self.chain = keys.mark(&[&numbered, &self.chain]);
        loop {
            let rows: Vec<MarkedRow> = on_engine!(db, c => {
                sqlx::query_as(SQL).bind(number).bind(after).bind(BATCH).fetch_all(c).await?
            });
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.row.id;
            for MarkedRow { row, mark } in &rows {
                if self.broken.is_none() && row.mark(&keys).ok().as_ref() != Some(mark) {
                    self.broken = Some(Broken::Row(row.id.0));
                }
                self.chain = keys.mark(&[&self.chain, mark]);
                self.rows += 1;
            }
        }
    }
}

/// Looks at every row and every seal, from the first on.
pub async fn verify(db: &mut Db) -> Result<Result<Verified, Broken>, Error> {
    const SEALS: &str = "SELECT number, audit_rows, hash FROM seal WHERE number > $1 ORDER BY number LIMIT $2";
    let mut found = Verified::default();
    let mut before = Vec::new();
    loop {
        let seals: Vec<SealRow> =
            on_engine!(db, c => sqlx::query_as(SEALS).bind(found.seals).bind(BATCH).fetch_all(c).await?);
        if seals.is_empty() {
            break;
        }
        for seal in seals {
            if seal.number != found.seals + 1 {
                return Ok(Err(Broken::Missing(found.seals + 1)));
            }
            let mut sealing = Sealing::after(seal.number, before);
            sealing.take_all(db).await?;
            if let Some(broken) = sealing.broken {
                return Ok(Err(broken));
            }
            if sealing.rows != seal.audit_rows {
                return Ok(Err(Broken::Count(seal.number, seal.audit_rows, sealing.rows)));
            }
            if sealing.chain != seal.hash {
                return Ok(Err(Broken::Seal(seal.number)));
            }
            found = Verified { seals: seal.number, rows: found.rows + sealing.rows, ..found };
            before = seal.hash;
        }
    }
    if let Some(seal) = beyond(db, found.seals).await? {
        return Ok(Err(Broken::Missing(seal)));
    }
    found.open = open_rows(db).await?;
    found.head = hex(&before);
    Ok(Ok(found))
}

/// A seal that rows speak of and that is not there.
async fn beyond(db: &mut Db, last: i64) -> Result<Option<i64>, Error> {
    const SQL: &str = "SELECT seal FROM audit WHERE seal > $1 OR seal < 1 ORDER BY seal LIMIT 1";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(last).fetch_optional(c).await)
}
