//! SQL of cases, one function per statement.

use domain::{
    gig::{
        attendance::Hours,
        case::{CaseCategory, CaseEntry, CaseFacts, CaseLine, CaseState, CaseStep},
    },
    id::{AccountId, CaseId, ClaimId, OrganisationId},
    region::RegionCode,
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

/// A case with its work.
#[derive(Clone, FromRow)]
pub struct CaseRow {
    pub id: Key,
    pub claim_id: Key,
    pub account_id: Key,
    pub organisation_id: Key,
    pub region: String,
    category: String,
    state: String,
    pub active: bool,
    released: bool,
    pub version: i64,
    pub filed_at: i64,
    pub state_at: i64,
    due_at: Option<i64>,
    pub shift_id: Key,
    pub title: String,
    pub employer: String,
    pub starts_at: i64,
    ends_at: i64,
    break_minutes: i64,
}

impl CaseRow {
    /// What the rules ask of it.
    pub fn facts(&self) -> CaseFacts {
        CaseFacts {
            category: CaseCategory::parse(&self.category).unwrap_or(CaseCategory::Harassment),
            state: CaseState::parse(&self.state).unwrap_or(CaseState::Withdrawn),
            released: self.released,
        }
    }

    /// Where it lies.
    pub fn region(&self) -> Option<RegionCode> {
        RegionCode::parse(&self.region)
    }

    /// By when the staff go on.
    pub fn due(&self) -> Option<Moment> {
        self.due_at.map(Moment)
    }

    /// The hours of the work.
    pub const fn hours(&self) -> Hours {
        Hours { starts: Moment(self.starts_at), ends: Moment(self.ends_at), break_minutes: self.break_minutes }
    }

    /// As a list shows it.
    pub fn line(&self) -> CaseLine {
        let facts = self.facts();
        CaseLine {
            case: self.id.into(),
            category: facts.category,
            state: facts.state,
            title: self.title.clone(),
            employer: self.employer.clone(),
            starts: Moment(self.starts_at),
            filed: Moment(self.filed_at),
            due: self.due(),
        }
    }
}

/// A case.
pub async fn case(db: &mut Db, id: CaseId) -> Result<Option<CaseRow>, Error> {
    const SQL: &str = "SELECT r.id, r.claim_id, r.account_id, r.organisation_id, r.region, r.category, r.state, \
                       r.active, r.released, r.version, r.filed_at, r.state_at, r.due_at, s.id AS shift_id, p.title, \
                       e.name AS employer, s.starts_at, s.ends_at, s.break_minutes FROM rights_case r \
                       JOIN claim c ON c.id = r.claim_id JOIN shift s ON s.id = c.shift_id \
                       JOIN posting p ON p.id = s.posting_id JOIN organisation e ON e.id = r.organisation_id \
                       WHERE r.id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_optional(c).await)
}

/// A case whose row nobody else changes until this transaction ends.
pub async fn locked(db: &mut Db, id: CaseId) -> Result<Option<CaseRow>, Error> {
    const SQL: &str = "UPDATE rights_case SET version = version WHERE id = $1";
    on_engine!(db, c => sqlx::query(SQL).bind(Key::from(id)).execute(c).await.map(drop)?);
    case(db, id).await
}

/// The cases of a worker, the newest first.
pub async fn of_account(db: &mut Db, account: AccountId) -> Result<Vec<CaseRow>, Error> {
    const SQL: &str = "SELECT r.id, r.claim_id, r.account_id, r.organisation_id, r.region, r.category, r.state, \
                       r.active, r.released, r.version, r.filed_at, r.state_at, r.due_at, s.id AS shift_id, p.title, \
                       e.name AS employer, s.starts_at, s.ends_at, s.break_minutes FROM rights_case r \
                       JOIN claim c ON c.id = r.claim_id JOIN shift s ON s.id = c.shift_id \
                       JOIN posting p ON p.id = s.posting_id JOIN organisation e ON e.id = r.organisation_id \
                       WHERE r.account_id = $1 ORDER BY r.filed_at DESC, r.id DESC LIMIT 200";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_all(c).await)
}

/// The cases about work of an organisation, the newest first; also those it does not know of.
pub async fn of_organisation(db: &mut Db, organisation: OrganisationId) -> Result<Vec<CaseRow>, Error> {
    const SQL: &str = "SELECT r.id, r.claim_id, r.account_id, r.organisation_id, r.region, r.category, r.state, \
                       r.active, r.released, r.version, r.filed_at, r.state_at, r.due_at, s.id AS shift_id, p.title, \
                       e.name AS employer, s.starts_at, s.ends_at, s.break_minutes FROM rights_case r \
                       JOIN claim c ON c.id = r.claim_id JOIN shift s ON s.id = c.shift_id \
                       JOIN posting p ON p.id = s.posting_id JOIN organisation e ON e.id = r.organisation_id \
                       WHERE r.organisation_id = $1 ORDER BY r.filed_at DESC, r.id DESC LIMIT 200";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(organisation)).fetch_all(c).await)
}

/// The cases about a claim, the oldest first.
pub async fn of_claim(db: &mut Db, claim: ClaimId) -> Result<Vec<CaseRow>, Error> {
    const SQL: &str = "SELECT r.id, r.claim_id, r.account_id, r.organisation_id, r.region, r.category, r.state, \
                       r.active, r.released, r.version, r.filed_at, r.state_at, r.due_at, s.id AS shift_id, p.title, \
                       e.name AS employer, s.starts_at, s.ends_at, s.break_minutes FROM rights_case r \
                       JOIN claim c ON c.id = r.claim_id JOIN shift s ON s.id = c.shift_id \
                       JOIN posting p ON p.id = s.posting_id JOIN organisation e ON e.id = r.organisation_id \
                       WHERE r.claim_id = $1 ORDER BY r.filed_at, r.id LIMIT 50";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).fetch_all(c).await)
}

/// The case that a form made when it was sent before, or the open one of the same category.
pub async fn there_already(
    db: &mut Db,
    claim: ClaimId,
    category: CaseCategory,
    key: &str,
) -> Result<Option<CaseId>, Error> {
    const SQL: &str = "SELECT id FROM rights_case WHERE claim_id = $1 AND (key = $2 OR active AND category = $3) \
                       ORDER BY CASE WHEN key = $2 THEN 0 ELSE 1 END LIMIT 1";
    let id: Option<Key> = on_engine!(db, c => {
        let query = sqlx::query_scalar(SQL).bind(Key::from(claim)).bind(key.to_owned()).bind(category.word());
        query.fetch_optional(c).await?
    });
    Ok(id.map(Into::into))
}

/// A case on its way into the table.
#[derive(Clone)]
pub struct NewCase {
    pub id: CaseId,
    pub claim: ClaimId,
    pub account: AccountId,
    pub organisation: OrganisationId,
    pub region: String,
    pub category: CaseCategory,
    pub key: String,
    pub at: Moment,
    pub due: Option<Moment>,
}

/// Keeps a case; false if it is there already, from the same form or open and of the same category.
pub async fn insert(db: &mut Db, new: &NewCase) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO rights_case (id, claim_id, account_id, organisation_id, region, category, state, \
                       active, released, version, key, filed_at, state_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, \
                       'filed', TRUE, FALSE, 1, $7, $8, $8, $9) ON CONFLICT DO NOTHING";
    let new = new.clone();
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(new.id)).bind(Key::from(new.claim)).bind(Key::from(new.account));
        let query = query.bind(Key::from(new.organisation)).bind(new.region).bind(new.category.word()).bind(new.key);
        Ok(query.bind(new.at.0).bind(new.due.map(|due| due.0)).execute(c).await?.rows_affected() == 1)
    })
}

/// How a case goes on.
#[derive(Clone, Copy)]
pub struct Move {
    pub state: CaseState,
    pub released: bool,
    pub due: Option<Moment>,
    pub at: Moment,
}

/// Brings a case of this version on; false if it was changed meanwhile, or has ended.
pub async fn go_on(db: &mut Db, id: CaseId, version: i64, to: Move) -> Result<bool, Error> {
    const SQL: &str = "UPDATE rights_case SET state = $3, active = $4, released = $5, due_at = $6, \
                       state_at = CASE WHEN state = $3 THEN state_at ELSE $7 END, version = version + 1 \
                       WHERE id = $1 AND version = $2 AND active";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(id)).bind(version).bind(to.state.word()).bind(to.state.open());
        let query = query.bind(to.released).bind(to.due.map(|due| due.0)).bind(to.at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Something that was done, on its way into the table.
#[derive(Clone)]
pub struct NewEntry {
    pub id: Uuid,
    pub case: CaseId,
    /// Whose case it is.
    pub account: AccountId,
    pub step: CaseStep,
    pub words: String,
    pub key: String,
    pub by: AccountId,
    pub at: Moment,
}

/// Keeps what was done; false if the form it came with was sent before.
pub async fn insert_entry(db: &mut Db, new: &NewEntry) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO rights_case_entry (id, case_id, account_id, step, words, key, written_by, at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (case_id, key) DO NOTHING";
    let words = (!new.words.is_empty()).then(|| db.keys().seal(Column::CASE_WORDS, new.id, &new.words)).transpose()?;
    let new = new.clone();
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(new.id)).bind(Key::from(new.case)).bind(Key::from(new.account));
        let query = query.bind(new.step.word()).bind(words).bind(new.key).bind(Key::from(new.by)).bind(new.at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

#[derive(FromRow)]
struct EntryRow {
    id: Key,
    step: String,
    words: Option<Vec<u8>>,
    at: i64,
}

/// All that was done in a case, the oldest first.
pub async fn entries(db: &mut Db, id: CaseId) -> Result<Vec<CaseEntry>, Error> {
    const SQL: &str = "SELECT id, step, words, at FROM rights_case_entry WHERE case_id = $1 ORDER BY at, id LIMIT 500";
    let rows: Vec<EntryRow> = on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_all(c).await?);
    let read = |row: EntryRow| {
        let words = row.words.map(|words| db.keys().open(Column::CASE_WORDS, row.id.0, &words)).transpose()?;
        Ok(CaseStep::parse(&row.step).map(|step| CaseEntry { step, words, at: Moment(row.at) }))
    };
    rows.into_iter().filter_map(|row| read(row).transpose()).collect()
}
