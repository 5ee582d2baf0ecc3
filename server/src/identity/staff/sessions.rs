//! Where somebody is signed in, and signing out there.

use domain::{
    id::AccountId,
    identity::{
        IdentityError,
        rules::SessionSpan,
        staff::{SessionView, Sessions},
    },
    when::Moment,
};
use uuid::Uuid;

use super::queries::recovery_codes_left;
use crate::identity::{Service, fault, queries, token_hash, unreachable};

impl Service {
    pub(in crate::identity) async fn list_sessions(
        &self,
        account: AccountId,
        token: &str,
    ) -> Result<Sessions, IdentityError> {
        let (now, current) = (self.clock.now(), token_hash(token));
        let mut db = self.read().await?;
        let read = async {
            let rows = queries::sessions_of(&mut db, account).await?;
            Ok((rows, recovery_codes_left(&mut db, account).await?))
        };
        let (rows, codes) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        let holds = |row: &queries::OwnSession| {
            let span = SessionSpan::of(row.staff, row.shared);
            span.holds(Moment(row.created_at), Moment(row.seen_at), now)
        };
        let view = |row: queries::OwnSession| SessionView {
            id: row.id.0,
            current: row.token_hash == current,
            device: row.device,
            staff: row.staff,
            began: Moment(row.created_at),
            seen: Moment(row.seen_at),
        };
        Ok(Sessions {
            now,
            sessions: rows.into_iter().filter(holds).map(view).collect(),
            recovery_codes: codes.and_then(|n| u32::try_from(n).ok()),
        })
    }

    pub(in crate::identity) async fn end_one(&self, account: AccountId, session: Uuid) -> Result<(), IdentityError> {
        let written = self.store.write::<_, IdentityError, _>(move |db| {
            Box::pin(async move { Ok(queries::delete_session_of(db, account, session).await?) })
        });
        if written.await.map_err(fault)? { Ok(()) } else { Err(IdentityError::Missing) }
    }
}
