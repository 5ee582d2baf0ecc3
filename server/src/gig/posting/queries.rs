//! SQL of postings in the making, one function per statement.

use domain::{
    gig::posting::{DISTRUST, EmployerHistory, OwnShift, PostingState, Sheet, StaffNote},
    id::{AccountId, OrganisationId, PostingId},
    money::Fen,
    region::RegionCode,
    when::Moment,
};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::{
    gig::rows::count,
    store::{Column, Db, Key, on_engine},
};

/// A posting in the making as it is stored.
#[derive(Clone, FromRow)]
pub struct DraftRow {
    pub id: Key,
    pub organisation_id: Key,
    state: String,
    pub version: i64,
    sheet: Vec<u8>,
    pub region: String,
    pub changed_at: i64,
    pub filed_by: Option<Key>,
    pub filed_at: Option<i64>,
    pub sampled: bool,
    note: Option<Vec<u8>>,
    amends: Option<Key>,
}

impl DraftRow {
    /// Where it stands; a word that nobody knows is closed.
    pub fn state(&self) -> PostingState {
        PostingState::parse(&self.state).unwrap_or(PostingState::Closed)
    }

    /// What was typed.
    pub fn sheet(&self, db: &Db) -> Result<Sheet, Error> {
        let text = db.keys().open(Column::POSTING_SHEET, self.id.0, &self.sheet)?;
        serde_json::from_str(&text).map_err(|error| Error::Decode(Box::new(error)))
    }

    /// What the staff said last.
    pub fn note(&self, db: &Db) -> Result<Option<StaffNote>, Error> {
        let Some(sealed) = &self.note else { return Ok(None) };
        let text = db.keys().open(Column::POSTING_NOTE, self.id.0, sealed)?;
        serde_json::from_str(&text).map(Some).map_err(|error| Error::Decode(Box::new(error)))
    }

    /// The posting on the list that it changes.
    pub fn amends(&self) -> Option<PostingId> {
        self.amends.map(|key| PostingId(key.0))
    }

    /// Where it lies; nothing while no place is chosen.
    pub fn region(&self) -> Option<RegionCode> {
        RegionCode::parse(&self.region)
    }
}

fn seal(db: &Db, column: Column, id: PostingId, value: &impl serde::Serialize) -> Result<Vec<u8>, Error> {
    let text = serde_json::to_string(value).map_err(|error| Error::Encode(Box::new(error)))?;
    Ok(db.keys().seal(column, id.0, &text)?)
}

/// The code of its place, if one was chosen: anything else that may have been typed there stays sealed.
fn region_of(sheet: &Sheet) -> String {
    RegionCode::parse(sheet.posting.region.trim()).map(|code| code.to_string()).unwrap_or_default()
}

/// A posting in the making.
pub async fn draft(db: &mut Db, id: PostingId) -> Result<Option<DraftRow>, Error> {
    const SQL: &str = "SELECT id, organisation_id, state, version, sheet, region, changed_at, filed_by, filed_at, \
                       sampled, note, amends FROM posting_draft WHERE id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key(id.0)).fetch_optional(c).await)
}

/// Locks one until the end of the transaction.
pub async fn lock(db: &mut Db, id: PostingId) -> Result<(), Error> {
    const SQL: &str = "UPDATE posting_draft SET version = version WHERE id = $1";
    on_engine!(db, c => sqlx::query(SQL).bind(Key(id.0)).execute(c).await.map(drop))
}

/// Those of an organisation, the last changed first.
pub async fn drafts_of(db: &mut Db, organisation: OrganisationId, most: i64) -> Result<Vec<DraftRow>, Error> {
    const SQL: &str = "SELECT id, organisation_id, state, version, sheet, region, changed_at, filed_by, filed_at, \
                       sampled, note, amends FROM posting_draft WHERE organisation_id = $1 \
                       ORDER BY changed_at DESC, id DESC LIMIT $2";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(organisation)).bind(most).fetch_all(c).await)
}

/// Begins one, which `amends` another or none; false if it is there already.
pub async fn insert(
    db: &mut Db,
    (id, amends): (PostingId, Option<PostingId>),
    organisation: OrganisationId,
    sheet: &Sheet,
    at: Moment,
) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO posting_draft (id, organisation_id, state, version, sheet, region, print, first_at, \
                       last_at, changed_at, sampled, amends) \
                       VALUES ($1, $2, 'draft', 1, $3, $4, '', 0, 0, $5, FALSE, $6) ON CONFLICT DO NOTHING";
    let sealed = seal(db, Column::POSTING_SHEET, id, sheet)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id.0)).bind(Key::from(organisation)).bind(sealed);
        let query = query.bind(region_of(sheet)).bind(at.0).bind(amends.map(|of| Key(of.0)));
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Keeps what was typed; false if it is not at this version any more, or nothing to write on.
pub async fn save(db: &mut Db, id: PostingId, version: i64, sheet: &Sheet, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE posting_draft SET sheet = $3, region = $4, changed_at = $5, version = version + 1 \
                       WHERE id = $1 AND version = $2 AND state IN ('draft', 'changes-requested')";
    let sealed = seal(db, Column::POSTING_SHEET, id, sheet)?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id.0)).bind(version).bind(sealed).bind(region_of(sheet));
        Ok(query.bind(at.0).execute(c).await?.rows_affected() == 1)
    })
}

/// Throws a draft away that was never handed in; gives the region it lay in, or nothing if this
/// organisation has no such draft.
pub async fn discard(db: &mut Db, id: PostingId, organisation: OrganisationId) -> Result<Option<String>, Error> {
    const SQL: &str = "DELETE FROM posting_draft \
                       WHERE id = $1 AND organisation_id = $2 AND state = 'draft' AND filed_at IS NULL \
                       RETURNING region";
    on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(Key(id.0)).bind(Key::from(organisation)).fetch_optional(c).await
    })
}

/// What a posting that is handed in is found again by.
pub struct Filing {
    /// Who hands it in.
    pub by: AccountId,
    /// The mark of its text, place and pay.
    pub print: String,
    /// The first start and the last end.
    pub span: (Moment, Moment),
}

/// Hands it in; false if it is not at this version any more.
pub async fn file(db: &mut Db, id: PostingId, version: i64, filing: &Filing, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE posting_draft SET state = 'submitted', print = $3, first_at = $4, last_at = $5, \
                       filed_by = $6, filed_at = $7, changed_at = $7, note = NULL, version = version + 1 \
                       WHERE id = $1 AND version = $2 AND state IN ('draft', 'changes-requested')";
    let Filing { by, print, span } = filing;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id.0)).bind(version).bind(print).bind(span.0.0).bind(span.1.0);
        Ok(query.bind(Key::from(*by)).bind(at.0).execute(c).await?.rows_affected() == 1)
    })
}

/// Moves it to another state; false if it is not at this version any more.
pub async fn set_state(
    db: &mut Db,
    id: PostingId,
    version: i64,
    (state, note): (PostingState, Option<&StaffNote>),
    at: Moment,
) -> Result<bool, Error> {
    const SQL: &str = "UPDATE posting_draft SET state = $3, changed_at = $4, note = COALESCE($5, note), \
                       version = version + 1 WHERE id = $1 AND version = $2";
    let sealed = note.map(|note| seal(db, Column::POSTING_NOTE, id, note)).transpose()?;
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id.0)).bind(version).bind(state.word()).bind(at.0).bind(sealed);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Notes that it is on the list; false if it is not at this version any more.
pub async fn publish(db: &mut Db, id: PostingId, version: i64, sampled: bool, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE posting_draft SET state = 'published', published_at = $3, changed_at = $3, sampled = $4, \
                       version = version + 1 WHERE id = $1 AND version = $2 AND state = 'submitted'";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(id.0)).bind(version).bind(at.0).bind(sampled);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// Notes that one that came out at once was looked at; false if it was already, or has changed.
pub async fn looked_at(db: &mut Db, id: PostingId, version: i64) -> Result<bool, Error> {
    const SQL: &str = "UPDATE posting_draft SET sampled = FALSE, version = version + 1 \
                       WHERE id = $1 AND version = $2 AND sampled";
    on_engine!(db, c => Ok(sqlx::query(SQL).bind(Key(id.0)).bind(version).execute(c).await?.rows_affected() == 1))
}

/// How many others of the employer say the same for a time that overlaps; the one that it `amends` is none of them.
pub async fn twins(
    db: &mut Db,
    (id, amends): (PostingId, Option<PostingId>),
    organisation: OrganisationId,
    print: &str,
    (first, last): (Moment, Moment),
) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM posting_draft WHERE organisation_id = $1 AND print = $2 AND id <> $3 \
                       AND id <> $6 AND state IN ('submitted', 'published', 'paused') AND first_at < $4 AND last_at > $5";
    on_engine!(db, c => {
        let query = sqlx::query_scalar(SQL).bind(Key::from(organisation)).bind(print).bind(Key(id.0));
        query.bind(last.0).bind(first.0).bind(Key(amends.unwrap_or(id).0)).fetch_one(c).await
    })
}

/// What is being changed of a posting on the list, if anything.
pub async fn amendment_of(db: &mut Db, id: PostingId) -> Result<Option<PostingId>, Error> {
    const SQL: &str = "SELECT id FROM posting_draft WHERE amends = $1 \
                       AND state <> 'closed' AND state <> 'rejected'";
    let found: Option<Key> = on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key(id.0)).fetch_optional(c).await?);
    Ok(found.map(|key| PostingId(key.0)))
}

/// Since when a posting is on the list.
pub async fn published_at(db: &mut Db, id: PostingId) -> Result<Moment, Error> {
    const SQL: &str = "SELECT published_at FROM posting WHERE id = $1";
    let at: i64 = on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key(id.0)).fetch_one(c).await?);
    Ok(Moment(at))
}

/// Ends a change that has come into effect; false if it is not at this version any more.
pub async fn end_amendment(db: &mut Db, id: PostingId, version: i64, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE posting_draft SET state = 'closed', changed_at = $3, version = version + 1 \
                       WHERE id = $1 AND version = $2 AND state = 'submitted'";
    on_engine!(db, c => {
        Ok(sqlx::query(SQL).bind(Key(id.0)).bind(version).bind(at.0).execute(c).await?.rows_affected() == 1)
    })
}

/// Keeps what a posting on the list said, and writes what it says now; `sampled` where it is to be looked at.
pub async fn revise(
    db: &mut Db,
    revision: Uuid,
    row: &DraftRow,
    (sheet, filing): (&Sheet, &Filing),
    (sampled, at): (bool, Moment),
) -> Result<bool, Error> {
    const KEEP: &str = "INSERT INTO posting_revision (id, posting_id, sheet, until_at) VALUES ($1, $2, $3, $4)";
    const SQL: &str = "UPDATE posting_draft SET sheet = $3, region = $4, print = $5, first_at = $6, last_at = $7, \
                       filed_by = $8, filed_at = $9, changed_at = $9, note = NULL, version = version + 1, \
                       sampled = sampled OR $10 WHERE id = $1 AND version = $2 AND state IN ('published', 'paused')";
    let id = PostingId(row.id.0);
    let former = db.keys().open(Column::POSTING_SHEET, row.id.0, &row.sheet)?;
    let former = db.keys().seal(Column::REVISION_SHEET, revision, &former)?;
    let sealed = seal(db, Column::POSTING_SHEET, id, sheet)?;
    let Filing { by, print, span } = filing;
    on_engine!(db, c => {
        sqlx::query(KEEP).bind(Key(revision)).bind(row.id).bind(former).bind(at.0).execute(&mut *c).await?;
        let query = sqlx::query(SQL).bind(row.id).bind(row.version).bind(sealed).bind(region_of(sheet)).bind(print);
        let query = query.bind(span.0.0).bind(span.1.0).bind(Key::from(*by)).bind(at.0).bind(sampled);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// What an employer's postings came to.
pub async fn history(db: &mut Db, organisation: OrganisationId, now: Moment) -> Result<EmployerHistory, Error> {
    const OWN: &str = "SELECT COUNT(published_at), COUNT(CASE state WHEN 'rejected' THEN 1 END) FROM posting_draft \
                       WHERE organisation_id = $1";
    const REPORTED: &str = "SELECT COUNT(DISTINCT r.posting_id) FROM posting p \
                            JOIN posting_report r ON r.posting_id = p.id WHERE p.employer_id = $1 \
                            AND r.outcome IN ('removed', 'warned') AND r.decided_at > $2";
    let key = Key::from(organisation);
    let (published, rejected): (i64, i64) = on_engine!(db, c => sqlx::query_as(OWN).bind(key).fetch_one(c).await?);
    let since = now.0 - DISTRUST;
    let upheld = on_engine!(db, c => sqlx::query_scalar(REPORTED).bind(key).bind(since).fetch_one(c).await?);
    Ok(EmployerHistory { published, rejected, upheld })
}

#[derive(FromRow)]
struct ShiftRow {
    id: Key,
    starts_at: i64,
    ends_at: i64,
    break_minutes: i64,
    seats: i64,
    taken: i64,
    waiting: i64,
    closed_at: Option<i64>,
}

/// The shifts of a posting that is or was on the list.
pub async fn shifts(db: &mut Db, id: PostingId) -> Result<Vec<OwnShift>, Error> {
    const SQL: &str = "SELECT id, starts_at, ends_at, break_minutes, seats, taken, waiting, closed_at FROM shift \
                       WHERE posting_id = $1 ORDER BY starts_at, id LIMIT 200";
    let rows: Vec<ShiftRow> = on_engine!(db, c => sqlx::query_as(SQL).bind(Key(id.0)).fetch_all(c).await?);
    let own = |row: ShiftRow| OwnShift {
        id: row.id.into(),
        starts: Moment(row.starts_at),
        ends: Moment(row.ends_at),
        break_minutes: count(row.break_minutes),
        seats: count(row.seats),
        taken: count(row.taken),
        waiting: count(row.waiting),
        closed: row.closed_at.is_some(),
    };
    Ok(rows.into_iter().map(own).collect())
}

/// Takes the shifts of a posting off the list.
pub async fn unlist(db: &mut Db, id: PostingId) -> Result<(), Error> {
    const SQL: &str = "UPDATE shift SET listed = FALSE WHERE posting_id = $1";
    on_engine!(db, c => sqlx::query(SQL).bind(Key(id.0)).execute(c).await.map(drop))
}

/// Puts those that are to come back on it.
pub async fn list(db: &mut Db, id: PostingId, now: Moment) -> Result<(), Error> {
    const SQL: &str = "UPDATE shift SET listed = TRUE WHERE posting_id = $1 AND closed_at IS NULL AND starts_at > $2";
    on_engine!(db, c => sqlx::query(SQL).bind(Key(id.0)).bind(now.0).execute(c).await.map(drop))
}

/// What an hour usually comes to for a group of occupations in a county.
pub async fn usual(db: &mut Db, county: i64, group: i64) -> Result<Option<Fen>, Error> {
    const SQL: &str = "SELECT hourly FROM usual_pay WHERE county = $1 AND trade_group = $2";
    let fen: Option<i64> =
        on_engine!(db, c => sqlx::query_scalar(SQL).bind(county).bind(group).fetch_optional(c).await?);
    Ok(fen.map(Fen))
}
