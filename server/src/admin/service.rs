//! The console's service.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    admin::{AdminService, Queue, QueueQuery, QueueRow},
    error::Refused,
    identity::{Actor, Right},
    page::{Count, Cursor},
    region::RegionCode,
    work::WorkKind,
};
use uuid::Uuid;

use crate::{
    clock::Clock,
    reference::Reference,
    store::{Store, unreachable},
    work,
};

/// Rows on a page of the queue.
const PAGE: usize = 50;

/// The console over a store.
pub struct Service {
    /// The database.
    pub store: Store,
    /// Time, ids, secrets.
    pub clock: Clock,
    /// Regions and occupations.
    pub reference: Arc<Reference>,
}

/// The region within which this person of the staff has a right.
pub fn scope(actor: &Actor, right: Right) -> Result<&RegionCode, Refused> {
    if actor.staff().is_none() {
        return Err(Refused::SignedOut);
    }
    actor.scope(right).ok_or(Refused::Denied)
}

/// The region that a list is asked for: the one in the URL if it lies within one's own, which is the whole.
pub fn within(scope: &RegionCode, asked: &str) -> RegionCode {
    RegionCode::parse(asked).filter(|asked| scope.covers(asked)).unwrap_or_else(|| scope.clone())
}

#[async_trait]
impl AdminService for Service {
    async fn queue(&self, actor: &Actor, query: QueueQuery) -> Result<Queue, Refused> {
        let region = within(scope(actor, Right::Look)?, &query.region);
        let after = query.after().map_or((i64::MIN, Uuid::nil()), |cursor| (cursor.key, cursor.id));
        let most = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
        let wanted = work::Wanted { kind: query.kind(), region, after, most };
        let read = async {
            let mut db = self.store.read().await?;
            let rows = work::waiting(&mut db, &wanted).await?;
            Ok((rows, work::count(&mut db, &wanted.region, i64::from(Count::CAP) + 1).await?))
        };
        let (mut rows, counts) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let last = rows.last().map(|row| row.id.0);
        let items: Vec<_> = rows.into_iter().filter_map(work::WorkRow::item).collect();
        let next = items.last().zip(last).filter(|_| more).map(|(item, id)| Cursor { key: item.due.0, id }.to_string());
        let counted = |n: i64| Count::exactly(u32::try_from(n).unwrap_or(u32::MAX));
        let kinds: Vec<(WorkKind, i64)> =
            counts.into_iter().filter_map(|(kind, n)| Some((WorkKind::parse(&kind)?, n))).collect();
        let total =
            kinds.iter().filter(|(kind, _)| query.kind().is_none_or(|only| only == *kind)).map(|(_, n)| n).sum();
        Ok(Queue {
            now: self.clock.now(),
            total: counted(total),
            kinds: kinds.into_iter().map(|(kind, n)| (kind, counted(n))).collect(),
            rows: items.into_iter().map(|item| self.row(item)).collect(),
            query,
            next,
        })
    }
}

impl Service {
    fn row(&self, item: domain::work::WorkItem) -> QueueRow {
        QueueRow { place: self.reference.place_name(&item.region), item }
    }
}
