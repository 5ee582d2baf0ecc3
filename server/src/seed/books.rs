//! What is written of the days that have gone by: many rows in each statement, as the services write one at a time.

use std::{convert::Infallible, sync::Arc};

use domain::{
    gig::{
        attendance::{Report, Side},
        rating::Mark,
        settlement::Receipt,
    },
    money::Fen,
    when::Moment,
};
use sqlx::Error;
use uuid::Uuid;

use crate::{
    gig::{
        attendance::queries::NewReport,
        rating::queries::NewRating,
        settlement::queries::{NewPayment, Owing},
    },
    store::{Cell, Column, Fault, KeyRing, Store, insert_many},
};

/// Somebody did not come, as the other side says.
pub struct Missed {
    pub id: Uuid,
    pub claim: Uuid,
    pub worker: Uuid,
    pub side: Side,
    pub by: Uuid,
    pub reason: &'static str,
    pub at: Moment,
}

/// What is owed, what was paid of it in all, and what the worker says.
pub struct Owed {
    pub owing: Owing,
    pub paid: Fen,
    pub receipt: Option<(Receipt, Moment)>,
}

/// All of it.
#[derive(Default)]
pub struct Written {
    pub reports: Vec<NewReport>,
    pub missed: Vec<Missed>,
    pub owed: Vec<Owed>,
    pub payments: Vec<NewPayment>,
    pub ratings: Vec<NewRating>,
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn sealed(keys: &KeyRing, column: Column, id: Uuid, words: &str) -> Result<Cell, Error> {
    let words = (!words.is_empty()).then(|| keys.seal(column, id, words)).transpose()?;
    Ok(Cell::MaybeBytes(words))
}

fn report(keys: &KeyRing, new: &NewReport) -> Result<Vec<Cell>, Error> {
    let Report { entry, value, way, side } = new.report;
    Ok(vec![
        Cell::Id(new.id),
        Cell::Id(new.claim.0),
        Cell::Id(new.account.0),
        text(entry.word()),
        Cell::Number(value),
        text(way.word()),
        text(side.word()),
        Cell::Id(new.by.0),
        Cell::MaybeNumber(new.metres.map(i64::from)),
        sealed(keys, Column::ATTENDANCE_REASON, new.id, &new.reason)?,
        Cell::Number(new.at.0),
    ])
}

fn missed(keys: &KeyRing, new: &Missed) -> Result<Vec<Cell>, Error> {
    Ok(vec![
        Cell::Id(new.id),
        Cell::Id(new.claim),
        Cell::Id(new.worker),
        text(new.side.word()),
        Cell::Id(new.by),
        sealed(keys, Column::ABSENCE_REASON, new.id, new.reason)?,
        Cell::Number(new.at.0),
    ])
}

fn owed(keys: &KeyRing, new: &Owed) -> Result<Vec<Cell>, Error> {
    let Owed { owing, paid, receipt } = new;
    let payee = serde_json::to_string(&owing.payee).map_err(|error| Error::Encode(error.into()))?;
    Ok(vec![
        Cell::Id(owing.claim.0),
        Cell::Id(owing.organisation.0),
        Cell::Id(owing.account.0),
        text(&owing.region),
        sealed(keys, Column::PAYEE, owing.claim.0, &payee)?,
        Cell::Number(owing.starts.0),
        Cell::Number(owing.minutes),
        Cell::Number(owing.pieces),
        Cell::Number(owing.owed.0),
        Cell::Number(paid.0),
        Cell::Number(owing.due.0),
        Cell::MaybeText(receipt.map(|(receipt, _)| receipt.word().to_owned())),
        Cell::MaybeNumber(receipt.map(|(_, at)| at.0)),
        Cell::Number(owing.at.0),
    ])
}

fn payment(keys: &KeyRing, new: &NewPayment) -> Result<Vec<Cell>, Error> {
    Ok(vec![
        Cell::Id(new.id),
        Cell::Id(new.claim.0),
        Cell::Id(new.account.0),
        text(&new.key),
        Cell::Number(new.amount.0),
        text(new.method.word()),
        Cell::Number(new.day),
        sealed(keys, Column::PAYMENT_NOTE, new.id, &new.note)?,
        Cell::Id(new.by.0),
        Cell::Number(new.at.0),
    ])
}

fn rating(keys: &KeyRing, new: &NewRating) -> Result<Vec<Cell>, Error> {
    let ids = [new.id.0, new.claim.0, new.account.0, new.organisation.0].map(Cell::Id);
    let mut row = Vec::from(ids);
    row.push(text(new.side.word()));
    row.extend(new.marks.map(Mark::points).map(Cell::Number));
    row.extend([
        sealed(keys, Column::RATING_WORDS, new.id.0, &new.words)?,
        text(new.state.word()),
        Cell::Number(new.reveals.0),
        Cell::Id(new.by.0),
        Cell::Number(new.at.0),
    ]);
    Ok(row)
}

fn rows<T>(
    keys: &KeyRing,
    all: &[T],
    row: impl Fn(&KeyRing, &T) -> Result<Vec<Cell>, Error>,
) -> Result<Vec<Vec<Cell>>, Error> {
    all.iter().map(|one| row(keys, one)).collect()
}

/// Writes all of it; the claims are there.
pub async fn write(store: &Store, written: Written) -> Result<(), Error> {
    const REPORT: &str =
        "attendance (id, claim_id, account_id, entry, value, way, side, written_by, metres, reason, written_at)";
    const MISSED: &str = "absence (id, claim_id, account_id, side, written_by, reason, written_at)";
    const OWED: &str = "settlement (claim_id, organisation_id, account_id, region, payee, starts_at, minutes, pieces, \
                        owed, paid, due_at, receipt, receipt_at, made_at)";
    const PAYMENT: &str = "payment (id, claim_id, account_id, key, amount, method, day, note, written_by, written_at)";
    const RATING: &str = "rating (id, claim_id, account_id, organisation_id, side, first, second, third, fourth, fifth, \
                          words, words_state, reveals_at, written_by, written_at)";
    let written = Arc::new(written);
    let done = store.write::<_, Infallible, _>(move |db| {
        let all = written.clone();
        Box::pin(async move {
            let keys = db.keys().clone();
            insert_many(db, REPORT, &rows(&keys, &all.reports, report)?).await?;
            insert_many(db, MISSED, &rows(&keys, &all.missed, missed)?).await?;
            insert_many(db, OWED, &rows(&keys, &all.owed, owed)?).await?;
            insert_many(db, PAYMENT, &rows(&keys, &all.payments, payment)?).await?;
            Ok(insert_many(db, RATING, &rows(&keys, &all.ratings, rating)?).await?)
        })
    });
    done.await.map_err(Fault::stored)
}
