//! Writing sample content: many rows in each statement, many statements in each transaction.

use std::{collections::BTreeMap, convert::Infallible, sync::Arc};

use domain::{id::AccountId, identity::organisation::MemberRole, when::Moment};
use sqlx::Error;

use super::{compose::Employer, people};
use crate::{
    gig::{
        publish::{NewPosting, insert_postings},
        queries::note_list_change,
    },
    store::{Cell, Fault, Store, insert_many},
};

/// How long a made-up verification is good, milliseconds.
const VERIFIED: i64 = 1_095 * Moment::DAY;
/// What whoever acts for a made-up employer is called.
const OWNER: &str = "示例负责人";

/// Writes all employers, with those who act for them.
pub async fn employers(store: &Store, employers: Arc<Vec<Employer>>) -> Result<(), Error> {
    const ORGANISATION: &str =
        "organisation (id, kind, name, region, sample, created_at, state, verified_until, owners)";
    const MEMBER: &str = "member (organisation_id, account_id, role, since)";
    let written = store.write::<_, Infallible, _>(move |db| {
        let employers = employers.clone();
        Box::pin(async move {
            for e in employers.iter() {
                let Some(owner) = e.owner else { continue };
                let called = (format!("sample-{}", e.id.simple()), OWNER.to_owned());
                people::person(db, AccountId(owner), &called, e.at).await?;
            }
            let row = |e: &Employer| {
                let [kind, name, town] = [e.kind, &e.name, e.town.as_str()].map(|text| Cell::Text(text.to_owned()));
                let (state, until) = if e.verified { ("verified", e.at.0 + VERIFIED) } else { ("draft", 0) };
                let (state, until) = (Cell::Text(state.to_owned()), Cell::Number(until));
                let owners = Cell::Number(i64::from(e.owner.is_some()));
                vec![Cell::Id(e.id), kind, name, town, Cell::Flag(true), Cell::Number(e.at.0), state, until, owners]
            };
            let rows: Vec<Vec<Cell>> = employers.iter().map(row).collect();
            insert_many(db, ORGANISATION, &rows).await?;
            let member = |e: &Employer| {
                let role = Cell::Text(MemberRole::Owner.word().to_owned());
                Some(vec![Cell::Id(e.id), Cell::Id(e.owner?), role, Cell::Number(e.at.0)])
            };
            let rows: Vec<Vec<Cell>> = employers.iter().filter_map(member).collect();
            Ok(insert_many(db, MEMBER, &rows).await?)
        })
    });
    written.await.map_err(Fault::stored)
}

/// Writes postings with their shifts and search tokens.
pub async fn postings(store: &Store, postings: Arc<Vec<NewPosting>>) -> Result<(), Error> {
    let written = store.write::<_, Infallible, _>(move |db| {
        let postings = postings.clone();
        Box::pin(async move { Ok(insert_postings(db, &postings).await?) })
    });
    written.await.map_err(Fault::stored)
}

/// Pay an hour by county and group, for the medians.
#[derive(Default)]
pub struct UsualPay(BTreeMap<(u32, u32), BTreeMap<i64, u32>>);

impl UsualPay {
    /// Counts the shifts of a posting.
    pub fn add(&mut self, posting: &NewPosting) {
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
            insert_many(db, "usual_pay (county, trade_group, hourly)", &rows).await?;
            let fact = vec![vec![Cell::Text("reference".to_owned()), Cell::Text(version)]];
            insert_many(db, "fact (name, value)", &fact).await?;
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
