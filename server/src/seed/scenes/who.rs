//! Who plays in the scenes, and about what: looked up in the sample content in an order that follows from its seed.

use std::convert::Infallible;

use domain::{
    error::Refused,
    id::{AccountId, ClaimId, OrganisationId, PostingId, ShiftId},
    region::RegionCode,
    when::Moment,
};
use sqlx::Error;

use super::stored;
use crate::{
    clock::Clock,
    seed::people,
    store::{Fault, Key, Store, on_engine},
};

/// Somebody whom nobody can sign in as.
pub async fn person(store: &Store, (phone, name): (&str, &str), at: Moment) -> Result<AccountId, Error> {
    let account = AccountId(Clock::system().id());
    let called = (phone.to_owned(), name.to_owned());
    let written = store.write::<_, Refused, _>(move |db| {
        let called = called.clone();
        Box::pin(async move { Ok(people::person(db, account, &called, at).await?) })
    });
    written.await.map_err(stored)?;
    Ok(account)
}

/// Whoever acts for the staff; an account alone, by which nobody can sign in to the console.
pub async fn clerk(store: &Store, at: Moment) -> Result<AccountId, Error> {
    person(store, ("sample-clerk", "示例工作人员"), at).await
}

/// Sample workers who have nothing to do from now on.
pub async fn free(store: &Store, now: Moment) -> Result<Vec<AccountId>, Error> {
    const SQL: &str = "SELECT w.account_id FROM worker w JOIN account a ON a.id = w.account_id WHERE NOT EXISTS \
                       (SELECT 1 FROM claim c WHERE c.account_id = w.account_id AND c.active AND c.starts_at > $1) \
                       AND EXISTS (SELECT 1 FROM claim c WHERE c.account_id = w.account_id) \
                       ORDER BY w.account_id LIMIT 60";
    let mut db = store.read().await?;
    let since = now.0 - 2 * Moment::DAY;
    let rows: Vec<Key> = on_engine!(db, c => sqlx::query_scalar(SQL).bind(since).fetch_all(c).await?);
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Employers of the list in a county with whoever acts for them.
pub async fn employers(store: &Store, now: Moment, most: i64) -> Result<Vec<(OrganisationId, AccountId)>, Error> {
    const SQL: &str = "SELECT o.id, m.account_id FROM organisation o JOIN member m ON m.organisation_id = o.id \
                       WHERE o.sample AND o.state = 'verified' AND o.verified_until > $1 AND NOT EXISTS \
                       (SELECT 1 FROM settlement t WHERE t.organisation_id = o.id AND t.paid < t.owed) \
                       ORDER BY o.created_at DESC, o.id LIMIT $2";
    let mut db = store.read().await?;
    let rows: Vec<(Key, Key)> = on_engine!(db, c => sqlx::query_as(SQL).bind(now.0).bind(most).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(id, account)| (id.into(), account.into())).collect())
}

/// A shift on the list in a county.
pub async fn listed(store: &Store, county: &RegionCode) -> Result<Option<ShiftId>, Error> {
    const SQL: &str = "SELECT s.id FROM shift s JOIN posting p ON p.id = s.posting_id WHERE s.listed AND s.taken < s.seats \
                       AND p.region >= $1 AND p.region < $2 AND p.sample ORDER BY s.starts_at DESC, s.id LIMIT 1";
    let (first, end) = county.span();
    let mut db = store.read().await?;
    let id: Option<Key> = on_engine!(db, c => sqlx::query_scalar(SQL).bind(first).bind(end).fetch_optional(c).await?);
    Ok(id.map(Into::into))
}

/// The shifts of a posting, the first first.
pub async fn shifts(store: &Store, posting: PostingId) -> Result<Vec<ShiftId>, Error> {
    const SQL: &str = "SELECT id FROM shift WHERE posting_id = $1 ORDER BY starts_at, id LIMIT 40";
    let mut db = store.read().await?;
    let ids: Vec<Key> = on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key(posting.0)).fetch_all(c).await?);
    Ok(ids.into_iter().map(Into::into).collect())
}

/// A claim with whose it is.
pub type Held = (ClaimId, AccountId);

/// Claims on work for an employer that began before then and stand in a state, the last first, one of each worker.
pub async fn claims(
    store: &Store,
    organisation: OrganisationId,
    state: &'static str,
    before: Moment,
) -> Result<Vec<Held>, Error> {
    const SQL: &str = "SELECT c.id, c.account_id FROM claim c JOIN shift s ON s.id = c.shift_id \
                       JOIN posting p ON p.id = s.posting_id WHERE p.employer_id = $1 AND c.state = $2 \
                       AND c.starts_at < $3 ORDER BY c.starts_at DESC, c.id LIMIT 60";
    let key = Key::from(organisation);
    let mut db = store.read().await?;
    let rows: Vec<(Key, Key)> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(key).bind(state).bind(before.0).fetch_all(c).await?);
    let mut held: Vec<Held> = Vec::new();
    for (claim, account) in rows {
        let (claim, account) = (claim.into(), account.into());
        if !held.iter().any(|(_, known)| *known == account) {
            held.push((claim, account));
        }
    }
    Ok(held)
}

/// Employers that owe wages, those that have owed them longest first.
pub async fn in_arrears(store: &Store, now: Moment) -> Result<Vec<OrganisationId>, Error> {
    const SQL: &str = "SELECT organisation_id FROM settlement WHERE paid < owed AND due_at <= $1 \
                       GROUP BY organisation_id ORDER BY MIN(due_at), organisation_id LIMIT 20";
    let mut db = store.read().await?;
    let ids: Vec<Key> = on_engine!(db, c => sqlx::query_scalar(SQL).bind(now.0).fetch_all(c).await?);
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Claims on this work that nobody of the worker's side has rated.
pub async fn unrated(store: &Store, organisation: OrganisationId, since: Moment) -> Result<Vec<Held>, Error> {
    const SQL: &str = "SELECT c.id, c.account_id FROM claim c JOIN shift s ON s.id = c.shift_id \
                       JOIN posting p ON p.id = s.posting_id WHERE p.employer_id = $1 \
                       AND c.state IN ('checked_out', 'settled') AND s.ends_at > $2 AND NOT EXISTS \
                       (SELECT 1 FROM rating r WHERE r.claim_id = c.id AND r.side = 'worker') \
                       ORDER BY c.starts_at, c.id LIMIT 20";
    let mut db = store.read().await?;
    let rows: Vec<(Key, Key)> =
        on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(organisation)).bind(since.0).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(claim, account)| (claim.into(), account.into())).collect())
}

/// What sample employers have posted is marked as made up.
pub async fn mark_postings(store: &Store) -> Result<(), Error> {
    const SQL: &str = "UPDATE posting SET sample = TRUE \
                       WHERE NOT sample AND employer_id IN (SELECT id FROM organisation WHERE sample)";
    let written = store.write::<_, Infallible, _>(|db| {
        Box::pin(async move {
            on_engine!(db, c => sqlx::query(SQL).execute(c).await.map(drop)?);
            Ok(())
        })
    });
    written.await.map_err(Fault::stored)
}

/// Marks an organisation as made up.
pub async fn mark_organisation(store: &Store, id: OrganisationId) -> Result<(), Error> {
    const SQL: &str = "UPDATE organisation SET sample = TRUE WHERE id = $1";
    let written = store.write::<_, Infallible, _>(move |db| {
        Box::pin(async move {
            on_engine!(db, c => sqlx::query(SQL).bind(Key::from(id)).execute(c).await.map(drop)?);
            Ok(())
        })
    });
    written.await.map_err(Fault::stored)
}
