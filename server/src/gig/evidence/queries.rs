//! SQL of evidence packs, one function per statement.

use domain::{
    gig::{
        Benefits, ClaimState, PayRule, PayUnit, SettlementTerm,
        case::CaseSide,
        evidence::{Mover, PackLine},
        posting::{Posting, Sheet},
    },
    id::{AccountId, ClaimId, PackId, ShiftId},
    message::Content,
    money::Fen,
    when::Moment,
};
use sqlx::{Error, FromRow};

use crate::store::{Column, Db, Key, hex, on_engine};

/// What a posting and its shift say.
#[derive(FromRow)]
pub struct AgreedRow {
    pub title: String,
    pub occupation: String,
    pub duties: String,
    pub requirements: String,
    pub region: String,
    pub address: String,
    pub starts_at: i64,
    pub ends_at: i64,
    pub break_minutes: i64,
    pay_unit: String,
    pay_amount: i64,
    pay_pieces: i64,
    settlement: String,
    benefits: i64,
    pub published_at: i64,
    pub employer: String,
    pub credit_code: Option<String>,
}

impl AgreedRow {
    /// How pay is worked out.
    pub fn pay(&self) -> PayRule {
        let unit = PayUnit::parse(&self.pay_unit).unwrap_or(PayUnit::Hour);
        PayRule { unit, amount: Fen(self.pay_amount), pieces: self.pay_pieces }
    }

    /// When it is paid.
    pub fn term(&self) -> SettlementTerm {
        SettlementTerm::parse(&self.settlement).unwrap_or(SettlementTerm::Fortnightly)
    }

    /// What comes with the work.
    pub fn benefits(&self) -> Benefits {
        Benefits(u8::try_from(self.benefits).unwrap_or_default())
    }
}

/// What was agreed for a shift.
pub async fn agreed(db: &mut Db, shift: ShiftId) -> Result<Option<AgreedRow>, Error> {
    const SQL: &str = "SELECT p.title, p.occupation, p.duties, p.requirements, p.region, p.address, s.starts_at, \
                       s.ends_at, s.break_minutes, p.pay_unit, p.pay_amount, p.pay_pieces, p.settlement, p.benefits, \
                       p.published_at, e.name AS employer, e.credit_code FROM shift s \
                       JOIN posting p ON p.id = s.posting_id JOIN organisation e ON e.id = p.employer_id \
                       WHERE s.id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(shift)).fetch_optional(c).await)
}

/// What the posting of a shift said before it was changed, and until when, the oldest first.
pub async fn said_before(db: &mut Db, shift: ShiftId) -> Result<Vec<(Moment, Posting)>, Error> {
    const SQL: &str = "SELECT r.id, r.sheet, r.until_at FROM posting_revision r \
                       JOIN shift s ON s.posting_id = r.posting_id WHERE s.id = $1 ORDER BY r.until_at, r.id LIMIT 500";
    let rows: Vec<(Key, Vec<u8>, i64)> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(shift)).fetch_all(c).await?);
    let read = |(id, sealed, until): (Key, Vec<u8>, i64)| {
        let text = db.keys().open(Column::REVISION_SHEET, id.0, &sealed)?;
        let sheet: Sheet = serde_json::from_str(&text).map_err(|error| Error::Decode(Box::new(error)))?;
        // It was on the list, so it could be read; a pack that says something else instead would be worse than none.
        let posting = sheet.posting.parse().map_err(|_| Error::Decode("a posting that was on the list".into()))?;
        Ok((Moment(until), posting))
    };
    rows.into_iter().map(read).collect()
}

/// Who moved a claim, by the word that is kept: the worker themselves, the employer, the staff, or the service.
fn mover(actor: &str, worker: AccountId) -> Mover {
    let own = format!("person:{worker}");
    match actor {
        _ if actor == own || actor.ends_with(&format!(" for {own}")) => Mover::Worker,
        _ if actor.starts_with("person:") || actor.contains(" for person:") => Mover::Employer,
        _ if actor.starts_with("staff:") => Mover::Staff,
        _ => Mover::Service,
    }
}

/// What became of a claim, the first move first.
pub async fn moves(db: &mut Db, claim: ClaimId, worker: AccountId) -> Result<Vec<domain::gig::evidence::Moved>, Error> {
    const SQL: &str = "SELECT state, actor, at FROM claim_event WHERE claim_id = $1 ORDER BY at, id LIMIT 500";
    let rows: Vec<(String, String, i64)> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).fetch_all(c).await?);
    let read = |(state, actor, at): (String, String, i64)| {
        let state = ClaimState::parse(&state)?;
        Some(domain::gig::evidence::Moved { state, at: Moment(at), by: mover(&actor, worker) })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// What somebody was told since then that names one of two ids, the first first.
pub async fn messages(db: &mut Db, account: AccountId, ids: [String; 2]) -> Result<Vec<(Moment, Content)>, Error> {
    const SQL: &str = "SELECT at, body FROM message WHERE account_id = $1 AND (body LIKE $2 OR body LIKE $3) \
                       ORDER BY at, id LIMIT 500";
    let [one, other] = ids.map(|id| format!("%{id}%"));
    let rows: Vec<(i64, String)> = on_engine!(db, c => {
        sqlx::query_as(SQL).bind(Key::from(account)).bind(one).bind(other).fetch_all(c).await?
    });
    Ok(rows.into_iter().filter_map(|(at, body)| Some((Moment(at), serde_json::from_str(&body).ok()?))).collect())
}

/// A pack on its way into the table.
#[derive(Clone)]
pub struct NewPack {
    pub id: PackId,
    pub claim: ClaimId,
    pub account: AccountId,
    pub region: String,
    pub hash: Vec<u8>,
    pub document: String,
    pub side: CaseSide,
    pub key: String,
    pub by: AccountId,
    pub at: Moment,
}

/// Keeps a pack.
pub async fn insert(db: &mut Db, new: &NewPack) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO evidence_pack (id, claim_id, account_id, region, hash, document, side, key, made_by, \
                       made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let document = db.keys().seal(Column::PACK, new.id.0, &new.document)?;
    let new = new.clone();
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(new.id)).bind(Key::from(new.claim)).bind(Key::from(new.account));
        let query = query.bind(new.region).bind(new.hash).bind(document).bind(new.side.word()).bind(new.key);
        query.bind(Key::from(new.by)).bind(new.at.0).execute(c).await.map(drop)
    })
}

/// The pack that a form has made already.
pub async fn made_by_form(db: &mut Db, claim: ClaimId, key: &str) -> Result<Option<PackId>, Error> {
    const SQL: &str = "SELECT id FROM evidence_pack WHERE claim_id = $1 AND key = $2";
    let id: Option<Key> = on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(Key::from(claim)).bind(key.to_owned()).fetch_optional(c).await?
    });
    Ok(id.map(Into::into))
}

/// A pack as it is kept.
#[derive(FromRow)]
pub struct PackRow {
    pub id: Key,
    pub claim_id: Key,
    pub account_id: Key,
    pub region: String,
    pub hash: Vec<u8>,
    document: Vec<u8>,
}

impl PackRow {
    /// The file.
    pub fn open(&self, db: &Db) -> Result<String, Error> {
        Ok(db.keys().open(Column::PACK, self.id.0, &self.document)?)
    }
}

/// A pack.
pub async fn pack(db: &mut Db, id: PackId) -> Result<Option<PackRow>, Error> {
    const SQL: &str = "SELECT id, claim_id, account_id, region, hash, document FROM evidence_pack WHERE id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_optional(c).await)
}

/// The packs of a claim, the newest first.
pub async fn of_claim(db: &mut Db, claim: ClaimId) -> Result<Vec<PackLine>, Error> {
    const SQL: &str = "SELECT id, made_at, side, hash FROM evidence_pack WHERE claim_id = $1 \
                       ORDER BY made_at DESC, id DESC LIMIT 100";
    let rows: Vec<(Key, i64, String, Vec<u8>)> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).fetch_all(c).await?);
    let line = |(id, made, side, hash): (Key, i64, String, Vec<u8>)| PackLine {
        pack: id.into(),
        made: Moment(made),
        made_by: CaseSide::parse(&side).unwrap_or(CaseSide::Staff),
        hash: hex(&hash),
    };
    Ok(rows.into_iter().map(line).collect())
}

/// When the file of this hash was made, if it was made here.
pub async fn made_at(db: &mut Db, hash: &[u8; 32]) -> Result<Option<Moment>, Error> {
    const SQL: &str = "SELECT made_at FROM evidence_pack WHERE hash = $1";
    let at: Option<i64> = on_engine!(db, c => sqlx::query_scalar(SQL).bind(hash.to_vec()).fetch_optional(c).await?);
    Ok(at.map(Moment))
}
