//! One's own data: what was agreed to, a copy of everything, the end of the account.

use domain::{
    error::Problem,
    id::AccountId,
    identity::{
        ConsentTopic, IdentityError,
        privacy::{DeleteDraft, NOTICE_VERSION, PrivacyPage},
    },
};
use serde_json::json;

use super::{owned, queries};
use crate::{
    clock::Clock,
    identity::{Service, fault, fields, queries::phone, staff::queries::recovery_codes_left, unreachable},
    store::{Db, Fault},
    trail,
};

impl Service {
    pub(in crate::identity) async fn show_privacy(&self, account: AccountId) -> Result<PrivacyPage, IdentityError> {
        let mut db = self.read().await?;
        let read = async {
            let consents = queries::consents(&mut db, account).await?;
            Ok((consents, queries::agrees(&mut db, account, ConsentTopic::StaffHelp).await?))
        };
        let (consents, staff_help) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        Ok(PrivacyPage { now: self.clock.now(), consents, staff_help })
    }

    pub(in crate::identity) async fn allow_staff_help(
        &self,
        account: AccountId,
        allowed: bool,
    ) -> Result<(), IdentityError> {
        let clock = self.clock.clone();
        let written = self.store.write::<_, IdentityError, _>(move |db| {
            let clock = clock.clone();
            Box::pin(async move {
                let (now, about) = (clock.now(), (ConsentTopic::StaffHelp, NOTICE_VERSION));
                let action = if allowed {
                    queries::record_consent(db, clock.id(), account, about, now).await?;
                    "consent.given"
                } else {
                    queries::withdraw_consent(db, clock.id(), account, about, now).await?;
                    "consent.withdrawn"
                };
                let actor = format!("person:{account}");
                Ok(trail::audit(db, clock.id(), &actor, action, account.into(), now).await?)
            })
        });
        written.await.map_err(fault)
    }

    pub(in crate::identity) async fn copy_data(&self, account: AccountId) -> Result<String, IdentityError> {
        let (clock, read) = (self.clock.clone(), self.store.clone());
        let written = self.store.write::<_, IdentityError, _>(move |db| {
            let clock = clock.clone();
            Box::pin(async move {
                let actor = format!("person:{account}");
                Ok(trail::audit(db, clock.id(), &actor, "data.copied", account.into(), clock.now()).await?)
            })
        });
        written.await.map_err(fault)?;
        let copied = async { owned::copy(&mut read.read().await?, account).await };
        let tables = copied.await.map_err(|error| unreachable(&error))?;
        let document = json!({ "account": account, "made_at": self.clock.now().rfc3339(), "tables": tables });
        serde_json::to_string_pretty(&document).map_err(|_| IdentityError::Busy)
    }

    pub(in crate::identity) async fn erase_account(
        &self,
        account: AccountId,
        draft: DeleteDraft,
    ) -> Result<(), IdentityError> {
        let clock = self.clock.clone();
        let written = self.store.write(move |db| {
            let (clock, draft) = (clock.clone(), draft.clone());
            Box::pin(async move { erase(db, &clock, account, &draft).await })
        });
        written.await.map_err(fault)
    }
}

async fn erase(
    db: &mut Db,
    clock: &Clock,
    account: AccountId,
    draft: &DeleteDraft,
) -> Result<(), Fault<IdentityError>> {
    let refuse = |problem| Err(Fault::Refused(fields("phone", problem)));
    let now = clock.now();
    let own = phone(db, account).await?.unwrap_or_default();
    draft.check(&own).map_err(|error| Fault::Refused(IdentityError::Fields(vec![error])))?;
    if recovery_codes_left(db, account).await?.is_some() {
        return refuse(Problem::StillOnStaff);
    }
    if queries::coming_claims(db, account, now).await? > 0 {
        return refuse(Problem::StillHolding);
    }
    if !queries::leave_organisations(db, account).await? {
        return refuse(Problem::StillOwner);
    }
    if !queries::erase(db, account, clock.id(), now).await? {
        return Err(Fault::Refused(IdentityError::SignedOut));
    }
    let actor = format!("person:{account}");
    Ok(trail::audit(db, clock.id(), &actor, "account.deleted", account.into(), now).await?)
}
