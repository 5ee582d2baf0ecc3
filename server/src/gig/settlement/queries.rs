//! SQL of settlements, one function per statement.

use domain::{
    gig::{
        PayRule, PayUnit, SettlementTerm,
        settlement::{Balance, PayMethod, PaymentView, Receipt, Wages, standing},
    },
    id::{AccountId, AttachmentId, ClaimId, OrganisationId},
    money::Fen,
    when::Moment,
};
use serde::{Deserialize, Serialize};
use sqlx::{Error, FromRow};
use uuid::Uuid;

use crate::store::{Column, Db, Key, on_engine};

/// Who is paid, as the ledger has to name them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Payee {
    /// What they were called.
    pub name: String,
    /// Their number as on the ID card, if it was verified.
    pub number: String,
    /// Their phone.
    pub phone: String,
}

/// What is owed, on its way into the table.
#[derive(Clone)]
pub struct Owing {
    pub claim: ClaimId,
    pub organisation: OrganisationId,
    pub account: AccountId,
    pub region: String,
    pub starts: Moment,
    pub minutes: i64,
    pub pieces: i64,
    pub owed: Fen,
    pub due: Moment,
    pub payee: Payee,
    pub at: Moment,
}

/// Keeps what is owed, or what it is after a correction; gives owed and paid. Who is paid stays as it was first written.
pub async fn owe(db: &mut Db, new: &Owing) -> Result<(i64, i64), Error> {
    const SQL: &str = "INSERT INTO settlement (claim_id, organisation_id, account_id, region, payee, starts_at, minutes, \
                       pieces, owed, paid, due_at, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11) \
                       ON CONFLICT (claim_id) DO UPDATE SET minutes = excluded.minutes, pieces = excluded.pieces, \
                       owed = excluded.owed, due_at = excluded.due_at RETURNING owed, paid";
    let payee = serde_json::to_string(&new.payee).map_err(|error| Error::Encode(error.into()))?;
    let payee = db.keys().seal(Column::PAYEE, new.claim.0, &payee)?;
    let new = new.clone();
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(Key::from(new.claim)).bind(Key::from(new.organisation));
        let query = query.bind(Key::from(new.account)).bind(new.region).bind(payee).bind(new.starts.0);
        let query = query.bind(new.minutes).bind(new.pieces).bind(new.owed.0).bind(new.due.0).bind(new.at.0);
        query.fetch_one(c).await
    })
}

/// Adds a payment to what was paid, and forgets what the worker said before it; gives owed and paid. Nothing if there is
/// no settlement, or if more would be taken back than was paid.
pub async fn add(db: &mut Db, claim: ClaimId, amount: Fen) -> Result<Option<(i64, i64)>, Error> {
    const SQL: &str = "UPDATE settlement SET paid = paid + $2, receipt = NULL, receipt_at = NULL \
                       WHERE claim_id = $1 AND paid + $2 >= 0 RETURNING owed, paid";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).bind(amount.0).fetch_optional(c).await)
}

/// Keeps what the worker says; gives owed and paid. Nothing if they have said so already, or nothing was made.
pub async fn answer(db: &mut Db, claim: ClaimId, receipt: Receipt, at: Moment) -> Result<Option<(i64, i64)>, Error> {
    const SQL: &str = "UPDATE settlement SET receipt = $2, receipt_at = $3 WHERE claim_id = $1 \
                       AND (receipt IS NULL OR receipt <> $2) RETURNING owed, paid";
    on_engine!(db, c => {
        sqlx::query_as(SQL).bind(Key::from(claim)).bind(receipt.word()).bind(at.0).fetch_optional(c).await
    })
}

/// A payment on its way into the table.
#[derive(Clone)]
pub struct NewPayment {
    pub id: Uuid,
    pub claim: ClaimId,
    pub account: AccountId,
    pub key: String,
    pub amount: Fen,
    pub method: PayMethod,
    pub day: i64,
    pub note: String,
    pub file: Option<AttachmentId>,
    pub by: AccountId,
    pub at: Moment,
}

/// Keeps a payment; false if the form it came with was sent before.
pub async fn insert(db: &mut Db, new: &NewPayment) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO payment (id, claim_id, account_id, key, amount, method, day, note, file, written_by, \
                       written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
                       ON CONFLICT (claim_id, key) DO NOTHING";
    let note = (!new.note.is_empty()).then(|| db.keys().seal(Column::PAYMENT_NOTE, new.id, &new.note)).transpose()?;
    let new = new.clone();
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(new.id)).bind(Key::from(new.claim)).bind(Key::from(new.account));
        let query = query.bind(new.key).bind(new.amount.0).bind(new.method.word()).bind(new.day).bind(note);
        let query = query.bind(new.file.map(Key::from)).bind(Key::from(new.by)).bind(new.at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// A settlement with its work.
#[derive(Clone, FromRow)]
pub struct SettlementRow {
    pub claim_id: Key,
    pub shift_id: Key,
    pub title: String,
    pub employer: String,
    pub starts_at: i64,
    pub ends_at: i64,
    payee: Option<Vec<u8>>,
    minutes: i64,
    pieces: i64,
    pub owed: i64,
    pub paid: i64,
    pub due_at: i64,
    receipt: Option<String>,
    receipt_at: Option<i64>,
    pay_unit: String,
    pay_amount: i64,
    pay_pieces: i64,
    settlement: String,
}

impl SettlementRow {
    /// Who is paid; nobody after the ledger's years.
    pub fn payee(&self, db: &Db) -> Result<Payee, Error> {
        let Some(sealed) = &self.payee else { return Ok(Payee::default()) };
        let json = db.keys().open(Column::PAYEE, self.claim_id.0, sealed)?;
        serde_json::from_str(&json).map_err(|error| Error::Decode(error.into()))
    }

    /// The wages with their payments.
    pub fn wages(&self, payments: Vec<PaymentView>, now: Moment) -> Wages {
        let receipt = self.receipt.as_deref().and_then(Receipt::parse);
        let balance = Balance::of(Fen(self.owed), [Fen(self.paid)]);
        Wages {
            minutes: self.minutes,
            pieces: self.pieces,
            rule: PayRule {
                unit: PayUnit::parse(&self.pay_unit).unwrap_or(PayUnit::Hour),
                amount: Fen(self.pay_amount),
                pieces: self.pay_pieces,
            },
            term: SettlementTerm::parse(&self.settlement).unwrap_or(SettlementTerm::Fortnightly),
            balance,
            due: Moment(self.due_at),
            standing: standing(balance, Moment(self.due_at), receipt, now),
            receipt: receipt.zip(self.receipt_at.map(Moment)),
            payments,
        }
    }
}

/// The settlement of a claim.
pub async fn of_claim(db: &mut Db, claim: ClaimId) -> Result<Option<SettlementRow>, Error> {
    const SQL: &str = "SELECT t.claim_id, s.id AS shift_id, p.title, e.name AS employer, s.starts_at, s.ends_at, \
                       t.payee, t.minutes, t.pieces, t.owed, t.paid, t.due_at, t.receipt, t.receipt_at, p.pay_unit, \
                       p.pay_amount, p.pay_pieces, p.settlement FROM settlement t JOIN claim c ON c.id = t.claim_id \
                       JOIN shift s ON s.id = c.shift_id JOIN posting p ON p.id = s.posting_id \
                       JOIN organisation e ON e.id = p.employer_id WHERE t.claim_id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).fetch_optional(c).await)
}

/// The settlements of an employer for work that began between two moments, the oldest first.
pub async fn of_organisation(
    db: &mut Db,
    organisation: OrganisationId,
    (from, until): (Moment, Moment),
    most: i64,
) -> Result<Vec<SettlementRow>, Error> {
    const SQL: &str = "SELECT t.claim_id, s.id AS shift_id, p.title, e.name AS employer, s.starts_at, s.ends_at, \
                       t.payee, t.minutes, t.pieces, t.owed, t.paid, t.due_at, t.receipt, t.receipt_at, p.pay_unit, \
                       p.pay_amount, p.pay_pieces, p.settlement FROM settlement t JOIN claim c ON c.id = t.claim_id \
                       JOIN shift s ON s.id = c.shift_id JOIN posting p ON p.id = s.posting_id \
                       JOIN organisation e ON e.id = p.employer_id WHERE t.organisation_id = $1 AND t.starts_at >= $2 \
                       AND t.starts_at < $3 ORDER BY t.starts_at, t.claim_id LIMIT $4";
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(Key::from(organisation)).bind(from.0).bind(until.0).bind(most);
        query.fetch_all(c).await
    })
}

/// What all of them come to: owed, paid, still open, paid beyond what is owed.
pub async fn sums(
    db: &mut Db,
    organisation: OrganisationId,
    (from, until): (Moment, Moment),
) -> Result<Balance, Error> {
    const SQL: &str = "SELECT CAST(COALESCE(SUM(owed), 0) AS BIGINT), CAST(COALESCE(SUM(paid), 0) AS BIGINT), \
                       CAST(COALESCE(SUM(CASE WHEN owed > paid THEN owed - paid ELSE 0 END), 0) AS BIGINT), \
                       CAST(COALESCE(SUM(CASE WHEN paid > owed THEN paid - owed ELSE 0 END), 0) AS BIGINT) \
                       FROM settlement WHERE organisation_id = $1 AND starts_at >= $2 AND starts_at < $3";
    let (owed, paid, open, over): (i64, i64, i64, i64) = on_engine!(db, c => {
        sqlx::query_as(SQL).bind(Key::from(organisation)).bind(from.0).bind(until.0).fetch_one(c).await?
    });
    Ok(Balance { owed: Fen(owed), paid: Fen(paid), open: Fen(open), over: Fen(over) })
}

#[derive(FromRow)]
struct PaymentRow {
    id: Key,
    claim_id: Key,
    amount: i64,
    method: String,
    day: i64,
    note: Option<Vec<u8>>,
    file: Option<Key>,
    written_at: i64,
}

impl PaymentRow {
    fn read(self, db: &Db) -> Result<(Key, PaymentView), Error> {
        let note = self.note.map(|note| db.keys().open(Column::PAYMENT_NOTE, self.id.0, &note)).transpose()?;
        let view = PaymentView {
            amount: Fen(self.amount),
            method: PayMethod::parse(&self.method).unwrap_or(PayMethod::Cash),
            day: Moment::start_of(domain::when::date_of(self.day)),
            note: note.unwrap_or_default(),
            written: Moment(self.written_at),
            proof: self.file.map(AttachmentId::from),
        };
        Ok((self.claim_id, view))
    }
}

/// The payments of a claim, the first first.
pub async fn payments(db: &mut Db, claim: ClaimId) -> Result<Vec<PaymentView>, Error> {
    const SQL: &str = "SELECT id, claim_id, amount, method, day, note, file, written_at FROM payment \
                       WHERE claim_id = $1 ORDER BY written_at, id LIMIT 200";
    let rows: Vec<PaymentRow> = on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).fetch_all(c).await?);
    rows.into_iter().map(|row| Ok(row.read(db)?.1)).collect()
}

/// The payments of an employer for work that began between two moments, with their claims, the first first.
pub async fn payments_of(
    db: &mut Db,
    organisation: OrganisationId,
    (from, until): (Moment, Moment),
) -> Result<Vec<(Key, PaymentView)>, Error> {
    const SQL: &str = "SELECT m.id, m.claim_id, m.amount, m.method, m.day, m.note, m.file, m.written_at \
                       FROM settlement t JOIN payment m ON m.claim_id = t.claim_id WHERE t.organisation_id = $1 \
                       AND t.starts_at >= $2 AND t.starts_at < $3 ORDER BY m.written_at, m.id LIMIT 50000";
    let rows: Vec<PaymentRow> = on_engine!(db, c => {
        sqlx::query_as(SQL).bind(Key::from(organisation)).bind(from.0).bind(until.0).fetch_all(c).await?
    });
    rows.into_iter().map(|row| row.read(db)).collect()
}

/// Whose payment a file proves: the employer's and the worker's.
pub async fn sides_of(db: &mut Db, file: AttachmentId) -> Result<Option<(Key, Key)>, Error> {
    const SQL: &str = "SELECT t.organisation_id, t.account_id FROM attachment a JOIN payment m ON m.id = a.owner \
                       JOIN settlement t ON t.claim_id = m.claim_id WHERE a.id = $1 AND a.owner_kind = 'payment'";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(file)).fetch_optional(c).await)
}

/// Forgets who was paid, where all was paid and the ledger's years are over.
pub async fn forget(db: &mut Db, before: Moment) -> Result<(), Error> {
    const SQL: &str = "UPDATE settlement SET payee = NULL WHERE due_at < $1 AND paid >= owed AND payee IS NOT NULL";
    on_engine!(db, c => sqlx::query(SQL).bind(before.0).execute(c).await.map(drop))
}
