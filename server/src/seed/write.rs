//! Writing sample content: many rows in each statement, many statements in each transaction.

use std::{collections::BTreeMap, convert::Infallible, sync::Arc};

use domain::when::Moment;
use sqlx::{AssertSqlSafe, Error};
use uuid::Uuid;

use super::compose::{Employer, Posting};
use crate::{
    gig::queries::note_list_change,
    store::{Column, Db, Fault, Key, KeyError, KeyRing, Store, on_engine},
};

/// How long a made-up verification is good, milliseconds.
const VERIFIED: i64 = 1_095 * Moment::DAY;
/// Rows in one statement.
const ROWS: usize = 100;

/// A cell of a row.
#[derive(Clone)]
pub enum Cell {
    Id(Uuid),
    Number(i64),
    Perhaps(Option<i64>),
    Flag(bool),
    Text(String),
    Words(Option<&'static str>),
    Bytes(Vec<u8>),
}

/// Writes rows into a table, named with its columns.
pub async fn insert(db: &mut Db, into: &str, rows: &[Vec<Cell>]) -> Result<(), Error> {
    for rows in rows.chunks(ROWS) {
        let mut number = 0;
        let mut row_text = |row: &Vec<Cell>| {
            let marks: Vec<String> = row
                .iter()
                .map(|_| {
                    number += 1;
                    format!("${number}")
                })
                .collect();
            format!("({})", marks.join(", "))
        };
        let values: Vec<String> = rows.iter().map(&mut row_text).collect();
        let sql = format!("INSERT INTO {into} VALUES {}", values.join(", "));
        on_engine!(db, c => {
            let query = rows.iter().flatten().fold(sqlx::query(AssertSqlSafe(sql)), |query, cell| match cell {
                Cell::Id(id) => query.bind(Key(*id)),
                Cell::Number(n) => query.bind(*n),
                Cell::Perhaps(n) => query.bind(*n),
                Cell::Words(words) => query.bind(*words),
                Cell::Flag(flag) => query.bind(*flag),
                Cell::Text(text) => query.bind(text.clone()),
                Cell::Bytes(bytes) => query.bind(bytes),
            });
            query.execute(c).await?;
        });
    }
    Ok(())
}

/// Writes all employers.
pub async fn employers(store: &Store, employers: Arc<Vec<Employer>>) -> Result<(), Error> {
    let written = store.write::<_, Infallible, _>(move |db| {
        let employers = employers.clone();
        Box::pin(async move {
            let row = |e: &Employer| {
                let [kind, name, town] = [e.kind, &e.name, e.town.as_str()].map(|text| Cell::Text(text.to_owned()));
                let (state, until) = if e.verified { ("verified", e.at.0 + VERIFIED) } else { ("draft", 0) };
                let (state, until) = (Cell::Text(state.to_owned()), Cell::Number(until));
                vec![Cell::Id(e.id), kind, name, town, Cell::Flag(true), Cell::Number(e.at.0), state, until]
            };
            let rows: Vec<Vec<Cell>> = employers.iter().map(row).collect();
            Ok(insert(db, "organisation (id, kind, name, region, sample, created_at, state, verified_until)", &rows)
                .await?)
        })
    });
    written.await.map_err(Fault::stored)
}

/// Writes postings with their shifts and search tokens.
pub async fn postings(store: &Store, postings: Arc<Vec<Posting>>) -> Result<(), Error> {
    const POSTING: &str = "posting (id, employer_id, title, occupation, duties, requirements, least_age, pay_unit, \
                           pay_amount, pay_pieces, settlement, benefits, region, address, lat, lng, pinned, \
                           contact_name, contact_phone, words, opens_at, published_at, sample)";
    const SHIFT: &str = "shift (id, posting_id, starts_at, ends_at, break_minutes, seats, taken, waiting, closed_at, listed, \
                         tally, county, town, trade, hourly, cell, lat, lng, published_at)";
    let written = store.write::<_, Infallible, _>(move |db| {
        let postings = postings.clone();
        Box::pin(async move {
            let rows = postings.iter().map(|posting| posting_row(db.keys(), posting));
            let rows: Vec<Vec<Cell>> = rows.collect::<Result<_, KeyError>>().map_err(Error::from)?;
            insert(db, POSTING, &rows).await?;
            let rows: Vec<Vec<Cell>> = postings.iter().flat_map(shift_rows).collect();
            insert(db, SHIFT, &rows).await?;
            let index = db.dialect().index_posting();
            for posting in postings.iter() {
                on_engine!(db, c => {
                    sqlx::query(index).bind(Key(posting.id)).bind(&posting.words).execute(c).await.map(drop)?;
                });
            }
            Ok(())
        })
    });
    written.await.map_err(Fault::stored)
}

fn posting_row(keys: &KeyRing, posting: &Posting) -> Result<Vec<Cell>, KeyError> {
    let text = |text: &str| Cell::Text(text.to_owned());
    Ok(vec![
        Cell::Id(posting.id),
        Cell::Id(posting.employer),
        text(&posting.title),
        text(posting.code.as_str()),
        text(&posting.duties),
        text(posting.requirements),
        Cell::Number(posting.least_age),
        text(posting.pay.unit.word()),
        Cell::Number(posting.pay.amount.0),
        Cell::Number(posting.pay.pieces),
        text(posting.settlement),
        Cell::Number(i64::from(posting.benefits.0)),
        text(posting.town.as_str()),
        text(&posting.address),
        Cell::Number(i64::from(posting.point.lat)),
        Cell::Number(i64::from(posting.point.lng)),
        Cell::Flag(posting.pinned),
        Cell::Bytes(keys.seal(Column::CONTACT_NAME, posting.id, &posting.contact.0)?),
        Cell::Bytes(keys.seal(Column::CONTACT_PHONE, posting.id, &posting.contact.1)?),
        text(&posting.words),
        Cell::Number(0),
        Cell::Number(posting.published.0),
        Cell::Flag(true),
    ])
}

fn shift_rows(posting: &Posting) -> impl Iterator<Item = Vec<Cell>> {
    let digits = |text: &str| text.replace('-', "").parse().unwrap_or_default();
    let (town, trade) = (digits(posting.town.as_str()), digits(posting.code.as_str()));
    posting.shifts.iter().map(move |shift| {
        vec![
            Cell::Id(shift.id),
            Cell::Id(posting.id),
            Cell::Number(shift.starts.0),
            Cell::Number(shift.ends.0),
            Cell::Number(shift.break_minutes),
            Cell::Number(shift.seats),
            Cell::Number(shift.taken),
            Cell::Number(0),
            Cell::Perhaps(shift.closed.map(|at| at.0)),
            Cell::Flag(shift.listed),
            Cell::Number(shift.tally.code()),
            Cell::Number(i64::from(shift.tally.county)),
            Cell::Number(town),
            Cell::Number(trade),
            Cell::Number(shift.hourly.0),
            Cell::Number(if posting.pinned { posting.point.cell() } else { posting.point.unpinned_cell() }),
            Cell::Number(i64::from(posting.point.lat)),
            Cell::Number(i64::from(posting.point.lng)),
            Cell::Number(posting.published.0),
        ]
    })
}

/// Pay an hour by county and group, for the medians.
#[derive(Default)]
pub struct UsualPay(BTreeMap<(u32, u32), BTreeMap<i64, u32>>);

impl UsualPay {
    /// Counts the shifts of a posting.
    pub fn add(&mut self, posting: &Posting) {
        for shift in &posting.shifts {
            let seen = self.0.entry((shift.tally.county, shift.tally.group)).or_default();
            *seen.entry(shift.hourly.0).or_default() += 1;
        }
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let row = |((county, group), seen): (&(u32, u32), &BTreeMap<i64, u32>)| {
            vec![Cell::Number((*county).into()), Cell::Number((*group).into()), Cell::Number(median(seen))]
        };
        self.0.iter().map(row).collect()
    }
}

/// The middle value; the lower of the two if there are two.
fn median(seen: &BTreeMap<i64, u32>) -> i64 {
    let half = seen.values().sum::<u32>().div_ceil(2);
    let mut below = 0;
    let middle = seen.iter().find(|(_, n)| {
        below += **n;
        below >= half
    });
    middle.map_or(0, |(value, _)| *value)
}

/// Writes what goes with the whole: usual pay, the version of the reference data, that the list has changed.
pub async fn finish(store: &Store, pay: UsualPay, version: &str, now: Moment) -> Result<(), Error> {
    let (rows, version) = (Arc::new(pay.rows()), version.to_owned());
    let written = store.write::<_, Infallible, _>(move |db| {
        let (rows, version) = (rows.clone(), version.clone());
        Box::pin(async move {
            insert(db, "usual_pay (county, trade_group, hourly)", &rows).await?;
            let fact = vec![vec![Cell::Text("reference".to_owned()), Cell::Text(version)]];
            insert(db, "fact (name, value)", &fact).await?;
            Ok(note_list_change(db, now).await?)
        })
    });
    written.await.map_err(Fault::stored)?;
    store.tidy().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_value() {
        let seen = |values: &[(i64, u32)]| values.iter().copied().collect::<BTreeMap<_, _>>();
        assert_eq!(median(&seen(&[(1, 1), (2, 1), (9, 1)])), 2);
        assert_eq!(median(&seen(&[(1, 3), (9, 2)])), 1);
        assert_eq!(median(&seen(&[])), 0);
    }
}
