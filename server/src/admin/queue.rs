//! What waits for the staff.

use domain::{
    admin::{Queue, QueueQuery, QueueRow},
    error::Refused,
    identity::{Actor, Right},
    page::{Count, Cursor},
    work::WorkKind,
};
use uuid::Uuid;

use super::service::{PAGE, Service, page, scope, within};
use crate::{
    store::unreachable,
    work::{self, WorkRow},
};

impl Service {
    pub(super) async fn show_queue(&self, actor: &Actor, query: QueueQuery) -> Result<Queue, Refused> {
        let region = within(scope(actor, Right::Look)?, &query.region);
        let after = query.after().map_or((i64::MIN, Uuid::nil()), |cursor| (cursor.key, cursor.id));
        let wanted = work::Wanted { kind: query.kind(), region, after, most: PAGE + 1 };
        let read = async {
            let mut db = self.store.read().await?;
            let rows = work::waiting(&mut db, &wanted).await?;
            Ok((rows, work::count(&mut db, &wanted.region, i64::from(Count::CAP) + 1).await?))
        };
        let (rows, counts) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        let (rows, next) = page(rows, |row| Cursor { key: row.due_at, id: row.id.0 }.to_string());
        let counted = |n: i64| Count::exactly(u32::try_from(n).unwrap_or(u32::MAX));
        let kinds: Vec<(WorkKind, i64)> =
            counts.into_iter().filter_map(|(kind, n)| Some((WorkKind::parse(&kind)?, n))).collect();
        let asked = |kind: WorkKind| query.kind().is_none_or(|only| only == kind);
        let total = kinds.iter().filter(|(kind, _)| asked(*kind)).map(|(_, n)| n).sum();
        let place = |item: domain::work::WorkItem| QueueRow { place: self.reference.place_name(&item.region), item };
        Ok(Queue {
            now: self.clock.now(),
            total: counted(total),
            kinds: kinds.into_iter().map(|(kind, n)| (kind, counted(n))).collect(),
            next,
            rows: rows.into_iter().filter_map(WorkRow::item).map(place).collect(),
            query,
            glance: None,
        })
    }
}
