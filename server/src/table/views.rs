//! The views that somebody of the staff keeps of a table, for themselves alone.

use domain::{
    error::{Problem, Refused},
    id::AccountId,
    table::{SavedView, TableKind, TableQuery, VIEWS_LIMIT},
};
use uuid::Uuid;

use super::{Service, queries};
use crate::store::{Db, Fault, refused};

impl Service {
    pub(super) async fn views_of(
        &self,
        db: &mut Db,
        account: AccountId,
        kind: TableKind,
    ) -> Result<Vec<SavedView>, sqlx::Error> {
        let rows = queries::views(db, account, kind).await?;
        let read = |row: queries::ViewRow| SavedView {
            id: row.id.0,
            name: row.name,
            query: serde_json::from_str(&row.query).unwrap_or_default(),
        };
        Ok(rows.into_iter().map(read).collect())
    }

    pub(super) async fn keep(
        &self,
        account: AccountId,
        (kind, name): (TableKind, String),
        query: TableQuery,
    ) -> Result<(), Refused> {
        // A view begins at its first page.
        let query = TableQuery { after: String::new(), ..query };
        let query = serde_json::to_string(&query).map_err(|_| Refused::Busy)?;
        let clock = self.clock.clone();
        let written = self.store.write(move |db| {
            let (name, query, clock) = (name.clone(), query.clone(), clock.clone());
            Box::pin(async move {
                queries::keep_view(db, clock.id(), (account, kind), (&name, &query), clock.now()).await?;
                if queries::views(db, account, kind).await?.len() > VIEWS_LIMIT {
                    let most = u32::try_from(VIEWS_LIMIT).unwrap_or(u32::MAX);
                    return Err(Fault::Refused(Refused::field("name", Problem::TooManyViews(most))));
                }
                Ok(())
            })
        });
        written.await.map_err(refused)
    }

    pub(super) async fn forget(&self, account: AccountId, view: Uuid) -> Result<TableKind, Refused> {
        let written = self.store.write(move |db| {
            Box::pin(async move {
                let table = queries::forget_view(db, account, view).await?;
                table.as_deref().and_then(TableKind::parse).ok_or(Fault::Refused(Refused::Missing))
            })
        });
        written.await.map_err(refused)
    }
}
